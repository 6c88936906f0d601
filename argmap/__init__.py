"""argmap: write an argument down once, as YAML; check it, draw it, print outlines and essay skeletons from it.

The functions here take values and give values: no file is opened, nothing is printed. `read` makes an `ArgumentMap` of
bytes, `check` finds what is weak, `draw` and `outline` make drawings and documents, `write` makes bytes of a map or of a
document. User mistakes are `Diagnostic`s in an `Outcome`, never exceptions.

    outcome = argmap.read(data, "lunch.yaml")
    findings = argmap.check(outcome.value)
    document = argmap.outline(outcome.value, "school-lunch", style="jwt").value
    data = argmap.write(document, "docx").value
"""

# Each function imports its room when it is called, so that `import argmap` costs next to nothing.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from argmap.blocks import Document
    from argmap.diagnostics import Diagnostic, Outcome
    from argmap.model import ArgumentMap
    from argmap.outlines import Headings

__all__ = ["__version__", "check", "draw", "outline", "read", "write"]
__version__ = "0.1.0"


def _nothing_beside(name: str) -> bytes:
    raise FileNotFoundError(2, "no file is opened here", name)


def read(
    data: bytes | str, path: str = "map.yaml", open_beside: Callable[[str], bytes] = _nothing_beside
) -> Outcome[ArgumentMap]:
    """Read a map.

    Args:
        data: YAML or JSON, at most 16 MB of UTF-8.
        path: its name: for the places told and, by its suffix, for the format.
        open_beside: gives the bytes of a sources file that the map names; raises OSError.

    Returns:
        The map, and every mistake with line and column; no map only where the text does not hold together.
    """
    from argmap.formats import read as read_format

    encoded = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return read_format(encoded, path, open_beside)


def check(
    argument: ArgumentMap, *, select: Collection[str] = (), ignore: Collection[str] = ()
) -> tuple[Diagnostic, ...]:
    """Find what is weak, wrong or missing in a map.

    Args:
        argument: any map.
        select: codes of the rules to run; all where empty.
        ignore: codes of rules to leave out.

    Returns:
        Findings in the order of the file; `argmap explain CODE` tells what each means.
    """
    from argmap.checks import run

    return run(argument, select, ignore)


def draw(
    argument: ArgumentMap,
    *,
    to: Literal["svg", "pdf", "png", "dot"] = "svg",
    view: str = "full",
    pages: Literal["atlas", "fit", "poster"] | None = None,
    sheet: str = "a4",
    theme: Literal["colour", "mono"] = "colour",
    font_paths: Sequence[str] = (),
    timeout: float = 20.0,
) -> Outcome[tuple[bytes, ...]]:
    """Draw a map.

    Args:
        argument: any map.
        to: the format.
        view: `overview`, `full`, `counterpoints`, `claim:ID` or `essay:ID`.
        pages: an atlas (PDF's default), one page that fits (that of the others), or a poster of several sheets.
        sheet: a4, a3, a2, letter or legal, for an atlas and a poster.
        theme: colours safe for the colour-blind, or black, white and greys.
        font_paths: folders of further fonts.
        timeout: seconds for the layout; what takes longer is laid out more cheaply, and told.

    Returns:
        The files: one, or for PNG one a page.

    Raises:
        WorldError: there is no layout engine.
    """
    from argmap.drawing import draw as draw_map

    return draw_map(
        argument,
        to=to,
        view=view,
        pages=pages,
        sheet=sheet,
        theme=theme,
        font_paths=font_paths,
        timeout=timeout,
    )


def outline(
    argument: ArgumentMap,
    essay: str | None = None,
    *,
    style: str = "academy",
    copy: Literal["plain", "study", "teacher"] = "plain",
    headings: Headings = "sentence",
    everything: bool = False,
) -> Outcome[Document]:
    """Plan an outline and lay it out.

    Args:
        argument: any map.
        essay: id of one of its essays; None for the map as a whole.
        style: academy, decimal, jwt, classic or answer.
        copy: what a candidate writes in the hall, a study copy, or a teacher's.
        headings: sentences, or the short headings of the nodes.
        everything: whether to print more lines than the paper has.

    Returns:
        The document, for `write`; what the planner left out is told.

    Raises:
        KeyError: the map has no such essay, or there is no such style.
    """
    from argmap.diagnostics import Outcome
    from argmap.outlines import plan
    from argmap.sources.references import reference_list
    from argmap.templating import built_in
    from argmap.templating.render import render

    chosen = {known.id: known for known in argument.essays}[essay] if essay is not None else None
    planned = plan(argument, chosen, headings=headings, everything=everything)
    if planned.value is None:
        return Outcome(None, planned.diagnostics)
    references = () if copy == "plain" else reference_list(argument, planned.value.cited)
    laid = render(planned.value, template=built_in(style), copy=copy, references=references)
    return Outcome(laid.value, (*planned.diagnostics, *laid.diagnostics))


def write(value: ArgumentMap | Document, to: str) -> Outcome[bytes]:
    """Write a map or a document.

    Args:
        value: a map, or what `outline` gave.
        to: yaml or json for a map; docx, pdf, html, md or txt for a document.

    Returns:
        The bytes, the same for the same value on every run, and what the format could not hold.

    Raises:
        KeyError: the format is not one for this value.
    """
    from argmap.model import ArgumentMap

    if isinstance(value, ArgumentMap):
        from argmap.formats import write as write_map

        return write_map(value, to)
    from argmap.writers import writer

    written: Outcome[bytes] = writer(to)(value, {})
    return written
