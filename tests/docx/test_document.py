"""A Word file behaves as if a careful person had made it in Word."""

from __future__ import annotations

import itertools
import re

import pytest
from lxml import etree

from argmap.blocks import Block, Heading, Item, Level
from argmap.writers.docx import write_docx
from tests.docx.samples import FAMILIES, PICTURES, W, body, document, runs, style_lines, written

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def _values(root: etree._Element, tag: str, attribute: str = "val") -> list[str]:
    return [str(element.get(f"{W}{attribute}")) for element in root.iter(f"{W}{tag}")]


def test_lines_carry_styles_of_their_family() -> None:
    """Headings take Word's own styles, items those of their family and level, marked roles styles of their own."""
    lines = style_lines(written(document("academy")))
    assert lines[:9] == [
        "Title: Canal water",
        "Question: Is it trust or scarcity?",
        "Thesis: None can verify the flow.",
        "Heading1: Section 1420\u00a0words\u00a0·\u00a018\u00a0min",
        "AcademyLevel2: ☐ Claim 1",
        "AcademyLevel3: Evidence 1 (IRSA 2018)",
        "AcademyCounterpoint2: Meters lie.",
        "AcademyRebuttal3: Neighbours see it.",
        "AcademyContinued3: Granted: some do.",
    ]


@pytest.mark.parametrize("family", FAMILIES)
def test_styles_and_numbers_exist(family: str) -> None:
    """Each style used is defined once; each numId leads to a definition; a style is bound to one level."""
    parts = written(document(family))
    styles = etree.fromstring(parts["word/styles.xml"])
    numbering = etree.fromstring(parts["word/numbering.xml"])
    ids = _values(styles, "style", "styleId")
    used = {
        *_values(body(parts), "pStyle"),
        *_values(body(parts), "rStyle"),
        *_values(body(parts), "tblStyle"),
    }
    assert len(ids) == len(set(ids))
    assert used <= set(ids)
    assert {*_values(styles, "basedOn"), *_values(styles, "next")} <= set(ids)
    nums = _values(numbering, "num", "numId")
    assert {*_values(body(parts), "numId"), *_values(styles, "numId")} <= set(nums)
    bound = _values(numbering, "pStyle")
    assert len(bound) == len(set(bound))
    assert set(bound) <= set(ids)


@pytest.mark.parametrize("family", [name for name in FAMILIES if FAMILIES[name]])
def test_items_carry_no_number_of_their_own(family: str) -> None:
    """Lists hang on styles alone, so that an inserted line renumbers what follows."""
    assert _values(body(written(document(family))), "numId") == []


def test_levels_are_those_of_the_family() -> None:
    """Word's level texts and formats are the family's, and each level is bound to its style."""
    root = etree.fromstring(written(document("classic"))["word/numbering.xml"])
    first = root.find(f"{W}abstractNum")
    assert first is not None
    assert _values(first, "numFmt") == ["upperRoman", "upperLetter", "decimal", "lowerLetter"]
    assert _values(first, "lvlText") == ["%1.", "%2.", "%3.", "%4."]
    assert _values(first, "pStyle") == ["Heading1", "ClassicLevel2", "ClassicLevel3"]


def test_a_heading_without_number_among_numbered_ones() -> None:
    """`Sources` takes a style that looks like its level's heading and does not count."""
    assert "Heading1Unnumbered: Sources" in style_lines(written(document("jwt")))


def test_a_number_that_starts_afresh_gets_a_list_of_its_own() -> None:
    """Where the printed numbers begin again, so do Word's."""
    items = [("1.", 1), ("2.", 1), ("1.", 1), ("2.", 1)]
    blocks = tuple(Item(level, runs("Line"), number=number) for number, level in items)
    parts = written(document("decimal", blocks))
    root = etree.fromstring(parts["word/numbering.xml"])
    numbers = _values(body(parts), "numId")
    assert numbers == ["5", "5"]
    assert root.xpath("//w:num[@w:numId='5']//w:startOverride/@w:val", namespaces={"w": W[1:-1]}) == ["1"]


def test_an_invisible_level_restarts_the_points_beneath_it() -> None:
    """A heading may count without showing a number; points then start at 1 under each."""
    made = document("decimal", (Heading(2, runs("A")), Item(2, runs("a"), "1-"), Heading(2, runs("B"))))
    made = type(made)(
        **{name: getattr(made, name) for name in made.__slots__}
        | {"levels": (Level("none", ""), Level("decimal", "%2-"))}
    )
    root = etree.fromstring(written(made)["word/numbering.xml"])
    assert _values(root, "suff")[0] == "nothing"
    assert _values(root, "numFmt")[:2] == ["none", "decimal"]


def test_ids_are_unique() -> None:
    """Bookmarks, drawings, content controls and footnotes: no id is given twice."""
    root = body(written(document()))
    bookmarks = _values(root, "bookmarkStart", "id")
    names = [name.casefold() for name in _values(root, "bookmarkStart", "name")]
    drawings = [element.get("id") for element in root.iter("{*}docPr")]
    controls = [element.get(f"{W}val") for element in root.iter(f"{W}id")]
    for ids in (bookmarks, names, drawings, controls):
        assert len(ids) == len(set(ids))
    assert bookmarks == _values(root, "bookmarkEnd", "id")


def test_every_relationship_is_there() -> None:
    """Each r:id, r:embed and r:link of the body is a relationship of its part."""
    parts = written(document())
    related = {element.get("Id") for element in etree.fromstring(parts["word/_rels/document.xml.rels"])}
    used = {
        str(value)
        for element in body(parts).iter()
        for name, value in element.attrib.items()
        if str(name).startswith(R)
    }
    assert used <= related


def test_the_figure_has_a_landscape_page_of_its_own() -> None:
    """Upright, turned, upright; the vector picture stands beside the one of pixels, with words for the blind."""
    parts = written(document())
    root = body(parts)
    assert [size.get(f"{W}orient") for size in root.iter(f"{W}pgSz")] == [None, "landscape", None]
    assert [(size.get(f"{W}w"), size.get(f"{W}h")) for size in root.iter(f"{W}pgSz")][:2] == [
        ("11906", "16838"),
        ("16838", "11906"),
    ]
    drawing = next(root.iter("{*}docPr"))
    assert drawing.get("descr") == 'Boxes & "arrows"'
    assert parts["word/media/argument1.svg"] == PICTURES["map"].svg
    assert parts["word/media/argument1.png"] == PICTURES["map"].png


def test_margins_language_and_compatibility() -> None:
    """A4 with 20 mm all round, British English, no Compatibility Mode, nothing that asks on opening."""
    parts = written(document())
    margins = next(body(parts).iter(f"{W}pgMar"))
    assert {margins.get(f"{W}{side}") for side in ("top", "right", "bottom", "left")} == {"1134"}
    settings = parts["word/settings.xml"].decode()
    assert (
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in settings
    )
    assert "updateFields" not in settings + parts["word/document.xml"].decode()
    assert 'w:lang w:val="en-GB"' in parts["word/styles.xml"].decode()
    assert b"<dc:language>en-GB</dc:language>" in parts["docProps/core.xml"]


def test_footnotes_carry_their_links() -> None:
    """Each mark has its note, and a link inside a note belongs to the notes' part."""
    parts = written(document())
    marks = [element.get(f"{W}id") for element in body(parts).iter(f"{W}footnoteReference")]
    notes = etree.fromstring(parts["word/footnotes.xml"])
    assert marks == ["1", "2"]
    assert _values(notes, "footnote", "id") == ["-1", "0", "1", "2"]
    assert b"https://example.org/irsa" in parts["word/_rels/footnotes.xml.rels"]


def test_right_to_left_text() -> None:
    """An Urdu paragraph runs right to left, its Urdu in a fitting font, its Latin words left to right."""
    root = body(written(document()))
    paragraph = next(element for element in root.iter(f"{W}p") if element.find(f"{W}pPr/{W}bidi") is not None)
    found = [
        ("".join(str(text.text) for text in run.iter(f"{W}t")), run.find(f"{W}rPr/{W}rtl") is not None)
        for run in paragraph.iter(f"{W}r")
    ]
    assert [flag for _, flag in found] == [True, False, True]
    assert found[1][0] == "NATO"
    assert _values(paragraph, "lang", "bidi") == ["ur-PK", "ur-PK"]


def test_tables_end_in_paragraphs_and_stand_apart() -> None:
    """Each cell ends in a paragraph; no table follows a table, which Word would join."""
    root = body(written(document()))
    assert {cell[-1].tag for cell in root.iter(f"{W}tc")} == {f"{W}p"}
    tags = [child.tag for child in root]
    assert (f"{W}tbl", f"{W}tbl") not in set(itertools.pairwise(tags))


def test_hostile_text() -> None:
    """Markup, control characters and lone surrogates neither break the file nor vanish with their neighbours."""
    made = document("decimal", (Item(1, runs('a<b> & \x00\x0b\ud800"c"\n]]>', "n"), "1."),))
    assert style_lines(written(made)) == ['DecimalLevel1: a<b> & "c" ]]>']


def test_a_long_document_has_a_list_of_contents() -> None:
    """It names every section, leads to it, and claims no page numbers."""
    blocks: list[Block] = []
    for section in range(20):
        blocks.append(Heading(2, runs(f"Section {section}"), f"{section + 1}."))
        blocks += [Item(2, runs("x"))] * 6
    parts = written(document("decimal", tuple(blocks)))
    entries = [line for line in style_lines(parts) if line.startswith("Toc1")]
    assert len(entries) == 20
    assert entries[1] == "Toc1: 2. Section 1"
    anchors = [str(link.get(f"{W}anchor")) for link in body(parts).iter(f"{W}hyperlink")]
    assert anchors == [
        name for name in _values(body(parts), "bookmarkStart", "name") if name.startswith("_Toc")
    ]
    assert "PAGEREF" not in parts["word/document.xml"].decode()


def test_same_document_same_bytes() -> None:
    """Twice the same document, twice the same file, and no date of today in it."""
    first, second = (write_docx(document(), PICTURES).value for _ in range(2))
    assert first == second
    assert first is not None
    assert not re.search(rb"20[2-9]\d-\d\d-\d\d", b"".join(written(document()).values()))
