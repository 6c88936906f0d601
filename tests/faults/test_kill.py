"""A command that is killed, or that the disk or a folder refuses, leaves the old file or the new one, never less."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import pytest

from tests.faults.commands import COMMANDS, FIRST, NOBODY, old, run, words
from tests.faults.killing import Files, Ordeal, suffer

FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no kill -9")
each_command = pytest.mark.parametrize("name", COMMANDS)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder for what is written and nothing else."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def _stood(name: str) -> Files:
    before = old(name)
    return {} if before is None else {"out.yaml": before.hex()}


def _ordeal(name: str, place: Path, kills: int) -> Ordeal:
    return Ordeal(words(name, place / "out.yaml", place.parent), str(place), _stood(name), kills)


@FORKS
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in FIRST else pytest.mark.slow) for name in COMMANDS]
)
def test_killed_before_each_step_on_files(place: Path, name: str) -> None:
    """Killed before any opening, renaming or deleting, a command has written all or nothing."""
    came = suffer(_ordeal(name, place, 0), place.parent / "plan")
    assert [state for state in came.seen if state not in (_stood(name), came.new)] == []
    assert came.seen[-1] == came.new != _stood(name)
    assert came.landed == came.tries - 1 >= 3


@pytest.mark.slow
@FORKS
@each_command
def test_killed_a_hundred_times_at_any_moment(place: Path, name: str) -> None:
    """Killed a hundred times before its end, at random moments of it, a command has written all or nothing."""
    came = suffer(_ordeal(name, place, 100), place.parent / "plan")
    assert [state for state in came.seen if state not in (_stood(name), came.new)] == []
    assert came.landed == 100, f"only {came.landed} of {came.tries} kills came before the command's end"
    assert came.landed > came.tries / 2


@pytest.fixture
def full(place: Path) -> Iterator[Path]:
    """The place on a small disk of its own."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "argmap-test", str(place)]
    if sys.platform != "linux" or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only who may mount a file system can fill one up")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def _fill_up(folder: Path) -> None:
    with (folder / "filler").open("wb", buffering=0) as filler, pytest.raises(OSError, match="No space left"):
        filler.writelines(repeat(bytes(4096)))


def _stands(place: Path) -> Files:
    return {file.name: file.read_bytes().hex() for file in place.iterdir() if file.name != "filler"}


@pytest.mark.tools
@each_command
def test_a_full_disk_leaves_the_old_file(full: Path, name: str) -> None:
    """No room for the new file: exit 3 and the reason, the old one as it was, nothing beside it; with room it is written."""
    command = words(name, full / "out.yaml", full.parent)
    for file, data in _stood(name).items():
        (full / file).write_bytes(bytes.fromhex(data))
    _fill_up(full)
    ended = run(command)
    assert (ended.returncode, _stands(full)) == (3, _stood(name)), ended.stderr
    assert b"out.yaml cannot be written: No space left on device" in ended.stderr
    (full / "filler").unlink()
    subprocess.run(["mount", "-o", "remount,size=8m", str(full)], check=True)
    assert run(command).returncode in {0, 1}
    assert list(_stands(full)) == ["out.yaml"]
    assert _stands(full) != _stood(name)


@pytest.mark.tools
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can become someone else")
@each_command
def test_a_folder_of_someone_else_is_refused(place: Path, name: str) -> None:
    """As a user who may not write there: exit 3 and the reason; the file stays, nothing comes beside it."""
    if subprocess.run([*NOBODY, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this root may not hand on what another user needs to read the test's files")
    for file, data in _stood(name).items():
        (place / file).write_bytes(bytes.fromhex(data))
    ended = run(words(name, place / "out.yaml", place.parent), *NOBODY)
    assert (ended.returncode, _stands(place)) == (3, _stood(name)), ended.stderr
    assert b"out.yaml cannot be written: Permission denied" in ended.stderr
    place.chmod(0o777)
    assert run(words(name, place / "out.yaml", place.parent), *NOBODY).returncode in {0, 1}
    assert _stands(place) != _stood(name)
