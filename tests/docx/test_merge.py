"""Edits made in Word come back: told as they are, written where they belong, nothing else touched."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli import cli
from argmap.pipeline import outline as outlines
from argmap.pipeline.maps import load
from argmap.pipeline.merge import Merging, merging
from argmap.revisions import Added, Change, Deleted, Garbled, Line, Moved, Reworded, Seen, changes

MAP = """\
argmap: 1
title: School mornings   # the short title
sources:
  who: {type: report, title: Sleep, issued: 2020}
thesis:
  id: t
  text: Schools should start at nine.
claims:
  # the strongest first
  - id: sleep
    text: Pupils sleep too little before early lessons.
    evidence:
      - id: hours
        text: Teenagers need nine hours.   # from the report
        cite: who p. 3
      - text: Melatonin rises late in the evening.
        cite: who p. 4
      - {id: buses, text: "Buses run all morning.", cite: who p. 5}
    counterpoints:
      - id: parents
        text: Parents work early.
        concede: Some cannot wait.
        rebuttals:
          - id: clubs
            text: Breakfast clubs bridge the hour.
            cite: who p. 9
  - id: marks
    text: >-
      Marks rise where lessons
      start later.
    evidence:
      - id: trial
        text: A trial raised marks by a tenth.
        cite: who p. 12
essays:
  - id: nine
    question: Should schools start at nine?
    introduction: {hook: A bell rings in the dark.}
    body:
      - heading: Why mornings fail
        points: [{claim: sleep, heading: Early lessons steal sleep}]
      - heading: What changes
        points: [marks]
    conclusion: Nine it is.
"""
Edit = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the map, and the document made from it."""
    path = tmp_path / "map.yaml"
    path.write_text(MAP, encoding="utf-8")
    argument = load(str(path)).argument
    assert argument is not None
    task = outlines.task(argument, "nine")
    assert isinstance(task, outlines.Task)
    wanted = outlines.Wanted(style="academy", copy="teacher", to="docx", everything=True)
    data = outlines.outline(task, wanted).value
    assert data is not None
    (tmp_path / "made.docx").write_bytes(data)
    return tmp_path


def edited(folder: Path, *edits: Edit, name: str = "edited.docx") -> Path:
    """The document with edits to its XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(folder / "made.docx") as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            data = source.read(part)
            if part == "word/document.xml":
                text = data.decode()
                for edit in edits:
                    text = edit(text)
                data = text.encode()
            target.writestr(part, data)
    path = folder / name
    path.write_bytes(out.getvalue())
    return path


def reword(old: str, new: str) -> Edit:
    """Type over words."""

    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return edit


def _paragraph(text: str, words: str) -> str:
    found = [piece for piece in re.findall(r"<w:p>.*?</w:p>", text, re.DOTALL) if words in piece]
    assert len(found) == 1, words
    return str(found[0])


def insert(after: str, words: str, style: str) -> Edit:
    """A new paragraph in a style of ours."""
    new = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'
    return lambda text: text.replace(_paragraph(text, after), _paragraph(text, after) + new)


def delete(words: str) -> Edit:
    """A paragraph taken out."""
    return lambda text: text.replace(_paragraph(text, words), "")


def move(words: str, before: str) -> Edit:
    """A paragraph put before another."""

    def edit(text: str) -> str:
        moved = _paragraph(text, words)
        text = text.replace(moved, "")
        there = _paragraph(text, before)
        return text.replace(there, moved + there)

    return edit


def told(folder: Path, path: Path) -> Merging:
    """What merging finds."""
    outcome = merging(str(path), str(folder / "map.yaml"))
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value


def short(found: Merging) -> list[tuple[str, ...]]:
    """Each change in a few words."""
    return [_short(change) for change in found.changes]


def _short(change: Change) -> tuple[str, ...]:
    match change:
        case Reworded():
            return ("reworded", change.of, change.key, change.after)
        case Added():
            return ("added", change.role, change.under, change.after, change.text)
        case Moved():
            return ("moved", change.of)
        case Deleted():
            return ("deleted", change.of)
        case Garbled():
            return ("garbled", change.of)


def test_an_untouched_document_changes_nothing(folder: Path) -> None:
    """No change, exit code 0, and the file stays as it is."""
    assert short(told(folder, folder / "made.docx")) == []
    result = CliRunner().invoke(
        cli, ["merge", str(folder / "made.docx"), str(folder / "map.yaml"), "--write"]
    )
    assert result.exit_code == 0
    assert (folder / "map.yaml").read_text(encoding="utf-8") == MAP


def test_wording_goes_back_and_nothing_else_is_touched(folder: Path) -> None:
    """Texts, concessions, headings, points and the essay's own words; comments and all other lines stay."""
    path = edited(
        folder,
        reword("Teenagers need nine hours.", "Teenagers need: nine hours &amp; more."),
        reword("Some cannot wait.", "A few cannot wait."),
        reword(">What changes<", ">What nine o'clock changes<"),
        reword("Early lessons steal sleep", "Early lessons rob sleep"),
        reword("A bell rings in the dark.", "A bell rings, and it is dark."),
    )
    found = told(folder, path)
    assert [change[0] for change in short(found)] == ["reworded"] * 5
    assert found.merged.conflicts == ()
    expected = (
        MAP.replace("text: Teenagers need nine hours.", 'text: "Teenagers need: nine hours & more."')
        .replace("concede: Some cannot wait.", "concede: A few cannot wait.")
        .replace("heading: What changes", "heading: What nine o'clock changes")
        .replace("heading: Early lessons steal sleep", "heading: Early lessons rob sleep")
        .replace("hook: A bell rings in the dark.", 'hook: "A bell rings, and it is dark."')
    )
    assert found.merged.text == expected


def test_a_folded_text_and_one_whose_id_follows_from_it(folder: Path) -> None:
    """A text over several lines is filled anew; a derived id is written down, so that the node stays the same one."""
    path = edited(
        folder,
        reword("Marks rise where lessons start later.", "Marks rise later."),
        reword("Melatonin rises late in the evening.", "Melatonin rises at eleven."),
        reword("Buses run all morning.", "Buses, trams and trains run."),
    )
    text = told(folder, path).merged.text
    assert "    text: Marks rise later.\n    evidence:" in text
    derived = "      - id: melatonin-rises-late-in-the-evening\n        text: Melatonin rises at eleven.\n        cite: who p. 4\n"
    assert derived in text
    assert '      - {id: buses, text: "Buses, trams and trains run.", cite: who p. 5}\n' in text


def test_insert_move_delete(folder: Path) -> None:
    """Each is told once; the new line is written after its neighbour, the rest is left to the author."""
    path = edited(
        folder,
        insert("Teenagers need nine hours.", "Screens keep them up.", "AcademyEvidence3"),
        move("Buses run all morning.", "Teenagers need nine hours."),
        delete("A trial raised marks"),
    )
    found = told(folder, path)
    assert short(found) == [
        ("moved", "buses"),
        ("added", "evidence", "sleep", "hours", "Screens keep them up."),
        ("deleted", "trial"),
    ]
    assert found.merged.text == MAP.replace(
        "        cite: who p. 3\n", "        cite: who p. 3\n      - text: Screens keep them up.\n"
    )


def test_a_first_line_beneath_a_node(folder: Path) -> None:
    """Two objections under a claim that has none yet share one new key."""
    path = edited(
        folder,
        insert("A trial raised marks", "It was short.", "AcademyCounterpoint3"),
        insert("It was short.", "It was small.", "AcademyCounterpoint3"),
    )
    text = told(folder, path).merged.text
    assert text.count("counterpoints:\n      - text: It was short.\n      - text: It was small.\n") == 1
    assert load_text(folder, text)


def load_text(folder: Path, text: str) -> bool:
    """Whether a text reads as a map without findings."""
    path = folder / "again.yaml"
    path.write_text(text, encoding="utf-8")
    loaded = load(str(path))
    return loaded.argument is not None and loaded.diagnostics == ()


def test_conflicts_are_told_and_left_alone(folder: Path) -> None:
    """A text that changed on both sides stays as the map has it; other changes still go in."""
    path = edited(
        folder,
        reword("Teenagers need nine hours.", "Teenagers need ten hours."),
        reword("Parents work early.", "Parents leave early."),
    )
    (folder / "map.yaml").write_text(MAP.replace("need nine hours", "want nine hours"), encoding="utf-8")
    found = told(folder, path)
    assert [reason for _, reason in found.merged.conflicts] == [
        "the map's own text has changed since the document was made"
    ]
    assert "want nine hours" in found.merged.text
    assert "Parents leave early." in found.merged.text


def test_words_that_are_no_text_of_the_map(folder: Path) -> None:
    """A source's name that the template wrote is not the map's text: told, and left alone."""
    path = edited(folder, reword("Evidence from", "For example"))
    found = told(folder, path)
    assert {change[0] for change in short(found)} == {"garbled"}
    assert found.merged.text == MAP


def test_a_paragraph_split_in_two(folder: Path) -> None:
    """The first half keeps its place in the map, the second is a new item."""

    def split(text: str) -> str:
        own = _paragraph(text, "Breakfast clubs bridge the hour.")
        first, second = own.split("Breakfast clubs bridge the hour.")
        start = re.findall(r"<w:bookmarkStart[^>]*>", own)[0]
        style = re.findall(r"<w:pPr>.*?</w:pPr>", own)[0]
        new = f"<w:p>{style}{start}<w:r><w:t>They bridge the hour.{second}"
        return text.replace(own, f"{first}Breakfast clubs exist.</w:t></w:r></w:p>{new}")

    kinds = [change[:2] for change in short(told(folder, edited(folder, split)))]
    assert ("added", "rebuttal") in kinds


def test_the_command_shows_a_diff_and_writes_on_request(folder: Path) -> None:
    """Removed words, added words, exit code 1 while changes are left; --write puts them in."""
    path = edited(folder, reword("Parents work early.", "Parents leave early."))
    shown = CliRunner().invoke(cli, ["merge", str(path), str(folder / "map.yaml")])
    assert shown.exit_code == 1
    assert shown.stdout == "reworded parents.text\n  - Parents work early.\n  + Parents leave early.\n"
    assert (folder / "map.yaml").read_text(encoding="utf-8") == MAP
    written = CliRunner().invoke(cli, ["merge", str(path), str(folder / "map.yaml"), "--write"])
    assert written.exit_code == 0
    assert (folder / "map.yaml").read_text(encoding="utf-8") == MAP.replace("work early", "leave early")
    assert CliRunner().invoke(cli, ["merge", str(path), str(folder / "map.yaml"), "--write"]).exit_code == 0


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"argmap: 1\n"])
def test_what_is_no_document_is_refused(folder: Path, data: bytes) -> None:
    """One error, no traceback."""
    (folder / "bad.docx").write_bytes(data)
    outcome = merging(str(folder / "bad.docx"), str(folder / "map.yaml"))
    assert outcome.value is None
    assert [found.code for found in outcome.diagnostics] == ["not-merged"]


def test_another_maps_document_is_refused(folder: Path) -> None:
    """Edits go back to the map that they were made from."""
    text = MAP.replace("title: School mornings", "title: Canals").replace("id: nine", "id: ten")
    (folder / "map.yaml").write_text(text, encoding="utf-8")
    outcome = merging(str(folder / "made.docx"), str(folder / "map.yaml"))
    assert outcome.value is None
    assert "was made from another map: School mornings" in outcome.diagnostics[0].message


def test_a_parent_that_moves_takes_its_children_along() -> None:
    """One move is told, not one for each line beneath."""
    lines = [
        Line(name, name, "claim", level, name)
        for name, level in (("a", 2), ("b", 3), ("c", 2), ("d", 3), ("e", 2))
    ]
    seen = [Seen(name, name, "", level) for name, level in (("c", 2), ("d", 3), ("a", 2), ("b", 3), ("e", 2))]
    assert [change.of for change in changes(lines, seen) if isinstance(change, Moved)] in (["a"], ["c"])


def by_libreoffice(path: Path, to: str) -> Path:
    """A file as LibreOffice saves it."""
    folder = path.parent / "saved"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(path)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder / path.with_suffix(f".{to}").name


@pytest.mark.tools
def test_documents_saved_by_libreoffice_come_back(folder: Path) -> None:
    """Saved untouched: no change. Edited and saved: exactly the edits."""
    assert short(told(folder, by_libreoffice(folder / "made.docx", "docx"))) == []
    path = edited(
        folder,
        reword("Some cannot wait.", "A few cannot wait."),
        insert("Teenagers need nine hours.", "Screens keep them up.", "AcademyEvidence3"),
        move("Buses run all morning.", "Teenagers need nine hours."),
        delete("A trial raised marks"),
    )
    assert short(told(folder, by_libreoffice(path, "docx"))) == [
        ("moved", "buses"),
        ("added", "evidence", "sleep", "hours", "Screens keep them up."),
        ("reworded", "parents", "concede", "A few cannot wait."),
        ("deleted", "trial"),
    ]


@pytest.mark.tools
def test_an_inserted_line_renumbers(folder: Path) -> None:
    """LibreOffice counts the sections anew when one is put in."""
    new = insert("A trial raised marks", "A new section", "Heading1")
    path = by_libreoffice(edited(folder, new), "pdf")
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    numbers = re.findall(r"^\s*(\d)- +(\S+)", text, re.MULTILINE)
    assert numbers[1:4] == [("2", "Why"), ("3", "What"), ("4", "A")]
