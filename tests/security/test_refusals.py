"""What a hostile map, source or document asks for does not happen."""

from __future__ import annotations

import html
import io
import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from pypdf import PdfReader

from argmap.cli import cli
from argmap.documents import paragraphs
from argmap.formats import read
from argmap.pipeline import files
from tests.docx import references

ROOT = Path(__file__).parents[2]
WORDS = "the-secret-words"
LINKS = """argmap: 1
title: Links
sources:
  a: {type: webpage, author: [{family: Ali}], title: First, issued: 2021, URL: "javascript:alert(1)"}
  b: {type: webpage, author: [{family: Bano}], title: Second, issued: 2022, URL: "data:text/html,<script>"}
  c: {type: webpage, author: [{family: Chaudhry}], title: Third, issued: 2023, URL: "file:///etc/passwd"}
  d: {type: webpage, author: [{family: Dar}], title: Fourth, issued: 2024, URL: "https://example.org/d"}
thesis: {text: The canal is worth its price to the farms beside it., cite: a}
claims:
  - {text: It brings water., cite: b, evidence: [{text: It brought 3 cusecs in 2022., cite: c}]}
  - {text: It brings trade., cite: d}
"""
ORDERS = (
    '#read("/etc/passwd")',
    '#import "/etc/passwd": x',
    "{{ cycler.__init__.__globals__ }}",
    '"]; a -> b [label="',
    "<script>alert(1)</script>",
    "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>",
)


def _run(*arguments: object) -> str:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code in {0, 1}, result.output
    return result.output


def _written(folder: Path, text: str) -> Path:
    path = folder / "map.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _addresses(path: Path) -> set[str]:
    """Where a written file's links lead, within it left out."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        notes = [
            note.get_object()
            for page in PdfReader(io.BytesIO(data)).pages
            for note in page.get("/Annots", [])
        ]
        return {str(note["/A"].get_object()["/URI"]) for note in notes if "/A" in note}
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            relations = b"".join(package.read(name) for name in package.namelist() if name.endswith(".rels"))
        return set(re.findall(r'Target="([^"]*)" TargetMode="External"', relations.decode()))
    pattern = r"\]\(([^)]*)\)" if path.suffix == ".md" else r'(?:href|URL)="([^"#][^"]*)"'
    return set(re.findall(pattern, data.decode()))


@pytest.mark.parametrize("name", ["o.html", "o.md", "o.docx", "o.pdf", "d.svg", "d.pdf", "d.dot"])
def test_sources_link_to_the_web_alone(tmp_path: Path, name: str) -> None:
    """Of four addresses, `javascript:`, `data:` and `file:` are words on the page at most; https is a link."""
    path = _written(tmp_path, LINKS)
    if name.startswith("o"):
        _run("outline", path, "--copy", "study", "--all", "--no-diagram", "-o", tmp_path / name)
    else:
        _run("diagram", path, "-o", tmp_path / name)
    expected = set() if name == "d.dot" else {"https://example.org/d"}
    assert expected == _addresses(tmp_path / name)


class _PageWords(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.said = ""
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.said += data


def _words_of_word(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(ET.fromstring(package.read("word/document.xml")).itertext())  # noqa: S314 - our own


def _words_of_dot(data: bytes) -> str:
    labels = re.findall(r'label="((?:[^"\\]|\\.)*)"', data.decode())
    return html.unescape("".join(labels).replace(r"\l", "").replace(r"\"", '"').replace(r"\\", "\\"))


READABLE: Mapping[str, Callable[[bytes], str]] = {
    ".html": lambda data: _PageWords(data.decode()).said,
    ".txt": bytes.decode,
    ".md": lambda data: _PageWords(MarkdownIt().render(data.decode())).said,
    ".docx": _words_of_word,
    ".pdf": lambda data: "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages),
    ".svg": lambda data: "".join(ET.fromstring(data).itertext()),  # noqa: S314 - our own
    ".dot": _words_of_dot,
}
"""What a reader sees of a file."""


@pytest.mark.parametrize("name", ["o.html", "o.txt", "o.md", "o.docx", "o.pdf", "d.svg", "d.pdf", "d.dot"])
def test_orders_in_texts_are_words(tmp_path: Path, name: str) -> None:
    """What typst, Jinja, DOT, HTML or XML would obey is written as words, and no file is read for it."""
    claims = "\n".join(
        f"  - {{id: c{number}, text: '{order.replace(chr(39), chr(39) * 2)}'}}"
        for number, order in enumerate(ORDERS)
    )
    path = _written(
        tmp_path,
        f"argmap: 1\ntitle: '#read(\"x\")'\nthesis: {{id: t, text: The thesis.}}\nclaims:\n{claims}\n",
    )
    out = tmp_path / name
    _run(*(("outline", path, "--all") if name.startswith("o") else ("diagram", path)), "-o", out)
    said = re.sub(r"\s", "", READABLE[out.suffix](out.read_bytes()))
    assert [order for order in ORDERS if re.sub(r"\s", "", order) not in said] == []
    assert "root:x:0:0" not in said
    if name == "d.svg":
        assert [element for element in ET.parse(out).iter() if element.tag.endswith("script")] == []  # noqa: S314
    if name == "o.html":
        assert b"<script" not in out.read_bytes()


TERMINAL = """argmap: 1
title: "T \\e]0;x\\a \\x9b31m"
sources: [books.json, books.bib, {k: {type: book, title: "S \\e[2J", author: [{literal: "A\\e[2J"}], issued: 2021}}]
thesis: {id: t, text: "Night \\e[2J buses", cite: k; j; b}
claims:
  - {id: c, text: "x \\e[2J y \\b z", heading: "h\\e[1m", counterpoints: [{id: x, text: "No\\e[2J.", rebuttals: ["Yes\\e[2J it is."]}]}
essays: [{id: "e\\e[2J", question: "W\\e]0;x\\a", body: [{heading: "H\\e[2J", points: [c]}]}]
raw: "\x1b]52;c;x\x07"
"""


@pytest.mark.parametrize(
    "words",
    [
        "check MAP",
        "outline MAP --list",
        "weigh MAP",
        "diff MAP OTHER",
        "convert MAP",
        "verify MAP --source k=ARTICLE",
    ]
    + ["review ARTICLE MAP", "new NEW --from ARTICLE --suggest"]
    + [f"outline MAP --to {to} --copy study" for to in ("txt", "md", "html")]
    + [f"diagram MAP --to {to}" for to in ("svg", "dot")],
)
def test_nothing_orders_a_terminal_about(tmp_path: Path, words: str) -> None:
    """Control characters, as they are or by escapes, in a map, its sources and an article, reach neither screen nor file."""
    path = _written(tmp_path, TERMINAL)
    (tmp_path / "books.json").write_text(
        '[{"id": "j", "type": "book", "title": "S \\u001b[2J", "issued": 2021}]'
    )
    (tmp_path / "books.bib").write_text("@book{b, title={S \x1b[2J}, year={2021}, author={A\x1b[2J, B}}")
    (tmp_path / "article.txt").write_text("One \x1b[2J sentence.\n\nMore \x9b31m of it.\n", encoding="utf-8")
    (tmp_path / "other.yaml").write_text(TERMINAL.replace("buses", "trains\x1b[2J"), encoding="utf-8")
    files = {
        "MAP": path,
        "OTHER": tmp_path / "other.yaml",
        "ARTICLE": tmp_path / "article.txt",
        "NEW": tmp_path / "new.yaml",
    }
    result = CliRunner().invoke(
        cli, [str(files.get(word, word)) for word in words.split()], input=TERMINAL, color=True
    )
    made = files["NEW"].read_text(encoding="utf-8") if files["NEW"].exists() else ""
    assert result.output
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]", result.output + made) == []


WATCHER = """
import sys
WATCHED = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.exec", "os.posix_spawn", "os.system")
told = []
sys.addaudithook(lambda event, arguments: told.append(f"{event} {arguments}") if event in WATCHED else None)
from argmap.cli import cli
try:
    cli(sys.argv[1:])
except SystemExit:
    pass
sys.stderr.write("".join(told))
raise SystemExit(bool(told))
"""


@pytest.mark.parametrize(
    "words",
    [
        "check MAP",
        "convert MAP",
        "weigh MAP",
        "fmt MAP --check",
        "verify MAP --source a=MAP",
        "build MAP -o OUT",
    ]
    + [f"outline MAP --copy study -o OUT.{to}" for to in ("docx", "pdf", "html")]
    + [f"diagram MAP -o OUT.{to}" for to in ("svg", "pdf", "png")],
)
def test_no_connection_and_no_program(tmp_path: Path, words: str) -> None:
    """No command opens a connection or starts a program, `build`'s own processes aside."""
    files = {"MAP": str(_written(tmp_path, LINKS)), "OUT": str(tmp_path / "out")}
    command = [re.sub("MAP|OUT", lambda found: files[found[0]], word) for word in words.split()]
    done = subprocess.run(
        [sys.executable, "-c", WATCHER, *command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system", "!!python/name:os.system", "!include", "!!binary"]
)
def test_tags_make_nothing(tag: str) -> None:
    """A YAML tag is a finding; what stands behind it is text."""
    outcome = read(f"argmap: 1\ntitle: A map\nthesis: {tag} 'touch x'\n".encode(), "m.yaml", _none_beside)
    assert "yaml-tag" in {found.code for found in outcome.diagnostics}
    assert outcome.value is not None
    assert [node.text for node in outcome.value.nodes] == ["touch x"]


def _none_beside(name: str) -> bytes:
    raise FileNotFoundError(2, "absent", name)


def test_a_map_names_no_file_by_its_absolute_path(tmp_path: Path) -> None:
    """The one file that a map may have read, its sources, is named relative to it."""
    secret = tmp_path / "secret.yaml"
    secret.write_text(WORDS, encoding="utf-8")
    path = _written(tmp_path, f"argmap: 1\ntitle: A map\nsources: {secret}\nthesis: one two\n")
    said = _run("check", path)
    assert "missing-sources-file" in said
    assert WORDS not in said


@pytest.mark.parametrize(
    "name", [r"\Windows\win.ini", "C:secret.bib", r"C:\secret.bib", r"\\host\share\x.bib"]
)
def test_roots_drives_and_servers_are_absolute(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """On Windows a name also leaves the folder by a root without a drive, by a drive, and to another machine."""
    monkeypatch.setattr(files, "Path", PureWindowsPath)
    with pytest.raises(PermissionError, match="name it relative"):
        files.named_by("map.yaml", name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_map_names_no_pipe_and_no_device(tmp_path: Path) -> None:
    """What would be read for ever, or waited for, is no file of sources."""
    os.mkfifo(tmp_path / "pipe.bib")
    for name in ("pipe.bib", os.path.relpath("/dev/zero", tmp_path), "."):
        path = _written(tmp_path, f"argmap: 1\ntitle: A map\nsources: {name}\nthesis: one two\n")
        assert "missing-sources-file" in _run("check", path)


@pytest.mark.parametrize("absolute", [True, False])
def test_an_essay_file_names_maps_beside_it_alone(tmp_path: Path, absolute: bool) -> None:
    """The maps that a file of essays draws on are named relative to it."""
    folder = tmp_path / "essays"
    folder.mkdir()
    other = _written(folder, "argmap: 1\ntitle: Other\nthesis: {id: t, text: one two}\n")
    named = other if absolute else other.name
    essays = folder / "essays.yaml"
    essays.write_text(f"argmap: 1\nmaps: {{o: {named}}}\nessays:\n  - {{id: e, question: Discuss.}}\n")
    words = ["outline", str(_written(tmp_path, LINKS)), "--essay", f"{essays}#e", "--to", "txt"]
    result = CliRunner().invoke(cli, words)
    assert (result.exit_code, "name it relative" in result.output) == ((3, True) if absolute else (0, False))


def test_an_essays_id_is_no_file(tmp_path: Path) -> None:
    """`FILE#ID` is for the command line; a map that calls its essay so has no file read."""
    secret = tmp_path / "secret.yaml"
    secret.write_text(WORDS, encoding="utf-8")
    path = _written(
        tmp_path,
        f"argmap: 1\ntitle: A map\nthesis: one two\nessays:\n  - {{id: '{secret}#e', question: Discuss.}}\n",
    )
    assert WORDS not in _run("build", path, "-o", tmp_path / "out", "--only", "docx")


@pytest.mark.skipif(os.name == "nt", reason="a program is no script there")
def test_no_program_of_the_current_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `dot` beside a stranger's map is not Graphviz, though Windows, or a PATH with a dot in it, finds it there."""
    (tmp_path / "dot").write_text("#!/bin/sh\n: >was-run\n", encoding="utf-8")
    (tmp_path / "dot").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".{os.pathsep}")
    result = CliRunner().invoke(cli, ["diagram", str(_written(tmp_path, LINKS)), "--engine", "system"])
    assert result.exit_code == 3
    assert "no layout engine" in result.output
    assert not (tmp_path / "was-run").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_build_writes_through_no_link(tmp_path: Path) -> None:
    """A folder that came from a stranger holds links under the names of products: what they lead to stays as it is."""
    victim = tmp_path / "victim"
    victim.write_text(WORDS, encoding="utf-8")
    out = tmp_path / "out"
    (out / ".argmap").mkdir(parents=True)
    for name in ("map.svg", ".argmap/map.svg.json"):
        (out / name).symlink_to(victim)
    _run("build", _written(tmp_path, LINKS), "-o", out, "--only", "svg")
    assert victim.read_text(encoding="utf-8") == WORDS
    assert not (out / "map.svg").is_symlink()
    assert (out / "map.svg").read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize(
    "essay",
    ["../../evil", "x/../../../evil", "/tmp/evil", "a/b", "..", "con\x00", "a:b", "\\\\host\\evil"],  # noqa: S108
)
def test_ids_name_no_place(tmp_path: Path, essay: str) -> None:
    """An essay's id goes into a file's name; it cannot lead out of the folder, nor into one."""
    folder = tmp_path / "in" / "side"
    folder.mkdir(parents=True)
    text = f"argmap: 1\ntitle: A map\nthesis: one two\nessays:\n  - {{id: {json.dumps(essay)}, question: Discuss.}}\n"
    _run("build", _written(folder, text), "-o", folder / "out", "--only", "svg,docx")
    _run("check", folder / "map.yaml")
    made = {path.relative_to(folder) for path in tmp_path.rglob("*.*") if path.is_file()}
    documents = [path for path in made if path.suffix == ".docx"]
    assert len(documents) == 1
    assert not set(documents[0].name) & set('<>:"/\\|?*\0')
    assert {path.parent.as_posix() for path in made} <= {".", "out", "out/.argmap"}


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (references.bomb, "unpacks to more than"),
        (references.escaping, "names lead out of it"),
        (references.entities, "declares entities of its own"),
    ],
)
def test_documents_to_merge_are_held_to_the_same(
    tmp_path: Path, make: Callable[[], bytes], reason: str
) -> None:
    """A zip bomb, names that lead out and entities of its own: refused, and the map stays as it was."""
    path = _written(tmp_path, LINKS)
    (tmp_path / "edited.docx").write_bytes(make())
    assert reason in _run("merge", tmp_path / "edited.docx", path, "--write")
    assert path.read_text(encoding="utf-8") == LINKS
    assert {file.name for file in tmp_path.iterdir()} == {"map.yaml", "edited.docx"}


def test_a_source_that_unpacks_to_a_bomb_is_refused() -> None:
    """A Word file of a source is measured before it is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", bytes(300 << 20))
    assert len(out.getvalue()) < 1 << 20
    outcome = paragraphs(out.getvalue(), "a.docx")
    assert outcome.value is None
    assert "unpacks to more than" in outcome.diagnostics[0].message


def test_a_pdf_that_unpacks_to_a_bomb_is_refused() -> None:
    """What a page's stream may unpack to has a bound."""
    packer = zlib.compressobj(9)
    stream = b"".join(packer.compress(bytes(1 << 20)) for _ in range(300)) + packer.flush()
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
    )
    objects = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", *page)
    body = b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in enumerate(objects, 1)
    )
    data = b"%PDF-1.4\n" + body + b"trailer << /Size 5 /Root 1 0 R >>\n%%EOF"
    assert len(data) < 1 << 20
    outcome = paragraphs(data, "a.pdf")
    assert [found.message for found in outcome.diagnostics] == ["this is no PDF that can be read"]


def test_settings_that_take_all_memory_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of 50,000 parts, for which Python's reader of TOML would take 6 GB."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "argmap.toml").write_text(".".join("a" * 50_000) + " = 1", encoding="utf-8")
    assert "bad-settings" in _run("check", _written(tmp_path, LINKS))


def test_a_sources_entities_read_no_file(tmp_path: Path) -> None:
    """A Word file of a source that names a file as an entity does not get it."""
    secret = tmp_path / "secret.txt"
    secret.write_text(WORDS, encoding="utf-8")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(references.plain())) as old, zipfile.ZipFile(out, "w") as package:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                declared = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
                data = (declared + data.decode().split("?>", 1)[-1]).replace("</w:t>", "&s;</w:t>").encode()
            package.writestr(name, data)
    assert WORDS not in str(paragraphs(out.getvalue(), "a.docx"))


@pytest.mark.parametrize(
    "row", re.findall(r"`(tests/[^`]+\.py::[^`]+)`", (ROOT / "README.md").read_text("utf-8"))
)
def test_each_test_that_readme_names_is_there(row: str) -> None:
    """README's table of what argmap refuses rests on tests that exist."""
    file, name = row.split("::")
    assert re.search(rf"^def {name}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)
