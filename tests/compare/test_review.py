"""A written essay beside its outline: what is treated, where, how surely; what is missing, added, or not in the map."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.cli import cli
from argmap.model import ArgumentMap
from argmap.outlines import plan
from argmap.review import as_json, as_text, review
from tests.formats.test_round_trip import maps

MAP = """\
argmap: 1
title: Night buses
sources:
  report: {type: report, title: Report, issued: 2022}
thesis: {id: t, text: "Although they cost much, night buses repay a city in safety and in work."}
claims:
  - id: safe
    text: Night buses make streets safer.
    evidence:
      - {id: rob, text: Robberies fell by 11 per cent beside the stops., cite: report p. 2, date: 2022}
      - {id: walk, text: "Walkers called the routes \\"a lit corridor\\" through darkness.", cite: report p. 3}
  - id: work
    text: Night buses bring bakers and nurses to early work.
    evidence:
      - {id: shift, text: Hospitals filled their empty night shifts., cite: report p. 5}
essays:
  - id: e
    question: Night buses, streets and work
    terms: [streets, work]
    body:
      - {heading: Safer streets, points: [{claim: safe, evidence: [rob, walk]}]}
      - {heading: Early work, points: [{claim: work, evidence: [shift]}]}
    conclusion: A city that runs at night must carry its people at night.
"""
ESSAY = (
    "Night buses",
    "A town that sleeps badly is a town that drives badly. Nobody doubts it.",
    "Early work",
    "Night buses bring nurses and bakers to their early work. Hospitals have filled empty shifts at night since.",
    "Safer streets",
    (
        'Streets are safer where night buses run. Robberies beside the stops fell by 11 percent. "A lit corridor" '
        'is what walkers called them, and "a river of gold" is what 4,000 drivers said.'
    ),
    "My uncle collects stamps from the islands of the Pacific and keeps them in a drawer.",
    "A city running at night must carry all its people at night.",
)


def _reviewed(folder: Path, name: str, data: bytes, *options: str) -> tuple[int, str]:
    (folder / "map.yaml").write_text(MAP, encoding="utf-8")
    (folder / name).write_bytes(data)
    result = CliRunner().invoke(
        cli, ["review", str(folder / name), str(folder / "map.yaml"), "--essay", "e", *options]
    )
    return result.exit_code, result.stdout


def _word() -> bytes:
    document = docx.Document()
    for text in ESSAY:
        document.add_paragraph(text)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_what_it_finds(tmp_path: Path) -> None:
    """Each line of the outline with its paragraph, the order, the room, and what the map does not hold."""
    code, text = _reviewed(tmp_path, "essay.txt", "\n\n".join(ESSAY).encode(), "--format", "json")
    found = json.loads(text)
    assert code == 0
    places = {point["id"]: point["paragraph"] for point in found["points"]}
    assert {"safe": 3, "rob": 3, "walk": 3, "work": 2, "shift": 2, "conclusion": 5}.items() <= places.items()
    assert places["t"] is None
    assert {"nurses", "bakers", "early", "work"} <= set(
        next(point for point in found["points"] if point["id"] == "work")["matched"]
    )
    assert set(found["out_of_order"]) == {"work", "shift"}
    assert found["beyond"] == [[4, "My uncle collects stamps from the islands of the Pacific and keeps …"]]
    assert found["quotations"] == [[3, "a river of gold"]]
    assert found["figures"] == [[3, "4,000"]]
    rooms = {room["heading"]: room for room in found["rooms"]}
    assert rooms["Early work"]["paragraphs"] == [2]
    assert rooms["Early work"]["words"] == 18
    assert found["words"] == sum(room["words"] for room in found["rooms"]) + 16
    assert (found["least"], found["most"]) == (2500, 3000)
    assert all(room["budget"] for room in found["rooms"])


@pytest.mark.parametrize("name", ["essay.md", "essay.docx"])
def test_formats_agree(tmp_path: Path, name: str) -> None:
    """Word and Markdown essays are read as plain text is."""
    data = _word() if name.endswith(".docx") else "\n\n".join(ESSAY).encode()
    assert _reviewed(tmp_path, name, data) == _reviewed(tmp_path, "essay.txt", "\n\n".join(ESSAY).encode())


def test_text_says_how_sure_and_gives_no_marks(tmp_path: Path) -> None:
    """A line names its paragraph, how much of it was found, and on which words."""
    _, text = _reviewed(tmp_path, "essay.txt", "\n\n".join(ESSAY).encode())
    assert "  missing                Although they cost much" in text
    assert (
        "on: Night, buses, bring, bakers, nurses, early, work" in text
        or "on: night, buses, bring" in text.casefold()
    )
    assert "No marks are given." in text


def test_an_unknown_essay_is_usage(tmp_path: Path) -> None:
    """The essays that there are are named."""
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    (tmp_path / "a.txt").write_text("A text.", encoding="utf-8")
    result = CliRunner().invoke(
        cli, ["review", str(tmp_path / "a.txt"), str(tmp_path / "map.yaml"), "--essay", "x"]
    )
    assert result.exit_code == 2
    assert "there are e" in result.stderr


@given(maps(), st.lists(st.text(max_size=60), max_size=6))
@settings(max_examples=100, deadline=None)
def test_no_input_raises(argument: ArgumentMap, paragraphs: list[str]) -> None:
    """Any essay beside any map gives a review."""
    for essay in (None, *argument.essays):
        outline = plan(argument, essay).value
        assert outline is not None
        found = review(paragraphs, outline, argument)
        assert as_text(found)
        assert json.loads(as_json(found))["words"] == found.words
