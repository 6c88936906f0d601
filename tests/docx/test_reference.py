"""A teacher's own document lends its look; hostile ones are refused or cleaned."""

from __future__ import annotations

import pytest
from lxml import etree

from argmap.diagnostics import Severity
from argmap.writers.docx import write_docx
from tests.docx import references
from tests.docx.samples import PICTURES, PNG, W, body, document, style_lines, written


def _style(parts: dict[str, bytes], name: str) -> etree._Element:
    root = etree.fromstring(parts["word/styles.xml"])
    return next(style for style in root.iter(f"{W}style") if style[0].get(f"{W}val") == name)


def _values(root: etree._Element, tag: str, attribute: str = "val") -> list[str]:
    return [str(element.get(f"{W}{attribute}")) for element in root.iter(f"{W}{tag}")]


@pytest.mark.parametrize("look", references.LOOKS)
def test_our_lines_stand_in_their_styles(look: str) -> None:
    """Content is ours, every style exists, each list leads to a definition, no level is bound twice."""
    parts = written(document("classic"), references.LOOKS[look]())
    styles = etree.fromstring(parts["word/styles.xml"])
    numbering = etree.fromstring(parts["word/numbering.xml"])
    assert style_lines(parts)[0].endswith(": Canal water")
    assert "reference's own" not in parts["word/document.xml"].decode()
    used = {
        *_values(body(parts), "pStyle"),
        *_values(body(parts), "rStyle"),
        *_values(body(parts), "tblStyle"),
    }
    assert used <= set(_values(styles, "style", "styleId"))
    assert {*_values(styles, "numId"), *_values(body(parts), "numId")} <= set(
        _values(numbering, "num", "numId")
    )
    bound = [
        (lvl.getparent(), tie.get(f"{W}val"))
        for lvl in numbering.iter(f"{W}lvl")
        for tie in lvl.iter(f"{W}pStyle")
    ]
    assert len({name for _, name in bound}) == len(bound)


def test_plain_look() -> None:
    """Paper, margins, font and footer are theirs; our header is added since they have none."""
    parts = written(document(), references.plain())
    assert set(_values(body(parts), "pgSz", "w")) == {"12246", "15817"}
    assert _values(body(parts), "pgMar", "left")[0] == "1701"
    assert _values(_style(parts, "Normal"), "rFonts", "ascii") == ["Georgia"]
    text = b"".join(content for name, content in parts.items() if name.startswith("word/footer"))
    assert b"Model Town Academy" in text
    assert b"A. Teacher" not in b"".join(parts.values())
    assert "word/argumentHeader.xml" in parts


def test_translated_style_names() -> None:
    """`Überschrift 1` is heading 1, whatever its id, and shows in the navigation pane."""
    parts = written(document(), references.german())
    assert "berschrift1: Section 1420\u00a0words\u00a0·\u00a018\u00a0min" in style_lines(parts)
    heading = _style(parts, "Überschrift 1")
    assert _values(heading, "rFonts", "ascii") == ["Palatino Linotype"]
    assert _values(heading, "outlineLvl") == ["0"]
    assert not [
        name for name in _values(etree.fromstring(parts["word/styles.xml"]), "name") if name == "heading 1"
    ]


def test_their_numbered_headings_give_way_to_ours() -> None:
    """The outline's numbers are the family's; `Chapter 1` would stand before them."""
    outcome = write_docx(document("classic"), PICTURES, reference=references.numbered())
    parts = written(document("classic"), references.numbered())
    numbering = etree.fromstring(parts["word/numbering.xml"])
    bound = [level for level in numbering.iter(f"{W}lvl") if "Heading1" in _values(level, "pStyle")]
    assert [_values(level, "lvlText") for level in bound] == [["%1."]]
    assert [found.message for found in outcome.diagnostics] == [
        "its headings' own numbers give way to the outline's"
    ]


def test_logo_of_an_earlier_section() -> None:
    """A header that a later section takes over comes along with its picture, on the first page alone."""
    parts = written(document(), references.logo())
    first = body(parts).findall(f".//{W}sectPr")[0]
    kinds = {reference.get(f"{W}type") for reference in first.findall(f"{W}headerReference")}
    assert kinds == {"default", "first"}
    assert PNG in parts.values()
    assert [section.find(f"{W}titlePg") is not None for section in body(parts).iter(f"{W}sectPr")] == [
        True,
        False,
        False,
    ]


def test_template() -> None:
    """A .dotx gives a document, not a template."""
    parts = written(document(), references.template())
    assert references.MAIN.format("document") in parts["[Content_Types].xml"].decode()
    assert _values(_style(parts, "Normal"), "rFonts", "ascii") == ["Garamond"]


def test_macros_links_and_people_stay_behind() -> None:
    """Macros, the attached template, authors and what leads out of the file; the words themselves remain."""
    data = references.macro()
    outcome = write_docx(document(), PICTURES, reference=data, reference_path="school.docm")
    parts = written(document(), data)
    everything = b"".join(parts.values())
    assert not [
        word
        for word in (b"vbaProject", b"evil", b"A. Teacher", b"struck words", b"INCLUDEPICTURE")
        if word in everything
    ]
    assert b"kept words" in everything
    assert b"seen" in everything
    assert [(found.span.path, found.severity, found.message) for found in outcome.diagnostics] == [
        ("school.docm", Severity.INFO, "left behind: macros, links out of the file")
    ]


@pytest.mark.parametrize("order", references.ORDERS)
def test_fields_that_start_programs_stay_behind(order: str) -> None:
    """However a field is written, cut up or nested, none that starts a program or fetches a file comes along."""
    parts = written(document(), references.ordering(order))
    assert b"Running header" in b"".join(parts.values())
    assert [name for name, data in parts.items() if b"AUTO" in data or b"calc.exe" in data] == []


@pytest.mark.parametrize("kind", references.REFUSED)
def test_what_cannot_be_used_is_refused_with_its_reason(kind: str) -> None:
    """No document comes out, and one error says what is wrong."""
    made, reason = references.REFUSED[kind]
    outcome = write_docx(document(), PICTURES, reference=made(), reference_path="look.docx")
    assert outcome.value is None
    assert [(found.severity, found.message) for found in outcome.diagnostics] == [(Severity.ERROR, reason)]


def test_a_damaged_part_is_refused() -> None:
    """Bytes that do not fit their checksum."""
    data = bytearray(references.plain())
    at = data.index(b"word/styles.xml") + 200
    data[at : at + 40] = bytes(40)
    outcome = write_docx(document(), PICTURES, reference=bytes(data))
    assert outcome.value is None
    assert "damaged" in outcome.diagnostics[0].message
