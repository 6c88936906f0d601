"""What other programs say of the files: valid SVG, PDF and DOT, for every map and for tangles."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from argmap.drawing import Paging, Target, draw
from argmap.model import ArgumentMap
from tests.draw.samples import HOSTILE, MAPS, from_folder, tangle, with_texts

NAMES = sorted(path.name for path in MAPS.glob("*.yaml"))
MAPS_DRAWN = [*map(from_folder, NAMES), tangle(20, 30), with_texts([HOSTILE, "پانی کی تقسیم", "W" * 300])]
pytestmark = pytest.mark.tools


def files(argument: ArgumentMap, folder: Path, to: Target, pages: Paging | None = None) -> list[str]:
    """The files of a drawing, written out."""
    data = draw(argument, to=to, pages=pages).value
    assert data is not None
    paths = [folder / f"{index}.{to}" for index in range(len(data))]
    for path, content in zip(paths, data, strict=True):
        path.write_bytes(content)
    return [str(path) for path in paths]


def said(*command: str) -> tuple[int, str]:
    """A program's exit code and what it says to standard error."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize("argument", MAPS_DRAWN, ids=lambda one: one.title)
@pytest.mark.parametrize("pages", ["fit", "atlas", "poster"])
def test_svg_is_well_formed(argument: ArgumentMap, pages: Paging, tmp_path: Path) -> None:
    """Libxml2 reads each SVG without a word, and no page leans on what lies elsewhere."""
    paths = files(argument, tmp_path, "svg", pages)
    assert said("xmllint", "--noout", "--nonet", *paths) == (0, "")
    assert [path for path in paths if "<!DOCTYPE" in Path(path).read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("argument", MAPS_DRAWN, ids=lambda one: one.title)
@pytest.mark.parametrize("pages", ["fit", "atlas", "poster"])
def test_pdf_is_sound(argument: ArgumentMap, pages: Paging, tmp_path: Path) -> None:
    """Qpdf finds no fault in a PDF; that it is PDF/UA-1 typst has checked, and the file says it."""
    (path,) = files(argument, tmp_path, "pdf", pages)
    assert said("qpdf", "--check", path)[0] == 0
    assert b"pdfuaid" in Path(path).read_bytes()


@pytest.mark.parametrize("argument", MAPS_DRAWN, ids=lambda one: one.title)
def test_dot_is_valid(argument: ArgumentMap, tmp_path: Path) -> None:
    """Graphviz reads the DOT without a word, and draws it."""
    (path,) = files(argument, tmp_path, "dot")
    assert said("nop", "-p", path) == (0, "")
    assert said("dot", "-Tsvg", "-o", str(tmp_path / "x.svg"), path)[0] == 0
