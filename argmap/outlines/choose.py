"""The planner: what an outline takes where its essay leaves the choice.

What the essay names is taken. The rest is offered in units: a piece of evidence; a counterpoint with its strongest answer
and what it concedes; a sub-claim with its strongest evidence. Each point offers two units that support it, then by turns a
counterpoint and a support, the strongest first (written strength, then file order). Round after round, the points from the strongest to the weakest place
their next unit, as long as the paper's lines have room for it. A counterpoint that nobody answers is not offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from argmap.model import Point, Role
from argmap.outlines.picks import Material, Pick, count, expand
from argmap.tree import ATTACKERS


@dataclass(slots=True)
class Choice:
    """A point on its way into the outline.

    Attributes:
        point: the claim, and what the essay says about it.
        deepest: levels of lines beneath it.
        kept: ids that stand beneath it so far.
        named: what the essay names, in its order.
        among: the roles that may stand straight beneath it; any where empty.
    """

    point: Point
    deepest: int
    kept: set[str]
    named: tuple[str, ...] = ()
    among: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """What is taken or left as one; `under` must be taken before it."""

    under: str
    ids: tuple[str, ...]


@dataclass(slots=True)
class Room:
    """How many lines the paper has left; None where it sets no limit."""

    lines: int | None
    left_out: list[str] = field(default_factory=list)

    def take(self, number: int) -> bool:
        """Take so many lines if they are there."""
        if self.lines is None:
            return True
        if number > self.lines:
            return False
        self.lines -= number
        return True


def start(material: Material, point: Point, deepest: int, among: tuple[Role, ...] = ()) -> Choice:
    """Take what the essay itself names for a point.

    Args:
        material: the map.
        point: its claim, evidence and counterpoints.
        deepest: levels of lines beneath the point.
        among: the roles that may stand straight beneath it; any where empty.

    Returns:
        The choice, to which `fill` adds.
    """
    named = (*(point.evidence or ()), *(point.counterpoints or ()))
    kept = {*named, *material.of_role(point.claim, Role.WARRANT)}
    for name in named:
        if material.node(name).role in ATTACKERS:
            kept.update(_answers(material, name)[:1])
    return Choice(point, deepest, kept, named, among)


def fill(material: Material, choices: list[Choice], room: Room) -> None:
    """Place the units that are left to the planner, round by round.

    Args:
        material: the map.
        choices: the points; their `kept` grows.
        room: the lines that are left; what finds none is noted there.
    """
    order = material.strongest(choice.point.claim for choice in choices)
    rank = {name: place for place, name in enumerate(order)}
    ordered = sorted(choices, key=lambda choice: rank[choice.point.claim])
    offers = [list(_units(material, choice)) for choice in ordered]
    for units in zip_longest(*offers):
        for choice, unit in zip(ordered, units, strict=True):
            if unit is not None:
                _place(material, choice, unit, room)


def _place(material: Material, choice: Choice, unit: Unit, room: Room) -> None:
    new = [name for name in unit.ids if name not in choice.kept]
    lines = len(new) + sum(bool(_conceding(material, name)) for name in new)
    if not new or (unit.under != choice.point.claim and unit.under not in choice.kept):
        return
    if room.take(lines):
        choice.kept.update(new)
    else:
        room.left_out.append(new[0])


def picked(material: Material, choice: Choice, *, everything: bool) -> Pick:
    """The lines of a point: what the essay names in its own order, then the rest in the map's.

    Args:
        material: the map.
        choice: the point.
        everything: whether all that stands beneath it is taken.

    Returns:
        The point's own pick, with the lines beneath it.
    """

    def kids(name: str) -> list[str]:
        below = material.kids(name)
        if not everything:
            below = [kid for kid in below if kid in choice.kept]
        if name == choice.point.claim and choice.among:
            below = [kid for kid in below if material.node(kid).role in choice.among]
        if name != choice.point.claim or not choice.named:
            return below
        warrants = [kid for kid in below if material.node(kid).role is Role.WARRANT]
        return list(dict.fromkeys((*warrants, *choice.named, *below)))

    return expand(material, choice.point.claim, kids, choice.deepest)


def lines_of(material: Material, choice: Choice) -> int:
    """How many lines a point takes as it stands."""
    return count([picked(material, choice, everything=False)], material)


def _units(material: Material, choice: Choice) -> Iterator[Unit | None]:
    """What a point offers, in the order in which it offers it; a round without supports is passed."""
    claim, point = choice.point.claim, choice.point

    def offered(*roles: Role) -> list[str]:
        return material.of_role(claim, *(role for role in roles if role in (choice.among or roles)))

    evidence = offered(Role.EVIDENCE) if point.evidence is None else []
    claims = offered(Role.CLAIM, Role.WAY_FORWARD) if point.evidence is None else []
    against = offered(*ATTACKERS) if point.counterpoints is None else []
    supports = _alternating(
        [Unit(claim, (name,)) for name in material.strongest(evidence)],
        [Unit(claim, _with_evidence(material, name)) for name in material.strongest(claims)],
    )
    attacks = [Unit(claim, _with_answer(material, name)) for name in _answered(material, against)]
    yield from (*supports, None, None)[:2]
    yield from _alternating(attacks, supports[2:])
    for name in material.strongest(claims):
        rest = material.strongest(material.of_role(name, Role.EVIDENCE))[1:]
        yield from (Unit(name, (kid,)) for kid in rest)
    for name in (*against, *(point.counterpoints or ())):
        yield from (Unit(name, (kid,)) for kid in _answers(material, name)[1:])


def _alternating(first: list[Unit], second: list[Unit]) -> list[Unit]:
    return [unit for pair in zip_longest(first, second) for unit in pair if unit is not None]


def _answers(material: Material, name: str) -> list[str]:
    return material.strongest(material.of_role(name, *ATTACKERS))


def _conceding(material: Material, name: str) -> str | None:
    node = material.node(name)
    return node.concede if node.role in ATTACKERS else None


def _answered(material: Material, names: list[str]) -> list[str]:
    return [n for n in material.strongest(names) if _answers(material, n) or _conceding(material, n)]


def _with_answer(material: Material, name: str) -> tuple[str, ...]:
    return (name, *_answers(material, name)[:1])


def _with_evidence(material: Material, name: str) -> tuple[str, ...]:
    return (name, *material.strongest(material.of_role(name, Role.EVIDENCE))[:1])
