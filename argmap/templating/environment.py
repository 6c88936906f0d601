"""The one Jinja environment: what `{{ }}` prints is text of the map and never markup.

Each printed value is put away, and a token of two private characters with its number goes into the Markdown instead. So
Markdown is parsed without ever seeing a text of the map, and whatever a text holds comes out as written. The tokens are
exchanged for the texts once the blocks stand (`parse`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from argmap.blocks import Run, Runs
from argmap.outlines import Text
from argmap.templating.home import root

OPEN, CLOSE = "\ue000", "\ue001"
TOKEN = re.compile(f"{OPEN}([0-9]{{1,9}}){CLOSE}")
Value: TypeAlias = Text | Runs


class Markup(str):
    """What a macro or an included template has made: Markdown with tokens, printed as it is."""

    __slots__ = ()


@dataclass(slots=True)
class Store:
    """The values that a template has printed, by the number of their token."""

    values: list[Value] = field(default_factory=list)

    def token(self, value: object) -> str:
        """Put a value away.

        Args:
            value: what stood between `{{` and `}}`.

        Returns:
            Its token; what has been made by a macro as it is; blanks, which indent a list, as they are.
        """
        if isinstance(value, Markup):
            return value
        if value is None or isinstance(value, jinja2.Undefined):
            # A strict undefined value raises here, and Jinja tells its name and line.
            return "" if value is None else str(value)
        if isinstance(value, tuple) and all(isinstance(run, Run) for run in value):
            return self._put(value)
        text = value if isinstance(value, Text) else self._plain(str(value))
        return self._put(text) if text.strip() else " " * len(text)

    def _put(self, value: Value) -> str:
        self.values.append(value)
        return f"{OPEN}{len(self.values) - 1}{CLOSE}"

    def _plain(self, text: str) -> Text:
        """Glued together from what macros gave: the tokens' own words take their place."""
        return Text(TOKEN.sub(self._words, text) if OPEN in text else text)

    def _words(self, token: re.Match[str]) -> str:
        number = int(token[1])
        value = self.values[number] if number < len(self.values) else ""
        return value if isinstance(value, str) else "".join(run.text for run in value)

    def joined(self, values: Iterable[object], between: str = "") -> Markup:
        """Print several values, each with what it is, something between them (the filter `join`)."""
        return Markup(self.token(between).join(self.token(value) for value in values))

    def note(self, value: object) -> Markup:
        """Set values as a footnote here (the filter `note`); of a list each that is not empty, parted by full stops."""
        parts = [str(part) for part in value] if isinstance(value, list | tuple) else [str(value)]
        text = " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)
        return Markup(self._put(Text(text, "note")) if text else "")


def environment(store: Store, *, ours: bool) -> jinja2.Environment:
    """Make the environment in which templates run.

    Args:
        store: takes the values that are printed.
        ours: whether the template came with argmap; a stranger's runs in Jinja's sandbox.

    Returns:
        An environment that reads nothing but argmap's own parts; undefined names are errors.
    """
    made = (_Trusted if ours else _Sandboxed)(
        finalize=store.token,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FileSystemLoader(root()),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=20,
    )
    made.filters["join"] = store.joined
    made.filters["note"] = store.note
    made.globals = {name: made.globals[name] for name in ("range", "dict", "namespace")}
    return made


def _concat(parts: Iterable[str]) -> Markup:
    """What a template, macro or block gives is marked as made, so that it is not taken for a text of the map."""
    return Markup("".join(parts))


class _Trusted(jinja2.Environment):
    concat = staticmethod(_concat)


class _Sandboxed(ImmutableSandboxedEnvironment):
    concat = staticmethod(_concat)
