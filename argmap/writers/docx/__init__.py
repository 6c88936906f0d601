"""Word documents: native lists bound to styles, footnotes, pictures, and anchors for the way back into the map."""

from __future__ import annotations

from collections.abc import Mapping

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from argmap.blocks import Document, Item, Picture
from argmap.diagnostics import Diagnostic, Outcome, Severity, Span
from argmap.writers.docx import anchors, base, numbering, pages, styles
from argmap.writers.docx.body import Body
from argmap.writers.docx.figures import Pictures
from argmap.writers.docx.notes import notes_xml
from argmap.writers.docx.package import CUSTOM_XML_PROPERTIES, TextPart, add, packed
from argmap.writers.docx.reference import reference_base
from argmap.writers.docx.wml import DECLARATION, NAMESPACES, is_right_to_left

HEADINGS_GIVE_WAY = "its headings' own numbers give way to the outline's"


def write_docx(
    document: Document,
    figures: Mapping[str, Picture],
    *,
    reference: bytes | None = None,
    reference_path: str = "reference.docx",
) -> Outcome[bytes]:
    """Write a document as Word file (ECMA-376, transitional).

    Args:
        document: what to write.
        figures: its drawings under their keys; sizes in points.

        reference: a document or template whose styles, page set-up, headers and footers to take.
        reference_path: its name, for messages.

    Returns:
        The file, the same for the same document; nothing where the reference document cannot be used, with the reason.
    """
    if reference is None:
        return Outcome(_written(document, figures, base.own_base(document))[1])
    start = reference_base(reference, reference_path, document)
    if start.value is None:
        return Outcome(None, start.diagnostics)
    replaced, data = _written(document, figures, start.value)
    told = Diagnostic(Span(reference_path, 1, 1), Severity.INFO, "reference-document", HEADINGS_GIVE_WAY)
    return Outcome(data, (*start.diagnostics, *([told] if replaced else [])))


def _written(document: Document, figures: Mapping[str, Picture], start: base.Base) -> tuple[bool, bytes]:
    """The file, and whether headings had numbers that gave way to ours."""
    found = numbering.lists(document)
    found.free, abstract = numbering.free(start.numbering)
    items = [block for block in document.blocks if isinstance(block, Item)]
    ids = dict(styles.install(start.stylesheet, [*styles.STYLES, *numbering.list_styles(found, items)]))
    if document.kind == "page":
        styles.tighten(start.stylesheet, document.size)
    replaced = numbering.bind(start.stylesheet, start.numbering, numbering.bindings(found, items), ids)
    base.add_missing_headers(start, document.title, ids)
    if is_right_to_left(document.title):
        pages.turn_right_to_left(start.page)
    _, footnotes = add(start.main, "/word/footnotes.xml", CT.WML_FOOTNOTES, RT.FOOTNOTES, "")
    pictures = Pictures(start.main, start.drawings)
    body = Body(document, figures, ids, found, start.page, start.main, footnotes, pictures)
    start.main.text = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body.xml()}</w:body></w:document>"
    footnotes.text = notes_xml(body.notes, ids)
    numbering.install(start.numbering, *numbering.definitions(found, ids, abstract))
    _add_parts(start, document, body.anchors, found.family)
    return replaced, packed(start.package)


def _add_parts(start: base.Base, document: Document, found: anchors.Anchors, family: str) -> None:
    main = start.main
    add(main, "/word/styles.xml", CT.WML_STYLES, RT.STYLES, styles.stylesheet_text(start.stylesheet))
    add(
        main, "/word/numbering.xml", CT.WML_NUMBERING, RT.NUMBERING, numbering.numbering_text(start.numbering)
    )
    add(main, "/word/settings.xml", CT.WML_SETTINGS, RT.SETTINGS, base.settings_xml(start.settings))
    add(
        start.package,
        "/docProps/core.xml",
        CT.OPC_CORE_PROPERTIES,
        RT.CORE_PROPERTIES,
        base.core_xml(document),
    )
    text = anchors.anchors_xml(
        found, map_id=document.map_id, family=family, kind=document.kind, copy=document.copy
    )
    item: TextPart = add(main, "/customXml/item1.xml", CT.XML, RT.CUSTOM_XML, text)[1]
    add(
        item,
        "/customXml/itemProps1.xml",
        CUSTOM_XML_PROPERTIES,
        RT.CUSTOM_XML_PROPS,
        anchors.properties_xml(),
    )
