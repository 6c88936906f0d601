"""What surrounds each page of an atlas: its title, legend and footer."""

from __future__ import annotations

from dataclasses import replace

from argmap.drawing.fonts import clean
from argmap.drawing.job import Job
from argmap.drawing.legend import ROW, legend
from argmap.drawing.looks import SMALL, TITLE
from argmap.drawing.scene import Paragraph, Rule, Scene
from argmap.drawing.sheets import MARGIN
from argmap.drawing.text import BOLD, ITALIC, REGULAR
from argmap.sources.notes import short_note

_LINES = 2


def titled(job: Job, title: str, below: str, link: str | None, width: float) -> tuple[Paragraph, ...]:
    """A page's title, of two lines at most, and the line beneath it.

    Args:
        job: what is drawn.
        title: of the page.
        below: what it belongs to.
        link: where that line leads.
        width: of the page in pt.
    """
    room = width - 2 * MARGIN
    while len(job.ruler.wrap(BOLD, TITLE, title, room)) > _LINES:
        title = f"{title[: int(len(title) * 0.9)].rstrip(' …')}…"
    heading = job.text(BOLD, TITLE, title, (MARGIN, MARGIN, room), heading=1)
    texts = [heading]
    if below:
        top = MARGIN + heading.rectangle[3] + 1
        texts.append(job.text(ITALIC, SMALL + 0.5, below, (MARGIN, top, room))._replace(link=link))
    return tuple(texts)


def framed(job: Job, scene: Scene, number: int, total: int) -> Scene:
    """Set legend and footer beneath a page.

    Args:
        job: what is drawn.
        scene: the page.
        number: of the page.
        total: how many pages there are.
    """
    room = scene.width - 2 * MARGIN
    foot = scene.height - MARGIN
    article = job.argument.sources.get(job.argument.article or "")
    source = f" · a map of {short_note(article)}" if article else ""
    line = f"page {number} of {total}"
    wide = job.ruler.width(REGULAR, SMALL, line)
    left = job.text(REGULAR, SMALL, clean(job.argument.title + source), (MARGIN, foot - 10, room - wide - 20))
    left = left._replace(lines=left.lines[:1], y=foot - 3)
    right = job.text(REGULAR, SMALL, line, (scene.width - MARGIN - wide, foot - 10, wide + 1))
    rule = Rule((MARGIN, foot - 12), (scene.width - MARGIN, foot - 12))
    place = (MARGIN, 0.0, room)
    samples, words, tall = legend(job.ruler, job.theme, scene.boxes, scene.arrows, place)
    if samples:
        place = (MARGIN, foot - 18 - tall + (ROW - 12), room)
        samples, words, _ = legend(job.ruler, job.theme, scene.boxes, scene.arrows, place)
    texts = (*scene.texts, *words, left, right._replace(y=foot - 3))
    return replace(scene, texts=texts, rules=(*scene.rules, rule), legend=samples)
