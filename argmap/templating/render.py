"""Make a document: template, copy and kind in, blocks out."""

from __future__ import annotations

from collections.abc import Mapping

from argmap.blocks import Document, Runs
from argmap.diagnostics import Outcome, has_errors
from argmap.outlines import Outline, facts_of, paragraphs_of
from argmap.templating.fill import Filled, fill
from argmap.templating.head import split
from argmap.templating.home import Template
from argmap.templating.parse import parse


def render(
    outline: Outline,
    *,
    template: Template,
    kind: str = "outline",
    copy: str = "plain",
    references: tuple[Runs, ...] = (),
    diagram: bool = False,
    size: float = 11.0,
) -> Outcome[Document]:
    """Make a document of a planned outline.

    Args:
        outline: the plan.
        template: one of argmap's own, or a user's, which runs in a process of its own.
        kind: outline, skeleton, facts or page.
        copy: plain, study or teacher.
        references: what is cited, in full, for study and teacher copies.
        diagram: whether the drawing is to stand in the document.
        size: of the running text, in points.

    Returns:
        The document; None with errors that name the template's line where the template is wrong.
    """
    look, body, findings = split(template)
    if look is None or has_errors(findings):
        return Outcome(None, findings)
    names = {"outline": outline, "kind": kind, "copy": copy, "references": references, "diagram": diagram}
    names["facts"] = facts_of(outline) if kind == "facts" else ()
    names["paragraphs"] = paragraphs_of(outline) if kind == "skeleton" else ()
    filled = _filled(template, body, names)
    if filled.value is None:
        return Outcome(None, filled.diagnostics)
    blocks, notes = parse(filled.value.markdown, filled.value.values, look, copy)
    document = Document(
        title=outline.question or outline.title,
        language=outline.language,
        family=template.name,
        levels=look.levels,
        blocks=blocks,
        marks=look.marks,
        notes=notes,
        properties=(("subject", str(outline.asked)), ("keywords", ", ".join(outline.essay.terms))),
        copy=copy,
        kind=kind,
        size=size,
        map_id=outline.map_id,
    )
    return Outcome(document, findings)


def _filled(template: Template, body: str, names: Mapping[str, object]) -> Outcome[Filled]:
    if template.ours:
        return fill(template.name, body, names)
    from argmap.templating.stranger import fill_apart  # noqa: PLC0415 -- few have templates of their own

    return fill_apart(template.name, body, names)
