"""A map file's data to an argument map: nodes with their citations and dates, sources, essays, papers.

The data has the format's shape already (`shape.hold`). What refers to nothing is told; a node is never lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from argmap.diagnostics import Diagnostic, Outcome, Span, in_order
from argmap.formats.drafts import Draft, Drafts, draft, fold, items, texts
from argmap.formats.essays import essays, papers
from argmap.formats.raw import RawMap
from argmap.formats.relate import relate, suggest
from argmap.model import Allow, ArgumentMap, Cite, Node, Origin, Relation, Source
from argmap.sources.locators import is_date, is_locator, parse_cite
from argmap.tree import canonical


def expand(raw: RawMap, sources: Mapping[str, Source], found: list[Diagnostic]) -> Outcome[ArgumentMap]:
    """Make the map that a file writes.

    Args:
        raw: the file's top mapping, of the format's shape.
        sources: its sources by citation key.
        found: findings so far.

    Returns:
        The map in canonical order, with every finding in the order of the file.
    """
    drafts = draft(raw)
    return assemble(raw, drafts, relate(drafts, raw), sources, found)


def assemble(
    raw: RawMap,
    drafts: Drafts,
    relations: list[Relation],
    sources: Mapping[str, Source],
    found: list[Diagnostic],
) -> Outcome[ArgumentMap]:
    """Make the map of drafts and relations; arguments and result as in `expand`."""
    article = fold(raw.get("article")) or None
    if article and article not in sources:
        told = f"the article {article} is not among the sources"
        drafts.tell(raw.spans["article"], "unknown-source", told, suggest(article, sources))
    nodes = tuple(_node(node, drafts, sources, article) for node in drafts.nodes)
    argument = ArgumentMap(
        title=fold(raw.get("title")),
        language=fold(raw.get("language")) or "en-GB",
        article=article,
        thesis=drafts.thesis.id if drafts.thesis else None,
        nodes=nodes,
        relations=tuple(relations),
        sources=sources,
        essays=tuple(essays(raw, drafts)),
        papers=tuple(papers(raw, drafts)),
        allow=tuple(_allow(raw)),
        spans=raw.spans,
    )
    return Outcome(canonical(argument), in_order([*found, *drafts.found]))


def _node(node: Draft, drafts: Drafts, sources: Mapping[str, Source], article: str | None) -> Node:
    raw = node.raw
    given = {key: fold(value) for key, value in raw.items() if isinstance(value, str)}
    cites = tuple(_cites(raw, drafts, sources))
    derived = Origin.ARTICLE if any(cite.source == article for cite in cites) else Origin.CURATOR
    date = given.get("date") or None
    if date and not is_date(date):
        told = f"{date} is not a date"
        hint = "write 2022, 2022-06, 2022-06-29, 2022/2023, 2022~ for about, or n.d."
        drafts.tell(raw.spans["date"], "bad-date", told, hint)
    raw.spans[""] = node.span
    return Node(
        id=node.id,
        role=node.role,
        text=given.get("text", ""),
        under=node.above.id if node.above else None,
        origin=Origin(given.get("origin") or derived),
        heading=given.get("heading") or None,
        dimension=given.get("dimension") or None,
        kind=given.get("kind") or None,
        date=date,
        cites=cites,
        caution=given.get("caution") or None,
        note=given.get("note") or None,
        strength=given.get("strength") or None,
        concede=given.get("concede") or None,
        answers=tuple(_answers(raw, drafts)),
        tags=tuple(texts(raw.get("tags"))),
        allow=tuple(_allow(raw)),
        spans=raw.spans,
    )


def _cites(raw: RawMap, drafts: Drafts, sources: Mapping[str, Source]) -> Iterator[Cite]:
    for text, span in _written_cites(raw):
        for part in filter(None, map(str.strip, text.split(";"))):
            cite = parse_cite(part)
            if cite.source not in sources:
                told = f"{cite.source} is not among the sources"
                drafts.tell(span, "unknown-source", told, suggest(cite.source, sources), cite.source)
            elif cite.locator and not is_locator(cite.locator):
                told = f"“{cite.locator}” names no place in {cite.source}"
                hint = "write 2.3 (paragraph.sentence), 2.3-2.5, p. 12, pp. 3-5, art. 5 or ch. 2; several citations by ;"
                drafts.tell(span, "bad-locator", told, hint, part.partition(" ")[2].strip() or part)
            yield cite


def _written_cites(raw: RawMap) -> Iterator[tuple[str, Span]]:
    value = raw.get("cite")
    if isinstance(value, str):
        yield value, raw.spans["cite"]
    for item, span in items(raw, "cite"):
        if isinstance(item, str):
            yield item, span


def _answers(raw: RawMap, drafts: Drafts) -> Iterator[str]:
    for name in texts(raw.get("answers")):
        if name in drafts.by_id:
            yield name
        else:
            told = f"answers names {name}, which is not in this map"
            drafts.tell(raw.spans["answers"], "unknown-id", told, suggest(name, drafts.by_id), name)


def _allow(raw: RawMap) -> Iterator[Allow]:
    for value, span in items(raw, "allow"):
        if isinstance(value, RawMap):
            yield Allow(fold(value.get("rule")), fold(value.get("because")), value.spans.get("rule", span))
