"""The lines of an outline: a picked node with its words, its number in the map, its source and its year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from argmap.model import Cite, Node, Role
from argmap.outlines.picks import Material, Pick
from argmap.outlines.values import NOTHING, Line, Text
from argmap.sources.notes import date_words, short_notes
from argmap.sources.variables import normalise_date

Headings = Literal["sentence", "phrase"]
UNANSWERED = "An answer is still to be written."
_MISSING = "source and year to be added"
_UNSOURCED = (Text(_MISSING, "cite"), Text(f"[{_MISSING}]", "cite"), Text(_MISSING, "cite"))
_WEIGHED = (Role.THESIS, Role.CLAIM, Role.COUNTERPOINT)
_YEAR = re.compile(r" (n\.d\.|(?:c\. )?\d{3,4}s?(?:–\d{4})?)$")


@dataclass(slots=True)
class Scribe:
    """Writes the lines of one outline.

    Attributes:
        material: the map.
        headings: whether a claim is written as its sentence or as its phrase.
        standing: of nodes by id, where it was asked for.
        homes: the anchor of the section in which each node stands, for what a way forward answers.
        noted: source, attribution and cite by citations, each made once.
    """

    material: Material
    headings: Headings
    standing: Mapping[str, str] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    noted: dict[tuple[Cite, ...], tuple[Text, Text, Text]] = field(default_factory=dict)

    def line(self, pick: Pick, phrase: str | None = None) -> Line:
        """Write a picked node and what is picked beneath it.

        Args:
            pick: the node, or its concession, or the gap of an answer.
            phrase: the essay's own words for it, which fit its question and go before the map's.

        Returns:
            The line.
        """
        node = self.material.node(pick.id)
        if pick.part == "concede":
            return Line(node.id, "concession", Text(node.concede or "", "concession", (node.id, "concede")))
        if pick.part == "unanswered":
            return Line(node.id, "unanswered", Text(UNANSWERED, "unanswered"))
        source, attribution, cite = self._noted(node)
        return Line(
            id=node.id,
            role=node.role.value,
            text=self.words(node, phrase),
            label=Text(f"[{self.material.labels[node.id]}]", "label"),
            kind=node.kind or "",
            date=date_text(node.date),
            sort=node.date or "",
            source=source,
            attribution=attribution,
            cite=cite,
            origin=node.origin.value,
            caution=Text(node.caution, "caution", (node.id, "caution")) if node.caution else NOTHING,
            note=Text(node.note, "", (node.id, "note")) if node.note else NOTHING,
            answers=self._answers(node),
            dimension=node.dimension or "",
            standing=self.stands(node),
            lines=tuple(self.line(below) for below in pick.lines),
        )

    def words(self, node: Node, phrase: str | None = None) -> Text:
        """The essay's own words for a node; else its sentence, or its phrase where phrases are wanted and it has one."""
        if phrase:
            return Text(phrase, node.role, (node.id, "point"))
        if self.headings == "phrase" and node.heading:
            return Text(node.heading, node.role, (node.id, "heading"))
        return Text(node.text, node.role, (node.id, "text"))

    def stands(self, node: Node) -> Text:
        """Whether what can be attacked stands, falls or is undecided."""
        label = self.standing.get(node.id) if node.role in _WEIGHED else None
        return Text(label, "standing") if label else NOTHING

    def _noted(self, node: Node) -> tuple[Text, Text, Text]:
        """Source and year; the same within a sentence; the same with the place."""
        if not node.cites:
            return _UNSOURCED if node.role is Role.EVIDENCE else (NOTHING, NOTHING, NOTHING)
        if node.cites not in self.noted:
            sources = self.material.argument.sources
            names = [short_notes([Cite(key)], sources) for key in dict.fromkeys(c.source for c in node.cites)]
            bracketed = [_YEAR.sub(r" (\1)", name) for name in names]
            texts = ("; ".join(names), _listed(bracketed), short_notes(node.cites, sources))
            source, attribution, cite = (Text(text, "cite") for text in texts)
            self.noted[node.cites] = (source, attribution, cite)
        return self.noted[node.cites]

    def _answers(self, node: Node) -> tuple[Text, ...]:
        homes = dict.fromkeys(self.homes[name] for name in node.answers if name in self.homes)
        return tuple(Text(home, "ref") for home in homes)


def date_text(date: str | None) -> str:
    """A date of the map in words.

    Args:
        date: EDTF text or `n.d.`.

    Returns:
        Such as `29 June 2022`; as written where it is no date, empty where there is none.
    """
    return (date_words(normalise_date(date)) or date) if date else ""


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
