"""English as the rules need it: words, stems alike for British and American spelling, and phrases to look for."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import chain, pairwise

from argmap.checks.lexicon import DETERMINERS, STOP_WORDS, VERBS

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SPELLINGS = (
    ("is", "iz"),
    ("ys", "yz"),
    ("enc", "ens"),
    ("ogu", "og"),
    ("mm", "m"),
    ("tr", "ter"),
    ("br", "ber"),
)
"""Endings of stems that British and American spelling have differently; alike for every word, so no list is wanted."""

QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]|(?<!\w)[‘'][^’']+[’'](?!\w)")
_MARKS = frozenset("“”\"«„‘’'")
RELATIVE_DATE = re.compile(
    r"\b(?:(?:last|next) (?:week|month|year|night|decade|century|spring|summer|autumn|winter)|yesterday|tomorrow"
    r"|this (?:week|month|year)|(?:days?|weeks?|months?|years?|decades?) ago|recently|these days)\b",
    re.IGNORECASE,
)
MODALITY = re.compile(
    r"\b(?:could|might|may|would|will|can|shall|should|likely|unlikely|possibl[ey]|probabl[ey]|perhaps|potential(?:ly)?"
    r"|expect\w*|predict\w*|forecasts?|project(?:s|ed|ions?)|estimat\w*|plan(?:s|ned)?|aim(?:s|ed)?|intend\w*"
    r"|threaten\w*|risks?|set to|due to|about to|promis\w+|prospects?|chance)\b",
    re.IGNORECASE,
)
CONCESSION = re.compile(
    r"\b(?:admit|concede|grant|acknowledge)(?:s|d|ed|ted)? that\b|^(?:admittedly|granted)\b,?", re.IGNORECASE
)
QUALIFIER = re.compile(
    r"\b(?:although|though|but|yet|however|while|whereas|despite|unless|until|only|not|no|never|nor|without|chiefly"
    r"|mainly|mostly|largely|partly|primarily|rather|instead|less|more|most|some|many|few|often|usually|sometimes"
    r"|rarely|generally|likely|unlikely|perhaps|probably|possibly|may|might|can|could|should|if|when|where|provided"
    r"|as long as|so long as|insofar|in so far|short of|far from|at least|at most|except|even|still|almost|nearly"
    r"|limited?|tends?|seems?|under|within)\b",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_NO_FIGURE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b|\b{_MONTH} \d{{1,2}}\b|\b(?:1\d|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?s?\b"
    r"|\b[A-Z]\w*\.? \d+(?::\d+)?\b(?! (?:per cent|percent|million|billion|trillion))|\b\d+:\d+\b"
    r"|\b\d+(?:st|nd|rd|th)\b|\b(?:article|section|chapter|paragraph|part|page|[Pp]p?)\.? ?\d+\b"
    r"|\b\d{1,3}[ -](?:\W* )?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|miles?|kilometres?|metres?)\b"
    r"|\b(?:at|age|aged|under|over|turn(?:s|ed)?) \d\d\b(?! ?(?:%|per cent|percent|million|billion))"
)
"""Numbers that count nothing: dates, years, times, ages, spans of time and way, and what follows a name (Article 5)."""
_FIGURE = re.compile(
    r"(?<![\w/-])[$€£¥]?\d[\d.,]*\d?(?:[ -]?(?:%|per cent|percent|million|billion|trillion|bn|m)\b|%)?(?![\w/-])"
)


_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=1 << 16)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in any script, in order, as they are written; several rules ask for the same ones."""
    return tuple(_WORD.findall(text))


def unquoted(text: str) -> str:
    """The text with blanks in place of what stands in quotation marks; every position is kept."""
    if not _MARKS.intersection(text):
        return text
    return QUOTATION.sub(lambda match: " " * len(match[0]), text)


def figure(text: str) -> str | None:
    """The first figure of a text, with its unit; years, days of the month and names with a number are none.

    Args:
        text: any text.

    Returns:
        The words of the figure, or None.
    """
    if not _DIGIT.search(text):
        return None
    rest = _NO_FIGURE.sub(lambda match: " " * len(match[0]), text)
    match = _FIGURE.search(rest)
    return match[0].rstrip(".,") if match else None


def content_stems(text: str) -> frozenset[str]:
    """The stems of a text's content words.

    Args:
        text: English, British or American.

    Returns:
        The stems, equal for both spellings and for all endings (Porter 2, as Snowball has it).
    """
    return frozenset(chain.from_iterable(map(_stems, words(text))))


@cache
def _stems(word: str) -> tuple[str, ...]:
    """The stems of a word's parts, save of those without content."""
    return tuple(stem for part in word.casefold().split("-") if (stem := _stem(part)))


@cache
def _stem(word: str) -> str:
    """The stem of a lower-case word; empty for a word without content."""
    bare = re.sub(r"['’]s?$", "", word)
    if bare in STOP_WORDS or len(bare) < 2:
        return ""
    stem = _stemmer()(bare).replace("our", "or")
    for british, american in _SPELLINGS:
        if stem.endswith(british) and len(stem) > len(british) + 2:
            return stem.removesuffix(british) + american
    return stem


@cache
def _stemmer() -> Callable[[str], str]:
    from Stemmer import Stemmer  # noqa: PLC0415  (loads only where a map holds English prose)

    stem: Callable[[str], str] = Stemmer("english").stemWord
    return stem


def has_verb(text: str) -> bool:
    """Tell whether a text may hold a finite verb; it says no only where no word could be one.

    Args:
        text: an English text.

    Returns:
        Whether one of its words is a known verb form, ends as one, or stands where only a verb or a preposition can:
        before a determiner.
    """
    found = list(map(folded, words(text)))
    if any(map(_may_be_verb, found)):
        return True
    if not any(map(_may_follow_a_verb, found)):
        return False
    return any(
        (following in DETERMINERS and word not in STOP_WORDS and not word.endswith("ing"))
        or (following.endswith("ing") and word.endswith("'s"))
        for word, following in pairwise(found)
    )


@cache
def folded(word: str) -> str:
    """A word without case, its apostrophes straight."""
    return word.casefold().replace("’", "'")


@cache
def _may_be_verb(word: str) -> bool:
    return word in VERBS or word.endswith(_VERB_ENDINGS)


@cache
def _may_follow_a_verb(word: str) -> bool:
    return word in DETERMINERS or word.endswith("ing")


_VERB_ENDINGS = ("ed", "n't", "ifies", "izes", "ises", "'re", "'ll", "'ve")
