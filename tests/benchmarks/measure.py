"""A program's wall clock, processor time and peak memory, as a whole process, and medians over runs in pairs."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ENOUGH = 30.0
"""Seconds after which a work is timed once only."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: seconds of wall clock, seconds of processor, mebibytes at the peak of its largest process."""

    wall: float
    cpu: float
    memory: float


def once(command: Sequence[str], folder: Path) -> Cost:
    """Run a command and wait for it.

    Raises:
        RuntimeError: it ended with a code that means a failure; 1 is argmap's for findings in a map.
    """
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
        assert running.stderr is not None
        said = running.stderr.read()
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode not in {0, 1}:
        raise RuntimeError(
            f"{command} ended with {running.returncode}: {said[-400:].decode(errors='replace')}"
        )
    return Cost(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def side_by_side(commands: Mapping[str, Sequence[str]], folder: Path, runs: int) -> dict[str, Cost]:
    """The medians of some programs on the same work.

    Args:
        commands: the programs, by name.
        folder: where they run.
        runs: how often each is timed, in turn, after a run that warms what there is to warm.
    """
    warm = {name: once(command, folder) for name, command in commands.items()}
    costs: dict[str, list[Cost]] = {name: [cost] if cost.wall > ENOUGH else [] for name, cost in warm.items()}
    for _ in range(runs):
        for name, command in commands.items():
            if warm[name].wall <= ENOUGH:
                costs[name].append(once(command, folder))
    return {name: _median(found) for name, found in costs.items()}


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(
        *(
            statistics.median(values)
            for values in zip(*((cost.wall, cost.cpu, cost.memory) for cost in costs), strict=True)
        )
    )
