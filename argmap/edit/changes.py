"""Changes to a layout: an id renamed wherever it stands, an id written down where others name it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches

from argmap.edit.grammar import KINDS, REFERENCES
from argmap.edit.layout import Box, Entry, Layout, Scalar
from argmap.model import ArgumentMap

ARROW = "->"
WARRANT = "warrant"
_OF_WARRANT = f".{WARRANT}"


def rename_mistake(argument: ArgumentMap, old: str, new: str) -> str | None:
    """What stands against renaming an id.

    Args:
        argument: the map.
        old: the id of one of its nodes, written relations or essays.
        new: what it is to be.

    Returns:
        One line for people; None where nothing does.
    """
    ids = {*argument.by_id, *argument.relation_by_id, *(essay.id for essay in argument.essays)}
    if old not in ids:
        near = get_close_matches(old, sorted(ids), 1)
        return f"no node, relation or essay has the id {old}" + (f"; did you mean {near[0]}?" if near else "")
    if old in argument.relation_by_id and ARROW in old:
        return f"{old} takes its id from the nodes it joins; rename those"
    if new in ids:
        return f"{new} is the id of something else already"
    if (
        not new
        or new == WARRANT
        or new.endswith(_OF_WARRANT)
        or ARROW in new
        or "#" in new
        or len(new.split()) != 1
    ):
        return (
            f"{new!r} cannot be an id: {ARROW}, #, blanks, {_OF_WARRANT} and the word {WARRANT} are reserved"
        )
    return None


def renamed(reference: str, old: str, new: str) -> str:
    """A reference after an id was renamed: alone, as the owner of a warrant, or within a relation's id."""
    parts = reference.split(ARROW)
    for index, part in enumerate(parts):
        if part == old:
            parts[index] = new
        elif part == old + _OF_WARRANT:
            parts[index] = new + _OF_WARRANT
    return ARROW.join(parts)


def rename(layout: Layout, argument: ArgumentMap, old: str, new: str) -> None:
    """Rename an id in a layout, in every place that names it.

    Args:
        layout: of the map's file; changed in place.
        argument: the map that the file holds.
        old: an id of the map, for which `rename_mistake` finds nothing.
        new: what it is to be.
    """
    if old in argument.by_id:
        _write_id(layout, argument, old)
    for box, kind in _boxes(layout):
        for entry in box.entries:
            if kind == "essay" and entry.key == "id":
                _change(entry, lambda word: new if word == old else word)
            elif entry.key in REFERENCES.get(kind, ()):
                _change(entry, lambda word: renamed(word, old, new))


def write_named_ids(layout: Layout, argument: ArgumentMap) -> None:
    """Write down each id that was derived from its node's text and is named elsewhere, so that it stays.

    Args:
        layout: of the map's file; changed in place.
        argument: the map that the file holds.
    """
    named = {part for word in _references(layout) for part in word.split(ARROW)}
    named |= {word.removesuffix(_OF_WARRANT) for word in named}
    for node in argument.nodes:
        if node.id in named and not node.id.endswith(_OF_WARRANT):
            _write_id(layout, argument, node.id)


def _references(layout: Layout) -> Iterator[str]:
    for box, kind in _boxes(layout):
        for entry in box.entries:
            if entry.key in REFERENCES.get(kind, ()) and entry.key != "id":
                yield from (scalar.value for scalar in _words(entry))


def _boxes(layout: Layout) -> Iterator[tuple[Box, str]]:
    """Every mapping with its kind, in the order of the file."""
    waiting = [(layout.top, "map")]
    while waiting:
        box, kind = waiting.pop()
        if not box.listed:
            yield box, kind
        for entry in reversed(box.entries):
            if isinstance(entry.value, Box):
                within = kind if entry.key is None else KINDS.get((kind, entry.key), "value")
                waiting.append((entry.value, within))


def _words(entry: Entry) -> list[Scalar]:
    """The texts without blanks that a key holds, straight or in a list."""
    value = entry.value
    inner = [item.value for item in value.entries] if isinstance(value, Box) and value.listed else [value]
    return [scalar for scalar in inner if isinstance(scalar, Scalar) and " " not in scalar.value.strip()]


def _change(entry: Entry, change: Callable[[str], str]) -> None:
    for scalar in _words(entry):
        scalar.value = change(scalar.value)


def _write_id(layout: Layout, argument: ArgumentMap, node: str) -> None:
    """Write a node's id beside its text, or make a mapping of a bare text; one that is written stays."""
    found = argument.by_id[node]
    place = found.at("text")
    for box, _ in _boxes(layout) if "id" not in found.spans else ():
        for entry in _holders(box):
            text = entry.value
            if isinstance(text, Scalar) and (text.line + 1, text.column + 1) == (place.line, place.column):
                written = Entry("id", Scalar(node))
                if entry.key == "text":
                    box.entries.insert(0, written)
                else:
                    entry.value = Box(listed=False, flow=False, entries=[written, Entry("text", text)])
                return


def _holders(box: Box) -> Iterator[Entry]:
    """The entries of a mapping, and the items of its lists."""
    for entry in box.entries:
        yield entry
        if isinstance(entry.value, Box) and entry.value.listed:
            yield from entry.value.entries
