"""How an input becomes another one that a reader does not refuse at its first byte."""

from __future__ import annotations

import copy
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import yaml
from lxml import etree

ODD = ("", "0", "-1", "99999999999", "x", "<&\"'>", "a b", "²")
"""Values that stand where others were meant."""
MOST_BOXES = 2000
"""Aliases can make a small text endless."""
Change: TypeAlias = Callable[[bytes, int], bytes]
"""Bytes, and how many the result may have, to other bytes."""


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip of parts, nothing in it compressed, with a date that never changes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in parts.items():
            target.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def mutated(data: bytes, most: int, seed: int, change: Change) -> bytes:
    """Change bytes anywhere or, more often, what keeps the rest whole.

    Args:
        data: an input.
        most: bytes that the result may have.
        seed: the same one gives the same result.
        change: the fuzzer's own way to change bytes.

    Returns:
        Another input: a zip with one part changed, values of YAML or JSON put elsewhere, lines moved, bytes changed.
    """
    chance = random.Random(seed)
    if chance.random() < 0.25:
        return change(data, most)
    parts = _parts(data)
    if parts:
        name = chance.choice(sorted(parts))
        parts[name] = _changed_part(parts[name], chance, change)
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


def _changed_part(part: bytes, chance: random.Random, change: Change) -> bytes:
    """A part with an element deleted, put beneath another or given another value; with other bytes where it is no XML."""
    try:
        root = etree.fromstring(part)
    except etree.XMLSyntaxError:
        return change(part, len(part) + 256)
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
