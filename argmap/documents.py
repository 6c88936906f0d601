"""The paragraphs of a reader's own copy of a text: txt, md, html, docx, pdf.

Text alone is taken, as a reader would copy it out: no headers, footnotes or pictures. Whatever cannot be read is said with what to
do about it.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from argmap.diagnostics import Diagnostic, Outcome, Severity, Span
from argmap.sources.sentences import ends_as_sentence, fold, paragraphs_of, whole

if TYPE_CHECKING:
    from pypdf import PageObject

MOST_BYTES = 256 * 1024 * 1024
"""What a Word file may unpack to."""
MOST_PAGES = 3_000
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset(["head", "nav", "noscript", "script", "style", "svg", "template", "title"])
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)
_GARBLED = re.compile("â€[™œ\x9d“”˜]|Ã[©¨¡]|\ufffd")


class _CannotReadError(Exception):
    """What is wrong with a copy, and what to do about it."""

    def __init__(self, told: str, hint: str) -> None:
        super().__init__(told)
        self.told = told
        self.hint = hint


def paragraphs(data: bytes, name: str) -> Outcome[tuple[str, ...]]:
    """Take the text out of a document.

    Args:
        data: the whole file.
        name: its name; the suffix tells the format, plain text where it is unknown.

    Returns:
        The paragraphs, white space folded; no value where there is no text to be had, with the reason.
    """
    suffix = PurePath(name).suffix.lower()
    try:
        found = tuple(map(whole, READERS.get(suffix, _plain)(data)))
    except _CannotReadError as failure:
        return Outcome(None, (_unreadable(name, failure.told, failure.hint),))
    if not found:
        return Outcome(None, (_unreadable(name, "it holds no text", "is it the right file?"),))
    return Outcome(found, tuple(_warnings(found, name)))


def _unreadable(name: str, told: str, hint: str) -> Diagnostic:
    return Diagnostic(Span(name, 1, 1), Severity.ERROR, "unreadable-source", told, hint)


def _warnings(found: tuple[str, ...], name: str) -> Iterator[Diagnostic]:
    match = next((match for text in found if (match := _GARBLED.search(text))), None)
    if match is not None:
        told = f"{name} holds {match[0]!r}: its text has been through a wrong encoding"
        hint = "save it again from where it comes, as UTF-8; quotations would not match"
        yield Diagnostic(Span(name, 1, 1), Severity.WARNING, "garbled-source", told, hint, words=match[0])


def _decoded(data: bytes, encoding: str | None = None) -> str:
    for mark, found in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            encoding = found
    if encoding is None and b"\0" in data:
        raise _CannotReadError(
            "this is no text file", "give a txt, md, html, docx or pdf file under its own suffix"
        )
    try:
        return data.decode(encoding or "utf-8")
    except (UnicodeError, LookupError):
        raise _CannotReadError(
            "its text is not in UTF-8 (perhaps in Windows-1252)", "open it in an editor and save it as UTF-8"
        ) from None


def _plain(data: bytes) -> list[str]:
    return paragraphs_of(_decoded(data))


def _markdown(data: bytes) -> Iterator[str]:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - heavy, and only here

    for token in MarkdownIt("commonmark", {"html": False}).enable("table").parse(_decoded(data)):
        if token.type == "inline":
            words = (
                child.content or " " * (child.type in {"softbreak", "hardbreak"})
                for child in token.children or []
            )
            if text := fold("".join(words)):
                yield text
        elif token.type in {"code_block", "fence"} and (text := fold(token.content)):
            yield text


class _Page(HTMLParser):
    """The visible text of a page, a block an entry."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = [[]]
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _UNSEEN:
            self.unseen.append(tag)
        if tag in _BLOCKS:
            self.blocks.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unseen:
            del self.unseen[self.unseen.index(tag) :]
        if tag in _BLOCKS:
            self.blocks.append([])

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.blocks[-1].append(data)


def _html(data: bytes) -> list[str]:
    hint = "open it in a browser and paste its text into a txt file"
    return _safely(_html_text, data, "this is no HTML page that can be read", hint)


def _html_text(data: bytes) -> list[str]:
    charset = _CHARSET.search(data[:4096])
    page = _Page()
    text = _decoded(data, charset[1].decode("ascii") if charset else None)
    for start, end in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<", ">")):
        # What never ends is text; html.parser would look for the end from each start up to the end of the page.
        last = text.rfind(end) + 1
        text = text[:last] + text[last:].replace(start, f"&lt;{start[1:]}")
    page.feed(text)
    page.close()
    return [text for block in page.blocks if (text := fold("".join(block)))]


def _safely(read: Callable[[bytes], list[str]], data: bytes, told: str, hint: str) -> list[str]:
    """Read a file by a parser that, fed a broken one, raises whatever it meets."""
    try:
        return read(data)
    except _CannotReadError:
        raise
    except Exception:  # noqa: BLE001
        raise _CannotReadError(told, hint) from None


def _word(data: bytes) -> list[str]:
    hint = "is it an old .doc, or protected by a password? Save it as .docx without one"
    return _safely(_word_text, data, "this is no Word document that can be read", hint)


def _word_text(data: bytes) -> list[str]:
    from docx import Document  # noqa: PLC0415 - heavy, and only here
    from docx.table import Table, _Cell  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > MOST_BYTES:
            raise _CannotReadError("it unpacks to more than 256 MB", "save its text as a new document")
    found: list[str] = []
    for part in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(part, Table):
            # A row's `cells` hold a merged cell once for each column that it says it spans, be they a billion.
            cells = (cell for row in part.rows for cell in row._tr.tc_lst)  # noqa: SLF001
            found += [_Cell(cell, part).text for cell in cells]
        else:
            found.append(part.text)
    return [text for written in found if (text := fold(written))]


def _pdf(data: bytes) -> list[str]:
    hint = "open it and save it anew, or paste its text into a txt file"
    return _safely(_pdf_text, data, "this is no PDF that can be read", hint)


def _pdf_text(data: bytes) -> list[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - heavy, and only here
    from pypdf.errors import DependencyError  # noqa: PLC0415

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    reader = PdfReader(io.BytesIO(data))
    try:
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError:
        locked = True
    if locked:
        hint = "save a copy without a password, or paste its text into a txt file"
        raise _CannotReadError("the PDF is protected by a password", hint)
    if len(reader.pages) > MOST_PAGES:
        hint = "save the pages meant as a PDF of their own"
        raise _CannotReadError(f"the PDF has more than {MOST_PAGES} pages", hint)
    pages = [_lines(page) for page in reader.pages]
    if not any(line.strip() for page in pages for line in page):
        hint = "it is a scan: run text recognition (OCR) on it first"
        raise _CannotReadError("the PDF holds pictures of pages and no text", hint)
    return _joined(pages)


def _lines(page: PageObject) -> list[str]:
    """A page's lines, blank ones where there is a gap; in the order of the file where it has columns side by side."""
    lines = page.extract_text(extraction_mode="layout").splitlines()
    columns = sum(re.search(r"\S {3,}\S", line) is not None for line in lines)
    return page.extract_text().splitlines() if columns * 4 > len(lines) else lines


def _joined(pages: list[list[str]]) -> list[str]:
    """The paragraphs of pages: one ends at a gap, or with a sentence that ends well before the margin."""
    written = [line.strip() for page in pages for line in page if line.strip()]
    width = sorted(map(len, written))[-max(1, len(written) // 10)]
    gaps = any(not line.strip() for page in pages for line in page[:-1])
    found = [""]
    for page in pages:
        for place, line in enumerate(map(str.strip, page), start=1):
            found[-1] = _continued(found[-1], line)
            at_end = place == len(page) or not gaps
            if not line or (at_end and len(line) < 0.85 * width and ends_as_sentence(line)):
                found.append("")
    return [text for paragraph in found if (text := fold(paragraph))]


def _continued(text: str, line: str) -> str:
    """A text with its next line; a word broken at the line's end is whole again."""
    if not re.search(r"\w-$", text) or not line:
        return f"{text} {line}"
    return (text[:-1] if line[0].islower() else text) + line


READERS: Mapping[str, Callable[[bytes], list[str] | Iterator[str]]] = MappingProxyType(
    {
        ".txt": _plain,
        ".md": _markdown,
        ".markdown": _markdown,
        ".html": _html,
        ".htm": _html,
        ".xhtml": _html,
        ".docx": _word,
        ".pdf": _pdf,
    }
)
"""How each kind of file is read."""
