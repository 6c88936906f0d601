"""Canonical form: keys in order, two blanks a level, texts filled to a hundred columns, quotation marks where needed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.edit.grammar import FOLDED, KINDS, ORDERS, SIDE_BY_SIDE
from argmap.edit.layout import Box, Entry, Layout, Scalar

WIDTH = 100
STEP = "  "
_SPECIAL_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=~]")
_SPECIAL_WITHIN = re.compile(
    r": |:$| #|[^\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_FLOW_SPECIAL = re.compile(r"[,\[\]{}]")


def canonical(layout: Layout) -> str:
    """Write a file in canonical form.

    Args:
        layout: the file.

    Returns:
        Its text, ended by a line feed. Written again, it stays as it is; every comment is there.
    """
    lines = [*layout.head, *_mapping(layout.top, "map", "")]
    return "\n".join(_without_runs(lines)) + "\n"


def _without_runs(lines: list[str]) -> Iterator[str]:
    """One blank line for several, none at the start."""
    last = ""
    for line in lines:
        if line or last:
            yield line
        last = line


def _mapping(box: Box, kind: str, indent: str) -> Iterator[str]:
    entries = _in_order(box, kind)
    for index, entry in enumerate(entries):
        yield from _above(entry, indent, first=index == 0)
        yield from _keyed(entry, kind, indent)
        yield from _foot(entry, indent)


def _in_order(box: Box, kind: str) -> list[Entry]:
    order = ORDERS.get(kind, ())
    ranks = {key: rank for rank, key in enumerate(order)}
    ranks |= dict.fromkeys(
        SIDE_BY_SIDE & ranks.keys(), min((ranks[key] for key in SIDE_BY_SIDE & ranks.keys()), default=0)
    )
    return sorted(box.entries, key=lambda entry: ranks.get(entry.key or "", len(order)))


def _above(entry: Entry, indent: str, *, first: bool) -> Iterator[str]:
    lines = entry.before
    while first and lines and not lines[0]:
        lines = lines[1:]
    yield from (f"{indent}{line}".rstrip() for line in lines)


def _foot(entry: Entry, indent: str) -> Iterator[str]:
    yield from (f"{indent}{line}".rstrip() for line in entry.foot)


def _keyed(entry: Entry, kind: str, indent: str) -> Iterator[str]:
    """A key with its value; its comments beside it, or above where there are several."""
    yield from (f"{indent}{comment}" for comment in entry.after[:-1])
    beside = f"  {entry.after[-1]}" if entry.after else ""
    key = f"{indent}{_bare(entry)}:"
    value = entry.value
    within = KINDS.get((kind, entry.key or ""), "value")
    if isinstance(value, Scalar):
        yield from _filled(key, value, kind, indent, beside)
    elif (flow := _flow(value, within, kind)) is not None and len(key) + 1 + len(flow) <= WIDTH:
        yield f"{key} {flow}{beside}"
    elif not value.entries:
        yield f"{key} {'[]' if value.listed else '{}'}{beside}"
    else:
        yield key + beside
        yield from (_listed if value.listed else _mapping)(value, within, indent + STEP)


def _listed(box: Box, kind: str, indent: str) -> Iterator[str]:
    for index, entry in enumerate(box.entries):
        yield from _above(entry, indent, first=index == 0)
        yield from (f"{indent}{comment}" for comment in _hoisted(entry, kind, indent))
        yield from _item(entry, kind, indent)
        yield from _foot(entry, indent)


def _hoisted(entry: Entry, kind: str, indent: str) -> list[str]:
    """Comments for which there is no place between a dash and what follows it."""
    value = entry.value
    if isinstance(value, Scalar) or _flow_item(value, kind, indent) is not None:
        return entry.after[:-1]
    comments = list(entry.after)
    if not value.listed and value.entries:
        first = _in_order(value, kind)[0]
        comments += [comment for comment in (*first.before, *first.after[:-1]) if comment]
        first.before, first.after = [], first.after[-1:]
    return comments


def _item(entry: Entry, kind: str, indent: str) -> Iterator[str]:
    value = entry.value
    beside = f"  {entry.after[-1]}" if entry.after else ""
    if isinstance(value, Scalar):
        yield from _filled(f"{indent}-", value, kind, indent, beside)
        return
    flow = _flow_item(value, kind, indent)
    if flow is not None:
        yield f"{indent}- {flow}{beside}"
        return
    if not value.entries:
        yield f"{indent}- {'[]' if value.listed else '{}'}"
        return
    lines = list((_listed if value.listed else _mapping)(value, kind, indent + STEP))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _flow_item(value: Box, kind: str, indent: str) -> str | None:
    """An item in brackets, where it was written so and fits."""
    flow = _flow(value, kind, kind)
    return flow if flow is not None and len(indent) + 2 + len(flow) <= WIDTH else None


def _filled(opening: str, value: Scalar, kind: str, indent: str, beside: str) -> Iterator[str]:
    """A text after its key or dash, filled to the width."""
    written = _quoted(value.value, folded=kind in FOLDED)
    if not written:
        yield opening + beside
        return
    words = written.split(" ")
    line = opening
    for index, word in enumerate(words):
        if index and len(line) + 1 + len(word) > WIDTH and _breaks_here(words, index):
            yield line
            line = f"{indent}{STEP}{word}"
        else:
            line += " " + word
    yield line + beside


def filled(opening: str, words: str, indent: str) -> str:
    """A text after its key or dash, on as many lines as it needs.

    Args:
        opening: what stands before it on its first line.
        words: the text.
        indent: of the key; further lines stand one step deeper.
    """
    return "\n".join(_filled(opening, Scalar(words), "node", indent, ""))


def quoted(words: str) -> str:
    """A text as it stands within brackets."""
    return _quoted(words, folded=True, flow=True)


def _breaks_here(words: list[str], index: int) -> bool:
    """Whether a line may end before a word: not beside a blank that counts, nor so that a line starts like a mark."""
    return bool(words[index - 1]) and bool(words[index]) and words[index][0] not in "#-?:|>%&*!"


def _quoted(text: str, *, folded: bool, flow: bool = False) -> str:
    """A text as YAML, plain where that reads back as the same."""
    if folded:
        text = " ".join(text.split())
    if not text:
        return "" if not flow else '""'
    special = (
        _SPECIAL_START.match(text)
        or _SPECIAL_WITHIN.search(text)
        or text != text.strip()
        or (flow and _FLOW_SPECIAL.search(text))
    )
    if not special:
        return text
    if '"' in text and "'" not in text and text.isprintable() and "\\" not in text:
        return f"'{text}'"
    return _escaped(text)


def _escaped(text: str) -> str:
    """A double-quoted text; what does not print is escaped by its number."""
    chars = (
        f"\\{char}" if char in '"\\' else char if char.isprintable() else f"\\U{ord(char):08x}"
        for char in text
    )
    return '"' + "".join(chars) + '"'


def _flow(box: Box, kind: str, outer: str) -> str | None:
    """A mapping or list in brackets, as its author wrote it; None where it was not, or holds comments."""
    if not box.flow:
        return None
    parts: list[str] = []
    for entry in _in_order(box, kind) if not box.listed else box.entries:
        value = entry.value
        if any((entry.after, entry.foot, [line for line in entry.before if line])):
            return None
        if isinstance(value, Box):
            within = kind if entry.key is None else KINDS.get((kind, entry.key or ""), "value")
            written = _flow(value, within, kind)
            if written is None:
                return None
        else:
            folded = (outer if box.listed else kind) in FOLDED
            written = _quoted(value.value, folded=folded, flow=True)
        parts.append(
            written if entry.key is None else f"{_quoted(entry.key, folded=False, flow=True)}: {written}"
        )
    return f"[{', '.join(parts)}]" if box.listed else "{" + ", ".join(parts) + "}"


def _bare(entry: Entry) -> str:
    return _quoted(entry.key or "", folded=False)
