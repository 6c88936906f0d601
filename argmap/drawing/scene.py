"""The Scene: a drawing as one frozen value, in pt, y downward, from which SVG and typst pages are written.

Its parts, of which a large drawing has a hundred thousand, are named tuples: made three times as fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from argmap.drawing.looks import INK, BoxLook, LineLook

Point = tuple[float, float]
Curve = tuple[Point, ...]
"""A chain of cubic Béziers: a start and three points a piece; two points are a straight line."""
Rectangle = tuple[float, float, float, float]
"""x, y of the upper left corner, width, height."""


class Line(NamedTuple):
    """A line of text and its measured width in pt."""

    text: str
    width: float


class Paragraph(NamedTuple):
    """Lines of one size and face.

    Attributes:
        x: the left edge, or the right edge where `rtl`.
        y: the first baseline.
        lines: already broken.
        size: in pt.
        pitch: from baseline to baseline, in pt.
        ascent: from the top of a line to its baseline, in pt.
        bold, italic: the face.
        ink: colour.
        rtl: read and aligned from right to left.
        heading: level in the document's outline; 0 is plain text.
        link: an address, or `#name` of a page of the same document.
        language: BCP 47 tag where it differs from the document's.
    """

    x: float
    y: float
    lines: tuple[Line, ...]
    size: float
    pitch: float
    ascent: float
    bold: bool = False
    italic: bool = False
    ink: str = INK
    rtl: bool = False
    heading: int = 0
    link: str | None = None

    @property
    def rectangle(self) -> Rectangle:
        """Where its text stands."""
        width = max((line.width for line in self.lines), default=0.0)
        left = self.x - width if self.rtl else self.x
        return left, self.y - self.ascent, width, self.pitch * len(self.lines)


class Box(NamedTuple):
    """One node: a frame, a badge with its number, its texts.

    Attributes:
        id: of the node.
        label: number, role and text, for those who cannot see it.
        frame: where it stands.
        look: border and colours.
        badge: the badge's frame and the number's paragraph.
        texts: in reading order, the badge's aside.
        caution: the upper left corner of the caution mark, where there is one.
        link: what the box as a whole leads to.
    """

    id: str
    label: str
    frame: Rectangle
    look: BoxLook
    badge: tuple[Rectangle, Paragraph] | None
    texts: tuple[Paragraph, ...]
    caution: Point | None = None
    link: str | None = None


class Arrow(NamedTuple):
    """One stroke of a relation.

    Attributes:
        id: of the relation.
        label: the relation in words.
        curve: from its start to where its head starts.
        look: width, dash, colour.
        tip, base: the two ends of the head; None where the stroke has none.
    """

    id: str
    label: str
    curve: Curve
    look: LineLook
    tip: Point | None = None
    base: Point | None = None


class Rule(NamedTuple):
    """A straight line that means nothing: a crop mark, a line of a page's frame."""

    start: Point
    end: Point
    width: float = 0.5
    ink: str = INK


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole drawing, or a page of one.

    Attributes:
        width, height: in pt.
        title, description: for those who cannot see it.
        language: BCP 47 tag.
        boxes: in the argument's order.
        arrows: strokes of relations.
        joints: where strokes meet, as dots.
        texts: titles, legends, footers.
        legend: samples; drawn like the rest, but no part of the argument.
        window: where on the page all this shows; None is everywhere.
        rules, notes: what surrounds the window.
        anchor: name of the page, to which links of other pages lead.
    """

    width: float
    height: float
    title: str
    description: str
    language: str
    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    joints: tuple[Point, ...] = ()
    texts: tuple[Paragraph, ...] = ()
    rules: tuple[Rule, ...] = ()
    legend: tuple[Box | Arrow, ...] = ()
    window: Rectangle | None = None
    anchor: str | None = None
    notes: tuple[Paragraph, ...] = ()


def bounds(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> Rectangle:
    """The smallest rectangle around boxes and the hulls of arrows.

    Args:
        boxes: any.
        arrows: any.

    Returns:
        x, y, width and height in pt; zeros where there is nothing.
    """
    xs = [x for box in boxes for x in (box.frame[0], box.frame[0] + box.frame[2])]
    ys = [y for box in boxes for y in (box.frame[1], box.frame[1] + box.frame[3])]
    xs += [point[0] for arrow in arrows for point in arrow.curve]
    ys += [point[1] for arrow in arrows for point in arrow.curve]
    if not xs:
        return 0.0, 0.0, 0.0, 0.0
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def moved_text(text: Paragraph, x: float, y: float) -> Paragraph:
    """A paragraph moved by x and y, in pt."""
    return Paragraph(
        text.x + x,
        text.y + y,
        text.lines,
        text.size,
        text.pitch,
        text.ascent,
        text.bold,
        text.italic,
        text.ink,
        text.rtl,
        text.heading,
        text.link,
    )


def moved_box(box: Box, x: float, y: float) -> Box:
    """A box moved by x and y, in pt."""
    badge = box.badge and (_moved(box.badge[0], x, y), moved_text(box.badge[1], x, y))
    caution = box.caution and (box.caution[0] + x, box.caution[1] + y)
    texts = tuple(moved_text(text, x, y) for text in box.texts)
    frame = _moved(box.frame, x, y)
    return Box(box.id, box.label, frame, box.look, badge, texts, caution, box.link)


def moved_arrow(arrow: Arrow, x: float, y: float) -> Arrow:
    """An arrow moved by x and y, in pt."""
    curve = tuple((px + x, py + y) for px, py in arrow.curve)
    tip = arrow.tip and (arrow.tip[0] + x, arrow.tip[1] + y)
    base = arrow.base and (arrow.base[0] + x, arrow.base[1] + y)
    return Arrow(arrow.id, arrow.label, curve, arrow.look, tip, base)


def _moved(frame: Rectangle, x: float, y: float) -> Rectangle:
    return frame[0] + x, frame[1] + y, frame[2], frame[3]
