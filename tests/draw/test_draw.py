"""Drawings hold what the map says, whatever it says, in every format and by both engines."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import get_args

import pytest

from argmap.drawing import Paging, Target, draw
from argmap.drawing.fit import fitted
from argmap.drawing.job import prepare
from argmap.drawing.looks import DASH_DOT
from argmap.drawing.scene import Scene
from argmap.model import ArgumentMap
from tests.draw.geometry_checks import faults
from tests.draw.samples import HOSTILE, MAPS, from_folder, from_yaml, tangle, with_texts

NAMES = sorted(path.name for path in MAPS.glob("*.yaml"))
CIRCLE = """
argmap: 1
title: A circle
thesis: {text: The thesis stands.}
claims: [{id: a, text: One.}, {id: b, text: Two.}]
relations: [{id: ab, from: [a], to: b, kind: support}, {id: ba, from: [b], to: a, kind: support}]
"""
SVG = "{http://www.w3.org/2000/svg}"


def scene(argument: ArgumentMap, view: str = "full", theme: str = "colour") -> Scene:
    """The one page of a drawing."""
    job = prepare(argument, view, theme=theme)
    assert job.value is not None
    return fitted(job.value)[0]


def words(data: bytes) -> str:
    """All text of an SVG, in one line."""
    return " ".join(" ".join(element.itertext()) for element in ET.fromstring(data).iter(f"{SVG}text"))  # noqa: S314


@pytest.mark.parametrize("theme", ["colour", "mono"])
@pytest.mark.parametrize("view", ["full", "overview", "counterpoints"])
@pytest.mark.parametrize("name", NAMES)
def test_maps_are_drawn_without_fault(name: str, view: str, theme: str) -> None:
    """In no view of a map do boxes meet, arrows run through boxes or texts leave their box."""
    assert faults(scene(from_folder(name), view, theme)) == []


@pytest.mark.parametrize("seed", range(6))
def test_tangles_are_drawn_without_fault(seed: int) -> None:
    """Circles, several roots, shared nodes and undercuts are laid out like any map."""
    assert faults(scene(tangle(12, 16, seed))) == []


@pytest.mark.parametrize("seconds", [0.0, 0.5])
def test_a_layout_out_of_time_gives_way_to_cheaper_ones(seconds: float) -> None:
    """300 nodes with 1,500 relations are drawn within the time, no two boxes meeting; each step is told."""
    job = prepare(tangle(300, 1500), "full", timeout=seconds)
    assert job.value is not None
    drawn, found = fitted(job.value)
    assert [one for one in faults(drawn) if " meets " in one] == []
    assert len(drawn.boxes) == 300
    assert {"cheaper-layout"} == {one.code for one in found}


def test_circles_are_marked() -> None:
    """Of two claims that support each other one arrow leads back, and looks so."""
    argument = from_yaml(CIRCLE)
    looks = [arrow.look.dash for arrow in scene(argument).arrows]
    assert looks.count(DASH_DOT) == 1


def test_every_node_is_drawn_once() -> None:
    """The full view holds each node of the map, in the map's order."""
    argument = from_folder("school-mornings.yaml")
    assert [box.id for box in scene(argument).boxes] == [node.id for node in argument.nodes]


@pytest.mark.parametrize("to", ["svg", "pdf", "png", "dot"])
def test_same_map_same_bytes(to: Target) -> None:
    """A drawing made twice is the same file."""
    argument = from_folder("school-mornings.yaml")
    assert draw(argument, to=to).value == draw(argument, to=to).value


def test_hostile_text_is_drawn_as_written() -> None:
    """What means something to XML, DOT or typst stands in the picture letter by letter."""
    data = draw(with_texts([HOSTILE]), to="svg").value
    assert data is not None
    assert "".join(HOSTILE.split()) in "".join(words(data[0]).split())


@pytest.mark.parametrize("to", ["svg", "pdf", "png", "dot"])
@pytest.mark.parametrize(
    "text", [HOSTILE, "\x00\x0b\x1b\ufffe", "\ud800", "]" * 40, "W" * 400, "word " * 300, "–" * 90]
)
def test_no_text_breaks_a_drawing(text: str, to: Target) -> None:
    """Whatever a node says, each format is made."""
    assert draw(with_texts([text]), to=to).value


@pytest.mark.parametrize("text", ["W" * 400, "word " * 300, "a-b/" * 100, "x" * 30 + " " + "y" * 30])
def test_long_words_and_long_nodes_stay_in_their_box(text: str) -> None:
    """A word wider than its box is broken; 300 words make a tall box."""
    assert faults(scene(with_texts([text, "short"]))) == []


def test_siblings_keep_their_order() -> None:
    """Claims stand from top to bottom as they are written."""
    boxes = [
        box for box in scene(with_texts([f"Claim {index}" for index in range(9)])).boxes if box.id != "t"
    ]
    assert [box.id for box in boxes] == [box.id for box in sorted(boxes, key=lambda box: box.frame[1])]


def test_unknown_view_is_a_finding() -> None:
    """A view that the map does not have is told with what it may be."""
    outcome = draw(with_texts(["A claim"]), view="claim:c9")
    assert outcome.value is None
    assert [found.code for found in outcome.diagnostics] == ["unknown-view"]


def test_missing_glyphs_are_named() -> None:
    """A character that no font has is a warning with its name and what to do."""
    found = draw(with_texts(["Half 中 known"])).diagnostics
    assert [one.code for one in found] == ["missing-glyph"]
    assert "U+4E2D" in found[0].message
    assert "--font-path" in (found[0].hint or "")


def test_links_are_web_or_mail_only(tmp_path: Path) -> None:
    """A source's `javascript:` address leads nowhere."""
    del tmp_path
    argument = from_folder("school-mornings.yaml")
    data = draw(argument).value
    assert data is not None
    links = [element.get("href", "") for element in ET.fromstring(data[0]).iter(f"{SVG}a")]  # noqa: S314
    assert all(link.startswith(("http://", "https://", "mailto:")) for link in links)


@pytest.mark.tools
def test_both_engines_draw_the_same_content() -> None:
    """The system's Graphviz and the embedded one draw the same words."""
    argument = from_folder("school-mornings.yaml")
    one, two = draw(argument, engine="embedded").value, draw(argument, engine="system").value
    assert one is not None
    assert two is not None
    assert sorted(words(one[0]).split()) == sorted(words(two[0]).split())


@pytest.mark.parametrize("pages", get_args(Paging))
@pytest.mark.parametrize("to", get_args(Target))
def test_nothing_to_show_is_a_page_with_the_title(to: Target, pages: Paging) -> None:
    """A map without a counterpoint has a view of them all the same, however it is paged."""
    drawn = draw(with_texts(["One."]), to=to, view="counterpoints", pages=pages)
    assert drawn.value
    assert drawn.diagnostics == ()
