"""Planning: what the essay chooses is taken, the rest keeps to the paper's lines, budgets add up."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.formats import read
from argmap.model import ArgumentMap
from argmap.outlines import Headings, Line, Outline, plan
from argmap.outlines.budget import allot

MAP = Path(__file__).parents[2] / "maps" / "sino-russia-strategic-partnership.yaml"


def _absent(name: str) -> bytes:
    raise FileNotFoundError(name)


def _map(text: str) -> ArgumentMap:
    argument = read(text.encode(), "m.yaml", _absent).value
    assert argument is not None
    return argument


def _outline(argument: ArgumentMap, essay: str | None = None, *, everything: bool = False) -> Outline:
    found = next((known for known in argument.essays if known.id == essay), None)
    outline = plan(argument, found, everything=everything).value
    assert outline is not None
    return outline


def _lines(outline: Outline) -> list[Line]:
    found: list[Line] = []
    waiting = [line for section in reversed(outline.sections) for line in reversed(section.lines)]
    while waiting:
        line = waiting.pop()
        found.append(line)
        waiting.extend(reversed(line.lines))
    return found


ARTICLE = _map(MAP.read_text(encoding="utf-8"))
ESSAYS = [None, *(essay.id for essay in ARTICLE.essays)]


@given(st.integers(0, 5000), st.lists(st.integers(0, 90), min_size=1, max_size=40))
@settings(deadline=None)
def test_shares_add_up(total: int, weights: list[int]) -> None:
    """Whatever the weights, the shares add up to the last word and none is negative."""
    shares = allot(total, weights)
    assert total == sum(shares)
    assert all(share >= 0 for share in shares)


@pytest.mark.parametrize("essay", ESSAYS)
def test_budgets_add_up(essay: str | None) -> None:
    """Sections add up to the paper, the lines of a section to the section; an open column is left out."""
    outline = _outline(ARTICLE, essay)
    words = outline.paper.words[2] if outline.paper.words else None
    minutes = dict(outline.paper.minutes)["write"]
    assert (words, minutes) == (outline.share.words, outline.share.minutes)
    for section in outline.sections:
        assert section.share.words == (
            sum(line.share.words or 0 for line in section.lines) if words else None
        )
        assert section.share.minutes == sum(line.share.minutes or 0 for line in section.lines)
        assert section.share.paragraphs == sum(line.share.paragraphs for line in section.lines)


@pytest.mark.parametrize("essay", ESSAYS)
def test_every_counterpoint_is_followed_by_its_answer(essay: str | None) -> None:
    """The line after a counterpoint answers it or grants it."""
    lines = _lines(_outline(ARTICLE, essay))
    followers = [after.role for line, after in itertools.pairwise(lines) if line.role == "counterpoint"]
    assert followers
    assert set(followers) <= {"rebuttal", "concession"}


@pytest.mark.parametrize("essay", ESSAYS)
def test_every_piece_of_evidence_has_source_and_year(essay: str | None) -> None:
    """No line of evidence stands without a source and a year."""
    evidence = [line for line in _lines(_outline(ARTICLE, essay)) if line.role == "evidence"]
    assert evidence
    assert [line.id for line in evidence if not any(map(str.isdigit, line.source))] == []


@pytest.mark.parametrize("essay", [essay.id for essay in ARTICLE.essays])
def test_what_the_essay_chooses_is_taken(essay: str) -> None:
    """Each point, piece of evidence and counterpoint that an essay names stands in its outline, in its order."""
    chosen = next(known for known in ARTICLE.essays if known.id == essay)
    outline = _outline(ARTICLE, essay)
    claims = [line.id for section in outline.sections if section.kind == "argument" for line in section.lines]
    assert [point.claim for section in chosen.body for point in section.points] == claims
    printed = [line.id for line in _lines(outline)]
    named = [name for section in chosen.body for point in section.points for name in point.evidence or ()]
    assert named == [name for name in printed if name in set(named)]


def test_the_words_of_an_essay_go_before_those_of_the_map() -> None:
    """A point that an essay heads in words of its own is printed so, as a sentence and as a phrase."""
    essay = next(essay for essay in ARTICLE.essays if essay.id == "multipolar-pakistan")
    wanted = [point.heading for section in essay.body for point in section.points]
    both: tuple[Headings, Headings] = ("sentence", "phrase")
    for headings in both:
        outline = plan(ARTICLE, essay, headings=headings).value
        assert outline is not None
        assert wanted == [
            line.text for part in outline.sections if part.kind == "argument" for line in part.lines
        ]


def test_a_map_as_a_whole_keeps_to_the_lines_of_a_paper() -> None:
    """The planner stays within 24 to 45 lines and names what it left out."""
    outcome = plan(ARTICLE)
    assert outcome.value is not None
    printed = [line for line in _lines(outcome.value) if line.role != "warrant"]
    assert 43 <= len(printed) + len(outcome.value.sections) <= 45
    assert sum(line.role == "counterpoint" for line in printed) >= 2
    assert [found.code for found in outcome.diagnostics] == ["left-out"]


def test_all_prints_every_node() -> None:
    """With everything, each node of the map stands in the outline."""
    outline = _outline(ARTICLE, everything=True)
    printed = {line.id for line in _lines(outline)} | {section.id for section in outline.sections}
    assert set() == {node.id for node in ARTICLE.nodes} - printed
