"""What every document writer takes: a document as a flat value of headings, items, paragraphs, notes and figures.

A template says what stands in an outline; `templating` turns its text into these blocks; the writers turn blocks into
Word, PDF, HTML, Markdown and plain text. A block knows its role, never its looks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look.

    Attributes:
        text: what is written; empty where the run is only a note's mark.
        bold, italic: emphasis.
        link: an address (http, https, mailto) or `#anchor`.
        note: id of a note of the document whose mark stands here.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None
    note: str | None = None


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is the document's title, 2 a section. `anchor` is the id of the node it stands for."""

    level: int
    runs: Runs
    anchor: str | None = None
    number: str | None = None
    budget: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a multilevel list.

    Attributes:
        level: 1 is the outermost.
        runs: its text.
        number: its number as printed by writers without native lists, such as `3.1`, `a.` or a tick.
        role: what the line is, such as `evidence`, `counterpoint`, `answer`, `concession`, `warrant`; plain where empty.
        numbered: False for a continuation line, which carries no number.
        anchor: id of the node whose wording it is, so that edits can be read back.
        budget: words and minutes, as text set at the line's end.
    """

    level: int
    runs: Runs
    number: str = ""
    role: str = ""
    numbered: bool = True
    anchor: str | None = None
    budget: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `role` as in `Item`, such as `thesis`, `question`, `bridge` or `reference`."""

    runs: Runs
    role: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are shares of the text width that add up to 1, equal where empty."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[float, ...] = ()
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
class Document:
    """A whole document.

    Attributes:
        title, language: for the document's properties.
        family: numbering family of its lists, a key of the writers' table.
        blocks: in reading order.
        notes: footnotes by id, in order of their marks.
        properties: further document properties, such as author and subject.
        copy: plain, study or teacher.
    """

    title: str
    language: str
    family: str
    blocks: tuple[Block, ...]
    notes: tuple[tuple[str, Runs], ...] = ()
    properties: tuple[tuple[str, str], ...] = field(default=())
    copy: str = "plain"
