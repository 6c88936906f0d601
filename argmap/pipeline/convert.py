"""Convert a map from one format to another, and start new ones."""

from __future__ import annotations

from pathlib import Path

from argmap.diagnostics import Diagnostic, Outcome
from argmap.formats import FORMATS, format_of, write
from argmap.formats.published import FILE
from argmap.pipeline.files import read_bytes, write_atomic
from argmap.pipeline.maps import Loaded
from argmap.templating import built_in

STARTER = Path(__file__).with_name("starter.yaml")


def convert(loaded: Loaded, to: str | None, out: str | None) -> Outcome[bytes]:
    """Write a loaded map in another format.

    Args:
        loaded: what was read.
        to: a key of FORMATS; by the suffix of `out` where absent, else YAML.
        out: the file it is for.

    Returns:
        The bytes, and what the format could not hold.
    """
    if loaded.argument is None:
        return Outcome(None)
    return write(loaded.argument, to or format_of(out or "") or "yaml")


def formats() -> tuple[str, ...]:
    """The formats that `convert` knows."""
    return tuple(FORMATS)


def schema() -> str:
    """The format's JSON Schema, as text."""
    return FILE.read_text(encoding="utf-8")


def new(path: str, article: str | None = None, *, suggest: bool = False) -> tuple[Diagnostic, ...]:
    """Write the commented starter map to a path that is free.

    Args:
        path: where to.
        article: a text whose numbered sentences follow as comments.
        suggest: whether each sentence is marked by what it looks like.

    Returns:
        What is wrong with the article; where it cannot be read, nothing is written.

    Raises:
        WorldError: the file exists, or cannot be written.
    """
    data = STARTER.read_bytes()
    if article is None:
        write_atomic(path, data, replace=False)
        return ()
    from argmap.documents import paragraphs  # noqa: PLC0415 - only where there is an article
    from argmap.pipeline.article import laid_out  # noqa: PLC0415

    outcome = paragraphs(read_bytes(article), article)
    if outcome.value is not None:
        write_atomic(path, data + laid_out(outcome.value, suggest=suggest).encode(), replace=False)
    return outcome.diagnostics


def new_template(path: str, style: str) -> None:
    """Write a style's template to a path that is free.

    Raises:
        WorldError: the file exists, or cannot be written.
    """
    write_atomic(path, built_in(style).text.encode(), replace=False)
