"""Build: every map's diagram and outlines into one folder; only what changed, on all processors."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from argmap.diagnostics import Diagnostic, Outcome, Severity, Span, WorldError, has_errors
from argmap.model import ArgumentMap
from argmap.pipeline.files import make_folder, map_files, write_atomic
from argmap.pipeline.maps import Loaded, load
from argmap.pipeline.names import document_names, refuse_doubles
from argmap.pipeline.records import is_fresh, remember

KINDS = ("svg", "pdf", "docx")
FOLDER = "maps"
OUT = "out"
BATCH = 200
"""Maps after which processes are started anew: drawing leaves some 2.5 MB a map in each."""
_BY_CHANCE = "cheaper-layout"
"""Tells that time ran out: on another day the same map may be drawn better, so such a drawing is not kept."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of one map.

    Attributes:
        path: the map.
        files: the paths written; none where nothing had changed.
        diagnostics: errors of reading, and all findings on the way.
        lines: the map's lines, for excerpts.
        readable: whether a map could be read at all.
    """

    path: str
    files: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    lines: tuple[str, ...] = ()
    readable: bool = True

    @property
    def failed(self) -> bool:
        """Whether the map could not be read, or any finding is an error."""
        return not self.readable or has_errors(self.diagnostics)


def build(paths: Sequence[str], out: str = OUT, only: Sequence[str] = KINDS) -> Iterator[Built]:
    """Build maps, those that changed side by side; a run that was cut short is taken up where it ended.

    Args:
        paths: files and folders of maps; `maps` where empty.
        out: the folder to write to; made where missing.
        only: which of KINDS.

    Yields:
        What came of each map, in their order; a broken one does not stop the others.

    Raises:
        WorldError: a path does not exist, two maps have one name, or the folder cannot be written.
    """
    maps = map_files(paths or [FOLDER])
    for path in maps:
        if not Path(path).exists():
            raise WorldError(f"{path} cannot be read: there is no such file")
    refuse_doubles(maps, documents="docx" in only)
    make_folder(out)
    stale = {path: [kind for kind in only if not is_fresh(path, out, kind)] for path in maps}
    made = _made([path for path in maps if stale[path]], out, stale)
    for path in maps:
        yield next(made) if stale[path] else Built(path)


def _made(paths: Sequence[str], out: str, stale: dict[str, list[str]]) -> Iterator[Built]:
    workers = min(len(paths), os.cpu_count() or 1)
    if workers < 2:
        yield from (build_map(path, stale[path], out=out) for path in paths)
        return
    job: Callable[[str, Sequence[str]], Built] = partial(build_map, out=out)
    for start in range(0, len(paths), BATCH):
        batch = paths[start : start + BATCH]
        with ProcessPoolExecutor(workers, initializer=_end_with_parent) as pool:
            try:
                yield from pool.map(job, batch, [stale[path] for path in batch])
            except BrokenProcessPool:
                told = "a process was ended from outside; build again, what is done stays done"
                raise WorldError(told) from None
            finally:
                pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """Let a worker end when the process that started it was killed; else it would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def build_map(path: str, only: Sequence[str], *, out: str) -> Built:
    """Write one map's files.

    Args:
        path: the map.
        only: which of KINDS.
        out: an existing folder.

    Returns:
        What came of it; what had no error is remembered.

    Raises:
        WorldError: the map's files cannot be written.
    """
    try:
        loaded = load(path)
    except WorldError as failure:
        return _stopped(path, "unreadable", str(failure))
    try:
        return _built(loaded, only, out)
    except WorldError:
        raise
    except Exception as failure:  # noqa: BLE001 - a fault of argmap's own costs one map, not the library
        told = f"argmap failed on this map: {type(failure).__name__}: {failure}"
        return replace(_stopped(path, "internal-error", told), lines=loaded.lines)


def _stopped(path: str, code: str, message: str) -> Built:
    found = Diagnostic(Span(path, 1, 1), Severity.ERROR, code, message)
    return Built(path, diagnostics=(found,), readable=False)


def _built(loaded: Loaded, only: Sequence[str], out: str) -> Built:
    path = loaded.path
    if loaded.argument is None:
        return Built(path, (), loaded.diagnostics, loaded.lines, readable=False)
    files: list[str] = []
    found = [finding for finding in loaded.diagnostics if finding.severity is Severity.ERROR]
    for kind in only:
        made = dict(_PRODUCTS[kind](loaded.argument, Path(path).stem))
        told = [finding for outcome in made.values() for finding in outcome.diagnostics]
        data = {name: outcome.value for name, outcome in made.items() if outcome.value is not None}
        for name, content in data.items():
            # A folder of a stranger's may hold links under the names of products; they lead nowhere.
            write_atomic(str(Path(out) / name), content, follow=False)
            files.append(str(Path(out) / name))
        if not loaded.failed and not any(_passes(finding) for finding in told):
            remember(path, out, kind, dict(loaded.inputs), data)
        found += told
    return Built(path, tuple(files), tuple(found), loaded.lines)


def _passes(found: Diagnostic) -> bool:
    """Whether a product that comes with this finding is to be made again next time."""
    return found.severity is Severity.ERROR or found.code == _BY_CHANCE


_Products = Iterator[tuple[str, Outcome[bytes]]]


def _drawing(argument: ArgumentMap, stem: str, *, to: str) -> _Products:
    from argmap.drawing import draw  # noqa: PLC0415 - nothing is drawn where nothing changed

    drawn = draw(argument, to="svg" if to == "svg" else "pdf")
    yield f"{stem}.{to}", Outcome(drawn.value[0] if drawn.value else None, drawn.diagnostics)


def _documents(argument: ArgumentMap, stem: str) -> _Products:
    from argmap.pipeline.outline import Wanted, essay_ids, outline, task  # noqa: PLC0415 - as in `_drawing`

    for essay, name in document_names(stem, essay_ids(argument)).items():
        given = task(argument, essay)
        if not isinstance(given, tuple):
            yield name, outline(given, Wanted(style="academy", to="docx"))


_PRODUCTS: Mapping[str, Callable[[ArgumentMap, str], _Products]] = {
    "svg": partial(_drawing, to="svg"),
    "pdf": partial(_drawing, to="pdf"),
    "docx": _documents,
}
