"""One map of several, for an essay that draws on them: the ids of the others take a prefix (`ir#threat-naming`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from argmap.diagnostics import Diagnostic, Severity, Span
from argmap.model import ArgumentMap, Cite, Essay, Node, Relation, Source


def join(argument: ArgumentMap, others: Mapping[str, ArgumentMap]) -> ArgumentMap:
    """Bring maps together.

    Args:
        argument: the map whose ids stay as they are, and whose thesis is the whole's.
        others: further maps by prefix.

    Returns:
        One map; a source key that stands for another source elsewhere takes the prefix as well. Nodes of the other maps
        that stand at the top there stand loose here.
    """
    nodes, relations, sources = list(argument.nodes), list(argument.relations), dict(argument.sources)
    papers = list(argument.papers)
    for prefix, other in others.items():
        keys = {key: _key(prefix, key, source, sources) for key, source in other.sources.items()}
        sources.update({keys[key]: replace(source, key=keys[key]) for key, source in other.sources.items()})
        nodes.extend(_node(prefix, node, keys) for node in other.nodes)
        relations.extend(_relation(prefix, relation, other) for relation in other.relations)
        papers.extend(other.papers)
    return replace(
        argument, nodes=tuple(nodes), relations=tuple(relations), sources=sources, papers=tuple(papers)
    )


def _key(prefix: str, key: str, source: Source, sources: Mapping[str, Source]) -> str:
    known = sources.get(key)
    return key if known is None or known.variables == source.variables else f"{prefix}#{key}"


def _node(prefix: str, node: Node, keys: Mapping[str, str]) -> Node:
    return replace(
        node,
        id=f"{prefix}#{node.id}",
        under=f"{prefix}#{node.under}" if node.under else None,
        answers=tuple(f"{prefix}#{name}" for name in node.answers),
        cites=tuple(Cite(keys.get(cite.source, cite.source), cite.locator) for cite in node.cites),
    )


def _relation(prefix: str, relation: Relation, other: ArgumentMap) -> Relation:
    """An id that is derived from its ends is derived anew, so that the tree knows the step again."""
    sources = tuple(f"{prefix}#{name}" for name in relation.sources)
    target = _renamed(prefix, relation.target, other)
    name = _renamed(prefix, relation.id, other)
    return replace(relation, id=name, sources=sources, target=target)


def _renamed(prefix: str, name: str, other: ArgumentMap) -> str:
    """Each node named in a derived relation id (`x1->c1->t`) takes the prefix."""
    if name not in other.relation_by_id:
        return f"{prefix}#{name}"
    return "->".join(f"{prefix}#{part}" for part in name.split("->"))


def settle(essay: Essay, argument: ArgumentMap) -> tuple[Essay, tuple[Diagnostic, ...]]:
    """Hold an essay that came in a file of its own against the map that it draws on.

    Args:
        essay: the essay.
        argument: the map, joined of all that it names.

    Returns:
        The essay without the ids that the map does not have, and an error for each of them.
    """
    found: list[Diagnostic] = []

    def known(names: tuple[str, ...] | None, span: Span) -> tuple[str, ...] | None:
        if names is None:
            return None
        missing = [name for name in names if " " not in name and name not in argument.by_id]
        found.extend(_unknown(name, span, argument) for name in missing)
        return tuple(name for name in names if name not in missing)

    body = []
    for section in essay.body:
        points = []
        for point in section.points:
            if known((point.claim,), point.span):
                evidence, against = known(point.evidence, point.span), known(point.counterpoints, point.span)
                points.append(replace(point, evidence=evidence, counterpoints=against))
        body.append(replace(section, points=tuple(points)))
    way_forward = known(essay.way_forward, essay.at("way-forward"))
    return replace(essay, body=tuple(body), way_forward=way_forward), tuple(found)


def _unknown(name: str, span: Span, argument: ArgumentMap) -> Diagnostic:
    near = get_close_matches(name, argument.by_id, 1)
    hint = f"did you mean {near[0]}?" if near else "ids of a map under `maps` are written as PREFIX#ID"
    return Diagnostic(span, Severity.ERROR, "unknown-id", f"{name} is in none of the essay's maps", hint)
