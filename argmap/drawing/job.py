"""What every part of one drawing shares: the map, its numbers, the fonts, the palette, the means of layout."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from argmap.diagnostics import Outcome
from argmap.drawing.compose import Means
from argmap.drawing.engine import Engine
from argmap.drawing.fonts import load_for, missing_warnings
from argmap.drawing.labels import Label, Wording, label, learn, wordings
from argmap.drawing.looks import THEMES, Theme
from argmap.drawing.scene import Paragraph
from argmap.drawing.text import Face, Ruler, is_rtl
from argmap.model import ArgumentMap, Relation
from argmap.numbering import numbers
from argmap.standing import Standing
from argmap.tree import Tree, tree
from argmap.views import View, select


@dataclass(frozen=True)
class Job:
    """One drawing to be made.

    Attributes:
        argument: the map.
        structure: its tree.
        numbers: the number of each node.
        view: what of the map is drawn.
        words: of each node's box, by id.
        ruler: measures text.
        means: the palette, and how to lay out.
    """

    argument: ArgumentMap
    structure: Tree
    numbers: Mapping[str, str]
    view: View
    words: Mapping[str, Wording]
    ruler: Ruler
    means: Means

    @cached_property
    def out_of(self) -> Mapping[str, list[tuple[int, Relation]]]:
        """The view's relations that each node is a source of, with their place in the view."""
        found: dict[str, list[tuple[int, Relation]]] = {}
        for entry in enumerate(self.view.relations):
            for source in entry[1].sources:
                found.setdefault(source, []).append(entry)
        return found

    @property
    def theme(self) -> Theme:
        """The palette."""
        return self.means.theme

    def label(self, node: str, width: float) -> Label:
        """A node's box at a width in pt."""
        key = node, width
        if key not in self._labels:
            self._labels[key] = label(self.ruler, self.theme, self.words[node], width)
        return self._labels[key]

    @cached_property
    def _labels(self) -> dict[tuple[str, float], Label]:
        """Boxes made so far: an atlas asks for the height of each in several rounds of planning."""
        return {}

    def text(
        self, face: Face, size: float, text: str, place: tuple[float, float, float], heading: int = 0
    ) -> Paragraph:
        """A paragraph whose first line's top lies at y.

        Args:
            face: bold, italic or neither.
            size: in pt.
            text: cleaned.
            place: left edge, top and greatest width of a line, in pt.
            heading: level in the document's outline.
        """
        x, y, limit = place
        lines = self.ruler.wrap(face, size, text, limit)
        above, below = self.ruler.heights(face, text)
        rtl = is_rtl(text)
        pitch = (above + below) * size
        edge = x + limit if rtl else x
        return Paragraph(
            edge,
            y + above * size,
            lines,
            size,
            pitch,
            above * size,
            face.bold,
            face.italic,
            rtl=rtl,
            heading=heading,
        )


def prepare(
    argument: ArgumentMap,
    view: str,
    font_paths: Sequence[str] = (),
    *,
    theme: str = "colour",
    engine: Engine = "auto",
    timeout: float = 20.0,
    standing: Standing | None = None,
) -> Outcome[Job]:
    """Choose what is drawn, word and measure it.

    Args:
        argument: any map.
        view: as `views.select` takes it.
        font_paths: folders of further fonts.
        theme: `colour` or `mono`.
        engine: which Graphviz.
        timeout: seconds from now within which all layout ends.
        standing: which nodes stand and fall, to be shown.

    Returns:
        The job, and a warning for characters that no font has; None where the view is unknown.
    """
    means = Means(THEMES[theme], engine, time.monotonic() + timeout, argument.at("title"))
    structure = tree(argument)
    chosen = select(argument, structure, view)
    if chosen.value is None:
        return Outcome(None, chosen.diagnostics)
    labelled = numbers(argument, structure)
    labels = standing.labels if standing else {}
    words = wordings(argument, chosen.value.nodes, labelled, chosen.value.notes, labels)
    texts = [one.sentence for one in words.values()]
    texts += [argument.title, chosen.value.title, *_source_texts(argument)]
    ruler = Ruler(load_for(texts, font_paths))
    learn(ruler, list(words.values()))
    job = Job(argument, structure, labelled, chosen.value, words, ruler, means)
    return Outcome(job, missing_warnings(means.span, ruler.fonts.missing))


def _source_texts(argument: ArgumentMap) -> Iterator[str]:
    """All that a list of sources may say."""
    return (str(dict(source.variables)) for source in argument.sources.values())
