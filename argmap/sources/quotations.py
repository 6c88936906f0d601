"""Words between quotation marks: what they are, and whether a text says them word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.sources.sentences import fold

_DOUBLE = r"“[^“”]*”|„[^“”„]*[“”]|«[^«»]*»|\"[^\"]*\""
_SINGLE = r"‘(?:[^‘’]|’(?=\w))*’(?!\w)|(?<![\w'])'(?=\S)(?:[^']|(?<=\w)'(?=\w))*(?<=\S)'(?!\w)"
_QUOTED = re.compile(f"{_DOUBLE}|{_SINGLE}")
_LEFT_OUT = re.compile(r"\[[^\]]*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\s?\.\s?\.")
_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*%?")


def quotations(text: str) -> list[str]:
    """Find what stands between quotation marks, double or single, curved or straight; a nested one is part of its outer.

    Args:
        text: a node's text.

    Returns:
        The quotations, without their marks, in order.
    """
    return [match[0][1:-1] for match in _QUOTED.finditer(text)]


def unquoted(text: str) -> list[str]:
    """What stands outside quotation marks.

    Args:
        text: a node's text.

    Returns:
        The stretches between quotations, in order.
    """
    return _QUOTED.split(text)


def words(text: str) -> list[str]:
    """The words of a text as they are compared: case and the kind of apostrophe or dash do not count."""
    return [word.casefold() for word in _WORD.findall(_plain(text))]


def is_quoted_from(quotation: str, text: str) -> bool:
    """Tell whether a text says a quotation word for word.

    Args:
        quotation: without its marks; `…` or `[words]` stand for what was left out or put in.
        text: of the source.

    Returns:
        Whether each stretch of it stands in the text, in order. Kinds of quotation mark and dash, white space, the
        first letter's case and a stop or comma at a stretch's end do not count; all else does.
    """
    text = _plain(text)
    place = 0
    for stretch in _stretches(quotation):
        found = _find(stretch, text, place)
        if found is None:
            return False
        place = found
    return True


def _stretches(quotation: str) -> Iterator[str]:
    for part in _LEFT_OUT.split(_plain(quotation)):
        stretch = part.strip(" ,;:.")
        if stretch:
            yield stretch


def _find(stretch: str, text: str, start: int) -> int | None:
    """Where a stretch that stands in a text as whole words ends."""
    first = stretch[0]
    either = (
        f"[{re.escape(first.lower())}{re.escape(first.upper())}]" if first.isalpha() else re.escape(first)
    )
    match = re.compile(rf"(?<!\w){either}{re.escape(stretch[1:])}(?!\w)").search(text, start)
    return match.end() if match else None


def _plain(text: str) -> str:
    marks = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
    dashes = str.maketrans(dict.fromkeys("‐‑‒–—―", "-"))
    return re.sub(r"\s*-\s*", "-", fold(text).translate(marks).translate(dashes)).replace('"', "'")
