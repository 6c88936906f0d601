"""Where two copies of a text differ, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from argmap.sources.sentences import Sentence

_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch that reads otherwise; empty text where one of the copies lacks it.

    Attributes:
        locator: of its first sentence in the copy, or of the sentence that follows what the copy lacks.
        copy: what the copy says.
        first: what the first text says.
    """

    locator: str
    copy: str
    first: str


def differences(copy: Sequence[Sentence], first: Sequence[Sentence]) -> tuple[Difference, ...]:
    """Compare a copy with the first text.

    Args:
        copy: sentences of the copy.
        first: sentences of the text that a map was made from.

    Returns:
        The stretches that differ, in the copy's order.
    """
    own, its = [sentence.text for sentence in copy], [sentence.text for sentence in first]
    matcher = SequenceMatcher(None, own, its, autojunk=False)
    return tuple(
        Difference(
            copy[min(start, len(copy) - 1)].locator,
            *_narrowed(" ".join(own[start:end]), " ".join(its[other:last])),
        )
        for kind, start, end, other, last in matcher.get_opcodes()
        if kind != "equal"
    )


def _narrowed(own: str, its: str) -> tuple[str, str]:
    """Two texts from a few words before the first that differs."""
    words, others = own.split(), its.split()
    same = next(
        (place for place, pair in enumerate(zip(words, others, strict=False)) if pair[0] != pair[1]), 0
    )
    start = max(0, same - _BEFORE)
    mark = "… " if start else ""
    own, its = (mark + " ".join(found[start:]) if found else "" for found in (words, others))
    return own, its
