"""The command `build`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from argmap.cli.talk import CLEAN, FOUND, tell
from argmap.diagnostics import Severity
from argmap.pipeline import build as pipeline
from argmap.pipeline.files import map_files


@click.command(short_help="Make every map's diagram and outlines.")
@click.argument("maps", metavar="[MAP|FOLDER]...", nargs=-1)
@click.option("-o", "--out", metavar="DIR", default=pipeline.OUT, show_default=True, help="Where to.")
@click.option("--only", metavar="KINDS", help=f"Some of {','.join(pipeline.KINDS)}; all where absent.")
def build(maps: tuple[str, ...], out: str, only: str | None) -> None:
    r"""Make the diagram (SVG, and PDF as an atlas) and the outline of each essay (DOCX) of every map.

    \b
    argmap build                      the maps in maps/, into out/
    argmap build lunch.yaml -o print --only docx
    """
    wanted = only.split(",") if only else list(pipeline.KINDS)
    unknown = [kind for kind in wanted if kind not in pipeline.KINDS]
    if unknown:
        raise click.UsageError(f"{unknown[0]} is none of {', '.join(pipeline.KINDS)}.")
    paths = map_files(maps or [pipeline.FOLDER])
    results = list(_shown(pipeline.build(paths, out, wanted), len(paths)))
    failed = [built for built in results if built.failed]
    files = sum(len(built.files) for built in results)
    click.echo(f"{files} files of {len(results)} maps in {out}/, {len(failed)} with errors", err=True)
    raise SystemExit(FOUND if failed else CLEAN)


def _shown(results: Iterator[pipeline.Built], count: int) -> Iterator[pipeline.Built]:
    """Show progress: a bar on a terminal, a line a file elsewhere."""
    if sys.stderr.isatty():
        with click.progressbar(results, length=count, label="building", file=sys.stderr) as bar:
            done = list(bar)
        for built in done:
            _tell(built)
            yield built
        return
    for built in results:
        for file in built.files:
            click.echo(f"wrote {file}", err=True)
        _tell(built)
        yield built


def _tell(built: pipeline.Built) -> None:
    """Reading errors, and what went wrong on the way; the rest is for `check`."""
    errors = [found for found in built.loaded.diagnostics if found.severity is Severity.ERROR]
    tell([*errors, *built.diagnostics], built.loaded.sources)
