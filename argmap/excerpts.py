"""Findings as people read them in a terminal: the place, the line with a caret, the hint."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from argmap.diagnostics import Diagnostic, Severity, Span, pinpoint

WIDEST = 100
"""Columns of an excerpt; a longer line is cut on both sides of the place meant."""
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in some files.

    Attributes:
        findings: in order.
        lines: the lines of each file that findings lie in, where its text is at hand.
        maps: how many maps were looked at.
        nodes: how many nodes they hold.
        colour: whether text may be coloured.
    """

    findings: tuple[Diagnostic, ...]
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    maps: int = 1
    nodes: int = 0
    colour: bool = False

    @property
    def placed(self) -> list[Diagnostic]:
        """The findings, each on the very words it means."""
        return [pinpoint(found, self.lines.get(found.span.path, ())) for found in self.findings]


def block(found: Diagnostic, report: Report) -> str:
    """One finding as text: place, severity, code and message, the line with a caret, the hint."""
    label = f"{found.severity}[{found.code}]"
    if report.colour:
        label = f"\x1b[1;{_COLOURS[found.severity]}m{label}\x1b[0m"
    lines = [f"{_place(found.span)}: {label}: {clean(found.message)}"]
    lines += _excerpt(found.span, report.lines.get(found.span.path, ()))
    lines += [f"   see {_place(span)}: {clean(text)}" for span, text in found.related]
    if found.hint:
        lines.append(f"   hint: {clean(found.hint)}")
    return "\n".join(lines) + "\n"


def _place(span: Span) -> str:
    return f"{clean(span.path)}:{span.line}:{span.column}"


def clean(text: str) -> str:
    """The text with a stand-in for each control character: none of a file's reaches a terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _excerpt(span: Span, lines: Sequence[str]) -> list[str]:
    if not 0 < span.line <= len(lines):
        return []
    line = clean(lines[span.line - 1].replace("\t", " "))
    start = span.column - 1
    end = max(start + 1, min(start + span.length, len(line)))
    cut = max(0, min(start - WIDEST // 3, len(line) - WIDEST)) if len(line) > WIDEST else 0
    shown = ("…" if cut else "") + line[cut : cut + WIDEST] + ("…" if len(line) > cut + WIDEST else "")
    before = " " * (_columns(line[cut:start]) + bool(cut))
    carets = "^" * max(1, _columns(line[start : min(end, cut + WIDEST)]))
    number = f"{span.line:>5}"
    return [f"{number} | {shown}".rstrip(), f"{'':>5} | {before}{carets}"]


def _columns(text: str) -> int:
    """Columns that a text takes on a terminal: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
