"""Writers: hostile texts come out as written, the same input gives the same bytes, every format has every line."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

from argmap.blocks import Document, Figure, Heading, Item, Paragraph, Picture, Run, plain
from argmap.formats import read
from argmap.model import ArgumentMap, Node, Role
from argmap.outlines import plan
from argmap.templating import STYLES, built_in
from argmap.templating.render import render
from argmap.writers import writer
from argmap.writers.pdf import fitted
from tests.docx.samples import PNG

MAP = Path(__file__).parents[2] / "maps" / "sino-russia-strategic-partnership.yaml"
HOSTILE = (
    "1. A number and a full stop",
    "# A heading",
    "* A star, and *stars* and **more**",
    "- A dash",
    "+ A plus",
    "> A quotation",
    "[a](javascript:alert(1)) and ![b](c.png)",
    "[ref]: https://example.org",
    "::: container",
    "``` fence",
    "{{ 7 * 7 }} {% for x in y %} {# comment #}",
    "<script>alert(1)</script> &amp; <b>bold</b>",
    '#text(red)[typst] $x$ @ref \\u{41} "quoted"',
    "| a | table |",
    "--- and === and ___",
    "~~struck~~ `code` \\ back\\slash",
    "{.evidence #anchor} braces {count=3}",
    "\ue0000\ue001 private signs",
    "https://example.org and a_b_c and _d_",
)


def _absent(name: str) -> bytes:
    raise FileNotFoundError(name)


def _document(
    argument: ArgumentMap, style: str = "decimal", copy: str = "plain", essay: str | None = None
) -> Document:
    found = next((known for known in argument.essays if known.id == essay), None)
    outline = plan(argument, found, everything=found is None).value
    assert outline is not None
    document = render(outline, template=built_in(style), copy=copy).value
    assert document is not None
    return document


def _written(document: Document, to: str) -> bytes:
    data = writer(to)(document, {}).value
    assert isinstance(data, bytes)
    return data


def _article() -> ArgumentMap:
    argument = read(MAP.read_bytes(), "m.yaml", _absent).value
    assert argument is not None
    return argument


ARTICLE = _article()
ESSAYS = [essay.id for essay in ARTICLE.essays]


def _hostile() -> ArgumentMap:
    nodes = [Node("t", Role.THESIS, HOSTILE[0])]
    nodes += [Node(f"w{number}", Role.WAY_FORWARD, text) for number, text in enumerate(HOSTILE)]
    return ArgumentMap("# [t](u) <i>", thesis="t", nodes=tuple(nodes))


def _shown(markdown: str) -> Iterator[str]:
    """The words that a CommonMark reader shows, a line at a time."""
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "inline":
            for part in token.children or ():
                assert part.type in {"text", "softbreak", "text_special"}, part
            yield "".join("\n" if part.type == "softbreak" else part.content for part in token.children or ())


@pytest.mark.parametrize("style", STYLES)
def test_hostile_texts_come_out_as_written_in_markdown(style: str) -> None:
    """Whatever a text holds, a CommonMark reader shows it as it stands in the map."""
    shown = "\n".join(_shown(_written(_document(_hostile(), style), "md").decode()))
    assert [text for text in HOSTILE if text not in shown] == []


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("C", "Z"))
        | st.sampled_from(" *_`[]()<>#+-.!|\\{}~=:&1"),
        min_size=1,
    )
)
@example("#")
@example("a #")
@settings(deadline=None, max_examples=100)
def test_any_text_comes_out_as_written_in_markdown(text: str) -> None:
    """Escaping is right for any text, at the start of a line and within it."""
    text = " ".join(text.split())
    if not text:
        return
    blocks = (
        Heading(2, (Run(text),)),
        Item(1, (Run(text),), number="1."),
        Paragraph((Run(text),)),
        Item(2, (Run(text),)),
    )
    document = Document("t", "en", "x", (), blocks)
    assert [text] * 4 == [line.strip() for line in _shown(_written(document, "md").decode())]


def test_hostile_texts_come_out_as_written_in_text_html_and_pdf() -> None:
    """No text of a map is taken for markup of any kind."""
    document = _document(_hostile())
    text = _written(document, "txt").decode()
    page = _written(document, "html").decode()
    assert [line for line in HOSTILE if line not in text] == []
    assert [line for line in HOSTILE if html.escape(line, quote=False) not in page] == []
    assert "<script" not in page
    reader = PdfReader(io.BytesIO(_written(document, "pdf")))
    words = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    assert [line for line in HOSTILE[:-2] if re.sub(r"\s", "", line) not in words] == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("to", ["md", "txt", "html"])
def test_every_essay_style_and_format_has_every_line(style: str, to: str) -> None:
    """What the blocks say, each format says, with the same numbers."""
    for essay in ESSAYS:
        document = _document(ARTICLE, style, "plain", essay)
        text = html.unescape(_written(document, to).decode()).replace("\\", "")
        for block in document.blocks:
            if isinstance(block, Heading | Item | Paragraph):
                assert re.sub("<[^>]+>", "", plain(block.runs)) in re.sub("<[^>]+>", "", text)
            if isinstance(block, Heading) and block.number:
                assert block.number in text


@pytest.mark.parametrize("to", ["md", "txt", "html", "pdf"])
def test_two_runs_give_the_same_bytes(to: str) -> None:
    """The same map gives the same bytes."""
    first, second = (_written(_document(ARTICLE, "academy", "study", ESSAYS[0]), to) for _ in range(2))
    assert first == second


def test_pdf_is_tagged_and_named() -> None:
    """A screen reader finds a title, a language, headings and lists."""
    data = _written(_document(ARTICLE, essay=ESSAYS[0]), "pdf")
    reader = PdfReader(io.BytesIO(data))
    assert reader.metadata is not None
    assert ARTICLE.essays[0].question == reader.metadata.title
    root = str(reader.trailer["/Root"].get_object())
    assert "'/Lang': 'en-GB'" in root
    assert "/StructTreeRoot" in root


def test_html_loads_nothing() -> None:
    """The file has no script and no address that a browser would fetch."""
    page = _written(_document(ARTICLE, "academy", "study", ESSAYS[0]), "html").decode()
    assert not re.search(r"<script|<link|src=\"(?!data:)|@import|url\(", page)


def test_the_size_of_one_page_is_found() -> None:
    """A single page takes the largest size that holds it, 8 pt at least; a longer one says what to leave out."""
    document = _document(ARTICLE, "academy", essay=ESSAYS[0])
    small = fitted(replace(document, kind="page"))
    assert small.value is not None
    assert 8 <= small.value.size < 11
    assert small.diagnostics == ()
    short = fitted(replace(document, kind="page", blocks=document.blocks[:4]))
    assert short.value is not None
    assert short.value.size == 11
    long = fitted(replace(document, kind="page", blocks=document.blocks * 3))
    assert [found.code for found in long.diagnostics] == ["more-than-a-page"]


def test_a_language_from_right_to_left_turns_the_page() -> None:
    """The page runs as its language does, and words of the other direction are kept apart."""
    document = Document("پانی", "ur", "x", (), (Paragraph((Run("IRSA says "), Run("ہم خود ناپتے ہیں"))),))
    page = _written(document, "html").decode()
    assert '<html lang="ur" dir="rtl">' in page
    assert "<bdi>ہم خود ناپتے ہیں</bdi>" in page


@pytest.mark.parametrize("text", ["پانی کی تقسیم ممکن ہے۔", "हिन्दी में तर्क", "中文", "\U000e0041 hidden"])
def test_a_pdf_is_made_of_any_script(text: str) -> None:
    """In words, notes and drawing alike: with the extra's fonts, or with a sign for what no font has, and told."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="9"><text y="9">\u202b{text}\u202c</text></svg>'
    document = Document(
        text,
        "ur",
        "x",
        (),
        (Paragraph((Run(text, note="n"),)), Figure("d", text, text)),
        notes=(("n", (Run(text, link=f"https://example.org/{text}"),)),),
    )
    made = writer("pdf")(document, {"d": Picture(drawing.encode(), PNG, 90, 9)})
    assert made.value
    assert [found.code for found in made.diagnostics] == ["missing-glyph"] * (text == "中文")
    assert made.value == writer("pdf")(document, {"d": Picture(drawing.encode(), PNG, 90, 9)}).value
