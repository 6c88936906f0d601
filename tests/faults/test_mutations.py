"""Real files, changed byte by byte, go through every command's work: findings or a WorldError come of it, nothing else."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import argmap
from argmap.diagnostics import WorldError, source_lines
from argmap.pipeline.edit import fmt
from argmap.pipeline.merge import merging

MAPS = Path(__file__).parents[2] / "maps"
NAMES = ("school-mornings.yaml", "sino-russia-strategic-partnership.yaml")
MARKS = b"\x00\t\n\r \"'#&*!|>%@`:{}[],-?\\~<0a\x80\xc3\xe2\xff"
"""Bytes that mean something to a reader, and some that are no UTF-8."""
PIECES = (b"", b"\n", b": ", b"- ", b"'", b'"', b"\t", b"&a ", b"*a", b"!!x ", b"{", b"]", b"|", b"-> ", b"#")
"""What stands for something in YAML, put in the place of something else."""
PART = "word/document.xml"


def mutations(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Copies of data with one to four places changed, cut, doubled or moved, the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            _mutate(changed, chance)
        yield bytes(changed)


def _mutate(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    piece = data[at : at + chance.choice((1, 1, 2, 8, 64, 512))]
    match chance.randrange(6):
        case 0:
            data[at : at + 1] = bytes([chance.choice(MARKS)])
        case 1:
            data[at : at + 1] = bytes([chance.randrange(256)])
        case 2:
            del data[at : at + len(piece)]
        case 3:
            data[at:at] = piece * chance.choice((1, 1, 2, 20))
        case 4:
            data[at : at + chance.choice((0, 1, 1, 2, 40))] = chance.choice(PIECES)
        case _:
            elsewhere = chance.randrange(len(data) + 1)
            data[elsewhere:elsewhere] = piece


def _beside(name: str) -> bytes:
    raise FileNotFoundError(2, "absent", name)


def _used(data: bytes, name: str, *, draw: bool) -> bool:
    """Read a map, and do with it what the commands do: findings stand on lines that there are, what is written is valid.

    Returns:
        Whether there was a map to do it with.
    """
    outcome = argmap.read(data, name, _beside)
    argument = outcome.value
    found = [*outcome.diagnostics, *(argmap.check(argument) if argument else ())]
    lines = len(source_lines(data.decode("utf-8", "replace")))
    assert all(1 <= finding.span.line <= lines + 1 for finding in found)
    if argument is None:
        assert outcome.diagnostics
        return False
    for to in ("json", "yaml"):
        written = argmap.write(argument, to).value
        assert written is not None
        assert argmap.read(written, f"again.{to}", _beside).value == argument
    for essay in (None, *(essay.id for essay in argument.essays[:1])):
        document = argmap.outline(argument, essay=essay, copy="study").value
        if document is not None:
            assert argmap.write(document, "html").value
            assert argmap.write(document, "docx").value
    if draw and argument.nodes:
        for drawing in argmap.draw(argument, view="overview").value or ():
            assert ET.fromstring(drawing).tag.endswith("svg")  # noqa: S314 - our own
    return True


@pytest.mark.parametrize("form", ["yaml", "json"])
@pytest.mark.parametrize("name", NAMES)
def test_mutated_maps_are_read_or_refused(name: str, form: str) -> None:
    """No byte of a map brings checking, outlining, converting or drawing down."""
    _go_through(name, form, 8, 1)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["yaml", "json"])
@pytest.mark.parametrize("name", NAMES)
def test_many_mutated_maps_are_read_or_refused(name: str, form: str) -> None:
    """The same, two hundred times."""
    _go_through(name, form, 200, 2)


def _go_through(name: str, form: str, count: int, seed: int) -> None:
    data = (MAPS / name).read_bytes()
    if form == "json":
        argument = argmap.read(data, name, _beside).value
        assert argument is not None
        data = argmap.write(argument, "json").value or b""
    used = [
        _used(changed, f"map.{form}", draw=place % 4 == 0)
        for place, changed in enumerate(mutations(data, count, seed))
    ]
    assert 0 < sum(used) < count


@pytest.mark.parametrize("name", NAMES)
def test_mutated_maps_keep_their_content_in_fmt(name: str, tmp_path: Path) -> None:
    """The canonical form of a damaged map says the same, or the file is refused."""
    path = tmp_path / name
    for changed in mutations((MAPS / name).read_bytes(), 30, 3):
        path.write_bytes(changed)
        with suppress(WorldError):
            (found,) = fmt([str(path)])
            if found.changed and not found.diagnostics:
                after = argmap.read(found.after, name, _beside).value
                assert argmap.read(changed, name, _beside).value == after


@pytest.fixture(name="made", scope="module")
def _made() -> bytes:
    """A Word document that argmap wrote."""
    argument = argmap.read((MAPS / NAMES[0]).read_bytes(), NAMES[0], _beside).value
    assert argument is not None
    document = argmap.outline(argument, essay=argument.essays[0].id).value
    assert document is not None
    return argmap.write(document, "docx").value or b""


def _inside(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """The same zip each time, its text changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for changed in mutations(parts[PART], count, seed):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, content in {**parts, PART: changed}.items():
                package.writestr(name, content)
        yield out.getvalue()


@pytest.mark.parametrize("mutate", [mutations, _inside])
def test_mutated_documents_are_merged_or_refused(
    made: bytes, mutate: Callable[[bytes, int, int], Iterator[bytes]], tmp_path: Path
) -> None:
    """No byte of a Word document, or of the text in it, brings the way back down, and the map is only read."""
    path = tmp_path / NAMES[0]
    path.write_bytes((MAPS / NAMES[0]).read_bytes())
    for changed in mutate(made, 60, 4):
        (tmp_path / "edited.docx").write_bytes(changed)
        with suppress(WorldError):
            merging(str(tmp_path / "edited.docx"), str(path))
    assert path.read_bytes() == (MAPS / NAMES[0]).read_bytes()
