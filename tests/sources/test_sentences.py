"""Sentences are numbered as locators name them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from argmap.sources.sentences import body_range, fingerprint, number_sentences, paragraphs_of

SHARED = Path(os.environ.get("ARGMAP_SHARED") or Path(__file__).parents[2].with_name("shared"))
TEXT = """A Title

By A. Writer

The U.S. agreed, i.e. it signed. Was it wise? He said, “It is done. Now go.” Dr. Khan left.

It
ended.
"""


def _locators(text: str, body: str | None = None) -> list[str]:
    return [sentence.locator for sentence in number_sentences(paragraphs_of(text), body=body)]


def test_the_body_starts_at_the_first_paragraph_of_two_sentences() -> None:
    """A title and a by-line stand outside, as 0."""
    assert _locators(TEXT) == ["0.1", "0.2", "1.1", "1.2", "1.3", "1.4", "2.1"]


def test_a_body_that_is_said_overrules() -> None:
    """What stands before and after the range is 0."""
    assert _locators(TEXT, "2-3") == ["0.1", "1.1", "2.1", "2.2", "2.3", "2.4", "0.2"]
    assert _locators(TEXT, "4") == ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "1.1"]


@pytest.mark.parametrize(
    ("body", "expected"), [("3-12", (3, 12)), ("3–4", (3, 4)), ("0-2", None), ("4-3", None), ("x", None)]
)
def test_a_range_of_paragraphs(body: str, expected: tuple[int, int] | None) -> None:
    """A range runs upwards from 1."""
    assert body_range(body) == expected


def test_a_text_without_blank_lines_has_a_paragraph_a_line_where_lines_end_as_sentences() -> None:
    """Otherwise its lines are one wrapped paragraph."""
    assert paragraphs_of("One. Two.\nThree.\n") == ["One. Two.", "Three."]
    assert paragraphs_of("One is\nnot two and\nends.") == ["One is not two and ends."]


def test_a_fingerprint_does_not_see_white_space_or_composition() -> None:
    """The same words give the same fingerprint, other words another."""
    assert fingerprint(["Caf\u00e9 is", "open."]) == fingerprint(["Cafe\u0301  is open."])
    assert fingerprint(["a"]) != fingerprint(["b"])
    assert fingerprint(["a"]) == "sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"


def test_the_article_is_numbered_as_its_reader_numbered_it() -> None:
    """All 41 sentences of the ten paragraphs agree with the numbered copy."""
    folder = SHARED / "article"
    if not (folder / "numbered.tsv").is_file():
        pytest.skip("the article does not lie beside this checkout")
    rows = [line.split("\t", 1) for line in (folder / "numbered.tsv").read_text("utf-8").splitlines()]
    expected = [(row[0], row[1]) for row in rows if row[0].partition(".")[0] in map(str, range(1, 11))]
    text = (folder / "sino-russia-strategic-partnership.txt").read_text("utf-8")
    numbered = number_sentences(paragraphs_of(text))
    body = [(sentence.locator, sentence.text) for sentence in numbered if 1 <= sentence.paragraph <= 10]
    assert len(expected) == 41
    assert body == expected
