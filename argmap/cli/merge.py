"""The command `merge`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from argmap.cli.talk import CLEAN, FOUND, colours, tell
from argmap.pipeline import merge as pipeline
from argmap.revisions import Added, Change, Deleted, Garbled, Moved, Reworded


@click.command(short_help="Bring edits made in Word back to the map.")
@click.argument("edited", metavar="EDITED.docx")
@click.argument("map_", metavar="MAP")
@click.option(
    "--write", is_flag=True, help="Put wording, headings and new items into the map; comments stay."
)
def merge(edited: str, map_: str, write: bool) -> None:
    r"""Show what was changed in a Word document that argmap made: wording, order, new and deleted items.

    With --write, changed wording and new items go into the map's file. Order and deletions are yours to make there.
    Saved by Word or by LibreOffice, as .docx.

    \b
    argmap merge lunch-edited.docx lunch.yaml
    argmap merge lunch-edited.docx lunch.yaml --write
    """
    outcome = pipeline.merging(edited, map_)
    tell(outcome.diagnostics, {})
    if outcome.value is None:
        raise SystemExit(FOUND)
    merging = outcome.value
    for change in merging.changes:
        for line, colour in _told(change):
            click.echo(click.style(line, fg=colour) if colours(sys.stdout) and colour else line)
    for change, reason in merging.merged.conflicts:
        click.echo(f"left alone: {_name(change)}: {reason}", err=True)
    if write and merging.merged.done:
        pipeline.save(merging)
        click.echo(f"wrote {map_}: {len(merging.merged.done)} of {len(merging.changes)} changes", err=True)
    elif not merging.changes:
        click.echo(f"nothing changed in {edited}", err=True)
    left = len(merging.changes) - (len(merging.merged.done) if write else 0)
    raise SystemExit(FOUND if left else CLEAN)


def _name(change: Change) -> str:
    if isinstance(change, Added):
        return f"new {change.role or 'line'} under {change.under or 'the map'}"
    return f"{change.of}.{change.key}" if isinstance(change, Reworded) else change.of or "a line"


def _told(change: Change) -> Iterator[tuple[str, str | None]]:
    """What changed, as lines of a diff, each with its colour."""
    match change:
        case Reworded():
            yield f"reworded {_name(change)}", None
            yield f"  - {change.before}", "red"
            yield f"  + {change.after}", "green"
        case Garbled():
            yield f"changed {change.of or 'a line'}: words that are no text of the map; left alone", None
            yield f"  - {change.before}", "red"
            yield f"  + {change.after}", "green"
        case Added():
            yield _name(change) + (f", after {change.after}" if change.after else ""), None
            yield f"  + {change.text}", "green"
        case Moved():
            yield f"moved {change.of or 'a line'}, now after: {change.after or 'nothing'}", None
            yield f"    {change.text}", None
        case Deleted():
            yield f"deleted {change.of or 'a line'}", None
            yield f"  - {change.text}", "red"
