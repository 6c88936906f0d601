"""Planning: a map, a question and a paper make an outline.

In order: `values` the plan as a value, `picks` who follows whom, `choose` the planner, `frame` the sections, `lines` their
words, `edges` how it opens and closes, `budget` words and minutes, `terms` of the question, `facts` for revision, `paragraphs` of a skeleton,
`join`
several maps for one essay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap.diagnostics import Diagnostic, Outcome, Severity, Span
from argmap.model import ArgumentMap, Essay, Paper
from argmap.outlines.budget import budgeted, total
from argmap.outlines.choose import Room, fill, lines_of, picked
from argmap.outlines.edges import closing_lines, opening_lines, road_map
from argmap.outlines.facts import facts_of
from argmap.outlines.frame import Draft, Frame, frame
from argmap.outlines.join import join, settle
from argmap.outlines.lines import Headings, Scribe
from argmap.outlines.paragraphs import Paragraph, paragraphs_of
from argmap.outlines.picks import Material, Pick
from argmap.outlines.terms import treated
from argmap.outlines.values import NOTHING, Fact, Line, Outline, Section, Share, Term, Text
from argmap.papers import paper_of
from argmap.tree import ATTACKERS

__all__ = [
    "Fact",
    "Headings",
    "Line",
    "Outline",
    "Paragraph",
    "Section",
    "Share",
    "Term",
    "Text",
    "facts_of",
    "join",
    "paragraphs_of",
    "plan",
    "settle",
]
LINES = (24, 45)
"""Lines of an outline where its paper says nothing."""


@dataclass(frozen=True)
class _Plan:
    """What the steps of one planning share."""

    material: Material
    essay: Essay
    paper: Paper
    everything: bool
    scribe: Scribe


def plan(
    argument: ArgumentMap,
    essay: Essay | None = None,
    *,
    headings: Headings = "sentence",
    everything: bool = False,
    standing: Mapping[str, str] | None = None,
) -> Outcome[Outline]:
    """Plan an outline.

    Args:
        argument: the map; any graph.
        essay: the question and what it takes of the map; None for an outline of the map as a whole.
        headings: whether claims are written as sentences or as phrases.
        everything: take all that hangs on the essay's points, or the whole map, whatever the paper's lines.
        standing: label of each node by id, to be printed.

    Returns:
        The outline, with a finding of severity info for what was left out, and a warning for a term of the question
        that no section treats.
    """
    essay = essay or Essay(id="")
    material = Material(argument)
    task = _Plan(
        material, essay, paper_of(argument, essay), everything, Scribe(material, headings, standing or {})
    )
    framed = frame(material, essay, everything=everything)
    room = _room(task, framed)
    if not everything:
        # The way forward has its lines already; what hangs on them comes last.
        for last in (False, True):
            drafts = [draft for draft in framed.drafts if (draft.kind == "way-forward") is last]
            fill(material, [choice for draft in drafts for choice in draft.choices], room)
    sections = budgeted(_sections(task, framed), task.paper)
    outline = _outline(task, sections)
    left_out = [*framed.left_out, *room.left_out]
    return Outcome(outline, tuple(_findings(task, outline, left_out)))


def _room(task: _Plan, framed: Frame) -> Room:
    """The paper's lines, less those that are taken from the start."""
    if task.everything:
        return Room(None)
    most = (task.paper.lines or LINES)[1]
    opening = len(opening_lines(task.scribe, task.essay, NOTHING))
    taken = sum(lines_of(task.material, choice) for draft in framed.drafts for choice in draft.choices)
    texts = sum(len(draft.texts) for draft in framed.drafts)
    # A claim that leads a section of its own is that section's heading; a thesis is a line of the introduction.
    led = sum(bool(draft.id) or draft.kind in {"introduction", "counterpoints"} for draft in framed.drafts)
    return Room(max(0, most - len(framed.drafts) - opening - taken - texts + led - 1))


def _sections(task: _Plan, framed: Frame) -> list[Section]:
    """Write the sections, once it is known where each node stands."""
    anchors = [f"section-{number}" for number in range(1, len(framed.drafts) + 1)]
    picks = [_picks(task, draft) for draft in framed.drafts]
    if task.essay.counterpoints == "section":
        _gather(task, framed.drafts, picks)
    for anchor, draft, below in zip(anchors, framed.drafts, picks, strict=True):
        names = [draft.id] if draft.id else []
        for name in (*names, *_ids(below)):
            task.scribe.homes.setdefault(name, anchor)
    drafted = zip(anchors, framed.drafts, picks, strict=True)
    road = road_map(_short(task, draft) for draft in framed.drafts if draft.kind == "argument")
    sections = [_section(task, anchor, draft, below, road) for anchor, draft, below in drafted]
    return [section for section in sections if section.lines or section.heading]


def _picks(task: _Plan, draft: Draft) -> list[Pick]:
    picks = [picked(task.material, choice, everything=task.everything) for choice in draft.choices]
    if draft.id or draft.kind in {"introduction", "counterpoints"}:
        return [line for pick in picks for line in pick.lines]
    return picks


def _gather(task: _Plan, drafts: list[Draft], picks: list[list[Pick]]) -> None:
    """Move the counterpoints from the points that they attack to a section of their own."""
    home = next(place for place, draft in enumerate(drafts) if draft.kind == "counterpoints")
    for place, draft in enumerate(drafts):
        if draft.kind != "argument":
            continue
        holders = [*picks[place], Pick("", lines=picks[place])] if draft.id else picks[place]
        for holder in holders:
            sides: dict[bool, list[Pick]] = {True: [], False: []}
            for pick in holder.lines:
                sides[task.material.node(pick.id).role in ATTACKERS].append(pick)
            picks[home].extend(sides[True])
            holder.lines[:] = sides[False]


def _ids(picks: Sequence[Pick]) -> Iterator[str]:
    waiting = list(reversed(picks))
    while waiting:
        pick = waiting.pop()
        yield pick.id
        waiting.extend(reversed(pick.lines))


def _section(task: _Plan, anchor: str, draft: Draft, picks: list[Pick], road: Text) -> Section:
    lines = [task.scribe.line(pick) for pick in picks]
    if draft.kind == "argument" and not draft.id:
        phrases = [choice.point.heading for choice in draft.choices]
        lines = [task.scribe.line(pick, phrase) for pick, phrase in zip(picks, phrases, strict=True)]
    if draft.kind == "introduction":
        lines = [*opening_lines(task.scribe, task.essay, road), *lines]
    if draft.kind == "way-forward":
        lines += [Line("way-forward", "way-forward", Text(text, "way-forward")) for text in draft.texts]
    if draft.kind == "conclusion":
        lines = list(closing_lines(task.scribe, task.essay))
    heading, label = _heading(task, draft)
    stands = task.scribe.stands(task.material.node(draft.id)) if draft.id else NOTHING
    return Section(draft.kind, anchor, heading, draft.id, label, stands, lines=tuple(lines))


def _heading(task: _Plan, draft: Draft) -> tuple[Text, Text]:
    """A section's heading, and the number in the map of the claim that it is."""
    if not draft.id:
        return draft.heading, NOTHING
    words = task.scribe.words(task.material.node(draft.id))
    return words, Text(f"[{task.material.labels[draft.id]}]", "label")


def _short(task: _Plan, draft: Draft) -> str:
    return (task.material.node(draft.id).heading if draft.id else None) or _heading(task, draft)[0]


def _outline(task: _Plan, sections: tuple[Section, ...]) -> Outline:
    argument, essay = task.material.argument, task.essay
    opening = sections[0].lines if sections else ()
    thesis = next((line for line in opening if line.role == "thesis"), None)
    nodes = [argument.by_id[name] for name in _printed(sections) if name in argument.by_id]
    return Outline(
        title=Text(argument.title, of=("map", "title")),
        question=Text(essay.question, of=(f"essay:{essay.id}", "question")),
        asked=Text(essay.asked or "", of=(f"essay:{essay.id}", "asked")),
        thesis=thesis,
        paper=task.paper,
        essay=essay,
        sections=sections,
        terms=treated(essay, sections),
        cited=tuple(dict.fromkeys(cite.source for node in nodes for cite in node.cites)),
        share=total(sections),
        phases=task.paper.minutes,
        everything=task.everything,
        language=argument.language,
        alt=_alt(argument),
        map_id=f"{argument.title}#{essay.id}" if essay.id else argument.title,
    )


def _printed(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        yield section.id
        waiting: list[Line] = list(reversed(section.lines))
        while waiting:
            line = waiting.pop()
            yield line.id
            waiting.extend(reversed(line.lines))


def _alt(argument: ArgumentMap) -> str:
    """The drawing in words, for those who cannot see it."""
    roles = Counter(node.role for node in argument.nodes)
    parts = [
        f"{number} {role.value.replace('-', ' ')}{'' if number == 1 else 's'}"
        for role, number in roles.items()
    ]
    thesis = argument.by_id.get(argument.thesis or "")
    said = f" Thesis: {thesis.text}" if thesis else ""
    return f"Argument map of {argument.title}: {', '.join(parts)}.{said}"


def _findings(task: _Plan, outline: Outline, left_out: list[str]) -> Iterator[Diagnostic]:
    span = task.essay.at() if task.essay.id else Span(task.material.argument.at().path, 1, 1)
    if left_out:
        names = ", ".join(left_out[:8]) + (f" and {len(left_out) - 8} more" if len(left_out) > 8 else "")
        most = (task.paper.lines or LINES)[1]
        message = f"the outline keeps to {most} lines and leaves out {names}"
        yield Diagnostic(span, Severity.INFO, "left-out", message, "--all prints everything")
    for term in outline.terms:
        if not term.sections:
            message = f"no section treats the term {term.text!s} of the question"
            hint = "use its words in a heading or a point, or take a point that treats it"
            yield Diagnostic(task.essay.at("terms"), Severity.WARNING, "untreated-term", message, hint)
