"""What every document writer takes: a document as a flat value of headings, items, paragraphs, notes and figures.

A template says what stands in an outline; `templating` turns its text into these blocks; the writers turn blocks into
Word, PDF, HTML, Markdown and plain text. A block knows its role, never its looks. Numbers are computed once, when the
blocks are made; a writer with lists of its own (Word) takes `levels` instead and lets the reader's program count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

LevelFormat: TypeAlias = Literal[
    "decimal", "upperLetter", "lowerLetter", "upperRoman", "lowerRoman", "bullet", "none"
]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look.

    Attributes:
        text: what is written; empty where the run is only a note's mark.
        bold, italic: emphasis.
        link: an address (http, https, mailto) or `#anchor`.
        note: id of a note of the document whose mark stands here.
        role: what the run is within its line, for its looks: `label` (a number of the map), `cite` (source and
            place), `year`; empty for plain words.
        of: id and key, such as `("threat-naming", "text")`, where the run is this very text of the map, whole and
            unchanged; edits to it can be read back into that place.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None
    note: str | None = None
    role: str = ""
    of: tuple[str, str] | None = None


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        level: 1 is the document's title, 2 a section, 3 a sub-section.
        runs: its text.
        number: as printed by writers without native lists, such as `3.`; empty where it has none.
        numbered: whether it counts, at level `level - 1` of the document's `levels`.
        anchor: id of the node it stands for.
        budget: words and minutes, as text set at the line's end.
    """

    level: int
    runs: Runs
    number: str = ""
    numbered: bool = True
    anchor: str | None = None
    budget: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a multilevel list.

    Attributes:
        level: which of the document's `levels` it counts at; 1 is the outermost. Sections mostly take level 1, so that
            the lines beneath them start at 2.
        runs: its text.
        number: its number or mark as printed by writers without native lists, such as `3.1`, `a.` or a tick.
        role: what the line is: `claim`, `evidence`, `counterpoint`, `rebuttal`, `concession`, `warrant`, `caution`,
            `way-forward`; plain where empty. The document's `marks` may give a role a mark of its own.
        numbered: False for a continuation of the item above, which carries neither number nor mark.
        anchor: id of the node it stands for.
        budget: words and minutes, as text set at the line's end.
        tick: True where the copy has a box to tick before the line.
    """

    level: int
    runs: Runs
    number: str = ""
    role: str = ""
    numbered: bool = True
    anchor: str | None = None
    budget: str | None = None
    tick: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `role` such as `question`, `thesis`, `asked`, `term`, `bridge`, `reference`, `marks`, `name`."""

    runs: Runs
    role: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its header is empty where it has none. `role` such as `budget`, `card` (label and text), `facts`."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Ruled lines for handwriting; `target` is set beside them, such as `about 190 words`."""

    count: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing handed to the writer under `key`, with its words for those who cannot see it."""

    key: str
    caption: str
    alt: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page."""


Block: TypeAlias = Heading | Item | Paragraph | Table | Lines | Figure | PageBreak


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as the writers take it: vector and print-grade pixels of the same thing, sizes in points."""

    svg: bytes
    png: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a document's numbering looks, in Word's own terms.

    Attributes:
        format: Word's numFmt.
        text: Word's lvlText: `%1.%2`, `%2-`, where `%n` stands for the number at level n; a bullet's mark itself.
    """

    format: LevelFormat
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    Attributes:
        title, language: for the document's properties.
        family: name of its numbering, such as `academy`; a user's template may have one that no one knows.
        levels: its numbering, outermost level first, at most nine.
        blocks: in reading order.
        marks: the mark of each role that has one of its own, such as `counterpoint: ✗`; such an item does not count.
        notes: footnotes by id, in order of their marks.
        properties: further document properties, such as author and subject.
        copy: plain, study or teacher.
        kind: outline, skeleton, facts or page.
        size: of the running text, in points.
        map_id: what the document was made from, so that edits find their way back.
    """

    title: str
    language: str
    family: str
    levels: tuple[Level, ...]
    blocks: tuple[Block, ...]
    marks: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[tuple[str, Runs], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    copy: str = "plain"
    kind: str = "outline"
    size: float = 11.0
    map_id: str = ""


def plain(runs: Runs) -> str:
    """The words of runs without their looks."""
    return "".join(run.text for run in runs)
