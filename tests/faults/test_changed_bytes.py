"""Real maps with bytes changed at random: never an exception, every finding placed, every output of what is left valid."""

from __future__ import annotations

import random
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from argmap.checks import run
from argmap.diagnostics import source_lines
from argmap.drawing import draw
from argmap.formats import FORMATS, read, write
from argmap.model import ArgumentMap
from argmap.pipeline.outline import Wanted, outline, task

MAPS = sorted((Path(__file__).parents[2] / "maps").glob("*.yaml"))
PIECES = [
    b"",
    b"\n",
    b": ",
    b"- ",
    b"'",
    b'"',
    b"\t",
    b"\x00",
    b"\xff",
    b"&a ",
    b"*a",
    b"!!x ",
    b"{",
    b"]",
    b"|",
    b"-> ",
    b"#",
]


def _closed(name: str) -> bytes:
    raise FileNotFoundError(2, "No such file", name)


def _changed(data: bytes, chance: random.Random) -> bytes:
    """One to eight places of a file overwritten, cut out or moved."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(changed))
        end = start + chance.choice([0, 1, 1, 2, 40])
        piece = chance.choice([*PIECES, bytes([chance.randrange(256)]), bytes(changed[end : end + 60])])
        changed[start:end] = piece
    return bytes(changed)


def _read(data: bytes, fmt: str) -> ArgumentMap | None:
    """Read, with every finding on a line that there is."""
    outcome = read(data, f"map.{fmt}", _closed)
    lines = len(source_lines(data.decode("utf-8", "replace")))
    found = [*outcome.diagnostics, *(run(outcome.value) if outcome.value else ())]
    assert all(1 <= finding.span.line <= lines + 1 for finding in found)
    assert outcome.value is not None or outcome.diagnostics
    return outcome.value


@pytest.mark.parametrize("fmt", [name for name in ("yaml", "json") if name in FORMATS])
@pytest.mark.parametrize("seed", range(25))
def test_changed_maps_are_read_or_told(fmt: str, seed: int) -> None:
    """A changed map gives findings or a map, and a map can be written again as it is."""
    chance = random.Random(f"{fmt} {seed}")
    path = chance.choice(MAPS)
    data = path.read_bytes()
    if fmt == "json":
        whole = read(data, path.name, _closed).value
        assert whole is not None
        data = write(whole, "json").value or b""
    argument = _read(_changed(data, chance), fmt)
    if argument is not None:
        again = write(argument, "json").value
        assert again is not None
        assert argument == read(again, "again.json", _closed).value


@pytest.mark.parametrize("seed", range(8))
def test_changed_maps_are_drawn_and_outlined(seed: int) -> None:
    """What can be read of a changed map gives a well-formed drawing and an outline."""
    chance = random.Random(seed)
    argument = None
    while argument is None:
        argument = _read(_changed(MAPS[0].read_bytes(), chance), "yaml")
    for drawing in draw(argument, to="svg").value or ():
        assert ET.fromstring(drawing).tag.endswith("svg")  # noqa: S314 - our own
    given = task(argument, None)
    assert not isinstance(given, tuple)
    assert outline(given, Wanted(to="html", everything=True)).value
