"""Numbering families: a pattern a level, as a person writes it (`1-`, `A.`, `1.1`, `✓`), and the numbers that follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from argmap.blocks import Level, LevelFormat

DEEPEST = 9
"""Levels that a list of Word can have."""
_FORMATS: dict[str, LevelFormat] = {
    "1": "decimal",
    "A": "upperLetter",
    "a": "lowerLetter",
    "I": "upperRoman",
    "i": "lowerRoman",
}
_COUNTER = re.compile(r"(?<![^\W_])[1AaIi](?![^\W_])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def level(pattern: str, place: int) -> Level:
    """Read the pattern of one level.

    Args:
        pattern: a counter is a `1`, `A`, `a`, `I` or `i` that stands alone; the last one is this level's, those before it
            are the levels above (`1.1.1`). A pattern without one is a bullet's mark.
        place: which level it is, from 1.

    Returns:
        The level in Word's terms.

    Raises:
        ValueError: the pattern has more counters than there are levels, or Word's own sign for one.
    """
    if re.search("%[0-9]", pattern):
        raise ValueError(f"{pattern!r} holds % before a digit, by which Word counts")
    counters = _COUNTER.findall(pattern)
    if not counters:
        return Level("bullet", pattern) if pattern else Level("none", "")
    if len(counters) > place:
        raise ValueError(f"{pattern!r} counts {len(counters)} levels, but is level {place}")
    numbers = iter(range(place - len(counters) + 1, place + 1))
    return Level(_FORMATS[counters[-1]], _COUNTER.sub(lambda _: f"%{next(numbers)}", pattern))


@dataclass(slots=True)
class Counter:
    """Counts as a word processor does: each level starts afresh beneath a new number of a level above."""

    levels: Sequence[Level]
    counts: list[int] = field(default_factory=lambda: [0] * (DEEPEST + 1))

    def next(self, place: int) -> str:
        """The next number at a level, counted from 1; empty beyond the family's levels."""
        if not 1 <= place <= len(self.levels):
            return ""
        self.counts[place] += 1
        self.counts[place + 1 :] = [0] * (DEEPEST - place)
        text = self.levels[place - 1].text
        return re.sub(r"%(\d)", lambda match: self._one(int(match[1])), text) if "%" in text else text

    def _one(self, place: int) -> str:
        return written(max(self.counts[place], 1), self.levels[place - 1].format)


def written(number: int, style: LevelFormat) -> str:
    """Write a number as Word does.

    Args:
        number: from 1.
        style: Word's numFmt; 27 is `aa` among letters.

    Returns:
        The number, without punctuation.
    """
    if style in {"lowerLetter", "upperLetter"}:
        times, place = divmod(number - 1, 26)
        text = chr(ord("a") + place) * (times + 1)
    elif style in {"lowerRoman", "upperRoman"}:
        text = _roman(number)
    else:
        text = str(number)
    return text.upper() if style.startswith("upper") else text


def _roman(number: int) -> str:
    found = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        found += letters * times
    return found
