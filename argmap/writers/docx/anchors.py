"""Where each text of the map stands in a document, so that edits made in Word find their way back.

Each line's text lies in a hidden bookmark `_am_ID`: bookmarks survive Word and LibreOffice, where tags and paragraph ids
do not. A customXml part keeps the map's id and, for each bookmark, the line as written and which stretch of it is which
text of the map, with a hash of that text.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from argmap.blocks import Runs, plain
from argmap.revisions import Line, Part
from argmap.writers.docx.wml import DECLARATION, clean, escape

PREFIX = "_am_"
NAMESPACE = "urn:argmap:anchors:1"
ITEM_ID = "{5B1F6E0A-6C0E-5C7B-9E0C-6A7267616D70}"
LONGEST = 40
_UNFIT = re.compile(r"[^\w.-]")


def text_hash(text: str) -> str:
    """A short hash of one text of a map."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(slots=True)
class Anchors:
    """Gives bookmarks their names and ids, and remembers the lines.

    Attributes:
        lines: in reading order.
        last: the last bookmark id given away.
        taken: bookmark names in lower case, for Word tells no case apart.
    """

    lines: list[Line] = field(default_factory=list)
    last: int = 0
    taken: set[str] = field(default_factory=set)

    def wrap(self, xml: str, name: str) -> str:
        """XML of a paragraph's content within a bookmark."""
        self.last += 1
        return f'<w:bookmarkStart w:id="{self.last}" w:name="{escape(name)}"/>{xml}<w:bookmarkEnd w:id="{self.last}"/>'

    def line(
        self,
        xml: str,
        runs: Runs,
        node: str | None,
        *,
        role: str = "",
        level: int = 0,
        around: tuple[str, str],
    ) -> str:
        """Anchor one line, if it is a heading or an item, stands for a node or holds texts of the map.

        Args:
            xml: its content.
            runs: the same as runs.
            node: id of the node it stands for.
            role: as in its block.
            level: as in its block.
            around: what the paragraph shows before and after the runs.

        Returns:
            The content within its bookmark; unchanged where it needs none.
        """
        parts = _parts(runs, len(clean(around[0])))
        owner = node or (parts[0].of if parts else None)
        if owner is None and not level and role != "heading":
            return xml
        name = self._name(owner) if owner else f"{PREFIX}.{len(self.lines)}"
        text = clean(around[0] + plain(runs) + around[1])
        self.lines.append(Line(name, node or "", role, level, text, parts))
        return self.wrap(xml, name)

    def _name(self, owner: str) -> str:
        name = bookmark_name(owner)
        count = 1
        while name.casefold() in self.taken:
            count += 1
            name = bookmark_name(owner, f".{count}")
        self.taken.add(name.casefold())
        return name


def bookmark_name(owner: str, suffix: str = "") -> str:
    """The name of a node's bookmark: `_am_ID`, at most 40 characters; what does not fit ends in a hash.

    Args:
        owner: id of the node.
        suffix: tells a node's further lines apart.
    """
    name = PREFIX + _UNFIT.sub("_", owner)
    if len(name) + len(suffix) > LONGEST or _UNFIT.search(owner):
        mark = "_" + text_hash(owner)[:8]
        name = name[: LONGEST - len(mark) - len(suffix)] + mark
    return name + suffix


def _parts(runs: Runs, start: int) -> tuple[Part, ...]:
    found = []
    for run in runs:
        text = clean(run.text)
        if run.of:
            found.append(Part(*run.of, start, start + len(text), text_hash(text)))
        start += len(text)
    return tuple(found)


def anchors_xml(anchors: Anchors, *, map_id: str, family: str, kind: str, copy: str) -> str:
    """The customXml part: what this document was made from, and each anchored line."""
    lines = "".join(map(_line_xml, anchors.lines))
    return (
        f'{DECLARATION}<document xmlns="{NAMESPACE}" map="{escape(map_id)}" family="{escape(family)}" '
        f'kind="{escape(kind)}" copy="{escape(copy)}">{lines}</document>'
    )


def _line_xml(line: Line) -> str:
    parts = "".join(
        f'<part of="{escape(part.of)}" key="{escape(part.key)}" start="{part.start}" end="{part.end}" '
        f'hash="{part.hash}"/>'
        for part in line.parts
    )
    return (
        f'<line bookmark="{escape(line.bookmark)}" of="{escape(line.of)}" role="{escape(line.role)}" '
        f'level="{line.level}"><text xml:space="preserve">{escape(line.text)}</text>{parts}</line>'
    )


def properties_xml() -> str:
    """The part that gives the customXml part its id and names its schema."""
    return (
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{ITEM_ID}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
