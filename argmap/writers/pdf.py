"""Write a document as PDF with typst, held to PDF/UA-1: real text, headings and lists as such, the same bytes every time."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from textwrap import shorten
from typing import Any

from argmap.blocks import (
    Block,
    Document,
    Figure,
    Heading,
    Item,
    Lines,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Runs,
    Table,
    plain,
)
from argmap.diagnostics import Diagnostic, Outcome, Severity, Span
from argmap.drawing.fonts import Fonts, clean, load_for, missing_warnings
from argmap.drawing.text import is_rtl
from argmap.writers.nested import Branch, nested

ROOM = (180.0, 255.0)
"""Room for a drawing on an upright page, in mm, its caption aside; a wide one has the page turned."""
LEAST = 8.0
"""No page prints running text in a smaller size, in points."""
SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, LEAST)
FOOTER = 110
"""Characters of a title that fit on a footer's line beside the number of the page."""
_POINTS = 72 / 25.4
_UNSET = frozenset(["link", "file"])
"""Entries of the data that hold addresses, not words."""


def write_pdf(
    document: Document, figures: Mapping[str, Picture], *, font_paths: Iterable[str] = ()
) -> Outcome[bytes]:
    """Write a document as PDF.

    Args:
        document: the document.
        figures: its drawings; each stands on a landscape page of its own.
        font_paths: folders of further fonts.

    Returns:
        The file, and a warning for characters that no font has.
    """
    import typst  # noqa: PLC0415 - loaded only when a PDF is asked for

    paths = tuple(font_paths)
    try:
        return _compiled(document, figures, paths)
    except typst.TypstError:
        if not figures:
            raise
        # A drawing in letters that join cannot be read aloud from its vectors: PDF/UA-1 takes its pixels instead.
        pixels = {key: replace(picture, svg=_in_pixels(picture)) for key, picture in figures.items()}
        return _compiled(document, pixels, paths)


def _in_pixels(picture: Picture) -> bytes:
    """A drawing's pixels as SVG, since typst takes no other bytes from memory than text."""
    size = f'width="{picture.width:g}" height="{picture.height:g}"'
    address = f"data:image/png;base64,{b64encode(picture.png).decode()}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{address}"/></svg>'.encode()


def _compiled(
    document: Document, figures: Mapping[str, Picture], font_paths: tuple[str, ...]
) -> Outcome[bytes]:
    import typst  # noqa: PLC0415 - as in write_pdf

    files, fonts = _set(document, figures, font_paths)
    data: bytes = typst.compile(
        files,
        font_paths=fonts.source,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        timestamp=0,
    )
    return Outcome(data, missing_warnings(Span("<map>", 1, 1), fonts.missing))


def fitted(document: Document, *, font_paths: Iterable[str] = ()) -> Outcome[Document]:
    """Find the largest size in which a document fits on one page.

    Args:
        document: the document.
        font_paths: folders of further fonts.

    Returns:
        The document in that size; in the least size with a warning where even that takes more than a page.
    """
    for size in SIZES:
        sized = replace(document, size=size)
        pages = _pages(sized, tuple(font_paths))
        if pages == 1:
            return Outcome(sized)
    longest = sorted(_sections(document), key=lambda found: -found[1])[:2]
    named = " and ".join(f"“{heading}”" for heading, _ in longest)
    message = f"at {LEAST:g} pt the outline still takes {pages} pages; leave lines out of {named}"
    hint = "name the evidence and counterpoints of each point in the essay, or shorten their texts"
    return Outcome(
        sized, (Diagnostic(Span("<map>", 1, 1), Severity.WARNING, "more-than-a-page", message, hint),)
    )


def _sections(document: Document) -> Iterator[tuple[str, int]]:
    """Each section's heading, and how many characters stand beneath it."""
    heading, length = document.title, 0
    for block in document.blocks:
        if isinstance(block, Heading):
            yield heading, length
            heading, length = plain(block.runs), 0
        elif isinstance(block, Item | Paragraph):
            length += len(plain(block.runs))
    yield heading, length


def _set(
    document: Document, figures: Mapping[str, Picture], font_paths: tuple[str, ...]
) -> tuple[Any, Fonts]:
    """What typst reads (the look, the words, the drawings), and the fonts for these words."""
    data = _Data(document, figures).document()
    fonts = load_for(_texts(data), font_paths)
    printed = _printable(data, fonts) | {"fonts": fonts.families, "shaping": fonts.shaping}
    words = json.dumps(printed, ensure_ascii=False).encode()
    drawings = {f"{key}.svg": picture.svg for key, picture in figures.items()}
    return {"main": _look(), "document.json": words, **drawings}, fonts


def _texts(data: object) -> Iterator[str]:
    """Every text that is set."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from () if key in _UNSET else _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def _printable(data: Any, fonts: Fonts) -> Any:  # noqa: ANN401 - what JSON holds
    """The same with a sign in the place of each character that no font has: PDF/UA-1 takes no empty box."""
    if isinstance(data, str):
        return fonts.printable(data)
    if isinstance(data, dict):
        return {key: value if key in _UNSET else _printable(value, fonts) for key, value in data.items()}
    return [_printable(value, fonts) for value in data] if isinstance(data, list) else data


def _pages(document: Document, font_paths: tuple[str, ...]) -> int:
    import typst  # noqa: PLC0415 - as in write_pdf

    files, fonts = _set(document, {}, font_paths)
    found = typst.query(
        files, "<pages>", "value", one=True, font_paths=fonts.source, ignore_system_fonts=True
    )
    return int(json.loads(found))


@cache
def _look() -> bytes:
    return Path(__file__).with_name("document.typ").read_bytes()


@dataclass(frozen=True, slots=True)
class _Data:
    """A document as the JSON that `document.typ` reads."""

    source: Document
    figures: Mapping[str, Picture]

    def document(self) -> dict[str, object]:
        """The whole."""
        language, _, region = self.source.language.partition("-")
        known = 2 <= len(language) <= 3 and language.isalpha()
        return {
            "title": clean(self.source.title) or "Outline",
            "keywords": [
                clean(value) for key, value in self.source.properties if key == "keywords" and value
            ],
            "lang": language.lower() if known else "en",
            "region": region.upper() if len(region) == 2 and region.isalpha() else None,
            "size": self.source.size,
            "kind": self.source.kind,
            "footer": shorten(clean(self.source.title), FOOTER, placeholder=" …"),
            "page_words": ["page", "of"],
            "notes": {name: _runs(runs) for name, runs in self.source.notes},
            "blocks": [entry for block in nested(self.source.blocks) for entry in self._block(block)],
        }

    def _block(self, block: Block | list[Branch]) -> Iterator[dict[str, object]]:
        if isinstance(block, list):
            yield {"type": "list", "items": [_item(branch) for branch in block]}
        elif isinstance(block, Heading):
            yield {
                "type": "heading",
                "level": block.level,
                "number": block.number,
                "runs": _runs(block.runs),
                "budget": block.budget,
            }
        elif isinstance(block, Paragraph):
            yield {"type": "paragraph", "runs": _runs(block.runs), "role": block.role}
        elif isinstance(block, Table):
            yield _table(block)
        elif isinstance(block, Lines):
            yield {"type": "lines", "count": block.count, "target": clean(block.target)}
        elif isinstance(block, PageBreak):
            yield {"type": "break"}
        elif isinstance(block, Figure) and block.key in self.figures:
            yield self._figure(block)

    def _figure(self, figure: Figure) -> dict[str, object]:
        picture = self.figures[figure.key]
        short, long = (side * _POINTS for side in ROOM)
        upright = min(short / picture.width, long / picture.height)
        turned = min(long / picture.width, short / picture.height)
        return {
            "type": "figure",
            "file": f"{figure.key}.svg",
            "alt": clean(figure.alt),
            "caption": clean(figure.caption),
            "turned": turned > upright,
            "width": picture.width * min(max(upright, turned), 1.25),
        }


def _item(branch: Branch) -> dict[str, object]:
    item = branch.item
    return {
        "number": clean(item.number),
        "tick": item.tick,
        "runs": _runs(item.runs),
        "budget": item.budget,
        "more": [_runs(more.runs) for more in branch.more],
        "items": [_item(below) for below in branch.branches],
    }


def _table(table: Table) -> dict[str, object]:
    rows = [[_runs(cell) for cell in row] for row in table.rows]
    width = max(len(row) for row in (table.header, *table.rows))
    header = [_runs(cell) for cell in table.header]
    return {"type": "table", "role": table.role, "columns": width, "header": header, "rows": rows}


def _runs(runs: Runs) -> list[dict[str, object]]:
    return [_run(run) for run in runs]


def _run(run: Run) -> dict[str, object]:
    """Blanks at the ends of a run part it from its neighbours, so `clean` must not take them."""
    text = clean(run.text)
    before = " " if run.text[:1].isspace() else ""
    after = " " if text and run.text[-1:].isspace() else ""
    return {
        "text": f"{before}{text}{after}",
        "rtl": is_rtl(run.text),
        "bold": run.bold,
        "italic": run.italic,
        "link": run.link,
        "note": run.note,
        "role": run.role,
    }
