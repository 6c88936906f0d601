"""What commands share: findings to the screen, bytes to a file or to standard output, the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import click

from argmap.diagnostics import Diagnostic
from argmap.excerpts import Report, block
from argmap.pipeline.files import STANDARD, write_atomic
from argmap.pipeline.maps import Loaded

CLEAN, FOUND = 0, 1
DOCUMENTS = (".docx", ".pdf", ".png")
"""Suffixes of what is no text, and so never goes to a terminal by itself."""


def tell(diagnostics: Sequence[Diagnostic], lines: Mapping[str, Sequence[str]]) -> None:
    """Say findings to standard error, without a summary."""
    report = Report(tuple(diagnostics), lines, colour=colours(sys.stderr))
    for found in diagnostics:
        click.echo(block(found, report).rstrip("\n"), err=True)


def colours(stream: IO[str]) -> bool:
    """Whether a stream takes colours: a terminal, and NO_COLOR not set."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def tell_reading(loaded: Loaded) -> None:
    """Say what reading found; stop with exit code 1 where no map came of it."""
    tell(loaded.diagnostics, loaded.sources)
    if loaded.argument is None:
        raise SystemExit(FOUND)


def deliver(data: bytes, out: str | None, path: str, suffix: str) -> None:
    """Hand over a result: to `out`; without one, text to standard output and documents to the current folder.

    Args:
        data: the result.
        out: what `-o` says.
        path: the map's path, whose name a document takes.
        suffix: of the result, such as `.docx`.
    """
    if out is None and suffix in DOCUMENTS:
        stem = "argmap" if path == STANDARD else Path(path).stem
        out = f"{stem}{suffix}"
    if out is None or out == STANDARD:
        sys.stdout.buffer.write(data)
        return
    write_atomic(out, data)
    click.echo(f"wrote {out}", err=True)
