"""Rules about the shape of the graph: one thesis, no danglers, no circles, no lone or endless branches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from argmap.checks.finding import Facts, Finding, on
from argmap.model import ArgumentMap, RelationKind, Role
from argmap.tree import KEYS

DEEPEST = 4
"""Steps from the thesis down to an answer to an objection to a sub-claim."""


def one_thesis(facts: Facts) -> Iterator[Finding]:
    """A map argues one thesis.

    Why:
        An essay that defends two positions defends neither. Everything in the map is judged by what it does for
        the one thesis.

    Bad:
        nodes:
          - {id: second, role: thesis, text: "Although fares
            bring in little, night buses cost the city less than the accidents that they prevent."}

    Good:
        nodes:
          - {id: second, role: counterpoint, text: Night buses cost the city more than fares bring in.,
             concede: Fares alone cover barely a third of what they cost.}
        relations:
          - {id: cost, from: [second], to: thesis, kind: attack}
    """
    if not facts.theses:
        yield Finding(
            facts.argument.at(),
            "this map has no thesis",
            "say under thesis: in one declarative sentence what the map argues",
        )
    main = facts.argument.thesis
    for node in facts.theses:
        if node.id != main and len(facts.theses) > 1:
            yield on(
                node,
                "role",
                f"{node.id} is a further thesis",
                "make it a claim beneath the thesis, or a map of its own",
                related=((facts.argument.by_id[main].at(), "the thesis"),) if main else (),
            )


def unreachable_node(facts: Facts) -> Iterator[Finding]:
    """Every node leads, by what it supports or attacks, to the thesis or to a way forward.

    Why:
        A box that supports and attacks nothing never reaches an outline, and in the hall it is a fact without a
        point. What is written beneath such a box is not told again.

    Bad:
        nodes:
          - {id: stray, role: evidence, text: "The first night bus ran in 1913.", cite: report p. 2, date: 1913}

    Good:
        nodes:
          - {id: stray, role: evidence, text: "The first night bus ran in 1913.", cite: report p. 2, date: 1913}
        relations:
          - {id: tradition, from: [stray], to: safe, kind: support}
    """
    bases = [node.id for node in facts.of(Role.THESIS, Role.WAY_FORWARD)]
    if not facts.theses:
        bases += facts.argument.roots
    reached = _leading_to(facts.argument, bases)
    for node in facts.argument.nodes:
        above = facts.tree.parents.get(node.id)
        if node.id not in reached and (above is None or above in reached):
            yield on(
                node,
                "id",
                f"{node.id} does not lead to the thesis",
                "write it beneath what it supports or attacks, or add a relation from it",
            )


def _leading_to(argument: ArgumentMap, bases: Iterable[str]) -> set[str]:
    """Everything, nodes and relations, from which a chain of relations leads to one of `bases`."""
    reached: set[str] = set()
    waiting = list(bases)
    while waiting:
        target = waiting.pop()
        if target not in reached:
            reached.add(target)
            for relation in argument.onto.get(target, ()):
                waiting += (relation.id, *relation.sources)
    return reached


def support_cycle(facts: Facts) -> Iterator[Finding]:
    """No node supports itself, whether straight or by way of others.

    Why:
        An argument in a circle proves what it starts from. One node may support several others; the way back is
        what is wrong.

    Bad:
        relations:
          - {id: back, from: [safe], to: safe-e1, kind: support}

    Good:
        relations:
          - {id: onward, from: [safe-e1], to: work, kind: support}
    """
    edges: dict[str, list[str]] = {}
    for relation in facts.argument.relations:
        if relation.kind is RelationKind.SUPPORT and relation.target in facts.argument.by_id:
            for source in relation.sources:
                edges.setdefault(source, []).append(relation.target)
    ring_of = {node: ring for ring, nodes in enumerate(_rings(edges)) for node in nodes}
    told: dict[int, Finding] = {}
    for relation in facts.argument.relations:
        target = relation.target
        for source in relation.sources:
            same = ring_of.get(source, -1) == ring_of.get(target, -2)
            if same and relation.kind is RelationKind.SUPPORT:
                way = " -> ".join((*_way(edges, target, source), target))
                told[ring_of[target]] = Finding(
                    relation.span,
                    f"support runs in a circle: {way}",
                    "take out the step that proves a reason by its own conclusion",
                    about=source,
                )
    yield from told.values()


def _rings(edges: Mapping[str, list[str]]) -> list[list[str]]:
    """Sets of nodes that reach one another (Tarjan 1972, without recursion); single nodes only with a loop."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    path: dict[str, None] = {}
    rings: list[list[str]] = []
    for start in edges:
        work = [(start, iter(edges[start]))] if start not in order else []
        while work:
            node, ahead = work[-1]
            if node not in order:
                order[node] = low[node] = len(order)
                path[node] = None
            for target in ahead:
                if target not in order:
                    work.append((target, iter(edges.get(target, ()))))
                    break
                if target in path:
                    low[node] = min(low[node], order[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    rings.append(_popped(path, node))
    return [ring for ring in rings if len(ring) > 1 or ring[0] in edges.get(ring[0], ())]


def _popped(path: dict[str, None], until: str) -> list[str]:
    ring: list[str] = []
    while not ring or ring[-1] != until:
        ring.append(path.popitem()[0])
    return ring


def _way(edges: Mapping[str, list[str]], start: str, end: str) -> list[str]:
    """A shortest way along `edges`; both ends included."""
    before: dict[str, str] = {start: ""}
    waiting = [start]
    for node in waiting:
        for target in edges.get(node, ()):
            if target not in before:
                before[target] = node
                waiting.append(target)
    way = [end]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]


def too_deep(facts: Facts) -> Iterator[Finding]:
    """Nothing stands more than four steps beneath the thesis.

    Why:
        An outline has three levels, four at most. What lies deeper is lost on the reader; it is mostly a claim of
        its own, or the answer to an answer that a sentence could give.

    Bad:
        claims:
          - text: Night buses keep shift workers in their jobs.
            id: shifts
            warrant: A bus at night is worth a job to shift workers.
            evidence:
              - {text: "A survey found that two shift workers in three ride night buses.", date: 2023, cite: survey}
              - text: Night buses carry 9,000 shift workers home.
                date: 2023
                cite: survey
                counterpoints:
                  - text: Some of these shift workers own a car as well.
                    rebuttals:
                      - text: A car that is shared by a family rarely waits for shift workers.
                        counterpoints:
                          - {text: Shift workers could share cars with one another., concede: A few of them do so.}

    Good:
        claims:
          - text: Night buses keep shift workers in their jobs.
            id: shifts
            warrant: A bus at night is worth a job to shift workers.
            evidence:
              - {text: "A survey found that two shift workers in three ride night buses.", date: 2023, cite: survey}
              - text: Night buses carry 9,000 shift workers home.
                date: 2023
                cite: survey
                counterpoints:
                  - text: Some of these shift workers own a car as well.
                    rebuttals: [{text: A car that is shared by a family rarely waits for shift workers.}]
    """
    depths: dict[str, int] = {}
    for node in facts.argument.nodes:
        above = facts.tree.parents.get(node.id, "")
        depths[node.id] = depths[above] + 1 if above in depths else 0
        if depths[node.id] == DEEPEST + 1:
            yield on(
                node,
                "id",
                f"{node.id} stands {DEEPEST + 1} steps beneath the thesis",
                f"move it up, to no more than {DEEPEST} steps",
            )


def lone_child(facts: Facts) -> Iterator[Finding]:
    """What is divided has at least two parts.

    Why:
        A claim that rests on a single sub-claim has not been divided: the two say one thing, and one of them can
        go. So it is with an essay's section of one line.

    Bad:
        claims:
          - text: Night buses keep streets alive.
            id: alive
            warrant: Safe streets need people, and buses bring people out at night.
            claims:
              - text: Streets on night bus routes stay busy.
                warrant: Busy streets are alive.
                evidence:
                  - {text: "Shops on night bus routes closed two hours later.", date: 2023, cite: survey}
                  - {text: "Streets on the routes had 40 per cent more walkers.", date: 2023, cite: survey}

    Good:
        claims:
          - text: Streets on night bus routes stay busy.
            warrant: Safe streets need people, and busy streets have them at night.
            evidence:
              - {text: "Shops on night bus routes closed two hours later.", date: 2023, cite: survey}
              - {text: "Streets on the routes had 40 per cent more walkers.", date: 2023, cite: survey}
    """
    for node in facts.of(Role.THESIS, Role.CLAIM):
        supporters = list(facts.supporters(node.id))
        if len(supporters) == 1 and supporters[0].role is Role.CLAIM:
            yield on(
                node,
                KEYS[Role.CLAIM],
                f"{node.id} is divided into one part only, {supporters[0].id}",
                "add a second part, or merge the two",
            )
    for essay in facts.argument.essays:
        for section in essay.body:
            if (
                len(section.points) == 1
                and section.points[0].evidence == section.points[0].counterpoints == ()
            ):
                yield Finding(
                    section.span,
                    f'the section "{section.heading}" holds one line only',
                    "give its point evidence, add a second point, or merge the section with another",
                )
