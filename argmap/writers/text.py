"""Write a document as plain text: the same lines and numbers, indented; lines are not wrapped, so that they can be pasted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from argmap.blocks import Block, Document, Heading, Item, Lines, Paragraph, Picture, Runs, Table, plain
from argmap.diagnostics import Outcome

_RULE = "_" * 78
_INDENT = "   "


def write_text(document: Document, figures: Mapping[str, Picture]) -> Outcome[bytes]:
    """Write a document as plain text.

    Args:
        document: the document.
        figures: not printed; a drawing is a file of its own.

    Returns:
        UTF-8 text.
    """
    del figures
    notes = dict(document.notes)
    lines: list[str] = []
    for block in document.blocks:
        if not isinstance(block, Item) and lines:
            lines.append("")
        lines.extend(_block(block, notes))
    return Outcome(("\n".join(lines).rstrip() + "\n").encode())


def _block(block: Block, notes: Mapping[str, Runs]) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from _heading(block)
    elif isinstance(block, Item):
        yield from _item(block, notes)
    elif isinstance(block, Paragraph):
        yield plain(block.runs)
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Lines):
        yield from [block.target] * bool(block.target)
        yield from (line for _ in range(block.count) for line in ("", _RULE))


def _heading(heading: Heading) -> Iterator[str]:
    number = f"{heading.number} " if heading.number else ""
    budget = f"  [{heading.budget}]" if heading.budget else ""
    text = f"{number}{plain(heading.runs)}{budget}"
    yield text
    if heading.level == 1:
        yield "=" * min(len(text), len(_RULE))


def _item(item: Item, notes: Mapping[str, Runs]) -> Iterator[str]:
    indent = _INDENT * (item.level - 1)
    box = "☐ " if item.tick else ""
    budget = f"  [{item.budget}]" if item.budget else ""
    number = f"{item.number} " if item.number else ""
    before = f"{box}{number}" if item.numbered else _INDENT
    yield f"{indent}{before}{plain(item.runs)}{budget}"
    for run in item.runs:
        if run.note:
            yield f"{indent}{_INDENT}({plain(notes[run.note])})"


def _table(table: Table) -> Iterator[str]:
    """Columns as wide as their widest cell, the last one open."""
    rows = [[plain(cell) for cell in row] for row in (table.header, *table.rows) if row]
    widths = [
        max(len(row[place]) for row in rows if place < len(row)) for place in range(max(map(len, rows)))
    ]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
