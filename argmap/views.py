"""Selections of a map: the whole, the overview, one claim, one essay, or every attack with its answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from argmap.diagnostics import Diagnostic, Outcome, Severity
from argmap.model import ArgumentMap, Essay, Relation, RelationKind, Role
from argmap.tree import Tree, walk

KINDS = ("overview", "full", "counterpoints", "claim:ID", "essay:ID")


@dataclass(frozen=True, slots=True)
class View:
    """What of a map is drawn.

    Attributes:
        name: as asked for, such as `claim:c1`.
        title: for people.
        nodes: ids, in the argument's order.
        relations: those to draw, in the map's order; each starts and ends among `nodes` or at one of these.
        notes: lines to set beneath a node's text, by id.
    """

    name: str
    title: str
    nodes: tuple[str, ...]
    relations: tuple[Relation, ...]
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def select(argument: ArgumentMap, structure: Tree, view: str = "full") -> Outcome[View]:
    """Choose what of a map is drawn.

    Args:
        argument: any map.
        structure: its tree.
        view: `overview`, `full`, `counterpoints`, `claim:ID` (any node's id) or `essay:ID`.

    Returns:
        The view; without one, the finding says what may be asked for.
    """
    kind, _, name = view.partition(":")
    if view == "full":
        return Outcome(_view(argument, view, argument.title, walk(structure)))
    if view == "overview":
        return Outcome(_overview(argument, structure))
    if view == "counterpoints":
        return Outcome(_counterpoints(argument, structure))
    if kind == "claim" and name in argument.by_id:
        title = argument.by_id[name].heading or argument.by_id[name].text
        return Outcome(_view(argument, view, title, descendants(structure, name)))
    essays = {essay.id: essay for essay in argument.essays}
    if kind == "essay" and name in essays:
        return Outcome(_essay(argument, structure, essays[name]))
    return Outcome(None, (_unknown(argument, view, kind, name, essays),))


def descendants(structure: Tree, node: str) -> Iterator[str]:
    """A node and all that stands beneath it, each once, in the argument's order.

    Args:
        structure: the tree of a map.
        node: id of the node to start from.

    Yields:
        The ids.
    """
    seen: set[str] = set()
    waiting = [node]
    while waiting:
        found = waiting.pop()
        if found not in seen:
            seen.add(found)
            yield found
            waiting.extend(reversed(structure.children.get(found, ())))


def relations_among(argument: ArgumentMap, nodes: Iterable[str]) -> tuple[Relation, ...]:
    """The relations that start and end among some nodes, undercuts of such relations included.

    Args:
        argument: any map.
        nodes: ids.

    Returns:
        The relations in the map's order, each with those of its sources that are among the nodes; a relation of
        which only the warrant is there is none.
    """
    chosen = set(nodes)
    waiting = [found for relation in argument.relations if (found := _within(argument, relation, chosen))]
    ends, reached = chosen, set[str]()
    while ends:
        ends = {relation.id for relation in waiting if relation.target in ends} - reached
        reached |= ends
    return tuple(relation for relation in waiting if relation.id in reached)


def _within(argument: ArgumentMap, relation: Relation, chosen: set[str]) -> Relation | None:
    if chosen.issuperset(relation.sources):
        return relation
    sources = tuple(source for source in relation.sources if source in chosen)
    speaking = any(argument.by_id[source].role is not Role.WARRANT for source in sources)
    return replace(relation, sources=sources) if speaking else None


def answers(argument: ArgumentMap, node: str) -> tuple[str, ...]:
    """Ids of the nodes that answer a counterpoint: they attack it, or undercut what it does.

    Args:
        argument: any map.
        node: id of the counterpoint.

    Returns:
        The ids in the map's order, each once.
    """
    aims = (node, *(relation.id for relation in argument.out_of.get(node, ())))
    against = (relation for aim in aims for relation in argument.onto.get(aim, ()))
    found = (r.sources[0] for r in against if r.kind is not RelationKind.SUPPORT and node not in r.sources)
    return tuple(dict.fromkeys(found))


def is_unanswered(argument: ArgumentMap, node: str) -> bool:
    """Tell whether a counterpoint has neither an answer nor a concession.

    Args:
        argument: any map.
        node: id of the counterpoint.
    """
    return not answers(argument, node) and argument.by_id[node].concede is None


def holdings(argument: ArgumentMap, structure: Tree, node: str) -> str:
    """How much hangs on a node, in words, such as `4 evidence, 2 counterpoints (1 unanswered)`.

    Args:
        argument: any map.
        structure: its tree.
        node: id of the node.

    Returns:
        The words; empty where nothing hangs on it.
    """
    beneath = list(descendants(structure, node))[1:]
    roles = [argument.by_id[found].role for found in beneath]
    open_ones = [
        found
        for found in beneath
        if argument.by_id[found].role is Role.COUNTERPOINT and is_unanswered(argument, found)
    ]
    claims = ("claim", "claims") if node in structure.tops else ("sub-claim", "sub-claims")
    parts = [
        _count(roles.count(Role.CLAIM), *claims),
        _count(roles.count(Role.EVIDENCE), "evidence", "evidence"),
        _count(roles.count(Role.COUNTERPOINT), "counterpoint", "counterpoints"),
    ]
    return ", ".join(part for part in parts if part) + (
        f" ({len(open_ones)} unanswered)" if open_ones else ""
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def _view(
    argument: ArgumentMap,
    name: str,
    title: str,
    nodes: Iterable[str],
    notes: Mapping[str, tuple[str, ...]] | None = None,
) -> View:
    chosen = tuple(nodes)
    return View(name, title, chosen, relations_among(argument, chosen), notes or {})


def _overview(argument: ArgumentMap, structure: Tree) -> View:
    main = {Role.THESIS, Role.CLAIM}
    chosen = [node for node in walk(structure) if argument.by_id[node].role in main]
    chosen = chosen or [node for node in walk(structure) if node in argument.roots]
    notes = {node: (words,) for node in chosen if (words := holdings(argument, structure, node))}
    return _view(argument, "overview", argument.title, chosen, notes)


def _counterpoints(argument: ArgumentMap, structure: Tree) -> View:
    """Every attack with what it attacks and what answers it."""
    relations = argument.relation_by_id
    wanted: set[str] = set()
    for relation in argument.relations:
        if relation.kind is RelationKind.SUPPORT:
            continue
        step: Relation | None = relation
        met: set[str] = set()
        while step is not None and step.id not in met:
            met.add(step.id)
            wanted.update((*step.sources, step.target))
            step = relations.get(step.target)
    chosen = [node for node in walk(structure) if node in wanted]
    notes = {
        node: ("unanswered",)
        for node in chosen
        if argument.by_id[node].role is Role.COUNTERPOINT and is_unanswered(argument, node)
    }
    return _view(argument, "counterpoints", f"{argument.title}: counterpoints", chosen, notes)


def _essay(argument: ArgumentMap, structure: Tree, essay: Essay) -> View:
    """What an essay uses, in its order; each node with its warrant."""
    used: dict[str, None] = {argument.thesis: None} if argument.thesis else {}
    background = essay.introduction.background if essay.introduction else ()
    used.update(dict.fromkeys(background))
    for section in essay.body:
        for point in section.points:
            taken = (point.evidence, point.counterpoints)
            used.update(dict.fromkeys(_point(argument, structure, point.claim, taken)))
    if not essay.body:
        used.update(dict.fromkeys(descendants(structure, argument.thesis) if argument.thesis else ()))
    used.update(dict.fromkeys(essay.way_forward or ()))
    chosen = [node for node in used if node in argument.by_id]
    return _view(argument, f"essay:{essay.id}", essay.question or essay.id, chosen)


def _point(
    argument: ArgumentMap,
    structure: Tree,
    claim: str,
    taken: tuple[tuple[str, ...] | None, tuple[str, ...] | None],
) -> Iterator[str]:
    """A claim with the evidence and the counterpoints that its point takes, and all beneath these."""
    yield claim
    for child in structure.children.get(claim, ()):
        role = argument.by_id[child].role
        chosen = {Role.EVIDENCE: taken[0], Role.COUNTERPOINT: taken[1]}.get(role)
        if chosen is None or child in chosen:
            yield from descendants(structure, child)
    for node in (*(taken[0] or ()), *(taken[1] or ())):
        yield from descendants(structure, node)


def _unknown(
    argument: ArgumentMap, view: str, kind: str, name: str, essays: Mapping[str, Essay]
) -> Diagnostic:
    known = {"claim": list(argument.by_id), "essay": list(essays)}.get(kind, [])
    close = get_close_matches(name or view, known or [*KINDS[:3]], 1)
    if known:
        message = f"the map has no {'node' if kind == 'claim' else 'essay'} {name}"
        hint = f"did you mean {kind}:{close[0]}?" if close else f"one of {', '.join(known[:8])}"
    else:
        message = f"there is no view {view}"
        hint = f"did you mean {close[0]}?" if close else f"one of {', '.join(KINDS)}"
    return Diagnostic(argument.at("title"), Severity.ERROR, "unknown-view", message, hint)
