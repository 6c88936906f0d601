"""Rules about proportion: no branch outweighs the rest, nothing is said twice, and each dimension asked for is met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from argmap.checks.finding import Facts, Finding, on
from argmap.model import Node, RelationKind, Role

LARGEST_TO_SMALLEST = 3
LARGEST_SHARE = 0.4
SMALLEST_COUNTED = 2
"""Nodes that a bare claim counts for: that it is bare is told by another rule."""
LEAST_EVIDENCE = 4
"""Pieces from which a branch can hold too many."""
SHARED_WORDS = 0.6
MOST_COMPARED = 100
"""Candidates that a node is compared with; so many in one place are a finding for other rules."""


def unbalanced_branches(facts: Facts) -> Iterator[Finding]:
    """No claim of the thesis is more than three times as large as another, or holds too much of the evidence.

    Why:
        An essay gives each main argument about the same room. A branch that holds over two fifths of all evidence
        (half where there are three) is mostly two arguments, and a branch of a third of another's size is a remark.

    Bad:
        claims:
          - id: proud
            text: Night buses make a city proud.
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "In a poll 71 per cent called night buses a pride of the city.", date: 2023, cite: survey}
              - {text: "The mayor put a night bus on the city's stamp.", cite: report p. 9}
              - {text: "Schools of the city painted three of the buses.", date: 2021, cite: report p. 10}
              - {text: "The city's football club rides to its matches by bus.", cite: report p. 12}
              - {text: "Songs about the night bus are sung in the city.", cite: report p. 13}
              - {text: "A museum of the city shows the first night bus.", cite: report p. 14}

    Good:
        claims:
          - id: proud
            text: Night buses make a city proud.
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "In a poll 71 per cent called night buses a pride of the city.", date: 2023, cite: survey}
              - {text: "The mayor put a night bus on the city's stamp.", cite: report p. 9}
              - {text: "Schools of the city painted three of the buses.", date: 2021, cite: report p. 10}
    """
    branches = list(_branches(facts))
    if len(branches) < 2:
        return
    largest = max(branches, key=lambda branch: branch.size)
    smallest = min(branches, key=lambda branch: branch.size)
    told = largest.size > LARGEST_TO_SMALLEST * max(smallest.size, SMALLEST_COUNTED)
    if told:
        yield on(
            largest.claim,
            "id",
            f"{largest.claim.id} holds {largest.size} nodes, {smallest.claim.id} only {smallest.size}",
            "divide the larger, or merge the smaller with another",
            related=((smallest.claim.at(), "the smallest branch"),),
        )
    if len(branches) > 2:
        yield from _overweight(branches, largest if told else None)


def _overweight(branches: list[_Branch], told: _Branch | None) -> Iterator[Finding]:
    total = sum(branch.evidence for branch in branches)
    most = max(LARGEST_SHARE * total, 1.5 / len(branches) * total, LEAST_EVIDENCE - 1)
    for branch in branches:
        if branch.evidence > most and branch is not told:
            yield on(
                branch.claim,
                "id",
                f"{branch.claim.id} holds {branch.evidence} of {total} pieces of evidence",
                "divide it into two claims, or find evidence for the others",
            )


@dataclass(frozen=True, slots=True)
class _Branch:
    """A step onto the thesis: its first claim, and the nodes and evidence at and beneath all its claims."""

    claim: Node
    size: int
    evidence: int


def _branches(facts: Facts) -> Iterator[_Branch]:
    """Each step that supports the thesis; claims that work together in it are one branch."""
    sizes, evidence = _sizes(facts)
    for step in facts.argument.onto.get(facts.argument.thesis or "", ()):
        nodes = [facts.argument.by_id[source] for source in step.sources if source in facts.argument.by_id]
        claims = [node for node in nodes if node.role is Role.CLAIM]
        if step.kind is RelationKind.SUPPORT and claims:
            held = [claim.id for claim in claims]
            yield _Branch(claims[0], sum(sizes[name] for name in held), sum(evidence[name] for name in held))


def _sizes(facts: Facts) -> tuple[Counter[str], Counter[str]]:
    """The number of nodes written at and beneath each node, and of pieces of evidence beneath it, shared ones too."""
    sizes: Counter[str] = Counter()
    evidence: Counter[str] = Counter()
    for node in reversed(facts.argument.nodes):
        sizes[node.id] += 1
        children = facts.tree.children.get(node.id, ())
        evidence[node.id] += sum(facts.argument.by_id[child].role is Role.EVIDENCE for child in children)
        above = facts.tree.parents.get(node.id)
        if above is not None:
            sizes[above] += sizes[node.id]
            evidence[above] += evidence[node.id]
    return sizes, evidence


def near_duplicate(facts: Facts) -> Iterator[Finding]:
    """No two nodes say the same of the same sentence.

    Why:
        One sentence of the article, written down twice in nearly the same words, looks like two reasons and is one.
        Told where two nodes cite the same place and share over three fifths of their content words. A node can be shared: its
        id beneath a second claim is enough.

    Bad:
        claims:
          - id: proud
            text: Night buses make a city proud.
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "The mayor put a night bus on the city's stamp.", cite: report p. 9}
              - {text: "The mayor put the night bus on a stamp of the city.", cite: report p. 9}

    Good:
        claims:
          - id: proud
            text: Night buses make a city proud.
            warrant: A proud city lets its people travel at night.
            evidence:
              - {text: "The mayor put a night bus on the city's stamp.", cite: report p. 9}
              - {text: "Schools of the city painted three of the buses.", date: 2021, cite: report p. 9}
    """
    places: dict[tuple[str, str], list[Node]] = {}
    for node in facts.argument.nodes:
        for cite in dict.fromkeys(node.cites):
            if cite.locator is not None:
                places.setdefault((cite.source, cite.locator), []).append(node)
    told: set[str] = set()
    for (source, locator), nodes in places.items():
        for earlier, later in _alike(facts, nodes):
            if later.id not in told:
                told.add(later.id)
                yield on(
                    later,
                    "text",
                    f"{later.id} says nearly what {earlier.id} says, from the same place ({source} {locator})",
                    f"merge the two, or name {earlier.id} in both places",
                    related=((earlier.at("text"), "the earlier one"),),
                )


def _alike(facts: Facts, nodes: list[Node]) -> Iterator[tuple[Node, Node]]:
    """Pairs that share more than SHARED_WORDS of the longer one's words, earlier first, one for each later node.

    Two sets of which each shares over s of its n words must meet in the rarest (1 - s) n + 1 words of both (prefix
    filtering, Chaudhuri, Ganti and Kaushik 2006), so most pairs are never compared.
    """
    if len(nodes) < 2:
        return
    bags = [(node, facts.terms[node.id]) for node in nodes]
    rarity = Counter(word for _, bag in bags for word in bag)
    first: dict[frozenset[str], Node] = {}
    holders: dict[str, list[tuple[Node, frozenset[str]]]] = {}
    for node, bag in bags:
        if bag in first:
            yield first[bag], node
            continue
        first[bag] = node
        prefix = _rarest(bag, rarity)
        candidates = [entry for word in prefix for entry in holders.get(word, ())][:MOST_COMPARED]
        for earlier, other in candidates:
            if len(bag & other) > SHARED_WORDS * max(len(bag), len(other)):
                yield earlier, node
                break
        for word in prefix:
            holders.setdefault(word, []).append((node, bag))


def _rarest(bag: frozenset[str], rarity: Mapping[str, int]) -> list[str]:
    in_order = sorted(bag, key=lambda word: (rarity[word], word))
    return in_order[: len(bag) - int(SHARED_WORDS * len(bag))]
