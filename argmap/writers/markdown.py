"""Write a document as CommonMark that reads well as text; numbers are printed, so no renderer can count otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from argmap.blocks import (
    Block,
    Document,
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

_ALWAYS = re.compile(
    r"[*`\\]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|\](?=[(\[:]|$)"
    r"|<(?=[A-Za-z/!?]|$)"
    r"|&(?=#?\w+;)"
    r"|~(?=~|$)"
    r"|!(?=\[|$)"
)
_AT_START = re.compile(r"(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-+\s*$|:::|\|)")
_CLOSING = re.compile(r"(?<!\S)(#+)$")
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
    lines: list[str] = []
    base = 0
    for block in document.blocks:
        if isinstance(block, Item):
            # A list starts at the margin, whatever its level: four blanks would make it code.
            lines.extend([""] if not base and lines else [])
            base = min(base or block.level, block.level)
            lines.extend(_item(block, base, notes))
        else:
            base = 0
            lines.extend([""] if lines else [])
            lines.append(_block(block))
    return Outcome(("\n".join(lines).rstrip() + "\n").encode())


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        number = f"{_escaped(block.number)} " if block.number else ""
        budget = f" ({_escaped(block.budget)})" if block.budget else ""
        # Number signs at a heading's end would close it.
        words = _CLOSING.sub(r"\\\1", f"{number}{_inline(block.runs)}{budget}")
        return f"{'#' * block.level} {words}"
    if isinstance(block, Paragraph):
        return _start(_inline(block.runs))
    if isinstance(block, Table):
        return "\n".join(_table(block))
    if isinstance(block, Lines):
        return "\n\n".join([_escaped(block.target)] * bool(block.target) + [_RULE] * block.count)
    return "---" if isinstance(block, PageBreak) else ""


def _item(item: Item, base: int, notes: Mapping[str, Runs]) -> Iterator[str]:
    """A list item; its notes follow on lines of their own, for CommonMark knows no footnotes."""
    indent = "   " * (item.level - base)
    text = _inline(item.runs)
    box = "☐ " if item.tick else ""
    budget = f" ({_escaped(item.budget)})" if item.budget else ""
    if not item.numbered:
        yield f"{indent}   {_start(text)}{budget}  "
    elif _NATIVE.fullmatch(item.number) and not box:
        yield f"{indent}{item.number} {_start(text)}{budget}"
    else:
        number = f"{_escaped(item.number)} " if item.number and item.number not in _BULLETS else ""
        yield f"{indent}-  {_start(box + number + text)}{budget}"
    for run in item.runs:
        if run.note:
            yield f"{indent}   ↳ {_inline(notes[run.note])}"


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
    if any(run.bold or run.italic or run.link for run in runs):
        return "".join(map(_run, runs))
    # What ends a line can begin nothing: the blank keeps it from being escaped.
    return _escaped("".join(run.text for run in runs) + " ")[:-1]


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
    return "\\" + text if _AT_START.match(text) and text[0] != "\\" else text
