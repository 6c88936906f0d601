"""The words and minutes of a paper, dealt out to sections and points so that they add up to the last word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from argmap.model import Paper
from argmap.outlines.values import Line, Section, Share
from argmap.papers import writing_minutes

PARAGRAPH = 180
"""Words of one paragraph of an essay."""
FRAME: Mapping[str, int] = MappingProxyType({"introduction": 12, "way-forward": 10, "conclusion": 7})
"""Per cent of an essay that open and close it; the rest is the body's, by the weight of its lines."""
WEIGHTS: Mapping[str, int] = MappingProxyType({"claim": 3, "evidence": 2, "counterpoint": 2, "rebuttal": 2})
"""What a line of each role weighs; any other weighs 1."""


def allot(total: int, weights: Sequence[int]) -> list[int]:
    """Deal out a whole number by weights: the method of largest remainders (Hamilton's).

    Args:
        total: what is dealt out, not negative.
        weights: one for each share; equal where all are 0.

    Returns:
        Whole shares that add up to `total`, the earlier one ahead where remainders are equal.
    """
    if not weights:
        return []
    weights = weights if any(weights) else [1] * len(weights)
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in order[: total - sum(shares)]:
        shares[place] += 1
    return shares


def budgeted(sections: Sequence[Section], paper: Paper) -> tuple[Section, ...]:
    """Give each section, and each line straight beneath its heading, its share.

    Args:
        sections: of the outline.
        paper: whose words and minutes are dealt out.

    Returns:
        The sections; words and minutes of all add up to the paper's, and those of a section's lines to its own.
    """
    weights = _section_weights(sections)
    words = allot(paper.words[2], weights) if paper.words else [None] * len(sections)
    writing = writing_minutes(paper)
    minutes = allot(writing, weights) if writing is not None else [None] * len(sections)
    return tuple(map(_section, sections, words, minutes))


def total(sections: Sequence[Section]) -> Share:
    """Add up the shares of sections."""
    return Share(
        _sum([section.share.words for section in sections]),
        _sum([section.share.minutes for section in sections]),
        sum(section.share.paragraphs for section in sections),
    )


def _sum(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _section_weights(sections: Sequence[Section]) -> list[int]:
    """Body sections by their lines, the frame by its part of the whole."""
    body = [section for section in sections if section.kind not in FRAME]
    inside = sum(map(_weight, body))
    outside = sum(FRAME[section.kind] for section in sections if section.kind in FRAME)
    return [
        FRAME[section.kind] * max(inside, 1) if section.kind in FRAME else (100 - outside) * _weight(section)
        for section in sections
    ]


def _weight(part: Section | Line) -> int:
    own = WEIGHTS.get(part.role, 1) if isinstance(part, Line) else WEIGHTS["claim"]
    return own + sum(map(_weight, part.lines))


def _section(section: Section, words: int | None, minutes: int | None) -> Section:
    weights = [_weight(line) for line in section.lines]
    arguing = sum(line.role in {"claim", "counterpoint"} for line in section.lines)
    paragraphs = max(1, (words + PARAGRAPH // 2) // PARAGRAPH) if words is not None else max(1, arguing)
    shares = map(
        Share,
        allot(words, weights) if words is not None else [None] * len(weights),
        allot(minutes, weights) if minutes is not None else [None] * len(weights),
        allot(paragraphs, weights),
    )
    lines = tuple(replace(line, share=share) for line, share in zip(section.lines, shares, strict=True))
    return replace(section, share=Share(words, minutes, paragraphs), lines=lines)
