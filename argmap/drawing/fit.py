"""One page as large as its drawing must be: title on top, legend beneath."""

from __future__ import annotations

from argmap.diagnostics import Diagnostic
from argmap.drawing import dot
from argmap.drawing.compose import Drawn, compose, placed
from argmap.drawing.fonts import clean
from argmap.drawing.job import Job
from argmap.drawing.labels import Label
from argmap.drawing.legend import legend
from argmap.drawing.looks import ROLE_WORDS, TITLE
from argmap.drawing.scene import Scene
from argmap.drawing.text import BOLD

MARGIN = 20.0
BOX_WIDTH = 160.0


def fitted(job: Job) -> tuple[Scene, tuple[Diagnostic, ...]]:
    """Draw a whole view on one page.

    Args:
        job: what is to be drawn.

    Returns:
        The page, and a warning for each cheaper layout that was needed.
    """
    labels = {node: job.label(node, BOX_WIDTH) for node in job.view.nodes}
    graph = dot.graph(job.argument, job.view.nodes, job.view.relations, job.numbers)
    drawn = compose(job.means, graph, labels)
    return _page(job, drawn, labels), drawn.diagnostics


def _page(job: Job, drawn: Drawn, labels: dict[str, Label]) -> Scene:
    width = max(drawn.width, 380.0)
    title = job.text(BOLD, TITLE, clean(job.view.title), (MARGIN, MARGIN, width), heading=1)
    top = MARGIN + title.rectangle[3] + 12
    drawn = placed(drawn, labels, MARGIN + (width - drawn.width) / 2, top)
    samples, words, tall = legend(
        job.ruler, job.theme, drawn.boxes, drawn.arrows, (MARGIN, top + drawn.height + 12, width)
    )
    return Scene(
        width + 2 * MARGIN,
        top + drawn.height + (tall + 12 if tall else 0) + MARGIN,
        clean(job.view.title) or "Argument map",
        describe(job),
        job.argument.language,
        drawn.boxes,
        drawn.arrows,
        drawn.joints,
        (title, *words),
        legend=samples,
    )


def describe(job: Job) -> str:
    """The drawing in a sentence or two: what it argues for, and how much it holds.

    Args:
        job: what is drawn.
    """
    roles = [job.argument.by_id[node].role for node in job.view.nodes]
    counts = [f"{roles.count(role)} {ROLE_WORDS[role].lower()}" for role in ROLE_WORDS if role in roles]
    thesis = job.argument.by_id.get(job.argument.thesis or "")
    words = f" Thesis: {clean(thesis.text)}" if thesis else ""
    return f"An argument map of {len(roles)} nodes ({', '.join(counts)}).{words}"
