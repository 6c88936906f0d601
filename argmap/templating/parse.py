"""From a template's Markdown to blocks: markdown-it finds headings, lists and tables, the tokens get their words back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from argmap.blocks import Block, Figure, Heading, Item, Level, Lines, PageBreak, Paragraph, Runs, Table
from argmap.templating.environment import Value
from argmap.templating.levels import Counter
from argmap.templating.runs import Inline, Reader, bare, renumbered

MOST_LINES = 1000
"""Ruled lines in one place: some thirty pages of them."""
BLOCKS = ("list", "heading", "table", "hr")
_MARKER = re.compile(r"^([ ]*[-*+]) +", re.MULTILINE)
INLINE = ("emphasis", "link", "escape", "newline", "backticks")


@dataclass(frozen=True, slots=True)
class Look:
    """The head of a template: its numbering, and the marks of roles that have one of their own."""

    levels: tuple[Level, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    about: str = ""


def parse(
    markdown: str, values: list[Value], look: Look, copy: str
) -> tuple[tuple[Block, ...], tuple[tuple[str, Runs], ...]]:
    """Read a template's Markdown.

    Args:
        markdown: with a token for each value.
        values: by the tokens' numbers.
        look: the numbering.
        copy: plain, study or teacher.

    Returns:
        The blocks, numbered, and the notes by id.
    """
    parser = MarkdownIt("zero").enable([*BLOCKS, *INLINE])
    # An empty value after a marker leaves blanks, and Markdown would count them as indentation.
    markdown = _MARKER.sub(r"\1 ", markdown)
    # Lines are read one by one: most hold no markup, and those that do not need no parser.
    tokens = parser.disable("inline").parse(markdown)
    reader = Reader(values, parser.enable("inline"), copy == "plain")
    builder = _Builder(reader, look, copy)
    builder.read(tokens)
    return tuple(_referred(block, builder.numbers) for block in builder.blocks), tuple(reader.notes)


@dataclass(slots=True)
class _Builder:
    """Walks the tokens once."""

    reader: Reader
    look: Look
    copy: str
    blocks: list[Block] = field(default_factory=list)
    heading: int = 0
    fresh: list[bool] = field(default_factory=list)
    role: str = ""
    rows: list[list[Runs]] | None = None
    numbers: dict[str, str] = field(default_factory=dict)
    counter: Counter = field(init=False)

    def __post_init__(self) -> None:
        """Count as Word will."""
        self.counter = Counter(self.look.levels)

    def read(self, tokens: Sequence[Token]) -> None:
        """Make the blocks."""
        container = ""
        for token in tokens:
            if token.type == "inline":
                self._inline(container, token.content)
            elif token.type in {"heading_open", "paragraph_open", "th_open", "td_open"}:
                container = token.tag
            elif token.type == "list_item_open":
                self.fresh.append(True)
            elif token.type == "list_item_close":
                self.fresh.pop()
            elif token.type == "hr":
                self.blocks.append(PageBreak())
            elif token.type.startswith(("table_", "tr_")):
                self._table(token.type)

    def _table(self, event: str) -> None:
        if event == "table_open":
            self.rows = []
        elif event == "tr_open" and self.rows is not None:
            self.rows.append([])
        elif event == "table_close" and self.rows:
            header, *rows = map(tuple, self.rows)
            shown = header if any(header) else ()
            if shown or rows:
                self.blocks.append(Table(shown, tuple(rows), self.role))
            self.rows, self.role = None, ""

    def _inline(self, container: str, content: str) -> None:
        line = self.reader.inline(content)
        if self.rows is not None:
            self.rows[-1].append(line.runs)
        elif container.startswith("h"):
            self._heading(int(container[1]), line)
        elif line.runs and self.fresh:
            self._item(line)
        elif line.runs:
            self.blocks.append(Paragraph(line.runs, line.role or self.role, line.anchor))
            self.role = ""
        elif line.attributes or line.role:
            self._command(line)

    def _heading(self, level: int, line: Inline) -> None:
        counted = level > 1 and line.role != "unnumbered" and level - 1 <= len(self.look.levels)
        self.heading = level - 1
        if line.runs:
            number = self.counter.next(level - 1) if counted else ""
            self._named(line, number)
            self.blocks.append(Heading(level, line.runs, number, counted, line.anchor, line.budget or None))

    def _item(self, line: Inline) -> None:
        first, self.fresh[-1] = self.fresh[-1], False
        level = self.heading + len(self.fresh)
        if self.look.levels:
            level = min(level, len(self.look.levels))
        tick = self.copy == "teacher" and first
        role = line.role or self.role
        self.role = ""
        mark = self.look.marks.get(role)
        number = "" if not first else self.counter.next(level) if mark is None else mark
        self._named(line, number)
        self.blocks.append(
            Item(level, line.runs, number, role, first, line.anchor, line.budget or None, tick)
        )

    def _named(self, line: Inline, number: str) -> None:
        if line.anchor:
            self.numbers.setdefault(line.anchor, bare(number))

    def _command(self, line: Inline) -> None:
        """An attribute list on a line of its own: ruled lines, a figure, or the role of what follows."""
        given = line.attributes
        if line.role == "lines":
            count = given.get("count", "")
            shown = min(int(count), MOST_LINES) if re.fullmatch("[1-9][0-9]{0,8}", count) else 1
            self.blocks.append(Lines(shown, given.get("target", "")))
        elif line.role == "figure":
            self.blocks.append(Figure("diagram", given.get("caption", ""), given.get("alt", "")))
        else:
            self.role = line.role


def _referred(block: Block, numbers: Mapping[str, str]) -> Block:
    if isinstance(block, Heading | Item):
        runs = renumbered(block.runs, numbers, block.number)
        return block if runs is block.runs else replace(block, runs=runs)
    if isinstance(block, Paragraph):
        return replace(block, runs=renumbered(block.runs, numbers, ""))
    if isinstance(block, Table):
        rows = tuple(tuple(renumbered(cell, numbers, "") for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    return block
