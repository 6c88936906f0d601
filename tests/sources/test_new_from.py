"""`argmap new --from` lays an article out beside the starter map."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli import cli
from argmap.pipeline.convert import STARTER
from argmap.sources.cues import cues
from argmap.sources.sentences import Sentence, number_sentences

ARTICLE = """Canals

Thus canals matter. They must be measured, however hard it is in a country of four provinces and a hundred quarrels over one river.

The accord of 1991 said: “Share.”\x07 It was kept.
"""


def _new(tmp_path: Path, *options: str, article: str = ARTICLE) -> tuple[int, str, str]:
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    path = tmp_path / "map.yaml"
    result = CliRunner().invoke(cli, ["new", str(path), "--from", str(tmp_path / "article.txt"), *options])
    return result.exit_code, path.read_text("utf-8") if path.exists() else "", result.stderr


def test_the_sentences_follow_the_starter_as_comments(tmp_path: Path) -> None:
    """The map still checks, and its comments hold every sentence under its number."""
    code, text, _ = _new(tmp_path)
    assert code == 0
    starter = STARTER.read_text("utf-8")
    assert text.startswith(starter)
    added = text.removeprefix(starter).splitlines()
    assert all(line.startswith("#") for line in added if line)
    assert added[-8:] == [
        "# 0.1   Canals",
        "#",
        "# 1.1   Thus canals matter.",
        "# 1.2   They must be measured, however hard it is in a country of four provinces and a hundred",
        "#       quarrels over one river.",
        "#",
        "# 2.1   The accord of 1991 said: “Share.”",
        "# 2.2   It was kept.",
    ]
    assert sum(line.startswith("#     fingerprint: sha256:") for line in added) == 1
    assert CliRunner().invoke(cli, ["check", str(tmp_path / "map.yaml")]).exit_code == 0


def test_suggestions_are_comments_too(tmp_path: Path) -> None:
    """Each says what the sentence looks like, and by which word."""
    code, text, _ = _new(tmp_path, "--suggest")
    assert code == 0
    assert [line.strip("# ") for line in text.splitlines() if line.startswith("#       >")] == [
        "> thesis? (thus)",
        "> thesis? (must)",
        "> evidence? (figure)",
        "> concession? (however)",
        "> evidence? (figure, quotation, said)",
    ]
    assert CliRunner().invoke(cli, ["check", str(tmp_path / "map.yaml")]).exit_code == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On May 16 they met 32 envoys.", ["evidence: date, figure"]),
        ("Two states met.", []),
        ("According to the ministry, it is so.", ["evidence: according to"]),
        ("Admittedly, it was costly.", ["concession: admittedly"]),
        ("It rained, although nobody saw it.", ["concession: although"]),
        ("While it rained, they slept.", ["concession: while"]),
        ("They slept while it rained.", []),
        ("It is hard, yet it is done.", ["concession: yet"]),
        ("They are not done yet.", []),
        ("Therefore it must be done.", []),
    ],
)
def test_cues_are_plain(text: str, expected: list[str]) -> None:
    """In a paragraph between the first and the last nothing looks like a thesis."""
    assert [f"{cue.kind}: {cue.by}" for cue in cues(Sentence(2, 1, text), 3)] == expected


def test_the_end_of_the_body_concludes_not_the_writers_note() -> None:
    """The last paragraph of three sentences or more is the conclusion."""
    sentences = number_sentences(
        ["One. Two.", "So it is. To conclude, it was. It is.", "The writer is a poet."]
    )
    assert [sentence.locator for sentence in sentences if cues(sentence, 2)] == ["2.2"]


def test_what_cannot_be_done_writes_nothing(tmp_path: Path) -> None:
    """An article that cannot be read, a missing one, an existing map, suggestions about nothing."""
    code, text, told = _new(tmp_path, article="a\x00b")
    assert (code, text) == (1, "")
    assert "unreadable-source" in told
    gone = CliRunner().invoke(cli, ["new", str(tmp_path / "map.yaml"), "--from", str(tmp_path / "gone.txt")])
    assert gone.exit_code == 3
    (tmp_path / "map.yaml").write_text("mine", encoding="utf-8")
    assert _new(tmp_path)[:2] == (3, "mine")
    assert CliRunner().invoke(cli, ["new", str(tmp_path / "other.yaml"), "--suggest"]).exit_code == 2
