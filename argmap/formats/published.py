"""The published schema of the map file: what editors read, and what most files are held against.

`map.schema.json` is what `argmap.formats.schema` makes, kept as a file (a test compares them). A map that fits it has no
mistake to tell, so pydantic, whose loading costs as much as all else in a check, is asked only about one that does not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from argmap.formats.raw import Raw, RawList, RawMap

FILE = Path(__file__).with_name("map.schema.json")
_Test: TypeAlias = Callable[[Raw], bool]
_Schema: TypeAlias = Mapping[str, Any]


def fits(raw: RawMap) -> bool:
    """Tell whether a file has the format's shape.

    Args:
        raw: its top mapping.

    Returns:
        True only where pydantic would find nothing; where False, pydantic is to say what is wrong.
    """
    return _map_test()(raw)


@cache
def _map_test() -> _Test:
    schema = json.loads(FILE.read_bytes())
    return _test(schema, schema["$defs"], {})


def _test(schema: _Schema, defs: _Schema, made: dict[str, _Test]) -> _Test:
    """Make a test of a schema; `made` holds those of the definitions, which may contain themselves."""
    if "$ref" in schema:
        return _referred(schema["$ref"].rpartition("/")[2], defs, made)
    members = schema.get("anyOf") or schema.get("oneOf")
    if members:
        tests = [_test(member, defs, made) for member in members if member.get("type") != "null"]
        return tests[0] if len(tests) == 1 else lambda raw: any(test(raw) for test in tests)
    if schema.get("type") == "object":
        return _object_test(schema, defs, made)
    if schema.get("type") == "array":
        item = _test(schema["items"], defs, made)
        return lambda raw: isinstance(raw, RawList) and all(map(item, raw))
    return _scalar_test(schema)


def _referred(name: str, defs: _Schema, made: dict[str, _Test]) -> _Test:
    def later(raw: Raw) -> bool:
        return made[name](raw)

    if name not in made:
        made[name] = later
        made[name] = _test(defs[name], defs, made)
    return made[name]


def _object_test(schema: _Schema, defs: _Schema, made: dict[str, _Test]) -> _Test:
    keys = {key: _test(value, defs, made) for key, value in schema.get("properties", {}).items()}
    more = schema.get("additionalProperties", True)
    other: _Test = _test(more, defs, made) if isinstance(more, dict) else (lambda _: bool(more))
    required = frozenset(schema.get("required", ()))

    def test(raw: Raw) -> bool:
        if not isinstance(raw, RawMap) or not required <= raw.keys():
            return False
        return all(keys.get(key, other)(value) for key, value in raw.items())

    return test


def _scalar_test(schema: _Schema) -> _Test:
    """A test of text, as which every scalar is read."""
    if "enum" in schema:
        words = frozenset(map(str, schema["enum"]))
        return lambda raw: isinstance(raw, str) and raw in words
    if schema.get("type") == "boolean":
        return lambda raw: isinstance(raw, str) and raw in {"true", "false"}
    if schema.get("type") == "integer":
        most = schema["maximum"]
        return lambda raw: (
            isinstance(raw, str) and bool(re.fullmatch("[1-9][0-9]{0,8}", raw)) and int(raw) <= most
        )
    found = re.compile(schema["pattern"]).search
    return lambda raw: isinstance(raw, str) and bool(found(raw))
