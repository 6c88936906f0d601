"""Whether lines keep clear of boxes: Graphviz's routes are measured here, not trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from argmap.drawing.scene import Arrow, Box, Curve, Point, Rectangle

_SAMPLES = 8
_SLACK = 0.5
_ROW = 60.0


def is_straight(curve: Curve) -> bool:
    """Tell whether a curve is made of straight pieces along the axes.

    Args:
        curve: a chain of cubic Béziers, or two points.
    """
    return all(abs(a[0] - b[0]) < 0.02 or abs(a[1] - b[1]) < 0.02 for a, b in pairwise(curve))


def outer(curve: Curve, tail: Rectangle | None, head: Rectangle | None) -> Curve:
    """The part of an orthogonal route that lies outside the boxes it joins.

    Graphviz starts such a route anywhere on a box's cell, at times within the box.

    Args:
        curve: of straight pieces.
        tail: the box it starts at, if it starts at one.
        head: the box it ends at.

    Returns:
        The outer part, as a chain of cubic Béziers.
    """
    points = list(dict.fromkeys([curve[0], *curve[3::3]])) if len(curve) > 2 else list(curve)
    if tail:
        points = _left(points, tail)
    if head:
        points = _left(points[::-1], head)[::-1]
    chain = [points[0]]
    for point in points[1:]:
        chain += [chain[-1], point, point]
    return tuple(chain)


def _left(points: list[Point], frame: Rectangle) -> list[Point]:
    """Points from where a route leaves a rectangle for the last time."""
    for index in range(len(points) - 1, 0, -1):
        share = _span(points[index - 1], points[index], frame)
        if share is not None and share[1] < 1 - 1e-9:
            return [_mix(points[index - 1], points[index], share[1]), *points[index:]]
        if share is not None:
            return points
    return points


def crossings(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> int:
    """Count the pairs of an arrow and a box that it runs through.

    Args:
        boxes: any.
        arrows: any.

    Returns:
        How many; touching a border is none.
    """
    rows: dict[int, list[Rectangle]] = {}
    for box in boxes:
        x, y, width, height = box.frame
        inner = (x + _SLACK, y + _SLACK, width - 2 * _SLACK, height - 2 * _SLACK)
        for row in range(int(y // _ROW), int((y + height) // _ROW) + 1):
            rows.setdefault(row, []).append(inner)
    return sum(len(set(_hit(arrow, rows))) for arrow in arrows)


def _hit(arrow: Arrow, rows: dict[int, list[Rectangle]]) -> Iterator[Rectangle]:
    points = [*_flattened(arrow.curve), *([arrow.tip] if arrow.tip else [])]
    for start, end in pairwise(points):
        low, high = sorted((start[1], end[1]))
        for row in range(int(low // _ROW), int(high // _ROW) + 1):
            for frame in rows.get(row, ()):
                if _span(start, end, frame) is not None:
                    yield frame


def _flattened(curve: Curve) -> list[Point]:
    if len(curve) < 4:
        return list(curve)
    if is_straight(curve):
        return [curve[0], *curve[3::3]]
    points = [curve[0]]
    for index in range(0, len(curve) - 3, 3):
        a, b, c, d = curve[index : index + 4]
        for step in range(1, _SAMPLES + 1):
            t = step / _SAMPLES
            ab, bc, cd = _mix(a, b, t), _mix(b, c, t), _mix(c, d, t)
            points.append(_mix(_mix(ab, bc, t), _mix(bc, cd, t), t))
    return points


def _mix(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def _span(start: Point, end: Point, frame: Rectangle) -> tuple[float, float] | None:
    """The shares of a segment between which it lies within a rectangle (Liang and Barsky 1984)."""
    low, high = 0.0, 1.0
    for axis in (0, 1):
        step = end[axis] - start[axis]
        near, far = frame[axis] - start[axis], frame[axis] + frame[axis + 2] - start[axis]
        if abs(step) < 1e-9:
            if near >= 0 or far <= 0:
                return None
            continue
        first, last = sorted((near / step, far / step))
        low, high = max(low, first), min(high, last)
    return (low, high) if high - low > 1e-6 else None
