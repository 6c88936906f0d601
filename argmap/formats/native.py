"""The map file: YAML that people write by hand (version 1 of the format)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from argmap.diagnostics import Diagnostic, Outcome, Severity, Span, in_order
from argmap.formats.drafts import Drafts, fold
from argmap.formats.essays import essays, papers
from argmap.formats.expand import expand
from argmap.formats.published import fits
from argmap.formats.raw import Raw, RawList, RawMap, parse
from argmap.model import ArgumentMap, Essay, Paper, Source
from argmap.sources.variables import normalise_variables

if TYPE_CHECKING:
    from argmap.sources.bibliography import Bibliography

OpenBeside = Callable[[str], bytes]


def read(data: bytes, path: str, open_beside: OpenBeside) -> Outcome[ArgumentMap]:
    """Read a map file.

    Args:
        data: its bytes.
        path: its name, for the places told.
        open_beside: gives the bytes of a file named in it, relative to it; raises OSError.

    Returns:
        The map in canonical order with every finding, reading errors and all; no map only where the YAML
        itself does not hold together.
    """
    raw, found = read_top(data, path, _hold_map, "`argmap: 1`, `title:` and a `thesis:`")
    if raw is None:
        return Outcome(None, in_order(found))
    sources = _by_key(_sources(raw, open_beside, found), found)
    return expand(raw, sources, found)


def read_essays(data: bytes, path: str) -> Outcome[tuple[tuple[Essay, ...], tuple[Paper, ...]]]:
    """Read a file of essays that draw on maps elsewhere; ids are not held against those maps here.

    Args:
        data: the file's bytes.
        path: its name, for the places told.

    Returns:
        The essays and the papers the file adds, with every finding.
    """
    raw, found = read_top(data, path, _hold_essays, "`argmap: 1` and `essays:`")
    if raw is None:
        return Outcome(None, in_order(found))
    drafts = Drafts()
    value = (tuple(essays(raw, drafts, alone=True)), tuple(papers(raw, drafts)))
    return Outcome(value, in_order([*found, *drafts.found]))


def _hold_map(raw: RawMap) -> list[Diagnostic]:
    if fits(raw):
        return []
    from argmap.formats.schema import MAP  # noqa: PLC0415 - loads pydantic, for mistakes only
    from argmap.formats.shape import hold  # noqa: PLC0415

    return hold(raw, MAP)


def _hold_essays(raw: RawMap) -> list[Diagnostic]:
    from argmap.formats.schema import ESSAYS  # noqa: PLC0415 - as in `_hold_map`
    from argmap.formats.shape import hold  # noqa: PLC0415

    return hold(raw, ESSAYS)


def read_top(
    data: bytes, path: str, hold: Callable[[RawMap], list[Diagnostic]], wanted: str, *, json: bool = False
) -> tuple[RawMap | None, list[Diagnostic]]:
    """Read a file's top mapping; `hold` mends it to its shape, and `wanted` says how such a file starts."""
    parsed = parse(data, path, json=json)
    found = list(parsed.diagnostics)
    raw = parsed.value
    if isinstance(raw, RawMap):
        return raw, [*found, *hold(raw)]
    if raw is not None:
        told = "the file holds no keys at its top level"
        found.append(
            Diagnostic(Span(path, 1, 1), Severity.ERROR, "wrong-type", told, f"it starts with {wanted}")
        )
    return None, found


def _sources(raw: RawMap, open_beside: OpenBeside, found: list[Diagnostic]) -> Iterator[Source]:
    value = raw.get("sources")
    span = raw.spans.get("sources", raw.spans[""])
    listed = zip(value, value.spans, strict=True) if isinstance(value, RawList) else [(value, span)]
    for entry, place in listed:
        if isinstance(entry, RawMap):
            yield from written_sources(entry, found)
        elif isinstance(entry, str):
            yield from _file_sources(entry, place, open_beside, found)


def _by_key(sources: Iterable[Source], found: list[Diagnostic]) -> dict[str, Source]:
    """Each source under its key; one that is given again in another place is told, and the first counts."""
    kept: dict[str, Source] = {}
    for source in sources:
        first = kept.setdefault(source.key, source)
        if first is not source:
            related = ((first.span, "given here first"),)
            told = f"the source {source.key} is given twice"
            hint = "take one of them out, or give it a key of its own"
            found.append(Diagnostic(source.span, Severity.ERROR, "duplicate-key", told, hint, related))
    return kept


def written_sources(raw: RawMap, found: list[Diagnostic]) -> Iterator[Source]:
    """Sources written in the file itself, their dates brought to date-parts."""
    for key, value in raw.items():
        span = raw.key_spans.get(key, raw.spans[""])
        variables, bad = normalise_variables(_plain_map(value)) if isinstance(value, RawMap) else ({}, [])
        for name in bad:
            place = value.spans.get(name, span) if isinstance(value, RawMap) else span
            found.append(_bad_date(name, key, place))
        yield Source(key, variables, span)


def _plain_map(raw: RawMap) -> dict[str, object]:
    return {fold(key): _plain(value) for key, value in raw.items()}


def _plain(raw: Raw) -> object:
    if isinstance(raw, RawMap):
        return _plain_map(raw)
    return [_plain(item) for item in raw] if isinstance(raw, RawList) else fold(raw)


def _file_sources(
    name: str, span: Span, open_beside: OpenBeside, found: list[Diagnostic]
) -> Iterator[Source]:
    """The sources of a BibTeX, CSL-JSON or CSL-YAML file, as Zotero and pandoc write them."""
    try:
        data = open_beside(name)
    except OSError as failure:
        told = f"the sources file {name} cannot be read: {failure.strerror or failure}"
        hint = "its path is taken from the folder of the map"
        found.append(Diagnostic(span, Severity.ERROR, "missing-sources-file", told, hint))
        return
    from argmap.sources.bibliography import read_sources  # noqa: PLC0415 -- few maps name a file of sources

    if (bibliography := read_sources(data, name)) is not None:
        yield from _listed(bibliography, name, found)
        return
    parsed = parse(data, name)
    found.extend(parsed.diagnostics)
    value = parsed.value
    listed = value.get("references") if isinstance(value, RawMap) else value
    for entry in listed if isinstance(listed, RawList) else []:
        if isinstance(entry, RawMap):
            key = fold(entry.pop("id", ""))
            yield from written_sources(_one(key, entry), found)


def _listed(bibliography: Bibliography, name: str, found: list[Diagnostic]) -> Iterator[Source]:
    hint = "mend it, or export it again from your reference manager"
    for line, told in bibliography.mistakes:
        found.append(Diagnostic(Span(name, line, 1), Severity.ERROR, "bad-sources-file", told, hint))
    for item in bibliography.items:
        span = Span(name, item.line, 1)
        variables, bad = normalise_variables(item.variables)
        found.extend(_bad_date(variable, item.key, span) for variable in bad)
        yield Source(item.key, variables, span)


def _bad_date(variable: str, key: str, span: Span) -> Diagnostic:
    hint = "write 2022, 2022-06 or 2022-06-29, or CSL date-parts"
    return Diagnostic(span, Severity.ERROR, "bad-date", f"{variable} of {key} is not a date", hint)


def _one(key: str, entry: RawMap) -> RawMap:
    made = RawMap(entry.spans[""])
    made[key], made.key_spans[key] = entry, entry.spans[""]
    return made
