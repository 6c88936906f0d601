"""Fact strips and skeletons."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.blocks import Document, Heading, Lines, Paragraph, Table, plain
from argmap.formats import read
from argmap.model import ArgumentMap, Paper
from argmap.outlines import Outline, facts_of, paragraphs_of, plan
from argmap.templating import built_in
from argmap.templating.render import render

MAP = Path(__file__).parents[2] / "maps" / "sino-russia-strategic-partnership.yaml"


def _absent(name: str) -> bytes:
    raise FileNotFoundError(name)


def _article() -> ArgumentMap:
    argument = read(MAP.read_bytes(), "m.yaml", _absent).value
    assert argument is not None
    return argument


ARTICLE = _article()


def _outline(essay: str | None) -> Outline:
    found = next((known for known in ARTICLE.essays if known.id == essay), None)
    outline = plan(ARTICLE, found, everything=found is None).value
    assert outline is not None
    return outline


def _sheet(essay: str | None, kind: str) -> Document:
    document = render(_outline(essay), template=built_in(kind), kind=kind).value
    assert document is not None
    return document


def test_the_fact_strip_has_every_piece_of_evidence_once() -> None:
    """Each dated piece of evidence that is no mere opinion is a fact, in order of date, with its source and place."""
    facts = facts_of(_outline(None))
    evidence = {
        n.id
        for n in ARTICLE.nodes
        if n.role == "evidence" and n.date not in {None, "n.d."} and n.kind != "opinion"
    }
    found = [fact.line.id for fact in facts if fact.line.role == "evidence"]
    assert set() == evidence - set(found)
    assert len(found) == len(set(found))
    dated = [fact.line.sort for fact in facts if fact.line.sort]
    assert sorted(dated) == dated
    assert all(fact.line.cite for fact in facts if fact.line.role == "evidence")


def test_leads_of_facts_are_what_one_learns() -> None:
    """A figure leads with the figure and its unit, not with a year or the day of a month."""
    leads = [fact.lead for fact in facts_of(_outline(None)) if fact.kind == "figure"]
    assert leads
    assert all(any(char.isdigit() for char in lead) for lead in leads)
    assert not {"2022", "2023", "2024"} & set(leads)


def test_the_strip_prints_a_table_a_kind() -> None:
    """Dates, figures and quotations stand in tables of three columns."""
    tables = [block for block in _sheet(None, "facts").blocks if isinstance(block, Table)]
    assert [table.role for table in tables] == ["facts"] * 3
    assert {3} == {len(row) for table in tables for row in table.rows}


@pytest.mark.parametrize("essay", [None, *(essay.id for essay in ARTICLE.essays)])
def test_paragraphs_add_up(essay: str | None) -> None:
    """The paragraphs' words and minutes are the paper's, and they are counted without a gap."""
    outline = _outline(essay)
    cut = paragraphs_of(outline)
    words = [paragraph.share.words for paragraph in cut if paragraph.share.words is not None]
    assert outline.share.words == (sum(words) if words else None)
    assert outline.share.minutes == sum(paragraph.share.minutes or 0 for paragraph in cut)
    assert [paragraph.first for paragraph in cut[1:]] == [paragraph.last + 1 for paragraph in cut[:-1]]


@pytest.mark.parametrize("essay", [essay.id for essay in ARTICLE.essays])
def test_the_skeleton_gives_each_paragraph_its_card_lines_and_bridge(essay: str) -> None:
    """Each paragraph has a card, ruled lines to its target, and all but the last a bridge to the next."""
    document = _sheet(essay, "skeleton")
    cards = [block for block in document.blocks if isinstance(block, Table) and block.role == "card"]
    titles = [block for block in document.blocks if isinstance(block, Heading) and block.level == 3]
    ruled = [block for block in document.blocks if isinstance(block, Lines)]
    bridges = [block for block in document.blocks if isinstance(block, Paragraph) and block.role == "bridge"]
    assert len(titles) == len(cards) == len(ruled) == len(bridges) + 1
    assert plain(titles[0].runs).startswith("Paragraph 1")
    assert all(block.count >= 3 and block.target for block in ruled)
    rows = [[plain(cell) for cell in row] for card in cards for row in card.rows]
    said = [place for place, row in enumerate(rows) if row[0] == "It is said"]
    assert all(rows[place + 1][0] in {"Answer", "Concede"} for place in said)


def test_a_paper_of_ones_own_leaves_columns_open() -> None:
    """A paper with neither words nor minutes has paragraphs only, and its budget no such column."""
    argument = ArgumentMap(
        ARTICLE.title,
        thesis=ARTICLE.thesis,
        nodes=ARTICLE.nodes,
        relations=ARTICLE.relations,
        sources=ARTICLE.sources,
        papers=(Paper("css-essay", lines=(10, 20)),),
    )
    outline = plan(argument).value
    assert outline is not None
    assert (outline.share.words, outline.share.minutes) == (None, None)
    document = render(outline, template=built_in("decimal"), copy="study").value
    assert document is not None
    table = next(block for block in document.blocks if isinstance(block, Table) and block.role == "budget")
    assert [plain(cell) for cell in table.header] == ["No.", "Section", "Paragraphs"]
