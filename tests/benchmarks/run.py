"""Measure argmap beside its peers: `python -m tests.benchmarks.run` from the checkout's folder.

Peers that are not installed are left out: `argdown` (npm, @argdown/cli 1.7.5), `dot` (Graphviz) and `pandoc`.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import math
import os
import platform
import pstats
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import inputs
from tests.benchmarks.measure import Cost, once, side_by_side

ROOT = Path(__file__).parents[2]
ARGMAP = (sys.executable, "-m", "argmap")
WORKS = {
    "check": ("check", "map.yaml"),
    "svg": ("diagram", "map.yaml", "--view", "full", "--pages", "fit", "-o", "ours.svg"),
    "pdf fit": ("diagram", "map.yaml", "--view", "full", "--pages", "fit", "-o", "ours-fit.pdf"),
    "pdf atlas": ("diagram", "map.yaml", "--view", "full", "--pages", "atlas", "-o", "ours-atlas.pdf"),
    "docx": ("outline", "map.yaml", "--all", "--no-diagram", "-o", "ours.docx"),
    "convert": ("convert", "map.yaml", "-o", "ours.json"),
}
PEERS = {
    "dot -Tsvg": ("dot", "-Tsvg", "ours.dot", "-o", "dot.svg"),
    "dot -Tpdf": ("dot", "-Tpdf", "ours.dot", "-o", "dot.pdf"),
    "pandoc": ("pandoc", "outline.md", "-o", "pandoc.docx"),
    "argdown json": ("argdown", "json", "map.argdown", "argdown"),
    "argdown map svg": ("argdown", "map", "-f", "svg", "map.argdown", "argdown"),
    "argdown html": ("argdown", "html", "map.argdown", "argdown"),
}
GOALS: dict[tuple[int, str], dict[str, float]] = {
    (59, "check"): {"argdown json": 0.3},
    (59, "svg"): {"argdown map svg": 0.3},
    (59, "docx"): {"argdown html": 0.5, "pandoc": 3},
    (5000, "check"): {"argdown json": 0.8},
    (5000, "svg"): {"dot -Tsvg": 0.6, "argdown map svg": 0.3},
    (5000, "pdf fit"): {"dot -Tpdf": 0.6},
    (5000, "pdf atlas"): {"dot -Tpdf": 0.4},
    (5000, "docx"): {"pandoc": 0.8},
    (20000, "svg"): {"dot -Tsvg": 0.2},
}
"""How long argmap may take, as a part of a peer's wall clock, by number of nodes and work."""
SIZES = (59, 1000, 5000, 20000)
CHECK_SECONDS, CHECK_MEMORY, GROWTH = 3, 400, 1.1
GROWING = ("check", "docx", "convert")


@dataclass(frozen=True, slots=True)
class Measured:
    """The medians of one work on one map: argmap's and its peers'."""

    nodes: int
    shape: inputs.Shape
    work: str
    ours: Cost
    peers: dict[str, Cost]

    @property
    def missed(self) -> bool:
        """Whether a goal is set that was not met."""
        goals = GOALS.get((self.nodes, self.work), {})
        slow = any(
            self.ours.wall > goals[name] * cost.wall for name, cost in self.peers.items() if name in goals
        )
        large = self.nodes == SIZES[-1] and self.work == "check"
        return slow or (
            large and (self.ours.wall > CHECK_SECONDS or self.ours.memory * 1.048576 > CHECK_MEMORY)
        )


def prepare(folder: Path, nodes: int, shape: inputs.Shape) -> Path:
    """Write a map in every program's format into a folder of its own."""
    place = folder / f"{nodes}-{shape}"
    place.mkdir(parents=True, exist_ok=True)
    top = inputs.draw(nodes, shape)
    for name, write in (
        ("map.yaml", inputs.as_yaml),
        ("map.argdown", inputs.as_argdown),
        ("outline.md", inputs.as_markdown),
    ):
        (place / name).write_text(write(top), "utf-8")
    return place


def measure(place: Path, nodes: int, shape: inputs.Shape, work: str, runs: int) -> Measured:
    """Time one work, argmap and the peers that have a goal there in turn."""
    wanted = GOALS.get((nodes, work), {}) if shape != "dense" else {}
    peers = {name: PEERS[name] for name in wanted if shutil.which(PEERS[name][0])}
    if any(command[0] == "dot" for command in peers.values()) and not (place / "ours.dot").exists():
        once((*ARGMAP, "diagram", "map.yaml", "--view", "full", "-o", "ours.dot"), place)
    costs = side_by_side({"argmap": (*ARGMAP, *WORKS[work]), **peers}, place, runs)
    return Measured(nodes, shape, work, costs.pop("argmap"), costs)


def table(found: Sequence[Measured]) -> Iterator[str]:
    """A row for argmap beside each peer."""
    yield "| nodes | shape | work | argmap: wall s / CPU s / MiB | beside | wall s / CPU s / MiB | wall | CPU | goal | |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for one in found:
        start = f"| {one.nodes:,} | {one.shape} | {one.work} | {_figures(one.ours)} |"
        for name, cost in one.peers.items():
            goal = GOALS[one.nodes, one.work][name]
            ratio = one.ours.wall / cost.wall
            met = "met" if ratio <= goal else "**missed**"
            yield f"{start} {name} | {_figures(cost)} | {ratio:.2f} | {one.ours.cpu / cost.cpu:.2f} | {goal} | {met} |"
        if not one.peers and one.work == "check" and one.nodes == SIZES[-1]:
            yield f"{start} | | | | {CHECK_SECONDS} s, {CHECK_MEMORY} MB | {'**missed**' if one.missed else 'met'} |"
        elif not one.peers:
            yield f"{start} | | | | | |"


def growth(found: Sequence[Measured]) -> Iterator[str]:
    """How wall clock grows with nodes: the exponent between each two sizes that follow one another from 1,000 on."""
    yield "| work | shape | from | to | exponent | goal | |"
    yield "|---|---|---|---|---|---|---|"
    for work in WORKS:
        for shape in ("flat", "deep", "dense"):
            line = [one for one in found if (one.work, one.shape) == (work, shape) and one.nodes >= 1000]
            for less, more in itertools.pairwise(line):
                slope = math.log(more.ours.wall / less.ours.wall) / math.log(more.nodes / less.nodes)
                met = ("met" if slope <= GROWTH else "**missed**") if work in GROWING else ""
                goal = GROWTH if work in GROWING else ""
                start = f"| {work} | {shape} | {less.nodes:,} | {more.nodes:,}"
                yield f"{start} | {slope:.2f} | {goal} | {met} |"


def profile(place: Path, work: str, rows: int = 8) -> Iterator[str]:
    """Where the time of a work goes: the functions that take most by themselves."""
    record = place / "profile"
    once((sys.executable, "-m", "cProfile", "-o", str(record), "-m", "argmap", *WORKS[work]), place)
    total = pstats.Stats(str(record))
    stats = total.stats  # type: ignore[attr-defined] # documented nowhere, but the only place with a row for each function
    ranked = sorted(stats.items(), key=lambda pair: -pair[1][2])[:rows]
    yield f"{sum(row[2] for row in stats.values()):.1f} s under the profiler:\n"
    yield "| function | file | calls | own s | with what it calls s |"
    yield "|---|---|---|---|---|"
    for (file, line, name), (_, calls, own, all_in_all, _) in ranked:
        told = f"{name.replace('|', ' ')} | {'/'.join(Path(file).parts[-2:])}:{line}"
        yield f"| {told} | {calls} | {own:.2f} | {all_in_all:.2f} |"


def _figures(cost: Cost) -> str:
    return f"{cost.wall:.2f} / {cost.cpu:.2f} / {cost.memory:.0f}"


@functools.cache
def machine() -> str:
    """What ran it: processor, cores, Python and the peers' versions."""
    names = [
        line.split(":")[1].strip() for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name")
    ]
    parts = [names[0] if names else platform.processor(), f"{os.cpu_count()} cores", platform.system()]
    parts.append(f"Python {platform.python_version()}")
    for command in (["dot", "-V"], ["pandoc", "--version"], ["argdown", "--version"], ["node", "--version"]):
        if shutil.which(command[0]):
            said = subprocess.run(command, capture_output=True, text=True, check=False)
            parts.append(f"{command[0]}: {(said.stdout or said.stderr).splitlines()[0]}")
    return ", ".join(parts)


def _lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


def main() -> None:
    """Measure, and write the tables as Markdown to standard output."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument(
        "--shapes", nargs="+", choices=("flat", "deep", "dense"), default=["flat", "deep", "dense"]
    )
    options.add_argument("--works", nargs="+", choices=tuple(WORKS), default=list(WORKS))
    options.add_argument("--runs", type=int, default=5, help="after one that warms up")
    options.add_argument("--argdown", type=Path, help="the folder that argdown lies in, where not on PATH")
    chosen = options.parse_args()
    os.environ["PATH"] = os.pathsep.join([str(chosen.argdown or ""), os.environ["PATH"]]).strip(os.pathsep)
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a warm cache holds argmap's own bytecode as well
    found: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder:
        for shape in chosen.shapes:
            for nodes in chosen.sizes:
                place = prepare(Path(folder), nodes, shape)
                for work in chosen.works:
                    found.append(measure(place, nodes, shape, work, chosen.runs))
                    sys.stderr.write(f"{found[-1]}\n")
        lines = [machine(), "", *table(found), "", *growth(found)]
        for one in (one for one in found if one.missed):
            head = f"{one.nodes:,} nodes, {one.shape}, {one.work}"
            lines += ["", head + ":", *profile(Path(folder) / f"{one.nodes}-{one.shape}", one.work)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
