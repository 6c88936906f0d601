"""Scripts other than Latin: right with the fonts that come along, with one extra, or told."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from argmap.drawing import Target, draw
from argmap.drawing.fonts import load, load_for, missing
from argmap.drawing.job import prepare
from argmap.drawing.text import ITALIC, REGULAR, Ruler, is_rtl
from tests.draw.geometry_checks import faults
from tests.draw.samples import with_texts
from tests.draw.test_draw import scene

BUNDLED = ("Tiếng Việt: nước ở đồng bằng", "Ελληνική γλώσσα", "Русский язык", "עברית", "∀x → €½ “quoted”")
FURTHER = ("پانی کی تقسیم کھلی پیمائش سے ممکن ہے۔", "العربية الفصحى", "हिन्दी में तर्क", "বাংলা", "தமிழ்")


@pytest.mark.parametrize("text", BUNDLED)
def test_bundled_fonts_have_these_scripts(text: str) -> None:
    """Vietnamese, Greek, Cyrillic, Hebrew and signs need no further font."""
    assert missing(load(), text) == []


@pytest.mark.parametrize("text", FURTHER)
def test_the_extra_has_these_scripts(text: str) -> None:
    """Urdu, Arabic and Indic scripts are set by the fonts of the extra `scripts`; without it they are missing."""
    assert load_for([text], ()).missing == frozenset()
    assert missing(load(), text) != []


@pytest.mark.parametrize("text", [*BUNDLED, *FURTHER])
def test_boxes_hold_tall_scripts(text: str) -> None:
    """Lines are as high as their letters need, and stay in their box."""
    drawn = scene(with_texts([f"{text} " * 8]))
    assert faults(drawn) == []
    ruler = Ruler(load_for([text], ()))
    above, below = ruler.heights(REGULAR, text)
    assert all(ruler.extent(REGULAR, word).top <= above for word in text.split())
    assert all(ruler.extent(REGULAR, word).bottom <= below for word in text.split())


def test_right_to_left() -> None:
    """Text that starts from the right is set to the right edge of its box."""
    assert [is_rtl(text) for text in ("עברית", "1991 پانی", "Water پانی", "1991")] == [
        True,
        True,
        False,
        False,
    ]
    box = scene(with_texts([FURTHER[0]])).boxes[1]
    body = next(text for text in box.texts if text.rtl)
    assert body.x > box.frame[0] + box.frame[2] / 2


@pytest.mark.parametrize("to", ["svg", "pdf", "png"])
def test_a_missing_character_is_told_and_drawn(to: Target) -> None:
    """No drawing fails for want of a glyph, in the title and in a source no more than in a node."""
    outcome = draw(with_texts(["Half 中 known", "\U000e0041\u00ad\u200b\u2060 hidden"]), to=to)
    assert outcome.value is not None
    assert "missing-glyph" in [found.code for found in outcome.diagnostics]


def test_print_stands_in_for_a_missing_character() -> None:
    """PDF prints a sign for it, of the width that was measured."""
    argument = with_texts(["Half 中 known"])
    data = draw(argument, to="pdf", pages="fit").value
    assert data is not None
    text = PdfReader(io.BytesIO(data[0])).pages[0].extract_text()
    assert re.search("Half ¿ known", text)
    job = prepare(argument, "full").value
    assert job is not None
    assert job.ruler.extent(ITALIC, "中").width == job.ruler.extent(ITALIC, "¿").width
