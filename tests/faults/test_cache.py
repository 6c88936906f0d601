"""The layout engine's compile cache: damaged, in the way, or filled by two processes at once, it never changes a drawing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("wasmtime")
SOURCE = Path(__file__).parents[2] / "maps" / "school-mornings.yaml"
COMMAND = [sys.executable, "-m", "argmap", "diagram", str(SOURCE), "--to", "svg", "--engine", "embedded"]


def _environment(cache: Path) -> dict[str, str]:
    own = {
        "XDG_CACHE_HOME": str(cache),
        "HOME": str(cache),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    return {**os.environ, **own}


def _draw(cache: Path) -> bytes:
    done = subprocess.run(COMMAND, env=_environment(cache), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="the cache's folder is elsewhere")
@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:0], lambda data: data[: len(data) // 2], lambda data: b"\x00" * len(data)],
    ids=["empty", "half", "zeros"],
)
def test_a_damaged_cache_is_passed_over(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    """What an interrupted run left in the cache is compiled anew."""
    whole = _draw(tmp_path)
    kept = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert kept
    for file in kept:
        file.write_bytes(damage(file.read_bytes()))
    assert whole == _draw(tmp_path)


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    """A file stands where the cache's folder should be."""
    (tmp_path / "cache").write_bytes(b"in the way")
    assert _draw(tmp_path / "free") == _draw(tmp_path / "cache")


def test_two_processes_fill_one_cache(tmp_path: Path) -> None:
    """Both start cold, and both draw the same."""
    calls = [subprocess.Popen(COMMAND, env=_environment(tmp_path), stdout=subprocess.PIPE) for _ in range(2)]
    first, second = (call.communicate()[0] for call in calls)
    assert [call.returncode for call in calls] == [0, 0]
    assert first == second == _draw(tmp_path)
