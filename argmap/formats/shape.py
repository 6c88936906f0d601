"""Hold raw data against the format's shape: every mistake is told at its place, and the data mended so that reading goes on.

What is mended is only left out or left empty; nothing is guessed. A file with mistakes never counts as clean, since each
mending comes with its finding.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from argmap.diagnostics import Diagnostic, Severity, Span
from argmap.formats.raw import Raw, RawList, RawMap

if TYPE_CHECKING:
    from pydantic import TypeAdapter

ROUNDS = 12
"""Each mending can lay bare mistakes one level further in."""
_TOP_LEVEL = ("claims", "evidence", "counterpoints")
FILLER = "…"
"""Stands where a text or an id is missing, so that the rest can be drawn and outlined."""
_REQUIRED = {"argmap": "1", "least": "1", "most": "1", "planned": "1"} | dict.fromkeys(
    ("text", "title", "heading", "question", "because", "id", "rule", "claim", "to"), ""
)
_WANTED = {
    "list_type": "a list: one item a line, each after a dash",
    "string_type": "text",
    "int_parsing": "a whole number",
    "greater_than_equal": "a number of 1 or more",
    "less_than_equal": "a number of at most a million",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "union_tag_invalid": "something else",
}


def hold(raw: RawMap, shape: TypeAdapter[Any]) -> list[Diagnostic]:
    """Check raw data against a shape, and mend it in place.

    Args:
        raw: the top mapping of a file.
        shape: what it is to look like.

    Returns:
        A finding for each mistake: unknown-key, missing-key, wrong-type or unquoted-colon.
    """
    found: list[Diagnostic] = []
    for _ in range(ROUNDS):
        try:
            shape.validate_python(raw)
        except ValidationError as failure:
            errors = failure.errors(include_url=False, include_input=False)
            errors.sort(key=lambda error: error["type"] != "extra_forbidden")
            for error in errors:
                found.extend(_mend(raw, error))
        else:
            break
    return found


def _mend(raw: RawMap, error: Any) -> list[Diagnostic]:  # noqa: ANN401 - pydantic's ErrorDetails is a loose TypedDict
    missing = error["type"] == "missing"
    box, key = _find(raw, error["loc"], missing=missing)
    if isinstance(box, RawMap) and isinstance(key, str):
        if missing and key not in box:
            return [_mend_missing(box, key)]
        if key in box and not missing:
            unknown = error["type"] == "extra_forbidden"
            return [_mend_unknown(box, key, error["loc"]) if unknown else _mend_wrong(box, key, error)]
    elif isinstance(box, RawList) and isinstance(key, int) and key < len(box):
        span, value = box.spans[key], box[key]
        box[key] = _first_text(value) or FILLER
        return [_wrong(span, f"item {key + 1} of this list", error, value)]
    return []


def _find(raw: RawMap, loc: tuple[str | int, ...], *, missing: bool) -> tuple[Raw | None, str | int | None]:
    """Follow a path of pydantic's, passing over the names of union members; the last box and the key in it."""
    box: Raw | None = None
    inside: Raw | None = raw
    key: str | int | None = None
    for index, step in enumerate(loc):
        if _holds(inside, step) or (missing and index == len(loc) - 1):
            box, key = inside, step
            inside = _get(inside, step)
    return box, key


def _holds(box: Raw | None, step: str | int) -> bool:
    if isinstance(box, RawMap):
        return step in box
    return isinstance(box, RawList) and isinstance(step, int) and step < len(box)


def _get(box: Raw | None, key: str | int) -> Raw | None:
    if isinstance(box, RawMap) and isinstance(key, str):
        return box.get(key)
    if isinstance(box, RawList) and isinstance(key, int) and key < len(box):
        return box[key]
    return None


def _mend_unknown(box: RawMap, key: str, loc: tuple[str | int, ...]) -> Diagnostic:
    span = box.key_spans.get(key, box.spans[""])
    value = box.pop(key)
    if not box and isinstance(value, str) and loc[0] != "sources":
        box["text"], box.spans["text"] = f"{key}: {value}", span
        hint = f'put the text in quotation marks: "{key}: {value}"'
        told = "a colon and a blank within a text start a new key"
        return Diagnostic(span, Severity.ERROR, "unquoted-colon", told, hint)
    told = f"`{key}` is not a key of {_place(loc)}"
    return Diagnostic(span, Severity.ERROR, "unknown-key", told, _key_hint(key, loc))


def _key_hint(key: str, loc: tuple[str | int, ...]) -> str | None:
    if loc[0] == "thesis" and key in _TOP_LEVEL:
        return f"write `{key}` at the top level of the file, beside `thesis`"
    near = _nearest(key[:40].lower().replace("_", "-"))
    return f"did you mean `{near}`?" if near else None


@cache
def _nearest(key: str) -> str | None:
    near = get_close_matches(key, _known_keys(), n=1, cutoff=0.6)
    return near[0] if near else None


@cache
def _known_keys() -> list[str]:
    from argmap.formats.schema import json_schema  # noqa: PLC0415 - made only when there is a mistake to tell

    schema = json_schema()
    shapes = [schema, *schema["$defs"].values()]
    return sorted({key for shape in shapes for key in shape.get("properties", {})})


def _place(loc: tuple[str | int, ...]) -> str:
    named = [part for part in loc[:-1] if isinstance(part, str) and part not in {"text", "mapping", "list"}]
    return f"what stands under `{named[-1]}`" if named else "a map"


def _mend_missing(box: RawMap, key: str) -> Diagnostic:
    span = box.spans[""]
    _fill(box, key, "", span)
    hint = "a map starts with `argmap: 1`" if key == "argmap" else f"write `{key}:` here"
    return Diagnostic(span, Severity.ERROR, "missing-key", f"`{key}` is missing", hint)


def _mend_wrong(box: RawMap, key: str, error: Any) -> Diagnostic:  # noqa: ANN401 - as in _mend
    span, value = box.spans.get(key, box.spans[""]), box[key]
    if error["type"] == "list_type":
        box[key] = _list_of(span, value)
    elif key in _REQUIRED and "minutes" not in error["loc"][:-1]:
        # A phase may have any name, that of a key that must be there as well.
        _fill(box, key, value, span)
    else:
        del box[key]
    return _wrong(span, f"`{key}`", error, value)


def _fill(box: RawMap, key: str, value: Raw, span: Span) -> None:
    """Put something of the right type where a key that must be there is missing or wrong."""
    box.spans[key] = span
    if key in {"essays", "from", "nodes", "sources"}:
        box[key] = _list_of(span)
    else:
        box[key] = _REQUIRED.get(key) or _first_text(value) or FILLER


def _list_of(span: Span, *values: Raw) -> RawList:
    made = RawList(span)
    made.extend(values)
    made.spans.extend(span for _ in values)
    return made


def _first_text(value: Raw) -> str:
    """The first text within a value, so that a sentence written as a list is not lost."""
    waiting: list[Raw] = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, RawList):
            waiting.extend(reversed(value))
        elif isinstance(value, RawMap):
            waiting.extend(reversed(list(value.values())))
    return ""


def _wrong(span: Span, what: str, error: Any, value: Raw) -> Diagnostic:  # noqa: ANN401 - as in _mend
    if isinstance(value, str) and not value.strip():
        return Diagnostic(
            span, Severity.ERROR, "missing-key", f"{what} is empty", "write its value, or delete the line"
        )
    if error["type"] == "string_pattern_mismatch":
        return _not_one_of(span, what, error["ctx"]["pattern"], str(value))
    if error["type"] == "literal_error":
        hint = f"write {error['ctx']['expected']}"
        return Diagnostic(span, Severity.ERROR, "wrong-type", f"{what} cannot be “{value}”", hint)
    wanted = _WANTED.get(error["type"], "something else")
    got = (
        "a list"
        if isinstance(value, RawList)
        else "keys with values"
        if isinstance(value, RawMap)
        else f"“{value[:40]}”"
    )
    return Diagnostic(span, Severity.ERROR, "wrong-type", f"{what} holds {got}; it wants {wanted}")


def _not_one_of(span: Span, what: str, pattern: str, value: str) -> Diagnostic:
    if "|" not in pattern:
        told = f"{what} is “{value}”; an id is one word without blanks"
        return Diagnostic(span, Severity.ERROR, "wrong-type", told)
    words = pattern.strip("^$()").split("|")
    near = get_close_matches(value.lower(), words, n=1)
    hint = (f"did you mean {near[0]}? " if near else "") + f"one of: {', '.join(words)}"
    return Diagnostic(span, Severity.ERROR, "wrong-type", f"{what} cannot be “{value[:40]}”", hint)
