"""What became of a document's lines in a reader's hands: other words, another order, new lines, lines that are gone.

A written document remembers each of its lines, and which stretch of it is which text of the map. Compared with the
document as it came back, each difference is one change, told in the map's own terms.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Part:
    """One text of the map within a line: its node or essay, its key, where it starts and ends, a hash of it."""

    of: str
    key: str
    start: int
    end: int
    hash: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document as it was written.

    Attributes:
        bookmark: the bookmark around it.
        of: id of the node it stands for; empty where it stands for none.
        role: as in its block; `heading` for a heading, `cell` in a table.
        level: level of a list item; 0 for whatever else.
        text: all that its paragraph shows.
        parts: the texts of the map in it.
    """

    bookmark: str
    of: str
    role: str
    level: int
    text: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """One paragraph of a document as it came back; the bookmark is empty where it has none, or another has it already."""

    text: str
    bookmark: str = ""
    role: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Reworded:
    """A text of the map reads otherwise; `hash` is that of the text as it was printed."""

    of: str
    key: str
    before: str
    after: str
    hash: str


@dataclass(frozen=True, slots=True)
class Garbled:
    """A line in which words changed that are no text of the map, or so that the texts cannot be told apart."""

    of: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Added:
    """A new line: its words, the role that its style or its neighbours tell, and the nodes it stands under and after."""

    text: str
    role: str
    level: int
    under: str
    after: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A line that stands elsewhere: now after another line's words, at a level."""

    of: str
    text: str
    after: str
    level: int


@dataclass(frozen=True, slots=True)
class Deleted:
    """A line that is gone."""

    of: str
    text: str


Change: TypeAlias = Reworded | Garbled | Added | Moved | Deleted


def changes(lines: Sequence[Line], seen: Sequence[Seen]) -> tuple[Change, ...]:
    """Compare a document as it was written with the same as it came back.

    Args:
        lines: as written, in order.
        seen: its paragraphs now, in order.

    Returns:
        What changed, in the order of the document as it came back; what is gone comes last.
    """
    known = {line.bookmark: line for line in lines}
    kept = [paragraph.bookmark for paragraph in seen if paragraph.bookmark in known]
    moved = _moved(lines, seen, known)
    found: list[Change] = []
    for place, paragraph in enumerate(seen):
        line = known.get(paragraph.bookmark)
        if line is None:
            if _settled(paragraph.text):
                found.append(_added(seen, place, known))
            continue
        found += _reworded(line, paragraph.text)
        if line.bookmark in moved:
            found.append(Moved(line.of, _settled(line.text), _before(seen, place), paragraph.level))
    gone = set(known) - set(kept)
    found += [Deleted(line.of, _settled(line.text)) for line in lines if line.bookmark in gone]
    return tuple(dict.fromkeys(found))


def _settled(text: str) -> str:
    """A line's words, however a program spaced them and whether or not its box is ticked."""
    return " ".join(text.replace("☒", "☐").replace("☑", "☐").split())


def _reworded(line: Line, after: str) -> list[Change]:
    before, after = _settled(line.text), _settled(after)
    if before == after:
        return []
    match = re.fullmatch(_pattern(line), after, re.DOTALL)
    if match is None or not line.parts:
        return [Garbled(line.of, before, after)]
    found: list[Change] = []
    for part, text in zip(line.parts, match.groups(), strict=True):
        old, new = _settled(line.text[part.start : part.end]), text.strip()
        if old != new:
            found.append(Reworded(part.of, part.key, old, new, part.hash))
    return found


def _pattern(line: Line) -> str:
    """What a line reads like when only the map's texts in it changed."""
    pieces, done = [], 0
    for part in line.parts:
        pieces += [_literal(line.text[done : part.start]), r"\s*(.*?)\s*"]
        done = part.end
    return "".join([*pieces, _literal(line.text[done:])])


def _literal(text: str) -> str:
    return r"\s+".join(map(re.escape, _settled(text).split(" "))) if text.strip() else r"\s*"


def _moved(lines: Sequence[Line], seen: Sequence[Seen], known: Mapping[str, Line]) -> set[str]:
    """Bookmarks of lines that left their place; of a line that took others along, it alone."""
    order = {line.bookmark: place for place, line in enumerate(lines)}
    there = [paragraph.bookmark for paragraph in seen if paragraph.bookmark in known]
    stay = set(_longest_rising([order[bookmark] for bookmark in there]))
    moved = {bookmark for bookmark in there if order[bookmark] not in stay}
    levels = {paragraph.bookmark: paragraph.level for paragraph in seen if paragraph.level}
    moved |= {
        name
        for name in there
        if known[name].level and levels.get(name, known[name].level) != known[name].level
    }
    above_then = _parents([(line.bookmark, line.level) for line in lines])
    above_now = _parents([(paragraph.bookmark, paragraph.level) for paragraph in seen])
    return {name for name in moved if above_then[name] not in moved or above_then[name] != above_now[name]}


def _parents(levels: Sequence[tuple[str, int]]) -> dict[str, str]:
    """The line above each line that is less deep; headings and other lines part the lists."""
    found: dict[str, str] = {}
    path: list[tuple[str, int]] = []
    for bookmark, level in levels:
        while path and path[-1][1] >= level:
            path.pop()
        found[bookmark] = path[-1][0] if path else ""
        path.append((bookmark, level))
    return found


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The longest rising subsequence (Schensted 1961): the lines that stayed while others moved."""
    ends: list[int] = []
    places: list[int] = []
    previous: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect.bisect_left(ends, number)
        ends[at : at + 1] = [number]
        places[at : at + 1] = [place]
        previous.append(places[at - 1] if at else -1)
    found = []
    place = places[-1] if places else -1
    while place >= 0:
        found.append(numbers[place])
        place = previous[place]
    return found[::-1]


def _before(seen: Sequence[Seen], place: int) -> str:
    return _settled(seen[place - 1].text) if place else ""


def _added(seen: Sequence[Seen], place: int, known: Mapping[str, Line]) -> Added:
    """A new line with its neighbours: the one it stands under is less deep, the one it stands after as deep."""
    own = seen[place]
    under = after = role = ""
    for paragraph in reversed(seen[:place]):
        line = known.get(paragraph.bookmark)
        if line is None:
            continue
        if paragraph.level == own.level and not after and line.of:
            after, role = line.of, line.role
        if paragraph.level < own.level:
            under = line.of
            break
    return Added(_settled(own.text), own.role or role, own.level, under, after)
