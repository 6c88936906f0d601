"""A source's text as numbered sentences: paragraph 2, sentence 3 is `2.3`, as locators name it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ENDS = re.compile(r"[.!?…。؟۔।][\"'’”»)\]]*$")
_HALVES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BODY = re.compile(r"(\d+)(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a source.

    Attributes:
        paragraph: counted from 1; 0 is what stands outside the body (a title, a by-line).
        number: counted from 1 within its paragraph; within all that is 0, from its start to its end.
        text: the sentence, white space folded.
    """

    paragraph: int
    number: int
    text: str

    @property
    def locator(self) -> str:
        """Where it stands: `2.3`."""
        return f"{self.paragraph}.{self.number}"


def fold(text: str) -> str:
    """Bring text to NFC with white space folded."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def whole(text: str) -> str:
    """Put U+FFFD in the place of halves of surrogate pairs, which no file can hold, and blanks in that of control characters."""
    return _HALVES.sub("\ufffd", _CONTROLS.sub(" ", text))


def fingerprint(paragraphs: Iterable[str]) -> str:
    """Tell texts apart without keeping them.

    Args:
        paragraphs: the text.

    Returns:
        `sha256:` and the digest of the text in NFC with white space folded.
    """
    return f"sha256:{hashlib.sha256(fold(' '.join(paragraphs)).encode()).hexdigest()}"


def paragraphs_of(text: str) -> list[str]:
    """Split plain text at its blank lines; where it has none and its lines end as sentences, at each line.

    Args:
        text: a whole text file.

    Returns:
        The paragraphs, white space folded, none empty.
    """
    lines = text.splitlines()
    blocks = re.split(r"\n\s*\n", "\n".join(line.rstrip() for line in lines).strip())
    if len(blocks) == 1 and sum(ends_as_sentence(line) for line in lines) * 2 > len(lines):
        blocks = lines
    return [folded for block in blocks if (folded := fold(block))]


def number_sentences(
    paragraphs: Sequence[str], *, body: str | None = None, language: str = "en"
) -> tuple[Sentence, ...]:
    """Number a text's paragraphs and their sentences.

    Args:
        paragraphs: the text, as `paragraphs_of` splits it.
        body: which paragraphs count, such as `3-12` (all from the third where `3`); where nothing is said, from the
            first that ends as a sentence and holds two.
        language: BCP 47 tag of the text.

    Returns:
        Every sentence, in order; the splitter is sentencex.
    """
    split = [_split(paragraph, language) for paragraph in paragraphs]
    first, last = body_range(body) or (_first_of_body(split), len(split))
    found: list[Sentence] = []
    outside = 0
    for position, sentences in enumerate(split, start=1):
        inside = first <= position <= last
        for number, sentence in enumerate(sentences, start=1):
            outside += not inside
            place = (position - first + 1, number) if inside else (0, outside)
            found.append(Sentence(*place, sentence))
    return tuple(found)


def body_range(body: str | None) -> tuple[int, int] | None:
    """Read which paragraphs of a source count.

    Args:
        body: `3-12`, or `3` for all from the third on.

    Returns:
        The first and the last paragraph, counted from 1; None where nothing or no such range is said.
    """
    match = _BODY.fullmatch((body or "").replace("–", "-").replace(" ", ""))
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or 10**9)
    return (first, last) if 1 <= first <= last else None


def ends_as_sentence(text: str) -> bool:
    """Tell whether text ends with a full stop or its like, closing quotation marks and brackets aside."""
    return _ENDS.search(text.rstrip()) is not None


def _first_of_body(split: list[list[str]]) -> int:
    for position, sentences in enumerate(split, start=1):
        if len(sentences) > 1 and ends_as_sentence(sentences[-1]):
            return position
    return 1


def _split(paragraph: str, language: str) -> list[str]:
    import sentencex  # noqa: PLC0415 - only what reads a source's text needs it

    tag = language.partition("-")[0].lower() or "en"
    return [folded for sentence in sentencex.segment(tag, paragraph) if (folded := fold(sentence))]
