"""What argmap tells people about their files: a mistake is a value with a place, never an exception."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class WorldError(Exception):
    """The world failed, not the user's text: a missing file, no layout engine, a full disk (exit code 3)."""


class Severity(StrEnum):
    """How much a finding weighs; only an error changes the exit code."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(NamedTuple):
    """A place in a file.

    Attributes:
        path: the file as the user named it; `-` for standard input.
        line: counted from 1.
        column: in characters, counted from 1.
        length: how many characters of that line are meant, at least 1.
    """

    path: str
    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about a file.

    Attributes:
        span: where it is.
        severity: how much it weighs.
        code: the kebab-case name of the rule.
        message: one line that says what is wrong.
        hint: what to write instead, where there is something to say.
        related: other places that explain this one, each with a short text.
        words: the very words meant, within the value that starts at `span`; `pinpoint` narrows to them.
    """

    span: Span
    severity: Severity
    code: str
    message: str
    hint: str | None = None
    related: tuple[tuple[Span, str], ...] = ()
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """A result beside all that was found on the way; the value is None only when nothing could be made."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()


def in_order(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort findings by place, then by code; equal ones are told once.

    Args:
        diagnostics: findings in any order.

    Returns:
        Each distinct finding once, in the order in which a reader meets them.
    """
    distinct = dict.fromkeys(diagnostics)
    return tuple(sorted(distinct, key=lambda found: (found.span, found.code, found.message)))


def has_errors(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Tell whether any of the findings is an error."""
    return any(found.severity is Severity.ERROR for found in diagnostics)


LOOKAHEAD = 400
"""Lines of one value that `pinpoint` searches for the words meant."""


def source_lines(text: str) -> list[str]:
    """Split a file's text into lines where YAML 1.1 does, so that line numbers agree with the reader's."""
    return re.split("\r\n|[\n\r\x85\u2028\u2029]", text)


def pinpoint(found: Diagnostic, lines: Sequence[str]) -> Diagnostic:
    """Narrow a finding to the very words it means.

    Args:
        found: a finding whose `words` stand somewhere in the value that starts at its span.
        lines: the lines of its file.

    Returns:
        The finding placed on those words; unchanged where they are not found, as in a text that is folded.
    """
    if not found.words:
        return found
    start = found.span.line - 1
    for index, line in enumerate(lines[start : start + LOOKAHEAD], start):
        column = line.find(found.words, found.span.column - 1 if index == start else 0)
        if column >= 0:
            span = Span(found.span.path, index + 1, column + 1, len(found.words))
            return replace(found, span=span, words=None)
    return found
