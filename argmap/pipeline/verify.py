"""Hold a map against the reader's own copies of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePath

from argmap.diagnostics import Diagnostic, Severity
from argmap.documents import paragraphs
from argmap.model import ArgumentMap, Source
from argmap.pipeline.files import read_bytes
from argmap.pipeline.maps import Loaded
from argmap.sources.comparison import differences
from argmap.sources.sentences import body_range, fingerprint, number_sentences
from argmap.sources.verification import SourceText, Usage, usage, verify

_MOST_DIFFERENCES = 10
_WIDTH = 88


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that holds a source's text."""

    path: str
    text: SourceText
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it.

    Attributes:
        loaded: the map with its findings.
        told: lines on how much of each source is used.
    """

    loaded: Loaded
    told: tuple[str, ...]


def verified(
    loaded: Loaded, argument: ArgumentMap, copies: Sequence[tuple[str, str]], body: str | None = None
) -> Verified:
    """Verify a map.

    Args:
        loaded: the map's file.
        argument: the map in it.
        copies: citation keys and files. A key's first file is verified; a further one is compared with it, which tells where
            a copy differs from the text whose fingerprint the map holds.
        body: which paragraphs count, such as `3-12`; overrules what the source says.

    Returns:
        The findings, and what share of each source is used.

    Raises:
        WorldError: a file cannot be read at all.
    """
    found: list[Diagnostic] = []
    read: dict[str, list[Copy]] = {}
    for key, path in copies:
        source = argument.sources.get(key)
        copy = _copy(argument, source, path, body, found) if source else None
        if source is None:
            near = get_close_matches(key, argument.sources, 1)
            hint = f"did you mean {near[0]}?" if near else f"it has {len(argument.sources)} sources"
            span = argument.at("sources")
            found.append(
                Diagnostic(span, Severity.ERROR, "unknown-source", f"the map has no source {key}", hint)
            )
        if copy is not None:
            read.setdefault(key, []).append(copy)
    texts = {key: found_copies[0].text for key, found_copies in read.items()}
    found += [finding for found_copies in read.values() for finding in _changes(found_copies)]
    found += verify(argument, texts)
    told = [line for found_copies in read.values() for line in _told(argument, found_copies[0], body)]
    return Verified(loaded.with_findings(found), tuple(told))


def _copy(
    argument: ArgumentMap, source: Source, path: str, body: str | None, found: list[Diagnostic]
) -> Copy | None:
    """Read a copy; one that is not the first text may start elsewhere, so that what fits better counts."""
    outcome = paragraphs(read_bytes(path), path)
    found.extend(outcome.diagnostics)
    if outcome.value is None:
        return None
    kept, mark = source.text("body"), fingerprint(outcome.value)
    if kept and body_range(kept) is None:
        hint = "write 3-12, or 3 for all from the third paragraph on"
        told = f"body {kept} is no range of paragraphs"
        found.append(Diagnostic(source.span, Severity.ERROR, "wrong-type", told, hint))
    bodies = [body or kept]
    if not body and kept and source.text("fingerprint") not in {None, mark}:
        bodies.append(None)
    language = source.text("language") or argument.language
    texts = [SourceText(source, number_sentences(outcome.value, body=b, language=language)) for b in bodies]
    return Copy(path, min(texts, key=lambda text: len(verify(argument, {source.key: text}))), mark)


def _changes(copies: Sequence[Copy]) -> Iterator[Diagnostic]:
    """That a copy is not the text the map was made from, and where it differs."""
    copy, source = copies[0], copies[0].text.source
    known = source.text("fingerprint")
    if known and copy.fingerprint != known:
        firsts = [other for other in copies[1:] if other.fingerprint == known]
        told = f"{copy.path} is not the text that {source.key} was mapped from: its fingerprint differs"
        hint = (
            None if firsts else f"with the first text at hand, add --source {source.key}=FIRST to see where"
        )
        yield Diagnostic(source.span, Severity.WARNING, "changed-source", told, hint)
    for other in copies[1:]:
        for differs in differences(copy.text.sentences, other.text.sentences)[:_MOST_DIFFERENCES]:
            told = f"{copy.path} {differs.locator}: {_quoted(differs.copy)}; {other.path}: {_quoted(differs.first)}"
            yield Diagnostic(source.span, Severity.WARNING, "changed-source", told)


def _quoted(text: str) -> str:
    return f"“{_cut(text, _WIDTH)}”" if text else "nothing"


def _told(argument: ArgumentMap, copy: Copy, body: str | None) -> Iterator[str]:
    used = usage(argument, copy.text)
    count = len(used.used) + len(used.unused)
    share = f"{len(used.used) / count:.0%}" if count else "none"
    name = PurePath(copy.path).name
    yield f"{copy.text.source.key}: {len(used.used)} of {count} sentences of {name} used ({share})"
    yield from _unused(used)
    lacking = {"fingerprint": copy.fingerprint, "body": body}
    variables: Mapping[str, object] = copy.text.source.variables
    lines = [f"{name}: {value}" for name, value in lacking.items() if value and name not in variables]
    if lines:
        yield f"  to hold on to this text, write under {copy.text.source.key}:"
        yield from (f"    {line}" for line in lines)


def _unused(used: Usage) -> Iterable[str]:
    return (f"  unused {sentence.locator:<6} {_cut(sentence.text, _WIDTH)}" for sentence in used.unused)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 2].rsplit(" ", 1)[0] + " …"
