"""Maps that the tests of drawings are made on."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from argmap.formats import read
from argmap.model import ArgumentMap, Node, Relation, RelationKind, Role

MAPS = Path(__file__).parents[2] / "maps"
HOSTILE = (
    r'<b>&amp;</b> "quoted" \ back\slash \n \N \l {a|b} $x^2$ #set text(1pt) *bold* _it_ @ref ]] --> ]]>'
    " javascript:alert(1) `code` // comment /* x */ %d %s &#65; <!-- x -->"
)


@cache
def from_folder(name: str) -> ArgumentMap:
    """A map of maps/."""
    path = MAPS / name
    argument = read(path.read_bytes(), path.name, lambda beside: (MAPS / beside).read_bytes()).value
    assert argument is not None
    return argument


def from_yaml(text: str) -> ArgumentMap:
    """A map written out in a test."""
    argument = read(text.encode(), "map.yaml", lambda beside: beside.encode()).value
    assert argument is not None
    return argument


def with_texts(texts: Sequence[str]) -> ArgumentMap:
    """A thesis with a claim for each text."""
    thesis = Node("t", Role.THESIS, "The thesis")
    claims = [Node(f"c{index}", Role.CLAIM, text, under="t") for index, text in enumerate(texts)]
    steps = tuple(Relation(f"{one.id}->t", RelationKind.SUPPORT, (one.id,), "t") for one in claims)
    return ArgumentMap("Sample", thesis="t", nodes=(thesis, *claims), relations=steps)


def tangle(size: int, relations: int, seed: int = 1) -> ArgumentMap:
    """A graph of any shape: several roots, circles, shared nodes, undercuts, self-loops."""
    dice = random.Random(seed)
    nodes = tuple(
        Node(f"a{index}", Role.CLAIM, f"Point {index} of a tangled matter.") for index in range(size)
    )
    made: dict[str, Relation] = {}
    while len(made) < relations:
        start = f"a{dice.randrange(size)}"
        onto = list(made)[-20:] if made and dice.random() < 0.1 else [f"a{dice.randrange(size)}"]
        target = dice.choice(onto)
        kind = dice.choice((RelationKind.SUPPORT, RelationKind.ATTACK))
        kind = RelationKind.UNDERCUT if target in made else kind
        made[f"{start}->{target}"] = Relation(f"{start}->{target}", kind, (start,), target)
    return ArgumentMap("Tangle", nodes=nodes, relations=tuple(made.values()))
