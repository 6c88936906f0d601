"""What `argmap weigh` prints can be read without knowing what a grounded extension is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli import cli
from argmap.standing import extensions, gradual
from argmap.standing import reasons as reasoning

LUNCH = """\
argmap: 1
title: Lunch
thesis: Schools should serve lunch to every pupil, as far as kitchens allow.
claims:
  - id: learning
    text: Pupils who have eaten learn more in the afternoon.
    warrant: {id: aim, text: Schools exist so that pupils learn.}
    evidence: [{id: trial, text: A trial in ten schools raised marks., strength: strong}]
    counterpoints:
      - id: novelty
        text: Marks rose because the pupils knew they were watched.
        rebuttals: [{id: later, text: They stayed higher when the trial was over.}]
      - id: cost
        against: warrant
        text: Schools exist for more than learning.
  - id: trust
    text: Parents trust schools that feed their children.
    counterpoints: [{id: survey, text: No survey has asked the parents., against: trust}]
counterpoints:
  - id: stigma
    text: Free lunches mark the poor.
    rebuttals: [{id: all, text: A lunch for every pupil marks nobody.}]
  - id: circle
    text: A kitchen is too dear.
    counterpoints: [{id: square, text: A kitchen is cheap., counterpoints: [{id: dear, text: It is not., against: square}]}]
"""


def _run(tmp_path: Path, *options: str, text: str = LUNCH) -> str:
    path = tmp_path / "lunch.yaml"
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(cli, ["weigh", str(path), *options])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_each_claim_is_told_with_what_decides_it(tmp_path: Path) -> None:
    """Label, number, text, strength, and the step that decides; then what all rests on."""
    lines = _run(tmp_path).splitlines()
    told = [line for line in lines if line.startswith((" ", "Nobody", "1 rests", "The thesis", "No single"))]
    assert lines[0].split(maxsplit=2)[:2] == ["falls", "0"]
    assert [line.strip() for line in told] == [
        "because nothing supports it any more: the step from 1 is undercut by 1.c2; 2 falls to 2.c1",
        "although attacked: 1.c1 falls to 1.c1.r1",
        "because 1.c1.r1 stands",
        "because 2.c1 stands (nobody answered it)",
        "because c1.r1 stands",
        "although attacked: c2.c1 falls to c2.c1.c1",
        "because c2.c1.c1 stands (nobody answered it)",
        "Nobody answered 1.c2, 2.c1 and c2.c1.c1.",
        "1 rests on 1.c1.r1: without that rebuttal 1.c1 stands and 1 falls.",
    ]


def test_a_counterpoint_that_is_granted_still_stands(tmp_path: Path) -> None:
    """A concession is no answer: what it grants speaks against the claim."""
    text = LUNCH.replace("against: trust}", "against: trust, concede: It is so.}")
    assert "because 2.c1 stands (granted, and nobody answered it)" in _run(tmp_path, text=text)


def test_a_thesis_that_one_rebuttal_carries(tmp_path: Path) -> None:
    """The rebuttal is named, with all that its loss changes."""
    text = LUNCH.replace("against: warrant", "against: novelty").partition("  - id: circle")[0]
    found = _run(tmp_path, text=text)
    assert "The thesis rests on c1.r1: without that rebuttal c1 stands and the thesis falls.\n" in found


def test_a_thesis_that_no_single_rebuttal_carries(tmp_path: Path) -> None:
    """Nothing attacks it: it stands without any rebuttal."""
    found = _run(tmp_path, text=LUNCH.partition("    counterpoints:")[0])
    assert "No single rebuttal carries the thesis: it stands without any one of them.\n" in found


def test_a_circle_is_undecided(tmp_path: Path) -> None:
    """Two nodes that attack each other leave all that hangs on them open, with two ways out."""
    text = (
        "argmap: 1\ntitle: Lunch\nthesis: {id: lunch, text: Schools should serve lunch to every pupil.}\n"
        "nodes: [{id: a, role: counterpoint, text: It is.}, {id: b, role: counterpoint, text: It is not.}]\n"
        "relations:\n"
        "  - {from: [a], to: b, kind: attack}\n"
        "  - {from: [b], to: a, kind: attack}\n"
        "  - {from: [a], to: lunch, kind: attack}\n"
    )
    found = json.loads(_run(tmp_path, "--format", "json", text=text))
    assert {entry["standing"] for entry in found["nodes"].values()} <= {"undecided", "stands"}
    assert found["nodes"]["a"]["why"] == "cycle"
    assert len(found["preferred"]) == len(found["stable"]) == 2
    assert "because of T3, undecided too" in _run(tmp_path, text=text)


def test_json_holds_all_of_it(tmp_path: Path) -> None:
    """Programs get every label, strength and reason by id."""
    found = json.loads(_run(tmp_path, "--format", "json"))
    keys = "thesis nodes relations unanswered restsOn preferred stable unsettled"
    assert list(found) == keys.split()
    assert found["nodes"]["learning"] == {
        "number": "1",
        "standing": "stands",
        "strength": 0.75,
        "energy": pytest.approx(0.5 + 0.5 * 0.1225 / 1.1225, abs=1e-6),
        "why": "answered",
        "by": ["novelty->learning"],
    }
    assert found["restsOn"] == [{"rebuttal": "later", "without": {"novelty": "stands", "learning": "falls"}}]


def test_what_was_too_much_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits reached are said, never passed over: extensions, pivots, strengths that did not converge."""
    text = (
        "argmap: 1\ntitle: Lunch\nthesis: {id: lunch, text: Schools should serve lunch to every pupil.}\n"
        "counterpoints: [{id: x, text: It is dear., rebuttals: [{id: r, text: It is cheap.}]}]\n"
        "nodes: [{id: a, role: counterpoint, text: It is.}, {id: b, role: counterpoint, text: It is not.}]\n"
        "relations: [{from: [a], to: b, kind: attack}, {from: [b], to: a, kind: attack}]\n"
    )
    for module in (extensions, gradual, reasoning):
        monkeypatch.setattr(module, "MOST_WORK", 0)
    assert _run(tmp_path, text=text).splitlines()[-3:] == [
        "What the thesis rests on was not searched: the map is too large.",
        "Preferred and stable extensions: too many to list.",
        "Strengths that did not converge: 4, a among them.",
    ]
