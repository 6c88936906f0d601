"""Findings as text, JSON, GitHub annotations and SARIF; what select, ignore and a settings file leave out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fluidattacks_core.sarif import SarifLog
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from argmap.checks import CHECKS, run
from argmap.cli import cli
from argmap.diagnostics import Diagnostic, Severity, Span
from argmap.excerpts import Report
from argmap.model import ArgumentMap
from argmap.reports import REPORTS, as_sarif, as_text, known_rules
from tests.formats.test_round_trip import maps

MAP = """\
argmap: 1
title: Buses
thesis: Although they cost much, buses at night repay a city in work and in safety for all of its people.
claims:
  - id: safe
    text: The RTA makes streets safer: no doubt.
    evidence:
      - {id: e1, text: Thefts on streets fell by 11 per cent., cite: report}
"""
TEXT = """\
map.yaml:5:9: warning[claim-without-warrant]: safe has neither a warrant nor premises that work together
    5 |   - id: safe
      |         ^^^^
   hint: say under warrant: why it bears on what stands above it

"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a map in it, and no settings above it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    return tmp_path


def _check(*options: str) -> Result:
    return CliRunner().invoke(cli, ["check", "map.yaml", *options])


def _codes(*options: str) -> set[str]:
    return {found["code"] for found in json.loads(_check("--format", "json", *options).stdout)["findings"]}


@pytest.mark.usefixtures("folder")
def test_text() -> None:
    """Place, severity, code, message, excerpt, caret and hint; then a summary."""
    result = _check()
    assert result.exit_code == 1
    assert TEXT in result.stdout
    assert (
        "    6 |     text: The RTA makes streets safer: no doubt.\n      |               ^^^\n"
        in result.stdout
    )
    assert result.stdout.splitlines()[-1].endswith(
        "in 1 map (3 nodes). `argmap explain lone-child` tells more."
    )


@pytest.mark.usefixtures("folder")
def test_json() -> None:
    """Every finding with its place, and a summary that counts."""
    value = json.loads(_check("--format", "json").stdout)
    (found,) = [found for found in value["findings"] if found["code"] == "unexplained-abbreviation"]
    assert (found["path"], found["line"], found["column"], found["length"]) == ("map.yaml", 6, 15, 3)
    assert value["summary"]["error"] == sum(found["severity"] == "error" for found in value["findings"])
    assert (value["summary"]["maps"], value["summary"]["nodes"]) == (1, 3)


@pytest.mark.usefixtures("folder")
def test_github() -> None:
    """An annotation a finding, its special characters escaped."""
    lines = _check("--format", "github").stdout.splitlines()
    assert (
        "::warning file=map.yaml,line=5,endLine=5,col=9,endColumn=13,title=claim-without-warrant::"
        "safe has neither a warrant nor premises that work together%0A"
        "hint: say under warrant: why it bears on what stands above it"
    ) in lines


@pytest.mark.usefixtures("folder")
def test_sarif_is_valid() -> None:
    """SARIF holds against a model generated from the schema of version 2.1.0; a clean run as well."""
    log = json.loads(_check("--format", "sarif").stdout)
    SarifLog.model_validate(log)
    results = log["runs"][0]["results"]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in results)
    assert {result["level"] for result in results} == {"error", "warning"}
    SarifLog.model_validate(json.loads(as_sarif(Report(()))))


@pytest.mark.parametrize(
    ("key", "value"), [("level", "bad"), ("message", {}), ("locations", [{"line": 1}]), ("colour", "red")]
)
def test_the_schema_can_fail(key: str, value: object) -> None:
    """What is no SARIF does not hold against it."""
    log = json.loads(as_sarif(Report((Diagnostic(Span("a b.yaml", 1, 1), Severity.INFO, "x", "y"),))))
    SarifLog.model_validate(log)
    log["runs"][0]["results"][0][key] = value
    with pytest.raises(ValidationError):
        SarifLog.model_validate(log)


@pytest.mark.usefixtures("folder")
def test_select_and_ignore() -> None:
    """Only what is selected runs, and what is ignored does not; reading is always told."""
    assert _codes("--select", "one-thesis") == {"unquoted-colon", "unknown-source"}
    assert "claim-without-warrant" not in _codes("--ignore", "lone-child,claim-without-warrant")
    result = _check("--select", "one-thesys")
    assert result.exit_code == 2
    assert "did you mean one-thesis?" in result.stderr


@pytest.mark.parametrize(
    ("name", "table"), [("argmap.toml", ""), ("pyproject.toml", "[tool.other]\nx = 1\n[tool.argmap]\n")]
)
def test_settings(folder: Path, name: str, table: str) -> None:
    """A settings file gives the defaults, in the folder or above it; options go before it."""
    (folder / name).write_text(f'{table}ignore = ["claim-without-warrant"]\n', encoding="utf-8")
    assert "claim-without-warrant" not in _codes()
    assert "claim-without-warrant" in _codes("--ignore", "lone-child")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('select = ["lone-child"]\nignor = []\n', 2, "ignor is no setting"),
        ("ignore = 'lone-child'\n", 1, "ignore is a list of rules"),
        ('ignore = [\n"lone-kid"]\n', 2, "there is no rule lone-kid; did you mean lone-child?"),
        ("ignore = [\n", 2, "this is no TOML"),
        (f"ignore = {'[' * 5000}", 1, "this is no TOML: it is nested too deep"),
        (f"ignore = {'9' * 5000}", 1, "this is no TOML"),
    ],
)
def test_settings_mistakes(folder: Path, text: str, line: int, told: str) -> None:
    """A mistake in the settings is a finding with its place."""
    (folder / "argmap.toml").write_text(text, encoding="utf-8")
    findings = json.loads(_check("--format", "json").stdout)["findings"]
    (found,) = [found for found in findings if found["code"] == "bad-settings"]
    assert found["line"] == line
    assert told in found["message"]


def test_pyproject_of_others_is_passed_over(folder: Path) -> None:
    """A pyproject.toml without the table, or that is no TOML, says nothing of argmap."""
    (folder / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    assert "bad-settings" not in _codes()
    (folder / "pyproject.toml").write_text("[", encoding="utf-8")
    assert "bad-settings" not in _codes()


@pytest.mark.parametrize("code", known_rules())
def test_explain(code: str) -> None:
    """Every rule is explained with a bad and a good example."""
    result = CliRunner().invoke(cli, ["explain", code])
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{code}: ")
    assert "\nBad:\n" in result.stdout
    assert "\nGood:\n" in result.stdout


def test_explain_lists() -> None:
    """Without a rule all are listed, and an unknown one gets a hint."""
    assert [line.split()[0] for line in CliRunner().invoke(cli, ["explain"]).stdout.splitlines()] == list(
        known_rules()
    )
    assert set(CHECKS) <= set(known_rules())
    result = CliRunner().invoke(cli, ["explain", "lone-kid"])
    assert result.exit_code == 2
    assert "did you mean lone-child?" in result.stderr


def test_a_long_line_is_cut_around_the_place() -> None:
    """An excerpt stays narrow, wide characters take two columns, and no control character gets through."""
    line = "漢字" * 60 + "here\x1b[31m" + "x" * 200
    found = Diagnostic(Span("a", 1, 121, 4), Severity.ERROR, "code", "message\x1b[0m")
    text = as_text(Report((found,), {"a": [line]}))
    assert "\x1b" not in text
    shown, carets = text.splitlines()[1:3]
    assert "here" in shown
    assert len(shown) < 120
    wide = sum(2 if char in "漢字" else 1 for char in shown[: shown.index("here")])
    assert carets.index("^^^^") == wide


@given(maps())
@settings(max_examples=100, deadline=None)
def test_no_map_raises(argument: ArgumentMap) -> None:
    """Any graph can be checked, and its findings told in every form."""
    report = Report(run(argument))
    for form in REPORTS.values():
        assert isinstance(form(report), str)
    SarifLog.model_validate(json.loads(as_sarif(report)))


SPANS = st.builds(Span, st.text(min_size=1), st.integers(1, 9), st.integers(1, 99), st.integers(1, 99))
FINDINGS = st.builds(
    Diagnostic,
    SPANS,
    st.sampled_from(list(Severity)),
    st.sampled_from([*CHECKS, "unknown-id"]),
    st.text(),
    st.none() | st.text(),
    st.lists(st.tuples(SPANS, st.text()), max_size=2).map(tuple),
    st.none() | st.text(),
)


@given(st.lists(FINDINGS, max_size=4), st.lists(st.text(max_size=300), max_size=9), st.booleans())
@settings(max_examples=100, deadline=None)
def test_no_finding_raises(found: list[Diagnostic], lines: list[str], colour: bool) -> None:
    """Findings at any place, in lines of any characters, can be told in every form."""
    report = Report(tuple(found), {each.span.path: lines for each in found}, colour=colour)
    for form in REPORTS.values():
        form(report).encode("utf-8", "backslashreplace")
    SarifLog.model_validate(json.loads(as_sarif(report)))
