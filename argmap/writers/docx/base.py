"""What a Word document starts from: our own base, whose theme is python-docx's, with all else written by us."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from lxml import etree

from argmap.blocks import Document
from argmap.writers.docx import numbering, pages, styles
from argmap.writers.docx.package import TextPart, add, new_package
from argmap.writers.docx.wml import ARABIC_FONT, DECLARATION, NAMESPACES, URDU_FONT, W, escape

CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


@dataclass(slots=True)
class Base:
    """What is there before a document's own text.

    Attributes:
        package: with an empty main part and all that is kept.
        main: its main part.
        stylesheet, numbering: parts that are still to be added to.
        page: page set-up of every section.
        settings: settings kept from a reference document, in schema order.
        drawings: the largest drawing id in kept headers and footers.
        pictures: those kept with them, under their names in the reference document.
    """

    package: OpcPackage
    main: TextPart
    stylesheet: etree._Element
    numbering: etree._Element
    page: etree._Element
    settings: dict[str, str] = field(default_factory=dict)
    drawings: int = 0
    pictures: dict[str, Part] = field(default_factory=dict)


def own_base(document: Document) -> Base:
    """Our own base document: python-docx's theme, and styles, fonts and page set-up of our own."""
    package, main = new_package()
    template = OpcPackage.open(
        io.BytesIO((Path(docx.__file__).parent / "templates" / "default.docx").read_bytes())
    )
    theme: Part = template.main_document_part.part_related_by(RT.THEME)
    main.relate_to(theme, RT.THEME)
    add(main, "/word/fontTable.xml", CT.WML_FONT_TABLE, RT.FONT_TABLE, fonts_xml())
    page = pages.narrow() if document.kind == "page" else pages.section()
    return Base(package, main, styles.blank_stylesheet(document.size), numbering.blank(), page)


def add_missing_headers(base: Base, title: str, ids: dict[str, str]) -> None:
    """Give a base that has no header or no footer ours: the title, and the page."""
    for kind, name, content_type, relation, text in (
        ("header", "argumentHeader", CT.WML_HEADER, RT.HEADER, pages.header_xml(title, ids["header"])),
        ("footer", "argumentFooter", CT.WML_FOOTER, RT.FOOTER, pages.footer_xml(ids["footer"])),
    ):
        kept = base.page.findall(f"{{{W}}}{kind}Reference")
        if kept:
            continue
        found, _ = add(base.main, f"/word/{name}.xml", content_type, relation, text)
        references = [pages.reference_to(kind, "default", found)]
        if kind == "footer":
            references.append(pages.reference_to(kind, "first", found))
        for reference in reversed(references):
            base.page.insert(0, etree.fromstring(reference))


ALTERNATIVES: Mapping[str, str] = MappingProxyType(
    {
        styles.FONT: "Carlito",
        styles.SYMBOL_FONT: "DejaVu Sans",
        URDU_FONT: "Jameel Noori Nastaleeq,Urdu Typesetting",
        ARABIC_FONT: "Traditional Arabic,Arabic Typesetting",
    }
)
"""Fonts by name, and what to take on machines that lack them: the Noto ones come with macOS and Linux."""


def fonts_xml() -> str:
    """The font table."""
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{''.join(map(font_xml, ALTERNATIVES))}</w:fonts>"


def font_xml(name: str) -> str:
    """A font's entry in the font table."""
    return f'<w:font xmlns:w="{W}" w:name="{name}"><w:altName w:val="{ALTERNATIVES[name]}"/></w:font>'


SETTINGS: tuple[tuple[str, str], ...] = (
    ("zoom", '<w:zoom w:percent="100"/>'),
    ("mirrorMargins", ""),
    ("gutterAtTop", ""),
    ("defaultTabStop", '<w:defaultTabStop w:val="720"/>'),
    ("autoHyphenation", ""),
    ("consecutiveHyphenLimit", ""),
    ("hyphenationZone", ""),
    ("doNotHyphenateCaps", ""),
    ("evenAndOddHeaders", ""),
    ("characterSpacingControl", '<w:characterSpacingControl w:val="doNotCompress"/>'),
    ("footnotePr", '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'),
    (
        "compat",
        "<w:compat>"
        + "".join(
            f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
            for name, value in (
                ("compatibilityMode", 15),
                ("overrideTableStyleFontSizeAndJustification", 1),
                ("enableOpenTypeFeatures", 1),
                ("doNotFlipMirrorIndents", 1),
                ("differentiateMultirowTableHeaders", 1),
            )
        )
        + "</w:compat>",
    ),
    ("themeFontLang", '<w:themeFontLang w:val="en-GB" w:bidi="ur-PK"/>'),
    (
        "clrSchemeMapping",
        "<w:clrSchemeMapping "
        + " ".join(
            f'w:{name}="{colour}"'
            for name, colour in (
                ("bg1", "light1"),
                ("t1", "dark1"),
                ("bg2", "light2"),
                ("t2", "dark2"),
                *((accent, accent) for accent in (f"accent{number}" for number in range(1, 7))),
                ("hyperlink", "hyperlink"),
                ("followedHyperlink", "followedHyperlink"),
            )
        )
        + "/>",
    ),
    ("decimalSymbol", '<w:decimalSymbol w:val="."/>'),
    ("listSeparator", '<w:listSeparator w:val=","/>'),
)
"""Settings in schema order with our own values; those without one are written only where a reference document has them."""
OVERRULED = frozenset({"zoom", "footnotePr", "compat", "characterSpacingControl"})
"""Settings that are ours whatever a reference document says."""


def settings_xml(kept: dict[str, str]) -> str:
    """The settings part.

    Args:
        kept: settings of a reference document under their names.
    """
    chosen = (own if name in OVERRULED else kept.get(name, own) for name, own in SETTINGS)
    return f"{DECLARATION}<w:settings {NAMESPACES}>{''.join(chosen)}</w:settings>"


def core_xml(document: Document) -> str:
    """The document's properties; no dates, for the same map gives the same bytes at any time."""
    said = dict(document.properties)
    elements = [
        ("dc:title", document.title),
        ("dc:subject", said.get("subject", "")),
        ("dc:creator", said.get("author", "")),
        ("cp:keywords", said.get("keywords", "")),
        ("dc:description", said.get("description", "")),
        ("dc:language", document.language),
        ("cp:category", said.get("category", "")),
    ]
    written = "".join(f"<{tag}>{escape(value)}</{tag}>" for tag, value in elements if value)
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{written}</cp:coreProperties>"
    )
