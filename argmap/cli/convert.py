"""The commands `new`, `convert` and `schema`."""

from __future__ import annotations

import click

from argmap.cli.talk import CLEAN, FOUND, deliver, tell, tell_reading
from argmap.diagnostics import has_errors
from argmap.pipeline import convert as pipeline
from argmap.pipeline.maps import load
from argmap.templating import STYLES

_FORMATS = click.Choice(pipeline.formats())


@click.command(short_help="Write a commented map to start from.")
@click.argument("path")
@click.option("--from", "article", metavar="ARTICLE", help="A text (txt, md, html, docx, pdf) to map.")
@click.option("--suggest", is_flag=True, help="Mark what each sentence of it looks like.")
@click.option("--template", type=click.Choice(STYLES), help="Write a style's template instead, to change.")
def new(path: str, article: str | None, suggest: bool, template: str | None) -> None:
    r"""Write a commented map to start from. An existing file is never replaced.

    With --from, the article's numbered sentences follow as comments, ready to be put in your own words under the claims.

    \b
    argmap new lunch.yaml
    argmap new lunch.yaml --from article.pdf --suggest
    argmap new --template jwt mine.md.jinja
    """
    if (suggest and article is None) or (template and article):
        raise click.UsageError("--suggest goes with --from ARTICLE, and --template with neither")
    if template:
        pipeline.new_template(path, template)
        click.echo(f"wrote {path}; next: argmap outline MAP --template {path}", err=True)
        return
    found = pipeline.new(path, article, suggest=suggest)
    tell(found, {})
    if has_errors(found):
        raise SystemExit(FOUND)
    click.echo(f"wrote {path}; next: argmap check {path}", err=True)


@click.command(short_help="Write a map in another format.")
@click.argument("source", metavar="IN")
@click.option("-o", "--out", metavar="OUT", help="Where to; standard output where absent.")
@click.option("--from", "from_", type=_FORMATS, help="Format of IN, where its suffix does not tell.")
@click.option("--to", type=_FORMATS, help="Format of OUT; by its suffix where absent, else yaml.")
@click.option("--strict", is_flag=True, help="What the format cannot hold is an error.")
def convert(source: str, out: str | None, from_: str | None, to: str | None, strict: bool) -> None:
    r"""Write a map in another format: its own YAML, or JSON for other programs.

    \b
    argmap convert lunch.yaml --to json
    argmap convert lunch.json -o lunch.yaml
    """
    loaded = load(source, from_)
    tell_reading(loaded)
    outcome = pipeline.convert(loaded, to, out)
    tell(outcome.diagnostics, loaded.sources)
    if outcome.value is not None and not (strict and outcome.diagnostics):
        deliver(outcome.value, out, source, "")
    lost = outcome.value is None or (strict and bool(outcome.diagnostics))
    raise SystemExit(FOUND if lost else CLEAN)


@click.command(short_help="Print the format's JSON Schema, for editors.")
def schema() -> None:
    r"""Print the JSON Schema of the map file, so that an editor completes and checks as one types.

    \b
    argmap schema > argmap.schema.json
    """
    click.echo(pipeline.schema(), nl=False)
