"""The examination papers as data: marks, minutes, words, lines; None where a paper leaves a column open.

Only what the papers themselves and the reports on them say is here. The FPSC publishes no marks for an outline, so
there are none.
"""

from __future__ import annotations

from argmap.model import ArgumentMap, Essay, Paper

DEFAULT = "css-essay"
PAPERS: tuple[Paper, ...] = (
    Paper(
        id="css-essay",
        title="CSS English Essay",
        marks=100,
        minutes=(("choose", 15), ("outline", 30), ("write", 120), ("revise", 15)),
        words=(2500, 3000, 2750),
        lines=(24, 45),
        dimensions=("political", "economic", "social", "strategic"),
    ),
    Paper(
        id="css-answer",
        title="CSS answer of 20 marks",
        marks=20,
        minutes=(("write", 37),),
        headings=(12, 14),
    ),
    Paper(
        id="pms-essay",
        title="PMS English Essay",
        marks=100,
        words=(1500, 1500, 1500),
    ),
)
"""The built-in papers; a map adds its own under `papers`, and one of the same id takes the place of the built-in one."""


def known_papers(argument: ArgumentMap) -> dict[str, Paper]:
    """Every paper that an essay of a map may name.

    Args:
        argument: the map.

    Returns:
        The papers by id, the built-in ones first.
    """
    return {paper.id: paper for paper in (*PAPERS, *argument.papers)}


def paper_of(argument: ArgumentMap, essay: Essay | None) -> Paper:
    """The paper that an essay is written for.

    Args:
        argument: the map.
        essay: an essay, or None for an outline of the map as a whole.

    Returns:
        Its paper; css-essay where it names none, or one that nobody knows.
    """
    papers = known_papers(argument)
    wanted = essay.paper if essay and essay.paper else DEFAULT
    return papers.get(wanted, papers[DEFAULT])


def writing_minutes(paper: Paper) -> int | None:
    """Minutes of the phase `write`; all minutes where no phase is called so; None where the paper leaves them open."""
    phases = dict(paper.minutes)
    return phases.get("write", sum(phases.values())) if phases else None
