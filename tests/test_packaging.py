"""What a wheel carries: templates and maps as they stand in the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

import argmap

PACKAGE = Path(argmap.__file__).parent
ROOT = Path(__file__).parents[1]


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.skipif(
    (ROOT / "argmap").is_dir(), reason="argmap runs from a checkout here; .ci/run installs a wheel"
)
@pytest.mark.parametrize(("copy", "folder"), [("_templates", "templates"), ("_maps", "maps")])
def test_the_wheels_copies_are_those_of_the_checkout(copy: str, folder: str) -> None:
    """No file is missing, stale or too many."""
    assert _contents(PACKAGE / copy) == _contents(ROOT / folder)


def test_the_package_says_that_it_is_typed() -> None:
    """py.typed lies in the package, and nothing that only a checkout has is asked for."""
    assert (PACKAGE / "py.typed").exists()
