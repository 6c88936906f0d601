"""Edits made in a document go back into the map file's text: only the words that changed are replaced, all else stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from argmap.edit.layout import Box, Entry, Layout, Scalar, parse
from argmap.edit.printing import filled, quoted
from argmap.model import ArgumentMap, Node
from argmap.revisions import Added, Change, Reworded

ESSAY = "essay:"
LISTS = {
    "claim": "claims",
    "evidence": "evidence",
    "counterpoint": "counterpoints",
    "rebuttal": "rebuttals",
    "way-forward": "way-forward",
}
"""The key beneath a node under which a new line of each role is written."""
STEP = "  "


@dataclass(frozen=True, slots=True)
class Merged:
    """A map file's text with the edits in it.

    Attributes:
        text: the new text.
        done: the changes that are in it.
        conflicts: the changes that are not, each with the reason.
    """

    text: str
    done: tuple[Change, ...]
    conflicts: tuple[tuple[Change, str], ...]


def merge(
    text: str,
    argument: ArgumentMap,
    changes: Sequence[Change],
    *,
    essay: str,
    same: Callable[[str], str],
) -> Merged:
    """Put changes into a map file's text.

    Args:
        text: of the file, with line feeds alone.
        argument: the map that it holds.
        changes: what became of a document made from it.
        essay: id of the essay that the document was made from; empty where it was made from the map as a whole.
        same: the hash by which a document remembers a text.

    Returns:
        The new text; order and deletions are told elsewhere and never written.
    """
    layout = parse(text)
    wanted = [change for change in changes if isinstance(change, Reworded | Added)]
    if layout is None:
        return Merged(text, (), tuple((change, "the file is no map that can be edited") for change in wanted))
    twice = _told_twice(wanted)
    source = _Source(text, layout, argument, essay, same)
    edits: dict[Change, _Edit | str] = {}
    for change in wanted:
        found = _reword(source, change) if isinstance(change, Reworded) else _add(source, change)
        edits[change] = "it stands twice in the document, with different words" if change in twice else found
    made = {change: edit for change, edit in edits.items() if isinstance(edit, _Edit)}
    for edit in sorted(made.values(), key=lambda edit: edit.start)[::-1]:
        text = text[: edit.start] + edit.words + text[edit.end :]
    conflicts = tuple((change, edit) for change, edit in edits.items() if isinstance(edit, str))
    return Merged(text, tuple(made), conflicts)


@dataclass(frozen=True, slots=True)
class _Edit:
    """Characters of the file and what stands there instead."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class _Source:
    """A map file, what it holds, and the essay and the hash that its document knows."""

    text: str
    layout: Layout
    argument: ArgumentMap
    essay: str
    same: Callable[[str], str]
    keyed: dict[tuple[int, str], _Edit] = field(default_factory=dict)


def _told_twice(changes: Iterable[Change]) -> list[Change]:
    found: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        if isinstance(change, Reworded):
            found.setdefault((change.of, change.key), []).append(change)
    return [change for group in found.values() if len(group) > 1 for change in group]


def _reword(source: _Source, change: Reworded) -> _Edit | str:
    """The edit that a changed text asks for, or why there is none."""
    found = _place(source, change)
    if found is None:
        return "the map has no such text any more"
    entry, scalar = found
    now = " ".join(scalar.value.split())
    if now == change.after:
        return _Edit(scalar.start, scalar.start, "")
    if source.same(now) != change.hash:
        return "the map's own text has changed since the document was made"
    if not change.after:
        return "its words are gone, but not its line"
    node = source.argument.by_id.get(change.of) if change.key == "text" else None
    derived = node is not None and "id" not in node.spans and not change.of.endswith(".warrant")
    return _spliced(source, entry, scalar, change.after, change.of if derived else "")


def _place(source: _Source, change: Reworded) -> tuple[Entry, Scalar] | None:
    """The entry and the text that a change is about."""
    layout = source.layout
    if change.of == "map":
        return _scalar(layout.top.get(change.key))
    if change.of.startswith(ESSAY):
        return _along(_essay(layout, change.of.removeprefix(ESSAY)), change.key.split("."))
    if change.key == "point":
        return _point(_essay(layout, source.essay), change.of)
    node = source.argument.by_id.get(change.of)
    span = node.spans.get(change.key) if node else None
    if span is None:
        return None
    for entry, _ in _entries(layout.top):
        value = entry.value
        if isinstance(value, Scalar) and (value.line + 1, value.column + 1) == (span.line, span.column):
            return entry, value
    return None


def _entries(box: Box, *, flow: bool = False) -> Iterator[tuple[Entry, bool]]:
    """Every entry, and whether it is written in brackets."""
    for entry in box.entries:
        yield entry, flow or box.flow
        if isinstance(entry.value, Box):
            yield from _entries(entry.value, flow=flow or box.flow)


def _scalar(entry: Entry | None) -> tuple[Entry, Scalar] | None:
    return (entry, entry.value) if entry and isinstance(entry.value, Scalar) else None


def _said(box: Box, key: str) -> str:
    found = _scalar(box.get(key))
    return found[1].value.strip() if found else ""


def _items(entry: Entry | None) -> list[Entry]:
    return entry.value.entries if entry and isinstance(entry.value, Box) and entry.value.listed else []


def _essay(layout: Layout, name: str) -> Box | None:
    for item in _items(layout.top.get("essays")):
        if isinstance(item.value, Box) and _said(item.value, "id") == name:
            return item.value
    return None


def _along(box: Box | None, keys: Sequence[str]) -> tuple[Entry, Scalar] | None:
    """Follow keys and places of items into an essay; an introduction may be written shorter than it is read."""
    entry: Entry | None = None
    for key in keys:
        if box is None:
            return None
        entry = box.entries[int(key)] if box.listed and int(key) < len(box.entries) else box.get(key)
        box = entry.value if entry and isinstance(entry.value, Box) else None
    return _scalar(entry)


def _point(box: Box | None, claim: str) -> tuple[Entry, Scalar] | None:
    for section in _items(box.get("body") if box else None):
        points = section.value.get("points") if isinstance(section.value, Box) else None
        for point in _items(points):
            if isinstance(point.value, Box) and _said(point.value, "claim") == claim:
                return _scalar(point.value.get("heading"))
    return None


def _spliced(source: _Source, entry: Entry, scalar: Scalar, words: str, name: str) -> _Edit:
    """One scalar written anew, filled to the width where it stands; a derived id, which would follow it, is written down."""
    text, key = source.text, scalar.start
    flow = any(inner.value is scalar and within for inner, within in _entries(source.layout.top))
    before = text[text.rfind("\n", 0, scalar.start) + 1 : scalar.start]
    indent = " " * (entry.column if entry.key is not None else entry.column + len(STEP))
    identity = ""
    if name and entry.key == "text":
        key = text.rfind("text", 0, scalar.start)
        identity = f"id: {name}, " if flow else f"id: {name}\n{indent}"
    elif name and entry.key is None:
        indent = " " * scalar.column
        identity = f"{{id: {name}, text: " if flow else f"id: {name}\n{indent}text: "
    if flow:
        tail = "}" if entry.key is None and identity else ""
        return _Edit(key, scalar.end, identity + text[key : scalar.start] + quoted(words) + tail)
    opening = (" " * scalar.column + "text:") if entry.key is None and identity else before.rstrip(" ")
    written = filled(opening, words, indent)[len(opening) :].lstrip(" ")
    tail = "\n" if text[scalar.start : scalar.end].endswith("\n") else ""
    return _Edit(key, scalar.end, identity + text[key : scalar.start] + written + tail)


def _add(source: _Source, change: Added) -> _Edit | str:
    """The edit that writes a new line after its neighbour, else at the end of what it stands under; or why there is none."""
    argument = source.argument
    after = argument.by_id.get(change.after)
    owner = change.under or (argument.thesis or "")
    role = _new_role(change, after)
    if role not in LISTS:
        return "no list of the map is meant for it"
    neighbour = _node(source.layout.top, argument, change.after) if after and after.role == role else None
    if neighbour is not None:
        return _beneath(source.text, *neighbour, change.text)
    if owner not in argument.by_id:
        return "the node that it stands under is not in this map"
    found = _node(source.layout.top, argument, owner)
    own = found[1].value if found else None
    box = source.layout.top if owner == argument.thesis else own
    return _as_child(source, box if isinstance(box, Box) else None, LISTS[role], change.text)


def _new_role(change: Added, after: Node | None) -> str:
    """What a new line is: as its style says, else like its neighbour, else evidence of what it stands under."""
    if change.role in LISTS:
        return change.role
    if after is not None:
        return after.role.value
    return "evidence" if change.under else "claim"


def _node(box: Box, argument: ArgumentMap, name: str) -> tuple[Box, Entry] | None:
    """The list and the item in it that is a node."""
    span = argument.by_id[name].spans.get("text")
    if span is None:
        return None
    for entry, _ in _entries(box):
        for item in _items(entry):
            value = item.value
            text = _scalar(value.get("text")) if isinstance(value, Box) else _scalar(item)
            if text and (text[1].line + 1, text[1].column + 1) == (span.line, span.column):
                return (entry.value, item) if isinstance(entry.value, Box) else None
    return None


def _last(entry: Entry) -> int:
    """Where the last text within an entry ends."""
    value = entry.value
    if isinstance(value, Scalar):
        return value.end
    return max((_last(inner) for inner in value.entries), default=0)


def _line_end(text: str, place: int) -> int:
    """Where the line of the last character before a place ends, its line feed included."""
    end = text.find("\n", max(place - 1, 0))
    return len(text) if end < 0 else end + 1


def _inserted(text: str, place: int, lines: str) -> _Edit:
    gap = "" if place == 0 or text[place - 1] == "\n" else "\n"
    return _Edit(place, place, gap + lines)


def _beneath(text: str, list_: Box, item: Entry, words: str) -> _Edit | str:
    if list_.flow:
        return "its neighbours are written in brackets; add it by hand"
    start = 0
    for _ in range(item.line):
        start = text.find("\n", start) + 1
    dash = len(text[start:]) - len(text[start:].lstrip(" "))
    return _inserted(text, _line_end(text, _last(item)), _item_line(" " * dash, words))


def _item_line(indent: str, words: str) -> str:
    return filled(f"{indent}- text:", words, indent + STEP) + "\n"


def _as_child(source: _Source, box: Box | None, key: str, words: str) -> _Edit | str:
    if box is None or box.flow or not box.entries:
        return "the node that it stands under is written on one line; give it keys of its own first"
    there = box.get(key)
    if there is not None and isinstance(there.value, Box) and _items(there):
        return _beneath(source.text, there.value, _items(there)[-1], words)
    if there is not None:
        return f"what stands under {key} is no list"
    indent = " " * box.entries[0].column
    place = _line_end(source.text, max(map(_last, box.entries)))
    heading = "" if (place, key) in source.keyed else f"{indent}{key}:\n"
    source.keyed[place, key] = edit = _inserted(
        source.text, place, heading + _item_line(indent + STEP, words)
    )
    return edit
