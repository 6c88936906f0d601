"""YAML text to plain data that remembers where each value stands.

Reads libyaml's events with a stack of its own: composing is six times slower, and the C composer overflows the stack
on text nested 50,000 deep. Only what a map needs is YAML here: mappings, sequences and text. Anchors, aliases, tags, a
second document and duplicate keys are findings, and reading goes on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

import yaml

from argmap.diagnostics import Diagnostic, Outcome, Severity, Span, source_lines

MOST_LEVELS = 100
MOST_BYTES = 16 * 1024 * 1024
MOST_REPAIRS = 50
HOPELESS_LEVELS = 800
"""Where reading ends: libyaml's work grows with the square of the depth (200,000 levels take a minute)."""
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PRIVATE = [chr(code) for code in range(0xE000, 0xE100)]
_COLON = "mapping values are not allowed"
_NESTING = "exceeded maximum nesting"
"""What libyaml says from 0.2.6 on, before it has told of the levels by events."""
_TOO_DEEP = f"more than {MOST_LEVELS} levels of nesting; what lies deeper is not read"
_TOO_DEEP_HINT = "write deep nodes under `nodes` and name them by id"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RawMap(dict[str, "Raw"]):
    """A mapping; `spans` and `key_spans` say where each value and each key stands, `spans[""]` where it starts."""

    __slots__ = ("key_spans", "spans")

    def __init__(self, start: Span) -> None:
        super().__init__()
        self.spans: dict[str, Span] = {"": start}
        self.key_spans: dict[str, Span] = {}


class RawList(list["Raw"]):
    """A sequence; `spans` says where each item starts."""

    __slots__ = ("spans", "start")

    def __init__(self, start: Span) -> None:
        super().__init__()
        self.start = start
        self.spans: list[Span] = []


Raw: TypeAlias = "str | RawMap | RawList"


class _TooDeepError(Exception):
    """The nesting has been told already; no map results."""


@dataclass(slots=True)
class _Frame:
    """One open mapping or sequence; `key` waits for its value."""

    box: RawMap | RawList
    key: tuple[str, Span] | None = None


@dataclass(slots=True)
class _Reading:
    path: str
    colon: str
    json: bool
    widened: Counter[int]
    """How many tabs before a line's text have been made two blanks."""
    found: list[Diagnostic] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)
    top: Raw | None = None
    skipping: int = 0

    def tell(self, span: Span, code: str, message: str, hint: str | None = None) -> None:
        self.found.append(Diagnostic(span, Severity.ERROR, code, message, hint))

    def span(self, event: yaml.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return Span(self.path, 1, 1)
        line, column = start.line, start.column
        length = end.column - column if end.line == line else 1
        if not self.widened:
            return Span(self.path, line + 1, column + 1, length if length > 0 else 1)
        return self.at(line, column, max(1, length))

    def at(self, line: int, column: int, length: int = 1) -> Span:
        """The place in the file of one in the repaired text, both counted from 0."""
        return Span(self.path, line + 1, max(0, column - self.widened.get(line, 0)) + 1, length)


def parse(data: bytes, path: str, *, json: bool = False) -> Outcome[Raw]:
    """Read YAML.

    Args:
        data: the file's bytes, at most 16 MB of UTF-8; a byte order mark is passed over.
        path: the file's name, for the places told.
        json: whether a bare `null` leaves its key out, as JSON means it.

    Returns:
        The top value, None where the text does not hold together as YAML, and every finding.
    """
    start = Span(path, 1, 1)
    if len(data) > MOST_BYTES:
        told = f"the file has {len(data) / 1048576:.1f} MB; argmap reads maps of up to 16 MB"
        return Outcome(None, (_error(start, "too-large", told, "split the map by topic"),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        return Outcome(None, (_undecodable(failure, path),))
    controls = tuple(_controls(text, path))
    text = _CONTROL.sub(" ", text) if controls else text
    if not text.strip():
        told = "the file is empty"
        hint = "`argmap new PATH` writes a map to start from"
        return Outcome(None, (*controls, _error(start, "bad-yaml", told, hint)))
    outcome = _parse_repaired(text, path, json=json)
    return Outcome(outcome.value, (*controls, *outcome.diagnostics))


def _error(span: Span, code: str, message: str, hint: str | None = None) -> Diagnostic:
    return Diagnostic(span, Severity.ERROR, code, message, hint)


def _undecodable(failure: UnicodeDecodeError, path: str) -> Diagnostic:
    # The failure's own object: the bytes without their byte order mark.
    data, start = failure.object, failure.start
    *above, tail = source_lines(data[:start].decode("utf-8"))
    return _error(
        Span(path, len(above) + 1, len(tail) + 1),
        "not-utf-8",
        f"the file is not UTF-8 text: byte 0x{data[start]:02x} is out of place",
        "save the file with the encoding UTF-8",
    )


def _controls(text: str, path: str) -> Iterator[Diagnostic]:
    line, column, last = 1, 1, 0
    for found in islice(_CONTROL.finditer(text), 100):
        *above, tail = source_lines(text[last : found.start()])
        line, column, last = line + len(above), len(tail) + (1 if above else column), found.start()
        told = f"control character U+{ord(found.group()):04X} in the text"
        yield _error(
            Span(path, line, column), "control-character", told, "delete it; a blank stands for it here"
        )


def _parse_repaired(text: str, path: str, *, json: bool) -> Outcome[Raw]:
    """Parse; a colon that YAML takes for a key's is told, hidden behind a private character, and reading starts over."""
    colon = next((char for char in _PRIVATE if char not in text), "")
    repairs: list[Diagnostic] = []
    attempts = 0
    widened: Counter[int] = Counter()
    while True:
        reading = _Reading(path, colon, json, widened)
        try:
            _read_events(text, reading)
        except yaml.MarkedYAMLError as failure:
            told, repaired = _repair(text, failure, reading)
            if repaired is None or attempts >= MOST_REPAIRS:
                return Outcome(None, (*repairs, *reading.found, told))
            if not repairs or repairs[-1].span.line != told.span.line:
                repairs.append(told)
            attempts += 1
            text = repaired
        except _TooDeepError:
            return Outcome(None, (*repairs, *reading.found))
        except yaml.YAMLError as failure:
            told = _error(Span(path, 1, 1), "bad-yaml", f"the text is not YAML: {failure}")
            return Outcome(None, (*repairs, *reading.found, told))
        else:
            return Outcome(reading.top, (*repairs, *reading.found))


def _repair(text: str, failure: yaml.MarkedYAMLError, reading: _Reading) -> tuple[Diagnostic, str | None]:
    mark = failure.problem_mark or failure.context_mark
    lines = source_lines(text)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if line >= len(lines):
        # libyaml takes the end of the text for one more line.
        line, column = len(lines) - 1, len(lines[-1])
    span = reading.at(line, column)
    written = lines[line]
    problem = failure.problem or "it does not hold together"
    if problem.startswith(_NESTING):
        return _error(span, "too-deep-yaml", _TOO_DEEP, _TOO_DEEP_HINT), None
    if problem.startswith(_COLON) and reading.colon and written[column : column + 1] == ":":
        words = written.replace(reading.colon, ":").strip()
        hint = f"put the text in quotation marks: {_quoted_value(words)}"
        told = _error(span, "unquoted-colon", "a colon and a blank within a text start a new key", hint)
        return told, _replaced(text, line, column, reading.colon)
    if "\t" in written[: column + 1]:
        told = _error(span, "bad-yaml", "a tab stands where YAML wants blanks", "indent with blanks")
        tab = written.index("\t")
        if written[:tab].strip():
            return told, None
        reading.widened[line] += 1
        return told, _replaced(text, line, tab, "  ")
    return _error(span, "bad-yaml", f"the text is not YAML here: {problem}", _advice(problem, written)), None


def _quoted_value(words: str) -> str:
    key, _, value = words.partition(": ")
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{key}: "{escaped}"'


def _replaced(text: str, line: int, column: int, by: str) -> str:
    breaks = re.finditer("\r\n|[\n\r\x85\u2028\u2029]", text)
    start = 0
    for _ in range(line):
        start = next(breaks).end()
    return f"{text[: start + column]}{by}{text[start + column + 1 :]}"


def _advice(problem: str, written: str) -> str:
    if "cannot start any token" in problem:
        return "a text that starts with @, ` or % wants quotation marks"
    if "expected" in problem and '"' in written:
        return "a text that holds quotation marks wants '...' around the whole"
    if "could not find expected ':'" in problem:
        return "a key wants a colon and a blank after it; a longer text goes on more indented"
    return "compare the indentation with the lines around it"


def _read_events(text: str, reading: _Reading) -> None:
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor or event.tag:
                _mark_extras(event, reading)
            value = _without_controls(event, reading) if event.style == '"' else event.value
            value = value.replace(reading.colon, ":") if reading.colon else value
            is_null = reading.json and not event.style and value == "null"
            _add(None if is_null else value, reading.span(event), reading)
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                told = "a second document starts here; only the first is read"
                reading.tell(
                    reading.span(event), "second-document", told, "delete the line ---, or make two files"
                )
                return
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            _open(event, reading)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            _close(reading)
        elif isinstance(event, yaml.AliasEvent):
            told = f"an alias (*{event.anchor}) is not read"
            reading.tell(
                reading.span(event),
                "yaml-alias",
                told,
                "write the text out; name a node by its id to share it",
            )
            _add("", reading.span(event), reading)


def _without_controls(event: yaml.ScalarEvent, reading: _Reading) -> str:
    """What an escape puts into a text is held to the same as what stands there: it would order terminals about."""
    value: str = event.value
    found = _CONTROL.search(value)
    if found is None:
        return value
    told = f"control character U+{ord(found[0]):04X} in the text"
    reading.tell(
        reading.span(event), "control-character", told, "delete its escape; a blank stands for it here"
    )
    return _CONTROL.sub(" ", value)


def _mark_extras(event: yaml.ScalarEvent | yaml.CollectionStartEvent, reading: _Reading) -> None:
    if not event.anchor and not event.tag:
        return
    span = reading.span(event)
    if event.anchor:
        told = f"an anchor (&{event.anchor}) is not read"
        reading.tell(span, "yaml-anchor", told, "delete it; a text that starts with & wants quotation marks")
    if event.tag:
        told = f"the tag {event.tag.replace('tag:yaml.org,2002:', '!!')} is not read; nothing is run"
        reading.tell(span, "yaml-tag", told, "delete it; a text that starts with ! wants quotation marks")


def _open(event: yaml.MappingStartEvent | yaml.SequenceStartEvent, reading: _Reading) -> None:
    span = reading.span(event)
    if reading.skipping or len(reading.stack) >= MOST_LEVELS:
        if not reading.skipping:
            reading.tell(span, "too-deep-yaml", _TOO_DEEP, _TOO_DEEP_HINT)
            _add("", span, reading)
        reading.skipping += 1
        if reading.skipping > HOPELESS_LEVELS:
            raise _TooDeepError
        return
    _mark_extras(event, reading)
    start = Span(reading.path, span.line, span.column)
    box = RawMap(start) if isinstance(event, yaml.MappingStartEvent) else RawList(start)
    _add(box, start, reading)
    reading.stack.append(_Frame(box))


def _close(reading: _Reading) -> None:
    if reading.skipping:
        reading.skipping -= 1
        return
    reading.stack.pop()


def _add(value: Raw | None, span: Span, reading: _Reading) -> None:
    if reading.skipping:
        return
    if not reading.stack:
        reading.top = value
        return
    frame = reading.stack[-1]
    box = frame.box
    if value is None:
        frame.key = None
        return
    if isinstance(box, RawList):
        box.append(value)
        box.spans.append(span)
    elif frame.key is None:
        frame.key = _as_key(value, span, reading)
    else:
        _put(box, frame.key, value, span, reading)
        frame.key = None


def _as_key(value: Raw, span: Span, reading: _Reading) -> tuple[str, Span]:
    if isinstance(value, str):
        return value, span
    reading.tell(
        span, "wrong-type", "a key is a word, not a list or a mapping", "quote a text that starts with [ or {"
    )
    return "", span


def _put(box: RawMap, key: tuple[str, Span], value: Raw, span: Span, reading: _Reading) -> None:
    name, key_span = key
    if name in box:
        first = box.key_spans[name]
        told = f"`{name}` is written twice in one place; the first, in line {first.line}, is taken"
        reading.found.append(
            Diagnostic(
                key_span,
                Severity.ERROR,
                "duplicate-key",
                told,
                "put both into one, or delete one",
                ((first, "first here"),),
            )
        )
        return
    box[name] = value
    box.spans[name] = span
    box.key_spans[name] = key_span
