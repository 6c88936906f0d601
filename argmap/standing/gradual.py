"""Strengths between 0 and 1: DF-QuAD (Rago et al. 2016) and the quadratic energy model (Potyka 2018).

Both take a base score per argument and move it by the strengths of its attackers and supporters. In the papers an edge
carries its source's strength. Here an edge is a relation, and may itself be attacked or supported: its own score starts at 1,
is moved like any other, and what it carries is that score times the strength of its weakest premise (the weakest
link, Pollock 2001). Where no relation is attacked or supported and each has one premise, that is the papers' model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeAlias

from argmap.standing.framework import Elements

Influence: TypeAlias = Callable[[float, Sequence[float], Sequence[float]], float]
TOLERANCE = 1e-12
"""Strengths that change less than this from step to step, all together, have settled."""
STEP = 0.25
"""Step of Euler's method on ds/dt = f(s) - s."""
MOST_STEPS = 10_000
MOST_WORK = 100_000
"""Steps times elements, over all cycles of a map: a large cycle gets fewer steps."""


@dataclass(frozen=True, slots=True)
class Strengths:
    """Strengths of all elements, and the numbers of those that did not settle."""

    values: tuple[float, ...]
    unsettled: tuple[int, ...] = ()


def df_quad(base: float, attackers: Sequence[float], supporters: Sequence[float]) -> float:
    """Score an argument by DF-QuAD (Rago, Toni, Aurisicchio and Baroni 2016, definitions 1 to 3).

    Args:
        base: base score v0.
        attackers: strengths of its attackers, combined to va = F(v1, ..., vn) = 1 - (1 - v1)...(1 - vn), 0 for none.
        supporters: strengths of its supporters, combined to vs likewise.

    Returns:
        C(v0, va, vs) = v0 - v0 |vs - va| where va >= vs, else v0 + (1 - v0) |vs - va|.
    """
    va = 1 - prod(1 - value for value in attackers)
    vs = 1 - prod(1 - value for value in supporters)
    if va >= vs:
        return base - base * (va - vs)
    return base + (1 - base) * (vs - va)


def quadratic_energy(base: float, attackers: Sequence[float], supporters: Sequence[float]) -> float:
    """Score an argument by the quadratic energy model (Potyka 2018, definitions 3 and 4).

    Args:
        base: initial weight w.
        attackers: their strengths.
        supporters: their strengths; the energy is E = sum of these - sum of the attackers'.

    Returns:
        w + (1 - w) h(E) - w h(-E), with the impact h(x) = max(x, 0)² / (1 + max(x, 0)²).
    """
    energy = sum(supporters) - sum(attackers)
    impact = energy * energy / (1 + energy * energy)
    return base + (1 - base) * impact if energy > 0 else base - base * impact


def solve(
    parts: Elements, weights: Sequence[float], influence: Influence, *, most_steps: int = MOST_STEPS
) -> Strengths:
    """Find the strengths at which nothing moves any more.

    What is on no cycle is computed once, after all that it depends on. A cycle is followed as the continuous system of
    Potyka (2018), from the base scores, until it settles.

    Args:
        parts: nodes and relations of a map.
        weights: base score of each node.
        influence: `df_quad` or `quadratic_energy`.
        most_steps: after so many steps a cycle counts as unsettled.

    Returns:
        A strength for each element; of a relation it is what it carries.
    """
    base = [*weights, *([1.0] * (len(parts.ids) - parts.nodes))]
    values = list(base)

    def updated(element: int) -> float:
        attackers = [values[other] for other in parts.attackers[element]]
        supporters = [values[other] for other in parts.supporters[element]]
        score = influence(base[element], attackers, supporters)
        return score * min((values[premise] for premise in parts.sources[element]), default=1.0)

    unsettled: list[int] = []
    work = MOST_WORK
    needs = [
        (*parts.attackers[element], *parts.supporters[element], *parts.sources[element])
        for element in range(len(base))
    ]
    for component in components(needs):
        if len(component) == 1 and component[0] not in needs[component[0]]:
            values[component[0]] = updated(component[0])
            continue
        steps = min(most_steps, work // len(component))
        taken = _settle(component, values, updated, steps)
        work -= min(taken, steps) * len(component)
        if taken > steps:
            unsettled.extend(component)
    return Strengths(tuple(values), tuple(sorted(unsettled)))


def _settle(component: Sequence[int], values: list[float], updated: Callable[[int], float], most: int) -> int:
    """Move a cycle until it settles, and count the steps; one more than `most` where it has not."""
    for step in range(1, most + 1):
        moves = [updated(element) - values[element] for element in component]
        for element, move in zip(component, moves, strict=True):
            values[element] += STEP * move
        if sum(map(abs, moves)) < TOLERANCE:
            return step
    return most + 1


def components(needs: Sequence[Iterable[int]]) -> list[list[int]]:
    """Strongly connected components, each after those that it needs (Tarjan 1972), without recursion.

    Args:
        needs: what each element needs.

    Returns:
        The components, each sorted.
    """
    found: list[list[int]] = []
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    held: dict[int, None] = {}
    for root in range(len(needs)):
        calls = [] if root in index else [(root, iter(needs[root]))]
        while calls:
            element, waiting = calls[-1]
            if element not in index:
                index[element] = low[element] = len(index)
                held[element] = None
            for need in waiting:
                if need not in index:
                    calls.append((need, iter(needs[need])))
                    break
                if need in held:
                    low[element] = min(low[element], index[need])
            else:
                calls.pop()
                if calls:
                    low[calls[-1][0]] = min(low[calls[-1][0]], low[element])
                if low[element] == index[element]:
                    found.append(_released(held, element))
    return found


def _released(held: dict[int, None], element: int) -> list[int]:
    component = []
    while element in held:
        component.append(held.popitem()[0])
    return sorted(component)
