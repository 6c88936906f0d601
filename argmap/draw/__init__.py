"""Drawings of a map: SVG, PDF, PNG and DOT, from measured text and Graphviz's geometry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from argmap.diagnostics import Outcome
from argmap.draw import dot, svg
from argmap.draw import pages as pages_
from argmap.draw.compose import SPACING
from argmap.draw.engine import Engine
from argmap.draw.fit import BOX_WIDTH, fitted
from argmap.draw.fonts import Fonts, load
from argmap.draw.job import Job, prepare
from argmap.draw.scene import Scene
from argmap.model import ArgumentMap
from argmap.standing import Standing

Target = Literal["svg", "pdf", "png", "dot"]


def draw(
    argument: ArgumentMap,
    *,
    to: Target = "svg",
    view: str = "full",
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
    fonts = load(tuple(font_paths))
    job = prepare(argument, view, fonts, theme=theme, engine=engine, timeout=timeout, standing=standing)
    if job.value is None:
        return Outcome(None, job.diagnostics)
    if to == "dot":
        return Outcome((_dot(job.value).encode(),), job.diagnostics)
    scenes = fitted(job.value)
    found = (*job.diagnostics, *scenes.diagnostics)
    return Outcome(_written((scenes.value,), to, fonts) if scenes.value else None, found)


def _dot(job: Job) -> str:
    labels = {node: job.label(node, BOX_WIDTH) for node in job.view.nodes}
    graph = dot.graph(job.argument, job.view.nodes, job.view.relations, job.numbers)
    return dot.source(graph, labels, job.theme, SPACING, captions=True)


def _written(scenes: tuple[Scene, ...], to: Target, fonts: Fonts) -> tuple[bytes, ...]:
    if to == "svg":
        return tuple(map(svg.write, scenes))
    return (pages_.pdf(scenes, fonts),) if to == "pdf" else pages_.png(scenes, fonts)
