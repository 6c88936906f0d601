"""Own words: how many consecutive words of a source a text repeats outside quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from argmap.sources.quotations import unquoted, words
from argmap.sources.sentences import Sentence

MOST_WORDS = 8
"""So many consecutive words may be the source's."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Words that stand in a text and in a source: how they run, and where in the source they start."""

    words: str
    count: int
    locator: str


class Copies:
    """The runs of `MOST_WORDS + 1` words of a source, to be found again."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        """Index a source.

        Args:
            sentences: all of it, in order; a run may go on from one sentence to the next.
        """
        self._words: list[str] = []
        self._places: list[str] = []
        for sentence in sentences:
            found = words(sentence.text)
            self._words.extend(found)
            self._places.extend([sentence.locator] * len(found))
        size = MOST_WORDS + 1
        self._starts: dict[tuple[str, ...], int] = {}
        for start in range(len(self._words) - size, -1, -1):
            self._starts[tuple(self._words[start : start + size])] = start

    def within(self, text: str) -> Iterator[Copy]:
        """Find the runs of more than `MOST_WORDS` words that a text repeats.

        Args:
            text: such as a node's.

        Yields:
            Each run once, as long as it goes.
        """
        for stretch in unquoted(text):
            yield from self._within(words(stretch))

    def _within(self, found: list[str]) -> Iterator[Copy]:
        place, size = 0, MOST_WORDS + 1
        while place + size <= len(found):
            start = self._starts.get(tuple(found[place : place + size]))
            if start is None:
                place += 1
                continue
            length = size
            while found[place + length : place + length + 1] and (
                found[place + length] == "".join(self._words[start + length : start + length + 1])
            ):
                length += 1
            yield Copy(" ".join(found[place : place + length]), length, self._places[start])
            place += length
