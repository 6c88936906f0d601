"""Labels and extensions agree with Dung's definitions, tried out on every subset of arguments."""

from __future__ import annotations

import random
from itertools import chain, combinations

import pytest

from argmap.standing import extensions
from argmap.standing.extensions import preferred, stable
from argmap.standing.framework import Framework, Label, framework, grounded

Attacks = set[tuple[int, int]]
RANDOM_FRAMEWORKS = 2_000


def _subsets(size: int) -> list[frozenset[int]]:
    arguments = range(size)
    found = chain.from_iterable(combinations(arguments, length) for length in range(size + 1))
    return [frozenset(subset) for subset in found]


def _is_free_of_conflict(subset: frozenset[int], attacks: Attacks) -> bool:
    return not any(a in subset and b in subset for a, b in attacks)


def _defended(subset: frozenset[int], size: int, attacks: Attacks) -> frozenset[int]:
    """Dung's characteristic function, word for word: each attacker of what it gives is attacked by the subset."""
    return frozenset(
        argument
        for argument in range(size)
        if all(any((c, b) in attacks for c in subset) for b in range(size) if (b, argument) in attacks)
    )


def _by_definition(
    size: int, attacks: Attacks
) -> tuple[frozenset[int], set[frozenset[int]], set[frozenset[int]]]:
    """Grounded, preferred and stable extensions from the definitions alone."""
    free = [subset for subset in _subsets(size) if _is_free_of_conflict(subset, attacks)]
    admissible = [subset for subset in free if subset <= _defended(subset, size, attacks)]
    complete = [subset for subset in admissible if subset == _defended(subset, size, attacks)]
    largest = {subset for subset in admissible if not any(subset < other for other in admissible)}
    outside = {
        subset
        for subset in free
        if all(any((a, b) in attacks for a in subset) for b in set(range(size)) - subset)
    }
    return min(complete, key=len), largest, outside


def _found(given: Framework) -> tuple[frozenset[int], set[frozenset[int]], set[frozenset[int]]]:
    labels = grounded(given).labels
    largest = preferred(given)
    assert largest is not None
    assert len(set(largest)) == len(largest)
    standing = frozenset(argument for argument, label in enumerate(labels) if label is Label.STANDS)
    return standing, set(map(frozenset, largest)), set(map(frozenset, stable(given, largest)))


def test_random_frameworks_agree_with_the_definitions() -> None:
    """Two thousand frameworks of up to seven arguments, self-attacks included, at densities from sparse to full."""
    draw = random.Random(8)
    for _ in range(RANDOM_FRAMEWORKS):
        size, density = draw.randint(0, 7), draw.choice((0.1, 0.2, 0.3, 0.5))
        attacks = {(a, b) for a in range(size) for b in range(size) if draw.random() < density}
        assert _found(framework(size, attacks)) == _by_definition(size, attacks), sorted(attacks)


@pytest.mark.parametrize(
    ("attacks", "labels", "largest", "settled"),
    [
        pytest.param([(0, 1), (1, 2)], "SFS", [(0, 2)], [(0, 2)], id="reinstatement"),
        pytest.param([(0, 1), (1, 0)], "UU", [(0,), (1,)], [(0,), (1,)], id="nixon diamond"),
        pytest.param([(0, 1), (1, 2), (2, 0)], "UUU", [()], [], id="odd loop"),
        pytest.param([(0, 0)], "U", [()], [], id="self-attack"),
        pytest.param(
            [(0, 1), (1, 0), (0, 2), (1, 2), (2, 3)],
            "UUUU",
            [(0, 3), (1, 3)],
            [(0, 3), (1, 3)],
            id="floating",
        ),
        pytest.param([(0, 1), (1, 1), (1, 2)], "SFS", [(0, 2)], [(0, 2)], id="beaten self-attack"),
    ],
)
def test_the_fields_standard_frameworks(
    attacks: list[tuple[int, int]],
    labels: str,
    largest: list[tuple[int, ...]],
    settled: list[tuple[int, ...]],
) -> None:
    """The examples that every text on Dung's semantics works through."""
    given = framework(len(labels), attacks)
    assert [label.name[0] for label in grounded(given).labels] == list(labels)
    found = preferred(given)
    assert found == tuple(largest)
    assert stable(given, found) == tuple(settled)


def test_a_framework_past_the_limit_has_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve undecided pairs have 4,096 preferred extensions: more than are listed, or more than are searched for."""
    pairs = [attack for n in range(0, 24, 2) for attack in ((n, n + 1), (n + 1, n))]
    assert preferred(framework(24, pairs)) is None
    assert preferred(framework(8, pairs[:8])) is not None
    monkeypatch.setattr(extensions, "MOST_WORK", 10)
    assert preferred(framework(8, pairs[:8])) is None
