"""The command `diff`."""

from __future__ import annotations

import click

from argmap.cli.talk import CLEAN, FOUND, tell_reading
from argmap.differences import as_json, as_text, differences
from argmap.pipeline.maps import load


@click.command(short_help="Tell what changed between two maps.")
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def diff(old: str, new: str, form: str) -> None:
    r"""Tell what changed from OLD to NEW in the map's own terms: nodes, wording, sources, relations, essays.

    \b
    argmap diff lunch-monday.yaml lunch.yaml
    argmap diff old.yaml new.yaml --format json
    """
    before, after = load(old), load(new)
    tell_reading(before)
    tell_reading(after)
    if before.argument is None or after.argument is None:
        raise SystemExit(FOUND)
    found = differences(before.argument, after.argument)
    click.echo({"text": as_text, "json": as_json}[form](found), nl=False)
    raise SystemExit(FOUND if found else CLEAN)
