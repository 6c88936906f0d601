"""Building a library: only what changed, whatever was cut short, and no map in another's way."""

from __future__ import annotations

import multiprocessing
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli import cli
from argmap.diagnostics import WorldError
from argmap.pipeline import records
from argmap.pipeline.build import Built, build
from argmap.pipeline.names import document_names
from argmap.pipeline.records import is_fresh
from argmap.templating.home import root

ROOT = Path(__file__).parents[2]
MAP = """argmap: 1
title: {name}
sources: [books.json]
thesis:
  id: t
  text: Although they cost more than they earn, night buses repay the city of {name} in safety and in work.
claims:
  - id: safe
    text: Night buses bring people home safely.
    evidence: [{{text: A census counted fewer accidents in {name}., cite: census}}]
"""
BOOKS = '[{"id": "census", "type": "report", "title": "Census", "issued": 2021}]'


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder of three maps that share a file of sources."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "books.json").write_text(BOOKS)
    for name in ("north", "south", "west"):
        (folder / f"{name}.yaml").write_text(MAP.format(name=name.title()))
    return folder


def _build(library: Path, kinds: tuple[str, ...] = ("svg",)) -> list[Built]:
    return list(build([str(library)], str(library.parent / "out"), kinds))


def _written(results: list[Built]) -> list[str]:
    return [Path(file).name for built in results for file in built.files]


def test_only_what_changed_is_made_again(library: Path) -> None:
    """A second run writes nothing; a changed map is made again, the others are not."""
    assert _written(_build(library)) == ["north.svg", "south.svg", "west.svg"]
    assert _written(_build(library)) == []
    (library / "south.yaml").write_text(MAP.format(name="Southport"))
    assert _written(_build(library)) == ["south.svg"]
    assert _written(_build(library, ("svg", "docx"))) == ["north.docx", "south.docx", "west.docx"]


def test_a_changed_file_of_sources_counts_as_a_change(library: Path) -> None:
    """What a map names is part of it."""
    _build(library)
    (library / "books.json").write_text(BOOKS.replace("2021", "2022"))
    assert _written(_build(library)) == ["north.svg", "south.svg", "west.svg"]


def _another_python(monkeypatch: pytest.MonkeyPatch, package: Path) -> None:
    del package
    monkeypatch.setattr(sys, "version", "3.99")


def _another_release(monkeypatch: pytest.MonkeyPatch, package: Path) -> None:
    """Of the layout engine, the fonts or any other package."""
    del package
    known = next(iter(distributions()))
    monkeypatch.setattr(records, "distributions", lambda: [known, known])


def _another_dot(monkeypatch: pytest.MonkeyPatch, package: Path) -> None:
    monkeypatch.setattr("argmap.pipeline.records.shutil.which", lambda name: str(package / name))
    (package / "dot").write_bytes(b"")


def _another_template(monkeypatch: pytest.MonkeyPatch, package: Path) -> None:
    del monkeypatch
    template = package / "_templates" / "academy.md.jinja"
    template.write_text(template.read_text("utf-8") + "\nOne more line.\n", "utf-8")


def _another_argmap(monkeypatch: pytest.MonkeyPatch, package: Path) -> None:
    del monkeypatch
    (package / "model.py").write_bytes((package / "model.py").read_bytes() + b"\n")


@pytest.mark.parametrize(
    "change", [_another_python, _another_release, _another_dot, _another_template, _another_argmap]
)
def test_what_makes_products_counts_as_a_change(
    library: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[pytest.MonkeyPatch, Path], None]
) -> None:
    """Python, any package such as the engine's or the fonts', the system's dot, a template, argmap itself: all is made anew."""
    package = library.parent / "argmap"
    shutil.copytree(records._PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))  # noqa: SLF001 - that it is what is hashed
    shutil.copytree(root(), package / "_templates", dirs_exist_ok=True)
    monkeypatch.setattr(records, "_PACKAGE", package)
    records.made_by.cache_clear()
    try:
        _build(library)
        assert is_fresh(str(library / "west.yaml"), str(library.parent / "out"), "svg")
        change(monkeypatch, package)
        records.made_by.cache_clear()
        assert not is_fresh(str(library / "west.yaml"), str(library.parent / "out"), "svg")
    finally:
        records.made_by.cache_clear()


@pytest.mark.parametrize("damage", [b"", b"<svg", None])
def test_a_product_that_was_touched_is_made_again(library: Path, damage: bytes | None) -> None:
    """Half a file, an empty or a missing one is never taken for the product."""
    _build(library)
    product = library.parent / "out" / "west.svg"
    whole = product.read_bytes()
    product.unlink() if damage is None else product.write_bytes(damage)
    assert _written(_build(library)) == ["west.svg"]
    assert whole == product.read_bytes()


@pytest.mark.parametrize(
    "record", [b"", b"[]", b"{}", b'{"made-by": 1', b'{"inputs": {"../..": ""}}', b"[" * 100_000]
)
def test_a_damaged_record_costs_a_build_and_no_more(library: Path, record: bytes) -> None:
    """A record that a killed machine left behind is not believed."""
    _build(library)
    (library.parent / "out" / ".argmap" / "west.svg.json").write_bytes(record)
    assert _written(_build(library)) == ["west.svg"]


def test_a_broken_map_stops_no_other_and_is_told_each_time(library: Path) -> None:
    """A map that cannot be read fails by itself, in each run."""
    (library / "south.yaml").write_text("argmap: 1\nclaims: [")
    first = _build(library)
    assert _written(first) == ["north.svg", "west.svg"]
    assert [built.failed for built in first] == [False, True, False]
    assert [built.failed for built in _build(library)] == [False, True, False]


@pytest.mark.parametrize(
    ("first", "essay", "second"),
    [
        ("west", "", "more/west"),
        ("west", "", "more/West"),
        ("west", "east", "west-east"),
        ("w\u00e4", "", "more/wa\u0308"),
    ],
    ids=["one name", "but for case", "an essay's name", "composed otherwise"],
)
def test_maps_never_write_over_each_other(tmp_path: Path, first: str, essay: str, second: str) -> None:
    """Two maps whose files would have one name are refused, also where only some systems take the names for one."""
    (tmp_path / "more").mkdir()
    essays = f"essays: [{{id: {essay}, question: Discuss.}}]\n" if essay else ""
    for name, more in ((first, essays), (second, "")):
        (tmp_path / f"{name}.yaml").write_text(MAP.format(name="Far") + more)
    (tmp_path / "books.json").write_text(BOOKS)
    with pytest.raises(WorldError, match="would be written to the same files"):
        list(build([str(tmp_path)], str(tmp_path / "out"), ("docx",)))


def test_maps_whose_names_only_look_alike_are_built(tmp_path: Path) -> None:
    """An essay gives one map's document the other map's name, but that other's documents have names of their own."""
    for name, essay in (("west", "east"), ("west-east", "north")):
        essays = f"essays: [{{id: {essay}, question: Discuss.}}]\n"
        (tmp_path / f"{name}.yaml").write_text(MAP.format(name="Far") + essays)
    (tmp_path / "books.json").write_text(BOOKS)
    built = list(build([str(tmp_path)], str(tmp_path / "out"), ("svg", "docx")))
    assert sorted(_written(built)) == ["west-east-north.docx", "west-east.docx", "west-east.svg", "west.svg"]


def test_documents_have_names_for_any_system() -> None:
    """Signs that Windows forbids, endless ids and ids that differ in case alone give names of their own."""
    essays = ["aid", "a:b", "a?b", "A_B", "con", "مضمون", "x" * 400, "x" * 401]
    names = list(document_names("m", essays).values())
    assert names[:6] == [
        "m-aid.docx",
        "m-a_b.docx",
        "m-a_b-2.docx",
        "m-A_B-3.docx",
        "m-con.docx",
        "m-مضمون.docx",
    ]
    assert len({name.casefold() for name in names}) == len(essays)
    assert max(map(len, names)) < 140
    assert max(len(name.encode()) for name in document_names("م" * 110, essays).values()) <= 250
    assert document_names("m", []) == {None: "m.docx"}


def test_a_library_of_several_batches_is_built_in_order(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processes are started anew after each batch, and nothing is lost at the seams."""
    monkeypatch.setattr("argmap.pipeline.build.BATCH", 2)
    assert _written(_build(library)) == ["north.svg", "south.svg", "west.svg"]


def test_a_process_that_build_starts_runs_no_command() -> None:
    """Where processes are started from nothing (macOS, Windows), the module that was run is imported again."""
    done = subprocess.run([sys.executable, "-c", "import argmap.__main__"], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_processes_may_be_started_from_nothing(library: Path, method: str) -> None:
    """As on Windows and macOS, or by Python 3.14: the products are the same."""
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system has no {method}")
    program = f"import multiprocessing; multiprocessing.set_start_method({method!r}); from argmap.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        program,
        "build",
        str(library),
        "-o",
        str(library.parent / method),
        "--only",
        "svg",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    _build(library)
    for name in ("north.svg", "south.svg", "west.svg"):
        assert (library.parent / "out" / name).read_bytes() == (library.parent / method / name).read_bytes()


def test_maps_may_be_spread_over_processes(library: Path) -> None:
    """One call a map, side by side into one folder (xargs, parallel, make, a job array), gives what one call gives."""
    _build(library)
    calls = [
        subprocess.Popen(
            [sys.executable, "-m", "argmap", "build", path, "-o", library.parent / "spread", "--only", "svg"],
            stderr=subprocess.DEVNULL,
        )
        for path in sorted(library.glob("*.yaml"))
    ]
    assert [call.wait() for call in calls] == [0, 0, 0]
    for name in ("north.svg", "south.svg", "west.svg"):
        assert (library.parent / "out" / name).read_bytes() == (library.parent / "spread" / name).read_bytes()


def test_the_summary_and_the_exit_code_tell(library: Path) -> None:
    """What was written, what was as it is, what failed; 1 where a map has errors, 0 where none has."""
    (library / "south.yaml").write_text("argmap: 1\nclaims: [")
    runner, words = CliRunner(), ["build", str(library), "-o", str(library.parent / "out"), "--only", "svg"]
    first = runner.invoke(cli, words)
    assert (first.exit_code, first.stderr.splitlines()[-1].partition(" in ")[0]) == (
        1,
        "wrote 2 files of 3 maps",
    )
    assert first.stderr.endswith("0 unchanged, 1 with errors\n")
    assert "south.yaml:2:" in first.stderr
    (library / "south.yaml").write_text(MAP.format(name="South"))
    second = runner.invoke(cli, words)
    assert second.exit_code == 0
    assert second.stderr.splitlines()[-1].startswith("wrote 1 files of 3 maps")
    assert second.stderr.endswith("2 unchanged, 0 with errors\n")
