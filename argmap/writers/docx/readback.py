"""Read a document of ours back after someone has worked on it, in Word or in LibreOffice.

Bookmarks say which line is which; styles are known by their names, for LibreOffice writes ids of its own; text is taken
from every `w:t`, wherever a program has wrapped it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from argmap.diagnostics import Diagnostic, Outcome, Severity, Span
from argmap.revisions import Line, Part, Seen
from argmap.writers.docx.anchors import NAMESPACE, PREFIX
from argmap.writers.docx.archive import Archive, Refused
from argmap.writers.docx.wml import W, number

_A = f"{{{NAMESPACE}}}"
_SKIPPED = frozenset(f"{{{W}}}{name}" for name in ("del", "moveFrom", "instrText", "delText"))


@dataclass(frozen=True, slots=True)
class Returned:
    """A document that came back.

    Attributes:
        map_id: what it was made from: the map's title and, after `#`, the essay.
        lines: as they were written.
        seen: as they are now; only lines of our own, and new ones in the styles of our lists.
    """

    map_id: str
    lines: tuple[Line, ...]
    seen: tuple[Seen, ...]


def read_back(data: bytes, path: str) -> Outcome[Returned]:
    """Read an edited document.

    Args:
        data: the file.
        path: its name, for messages.

    Returns:
        Its lines then and now; nothing where it is damaged or was not written by argmap, with the reason.
    """
    try:
        archive = Archive(data)
        record = _record(archive)
        styles = _style_names(archive)
        body = archive.xml(archive.main)
    except Refused as refused:
        return Outcome(None, (_wrong(path, refused.reason, refused.hint),))
    if record is None:
        hint = "make it with `argmap outline`, edit it, and save it as .docx"
        return Outcome(None, (_wrong(path, "was not written by argmap, or lost its notes on the map", hint),))
    lines = tuple(map(_line, record.iter(f"{_A}line")))
    known = {line.bookmark for line in lines}
    seen = tuple(_seen(body, styles, known, record.get("family", "")))
    return Outcome(Returned(record.get("map", ""), lines, seen))


def _wrong(path: str, message: str, hint: str | None) -> Diagnostic:
    return Diagnostic(Span(path, 1, 1), Severity.ERROR, "not-merged", message, hint)


def _record(archive: Archive) -> etree._Element | None:
    """Our own customXml part among those that the document has."""
    for link in archive.links(archive.main):
        if link.kind == "customXml" and archive.has(link.target):
            root = archive.xml(link.target)
            if root.tag == f"{_A}document":
                return root
    return None


def _line(element: etree._Element) -> Line:
    text = element.findtext(f"{_A}text") or ""
    parts = tuple(
        Part(
            part.get("of", ""),
            part.get("key", ""),
            number(part.get("start")),
            number(part.get("end")),
            part.get("hash", ""),
        )
        for part in element.iter(f"{_A}part")
    )
    level = number(element.get("level"))
    return Line(
        element.get("bookmark", ""), element.get("of", ""), element.get("role", ""), level, text, parts
    )


def _style_names(archive: Archive) -> Mapping[str, str]:
    """Name of each style under its id."""
    link = next((link for link in archive.links(archive.main) if link.kind == "styles"), None)
    if link is None or not archive.has(link.target):
        return {}
    found = {}
    for style in archive.xml(link.target).iter(f"{{{W}}}style"):
        name = style.find(f"{{{W}}}name")
        found[style.get(f"{{{W}}}styleId", "")] = "" if name is None else name.get(f"{{{W}}}val", "")
    return found


def _seen(root: etree._Element, styles: Mapping[str, str], known: set[str], family: str) -> Iterator[Seen]:
    """Each paragraph that has one of our bookmarks or one of our styles; a second paragraph with a bookmark is new."""
    pattern = re.compile(rf"{re.escape(family)} (Level|Continued|[^\d]+?) (\d)", re.IGNORECASE)
    taken: set[str] = set()
    for paragraph in root.iter(f"{{{W}}}p"):
        style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        name = styles.get(style.get(f"{{{W}}}val", ""), "") if style is not None else ""
        match = pattern.fullmatch(name)
        bookmark = next((mark for mark in _bookmarks(paragraph) if mark in known and mark not in taken), "")
        taken.add(bookmark)
        heading = re.fullmatch(r"heading \d( unnumbered)?", name, re.IGNORECASE)
        if not bookmark and match is None and heading is None:
            continue
        role = "heading" if heading else _role(match[1]) if match else ""
        yield Seen(_text(paragraph), bookmark, role, int(match[2]) if match else 0)


def _role(word: str) -> str:
    return "" if word.casefold() in {"level", "continued"} else word.casefold().replace(" ", "-")


def _bookmarks(paragraph: etree._Element) -> Iterator[str]:
    for mark in paragraph.iter(f"{{{W}}}bookmarkStart"):
        name = mark.get(f"{{{W}}}name", "")
        if name.startswith(PREFIX):
            yield name


def _text(paragraph: etree._Element) -> str:
    """All that a paragraph shows: no deleted text, no field codes."""
    pieces = []
    for element in paragraph.iter(f"{{{W}}}t", f"{{{W}}}tab", f"{{{W}}}br"):
        if any(above.tag in _SKIPPED for above in element.iterancestors()):
            continue
        if element.tag == f"{{{W}}}t":
            pieces.append(element.text or "")
        elif element.getparent() is not None and element.getparent().tag == f"{{{W}}}r":  # type: ignore[union-attr]
            pieces.append(" ")
    return "".join(pieces)
