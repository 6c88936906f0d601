"""Quotations, figures and copied words are found in a text and held against its source."""

from __future__ import annotations

import pytest

from argmap.sources.copying import Copies
from argmap.sources.figures import Day, contradicts, figures, missing_figures
from argmap.sources.quotations import is_quoted_from, quotations
from argmap.sources.sentences import number_sentences

SOURCE = "He called it “the Allies’ greatest—and ‘only’—danger,” then left for the U.S. on 3 May."


def test_quotations_of_every_kind_are_found() -> None:
    """A nested quotation is part of its outer one; an apostrophe opens nothing."""
    text = "“One ‘two’ three” and 'the Allies’ own' but the Allies' doubts, «four», \"five\", ‘don’t’."
    assert quotations(text) == ["One ‘two’ three", "the Allies’ own", "four", "five", "don’t"]


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("the Allies' greatest - and 'only' - danger", True),
        ("The Allies' greatest … danger.", True),
        ("greatest [of all] and", True),
        ("the Allies' great", False),
        ("danger … greatest", False),
        ("The allies' greatest", False),
        ("left for the U.S.", True),
        ("he  called it", True),
        ("he had called it", False),
    ],
)
def test_a_quotation_is_word_for_word(quotation: str, expected: bool) -> None:
    """Marks, dashes and the first letter's case do not count; each word does, in its order."""
    assert is_quoted_from(quotation, SOURCE) is expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On May 16, 2024", [Day(2024, 5, 16)]),
        ("the 16th of May 2024 and Sept. 3", [Day(2024, 5, 16), Day(None, 9, 3)]),
        ("2024-05-16, June 2022, 2022-23", [Day(2024, 5, 16), Day(2022, 6), "2022", "23"]),
        ("1,200 of 2.50 million, $1.5bn, 40% and 1990s", ["1200", "2500000", "1500000000", "40", "1990"]),
        ("twenty-three hundred, twelfth, doubled", ["2300", "12", "x2"]),
        ("three lakh and 2 crore", ["20000000", "300000"]),
        ("I2U2 and G7 may march", []),
    ],
)
def test_figures_become_values(text: str, values: list[Day | str]) -> None:
    """Dates and numbers are read in digits and in words."""
    assert [figure.value for figure in figures(text)] == values


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("On 16 May they met", []),
        ("On 16 May 2024 they met thirty-two states", []),
        ("In May 2024, twice", ["twice"]),
        ("On 17 May 2024", ["17 May 2024"]),
        ("In 2025, 33 states in two rows", ["2025", "33"]),
        ("On 9 June 2024", []),
        ("On 9 June 2023", ["9 June 2023"]),
    ],
)
def test_figures_that_the_source_lacks(text: str, missing: list[str]) -> None:
    """A figure in another form is the same; the source's year may be added to its day."""
    source = "On May 16, 2024, the 32-member group met; it meets again on June 9."
    assert [figure.words for figure in missing_figures(text, source, year=2024)] == missing


@pytest.mark.parametrize(
    ("date", "source", "expected"),
    [
        ("2022-06-29", "in June 2022", False),
        ("2022-07", "in June 2022", True),
        ("2022", "in June 2022", False),
        ("2024-05-17", "on May 17", False),
        ("2024-05-18", "on May 17", True),
        ("2022-10", "promised it by 2049", False),
        ("2021/2023", "in 2022", False),
        ("2021/..", "in 2020", False),
        ("2024-05-22", "in 2022", False),
        ("2019", "no date at all", False),
        ("n.d.", "in 2022", False),
        ("202X", "in 1990", False),
    ],
)
def test_a_date_may_be_finer_but_not_against_its_source(date: str, source: str, expected: bool) -> None:
    """What the source foretells dates nothing."""
    assert contradicts(date, source, issued=Day(2024, 5, 22)) is expected


def test_nine_consecutive_words_are_copied_and_eight_are_not() -> None:
    """A run goes on over a full stop; quotation marks end it."""
    copies = Copies(number_sentences(["One two three four five. Six seven eight nine ten eleven. A b."]))
    nine = "He wrote: two three four five six seven eight nine ten, or so."
    eight = "He wrote two three four five six seven eight nine but."
    quoted = "He wrote two three four “five six” seven eight nine ten."
    assert [(copy.words, copy.count, copy.locator) for copy in copies.within(nine)] == [
        ("two three four five six seven eight nine ten", 9, "1.1")
    ]
    assert list(copies.within(eight)) == []
    assert list(copies.within(quoted)) == []
