"""The package around the parts: relationships by python-docx, a zip whose bytes depend on its contents alone."""

from __future__ import annotations

import io
import zipfile

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

EARLIEST = (1980, 1, 1, 0, 0, 0)
CUSTOM_XML_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


class TextPart(Part):
    """A part whose text is known only when all that it relates to has been numbered."""

    text: str = ""

    @property
    def blob(self) -> bytes:
        """The text as UTF-8."""
        return self.text.encode()


def new_package() -> tuple[OpcPackage, TextPart]:
    """A package that holds nothing but an empty main part."""
    package = OpcPackage()
    main = TextPart(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN)
    package.relate_to(main, RT.OFFICE_DOCUMENT)
    return package, main


def add(
    owner: OpcPackage | Part, name: str, content_type: str, relation: str, text: str
) -> tuple[str, TextPart]:
    """Add a part of text and relate its owner to it.

    Args:
        owner: the package or the part that leads to the new part.
        name: its name in the package, such as `/word/footnotes.xml`.
        content_type: its media type.
        relation: the relationship's type.
        text: its XML.

    Returns:
        The relationship's id and the part.
    """
    part = TextPart(PackURI(name), content_type)
    part.text = text
    return owner.relate_to(part, relation), part


def packed(package: OpcPackage) -> bytes:
    """The package as a zip with fixed dates and rights, its parts in the order in which they are related."""
    loose = io.BytesIO()
    package.save(loose)
    out = io.BytesIO()
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()
