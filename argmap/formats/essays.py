"""Essays and papers of a map file, or of a file of their own."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.diagnostics import Span
from argmap.formats.drafts import Drafts, fold, items, texts
from argmap.formats.raw import Raw, RawMap
from argmap.formats.relate import suggest
from argmap.model import Essay, Introduction, Paper, Point, Section


def essays(raw: RawMap, drafts: Drafts, *, alone: bool = False) -> Iterator[Essay]:
    """Read what stands under `essays`.

    Args:
        raw: the file's top mapping.
        drafts: the map's nodes; takes the findings.
        alone: the essays lie in a file of their own, so that ids cannot be held against the map yet.

    Yields:
        Each essay, what it names and the map has not left out; a second one of the same id is renamed.
    """
    taken: dict[str, Span] = {}
    for value, span in items(raw, "essays"):
        if isinstance(value, RawMap):
            name = _name(value, span, taken, drafts)
            yield _essay(name, value, span, _Ids(drafts, alone=alone), _maps(raw) or _maps(value))


def papers(raw: RawMap, drafts: Drafts) -> Iterator[Paper]:
    """Read what stands under `papers`."""
    taken: dict[str, Span] = {}
    for value, span in items(raw, "papers"):
        if isinstance(value, RawMap):
            yield Paper(
                id=_name(value, span, taken, drafts),
                title=fold(value.get("title")),
                marks=_count(value.get("marks")),
                minutes=_minutes(value.get("minutes")),
                words=_words(value.get("words")),
                lines=_range(value.get("lines")),
                headings=_range(value.get("headings")),
                dimensions=tuple(texts(value.get("dimensions"))),
                span=span,
            )


class _Ids:
    """Keeps the ids that the map has, and tells the others."""

    def __init__(self, drafts: Drafts, *, alone: bool) -> None:
        self.drafts = drafts
        self.alone = alone

    def known(self, name: str, span: Span) -> bool:
        if self.alone or name in self.drafts.by_id:
            return True
        told = f"{name} is not in this map"
        self.drafts.tell(span, "unknown-id", told, suggest(name, self.drafts.by_id))
        return False

    def listed(self, raw: RawMap, key: str, *, or_texts: bool = True) -> tuple[str, ...] | None:
        """The ids under a key, and texts with a blank where these may stand; None where the key is not written."""
        if key not in raw:
            return None
        value = raw[key]
        pairs = [(value, raw.spans[key])] if isinstance(value, str) else list(items(raw, key))
        named = [(fold(item), span) for item, span in pairs]
        return tuple(
            name for name, span in named if name and ((or_texts and " " in name) or self.known(name, span))
        )


def _name(raw: RawMap, span: Span, taken: dict[str, Span], drafts: Drafts) -> str:
    name, count = fold(raw.get("id")), 1
    place = raw.spans.get("id", span)
    if name in taken:
        drafts.tell(
            place, "duplicate-id", f"{name} stands in line {taken[name].line} already", "ids are unique"
        )
    fresh = name
    while fresh in taken:
        count += 1
        fresh = f"{name}-{count}"
    taken[fresh] = place
    return fresh


def _maps(raw: RawMap) -> tuple[tuple[str, str], ...]:
    value = raw.get("maps")
    return tuple((key, fold(path)) for key, path in value.items()) if isinstance(value, RawMap) else ()


def _essay(name: str, raw: RawMap, span: Span, ids: _Ids, maps: tuple[tuple[str, str], ...]) -> Essay:
    spans = dict(raw.spans)
    spans[""] = raw.spans.get("id", span)
    return Essay(
        id=name,
        question=fold(raw.get("question")),
        asked=fold(raw.get("asked")) or None,
        paper=fold(raw.get("paper")) or None,
        terms=tuple(texts(raw.get("terms"))),
        thesis=fold(raw.get("thesis")) or None,
        introduction=_introduction(raw.get("introduction"), ids),
        body=tuple(_section(value, place, ids) for value, place in items(raw, "body")),
        counterpoints="section" if fold(raw.get("counterpoints")) == "section" else "beside",
        way_forward=ids.listed(raw, "way-forward"),
        conclusion=fold(raw.get("conclusion")) or None,
        maps=maps,
        spans=spans,
    )


def _introduction(raw: Raw | None, ids: _Ids) -> Introduction | None:
    if not isinstance(raw, RawMap):
        return None
    road_map = fold(raw.get("road-map")).lower() not in {"false", "no", "off", "0", "n", "f"}
    return Introduction(fold(raw.get("hook")) or None, ids.listed(raw, "background") or (), road_map)


def _section(raw: Raw, span: Span, ids: _Ids) -> Section:
    if not isinstance(raw, RawMap):
        return Section(fold(raw), span=span)
    points = [_point(value, place, ids) for value, place in items(raw, "points")]
    return Section(fold(raw.get("heading")), tuple(point for point in points if point), span)


def _point(raw: Raw, span: Span, ids: _Ids) -> Point | None:
    if not isinstance(raw, RawMap):
        name = fold(raw)
        return Point(name, span=span) if ids.known(name, span) else None
    place = raw.spans.get("claim", span)
    name = fold(raw.get("claim"))
    if not ids.known(name, place):
        return None
    heading = fold(raw.get("heading")) or None
    return Point(name, *_chosen(raw, ids), heading, place)


def _chosen(raw: RawMap, ids: _Ids) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    return ids.listed(raw, "evidence", or_texts=False), ids.listed(raw, "counterpoints", or_texts=False)


def _whole(raw: Raw) -> int:
    """A number of the format's shape, for which 10.0 is a whole one."""
    return int(float(str(raw)))


def _count(raw: Raw | None) -> int | None:
    return _whole(raw) if isinstance(raw, str) and raw.strip() else None


def _minutes(raw: Raw | None) -> tuple[tuple[str, int], ...]:
    if isinstance(raw, RawMap):
        return tuple((phase, _whole(value)) for phase, value in raw.items())
    minutes = _count(raw)
    return (("write", minutes),) if minutes else ()


def _range(raw: Raw | None) -> tuple[int, int] | None:
    return (_whole(raw["least"]), _whole(raw["most"])) if isinstance(raw, RawMap) else None


def _words(raw: Raw | None) -> tuple[int, int, int] | None:
    ends = _range(raw)
    return (*ends, _whole(raw["planned"])) if ends and isinstance(raw, RawMap) else None
