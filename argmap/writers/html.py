"""Write a document as one HTML file without scripts, which also prints well."""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
)
from argmap.diagnostics import Outcome
from argmap.writers.nested import Branch, nested

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_RTL_LANGUAGES = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def write_html(document: Document, figures: Mapping[str, Picture]) -> Outcome[bytes]:
    """Write a document as HTML.

    Args:
        document: the document.
        figures: its drawings, which are put into the file.

    Returns:
        One file in UTF-8 that loads nothing from elsewhere.
    """
    page = _Page(document, figures)
    body = "\n".join(page.body())
    language = document.language.partition("-")[0].lower()
    direction = ' dir="rtl"' if language in _RTL_LANGUAGES else ""
    head = (
        f'<!doctype html>\n<html lang="{_attribute(document.language)}"{direction}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(document.title)}</title>\n<style>\n{_sheet()}:root {{ --size: {document.size:g}pt }}\n"
        f'</style>\n</head>\n<body class="{document.kind} {document.copy}">\n<main>\n'
    )
    return Outcome(f"{head}{body}\n</main>\n</body>\n</html>\n".encode())


@cache
def _sheet() -> str:
    return Path(__file__).with_name("document.css").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Page:
    """One document on its way to HTML."""

    document: Document
    figures: Mapping[str, Picture]

    def body(self) -> Iterator[str]:
        """Everything within `main`."""
        for block in nested(self.document.blocks):
            if isinstance(block, list):
                yield "\n".join(_list(block))
            else:
                yield self._block(block)
        if self.document.notes:
            yield '<section class="notes" aria-label="Notes">\n<ol>'
            for name, runs in self.document.notes:
                back = f' <a href="#mark-{name}" aria-label="back to the text">↩</a>'
                yield f'<li id="note-{name}">{_runs(runs)}{back}</li>'
            yield "</ol>\n</section>"

    def _block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return _heading(block)
        if isinstance(block, Paragraph):
            return f"<p{_class(block.role)}>{_runs(block.runs)}</p>"
        if isinstance(block, Table):
            return "\n".join(_table(block))
        if isinstance(block, Lines):
            target = f'<p class="target">{_text(block.target)}</p>\n' if block.target else ""
            return target + '<div class="ruled"></div>' * block.count
        if isinstance(block, Figure):
            return self._figure(block)
        return '<div class="break"></div>' if isinstance(block, PageBreak) else ""

    def _figure(self, figure: Figure) -> str:
        picture = self.figures.get(figure.key)
        if picture is None:
            return ""
        data = b64encode(picture.svg).decode("ascii")
        image = f'<img src="data:image/svg+xml;base64,{data}" alt="{_attribute(figure.alt)}">'
        shape = "tall" if picture.height > picture.width else "wide"
        return (
            f'<figure class="{shape}">\n{image}\n<figcaption>{_text(figure.caption)}</figcaption>\n</figure>'
        )


def _heading(heading: Heading) -> str:
    number = f'<span class="n">{_text(heading.number)}</span> ' if heading.number else ""
    budget = _budget(heading.budget)
    tag = f"h{heading.level}"
    words = f"<span>{_runs(heading.runs)}</span>"
    return f"<{tag}>{number}{words}{budget}</{tag}>"


def _list(branches: list[Branch]) -> Iterator[str]:
    yield "<ul>"
    for branch in branches:
        item = branch.item
        yield f"<li{_class(item.role)}>{_line(item)}"
        for more in branch.more:
            yield f'<p class="more {_attribute(more.role)}">{_runs(more.runs)}</p>'
        if branch.branches:
            yield from _list(branch.branches)
        yield "</li>"
    yield "</ul>"


def _line(item: Item) -> str:
    box = "☐ " if item.tick else ""
    number = f'<span class="n">{box}{_text(item.number)}</span> '
    return f'<div class="line">{number}<span>{_runs(item.runs)}</span>{_budget(item.budget)}</div>'


def _table(table: Table) -> Iterator[str]:
    yield f"<table{_class(table.role)}>"
    if table.header:
        cells = "".join(f'<th scope="col">{_runs(cell)}</th>' for cell in table.header)
        yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        cells = "".join(f"<td>{_runs(cell)}</td>" for cell in row)
        yield f"<tr>{cells}</tr>"
    yield "</tbody>\n</table>"


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if run.note:
        return f'<sup><a id="mark-{run.note}" href="#note-{run.note}">{run.note}</a></sup>'
    text = _text(run.text)
    if _RTL.search(run.text):
        text = f"<bdi>{text}</bdi>"
    if run.role:
        text = f'<span class="{_attribute(run.role)}">{text}</span>'
    text = f"<em>{text}</em>" if run.italic else text
    text = f"<strong>{text}</strong>" if run.bold else text
    return f'<a href="{_attribute(run.link)}">{text}</a>' if run.link else text


def _budget(budget: str | None) -> str:
    return f'<span class="budget">{_text(budget)}</span>' if budget else ""


def _class(role: str) -> str:
    return f' class="{_attribute(role)}"' if role else ""


def _text(text: str) -> str:
    return html.escape(text, quote=False)


def _attribute(text: str) -> str:
    return html.escape(text)
