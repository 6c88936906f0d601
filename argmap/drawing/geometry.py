"""Where Graphviz put each vertex and each edge, read from the SVG that it writes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from argmap.drawing.scene import Curve, Point

_NODE = re.compile(r'class="node">\s*<title>([nm]\d+)</title>\s*<(?:polygon|ellipse)([^>]*)>')
_EDGE = re.compile(
    r'<g id="e(\d+)" class="edge">\s*<title>[^<]*</title>\s*(?:<g[^>]*>\s*<a[^>]*>\s*)?<path[^>]* d="([^"]*)"'
)
_SHIFT = re.compile(r"translate\(([-\d.]+)[ ,]+([-\d.]+)\)")
_BLANKS = str.maketrans("MC,", "   ")
"""What stands between the numbers of a path as Graphviz writes it."""
_POINTS = re.compile(r'points="([^"]*)"')
_CENTRE = re.compile(r'cx="([^"]*)" cy="([^"]*)"')


@dataclass(frozen=True)
class Geometry:
    """Centres of vertices by name, and curves by the number of their edge, in pt, y downward."""

    centres: dict[str, Point]
    curves: dict[int, Curve]


def read(svg: str) -> Geometry:
    """Read positions from Graphviz's SVG.

    Args:
        svg: made of boxes and points, with edges whose ids are `e` and a number.

    Returns:
        The geometry.
    """
    shift = _SHIFT.search(svg)
    dx, dy = (float(shift[1]), float(shift[2])) if shift else (0.0, 0.0)
    centres = {name: _centre(attributes, dx, dy) for name, attributes in _NODE.findall(svg)}
    curves = {int(number): _curve(path, dx, dy) for number, path in _EDGE.findall(svg)}
    return Geometry(centres, curves)


def _centre(attributes: str, dx: float, dy: float) -> Point:
    found = _CENTRE.search(attributes)
    if found:
        return float(found[1]) + dx, float(found[2]) + dy
    found = _POINTS.search(attributes)
    corners = found[1].split() if found else []
    (left, top), (right, bottom) = (map(float, corner.split(",")) for corner in (corners[0], corners[2]))
    return (left + right) / 2 + dx, (top + bottom) / 2 + dy


def _curve(path: str, dx: float, dy: float) -> Curve:
    numbers = list(map(float, path.translate(_BLANKS).split()))
    return tuple([(x + dx, y + dy) for x, y in zip(numbers[::2], numbers[1::2], strict=True)])
