"""How often each rule fires on real argument texts, and whether rightly (tests/README.md shows it)."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from argmap.checks import CHECKS
from argmap.checks.finding import Facts
from argmap.model import ArgumentMap, Node, Relation, RelationKind, Role
from argmap.pipeline.check import Settings, check
from argmap.tree import canonical

HERE = Path(__file__)
CORPORA = ("aif-microtexts", "aif-araucaria", "aif-qt30")
DATA = Path(os.environ.get("ARGMAP_SHARED", HERE.parents[3] / "shared")) / "data"


def _files() -> list[Path]:
    return [path for corpus in CORPORA for path in sorted((DATA / corpus).rglob("*.json"))]


def _steps(graph: Mapping[str, Any]) -> Iterator[Relation]:
    """Each inference (RA) or conflict (CA) as a relation from its premises to what it bears on."""
    kinds = {node["nodeID"]: node["type"] for node in graph["nodes"]}
    for scheme, kind in kinds.items():
        if kind not in {"RA", "CA"}:
            continue
        into = [edge["fromID"] for edge in graph["edges"] if edge["toID"] == scheme]
        onto = [edge["toID"] for edge in graph["edges"] if edge["fromID"] == scheme]
        sources = tuple(node for node in into if kinds.get(node) == "I")
        for target in (node for node in onto if kinds.get(node) in {"I", "RA", "CA"}):
            if sources:
                attack = RelationKind.ATTACK if kinds[target] == "I" else RelationKind.UNDERCUT
                yield Relation(scheme, RelationKind.SUPPORT if kind == "RA" else attack, sources, target)


def _role(node: str, thesis: str, argument: ArgumentMap, roles: Mapping[str, Role]) -> Role:
    """By position: the root is the thesis, what attacks is an objection or its answer, a leaf beneath a claim evidence."""
    if node == thesis:
        return Role.THESIS
    onto, out = argument.onto, argument.out_of
    attacks = {relation.id for relation in argument.relations if relation.kind is not RelationKind.SUPPORT}
    for relation in out.get(node, ()):
        if relation.kind is not RelationKind.SUPPORT:
            answers = roles.get(relation.target) is Role.COUNTERPOINT or relation.target in attacks
            return Role.REBUTTAL if answers else Role.COUNTERPOINT
    straight = any(relation.target == thesis for relation in out.get(node, ()))
    supported = any(relation.kind is RelationKind.SUPPORT for relation in onto.get(node, ()))
    return Role.CLAIM if straight or supported or node not in out else Role.EVIDENCE


def load(data: bytes) -> ArgumentMap:
    """A map from an AIF file; its thesis is the root on which most rests."""
    graph = json.loads(data)
    texts = {node["nodeID"]: " ".join(node["text"].split()) for node in graph["nodes"] if node["type"] == "I"}
    relations = tuple(_steps(graph))
    bare = ArgumentMap(
        "", nodes=tuple(Node(key, Role.CLAIM, text) for key, text in texts.items()), relations=relations
    )
    thesis = max(bare.roots, key=lambda root: len(_beneath(bare, root)), default="")
    roles: dict[str, Role] = {}
    for node in (*_beneath(bare, thesis), *texts):
        if node in texts and node not in roles:
            roles[node] = _role(node, thesis, bare, roles)
    names = {step.id: f"{step.sources[0]}->{step.target}" for step in relations if step.target in texts}
    named = tuple(
        replace(step, id=names.get(step.id, step.id), target=names.get(step.target, step.target))
        for step in relations
    )
    under = {
        source: step.target for step in reversed(named) if step.target in texts for source in step.sources
    }
    nodes = tuple(Node(key, roles[key], text, under.get(key)) for key, text in texts.items())
    distinct = tuple({step.id: step for step in named}.values())
    return canonical(ArgumentMap("", language="en", thesis=thesis or None, nodes=nodes, relations=distinct))


def _beneath(argument: ArgumentMap, top: str) -> list[str]:
    found = [top]
    for target in found:
        for relation in argument.onto.get(target, ()):
            found += [source for source in (relation.id, *relation.sources) if source not in found]
    return found


@cache
def hits() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """For each rule the file and node of each finding."""
    found: dict[str, list[tuple[str, str]]] = {code: [] for code in CHECKS}
    for path in _files():
        facts = Facts(load(path.read_bytes()))
        for code, rule in CHECKS.items():
            found[code] += [(path.stem, finding.about) for finding in rule.run(facts)]
    return {code: tuple(places) for code, places in found.items()}


def _told(text: str) -> dict[str, tuple[int, int, int, int]]:
    """The table of tests/README.md: for each rule how often it fires on maps/ and here, judged right and wrong."""
    rows = re.findall(r"^\| ([a-z-]+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    return {
        code: (int(maps), int(corpora), int(right), int(wrong)) for code, maps, corpora, right, wrong in rows
    }


def _judged() -> list[tuple[str, ...]]:
    lines = HERE.with_name("judged.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines[1:]]


def test_every_rule_is_told_and_judged() -> None:
    """README tells each rule's count, and as many hits are judged as it says: twenty, or all where there are fewer."""
    told = _told((HERE.parents[1] / "README.md").read_text(encoding="utf-8"))
    judged = Counter((code, verdict) for code, _, _, verdict in _judged())
    assert list(told) == list(CHECKS)
    for code, (_, corpora, right, wrong) in told.items():
        assert (right, wrong) == (judged[code, "right"], judged[code, "wrong"])
        assert right + wrong == min(20, corpora)


def test_maps_are_as_told() -> None:
    """What README says of maps/ holds."""
    told = _told((HERE.parents[1] / "README.md").read_text(encoding="utf-8"))
    found: Counter[str] = Counter()
    for path in sorted((HERE.parents[2] / "maps").glob("*.yaml")):
        found.update(finding.code for finding in check([str(path)], (), (), Settings()).findings)
    assert {code: maps for code, (maps, _, _, _) in told.items()} == {code: found[code] for code in CHECKS}


@pytest.mark.skipif(not _files(), reason="the corpora lie beside the checkout, or where ARGMAP_SHARED says")
def test_corpora_are_as_told() -> None:
    """Each rule fires as often as README says, and every judged hit is still one."""
    told = _told((HERE.parents[1] / "README.md").read_text(encoding="utf-8"))
    assert {code: len(places) for code, places in hits().items()} == {
        code: row[1] for code, row in told.items()
    }
    assert [row for row in _judged() if (row[1], row[2]) not in hits()[row[0]]] == []
