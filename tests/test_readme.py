"""What README shows works, in the order in which it shows it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli import COMMANDS, cli

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
COMMAND_LINES = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line.startswith("argmap ")
]


def test_commands_run_in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command line of README, one after another."""
    monkeypatch.chdir(tmp_path)
    assert COMMAND_LINES
    for line in COMMAND_LINES:
        command, _, target = line.partition(" > ")
        result = CliRunner().invoke(cli, shlex.split(command)[1:], catch_exceptions=False)
        assert result.exit_code == 0, f"{line}\n{result.output}"
        if target:
            assert result.stdout


def test_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The example for Python, on a map without evidence, says what is missing and where."""
    monkeypatch.chdir(tmp_path)
    text = "argmap: 1\ntitle: A map\nthesis: Lunch helps.\nclaims: [{id: c, text: It helps.}]\n"
    (tmp_path / "lunch.yaml").write_text(text, encoding="utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - the README is ours
    assert "4 c rests on no evidence" in capsys.readouterr().out


def test_every_command_is_named() -> None:
    """README, or a README it points to, shows every command."""
    assert [name for name in COMMANDS if f"argmap {name}" not in README] == []


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)", README))
def test_links_lead_somewhere(link: str) -> None:
    """Each file that README points to is there."""
    assert (Path(__file__).parents[1] / link).exists()
