"""The public functions take values and give values."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import argmap
from argmap.model import ArgumentMap

MAP = Path(__file__).parents[1] / "maps" / "school-mornings.yaml"


@pytest.fixture(name="argument")
def _argument() -> ArgumentMap:
    outcome = argmap.read(MAP.read_bytes(), str(MAP), lambda name: (MAP.parent / name).read_bytes())
    assert outcome.value is not None
    return outcome.value


def test_read_takes_text_as_well_as_bytes() -> None:
    """Text is read as the bytes that it encodes to."""
    outcome = argmap.read("argmap: 1\ntitle: A map\nthesis: one two\n")
    assert outcome.value is not None
    assert outcome.value.by_id["one-two"].text == "one two"


def test_check_selects_and_ignores(argument: ArgumentMap) -> None:
    """Only the rules asked for speak."""
    bare = argmap.read("argmap: 1\ntitle: A map\n").value
    assert bare is not None
    assert [found.code for found in argmap.check(bare, select=["one-thesis"])] == ["one-thesis"]
    assert "one-thesis" not in [found.code for found in argmap.check(bare, ignore=["one-thesis"])]
    assert argmap.check(argument) == ()


@pytest.mark.parametrize("to", ["yaml", "json"])
def test_write_and_read_a_map(argument: ArgumentMap, to: str) -> None:
    """A map survives both formats."""
    data = argmap.write(argument, to).value
    assert data is not None
    assert argmap.read(data, f"map.{to}").value == argument


@pytest.mark.parametrize(
    ("to", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!DOCTYPE"), ("md", b"# "), ("txt", b"")]
)
def test_outline_and_write_a_document(argument: ArgumentMap, to: str, start: bytes) -> None:
    """An outline is a document that every writer takes."""
    document = argmap.outline(argument, argument.essays[0].id).value
    assert document is not None
    data = argmap.write(document, to).value
    assert data is not None
    assert data.lower().startswith(start.lower())


def test_outline_of_an_unknown_essay(argument: ArgumentMap) -> None:
    """A wrong id is the programmer's mistake, and raises."""
    with pytest.raises(KeyError):
        argmap.outline(argument, "no-such-essay")


def test_draw_gives_bytes(argument: ArgumentMap) -> None:
    """One file of a drawing."""
    drawn = argmap.draw(argument, to="svg").value
    assert drawn is not None
    assert b"<svg" in drawn[0][:200]


def test_import_is_light() -> None:
    """Importing argmap imports nothing of a third party."""
    code = "import sys, argmap; print([m for m in ('yaml', 'pydantic', 'click', 'jinja2', 'docx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
