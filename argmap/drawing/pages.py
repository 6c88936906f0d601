"""Scenes as typst source, and from it PDF (PDF/UA-1) and PNG: real text, links, a bookmark a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap.drawing.fonts import Fonts, clean, family_list, quote
from argmap.drawing.heads import HEADS, Shape
from argmap.drawing.looks import PAPER, BoxLook, LineLook
from argmap.drawing.scene import Arrow, Box, Curve, Paragraph, Point, Rectangle, Scene
from argmap.drawing.svg import number

WIDEST = 14_000.0
"""Greatest side of a page in pt: PDF readers end at 14,400."""
_PRELUDE = """#set par(leading: 0pt, spacing: 0pt, justify: false, linebreaks: "simple")
#set block(spacing: 0pt)
#show heading: it => it.body
#show link: it => it
#let b(x, y, w, h, ..a) = place(dx: x * 1pt, dy: y * 1pt, rect(width: w * 1pt, height: h * 1pt, ..a))
#let c(s, ..p) = place(curve(fill: none, stroke: s, ..p))
#let g(f, s, ..p) = place(polygon(fill: f, stroke: s, ..p))
#let o(x, y, r, f, s) = place(dx: (x - r) * 1pt, dy: (y - r) * 1pt, circle(radius: r * 1pt, fill: f, stroke: s))
#let w(u, h, v, ..l) = {
  let it = text(..v, l.pos().map(text).join(linebreak()))
  if u != none { it = link(u, it) }
  if h > 0 { heading(level: h, it) } else { it }
}
#let t(x, y, s, a, d, i, k, u, h, ..l) = place(dx: x * 1pt, dy: y * 1pt, box(width: 9999pt,
  w(u, h, (size: s * 1pt, top-edge: a * 1em, bottom-edge: -d * 1em, fill: i, ..k), ..l)))
#let r(x, y, s, a, d, i, k, u, h, ..l) = place(dx: (x - 9999) * 1pt, dy: y * 1pt, box(width: 9999pt, align(right,
  w(u, h, (size: s * 1pt, top-edge: a * 1em, bottom-edge: -d * 1em, fill: i, dir: rtl, ..k), ..l))))
#let B = (weight: "bold")
#let I = (style: "italic")
#let N = (:)
"""


@dataclass(frozen=True)
class Setting:
    """What all pages of a document share: its fonts, and the number of each page that links may lead to."""

    fonts: Fonts
    places: Mapping[str, int]


def pdf(scenes: Sequence[Scene], fonts: Fonts) -> bytes:
    """Write pages as one PDF that typst holds to PDF/UA-1.

    Args:
        scenes: the pages.
        fonts: what they are set in.

    Returns:
        The file, the same for the same pages.
    """
    import typst  # noqa: PLC0415 -- loaded only when something is drawn

    data: bytes = typst.compile(
        source(scenes, fonts).encode(),
        font_paths=fonts.source,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        timestamp=0,
    )
    return data


def png(scenes: Sequence[Scene], fonts: Fonts, resolution: float = 200.0) -> tuple[bytes, ...]:
    """Write pages as PNG pictures.

    Args:
        scenes: the pages.
        fonts: what they are set in.
        resolution: in dots an inch.

    Returns:
        One file a page.
    """
    import typst  # noqa: PLC0415

    data: bytes | list[bytes] = typst.compile(
        source(scenes, fonts).encode(),
        font_paths=fonts.source,
        ignore_system_fonts=True,
        format="png",
        ppi=resolution,
    )
    return (data,) if isinstance(data, bytes) else tuple(data)


def source(scenes: Sequence[Scene], fonts: Fonts) -> str:
    """Write pages as typst source; texts stand in strings only, never in markup.

    Args:
        scenes: the pages.
        fonts: families in the order in which a character looks for its glyph.
    """
    first = scenes[0]
    language = first.language.split("-")[0].lower()
    region = next(
        (part.upper() for part in first.language.split("-")[1:] if len(part) == 2 and part.isalpha()), ""
    )
    lang = f"lang: {quote(language)}, " if 2 <= len(language) <= 3 and language.isalpha() else ""
    place = f"region: {quote(region)}, " if region and lang else ""
    family = f"font: {family_list(fonts.families)}, fallback: false, hyphenate: false, dir: ltr"
    lines = [
        f"#set document(title: {quote(fonts.printable(first.title))}, date: none)",
        f"#set text({lang}{place}{family})",
        _PRELUDE,
    ]
    setting = Setting(fonts, {one.anchor: page for page, one in enumerate(scenes, start=1) if one.anchor})
    for scene in scenes:
        lines.append(f"#page(width: {number(scene.width)}pt, height: {number(scene.height)}pt, margin: 0pt)[")
        lines += _page(scene, setting)
        lines.append("]")
    return "\n".join(lines)


def _page(scene: Scene, page: Setting) -> Iterator[str]:
    """Headings first, then what is drawn (mere ornament to a reader aloud), then nodes in order, then the rest."""
    yield from (_text(text, page) for text in (*scene.notes, *scene.texts) if text.heading)
    if scene.window:
        x, y, width, height = scene.window
        clip = f"box(width: {number(width)}pt, height: {number(height)}pt, clip: true"
        inner = f"place(dx: {number(-x)}pt, dy: {number(-y)}pt"
        yield f"#place(dx: {number(x)}pt, dy: {number(y)}pt, {clip}, {inner})["
    yield from _drawing(scene, page)
    yield "#pdf.artifact["
    for sample in scene.legend:
        yield from _frame(sample) if isinstance(sample, Box) else _stroke(sample)
    yield "]"
    yield from (_text(text, page) for text in scene.texts if not text.heading)
    if scene.window:
        yield "]))"
    yield "#pdf.artifact["
    for rule in scene.rules:
        ends = f"start: {_point(rule.start)}, end: {_point(rule.end)}"
        yield f"#place(line({ends}, stroke: {number(rule.width)}pt + {_ink(rule.ink)}))"
    yield "]"
    yield from (_text(text, page) for text in scene.notes if not text.heading)


def _drawing(scene: Scene, page: Setting) -> Iterator[str]:
    yield "#pdf.artifact["
    for arrow in scene.arrows:
        yield from _stroke(arrow)
    for x, y in scene.joints:
        yield f"#o({number(x)}, {number(y)}, 2.2, black, none)"
    for box in scene.boxes:
        yield from _frame(box)
    yield "]"
    for box in scene.boxes:
        yield from _texts(box, page)


def _ink(ink: str) -> str:
    return f'rgb("{ink}")'


def _point(point: Point) -> str:
    return f"({number(point[0])}pt, {number(point[1])}pt)"


def _paint(ink: str, width: float, dash: tuple[float, ...]) -> str:
    if not dash:
        return f"{number(width)}pt + {_ink(ink)}"
    pattern = ", ".join(f"{number(part)}pt" for part in dash)
    cap = ', cap: "round"' if dash[0] < 2 else ""
    return f"(paint: {_ink(ink)}, thickness: {number(width)}pt, dash: ({pattern},){cap})"


def _stroke(arrow: Arrow) -> Iterator[str]:
    look = arrow.look
    yield f"#c({_paint(look.ink, look.width, look.dash)}, {_curve(arrow.curve)})"
    if arrow.tip and arrow.base:
        yield _head(HEADS[look.head][1](arrow.tip, arrow.base), look)


def _curve(curve: Curve) -> str:
    start = f"curve.move({_point(curve[0])})"
    if len(curve) == 2:
        return f"{start}, curve.line({_point(curve[1])})"
    pieces = (curve[index : index + 3] for index in range(1, len(curve), 3))
    return ", ".join([start, *(f"curve.cubic({', '.join(map(_point, piece))})" for piece in pieces)])


def _head(shape: Shape, look: LineLook) -> str:
    fill, stroke = _ink(look.ink if shape.filled else PAPER), f"0.9pt + {_ink(look.ink)}"
    if shape.radius:
        x, y = shape.points[0]
        return f"#o({number(x)}, {number(y)}, {number(shape.radius)}, {fill}, {stroke})"
    return f"#g({fill}, {stroke}, {', '.join(map(_point, shape.points))})"


def _frame(box: Box) -> Iterator[str]:
    look = box.look
    x, y, width, height = box.frame
    if look.border:
        yield _rectangle(box.frame, look, look.border, f"fill: {_ink(look.fill)}", look.radius)
    if look.doubled:
        inner = (x + 2.8, y + 2.8, width - 5.6, height - 5.6)
        yield _rectangle(inner, look, 0.5, "fill: none", max(0.0, look.radius - 2.8))
    if look.bar:
        yield f"#b({number(x)}, {number(y)}, 3.2, {number(height)}, fill: {_ink(look.ink)})"
    if box.badge:
        fill = f"fill: {_ink(look.ink if look.filled else PAPER)}"
        yield f"#b({_place(box.badge[0])}, {fill}, stroke: 0.7pt + {_ink(look.ink)}, radius: 2pt)"
    if box.caution:
        left, top = box.caution
        corners = ((left + 4.5, top), (left + 9, top + 8.4), (left, top + 8.4))
        yield f"#g(black, none, {', '.join(map(_point, corners))})"
        for start, end in ((2.8, 5.5), (6.5, 7.5)):
            yield f"#b({number(left + 4)}, {number(top + start)}, 1, {number(end - start)}, fill: white)"


def _rectangle(frame: Rectangle, look: BoxLook, width: float, fill: str, radius: float) -> str:
    corner = f", radius: {number(radius)}pt" if radius else ""
    return f"#b({_place(frame)}, {fill}, stroke: {_paint(look.ink, width, look.dash)}{corner})"


def _place(frame: Rectangle) -> str:
    return ", ".join(map(number, frame))


def _texts(box: Box, page: Setting) -> Iterator[str]:
    """A box's texts in reading order: number, role, text, source, notes."""
    if box.badge:
        yield _text(box.badge[1], page)
    for text in box.texts:
        yield _text(text, page)


def _text(text: Paragraph, page: Setting) -> str:
    lines = ", ".join(quote(page.fonts.printable(clean(line.text))) for line in text.lines if line.text)
    if not lines:
        return ""
    face = "B" if text.bold else "I" if text.italic else "N"
    above, below = text.ascent / text.size, (text.pitch - text.ascent) / text.size
    place = f"{number(text.x)}, {number(text.y - text.ascent)}, {number(text.size)}, {above:.4f}, {below:.4f}"
    link = _target(text.link, page)
    return f"#{'r' if text.rtl else 't'}({place}, {_ink(text.ink)}, {face}, {link}, {text.heading}, {lines})"


def _target(link: str | None, page: Setting) -> str:
    """A link's target as typst: an address, or a page; named by its label it would have to be laid out twice."""
    if link is None:
        return "none"
    if not link.startswith("#"):
        return quote(clean(link))
    place = page.places.get(link[1:])
    return f"(page: {place}, x: 0pt, y: 0pt)" if place else "none"
