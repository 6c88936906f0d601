"""Page set-up: the paper, its margins, and which header and footer a section shows."""

from __future__ import annotations

import copy

from lxml import etree

from argmap.writers.docx.wml import NAMESPACES, R, W, field, number, run

A4 = (11906, 16838)
MARGIN = 1134
"""20 mm in twips."""
WHICH = ("default", "first", "even")
"""Pages that have headers and footers of their own."""
NARROW = 680
"""12 mm in twips."""


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def narrow() -> etree._Element:
    """A section for the outline on one page: two columns, margins of 12 mm."""
    page = section()
    margins, columns = page.find(_w("pgMar")), page.find(_w("cols"))
    if margins is not None and columns is not None:
        for side in ("top", "right", "bottom", "left"):
            margins.set(_w(side), str(NARROW))
        for end in ("header", "footer"):
            margins.set(_w(end), str(NARROW // 2))
        columns.set(_w("num"), "2")
        columns.set(_w("space"), "340")
    return page


def section(references: str = "") -> etree._Element:
    """Our own section: A4 upright, margins of 20 mm, nothing in the header of the first page.

    Args:
        references: `w:headerReference` and `w:footerReference` elements.
    """
    return etree.fromstring(
        f'<w:sectPr {NAMESPACES}>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{A4[0]}" w:h="{A4[1]}"/><w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{MARGIN}" '
        f'w:left="{MARGIN}" w:header="567" w:footer="567" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    )


def landscape(upright: etree._Element) -> etree._Element:
    """The same section with its paper turned."""
    turned = copy.deepcopy(upright)
    paper = turned.find(_w("pgSz"))
    if paper is not None:
        sides = sorted((number(paper.get(_w("w")), A4[0]), number(paper.get(_w("h")), A4[1])))
        paper.set(_w("w"), str(sides[1]))
        paper.set(_w("h"), str(sides[0]))
        paper.set(_w("orient"), "landscape")
    return turned


def turn_right_to_left(page: etree._Element) -> None:
    """Let a section's columns and page furniture run right to left."""
    later = {_w(name) for name in ("rtlGutter", "docGrid", "printerSettings", "sectPrChange")}
    place = next((at for at, child in enumerate(page) if child.tag in later), len(page))
    page.insert(place, etree.Element(_w("bidi")))


def without_first_page(page: etree._Element) -> etree._Element:
    """The same section with no first page of its own, for sections after the first."""
    later = copy.deepcopy(page)
    for first in later.findall(_w("titlePg")):
        later.remove(first)
    return later


def room(page: etree._Element) -> tuple[int, int]:
    """Width and height of a section's text, in twips."""
    paper, margins = page.find(_w("pgSz")), page.find(_w("pgMar"))
    sides = [_number(paper, name, default) for name, default in (("w", A4[0]), ("h", A4[1]))]
    columns = page.find(_w("cols"))
    number = max(1, _number(columns, "num", 1))
    width = sides[0] - _number(margins, "left") - _number(margins, "right") - _number(margins, "gutter", 0)
    return (
        (width - (number - 1) * _number(columns, "space", 0)) // number,
        sides[1] - abs(_number(margins, "top")) - abs(_number(margins, "bottom")),
    )


def _number(element: etree._Element | None, name: str, default: int = MARGIN) -> int:
    value = None if element is None else element.get(_w(name))
    return number(value, default)


KEPT = frozenset(
    {"pgSz", "pgMar", "pgBorders", "cols", "titlePg", "bidi", "rtlGutter", "docGrid", "paperSrc"}
)
"""What of a reference document's section comes along, beside its headers and footers."""


def settled(page: etree._Element) -> etree._Element:
    """A kept section made fit for running text: it starts a page, in one column, numbered on from the one before."""
    place = sum(str(child.tag).endswith("Reference") for child in page)
    page.insert(place, etree.fromstring(f'<w:type xmlns:w="{W}" w:val="nextPage"/>'))
    for columns in page.findall(_w("cols")):
        page.replace(columns, etree.fromstring(f'<w:cols xmlns:w="{W}" w:space="708"/>'))
    return page


def section_text(page: etree._Element) -> str:
    """The XML of a section."""
    return etree.tostring(page, encoding="unicode")


def header_xml(title: str, style: str) -> str:
    """A header that names the document."""
    return f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(title)}</w:p></w:hdr>'


def footer_xml(style: str) -> str:
    """A footer with the page and how many there are."""
    count = run("Page ") + field("PAGE", "1") + run(" of ") + field("NUMPAGES", "1")
    return f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{count}</w:p></w:ftr>'


def reference_to(kind: str, which: str, relation: str) -> str:
    """A section's reference to a header or a footer; which is default, first or even."""
    return f'<w:{kind}Reference xmlns:w="{W}" xmlns:r="{R}" w:type="{which}" r:id="{relation}"/>'
