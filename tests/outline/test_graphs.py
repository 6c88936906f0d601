"""Outlines of any graph: cycles, several roots, no thesis, chains deeper than a page; and essays that draw on several maps."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.blocks import Heading, Item, plain
from argmap.model import ArgumentMap, Node, Relation, RelationKind, Role
from argmap.outlines import Line, Outline, plan
from argmap.pipeline import outline as pipeline
from argmap.pipeline.maps import load
from argmap.templating import built_in
from argmap.templating.render import render
from argmap.tree import canonical

NAMES = [f"n{number}" for number in range(12)]
KINDS = {Role.COUNTERPOINT: RelationKind.ATTACK, Role.REBUTTAL: RelationKind.ATTACK}


@st.composite
def graphs(draw: st.DrawFn) -> ArgumentMap:
    """Up to twelve nodes of any role, each written under any other, with relations in all directions."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    nodes, relations = [], {}
    for name in names:
        role = draw(st.sampled_from(list(Role)))
        under = draw(st.none() | st.sampled_from(names))
        concede = draw(st.none() | st.just("Granted in part.")) if role in KINDS else None
        answers = tuple(draw(st.lists(st.sampled_from(names), max_size=2)))
        nodes.append(Node(name, role, f"Text of {name}.", under=under, concede=concede, answers=answers))
        for target in {under, draw(st.none() | st.sampled_from(names))} - {None}:
            kind = KINDS.get(role, RelationKind.SUPPORT)
            relations[f"{name}->{target}"] = Relation(f"{name}->{target}", kind, (name,), str(target))
    thesis = draw(st.none() | st.sampled_from(names))
    return canonical(
        ArgumentMap("Any graph", thesis=thesis, nodes=tuple(nodes), relations=tuple(relations.values()))
    )


def _lines(outline: Outline) -> Iterator[Line]:
    waiting = [line for section in reversed(outline.sections) for line in reversed(section.lines)]
    while waiting:
        line = waiting.pop()
        yield line
        waiting.extend(reversed(line.lines))


def _depth(lines: tuple[Line, ...]) -> int:
    return max((1 + _depth(line.lines) for line in lines), default=0)


@given(graphs())
@settings(deadline=None, max_examples=80)
def test_all_prints_every_node_of_any_graph(argument: ArgumentMap) -> None:
    """With everything each node has its line, four levels deep at most, and the document says its words."""
    outline = plan(argument, everything=True).value
    assert outline is not None
    printed = {line.id for line in _lines(outline)} | {section.id for section in outline.sections}
    assert set() == {node.id for node in argument.nodes} - printed
    assert all(_depth(section.lines) <= 3 for section in outline.sections)
    document = render(outline, template=built_in("academy")).value
    assert document is not None
    said = " ".join(plain(block.runs) for block in document.blocks if isinstance(block, Heading | Item))
    assert [node.id for node in argument.nodes if node.text not in said] == []


@given(graphs())
@settings(deadline=None, max_examples=80)
def test_the_planner_keeps_its_promises_on_any_graph(argument: ArgumentMap) -> None:
    """Budgets add up, and no counterpoint stands without what follows it."""
    outline = plan(argument).value
    assert outline is not None
    assert (outline.share.words, outline.share.minutes) == (2750, 120)
    for line in _lines(outline):
        if line.role == "counterpoint" and _depth((line,)) > 1:
            assert line.lines[0].role in {"rebuttal", "counterpoint", "concession", "unanswered"}


def test_a_chain_of_thousands_is_no_trouble() -> None:
    """A chain far deeper than any page is printed whole on four levels."""
    names = [f"n{number}" for number in range(3000)]
    nodes = [
        Node(name, Role.CLAIM, f"Text {name}.", under=above)
        for name, above in zip(names[1:], names, strict=False)
    ]
    relations = [Relation(f"{n.id}->{n.under}", RelationKind.SUPPORT, (n.id,), n.under or "") for n in nodes]
    argument = ArgumentMap(
        "Chain", thesis="n0", nodes=(Node("n0", Role.THESIS, "Top."), *nodes), relations=tuple(relations)
    )
    outline = plan(canonical(argument), everything=True).value
    assert outline is not None
    assert set(names) - {line.id for line in _lines(outline)} <= {section.id for section in outline.sections}
    assert plan(canonical(argument)).value is not None


WATER = """
    argmap: 1
    title: Water
    sources: {irsa-2018: {type: report, title: Flows, author: IRSA, issued: 2018}}
    thesis: {id: t, text: Trust follows measurement and not the other way round.}
    claims:
      - id: meters
        text: Nobody can verify a flow that another province has measured.
        evidence: [{id: staff, text: Each province measures by its own staff., cite: irsa-2018 p. 12}]
"""
ENERGY = """
    argmap: 1
    title: Energy
    sources: {irsa-2018: {type: report, title: Another report, author: Ministry, issued: 2020}}
    thesis: {id: t, text: Energy quarrels are quarrels about trust as well.}
    claims:
      - id: meters
        text: Unmetered power feeds the same suspicion.
        evidence: [{id: losses, text: A fifth of the power is lost unmetered., cite: irsa-2018 p. 3}]
        counterpoints: [{id: theft, text: Theft explains the losses., rebuttals: [{id: still, text: Theft thrives where nobody measures.}]}]
"""
ESSAYS = """
    argmap: 1
    maps: {en: energy.yaml}
    essays:
      - id: trust
        question: Is distrust the scarcest resource?
        terms: [trust]
        body:
          - heading: Water and power quarrels are about trust
            points: [meters, {claim: en#meters, evidence: [en#losses], counterpoints: [en#theft]}, en#metres]
"""


def _files(folder: Path) -> str:
    for name, text in (("water", WATER), ("energy", ENERGY), ("essays", ESSAYS)):
        (folder / f"{name}.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
    return str(folder / "water.yaml")


def test_an_essay_draws_on_several_maps(tmp_path: Path) -> None:
    """Ids with a prefix are another map's; its sources stay its own; an unknown one is told with a hint."""
    argument = load(_files(tmp_path)).argument
    assert argument is not None
    task = pipeline.task(argument, f"{tmp_path / 'essays.yaml'}#trust")
    assert isinstance(task, pipeline.Task)
    assert [(found.code, found.hint) for found in task.diagnostics] == [
        ("unknown-id", "did you mean en#meters?")
    ]
    text = pipeline.outline(task, pipeline.Wanted(style="decimal", to="txt", copy="study")).value
    assert text is not None
    shown = text.decode()
    assert "Each province measures by its own staff. (IRSA 2018)" in shown
    assert "A fifth of the power is lost unmetered. (Ministry 2020)" in shown
    assert shown.index("Theft explains the losses.") < shown.index("Theft thrives where nobody measures.")


def test_an_essay_that_is_not_there_is_answered_by_those_that_are(tmp_path: Path) -> None:
    """The ids of the file's essays come back."""
    argument = load(_files(tmp_path)).argument
    assert argument is not None
    assert pipeline.task(argument, f"{tmp_path / 'essays.yaml'}#thirst") == ("trust",)
