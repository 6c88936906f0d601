"""Documents to write, and what to look for in the files that come out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import TypeAlias

from lxml import etree

from argmap.blocks import (
    Block,
    Document,
    Figure,
    Heading,
    Item,
    Level,
    Lines,
    Paragraph,
    Picture,
    Run,
    Runs,
    Table,
)
from argmap.writers.docx import write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FAMILIES: Mapping[str, tuple[Level, ...]] = {
    "decimal": (Level("decimal", "%1."), Level("decimal", "%1.%2"), Level("decimal", "%1.%2.%3")),
    "academy": (Level("decimal", "%1-"), Level("bullet", "✓"), Level("bullet", "•")),
    "jwt": (Level("decimal", "%1."), Level("upperLetter", "%2."), Level("lowerRoman", "%3.")),
    "classic": (
        Level("upperRoman", "%1."),
        Level("upperLetter", "%2."),
        Level("decimal", "%3."),
        Level("lowerLetter", "%4."),
    ),
    "answer": (),
}
Parts: TypeAlias = dict[str, bytes]


def runs(text: str, node: str | None = None, key: str = "text") -> Runs:
    """One run, a text of the map where a node is named."""
    return (Run(text, of=(node, key) if node else None),)


def argument() -> tuple[Block, ...]:
    """Two sections with claims, evidence, an objection and its answer; all that a document may hold stands once."""
    blocks: list[Block] = [
        Heading(1, runs("Canal water"), numbered=False),
        Paragraph(runs("Is it trust or scarcity?"), "question"),
        Paragraph(runs("None can verify the flow.", "t"), "thesis", anchor="t"),
    ]
    for section in (1, 2):
        name = f"s{section}"
        blocks += [
            Heading(2, runs(f"Section {section}", name, "heading"), anchor=name, budget="420 words · 18 min"),
            Item(2, runs(f"Claim {section}", f"c{section}"), anchor=f"c{section}", role="claim", tick=True),
            Item(
                3,
                (*runs(f"Evidence {section}", f"e{section}"), Run(" (IRSA 2018)", role="cite", note="n1")),
                anchor=f"e{section}",
                role="evidence",
            ),
            Item(2, runs("Meters lie.", f"x{section}"), role="counterpoint", anchor=f"x{section}"),
            Item(3, runs("Neighbours see it.", f"r{section}"), role="rebuttal", anchor=f"r{section}"),
            Item(3, runs("Granted: some do.", None), numbered=False),
        ]
    return (
        *blocks,
        Paragraph(runs("یہ اردو کا پیراگراف ہے، NATO 2022 سمیت۔")),
        Table((runs("Section"), runs("Words")), ((runs("1"), runs("420")),), "budget"),
        Table((), ((runs("Topic sentence"), runs("Trust.", "c1", "heading")),), "card"),
        Lines(3, "about 190 words"),
        Figure("map", "The argument", 'Boxes & "arrows"'),
        Heading(2, runs("Sources"), numbered=False),
        Paragraph((Run("IRSA (2018). "), Run("Report", link="https://example.org/?a=1&b=2")), "reference"),
    )


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="600" height="300"/></svg>'
)
PICTURES = {"map": Picture(SVG, PNG, 600, 300)}


def document(family: str = "decimal", blocks: tuple[Block, ...] | None = None) -> Document:
    """A document in one family of numbers."""
    return Document(
        "Canal water",
        "en-GB",
        family,
        FAMILIES[family],
        argument() if blocks is None else blocks,
        marks={"counterpoint": "✗", "rebuttal": "→"},
        notes=(("n1", (Run("See "), Run("the report", link="https://example.org/irsa"))),),
        map_id="canal-water",
    )


def written(made: Document, reference: bytes | None = None) -> Parts:
    """The parts of a document's file by name."""
    outcome = write_docx(made, PICTURES, reference=reference)
    assert outcome.value is not None
    with zipfile.ZipFile(io.BytesIO(outcome.value)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body(parts: Parts) -> etree._Element:
    """The body of the document."""
    return etree.fromstring(parts["word/document.xml"])[0]


def style_lines(parts: Parts) -> list[str]:
    """Each paragraph outside the tables as `style: text`."""
    lines = []
    for paragraph in body(parts).findall(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        assert style is not None
        text = "".join(str(piece.text) for piece in paragraph.iter(f"{W}t"))
        lines.append(f"{style.get(f'{W}val')}: {text}")
    return lines
