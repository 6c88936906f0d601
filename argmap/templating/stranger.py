"""Users' templates run in a process of their own, which has so many seconds and so much memory and then ends."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from argmap.blocks import Run
from argmap.diagnostics import Diagnostic, Outcome, Severity, Span
from argmap.outlines import Text
from argmap.templating.environment import TOKEN, Value
from argmap.templating.fill import Filled, fill

HOME = Path(__file__).resolve().parents[2]
"""The folder in which the package lies."""
SECONDS = 10.0
MEMORY = 1 << 30
"""Bytes that the process may take, where the system can hold it to that."""
MOST_LINES, MOST_TEXT = 100_000, 32 << 20
"""Lines, and characters with every text in its places, that are taken from it: what it says is set in this process."""


def fill_apart(name: str, body: str, names: Mapping[str, object]) -> Outcome[Filled]:
    """Run a stranger's template in a process of its own.

    Args:
        name: of the template, for errors.
        body: its text.
        names: what it may use.

    Returns:
        As `fill` does; an error where the time or the memory ran out.
    """
    task = pickle.dumps((name, body, dict(names)))
    # -P keeps the current folder, which may be a stranger's as well, from being searched for modules.
    start = f"import sys; sys.path.append({str(HOME)!r}); from {__name__} import serve; serve()"
    command = [sys.executable, "-P", "-c", start]
    try:
        done = subprocess.run(command, input=task, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return _failed(name, f"the template was still running after {SECONDS:.0f} seconds, and was ended")
    if done.returncode:
        return _failed(name, "the template asked for too much and was ended")
    # The answer comes from a process that ran a stranger's text: JSON can hold nothing but data.
    answer = json.loads(done.stdout)
    if "markdown" in answer:
        return Outcome(Filled(answer["markdown"], [_restored(value) for value in answer["values"]]))
    return _failed(name, answer["message"], answer["line"])


def serve() -> None:
    """Be that process: read a task from standard input, write what became of it to standard output."""
    name, body, names = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by fill_apart a moment ago
    _hold_memory()
    done = fill(name, body, names, ours=False)
    if done.value is None:
        found = done.diagnostics[0]
        answer: dict[str, object] = {"line": found.span.line, "message": found.message}
    elif _is_too_much(done.value):
        told = f"the template makes more than {MOST_LINES:,} lines or {MOST_TEXT >> 20} MB of text"
        answer = {"line": 1, "message": told}
    else:
        values = [_data(value) for value in done.value.values]
        answer = {"markdown": done.value.markdown, "values": values}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _is_too_much(filled: Filled) -> bool:
    """A short loop can print one long text a million times; only its number is in the Markdown."""
    lengths = [
        len(value) if isinstance(value, str) else sum(len(run.text) for run in value)
        for value in filled.values
    ]
    printed = sum(
        lengths[int(token[1])] for token in TOKEN.finditer(filled.markdown) if int(token[1]) < len(lengths)
    )
    longest = max(printed, sum(lengths))
    return filled.markdown.count("\n") > MOST_LINES or len(filled.markdown) + longest > MOST_TEXT


def _hold_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - Unix alone has it
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@dataclass(frozen=True, slots=True)
class _Keys:
    """The parts of a run, in the order in which they are sent."""

    names: tuple[str, ...] = ("text", "bold", "italic", "link", "note", "role")


def _data(value: Value) -> object:
    if isinstance(value, Text):
        return [str(value), value.role, value.of]
    return {"runs": [[getattr(run, name) for name in _Keys().names] for run in value]}


def _restored(data: object) -> Value:
    if isinstance(data, dict):
        return tuple(Run(*parts) for parts in data["runs"])
    text, role, of = data  # type: ignore[misc]
    return Text(text, role, tuple(of) if of else None)  # type: ignore[has-type]


def _failed(name: str, message: str, line: int = 1) -> Outcome[Filled]:
    hint = "templates/README.md lists what a template may use"
    return Outcome(None, (Diagnostic(Span(name, line, 1), Severity.ERROR, "bad-template", message, hint),))
