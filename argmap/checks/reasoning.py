"""Rules about the step from premises to claim: a warrant is there, and the words of both sides meet."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.checks.finding import Facts, Finding, on
from argmap.model import RelationKind, Role


def claim_without_warrant(facts: Facts) -> Iterator[Finding]:
    """Each claim has a warrant, or premises that work together.

    Why:
        The golden rule of argument mapping: no reason works alone. A warrant says why the claim bears on what it
        supports, and is the sentence that an essay calls analysis (Toulmin 1958; van Gelder's golden rule).

    Bad:
        claims:
          - id: proud
            text: Night buses make a city proud.
            evidence:
              - {text: "In a poll 71 per cent called night buses a pride of the city.", date: 2023, cite: survey}
              - {text: "The mayor put a night bus on the city's stamp.", cite: report p. 9}

    Good:
        claims:
          - id: proud
            text: Night buses make a city proud.
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "In a poll 71 per cent called night buses a pride of the city.", date: 2023, cite: survey}
              - {text: "The mayor put a night bus on the city's stamp.", cite: report p. 9}
    """
    for claim in facts.of(Role.CLAIM):
        onward = facts.argument.out_of.get(claim.id, ())
        steps = (*onward, *facts.argument.onto.get(claim.id, ()))
        if onward and not any(len(step.sources) > 1 and step.kind is RelationKind.SUPPORT for step in steps):
            yield on(
                claim,
                "id",
                f"{claim.id} has neither a warrant nor premises that work together",
                "say under warrant: why it bears on what stands above it",
            )


def rabbit_rule(facts: Facts) -> Iterator[Finding]:
    """A claim shares a term with what supports it.

    Why:
        The rabbit rule: no term may come out of a hat. A claim whose words occur in none of its premises is either
        not about what they are about, or is reached by a step that is not written down. Told where claim and premises
        have no content word in common, endings and British or American spelling aside.

    Bad:
        claims:
          - id: proud
            text: Our town deserves admiration.
            warrant: What is admired deserves money.
            evidence:
              - {text: "In a poll 71 per cent liked night buses.", date: 2023, cite: survey}
              - {text: "The mayor put a night bus on a stamp.", cite: report p. 9}

    Good:
        claims:
          - id: proud
            text: Our town deserves admiration.
            warrant: What is admired deserves money.
            evidence:
              - {text: "In a poll 71 per cent admired the town for its night buses.", date: 2023, cite: survey}
              - {text: "The mayor put a night bus on a stamp.", cite: report p. 9}
    """
    for claim in facts.of(Role.CLAIM):
        premises = facts.supporters(claim.id, *Role)
        terms = facts.terms[claim.id]
        held = {term for premise in premises for term in facts.terms[premise.id]}
        if terms and held and not terms & held:
            yield on(
                claim,
                "text",
                f"no term of {claim.id} occurs in what supports it",
                "use the claim's own words in a premise, or add the premise that links them",
            )


def holding_hands(facts: Facts) -> Iterator[Finding]:
    """A warrant shares a term with the node it stands under, or with what that node supports.

    Why:
        The holding hands rule: a co-premise that has no word in common with the claim it serves nor with its partner
        holds nobody's hand, and so links nothing. Only warrants are asked: other linked premises hold hands by
        pronouns and synonyms so often that half the findings on real texts were wrong.

    Bad:
        claims:
          - id: proud
            text: Trams make towns proud.
            warrant: Good music needs silence.
            evidence:
              - {text: "In a poll 71 per cent called trams a pride of their town.", date: 2023, cite: survey}
              - {text: "The mayor put a tram on a stamp.", cite: report p. 9}

    Good:
        claims:
          - id: proud
            text: Trams make towns proud.
            warrant: Proud towns pay for buses at night.
            evidence:
              - {text: "In a poll 71 per cent called trams a pride of their town.", date: 2023, cite: survey}
              - {text: "The mayor put a tram on a stamp.", cite: report p. 9}
    """
    for warrant in facts.of(Role.WARRANT):
        terms = facts.terms[warrant.id]
        for relation in facts.argument.out_of.get(warrant.id, ()) if terms else ():
            others = [
                name
                for name in (*relation.sources, relation.target)
                if name in facts.terms and name != warrant.id
            ]
            if others and not terms & {term for name in others for term in facts.terms[name]}:
                yield on(
                    warrant,
                    "text",
                    f"{warrant.id} shares no term with {', '.join(others)}, which it is to link",
                    "take up a term of the claim or of its partner premise",
                )
