"""Short notes that name a source beside a line: `Jaspal 2024, 2.3`.

Two works of one author and year are told apart by `year-suffix` (CSL: the a in 2022a), which the map's author writes.
A source's `citation-label` (CSL: the label by which it is cited) is taken as it stands, such as `NATO 2022`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from argmap.model import Cite, Source

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_SEASONS = ("spring", "summer", "autumn", "winter")
_WORDS = 6
"""So many words of a title name a source that has neither author nor short title."""


def short_note(source: Source, cite: Cite | None = None) -> str:
    """Name a source, and the place in it, in a few words.

    Args:
        source: the source.
        cite: the citation whose locator is added.

    Returns:
        `Jaspal 2024, 2.3`; a newspaper's piece without author is `Dawn, 14 May 2024, 3.2`.
    """
    label = source.text("citation-label") or _label(source)
    return f"{label}, {cite.locator}" if cite and cite.locator else label


def short_notes(cites: Iterable[Cite], sources: Mapping[str, Source]) -> str:
    """Name all that a node cites: `Jaspal 2024, 1.2, 10.5; NATO 2022`.

    Args:
        cites: the node's citations.
        sources: the map's sources; a citation of a key that is not there is named by its key.

    Returns:
        One text; empty where nothing is cited.
    """
    places: dict[str, list[str]] = {}
    for cite in cites:
        places.setdefault(cite.source, []).extend([cite.locator] if cite.locator else [])
    labels = {key: short_note(sources[key]) if key in sources else key for key in places}
    return "; ".join(", ".join((labels[key], *dict.fromkeys(found))) for key, found in places.items())


def date_words(date: object) -> str:
    """Write a normalised CSL date for people: `14 May 2024`, `June 2022`, `2021–2023`, `c. 2022`, `44 BC`.

    Args:
        date: as `normalise_date` gives it.

    Returns:
        The date in words; empty where there is none.
    """
    return _written(date, whole=True)


def year_words(date: object) -> str:
    """Write the year of a normalised CSL date: `2024`, `2021–2023`, `c. 2022`, `2020s`, `n.d.`.

    Args:
        date: as `normalise_date` gives it.

    Returns:
        The year; `n.d.` where there is none.
    """
    return _written(date, whole=False) or "n.d."


def _label(source: Source) -> str:
    names = _names(source.variables.get("author")) or _names(source.variables.get("editor"))
    issued = source.variables.get("issued")
    year = year_words(issued) + (source.text("year-suffix") or "")
    if names:
        return f"{names} {year}"
    paper = source.text("container-title")
    if paper:
        return f"{paper}, {date_words(issued) or 'n.d.'}"
    return f"{source.text('title-short') or _shortened(source.text('title') or source.key)} {year}"


def _names(value: object) -> str:
    if isinstance(value, str):
        return value
    names = [_name(name) for name in value] if isinstance(value, list | tuple) else [_name(value)]
    names = [name for name in names if name]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


def _name(value: object) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, Mapping):
        return ""
    family = " ".join(str(value[part]) for part in ("non-dropping-particle", "family") if value.get(part))
    return str(value.get("literal") or family or value.get("given") or "")


def _shortened(title: str) -> str:
    main = title.partition(": ")[0]
    words = main.split()
    return main if len(words) <= _WORDS else " ".join(words[:_WORDS]).rstrip(",;") + " …"


def _written(date: object, *, whole: bool) -> str:
    if not isinstance(date, Mapping):
        return ""
    if isinstance(date.get("literal"), str):
        return str(date["literal"])
    ends = date.get("date-parts")
    if not isinstance(ends, list | tuple):
        return ""
    season = date.get("season")
    words = [_end_words(list(end), whole=whole) for end in ends if _is_numbers(end)]
    if whole and isinstance(season, int):
        words[0] = f"{_SEASONS[season - 1]} {words[0]}"
    return ("c. " if date.get("circa") else "") + "–".join(words)


def _end_words(end: list[int], *, whole: bool) -> str:
    if not end or end == [0]:
        return ""
    year = str(end[0]) if end[0] > 0 else f"{-end[0]} BC"
    month = [_MONTHS[end[1] - 1]] if whole and len(end) > 1 else []
    day = [str(end[2])] if whole and len(end) > 2 else []
    return " ".join((*day, *month, year))


def _is_numbers(end: object) -> bool:
    """Whether one end of date-parts holds numbers; a damaged file's may not."""
    return isinstance(end, list | tuple) and bool(end) and all(isinstance(part, int) for part in end)
