"""The command `weigh`."""

from __future__ import annotations

from typing import Literal

import click

from argmap.cli.talk import tell_reading
from argmap.pipeline.maps import load
from argmap.pipeline.standing import weighed


@click.command(short_help="Say which claims stand, which fall, and by what.")
@click.argument("source", metavar="MAP")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def weigh(source: str, form: Literal["text", "json"]) -> None:
    r"""Say which claims stand once every counterpoint and rebuttal is heard, and by what.

    \b
    argmap weigh lunch.yaml
    argmap weigh lunch.yaml --format json
    """
    loaded = load(source)
    tell_reading(loaded)
    if loaded.argument is not None:
        click.echo(weighed(loaded.argument, form), nl=False)
