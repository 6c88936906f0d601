"""An atlas shows the whole map on sheets of paper, and says on each page where the argument goes on."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from argmap.drawing import draw, scenes
from argmap.drawing.engine import LayoutError, in_parallel, lay_out
from argmap.drawing.job import prepare
from argmap.drawing.scene import Scene
from argmap.drawing.sheets import SHEETS
from argmap.model import ArgumentMap, Role
from tests.benchmarks import inputs
from tests.draw.geometry_checks import faults
from tests.draw.samples import MAPS, from_folder, from_yaml, tangle, with_texts

NAMES = sorted(path.name for path in MAPS.glob("*.yaml"))
DEEP = """
argmap: 1
title: A deep map
thesis: {text: The thesis stands.}
claims:
  - id: a
    text: The first claim holds.
    warrant: It bears on the thesis.
    evidence: [{id: e, text: A fact is known.}]
    claims: [{id: b, text: A sub-claim holds., evidence: [{id: k, text: Another fact.}]}]
    counterpoints:
      - id: x
        text: It may be doubted.
        rebuttals: [{text: No., counterpoints: [{text: Yes., rebuttals: [{text: No again.}]}]}]
relations: [{id: far, from: [e], to: k, kind: attack}]
"""
SOURCED = """
argmap: 1
title: A map with sources
sources:
  a: {type: book, author: [{family: A}], title: With an address, issued: 2020, URL: https://example.org/a}
  b: {type: book, author: [{family: B}], title: Without, issued: 2021}
  e: {type: book, author: [{family: Evil}], title: "Trap", issued: 2022, URL: "javascript:alert(1)"}
thesis: {text: The thesis stands., cite: a}
claims:
  - text: A claim holds.
    cite: b
  - text: Another holds.
    cite: e
"""


def pages(argument: ArgumentMap, sheet: str = "a4", view: str = "full") -> tuple[Scene, ...]:
    """The pages of an atlas."""
    job = prepare(argument, view)
    assert job.value is not None
    drawn = scenes(job.value, "atlas", sheet)
    assert drawn.value is not None
    return drawn.value


def texts(page: Scene) -> str:
    """All that a page says, in one line."""
    paragraphs = [*page.texts, *(text for box in page.boxes for text in box.texts)]
    return " | ".join(" ".join(line.text for line in paragraph.lines) for paragraph in paragraphs)


@pytest.mark.parametrize("sheet", ["a4", "a3", "letter"])
@pytest.mark.parametrize("name", NAMES)
def test_pages_are_without_fault(name: str, sheet: str) -> None:
    """On no page do boxes meet, arrows run through boxes or texts leave their box, and each fits its sheet."""
    drawn = pages(from_folder(name), sheet)
    assert [faults(page) for page in drawn] == [[] for _ in drawn]
    size = sorted(round(side, 1) for side in SHEETS[sheet])
    assert [size] * len(drawn) == [sorted((round(page.width, 1), round(page.height, 1))) for page in drawn]


def test_views_are_paged_without_fault() -> None:
    """Counterpoints, and what each essay uses, fill sheets of their own size like the whole map."""
    argument = from_folder("sino-russia-strategic-partnership.yaml")
    for view in ("overview", "counterpoints", *(f"essay:{essay.id}" for essay in argument.essays)):
        job = prepare(argument, view).value
        assert job is not None
        drawn = scenes(job, "atlas")
        assert drawn.value is not None
        assert [found for page in drawn.value for found in faults(page)] == []
        assert drawn.diagnostics == ()


@pytest.mark.parametrize("seed", range(4))
def test_tangles_are_paged_without_fault(seed: int) -> None:
    """Circles, several roots and shared nodes are paged like any map, and no node is lost."""
    argument = tangle(30, 40, seed)
    drawn = pages(argument)
    assert [faults(page) for page in drawn] == [[] for _ in drawn]
    assert {node.id for node in argument.nodes} == {box.id for page in drawn for box in page.boxes}


@pytest.mark.parametrize("name", NAMES)
def test_every_node_has_its_page(name: str) -> None:
    """All nodes of a map are in its atlas."""
    argument = from_folder(name)
    assert {node.id for node in argument.nodes} == {box.id for page in pages(argument) for box in page.boxes}


def test_pages_refer_to_each_other() -> None:
    """A closed box says where it goes on, that page says where it comes from, and the same for far relations."""
    overview, first, second, *_ = (texts(page) for page in pages(from_yaml(DEEP)))
    assert "page 2" in overview
    assert "from page 1" in first
    assert "continues on page 3" in first
    assert "from page 2" in second
    assert "attacks 1.1.e1, page 3" in first
    assert "attacked by 1.e1, page 2" in second


def test_links_lead_to_pages_and_sources() -> None:
    """The PDF's links lead to pages of its own, to the list of sources, and to web addresses only."""
    data = draw(from_yaml(SOURCED), to="pdf").value
    assert data is not None
    links = [
        annotation.get_object()
        for page in PdfReader(io.BytesIO(data[0])).pages
        for annotation in page.get("/Annots", [])
    ]
    assert {"https://example.org/a"} == {
        str(link["/A"].get_object()["/URI"]) for link in links if "/A" in link
    }
    assert [link["/Contents"] for link in links if "/Dest" in link] == ["page 2", "page 2"]


def test_a_node_of_1500_words_makes_a_larger_page() -> None:
    """What fits no sheet at 8 pt is not shrunk: its page grows, and a warning says so."""
    argument = with_texts(["word " * 3000])
    assert [found for page in pages(argument) for found in faults(page)] == []
    outcome = draw(argument, to="pdf")
    assert "larger-page" in [found.code for found in outcome.diagnostics]


@pytest.mark.parametrize("name", NAMES)
def test_smallest_text_is_8_pt(name: str) -> None:
    """Read back from the PDF, no text is smaller than 8 pt."""
    data = draw(from_folder(name), to="pdf").value
    assert data is not None
    sizes: set[float] = set()

    def visit(text: str, matrix: list[float], inner: list[float], font: object, size: float) -> None:
        del font
        if text.strip():
            sizes.add(round(size * abs(inner[3]) * abs(matrix[3]), 2))

    for page in PdfReader(io.BytesIO(data[0])).pages:
        page.extract_text(visitor_text=visit)
    assert min(sizes) >= 8


def test_an_overview_of_many_claims_fills_its_pages() -> None:
    """However many of its pages turn out too full at first, each ends up with as many claims as it has room for."""
    argument = from_yaml(inputs.as_yaml(inputs.draw(1000, "flat")))
    parts = [page for page in pages(argument, view="full") if "Overview" in texts(page)]
    shown = [sum(argument.by_id[box.id].role is Role.CLAIM for box in page.boxes) for page in parts]
    assert sum(shown) == 136
    assert min(shown[:-1]) >= 5


def test_what_is_laid_out_at_the_same_time_ends_each_in_its_own() -> None:
    """A layout that runs out of its time takes no other with it."""
    slow = "digraph { " + "; ".join(f"a{n % 97}->b{n * 31 % 89}" for n in range(3000)) + " }"
    quick = "digraph { a -> b }"

    def tried(task: tuple[str, float]) -> bool:
        try:
            return "<svg" in lay_out(task[0], seconds=task[1])
        except LayoutError:
            return False

    assert in_parallel(tried, [(slow, 0.1), *[(quick, 20.0)] * 60]) == [False, *[True] * 60]


@pytest.mark.parametrize("failure", [ValueError, SystemExit])
def test_what_work_beside_other_work_raises_is_raised(failure: type[BaseException]) -> None:
    """Whatever it is; what waits is not begun."""
    done: list[int] = []

    def work(number: int) -> None:
        if number == 0:
            raise failure
        done.append(number)

    with pytest.raises(failure):
        in_parallel(work, range(100_000))
    assert len(done) < 99_999
    assert in_parallel(str, range(3)) == ["0", "1", "2"]
