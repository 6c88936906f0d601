"""A map whose every text, name and address is an attack: each output holds words, and links to the web alone."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from argmap.formats import read, write
from argmap.model import ArgumentMap
from argmap.pipeline import diagram, merge, outline
from tests.faults.commands import PLAIN, edited

SOURCE = Path(__file__).parents[2] / "maps" / "school-mornings.yaml"
ATTACKS = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg onload=alert(1)><foreignObject>",
    "]]><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "{{ cycler.__init__.__globals__ }}{% include '/etc/passwd' %}",
    '#read("/etc/passwd") #import "/etc/passwd": *',
    '\\"]; x -> y [URL="javascript:alert(1)" label="',
    r'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc.exe"',
    '{ INCLUDEPICTURE "http://evil.example/x.png" }',
    "=cmd|'/C calc'!A0",
    "[x](javascript:alert(1)) ![y](http://evil.example/y.png) <javascript:alert(1)>",
    "https://evil.example/) [z](javascript:alert(1)",
    'https://evil.example/" onclick="alert(1)',
    "data:text/html,<script>alert(1)</script>",
    "``` \u202e javascript:alert(1) \u2028 --> */ %> ?>",
    "<b<<TABLE><TR><TD HREF='javascript:alert(1)'>x</TD></TR></TABLE>>",
)
IDS = (
    "<a<b>",
    "<a>b>",
    '"];x->y[URL="javascript:alert(1)',
    "../../evil",
    "{{7*7}}",
    "c:evil",
    "&amp;",
    "#{x}",
    "a'b\"",
)
KEPT = frozenset(
    re.findall(
        "[a-z-]+",
        "argmap type issued body fingerprint language role kind origin strength together against answers allow from to paper "
        "prepare speak least most planned claim points evidence counterpoints marks minutes words lines headings dimensions road-map id cite date article maps",
    )
)
"""Keys whose values are words of the format, or ids; the ids are changed everywhere at once."""


def _hostile(turn: int) -> ArgumentMap:
    """The map that uses every key, an attack on each text of it; which attack on which, the turn says."""
    text = SOURCE.read_text(encoding="utf-8")
    data = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    for number, source in enumerate(data["sources"].values()):
        source["DOI" if number % 4 == 3 else "URL"] = "an attack"
    count = iter(range(turn, 1 << 20))
    ids = dict(zip(re.findall(r"\bid: ([\w-]+)", text)[turn:], IDS, strict=False))
    data = _attacked(data, "", ids, lambda: ATTACKS[next(count) % len(ATTACKS)])
    outcome = read(yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode(), "map.yaml", _absent)
    assert outcome.value is not None
    assert {found.code for found in outcome.diagnostics} <= {"reserved-id", "unknown-id"}
    assert {"URL", "DOI"} <= {key for source in outcome.value.sources.values() for key in source.variables}
    return outcome.value


def _absent(name: str) -> bytes:
    raise FileNotFoundError(2, "absent", name)


def _attacked(data: Any, key: str, ids: Mapping[str, str], attack: Callable[[], str]) -> Any:  # noqa: ANN401 - whatever YAML holds
    if isinstance(data, dict):
        return {name: _attacked(value, name, ids, attack) for name, value in data.items()}
    if isinstance(data, list):
        return [_attacked(value, key, ids, attack) for value in data]
    if key in KEPT:
        return ids.get(data, data)
    return attack() if key in {"URL", "DOI"} else f"{data} {attack()}"


TYPED = """argmap: 1
title: T
language: A
article: K
sources: {K: {type: A, title: A, issued: A, fingerprint: A, body: A, page: A, edition: A, number: A, author: [{family: A, given: A}]}}
thesis: {id: t, text: The thesis stands., cite: K}
claims:
  - {id: c, text: One stands., date: A, kind: A, dimension: A, tags: [A], strength: A, cite: K p. A, origin: A, role: A,
     evidence: [{text: E., cite: [K, A], date: 2020}]}
papers: [{id: K, title: A, marks: 20, minutes: 30, dimensions: [A]}]
essays: [{id: K, question: Why?, asked: A, paper: K, terms: [A], body: [{heading: A, points: [c]}]}]
"""
"""What a reader types or looks up, so that the map above keeps it: an attack for each A, and for K a key."""


def _typed(turn: int) -> ArgumentMap:
    attacks = cycle(ATTACKS[turn:] + ATTACKS[:turn])
    key = json.dumps(IDS[turn])
    text = re.sub(r"\bK p\. A\b", lambda _: json.dumps(f"{IDS[turn]} p. {next(attacks)}"), TYPED)
    text = re.sub(r"\bA\b", lambda _: json.dumps(next(attacks)), re.sub(r"\bK\b", lambda _: key, text))
    argument = read(text.encode(), "map.yaml", _absent).value
    assert argument is not None
    return argument


MAPS = [*(_hostile(turn) for turn in range(0, len(ATTACKS), 5)), *(_typed(turn) for turn in (0, 2, 6))]
each_map = pytest.mark.parametrize("argument", MAPS, ids=range(len(MAPS)))
WEB = ("http://", "https://", "mailto:", "#")


def _drawings(argument: ArgumentMap, to: Any) -> Iterator[bytes]:  # noqa: ANN401 - a key of TARGETS
    for pages in ("fit", "atlas"):
        drawn = diagram.diagram(
            argument,
            to,
            view="full",
            pages=pages,
            sheet="a4",
            theme="colour",
            engine="auto",
            font_paths=(),
            timeout=20,
            standing=True,
        )
        assert drawn.value
        yield from drawn.value


def _outlines(argument: ArgumentMap, to: str) -> Iterator[bytes]:
    for essay in (None, *outline.essay_ids(argument)):
        for copy in ("study", "teacher"):
            given = outline.task(argument, essay)
            assert isinstance(given, outline.Task)
            wanted = outline.Wanted(to=to, copy=copy, everything=True, diagram=True, standing=True)
            made = outline.outline(given, wanted).value
            assert made
            yield made


def _xml(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _svg_faults(data: bytes) -> list[str]:
    found = []
    for element in _xml(data).iter(etree.Element):
        name = etree.QName(element).localname
        found += [name] * (name in {"script", "foreignObject", "image", "use", "iframe"})
        for key, value in ((str(key), str(value)) for key, value in element.attrib.items()):
            local = etree.QName(key).localname
            found += [f"{key}={value}"] * (
                local.startswith("on") or (local == "href" and not value.startswith(WEB))
            )
    return found


@each_map
def test_drawings_run_and_load_nothing(argument: ArgumentMap) -> None:
    """No script, no handler, no picture from elsewhere in an SVG."""
    assert [fault for data in _drawings(argument, "svg") for fault in _svg_faults(data)] == []


@each_map
def test_dot_holds_labels_alone(argument: ArgumentMap) -> None:
    """Every attack stands within a quoted text: outside of them there is no address, and no node that is not the map's."""
    for data in _drawings(argument, "dot"):
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', data.decode())
        assert "URL" not in bare
        assert "HREF" not in bare
        assert "<" not in bare
        assert set(re.findall(r"\bx\b", bare)) == set()


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.faults += [tag] * (
            tag in {"script", "iframe", "object", "embed", "link", "base", "form", "foreignobject"}
        )
        for key, value in attrs:
            address = key in {"href", "src", "xlink:href", "action"} and not (value or "").startswith(WEB)
            drawn = key == "src" and (value or "").startswith("data:image/")
            self.faults += [f"{key}={value}"] * (key.startswith("on") or (address and not drawn))


@each_map
def test_web_pages_run_and_load_nothing(argument: ArgumentMap) -> None:
    """No script, no handler, no frame, nothing fetched."""
    assert [fault for data in _outlines(argument, "html") for fault in _Page(data.decode()).faults] == []


@each_map
def test_markdown_holds_no_html_and_no_picture(argument: ArgumentMap) -> None:
    """A reader that lets HTML through finds none, and no link but to the web."""

    def tokens(given: list[Token]) -> Iterator[Token]:
        for token in given:
            yield token
            yield from tokens(token.children or [])

    for data in _outlines(argument, "md"):
        found = list(tokens(MarkdownIt("commonmark", {"html": True}).parse(data.decode())))
        assert [
            token.content for token in found if token.type in {"html_block", "html_inline", "image"}
        ] == []
        links = [str(token.attrs.get("href")) for token in found if token.type == "link_open"]
        assert [link for link in links if not link.startswith(WEB)] == []


@each_map
def test_word_documents_hold_no_field_of_the_maps(argument: ArgumentMap) -> None:
    """The fields are argmap's own, every link leads to the web, and every part is well-formed XML."""
    for data in _outlines(argument, "docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        roots = {name: _xml(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
        elements = [element for root in roots.values() for element in root.iter(etree.Element)]
        orders = [str(one.text) for one in elements if etree.QName(one).localname == "instrText"]
        assert {order.split()[0] for order in orders} <= {"PAGE", "NUMPAGES", "TOC"}
        assert [
            one for one in elements if etree.QName(one).localname in {"fldSimple", "altChunk", "object"}
        ] == []
        outside = [str(one.get("Target")) for one in elements if one.get("TargetMode") == "External"]
        assert [address for address in outside if not address.startswith(WEB)] == []
        assert [
            fault for name, part in parts.items() if name.endswith(".svg") for fault in _svg_faults(part)
        ] == []


@each_map
def test_pdfs_run_nothing(argument: ArgumentMap) -> None:
    """No script, no program, no file; links lead to the web or within."""
    for data in (*_drawings(argument, "pdf"), *_outlines(argument, "pdf")):
        reader = PdfReader(io.BytesIO(data))
        objects = [reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"])))]
        for found in objects:
            if isinstance(found, DictionaryObject):
                assert not {"/JS", "/JavaScript", "/Launch", "/AA", "/EmbeddedFiles", "/GoToR"} & set(found)
                assert str(found.get("/URI", "#")).startswith(WEB)
                assert str(found.get("/S")) not in {
                    "/JavaScript",
                    "/Launch",
                    "/SubmitForm",
                    "/ImportData",
                    "/GoToR",
                }


@each_map
@pytest.mark.parametrize("to", ["yaml", "json"])
def test_it_reads_back_as_it_is(argument: ArgumentMap, to: str) -> None:
    """No text is lost or changed by writing it."""
    assert read(write(argument, to).value or b"", f"m.{to}", _absent).value == argument


YAML = (
    "x: y # z",
    "- a",
    "{",
    "]",
    "'",
    '"',
    "#",
    "nodes: []",
    "@x",
    "`x`",
    "%y",
    "!tag x",
    "&a x",
    "*a",
    "null",
    "1:30",
    "---",
    "? x",
)


@pytest.mark.parametrize("text", [*ATTACKS, *YAML])
def test_a_word_document_brings_back_words_alone(tmp_path: Path, text: str) -> None:
    """Whatever an edited document says becomes the text of its node, and nothing else in the map."""
    (tmp_path / "m.yaml").write_bytes(PLAIN)
    (tmp_path / "e.docx").write_bytes(edited(text))
    merging = merge.merging(str(tmp_path / "e.docx"), str(tmp_path / "m.yaml")).value
    assert merging is not None
    merge.save(merging)
    outcome = read((tmp_path / "m.yaml").read_bytes(), "m.yaml", _absent)
    assert outcome.value is not None
    assert outcome.diagnostics == ()
    assert [(node.id, node.text) for node in outcome.value.nodes] == [
        ("t", "Lunch pays."),
        ("c", " ".join(text.split())),
    ]
