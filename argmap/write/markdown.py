"""Write a document as CommonMark that reads well as text; numbers are printed, so no renderer can count otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from argmap.blocks import Block, Document, Heading, Item, Lines, PageBreak, Paragraph, Picture, Run, Runs, Table
from argmap.diagnostics import Outcome

_ALWAYS = re.compile(
    r"[*`]"
    r"|\\(?=[!-/:-@\[-`{-~]|$)"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|\](?=[(\[:]|$)"
    r"|<(?=[A-Za-z/!?]|$)"
    r"|&(?=#?\w+;)"
    r"|~(?=~|$)"
    r"|!(?=\[|$)"
)
_AT_START = re.compile(r"(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-+\s*$|:::|\|)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_NATIVE = re.compile(r"\d{1,9}[.)]")
_BULLETS = frozenset("•–-*◦")
_RULE = "_" * 78


def write_markdown(document: Document, figures: Mapping[str, Picture]) -> Outcome[bytes]:
    """Write a document as Markdown.

    Args:
        document: the document.
        figures: not printed; a drawing is a file of its own.

    Returns:
        CommonMark in UTF-8, tables as GitHub writes them; lines are not wrapped, so that they can be pasted.
    """
    del figures
    notes = dict(document.notes)
    pieces = [piece for block in document.blocks for piece in _block(block, notes)]
    return Outcome(("\n".join(_spaced(pieces)).rstrip() + "\n").encode())


def _spaced(pieces: list[tuple[str, str]]) -> Iterator[str]:
    """Lines of one list stand close; whatever else is parted by an empty line."""
    last = ""
    for kind, text in pieces:
        if last and not (kind == last == "item"):
            yield ""
        yield text
        last = kind


def _block(block: Block, notes: Mapping[str, Runs]) -> Iterator[tuple[str, str]]:
    if isinstance(block, Heading):
        number = f"{_escaped(block.number)} " if block.number else ""
        budget = f" ({_escaped(block.budget)})" if block.budget else ""
        yield "heading", f"{'#' * block.level} {number}{_inline(block.runs)}{budget}"
    elif isinstance(block, Item):
        yield from (("item", line) for line in _item(block, notes))
    elif isinstance(block, Paragraph):
        text = _inline(block.runs)
        yield "paragraph", text if block.runs[0].bold else _start(text)
    elif isinstance(block, Table):
        yield "table", "\n".join(_table(block))
    elif isinstance(block, Lines):
        yield "lines", "\n\n".join([_escaped(block.target)] * bool(block.target) + [_RULE] * block.count)
    elif isinstance(block, PageBreak):
        yield "rule", "---"


def _item(item: Item, notes: Mapping[str, Runs]) -> Iterator[str]:
    """A list item; its notes follow on lines of their own, for CommonMark knows no footnotes."""
    indent = "   " * (item.level - 1)
    text = _inline(item.runs)
    box = "☐ " if item.tick else ""
    budget = f" ({_escaped(item.budget)})" if item.budget else ""
    if not item.numbered:
        yield f"{indent}   {_start(text)}{budget}  "
    elif _NATIVE.fullmatch(item.number) and not box:
        yield f"{indent}{item.number} {_start(text)}{budget}"
    else:
        number = "" if item.number in _BULLETS else f"{_escaped(item.number)} "
        yield f"{indent}-  {_start(box + number + text)}{budget}"
    for run in item.runs:
        if run.note:
            yield f"{indent}   -  {_start(_inline(notes[run.note]))}"


def _table(table: Table) -> Iterator[str]:
    width = max(len(row) for row in (table.header, *table.rows))
    header = table.header or ((),) * width
    yield f"| {' | '.join(_cell(cell) for cell in header)} |"
    yield f"|{'---|' * width}"
    for row in table.rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"


def _cell(runs: Runs) -> str:
    return _inline(runs).replace("|", "\\|")


def _inline(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if not run.text:
        return ""
    text = _escaped(run.text)
    mark = "*" * (run.italic + 2 * run.bold)
    if mark:
        core = text.strip()
        before = text[: len(text) - len(text.lstrip())]
        text = f"{before}{mark}{core}{mark}{text[len(before) + len(core) :]}" if core else text
    return f"[{text}]({run.link})" if run.link else text


def _escaped(text: str) -> str:
    return _ALWAYS.sub(lambda match: "\\" + match[0], text)


def _start(text: str) -> str:
    """Escape what would open a block at the start of a line."""
    text = _NUMBER.sub(r"\1\\\2", text, count=1) if _NUMBER.match(text) else text
    return "\\" + text if _AT_START.match(text) else text
