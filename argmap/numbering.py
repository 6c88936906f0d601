"""The number of each node: its label, the same in every diagram and in study and teacher copies.

Thesis 0; claim 3; sub-claim 3.1; evidence 3.e2; warrant 3.w; counterpoint 3.c1; its rebuttal 3.c1.r1; what hangs on the
thesis takes no prefix (c1, e1); way forward f1; a further root T2 and its children T2/1, T2/c1.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from argmap.model import ArgumentMap, Role
from argmap.tree import Tree, tree

LETTERS: Mapping[Role, str] = MappingProxyType(
    {
        Role.THESIS: "",
        Role.CLAIM: "",
        Role.EVIDENCE: "e",
        Role.WARRANT: "w",
        Role.COUNTERPOINT: "c",
        Role.REBUTTAL: "r",
        Role.WAY_FORWARD: "f",
    }
)
DEEPEST = 60
"""Levels that one number spells out, more than a file can nest; a chain of shared nodes beyond it starts afresh."""


def numbers(argument: ArgumentMap, structure: Tree | None = None) -> dict[str, str]:
    """Number every node of a map by where it first stands.

    Args:
        argument: any map.
        structure: its tree, where at hand.

    Returns:
        The number of each node under its id; no two are equal.
    """
    structure = structure or tree(argument)
    found: dict[str, str] = {}
    counts: dict[tuple[str, str], int] = {}
    waiting = [(top, "", 0) for top in reversed(structure.tops)]
    while waiting:
        node, above, depth = waiting.pop()
        if node in found:
            continue
        if depth > DEEPEST:
            above, depth = "", 0
        found[node] = _number(argument, node, above, found.get(above, ""), counts)
        children = structure.children.get(node, ())
        waiting.extend((child, node, depth + 1) for child in reversed(children))
    return found


def _number(
    argument: ArgumentMap, node: str, above: str, prefix: str, counts: dict[tuple[str, str], int]
) -> str:
    role = argument.by_id[node].role
    letter = LETTERS[role] if above or role is Role.WAY_FORWARD else "T"
    if node == argument.thesis:
        counts["", "T"] = 1
        return "0"
    counts[above, letter] = counts.get((above, letter), 0) + 1
    if above and above != argument.thesis:
        prefix += "." if "." in prefix or "/" in prefix or prefix[0] != "T" else "/"
    else:
        prefix = ""
    return f"{prefix}{letter}" + ("" if letter == "w" else str(counts[above, letter]))
