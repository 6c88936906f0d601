"""The last pages of an atlas: the sources in full, and the cautions that marks in boxes stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from argmap.drawing.fonts import clean
from argmap.drawing.frame import titled
from argmap.drawing.job import Job
from argmap.drawing.labels import SCHEMES
from argmap.drawing.looks import BODY, SMALL
from argmap.drawing.scene import Paragraph, Scene
from argmap.drawing.sheets import FOOT, HEAD, MARGIN, SHEETS
from argmap.drawing.text import BOLD, REGULAR, Face
from argmap.sources.references import reference_list

_GAP = 4.0
SOURCES = "sources"
"""The anchor of the first page of sources."""


def reference_pages(job: Job, sheet: str, pages: int) -> list[Scene]:
    """List the sources of a view and its cautions.

    Args:
        job: what is drawn.
        sheet: a key of `sheets.SHEETS`.
        pages: how many pages come before.

    Returns:
        As many pages as that takes; none where nothing is cited.
    """
    width, height = SHEETS[sheet]
    scenes: list[Scene] = []
    texts: list[Paragraph] = []
    y = MARGIN + HEAD
    for paragraph in _paragraphs(job, width - 2 * MARGIN):
        tall = paragraph.rectangle[3] + _GAP
        if texts and y + tall > height - MARGIN - FOOT / 2:
            scenes.append(_page(job, texts, (width, height), pages + len(scenes) + 1))
            texts, y = [], MARGIN + HEAD
        texts.append(paragraph._replace(y=paragraph.y + y))
        y += tall
    if texts:
        scenes.append(_page(job, texts, (width, height), pages + len(scenes) + 1))
    return [replace(page, anchor=SOURCES) if page is scenes[0] else page for page in scenes]


def _page(job: Job, texts: list[Paragraph], size: tuple[float, float], number: int) -> Scene:
    title = titled(job, "Sources", "", None, size[0])
    name = clean(f"{job.view.title}: Sources")
    return Scene(*size, name, name, job.argument.language, texts=(*title, *texts), anchor=f"page-{number}")


def _paragraphs(job: Job, room: float) -> Iterator[Paragraph]:
    nodes = [job.argument.by_id[node] for node in job.view.nodes]
    keys = [
        key for key in (job.argument.article, *(cite.source for node in nodes for cite in node.cites)) if key
    ]
    for runs in reference_list(job.argument, dict.fromkeys(keys)):
        text = clean("".join(run.text for run in runs))
        link = next((run.link for run in runs if run.link and run.link.startswith(SCHEMES)), None)
        yield _set(job, REGULAR, text, room, link)
    cautions = [node for node in nodes if node.caution]
    if cautions:
        yield _set(job, BOLD, "Cautions: where the source slips", room, None)
    for node in cautions:
        yield _set(job, REGULAR, clean(f"{job.numbers[node.id]}  {node.caution}"), room, None)


def _set(job: Job, face: Face, text: str, room: float, link: str | None) -> Paragraph:
    size = BODY if face.bold else SMALL + 0.5
    return job.text(face, size, text, (MARGIN, 0.0, room))._replace(link=link)
