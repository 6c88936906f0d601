"""Where the terms of a question are treated: examiners fault essays that leave one of them out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from argmap.model import Essay
from argmap.outlines.values import Line, Section, Term, Text

_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(["a", "an", "and", "for", "in", "its", "of", "on", "or", "the", "their", "to", "with"])
_SHORT = 4


def treated(essay: Essay, sections: Sequence[Section]) -> tuple[Term, ...]:
    """Find the sections that treat each term of a question.

    Args:
        essay: whose terms are looked for.
        sections: of its outline.

    Returns:
        Each term with the sections one line of which holds all its words, plural or not, with any ending.
    """
    if not essay.terms:
        return ()
    lines = [(section, [_words(text) for text in _texts(section)]) for section in sections]
    return tuple(
        Term(
            Text(term, of=(f"essay:{essay.id}", "terms")),
            tuple(section.ref for section, texts in lines if any(_holds(text, term) for text in texts)),
        )
        for term in essay.terms
    )


def _texts(section: Section) -> Iterator[str]:
    yield section.heading
    waiting: list[Line] = list(section.lines)
    while waiting:
        line = waiting.pop()
        if line.role not in {"terms", "road-map"}:
            yield line.text
        waiting.extend(line.lines)


def _words(text: str) -> frozenset[str]:
    return frozenset(_singular(word) for word in _WORD.findall(text.casefold()))


def _holds(words: frozenset[str], term: str) -> bool:
    wanted = [word for word in _words(term) if word not in _EMPTY]
    return bool(wanted) and all(_found(word, words) for word in wanted)


def _found(wanted: str, words: frozenset[str]) -> bool:
    return wanted in words or (len(wanted) >= _SHORT and any(word.startswith(wanted) for word in words))


def _singular(word: str) -> str:
    if len(word) < _SHORT or word.endswith("ss"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
