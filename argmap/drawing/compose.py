"""From labels and geometry to boxes and arrows, by the best layout that the time allows."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from argmap.diagnostics import Diagnostic, Severity, Span
from argmap.drawing import dot
from argmap.drawing.engine import Engine, LayoutError, lay_out
from argmap.drawing.geometry import Geometry, read
from argmap.drawing.heads import HEADS, trim
from argmap.drawing.labels import Label
from argmap.drawing.looks import Theme
from argmap.drawing.routes import crossings, is_straight, outer
from argmap.drawing.scene import Arrow, Box, Curve, Point, Rectangle, bounds, moved_arrow, moved_box

ORTHO_MOST = 250
"""Vertices; orthogonal routing looks best, and its time grows fast beyond."""
MEASURED_MOST = 1000
"""Nodes up to which the routes are measured; a layout that runs a line through a box is followed by the next."""
CROWDED = 2.0
"""Strokes a vertex beyond which the usual layout is hopeless and not tried."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A way to lay a graph out: Graphviz's program and settings, the share of the time left that it may take."""

    program: str
    settings: str
    share: float
    told: str


ATTEMPTS = (
    Attempt("dot", "splines=ortho", 0.4, ""),
    Attempt("dot", "splines=true", 0.6, "with curved lines"),
    Attempt(
        "dot",
        "splines=line nslimit=1 nslimit1=1 mclimit=0.2",
        0.6,
        "by fewer passes and with straight lines",
    ),
    Attempt("sfdp", "overlap=scale splines=line", 0.9, "without ranks (sfdp); lines may cross boxes"),
)


@dataclass(frozen=True)
class Drawn:
    """A laid-out graph, its upper left corner at 0, 0; its boxes are frames, which `placed` fills."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    joints: tuple[Point, ...]
    width: float
    height: float
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Means:
    """How to lay out.

    Attributes:
        theme: the palette.
        engine: which Graphviz.
        deadline: the moment by which a layout must be there.
        span: where findings point.
        known: layouts by program and DOT; a page of an atlas that is planned anew mostly has the boxes it had.
    """

    theme: Theme
    engine: Engine
    deadline: float
    span: Span
    known: dict[tuple[str, str], Geometry] = field(default_factory=dict)


def compose(
    means: Means,
    graph: dot.Graph,
    labels: Mapping[str, Label],
) -> Drawn:
    """Lay a graph out and make its boxes and arrows.

    Args:
        means: how.
        graph: vertices and strokes.
        labels: measured boxes, by node id.

    Returns:
        The drawing whose lines run through the fewest boxes (none, save in the crudest layout); each cheaper layout
        that the time made necessary is told in a warning.
    """
    if not graph.nodes:
        return Drawn((), (), (), 0.0, 0.0)
    diagnostics: list[Diagnostic] = []
    best: tuple[int, Drawn] | None = None
    attempts = _attempts(graph)
    for number, attempt in enumerate(attempts):
        try:
            source = dot.source(graph, labels, means.theme, attempt.settings, lean=is_large(graph))
            drawn = _attempted(means, attempt, graph, labels, source)
        except LayoutError as error:
            if best is None:
                diagnostics.append(_told(means.span, error, attempts[number + 1 :]))
            continue
        faults = crossings(drawn.boxes, drawn.arrows) if len(graph.nodes) <= MEASURED_MOST else 0
        if best is None or faults < best[0]:
            best = faults, drawn
        if not best[0] or number == len(attempts) - 2:
            break
    drawn = best[1] if best else _drawn(means.theme, graph, labels, _rows(graph, labels))
    return replace(drawn, diagnostics=tuple(diagnostics))


def _attempted(
    means: Means, attempt: Attempt, graph: dot.Graph, labels: Mapping[str, Label], source: str
) -> Drawn:
    key = attempt.program, source
    if key not in means.known:
        seconds = max(0.2, means.deadline - time.monotonic()) * attempt.share
        svg = lay_out(source, program=attempt.program, engine=means.engine, seconds=seconds)
        means.known[key] = read(svg)
    return _drawn(means.theme, graph, labels, means.known[key])


def _attempts(graph: dot.Graph) -> tuple[Attempt, ...]:
    size = len(graph.nodes) + len(graph.joints)
    if len(graph.strokes) > CROWDED * size + 100:
        return ATTEMPTS[2:]
    return ATTEMPTS[1:] if is_large(graph) else ATTEMPTS


def is_large(graph: dot.Graph) -> bool:
    """Tell whether a graph is laid out in the ways of large ones: curved lines, and no more shape than need be."""
    return len(graph.nodes) + len(graph.joints) > ORTHO_MOST


def _told(span: Span, error: LayoutError, rest: Sequence[Attempt]) -> Diagnostic:
    then = f"it is laid out {rest[0].told}" if rest else "the boxes are set out in rows"
    hint = "draw a part of the map (--view claim:ID, --pages atlas), or allow more time with --timeout"
    message = f"the layout failed ({error}), so {then}"
    return Diagnostic(span, Severity.WARNING, "cheaper-layout", message, hint)


def _rows(graph: dot.Graph, labels: Mapping[str, Label]) -> Geometry:
    """The last resort, which cannot fail: boxes in rows, in the argument's order."""
    across = max(1, round(len(graph.nodes) ** 0.5))
    centres: dict[str, Point] = {}
    y = 0.0
    for start in range(0, len(graph.nodes), across):
        row = [labels[node] for node in graph.nodes[start : start + across]]
        tall = max(label.height for label in row)
        x = 0.0
        for offset, label in enumerate(row):
            centres[f"n{start + offset}"] = (x + label.width / 2, y + tall / 2)
            x += label.width + 30
        y += tall + 30
    for index, joint in enumerate(graph.joints):
        centres[joint] = (-20.0, index * 20.0)
    return Geometry(centres, {})


def _drawn(theme: Theme, graph: dot.Graph, labels: Mapping[str, Label], found: Geometry) -> Drawn:
    boxes = tuple(_box(labels[node], found.centres[f"n{index}"]) for index, node in enumerate(graph.nodes))
    frames = {f"n{index}": box.frame for index, box in enumerate(boxes)}
    arrows = tuple(
        _arrow(theme, stroke, _path(found, index, stroke, frames))
        for index, stroke in enumerate(graph.strokes)
    )
    x, y, width, height = bounds(boxes, arrows)
    x, y, width, height = x - 3, y - 3, width + 6, height + 6
    joints = tuple((found.centres[name][0] - x, found.centres[name][1] - y) for name in graph.joints)
    return Drawn(
        tuple(moved_box(box, -x, -y) for box in boxes),
        tuple(moved_arrow(arrow, -x, -y) for arrow in arrows),
        joints,
        width,
        height,
    )


def _box(label: Label, centre: Point) -> Box:
    left, top = centre[0] - label.width / 2, centre[1] - label.height / 2
    return Box(label.box.id, "", (left, top, label.width, label.height), label.box.look, None, ())


def _path(found: Geometry, index: int, stroke: dot.Stroke, frames: Mapping[str, Rectangle]) -> Curve:
    curve = found.curves.get(index) or (found.centres[stroke.tail], found.centres[stroke.head])
    if len(curve) == 2 or (stroke.tail != stroke.head and is_straight(curve)):
        return outer(curve, frames.get(stroke.tail), frames.get(stroke.head))
    return curve


def _arrow(theme: Theme, stroke: dot.Stroke, curve: Curve) -> Arrow:
    look = theme.lines[stroke.look]
    if not stroke.ends:
        return Arrow(stroke.relation, stroke.words, curve, look)
    shorter, tip = trim(curve, HEADS[look.head][0])
    return Arrow(stroke.relation, stroke.words, shorter, look, tip, shorter[-1])


def placed(drawn: Drawn, labels: Mapping[str, Label], x: float, y: float) -> Drawn:
    """A drawing moved so that its upper left corner lies at x, y, its boxes filled with their texts.

    Args:
        drawn: at 0, 0.
        labels: of its boxes, by node id.
        x: in pt.
        y: in pt.
    """
    boxes = tuple(labels[box.id].at(box.frame[0] + x, box.frame[1] + y) for box in drawn.boxes)
    arrows = tuple(moved_arrow(arrow, x, y) for arrow in drawn.arrows)
    joints: Sequence[Point] = [(px + x, py + y) for px, py in drawn.joints]
    return replace(drawn, boxes=boxes, arrows=arrows, joints=tuple(joints))
