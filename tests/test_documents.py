"""The text of a reader's copy is taken out of each kind of file, or it is said why not."""

from __future__ import annotations

import io
import random

import pytest
from docx import Document
from pypdf import PdfWriter

from argmap.documents import paragraphs

EXPECTED = ("A Title", "One, two & “three”. Four.", "Five.")


def _docx() -> bytes:
    document = Document()
    document.add_heading("A Title", level=1)
    document.add_paragraph("One, two & “three”. Four.")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "Five."
    table.cell(0, 0).merge(table.cell(1, 1))
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


MARKDOWN = "# A Title\n\nOne, *two* &amp;\n“[three](http://x.y)”. Four.\n\n- Five.\n"
HTML = (
    '<!doctype html><head><meta charset="utf-8"><title>no</title><style>p {}</style></head><body><nav>Menu</nav>'
    "<h1>A Title</h1><p>One, <b>two</b> &amp; “three”.\n Four.<script>no()</script></p><ul><li>Five.</li></ul>"
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "A Title\r\n\r\nOne, two\r\n& “three”. Four.\r\n\r\nFive.\r\n".encode()),
        ("a", "\ufeffA Title\n\nOne, two & “three”. Four.\n\nFive.".encode()),
        ("a.txt", "A Title\n\nOne, two & “three”. Four.\n\nFive.".encode("utf-16")),
        ("a.md", MARKDOWN.encode()),
        ("a.html", HTML.encode()),
        ("a.HTM", HTML.replace("utf-8", "windows-1252").encode("windows-1252")),
        ("a.docx", _docx()),
    ],
)
def test_each_kind_of_file_gives_the_same_paragraphs(name: str, data: bytes) -> None:
    """Markup, line ends and encodings do not count."""
    assert paragraphs(data, name).value == EXPECTED


def _pdf_of(text: str) -> bytes:
    """A PDF of one page that shows lines in Helvetica."""
    shown = "".join(f"({line}) Tj T* " for line in text.splitlines())
    stream = f"BT /F1 10 Tf 14 TL 50 800 Td {shown}ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(body))
    )


def test_a_pdfs_lines_are_joined_to_paragraphs() -> None:
    """A short line that ends as a sentence ends a paragraph; a word broken at a line's end is whole again."""
    page = "The provinces signed an accord on water in that year, after long strug-\ngles. It holds.\nThe next paragraph starts here and goes on until the very margin of it\nall."
    assert paragraphs(_pdf_of(page), "a.pdf").value == (
        "The provinces signed an accord on water in that year, after long struggles. It holds.",
        "The next paragraph starts here and goes on until the very margin of it all.",
    )


def test_a_gap_between_a_pdfs_lines_ends_a_paragraph() -> None:
    """Where there are gaps, they count, and a name broken after a hyphen keeps it."""
    page = "The provinces signed an accord.\nIt holds for Euro-\nAtlantic states as well as for any other.\n\nThe next one."
    assert paragraphs(_pdf_of(page), "a.pdf").value == (
        "The provinces signed an accord. It holds for Euro-Atlantic states as well as for any other.",
        "The next one.",
    )


def _blank_pdf(password: str | None = None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.pdf", _blank_pdf(), "pictures of pages and no text"),
        ("a.pdf", _blank_pdf("secret"), "protected by a password"),
        ("a.pdf", b"%PDF-1.4 nothing", "no PDF that can be read"),
        ("a.pdf", b"", "no PDF that can be read"),
        ("a.docx", b"\xd0\xcf\x11\xe0", "no Word document"),
        ("a.docx", b"PK\x03\x04", "no Word document"),
        ("a.txt", "Caf\u00e9".encode("latin-1"), "not in UTF-8"),
        ("a.doc", b"\xd0\xcf\x11\xe0\x00\x00", "no text file"),
        ("a.html", '<meta charset="nonsense">é'.encode(), "not in UTF-8"),
        ("a.html", b"<meta charset=undefined>e", "not in UTF-8"),
        ("a.txt", b" \n \n", "holds no text"),
    ],
)
def test_what_cannot_be_read_is_said(name: str, data: bytes, told: str) -> None:
    """One error that says what is wrong and, in its hint, what to do."""
    outcome = paragraphs(data, name)
    assert outcome.value is None
    assert [found.code for found in outcome.diagnostics] == ["unreadable-source"]
    assert told in outcome.diagnostics[0].message
    assert outcome.diagnostics[0].hint


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "NATO\u00e2\u20ac\u2122s aims. Two.".encode()),
        ("a.html", b"<meta charset=utf-7>Half a character: +2AA-."),
    ],
)
def test_a_text_that_was_garbled_before_is_told(name: str, data: bytes) -> None:
    """What came through a wrong encoding is read all the same."""
    outcome = paragraphs(data, name)
    assert outcome.value is not None
    assert [found.code for found in outcome.diagnostics] == ["garbled-source"]


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.html", "a.md", "a.txt"])
def test_a_damaged_file_is_read_or_refused_but_never_fails(name: str) -> None:
    """Bytes changed, cut out and doubled: an outcome comes of each."""
    whole = {"a.docx": _docx(), "a.pdf": _pdf_of("One line.\nAnd another."), "a.html": HTML.encode()}.get(
        name, MARKDOWN.encode()
    )
    draw = random.Random(5)
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(draw.choice((1, 5, 25))):
            place = draw.randrange(len(data))
            data[place : place + draw.randrange(4)] = bytes([draw.randrange(256)])
        outcome = paragraphs(bytes(data), name)
        assert outcome.value or [found.code for found in outcome.diagnostics] == ["unreadable-source"]
