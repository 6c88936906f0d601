"""The command `outline`: options, exit codes, and where results go."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from argmap.cli import cli
from argmap.templating import STYLES


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the starter map in it."""
    monkeypatch.chdir(tmp_path)
    assert _run("new", "lunch.yaml").exit_code == 0
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


@pytest.mark.usefixtures("folder")
def test_list_needs_no_map() -> None:
    """Styles and papers are listed without a map, its essays with one."""
    alone = _run("outline", "--list").stdout
    assert all(name in alone for name in (*STYLES, "css-essay", "css-answer", "pms-essay"))
    assert "Essays" in _run("outline", "lunch.yaml", "--list").stdout


def test_documents_take_the_maps_name(folder: Path) -> None:
    """Word is the default and goes to the map's name in this folder, text to standard output."""
    done = _run("outline", "lunch.yaml", "--no-diagram")
    assert (done.exit_code, (folder / "lunch.docx").is_file()) == (0, True)
    assert "wrote lunch.docx" in done.stderr
    assert _run("outline", "lunch.yaml", "--to", "md").stdout.startswith("# ")


def test_essays_are_named_where_none_is_asked_for(folder: Path) -> None:
    """A map with essays is outlined as a whole and says which there are; an unknown one is wrong usage."""
    assert "--essay" in _run("outline", "lunch.yaml", "--to", "txt").stderr
    unknown = _run("outline", "lunch.yaml", "--essay", "nobody")
    assert (unknown.exit_code, list(folder.glob("*.docx"))) == (2, [])


@pytest.mark.parametrize(
    "arguments",
    [
        ("--kind", "skeleton", "--to", "md"),
        ("--kind", "skeleton", "-o", "x.txt"),
        ("-o", "x.xyz"),
        ("--style", "x"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    """What cannot be is exit code 2."""
    assert _run("outline", "lunch.yaml", *arguments).exit_code == 2


def test_a_template_of_ones_own(folder: Path) -> None:
    """A style is copied out, changed, and printed; a mistake in it is exit code 1 with file and line."""
    assert _run("new", "--template", "jwt", "mine.md.jinja").exit_code == 0
    mine = folder / "mine.md.jinja"
    mine.write_text(
        mine.read_text(encoding="utf-8").replace("Thesis statement:", "I hold:"), encoding="utf-8"
    )
    shown = _run("outline", "lunch.yaml", "--template", "mine.md.jinja", "--to", "txt")
    assert "I hold:" in shown.stdout
    mine.write_text("# x\n\n{{ nothing }}\n", encoding="utf-8")
    wrong = _run("outline", "lunch.yaml", "--template", "mine.md.jinja", "--to", "txt")
    assert (wrong.exit_code, "mine.md.jinja:3:1" in wrong.stderr) == (1, True)
    assert _run("new", "--template", "jwt", "mine.md.jinja").exit_code == 3


@pytest.mark.parametrize("kind", ["outline", "skeleton", "facts", "page"])
@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
def test_every_kind_in_every_printed_format(folder: Path, kind: str, suffix: str) -> None:
    """Each kind of sheet is written in each format that is printed."""
    done = _run("outline", "lunch.yaml", "--kind", kind, "--copy", "teacher", "-o", f"x.{suffix}")
    assert done.exit_code == 0, done.stderr
    assert (folder / f"x.{suffix}").stat().st_size > 1000


@pytest.mark.usefixtures("folder")
def test_standing_is_said() -> None:
    """With --standing a claim says whether it stands."""
    assert "(stands)" in _run("outline", "lunch.yaml", "--standing", "--to", "txt").stdout
