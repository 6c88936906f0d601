"""Fuzz one reader: `python -m tests.fuzzing.run yaml --seconds 600` from the checkout's folder, with atheris installed.

Each finding is kept once, by the place it was raised at, and fuzzing goes on; a hang or too much memory ends it, as
libFuzzer has it. What is found lies in out/fuzzing/READER/.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import io
import json
import random
import sys
import traceback
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import atheris
import yaml
from lxml import etree

from tests.fuzzing.seeds import packed

INSTRUMENTED = ("argmap", "bibtexparser", "docx", "html", "markdown_it", "pylatexenc", "pypdf", "tomllib")
"""argmap, and the readers written in Python that it hands files to: what they raise, argmap must catch."""
ODD = ("", "0", "-1", "99999999999", "x", "<&\"'>", "a b", "²")
"""Values that stand where others were meant."""
MOST_BOXES = 2000
"""Aliases can make a small text endless."""
WORD = 4
"""Shortest word, in bytes, that the dictionary takes from the files to start from."""


def main() -> None:
    """Fuzz the reader that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader")
    parser.add_argument("--seconds", type=int, default=600)
    given = parser.parse_args()
    with atheris.instrument_imports(include=list(INSTRUMENTED)):
        from tests.fuzzing.readers import READERS  # noqa: PLC0415 - to be instrumented

        reader = READERS[given.reader]
        seeds = list(reader.seeds())
        for seed in seeds:
            # Modules that are imported on first use are imported here.
            reader.read(seed)
    folder = Path("out/fuzzing") / given.reader
    corpus = _corpus(folder, seeds)
    options = {
        "max_total_time": given.seconds,
        "max_len": max(4096, *(2 * len(seed) for seed in seeds)),
        "timeout": 5,
        "rss_limit_mb": 1024,
        "artifact_prefix": f"{folder}/",
        "dict": _dictionary(folder, seeds),
        "print_final_stats": 1,
    }
    arguments = [sys.argv[0], *(f"-{key}={value}" for key, value in options.items()), str(corpus)]
    atheris.Setup(arguments, _keeping(reader.read, folder), custom_mutator=_mutated)
    atheris.Fuzz()


def _corpus(folder: Path, seeds: Iterable[bytes]) -> Path:
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        _kept(corpus, seed)
    return corpus


def _kept(folder: Path, data: bytes) -> Path:
    path = folder / hashlib.sha256(data).hexdigest()[:16]
    path.write_bytes(data)
    return path


def _dictionary(folder: Path, seeds: Iterable[bytes]) -> Path:
    """Words of the files to start from: keys, names of elements, operators."""
    words = {word for seed in seeds for word in seed.split() if WORD <= len(word) <= 24}
    escaped = ("".join(f"\\x{byte:02x}" for byte in word) for word in sorted(words)[:2000])
    path = folder / "dictionary"
    path.write_text("".join(f'"{word}"\n' for word in escaped), encoding="ascii")
    return path


def _keeping(read: Callable[[bytes], None], folder: Path) -> Callable[[bytes], None]:
    """A reader that keeps one input for each place that raises, and goes on."""
    seen: set[str] = set()

    def test(data: bytes) -> None:
        try:
            read(data)
        except Exception as failure:  # noqa: BLE001 - each is a finding
            frames = traceback.extract_tb(failure.__traceback__)
            place = f"{type(failure).__name__} {[(frame.name, frame.lineno) for frame in frames[-3:]]}"
            if place not in seen:
                seen.add(place)
                path = _kept(folder, data)
                path.with_suffix(".txt").write_text(traceback.format_exc(), encoding="utf-8")
                sys.stderr.write(f"FINDING {path}: {place}\n")

    return test


def _mutated(data: bytes, most: int, seed: int) -> bytes:
    """Change bytes anywhere or, more often, what keeps the rest whole: one part of a zip, whole lines of a text."""
    chance = random.Random(seed)
    if chance.random() < 0.25:
        return bytes(atheris.Mutate(data, most))
    parts = _parts(data)
    if parts:
        name = chance.choice(sorted(parts))
        parts[name] = _changed_part(parts[name], chance)
        return packed(parts)[:most]
    changed = _changed_values(data, chance) if chance.random() < 0.5 else None
    if changed is not None:
        return changed[:most]
    lines = data.split(b"\n")
    for _ in range(chance.randint(1, 3)):
        _change_lines(lines, chance)
    return b"\n".join(lines)[:most]


def _changed_values(data: bytes, chance: random.Random) -> bytes | None:
    """YAML or JSON with values deleted, doubled and put elsewhere, as JSON; None where it is neither."""
    try:
        top = yaml.load(data, Loader=yaml.CBaseLoader)  # noqa: S506 - gives texts only
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    boxes = list(_boxes(top))
    for _ in range(chance.randint(1, 3) if boxes else 0):
        box, other = chance.choice(boxes), chance.choice(boxes)
        inner = list(other.values()) if isinstance(other, dict) else other
        value = copy.deepcopy(chance.choice([*ODD[:2], other, *inner]))
        keys = [*box, *other] if isinstance(box, dict) and isinstance(other, dict) else list(box)
        if isinstance(box, list):
            box.insert(chance.randint(0, len(box)), value)
        elif keys:
            box[chance.choice(keys)] = value
        if chance.random() < 0.3 and box:
            box.pop(chance.choice(list(box)) if isinstance(box, dict) else chance.randrange(len(box)))
    return json.dumps(top, ensure_ascii=False).encode() if boxes else None


def _boxes(value: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever YAML holds
    """Every list and mapping within a value; a stack of its own, for values may be deep."""
    waiting, seen = [value], 0
    while waiting and seen < MOST_BOXES:
        box = waiting.pop()
        if isinstance(box, dict | list):
            seen += 1
            yield box
            waiting += box.values() if isinstance(box, dict) else box


def _change_lines(lines: list[bytes], chance: random.Random) -> None:
    """Delete, double, move or indent some lines, or give one the end of another."""
    at, elsewhere = chance.randrange(len(lines)), chance.randrange(len(lines))
    some = slice(at, at + chance.choice((1, 1, 2, 5)))
    match chance.randrange(6 if len(lines) > 5 else 4):
        case 0:
            lines[elsewhere:elsewhere] = lines[some]
        case 1:
            lines[some] = [b" " * chance.choice((2, 4)) + line for line in lines[some]]
        case 2:
            lines[some] = [line.removeprefix(b"  ") for line in lines[some]]
        case 3:
            head, colon, tail = lines[at].partition(b":")
            ends = chance.choice((tail, lines[elsewhere].rpartition(b":")[2], lines[elsewhere].strip()))
            lines[at] = chance.choice((head, lines[elsewhere].partition(b":")[0])) + colon + ends
        case 4:
            lines[elsewhere:elsewhere], lines[some] = lines[some], []
        case _:
            del lines[some]


def _changed_part(part: bytes, chance: random.Random) -> bytes:
    """A part with an element deleted, put beneath another or given another value; with other bytes where it is no XML."""
    try:
        root = etree.fromstring(part)
    except etree.XMLSyntaxError:
        return bytes(atheris.Mutate(part, len(part) + 256))
    elements = list(root.iter(etree.Element))
    for _ in range(chance.randint(1, 4)):
        one, other = chance.choice(elements), chance.choice(elements)
        above = one.getparent()
        if above is not None and chance.random() < 0.2:
            above.remove(one)
        elif chance.random() < 0.4:
            other.insert(chance.randint(0, len(other)), copy.deepcopy(one))
        elif one.attrib:
            values = [*ODD, *other.attrib.values()]
            one.set(chance.choice(list(one.attrib)), chance.choice(values))
        else:
            one.text = chance.choice([*ODD, other.text])
    return etree.tostring(root)


def _parts(package: bytes) -> dict[str, bytes]:
    """The parts of a zip; none where it is no zip, or one that has been damaged."""
    if not package.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as source:
            return {name: source.read(name) for name in source.namelist()}
    except Exception:  # noqa: BLE001 - zipfile raises whatever it meets
        return {}


if __name__ == "__main__":
    main()
