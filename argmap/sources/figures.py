"""Numbers and dates in running text, brought to values so that texts can be held against each other.

A date is year, month and day, each None where it is not said. Numbers are read in digits (`1,200`, `2.5`, `40%`, `20th`)
and in English words, with their scale (`2.5 million` is 2500000); `double` and `twice` are times 2.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Day:
    """A date in running text; None where a part is not said."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def agrees_with(self, other: Day) -> bool:
        """Tell whether no part that both say differs."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(own is None or its is None or own == its for own, its in pairs)

    def says_no_more_than(self, other: Day) -> bool:
        """Tell whether the other says every part that this one says, alike."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(own is None or own == its for own, its in pairs)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or date, and the words that say it.

    Attributes:
        words: as they stand in the text.
        value: a date; or a number; or a number with `x` before it where it multiplies.
        plain: whether it is a small number in words (one, two, first, second), which often counts nothing.
    """

    words: str
    value: Day | str
    plain: bool = False


_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_TENTHS = [
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
]
_WORDS = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: value * 10 for value, word in enumerate(_TENS, start=2)},
    **{word: value for value, word in enumerate(_ORDINALS, start=1)},
    **{word: value * 10 for value, word in enumerate(_TENTHS, start=2)},
}
_PLAIN = frozenset({"zero", "one", "two", "first", "second"})
_SCALES = {
    "unit": 1,
    "hundred": 10**2,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "mn": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
_TIMES = {
    **dict.fromkeys(("double", "doubled", "doubles", "doubling", "twice", "twofold"), "x2"),
    **dict.fromkeys(
        ("triple", "tripled", "triples", "tripling", "treble", "trebled", "thrice", "threefold"), "x3"
    ),
    **dict.fromkeys(("quadruple", "quadrupled", "fourfold"), "x4"),
    **dict.fromkeys(("halve", "halved", "halving"), "x1/2"),
}
_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
_MONTHS = {name: place % 12 + 1 for place, name in enumerate(_NAMES)} | {"Sept": 9}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
_DATES = [
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?\b"),
    re.compile(rf"\b{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR}\b)?"),
    re.compile(rf"\b{_MONTH}\s+{_DAY}\b(?!\s*\d|[.,]\d)(?:,?\s+{_YEAR}\b)?"),
    re.compile(rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}\b"),
]
_SCALE = rf"(?:[\s-]*(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})s?\b)?"
_A_YEAR = r"1[5-9]\d\d|20\d\d"
_DIGITS = re.compile(
    rf"(?<![\w.])(?P<number>\d+(?:,\d{{2,3}})*(?:\.\d+)?)(?:st|nd|rd|th|s|%)?(?!\d){_SCALE}", re.IGNORECASE
)
_COMPOUND = rf"(?:{'|'.join(_TENS)})-(?:{'|'.join((*_UNITS[1:10], *_ORDINALS[:9]))})"
_SPELLED = re.compile(
    rf"\b(?P<word>{_COMPOUND}|{'|'.join(sorted((*_WORDS, *_TIMES), key=len, reverse=True))})\b{_SCALE}",
    re.IGNORECASE,
)


def figures(text: str) -> list[Figure]:
    """Find the dates and numbers of a text.

    Args:
        text: running text.

    Returns:
        Dates first, then numbers in digits, then those in words; a date's parts are not told again.
    """
    found: list[Figure] = []
    for pattern in _DATES:
        text = _taken(pattern, text, _day, found)
    text = _taken(_DIGITS, text, _number, found)
    _taken(_SPELLED, text, _spelled, found)
    return found


def missing_figures(text: str, source: str, *, year: int | None = None) -> list[Figure]:
    """Find the numbers and dates that a text says and its source does not.

    Args:
        text: a node's text.
        source: what stands at its locators.
        year: that may be added to a day and month which the source gives without one: the year in which it appeared.

    Returns:
        The figures that are not in the source, in the order of `figures`.
    """
    said = figures(source)
    days = [figure.value for figure in said if isinstance(figure.value, Day)]
    numbers = {figure.value for figure in said if isinstance(figure.value, str)}
    numbers |= {str(part) for day in days for part in (day.year, day.day) if part is not None}
    if year is not None:
        days += [Day(year, day.month, day.day) for day in days if day.year is None]
    return [figure for figure in figures(text) if not figure.plain and not _is_said(figure, days, numbers)]


def contradicts(date: str, source: str, *, issued: Day | None = None) -> bool:
    """Tell whether a node's `date` goes against the dates that its source gives; being finer is no contradiction.

    Args:
        date: EDTF text.
        source: what stands at the node's locators.
        issued: when the source appeared. What lies after that year is foretold, and dates nothing; the day itself
            dates what the source's author says.

    Returns:
        Whether the source gives dates and none of them agrees.
    """
    ends = [_day_of_edtf(end) for end in date.split("/")]
    own = [end for end in ends if end is not None]
    latest = (issued.year if issued else None) or 9999
    said = [day for day in _days(source) if (day.year or 0) <= latest]
    if not said or len(own) < len(ends) or (issued is not None and issued.day and own == [issued]):
        return False
    return not any(_agree(own, day) for day in said)


def _agree(ends: list[Day], day: Day) -> bool:
    """Whether a day agrees with a date, or lies within the years of an interval."""
    years = [end.year for end in (*ends, day) if end.year is not None]
    within = len(ends) == 2 and len(years) == 3 and years[0] <= years[2] <= years[1]
    return within or any(end.agrees_with(day) for end in ends)


def _days(text: str) -> list[Day]:
    """The dates of a text; a bare year of four digits is one, unless a fuller date has the same year."""
    found = [figure.value for figure in figures(text)]
    days = [value for value in found if isinstance(value, Day)]
    full = {day.year for day in days}
    years = [int(value) for value in found if isinstance(value, str) and re.fullmatch(_A_YEAR, value)]
    return days + [Day(year) for year in years if year not in full]


def _day_of_edtf(text: str) -> Day | None:
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?", text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    return Day(year, month if month is not None and month <= 12 else None, day)


def _is_said(figure: Figure, days: Iterable[Day], numbers: set[str]) -> bool:
    if isinstance(figure.value, str):
        return figure.value in numbers
    return any(figure.value.says_no_more_than(day) for day in days)


def _taken(
    pattern: re.Pattern[str], text: str, read: Callable[[re.Match[str]], Figure | None], found: list[Figure]
) -> str:
    """Read the figures of one kind, and blank them out so that no other kind reads them again."""

    def take(match: re.Match[str]) -> str:
        figure = read(match)
        if figure is None:
            return match[0]
        found.append(figure)
        return " ; "

    return pattern.sub(take, text)


def _day(match: re.Match[str]) -> Figure | None:
    parts = match.groupdict()
    written = parts.get("month") or ""
    month = int(written) if written.isdigit() else _MONTHS.get(written)
    year = int(parts["year"]) if parts.get("year") else None
    day = int(parts["day"]) if parts.get("day") else None
    if month is None or not 1 <= month <= 12 or not 1 <= (day or 1) <= monthrange(year or 2000, month)[1]:
        return None
    return Figure(match[0].rstrip(" ,."), Day(year, month, day))


def _number(match: re.Match[str]) -> Figure:
    value = Decimal(match["number"].replace(",", ""))
    return Figure(match[0], _scaled(value, match["scale"]))


def _spelled(match: re.Match[str]) -> Figure:
    word = match["word"].casefold()
    if word in _TIMES:
        return Figure(match[0], _TIMES[word])
    value = Decimal(sum(_WORDS[part] for part in word.split("-")))
    return Figure(match[0], _scaled(value, match["scale"]), plain=word in _PLAIN and not match["scale"])


def _scaled(value: Decimal, scale: str | None) -> str:
    return format((value * _SCALES[(scale or "unit").casefold()]).normalize(), "f")
