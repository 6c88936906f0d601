"""The fact strip: dates, figures and quotations of an outline, each with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.model import Role
from argmap.outline.values import Fact, Line, Outline, Text

_QUOTED = re.compile(r"[“\"]([^”\"]{3,})[”\"]")
_FIGURE = re.compile(
    r"(?:[$€£]\s?)?(?<![\w.])\d[\d,]*(?:\.\d+)?\s?(?:%|per cent|percent|(?:million|billion|trillion)(?: [a-z]+)?|[a-z]+)?"
)
_YEAR_ONLY = re.compile(r"(?:1[5-9]|20)\d\d\b(?!,)")
_BEARERS = {Role.EVIDENCE.value, Role.REBUTTAL.value, Role.COUNTERPOINT.value}


def facts_of(outline: Outline) -> tuple[Fact, ...]:
    """Gather what a candidate learns by heart.

    Args:
        outline: a planned outline; with everything, the whole map's.

    Returns:
        A fact for each line of evidence, and for each counterpoint or answer that has a source and a date, figure or
        quotation: by date, then in the outline's order; undated ones last.
    """
    found: dict[str, Fact] = {}
    for line in _lines(outline):
        if line.role in _BEARERS and line.id not in found:
            fact = _fact(line)
            if fact is not None:
                found[line.id] = fact
    return tuple(sorted(found.values(), key=lambda fact: fact.line.sort or "9999"))


def _lines(outline: Outline) -> Iterator[Line]:
    waiting = [line for section in reversed(outline.sections) for line in reversed(section.lines)]
    while waiting:
        line = waiting.pop()
        yield line
        waiting.extend(reversed(line.lines))


def _fact(line: Line) -> Fact | None:
    quoted = _QUOTED.search(line.text)
    if line.kind == "quotation" or (quoted and line.kind in {"", "opinion"}):
        return Fact("quotation", Text(line.date or "n.d."), line)
    figures = [match[0].strip() for match in _FIGURE.finditer(line.text) if not _YEAR_ONLY.match(match[0])]
    if figures and (line.kind == "statistic" or not line.date):
        return Fact("figure", Text(figures[0]), line)
    if line.date or line.role == Role.EVIDENCE.value:
        return Fact("date", Text(line.date or "n.d."), line)
    return None
