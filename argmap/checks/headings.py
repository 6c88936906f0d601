"""Rules about headings: they name the topic, and those of one rank have one form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from argmap.checks import language
from argmap.checks.finding import Facts, Finding
from argmap.checks.lexicon import GENERIC_HEADINGS
from argmap.diagnostics import Span
from argmap.model import Role


def generic_heading(facts: Facts) -> Iterator[Finding]:
    """A heading says something of the topic; Introduction, Effects or Pros and cons fit any essay.

    Why:
        Examiners complain of crammed, stereotyped outlines. A heading with the topic's own words shows the argument
        at a glance.

    Bad:
        claims:
          - id: shifts
            text: Night buses keep shift workers in jobs.
            heading: Economic effects
            warrant: A bus at night is worth a job to shift workers.
            evidence:
              - {text: "A survey found that two shift workers in three ride night buses.", date: 2023, cite: survey}
              - {text: "Hospitals hire more shift workers on night bus routes.", cite: survey}

    Good:
        claims:
          - id: shifts
            text: Night buses keep shift workers in jobs.
            heading: Jobs kept by night buses
            warrant: A bus at night is worth a job to shift workers.
            evidence:
              - {text: "A survey found that two shift workers in three ride night buses.", date: 2023, cite: survey}
              - {text: "Hospitals hire more shift workers on night bus routes.", cite: survey}
    """
    headings = [(node.heading, node.at("heading"), node.id) for node in facts.argument.nodes]
    for essay in facts.argument.essays:
        for section in essay.body:
            headings.append((section.heading, section.span, ""))
            headings += [(point.heading, point.span, "") for point in section.points]
    for heading, place, about in headings:
        content = [word.casefold() for word in language.words(heading or "") if language.content_stems(word)]
        if heading and all(word in GENERIC_HEADINGS for word in content):
            yield Finding(
                place,
                f'the heading "{heading}" fits any essay',
                "name the topic in it: what causes what?",
                about,
                heading,
            )


def unparallel_headings(facts: Facts) -> Iterator[Finding]:
    """Headings of one rank have one form: all sentences or phrases, all questions, or all in -ing.

    Why:
        Parallel headings read as one list; the odd one out reads as a slip. Told where one heading of three or more
        differs from all the others.

    Bad:
        essays:
          - id: buses
            question: Should our city run buses at night?
            paper: css-answer
            terms: [buses, night]
            body:
              - {heading: Safer streets by night buses, points: [safe]}
              - {heading: Later work by night buses, points: [work]}
              - {heading: "Why do night buses cost so much?", points: [{claim: safe, evidence: [safe-e1]}]}

    Good:
        essays:
          - id: buses
            question: Should our city run buses at night?
            paper: css-answer
            terms: [buses, night]
            body:
              - {heading: Safer streets by night buses, points: [safe]}
              - {heading: Later work by night buses, points: [work]}
              - {heading: Higher costs of night buses, points: [{claim: safe, evidence: [safe-e1]}]}
    """
    for essay in facts.argument.essays:
        yield from _odd_one_out([(section.heading, section.span, "") for section in essay.body])
    for children in facts.tree.children.values():
        nodes = [facts.argument.by_id[child] for child in children]
        claims = [node for node in nodes if node.role is Role.CLAIM and node.heading]
        yield from _odd_one_out([(node.heading or "", node.at("heading"), node.id) for node in claims])


def _odd_one_out(headings: list[tuple[str, Span, str]]) -> Iterator[Finding]:
    forms = [_form(text) for text, _, _ in headings]
    counts = Counter(forms)
    if len(headings) < 3 or len(counts) != 2:
        return
    for (text, place, about), form in zip(headings, forms, strict=True):
        if counts[form] == 1:
            others = next(other for other in counts if other != form)
            message = f'the heading "{text}" is {form}, the others beside it are not'
            yield Finding(place, message, f"write it as the others are: {others}", about, text)


def _form(heading: str) -> str:
    found = language.words(heading.casefold()) or [""]
    if heading.endswith("?"):
        return "a question"
    if found[0] == "to" and len(found) > 2:
        return "an infinitive"
    if len(found[0]) > 5 and found[0].endswith("ing"):
        return "a form in -ing"
    return "a statement or phrase"
