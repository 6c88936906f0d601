"""Sheets of paper: sizes, margins, and how a page's frame is divided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MM = 72 / 25.4
MARGIN = 15 * MM
SHEETS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "a4": (210 * MM, 297 * MM),
        "a3": (297 * MM, 420 * MM),
        "a2": (420 * MM, 594 * MM),
        "letter": (612.0, 792.0),
        "legal": (612.0, 1008.0),
    }
)
"""Width and height upright, in pt."""
HEAD, FOOT = 46.0, 54.0
"""What a page's title and its legend and footer take, in pt."""
ACROSS = 44.0
"""Between two columns of boxes, in pt: what Graphviz leaves for arrows and joints."""
EDGES = 8.0
"""What a drawing takes beside its boxes, in pt."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a page is used: its size, and the widths of its leader's box and of the columns beside it, in pt."""

    width: float
    height: float
    leader: float
    column: float
    columns: int

    @property
    def room(self) -> tuple[float, float]:
        """Width and height for the drawing."""
        return self.width - 2 * MARGIN, self.height - 2 * MARGIN - HEAD - FOOT


def formats(sheet: str) -> tuple[Format, ...]:
    """The formats of a sheet, from the one to try first to the one with the most room for a box.

    Args:
        sheet: a key of SHEETS.

    Returns:
        Upright with one and two columns, turned with three, then such with broader boxes.
    """
    width, height = SHEETS[sheet]
    upright, turned = width - 2 * MARGIN, height - 2 * MARGIN
    shares = (
        (False, 1, 0.34),
        (False, 2, 0.21),
        (True, 3, 0.16),
        (False, 1, 0.46),
        (True, 2, 0.28),
        (True, 1, 0.46),
    )
    found = []
    for lying, columns, share in shares:
        room = (turned if lying else upright) - EDGES
        leader = room * share
        column = min((room - leader - columns * ACROSS) / columns, 300.0 if columns < 3 else 240.0)
        size = (height, width) if lying else (width, height)
        found.append(Format(*size, leader, column, columns))
    return tuple(found)
