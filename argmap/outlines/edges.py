"""How an outline opens and closes: hook, background, terms, thesis and road map; the conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from argmap.model import Essay, Introduction
from argmap.outlines.lines import Scribe
from argmap.outlines.picks import Pick
from argmap.outlines.values import Line, Text


def opening_lines(scribe: Scribe, essay: Essay, road: Text) -> list[Line]:
    """Write the introduction.

    Args:
        scribe: writes the lines of nodes.
        essay: what it says of the introduction; where it says nothing, there are terms, thesis and road map.
        road: the headings of the body.

    Returns:
        Hook, background, terms, thesis and road map, those that there are.
    """
    opening = essay.introduction or Introduction()
    own = f"essay:{essay.id}"
    lines = (
        [Line("hook", "hook", Text(opening.hook, "hook", (own, "introduction.hook")))] if opening.hook else []
    )
    lines += list(_background(scribe, own, opening))
    if essay.terms:
        lines.append(Line("terms", "terms", Text(", ".join(essay.terms), "terms")))
    lines += list(thesis_lines(scribe, essay))
    if opening.road_map:
        lines.append(Line("road-map", "road-map", road))
    return lines


def _background(scribe: Scribe, own: str, opening: Introduction) -> Iterator[Line]:
    known = scribe.material.argument.by_id
    for number, item in enumerate(opening.background):
        if item in known:
            yield scribe.line(Pick(item))
        else:
            yield Line(
                "background",
                "background",
                Text(item, "background", (own, f"introduction.background.{number}")),
            )


def thesis_lines(scribe: Scribe, essay: Essay) -> Iterator[Line]:
    """The essay's own thesis, or the map's."""
    if essay.thesis:
        yield Line("thesis", "thesis", Text(essay.thesis, "thesis", (f"essay:{essay.id}", "thesis")))
    elif scribe.material.argument.thesis:
        yield scribe.line(Pick(scribe.material.argument.thesis))


def closing_lines(scribe: Scribe, essay: Essay) -> Iterator[Line]:
    """The essay's conclusion; where it has none, its thesis again."""
    if essay.conclusion:
        yield Line(
            "conclusion",
            "conclusion",
            Text(essay.conclusion, "conclusion", (f"essay:{essay.id}", "conclusion")),
        )
    else:
        for line in thesis_lines(scribe, essay):
            yield Line("conclusion", "conclusion", Text(line.text, "conclusion"))


def road_map(headings: Iterable[str]) -> Text:
    """Tell the reader the way: the headings of the body, one after the other."""
    return Text("; ".join(heading.rstrip(".") for heading in headings), "road-map")
