"""What fuzzing found stays found: each kept case goes through its reader, as do the files that fuzzing starts from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzzing.readers import READERS

FOLDER = Path(__file__).parents[1] / "cases" / "fuzzing"
CASES = sorted(path for path in FOLDER.glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_fuzzing_found_is_read_or_refused(path: Path) -> None:
    """Each case is named for what was wrong with it, in the folder of its reader."""
    READERS[path.parent.name].read(path.read_bytes())


@pytest.mark.parametrize("name", READERS)
def test_files_to_start_from_hold_what_a_reader_promises(name: str) -> None:
    """A fuzzer that starts from a broken promise would end there."""
    seeds = list(READERS[name].seeds())
    assert seeds
    for seed in seeds[:4]:
        READERS[name].read(seed)
