"""Abstract argumentation frameworks (Dung 1995), and the one that a map stands for.

A map has support, linked premises and attacks on relations; a framework has arguments and attacks alone. `flatten`
brings the one to the other with helper arguments, so that what is known of frameworks holds for maps.

How support is read. The literature has three readings: *deductive* (who accepts the supporter accepts the supported, Boella
et al. 2010), *necessary* (the supported falls with its supporter, Nouioua and Risch 2011) and *evidential* (what nothing
prima facie supports cannot stand, Oren and Norman 2008). Ours is the necessary reading with sets (Nouioua 2013): a
node or relation that has support stands only while at least one of its supports stands, and a support stands only while
all its linked premises do, the warrant among them. What has no support is taken as it is. The reason: in an essay several
supports are independent reasons, so the loss of one leaves the others, while a claim that has lost them all is a bare
assertion; the deductive reading would let an attack on the thesis refute its evidence, and the evidential one would
have every map begin with facts marked as such.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from argmap.model import ArgumentMap, RelationKind


class Label(StrEnum):
    """Whether something survives the attacks on it (Caminada 2006: in, out, undec)."""

    STANDS = "stands"
    FALLS = "falls"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Framework:
    """Arguments 0 to n-1 and the attacks among them.

    Attributes:
        attackers: those of each argument.
        attacked: whom each argument attacks.
    """

    attackers: tuple[tuple[int, ...], ...]
    attacked: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Labelling:
    """Labels of all arguments, and their numbers in the order in which they were decided."""

    labels: list[Label]
    order: list[int]


@dataclass(frozen=True, slots=True)
class Elements:
    """The nodes and relations of a map under numbers: what attacks, supports and makes up each of them.

    Attributes:
        ids: nodes in file order, then relations.
        nodes: how many of them are nodes.
        attackers, supporters: relations that lead to each node or relation.
        sources: of each relation; empty for nodes.
    """

    ids: tuple[str, ...]
    nodes: int
    attackers: tuple[tuple[int, ...], ...]
    supporters: tuple[tuple[int, ...], ...]
    sources: tuple[tuple[int, ...], ...]


def framework(size: int, attacks: Iterable[tuple[int, int]]) -> Framework:
    """Make a framework.

    Args:
        size: number of arguments.
        attacks: pairs of attacker and attacked.

    Returns:
        The framework; an attack told twice counts once.
    """
    attackers: list[list[int]] = [[] for _ in range(size)]
    attacked: list[list[int]] = [[] for _ in range(size)]
    for attacker, target in dict.fromkeys(attacks):
        attackers[target].append(attacker)
        attacked[attacker].append(target)
    return Framework(tuple(map(tuple, attackers)), tuple(map(tuple, attacked)))


def grounded(given: Framework) -> Labelling:
    """Label the arguments of a framework by its grounded extension; linear in attacks.

    Args:
        given: any framework.

    Returns:
        The grounded labelling: what is unattacked stands, what it attacks falls, and so on; the rest is undecided.
    """
    labels = [Label.UNDECIDED] * len(given.attackers)
    unanswered = [len(attackers) for attackers in given.attackers]
    order = [argument for argument, count in enumerate(unanswered) if count == 0]
    for argument in order:
        labels[argument] = Label.STANDS
    decided = 0
    while decided < len(order):
        argument = order[decided]
        decided += 1
        for target in given.attacked[argument]:
            if labels[argument] is Label.STANDS and labels[target] is Label.UNDECIDED:
                labels[target] = Label.FALLS
                order.append(target)
            elif labels[argument] is Label.FALLS:
                unanswered[target] -= 1
                if unanswered[target] == 0 and labels[target] is Label.UNDECIDED:
                    labels[target] = Label.STANDS
                    order.append(target)
    return Labelling(labels, order)


def elements(argument: ArgumentMap) -> Elements:
    """Number the nodes and relations of a map.

    Args:
        argument: any map; what a relation names and the map lacks is passed over.

    Returns:
        Its elements.
    """
    ids = (*argument.by_id, *(id_ for id_ in argument.relation_by_id if id_ not in argument.by_id))
    index = {id_: place for place, id_ in enumerate(ids)}
    attackers: list[list[int]] = [[] for _ in ids]
    supporters: list[list[int]] = [[] for _ in ids]
    sources: list[tuple[int, ...]] = [() for _ in ids]
    for id_ in ids[len(argument.by_id) :]:
        relation = argument.relation_by_id[id_]
        known = [index[source] for source in relation.sources if source in index]
        sources[index[id_]] = tuple(dict.fromkeys(known))
        if relation.target in index and known:
            towards = supporters if relation.kind is RelationKind.SUPPORT else attackers
            towards[index[relation.target]].append(index[id_])
    return Elements(
        ids, len(argument.by_id), tuple(map(tuple, attackers)), tuple(map(tuple, supporters)), tuple(sources)
    )


def flatten(parts: Elements) -> Framework:
    """Bring a map's elements to a framework whose first arguments are the elements under the same numbers.

    Args:
        parts: nodes and relations.

    Returns:
        The framework. Each premise has a helper that it attacks and that attacks the relations which need the
        premise; each supported element has a helper that its supports attack and that attacks it.
    """
    attacks = [(attacker, target) for target, found in enumerate(parts.attackers) for attacker in found]
    size = len(parts.ids)
    missing: dict[int, int] = {}
    for relation, premises in enumerate(parts.sources):
        for premise in premises:
            if premise not in missing:
                missing[premise] = size
                attacks.append((premise, size))
                size += 1
            attacks.append((missing[premise], relation))
    for target, supports in enumerate(parts.supporters):
        if supports:
            attacks += [(support, size) for support in supports]
            attacks.append((size, target))
            size += 1
    return framework(size, attacks)
