"""The maps that the benchmark measures on: drawn with a fixed seed, the same content for each program in its own format.

A map of n nodes has one thesis and, for every 58 nodes more, 8 claims, 30 pieces of evidence with a source, 10
counterpoints and 10 rebuttals. Flat: every claim stands under the thesis. Deep: claims form a tree of 8 branches.
Dense: a flat map in which every claim shares two further pieces of evidence, for argmap alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Shape = Literal["flat", "deep", "dense"]
SEED = 5899
WORDS = [
    "irrigation",
    "snowmelt",
    "reservoir",
    "drought",
    "tariffs",
    "budgets",
    "auditors",
    "treasury",
    "provincial",
    "districts",
    "councils",
    "senators",
    "harvests",
    "cotton",
    "orchards",
    "fisheries",
    "shipping",
    "railways",
    "highways",
    "airports",
    "schooling",
    "clinics",
    "hospitals",
    "libraries",
    "taxation",
    "borrowing",
    "pensions",
    "wages",
    "unions",
    "tribunals",
    "statutes",
    "charters",
    "embassies",
    "summits",
    "frontiers",
    "corridors",
    "factories",
    "minerals",
    "steelworks",
    "cement",
    "turbines",
    "batteries",
    "refineries",
    "exporters",
    "importers",
    "tourism",
    "census",
    "migration",
    "municipalities",
    "competition",
    "regulation",
    "productivity",
    "households",
    "transparency",
]
SOURCES = {
    "review-2019": "Annual Review",
    "survey-2020": "Household Survey",
    "census-2021": "Census Tables",
    "outlook-2022": "Regional Outlook",
    "audit-2022": "Audit Report",
    "daily-2023": "Daily Record",
    "bulletin-2023": "Monthly Bulletin",
    "accord-1991": "Basin Accord",
}


@dataclass(slots=True)
class Item:
    """A node as every format writes it."""

    id: str
    kind: str
    text: str
    source: str | None = None
    children: list[Item] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)

    def walk(self) -> Iterator[tuple[int, Item]]:
        """Each item with its level, a parent before its children."""
        waiting = [(0, self)]
        while waiting:
            level, item = waiting.pop()
            yield level, item
            waiting.extend((level + 1, child) for child in reversed(item.children))


def draw(nodes: int, shape: Shape) -> Item:
    """Draw a map.

    Args:
        nodes: how many; 59, 1,000, 5,000 and 20,000 are the benchmark's.
        shape: flat, deep or dense.

    Returns:
        The thesis, with all else beneath it.
    """
    chance = random.Random(SEED)
    rounds = (nodes - 1) // 58
    evidence = nodes - 1 - 28 * rounds
    top = Item("t", "thesis", _sentence(chance, 15, 21))
    claims = [Item(f"c{i}", "claim", _sentence(chance, 10, 18)) for i in range(8 * rounds)]
    keys = list(SOURCES)
    for index in range(evidence):
        item = Item(f"e{index}", "evidence", _sentence(chance, 16, 28), chance.choice(keys))
        claims[index % len(claims)].children.append(item)
    for index in range(10 * rounds):
        item = Item(f"x{index}", "counterpoint", _sentence(chance, 12, 20))
        item.children.append(Item(f"r{index}", "rebuttal", _sentence(chance, 12, 20)))
        claims[index % len(claims)].children.append(item)
    for index, claim in enumerate(claims):
        above = top if shape != "deep" or index < 8 else claims[index // 8 - 1]
        above.children.append(claim)
    if shape == "dense":
        for index, claim in enumerate(claims):
            claim.shared = [f"e{(index + step) % evidence}" for step in (1, 5)]
    return top


def _sentence(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most))).capitalize() + "."


_KEYS = {"claim": "claims", "evidence": "evidence", "counterpoint": "counterpoints", "rebuttal": "rebuttals"}


def as_yaml(top: Item) -> str:
    """The map in argmap's own format."""
    lines = ["argmap: 1", "title: Benchmark map", "sources:"]
    lines += [
        f"  {key}: {{type: report, title: {title}, issued: {key[-4:]}}}" for key, title in SOURCES.items()
    ]
    lines += ["thesis:", "  id: t", f"  text: {top.text}"]
    return "\n".join([*lines, *_beneath(top, 0)]) + "\n"


def _beneath(item: Item, level: int) -> Iterator[str]:
    indent = "  " * level
    for kind, key in _KEYS.items():
        children = [child for child in item.children if child.kind == kind]
        shared = item.shared if kind == "evidence" else []
        if children or shared:
            yield f"{indent}{key}:"
        for child in children:
            yield f"{indent}  - id: {child.id}"
            yield f"{indent}    text: {child.text}"
            if child.source:
                yield f"{indent}    cite: {child.source}"
            yield from _beneath(child, level + 2)
        yield from (f"{indent}  - {name}" for name in shared)


def as_argdown(top: Item) -> str:
    """The same in Argdown."""
    lines = ["===", "title: Benchmark map", "===", ""]
    for level, item in top.walk():
        sign = "" if level == 0 else "- " if item.kind in {"counterpoint", "rebuttal"} else "+ "
        name = f"[{item.id}]" if item.kind in {"thesis", "claim"} else f"<{item.id}>"
        source = f' {{source: "{SOURCES[item.source]}"}}' if item.source else ""
        lines.append(f"{'  ' * level}{sign}{name}: {item.text} #{item.kind}{source}")
    return "\n".join(lines) + "\n"


def as_markdown(top: Item) -> str:
    """The same as an outline in pandoc's Markdown: a heading a claim, list items, a footnote a source."""
    lines = ["---", "title: Benchmark map", "---", "", "# Thesis", "", top.text, ""]
    for level, item in top.walk():
        if item.kind == "claim":
            lines += ["", f"{'#' * min(level + 1, 6)} {item.id} {item.text}", ""]
        elif item.kind == "rebuttal":
            lines.append(f"    a. Rebuttal: {item.text}")
        elif item.kind != "thesis":
            note = f"[^{item.id}]" if item.source else ""
            lines.append(f"1. {item.kind.capitalize()}: {item.text}{note}")
    notes = [f"[^{item.id}]: {SOURCES[item.source]}" for _, item in top.walk() if item.source]
    return "\n".join([*lines, "", "\n\n".join(notes)]) + "\n"
