"""Rules about evidence: it is there, it stands where it belongs, it is dated and its source is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.checks import language
from argmap.checks.finding import Facts, Finding, on
from argmap.diagnostics import Severity
from argmap.model import EVIDENCE_KINDS, Node, Origin, RelationKind, Role

DATED_KINDS = ("statistic", "quotation", "event")


def claim_without_evidence(facts: Facts) -> Iterator[Finding]:
    """Each claim rests on evidence: none at all is an error, a single piece a warning.

    Why:
        A claim that nothing bears out is an opinion; a claim on one piece of evidence falls with it. Evidence beneath
        its sub-claims counts.

    Bad:
        claims:
          - {id: bare, text: Night buses make a city proud., warrant: A proud city lets its people travel at night.}

    Good:
        claims:
          - id: bare
            text: Night buses make a city proud.
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "In a poll 71 per cent called night buses a pride of the city.", date: 2023, cite: survey}
              - {text: "The mayor put a night bus on the city's stamp.", date: 2022, cite: report p. 9}
    """
    founded = _founded(facts)
    for claim in facts.of(Role.CLAIM):
        supporters = list(facts.supporters(claim.id))
        if claim.id not in founded:
            yield on(
                claim,
                "id",
                f"{claim.id} rests on no evidence",
                "add a fact, figure, document, quotation, event or example under evidence:, with its source",
            )
        elif len(supporters) == 1 and supporters[0].role is Role.EVIDENCE:
            yield on(
                claim,
                "evidence",
                f"{claim.id} rests on a single piece of evidence",
                "add a second one of another kind or source",
                severity=Severity.WARNING,
            )


def _founded(facts: Facts) -> set[str]:
    """Every node that evidence supports, straight or by way of others."""
    founded: set[str] = set()
    waiting = [node.id for node in facts.of(Role.EVIDENCE)]
    while waiting:
        for relation in facts.argument.out_of.get(waiting.pop(), ()):
            if relation.kind is RelationKind.SUPPORT and relation.target not in founded:
                founded.add(relation.target)
                waiting.append(relation.target)
    return founded


def evidence_under_thesis(facts: Facts) -> Iterator[Finding]:
    """Evidence supports a claim, never the thesis straight.

    Why:
        A bare fact beneath the thesis leaves the reader to find the reason that links the two. That reason is the
        claim.

    Bad:
        evidence:
          - {id: riders, text: "Night buses carried 3 million riders.", date: 2023, cite: report p. 4}

    Good:
        claims:
          - id: wanted
            text: Riders want night buses.
            warrant: A city should run what its people want at night, buses among it.
            evidence:
              - {id: riders, text: "Night buses carried 3 million riders.", date: 2023, cite: report p. 4}
              - {text: "Riders signed a petition for two more night buses.", date: 2024, cite: survey}
    """
    for thesis in facts.theses:
        for node in facts.supporters(thesis.id, Role.EVIDENCE):
            yield on(
                node,
                "id",
                f"{node.id} is evidence and stands straight under the thesis",
                "write the claim that it bears out, and put it beneath that claim",
            )


def evidence_without_source(facts: Facts) -> Iterator[Finding]:
    """Each piece of evidence cites a sentence of the article, or a source of its own.

    Why:
        An examiner trusts what can be looked up. A key alone does for another source; the article itself is cited to
        the sentence (`jaspal-2024 2.3`). A figure in an objection or an answer wants a source as well, which is a
        warning.

    Bad:
        claims:
          - id: bare
            text: Night buses make a city proud.
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "In a poll 71 per cent called night buses a pride of the city.", date: 2023}
              - {text: "The mayor put a night bus on the city's stamp.", date: 2022, cite: report p. 9}

    Good:
        claims:
          - id: bare
            text: Night buses make a city proud.
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "In a poll 71 per cent called night buses a pride of the city.", date: 2023, cite: survey}
              - {text: "The mayor put a night bus on the city's stamp.", date: 2022, cite: report p. 9}
    """
    article = facts.argument.article
    for node in facts.of(Role.EVIDENCE):
        if not node.cites:
            yield on(
                node,
                "id",
                f"{node.id} names no source",
                f"say where it stands: cite: {article or 'KEY'} 2.3, or another key of sources:",
            )
        elif all(cite.source == article and cite.locator is None for cite in node.cites):
            yield on(
                node,
                "cite",
                f"{node.id} cites the article without saying which sentence",
                f"add paragraph and sentence: cite: {article} 2.3",
            )
    yield from _unsourced_figures(facts)


def _unsourced_figures(facts: Facts) -> Iterator[Finding]:
    for node in facts.of(Role.COUNTERPOINT, Role.REBUTTAL):
        figure = language.figure(node.text)
        if figure and not node.cites and not any(facts.supporters(node.id, Role.EVIDENCE)):
            yield on(
                node,
                "text",
                f"{node.id} holds a figure ({figure}) and names no source",
                "add cite:, or evidence of its own",
                words=figure,
                severity=Severity.WARNING,
            )


def undated_evidence(facts: Facts) -> Iterator[Finding]:
    """Evidence with a figure, a quotation, an event or a relative date (last year) has a date, or says n.d.

    Why:
        A figure is true of its year only, and last week is over by the time of the exam. Outlines and the fact strip
        print the date beside the fact.

    Bad:
        claims:
          - id: bare
            text: Night buses make a city proud.
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "In a poll 71 per cent called night buses a pride of the city.", cite: survey}
              - {text: "The mayor put a night bus on the city's stamp.", date: 2022, cite: report p. 9}

    Good:
        claims:
          - id: bare
            text: Night buses make a city proud.
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "In a poll 71 per cent called night buses a pride of the city.", date: 2023-05, cite: survey}
              - {text: "The mayor put a night bus on the city's stamp.", date: n.d., cite: report p. 9}
    """
    for node in facts.of(Role.EVIDENCE):
        reason = None if node.date else _wants_date(node, english=facts.english)
        if reason:
            what, words = reason
            yield on(
                node,
                "text" if words else "kind",
                f"{node.id} {what} but has no date",
                "add date: 2023-05, as fine as is known, or date: n.d.",
                words=words,
            )


def _wants_date(node: Node, *, english: bool) -> tuple[str, str | None] | None:
    """What in a node calls for a date, and the words that do."""
    relative = language.RELATIVE_DATE.search(node.text) if english else None
    if relative:
        return "speaks of a time that passes", relative[0]
    figure = language.figure(node.text)
    if figure:
        return "gives a figure", figure
    quotation = language.QUOTATION.search(node.text)
    if quotation and quotation[0].count(" ") > 2:
        return "quotes", quotation[0]
    if node.kind in DATED_KINDS:
        return f"is of kind {node.kind}", None
    return None


def lost_modality(facts: Facts) -> Iterator[Finding]:
    """A forecast keeps its could, might or will; evidence from the article says of which kind it is.

    Why:
        What a source holds possible is not what happened. A fact, a quotation, an opinion and a forecast weigh
        differently, so the map says which it is: `kind:`. That it does not say so is told as information.

    Bad:
        claims:
          - id: future
            text: Night buses spare the city new roads.
            warrant: A city at night needs roads only for those without buses.
            evidence:
              - {text: "Night buses take 4 per cent of cars off the roads by 2040.", kind: forecast, date: 2023,
                 cite: survey}
              - {text: "The city dropped a road after night buses began.", date: 2022, cite: report p. 9}

    Good:
        claims:
          - id: future
            text: Night buses spare the city new roads.
            warrant: A city at night needs roads only for those without buses.
            evidence:
              - {text: "Night buses could take 4 per cent of cars off the roads by 2040.", kind: forecast, date: 2023,
                 cite: survey}
              - {text: "The city dropped a road after night buses began.", date: 2022, cite: report p. 9}
    """
    for node in facts.of(Role.EVIDENCE):
        if node.kind == "forecast" and not language.MODALITY.search(node.text):
            yield on(
                node,
                "text",
                f"{node.id} is a forecast but reads as a fact",
                "keep the source's could, might, may, is likely to or will",
            )
        elif node.kind is None and node.origin is Origin.ARTICLE:
            yield on(
                node,
                "id",
                f"{node.id} does not say what kind of evidence it is",
                f"add kind: {', '.join(EVIDENCE_KINDS)}",
                severity=Severity.INFO,
            )


def unmarked_curator(facts: Facts) -> Iterator[Finding]:
    """What is said to come from the article cites it; all else is the curator's.

    Why:
        An outline that puts words into an author's mouth is dishonest, and an examiner who knows the article sees
        it.

    Bad:
        claims:
          - id: proud
            text: Night buses make a city proud.
            origin: article
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "In a poll 71 per cent called night buses a pride of the city.", date: 2023, cite: survey}
              - {text: "The mayor put a night bus on the city's stamp.", date: 2022, cite: report p. 9}

    Good:
        claims:
          - id: proud
            text: Night buses make a city proud.
            origin: curator
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "In a poll 71 per cent called night buses a pride of the city.", date: 2023, cite: survey}
              - {text: "The mayor put a night bus on the city's stamp.", date: 2022, cite: report p. 9}
    """
    article = facts.argument.article
    for node in facts.argument.nodes:
        if node.origin is Origin.ARTICLE and not any(cite.source == article for cite in node.cites):
            yield on(
                node,
                "origin",
                f"{node.id} is marked as the article's but cites no sentence of it",
                "cite the sentence, or write origin: curator",
            )


def concession_as_support(facts: Facts) -> Iterator[Finding]:
    """What a source merely grants is not used as support without saying so.

    Why:
        An author who admits a point against the own case does not argue for it. Quoting the admission as if it were
        the author's case misleads, unless the node says so in `caution:` or carries the objection.

    Bad:
        claims:
          - id: proud
            text: Night buses make a city proud.
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "The operator admits that night buses make the city proud.", date: 2023, cite: survey}
              - {text: "The mayor put a night bus on the city's stamp.", date: 2022, cite: report p. 9}

    Good:
        claims:
          - id: proud
            text: Night buses make a city proud.
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "The operator admits that night buses make the city proud.", date: 2023, cite: survey,
                 caution: The operator grants this only to say that pride pays no driver.}
              - {text: "The mayor put a night bus on the city's stamp.", date: 2022, cite: report p. 9}
    """
    against = {
        (cite.source, cite.locator): node
        for node in facts.of(Role.COUNTERPOINT)
        for cite in node.cites
        if cite.locator is not None and re.fullmatch(r"\d+\.\d+", cite.locator)
    }
    for node in facts.of(Role.EVIDENCE):
        if node.caution or any(facts.attackers(node.id)):
            continue
        granted = language.CONCESSION.search(language.unquoted(node.text)) if facts.english else None
        rival = next(
            (against[key] for cite in node.cites if (key := (cite.source, cite.locator)) in against), None
        )
        hint = "say under caution: what the source concedes here, or write the objection beneath it"
        if granted:
            yield on(
                node, "text", f"{node.id} uses as support what its source concedes", hint, words=granted[0]
            )
        elif rival and not _beneath(facts, node, rival):
            message = f"{node.id} uses as support a sentence that {rival.id} brings against the case"
            yield on(
                node, "cite", message, hint, related=((rival.at(), "the objection from the same sentence"),)
            )


def _beneath(facts: Facts, node: Node, above: Node) -> bool:
    """Whether a node is written somewhere beneath another."""
    place: str | None = node.id
    while place is not None and place != above.id:
        place = facts.tree.parents.get(place)
    return place is not None
