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
          - {text: Night buses light up streets., warrant: A lit city is alive., evidence: [safe-e1, safe-e2]}
          - {text: Night buses keep streets busy., warrant: A busy city earns., evidence: [safe-e1, safe-e2]}
          - {text: Night buses calm the streets., warrant: A calm city sleeps., evidence: [safe-e1, safe-e2]}
          - {text: Night buses free streets of cars., warrant: A free city walks., evidence: [safe-e1, safe-e2]}
          - {text: Night buses open streets to all., warrant: An open city grows., evidence: [safe-e1, safe-e2]}

    Good:
        claims:
          - text: Night buses light up streets.
            warrant: A lit city is alive.
            evidence: [safe-e1, safe-e2]
            counterpoints:
              - {text: Street lamps light up streets as well., concede: Lamps reach further than buses do.}
          - {text: Night buses keep streets busy., warrant: A busy city earns., evidence: [safe-e1, safe-e2]}
          - {text: Night buses calm the streets., warrant: A calm city sleeps., evidence: [safe-e1, safe-e2]}
          - {text: Night buses free streets of cars., warrant: A free city walks., evidence: [safe-e1, safe-e2]}
          - {text: Night buses open streets to all., warrant: An open city grows., evidence: [safe-e1, safe-e2]}
    """
    claims, counterpoints = facts.of(Role.CLAIM), facts.of(Role.COUNTERPOINT)
    wanted = max(FEWEST, ceil(len(claims) / CLAIMS_A_COUNTERPOINT))
    if claims and len(counterpoints) < wanted:
        have = {0: "no counterpoint", 1: "one counterpoint"}.get(
            len(counterpoints), f"{len(counterpoints)} counterpoints"
        )
        yield Finding(
            facts.argument.at("counterpoints" if "counterpoints" in facts.argument.spans else "claims"),
            f"this map has {have} to {len(claims)} claim{'s' * (len(claims) > 1)}; {wanted} are wanted",
            "ask of each claim what a fair opponent would say, and write it under counterpoints:",
        )
