"""Which claims of a map stand, how strongly, and why.

`weigh` labels every node and relation by the grounded semantics, gives two gradual strengths and the reasons.
`framework` says how a map becomes an abstract argumentation framework and how support is read; `extensions`, `gradual` and
`reasons` hold the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from argmap.model import ArgumentMap
from argmap.standing.extensions import preferred, stable
from argmap.standing.framework import Elements, Label, elements, flatten, grounded
from argmap.standing.gradual import df_quad, quadratic_energy, solve
from argmap.standing.reasons import Pivot, Reason, Why, chain, pivots, reasons_of, unanswered

__all__ = ["Label", "Pivot", "Reason", "Standing", "Why", "chain", "weigh"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where each node and relation of a map stands.

    Attributes:
        labels: grounded label by id.
        strengths: DF-QuAD strength by id, 0 to 1; of a relation what it carries.
        energies: strength by the quadratic energy model, likewise.
        reasons: why each has its label.
        unanswered: standing counterpoints that nobody answered.
        pivots: rebuttals whose loss alone costs the thesis or a claim its standing; None where not searched.
        preferred: the preferred extensions as ids of nodes; None where the map is too large for them.
        stable: the stable ones among them.
        unsettled: ids whose strength did not converge.
    """

    labels: Mapping[str, Label]
    strengths: Mapping[str, float]
    energies: Mapping[str, float]
    reasons: Mapping[str, Reason]
    unanswered: tuple[str, ...]
    pivots: tuple[Pivot, ...] | None
    preferred: tuple[tuple[str, ...], ...] | None
    stable: tuple[tuple[str, ...], ...] | None
    unsettled: tuple[str, ...]


def weigh(argument: ArgumentMap) -> Standing:
    """Say which nodes and relations of a map stand.

    Labels, strengths and reasons take time linear in nodes and relations (cycles aside); extensions and pivots are
    searched within a fixed amount of work.

    Args:
        argument: any map; cycles, self-attacks and undercuts of undercuts included.

    Returns:
        Its standing.
    """
    parts = elements(argument)
    flat = flatten(parts)
    labelling = grounded(flat)
    labels = dict(zip(parts.ids, labelling.labels, strict=False))
    extensions = preferred(flat)
    weights = [node.weight for node in argument.by_id.values()]
    quad, energy = (solve(parts, weights, influence) for influence in (df_quad, quadratic_energy))
    unsettled = sorted({*quad.unsettled, *energy.unsettled})
    return Standing(
        labels=labels,
        strengths=dict(zip(parts.ids, quad.values, strict=True)),
        energies=dict(zip(parts.ids, energy.values, strict=True)),
        reasons=reasons_of(parts, labelling),
        unanswered=unanswered(argument, labels),
        pivots=pivots(argument, parts, flat, labelling),
        preferred=_named(parts, extensions),
        stable=None if extensions is None else _named(parts, stable(flat, extensions)),
        unsettled=tuple(parts.ids[element] for element in unsettled),
    )


def _named(
    parts: Elements, extensions: tuple[tuple[int, ...], ...] | None
) -> tuple[tuple[str, ...], ...] | None:
    if extensions is None:
        return None
    named = (
        tuple(parts.ids[element] for element in extension if element < parts.nodes)
        for extension in extensions
    )
    return tuple(dict.fromkeys(named))
