"""What stands beneath a node in an outline, picked from the map: who follows whom, at most four levels deep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from argmap.model import ArgumentMap, Node, Role
from argmap.numbering import numbers
from argmap.tree import ATTACKERS, Tree, tree

DEEPEST = 3
"""Levels of lines beneath a section's heading; what lies deeper follows on the last."""
_FIRST = (Role.WARRANT, Role.EVIDENCE, Role.CLAIM, Role.WAY_FORWARD, Role.COUNTERPOINT, Role.REBUTTAL)


@dataclass(frozen=True)
class Material:
    """A map with what planning needs of it, each worked out once."""

    argument: ArgumentMap

    @cached_property
    def structure(self) -> Tree:
        """Its tree."""
        return tree(self.argument)

    @cached_property
    def labels(self) -> dict[str, str]:
        """The number of each node."""
        return numbers(self.argument, self.structure)

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each node stands in the file."""
        return {node.id: place for place, node in enumerate(self.argument.nodes)}

    def node(self, name: str) -> Node:
        """The node of an id."""
        return self.argument.by_id[name]

    def kids(self, name: str) -> list[str]:
        """What stands beneath a node, in an outline's order: answers come straight after what they answer."""
        kids = self.structure.children.get(name, ())
        if len(kids) < 2:
            return list(kids)
        attacked = self.node(name).role in ATTACKERS
        return sorted(kids, key=lambda kid: (not attacked or not self.answers(kid), self._rank(kid)))

    def answers(self, name: str) -> bool:
        """Whether a node attacks, and so answers the attacker above it."""
        return self.node(name).role in ATTACKERS

    def of_role(self, name: str, *roles: Role) -> list[str]:
        """What stands beneath a node in one of the roles."""
        return [kid for kid in self.kids(name) if self.node(kid).role in roles]

    def strongest(self, names: Iterable[str]) -> list[str]:
        """Ids by written strength, then file order."""
        return sorted(names, key=lambda name: (-self.node(name).weight, self.place[name]))

    def _rank(self, name: str) -> int:
        return _FIRST.index(self.node(name).role) if self.node(name).role in _FIRST else len(_FIRST)


@dataclass(slots=True)
class Pick:
    """A line to be: a node's text, its concession, or the gap where an answer is missing."""

    id: str
    part: str = "text"
    lines: list[Pick] = field(default_factory=list)


def expand(material: Material, top: str, kids: Callable[[str], list[str]], deepest: int = DEEPEST) -> Pick:
    """Pick a node and all that stands beneath it.

    Args:
        material: the map.
        top: the node.
        kids: what to take beneath each node, in order.
        deepest: levels of lines beneath `top`.

    Returns:
        The pick of `top`; a node that is met again is picked again, but not what stands beneath it.
    """
    first = Pick(top)
    trail = [first]
    seen: set[str] = set()
    waiting = list(reversed(list(_beneath(material, top, 0, kids))))
    while waiting:
        name, level, part = waiting.pop()
        pick = Pick(name, part)
        depth = min(level, deepest)
        del trail[depth:]
        trail[-1].lines.append(pick)
        trail.append(pick)
        if part == "text" and name not in seen and name != top:
            seen.add(name)
            waiting.extend(reversed(list(_beneath(material, name, level, kids))))
    return first


def _beneath(
    material: Material, name: str, level: int, kids: Callable[[str], list[str]]
) -> Iterator[tuple[str, int, str]]:
    """What follows a node: an attacker's answers, what is granted to it, then the rest."""
    below = kids(name)
    node = material.node(name)
    if node.role not in ATTACKERS:
        yield from ((kid, level + 1, "text") for kid in below)
        return
    answers = [kid for kid in below if material.answers(kid)]
    yield from ((kid, level + 1, "text") for kid in answers)
    if node.concede:
        yield name, level + 1, "concede"
    elif not answers and node.role is Role.COUNTERPOINT:
        yield name, level + 1, "unanswered"
    yield from ((kid, level + 1, "text") for kid in below if kid not in answers)


def count(picks: Iterable[Pick], material: Material) -> int:
    """How many lines picks print in a plain copy, which leaves warrants out."""
    total, waiting = 0, list(picks)
    while waiting:
        pick = waiting.pop()
        total += material.node(pick.id).role is not Role.WARRANT
        waiting.extend(pick.lines)
    return total
