"""A command that is killed, or that the disk or a folder refuses, leaves the old file or the new one, never less."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "maps" / "school-mornings.yaml"
OLD = b"what stood there before\n"
KILLER = """
import os, signal, sys
left = int(sys.argv.pop(1))
def hook(event, arguments):
    global left
    writing = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if writing or event in {"os.rename", "os.chmod", "os.remove", "tempfile.mkstemp", "os.mkdir"}:
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
from argmap.cli import main
main()
"""
UNTIDY = b"argmap:   1\ntitle:   Lunch  # a remark\nthesis:   A thesis of some words\n"
COMMANDS = {
    "fmt": ["fmt", "OUT"],
    "convert": ["convert", str(SOURCE), "--to", "json", "-o", "OUT"],
    "diagram": ["diagram", str(SOURCE), "--to", "svg", "-o", "OUT"],
    "outline": ["outline", str(SOURCE), "--to", "md", "-o", "OUT"],
}


def _old(name: str) -> bytes:
    return UNTIDY if name == "fmt" else OLD


def _new(name: str, place: Path) -> bytes:
    """What a command writes when nothing comes in its way."""
    place.write_bytes(_old(name))
    subprocess.run([sys.executable, "-m", "argmap", *_command(name, place)], check=True, capture_output=True)
    assert place.read_bytes() != _old(name)
    return place.read_bytes()


def _command(name: str, out: Path) -> list[str]:
    return [str(out) if word == "OUT" else word for word in COMMANDS[name]]


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Child processes find the package where this one does."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
@pytest.mark.parametrize("name", COMMANDS)
def test_killed_before_each_step_on_files(tmp_path: Path, name: str) -> None:
    """Killed before any opening, renaming or deleting, a command has written all or nothing."""
    new = _new(name, tmp_path / "new.yaml")
    out = tmp_path / "out.yaml"
    for step in range(40):
        out.write_bytes(_old(name))
        call = [sys.executable, "-c", KILLER, str(step), *_command(name, out)]
        ended = subprocess.run(call, check=False, capture_output=True).returncode
        assert out.read_bytes() in {_old(name), new}
        if ended == 0:
            assert new == out.read_bytes()
            break
        assert ended == -signal.SIGKILL
    else:
        pytest.fail("the command never came to its end")
    assert step >= 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
@pytest.mark.parametrize("name", COMMANDS)
def test_killed_a_hundred_times_at_any_moment(tmp_path: Path, name: str) -> None:
    """Killed at a random moment, a command has written all or nothing."""
    began = time.monotonic()
    new = _new(name, tmp_path / "new.yaml")
    took, out = time.monotonic() - began, tmp_path / "out.yaml"
    chance = random.Random(name)
    for _ in range(100):
        out.write_bytes(_old(name))
        with subprocess.Popen(
            [sys.executable, "-m", "argmap", *_command(name, out)], stderr=subprocess.DEVNULL
        ) as call:
            time.sleep(chance.uniform(0.4 * took, 1.1 * took))
            call.kill()
        assert out.read_bytes() in {_old(name), new}


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "fmt"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, name: str) -> None:
    """No room for the new file: exit 3, the old one as it was, and nothing beside it."""
    resource = pytest.importorskip("resource")
    out = tmp_path / "out"
    out.write_bytes(OLD)

    def no_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    ended = subprocess.run(
        [sys.executable, "-m", "argmap", *_command(name, out)],
        check=False,
        capture_output=True,
        preexec_fn=no_room,
    )
    assert (ended.returncode, out.read_bytes()) == (3, OLD)
    assert [file.name for file in tmp_path.iterdir()] == ["out"]
    assert b"cannot be written" in ended.stderr


BECOMES_NOBODY = """
import os
import argmap, argmap.cli.convert, encodings.idna, encodings.utf_8_sig, tempfile
"".encode("utf-8-sig")
argmap.write(argmap.read("argmap: 1\\ntitle: What is read later, read now.").value, "yaml")
from argmap.cli import main
os.setuid(65534)
main()
"""


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become someone else"
)
def test_a_folder_of_someone_else_is_refused(tmp_path: Path) -> None:
    """Without permission a command exits 3 and says so; the file stays as it is."""
    out = tmp_path / "out"
    out.write_bytes(OLD)
    ended = subprocess.run(
        [sys.executable, "-c", BECOMES_NOBODY, "convert", "-", "--to", "yaml", "-o", str(out)],
        check=False,
        capture_output=True,
        input=SOURCE.read_bytes(),
        cwd="/",
    )
    assert (ended.returncode, out.read_bytes()) == (3, OLD), ended.stderr
    assert b"cannot be written" in ended.stderr
