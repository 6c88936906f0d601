"""Files to start from: small ones of the project's own, and real ones where a folder of them is present."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import argmap
from argmap.pipeline.records import made_by
from tests.fuzzing.mutations import packed

ROOT = Path(__file__).parents[2]
MAPS = ROOT / "maps"
SEEDS = Path(__file__).with_name("seeds")
SHARED = Path(os.environ.get("ARGMAP_SHARED") or ROOT.with_name("shared"))
MOST_BYTES = 16 * 1024
"""Of a file to start from: a fuzzer that changes long files finds little."""
CITATIONS = (
    "waqar-2014 2.3-2.5",
    "k pp. 3–5",
    "k art. 5a",
    "2022-06-29",
    "-0043/..",
    "202X~",
    "n.d.",
    "2021-21",
)


def files(*suffixes: str) -> Callable[[], Iterator[bytes]]:
    """Give what reads the files of certain suffixes in `seeds/`, beside the maps, and among real articles."""

    def read() -> Iterator[bytes]:
        for folder in (SEEDS, MAPS, SHARED / "article"):
            for suffix in suffixes:
                yield from _small(folder, f"*.{suffix}")

    return read


def _small(folder: Path, pattern: str) -> Iterator[bytes]:
    for path in sorted(folder.rglob(pattern)):
        if path.stat().st_size <= MOST_BYTES:
            yield path.read_bytes()


def yaml_maps() -> Iterator[bytes]:
    """The cases that the tests hold against, a whole map, and YAML of other programs."""
    for folder in (ROOT / "tests" / "cases" / "checks", ROOT / "tests" / "cases" / "reading", SEEDS, MAPS):
        yield from _small(folder, "*.yaml")
    yield from _small(SHARED / "data", "*.y*ml")


def json_maps() -> Iterator[bytes]:
    """The same maps as JSON."""
    for data in yaml_maps():
        argument = argmap.read(data).value
        if argument is not None:
            yield argmap.write(argument, "json").value or b""


def naming(name: str) -> bytes:
    """A map that names a file of sources."""
    return f"argmap: 1\ntitle: Mornings\nsources: {name}\nthesis: Lessons should start later.\n".encode()


def word_documents() -> Iterator[bytes]:
    """An outline of argmap's own, and a package that lies here as a folder; stored plain, so that bytes are words."""
    argument = argmap.read((MAPS / "school-mornings.yaml").read_bytes()).value
    assert argument is not None
    document = argmap.outline(argument, essay=argument.essays[0].id).value
    assert document is not None
    yield stored(argmap.write(document, "docx").value or b"")
    yield packed(word_parts())


def word_parts() -> dict[str, bytes]:
    """The parts of the package that lies here as a folder: a table, a header with a picture, edits, a numbered heading."""
    folder = SEEDS / "word"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def stored(package: bytes) -> bytes:
    """A zip anew, nothing in it compressed."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        return packed({name: source.read(name) for name in source.namelist()})


def templates() -> Iterator[bytes]:
    """The templates of the project, and what they become: text with the tokens of values in it."""
    yield from _small(ROOT / "templates", "*.jinja")
    yield from _small(SEEDS, "*.jinja")


def records() -> Iterator[bytes]:
    """A record of `build`."""
    yield json.dumps(
        {"made-by": made_by(), "inputs": {"map.yaml": "0"}, "outputs": {"map.svg": "0"}}
    ).encode()


def citations() -> Iterator[bytes]:
    """Citations and dates."""
    yield from (text.encode() for text in CITATIONS)
