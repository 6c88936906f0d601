"""A map written and read again is the same value, whatever graph it holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.diagnostics import Severity
from argmap.formats import read, write
from argmap.model import (
    Allow,
    ArgumentMap,
    Cite,
    Essay,
    Introduction,
    Node,
    Origin,
    Paper,
    Point,
    Relation,
    RelationKind,
    Role,
    Section,
    Source,
)
from argmap.tree import ATTACKERS, canonical

IDS = [f"n{index}" for index in range(9)]
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\ufeff"), min_size=1
).map(lambda text: " ".join(text.split()) or "x")


def _nothing_beside(name: str) -> bytes:
    raise FileNotFoundError(name)


@st.composite
def nodes(draw: st.DrawFn) -> tuple[Node, ...]:
    """Up to nine nodes of any role, each under any other or none."""
    names = IDS[: draw(st.integers(0, len(IDS)))]
    return tuple(_node(draw, name, names) for name in names)


def _node(draw: st.DrawFn, name: str, names: list[str]) -> Node:
    cites = tuple(
        draw(st.lists(st.sampled_from([Cite("s1"), Cite("s1", "2.3"), Cite("s2", "p. 4")]), max_size=2))
    )
    role = draw(st.sampled_from(list(Role)))
    answers = draw(st.lists(st.sampled_from(names), max_size=2))
    return Node(
        id=name,
        role=role,
        text=draw(TEXTS),
        under=draw(st.sampled_from([*names, None])),
        origin=draw(st.sampled_from(list(Origin))),
        heading=draw(st.none() | TEXTS),
        date=draw(st.sampled_from([None, "2022", "n.d."])),
        cites=cites,
        caution=draw(st.none() | TEXTS),
        strength=draw(st.sampled_from([None, "weak", "strong"])),
        concede=draw(st.none() | TEXTS) if role in ATTACKERS else None,
        answers=tuple(answers) if role is Role.WAY_FORWARD else (),
        tags=tuple(draw(st.lists(TEXTS, max_size=2))),
        allow=tuple(draw(st.lists(st.just(Allow("too-deep", "because so")), max_size=1))),
    )


def _relations(draw: st.DrawFn, names: list[str]) -> tuple[Relation, ...]:
    found: dict[str, Relation] = {}
    for _ in range(draw(st.integers(0, 14)) if names else 0):
        sources = tuple(draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)))
        target = draw(st.sampled_from([*names, *found]))
        derived = f"{sources[0]}->{target}"
        name = draw(st.sampled_from([derived, f"r{len(found)}"]))
        kind = draw(st.sampled_from(list(RelationKind)))
        scheme = draw(st.sampled_from([None, None, None, "from sign"]))
        found.setdefault(name, Relation(name, kind, sources, target, scheme))
    return tuple(found.values())


@st.composite
def maps(draw: st.DrawFn) -> ArgumentMap:
    """Any graph: several roots, cycles, self-loops, relations on relations, shared and linked nodes."""
    found = draw(nodes())
    names = [node.id for node in found]
    theses = [node.id for node in found if node.role is Role.THESIS]
    points = tuple(Point(name, draw(st.none() | st.just((name,)))) for name in names[:2])
    essay = Essay(
        id="q",
        question=draw(TEXTS),
        terms=("one", "two"),
        introduction=draw(st.sampled_from([None, Introduction("a hook", ("some text",), road_map=False)])),
        body=(Section("A heading", points),),
        counterpoints=draw(st.sampled_from(["beside", "section"])),
        way_forward=draw(st.sampled_from([None, (), ("some advice",)])),
    )
    return ArgumentMap(
        title=draw(TEXTS),
        language=draw(st.sampled_from(["en-GB", "ur"])),
        article=draw(st.sampled_from([None, "s1"])),
        thesis=theses[0] if theses else None,
        nodes=found,
        relations=_relations(draw, names),
        sources={
            "s1": Source("s1", {"type": "book", "title": "No", "issued": {"date-parts": [[2022, 6]]}}),
            "s2": Source("s2", {"type": "book"}),
        },
        essays=(essay,),
        papers=(Paper("p", "A paper", 20, (("write", 37),), (1, 3, 2), None, (12, 14), ("economic",)),),
        allow=(Allow("lone-child", "by design"),),
    )


@settings(max_examples=200, deadline=None)
@given(maps())
def test_canonical_order_is_stable(argument: ArgumentMap) -> None:
    """Putting a map in order twice is the same as once, and no node or relation is lost."""
    ordered = canonical(argument)
    assert canonical(ordered) == ordered
    assert sorted(node.id for node in ordered.nodes) == sorted(node.id for node in argument.nodes)
    assert sorted(r.id for r in ordered.relations) == sorted(r.id for r in argument.relations)


@pytest.mark.parametrize("fmt", ["yaml", "json"])
@settings(max_examples=200, deadline=None)
@given(argument=maps())
def test_read_of_write_is_the_same_map(fmt: str, argument: ArgumentMap) -> None:
    """Whatever the graph, the file says all of it, and reading finds no fault in what was written."""
    ordered = canonical(argument)
    written = write(ordered, fmt).value
    assert written is not None
    outcome = read(written, f"map.{fmt}", _nothing_beside)
    assert [found for found in outcome.diagnostics if found.severity is Severity.ERROR] == []
    assert outcome.value == ordered


@pytest.mark.parametrize("code", ["1c", "7f", "85", "a0", "2028", "feff", "fffe", "1fffe"])
def test_a_character_that_yaml_and_json_take_differently_comes_back(code: str) -> None:
    """Wherever an escape has put it, it is written so that it is read as what it was."""
    char = f"\\U{int(code, 16):08x}"
    data = (
        f'argmap: 1\ntitle: "a{char}b"\nsources: {{"a{char}b": {{"a{char}b": "a{char}b"}}}}\n'
        f'thesis: {{id: "{char}", text: "a{char}b", cite: "a{char}b"}}\n'
        f'essays: [{{id: "{char}", question: "a{char}b"}}]\nallow: [{{rule: "{char}", because: "a{char}b"}}]\n'
    )
    argument = read(data.encode(), "map.yaml", _nothing_beside).value
    assert argument is not None
    for to in ("yaml", "json"):
        assert read(write(argument, to).value or b"", f"map.{to}", _nothing_beside).value == argument
