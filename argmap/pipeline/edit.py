"""Bring map files to canonical form, and rename ids in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argmap.diagnostics import Diagnostic, Severity, Span, source_lines
from argmap.edit.changes import rename, rename_mistake, renamed, write_named_ids
from argmap.edit.layout import parse
from argmap.edit.printing import canonical
from argmap.formats import format_of, read
from argmap.model import ArgumentMap
from argmap.pipeline.files import beside, map_files, read_bytes, write_atomic


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file and its canonical form.

    Attributes:
        path: as the user named it.
        before: its text.
        after: its canonical text; the same as `before` where it cannot be formatted.
        diagnostics: why not.
        lines: its lines.
    """

    path: str
    before: str
    after: str
    diagnostics: tuple[Diagnostic, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the file is not in canonical form yet."""
        return self.before != self.after


def fmt(paths: Sequence[str], renames: Sequence[tuple[str, str]] = ()) -> list[Formatted]:
    """Work out the canonical form of maps; nothing is written.

    Args:
        paths: files, folders or `-`.
        renames: ids and what they are to be, one after the other, in each map that has them.

    Returns:
        Each file's text before and after.

    Raises:
        WorldError: a file cannot be read.
    """
    return [_formatted(path, renames) for path in map_files(paths)]


def save(formatted: Formatted) -> None:
    """Write a file's canonical form in its place.

    Raises:
        WorldError: it cannot be written.
    """
    write_atomic(formatted.path, formatted.after.encode())


def _formatted(path: str, renames: Sequence[tuple[str, str]]) -> Formatted:
    if format_of(path) not in {None, "yaml"}:
        return Formatted(path, "", "", (_refusal(path, "fmt is for maps in YAML"),))
    data = read_bytes(path)
    text = data.decode("utf-8", "replace")
    lines = source_lines(text.removeprefix("\ufeff"))
    outcome = read(data, path, beside(path))
    argument = outcome.value
    layout = parse("\n".join(lines)) if argument else None
    if argument is None or layout is None:
        told = _refusal(path, "the file is left as it is until what reading finds in it is mended")
        return Formatted(path, text, text, (*outcome.diagnostics, told), tuple(lines))
    for old, new in renames:
        mistake = rename_mistake(argument, old, new)
        if mistake:
            return Formatted(path, text, text, (_refusal(path, mistake, "unknown-id"),), tuple(lines))
        rename(layout, argument, old, new)
    write_named_ids(layout, argument)
    after = canonical(layout)
    again = read(after.encode(), path, beside(path)).value
    if again is None or not _same(argument, again, renames):
        told = _refusal(
            path, "the file is left as it is: its canonical form would not read back as the same map"
        )
        return Formatted(path, text, text, (told,), tuple(lines))
    return Formatted(path, text, after, (), tuple(lines))


def _same(before: ArgumentMap, after: ArgumentMap, renames: Sequence[tuple[str, str]]) -> bool:
    if not renames:
        return before == after

    def name(word: str) -> str:
        for old, new in renames:
            word = renamed(word, old, new)
        return word

    nodes = [(name(node.id), node.role, node.text) for node in before.nodes]
    arrows = [
        (name(arrow.id), arrow.kind, tuple(map(name, arrow.sources)), name(arrow.target))
        for arrow in before.relations
    ]
    return nodes == [(node.id, node.role, node.text) for node in after.nodes] and arrows == [
        (arrow.id, arrow.kind, arrow.sources, arrow.target) for arrow in after.relations
    ]


def _refusal(path: str, message: str, code: str = "not-formatted") -> Diagnostic:
    return Diagnostic(Span(path, 1, 1), Severity.ERROR, code, message)
