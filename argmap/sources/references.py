"""The list of references, formatted by citeproc-py with a small CSL style of our own (`references.csl`).

The styles of the CSL project are CC BY-SA, which would pass on to whoever ships them; ours is plain author and date.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from argmap.blocks import Run, Runs
from argmap.model import ArgumentMap, Source
from argmap.sources.variables import DATE_VARIABLES, normalise_date, sortable

_NAMES = ("author", "editor", "translator", "container-author", "interviewer", "recipient")
_NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")
_WORDS = (
    *("title", "container-title", "volume", "issue", "page", "edition", "genre", "event-place"),
    *("publisher", "publisher-place", "year-suffix", "DOI", "URL"),
)
_TAGS = re.compile(r"</?(?:i|b|sup|sub|span)\b[^<>]*>")


def reference_list(argument: ArgumentMap, keys: Iterable[str] | None = None) -> tuple[Runs, ...]:
    """Format the references of a map, in alphabetical order.

    Args:
        argument: the map.
        keys: citation keys to list; the article's and all that its nodes cite where None. Unknown ones are passed
            over.

    Returns:
        One reference each, titles in italics and addresses as links.
    """
    wanted = dict.fromkeys(cited_keys(argument) if keys is None else keys)
    sources = [argument.sources[key] for key in wanted if key in argument.sources]
    return tuple(_reference(source) for source in sorted(sources, key=_sort_key))


def cited_keys(argument: ArgumentMap) -> tuple[str, ...]:
    """The citation keys in use: the article's, then those of the nodes in file order.

    Args:
        argument: the map.

    Returns:
        Each key once.
    """
    keys = [cite.source for node in argument.nodes for cite in node.cites]
    return tuple(dict.fromkeys([*([argument.article] if argument.article else []), *keys]))


def _sort_key(source: Source) -> tuple[str, str, str]:
    """Names (else the title), then the date, then the title."""
    entry = _csl_json(source)
    people = _people(source.variables.get("author")) or _people(source.variables.get("editor"))
    names = " ".join(" ".join(person.values()) for person in people)
    title = _folded(str(entry["title"]))
    return _folded(names) or title, sortable(entry.get("issued")), title


def _folded(text: str) -> str:
    """Text as it is sorted: without case, accents, marks and a leading article."""
    letters = unicodedata.normalize("NFKD", _TAGS.sub("", text)).casefold()
    return "".join(c for c in letters if c.isalnum() or c.isspace()).removeprefix("the ")


def _reference(source: Source) -> Runs:
    from citeproc import Citation, CitationItem, CitationStylesBibliography  # noqa: PLC0415 - heavy, and only here
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

    entries = CiteProcJSON([_csl_json(source)])
    bibliography = CitationStylesBibliography(_style(), entries)
    bibliography.register(Citation([CitationItem("0")]))
    return _runs(str(bibliography.bibliography()[0]))


@cache
def _style() -> Any:  # noqa: ANN401 - citeproc-py has no types
    from citeproc import CitationStylesStyle  # noqa: PLC0415

    style = Path(__file__).with_name("references.csl")
    return CitationStylesStyle(str(style), locale="en-GB", validate=False)


def _csl_json(source: Source) -> dict[str, object]:
    """The variables that our style prints, in the form that citeproc-py takes without a warning."""
    entry: dict[str, object] = {"id": "0", "type": source.text("type") or "document"}
    for name in _WORDS:
        value = source.variables.get(name)
        if isinstance(value, str | int) and str(value):
            entry[name] = str(value)
    entry.setdefault("title", source.key)
    for name in _NAMES:
        people = _people(source.variables.get(name))
        if people:
            entry[name] = people
    for name in DATE_VARIABLES:
        date = normalise_date(source.variables.get(name))
        if date is not None and name in {"issued", "accessed"}:
            entry[name] = date
    return entry


def _people(value: object) -> list[dict[str, str]]:
    names = value if isinstance(value, list | tuple) else [value]
    return [person for name in names if (person := _person(name))]


def _person(name: object) -> dict[str, str]:
    if isinstance(name, str):
        return {"literal": name}
    if not isinstance(name, Mapping):
        return {}
    if name.get("literal"):
        return {"literal": str(name["literal"])}
    person = {part: str(name[part]) for part in _NAME_PARTS if name.get(part)}
    return person if "family" in person else {"literal": " ".join(person.values())} if person else {}


def _runs(markup: str) -> Runs:
    """Read citeproc's HTML, and the rich text that CSL-JSON allows in titles, as runs."""
    runs: list[Run] = []
    italic = bold = False
    text = html.unescape(markup)
    tags = ["", *_TAGS.findall(text)]
    for tag, words in zip(tags, _TAGS.split(text), strict=True):
        italic = tag == "<i>" or (italic and tag != "</i>")
        bold = tag == "<b>" or (bold and tag != "</b>")
        runs.extend(_linked(words, bold=bold, italic=italic))
    return tuple(runs)


def _linked(text: str, *, bold: bool, italic: bool) -> Iterable[Run]:
    for index, words in enumerate(re.split(r"(https?://[^\s<>]*[^\s<>.,;)])", text)):
        if words:
            yield Run(words, bold=bold, italic=italic, link=words if index % 2 else None)
