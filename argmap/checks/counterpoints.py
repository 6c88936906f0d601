"""Rules about objections: there are enough of them, and each is answered or granted."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from argmap.checks import language
from argmap.checks.finding import Facts, Finding, on
from argmap.diagnostics import Severity
from argmap.model import Node, Role

SHORTEST_ANSWER = 6
CLAIMS_A_COUNTERPOINT = 3
FEWEST = 2


def unanswered_counterpoint(facts: Facts) -> Iterator[Finding]:
    """Each counterpoint has a rebuttal, or a concession of what is true in it.

    Why:
        An objection left standing defeats what it attacks. A rebuttal may attack the objection, or undercut the step
        from it. An answer under six words, or one that repeats the claim, is a warning: it only denies.

    Bad:
        counterpoints:
          - {id: noise, text: Night buses wake the people who live along their routes.}

    Good:
        counterpoints:
          - id: noise
            text: Night buses wake the people who live along their routes.
            rebuttals: [{text: Electric buses have halved the noise that people measured on the routes.}]
    """
    for node in facts.of(Role.COUNTERPOINT):
        answers = list(facts.attackers(node.id))
        if not answers and not node.concede:
            yield on(
                node,
                "id",
                f"{node.id} has neither a rebuttal nor a concession",
                "answer it under rebuttals:, or grant what is true in it under concede:",
            )
        elif not answers and _words(node.concede or "") < SHORTEST_ANSWER:
            yield _weak(node, "concede", f"the concession to {node.id} is under {SHORTEST_ANSWER} words")
        for answer in answers:
            if answer.role is Role.REBUTTAL:
                yield from _weak_answer(facts, node, answer)


def _weak_answer(facts: Facts, objection: Node, answer: Node) -> Iterator[Finding]:
    if _words(answer.text) < SHORTEST_ANSWER:
        yield _weak(answer, "text", f"{answer.id} answers {objection.id} in under {SHORTEST_ANSWER} words")
        return
    for relation in facts.argument.out_of.get(objection.id, ()):
        attacked = facts.argument.by_id.get(relation.target)
        if attacked and facts.terms[answer.id] and facts.terms[answer.id] <= facts.terms[attacked.id]:
            yield _weak(
                answer, "text", f"{answer.id} repeats {attacked.id} instead of answering {objection.id}"
            )


def _weak(node: Node, key: str, message: str) -> Finding:
    return on(node, key, message, "say what fact or reason meets the objection", severity=Severity.WARNING)


def _words(text: str) -> int:
    return len(language.words(text))


def few_counterpoints(facts: Facts) -> Iterator[Finding]:
    """A map has a counterpoint to every three claims, and two at least.

    Why:
        An essay that meets no objection reads as if its writer knew none. Two honest ones, well answered, persuade
        more than ten reasons.

    Bad:
        claims:
          - text: Night buses keep shift workers in their jobs.
            warrant: A bus at night is worth a job to shift workers.
            evidence:
              - {text: "A survey found that two shift workers in three ride night buses.", date: 2023, cite: survey}
              - {text: "Hospitals hire more shift workers on night bus routes.", cite: survey}
          - text: Night buses make a city proud.
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "In a poll 71 per cent called night buses a pride of the city.", date: 2023, cite: survey}
              - {text: "The mayor put a night bus on the city's stamp.", cite: report p. 9}
          - text: Night buses fill theatres and cinemas.
            warrant: Full theatres make night buses worth their cost.
            evidence:
              - {text: "Theatres on the routes sold 12 per cent more seats.", date: 2023, cite: survey}
              - {text: "Cinemas added a late show once night buses ran.", cite: survey}
          - text: Night buses spare the city new roads.
            warrant: A city at night needs roads only for those without buses.
            evidence:
              - {text: "The city dropped a road after night buses began.", cite: report p. 9}
              - {text: "Cars on the roads at night fell by 8 per cent.", date: 2023, cite: survey}
          - text: Night buses draw visitors who stay late.
            warrant: Visitors who stay late by bus spend money in the city.
            evidence:
              - {text: "Hotels near the stops count more visitors who stay.", cite: survey}
              - {text: "Guides for visitors praise the night buses.", cite: report p. 11}

    Good:
        claims:
          - text: Night buses keep shift workers in their jobs.
            warrant: A bus at night is worth a job to shift workers.
            evidence:
              - {text: "A survey found that two shift workers in three ride night buses.", date: 2023, cite: survey}
              - {text: "Hospitals hire more shift workers on night bus routes.", cite: survey}
            counterpoints:
              - text: Shift workers in some jobs are driven home by their firms.
                concede: Large firms do so, and small firms do not.
    """
    claims, counterpoints = facts.of(Role.CLAIM), facts.of(Role.COUNTERPOINT)
    wanted = max(FEWEST, ceil(len(claims) / CLAIMS_A_COUNTERPOINT))
    if claims and len(counterpoints) < wanted:
        have = {0: "no counterpoint", 1: "one counterpoint"}.get(
            len(counterpoints), f"{len(counterpoints)} counterpoints"
        )
        yield Finding(
            facts.argument.at("counterpoints" if "counterpoints" in facts.argument.spans else "claims"),
            f"this map has {have} to {len(claims)} claims; {wanted} are wanted",
            "ask of each claim what a fair opponent would say, and write it under counterpoints:",
        )
