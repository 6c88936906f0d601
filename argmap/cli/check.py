"""The commands `check` and `explain`."""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from argmap.cli.talk import CLEAN, FOUND, colours
from argmap.diagnostics import has_errors
from argmap.pipeline import check as pipeline
from argmap.reports import REPORTS, explanation, known_rules, rules


def _codes(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Rules named on the command line: the option may come again, and may name several with commas."""
    codes = tuple(code for value in values for code in value.split(",") if code)
    for code in codes:
        mistake = pipeline.unknown_rule(code)
        if mistake:
            raise click.BadParameter(mistake, ctx, parameter)
    return codes


@click.command(short_help="Tell what is weak, wrong or missing in maps.")
@click.argument("maps", metavar="MAP...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(tuple(REPORTS)), default="text", show_default=True)
@click.option(
    "--select", metavar="RULE", multiple=True, callback=_codes, help="Run this rule only; may come again."
)
@click.option(
    "--ignore", metavar="RULE", multiple=True, callback=_codes, help="Leave this rule out; may come again."
)
def check(maps: tuple[str, ...], form: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> None:
    r"""Tell what is weak, wrong or missing in maps. MAP is a file, a folder of maps, or - for standard input.

    Defaults for --select and --ignore may stand in argmap.toml, or in pyproject.toml under [tool.argmap].

    \b
    argmap check lunch.yaml
    argmap check maps --format github
    argmap check lunch.yaml --ignore unbalanced-branches,lone-child
    """
    report = replace(pipeline.check(maps, select, ignore), colour=colours(sys.stdout))
    click.echo(REPORTS[form](report), nl=False)
    raise SystemExit(FOUND if has_errors(report.findings) else CLEAN)


@click.command(short_help="List the rules, or explain one with a bad and a good example.")
@click.argument("rule", required=False)
@click.pass_context
def explain(ctx: click.Context, rule: str | None) -> None:
    r"""List the rules, or explain one with a bad and a good example.

    \b
    argmap explain
    argmap explain unanswered-counterpoint
    """
    mistake = pipeline.unknown_rule(rule, known_rules()) if rule else None
    if mistake:
        raise click.BadParameter(mistake, ctx, param_hint="RULE")
    click.echo(explanation(rule) if rule else rules(), nl=False)
