"""Templates: texts come out as written, mistakes name their line, a stranger's template does no harm."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from argmap.blocks import Document, Heading, Item, Level, Lines, plain
from argmap.diagnostics import Diagnostic
from argmap.formats import read
from argmap.outlines import Outline, plan
from argmap.templating import STYLES, Template, about, built_in
from argmap.templating.home import root
from argmap.templating.levels import level, written
from argmap.templating.render import render
from argmap.writers import writer
from argmap.writers.docx import write_docx

LUNCH = """
argmap: 1
title: Lunch
sources: {poll-2023: {type: report, title: A poll of pupils, author: Board, issued: 2023}}
thesis: Schools should serve lunch to every pupil, though not at any price.
claims:
  - id: learning
    text: Pupils who eat at noon learn better in the afternoon.
    evidence:
      - {id: poll, text: Two of three pupils felt awake after lunch., cite: poll-2023 2.3}
    counterpoints:
      - {id: nap, text: A nap does as much., rebuttals: [A nap costs an hour that lunch does not.]}
"""


def _absent(name: str) -> bytes:
    raise FileNotFoundError(name)


def _outline() -> Outline:
    argument = read(LUNCH.encode(), "lunch.yaml", _absent).value
    assert argument is not None
    outline = plan(argument).value
    assert outline is not None
    return outline


def _document(style: str, copy: str = "plain") -> Document:
    document = render(_outline(), template=built_in(style), copy=copy).value
    assert document is not None
    return document


def _mistake(body: str, *, ours: bool = True) -> Diagnostic:
    outcome = render(_outline(), template=Template("mine.jinja", body, ours))
    assert outcome.value is None
    return outcome.diagnostics[0]


def test_styles_and_files_agree() -> None:
    """Each style is a file in templates/, each file there a style, and each says what it is about."""
    found = {path.name.removesuffix(".md.jinja") for path in root().glob("*.md.jinja")}
    assert set(STYLES) == found
    assert all(map(about, STYLES))


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        ("academy", ["1-", "✓", "✓", "2-", "•", "✗", "→", "3-", "✓"]),
        ("decimal", ["1", "1.1", "1.2", "2", "2.1", "2.2", "2.2.1", "3", "3.1"]),
        ("jwt", ["1.", "A.", "B.", "2.", "A.", "B.", "i.", "3.", "A."]),
        ("classic", ["I.", "A.", "B.", "II.", "A.", "B.", "1.", "III.", "A."]),
        ("answer", ["1.", "•", "•", "2.", "•", "•", "–", "3.", "•"]),
    ],
)
def test_numbering_of_each_style(style: str, numbers: list[str]) -> None:
    """Each style numbers the same lines in its own way."""
    blocks = _document(style).blocks[1:]
    assert numbers == [block.number for block in blocks if isinstance(block, Heading | Item)]


def test_patterns_become_words_levels() -> None:
    """A pattern is read as Word reads its own."""
    assert Level("decimal", "%1-") == level("1-", 1)
    assert Level("decimal", "%1.%2") == level("1.1", 2)
    assert Level("lowerRoman", "%3)") == level("i)", 3)
    assert Level("bullet", "✓") == level("✓", 2)


@pytest.mark.parametrize(
    ("number", "roman"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (1994, "mcmxciv")]
)
def test_roman_numbers(number: int, roman: str) -> None:
    """Roman numbers subtract where they should."""
    assert roman == written(number, "lowerRoman")


def test_a_plain_copy_says_no_label_locator_or_budget() -> None:
    """What a candidate writes in the hall has none of the map's apparatus."""
    text = "\n".join(plain(block.runs) for block in _document("decimal").blocks if isinstance(block, Item))
    assert "(Board 2023)" in text
    assert "2.3" not in text
    assert "[" not in text


def test_a_study_copy_has_labels_notes_and_budgets() -> None:
    """The study copy adds the number in the map, the place in the source, and words and minutes."""
    document = _document("decimal", "study")
    items = [block for block in document.blocks if isinstance(block, Item)]
    assert any(run.role == "label" and run.text == "[1.e1]" for item in items for run in item.runs)
    assert "Board 2023, 2.3." in [plain(runs) for _, runs in document.notes]
    assert any(item.budget for item in items)


@pytest.mark.parametrize(
    "hostile",
    ["{% for", "{{ missing }}", "{{ 7/0 }}", "{% include '/etc/passwd' %}", "{% include '../README.md' %}"],
)
def test_a_mistake_names_its_line(hostile: str) -> None:
    """Whatever is wrong in a template, the finding tells the line, counted with the head."""
    found = _mistake(f"---\nabout: x\n---\n# {{{{ title }}}}\n\n{hostile}\n")
    assert (found.code, found.span.path, found.span.line) == ("bad-template", "mine.jinja", 6)


@pytest.mark.parametrize(
    "head",
    [
        "numbering: 7",
        "colour: red",
        "numbering: ['1.1']",
        "marks: x",
        "a: b: c",
        "numbering: [1,1,1,1,1,1,1,1,1,1]",
        "numbering: ['%9']",
        "about: [" * 3000,
        "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nabout: [*b, *b, *b, *b]",
    ],
)
def test_a_wrong_head_is_told(head: str) -> None:
    """A head that cannot be meant is a finding."""
    assert _mistake(f"---\n{head}\n---\n# x\n").code == "bad-template"


@pytest.mark.parametrize(
    "forged",
    ["\ue0009\ue001", f"\ue000{'9' * 5000}\ue001", "[x](%EE%80%809%EE%80%81)", "[x](&#xe000;9&#xe001;)"],
)
def test_a_template_that_writes_tokens_itself_gets_nothing_for_them(forged: str) -> None:
    """What looks like the place of a value that was never printed stays empty."""
    laid = render(_outline(), template=Template("mine.jinja", f"# A {forged}\n", ours=False))
    assert laid.value is not None
    assert isinstance(laid.value.blocks[0], Heading)


@pytest.mark.parametrize(("count", "drawn"), [("3", 3), ("9" * 8, 1000), ("9" * 5000, 1), ("many", 1)])
def test_ruled_lines_have_an_end(count: str, drawn: int) -> None:
    """However many lines a template asks for, a document can be written."""
    laid = render(_outline(), template=Template("mine.jinja", f"{{.lines count={count}}}\n"))
    assert laid.value is not None
    assert laid.value.blocks == (Lines(drawn),)


@pytest.mark.parametrize("role", ['a"b', "a<b", "a&b", "a\x07b"])
def test_a_role_of_any_characters_is_a_style_in_word(role: str) -> None:
    """What a template calls a line becomes the name of a style, and its id is made of what an id can hold."""
    text = f"---\nmarks: {{{json.dumps(role)}: x}}\n---\n# A\n\n- b {{.{role}}}\n"
    laid = render(_outline(), template=Template("mine.jinja", text))
    assert laid.value is not None
    assert write_docx(laid.value, {}).value


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ outline.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}{{ ''.format.__globals__ }}",
        "{{ sections.append(1) }}",
        "{{ ''|attr('__class__') }}",
        "{{ ('{0.__class__}'|attr('for' ~ 'mat'))(1) }}",
        "{% import 'os' as os %}",
        "{% extends '../../pyproject.toml' %}",
        "{{ lipsum.__globals__ }}",
    ],
)
def test_the_sandbox_holds(attack: str) -> None:
    """A template reaches nothing but the outline."""
    assert _mistake(attack, ours=False).code == "bad-template"


def test_an_endless_loop_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger's template that does not end is ended."""
    monkeypatch.setattr("argmap.templating.stranger.SECONDS", 2.0)
    nines = "{% for c in range(99999) %}" * 3 + "{% endfor %}" * 3
    assert "was ended" in _mistake(nines, ours=False).message


@pytest.mark.parametrize(
    ("attack", "told"),
    [
        ("{{ 'x' * 9000000000 }}", "memory"),
        ("{{ [1] * 10 ** 10 }}", "memory"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "without end"),
        ("{% for i in range(99999) %}{{ 'x' * 100000 }}{% endfor %}", "more than 100,000 lines or 32 MB"),
        ("{% for i in range(99999) %}- x\n- y\n{% endfor %}", "more than 100,000 lines or 32 MB"),
    ],
)
def test_a_template_that_wants_all_memory_is_ended(attack: str, told: str) -> None:
    """A template cannot take the machine's memory, neither in its own process nor by what it hands over."""
    found = _mistake(attack, ours=False)
    assert found.code == "bad-template"
    assert told in found.message


def test_a_strangers_template_gives_what_ours_gives() -> None:
    """The way through another process changes nothing."""
    ours = built_in("jwt")
    apart = render(_outline(), template=replace(ours, ours=False), copy="study").value
    here = render(_outline(), template=ours, copy="study").value
    assert here == apart


LINKS = """[a](javascript:alert(1)) [b](file:///etc/passwd) [c](data:text/html,x) [d](//evil.example/d) [e](\\\\host\\e)
[f](&#106;avascript:alert(1)) [g]( javascript:alert(1)) <javascript:alert(1)> [h](https://ok.example/)

<script>alert(1)</script><img src=x onerror=alert(1)>

[i]: javascript:alert(1)

- [i] {.evidence onclick="alert(1)" style="background:url(http://evil.example)"}
"""


@pytest.mark.parametrize("to", ["html", "md", "docx"])
def test_a_strangers_template_links_to_the_web_alone(to: str) -> None:
    """Whatever addresses, tags and attributes it writes, the document links to the web and runs nothing."""
    document = render(_outline(), template=Template("mine.jinja", LINKS, ours=False)).value
    assert document is not None
    links = {run.link for block in document.blocks for run in getattr(block, "runs", ()) if run.link}
    assert links == {"https://ok.example/"}
    data = writer(to)(document, {}).value
    assert isinstance(data, bytes)
    if to == "html":
        assert not re.search(rb"<script|<img|onclick=|javascript:[^<]*\"", data)
    if to == "md":
        tokens = MarkdownIt("commonmark", {"html": True}).parse(data.decode())
        kinds = {child.type for token in tokens for child in (token, *(token.children or ()))}
        assert not kinds & {"html_block", "html_inline", "image"}
