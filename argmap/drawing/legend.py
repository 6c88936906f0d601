"""The legend: a sample of each border and each line that a drawing uses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from argmap.drawing.heads import HEADS, trim
from argmap.drawing.labels import CAUTION
from argmap.drawing.looks import LINE_WORDS, ROLE_WORDS, SMALL, BoxLook, LineLook, Theme
from argmap.drawing.scene import Arrow, Box, Line, Paragraph
from argmap.drawing.text import ASCENT, REGULAR, Ruler

Sample: TypeAlias = Box | Arrow
ROW = 15.0
_SAMPLE, _GAP = 24.0, 12.0
CAUTION_WORDS = "the source slips here"


def legend(
    ruler: Ruler,
    theme: Theme,
    boxes: Sequence[Box],
    arrows: Sequence[Arrow],
    place: tuple[float, float, float],
) -> tuple[tuple[Sample, ...], tuple[Paragraph, ...], float]:
    """Lay out the samples of what a drawing uses, in rows.

    Args:
        ruler: what measures the words.
        theme: the palette.
        boxes: of the drawing.
        arrows: of the drawing.
        place: left edge, top and width of a row, in pt.

    Returns:
        The samples, their words, and the height in pt.
    """
    left, top, width = place
    entries = _entries(theme, boxes, arrows)
    samples: list[Sample] = []
    words: list[Paragraph] = []
    x, row = 0.0, 0
    for look, text in entries:
        wide = ruler.width(REGULAR, SMALL, text)
        if x and x + _SAMPLE + 4 + wide > width:
            x, row = 0.0, row + 1
        y = top + row * ROW
        samples.append(_sample(look, text, left + x, y))
        line = (Line(text, wide),)
        words.append(Paragraph(left + x + _SAMPLE + 4, y + 8.8, line, SMALL, SMALL * 1.14, SMALL * ASCENT))
        x += _SAMPLE + 4 + wide + _GAP
    return tuple(samples), tuple(words), (row + 1) * ROW if entries else 0.0


def _entries(
    theme: Theme, boxes: Sequence[Box], arrows: Sequence[Arrow]
) -> list[tuple[BoxLook | LineLook | None, str]]:
    """The looks in use with their words; None is the caution mark."""
    borders = {box.look for box in boxes}
    lines = {arrow.look for arrow in arrows}
    entries: list[tuple[BoxLook | LineLook | None, str]] = []
    entries += [(look, ROLE_WORDS[role]) for role, look in theme.boxes.items() if look in borders]
    entries += [(look, LINE_WORDS[name]) for name, look in theme.lines.items() if look in lines]
    if any(box.caution for box in boxes):
        entries.append((None, CAUTION_WORDS))
    return entries


def _sample(look: BoxLook | LineLook | None, text: str, x: float, y: float) -> Sample:
    if isinstance(look, LineLook):
        curve, tip = trim(((x, y + 6), (x + _SAMPLE, y + 6)), HEADS[look.head][0])
        return Arrow("", text, curve, look, tip, curve[-1])
    if look is None:
        return Box("", text, (x + 8, y + 1, CAUTION, CAUTION), BoxLook(0), None, (), (x + 8, y + 1))
    badge = ((x + 4, y + 3, 8.0, 6.0), Paragraph(x + 4, y + 9, (), SMALL, SMALL, SMALL))
    return Box("", text, (x, y, _SAMPLE, 12.0), look, badge, ())
