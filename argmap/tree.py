"""Where each node of a map stands: the tree that people write, within the graph that the model holds.

A node written beneath another stands there by one relation, its step. A node may be shared: further relations then
lead from it to other nodes, and it stands there too. Whatever relation is neither is written out under `relations`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from argmap.model import ArgumentMap, Node, Relation, RelationKind, Role

KEYS: Mapping[Role, str] = MappingProxyType(
    {
        Role.WARRANT: "warrant",
        Role.CLAIM: "claims",
        Role.EVIDENCE: "evidence",
        Role.COUNTERPOINT: "counterpoints",
        Role.REBUTTAL: "rebuttals",
        Role.WAY_FORWARD: "way-forward",
    }
)
"""The key of the map file beneath which a node of each role is written."""
SUPPORTERS = (Role.CLAIM, Role.EVIDENCE)
ATTACKERS = (Role.COUNTERPOINT, Role.REBUTTAL)


@dataclass(frozen=True, slots=True)
class Tree:
    """The tree of a map.

    Attributes:
        tops: ids of the nodes written beneath no other: the thesis, way-forward, then the rest.
        children: ids of the nodes that stand beneath each node, shared ones included, its warrant first.
        parents: id of the node beneath which each is written.
        steps: the relation by which each node stands where it is written.
        shared: ids of the relations by which a node stands in a further place.
    """

    tops: tuple[str, ...]
    children: Mapping[str, tuple[str, ...]]
    parents: Mapping[str, str]
    steps: Mapping[str, Relation]
    shared: frozenset[str]


def tree(argument: ArgumentMap) -> Tree:
    """Find the tree of a map; linear in nodes and relations.

    Args:
        argument: any map. A node whose `under` no relation bears out counts as a top.

    Returns:
        The tree; every node is reached from one of its tops.
    """
    warrants = _warrants(argument)
    steps = _steps(argument, warrants)
    parents = _parents(argument, steps)
    shared = frozenset(r.id for r in argument.relations if _is_shared(argument, r, parents, steps))
    children = _children(argument, parents, steps, shared)
    tops = [node for node in argument.nodes if node.id not in parents]
    tops.sort(key=lambda node: (node.id != argument.thesis, node.role is not Role.WAY_FORWARD))
    return Tree(tuple(node.id for node in tops), children, parents, steps, shared)


def walk(structure: Tree) -> Iterator[str]:
    """Every node once, where it first stands, each before what stands beneath it.

    Args:
        structure: the tree of a map.

    Yields:
        The ids.
    """
    seen: set[str] = set()
    waiting = list(reversed(structure.tops))
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            yield node
            waiting.extend(reversed(structure.children.get(node, ())))


def canonical(argument: ArgumentMap) -> ArgumentMap:
    """Put a map's nodes and relations in file order, and clear each `under` that no relation bears out.

    Every reader ends here, so that a map written and read again is the same value.

    Args:
        argument: a map in any order.

    Returns:
        The same graph; applied twice it changes nothing more.
    """
    structure = tree(argument)
    nodes = tuple(_placed(argument, structure))
    standing = _relations_in_order(argument, structure, nodes)
    within = {relation.id for relation in standing}
    rest = [relation for relation in argument.relations if relation.id not in within]
    return replace(argument, nodes=nodes, relations=(*standing, *rest))


def _placed(argument: ArgumentMap, structure: Tree) -> Iterator[Node]:
    """Each node where it is written (not where it is shared), depth first."""
    waiting = list(reversed(structure.tops))
    while waiting:
        node = argument.by_id[waiting.pop()]
        under = structure.parents.get(node.id)
        yield node if node.under == under else replace(node, under=under)
        children = structure.children.get(node.id, ())
        waiting.extend(child for child in reversed(children) if structure.parents.get(child) == node.id)


def _relations_in_order(argument: ArgumentMap, structure: Tree, nodes: tuple[Node, ...]) -> list[Relation]:
    found: dict[str, Relation] = {}
    for parent in (node.id for node in nodes):
        for child in structure.children.get(parent, ()):
            own = structure.parents.get(child) == parent
            relation = structure.steps[child] if own else argument.relation_by_id[f"{child}->{parent}"]
            found[relation.id] = relation
    return list(found.values())


def _warrants(argument: ArgumentMap) -> dict[str, str]:
    """The warrant written under each node that has one, where both lead to the same target."""
    found: dict[str, str] = {}
    for node in argument.nodes:
        if node.role is Role.WARRANT and node.under and node.under != node.id:
            licensed = argument.out_of.get(node.id, ())
            if any(node.under in relation.sources for relation in licensed):
                found.setdefault(node.under, node.id)
    return found


def _steps(argument: ArgumentMap, warrants: Mapping[str, str]) -> dict[str, Relation]:
    """The step of each node that has one; a relation onto the node above goes before one aimed elsewhere."""
    above: list[tuple[Relation, list[Node]]] = []
    elsewhere: list[tuple[Relation, list[Node]]] = []
    for relation in argument.relations:
        nodes = [argument.by_id[source] for source in relation.sources if source in argument.by_id]
        if len(nodes) == len(relation.sources):
            (above if relation.target == nodes[0].under else elsewhere).append((relation, nodes))
    steps: dict[str, Relation] = {}
    for relation, nodes in (*above, *elsewhere):
        partners = [node for node in nodes if node.role is not Role.WARRANT]
        free = not any(node.id in steps for node in nodes)
        if partners and free and _is_step(argument, relation, partners, warrants):
            steps.update(dict.fromkeys(relation.sources, relation))
    return steps


def _is_step(
    argument: ArgumentMap, relation: Relation, partners: list[Node], warrants: Mapping[str, str]
) -> bool:
    """Whether writing `partners` beneath one node gives exactly this relation."""
    leader, above = partners[0], argument.by_id.get(partners[0].under or "")
    licences = [warrants[node.id] for node in partners if node.id in warrants]
    return (
        above is not None
        and above.id not in relation.sources
        and relation.scheme is None
        and relation.id == f"{leader.id}->{relation.target}"
        and relation.sources == (*(node.id for node in partners), *licences)
        and len(set(relation.sources)) == len(relation.sources)
        and all(node.under == leader.under for node in partners)
        and _fits_roles(argument, relation, partners, above)
    )


def _fits_roles(argument: ArgumentMap, relation: Relation, partners: list[Node], above: Node) -> bool:
    roles = {node.role for node in partners}
    if Role.REBUTTAL in roles and above.role not in ATTACKERS:
        return False
    if roles <= set(SUPPORTERS):
        return relation.kind is RelationKind.SUPPORT and relation.target == above.id
    aims_at_node = relation.target in argument.by_id
    kind = RelationKind.ATTACK if aims_at_node else RelationKind.UNDERCUT
    known = aims_at_node or relation.target in argument.relation_by_id
    return roles <= set(ATTACKERS) and relation.kind is kind and known


def _parents(argument: ArgumentMap, steps: dict[str, Relation]) -> dict[str, str]:
    """The node above each node that has a step; a ring of nodes written under one another is opened."""
    parents = {node.id: node.under for node in argument.nodes if node.under and node.id in steps}
    safe: set[str] = set()
    for start in list(parents):
        chain: dict[str, None] = {}
        node = start
        while node in parents and node not in safe and node not in chain:
            chain[node] = None
            node = parents[node]
        if node in chain:
            for source in steps[node].sources:
                parents.pop(source, None)
                steps.pop(source, None)
        safe.update(chain)
    return parents


def _is_shared(
    argument: ArgumentMap, relation: Relation, parents: Mapping[str, str], steps: Mapping[str, Relation]
) -> bool:
    """Whether naming a node, written elsewhere, among another's children gives exactly this relation.

    A node that says `against` attacks that alone, wherever it is named.
    """
    node = argument.by_id.get(relation.sources[0])
    above = argument.by_id.get(relation.target)
    if node is None or above is None or len(relation.sources) > 1 or relation.scheme is not None:
        return False
    step = steps.get(node.id)
    return (
        step is not None
        and step.id != relation.id
        and relation.id == f"{node.id}->{above.id}"
        and parents.get(node.id) not in {None, above.id}
        and step.target == node.under
        and _fits_roles(argument, relation, [node], above)
    )


def _children(
    argument: ArgumentMap,
    parents: Mapping[str, str],
    steps: Mapping[str, Relation],
    shared: frozenset[str],
) -> dict[str, tuple[str, ...]]:
    place = {relation.id: index for index, relation in enumerate(argument.relations)}
    guests: dict[str, list[Relation]] = {}
    for relation in argument.relations:
        if relation.id in shared:
            guests.setdefault(relation.target, []).append(relation)
    own: dict[str, list[str]] = {}
    for node in argument.nodes:
        if node.id in parents:
            own.setdefault(parents[node.id], []).append(node.id)
    found: dict[str, tuple[str, ...]] = {}
    for above in dict.fromkeys((*own, *guests)):
        merged = _merge(own.get(above, []), guests.get(above, []), place, steps)
        found[above] = _by_key(argument, merged)
    return found


def _merge(
    own: list[str], guests: list[Relation], place: Mapping[str, int], steps: Mapping[str, Relation]
) -> list[str]:
    """Own children keep their order; a shared one goes in where its relation stands among theirs."""
    merged: list[str] = []
    waiting = list(reversed(guests))
    for child in own:
        while waiting and place[waiting[-1].id] < place[steps[child].id]:
            merged.append(waiting.pop().sources[0])
        merged.append(child)
    return merged + [relation.sources[0] for relation in reversed(waiting)]


def _by_key(argument: ArgumentMap, children: list[str]) -> tuple[str, ...]:
    """Group children by the key they are written under: the warrant, then keys as they first occur."""
    groups: dict[str, list[str]] = {KEYS[Role.WARRANT]: []}
    for child in children:
        groups.setdefault(KEYS[argument.by_id[child].role], []).append(child)
    return tuple(child for group in groups.values() for child in group)
