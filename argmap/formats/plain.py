"""Parts of a map as plain data under the map file's keys; YAML and JSON both write these."""

from __future__ import annotations

from typing import Any

from argmap.model import Allow, Essay, Introduction, Paper, Point, Section

Plain = dict[str, Any]


def compact(pairs: Plain) -> Plain:
    """Leave out what is absent: None, and empty texts, tuples and lists."""
    return {key: value for key, value in pairs.items() if value is not None and value not in ("", (), [])}


def allow_data(allow: Allow) -> Plain:
    """A silenced rule."""
    return {"rule": allow.rule, "because": allow.because}


def essay_data(essay: Essay) -> Plain:
    """An essay; what it leaves to the planner is left out, an empty choice stays."""
    data = compact(
        {
            "id": essay.id,
            "question": essay.question,
            "asked": essay.asked,
            "paper": essay.paper,
            "terms": list(essay.terms),
            "thesis": essay.thesis,
            "introduction": None,
            "body": [_section_data(section) for section in essay.body],
            "counterpoints": "section" if essay.counterpoints == "section" else None,
        }
    )
    if essay.introduction is not None:
        data["introduction"] = _introduction_data(essay.introduction)
    if essay.way_forward is not None:
        data["way-forward"] = list(essay.way_forward)
    if essay.conclusion is not None:
        data["conclusion"] = essay.conclusion
    if essay.maps:
        data["maps"] = dict(essay.maps)
    return data


def _introduction_data(introduction: Introduction) -> Plain:
    data = compact({"hook": introduction.hook, "background": list(introduction.background)})
    return data | {"road-map": introduction.road_map}


def _section_data(section: Section) -> Plain:
    return {"heading": section.heading, "points": [_point_data(point) for point in section.points]}


def _point_data(point: Point) -> str | Plain:
    if point.evidence is None and point.counterpoints is None and point.heading is None:
        return point.claim
    data: Plain = {"claim": point.claim}
    if point.evidence is not None:
        data["evidence"] = list(point.evidence)
    if point.counterpoints is not None:
        data["counterpoints"] = list(point.counterpoints)
    return data | compact({"heading": point.heading})


def paper_data(paper: Paper) -> Plain:
    """A paper; what it leaves open is left out."""
    return compact(
        {
            "id": paper.id,
            "title": paper.title,
            "marks": paper.marks,
            "minutes": dict(paper.minutes) or None,
            "words": _range_data(paper.words, "least", "most", "planned"),
            "lines": _range_data(paper.lines, "least", "most"),
            "headings": _range_data(paper.headings, "least", "most"),
            "dimensions": list(paper.dimensions),
        }
    )


def _range_data(values: tuple[int, ...] | None, *names: str) -> Plain | None:
    return dict(zip(names, values, strict=True)) if values else None
