"""Footnotes: a part of our own, for python-docx has none."""

from __future__ import annotations

from collections.abc import Mapping

from argmap.writers.docx.wml import DECLARATION, NAMESPACES


def notes_xml(notes: list[str], ids: Mapping[str, str]) -> str:
    """The footnotes part.

    Args:
        notes: content of each note as runs of XML; the first has id 1.
        ids: style ids under their names.
    """
    mark = f'<w:r><w:rPr><w:rStyle w:val="{ids["footnote reference"]}"/></w:rPr><w:footnoteRef/></w:r>'
    space = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
    looks = f'<w:pPr><w:pStyle w:val="{ids["footnote text"]}"/></w:pPr>'
    written = "".join(
        f'<w:footnote w:id="{number}"><w:p>{looks}{mark}{space}{content}</w:p></w:footnote>'
        for number, content in enumerate(notes, start=1)
    )
    rules = _rule(-1, "separator") + _rule(0, "continuationSeparator")
    return f"{DECLARATION}<w:footnotes {NAMESPACES}>{rules}{written}</w:footnotes>"


def _rule(number: int, kind: str) -> str:
    return (
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
        f'w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    )


def reference(number: int, ids: Mapping[str, str]) -> str:
    """The mark of a note in the text."""
    style = ids["footnote reference"]
    return f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
