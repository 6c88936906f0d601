"""A poster: one drawing tiled over sheets that overlap, with crop marks, after a map of the sheets."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from argmap.drawing.fonts import clean
from argmap.drawing.job import Job
from argmap.drawing.looks import SMALL, TITLE, BoxLook
from argmap.drawing.scene import (
    Arrow,
    Box,
    Paragraph,
    Point,
    Rectangle,
    Rule,
    Scene,
    bounds,
    moved_arrow,
    moved_box,
    moved_text,
)
from argmap.drawing.sheets import MARGIN, MM, SHEETS
from argmap.drawing.text import BOLD, REGULAR

EDGE, OVERLAP = 12 * MM, 10 * MM
"""White edge of a sheet, and what two sheets share, in pt."""
_LEAST = (18.0, 11.0)
"""Width and height in pt of a cell of the sheet map that still holds the sheet's name."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """How a drawing is cut: sheet and window sizes, columns and rows."""

    sheet: tuple[float, float]
    columns: int
    rows: int

    @property
    def window(self) -> tuple[float, float]:
        return self.sheet[0] - 2 * EDGE, self.sheet[1] - 2 * EDGE

    @property
    def step(self) -> tuple[float, float]:
        return self.window[0] - OVERLAP, self.window[1] - OVERLAP

    def cells(self, frame: Rectangle) -> Iterator[tuple[int, int]]:
        """Rows and columns whose windows show some of a rectangle."""
        x, y, width, height = frame
        for row in range(*_reach(y, y + height, self.step[1], self.window[1], self.rows)):
            for column in range(*_reach(x, x + width, self.step[0], self.window[0], self.columns)):
                yield row, column


@dataclass
class _Tile:
    """What one sheet shows."""

    boxes: list[Box] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    joints: list[Point] = field(default_factory=list)
    texts: list[Paragraph] = field(default_factory=list)
    legend: list[Box | Arrow] = field(default_factory=list)


def poster(job: Job, whole: Scene, sheet: str) -> tuple[Scene, ...]:
    """Tile a drawing.

    Args:
        job: what is drawn.
        whole: the drawing on one page.
        sheet: a key of `sheets.SHEETS`.

    Returns:
        The map of the sheets, then the sheets row by row; upright or turned, whichever takes fewer.
    """
    grid = _grid(whole, SHEETS[sheet])
    tiles = _tiles(whole, grid)
    cells = [(row, column) for row in range(grid.rows) for column in range(grid.columns)]
    sheets = (_sheet(job, whole, grid, cell, tiles.get(cell, _Tile())) for cell in cells)
    return (_sheet_map(job, whole, grid), *sheets)


def name_of(row: int, column: int) -> str:
    """A sheet's name: letters for its row, a figure for its column, such as `B3`.

    Args:
        row: from 0.
        column: from 0.
    """
    letters = ""
    row += 1
    while row:
        row, rest = divmod(row - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{column + 1}"


def _grid(whole: Scene, size: tuple[float, float]) -> _Grid:
    def cut(sheet: tuple[float, float]) -> _Grid:
        counts = (
            max(1, math.ceil((length - OVERLAP) / (side - 2 * EDGE - OVERLAP)))
            for length, side in zip((whole.width, whole.height), sheet, strict=True)
        )
        return _Grid(sheet, *counts)

    return min(cut(size), cut((size[1], size[0])), key=lambda grid: grid.columns * grid.rows)


def _reach(low: float, high: float, step: float, window: float, count: int) -> tuple[int, int]:
    first = math.floor((low - window) / step) + 1
    return max(0, first), min(count, math.floor(high / step) + 1)


def _tiles(whole: Scene, grid: _Grid) -> dict[tuple[int, int], _Tile]:
    """Each item with all the sheets that show some of it."""
    tiles: dict[tuple[int, int], _Tile] = {}

    def put(frame: Rectangle, into: Callable[[_Tile], None]) -> None:
        for cell in grid.cells(frame):
            into(tiles.setdefault(cell, _Tile()))

    for box in whole.boxes:
        put(box.frame, lambda tile, item=box: tile.boxes.append(item))  # type: ignore[misc]
    for arrow in whole.arrows:
        put(bounds((), (arrow,)), lambda tile, item=arrow: tile.arrows.append(item))  # type: ignore[misc]
    for joint in whole.joints:
        put((*joint, 0, 0), lambda tile, item=joint: tile.joints.append(item))  # type: ignore[misc]
    for text in whole.texts:
        put(text.rectangle, lambda tile, item=text: tile.texts.append(item))  # type: ignore[misc]
    for sample in whole.legend:
        frame = sample.frame if isinstance(sample, Box) else bounds((), (sample,))
        put(frame, lambda tile, item=sample: tile.legend.append(item))  # type: ignore[misc]
    return tiles


def _sheet(job: Job, whole: Scene, grid: _Grid, cell: tuple[int, int], tile: _Tile) -> Scene:
    row, column = cell
    dx, dy = EDGE - column * grid.step[0], EDGE - row * grid.step[1]
    window = (EDGE, EDGE, *grid.window)
    name = name_of(row, column)
    words = f"Sheet {name}: row {row + 1} of {grid.rows}, column {column + 1} of {grid.columns}; {clean(job.view.title)}"
    foot = job.text(REGULAR, SMALL, words, (EDGE, grid.sheet[1] - EDGE + 6, grid.window[0] * 0.9), heading=1)
    return replace(
        whole,
        width=grid.sheet[0],
        height=grid.sheet[1],
        boxes=tuple(moved_box(box, dx, dy) for box in tile.boxes),
        arrows=tuple(moved_arrow(arrow, dx, dy) for arrow in tile.arrows),
        joints=tuple((x + dx, y + dy) for x, y in tile.joints),
        texts=tuple(moved_text(text, dx, dy)._replace(heading=0) for text in tile.texts),
        legend=tuple(
            moved_box(one, dx, dy) if isinstance(one, Box) else moved_arrow(one, dx, dy)
            for one in tile.legend
        ),
        window=window,
        rules=tuple(_marks(window)),
        notes=(foot._replace(lines=foot.lines[:1]),),
        anchor=f"sheet-{name}",
    )


def _marks(window: Rectangle) -> Iterator[Rule]:
    """Crop marks at the corners, and ticks where the next sheet's edge comes to lie."""
    x, y, width, height = window
    near, far = 4.0, 18.0
    for at, shared in ((x, x + OVERLAP), (x + width, x + width - OVERLAP)):
        for edge, away in ((y, -1), (y + height, 1)):
            yield Rule((at, edge + away * near), (at, edge + away * far))
            yield Rule((shared, edge + away * near), (shared, edge + away * (near + 4)), 0.3)
    for at, shared in ((y, y + OVERLAP), (y + height, y + height - OVERLAP)):
        for edge, away in ((x, -1), (x + width, 1)):
            yield Rule((edge + away * near, at), (edge + away * far, at))
            yield Rule((edge + away * near, shared), (edge + away * (near + 4), shared), 0.3)


def _sheet_map(job: Job, whole: Scene, grid: _Grid) -> Scene:
    """The drawing in small, boxes only, under the grid of sheets."""
    width, height = grid.sheet
    room = width - 2 * MARGIN
    title = job.text(
        BOLD, TITLE, f"{clean(job.view.title)}: map of the sheets", (MARGIN, MARGIN, room), heading=1
    )
    said = (
        f"{grid.columns * grid.rows} sheets in {grid.rows} rows and {grid.columns} columns. Print them at their own size, "
        "cut along the marks, and lay each over its neighbour by 10 mm, where the short ticks are."
    )
    words = job.text(REGULAR, SMALL + 1, said, (MARGIN, MARGIN + title.rectangle[3] + 4, room))
    top = words.rectangle[1] + words.rectangle[3] + 12
    full = grid.columns * grid.step[0] + OVERLAP, grid.rows * grid.step[1] + OVERLAP
    scale = min(room / full[0], (height - MARGIN - top) / full[1])
    small = tuple(
        Box(
            box.id,
            "",
            _scaled(box.frame, scale, top),
            BoxLook(0.3, ink=box.look.ink, fill=box.look.fill),
            None,
            (),
        )
        for box in whole.boxes
    )
    cells = [(row, column) for row in range(grid.rows) for column in range(grid.columns)]
    frames = [_scaled((*_corner(grid, cell), *grid.step), scale, top) for cell in cells]
    labels = tuple(
        job.text(BOLD, SMALL, name_of(*cell), (x + 2, y + 1, 40.0))._replace(link=f"#sheet-{name_of(*cell)}")
        for cell, (x, y, wide, tall) in zip(cells, frames, strict=True)
        if wide >= _LEAST[0] and tall >= _LEAST[1]
    )
    return Scene(
        width,
        height,
        whole.title,
        whole.description,
        whole.language,
        texts=(title, words, *labels),
        rules=tuple(rule for frame in frames for rule in _outline(frame)),
        legend=small,
    )


def _corner(grid: _Grid, cell: tuple[int, int]) -> Point:
    return cell[1] * grid.step[0], cell[0] * grid.step[1]


def _scaled(frame: Rectangle, scale: float, top: float) -> Rectangle:
    x, y, width, height = (part * scale for part in frame)
    return x + MARGIN, y + top, width, height


def _outline(frame: Rectangle) -> Iterator[Rule]:
    x, y, width, height = frame
    yield Rule((x, y), (x + width, y))
    yield Rule((x, y), (x, y + height))
    yield Rule((x + width, y), (x + width, y + height))
    yield Rule((x, y + height), (x + width, y + height))
