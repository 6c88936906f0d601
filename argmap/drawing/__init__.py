"""Drawings of a map: SVG, PDF, PNG and DOT, from measured text and Graphviz's geometry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from argmap.diagnostics import Outcome
from argmap.drawing import dot, svg
from argmap.drawing import pages as pages_
from argmap.drawing.atlas import atlas
from argmap.drawing.compose import is_large
from argmap.drawing.engine import Engine, loading
from argmap.drawing.fit import BOX_WIDTH, fitted
from argmap.drawing.fonts import Fonts
from argmap.drawing.job import Job, prepare
from argmap.drawing.poster import poster
from argmap.drawing.scene import Scene
from argmap.model import ArgumentMap
from argmap.standing import Standing

Target = Literal["svg", "pdf", "png", "dot"]
Paging = Literal["atlas", "fit", "poster"]


def draw(
    argument: ArgumentMap,
    *,
    to: Target = "svg",
    view: str = "full",
    pages: Paging | None = None,
    sheet: str = "a4",
    theme: str = "colour",
    engine: Engine = "auto",
    font_paths: Sequence[str] = (),
    timeout: float = 20.0,
    standing: Standing | None = None,
) -> Outcome[tuple[bytes, ...]]:
    """Draw a map.

    Args:
        argument: any map, cycles and several roots included.
        to: the format.
        view: `overview`, `full`, `counterpoints`, `claim:ID` or `essay:ID`.
        pages: how it is paged; `atlas` for PDF and `fit` for the others where nothing is said.
        sheet: a key of `sheets.SHEETS`, for an atlas and a poster.
        theme: `colour` or `mono`.
        engine: Graphviz within the process, the system's, or whichever is there.
        font_paths: folders of further fonts.
        timeout: seconds within which the layout ends; what takes longer is laid out more cheaply.
        standing: which nodes stand and fall, to be shown.

    Returns:
        The files, one a page for SVG and PNG, one in all for PDF and DOT; None where the view is unknown.

    Raises:
        WorldError: there is no layout engine.
    """
    with loading(wanted=to != "dot" and engine != "system"):
        job = prepare(
            argument, view, font_paths, theme=theme, engine=engine, timeout=timeout, standing=standing
        )
    if job.value is None:
        return Outcome(None, job.diagnostics)
    if to == "dot":
        return Outcome((_dot(job.value).encode(),), job.diagnostics)
    drawn = scenes(job.value, pages or ("atlas" if to == "pdf" else "fit"), sheet)
    found = (*job.diagnostics, *drawn.diagnostics)
    return Outcome(_written(drawn.value, to, job.value.ruler.fonts) if drawn.value else None, found)


def scenes(job: Job, pages: Paging, sheet: str = "a4") -> Outcome[tuple[Scene, ...]]:
    """Draw a job's pages.

    Args:
        job: what is drawn.
        pages: how it is paged.
        sheet: a key of `sheets.SHEETS`.
    """
    if pages == "atlas" and job.view.nodes:  # nothing, such as no counterpoint, makes a page with the title
        return atlas(job, sheet)
    whole, found = fitted(job)
    return Outcome(poster(job, whole, sheet) if pages == "poster" else (whole,), found)


def _dot(job: Job) -> str:
    labels = {node: job.label(node, BOX_WIDTH) for node in job.view.nodes}
    graph = dot.graph(job.argument, job.view.nodes, job.view.relations, job.numbers)
    return dot.source(graph, labels, job.theme, "", lean=is_large(graph), captions=True)


def _written(scenes: tuple[Scene, ...], to: Target, fonts: Fonts) -> tuple[bytes, ...]:
    if to == "svg":
        return tuple(map(svg.write, scenes))
    return (pages_.pdf(scenes, fonts),) if to == "pdf" else pages_.png(scenes, fonts)
