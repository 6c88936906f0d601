"""The command `diagram`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from argmap.cli.talk import CLEAN, deliver, tell, tell_reading
from argmap.pipeline import diagram as pipeline
from argmap.pipeline.files import STANDARD
from argmap.pipeline.maps import load


@click.command(short_help="Draw a map.")
@click.argument("map_", metavar="MAP")
@click.option("-o", "--out", metavar="FILE", help="Where to; its suffix tells the format.")
@click.option("--to", type=click.Choice(pipeline.TARGETS), help="svg where neither this nor -o tells.")
@click.option(
    "--view",
    default="full",
    show_default=True,
    metavar="VIEW",
    help="overview, full, counterpoints, claim:ID or essay:ID.",
)
@click.option(
    "--pages",
    type=click.Choice(pipeline.PAGES),
    help="atlas where PDF is made, else fit: one page as large as need be.",
)
@click.option("--sheet", type=click.Choice(pipeline.SHEETS), default="a4", show_default=True)
@click.option("--theme", type=click.Choice(pipeline.THEMES), default="colour", show_default=True)
@click.option("--engine", type=click.Choice(pipeline.ENGINES), default="auto", show_default=True)
@click.option("--font-path", "font_paths", metavar="DIR", multiple=True, help="A folder of further fonts.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=20.0, show_default=True, metavar="SECONDS")
@click.option("--standing", is_flag=True, help="Show which nodes stand and which fall.")
def diagram(map_: str, out: str | None, to: Any, **options: Any) -> None:  # noqa: ANN401 - what the options say
    r"""Draw a map, or a part of it.

    \b
    argmap diagram lunch.yaml -o lunch.pdf
    argmap diagram lunch.yaml --pages poster --sheet a3 -o wall.pdf
    argmap diagram lunch.yaml --view counterpoints --theme mono -o answers.png
    """
    loaded = load(map_)
    tell_reading(loaded)
    if loaded.argument is None:
        return
    to = to or pipeline.target_of(out)
    drawn = pipeline.diagram(loaded.argument, to, **options)
    if drawn.value is None:
        raise click.UsageError("; ".join(found.message for found in drawn.diagnostics))
    tell(drawn.diagnostics, loaded.sources)
    if len(drawn.value) > 1 and out is None:
        out = f"{'argmap' if map_ == STANDARD else Path(map_).stem}.{to}"
    names = pipeline.page_names(out, len(drawn.value)) if out else [None]
    for name, data in zip(names, drawn.value, strict=True):
        deliver(data, name, map_, f".{to}")
    raise SystemExit(CLEAN)
