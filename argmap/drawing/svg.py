"""A Scene as SVG: self-contained, each line of text held to its measured width, a name for each node and relation."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from argmap.drawing.heads import HEADS, Shape
from argmap.drawing.looks import INK, PAPER, BoxLook
from argmap.drawing.scene import Arrow, Box, Curve, Paragraph, Rectangle, Scene

FAMILIES = "'Libertinus Serif','Times New Roman',Times,serif"


def number(value: float) -> str:
    """A coordinate with two decimals at most.

    Args:
        value: in pt.
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def write(scene: Scene) -> bytes:
    """Write a Scene as one SVG file.

    Args:
        scene: the drawing.

    Returns:
        UTF-8, without a document type and without anything that lies elsewhere.
    """
    width, height = number(scene.width), number(scene.height)
    language = escape(scene.language)
    root = (
        f'xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}"',
        'role="graphics-document document" aria-roledescription="argument map" aria-labelledby="title desc"',
        f'lang="{language}" xml:lang="{language}" font-family="{FAMILIES}" fill="{INK}"',
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<svg {' '.join(root)}>",
        f'<title id="title">{escape(scene.title)}</title>',
        f'<desc id="desc">{escape(scene.description)}</desc>',
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
    ]
    lines += _windowed(scene)
    for rule in scene.rules:
        (x1, y1), (x2, y2) = rule.start, rule.end
        lines.append(
            f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" '
            f'stroke="{rule.ink}" stroke-width="{number(rule.width)}"/>'
        )
    for text in scene.notes:
        lines += _paragraph(text)
    return "\n".join([*lines, "</svg>", ""]).encode()


def _windowed(scene: Scene) -> Iterator[str]:
    """The drawing; a window is a nested picture, which cuts off what lies outside."""
    if scene.window:
        part = " ".join(map(number, scene.window))
        yield f'<svg {_place(scene.window)} viewBox="{part}" overflow="hidden">'
    for arrow in scene.arrows:
        yield f'<g role="graphics-symbol img" aria-label="{escape(arrow.label)}">'
        yield from _stroke(arrow)
        yield "</g>"
    for x, y in scene.joints:
        yield f'<circle cx="{number(x)}" cy="{number(y)}" r="2.2"/>'
    used: set[str] = set()
    for box in scene.boxes:
        yield from _box(box, used)
    yield '<g aria-hidden="true">'
    for sample in scene.legend:
        yield from _frame(sample) if isinstance(sample, Box) else _stroke(sample)
    yield "</g>"
    for text in scene.texts:
        yield from _paragraph(text)
    if scene.window:
        yield "</svg>"


def _box(box: Box, used: set[str]) -> Iterator[str]:
    name = _name(box.id, used)
    link = next((text.link for text in box.texts if text.link and not text.link.startswith("#")), None)
    yield f'<g id="{name}" role="graphics-object group" aria-label="{escape(box.label)}">'
    yield f"<title>{escape(box.label)}</title>"
    if link:
        yield f'<a href="{escape(link)}">'
    yield from _frame(box)
    if box.badge:
        yield from _paragraph(box.badge[1])
    for text in box.texts:
        yield from _paragraph(text)
    yield "</a></g>" if link else "</g>"


def _name(node: str, used: set[str]) -> str:
    """An XML name of its own for a node: its id, what no name may hold written out as numbers."""
    name = "n-" + "".join(
        char if char.isascii() and (char.isalnum() or char == "-") else f"_{ord(char):x}_" for char in node
    )
    while name in used:
        name += "_"
    used.add(name)
    return name


def _frame(box: Box) -> Iterator[str]:
    look = box.look
    if look.border:
        yield _rectangle(box.frame, look, look.border, look.fill)
    x, y, width, height = box.frame
    if look.doubled:
        inner = (x + 2.8, y + 2.8, width - 5.6, height - 5.6)
        yield _rectangle(inner, look, 0.5, "none", max(0.0, look.radius - 2.8))
    if look.bar:
        yield f'<rect x="{number(x)}" y="{number(y)}" width="3.2" height="{number(height)}" fill="{look.ink}"/>'
    if box.badge:
        fill = look.ink if look.filled else PAPER
        yield (f'<rect {_place(box.badge[0])} rx="2" fill="{fill}" stroke="{look.ink}" stroke-width="0.7"/>')
    if box.caution:
        yield from _caution(*box.caution)


def _caution(x: float, y: float) -> Iterator[str]:
    corners = ((x + 4.5, y), (x + 9, y + 8.4), (x, y + 8.4))
    yield f'<polygon points="{_points(corners)}" fill="{INK}"/>'
    yield f'<path d="M{number(x + 4.5)} {number(y + 2.8)}v2.7m0 1v1" stroke="{PAPER}" stroke-width="1" fill="none"/>'


def _rectangle(frame: Rectangle, look: BoxLook, width: float, fill: str, radius: float | None = None) -> str:
    dash = f' stroke-dasharray="{" ".join(map(number, look.dash))}"' if look.dash else ""
    corner = look.radius if radius is None else radius
    round_ = f' rx="{number(corner)}"' if corner else ""
    return f'<rect {_place(frame)}{round_} fill="{fill}" stroke="{look.ink}" stroke-width="{number(width)}"{dash}/>'


def _place(frame: Rectangle) -> str:
    x, y, width, height = map(number, frame)
    return f'x="{x}" y="{y}" width="{width}" height="{height}"'


def _points(points: Curve) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _stroke(arrow: Arrow) -> Iterator[str]:
    look = arrow.look
    dash = f' stroke-dasharray="{" ".join(map(number, look.dash))}"' if look.dash else ""
    cap = ' stroke-linecap="round"' if look.dash and look.dash[0] < 2 else ""
    yield f'<path d="{_path(arrow.curve)}" fill="none" stroke="{look.ink}" stroke-width="{number(look.width)}"{dash}{cap}/>'
    if arrow.tip and arrow.base:
        yield _head(HEADS[look.head][1](arrow.tip, arrow.base), look.ink)


def _head(shape: Shape, ink: str) -> str:
    paint = f'fill="{ink if shape.filled else PAPER}" stroke="{ink}" stroke-width="0.9"'
    if shape.radius:
        x, y = shape.points[0]
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(shape.radius)}" {paint}/>'
    return f'<polygon points="{_points(shape.points)}" {paint}/>'


def _path(curve: Curve) -> str:
    (x, y), *rest = curve
    order = "L" if len(curve) == 2 else "C"
    return f"M{x:.2f} {y:.2f}{order}{' '.join([f'{x:.2f} {y:.2f}' for x, y in rest])}"


def _paragraph(text: Paragraph) -> Iterator[str]:
    face = (' font-weight="bold"' if text.bold else "") + (' font-style="italic"' if text.italic else "")
    ink = f' fill="{text.ink}"' if text.ink != INK else ""
    anchor = ' text-anchor="end"' if text.rtl else ""
    start = f'<text x="{number(text.x)}" y="'
    look = f'" font-size="{number(text.size)}"{face}{ink}{anchor} textLength="'
    for index, line in enumerate(text.lines):
        if line.text:
            place = text.y + index * text.pitch
            # Embedded from right to left (UAX 9): `direction` would move the text's origin in some viewers.
            words = f"\u202b{line.text}\u202c" if text.rtl else line.text
            said = escape(words, quote=False)
            yield f'{start}{place:.2f}{look}{line.width:.2f}" lengthAdjust="spacingAndGlyphs">{said}</text>'
