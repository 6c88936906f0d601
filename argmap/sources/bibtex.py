"""BibTeX and BibLaTeX, as Zotero and other reference managers export them, to CSL variables.

bibtexparser splits the file and the names, pylatexenc turns LaTeX into text; what each field means is in the tables below.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from argmap.sources.bibliography import Bibliography, Item
from argmap.sources.sentences import fold

if TYPE_CHECKING:
    from bibtexparser.model import Block, Entry

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("article", "suppperiodical"), "article-journal"),
        **dict.fromkeys(
            ("book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings"), "book"
        ),
        **dict.fromkeys(("inbook", "incollection", "bookinbook", "suppbook", "suppcollection"), "chapter"),
        **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
        **dict.fromkeys(("techreport", "report", "manual"), "report"),
        **dict.fromkeys(("mastersthesis", "phdthesis", "thesis"), "thesis"),
        **dict.fromkeys(("online", "electronic", "www"), "webpage"),
        "booklet": "pamphlet",
        "unpublished": "manuscript",
        "letter": "personal_communication",
        "legislation": "legislation",
        "jurisdiction": "legal_case",
        "dataset": "dataset",
        "software": "software",
        "video": "motion_picture",
        "movie": "motion_picture",
        "audio": "song",
        "image": "graphic",
        "patent": "patent",
        "standard": "standard",
        "periodical": "periodical",
        "inreference": "entry-encyclopedia",
    }
)
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "title": "title",
        "shorttitle": "title-short",
        "shorthand": "citation-label",
        "edition": "edition",
        **dict.fromkeys(("journal", "journaltitle", "booktitle"), "container-title"),
        "shortjournal": "container-title-short",
        "series": "collection-title",
        "chapter": "chapter-number",
        "volume": "volume",
        "issue": "issue",
        "pages": "page",
        "pagetotal": "number-of-pages",
        "version": "version",
        **dict.fromkeys(("publisher", "institution", "school", "organization", "howpublished"), "publisher"),
        **dict.fromkeys(("address", "location"), "publisher-place"),
        "eventtitle": "event-title",
        "venue": "event-place",
        "type": "genre",
        "note": "note",
        "langid": "language",
        "language": "language",
        "keywords": "keyword",
        "isbn": "ISBN",
        "issn": "ISSN",
        "doi": "DOI",
        "url": "URL",
    }
)
"""Where several fields mean one variable, the first that an entry gives counts."""
_NAMES: Mapping[str, str] = MappingProxyType(
    {"author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author"}
)
_DATES: Mapping[str, str] = MappingProxyType(
    {"date": "issued", "urldate": "accessed", "eventdate": "event-date", "origdate": "original-date"}
)
_NUMBERED = frozenset({"article-journal", "article-magazine", "article-newspaper", "periodical"})
"""Types whose `number` is that of an issue."""
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def read_bibtex(text: str) -> Bibliography:
    """Read a BibTeX or BibLaTeX file.

    Args:
        text: all of it.

    Returns:
        Its entries in order, and its mistakes.
    """
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415 - only where a map names such a file
    from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts  # noqa: PLC0415

    for name in ("bibtexparser", "pylatexenc"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    names = [SeparateCoAuthors(name_fields=tuple(_NAMES)), SplitNameParts(name_fields=tuple(_NAMES))]
    library = parse_string(text, append_middleware=names)
    items: list[Item] = []
    mistakes = [(_line(block), _mistake(block)) for block in library.failed_blocks]
    for entry in library.entries:
        try:
            items.append(Item(entry.key, _line(entry), dict(_variables(entry))))
        except RecursionError:
            mistakes.append((_line(entry), f"the braces of {entry.key} are nested too deep"))
    return Bibliography(tuple(items), tuple(mistakes))


def _line(block: Block) -> int:
    return (block.start_line or 0) + 1


def _mistake(block: Block) -> str:
    key = getattr(block, "key", None)
    if key is not None:
        return f"the key {key} stands twice"
    return "this entry cannot be read: a brace, a comma or a quotation mark is missing"


def _variables(entry: Entry) -> Iterator[tuple[str, object]]:
    fields = {field.key.lower(): field.value for field in entry.fields}
    kind = _type(entry.entry_type.lower(), fields)
    yield "type", kind
    given: dict[str, str] = {}
    for field, variable in (*_FIELDS.items(), ("number", "issue" if kind in _NUMBERED else "number")):
        if fields.get(field):
            given.setdefault(variable, _text(field, str(fields[field])))
    if "title" in given and fields.get("subtitle"):
        given["title"] += f": {_text('subtitle', str(fields['subtitle']))}"
    yield from given.items()
    yield from (
        (variable, [_name(name) for name in fields[field] if name.last != ["others"]])
        for field, variable in _NAMES.items()
        if field in fields
    )
    yield from (
        (variable, fold(str(fields[field]))) for field, variable in _DATES.items() if fields.get(field)
    )
    if not fields.get("date") and fields.get("year"):
        yield "issued", _year(fields)


def _type(entry_type: str, fields: Mapping[str, object]) -> str:
    subtype = str(fields.get("entrysubtype", "")).lower()
    if entry_type == "article" and subtype in {"newspaper", "magazine"}:
        return f"article-{subtype}"
    return _TYPES.get(entry_type, "document")


def _text(field: str, value: str) -> str:
    if field in {"url", "doi"}:
        return fold(re.sub(r"\\([_&%#~])", r"\1", value).strip("{}"))
    plain = _plain(value)
    return re.sub(r"\s*[–-]+\s*", "-", plain) if field == "pages" else plain


def _plain(value: str) -> str:
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - as above

    return fold(LatexNodes2Text(math_mode="verbatim", keep_comments=True).latex_to_text(value))


def _name(parts: object) -> dict[str, str]:
    """A name's parts; one in braces is an institution."""
    first, von, last, jr = (" ".join(getattr(parts, part)) for part in ("first", "von", "last", "jr"))
    if not first and not von and last.startswith("{") and last.endswith("}"):
        return {"literal": _plain(last)}
    named = {"family": last, "given": first, "non-dropping-particle": von, "suffix": jr}
    return {part: _plain(text) for part, text in named.items() if text}


def _year(fields: Mapping[str, object]) -> object:
    year, month, day = (_plain(str(fields.get(part, ""))) for part in ("year", "month", "day"))
    number = _MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in _MONTHS else month
    if not year.isdecimal():
        return {"literal": year}
    return [year, *(part for part in (str(number), day) if part.isdecimal())]
