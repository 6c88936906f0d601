"""What in argmap reads bytes: each reader by its name, what must hold of whatever it makes of them, and where to start.

A reader here raises where a promise is broken: an exception that is none of argmap's own, a place outside the file, a map
that does not read back as it was written. Nothing here needs a fuzzer, so kept cases run as plain tests.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from zlib import crc32

import argmap
from argmap.blocks import Document, Heading, Item, Level, Paragraph, Run
from argmap.diagnostics import Diagnostic, pinpoint, source_lines
from argmap.documents import paragraphs
from argmap.edit.changes import write_named_ids
from argmap.edit.layout import parse as parse_layout
from argmap.edit.merge import merge
from argmap.edit.printing import canonical
from argmap.formats import read_essays
from argmap.model import ArgumentMap, Cite
from argmap.outlines import Outline, Text, plan
from argmap.pipeline import records
from argmap.pipeline.article import laid_out
from argmap.pipeline.check import read_settings
from argmap.pipeline.convert import STARTER
from argmap.review import as_text, review
from argmap.revisions import changes
from argmap.sources.locators import is_date, is_locator, parse_cite
from argmap.sources.notes import short_note
from argmap.sources.references import reference_list
from argmap.sources.variables import normalise_date
from argmap.templating.environment import Value
from argmap.templating.head import split
from argmap.templating.home import Template
from argmap.templating.parse import parse as parse_template
from argmap.writers.docx import write_docx
from argmap.writers.docx.anchors import text_hash
from argmap.writers.docx.readback import read_back
from tests.fuzzing import seeds

PLACES = 8
"""Slow work is done on one in so many inputs, chosen by their bytes: the same input is always used the same way."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader, which raises where a promise is broken, and what gives the files to start from."""

    read: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]


def in_file(found: Iterable[Diagnostic], data: bytes, path: str) -> None:
    """Hold that every place told of a file is in it."""
    lines = source_lines(data.decode("utf-8-sig", "replace"))
    told = [pinpoint(each, lines) for each in found]
    spans = [span for each in told for span in (each.span, *(place for place, _ in each.related))]
    for span in spans:
        if span.path == path:
            assert 1 <= span.line <= len(lines), f"{span} is below the last line, {len(lines)}"
            assert 1 <= span.column <= len(lines[span.line - 1]) + 1, f"{span} is beyond the line's end"


def _reads_back(argument: ArgumentMap) -> None:
    for to in ("json", "yaml"):
        written = argmap.write(argument, to).value
        assert written is not None
        again = argmap.read(written, f"again.{to}").value
        assert again == argument, f"written as {to} and read again, the map is another"


def _read_map(form: str, data: bytes) -> None:
    """A map is checked, written and read again; a few are outlined or brought to canonical form."""
    path = f"map.{form}"
    outcome = argmap.read(data, path)
    in_file(outcome.diagnostics, data, path)
    if outcome.value is None:
        return
    in_file(argmap.check(outcome.value), data, path)
    _reads_back(outcome.value)
    match crc32(data) % PLACES:
        case 0:
            _outlined(outcome.value)
        case 1 if form == "yaml":
            _formatted(data.decode("utf-8-sig"), outcome.value)
        case 2 if form == "yaml":
            in_file(read_essays(data, path).diagnostics, data, path)


def _outlined(argument: ArgumentMap) -> None:
    for essay in (None, *(essay.id for essay in argument.essays[:1])):
        document = argmap.outline(argument, essay=essay, copy="study").value
        assert document is None or argmap.write(document, "html").value


def _formatted(text: str, argument: ArgumentMap) -> None:
    """The canonical form stays as it is; whether it reads back as the same map, `fmt` itself sees to."""
    layout = parse_layout("\n".join(source_lines(text)))
    if layout is None:
        return
    write_named_ids(layout, argument)
    written = canonical(layout)
    again = argmap.read(written).value
    layout = parse_layout(written)
    if again == argument and layout is not None:
        assert canonical(layout) == written, "canonical form is not canonical"


def _read_sources(data: bytes) -> None:
    """A file of sources under each suffix that tells its format, and the notes and references made from it."""
    for name in ("sources.bib", "sources.json", "sources.yaml"):
        outcome = argmap.read(seeds.naming(name), "map.yaml", lambda _: data)
        assert outcome.value is not None
        places = [source.span for source in outcome.value.sources.values()]
        in_file(outcome.diagnostics, data, name)
        assert all(span.line <= len(source_lines(data.decode("utf-8-sig", "replace"))) for span in places)
        _reads_back(outcome.value)
        reference_list(outcome.value, outcome.value.sources)
        for source in outcome.value.sources.values():
            assert short_note(source, Cite(source.key))


@cache
def _known() -> tuple[str, ArgumentMap, Outline]:
    """A map of argmap's own, as text, as it reads, and planned."""
    text = (seeds.MAPS / "school-mornings.yaml").read_text(encoding="utf-8")
    argument = argmap.read(text).value
    assert argument is not None
    outline = plan(argument, argument.essays[0]).value
    assert outline is not None
    return text, argument, outline


def _read_article(suffixes: Iterable[str], data: bytes) -> None:
    """An article becomes comments beneath the starter map; a few times that is read, and an essay set beside its outline."""
    for suffix in suffixes:
        outcome = paragraphs(data, f"article.{suffix}")
        if outcome.value is None:
            continue
        below = laid_out(outcome.value, suggest=True)
        assert all(not line or line.startswith("#") for line in source_lines(below)), "not all is comment"
        if crc32(data) % PLACES == 0:
            starter = STARTER.read_bytes()
            assert argmap.read(starter + below.encode()) == argmap.read(starter)
            _, argument, outline = _known()
            as_text(review(outcome.value, outline, argument))


def _read_word(data: bytes) -> None:
    """A Word document as an article, and as one of ours whose edits go back into the map."""
    _read_article(["docx"], data)
    returned = read_back(data, "edited.docx").value
    if returned is not None:
        text, argument, _ = _known()
        _, _, essay = returned.map_id.partition("#")
        edits = changes(returned.lines, returned.seen)
        argmap.read(merge(text, argument, edits, essay=essay, same=text_hash).text)


def _read_reference(data: bytes) -> None:
    """A reference document lends its looks to a document that can be read."""
    words = (Run("Morning lessons start later."),)
    blocks = (Heading(2, words), Item(2, words, role="counterpoint"), Item(2, words), Paragraph(words))
    levels = (Level("decimal", "%1."), Level("lowerLetter", "%2)"))
    document = Document("Mornings", "en-GB", "academy", levels, blocks, {"counterpoint": "✗"})
    for kind in ("outline", "page"):
        written = write_docx(replace(document, kind=kind), {}, reference=data).value
        if written is not None:
            assert read_back(written, "written.docx").value is not None
            assert paragraphs(written, "written.docx").value


def _read_template(data: bytes) -> None:
    """A template's head, and its body as if it were filled already: its code runs in a process of its own."""
    template = Template("own.md.jinja", data.decode("utf-8-sig", "replace"), ours=False)
    look, body, found = split(template)
    in_file(found, data, template.name)
    if look is None:
        return
    values: list[Value] = [Text("A claim.", "claim", ("a", "text")), Text("1", "ref"), (Run("b", bold=True),)]
    blocks, notes = parse_template(body, values, look, "study")
    document = Document("Own", "en-GB", template.name, look.levels, blocks, look.marks, notes)
    for to in ("html", "md", "txt", *(["docx"] if crc32(data) % PLACES == 0 else [])):
        assert argmap.write(document, to).value is not None


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


def _read_settings(data: bytes) -> None:
    """The settings of a folder."""
    file = Path(_folder().name) / "argmap.toml"
    file.write_bytes(data)
    in_file(read_settings(file.parent).diagnostics, data, str(file))


def _read_record(data: bytes) -> None:
    """What `build` remembers of a product: it is believed or not, and that is all."""
    folder = Path(_folder().name)
    place = folder / records.FOLDER / "map.svg.json"
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(data)
    assert not records.is_fresh(str(folder / "map.yaml"), str(folder), "svg")


def _read_citation(data: bytes) -> None:
    """A citation parts in one way only, and what is a date has a form for CSL, which stays as it is."""
    text = data.decode("utf-8", "replace")
    cite = parse_cite(text)
    assert parse_cite(f"{cite.source} {cite.locator or ''}") == cite
    is_locator(cite.locator or "")
    date = normalise_date(text)
    assert date is not None or not is_date(text)
    assert normalise_date(date) == date


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "yaml": Reader(partial(_read_map, "yaml"), seeds.yaml_maps),
        "json": Reader(partial(_read_map, "json"), seeds.json_maps),
        "sources": Reader(_read_sources, seeds.files("bib", "json", "yaml")),
        "text": Reader(partial(_read_article, ("txt", "md", "html")), seeds.files("txt", "md", "html")),
        "word": Reader(_read_word, seeds.word_documents),
        "pdf": Reader(partial(_read_article, ["pdf"]), seeds.files("pdf")),
        "reference": Reader(_read_reference, seeds.word_documents),
        "template": Reader(_read_template, seeds.templates),
        "settings": Reader(_read_settings, seeds.files("toml")),
        "record": Reader(_read_record, seeds.records),
        "citation": Reader(_read_citation, seeds.citations),
    }
)
"""What is fuzzed, and replayed from tests/cases/fuzzing/."""
