"""Odd places and consoles: names in any script, no home, an ASCII locale, line ends and marks of other systems."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli import cli
from argmap.templating import built_in
from tests.faults.commands import COMMANDS, FIRST, old, run, words

SOURCE = Path(__file__).parents[2] / "maps" / "school-mornings.yaml"


def _run(place: Path, *words: str, without: str = "", **extra: str) -> subprocess.CompletedProcess[bytes]:
    given = {key: value for key, value in os.environ.items() if key != without}
    environment = given | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))} | extra
    command = [sys.executable, "-m", "argmap", *words]
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, check=False)


@pytest.mark.parametrize(
    "name", ["two words.yaml", "نقشہ.yaml", "-dash.yaml", "quote'\".yaml", "a#b%20c.yaml"]
)
def test_maps_of_any_name_are_drawn_and_built(tmp_path: Path, name: str) -> None:
    """Blanks, Urdu, dashes and quotation marks in a name are a name."""
    folder = tmp_path / "مضمون of mine"
    folder.mkdir()
    if os.name == "nt" and '"' in name:
        pytest.skip("Windows allows no such name")
    (folder / name).write_bytes(SOURCE.read_bytes())
    assert _run(folder, "check", "--", name).returncode == 0
    built = _run(folder, "build", "--only", "svg,docx", "--", name)
    assert built.returncode == 0, built.stderr
    assert (folder / "out" / f"{name.removesuffix('.yaml')}.svg").read_bytes().startswith(b"<")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in FIRST else pytest.mark.slow) for name in COMMANDS]
)
def test_every_command_writes_to_any_place(tmp_path: Path, name: str) -> None:
    """A folder and a file with blanks, in Urdu, that the console of LANG=C cannot name."""
    folder = tmp_path / "مضمون of mine"
    folder.mkdir()
    out, before = folder / "نقشہ two.yaml", old(name)
    if before is not None:
        out.write_bytes(before)
    ended = run(words(name, out, folder), LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert ended.returncode in {0, 1}, ended.stderr
    assert out.read_bytes() != before
    assert {file.name for file in folder.iterdir()} <= {out.name, "edited.docx"}


@pytest.mark.parametrize(
    "extra",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
        # Below a file no folder can be made, not even by root.
        {"HOME": f"{SOURCE}/home", "XDG_CACHE_HOME": f"{SOURCE}/home/cache", "USERPROFILE": f"{SOURCE}/home"},
    ],
    ids=["LANG=C", "ascii console", "cp1252 console", "no home to write to"],
)
def test_any_console_and_any_home(tmp_path: Path, extra: dict[str, str]) -> None:
    """Findings are told and files are the same, whatever the console can show and wherever home is."""
    (tmp_path / "map.yaml").write_text(
        "argmap: 1\ntitle: نقشہ\nthesis: یہ ایک — دعویٰ ہے\nclaimz: []\n", "utf-8"
    )
    found = _run(tmp_path, "check", "map.yaml", **extra)
    assert found.returncode == 1, found.stderr
    assert b"unknown-key" in found.stdout
    for command in (("diagram", str(SOURCE), "-o", "a.svg"), ("outline", str(SOURCE), "-o", "a.md")):
        made = _run(tmp_path, *command, **extra)
        assert made.returncode == 0, made.stderr
        plain = _run(tmp_path, *command[:-1], f"plain{command[-1]}")
        assert plain.returncode == 0, plain.stderr
        assert (tmp_path / command[-1]).read_bytes() == (tmp_path / f"plain{command[-1]}").read_bytes()


def test_no_home_at_all(tmp_path: Path) -> None:
    """Without HOME a map is drawn."""
    made = _run(tmp_path, "diagram", str(SOURCE), "-o", "a.svg", without="HOME")
    assert made.returncode == 0, made.stderr


@pytest.mark.parametrize(
    "change", [lambda data: data.replace(b"\n", b"\r\n"), lambda data: b"\xef\xbb\xbf" + data]
)
def test_line_ends_and_marks_of_other_systems(tmp_path: Path, change: object) -> None:
    """Windows line ends and a byte order mark change nothing in what is written."""
    assert callable(change)
    (tmp_path / "map.yaml").write_bytes(change(SOURCE.read_bytes()))
    given, plain = (_run(tmp_path, "convert", path, "--to", "json") for path in ("map.yaml", str(SOURCE)))
    assert (0, plain.stdout) == (given.returncode, given.stdout)


BESIDE = {
    "argmap.toml": "select = ['one-thesis']\n",
    "pyproject.toml": "[tool.argmap]\nselect = ['one-thesis']\n",
    "books.bib": "@book{census, title={Census}, year={2021}, author={Ali, A.}}\n",
    "books.json": '[{"id": "census", "type": "book", "title": "Census", "author": [{"family": "Ali"}],\n"issued": 2021}]\n',
    "books.yaml": "references:\n- {id: census, type: book, title: Census, author: [{family: Ali}],\n   issued: 2021}\n",
    "essays.yaml": "argmap: 1\nessays:\n  - {id: e, question: Discuss., body: [{heading: H, points: [c]}]}\n",
    "map.yaml": (
        "argmap: 1\ntitle: Buses\nsources: BOOKS\nthesis: {id: t, text: Night buses repay the city.}\n"
        "claims: [{id: c, text: They carry workers home., cite: census}]\n"
    ),
    "essay.txt": "Night buses repay.\n\nThey carry workers home.\n",
    "own.jinja": built_in("jwt").text,
}
"""A file of each kind that argmap reads."""
READING = (
    "check map.yaml",
    "convert map.yaml --to json",
    "outline map.yaml --essay essays.yaml#e --copy study --to md",
    "outline map.yaml --template own.jinja --to md",
    "review essay.txt map.yaml --essay essays.yaml#e",
    "verify map.yaml --source census=essay.txt",
    "fmt -",
)


@pytest.mark.parametrize("settings", ["argmap.toml", "pyproject.toml"])
@pytest.mark.parametrize("books", ["books.bib", "books.json", "books.yaml"])
def test_every_file_may_come_from_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, books: str
) -> None:
    """Maps, settings, sources, essays, texts and templates, all with Windows line ends and a mark: each command says the same."""
    said = []
    for folder, change in (("plain", str.encode), ("windows", _from_windows)):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        for name, text in BESIDE.items():
            if name == settings or not name.endswith(".toml"):
                Path(name).write_bytes(change(text.replace("BOOKS", books)))
        results = [
            CliRunner().invoke(cli, words.split(), input=Path("map.yaml").read_bytes()) for words in READING
        ]
        said.append([(result.exit_code, result.stdout.replace(folder, "")) for result in results])
    assert said[0] == said[1]
    assert all("census" in said[0][place][1] for place in (1, 5))


def _from_windows(text: str) -> bytes:
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
