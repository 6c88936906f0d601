"""Set a written essay beside the outline of a map."""

from __future__ import annotations

from dataclasses import dataclass

from argmap import review as reviewing
from argmap.diagnostics import Diagnostic
from argmap.documents import paragraphs
from argmap.outlines import plan
from argmap.pipeline.files import read_bytes
from argmap.pipeline.outline import Task


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review, None where the essay's text could not be had, and what was found on the way."""

    review: reviewing.Review | None
    diagnostics: tuple[Diagnostic, ...]


def review(path: str, given: Task) -> Reviewed:
    """Review an essay.

    Args:
        path: the essay: txt, md, html, docx or pdf.
        given: the map and the essay of it that the outline is planned for.

    Returns:
        The review.

    Raises:
        WorldError: the file cannot be read.
    """
    text = paragraphs(read_bytes(path), path)
    planned = plan(given.argument, given.essay)
    found = (*given.diagnostics, *text.diagnostics)
    if text.value is None or planned.value is None:
        return Reviewed(None, found)
    return Reviewed(reviewing.review(text.value, planned.value, given.argument), found)
