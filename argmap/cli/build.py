"""The command `build`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from argmap.cli.talk import CLEAN, FOUND, tell
from argmap.pipeline import build as pipeline
from argmap.pipeline.files import map_files


@click.command(short_help="Make every map's diagram and outlines.")
@click.argument("maps", metavar="[MAP|FOLDER]...", nargs=-1)
@click.option("-o", "--out", metavar="DIR", default=pipeline.OUT, show_default=True, help="Where to.")
@click.option("--only", metavar="KINDS", help=f"Some of {','.join(pipeline.KINDS)}; all where absent.")
def build(maps: tuple[str, ...], out: str, only: str | None) -> None:
    r"""Make the diagram (SVG, and PDF as an atlas) and the outline of each essay (DOCX) of every map.

    Only what changed is made again, on all processors; a run that was cut short is taken up where it ended. Over
    several machines: find maps -name '*.yaml' | parallel argmap build {} -o out

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
    same = sum(not built.files and not built.failed for built in results)
    told = (
        f"wrote {files} files of {len(results)} maps in {out}/, {same} unchanged, {len(failed)} with errors"
    )
    click.echo(told, err=True)
    raise SystemExit(FOUND if failed else CLEAN)


def _shown(results: Iterator[pipeline.Built], count: int) -> Iterator[pipeline.Built]:
    """Show progress: a bar on a terminal, a line a file elsewhere."""
    if sys.stderr.isatty():
        with click.progressbar(results, length=count, label="building", file=sys.stderr) as bar:
            done = list(bar)
        for built in done:
            tell(built.diagnostics, {built.path: built.lines})
            yield built
        return
    for built in results:
        for file in built.files:
            click.echo(f"wrote {file}", err=True)
        tell(built.diagnostics, {built.path: built.lines})
        yield built
