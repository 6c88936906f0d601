"""The maps that come with argmap: they check clean, they say what their sources say, and they answer their questions."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from argmap.checks import run
from argmap.formats import read
from argmap.formats.schema import json_schema
from argmap.model import ArgumentMap, Essay, Node, Origin, Role
from argmap.outlines import Line, plan
from argmap.sources.copying import Copies
from argmap.sources.figures import Day, contradicts, missing_figures
from argmap.sources.quotations import is_quoted_from, quotations
from argmap.sources.sentences import Sentence, fingerprint, number_sentences, paragraphs_of
from argmap.tree import tree

ROOT = Path(__file__).parents[1]
MAPS = sorted((ROOT / "maps").glob("*.yaml"))
MAIN = ROOT / "maps" / "sino-russia-strategic-partnership.yaml"
SMALL = ROOT / "maps" / "school-mornings.yaml"
SHARED = Path(os.environ.get("ARGMAP_SHARED") or ROOT.with_name("shared"))
ARTICLES = {
    MAIN: SHARED / "article" / "sino-russia-strategic-partnership.txt",
    SMALL: SMALL.with_suffix(".txt"),
}
NUMBERED = SHARED / "article" / "numbered.tsv"
each_map = pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)


@cache
def _map(path: Path) -> ArgumentMap:
    outcome = read(path.read_bytes(), path.name, lambda name: (path.parent / name).read_bytes())
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


@cache
def _sentences(path: Path) -> tuple[Sentence, ...]:
    article = ARTICLES[path]
    if not article.exists():
        pytest.skip(f"the text that {path.name} maps is not on this machine (ARGMAP_SHARED names its folder)")
    source = _map(path).sources[_map(path).article or ""]
    paragraphs = paragraphs_of(article.read_text(encoding="utf-8"))
    assert source.text("fingerprint") == fingerprint(paragraphs)
    return number_sentences(paragraphs, body=source.text("body"))


def _located(path: Path) -> Iterator[tuple[Node, str]]:
    """Each node that is cited from the article, with the sentences at its places."""
    argument = _map(path)
    texts = {sentence.locator: sentence.text for sentence in _sentences(path)}
    order = list(texts)
    for node in argument.nodes:
        places = [cite.locator or "" for cite in node.cites if cite.source == argument.article]
        found: list[str] = []
        for place in places:
            first, _, last = place.partition("-")
            found += order[order.index(first) : order.index(last or first) + 1]
        if found:
            yield node, " ".join(texts[locator] for locator in found)


def _year(path: Path) -> int:
    article = _map(path).sources[_map(path).article or ""]
    match = re.search(r"\d{4}", str(article.variables["issued"]))
    assert match
    return int(match[0])


@each_map
def test_a_map_checks_clean(path: Path) -> None:
    """No rule of any severity finds anything, and nothing is silenced."""
    assert run(_map(path)) == ()
    assert not _map(path).allow
    assert not [node.id for node in _map(path).nodes if node.allow]


@each_map
def test_every_locator_exists(path: Path) -> None:
    """Each place that a node names is a sentence of the body, and what is the article's names one."""
    bodily = {sentence.locator for sentence in _sentences(path) if sentence.paragraph}
    for node in _map(path).nodes:
        cites = [cite for cite in node.cites if cite.source == _map(path).article]
        ends = [end for cite in cites for end in (cite.locator or "none").split("-")]
        assert set(ends) <= bodily, node.id
        assert bool(ends) == (node.origin is Origin.ARTICLE), node.id


@each_map
def test_numbers_and_dates_stand_in_the_sentence(path: Path) -> None:
    """What a located node counts or dates, its sentence counts or dates; a finer date never goes against it."""
    year = _year(path)
    for node, sentence in _located(path):
        assert [figure.words for figure in missing_figures(node.text, sentence, year=year)] == [], node.id
        assert not contradicts(node.date or "n.d.", sentence, issued=Day(year)), node.id


@each_map
def test_quotations_are_word_for_word(path: Path) -> None:
    """Each quotation in a located node stands in its sentence, whatever the marks."""
    found = [(node, quoted, text) for node, text in _located(path) for quoted in quotations(node.text)]
    assert [(node.id, quoted) for node, quoted, text in found if not is_quoted_from(quoted, text)] == []
    assert len(found) == len(
        [q for n in _map(path).nodes if n.origin is Origin.ARTICLE for q in quotations(n.text)]
    )


@each_map
def test_the_words_are_our_own(path: Path) -> None:
    """No text of a map repeats more than eight words on end outside quotation marks."""
    copies = Copies(_sentences(path))
    for node in _map(path).nodes:
        for text in (node.text, node.heading, node.caution, node.note, node.concede):
            assert list(copies.within(text or "")) == [], node.id
    for essay in _map(path).essays:
        for text in (essay.thesis, essay.conclusion, *(section.heading for section in essay.body)):
            assert list(copies.within(text or "")) == [], essay.id


@each_map
def test_curators_facts_have_a_source_and_a_year(path: Path) -> None:
    """What the curator adds as a fact names its source, and every source says when it appeared."""
    for node in _map(path).nodes:
        if node.origin is Origin.CURATOR and node.role is Role.EVIDENCE:
            assert node.cites, node.id
    for source in _map(path).sources.values():
        assert re.search(r"\d{4}", str(source.variables["issued"])), source.key


@each_map
def test_what_a_caution_leans_on_is_among_the_sources(path: Path) -> None:
    """A year in brackets at the end of a caution is the year of a source whose name stands before it."""
    known = [str(source.variables).casefold() for source in _map(path).sources.values()]
    for node in _map(path).nodes:
        for bracket in re.findall(r"\(([^()]*\b\d{4})\)", node.caution or ""):
            for name, year in re.findall(r"([^;]+?),? (\d{4})", bracket):
                word = max(re.findall(r"\w+", name.casefold()), key=len)
                assert any(word in text and year in text for text in known), (node.id, bracket)


def test_every_sentence_of_the_article_is_used() -> None:
    """A reader with the article beside the map can tick off each of its 41 sentences."""
    bodily = [sentence.locator for sentence in _sentences(MAIN) if sentence.paragraph]
    spans = [
        cite.locator or "" for node in _map(MAIN).nodes for cite in node.cites if cite.source == "jaspal-2024"
    ]
    used = {bodily[place] for span in spans for place in _range(bodily, span)}
    assert len(bodily) == 41
    assert [locator for locator in bodily if locator not in used] == []


def _range(order: list[str], span: str) -> range:
    first, _, last = span.partition("-")
    return range(order.index(first), order.index(last or first) + 1)


def test_the_article_is_numbered_as_by_hand() -> None:
    """The numbers that the locators use are those of the numbered article."""
    if not NUMBERED.exists():
        pytest.skip("the numbered article is not on this machine (ARGMAP_SHARED names its folder)")
    rows = [
        line.split("\t", 1)
        for line in NUMBERED.read_text(encoding="utf-8").splitlines()
        if line[:1].isdigit()
    ]
    by_hand = {place: text for place, text in rows if 1 <= int(place.split(".")[0]) <= 10}
    assert by_hand == {sentence.locator: sentence.text for sentence in _sentences(MAIN) if sentence.paragraph}


def test_the_article_map_is_whole() -> None:
    """Eight to ten claims, forty pieces of evidence, objections everywhere, each answered, granted where true in part."""
    argument = _map(MAIN)
    under = tree(argument).children
    roles = Counter(node.role for node in argument.nodes)
    assert 8 <= roles[Role.CLAIM] <= 10
    assert (
        len([node for node in argument.nodes if node.role is Role.EVIDENCE and node.origin is Origin.ARTICLE])
        >= 40
    )
    for node in argument.nodes:
        below = Counter(argument.by_id[child].role for child in under.get(node.id, ()))
        if node.role is Role.CLAIM:
            assert node.heading, node.id
            assert node.dimension, node.id
            assert below[Role.WARRANT] == 1, node.id
            assert below[Role.COUNTERPOINT] >= 1, node.id
            assert below[Role.EVIDENCE] >= 2, node.id
        if node.role is Role.EVIDENCE:
            assert node.kind, node.id
            assert node.date, node.id
        if node.role is Role.COUNTERPOINT:
            assert below[Role.REBUTTAL] >= 1, node.id
            assert node.concede, node.id


def test_objections_come_from_the_article_and_from_an_examiner() -> None:
    """What the article concedes attacks, and the curator's own objections stand on sources of their own."""
    attacks = [node for node in _map(MAIN).nodes if node.role is Role.COUNTERPOINT]
    conceded = {cite.locator for node in attacks if node.origin is Origin.ARTICLE for cite in node.cites}
    assert conceded == {"7.2", "9.4", "10.2"}
    assert len([node for node in attacks if node.origin is Origin.CURATOR and node.cites]) >= 6


def test_the_article_never_mentions_pakistan() -> None:
    """All that the map says of Pakistan is marked as the curator's."""
    said = [node for node in _map(MAIN).nodes if "Pakistan" in node.text]
    assert {node.origin for node in said} == {Origin.CURATOR}
    assert not any("Pakistan" in sentence.text for sentence in _sentences(MAIN) if sentence.paragraph)


def test_the_essays_differ_in_paper_thesis_and_order() -> None:
    """At least six questions of different papers, no two alike in thesis, headings or order of claims."""
    essays = _map(MAIN).essays
    assert len(essays) >= 6
    assert {essay.paper for essay in essays} == {"css-essay", "css-answer"}
    for view in (_thesis, _claims, _headings):
        assert len({view(essay) for essay in essays}) == len(essays)


@pytest.mark.parametrize("essay", _map(MAIN).essays, ids=lambda essay: essay.id)
def test_each_essay_keeps_to_its_paper(essay: Essay) -> None:
    """An essay's outline has 24-45 lines, an answer's 12-14 headings, and nothing is left out."""
    outcome = plan(_map(MAIN), essay)
    assert outcome.value is not None
    assert outcome.diagnostics == ()
    sections = outcome.value.sections
    if essay.paper == "css-essay":
        assert 24 <= len(sections) + sum(_lines(section.lines) for section in sections) <= 45
    else:
        points = sum(len(section.lines) for section in sections if section.kind == "argument")
        assert 12 <= len(sections) + points <= 14


def _lines(lines: tuple[Line, ...]) -> int:
    """The lines that a plain copy prints, which leaves warrants out."""
    return sum((line.role != Role.WARRANT) + _lines(line.lines) for line in lines)


def _thesis(essay: Essay) -> object:
    return essay.thesis


def _claims(essay: Essay) -> object:
    return tuple(point.claim for section in essay.body for point in section.points)


def _headings(essay: Essay) -> object:
    return tuple(section.heading for section in essay.body)


def test_the_small_map_uses_every_key_once() -> None:
    """Each key of the format's schema stands in the small map, `allow` and an essay file's `maps` aside."""
    keys = {key for shape in _shapes(json_schema()) for key in shape}
    text = SMALL.read_text(encoding="utf-8")
    written = set(re.findall(r"^[\s-]*([a-z-]+):", text, re.MULTILINE))
    written |= set(re.findall(r"[{,]\s*([a-z-]+):", text))
    assert keys - written == {"allow", "rule", "because", "maps"}


def test_the_readme_shows_the_small_map() -> None:
    """Each sentence and heading that maps/README.md quotes from the small map stands there."""
    readme = (ROOT / "maps" / "README.md").read_text(encoding="utf-8")
    shown = " ".join(" ".join(re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)).split())
    small = " ".join(SMALL.read_text(encoding="utf-8").split())
    quoted = re.findall(
        r"(?:text|heading|title|question|thesis|concede|warrant): ([A-Z][^:]*?[a-z.?])(?= [a-z-]+:| - |$)",
        shown,
    )
    assert len(quoted) >= 12
    assert [words for words in quoted if words not in small] == []


def _shapes(schema: object) -> Iterator[dict[str, object]]:
    """The properties of every object that a JSON Schema describes."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield schema["properties"]
        for value in schema.values():
            yield from _shapes(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _shapes(value)
