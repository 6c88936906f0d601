"""The paragraphs of an essay skeleton: what each says, proves, grants and answers, and how it leads on to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from argmap.outlines.budget import allot
from argmap.outlines.values import NOTHING, Line, Outline, Section, Share, Text

WORDS_A_LINE = 12
"""Words that a hand writes on one ruled line of A4."""
LINES_A_PARAGRAPH = 12
"""Ruled lines of a paragraph where the paper leaves its words open."""
_AGAINST = ("counterpoint", "rebuttal")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a few that make one point.

    Attributes:
        section: in which it stands.
        topic: its topic sentence; for the introduction, the way forward and the conclusion none.
        lines: what it uses, in order: hook to road map, evidence, steps.
        warrant: why its evidence bears on the claim.
        against: counterpoints that it grants and answers, each followed by its answers.
        share: of the budget.
        first, last: its numbers among all paragraphs.
        bridge: the topic of what follows, or the kind of section that opens there.
        terms: of the question, those that its section treats.
    """

    section: Section
    topic: Text
    lines: tuple[Line, ...] = ()
    warrant: Text = NOTHING
    against: tuple[Line, ...] = ()
    share: Share = field(default_factory=Share)
    first: int = 1
    last: int = 1
    bridge: Text = NOTHING
    terms: tuple[Text, ...] = ()

    @property
    def rules(self) -> int:
        """How many ruled lines its words take."""
        if self.share.words is None:
            return LINES_A_PARAGRAPH * max(1, self.share.paragraphs)
        return max(3, -(-self.share.words // WORDS_A_LINE))


def paragraphs_of(outline: Outline) -> tuple[Paragraph, ...]:
    """Cut an outline into paragraphs.

    Args:
        outline: a planned outline.

    Returns:
        The paragraphs in order; their words add up to the paper's.
    """
    cut = [paragraph for section in outline.sections for paragraph in _section(section)]
    counted: list[Paragraph] = []
    number = 1
    for paragraph, after in zip(cut, [*cut[1:], None], strict=True):
        last = number + max(1, paragraph.share.paragraphs) - 1
        bridge = (after.topic or after.section.heading or Text(after.section.kind)) if after else NOTHING
        terms = tuple(term.text for term in outline.terms if paragraph.section.ref in term.sections)
        counted.append(replace(paragraph, first=number, last=last, bridge=bridge, terms=terms))
        number = last + 1
    return tuple(counted)


def _section(section: Section) -> Iterator[Paragraph]:
    """A frame section is one paragraph; a body section one for its own claim and one for each further point."""
    if section.kind not in {"argument", "counterpoints"}:
        yield Paragraph(section, NOTHING, section.lines, share=section.share)
        return
    points = [line for line in section.lines if line.role == "claim" or (not section.id and line.lines)]
    own = tuple(line for line in section.lines if line not in points)
    if own:
        yield from _point(section, section.heading if section.id else NOTHING, own, _sum(own))
    for point in points:
        if point.role in _AGAINST:
            yield Paragraph(section, NOTHING, against=(point,), share=point.share)
        else:
            yield from _point(section, point.text, point.lines, point.share)


def _point(section: Section, topic: Text, lines: Sequence[Line], share: Share) -> Iterator[Paragraph]:
    """A point with room for it answers what is said against it in a paragraph of its own."""
    warrant = next((line.text for line in lines if line.role == "warrant"), NOTHING)
    against = tuple(line for line in lines if line.role in _AGAINST)
    support = tuple(line for line in lines if line.role not in {*_AGAINST, "warrant"})
    if not against or share.paragraphs < 2:
        yield Paragraph(section, topic, support, warrant, against, share)
        return
    weights = [max(2, 2 * len(support)), 3 * len(against)]
    words = allot(share.words, weights) if share.words is not None else [None, None]
    minutes = allot(share.minutes, weights) if share.minutes is not None else [None, None]
    counts = [share.paragraphs - 1, 1]
    parts = [Share(*part) for part in zip(words, minutes, counts, strict=True)]
    yield Paragraph(section, topic, support, warrant, (), parts[0])
    yield Paragraph(section, NOTHING, against=against, share=parts[1])


def _sum(lines: Sequence[Line]) -> Share:
    words = [line.share.words for line in lines if line.share.words is not None]
    minutes = [line.share.minutes for line in lines if line.share.minutes is not None]
    paragraphs = sum(line.share.paragraphs for line in lines)
    return Share(sum(words) if words else None, sum(minutes) if minutes else None, paragraphs)
