"""Labels, strengths and reasons of maps small enough to work out by hand."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from argmap.model import ArgumentMap, Node, Relation, RelationKind, Role
from argmap.standing import Label, Reason, Why, chain, weigh
from argmap.standing.framework import elements
from argmap.standing.gradual import Influence, components, df_quad, quadratic_energy, solve

KINDS = {"+": RelationKind.SUPPORT, "-": RelationKind.ATTACK, "!": RelationKind.UNDERCUT}
ROLES = {
    "t": Role.THESIS,
    "c": Role.CLAIM,
    "e": Role.EVIDENCE,
    "w": Role.WARRANT,
    "x": Role.COUNTERPOINT,
    "r": Role.REBUTTAL,
}


def _map(*arrows: str, **strengths: str) -> ArgumentMap:
    """`a,b + c` is a relation of linked premises `a,b->c`; a name's first letter is its role."""
    relations, names = [], dict.fromkeys(strengths)
    for arrow in arrows:
        sources, sign, target = arrow.split()
        relations.append(Relation(f"{sources}->{target}", KINDS[sign], tuple(sources.split(",")), target))
        names.update(dict.fromkeys([*sources.split(","), *([] if "->" in target else [target])]))
    nodes = [Node(name, ROLES[name[0]], name, strength=strengths.get(name)) for name in names]
    return ArgumentMap("T", thesis="t", nodes=tuple(nodes), relations=tuple(relations))


def _labels(argument: ArgumentMap) -> str:
    labels = weigh(argument).labels
    return " ".join(f"{id_}:{labels[id_].name[0]}" for id_ in labels if "->" not in id_)


@pytest.mark.parametrize(
    ("arrows", "expected"),
    [
        pytest.param(["c + t"], "c:S t:S", id="support stands"),
        pytest.param(["c + t", "x - c"], "c:F t:F x:S", id="the only support falls"),
        pytest.param(["c1 + t", "c2 + t", "x - c1"], "c1:F t:S c2:S x:S", id="one of two supports falls"),
        pytest.param(["c,w + t", "x - w"], "c:S w:F t:F x:S", id="a linked premise falls"),
        pytest.param(["c + t", "x ! c->t"], "c:S t:F x:S", id="an undercut breaks the step, not the claim"),
        pytest.param(
            ["c + t", "x ! c->t", "r ! x->c->t"], "c:S t:S x:S r:S", id="an undercut of an undercut"
        ),
        pytest.param(["x - t", "r - x"], "x:F t:S r:S", id="a rebuttal reinstates"),
        pytest.param(["x - t", "r ! x->t"], "x:S t:S r:S", id="an undercut attack attacks nothing"),
        pytest.param(["x - t", "r + x", "x2 - r"], "x:F t:S r:F x2:S", id="an attacker loses its support"),
        pytest.param(["x - r", "r - x", "x - t"], "x:U r:U t:U", id="mutual attack"),
        pytest.param(["x - x", "x - t"], "x:U t:U", id="self-attack"),
        pytest.param(["x1 - x2", "x2 - x3", "x3 - x1", "x3 - t"], "x1:U x2:U x3:U t:U", id="odd loop"),
        pytest.param(
            ["c1 + c2", "c2 + c1", "c1 + t"], "c1:U c2:U t:U", id="support in a circle settles nothing"
        ),
        pytest.param(
            ["c1 + c2", "c2 + c1", "e + c1", "c1 + t"], "c1:S c2:S e:S t:S", id="a circle with a ground"
        ),
        pytest.param(["c + t", "e + c->t", "x - e"], "c:S t:F e:F x:S", id="a backed step loses its backing"),
        pytest.param(["x ! x->t", "x - t"], "x:S t:S", id="an attacker that undercuts its own attack"),
    ],
)
def test_grounded_labels_follow_the_reading_of_support(arrows: list[str], expected: str) -> None:
    """Supports are independent reasons, premises are linked, and an attack may hit a relation."""
    assert _labels(_map(*arrows)) == expected


def test_what_the_map_lacks_is_passed_over() -> None:
    """A relation to or from nothing known weighs nothing."""
    relations = (
        Relation("a", RelationKind.ATTACK, ("gone",), "t"),
        Relation("b", RelationKind.ATTACK, ("t",), "gone"),
    )
    argument = ArgumentMap("T", thesis="t", nodes=(Node("t", Role.THESIS, "t"),), relations=relations)
    assert weigh(argument).labels == {"t": Label.STANDS, "a": Label.STANDS, "b": Label.STANDS}
    assert weigh(ArgumentMap("empty")).labels == {}


def test_extensions_name_nodes() -> None:
    """A mutual attack has two ways out, and what hangs on it follows."""
    found = weigh(_map("x - r", "r - x", "x - c", "c + t"))
    assert found.preferred == (("x",), ("r", "c", "t"))
    assert found.stable == found.preferred
    assert weigh(_map("x - x", "x - t")).stable == ()


def test_reasons_lead_down_to_what_decides() -> None:
    """The thesis falls with its claim, the claim by a counterpoint whose answer falls."""
    found = weigh(_map("c + t", "x - c", "r - x", "x2 - r"))
    assert chain(found.reasons, "t") == (
        ("t", Reason(Why.UNSUPPORTED, ("c->t",))),
        ("c->t", Reason(Why.PREMISE, ("c",))),
        ("c", Reason(Why.ATTACKED, ("x->c",))),
        ("x->c", Reason(Why.CARRIED, ("x",))),
        ("x", Reason(Why.ANSWERED, ("r->x",))),
        ("r->x", Reason(Why.PREMISE, ("r",))),
        ("r", Reason(Why.ATTACKED, ("x2->r",))),
        ("x2->r", Reason(Why.CARRIED, ("x2",))),
        ("x2", Reason(Why.UNATTACKED)),
    )


def test_reasons_of_relations_and_cycles() -> None:
    """A step falls with its premise or by an undercut; a cycle names what keeps it undecided."""
    found = weigh(_map("c,w + t", "x1 - w", "x2 - x3", "x3 - x2"))
    assert found.reasons["c,w->t"] == Reason(Why.PREMISE, ("w",))
    assert found.reasons["x2"] == Reason(Why.CYCLE, ("x3->x2",))
    assert weigh(_map("c + t", "x ! c->t")).reasons["c->t"] == Reason(Why.ATTACKED, ("x->c->t",))


def test_counterpoints_that_nobody_answered() -> None:
    """An answer is an attack on the counterpoint or on its attack; a support is none."""
    found = weigh(_map("x1 - t", "x2 - t", "r2 - x2", "x3 - t", "r3 ! x3->t", "x4 - t", "e + x4"))
    assert found.unanswered == ("x1", "x4")


def test_the_rebuttal_on_which_the_thesis_rests() -> None:
    """Without it the counterpoint stands, the claim falls, and the thesis with its only claim."""
    found = weigh(_map("c + t", "x - c", "r - x"))
    assert found.pivots is not None
    assert [(pivot.rebuttal, pivot.changes) for pivot in found.pivots] == [
        ("r", (("x", Label.STANDS), ("c", Label.FALLS), ("t", Label.FALLS)))
    ]
    assert weigh(_map("x - t", "r1 - x", "r2 - x")).pivots == ()


def _without(argument: ArgumentMap, rebuttal: str) -> dict[str, Label]:
    """Labels where a rebuttal falls, by a newcomer that nothing answers."""
    foe = Node("foe", Role.COUNTERPOINT, "foe")
    attack = Relation("foe->", RelationKind.ATTACK, ("foe",), rebuttal)
    labels = weigh(
        ArgumentMap("T", thesis="t", nodes=(*argument.nodes, foe), relations=(*argument.relations, attack))
    ).labels
    return {node.id: labels[node.id] for node in argument.nodes if node.id != rebuttal}


def _random_map(draw: random.Random) -> ArgumentMap:
    names = ["t", "c1", "c2", "x1", "x2", "r1", "r2", "r3"]
    arrows: dict[str, None] = {}
    for _ in range(draw.randint(3, 12)):
        relations = [f"{arrow.split()[0]}->{arrow.split()[2]}" for arrow in arrows]
        target = draw.choice([*names, *relations])
        sources = ",".join(sorted(draw.sample(names, draw.choice((1, 1, 1, 2)))))
        arrows[f"{sources} {draw.choice('+-') if target in names else draw.choice('+!')} {target}"] = None
    unique = {(arrow.split()[0], arrow.split()[2]): arrow for arrow in arrows}
    return _map(*unique.values(), **dict.fromkeys(names, "moderate"))


def test_pivots_agree_with_weighing_the_map_again() -> None:
    """In 150 random maps, cycles and undercuts included, each rebuttal's loss changes what weighing anew says."""
    draw = random.Random(21)
    seen = 0
    for _ in range(150):
        argument = _random_map(draw)
        found = weigh(argument)
        pivots = {pivot.rebuttal: dict(pivot.changes) for pivot in found.pivots or ()}
        for rebuttal in ("r1", "r2", "r3"):
            if found.labels[rebuttal] is Label.STANDS:
                anew = _without(argument, rebuttal)
                changed = {id_: label for id_, label in anew.items() if label is not found.labels[id_]}
                lost = any(changed.get(id_, Label.STANDS) is not Label.STANDS for id_ in ("t", "c1", "c2"))
                assert pivots.get(rebuttal) == (changed if lost else None), argument.relations
                seen += lost
    assert seen > 10


def test_labels_agree_with_the_acceptance_conditions() -> None:
    """In 150 random maps the grounded labels are the least fixpoint of the reading of support, worked out naively."""
    draw = random.Random(5)
    for _ in range(150):
        argument = _random_map(draw)
        assert weigh(argument).labels == _least_fixpoint(argument)


def _least_fixpoint(argument: ArgumentMap) -> dict[str, Label]:
    """Kleene's three-valued logic on the conditions themselves (grounded model, Brewka and Woltran 2010)."""
    values: dict[str, float] = dict.fromkeys([*argument.by_id, *argument.relation_by_id], 0.5)
    for _ in range(len(values) + 1):
        values = {id_: _condition(argument, id_, values) for id_ in values}
    return {
        id_: {0: Label.FALLS, 0.5: Label.UNDECIDED, 1: Label.STANDS}[value] for id_, value in values.items()
    }


def _condition(argument: ArgumentMap, id_: str, values: dict[str, float]) -> float:
    onto = argument.onto.get(id_, ())
    supports = [values[relation.id] for relation in onto if relation.kind is RelationKind.SUPPORT]
    attacks = [1 - values[relation.id] for relation in onto if relation.kind is not RelationKind.SUPPORT]
    relation = argument.relation_by_id.get(id_)
    premises = [values[source] for source in relation.sources] if relation else []
    return min([*attacks, *premises, max(supports, default=1)], default=1)


@pytest.mark.parametrize(
    ("base", "attackers", "supporters", "expected"),
    [
        (0.5, [], [], 0.5),
        (0.5, [], [0.5], 0.75),
        (0.5, [0.5], [], 0.25),
        (0.8, [0.5, 0.5], [], 0.2),
        (0.4, [0.2], [0.7], 0.7),
        (0.6, [0.9], [0.9], 0.6),
        (0.25, [0.5], [0.5, 0.2], 0.325),
        (1.0, [1.0], [], 0.0),
        (0.0, [], [0.3, 0.5, 0.5], 0.825),
    ],
)
def test_df_quad_by_hand(
    base: float, attackers: list[float], supporters: list[float], expected: float
) -> None:
    """C(v0, va, vs) worked out on paper, such as 0.25 + 0.75 (0.6 - 0.5) = 0.325."""
    assert df_quad(base, attackers, supporters) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("base", "attackers", "supporters", "expected"),
    [
        (0.5, [], [], 0.5),
        (0.5, [], [1.0], 0.75),
        (0.5, [1.0], [], 0.25),
        (0.6, [0.5], [], 0.48),
        (0.2, [], [0.5], 0.36),
        (0.7, [0.4, 0.3], [0.7], 0.7),
        (0.5, [1.0, 1.0], [], 0.1),
        (0.4, [], [1.0, 1.0, 1.0], 0.94),
    ],
)
def test_quadratic_energy_by_hand(
    base: float, attackers: list[float], supporters: list[float], expected: float
) -> None:
    """W + (1 - w) h(E) - w h(-E) worked out on paper, such as 0.6 - 0.6 · 0.25/1.25 = 0.48."""
    assert quadratic_energy(base, attackers, supporters) == pytest.approx(expected, abs=1e-9)


def test_strengths_of_a_map_by_hand() -> None:
    """Weak 0.25, moderate 0.5, strong 0.75; linked premises carry their weakest, an undercut half breaks a step."""
    found = weigh(_map("e,w + c", "x ! e,w->c", "c + t", e="strong", w="moderate"))
    assert found.strengths["e,w->c"] == pytest.approx((1 - 0.5) * 0.5, abs=1e-9)
    assert found.strengths["c"] == pytest.approx(0.5 + 0.5 * 0.25, abs=1e-9)
    assert found.strengths["t"] == pytest.approx(0.5 + 0.5 * 0.625, abs=1e-9)
    broken = 1 - 0.25 / 1.25
    claim = 0.5 + 0.5 * (0.5 * broken) ** 2 / (1 + (0.5 * broken) ** 2)
    assert found.energies["e,w->c"] == pytest.approx(0.5 * broken, abs=1e-9)
    assert found.energies["c"] == pytest.approx(claim, abs=1e-9)
    assert found.unsettled == ()


def _solved(influence: Influence, weights: dict[str, float], *arrows: str) -> dict[str, float]:
    parts = elements(_map(*arrows, **dict.fromkeys(weights, "moderate")))
    found = solve(parts, [weights[id_] for id_ in parts.ids[: parts.nodes]], influence)
    assert found.unsettled == ()
    return dict(zip(parts.ids, found.values, strict=True))


def test_the_e_democracy_example_of_df_quad() -> None:
    """Two answers, three pros and four cons, with the base scores of Rago et al. 2016, worked out on paper."""
    weights = {
        "c1": 0.5,
        "c2": 0.5,
        "e1": 0.7,
        "e2": 0.5,
        "e3": 0.9,
        "x1": 0.2,
        "x2": 0.2,
        "x3": 0.6,
        "x4": 0.5,
    }
    arrows = ("x1 - c2", "x2 - e2", "x3 - e2", "x4 - e2", "e1 + c1", "e2 + c1", "e3 + c2")
    found = _solved(df_quad, weights, *arrows)
    assert found["e2"] == pytest.approx(0.5 * 0.8 * 0.4 * 0.5, abs=1e-9)
    assert found["c1"] == pytest.approx(0.862, abs=1e-9)
    assert found["c2"] == pytest.approx(0.85, abs=1e-9)


def _impact(energy: float) -> float:
    return max(energy, 0) ** 2 / (1 + max(energy, 0) ** 2)


def test_the_stock_example_of_the_quadratic_energy_model() -> None:
    """Potyka's buy or sell, which attack each other: what is on no cycle by hand, the rest by its equations."""
    weights = {"cbuy": 0.5, "csell": 0.5, "e1": 0.8, "e2": 0.7, "e3": 0.3, "e4": 0.9, "e5": 0.9}
    supports = ("e1 + csell", "e2 + cbuy", "e4 + cbuy", "e5 + e2")
    attacks = ("cbuy - csell", "csell - cbuy", "e2 - e1", "e4 - e1", "e3 - e2", "e5 - e3")
    found = _solved(quadratic_energy, weights, *supports, *attacks)
    third = 0.3 / 1.81
    second = 0.7 + 0.3 * _impact(0.9 - third)
    first = 0.8 - 0.8 * _impact(second + 0.9)
    assert (found["e3"], found["e2"], found["e1"]) == pytest.approx((third, second, first), abs=1e-9)
    buy, sell = found["cbuy"], found["csell"]
    assert buy == pytest.approx(0.5 + 0.5 * _impact(second + 0.9 - sell), abs=1e-9)
    assert sell == pytest.approx(0.5 - 0.5 * _impact(buy - first), abs=1e-9)
    assert (buy, sell) == pytest.approx((0.821, 0.363), abs=2e-3)


def test_strengths_on_cycles_settle_where_nothing_moves() -> None:
    """DF-QuAD: a self-attack of base 0.5 settles at s = 0.5 (1 - s), so 1/3; a mutual one at 1/3 each."""
    assert weigh(_map("x - x")).strengths["x"] == pytest.approx(1 / 3, abs=1e-9)
    mutual = weigh(_map("x - r", "r - x"))
    assert (mutual.strengths["x"], mutual.strengths["r"]) == pytest.approx((1 / 3, 1 / 3), abs=1e-9)
    energy = weigh(_map("x - x")).energies["x"]
    assert energy == pytest.approx(0.5 - 0.5 * energy**2 / (1 + energy**2), abs=1e-9)
    assert mutual.unsettled == ()


def test_strengths_that_do_not_settle_are_told() -> None:
    """A cycle that is given too few steps is named, and what hangs on it is still computed."""
    parts = elements(_map("x - r", "r - x", "x - t"))
    found = solve(parts, [0.5, 0.5, 0.5], df_quad, most_steps=3)
    assert [parts.ids[element] for element in found.unsettled] == ["x", "r", "x->r", "r->x"]


def test_components_come_after_what_they_need() -> None:
    """Tarjan's algorithm, on a cycle between two single elements and a chain too deep for recursion."""
    assert components([[1], [2, 3], [1], []]) == [[3], [1, 2], [0]]
    deep = 5_000
    assert components([[n + 1] for n in range(deep)] + [[]]) == [[n] for n in range(deep, -1, -1)]


SIZE = 20_000
SHAPES: dict[str, Callable[[int], int]] = {
    "chain": lambda n: n - 1,
    "star": lambda n: n - n,
    "bush": lambda n: n // 4,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_twenty_thousand_nodes_are_weighed(shape: str) -> None:
    """No shape needs a deep stack, and every label is what the pattern of attacks says."""
    above = SHAPES[shape]
    role = [Role.THESIS] + [Role.COUNTERPOINT if n % 2 else Role.REBUTTAL for n in range(1, SIZE)]
    nodes = tuple(Node(f"n{n}", role[n], "x") for n in range(SIZE))
    attacks = ((n, above(n)) for n in range(1, SIZE))
    relations = tuple(Relation(f"n{a}->n{b}", RelationKind.ATTACK, (f"n{a}",), f"n{b}") for a, b in attacks)
    found = weigh(ArgumentMap("T", thesis="n0", nodes=nodes, relations=relations))
    expected = [Label.STANDS] * SIZE
    for n in range(SIZE - 1, 0, -1):
        if expected[n] is Label.STANDS:
            expected[above(n)] = Label.FALLS
    assert [found.labels[node.id] for node in nodes] == expected
    assert found.unsettled == ()
