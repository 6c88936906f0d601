"""The command `fmt`."""

from __future__ import annotations

import click

from argmap.cli.talk import CLEAN, FOUND, deliver, tell
from argmap.pipeline import edit as pipeline
from argmap.pipeline.files import STANDARD


def _renames(
    ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> list[tuple[str, str]]:
    pairs = [tuple(value.split("=", 1)) for value in values]
    for pair in pairs:
        if len(pair) != 2 or not all(pair):
            raise click.BadParameter("write OLD=NEW, two ids", ctx, parameter)
    return [(pair[0], pair[1]) for pair in pairs]


@click.command(short_help="Bring maps to canonical form; comments stay.")
@click.argument("maps", metavar="MAP...", nargs=-1, required=True)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option(
    "--rename",
    "renames",
    metavar="OLD=NEW",
    multiple=True,
    callback=_renames,
    help="Rename an id everywhere.",
)
def fmt(maps: tuple[str, ...], check: bool, renames: list[tuple[str, str]]) -> None:
    r"""Bring maps to canonical form: keys in order, texts filled to 100 columns, quotation marks where needed.

    Comments stay. An id that was derived from a text and is named elsewhere is written down. - is standard input,
    and its canonical form goes to standard output.

    \b
    argmap fmt lunch.yaml
    argmap fmt maps --check
    argmap fmt lunch.yaml --rename shared-lunch=lunch
    """
    failed = False
    for formatted in pipeline.fmt(maps, renames):
        tell(formatted.diagnostics, {formatted.path: formatted.lines})
        failed = failed or bool(formatted.diagnostics) or (check and formatted.changed)
        if formatted.path == STANDARD and not check:
            deliver(formatted.after.encode(), None, STANDARD, "")
        elif formatted.changed:
            if not check:
                pipeline.save(formatted)
            click.echo(f"{'would change' if check else 'wrote'} {formatted.path}", err=True)
    raise SystemExit(FOUND if failed else CLEAN)
