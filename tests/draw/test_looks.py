"""Drawings read without colour, and with it by all eyes."""

from __future__ import annotations

import pytest

from argmap.drawing.fit import fitted
from argmap.drawing.job import prepare
from argmap.drawing.looks import INK, PAPER, THEMES
from argmap.standing import weigh
from tests.draw.samples import from_folder


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_contrast(theme: str) -> None:
    """Text keeps 4.5:1 to what it stands on, lines 3:1 to paper (WCAG AA)."""
    for box in THEMES[theme].boxes.values():
        assert contrast(INK, box.fill) >= 4.5
        assert contrast(box.ink, PAPER) >= 4.5
        assert contrast(box.ink, box.fill) >= 4.5
    assert [line.ink for line in THEMES[theme].lines.values() if contrast(line.ink, PAPER) < 3] == []


def test_mono_is_black_white_and_two_greys() -> None:
    """The mono theme prints on any copier."""
    theme = THEMES["mono"]
    colours = {box.ink for box in theme.boxes.values()} | {line.ink for line in theme.lines.values()}
    colours |= {box.fill for box in theme.boxes.values()}
    assert len(colours - {INK, PAPER}) == 2
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours)


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_roles_and_relations_differ_without_colour(theme: str) -> None:
    """No two roles share border, dash, corner, bar and badge, no two relations dash and head."""
    boxes = [
        (box.border, box.dash, box.radius, box.doubled, box.bar, box.filled)
        for box in THEMES[theme].boxes.values()
    ]
    assert len(set(boxes)) == len(boxes)
    lines = [(line.dash, line.head) for line in THEMES[theme].lines.values()]
    assert len(set(lines)) == len(lines)


def test_standing_is_said_in_words() -> None:
    """With a map's standing each box says whether its node stands."""
    argument = from_folder("school-mornings.yaml")
    standing = weigh(argument)
    job = prepare(argument, "full", standing=standing).value
    assert job is not None
    for box in fitted(job)[0].boxes:
        assert f"— {standing.labels[box.id]}:" in box.label
