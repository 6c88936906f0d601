"""The command line: arguments to pipeline calls, findings to the screen, exit codes.

A command lies in a module of its own and is imported only when it is called, so that `--help` and `check` stay quick.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import click

from argmap import __version__
from argmap.diagnostics import WorldError

COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "new": ("convert", "Write a commented map to start from."),
        "check": ("check", "Tell what is weak, wrong or missing in maps."),
        "explain": ("check", "List the rules, or explain one with a bad and a good example."),
        "diagram": ("diagram", "Draw a map."),
        "outline": ("outline", "Print an outline, a skeleton, a fact strip or one page."),
        "diff": ("compare", "Tell what changed between two maps."),
        "review": ("review", "Set a written essay beside its outline."),
        "merge": ("merge", "Bring edits made in Word back to the map."),
        "fmt": ("edit", "Bring maps to canonical form; comments stay."),
        "convert": ("convert", "Write a map in another format."),
        "verify": ("verify", "Hold a map against your own copy of its sources."),
        "weigh": ("standing", "Say which claims stand, which fall, and by what."),
        "build": ("build", "Make every map's diagram and outlines."),
        "schema": ("convert", "Print the format's JSON Schema, for editors."),
    }
)
"""Each command, the module of this package that holds it, and what it does in a line."""


class World(click.ClickException):
    """The world failed: exit code 3."""

    exit_code = 3


class Commands(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"argmap.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click types it
        """Run a command; what the world refuses is one line and exit code 3."""
        try:
            return super().invoke(ctx)
        except WorldError as failure:
            raise World(str(failure)) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="argmap")
@click.pass_context
def cli(ctx: click.Context) -> None:
    r"""Write an argument down once, as YAML; check it, draw it, print outlines and essay skeletons from it.

    \b
    argmap new lunch.yaml             a map to start from
    argmap check lunch.yaml           what is weak, wrong or missing
    argmap diagram lunch.yaml -o lunch.pdf
    argmap outline lunch.yaml -o lunch.docx

    Exit codes: 0 clean, 1 findings of severity error or differences, 2 wrong usage, 3 the world failed.
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main() -> None:
    """Run argmap; a console that cannot show a character shows its code instead."""
    # What a run makes lives to its end; looking for garbage in it takes a tenth of the time on large maps.
    gc.set_threshold(2_000_000)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        cli(prog_name="argmap")
    finally:
        gc.freeze()  # else Python looks through all of it once more as it ends
