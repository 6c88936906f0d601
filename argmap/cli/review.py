"""The command `review`."""

from __future__ import annotations

import click

from argmap.cli.talk import FOUND, tell, tell_reading
from argmap.pipeline import outline
from argmap.pipeline import review as pipeline
from argmap.pipeline.maps import load
from argmap.review import as_json, as_text


@click.command(short_help="Set a written essay beside its outline.")
@click.argument("essay_file", metavar="ESSAY")
@click.argument("source", metavar="MAP")
@click.option("--essay", metavar="ID|FILE.yaml#ID", help="The question; the map as a whole where absent.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def review(essay_file: str, source: str, essay: str | None, form: str) -> None:
    r"""Set a written essay (docx, md, txt, html, pdf) beside its outline: what it treats, in what order, and what not.

    It says what it matched on and how sure it is; it gives no marks.

    \b
    argmap review my-essay.docx lunch.yaml --essay lunch-hour
    """
    loaded = load(source)
    tell_reading(loaded)
    if loaded.argument is None:
        raise SystemExit(FOUND)
    task = outline.task(loaded.argument, essay)
    if isinstance(task, tuple):
        raise click.UsageError(
            f"{essay} is no essay: " + (f"there are {', '.join(task)}" if task else "there is none")
        )
    reviewed = pipeline.review(essay_file, task)
    tell(reviewed.diagnostics, loaded.sources)
    if reviewed.review is None:
        raise SystemExit(FOUND)
    click.echo((as_json if form == "json" else as_text)(reviewed.review), nl=False)
