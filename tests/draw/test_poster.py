"""A poster's sheets together show the whole drawing."""

from __future__ import annotations

import pytest

from argmap.drawing import scenes
from argmap.drawing.fit import fitted
from argmap.drawing.job import prepare
from argmap.drawing.poster import OVERLAP, name_of
from argmap.drawing.sheets import SHEETS
from tests.draw.samples import from_folder


@pytest.mark.parametrize("sheet", ["a4", "a2"])
def test_sheets_show_the_whole_drawing(sheet: str) -> None:
    """Laid over each other by the overlap, the windows cover each box, which stands at one place of the poster."""
    job = prepare(from_folder("school-mornings.yaml"), "full").value
    assert job is not None
    whole, _ = fitted(job)
    overview, *sheets = scenes(job, "poster", sheet).value or ()
    assert len(overview.legend) == len(whole.boxes)
    seen: dict[str, float] = {}
    for page in sheets:
        assert sorted((page.width, page.height)) == sorted(SHEETS[sheet])
        assert page.window is not None
        x, y, width, height = page.window
        for box in page.boxes:
            left, top, wide, tall = box.frame
            across = min(x + width, left + wide) - max(x, left)
            down = min(y + height, top + tall) - max(y, top)
            assert across > 0
            assert down > 0
            seen[box.id] = seen.get(box.id, 0.0) + across * down
    assert all(seen[box.id] >= box.frame[2] * box.frame[3] - 0.1 for box in whole.boxes)
    assert all(rule.start != rule.end for page in sheets for rule in page.rules)
    assert OVERLAP > 28


def test_names_of_sheets() -> None:
    """Rows have letters, columns figures."""
    assert [name_of(0, 0), name_of(1, 2), name_of(26, 9)] == ["A1", "B3", "AA10"]
