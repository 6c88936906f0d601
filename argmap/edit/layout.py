"""A map file as its author wrote it: entries in order, each with its comments, blank lines and place.

Whatever ruamel.yaml's parser reports no event for is blank, an indicator or a comment; so comments are found in what
lies between its events, and no comment can be lost by being attached to nothing.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\n\r]*", re.MULTILINE)


@dataclass(slots=True)
class Scalar:
    """A text.

    Attributes:
        value: as YAML reads it.
        start, end: its place in the file, in characters from 0.
        line, column: where it starts, from 0.
    """

    value: str
    start: int = 0
    end: int = 0
    line: int = 0
    column: int = 0


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item of a list.

    Attributes:
        key: None for an item of a list.
        value: what it holds.
        before: comments on lines of their own above it; an empty text is a blank line.
        after: the comment at the end of its first line, or of its text.
        foot: comments beneath all that it holds.
        line, column: where it starts, from 0.
    """

    key: str | None
    value: Value
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    line: int = 0
    column: int = 0


@dataclass(slots=True)
class Box:
    """A mapping, or a list where `listed`; `flow` where it is written in brackets, of which `last` is the last line."""

    listed: bool
    flow: bool
    entries: list[Entry] = field(default_factory=list)
    line: int = 0
    column: int = 0
    last: int = 0

    def get(self, key: str) -> Entry | None:
        """The entry of a key, where there is one."""
        return next((entry for entry in self.entries if entry.key == key), None)


Value: TypeAlias = Scalar | Box


@dataclass(slots=True)
class Layout:
    """A whole file.

    Attributes:
        top: its mapping.
        head: comments at the file's start, ended by a blank line.
    """

    top: Box
    head: list[str] = field(default_factory=list)


def parse(text: str) -> Layout | None:
    """Take a map file's text apart.

    Args:
        text: of the whole file, with line feeds alone.

    Returns:
        Its layout; None where it is not one plain YAML mapping without anchors, tags, aliases and double keys.
    """
    reader = YAML(typ="safe", pure=True)
    gaps = _Gaps(text)
    try:
        top = _built(reader.parse(text), gaps)
    except (YAMLError, ValueError, RecursionError):
        return None
    if top is None or top.listed:
        return None
    layout = Layout(top)
    _attach(layout, list(gaps.comments()), text)
    return layout


_Key: TypeAlias = tuple[str, int, int]
"""A key that waits for its value, with its line and column."""


class _NotPlainError(ValueError):
    """What fmt leaves alone: an anchor, a tag, a key that is no text."""


@dataclass(slots=True)
class _Gaps:
    """The text between scalars, gathered while they are met."""

    text: str
    scalars: list[tuple[int, int]] = field(default_factory=list)
    headers: set[int] = field(default_factory=set)

    def comments(self) -> Iterator[int]:
        """Where each comment starts."""
        place = 0
        for start, end in [*self.scalars, (len(self.text), len(self.text))]:
            for match in _COMMENT.finditer(self.text, place, start):
                yield match.start()
            place = end
            if self.text[start : start + 1] in {"|", ">"} and start in self.headers:
                header = self.text[start : self.text.find("\n", start)]
                beside = _COMMENT.search(header)
                if beside:
                    yield start + beside.start()


def _built(events: Iterable[object], gaps: _Gaps) -> Box | None:
    """Build the boxes; a stack of our own, so that no depth can overflow."""
    top: Box | None = None
    stack: list[tuple[Box, _Key | None]] = []
    for event in events:
        _refuse_extras(event, top)
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            box, _ = stack.pop()
            box.last = event.end_mark.line
        value = _value(event, gaps)
        if value is None:
            continue
        if stack:
            stack[-1] = (stack[-1][0], _placed(*stack[-1], value, event))
        elif isinstance(value, Box):
            top = value
        if isinstance(value, Box):
            stack.append((value, None))
    return top


def _refuse_extras(event: object, top: Box | None) -> None:
    again = isinstance(event, DocumentStartEvent) and (event.explicit or top is not None)
    if again or isinstance(event, AliasEvent) or getattr(event, "anchor", None) or _is_tagged(event):
        raise _NotPlainError


def _value(event: object, gaps: _Gaps) -> Value | None:
    if isinstance(event, ScalarEvent):
        start, end = event.start_mark, event.end_mark
        gaps.scalars.append((start.index, end.index))
        if event.style in {"|", ">"}:
            gaps.headers.add(start.index)
        return Scalar(event.value, start.index, end.index, start.line, start.column)
    if isinstance(event, MappingStartEvent | SequenceStartEvent):
        mark = event.start_mark
        listed = isinstance(event, SequenceStartEvent)
        return Box(listed, bool(event.flow_style), [], mark.line, mark.column)
    return None


def _is_tagged(event: object) -> bool:
    tag = getattr(event, "tag", None)
    return tag is not None and str(tag) not in {"", "!"} and not getattr(event, "implicit", (True,))


def _placed(box: Box, key: _Key | None, value: Value, event: object) -> _Key | None:
    """Put a value into its box; what waits for its own value is a key, with its place."""
    mark = event.start_mark  # type: ignore[attr-defined]  # every event has one
    if box.listed:
        column = mark.column if box.flow else box.column
        box.entries.append(Entry(None, value, line=mark.line, column=column))
        return None
    if key is None:
        if not isinstance(value, Scalar) or box.get(value.value) is not None:
            raise _NotPlainError
        return value.value, mark.line, mark.column
    box.entries.append(Entry(key[0], value, line=key[1], column=key[2]))
    return None


def _attach(layout: Layout, places: list[int], text: str) -> None:
    """Give each comment, and each blank line, to the entry it belongs to."""
    lines = text.split("\n")
    starts = [0, *itertools.accumulate(len(line) + 1 for line in lines)]
    comments: dict[int, tuple[int, str]] = {}
    for place in places:
        number = bisect.bisect_right(starts, place) - 1
        comments[number] = (place - starts[number], lines[number][place - starts[number] :].rstrip())
    chains = _chains(layout.top)
    opened: dict[int, Entry] = {}
    holding: dict[int, tuple[Entry, ...]] = {}
    for chain in chains:
        opened.setdefault(chain[-1].line, chain[-1])
        for number in _held_lines(chain[-1], starts):
            holding[number] = chain
    waiting: list[tuple[int, str]] = []
    above: tuple[Entry, ...] = ()
    for number, line in enumerate(lines):
        column, comment = comments.get(number, (0, ""))
        if number in opened:
            _give(layout, waiting, above, opened[number])
            waiting = []
        if number in holding:
            above = holding[number]
            _holder(above, number).after += [comment] if comment else []
        elif comment or not line.strip():
            waiting.append((column, comment))
    _give(layout, waiting, above, None)


def _holder(chain: tuple[Entry, ...], line: int) -> Entry:
    """What a comment at the end of a line is about: the brackets that close there, else the last entry."""
    for entry in chain:
        value = entry.value
        if isinstance(value, Box) and value.flow and value.last == line:
            return entry
    return chain[-1]


def _chains(top: Box) -> list[tuple[Entry, ...]]:
    """Every entry in the order of the file, outer ones first, each beneath those that hold it."""
    found: list[tuple[Entry, ...]] = []
    waiting: list[tuple[Entry, ...]] = [(entry,) for entry in reversed(top.entries)]
    while waiting:
        chain = waiting.pop()
        found.append(chain)
        value = chain[-1].value
        if isinstance(value, Box):
            waiting += [(*chain, entry) for entry in reversed(value.entries)]
    return found


def _held_lines(entry: Entry, starts: list[int]) -> Iterable[int]:
    """The lines on which an entry itself, not what it holds, is written."""
    if isinstance(entry.value, Box):
        return (entry.line,)
    first = bisect.bisect_right(starts, entry.value.start) - 1
    last = bisect.bisect_right(starts, max(entry.value.start, entry.value.end - 1)) - 1
    return (entry.line, *range(first, last + 1))


def _give(
    layout: Layout, waiting: list[tuple[int, str]], above: tuple[Entry, ...], below: Entry | None
) -> None:
    """Comments between two entries belong to the lower one, save those indented deeper than it."""
    if not above and below is not None:
        texts = [text for _, text in waiting]
        split = len(texts) - texts[::-1].index("") if "" in texts else 0
        layout.head, below.before = texts[:split], texts[split:]
        return
    columns = [column for column, _ in waiting]
    for index in reversed(range(len(waiting) - 1)):
        if not waiting[index][1]:
            columns[index] = columns[index + 1]
    feet = [
        index
        for index, (_, text) in enumerate(waiting)
        if text and (below is None or columns[index] > below.column)
    ]
    split = feet[-1] + 1 if feet else 0
    for column, (_, text) in zip(columns[:split], waiting[:split], strict=True):
        holders = [entry for entry in above if entry.column <= column] or list(above[:1])
        max(holders, key=lambda entry: entry.column).foot.append(text)
    if below is not None:
        below.before = [text for _, text in waiting[split:]]
