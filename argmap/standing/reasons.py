"""Why each node stands or falls, which counterpoints nobody answered, and what the thesis rests on."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from argmap.model import ArgumentMap, RelationKind, Role
from argmap.standing.framework import Elements, Framework, Label, Labelling

MOST_WORK = 200_000
"""So many arguments are looked at in search of what the thesis rests on."""


class Why(StrEnum):
    """What decides a label."""

    UNATTACKED = "unattacked"
    ANSWERED = "answered"
    CARRIED = "carried"
    ATTACKED = "attacked"
    UNSUPPORTED = "unsupported"
    PREMISE = "premise"
    CYCLE = "cycle"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a node or a relation has its label.

    Attributes:
        why: what decides it.
        by: ids that decide it. It stands *answered*: the attacking relations, all fallen; *carried*: a relation's
            premises, all standing. It falls *attacked*: the standing relation that was decided first; *unsupported*: its
            supporting relations, all fallen; *premise*: a relation's premise that falls. *cycle*: what keeps it undecided.
    """

    why: Why
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pivot:
    """A rebuttal on which other nodes rest.

    Attributes:
        rebuttal: its id.
        changes: what its loss alone changes, as ids with their new labels, from the rebuttal's target upwards.
    """

    rebuttal: str
    changes: tuple[tuple[str, Label], ...]


def reasons_of(parts: Elements, labelling: Labelling) -> dict[str, Reason]:
    """Give the reason of each node and relation.

    Args:
        parts: a map's nodes and relations.
        labelling: the grounded labels of its framework.

    Returns:
        The reasons by id.
    """
    rank = dict.fromkeys(range(len(labelling.labels)), len(labelling.order))
    rank.update({argument: place for place, argument in enumerate(labelling.order)})
    found = _Reasons(parts, labelling.labels, rank)
    return {id_: found.of(element) for element, id_ in enumerate(parts.ids)}


@dataclass(frozen=True, slots=True)
class _Reasons:
    parts: Elements
    labels: Sequence[Label]
    rank: Mapping[int, int]

    def of(self, element: int) -> Reason:
        sources, attackers = self.parts.sources[element], self.parts.attackers[element]
        if self.labels[element] is Label.FALLS:
            return self._of_fallen(element)
        if self.labels[element] is Label.UNDECIDED:
            needs = (*attackers, *self.parts.supporters[element], *sources)
            return self._reason(Why.CYCLE, [need for need in needs if self.labels[need] is Label.UNDECIDED])
        if attackers:
            return self._reason(Why.ANSWERED, attackers)
        return self._reason(Why.CARRIED, sources) if sources else Reason(Why.UNATTACKED)

    def _of_fallen(self, element: int) -> Reason:
        """The cause that was decided first, so that a chain of causes ends."""
        causes: list[tuple[int, Why, tuple[int, ...]]] = [
            *(
                (self.rank[r], Why.ATTACKED, (r,))
                for r in self._labelled(self.parts.attackers, element, Label.STANDS)
            ),
            *(
                (self.rank[s], Why.PREMISE, (s,))
                for s in self._labelled(self.parts.sources, element, Label.FALLS)
            ),
        ]
        supports = self.parts.supporters[element]
        if supports and all(self.labels[support] is Label.FALLS for support in supports):
            causes.append((max(self.rank[support] for support in supports), Why.UNSUPPORTED, supports))
        _, why, by = min(causes)
        return self._reason(why, by)

    def _labelled(self, table: Sequence[tuple[int, ...]], element: int, label: Label) -> list[int]:
        return [other for other in table[element] if self.labels[other] is label]

    def _reason(self, why: Why, by: Sequence[int]) -> Reason:
        return Reason(why, tuple(self.parts.ids[other] for other in by))


def chain(given: Mapping[str, Reason], node: str) -> tuple[tuple[str, Reason], ...]:
    """Follow the reasons of a node down to what is unattacked, or to a cycle.

    Args:
        given: reasons by id.
        node: id to start from.

    Returns:
        Ids with their reasons, `node` first, each once, breadth first.
    """
    found = {node: given[node]}
    waiting = deque([node])
    while waiting:
        for cause in given[waiting.popleft()].by:
            if cause not in found:
                found[cause] = given[cause]
                waiting.append(cause)
    return tuple(found.items())


def unanswered(argument: ArgumentMap, labels: Mapping[str, Label]) -> tuple[str, ...]:
    """Find the counterpoints that nobody answered.

    Args:
        argument: the map.
        labels: of its nodes and relations.

    Returns:
        Ids of standing counterpoints that nothing attacks, nor any attack that they make, in file order.
    """
    found = []
    for node in argument.nodes:
        if node.role is Role.COUNTERPOINT and labels[node.id] is Label.STANDS:
            targets = [node.id, *(relation.id for relation in argument.out_of.get(node.id, ()))]
            attacks = [onto.kind for target in targets for onto in argument.onto.get(target, ())]
            if all(kind is RelationKind.SUPPORT for kind in attacks):
                found.append(node.id)
    return tuple(found)


def pivots(
    argument: ArgumentMap, parts: Elements, flat: Framework, labelling: Labelling
) -> tuple[Pivot, ...] | None:
    """Find the rebuttals whose loss alone would cost the thesis or a claim its standing.

    A rebuttal is lost when it falls. Only what can be reached from it along attacks can change with it (the grounded
    semantics is directional, Baroni and Giacomin 2007), so only that is labelled anew.

    Args:
        argument: the map.
        parts: its elements.
        flat: their framework.
        labelling: its grounded labels.

    Returns:
        The pivots in file order; None where the search would pass `MOST_WORK`.
    """
    index = {id_: element for element, id_ in enumerate(parts.ids)}
    search = _Loss(flat, labelling.labels)
    found = []
    for node in argument.nodes:
        if node.role is not Role.REBUTTAL or labelling.labels[index[node.id]] is not Label.STANDS:
            continue
        changed = search.without(index[node.id])
        if changed is None:
            return None
        changes = tuple((parts.ids[element], label) for element, label in changed if element < parts.nodes)
        if any(_is_lost(argument, id_, label) for id_, label in changes):
            found.append(Pivot(node.id, changes))
    return tuple(found)


def _is_lost(argument: ArgumentMap, id_: str, label: Label) -> bool:
    return label is not Label.STANDS and argument.by_id[id_].role in {Role.THESIS, Role.CLAIM}


class _Loss:
    """Labels after the loss of one argument."""

    def __init__(self, flat: Framework, labels: Sequence[Label]) -> None:
        self.flat = flat
        self.labels = labels
        self.work = 0
        hit = [[labels[a] for a in attackers] for attackers in flat.attackers]
        self.standing = [found.count(Label.STANDS) for found in hit]
        self.unanswered = [len(found) - found.count(Label.FALLS) for found in hit]

    def without(self, lost: int) -> list[tuple[int, Label]] | None:
        """What changes when an argument falls, with its new label, in the order in which it is reached."""
        reached = self._reached(lost)
        if self.work > MOST_WORK:
            return None
        new = dict.fromkeys(reached, Label.UNDECIDED)
        hits, open_ = self._counts(reached)
        new[lost] = Label.FALLS
        waiting = deque([lost])
        waiting.extend(self._start(reached, lost, new, hits, open_))
        while waiting:
            argument = waiting.popleft()
            for target in self.flat.attacked[argument]:
                if new[argument] is Label.FALLS:
                    open_[target] -= 1
                decided = self._decided(new[argument], open_[target])
                if new[target] is Label.UNDECIDED and decided is not Label.UNDECIDED:
                    new[target] = decided
                    waiting.append(target)
        return [(a, new[a]) for a in reached if a != lost and new[a] is not self.labels[a]]

    def _decided(self, attacker: Label, unanswered: int) -> Label:
        if attacker is Label.STANDS:
            return Label.FALLS
        return Label.STANDS if unanswered == 0 else Label.UNDECIDED

    def _reached(self, lost: int) -> list[int]:
        reached = {lost: None}
        waiting = [lost]
        for argument in waiting:
            for target in self.flat.attacked[argument]:
                self.work += 1
                if target not in reached:
                    reached[target] = None
                    waiting.append(target)
            if self.work > MOST_WORK:
                break
        return list(reached)

    def _counts(self, reached: list[int]) -> tuple[dict[int, int], dict[int, int]]:
        """Standing attackers outside of what is reached, and attackers in all that have not fallen."""
        hits = {argument: self.standing[argument] for argument in reached}
        open_ = {argument: self.unanswered[argument] for argument in reached}
        for argument in reached:
            for target in self.flat.attacked[argument]:
                if target in hits:
                    hits[target] -= self.labels[argument] is Label.STANDS
                    open_[target] += self.labels[argument] is Label.FALLS
        return hits, open_

    def _start(
        self,
        reached: list[int],
        lost: int,
        new: dict[int, Label],
        hits: dict[int, int],
        open_: dict[int, int],
    ) -> list[int]:
        """What is decided by attackers outside of what is reached."""
        decided = []
        for argument in reached:
            if argument != lost and (hits[argument] or not open_[argument]):
                new[argument] = Label.FALLS if hits[argument] else Label.STANDS
                decided.append(argument)
        return decided
