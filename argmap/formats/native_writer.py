"""Writing a map as a map file: nested where people would nest, written out under `nodes` and `relations` where not."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from argmap.diagnostics import Outcome
from argmap.formats.plain import Plain, allow_data, compact, essay_data, paper_data
from argmap.model import ArgumentMap, Cite, Node, Origin, Relation, Role, Source
from argmap.tree import ATTACKERS, KEYS, Tree, tree

MOST_DEPTH = 45
"""Nodes nested deeper than this go to `nodes`: each takes two YAML levels of the hundred that a reader allows."""


@dataclass(slots=True)
class _Writing:
    argument: ArgumentMap
    structure: Tree
    moved: list[Plain] = field(default_factory=list)


def write(argument: ArgumentMap) -> Outcome[bytes]:
    """Write a map in canonical order (`tree.canonical`).

    Args:
        argument: any map that a reader gave.

    Returns:
        UTF-8 YAML that reads back as the same value; nothing is lost, so nothing is told.
    """
    structure = tree(argument)
    writing = _Writing(argument, structure)
    text = yaml.dump(
        _top(writing),
        Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper),
        sort_keys=False,
        allow_unicode=True,
        width=110,
    )
    return Outcome(text.encode("utf-8"))


def _top(writing: _Writing) -> Plain:
    argument = writing.argument
    data: Plain = {"argmap": 1, "title": argument.title, "language": argument.language}
    data |= compact({"article": argument.article})
    data |= compact(
        {"sources": {source.key: _variables(source) for source in argument.sources.values()} or None}
    )
    tops: dict[str, list[Plain]] = {"way-forward": [], "nodes": []}
    for name in writing.structure.tops:
        node = argument.by_id[name]
        if name == argument.thesis:
            data["thesis"] = _words(node, argument)
            data |= _beneath(name, 1, writing)
        elif node.role is Role.WAY_FORWARD:
            tops["way-forward"].append(_words(node, argument) | _beneath(name, 1, writing))
        else:
            tops["nodes"].append(_words(node, argument, role=True) | _beneath(name, 1, writing))
    tops["nodes"] += writing.moved
    data |= compact(tops)
    written = {step.id for step in writing.structure.steps.values()} | writing.structure.shared
    rest = [_relation(relation) for relation in argument.relations if relation.id not in written]
    data |= compact({"relations": rest, "papers": [paper_data(paper) for paper in argument.papers]})
    data |= compact({"allow": [allow_data(allow) for allow in argument.allow]})
    return data | compact({"essays": [essay_data(essay) for essay in argument.essays]})


def _variables(source: Source) -> Plain:
    return dict(source.variables)


def _relation(relation: Relation) -> Plain:
    return compact(
        {
            "id": relation.id,
            "from": list(relation.sources),
            "to": relation.target,
            "kind": str(relation.kind),
            "scheme": relation.scheme,
        }
    )


def _words(node: Node, argument: ArgumentMap, *, role: bool = False) -> Plain:
    """What a node says, without what hangs on it."""
    from_article = any(cite.source == argument.article for cite in node.cites)
    derived = Origin.ARTICLE if from_article else Origin.CURATOR
    return compact(
        {
            "id": node.id,
            "role": str(node.role) if role else None,
            "text": node.text,
            "heading": node.heading,
            "dimension": node.dimension,
            "kind": node.kind,
            "date": node.date,
            "cite": "; ".join(map(_cite, node.cites)),
            "origin": str(node.origin) if node.origin is not derived else None,
            "caution": node.caution,
            "note": node.note,
            "strength": node.strength,
            "concede": node.concede,
            "answers": list(node.answers),
            "tags": list(node.tags),
            "allow": [allow_data(allow) for allow in node.allow],
        }
    )


def _cite(cite: Cite) -> str:
    return f"{cite.source} {cite.locator}" if cite.locator else cite.source


def _beneath(top: str, depth: int, writing: _Writing) -> Plain:
    """What hangs on a node, under its keys; without recursion, since a chain of shared nodes can be long."""
    data: Plain = {}
    waiting: list[tuple[str, Plain, int]] = [(top, data, depth)]
    while waiting:
        name, place, level = waiting.pop()
        for child in writing.structure.children.get(name, ()):
            node = writing.argument.by_id[child]
            key = KEYS[node.role]
            if writing.structure.parents.get(child) != name:
                place.setdefault(key, []).append(child)
                continue
            if level > MOST_DEPTH and node.role is not Role.WARRANT:
                made = _words(node, writing.argument, role=True) | _step_keys(node, writing)
                writing.moved.append(made)
                place.setdefault(key, []).append(child)
                waiting.append((child, made, 1))
                continue
            made = _words(node, writing.argument) | _step_keys(node, writing)
            waiting.append((child, made, level + 1))
            if node.role is Role.WARRANT:
                place[key] = made
            else:
                place.setdefault(key, []).append(made)
    return data


def _step_keys(node: Node, writing: _Writing) -> Plain:
    """`together` and `against`, where nesting alone does not say it."""
    step = writing.structure.steps[node.id]
    by_id = writing.argument.by_id
    if step.sources[0] != node.id:
        return {}
    partners = [name for name in step.sources[1:] if by_id[name].role is not Role.WARRANT]
    aim = None
    if node.role in ATTACKERS and step.target != node.under:
        above = writing.structure.steps.get(node.under or "")
        aim = "warrant" if above is not None and above.id == step.target else step.target
    return compact({"together": partners, "against": aim})
