"""The plan of an outline as a value: sections of lines, each line a text that still knows where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Self

from argmap.model import Essay, Paper

SectionKind = Literal["introduction", "argument", "counterpoints", "way-forward", "conclusion"]


class Text(str):  # noqa: SLOT000 - pickle restores its attributes from the dictionary
    """A text with its role, and the place of the map that it is; whatever is made of it by joining is a plain str.

    Attributes:
        role: as of `blocks.Run`, and further `budget`, `note` (set as a footnote), `anchor`
            (names the line it stands in) and `ref` (an anchor, printed as the number of the line that it names); any
            other is the role of the line, such as `evidence`.
        of: id and key of the map's text that this is, whole and unchanged.
    """

    role: str
    of: tuple[str, str] | None

    def __new__(cls, text: str, role: str = "", of: tuple[str, str] | None = None) -> Self:
        """Make a text of a role."""
        made = super().__new__(cls, text)
        made.role = role
        made.of = of
        return made


NOTHING = Text("")


@dataclass(frozen=True, slots=True)
class Share:
    """What a section or a point takes of the paper's budget; None where the paper leaves the column open.

    Attributes:
        words: of the essay.
        minutes: of the phase in which the essay is written.
        paragraphs: that it implies; 0 for what shares one with its neighbours.
    """

    words: int | None = None
    minutes: int | None = None
    paragraphs: int = 0

    @property
    def text(self) -> Text:
        """The share as it is printed: `420 words · 18 min · 3 paragraphs`."""
        parts = [
            _counted(self.words, "word"),
            f"{self.minutes} min" if self.minutes else "",
            _counted(self.paragraphs, "paragraph"),
        ]
        return Text(" · ".join(part for part in parts if part), "budget")


def _counted(number: int | None, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}" if number else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an outline, and the lines beneath it.

    Attributes:
        id: of its node; of a line that is no node, its role.
        role: a node's role, or `hook`, `background`, `thesis`, `road-map`, `concession`, `unanswered`, `conclusion`.
        text: what it says.
        label: its number in the map, in brackets.
        kind: of evidence, such as `statistic`.
        date: in words, empty where there is none.
        sort: the date as written, for sorting.
        source: source and year, `Jaspal 2024`; what is missing is said.
        attribution: the same within a sentence, `Jaspal (2024)`.
        cite: source, year and place: `Jaspal 2024, 2.3`.
        origin: article or curator.
        caution: where the source slips.
        note: the author's own remark.
        answers: the sections that a way forward answers.
        dimension: as in the map.
        standing: stands, falls or undecided, where it was asked for.
        share: of the budget; empty for lines beneath a point.
        lines: in order, at most four levels deep with the section's heading.
    """

    id: str
    role: str
    text: Text
    label: Text = NOTHING
    kind: str = ""
    date: str = ""
    sort: str = ""
    source: Text = NOTHING
    attribution: Text = NOTHING
    cite: Text = NOTHING
    origin: str = ""
    caution: Text = NOTHING
    note: Text = NOTHING
    answers: tuple[Text, ...] = ()
    dimension: str = ""
    standing: Text = NOTHING
    share: Share = field(default_factory=Share)
    lines: tuple[Line, ...] = ()

    @property
    def budget(self) -> Text:
        """Its share, printed."""
        return self.share.text


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the outline.

    Attributes:
        kind: what it does in the essay.
        anchor: unique in the outline: `section-3`.
        heading: as written; empty where the template has the words.
        id: of the claim that it is the section of, if it is one claim's.
        label: number of that claim in the map.
        standing: of that claim, where it was asked for.
        share: of the budget.
        lines: in order.
    """

    kind: SectionKind
    anchor: str
    heading: Text = NOTHING
    id: str = ""
    label: Text = NOTHING
    standing: Text = NOTHING
    share: Share = field(default_factory=Share)
    lines: tuple[Line, ...] = ()

    @property
    def budget(self) -> Text:
        """Its share, printed."""
        return self.share.text

    @property
    def mark(self) -> Text:
        """Marks a heading as this section's, so that `ref` finds its number."""
        return Text(self.anchor, "anchor")

    @property
    def ref(self) -> Text:
        """Its number, wherever the template puts it."""
        return Text(self.anchor, "ref")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the question, and the sections that treat it."""

    text: Text
    sections: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the fact strip: a date, a figure or a quotation, and the line that it stands in."""

    kind: Literal["date", "figure", "quotation"]
    lead: Text
    line: Line


@dataclass(frozen=True, slots=True)
class Outline:
    """A planned outline: all that a template may print.

    Attributes:
        title: of the map.
        question: as asked; empty for a map as a whole.
        asked: where and when.
        thesis: its thesis.
        paper, essay: what it is planned for.
        sections: in order; introduction first, conclusion last.
        terms: of the question.
        cited: keys of the sources that its lines cite, in order.
        share: the sum of all.
        phases: minutes of the paper.
        everything: nothing was left out.
        language: BCP 47.
        alt: the drawing in words.
        map_id: of the map and essay.
    """

    title: Text
    question: Text
    asked: Text
    thesis: Line | None
    paper: Paper
    essay: Essay
    sections: tuple[Section, ...]
    terms: tuple[Term, ...]
    cited: tuple[str, ...]
    share: Share
    phases: tuple[tuple[str, int], ...]
    everything: bool
    language: str
    alt: str
    map_id: str

    def of_kind(self, kind: str) -> tuple[Section, ...]:
        """The sections of one kind.

        Args:
            kind: such as `argument`.

        Returns:
            Those sections, in order.
        """
        return tuple(section for section in self.sections if section.kind == kind)
