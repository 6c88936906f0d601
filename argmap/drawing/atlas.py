"""The atlas: an overview, a page or more for each claim, way forward, sources; with references both ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from argmap.diagnostics import Diagnostic, Outcome, Severity
from argmap.drawing import dot
from argmap.drawing.compose import Drawn, compose, placed
from argmap.drawing.engine import in_parallel
from argmap.drawing.fonts import clean
from argmap.drawing.frame import framed, titled
from argmap.drawing.job import Job
from argmap.drawing.labels import Label, Wording, deeds, label, learn, target_words
from argmap.drawing.paging import DEEPEST, About, Care, Page, Paging
from argmap.drawing.references import SOURCES, reference_pages
from argmap.drawing.scene import Scene
from argmap.drawing.sheets import HEAD, MARGIN, Format
from argmap.drawing.text import BOLD, ITALIC, REGULAR
from argmap.model import Relation, RelationKind, Role
from argmap.views import holdings

ROUNDS, TIGHTER = 8, 0.88
"""How often pages that turn out too full are divided anew, and by how much less is then taken for full."""
_MOST = 3


@dataclass(frozen=True)
class Atlas:
    """All pages of a map before they are drawn.

    Attributes:
        job: what is drawn.
        pages: in order.
        homes: the number of the page on which each node is at home.
        across: for each node, in words, the relations that no page shows beside it.
    """

    job: Job
    pages: tuple[Page, ...]
    homes: Mapping[str, int]
    across: Mapping[str, list[str]]

    def shown(self, node: str, number: int) -> int | None:
        """The first page but this one on which a node's box stands, if there is one."""
        pages = (index for index, page in enumerate(self.pages, start=1) if node in page.nodes)
        return next((index for index in pages if index != number), None)


def atlas(job: Job, sheet: str) -> Outcome[tuple[Scene, ...]]:
    """Page a view.

    Args:
        job: what is drawn.
        sheet: a key of `sheets.SHEETS`.

    Returns:
        The pages. One that holds a node taller than the sheet is as large as it must be, which a warning tells.
    """
    cares: dict[About, Care] = {}
    made: dict[object, _Sheet] = {}
    for _ in range(ROUNDS):
        planned = _settled(job, sheet, cares)
        words = [_wordings(planned, number) for number in range(1, len(planned.pages) + 1)]
        learn(job.ruler, [one for page in words for one in page.values()])
        drawn = in_parallel(partial(_drawn, planned, made), enumerate(words, start=1))
        full = [one for one in drawn if not _fits(one.drawn, one.page.format)]
        if not any(len(one.page.nodes) > 2 for one in full):
            break
        cares |= {(one.page.kind, one.page.leader): _more_care(cares, one) for one in reversed(full)}
    titles = [_titles(planned, one) for one in drawn]
    job.ruler.learn({BOLD: [title for title, _, _ in titles], ITALIC: [below for _, below, _ in titles]})
    shown = [_scene(planned, one, title) for one, title in zip(drawn, titles, strict=True)]
    last = reference_pages(job, sheet, len(shown))
    total = len(shown) + len(last)
    job.ruler.learn({REGULAR: [f"page of {number}" for number in range(1, total + 1)]})
    findings = [finding for one in drawn for finding in one.drawn.diagnostics]
    findings += [_told(job, one.number) for one in full]
    pages = [framed(job, scene, number, total) for number, scene in enumerate((*shown, *last), start=1)]
    return Outcome(tuple(pages), tuple(dict.fromkeys(findings)))


@dataclass(frozen=True)
class _Sheet:
    """A page with its drawing."""

    number: int
    page: Page
    drawn: Drawn
    labels: Mapping[str, Label]


def _settled(job: Job, sheet: str, cares: Mapping[About, Care]) -> Atlas:
    """Pages for notes that tell of pages: planned twice, since notes take room."""
    first = _planned(job, sheet, cares, {})
    counts = {node: len(lines) for node, lines in first.across.items()}
    return _planned(job, sheet, cares, counts) if counts else first


def _planned(job: Job, sheet: str, cares: Mapping[About, Care], counts: Mapping[str, int]) -> Atlas:
    pages = tuple(Paging(job, sheet, cares, counts).pages())
    homes: dict[str, int] = {}
    for number, page in enumerate(pages, start=1):
        if page.kind != "overview":
            for node in page.nodes:
                if node not in page.closed:
                    homes.setdefault(node, number)
    for number, page in enumerate(pages, start=1):
        for node in page.nodes:
            homes.setdefault(node, number)
    return Atlas(job, pages, homes, _cross_notes(job, pages, homes))


def _fits(drawn: Drawn, form: Format) -> bool:
    width, height = form.room
    return drawn.width <= width + 0.5 and drawn.height <= height + 0.5


def _more_care(cares: Mapping[About, Care], full: _Sheet) -> Care:
    """What a page too full teaches of its leader's pages; the same however many of them are too full."""
    care = cares.get((full.page.kind, full.page.leader), Care())
    form = full.page.format
    if full.drawn.width > form.room[0] + 0.5 and form.columns < DEEPEST:
        return Care(care.fill, care.columns + 1)
    return Care(care.fill * TIGHTER, care.columns)


def _told(job: Job, number: int) -> Diagnostic:
    message = f"page {number} is larger than the sheet: what stands on it does not fit at 8 pt"
    hint = "shorten its nodes, or take a larger sheet (--sheet a3)"
    return Diagnostic(job.means.span, Severity.WARNING, "larger-page", message, hint)


def _drawn(planned: Atlas, made: dict[object, _Sheet], numbered: tuple[int, Mapping[str, Wording]]) -> _Sheet:
    """Draw a page, or take it from an earlier round."""
    number, words = numbered
    page = planned.pages[number - 1]
    key = page, tuple((one.notes, one.link) for one in words.values())
    if key not in made:
        made[key] = _Sheet(number, page, *_columns(planned.job, page, words))
    return replace(made[key], number=number)


def _columns(job: Job, page: Page, words: Mapping[str, Wording]) -> tuple[Drawn, dict[str, Label]]:
    """The leader at the left, what bears on it in columns beside it."""
    form = page.format
    labels = {
        node: label(job.ruler, job.theme, words[node], form.leader if node == page.leader else form.column)
        for node in page.nodes
    }
    graph = dot.graph(job.argument, page.nodes, page_relations(job, page), job.numbers)
    return compose(job.means, graph, labels), labels


def page_relations(job: Job, page: Page) -> list[Relation]:
    """The relations that a page draws.

    Where the leader's own step leads off the page, its warrant and what attacks the step are drawn onto the leader.

    Args:
        job: what is drawn.
        page: with its nodes.
    """
    nodes = set(page.nodes)
    leader = page.leader or ""
    leaving = (relation for _, relation in job.out_of.get(leader, ()) if relation.target not in nodes)
    steps = {relation.id for relation in leaving}
    there = {*nodes, *steps}
    found: list[Relation] = []
    near = {index: relation for node in page.nodes for index, relation in job.out_of.get(node, ())}
    for relation in (near[index] for index in sorted(near)):
        sources = tuple(source for source in relation.sources if source in nodes)
        if relation.id in steps:
            warrants = (one for one in sources if one != leader and _is_warrant(job, one))
            found += [Relation(relation.id, RelationKind.SUPPORT, (one,), leader) for one in warrants]
        elif sources and not all(_is_warrant(job, one) and len(relation.sources) > 1 for one in sources):
            target = leader if relation.target in steps else relation.target
            found.append(replace(relation, sources=sources, target=target))
    return _reached(found, there)


def _is_warrant(job: Job, node: str) -> bool:
    return job.argument.by_id[node].role is Role.WARRANT


def _reached(relations: Sequence[Relation], there: set[str]) -> list[Relation]:
    """Those that end at a node of the page, or at a relation that does."""
    kept: list[Relation] = []
    waiting = list(relations)
    while True:
        reached = [relation for relation in waiting if relation.target in there]
        if not reached:
            break
        kept += reached
        waiting = [relation for relation in waiting if relation.target not in there]
        there = {relation.id for relation in reached}
    order = {relation.id: index for index, relation in enumerate(relations)}
    return sorted(kept, key=lambda relation: order[relation.id])


def _wordings(planned: Atlas, number: int) -> dict[str, Wording]:
    """The words of a page's boxes, with what hangs on a closed one and where it goes on."""
    job, page = planned.job, planned.pages[number - 1]
    found = {}
    for node in page.nodes:
        words = job.words[node]
        home = planned.homes[node]
        lines = list(words.notes)
        if page.kind == "overview" and (page.part == 1 or node != page.leader):
            held = holdings(job.argument, job.structure, node)
            lines = [held] if held else []
        if home != number and node != page.leader:
            verb = "page" if page.kind == "overview" else "continues on page"
            lines.append(f"{verb} {home}")
        elif home == number:
            lines += planned.across.get(node, ())
        address = words.address or (f"#{SOURCES}" if words.source else None)
        link = f"#page-{home}" if home != number else None
        found[node] = replace(words, notes=tuple(lines), address=address, link=link)
    return found


def _cross_notes(job: Job, pages: Sequence[Page], homes: Mapping[str, int]) -> dict[str, list[str]]:
    """For each node the relations that no page shows beside it, in words, at both ends."""
    notes: dict[str, list[str]] = {}
    drawn = {relation.id for page in pages for relation in page_relations(job, page)}
    for relation in job.view.relations:
        target = _node_of(job, relation.target)
        if relation.id in drawn or target not in homes:
            continue
        support = relation.kind is RelationKind.SUPPORT
        source = relation.sources[0]
        aim = target_words(job.argument, relation.target, job.numbers)
        there = f"{'supports' if support else 'attacks'} {aim}, page {homes[target]}"
        here = f"{'supported' if support else 'attacked'} by {job.numbers[source]}, page {homes[source]}"
        notes.setdefault(source, []).append(there)
        notes.setdefault(target, []).append(here)
    return {node: _few(lines) for node, lines in notes.items()}


def _few(lines: list[str]) -> list[str]:
    return lines[:_MOST] + ([f"and {len(lines) - _MOST} more relations"] if len(lines) > _MOST else [])


def _node_of(job: Job, target: str) -> str:
    """The node that a target is, or whose step it is; else empty."""
    met: set[str] = set()
    while target not in job.argument.by_id and target not in met:
        met.add(target)
        step = job.argument.relation_by_id.get(target)
        target = step.sources[0] if step else ""
    return target if target in job.argument.by_id else ""


def _scene(planned: Atlas, one: _Sheet, titles: tuple[str, str, str | None]) -> Scene:
    """A drawing on its sheet, beneath the page's title."""
    job, page = planned.job, one.page
    form = page.format
    width = max(form.width, one.drawn.width + 2 * MARGIN)
    height = max(form.height, one.drawn.height + form.height - form.room[1])
    drawn = placed(one.drawn, one.labels, MARGIN + _indent(page, one.drawn), MARGIN + HEAD)
    title, below, link = titles
    return Scene(
        width,
        height,
        clean(f"{job.view.title}: {title}" if title != clean(job.view.title) else title),
        " ".join(box.label for box in drawn.boxes[:1]),
        job.argument.language,
        drawn.boxes,
        drawn.arrows,
        drawn.joints,
        titled(job, title, below, link, width),
        anchor=f"page-{one.number}",
    )


def _indent(page: Page, drawn: Drawn) -> float:
    """The leader stands at the left edge; what has none stands in the middle."""
    return 0.0 if page.leader else max(0.0, (page.format.room[0] - drawn.width) / 2)


def _titles(planned: Atlas, one: _Sheet) -> tuple[str, str, str | None]:
    """A page's title, the line beneath it, and the page that this line leads to."""
    job, page = planned.job, one.page
    words: list[str] = []
    link = None
    if page.kind == "overview" and page.leader == job.argument.thesis:
        title = clean(job.view.title)
        words.append("Overview")
    elif page.leader:
        node = job.argument.by_id[page.leader]
        number = "Thesis" if node.role is Role.THESIS else job.numbers[node.id]
        title = f"{number}: {clean(node.heading or node.text)}"
        shown = planned.shown(page.leader, one.number)
        words += deeds(job.argument, node, job.numbers)
        if shown:
            words.append(f"from page {shown}")
            link = f"#page-{shown}"
    else:
        title = {"way-forward": "Way forward"}.get(page.kind, "Further points")
    if page.parts > 1:
        words.append(f"part {page.part} of {page.parts}")
        words += [f"continued from page {one.number - 1}"] if page.part > 1 else []
        words += [f"continues on page {one.number + 1}"] if page.part < page.parts else []
    return title, ", ".join(words), link
