"""The fact strip: dates, figures and quotations of an outline, each with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.model import Role
from argmap.outlines.values import Fact, Line, Outline, Text

_QUOTED = re.compile(r"[“\"]([^”\"]{3,})[”\"]")
_NUMBER = r"(?<![\w.,-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d-]|,\d|st\b|nd\b|rd\b|th\b)"
_UNIT = r"\s?%|\s(?:per cent|percent|(?:thousand|million|billion|trillion)(?: [a-z]+)?|dollars|rupees|yuan)\b"
_FIGURE = re.compile(rf"(?:[$€£]\s?{_NUMBER}(?:{_UNIT})?|{_NUMBER}(?:{_UNIT})|{_NUMBER})")
_SMALL_OR_YEAR = re.compile(r"\d{1,2}|(?:1[5-9]|20)\d\d")
_BEARERS = {Role.EVIDENCE.value, Role.REBUTTAL.value, Role.COUNTERPOINT.value}


def facts_of(outline: Outline) -> tuple[Fact, ...]:
    """Gather what a candidate learns by heart.

    Args:
        outline: a planned outline; with everything, the whole map's.

    Returns:
        A fact for each line of evidence that has a date, a figure or a quotation (an opinion has no date to learn), and
        for each counterpoint or answer that holds a figure or a quotation: by date, then in the outline's order; undated ones last.
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
    figure = next(_figures(line.text), "")
    if figure and (line.kind == "statistic" or not line.date or line.role != Role.EVIDENCE):
        return Fact("figure", Text(figure), line)
    dated = line.kind != "opinion" and line.sort not in {"", "n.d."}
    return Fact("date", Text(line.date), line) if line.role == Role.EVIDENCE and dated else None


def _figures(text: str) -> Iterator[str]:
    """Numbers with their units; neither years, nor days, nor small numbers of whatever it is."""
    for match in _FIGURE.finditer(text):
        if not _SMALL_OR_YEAR.fullmatch(match[0]):
            yield match[0]
