"""Outlines: a map, a question and a style become a document."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from argmap.blocks import Document, Picture
from argmap.diagnostics import Diagnostic, Outcome, WorldError, has_errors, in_order
from argmap.formats import read_essays
from argmap.model import ArgumentMap, Essay, Role, Section
from argmap.outlines import Headings, Outline, join, plan, settle
from argmap.papers import known_papers
from argmap.pipeline.files import named_by, read_bytes
from argmap.pipeline.maps import Loaded, load
from argmap.sources.references import reference_list
from argmap.templating import STYLES, Template, about, built_in
from argmap.writers import WRITERS, writer

KINDS = ("outline", "skeleton", "facts", "page")
COPIES = ("plain", "study", "teacher")
FORMATS = tuple(WRITERS)
NORMAL, SMALL = 11.0, 9.0
"""Sizes of running text, in points; a single page looks for its own."""
PICTURED = ("docx", "pdf", "html")
_VIEW_BOX = re.compile(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"')
STYLE = STYLES[0]
SKELETONS = ("docx", "pdf", "html")
"""Formats that can rule lines to write on."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of an outline; the names are those of the command's options."""

    kind: str = "outline"
    style: str = STYLE
    copy: str = "plain"
    headings: Headings = "sentence"
    everything: bool = False
    standing: bool = False
    to: str = "md"
    template: str | None = None
    reference_doc: str | None = None
    diagram: bool = False
    font_paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """The map and the essay that an outline is made of, with what was found on the way to them."""

    argument: ArgumentMap
    essay: Essay | None
    diagnostics: tuple[Diagnostic, ...] = ()


def essay_ids(argument: ArgumentMap) -> tuple[str, ...]:
    """The ids of a map's essays."""
    return tuple(essay.id for essay in argument.essays)


def task(argument: ArgumentMap, essay: str | None) -> Task | tuple[str, ...]:
    """Find the essay that is asked for.

    Args:
        argument: the map.
        essay: its id in the map, or `FILE.yaml#ID`; None for the map as a whole.

    Returns:
        The task; the essays that there are, where it is none of them.

    Raises:
        WorldError: a file cannot be read.
    """
    if essay is None:
        return Task(argument, None)
    found = next((known for known in argument.essays if known.id == essay), None)
    if found is None and "#" in essay:
        return _elsewhere(argument, *essay.rsplit("#", 1))
    return Task(argument, found) if found else essay_ids(argument)


def _elsewhere(argument: ArgumentMap, path: str, name: str) -> Task | tuple[str, ...]:
    """An essay in a file of its own, and the maps that it draws on, found beside it."""
    outcome = read_essays(read_bytes(path), path)
    essays, papers = outcome.value or ((), ())
    essay = next((known for known in essays if known.id == name), None)
    if essay is None and not has_errors(outcome.diagnostics):
        return tuple(known.id for known in essays)
    if essay is None:
        return Task(argument, None, outcome.diagnostics)
    loaded = {prefix: _load_beside(path, file) for prefix, file in essay.maps}
    others = {prefix: other.argument for prefix, other in loaded.items() if other.argument is not None}
    joined = replace(join(argument, others), papers=(*argument.papers, *papers))
    settled, unknown = settle(essay, joined)
    found = [finding for other in loaded.values() for finding in other.diagnostics]
    return Task(joined, settled, in_order([*outcome.diagnostics, *found, *unknown]))


def _load_beside(path: str, name: str) -> Loaded:
    try:
        return load(str(named_by(path, name)))
    except OSError as failure:
        raise WorldError(f"{name}, which {path} names, cannot be read: {failure.strerror}") from None


def outline(given: Task, wanted: Wanted) -> Outcome[bytes]:
    """Plan an outline and write it.

    Args:
        given: the map and the essay.
        wanted: kind, style, copy and format.

    Returns:
        The document; None with errors where the template or the reference document is wrong.

    Raises:
        WorldError: a file cannot be read.
    """
    planned = plan(
        given.argument,
        given.essay,
        headings=wanted.headings,
        everything=wanted.everything or (wanted.kind == "facts" and given.essay is None),
        standing=_labels(given.argument) if wanted.standing else None,
    )
    if planned.value is None:
        return Outcome(None, planned.diagnostics)
    laid = _document(given.argument, planned.value, wanted)
    if laid.value is None:
        return Outcome(None, (*planned.diagnostics, *laid.diagnostics))
    figures = _figures(given, wanted)
    written = _written(laid.value, figures.value or {}, wanted)
    told = (*planned.diagnostics, *laid.diagnostics, *figures.diagnostics, *written.diagnostics)
    return Outcome(written.value, told)


def _document(argument: ArgumentMap, planned: Outline, wanted: Wanted) -> Outcome[Document]:
    from argmap.templating.render import render  # noqa: PLC0415 - Jinja is loaded by who prints, not by who lists

    references = () if wanted.copy == "plain" else reference_list(argument, planned.cited)
    template = _template(wanted)
    laid = render(
        planned,
        template=template,
        kind=wanted.kind,
        copy=wanted.copy,
        references=references,
        diagram=wanted.diagram and wanted.kind == "outline",
        size=SMALL if wanted.kind in {"facts", "page"} else NORMAL,
    )
    if wanted.kind != "page" or laid.value is None:
        return laid
    sized = _fitted(laid.value, wanted)
    return Outcome(sized.value, (*laid.diagnostics, *sized.diagnostics))


def _fitted(document: Document, wanted: Wanted) -> Outcome[Document]:
    """One page in the largest size that holds it; every format takes that size."""
    from argmap.writers.pdf import LEAST, fitted  # noqa: PLC0415 - typst is loaded by who measures

    sized = fitted(document, font_paths=wanted.font_paths)
    if wanted.to != "docx" or sized.value is None:
        return sized
    # Word's Calibri runs wider than the font that was measured.
    return Outcome(replace(sized.value, size=max(LEAST, sized.value.size - 1)), sized.diagnostics)


def _template(wanted: Wanted) -> Template:
    if wanted.template is not None:
        text = read_bytes(wanted.template).decode("utf-8-sig", "replace")
        return Template(wanted.template, text, ours=False)
    return built_in(wanted.kind if wanted.kind in {"skeleton", "facts"} else wanted.style)


def _labels(argument: ArgumentMap) -> dict[str, str]:
    from argmap.standing import weigh  # noqa: PLC0415 - only --standing needs it

    return {name: str(label) for name, label in weigh(argument).labels.items()}


def _figures(given: Task, wanted: Wanted) -> Outcome[dict[str, Picture]]:
    """The drawing of what is outlined: the thesis and the claims, the lines beneath them stand in the outline."""
    if not wanted.diagram or wanted.to not in PICTURED or wanted.kind != "outline":
        return Outcome({})
    from argmap.drawing import draw  # noqa: PLC0415 - typst and Graphviz are loaded by who draws

    argument, view = given.argument, "overview"
    if given.essay and given.essay.body:
        essay = replace(given.essay, body=tuple(map(_bare, given.essay.body)), way_forward=())
        argument, view = _argued(argument, essay), f"essay:{essay.id}"
    argument = _without_warrants(argument)
    svg = draw(argument, to="svg", view=view, theme="mono", font_paths=wanted.font_paths)
    if svg.value is None:
        return Outcome({}, svg.diagnostics)
    png = draw(argument, to="png", view=view, theme="mono", font_paths=wanted.font_paths)
    width, height = _size(svg.value[0])
    pixels = png.value[0] if png.value else b""
    return Outcome({"diagram": Picture(svg.value[0], pixels, width, height)}, svg.diagnostics)


def _without_warrants(argument: ArgumentMap) -> ArgumentMap:
    """A map whose drawing is half as high, so that its text can be read on a page turned sideways."""
    dropped = {node.id for node in argument.nodes if node.role is Role.WARRANT}
    relations = tuple(
        replace(relation, sources=tuple(source for source in relation.sources if source not in dropped))
        for relation in argument.relations
        if relation.target not in dropped and not dropped.issuperset(relation.sources)
    )
    nodes = tuple(node for node in argument.nodes if node.id not in dropped)
    return replace(argument, nodes=nodes, relations=relations)


def _argued(argument: ArgumentMap, essay: Essay) -> ArgumentMap:
    """The map with the essay's thesis in the place of its own, which the drawing shows."""
    nodes = tuple(
        replace(node, text=essay.thesis, cites=()) if essay.thesis and node.id == argument.thesis else node
        for node in argument.nodes
    )
    return replace(argument, nodes=nodes, essays=(essay,))


def _bare(section: Section) -> Section:
    points = tuple(replace(point, evidence=(), counterpoints=()) for point in section.points)
    return replace(section, points=points)


def _size(svg: bytes) -> tuple[float, float]:
    """Width and height of a drawing of ours, in points."""
    found = _VIEW_BOX.search(svg)
    return (float(found[1]), float(found[2])) if found else (1.0, 1.0)


def _written(document: Document, figures: dict[str, Picture], wanted: Wanted) -> Outcome[bytes]:
    options: dict[str, object] = {}
    if wanted.to == "docx" and wanted.reference_doc:
        options |= {"reference": read_bytes(wanted.reference_doc), "reference_path": wanted.reference_doc}
    if wanted.to == "pdf":
        options["font_paths"] = wanted.font_paths
    written: Outcome[bytes] = writer(wanted.to)(document, figures, **options)
    return written


def listing(loaded: Loaded | None) -> str:
    """Say which styles, papers and essays there are.

    Args:
        loaded: a map, for its own papers and essays.

    Returns:
        Text for a screen.
    """
    argument = loaded.argument if loaded and loaded.argument else ArgumentMap(title="")
    rows = [("Styles", [(name, about(name)) for name in STYLES])]
    rows.append(("Papers", [(paper.id, paper.title) for paper in known_papers(argument).values()]))
    rows.append(("Essays", [(essay.id, essay.question) for essay in argument.essays]))
    lines = []
    for title, entries in rows:
        if entries:
            width = max(len(name) for name, _ in entries)
            lines += [title, *(f"  {name:<{width}}  {said}".rstrip() for name, said in entries), ""]
    return "\n".join(lines[:-1]) + "\n"
