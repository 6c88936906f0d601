"""Measure a library of maps: `python -m tests.benchmarks.library` from the checkout's folder."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import inputs
from tests.benchmarks.measure import Cost, once
from tests.benchmarks.run import ARGMAP, ROOT, machine

BUILD = ("build", "library", "--only", "svg,docx", "-o", "out")
WORKS: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("`argmap check library`", ("check", "library"), 40),
    ("`argmap build library --only svg,docx -o out`, cold", BUILD, 12),
    ("the same, nothing changed", BUILD, 500),
)
"""What is done, in this order, and how many maps a second it should manage on two cores."""


def write_library(folder: Path, maps: int, nodes: int = 59) -> None:
    """Write maps of one size into a folder, each with a title of its own."""
    folder.mkdir()
    text = inputs.as_yaml(inputs.draw(nodes, "flat"))
    for number in range(1, maps + 1):
        named = text.replace("title: Benchmark map", f"title: Benchmark map {number}")
        (folder / f"map-{number:05}.yaml").write_text(named, "utf-8")


def table(found: list[tuple[str, Cost, float]], maps: int) -> Iterator[str]:
    """A row for each work."""
    yield "| command | wall s | CPU s | MiB, largest process | maps a second | goal | |"
    yield "|---|---|---|---|---|---|---|"
    for name, cost, goal in found:
        speed = maps / cost.wall
        met = "met" if speed >= goal else "**missed**"
        figures = f"{cost.wall:.1f} | {cost.cpu:.1f} | {cost.memory:.0f} | {speed:,.1f}"
        yield f"| {name} | {figures} | {goal:g} | {met} |"


def main() -> None:
    """Measure, and write the table as Markdown to standard output."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--maps", type=int, default=1000)
    chosen = options.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        write_library(Path(folder) / "library", chosen.maps)
        once((*ARGMAP, "--version"), Path(folder))
        found = [(name, once((*ARGMAP, *words), Path(folder)), goal) for name, words, goal in WORKS]
    sys.stdout.write("\n".join([machine(), "", *table(found, chosen.maps)]) + "\n")


if __name__ == "__main__":
    main()
