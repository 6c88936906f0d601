"""Files of sources that a map names: BibTeX, BibLaTeX and CSL-JSON, as Zotero exports them.

CSL-YAML is the map's own syntax, and is read where that is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from argmap.sources.sentences import fold, whole


@dataclass(frozen=True, slots=True)
class Item:
    """One source: its citation key, the line it starts on, and its CSL variables, dates as they were written."""

    key: str
    line: int
    variables: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What a file holds, and what could not be read of it, each mistake with its line."""

    items: tuple[Item, ...] = ()
    mistakes: tuple[tuple[int, str], ...] = field(default=())


def read_sources(data: bytes, name: str) -> Bibliography | None:
    """Read a file of sources.

    Args:
        data: the file.
        name: its name, whose suffix tells the format.

    Returns:
        Its sources; None where the suffix is neither `.bib` nor `.json`.
    """
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Bibliography(mistakes=((1, "this file is not in UTF-8; export it again as UTF-8"),))
    return reader(whole(text))


def read_csl_json(text: str) -> Bibliography:
    """Read CSL-JSON: a list of items, or a mapping that holds it as `items` or `references`.

    Args:
        text: the whole file.

    Returns:
        Its items in order, every scalar as text; an item's key is its `citation-key`, else its `id`.
    """
    try:
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as failure:
        return Bibliography(mistakes=((failure.lineno, f"this is no JSON: {failure.msg}"),))
    except RecursionError:
        return Bibliography(mistakes=((1, "this JSON is nested too deep"),))
    if isinstance(value, dict):
        value = value.get("items") or value.get("references")
    listed = value if isinstance(value, list) else [None]
    items = [_item(entry, text) for entry in listed if isinstance(entry, dict)]
    keyed = tuple(item for item in items if item.key)
    mistakes = ((1, "CSL-JSON is a list of items, each with its id"),) if len(keyed) < len(listed) else ()
    return Bibliography(keyed, mistakes)


def _item(entry: Mapping[str, object], text: str) -> Item:
    name = "citation-key" if entry.get("citation-key") else "id"
    key = str(entry.get(name) or "")
    variables = _as_text({name: value for name, value in entry.items() if name not in {"id", "citation-key"}})
    return Item(fold(whole(key)).replace(" ", "-"), _line(name, key, text), variables)


def _line(name: str, value: str, text: str) -> int:
    """The line on which a name has a value, as text or as a number; 1 where it is written with escapes."""
    quoted, bare = re.escape(json.dumps(value, ensure_ascii=False)), re.escape(value)
    found = re.search(rf'"{name}"\s*:\s*(?:{quoted}|{bare}\b)', text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _as_text(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Every scalar as text, as a map file has it."""
    if isinstance(value, dict):
        return {fold(whole(name)): _as_text(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [_as_text(entry) for entry in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return fold(whole("" if value is None else str(value)))


def _read_bibtex(text: str) -> Bibliography:
    from argmap.sources.bibtex import read_bibtex  # noqa: PLC0415 - loads its parser

    return read_bibtex(text)


READERS: Mapping[str, Callable[[str], Bibliography]] = MappingProxyType(
    {".bib": _read_bibtex, ".bibtex": _read_bibtex, ".json": read_csl_json}
)
"""How each kind of file is read."""
