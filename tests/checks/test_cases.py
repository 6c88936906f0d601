"""Broken maps: what is to be found stands on its line, and nothing else is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.pipeline.check import Settings, check
from tests.expectations import actual, expected

CASES = sorted((Path(__file__).parents[1] / "cases" / "checks").glob("*.yaml"))


def test_there_are_thirty() -> None:
    """Thirty broken maps at least."""
    assert len(CASES) >= 30


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_broken_map(path: Path) -> None:
    """Each expected finding, with its severity and on its line, and no other."""
    report = check([str(path)], (), (), Settings())
    wanted = expected(path.read_text(encoding="utf-8"))
    assert wanted
    assert sorted(actual(report.placed)) == sorted(wanted)
