"""Sources are named beside a line and listed in full."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import citeproc
import pytest
from lxml import etree

import argmap
from argmap.blocks import Runs
from argmap.model import ArgumentMap, Cite, Node, Role, Source
from argmap.sources.notes import short_note, short_notes
from argmap.sources.references import reference_list
from argmap.sources.variables import normalise_variables


def _source(key: str, **variables: object) -> Source:
    found, bad = normalise_variables({name.replace("_", "-"): value for name, value in variables.items()})
    assert bad == []
    return Source(key, found)


JASPAL = _source(
    "jaspal-2024",
    type="article-newspaper",
    author=[{"family": "Jaspal", "given": "Zafar Nawaz"}],
    title="Sino-Russia <i>Strategic</i> Partnership",
    container_title="Pakistan Observer",
    issued="2024-05-22",
)
NATO = _source(
    "nato-2022",
    type="document",
    author=[{"literal": "North Atlantic Treaty Organization"}],
    citation_label="NATO 2022",
    title="Strategic Concept",
    issued="2022-06",
    publisher_place="Madrid",
    URL="https://example.org/c?a=1&b=2",
    accessed="2024-05-01",
)
DAWN = _source("dawn", container_title="Dawn", title="Storm", issued="2024-05-14", type="article-newspaper")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (JASPAL, "Jaspal 2024"),
        (NATO, "NATO 2022"),
        (DAWN, "Dawn, 14 May 2024"),
        (_source("x", title="A Treaty: of many words", issued="1949~"), "A Treaty c. 1949"),
        (_source("x", title="One two three four five six, seven"), "One two three four five six … n.d."),
        (_source("x", author=[{"family": "A"}, {"family": "B"}], issued="2021/2023"), "A and B 2021–2023"),
        (_source("x", author=["A", "B", "C"], issued="-0044"), "A et al. 44 BC"),
        (
            _source("x", editor=[{"non-dropping-particle": "van", "family": "Gogh"}], issued="202X"),
            "van Gogh 2020s",
        ),
        (_source("bare"), "bare n.d."),
    ],
)
def test_a_short_note_names_author_and_year(source: Source, expected: str) -> None:
    """Without an author a newspaper's piece is named by paper and day, others by their title."""
    assert short_note(source) == expected


def test_short_notes_of_a_node_name_each_source_once() -> None:
    """Locators of one source are gathered; an unknown key stands for itself."""
    cites = (Cite("j", "1.2"), Cite("n"), Cite("j", "10.5"), Cite("j", "1.2"), Cite("gone", "p. 3"))
    assert short_notes(cites, {"j": JASPAL, "n": NATO}) == "Jaspal 2024, 1.2, 10.5; NATO 2022; gone, p. 3"
    assert short_note(JASPAL, Cite("j", "2.3")) == "Jaspal 2024, 2.3"


def _marked(runs: Runs) -> str:
    return "".join(
        f"_{run.text}_" if run.italic else f"[{run.link}]" if run.link else run.text for run in runs
    )


def test_references_are_formatted_and_sorted() -> None:
    """Names and titles lead, titles are italic or quoted, addresses are links, and no title stands twice."""
    argument = ArgumentMap(
        "T",
        article="jaspal-2024",
        nodes=(Node("n", Role.EVIDENCE, "T.", cites=(Cite("nato-2022"), Cite("dawn"), Cite("dawn"))),),
        sources={source.key: source for source in (NATO, JASPAL, DAWN)} | {"unused": _source("unused")},
    )
    expected = [
        "Jaspal, Z. N. (22 May 2024). ‘Sino-Russia _Strategic_ Partnership’. _Pakistan Observer_.",
        "North Atlantic Treaty Organization (2022). _Strategic Concept_. Madrid. [https://example.org/c?a=1&b=2] (accessed 1 May 2024).",
        "‘Storm’ (14 May 2024). _Dawn_.",
    ]
    assert [_marked(runs) for runs in reference_list(argument)] == expected
    assert [_marked(runs) for runs in reference_list(argument, ["unused", "none"])] == ["_unused_ (n.d.)."]


def test_authors_names_come_before_dates_before_titles() -> None:
    """Works of one author stand in the order of time."""
    dates = ["2023-03", "2022-11-04", "n.d.", "2022-02"]
    sources = {str(n): _source(str(n), author="A", title=str(n), issued=date) for n, date in enumerate(dates)}
    listed = reference_list(ArgumentMap("T", sources=sources), sources)
    assert [next(run.text for run in runs if run.italic) for runs in listed] == ["3", "1", "0", "2"]


def test_works_of_one_author_and_year_are_told_apart() -> None:
    """The suffix that the map's author gives stands behind the year, in notes and in the list."""
    source = _source("s", type="report", author="SIPRI", title="Yearbook", issued="2024~", year_suffix="b")
    assert short_note(source) == "SIPRI c. 2024b"
    assert [_marked(runs) for runs in reference_list(ArgumentMap("T", sources={"s": source}), ["s"])] == [
        "SIPRI (c. 2024b). _Yearbook_."
    ]


def test_our_style_is_valid_csl() -> None:
    """The CSL project's own schema accepts it."""
    schema = etree.RelaxNG(etree.parse(citeproc.SCHEMA_PATH))
    style = Path(argmap.__file__).parent / "sources" / "references.csl"
    assert schema.validate(etree.parse(str(style))), schema.error_log


def test_naming_sources_loads_no_heavy_package() -> None:
    """Citeproc, lxml and the sentence splitter load only when they are called."""
    program = (
        "import sys, argmap.sources; print(sorted({'citeproc', 'lxml', 'sentencex'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_a_damaged_date_is_passed_over() -> None:
    """Date-parts that hold no numbers, as a damaged JSON map may have them, give a note without a year."""
    source = Source("k", {"type": "book", "title": "Canals", "issued": {"date-parts": [["2O24"]]}})
    assert short_note(source) == "Canals n.d."
