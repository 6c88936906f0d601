"""`argmap verify` finds what a map gets wrong about its source, on the line where it stands."""

from __future__ import annotations

import io
import os
import re
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from argmap.checks.lessons import lesson
from argmap.cli import cli
from argmap.reports import known_rules
from argmap.sources import verification

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("ARGMAP_SHARED") or ROOT.with_name("shared"))
ARTICLE = """\
Canals in Need of Trust

By A. Reporter

The accord of 1991 divides 114 million acre-feet among four provinces. It was signed on March 21, 1991, in Lahore.

In May 2004 the first 23 gauges were installed. The minister called them “the eyes and ears of the accord” and went home. Most were out of
use within two years, because nobody in the provinces had been trained to keep them in good order.

The U.S. sent help. It could double the number of gauges by 2030. On June 5 the provinces met again.
"""
MAP = """\
argmap: 1
title: Canals
article: gauge-2024
sources:
  gauge-2024: {type: article-newspaper, title: Canals in Need of Trust, issued: 2024-06-10}
  atlas-1990: {type: book, title: Atlas}
thesis: Provinces fall out over water chiefly because none can check a figure.
claims:
  - id: shares
    text: The shares themselves are settled.
    evidence:
      - id: accord
        text: The accord of 1991 shares out 114 million acre-feet.
        date: 1991-03-21
        cite: gauge-2024 1.1-1.2
      - id: eyes
        text: The minister called gauges "the eyes and ears of the accord".
        cite: gauge-2024 2.2
      - id: gauges
        text: Twenty-three gauges came in May 2004.
        date: 2004-05
        cite: gauge-2024 2.1
      - id: meeting
        text: The provinces met again on 5 June 2024.
        date: 2024-06-05
        cite: gauge-2024 3.3
      - id: help
        text: American help could double the gauges by 2030.
        date: 2024-06-10
        cite: gauge-2024 3.1-3.2
      - id: decay
        text: Most gauges failed within two years for want of trained hands.
        cite: gauge-2024 2.3; atlas-1990 p. 3
"""


def _verify(tmp_path: Path, *options: str, text: str = MAP, article: str = ARTICLE) -> Result:
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    arguments = [
        "verify",
        str(tmp_path / "map.yaml"),
        "--source",
        f"gauge-2024={tmp_path / 'article.txt'}",
        *options,
    ]
    return CliRunner().invoke(cli, arguments)


def test_a_true_map_verifies_clean_and_tells_what_it_uses(tmp_path: Path) -> None:
    """Every sentence of the body is used or listed, and the text can be held on to."""
    result = _verify(tmp_path, text=MAP.replace("3.1-3.2", "3.2"))
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:4] == [
        "no findings in 1 map (8 nodes)",
        "gauge-2024: 7 of 8 sentences of article.txt used (88%)",
        "  unused 3.1    The U.S. sent help.",
        "  to hold on to this text, write under gauge-2024:",
    ]
    assert lines[4].startswith("    fingerprint: sha256:")


FAULTS = [
    (
        "locator off by one",
        "cite: gauge-2024 2.2",
        "cite: gauge-2024 2.3",
        "misquotation",
        "cite: gauge-2024 2.3",
        "2.2",
    ),
    (
        "figure at another place",
        "cite: gauge-2024 2.1",
        "cite: gauge-2024 3.1",
        "figure-not-in-source",
        "Twenty",
        "2.1",
    ),
    ("no such place", "gauge-2024 3.3", "gauge-2024 3.4", "unknown-locator", "3.4", "3.3"),
    ("a word of a quotation", "eyes and ears of", "eyes and hands of", "misquotation", "hands", "copy"),
    ("a figure", "114 million", "141 million", "figure-not-in-source", "141", "caution"),
    ("a number in words", "Twenty-three", "Thirty-three", "figure-not-in-source", "Thirty", "caution"),
    ("a scale", "114 million", "114 billion", "figure-not-in-source", "114 billion", "caution"),
    ("a multiple", "could double", "could triple", "figure-not-in-source", "triple", "caution"),
    ("a date in the text", "on 5 June 2024", "on 6 June 2024", "figure-not-in-source", "6 June", "caution"),
    ("a year in the text", "in May 2004", "in May 2005", "figure-not-in-source", "2005", "caution"),
    ("a date moved", "date: 2004-05", "date: 2004-06", "figure-not-in-source", "date: 2004-06", "caution"),
    (
        "a finer date moved",
        "date: 1991-03-21",
        "date: 1991-03-22",
        "figure-not-in-source",
        "1991-03-22",
        "caution",
    ),
    (
        "nine copied words",
        "Most gauges failed within two years for want",
        "Within two years, because nobody in the provinces had been trained, gauges failed for want",
        "copied-words",
        "nobody in",
        "own words",
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault[0]))
def test_each_planted_fault_is_found_on_its_line(tmp_path: Path, fault: tuple[str, ...]) -> None:
    """One change to a true map is an error that points at it and says what to do."""
    _, old, new, code, line, hint = fault
    assert MAP.count(old) == 1
    text = MAP.replace(old, new)
    result = _verify(tmp_path, text=text)
    number = next(place for place, written in enumerate(text.splitlines(), start=1) if line in written)
    if code == "misquotation" and "2.3" in line:
        number -= 1
    heads = [found for found in result.stdout.splitlines() if "error[" in found or "warning[" in found]
    assert result.exit_code == 1
    assert all(f"error[{code}]" in head or "[doubtful-locator]" in head for head in heads), result.stdout
    assert f"map.yaml:{number}:" in heads[0]
    assert hint in result.stdout.partition("hint: ")[2]


def test_a_node_with_another_source_is_only_warned(tmp_path: Path) -> None:
    """The figure may be from the source of which no copy is at hand."""
    result = _verify(tmp_path, text=MAP.replace("within two years", "within 5 years"))
    assert result.exit_code == 0
    assert "warning[figure-not-in-source]: 5 is not said at gauge-2024 2.3" in result.stdout
    assert "verify with --source atlas-1990=FILE" in result.stdout


def test_a_locator_beside_the_right_one_is_doubted(tmp_path: Path) -> None:
    """Nothing is quoted or counted, but another sentence says it: a warning, for it is a guess by shared words."""
    node = "      - {id: school, text: Nobody in the provinces was trained in good time., cite: gauge-2024 PLACE}\n"
    right = _verify(tmp_path, text=MAP + node.replace("PLACE", "2.3"))
    wrong = _verify(tmp_path, text=MAP + node.replace("PLACE", "2.2"))
    assert "doubtful-locator" not in right.stdout
    assert wrong.exit_code == 0
    assert "warning[doubtful-locator]: 2.2 shares fewer words with this than 2.3 does" in wrong.stdout


def test_an_allowed_rule_is_silent(tmp_path: Path) -> None:
    """On the node, or on the map; and `check` does not call it unknown."""
    wrong = MAP.replace("114 million", "141 million")
    allow = "allow: [{rule: figure-not-in-source, because: The accord itself says 141.}]"
    on_node = wrong.replace("        date: 1991-03-21\n", f"        date: 1991-03-21\n        {allow}\n")
    assert "error" in _verify(tmp_path, text=wrong).stdout
    assert "error" not in _verify(tmp_path, text=on_node).stdout
    assert "error" not in _verify(tmp_path, text=f"{wrong}{allow}\n").stdout
    checked = CliRunner().invoke(cli, ["check", str(tmp_path / "map.yaml")])
    assert "unused-allow" not in checked.stdout


def test_the_body_may_be_said_on_the_command_line_or_in_the_source(tmp_path: Path) -> None:
    """Paragraph 4 counts as the first: then each locator is off by one."""
    shifted = _verify(tmp_path, "--body", "4")
    assert shifted.exit_code == 1
    assert "body: 4" in shifted.stdout
    kept = MAP.replace("issued: 2024-06-10", 'issued: 2024-06-10, body: "4-6"')
    assert _verify(tmp_path, text=kept).stdout.count("error[") == shifted.stdout.count("error[")
    assert _verify(tmp_path, "--body", "3-6", text=kept).exit_code == 0
    assert _verify(tmp_path, "--body", "9-3").exit_code == 2


def test_a_copy_that_differs_is_told_and_where(tmp_path: Path) -> None:
    """With the first text at hand each changed sentence is shown from where it changes."""
    mark = _verify(tmp_path).stdout.partition("fingerprint: ")[2].split()[0]
    kept = MAP.replace("issued: 2024-06-10", f"issued: 2024-06-10, fingerprint: {mark}")
    assert "changed-source" not in _verify(tmp_path, text=kept).stdout
    first = tmp_path / "first.txt"
    first.write_text(ARTICLE, encoding="utf-8")
    changed = ARTICLE.replace("and went home", "and then went home").replace(" in Lahore", "")
    alone = _verify(tmp_path, text=kept, article=changed)
    assert alone.exit_code == 0
    assert "add --source gauge-2024=FIRST to see where" in alone.stdout
    result = _verify(tmp_path, "--source", f"gauge-2024={first}", text=kept, article=changed)
    told = [
        line.partition("[changed-source]: ")[2]
        for line in result.stdout.splitlines()
        if "[changed-source]" in line
    ]
    assert [line.replace(f"{tmp_path}{os.sep}", "") for line in told] == [
        "article.txt 1.2: “… signed on March 21, 1991,.”; first.txt: “… signed on March 21, 1991, in Lahore.”",
        "article.txt 2.2: “… of the accord” and then went home.”; first.txt: “… of the accord” and went home.”",
        "article.txt is not the text that gauge-2024 was mapped from: its fingerprint differs",
    ]


def test_another_copy_may_start_elsewhere(tmp_path: Path) -> None:
    """The range that is kept is the first text's; where a copy differs, what fits the map better counts."""
    mark = _verify(tmp_path).stdout.partition("fingerprint: ")[2].split()[0]
    kept = MAP.replace("issued: 2024-06-10", f'issued: 2024-06-10, fingerprint: {mark}, body: "3-6"')
    result = _verify(tmp_path, text=kept, article=f"From the Daily\n\n{ARTICLE}")
    assert result.exit_code == 0, result.stdout
    assert "1 finding: 1 warning" in result.stdout


def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    """No such source, no such file, no pair."""
    other = _verify(tmp_path, "--source", f"guage-2024={tmp_path / 'article.txt'}")
    assert "error[unknown-source]: the map has no source guage-2024" in other.stdout
    assert "did you mean gauge-2024?" in other.stdout
    assert _verify(tmp_path, "--source", "gauge-2024=gone.txt").exit_code == 3
    assert _verify(tmp_path, "--source", "gauge-2024").exit_code == 2
    unread = _verify(tmp_path, article="\x00\x01")
    assert unread.exit_code == 1
    assert "error[unreadable-source]: this is no text file" in unread.stdout


def test_the_same_text_as_word_file_verifies_alike(tmp_path: Path) -> None:
    """A docx copy has the same paragraphs, so the same fingerprint."""
    document = Document()
    for paragraph in ARTICLE.split("\n\n"):
        document.add_paragraph(paragraph)
    packed = io.BytesIO()
    document.save(packed)
    (tmp_path / "copy.docx").write_bytes(packed.getvalue())
    _verify(tmp_path)
    result = CliRunner().invoke(
        cli, ["verify", str(tmp_path / "map.yaml"), "--source", f"gauge-2024={tmp_path / 'copy.docx'}"]
    )
    assert result.exit_code == 0
    assert result.stdout.partition("fingerprint")[2] == _verify(tmp_path).stdout.partition("fingerprint")[2]


def test_the_articles_map_verifies_clean() -> None:
    """Every sentence of the article is used or listed, and nothing disagrees."""
    article = SHARED / "article" / "sino-russia-strategic-partnership.txt"
    if not article.is_file():
        pytest.skip("the article does not lie beside this checkout")
    path = ROOT / "maps" / "sino-russia-strategic-partnership.yaml"
    result = CliRunner().invoke(
        cli, ["verify", str(path), "--source", f"jaspal-2024={article}", "--body", "3-12"]
    )
    assert result.exit_code == 0, result.stdout
    assert "error[" not in result.stdout
    said = next(line for line in result.stdout.splitlines() if "sentences of" in line)
    used, total = (int(word) for word in said.split() if word.isdigit())
    assert total == 41
    assert result.stdout.count("  unused ") == total - used


@pytest.mark.parametrize("code", verification.VERIFIED)
def test_the_examples_of_each_rule_hold(tmp_path: Path, code: str) -> None:
    """Bad fires exactly this rule, with its severity, Good fires nothing."""
    taught = lesson(known_rules()[code].function)
    for example, expected in ((taught.bad, [code]), (taught.good, [])):
        node = textwrap.indent(example, " " * 4)
        text = f"{MAP.partition('thesis:')[0]}nodes:\n  - id: one\n    role: evidence\n{node}\n"
        told = _verify(tmp_path, text=text).stdout
        assert re.findall(r"(?:error|warning)\[([a-z-]+)\]", told) == expected
        assert not expected or f"{known_rules()[code].severity}[{code}]" in told


def test_a_caution_that_gives_a_date_bears_it_out(tmp_path: Path) -> None:
    """Where the source is wrong, the right date stands in `date` and its reason in `caution`."""
    wrong = MAP.replace("date: 2004-05\n", "date: 2005-05\n")
    mended = wrong.replace("date: 2005-05\n", "date: 2005-05\n        caution: They came in May 2005.\n")
    silent = wrong.replace("date: 2005-05\n", "date: 2005-05\n        caution: This is doubtful.\n")
    assert "the date 2005-05 goes against" in _verify(tmp_path, text=silent).stdout
    assert "the date 2005-05 goes against" not in _verify(tmp_path, text=mended).stdout
