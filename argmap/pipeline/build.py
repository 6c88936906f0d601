"""Build: every map's diagram and outlines into one folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from argmap.diagnostics import Diagnostic, Outcome, has_errors
from argmap.drawing import draw
from argmap.model import ArgumentMap
from argmap.pipeline.files import make_folder, map_files, write_atomic
from argmap.pipeline.maps import Loaded, load
from argmap.pipeline.outline import Wanted, essay_ids, outline, task

KINDS = ("svg", "pdf", "docx")
FOLDER = "maps"
OUT = "out"


@dataclass(frozen=True, slots=True)
class Built:
    """What came of one map.

    Attributes:
        loaded: the map as it was read.
        files: the paths written.
        diagnostics: findings on the way, reading aside.
    """

    loaded: Loaded
    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def failed(self) -> bool:
        """Whether the map could not be read, or a finding on the way is an error."""
        return self.loaded.argument is None or has_errors(self.diagnostics)


def build(paths: Sequence[str], out: str = OUT, only: Sequence[str] = KINDS) -> Iterator[Built]:
    """Build maps one after another.

    Args:
        paths: files and folders of maps; `maps` where empty.
        out: the folder to write to; made where missing.
        only: which of KINDS.

    Yields:
        What came of each map; a broken one does not stop the others.

    Raises:
        WorldError: a path does not exist, or the folder cannot be written.
    """
    make_folder(out)
    for path in map_files(paths or [FOLDER]):
        yield build_map(path, out, only)


def build_map(path: str, out: str, only: Sequence[str]) -> Built:
    """Write one map's files.

    Args:
        path: the map.
        out: an existing folder.
        only: which of KINDS.

    Returns:
        What came of it.
    """
    loaded = load(path)
    files: list[str] = []
    found: list[Diagnostic] = []
    if loaded.argument is not None:
        for name, made in _products(loaded.argument, Path(path).stem, only):
            found.extend(made.diagnostics)
            if made.value is not None:
                target = str(Path(out) / name)
                write_atomic(target, made.value)
                files.append(target)
    return Built(loaded, tuple(files), tuple(found))


def _products(argument: ArgumentMap, stem: str, only: Sequence[str]) -> Iterator[tuple[str, Outcome[bytes]]]:
    if "svg" in only:
        yield f"{stem}.svg", _first(draw(argument, to="svg"))
    if "pdf" in only:
        yield f"{stem}.pdf", _first(draw(argument, to="pdf"))
    if "docx" in only:
        wanted = Wanted(style="academy", to="docx")
        essays: tuple[str | None, ...] = essay_ids(argument) or (None,)
        for essay in essays:
            given = task(argument, essay)
            if not isinstance(given, tuple):
                name = f"{stem}-{essay}.docx" if essay else f"{stem}.docx"
                yield name, outline(given, wanted)


def _first(drawn: Outcome[tuple[bytes, ...]]) -> Outcome[bytes]:
    return Outcome(drawn.value[0] if drawn.value else None, drawn.diagnostics)
