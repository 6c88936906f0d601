"""The frame of an outline: its sections in order, and what may stand in each, before lines are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from argmap.model import Essay, Point, Role, Section
from argmap.outlines.choose import Choice, start
from argmap.outlines.picks import DEEPEST, Material
from argmap.outlines.values import NOTHING, SectionKind, Text
from argmap.tree import ATTACKERS

MOST_SECTIONS = 8
"""Sections that the body of a planned outline has at most (examiners' samples have six to eight in all)."""
MOST_STEPS = 4
"""Lines of the way forward that the planner takes at most."""


@dataclass(slots=True)
class Draft:
    """A section to be.

    Attributes:
        kind: what it does.
        heading: as written, or empty.
        id: of the claim that it is the section of.
        choices: its points.
        texts: of a way forward that names no node.
    """

    kind: SectionKind
    heading: Text = NOTHING
    id: str = ""
    choices: list[Choice] = field(default_factory=list)
    texts: tuple[str, ...] = ()


@dataclass(slots=True)
class Frame:
    """The drafts of all sections, and the claims that found no place among them."""

    drafts: list[Draft]
    left_out: list[str]


def frame(material: Material, essay: Essay, *, everything: bool) -> Frame:
    """Lay out the sections of an outline.

    Args:
        material: the map.
        essay: the question; one without a body leaves the sections to the planner.
        everything: whether no claim is left out.

    Returns:
        Introduction, body, objections, way forward, conclusion, those that have something to say.
    """
    left_out: list[str] = []
    if essay.body:
        body = [_written(material, essay, number, section) for number, section in enumerate(essay.body)]
    else:
        body = list(_planned(material, left_out, everything=everything))
    drafts = [_introduction(material, essay), *body]
    objections = _objections(material, essay)
    if objections.choices or essay.counterpoints == "section":
        drafts.append(objections)
    forward = _way_forward(material, essay, body, left_out, everything=everything)
    if forward.choices or forward.texts:
        drafts.append(forward)
    return Frame([*drafts, Draft("conclusion")], left_out)


def _introduction(material: Material, essay: Essay) -> Draft:
    """The thesis's own evidence, where a map has any, stands in the introduction."""
    thesis = _own_thesis(material, essay)
    if thesis is None:
        return Draft("introduction")
    point = Point(thesis, counterpoints=())
    among = (Role.WARRANT, Role.EVIDENCE)
    return Draft("introduction", choices=[start(material, point, DEEPEST, among)])


def _written(material: Material, essay: Essay, number: int, section: Section) -> Draft:
    heading = Text(section.heading, of=(f"essay:{essay.id}", f"body.{number}.heading"))
    points = [point for point in section.points if point.claim in material.argument.by_id]
    return Draft("argument", heading, choices=[start(material, point, DEEPEST - 1) for point in points])


def _planned(material: Material, left_out: list[str], *, everything: bool) -> Iterator[Draft]:
    """A section a claim: the strongest ones in file order, or with everything each and what else stands loose."""
    thesis = material.argument.thesis
    claims = list(_sections(material))
    loose = [
        top
        for top in material.structure.tops
        if top != thesis and top not in claims and material.node(top).role is not Role.WAY_FORWARD
    ]
    taken = [*claims, *loose] if everything else material.strongest(claims)[:MOST_SECTIONS]
    left_out.extend(name for name in (*claims, *loose) if name not in set(taken))
    for name in sorted(taken, key=material.place.__getitem__):
        yield Draft("argument", id=name, choices=[start(material, Point(name), DEEPEST)])


def _sections(material: Material) -> list[str]:
    """The claims that make up a map's argument: the thesis's; without a thesis, the roots.

    Whatever else stands beneath a thesis and is neither its evidence nor an objection counts as a claim.
    """
    thesis = material.argument.thesis
    if thesis is not None:
        elsewhere = {Role.WARRANT, Role.EVIDENCE, *ATTACKERS}
        return [kid for kid in material.kids(thesis) if material.node(kid).role not in elsewhere]
    return [top for top in material.structure.tops if material.node(top).role is not Role.WAY_FORWARD]


def _own_thesis(material: Material, essay: Essay) -> str | None:
    """The map's thesis, where the essay does not argue another one."""
    return None if essay.thesis else material.argument.thesis


def _objections(material: Material, essay: Essay) -> Draft:
    thesis = _own_thesis(material, essay)
    if thesis is None or not material.of_role(thesis, *ATTACKERS):
        return Draft("counterpoints")
    point = Point(thesis, evidence=())
    return Draft("counterpoints", choices=[start(material, point, DEEPEST, ATTACKERS)])


def _way_forward(
    material: Material, essay: Essay, body: list[Draft], left_out: list[str], *, everything: bool
) -> Draft:
    known = material.argument.by_id
    if essay.way_forward is not None:
        named = [name for name in essay.way_forward if name in known]
        points = [Point(name, evidence=(), counterpoints=()) for name in named]
        texts = tuple(text for text in essay.way_forward if text not in known and " " in text)
        return Draft(
            "way-forward", choices=[start(material, point, DEEPEST - 1) for point in points], texts=texts
        )
    steps = [
        node.id for node in material.argument.nodes if node.role is Role.WAY_FORWARD and node.under is None
    ]
    fitting = _fitting(material, steps, body) if essay.body else steps
    taken = steps if everything else material.strongest(fitting)[:MOST_STEPS]
    left_out.extend(name for name in fitting if name not in taken)
    ordered = sorted(taken, key=material.place.__getitem__)
    return Draft("way-forward", choices=[start(material, Point(name), DEEPEST - 1) for name in ordered])


def _fitting(material: Material, steps: list[str], body: list[Draft]) -> list[str]:
    """The steps that answer something the body says, or all where none does."""
    said: set[str] = set()
    for choice in (choice for draft in body for choice in draft.choices):
        said.update((choice.point.claim, *material.kids(choice.point.claim)))
    return [name for name in steps if said.intersection(material.node(name).answers)] or steps
