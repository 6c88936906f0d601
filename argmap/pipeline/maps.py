"""Load a map with all that was found in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from argmap.diagnostics import Diagnostic, has_errors, in_order, pinpoint, source_lines
from argmap.formats import read
from argmap.model import ArgumentMap
from argmap.pipeline.files import beside, read_bytes


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as it was read.

    Attributes:
        path: as the user named it.
        argument: the map; None where none could be made.
        diagnostics: all findings so far, each on the very words it means.
        lines: the file's lines.
        inputs: what was read, the file itself and those that it names, by names relative to it: SHA-256 of the bytes.
    """

    path: str
    argument: ArgumentMap | None
    diagnostics: tuple[Diagnostic, ...]
    lines: tuple[str, ...]
    inputs: tuple[tuple[str, str], ...] = ()

    @property
    def sources(self) -> Mapping[str, Sequence[str]]:
        """The lines of the file under its path, for excerpts."""
        return {self.path: self.lines}

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return has_errors(self.diagnostics)

    def with_findings(self, more: Sequence[Diagnostic]) -> Loaded:
        """The same with further findings, narrowed to their words."""
        narrowed = [pinpoint(found, self.lines) for found in more]
        return replace(self, diagnostics=in_order([*self.diagnostics, *narrowed]))


def load(path: str, fmt: str | None = None) -> Loaded:
    """Read a map file.

    Args:
        path: the file, or `-` for standard input.
        fmt: its format, where the suffix does not tell.

    Returns:
        The map and its findings.

    Raises:
        WorldError: the file cannot be read at all.
    """
    data = read_bytes(path)
    inputs = {Path(path).name: hashlib.sha256(data).hexdigest()}
    opened = beside(path)

    def open_beside(name: str) -> bytes:
        named = opened(name)
        inputs[name] = hashlib.sha256(named).hexdigest()
        return named

    outcome = read(data, path, open_beside, fmt)
    lines = tuple(source_lines(data.decode("utf-8-sig", "replace")))
    return Loaded(path, outcome.value, (), lines, tuple(inputs.items())).with_findings(outcome.diagnostics)
