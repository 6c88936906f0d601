"""The command `verify`."""

from __future__ import annotations

import sys

import click

from argmap.cli.talk import CLEAN, FOUND, colours, tell_reading
from argmap.excerpts import Report
from argmap.pipeline.maps import load
from argmap.pipeline.verify import verified
from argmap.reports import as_text


def _pair(ctx: click.Context, option: click.Parameter, values: tuple[str, ...]) -> list[tuple[str, str]]:
    """`KEY=FILE` as a pair."""
    del ctx, option
    pairs = [value.partition("=") for value in values]
    wrong = [value for value, (key, _, path) in zip(values, pairs, strict=True) if not key or not path]
    if wrong:
        raise click.BadParameter(f"{wrong[0]} is not KEY=FILE, such as jaspal-2024=article.txt")
    return [(key, path) for key, _, path in pairs]


def _range(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    del ctx, option
    from argmap.sources.sentences import body_range  # noqa: PLC0415 - only where the option is given

    if value and body_range(value) is None:
        raise click.BadParameter("write 3-12, or 3 for all from the third paragraph on")
    return value


@click.command(short_help="Hold a map against your own copy of its sources.")
@click.argument("source", metavar="MAP")
@click.option(
    "--source",
    "copies",
    metavar="KEY=FILE",
    multiple=True,
    required=True,
    callback=_pair,
    help="A citation key and its text: txt, md, html, docx or pdf. Again for further sources; the same key again to see where two copies differ.",
)
@click.option("--body", metavar="RANGE", callback=_range, help="Which paragraphs count from 1, such as 3-12.")
def verify(source: str, copies: list[tuple[str, str]], body: str | None) -> None:
    r"""Hold a map against your own copy of its sources: places, quotations, figures, dates, own words.

    \b
    argmap verify maps/lunch.yaml --source trial-2020=trial.pdf
    """
    if body and len({key for key, _ in copies}) > 1:
        raise click.UsageError("--body is for one source; write `body` under each of them in the map")
    loaded = load(source)
    if loaded.argument is None:
        tell_reading(loaded)
        return
    result = verified(loaded, loaded.argument, copies, body)
    report = Report(
        result.loaded.diagnostics,
        loaded.sources,
        nodes=len(loaded.argument.nodes),
        colour=colours(sys.stdout),
    )
    click.echo(as_text(report), nl=False)
    click.echo("".join(f"{line}\n" for line in result.told), nl=False)
    raise SystemExit(FOUND if result.loaded.failed else CLEAN)
