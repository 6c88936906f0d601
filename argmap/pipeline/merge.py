"""Bring edits made in a Word document back to the map that it was made from."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.diagnostics import Diagnostic, Outcome, Severity, Span
from argmap.edit.merge import Merged, merge
from argmap.formats import format_of, read
from argmap.model import ArgumentMap
from argmap.pipeline.files import beside, read_bytes, write_atomic
from argmap.revisions import Change, Reworded, changes
from argmap.writers.docx.anchors import text_hash
from argmap.writers.docx.readback import read_back


@dataclass(frozen=True, slots=True)
class Merging:
    """What an edited document changes.

    Attributes:
        path: of the map.
        changes: all of them, in the order of the document.
        merged: the map's text with those in it that can be written.
    """

    path: str
    changes: tuple[Change, ...]
    merged: Merged


def merging(document: str, path: str) -> Outcome[Merging]:
    """Compare an edited document with the map that it was made from; nothing is written.

    Args:
        document: path of the edited document.
        path: of the map, in YAML.

    Returns:
        The changes; nothing where the document or the map cannot be used, or do not belong together.

    Raises:
        WorldError: a file cannot be read.
    """
    returned = read_back(read_bytes(document), document)
    if returned.value is None:
        return Outcome(None, returned.diagnostics)
    data = read_bytes(path)
    outcome = read(data, path, beside(path))
    if outcome.value is None:
        return Outcome(None, outcome.diagnostics)
    if format_of(path) not in {None, "yaml"}:
        return Outcome(None, (_refusal(path, "only maps in YAML can take edits back"),))
    title, _, essay = returned.value.map_id.partition("#")
    if not _belongs(outcome.value, title, essay):
        message = f"{document} was made from another map: {title}"
        return Outcome(None, (_refusal(path, message),))
    found = changes(returned.value.lines, returned.value.seen)
    text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    merged = merge(text, outcome.value, found, essay=essay, same=text_hash)
    again = read(merged.text.encode(), path, beside(path)).value
    if merged.done and (again is None or not _only_these(outcome.value, again, merged)):
        message = "the file is left as it is: with the edits in it, it would not read back as the same map"
        return Outcome(None, (_refusal(path, message),))
    return Outcome(Merging(path, found, merged))


def _belongs(argument: ArgumentMap, title: str, essay: str) -> bool:
    return argument.title == title or any(known.id == essay for known in argument.essays)


def _only_these(before: ArgumentMap, after: ArgumentMap, merged: Merged) -> bool:
    """Whether every node that no change names reads as it did; an id derived from a text may follow the text."""
    touched = {change.of for change in merged.done if isinstance(change, Reworded)}
    now = {node.id: node for node in after.nodes}
    kept = (node for node in before.nodes if node.id not in touched)
    return len(after.nodes) >= len(before.nodes) and all(now.get(node.id) == node for node in kept)


def save(merged: Merging) -> None:
    """Write the map with the edits in it.

    Raises:
        WorldError: it cannot be written.
    """
    write_atomic(merged.path, merged.merged.text.encode())


def _refusal(path: str, message: str) -> Diagnostic:
    return Diagnostic(Span(path, 1, 1), Severity.ERROR, "not-merged", message)
