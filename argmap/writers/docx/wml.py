"""WordprocessingML as text: escaping, runs, paragraphs, and the split of a text by its writing direction.

Body XML is built as text at once; each element's children come in the order that ECMA-376 part 1 demands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:mc="{MC}" xmlns:w14="{W14}" mc:Ignorable="w14"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LEFT = "A-Za-z\u00c0-\u058f\u0900-\u1fff\u2c00-\ud7ff"
_RIGHT_TO_LEFT = re.compile(f"[{_RIGHT}]")
# Only texts in such scripts need these; compiled when the first one comes, for that takes 7 ms.
_STRONG = f"[{_RIGHT}{_LEFT}]"
_RIGHT_STRETCH = f"[{_RIGHT}](?:[^{_LEFT}]*[{_RIGHT}])?"
_RIGHT_STRETCH_AND_SIGNS = f"[^{_LEFT}]*[{_RIGHT}][^{_LEFT}]*"
_URDU = "[\u0679\u067e\u0686\u0688\u0691\u0698\u06a9\u06af\u06ba\u06be\u06c1-\u06c3\u06cc\u06d2\u06d4]"

URDU_FONT = "Noto Nastaliq Urdu"
ARABIC_FONT = "Noto Naskh Arabic"
LARGEST_NUMBER = 2**31
"""Word's numbers have 32 bits."""


def clean(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold."""
    return _ILLEGAL.sub("", text)


def number(text: str | None, default: int = 0) -> int:
    """A whole number from a file that may be damaged; the default where it is none, or none that Word can hold."""
    try:
        found = int(float(text or ""))
    except (ValueError, OverflowError):
        return default
    return found if abs(found) < LARGEST_NUMBER else default


def escape(text: str) -> str:
    """Text as XML character data or as an attribute's value in double quotes."""
    return (
        clean(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("\n", " ")
    )


def is_right_to_left(text: str) -> bool:
    """Tell whether the first letter of strong direction is written right to left (Unicode UAX 9, rule P2)."""
    found = re.search(_STRONG, text) if _RIGHT_TO_LEFT.search(text) else None
    return found is not None and _RIGHT_TO_LEFT.match(found[0]) is not None


def stretches(text: str, *, right_to_left: bool = False) -> list[tuple[str, bool]]:
    """Split a text by writing direction.

    Args:
        text: any text.
        right_to_left: whether its paragraph runs right to left; signs between words then do so too.

    Returns:
        Stretches in order, each with whether it runs right to left.
    """
    if not _RIGHT_TO_LEFT.search(text):
        return [(text, False)]
    pattern = _RIGHT_STRETCH_AND_SIGNS if right_to_left else _RIGHT_STRETCH
    parts: list[tuple[str, bool]] = []
    done = 0
    for match in re.finditer(pattern, text):
        parts += [(text[done : match.start()], False), (match[0], True)]
        done = match.end()
    parts.append((text[done:], False))
    return [(part, rtl) for part, rtl in parts if part]


def run(
    text: str, *, style: str = "", bold: bool = False, italic: bool = False, right_to_left: bool = False
) -> str:
    """One or more `w:r` that hold a text, a run of its own for each writing direction.

    Args:
        text: what is written.
        style: id of a character style.
        bold: strong emphasis.
        italic: emphasis.
        right_to_left: whether the paragraph runs right to left.
    """
    looks = (f'<w:rStyle w:val="{style}"/>' if style else "", "<w:b/><w:bCs/>" if bold else "")
    slant = "<w:i/><w:iCs/>" if italic else ""
    return "".join(
        _run(part, looks[0], looks[1] + slant, rtl)
        for part, rtl in stretches(text, right_to_left=right_to_left)
    )


def _run(text: str, style: str, emphasis: str, rtl: bool) -> str:
    properties = style + emphasis
    if rtl:
        font, language = (URDU_FONT, "ur-PK") if re.search(_URDU, text) else (ARABIC_FONT, "ar-SA")
        properties = f'{style}<w:rFonts w:cs="{font}"/>{emphasis}<w:rtl/><w:lang w:bidi="{language}"/>'
    if properties:
        properties = f"<w:rPr>{properties}</w:rPr>"
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    """A complex field (ECMA-376 part 1, 17.16.18) with the result it shows until it is next computed."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@dataclass(slots=True)
class Direct:
    """A paragraph's direct formatting, kept apart until it is written since its order is fixed.

    Attributes:
        style: id of its style.
        keep_next: whether it stays on a page with the next paragraph.
        new_page: whether it starts a page.
        number: numId and level, where its style does not say it.
        tab: place of a right tab, in twips.
        right_to_left: whether it runs right to left.
        section: `w:sectPr` where a section ends with this paragraph.
    """

    style: str
    keep_next: bool = False
    new_page: bool = False
    number: tuple[int, int] | None = None
    tab: int = 0
    right_to_left: bool = False
    section: str = ""

    def xml(self) -> str:
        """The `w:pPr`."""
        parts = [f'<w:pStyle w:val="{self.style}"/>', "<w:keepNext/>" if self.keep_next else ""]
        parts.append("<w:pageBreakBefore/>" if self.new_page else "")
        if self.number:
            num, level = self.number
            parts.append(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')
        if self.tab:
            parts.append(f'<w:tabs><w:tab w:val="right" w:pos="{self.tab}"/></w:tabs>')
        parts += ["<w:bidi/>" if self.right_to_left else "", self.section]
        return f"<w:pPr>{''.join(parts)}</w:pPr>"


def paragraph(direct: Direct, content: str) -> str:
    """A whole `w:p`."""
    return f"<w:p>{direct.xml()}{content}</w:p>"
