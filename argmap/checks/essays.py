"""Rules about essays: the question's terms are treated, the outline fits its paper, the way forward answers something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from argmap.checks.finding import Facts, Finding, on
from argmap.model import Essay, Node, Point, Role
from argmap.papers import paper_of

if TYPE_CHECKING:
    from argmap.outlines.values import Line
    from argmap.outlines.values import Section as OutlineSection

SECTIONS = (6, 8)
_PROBLEM = re.compile(
    r"\b(?:solutions?|remed(?:y|ies)|way forward|measures|reforms?|overcome|tackle|combat|address(?:ed)?|options"
    r"|strategies|suggest|recommend\w*|how (?:can|should|may|to)|what (?:can|should|must))\b",
    re.IGNORECASE,
)


def untreated_term(facts: Facts) -> Iterator[Finding]:
    """Each term of an essay's question is treated in its body.

    Why:
        The commonest complaint of examiners: of a topic's two variables one is left untreated. A term counts as
        treated where all its content words occur in one section, in its heading, its claims, or what stands with them.

    Bad:
        essays:
          - id: buses
            question: Night buses and taxes
            paper: css-answer
            terms: [night buses, taxes]
            body: [{heading: Safety and work by night buses, points: [safe, work]}]

    Good:
        essays:
          - id: buses
            question: Night buses and work
            paper: css-answer
            terms: [night buses, work]
            body: [{heading: Safety and work by night buses, points: [safe, work]}]
    """
    for essay in facts.argument.essays:
        sections = [_section_terms(facts, essay, index) for index in range(len(essay.body))]
        if not sections:
            sections = [
                frozenset().union(*(facts.terms[node.id] for node in facts.of(Role.CLAIM, Role.EVIDENCE)))
            ]
        for term in essay.terms:
            wanted = facts.terms_of(term)
            if wanted and not any(wanted <= section for section in sections):
                yield Finding(
                    essay.at("terms"),
                    f'the term "{term}" of the question is treated in no section of {essay.id}',
                    "give it a section, or a claim that names it",
                    words=term,
                )


def _section_terms(facts: Facts, essay: Essay, index: int) -> frozenset[str]:
    section = essay.body[index]
    texts = [section.heading]
    for point in section.points:
        texts += [point.heading or "", *(node.text for node in _drawn(facts, point))]
    return frozenset().union(*(facts.terms_of(text) for text in texts))


def _drawn(facts: Facts, point: Point) -> Iterator[Node]:
    """A point's claim with its own evidence and objections, or those that the point names."""
    by_id = facts.argument.by_id
    claim = by_id.get(point.claim)
    if claim is None:
        return
    yield claim
    if claim.heading:
        yield Node(claim.id, claim.role, claim.heading)
    children = [by_id[child] for child in facts.tree.children.get(claim.id, ())]
    for role, named in ((Role.EVIDENCE, point.evidence), (Role.COUNTERPOINT, point.counterpoints)):
        own = [node.id for node in children if node.role is role]
        yield from (by_id[node] for node in (own if named is None else named) if node in by_id)
    yield from (node for node in children if node.role in {Role.CLAIM, Role.WARRANT})


def way_forward_answers_nothing(facts: Facts) -> Iterator[Finding]:
    """Each recommendation answers a claim or a counterpoint, and a question that asks for remedies gets some.

    Why:
        A way forward that takes up nothing said before is crammed material. `answers:` names what it meets.

    Bad:
        way-forward:
          - {id: fund, text: The city should fund its buses from parking fees.}

    Good:
        way-forward:
          - {id: fund, text: The city should fund its buses from parking fees., answers: [dear]}
    """
    for node in facts.of(Role.WAY_FORWARD):
        if not node.answers:
            yield on(
                node,
                "id",
                f"{node.id} answers no claim or counterpoint",
                "name under answers: the ids of what it meets",
            )
    for essay in facts.argument.essays:
        asks = _PROBLEM.search(essay.question)
        offers = facts.of(Role.WAY_FORWARD) if essay.way_forward is None else essay.way_forward
        if asks and not offers:
            yield Finding(
                essay.at("question"),
                f"the question of {essay.id} asks for remedies, and the essay has no way forward",
                "write recommendations under way-forward:, each with what it answers",
                words=asks[0],
            )


def missing_dimension(facts: Facts) -> Iterator[Finding]:
    """The claims cover the dimensions that the essays' papers look for.

    Why:
        Examiners of some papers look for political, economic, social and strategic arguments. Told only where the
        map uses `dimension:` at all.

    Bad:
        papers:
          - {id: quiz, title: A quiz, dimensions: [economic, political]}
        essays:
          - id: buses
            question: Night buses and work
            paper: quiz
            terms: [night buses, work]
            body: [{heading: Safety and work by night buses, points: [safe, work]}]

    Good:
        papers:
          - {id: quiz, title: A quiz, dimensions: [economic]}
        essays:
          - id: buses
            question: Night buses and work
            paper: quiz
            terms: [night buses, work]
            body: [{heading: Safety and work by night buses, points: [safe, work]}]
    """
    have = {node.dimension.casefold() for node in facts.argument.nodes if node.dimension}
    told: set[str] = set()
    for essay in facts.argument.essays if have else ():
        paper = paper_of(facts.argument, essay)
        missing = [one for one in paper.dimensions if one.casefold() not in have and paper.id not in told]
        told.add(paper.id)
        if missing:
            yield Finding(
                essay.at("paper"),
                f"no claim has the dimension {' or '.join(missing)}, which {paper.title or paper.id} looks for",
                "mark a claim with it under dimension:, or add one",
            )


def outline_size(facts: Facts) -> Iterator[Finding]:
    """An essay's outline has 6 to 8 sections, and no fewer lines than its paper wants.

    Why:
        Examiners call outlines too brief, or too long to be followed. Introduction, way forward and conclusion count
        as sections. Told only for papers that set a number of lines, as the CSS English Essay does.

    Bad:
        essays:
          - id: buses
            question: Night buses and work
            paper: quiz
            terms: [night buses, work]
            body: [{heading: Safety and work by night buses, points: [safe, work]}]
        papers:
          - {id: quiz, title: A quiz, lines: {least: 10, most: 30}}

    Good:
        essays:
          - id: buses
            question: Night buses and work
            paper: quiz
            terms: [night buses, work]
            body:
              - {heading: Safety by night buses, points: [safe]}
              - {heading: Work by night buses, points: [work]}
              - {heading: Why night buses need both, points: [{claim: safe, evidence: [safe-e1], counterpoints: []}]}
        papers:
          - {id: quiz, title: A quiz, lines: {least: 10, most: 30}}
    """
    for essay, outline in facts.outlines:
        if outline.paper.lines is None:
            continue
        lines, sections = sum(map(_count, outline.sections)), len(outline.sections)
        least, most = SECTIONS
        faults = [f"{lines} lines, and at least {outline.paper.lines[0]} are usual"] * (
            lines < outline.paper.lines[0]
        )
        faults += [f"{sections} sections, and {least} to {most} are usual"] * (not least <= sections <= most)
        for fault in faults:
            yield Finding(
                essay.at("body"),
                f"the outline of {essay.id} has {fault}",
                "divide or merge sections under body:, or give points more evidence",
            )


def _count(part: OutlineSection | Line) -> int:
    return 1 + sum(map(_count, part.lines))


def crowded_section(facts: Facts) -> Iterator[Finding]:
    """Each section of an essay has words, or minutes, enough for its points.

    Why:
        A point takes a paragraph. Where a section's share of the paper leaves a point under 70 words, or under three
        minutes, its evidence cannot be written out; such outlines are not followed in the essay.

    Bad:
        essays:
          - id: buses
            question: Night buses and work
            paper: quiz
            terms: [night buses, work]
            body: [{heading: Safety and work by night buses, points: [safe, work]}]
        papers:
          - {id: quiz, title: A quiz, words: {least: 90, most: 110, planned: 100}}

    Good:
        essays:
          - id: buses
            question: Night buses and work
            paper: quiz
            terms: [night buses, work]
            body: [{heading: Safety and work by night buses, points: [safe, work]}]
        papers:
          - {id: quiz, title: A quiz, words: {least: 900, most: 1100, planned: 1000}}
    """
    for essay, outline in facts.outlines:
        for section in outline.sections:
            points = sum(line.role in {Role.CLAIM, Role.COUNTERPOINT} for line in section.lines)
            for share, unit, least in (
                (section.share.words, "words", 70),
                (section.share.minutes, "minutes", 3),
            ):
                if share is not None and section.kind == "argument" and share < least * points:
                    yield Finding(
                        essay.at("body"),
                        f'the section "{section.heading}" of {essay.id} has {points} points for {share} {unit}',
                        "take fewer points, or give the section a larger part of the essay",
                        words=str(section.heading),
                    )
                    break
