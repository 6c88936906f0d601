"""From inline Markdown with tokens to runs: emphasis and links from the template, words from the map."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from argmap.blocks import Run, Runs
from argmap.outlines import Text
from argmap.templating.environment import TOKEN, Value

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

PLAIN_HIDES = frozenset({"label", "budget", "caution"})
"""Roles that a plain copy does not print."""
RUN_ROLES = frozenset({"", "label", "cite", "year", "ref", "caution", "standing"})
_MARKED = re.compile(r"[*_`\[\]!<\\\n]")
_ATTRIBUTES = re.compile(
    r"\s*(?<!\{)\{((?:\s*(?:[.#][^\s{}=]+|[\w-]+=(?:\"[^\"{}]*\"|[^\s{}\"]+)))+)\s*\}\s*$"
)
_ATTRIBUTE = re.compile(r"([.#])([^\s{}=]+)|([\w-]+)=(?:\"([^\"{}]*)\"|([^\s{}\"]+))")
_SAFE = ("http://", "https://", "mailto:", "#")


@dataclass(slots=True)
class Inline:
    """A line of Markdown as runs, with what was set apart from it.

    Attributes:
        runs: its words.
        role: from a class, else from the first text of the map in it.
        anchor: from an id, else the node of that text.
        budget: of the line.
        attributes: further ones.
    """

    runs: Runs = ()
    role: str = ""
    anchor: str | None = None
    budget: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Reader:
    """Reads inline Markdown; gathers the notes on the way."""

    values: list[Value]
    markdown: MarkdownIt
    plain: bool
    notes: list[tuple[str, Runs]] = field(default_factory=list)

    def inline(self, content: str) -> Inline:
        """Read one line.

        Args:
            content: Markdown with tokens, without its block's marker.

        Returns:
            Its runs and what belongs to the line as a whole.
        """
        line = Inline()
        found = _ATTRIBUTES.search(content) if "{" in content else None
        if found:
            content = content[: found.start()]
            self._attributes(found[1], line)
        pieces = self._pieces(content) if _MARKED.search(content) else [(content, Run(""))]
        runs = [run for text, look in pieces for run in self._filled(text, look, line)]
        line.runs = _tidy(runs)
        return line

    def words(self, content: str) -> str:
        """A text with its tokens exchanged."""
        return TOKEN.sub(lambda token: _text(self._of(token)), content)

    def _of(self, token: re.Match[str]) -> Value:
        """A token's value; empty where the template itself wrote what looks like a token."""
        number = int(token[1])
        return self.values[number] if number < len(self.values) else Text("")

    def _attributes(self, written: str, line: Inline) -> None:
        for sign, name, key, quoted, bare in _ATTRIBUTE.findall(written):
            if sign == ".":
                line.role = name
            elif sign == "#":
                line.anchor = self.words(name)
            else:
                line.attributes[key] = self.words(quoted or bare)

    def _pieces(self, content: str) -> Iterator[tuple[str, Run]]:
        """Stretches of one look, still with their tokens."""
        bold = italic = 0
        link: str | None = None
        for token in self.markdown.parseInline(content)[0].children or ():
            bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
            italic += {"em_open": 1, "em_close": -1}.get(token.type, 0)
            if token.type == "link_open":
                link = self._link(str(token.attrs.get("href", "")))
            elif token.type == "link_close":
                link = None
            text = " " if token.type in {"softbreak", "hardbreak"} else token.content
            if text and token.type != "image":
                yield text, Run("", bold > 0, italic > 0, link)

    def _link(self, address: str) -> str | None:
        # The parser has percent-encoded the private characters of a token.
        address = self.words(address.replace("%EE%80%80", "\ue000").replace("%EE%80%81", "\ue001"))
        return address if address.startswith(_SAFE) else None

    def _filled(self, text: str, look: Run, line: Inline) -> Iterator[Run]:
        """Words between tokens in the look of the template, and the texts of the map."""
        last = 0
        for token in TOKEN.finditer(text):
            if token.start() > last:
                yield _saying(look, text[last : token.start()])
            last = token.end()
            yield from self._value(self._of(token), look, line)
        if last < len(text):
            yield _saying(look, text[last:])

    def _value(self, value: Value, look: Run, line: Inline) -> Iterator[Run]:
        if not isinstance(value, Text):
            yield from value
        elif self.plain and value.role in PLAIN_HIDES:
            return
        elif value.role == "budget":
            line.budget = str(value)
        elif value.role == "anchor":
            line.anchor = str(value)
        elif value.role == "note":
            self.notes.append((str(len(self.notes) + 1), (Run(str(value)),)))
            yield Run("", note=self.notes[-1][0])
        else:
            yield self._run(value, look, line)

    def _run(self, value: Text, look: Run, line: Inline) -> Run:
        if value.role not in RUN_ROLES:
            line.role = line.role or value.role
        if value.of and value.of[1] in {"text", "heading", "concede", "point"} and line.anchor is None:
            line.anchor = value.of[0]
        role = value.role if value.role in RUN_ROLES else ""
        return Run(str(value), look.bold, look.italic, look.link, None, role, value.of)


def renumbered(runs: Runs, numbers: Mapping[str, str], own: str) -> Runs:
    """Put a section's number where it is referred to, and leave out a label that the line's own number says already.

    Args:
        runs: of a line.
        numbers: by anchor.
        own: the line's own number.

    Returns:
        The runs to print.
    """
    if all(run.role not in {"ref", "label"} for run in runs):
        return runs
    kept = []
    for run in runs:
        if run.role == "ref":
            kept.append(replace(run, text=numbers.get(run.text, ""), role=""))
        elif run.role != "label" or run.text.strip("[]") != bare(own):
            kept.append(run)
    return _tidy(kept)


def bare(number: str) -> str:
    """A number without its punctuation."""
    return number.rstrip(".-) ")


def _saying(run: Run, text: str) -> Run:
    """Another text in the look of a run; `replace` takes five times as long, and there are many."""
    return Run(text, run.bold, run.italic, run.link, run.note, run.role, run.of)


def _text(value: Value) -> str:
    return str(value) if isinstance(value, Text) else "".join(run.text for run in value)


def _tidy(runs: list[Run]) -> Runs:
    """No blank at either end, and none doubled where something was left out."""
    kept: list[Run] = []
    for run in runs:
        blank = not kept or (kept[-1].text.endswith(" ") and kept[-1].of is None)
        text = run.text.lstrip(" ") if blank and run.of is None and not run.note else run.text
        if text or run.note:
            kept.append(run if text == run.text else _saying(run, text))
    while kept and not kept[-1].note and kept[-1].of is None:
        text = kept[-1].text.rstrip(" ")
        if text:
            kept[-1] = _saying(kept[-1], text)
            break
        kept.pop()
    return tuple(kept)
