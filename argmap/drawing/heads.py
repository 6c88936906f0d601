"""Arrowheads: four that are told apart at 8 pt (Graphviz calls them normal, tee, odot and obox)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from argmap.drawing.scene import Curve, Point


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed outline, or a circle where it has a radius; filled with ink, else with paper."""

    points: tuple[Point, ...]
    radius: float = 0.0
    filled: bool = True


def _normal(tip: Point, base: Point) -> Shape:
    return Shape((tip, *_across(base, base, tip, 2.7)))


def _tee(tip: Point, base: Point) -> Shape:
    left, right = _across(base, base, tip, 4.0)
    far_left, far_right = _across(_between(base, tip, 0.9), base, tip, 4.0)
    return Shape((left, right, far_right, far_left))


def _odot(tip: Point, base: Point) -> Shape:
    return Shape((_between(base, tip, 0.5),), math.dist(tip, base) / 2, filled=False)


def _obox(tip: Point, base: Point) -> Shape:
    left, right = _across(base, base, tip, 2.5)
    far_left, far_right = _across(tip, base, tip, 2.5)
    return Shape((left, right, far_right, far_left), filled=False)


HEADS: Mapping[str, tuple[float, Callable[[Point, Point], Shape]]] = MappingProxyType(
    {"normal": (7.5, _normal), "tee": (2.6, _tee), "odot": (4.8, _odot), "obox": (5.0, _obox)}
)
"""For each head its length in pt, and its outline from tip and base."""


def trim(curve: Curve, length: float) -> tuple[Curve, Point]:
    """Cut the end off a curve, so that the head does not lie upon its own line.

    Args:
        curve: a chain of cubic Béziers, or two points.
        length: how much to cut, in pt.

    Returns:
        The shorter curve, and its former end.
    """
    tip = curve[-1]
    pieces = list(curve)
    while len(pieces) > 4 and math.dist(pieces[-4], tip) <= length:
        pieces = pieces[:-3]
    if len(pieces) < 4:
        share = max(0.0, 1 - length / (math.dist(curve[0], tip) or 1.0))
        return (curve[0], _between(curve[0], tip, share)), tip
    piece = pieces[-4], pieces[-3], pieces[-2], pieces[-1]
    return (*pieces[:-3], *_first_part(piece, _share_before(piece, length))), tip


def _share_before(piece: tuple[Point, Point, Point, Point], length: float) -> float:
    """The share of a cubic Bézier after which its end is no more than a length away, by bisection."""
    (ax, ay), (bx, by), (cx, cy), (tip_x, tip_y) = piece
    # As a polynomial in the share that is left, seen from the tip.
    linear_x, square_x, cube_x = 3 * (cx - tip_x), 3 * (bx - 2 * cx + tip_x), ax - 3 * bx + 3 * cx - tip_x
    linear_y, square_y, cube_y = 3 * (cy - tip_y), 3 * (by - 2 * cy + tip_y), ay - 3 * by + 3 * cy - tip_y
    square = length * length
    left, step = 0.0, 0.5
    for _ in range(12):
        more = left + step
        x = ((cube_x * more + square_x) * more + linear_x) * more
        y = ((cube_y * more + square_y) * more + linear_y) * more
        if x * x + y * y <= square:
            left = more
        step /= 2
    return 1 - left


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _across(at: Point, base: Point, tip: Point, half: float) -> tuple[Point, Point]:
    length = math.dist(base, tip) or 1.0
    over, up = (tip[0] - base[0]) / length * half, (tip[1] - base[1]) / length * half
    return (at[0] - up, at[1] + over), (at[0] + up, at[1] - over)


def _first_part(piece: tuple[Point, Point, Point, Point], share: float) -> Curve:
    """The part of a cubic Bézier before a share of it (de Casteljau 1959), its start aside."""
    a, b, c = (_between(piece[index], piece[index + 1], share) for index in range(3))
    d, e = _between(a, b, share), _between(b, c, share)
    return a, d, _between(d, e, share)
