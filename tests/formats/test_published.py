"""The published schema: the same as the shapes, and never satisfied where they are not."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from argmap.formats.published import FILE, fits
from argmap.formats.raw import Raw, RawList, RawMap, parse
from argmap.formats.schema import MAP, published

ROOT = Path(__file__).parents[2]
MAPS = sorted((ROOT / "maps").glob("*.yaml"))
EVERYTHING = """
argmap: 1
title: All that a map may hold
sources: [books.json, {k: {type: book, author: [{family: A}]}}]
thesis: {text: A thesis of some words., allow: [{rule: lone-child, because: It stands so.}]}
claims:
  - {text: A claim., warrant: {text: Why it bears.}, together: [a, b], tags: one, strength: weak}
  - shared-id
counterpoints: [{text: But., against: warrant, concede: Something., rebuttals: [{text: No., cite: [k 2, k 3]}]}]
way-forward: [{text: Do it., answers: shared-id}]
nodes: [{id: shared-id, role: claim, text: A loose node.}]
relations: [{from: shared-id, to: t, kind: attack, scheme: some}]
papers: [{id: p, marks: 20, minutes: {write: 30}, words: {least: 1, most: 9, planned: 5}}, {id: q, minutes: 37}]
essays:
  - {id: e, question: What?, introduction: {road-map: false, background: a}, counterpoints: section,
     body: [{heading: H, points: [shared-id, {claim: shared-id, evidence: []}]}]}
"""
WRONG: list[str | None] = ["", " ", "two words", "-1", "0", "1.5", "2000000", "maybe", "true", "7", None]


def _raw(text: str) -> RawMap:
    raw = parse(text.encode(), "map.yaml").value
    assert isinstance(raw, RawMap)
    return raw


def _accepted(raw: RawMap) -> bool:
    try:
        MAP.validate_python(raw)
    except ValidationError:
        return False
    return True


def _boxes(raw: Raw) -> list[RawMap | RawList]:
    if isinstance(raw, str):
        return []
    inner = raw.values() if isinstance(raw, RawMap) else raw
    return [raw, *(box for value in inner for box in _boxes(value))]


def _spoil(raw: RawMap, chance: random.Random) -> None:
    """Put something else in one place: a wrong text, a list, a mapping, an unknown key, or nothing."""
    filled: list[RawMap | RawList] = [box for box in _boxes(raw) if box]
    box = chance.choice(filled)
    value = chance.choice(WRONG)
    start = raw.spans[""]
    boxes: list[Raw] = [RawList(start), RawMap(start)]
    other = chance.choice(boxes) if value is None else value
    if isinstance(box, RawList):
        box[chance.randrange(len(box))] = other
    elif chance.random() < 0.3:
        del box[chance.choice(list(box))]
    else:
        box[chance.choice([*box, "txet"])] = other


def test_the_file_is_what_the_shapes_make() -> None:
    """To renew it: python -c "import argmap.formats.schema as s; print(s.published(), end='')" > its place."""
    assert published() == FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", [*(path.read_text(encoding="utf-8") for path in MAPS), EVERYTHING])
def test_good_maps_fit(text: str) -> None:
    """Maps without a mistake need no second look."""
    assert fits(_raw(text))


@pytest.mark.parametrize("seed", range(400))
def test_nothing_fits_that_the_shapes_refuse(seed: int) -> None:
    """Whatever is spoiled in a map, the quick test passes nothing that pydantic tells."""
    raw = _raw(EVERYTHING)
    _spoil(raw, random.Random(seed))
    assert _accepted(raw) or not fits(raw)


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_editors_accept_our_maps(path: Path) -> None:
    """An editor loads YAML as YAML does, dates and numbers included, and holds it against the schema."""
    schema = json.loads(FILE.read_bytes())
    Draft202012Validator.check_schema(schema)
    loaded = json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))
    assert [error.json_path for error in Draft202012Validator(schema).iter_errors(loaded)] == []


def test_editors_tell_a_misspelt_key() -> None:
    """The schema closes every mapping of the format."""
    schema = json.loads(FILE.read_bytes())
    wrong = {"argmap": 1, "title": "A map", "claims": [{"text": "One two.", "evidense": []}]}
    assert not Draft202012Validator(schema).is_valid(wrong)
