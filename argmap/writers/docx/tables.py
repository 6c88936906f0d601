"""Tables and ruled lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from argmap.blocks import Lines, Runs, Table, plain
from argmap.writers.docx.wml import Direct, paragraph, run

RULE_PITCH = 480
"""Height of a ruled line in twips: 24 pt, about 8.5 mm."""
TARGET_WIDTH = 1500
CARD_LABEL = 1900
_RULE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'

Cell = Callable[[Runs, str], str]
"""Writes a cell's paragraph: its runs, and the name of its style."""


def table(block: Table, style: str, width: int, cell: Cell) -> str:
    """A table as wide as the text.

    Args:
        block: the table; the first column of a `card` holds labels.
        style: id of its table style.
        width: of the text, in twips.
        cell: writes the paragraph in a cell.
    """
    rows = [*([block.header] if block.header else []), *block.rows]
    widths = _widths(block, rows, width)
    written = [
        _row(row, widths, cell, header=bool(block.header) and place == 0, label=block.role == "card")
        for place, row in enumerate(rows)
    ]
    return _table(style, widths, "".join(written), header=bool(block.header))


def _widths(block: Table, rows: Sequence[tuple[Runs, ...]], width: int) -> list[int]:
    columns = max(map(len, rows), default=1)
    if block.role == "card" and columns == 2:
        return [CARD_LABEL, width - CARD_LABEL]
    longest = [
        max((len(plain(row[at])) for row in rows if at < len(row)), default=1) for at in range(columns)
    ]
    shares = [min(max(length, 7), 60) for length in longest]
    found = [width * share // sum(shares) for share in shares]
    return [*found[:-1], width - sum(found[:-1])]


def _row(row: tuple[Runs, ...], widths: list[int], cell: Cell, *, header: bool, label: bool) -> str:
    cells = [
        _cell(width, cell(runs, "Table Heading" if header or (label and place == 0) else "Table Text"))
        for place, (runs, width) in enumerate(
            zip((*row, *((),) * (len(widths) - len(row))), widths, strict=True)
        )
    ]
    repeat = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, content: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def _table(style: str, widths: Sequence[int], rows: str, *, header: bool = False) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="{int(header)}" w:lastRow="0" '
        f'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def ruled(block: Lines, style: str, width: int, line: str, target: str) -> str:
    """Ruled lines that can be written on and typed into: a row a line, which grows with its text.

    Args:
        block: how many lines, and the target beside them.
        style: id of the table style.
        width: of the text, in twips.
        line: id of the paragraph style of a line.
        target: id of the paragraph style of the target.
    """
    under = f"<w:tcBorders>{_RULE.format(side='bottom')}</w:tcBorders>"
    height = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{RULE_PITCH}" w:hRule="atLeast"/></w:trPr>'
    empty = paragraph(Direct(line), "")
    if not block.target:
        row = f"<w:tr>{height}{_cell(width, empty, under)}</w:tr>"
        return _table(style, [width], row * block.count)
    widths = [width - TARGET_WIDTH, TARGET_WIDTH]
    rows = []
    for place in range(block.count):
        merge = '<w:vMerge w:val="restart"/>' if place == 0 else "<w:vMerge/>"
        beside = paragraph(Direct(target), run(block.target) if place == 0 else "")
        rows.append(f"<w:tr>{height}{_cell(widths[0], empty, under)}{_cell(widths[1], beside, merge)}</w:tr>")
    return _table(style, widths, "".join(rows))
