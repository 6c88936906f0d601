"""Measured text: the width of words as typst sets them, and lines broken so that they are evenly long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias

from argmap.drawing.fonts import SHAPED, Fonts, family_list, query, quote
from argmap.drawing.scene import Line

ASCENT, DESCENT = 0.84, 0.30
"""Share of the size above and below the baseline in a line of Latin text (Libertinus Serif)."""
_UNIT = 100.0
# Most texts are plain; compiling these takes 6 ms, which `re` does when the first other text comes.
_TALL = "[\u0590-\u1dff\u2e80-\ud7ff\uf900-\ufdff\ufe30-\uffef\U00010000-\U0010ffff]"
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_PIECES = rf"[{_WIDE}]|[^-\s–—/{_WIDE}]*[-–—/]+|[^-\s–—/{_WIDE}]+"
_BREAKS = f"[-–—/{_WIDE}]"


class Face(NamedTuple):
    """One of the four faces of the text family."""

    bold: bool = False
    italic: bool = False


Part: TypeAlias = tuple[str, float, float]
"""An unbreakable piece of text, the blank before it and its width, as shares of the size."""
REGULAR, BOLD, ITALIC = Face(), Face(bold=True), Face(italic=True)


class Extent(NamedTuple):
    """What a piece of text takes, as a share of its size: its width, and its ink above and below the baseline."""

    width: float
    top: float = 0.0
    bottom: float = 0.0


class Ruler:
    """Measures words; each is measured once, many in one question to typst."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self._known: dict[Face, dict[str, Extent]] = {}
        self._wrapped: dict[tuple[Face, float, str, float], tuple[Line, ...]] = {}

    def learn(self, texts: Mapping[Face, Iterable[str]]) -> None:
        """Measure all words of some texts at once.

        Args:
            texts: cleaned texts by the face they are set in.
        """
        for face, group in texts.items():
            known = self._known.setdefault(face, {})
            words = dict.fromkeys([" ", *(piece for text in group for piece in pieces(text))])
            self._measure(face, [word for word in words if word not in known])

    def _measure(self, face: Face, words: list[str]) -> None:
        """Scripts with tall letters are asked for their ink too."""
        tall = [word for word in words if _is_tall(word)]
        plain = [word for word in words if not _is_tall(word)]
        known = self._known[face]
        known.update(zip(plain, self._ask(face, plain, ink=False), strict=True))
        for shaped in (False, True):
            group = [word for word in tall if bool(SHAPED.search(word)) is shaped]
            known.update(zip(group, self._ask(face, group, ink=True, shaped=shaped), strict=True))

    def _ask(self, face: Face, words: list[str], *, ink: bool, shaped: bool = False) -> list[Extent]:
        if not words:
            return []
        families = self.fonts.shaping if shaped else self.fonts.families
        weight = '"bold"' if face.bold else '"regular"'
        style = '"italic"' if face.italic else '"normal"'
        measures = ["measure(text(s)).width.pt()"]
        if ink:
            measures += [
                'measure(text(top-edge: "bounds", bottom-edge: "baseline", s)).height.pt()',
                'measure(text(top-edge: "baseline", bottom-edge: "bounds", s)).height.pt()',
            ]
        source = (
            f"#set text(font: {family_list(families)}, size: {_UNIT}pt, fallback: false, "
            f"weight: {weight}, style: {style})\n"
            f"#context [#metadata(({', '.join(quote(self.fonts.printable(word)) for word in words)},)"
            f".map(s => ({', '.join(measures)},))) <m>]"
        )
        return [Extent(*(value / _UNIT for value in values)) for values in query(self.fonts, source)]

    def extent(self, face: Face, word: str) -> Extent:
        """What a word takes in a face, as a share of its size.

        Args:
            face: the face.
            word: text without a break.
        """
        known = self._known.get(face)
        if known is None or word not in known:
            self.learn({face: (word,)})
            known = self._known[face]
        found = known.get(word)
        if found is None:
            self._measure(face, [word])
            found = known[word]
        return found

    def width(self, face: Face, size: float, text: str) -> float:
        """The width of a line of text in pt.

        Args:
            face: the face.
            size: in pt.
            text: cleaned text.
        """
        words = text.split(" ")
        total = sum(self.extent(face, piece).width for word in words for piece in pieces(word))
        return size * (total + self.extent(face, " ").width * (len(words) - 1))

    def wrap(self, face: Face, size: float, text: str, limit: float) -> tuple[Line, ...]:
        """Break text into lines as even as they can be, none wider than the limit.

        Lines are chosen to keep the sum of squared slack least (Knuth and Plass 1981), the last line included.
        A word wider than the limit is broken within.

        Args:
            face: the face.
            size: in pt.
            text: cleaned text.
            limit: greatest width of a line in pt.

        Returns:
            The lines; none for empty text.
        """
        key = face, size, text, limit
        if key not in self._wrapped:
            parts = self._parts(face, text, limit / size)
            reach = list(accumulate([gap + wide for _, gap, wide in parts], initial=0.0))
            starts = _balance(parts, reach, limit / size)
            lines = pairwise([*starts, len(parts)])
            self._wrapped[key] = tuple([_line(parts, reach, start, end, size) for start, end in lines])
        return self._wrapped[key]

    def cut(self, face: Face, size: float, text: str, limit: float) -> tuple[Line, ...]:
        """Break text wherever a line is full, by the widths of its characters, kerning aside.

        For numbers, of which a drawing has as many as nodes: measured as words, they would take as long as all else.

        Args:
            face: the face.
            size: in pt.
            text: without blanks.
            limit: greatest width of a line in pt.

        Returns:
            The lines; none for empty text.
        """
        known = self._letters(face, text)
        width = sum([known[char].width for char in text])
        if width * size <= limit:
            return (Line(text, width * size),) if text else ()
        return tuple([Line(chunk, wide * size) for chunk, wide in self._broken(face, text, limit / size)])

    def _parts(self, face: Face, text: str, limit: float) -> list[Part]:
        blank = self.extent(face, " ").width
        known = self._known[face]
        whole = not _has_pieces(text)
        parts: list[Part] = []
        for word in text.split():
            gap = blank if parts else 0.0
            for piece in (word,) if whole else pieces(word):
                width = known[piece].width if piece in known else self.extent(face, piece).width
                for chunk, wide in ((piece, width),) if width <= limit else self._broken(face, piece, limit):
                    parts.append((chunk, gap, wide))
                    gap = 0.0
        return parts

    def _letters(self, face: Face, text: str) -> Mapping[str, Extent]:
        """What is known of a face, each character of a text included."""
        known = self._known.setdefault(face, {})
        if not known.keys() >= set(text):
            self._measure(face, [char for char in dict.fromkeys(text) if char not in known])
        return known

    def _broken(self, face: Face, word: str, limit: float) -> list[tuple[str, float]]:
        """A word too wide for its line, cut where the line is full; marks stay with their letters."""
        chunks: list[tuple[str, float]] = []
        known = self._letters(face, word)
        for char in word:
            wide = known[char].width
            if chunks and (unicodedata.combining(char) or chunks[-1][1] + wide <= limit * 0.98):
                chunks[-1] = (chunks[-1][0] + char, chunks[-1][1] + wide)
            else:
                chunks.append((char, wide))
        return chunks

    def heights(self, face: Face, text: str) -> tuple[float, float]:
        """How far a line of this text reaches above and below its baseline, as shares of the size.

        Args:
            face: the face.
            text: cleaned text.
        """
        if not _is_tall(text):
            return ASCENT, DESCENT
        extents = [self.extent(face, piece) for piece in pieces(text)]
        top = max(extent.top for extent in extents)
        bottom = max(extent.bottom for extent in extents)
        return max(ASCENT, top + 0.08), max(DESCENT, bottom + 0.08)


def pieces(text: str) -> list[str]:
    """Cut text where a line may break: at blanks, after hyphens, dashes and slashes, between ideographs.

    Args:
        text: cleaned text.
    """
    return re.findall(_PIECES, text) if _has_pieces(text) else text.split()


def _has_pieces(text: str) -> bool:
    return ("-" in text or "/" in text) if text.isascii() else re.search(_BREAKS, text) is not None


def _is_tall(text: str) -> bool:
    return not text.isascii() and re.search(_TALL, text) is not None


def is_rtl(text: str) -> bool:
    """Tell whether text runs from right to left: its first strong character says so (UAX 9, P2).

    Args:
        text: any.
    """
    if text.isascii():
        return False
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def _line(parts: list[Part], reach: list[float], start: int, end: int, size: float) -> Line:
    blank, words = parts[start][1], [f" {word}" if gap else word for word, gap, _ in parts[start:end]]
    return Line("".join(words).lstrip(" "), (reach[end] - reach[start] - blank) * size)


def _balance(parts: list[Part], reach: list[float], limit: float) -> list[int]:
    """Where the lines start, by the widths of all that goes before each part."""
    count = len(parts)
    if reach[-1] <= limit:
        return [0] if parts else []
    best, start = [0.0] * (count + 1), [0] * (count + 1)
    edges = [limit + before + gap for before, (_, gap, _) in zip(reach, parts, strict=False)]
    for end, reached in enumerate(reach[1:], start=1):
        # A line holds one part at least, however wide.
        chosen = end - 1
        least = best[chosen] + (edges[chosen] - reached) ** 2
        for first in range(end - 2, -1, -1):
            slack = edges[first] - reached
            if slack < -1e-6:
                break
            cost = best[first] + slack * slack
            if cost < least:
                least, chosen = cost, first
        best[end], start[end] = least, chosen
    found = [count]
    while found[-1]:
        found.append(start[found[-1]])
    return found[:0:-1]
