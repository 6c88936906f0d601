"""The names of what `build` makes: files that any system can hold, each map's its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import chain, count
from pathlib import Path

from argmap.diagnostics import WorldError
from argmap.pipeline.maps import load

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
"""What Windows allows in no name; a slash leads into folders everywhere."""
_MOST_BYTES = 240
"""Of a name without its suffix, so that it stays below the 255 that file systems hold."""


def document_names(stem: str, essays: Sequence[str]) -> Mapping[str | None, str]:
    """Name a map's documents.

    Args:
        stem: the map's name without its suffix.
        essays: ids of its essays, in their order.

    Returns:
        `STEM-ESSAY.docx` for each essay, with _ for what no file name holds; `STEM.docx` under None where there is none.
    """
    if not essays:
        return {None: f"{stem}.docx"}
    room = min(max(_MOST_BYTES - len(stem.encode()), 8), 120)
    names: dict[str | None, str] = {}
    taken: set[str] = set()
    for essay in essays:
        safe = _FORBIDDEN.sub("_", essay).encode()[:room].decode(errors="ignore")
        tries = (f"{stem}-{safe}{more}.docx" for more in chain([""], (f"-{number}" for number in count(2))))
        names[essay] = next(name for name in tries if _folded(name) not in taken)
        taken.add(_folded(names[essay]))
    return names


def refuse_doubles(maps: Sequence[str], *, documents: bool) -> None:
    """See that no two maps would be written to the same files, on a system that is blind to case as well.

    Args:
        maps: their paths.
        documents: whether their documents are written; drawings bear the map's own name.

    Raises:
        WorldError: two would.
    """
    stems = {path: Path(path).stem for path in maps}
    known = set(stems.values())
    continued = {start for stem in known for start in _starts(stem)}
    owners: dict[str, str] = {}
    for path, stem in stems.items():
        names = {stem}
        if documents:
            # Only where a map's name goes on from another's can an essay of the one be called as the other.
            related = stem in continued or not known.isdisjoint(_starts(stem))
            essays = _essays(path) if related else ()
            names.update(document_names(stem, essays).values())
        for name in names:
            other = owners.setdefault(_folded(name), path)
            if other != path:
                told = f"{other} and {path} would be written to the same files"
                raise WorldError(f"{told}; build them into folders of their own")


def _starts(stem: str) -> list[str]:
    """What a name starts with, up to each of its hyphens."""
    return [stem[:place] for place, sign in enumerate(stem) if sign == "-"]


def _essays(path: str) -> tuple[str, ...]:
    try:
        argument = load(path).argument
    except WorldError:
        return ()
    return tuple(essay.id for essay in argument.essays) if argument else ()


def _folded(name: str) -> str:
    """A name as systems see it that are blind to case and to how letters are composed."""
    return unicodedata.normalize("NFC", name).casefold()
