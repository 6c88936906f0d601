"""Draw a map to files."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from argmap.diagnostics import Outcome
from argmap.drawing import Paging, Target, draw
from argmap.drawing.engine import Engine
from argmap.drawing.sheets import SHEETS as _SHEETS
from argmap.model import ArgumentMap
from argmap.standing import weigh

TARGETS: tuple[str, ...] = get_args(Target)
ENGINES: tuple[str, ...] = get_args(Engine)
PAGES: tuple[str, ...] = get_args(Paging)
SHEETS = tuple(_SHEETS)
THEMES = ("colour", "mono")


def target_of(out: str | None) -> Target:
    """The format that a file's suffix names; SVG where it names none."""
    suffix = Path(out).suffix[1:].lower() if out else ""
    return next((target for target in get_args(Target) if target == suffix), "svg")


def diagram(
    argument: ArgumentMap,
    to: Target,
    *,
    view: str,
    pages: Paging | None,
    sheet: str,
    theme: str,
    engine: Engine,
    font_paths: tuple[str, ...],
    timeout: float,
    standing: bool,
) -> Outcome[tuple[bytes, ...]]:
    """Draw a map, weighed first where its standing is to be shown; arguments as in `draw`."""
    return draw(
        argument,
        to=to,
        view=view,
        pages=pages,
        sheet=sheet,
        theme=theme,
        engine=engine,
        font_paths=font_paths,
        timeout=timeout,
        standing=weigh(argument) if standing else None,
    )


def page_names(out: str, pages: int) -> list[str]:
    """The files that several pages go to: `map.png` becomes `map-1.png`, `map-2.png` ..."""
    if pages == 1:
        return [out]
    path = Path(out)
    width = len(str(pages))
    return [str(path.with_name(f"{path.stem}-{page:0{width}}{path.suffix}")) for page in range(1, pages + 1)]
