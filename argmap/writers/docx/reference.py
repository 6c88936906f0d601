"""A document of the user's own as the look of ours: its styles, page set-up, headers and footers, and nothing else.

Parts are taken by name into a new package, never copied wholesale: macros, templates, comments, custom properties,
embedded objects and people's names have no way in.
"""

from __future__ import annotations

import copy

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from argmap.blocks import Document
from argmap.diagnostics import Diagnostic, Outcome, Severity, Span
from argmap.writers.docx import base, numbering, pages
from argmap.writers.docx.archive import Archive, Link, Refused
from argmap.writers.docx.clean import clean, settings
from argmap.writers.docx.package import TextPart, new_package
from argmap.writers.docx.wml import ARABIC_FONT, DECLARATION, URDU_FONT, R, W, number

IMAGES = frozenset({"png", "jpeg", "gif", "bmp", "tiff", "x-emf", "x-wmf", "svg+xml"})


def reference_base(data: bytes, path: str, document: Document) -> Outcome[base.Base]:
    """Read a reference document.

    Args:
        data: the file: .docx, .dotx, or either with macros, which stay behind.
        path: its name, for messages.
        document: what is to be written, whose own base lends what is missing.

    Returns:
        What to start from; nothing where the file is damaged, protected, too large or of another kind, with the reason.
    """
    try:
        archive = Archive(data)
        return Outcome(_taken(archive, document), tuple(_told(path, archive)))
    except Refused as refused:
        found = Diagnostic(
            Span(path, 1, 1), Severity.ERROR, "reference-document", refused.reason, refused.hint
        )
        return Outcome(None, (found,))


def _told(path: str, archive: Archive) -> list[Diagnostic]:
    behind = archive.left_behind()
    message = f"left behind: {', '.join(behind)}"
    return [Diagnostic(Span(path, 1, 1), Severity.INFO, "reference-document", message)] if behind else []


def _taken(archive: Archive, document: Document) -> base.Base:
    own = base.own_base(document)
    package, main = new_package()
    found = base.Base(package, main, own.stylesheet, own.numbering, own.page)
    links = archive.links(archive.main)
    for link in links:
        if link.kind == "styles":
            found.stylesheet = clean(archive.xml(link.target), frozenset())
        elif link.kind == "numbering":
            found.numbering = _picture_free(clean(archive.xml(link.target), frozenset()))
        elif link.kind == "settings":
            found.settings = settings(archive.xml(link.target), [name for name, _ in base.SETTINGS])
    _look(archive, links, found, own)
    found.page = _page(archive, links, found)
    _drop_missing_numbers(found)
    return found


def _look(archive: Archive, links: list[Link], found: base.Base, own: base.Base) -> None:
    """Theme and fonts: theirs, or ours where they have none."""
    for kind, relation, content_type in (
        ("theme", RT.THEME, CT.OFC_THEME),
        ("fontTable", RT.FONT_TABLE, CT.WML_FONT_TABLE),
    ):
        theirs = next((link for link in links if link.kind == kind), None)
        if theirs is None:
            found.main.relate_to(own.main.part_related_by(relation), relation)
            continue
        root = _unembedded(clean(archive.xml(theirs.target), frozenset()))
        if kind == "fontTable":
            _add_fonts(root)
        part = TextPart(PackURI(f"/word/{kind}.xml"), content_type)
        part.text = DECLARATION + etree.tostring(root, encoding="unicode")
        found.main.relate_to(part, relation)


def _add_fonts(root: etree._Element) -> None:
    """Entries for the fonts of right-to-left words, which their table rarely has."""
    known = {font.get(f"{{{W}}}name") for font in root.iter(f"{{{W}}}font")}
    root.extend(
        etree.fromstring(base.font_xml(name)) for name in (URDU_FONT, ARABIC_FONT) if name not in known
    )


def _unembedded(root: etree._Element) -> etree._Element:
    """Fonts without the files that are embedded for them, which are often licensed to their owner alone."""
    for element in list(
        root.iter(*(f"{{{W}}}embed{cut}" for cut in ("Regular", "Bold", "Italic", "BoldItalic")))
    ):
        _remove(element)
    return root


def _picture_free(root: etree._Element) -> etree._Element:
    """Lists whose bullets are characters; pictures of bullets would need parts of their own."""
    for element in list(root.iter(f"{{{W}}}numPicBullet", f"{{{W}}}lvlPicBulletId")):
        _remove(element)
    return root


def _page(archive: Archive, links: list[Link], found: base.Base) -> etree._Element:
    """The last section's set-up, with the headers and footers that it takes over from sections before it."""
    sections = list(archive.xml(archive.main).iter(f"{{{W}}}sectPr"))
    if not sections:
        return found.page
    page = clean(copy.deepcopy(sections[-1]), frozenset(link.id for link in links))
    shown: dict[tuple[str, str], str] = {}
    for section in sections:
        for kind in ("header", "footer"):
            for reference in section.findall(f"{{{W}}}{kind}Reference"):
                which = reference.get(f"{{{W}}}type", "default")
                if which in pages.WHICH:
                    shown[kind, which] = reference.get(f"{{{R}}}id", "")
    for child in [child for child in page if etree.QName(child).localname not in pages.KEPT]:
        page.remove(child)
    for (kind, which), relation in reversed(shown.items()):
        link = next((link for link in links if link.id == relation and link.kind == kind), None)
        if link is not None and archive.has(link.target):
            taken = _furniture(archive, link, found)
            page.insert(0, etree.fromstring(pages.reference_to(kind, which, taken)))
    return pages.settled(page)


def _furniture(archive: Archive, link: Link, found: base.Base) -> str:
    """Take one header or footer over, with its pictures; its relationship's id."""
    relation, content_type = (
        (RT.HEADER, CT.WML_HEADER) if link.kind == "header" else (RT.FOOTER, CT.WML_FOOTER)
    )
    part = TextPart(PackURI(f"/word/{link.kind}{len(found.main.rels)}.xml"), content_type)
    images = [
        inner for inner in archive.links(link.target) if inner.kind == "image" and archive.has(inner.target)
    ]
    kept = {inner.id: archive.image_kind(inner.target) for inner in images}
    kept = {name: kind for name, kind in kept.items() if kind in IMAGES}
    for inner in images:
        if inner.id in kept:
            part.load_rel(RT.IMAGE, _picture(archive, inner.target, kept[inner.id], found), inner.id)
    root = clean(archive.xml(link.target), frozenset(kept))
    drawings = [number(element.get("id")) for element in root.iter("{*}docPr")]
    found.drawings = max([found.drawings, *drawings])
    part.text = DECLARATION + etree.tostring(root, encoding="unicode")
    return found.main.relate_to(part, relation)


def _picture(archive: Archive, name: str, kind: str, found: base.Base) -> Part:
    """A picture, taken over once, however many headers and footers show it."""
    if name not in found.pictures:
        suffix = kind.removeprefix("x-").partition("+")[0]
        media = PackURI(f"/word/media/kept{len(found.pictures) + 1}.{suffix}")
        found.pictures[name] = Part(media, f"image/{kind}", archive.bytes(name))
    return found.pictures[name]


def _drop_missing_numbers(found: base.Base) -> None:
    """A style's number that leads to no list makes Word's checkers complain."""
    known = numbering.num_ids(found.numbering)
    for properties in list(found.stylesheet.iter(f"{{{W}}}numPr")):
        told = properties.find(f"{{{W}}}numId")
        if told is not None and told.get(f"{{{W}}}val") not in {*known, "0"}:
            _remove(properties)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
