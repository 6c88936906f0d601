"""Builds side by side: by make, two at once, cut short, and with a map or a cache that is broken."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from argmap.pipeline import build as room
from argmap.pipeline.build import Built, build
from argmap.pipeline.maps import Loaded, load
from tests.faults.commands import NOBODY, run
from tests.faults.killing import Ordeal, suffer

ROOT = Path(__file__).parents[2]
MAP = """argmap: 1
title: {name}
thesis: {{id: t, text: Night buses repay the city of {name} in safety and in work.}}
claims:
  - {{id: safe, text: Night buses bring people home safely.}}
"""
NAMES = ("east", "north", "south", "west")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with maps in `maps`, and children that find the package where this process does."""
    (tmp_path / "maps").mkdir()
    for name in NAMES:
        (tmp_path / "maps" / f"{name}.yaml").write_text(MAP.format(name=name.title()), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    return tmp_path


def _call(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "argmap", *arguments]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, start_new_session=True)


def _ended(call: subprocess.Popen[bytes]) -> None:
    told = call.communicate(timeout=120)[1]
    assert call.returncode == 0, told


def _products(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.glob("[!.]*")) if file.is_file()}


def _build(library: Path) -> list[Built]:
    return list(build([str(library / "maps")], str(library / "out"), ["svg"]))


@pytest.mark.tools
def test_the_rule_for_make(library: Path) -> None:
    """The rule in tests/README.md makes each map once, and again only what changed."""
    text = (ROOT / "tests" / "README.md").read_text(encoding="utf-8")
    found = re.search(r"```make\n(.*?)```", text, re.DOTALL)
    assert found
    rule = found[1].replace("\targmap ", f"\t{sys.executable} -m argmap ")
    (library / "Makefile").write_text(rule, encoding="utf-8")

    def make() -> str:
        done = subprocess.run(["make", "-j2"], cwd=library, capture_output=True, text=True, check=True)
        return done.stdout

    make()
    assert [f"{name}.svg" for name in NAMES] == list(_products(library / "out"))
    assert "argmap build" not in make()
    later = time.time() + 10
    os.utime(library / "maps" / "west.yaml", (later, later))
    assert re.findall(r"build (\S+)", make()) == ["maps/west.yaml"]


def test_two_builds_at_once(library: Path) -> None:
    """Both end well, and the folder holds what one build gives."""
    calls = [_call(library, "build", "maps", "-o", "both", "--only", "svg") for _ in range(2)]
    told = [call.communicate(timeout=120)[1] for call in calls]
    assert [call.returncode for call in calls] == [0, 0], told
    _build(library)
    assert _products(library / "out") == _products(library / "both")
    assert list((library / "both").glob("**/.argmap-*")) == []


def test_a_fault_of_argmaps_own_costs_one_map(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that nobody foresaw is told as an error of that map."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(room, "_PRODUCTS", {"svg": fail})
    built = room.build_map(str(library / "maps" / "west.yaml"), ["svg"], out=str(library))
    assert [(found.code, found.message) for found in built.diagnostics] == [
        ("internal-error", "argmap failed on this map: ZeroDivisionError: by zero")
    ]
    assert built.failed


def test_a_map_changed_while_it_is_built_is_built_again(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record tells of what was read, not of what stands there when the drawing is done."""
    path = library / "maps" / "west.yaml"
    (library / "out").mkdir()

    def read_then_edited(name: str) -> Loaded:
        loaded = load(name)
        path.write_text(MAP.format(name="Westport"), encoding="utf-8")
        return loaded

    monkeypatch.setattr(room, "load", read_then_edited)
    room.build_map(str(path), ["svg"], out=str(library / "out"))
    monkeypatch.undo()
    assert [Path(file).name for built in _build(library) for file in built.files] == [
        f"{name}.svg" for name in NAMES
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_workers_end_with_a_killed_build(library: Path) -> None:
    """Nobody is left waiting for a parent that is gone, and the next build ends the work."""
    call = _call(library, "build", "maps", "-o", "out", "--only", "svg")
    assert call.stderr is not None
    call.stderr.readline()
    call.kill()
    call.communicate(timeout=60)  # the pipe ends only when the last worker has let go of it
    _build(library)
    assert [f"{name}.svg" for name in NAMES] == list(_products(library / "out"))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no kill -9")
def test_a_build_killed_a_hundred_times(library: Path) -> None:
    """Each file in the folder is the old one or the new one, and the next build gives the whole."""
    for name in NAMES:
        (library / "out").mkdir(exist_ok=True)
        (library / "out" / f"{name}.svg").write_bytes(b"an older drawing")
    before = {name: data.hex() for name, data in _products(library / "out").items()}
    command = ["build", str(library / "maps"), "-o", str(library / "out"), "--only", "svg"]
    came = suffer(Ordeal(command, str(library / "out"), before, 100), library / "plan")
    for state in came.seen:
        assert set(state) == set(before)
        assert [name for name, data in state.items() if data not in {before[name], came.new[name]}] == []
    assert (came.landed, came.landed > came.tries / 2) == (100, True)
    assert len(came.seen) > 2, "no kill came between two files"
    _build(library)
    assert {name: data.hex() for name, data in _products(library / "out").items()} == came.new


@pytest.mark.tools
def test_a_disk_that_fills_up(library: Path) -> None:
    """A build on a full disk says so with exit code 3; what stands is whole, and with room the next build ends the work."""
    disk = library / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=20k", "argmap-test", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only who may mount a file system can fill one up")
    try:
        command = ("build", "maps", "-o", "disk", "--only", "svg")
        call = _call(library, *command)
        told = call.communicate(timeout=120)[1]
        assert (call.returncode, b"cannot be written" in told) == (3, True), told
        _build(library)
        whole = _products(library / "out")
        stands = _products(disk)
        assert stands == {name: whole[name] for name in stands}
        assert stands != whole
        assert list(disk.glob("**/.argmap-*")) == []
        subprocess.run(["mount", "-o", "remount,size=4m", str(disk)], check=True)
        _ended(_call(library, *command))
        assert whole == _products(disk)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.tools
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can become someone else")
def test_a_folder_of_someone_else(library: Path) -> None:
    """As a user who may not write there: exit 3 and the reason, and what stands there stays."""
    _build(library)
    (library / "maps" / "west.yaml").write_text(MAP.format(name="Westport"), encoding="utf-8")
    before = _products(library / "out")
    for out, told in (("out", b"west.svg cannot be written"), ("out/new", b"out/new cannot be made")):
        ended = run(["build", str(library / "maps"), "-o", str(library / out), "--only", "svg"], *NOBODY)
        assert (ended.returncode, told + b": Permission denied" in ended.stderr) == (3, True), ended.stderr
    assert before == _products(library / "out")
    assert {file.name for file in (library / "out").iterdir()} == {*before, ".argmap"}
