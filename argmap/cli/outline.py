"""The command `outline`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from argmap.cli.talk import CLEAN, FOUND, deliver, tell, tell_reading
from argmap.model import ArgumentMap
from argmap.pipeline import outline as pipeline
from argmap.pipeline.maps import Loaded, load
from argmap.templating import STYLES


@click.command(short_help="Print an outline, a skeleton, a fact strip or one page.")
@click.argument("map_", metavar="[MAP]", required=False)
@click.option("--essay", metavar="ID|FILE.yaml#ID", help="The question; the map as a whole where absent.")
@click.option("--kind", type=click.Choice(pipeline.KINDS), default="outline", show_default=True)
@click.option("--style", type=click.Choice(STYLES), default=pipeline.STYLE, show_default=True)
@click.option("--list", "list_", is_flag=True, help="Show styles, papers and essays, and stop.")
@click.option("--copy", type=click.Choice(pipeline.COPIES), default="plain", show_default=True)
@click.option("--headings", type=click.Choice(("sentence", "phrase")), default="sentence", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Print everything, whatever the paper's lines.")
@click.option("--standing", is_flag=True, help="Say which claims stand and which fall.")
@click.option("-o", "--out", metavar="FILE", help="Where to; its suffix tells the format.")
@click.option("--to", type=click.Choice(pipeline.FORMATS), help="docx where neither this nor -o tells.")
@click.option("--template", metavar="FILE", help="A template of your own (argmap new --template).")
@click.option("--reference-doc", metavar="FILE", help="A Word document whose styles and page are taken.")
@click.option("--diagram/--no-diagram", default=True, help="Put the drawing in (docx, pdf, html).")
@click.option("--font-path", "font_paths", metavar="DIR", multiple=True, help="Further fonts for PDF.")
def outline(
    map_: str | None,
    essay: str | None,
    list_: bool,
    out: str | None,
    to: str | None,
    **options: Any,  # noqa: ANN401 - what the options above say
) -> None:
    r"""Print an outline of a map, or of an essay that a map holds.

    \b
    argmap outline lunch.yaml -o lunch.docx
    argmap outline lunch.yaml --essay lunch-hour --style jwt --to md
    argmap outline lunch.yaml --kind facts -o facts.pdf
    argmap outline --list
    """
    loaded = load(map_) if map_ else None
    if loaded is not None:
        tell_reading(loaded)
    if list_:
        click.echo(pipeline.listing(loaded), nl=False)
        return
    if loaded is None or loaded.argument is None:
        raise click.UsageError("Missing argument 'MAP'.")
    wanted = _wanted(out, to, options)
    raise SystemExit(_print(loaded, loaded.argument, essay, wanted, out))


def _wanted(out: str | None, to: str | None, options: dict[str, Any]) -> pipeline.Wanted:
    suffix = Path(out).suffix[1:].lower() if out else ""
    if suffix and not to and suffix not in pipeline.FORMATS:
        raise click.UsageError(f"What is a .{suffix}? Name the format by --to {'|'.join(pipeline.FORMATS)}.")
    wanted = pipeline.Wanted(to=to or suffix or pipeline.FORMATS[0], **options)
    if wanted.kind == "skeleton" and wanted.to not in pipeline.SKELETONS:
        raise click.UsageError(
            f"A skeleton is written as {', '.join(pipeline.SKELETONS)}, not as {wanted.to}."
        )
    return wanted


def _print(
    loaded: Loaded, argument: ArgumentMap, essay: str | None, wanted: pipeline.Wanted, out: str | None
) -> int:
    task = pipeline.task(argument, essay)
    if isinstance(task, tuple):
        known = f"there are {', '.join(task)}" if task else "there is none"
        raise click.UsageError(f"{essay} is no essay: {known}.")
    if essay is None and argument.essays:
        names = ", ".join(pipeline.essay_ids(argument))
        click.echo(f"outlined as a whole; essays (--essay): {names}", err=True)
    tell(task.diagnostics, loaded.sources)
    outcome = pipeline.outline(task, wanted)
    tell(outcome.diagnostics, loaded.sources)
    if outcome.value is None:
        return FOUND
    deliver(outcome.value, out, loaded.path, f".{wanted.to}")
    return CLEAN
