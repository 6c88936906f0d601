"""A written essay beside its outline: which points it treats, in what order, what it leaves out and what it adds.

A point counts as treated where two sentences in a row hold enough of its content words, as stems, each weighed by how
rare it is among the outline's points (the idea of inverse document frequency, Sparck Jones 1972). The share held is
told as how sure the match is. No marks are given.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass

from argmap.checks.language import content_stems, words
from argmap.model import ArgumentMap
from argmap.outlines import Outline
from argmap.outlines.values import Line, Section
from argmap.sources.figures import figures, missing_figures
from argmap.sources.quotations import is_quoted_from, quotations
from argmap.sources.sentences import number_sentences

SURE, PERHAPS = 0.6, 0.4
"""Shares of a point's weight from which it counts as treated, and as perhaps treated."""
HEADING_WORDS = 15
SHOWN = 12
"""Words of a paragraph that stand for it."""
_SILENT = {"road-map", "terms", "unanswered"}


@dataclass(frozen=True, slots=True)
class Treated:
    """A line of the outline, and where the essay treats it.

    Attributes:
        id: of its node, or its role.
        section: the section of the outline that it stands in, from 1.
        text: what it says.
        paragraph: of the essay, from 1; None where it is missing.
        sure: the share of the line's weight that was found, 0 to 1.
        matched: the words of the line that it was matched on.
    """

    id: str
    section: int
    text: str
    paragraph: int | None
    sure: float
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """A section of the outline, and the room that the essay gives it.

    Attributes:
        heading: of the section.
        words: of the essay in it.
        budget: words that its paper gives it, where it says any.
        paragraphs: of the essay in it, from 1.
    """

    heading: str
    words: int
    budget: int | None
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What an essay makes of its outline.

    Attributes:
        words: of the essay, headings aside.
        least, most: words that the paper asks for, where it says any.
        points: the outline's lines in its order.
        out_of_order: ids of the lines that come sooner or later than the outline has them.
        rooms: the outline's sections in order.
        beyond: paragraphs that match no point: number and first words.
        quotations: that the map does not hold: paragraph and words.
        figures: that the map does not hold: paragraph and words.
    """

    words: int
    least: int | None
    most: int | None
    points: tuple[Treated, ...]
    out_of_order: tuple[str, ...]
    rooms: tuple[Room, ...]
    beyond: tuple[tuple[int, str], ...]
    quotations: tuple[tuple[int, str], ...]
    figures: tuple[tuple[int, str], ...]


def review(paragraphs: Sequence[str], outline: Outline, argument: ArgumentMap) -> Review:
    """Set an essay beside its outline.

    Args:
        paragraphs: the essay's; a short one that does not end as a sentence is a heading.
        outline: planned for it.
        argument: the map that the outline was planned from.

    Returns:
        What was found.
    """
    body = [text for text in paragraphs if not _is_heading(text)]
    points = tuple(_points(body, outline))
    homes = _homes(body, outline, points)
    held = _held(argument)
    least, most, _ = outline.paper.words or (None, None, None)
    return Review(
        sum(_count(text) for text in body),
        least,
        most,
        points,
        _out_of_order(points),
        tuple(_rooms(body, outline, homes)),
        tuple((number, _start(text)) for number, text in enumerate(body, 1) if homes[number - 1] is None),
        tuple(_foreign_quotations(body, held)),
        tuple(_foreign_figures(body, held)),
    )


def _is_heading(text: str) -> bool:
    return _count(text) <= HEADING_WORDS and not re.search(r"[.!…][\"'”’)]*$", text)


def _count(text: str) -> int:
    return len(words(text))


def _start(text: str) -> str:
    shown = text.split()
    return " ".join(shown[:SHOWN]) + (" …" if len(shown) > SHOWN else "")


def _lines(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        if line.role not in _SILENT:
            yield line
        yield from _lines(line.lines)


def _in_sections(outline: Outline) -> list[tuple[int, Line]]:
    """Every line with its section's number; of a section that is one claim's, the claim is its first line."""
    found: dict[str, tuple[int, Line]] = {}
    for number, section in enumerate(outline.sections, 1):
        own = [Line(section.id, "claim", section.heading)] if section.id else []
        for line in (*own, *_lines(section.lines)):
            found.setdefault(str(line.text), (number, line))
    return list(found.values())


def _points(body: Sequence[str], outline: Outline) -> Iterator[Treated]:
    lines = [(number, line, _stems(line.text)) for number, line in _in_sections(outline)]
    frequency = Counter(stem for _, _, stems in lines for stem in stems)
    weights = {stem: math.log(1 + len(lines) / count) for stem, count in frequency.items()}
    windows = list(_windows(body, outline.language))
    where: dict[str, list[int]] = {}
    for index, (_, stems) in enumerate(windows):
        for stem in stems & weights.keys():
            where.setdefault(stem, []).append(index)
    for number, line, stems in lines:
        scores: Counter[int] = Counter()
        for stem in sorted(stems):
            for index in where.get(stem, ()):
                scores[index] += weights[stem]  # type: ignore[assignment]  # counts of real numbers
        best = min(scores, key=lambda index: (-round(scores[index], 9), index), default=None)
        sure = scores[best] / sum(weights[stem] for stem in stems) if best is not None else 0.0
        if best is None or sure < PERHAPS:
            yield Treated(line.id, number, str(line.text), None, round(sure, 2), ())
            continue
        paragraph, held = windows[best]
        matched = tuple(dict.fromkeys(word for word in words(line.text) if _stems(word) & held))
        yield Treated(line.id, number, str(line.text), paragraph, round(sure, 2), matched)


def _stems(text: str) -> frozenset[str]:
    return content_stems(text) or frozenset(word.casefold() for word in words(text))


def _windows(body: Sequence[str], language: str) -> Iterator[tuple[int, frozenset[str]]]:
    """The stems of each two sentences in a row within a paragraph, with its number."""
    for number, text in enumerate(body, 1):
        stems = [_stems(sentence.text) for sentence in number_sentences([text], body="1", language=language)]
        yield from (
            (number, one | other) for one, other in zip(stems, [*stems[1:], frozenset()], strict=False)
        )


def _homes(body: Sequence[str], outline: Outline, points: Sequence[Treated]) -> list[int | None]:
    """The section of the outline that each paragraph belongs to, by its points; first and last also by their place."""
    votes: list[Counter[int]] = [Counter() for _ in body]
    for point in points:
        if point.paragraph is not None:
            votes[point.paragraph - 1][point.section] += round(100 * point.sure)
    homes = [max(vote, key=lambda section: (vote[section], -section)) if vote else None for vote in votes]
    kinds = [section.kind for section in outline.sections]
    for place, kind in ((0, "introduction"), (-1, "conclusion")):
        if homes and homes[place] is None:
            homes[place] = next((number for number, own in enumerate(kinds, 1) if own == kind), None)
    return homes


def _rooms(body: Sequence[str], outline: Outline, homes: Sequence[int | None]) -> Iterator[Room]:
    for number, section in enumerate(outline.sections, 1):
        within = tuple(place for place, home in enumerate(homes, 1) if home == number)
        yield Room(
            _heading(section), sum(_count(body[place - 1]) for place in within), section.share.words, within
        )


def _heading(section: Section) -> str:
    return str(section.heading) or section.kind.replace("-", " ").capitalize()


def _out_of_order(points: Sequence[Treated]) -> tuple[str, ...]:
    """Ids of surely treated lines off the longest run that follows the outline (patience sorting, Schensted 1961)."""
    sure = [point for point in points if point.paragraph is not None and point.sure >= SURE]
    ends: list[tuple[int, int]] = []
    before: dict[int, int | None] = {}
    for index, point in enumerate(sure):
        place = bisect_left(ends, ((point.paragraph or 0) + 1, -1))
        before[index] = ends[place - 1][1] if place else None
        ends[place : place + 1] = [(point.paragraph or 0, index)]
    kept: set[int] = set()
    at = ends[-1][1] if ends else None
    while at is not None:
        kept.add(at)
        at = before[at]
    return tuple(point.id for index, point in enumerate(sure) if index not in kept)


def _held(argument: ArgumentMap) -> str:
    """Every text of a map, for what is quoted from it or counted in it."""
    return "\n".join(_texts((argument.nodes, argument.essays, tuple(argument.sources.values()))))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in _texts(part))
    elif isinstance(value, tuple | list):
        yield "-".join(map(str, value)) if all(isinstance(part, int) for part in value) else ""
        yield from (text for part in value for text in _texts(part))
    elif is_dataclass(value):
        yield from (
            text for field in fields(value) if field.compare for text in _texts(getattr(value, field.name))
        )


def _foreign_quotations(body: Sequence[str], held: str) -> Iterator[tuple[int, str]]:
    for number, text in enumerate(body, 1):
        for quotation in quotations(text):
            if _count(quotation) > 1 and not is_quoted_from(quotation, held):
                yield number, quotation


def _foreign_figures(body: Sequence[str], held: str) -> Iterator[tuple[int, str]]:
    """Dates and numbers of the essay that stand nowhere in the map; each text is asked once."""
    known = {figure.words.casefold() for figure in figures(held)}
    for number, text in enumerate(body, 1):
        mine = [
            figure for figure in figures(text) if not figure.plain and figure.words.casefold() not in known
        ]
        if mine:
            missing = {figure.words for figure in missing_figures(text, held)}
            yield from ((number, figure.words) for figure in mine if figure.words in missing)


def as_json(found: Review) -> str:
    """The review as data; its keys are those of Review."""
    return json.dumps(_plain(found), ensure_ascii=False, indent=2) + "\n"


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def as_text(found: Review) -> str:
    """The review for the candidate and the teacher."""
    asked = f", the paper asks for {found.least:,} to {found.most:,}" if found.least and found.most else ""
    sure = [point for point in found.points if point.paragraph is not None and point.sure >= SURE]
    blocks = [
        [
            f"{found.words:,} words{asked}",
            f"{len(sure)} of {len(found.points)} lines of the outline are treated",
        ],
        ["Sections, words written and planned", *_room_lines(found)],
        ["Lines of the outline", *(_point_line(point) for point in found.points)],
        _listed("In another order than the outline", found.out_of_order),
        _listed(
            "In the essay and not in the outline",
            [f"paragraph {place}: {said}" for place, said in found.beyond],
        ),
        _listed(
            "Quotations that the map does not hold",
            [f'paragraph {place}: "{said}"' for place, said in found.quotations],
        ),
        _listed(
            "Figures that the map does not hold",
            [f"paragraph {place}: {said}" for place, said in found.figures],
        ),
        [
            "Matched on the content words of two sentences in a row; per cent say how much of a line was found there.",
            "A line may be treated in other words: look before you judge. No marks are given.",
        ],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _room_lines(found: Review) -> Iterator[str]:
    for number, room in enumerate(found.rooms, 1):
        planned = f" of {room.budget}" if room.budget is not None else ""
        where = f"  paragraph{'s' * (len(room.paragraphs) > 1)} {', '.join(map(str, room.paragraphs))}"
        yield f"  {number:>2}  {room.words:>5}{planned:<9}  {room.heading}{where if room.paragraphs else '  missing'}"


def _point_line(point: Treated) -> str:
    if point.paragraph is None:
        return f"  missing                {point.text}"
    word = "treated" if point.sure >= SURE else "perhaps"
    place = f"{word}  {point.sure:>4.0%}  par. {point.paragraph}"
    return f"  {place:<21}  {point.text}\n{'':25}on: {', '.join(point.matched)}"


def _listed(title: str, lines: Sequence[str]) -> list[str]:
    return [title, *(f"  {line}" for line in lines)] if lines else []
