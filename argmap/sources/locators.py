"""Citations and dates: how a map says where something is taken from, and when it was."""

from __future__ import annotations

import re
from calendar import monthrange

from argmap.model import Cite

_SENTENCE = r"\d{1,6}\.\d{1,6}"
_PLACE = r"(?:\d+[a-z]?|[ivxlcdm]+)"
_LOCATOR = re.compile(
    rf"(?P<sentence>{_SENTENCE}(?:-{_SENTENCE})?)"
    rf"|p\. {_PLACE}|pp\. {_PLACE}-{_PLACE}"
    rf"|(?:art|ch|para|sec)\. {_PLACE}"
)
_DATE = re.compile(r"(?P<year>-?\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?[~?%]?")
_SEASONS = range(21, 25)


def is_locator(text: str) -> bool:
    """Tell whether text names a place in a source: `2.3`, `2.3-2.5`, `p. 12`, `pp. 3-5`, `art. 5`, `ch. 2`."""
    match = _LOCATOR.fullmatch(text)
    if match is None:
        return False
    ends = [[int(part) for part in end.split(".")] for end in (match["sentence"] or "0.0").split("-")]
    return ends[0] <= ends[-1]


def parse_cite(text: str) -> Cite:
    """Split one citation into its key and its locator; white space and dashes are made alike.

    Args:
        text: `KEY` or `KEY LOCATOR`.

    Returns:
        The citation, its locator unchecked.
    """
    key, _, locator = " ".join(text.replace("–", "-").split()).partition(" ")
    locator = re.sub(r"\s*-\s*", "-", locator)
    return Cite(key, locator or None)


def is_date(text: str) -> bool:
    """Tell whether text is a date: EDTF level 1 (ISO 8601-2:2019) without letters of its own, or `n.d.`.

    Args:
        text: such as `2022`, `2022-06`, `2022-06-29`, `2022~`, `202X`, `2022/2023` or `2022/..`.

    Returns:
        Whether each day exists and an interval ends no sooner than it starts.
    """
    if text == "n.d.":
        return True
    start, slash, end = text.partition("/")
    if not slash:
        return _is_day(start)
    opened = start in {"", ".."} or _is_day(start)
    closed = end in {"", ".."} or _is_day(end)
    return opened and closed and (not start[:1].isdigit() or not end[:1].isdigit() or start[:4] <= end[:4])


def _is_day(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    month, day = match["month"], match["day"]
    if month is None:
        return True
    if int(month) in _SEASONS and day is None:
        return True
    if not 1 <= int(month) <= 12 or "X" in match["year"]:
        return False
    year = abs(int(match["year"])) or 2000
    return day is None or 1 <= int(day) <= monthrange(year, int(month))[1]
