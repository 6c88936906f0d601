"""What changed between two maps is told in the map's own terms."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner
from hypothesis import given, settings

from argmap.cli import cli
from argmap.differences import differences
from argmap.model import ArgumentMap
from tests.formats.test_round_trip import maps

OLD = """\
argmap: 1
title: Buses
sources:
  report: {type: report, title: Report, issued: 2022}
thesis: {id: t, text: Buses should run at night.}
claims:
  - {id: safe, text: Night buses make streets safer., heading: Safety}
  - {id: work, text: Night buses bring people to work.}
  - {id: gone, text: Night buses are red.}
  - Night buses fill the theatres of the city.
counterpoints:
  - {id: dear, text: Night buses cost much.}
essays:
  - id: e
    question: Why buses?
    body:
      - {heading: Safety, points: [safe]}
"""
NEW = """\
argmap: 1
title: Night buses
sources:
  report: {type: report, title: Report, issued: 2023}
  survey: {type: report, title: Survey}
thesis: {id: t, text: Buses should run at night.}
claims:
  - {id: work, text: Night buses bring many people to work.}
  - id: safety
    text: Night buses make streets safer.
    claims:
      - {id: calm, text: Calm streets are safer.}
  - Night buses fill the theatres of our city.
counterpoints:
  - {id: dear, text: Night buses cost much.}
relations:
  - {from: [work], to: dear, kind: attack}
essays:
  - id: e
    question: Why buses?
    body:
      - {heading: Safety, points: [safety]}
"""
SAID = """\
changed map: title
    - Buses
    + Night buses
changed node work (1 claim): wording
    - Night buses bring people to work.
    + Night buses bring many people to work.
renamed node safety (2 claim): id
    - safe
    + safety
changed node safety (2 claim): heading
    - Safety
added node calm (2.1 claim)
    + Calm streets are safer.
renamed node night-buses-fill-the-theatres-of-our-city (3 claim): id
    - night-buses-fill-the-theatres-of-the-city
    + night-buses-fill-the-theatres-of-our-city
changed node night-buses-fill-the-theatres-of-our-city (3 claim): wording
    - Night buses fill the theatres of the city.
    + Night buses fill the theatres of our city.
removed node gone (3 claim)
    - Night buses are red.
moved node t: order
    - safety; work; night-buses-fill-the-theatres-of-our-city; dear
    + work; safety; night-buses-fill-the-theatres-of-our-city; dear
added relation work->dear
    + work attack dear
changed source report: issued
    - date-parts 2022
    + date-parts 2023
added source survey
    + Survey
changed essay e: section "Safety"
    - claim safe
    + claim safety
13 differences
"""


def _diff(folder: Path, old: str, new: str, *options: str) -> tuple[int, str]:
    (folder / "old.yaml").write_text(old, encoding="utf-8")
    (folder / "new.yaml").write_text(new, encoding="utf-8")
    result = CliRunner().invoke(cli, ["diff", str(folder / "old.yaml"), str(folder / "new.yaml"), *options])
    return result.exit_code, result.stdout


def test_tells_each_change(tmp_path: Path) -> None:
    """Nodes, wording, sources, relations and essays: what came, went, moved, was renamed or reworded."""
    assert _diff(tmp_path, OLD, NEW) == (1, SAID)


def test_equal_maps(tmp_path: Path) -> None:
    """Comments and layout are no difference."""
    assert _diff(tmp_path, OLD, "# a comment\n" + OLD.replace("Buses\n", "Buses  \n")) == (
        0,
        "no differences\n",
    )


def test_json(tmp_path: Path) -> None:
    """The same as data."""
    code, text = _diff(tmp_path, OLD, OLD.replace("cost much", "cost a lot"), "--format", "json")
    assert code == 1
    assert json.loads(text) == {
        "differences": [
            {
                "kind": "changed",
                "what": "node",
                "id": "dear",
                "label": "c1 counterpoint",
                "key": "wording",
                "before": "Night buses cost much.",
                "after": "Night buses cost a lot.",
            }
        ]
    }


@given(maps(), maps())
@settings(max_examples=100, deadline=None)
def test_any_two_maps(old: ArgumentMap, new: ArgumentMap) -> None:
    """No pair of maps makes it raise; a map does not differ from itself, and from a retitled one in the title."""
    differences(old, new)
    assert differences(old, old) == ()
    assert [each.key for each in differences(old, replace(old, title=old.title + "!"))] == ["title"]
