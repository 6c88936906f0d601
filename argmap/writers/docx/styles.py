"""The styles of our documents as a table, and their way into a stylesheet that may already have its own.

A style's id is its name without blanks: LibreOffice derives ids from names when it saves. Built-in styles carry Word's
own names, so that its navigation pane, its gallery and other programs know them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from argmap.writers.docx.wml import ARABIC_FONT, DECLARATION, NAMESPACES, W, escape, number

FONT = "Calibri"
SYMBOL_FONT = "Segoe UI Symbol"
Kind = Literal["paragraph", "character", "table"]


@dataclass(frozen=True, slots=True)
class Style:
    """One style.

    Attributes:
        name: as Word lists it; built-in ones in Word's lower case.
        paragraph, character, table: its properties as XML, in schema order.
        based: name of the style it builds on.
        following: name of the style of the next paragraph.
        kind: what it applies to.
        shown: whether the style gallery shows it.
    """

    name: str
    paragraph: str = ""
    character: str = ""
    table: str = ""
    based: str = "Normal"
    following: str = ""
    kind: Kind = "paragraph"
    shown: bool = True


def spacing(before: int = 0, after: int = 0, line: int = 0) -> str:
    """`w:spacing` in twips; line in 240ths of a line."""
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def size(half_points: int) -> str:
    """Font size for both kinds of script."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


BOLD = "<w:b/><w:bCs/>"
ITALIC = "<w:i/><w:iCs/>"
GREY = '<w:color w:val="595959"/>'
KEEP = "<w:keepNext/><w:keepLines/>"


def _heading(level: int, before: int, half_points: int, looks: str = BOLD) -> Style:
    return Style(
        f"heading {level}",
        f'{KEEP}{spacing(before, 60)}<w:outlineLvl w:val="{level - 1}"/>',
        looks + size(half_points),
        following="Body Text",
    )


_CELLS = (
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>'
    '<w:top w:val="single" w:sz="8" w:space="0" w:color="auto"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="auto"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/></w:tblBorders>'
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
)
_PLAIN_CELLS = (
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
)
_RULE = '<w:pBdr><w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="7F7F7F"/></w:pBdr>'

STYLES: tuple[Style, ...] = (
    Style("Normal", spacing(0, 80, 259), based="", shown=True),
    Style("Default Paragraph Font", based="", kind="character", shown=False),
    Style("Normal Table", table=_PLAIN_CELLS, based="", kind="table", shown=False),
    Style("Body Text", based="Normal"),
    Style("Title", f"{KEEP}{spacing(0, 160)}", BOLD + size(34), following="Body Text"),
    _heading(1, 240, 26),
    _heading(2, 180, 23),
    _heading(3, 140, 22),
    *(_heading(level, 120, 22, BOLD + ITALIC) for level in range(4, 10)),
    Style("Question", spacing(0, 120), ITALIC, based="Body Text"),
    Style("Asked", spacing(0, 160), GREY + size(19), based="Body Text"),
    Style(
        "Thesis",
        "<w:keepLines/>"
        + _RULE.format(side="left", width=24, space=8)
        + spacing(80, 160)
        + '<w:ind w:left="227" w:right="227"/>',
        BOLD,
        based="Body Text",
    ),
    Style("Reference", spacing(0, 80) + '<w:ind w:left="425" w:hanging="425"/>', based="Body Text"),
    Style("Bridge", spacing(140, 140), ITALIC, based="Body Text"),
    Style("Name Blank", spacing(60, 60), based="Body Text"),
    Style("Marks Blank", spacing(60, 60), based="Body Text"),
    Style("Word Target", "<w:keepNext/>" + spacing(0, 0) + '<w:jc w:val="right"/>', GREY + size(18)),
    Style("Figure", "<w:keepNext/>" + spacing(0, 60) + '<w:jc w:val="center"/>'),
    Style("caption", "<w:keepLines/>" + spacing(0, 0) + '<w:jc w:val="center"/>', size(19)),
    Style("Table Text", spacing(0, 0)),
    Style("Table Heading", "<w:keepNext/>" + spacing(0, 0), BOLD, based="Table Text"),
    Style("Answer Line", spacing(0, 0)),
    Style(
        "After Table",
        '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>',
        size(4),
        shown=False,
    ),
    Style("header", spacing(0, 0), GREY + size(18)),
    Style("footer", spacing(0, 0) + '<w:jc w:val="center"/>', GREY + size(18)),
    Style("TOC Heading", f'{KEEP}{spacing(160, 80)}<w:outlineLvl w:val="9"/>', BOLD + size(24)),
    *(
        Style(f"toc {level}", spacing(0, 30) + f'<w:ind w:left="{(level - 1) * 340}"/>', shown=False)
        for level in range(1, 4)
    ),
    Style("footnote text", spacing(0, 20), size(18), shown=False),
    Style(
        "footnote reference",
        character='<w:vertAlign w:val="superscript"/>',
        based="Default Paragraph Font",
        kind="character",
        shown=False,
    ),
    Style(
        "Hyperlink",
        character='<w:color w:val="1F3864"/><w:u w:val="single"/>',
        based="Default Paragraph Font",
        kind="character",
        shown=False,
    ),
    Style("Node Label", character=GREY + size(18), based="Default Paragraph Font", kind="character"),
    Style("Citation", character=GREY, based="Default Paragraph Font", kind="character"),
    Style("Year", character=GREY, based="Default Paragraph Font", kind="character"),
    Style(
        "Budget",
        character='<w:b w:val="0"/><w:bCs w:val="0"/>' + GREY + size(18),
        based="Default Paragraph Font",
        kind="character",
    ),
    Style(
        "Tick Box",
        character=f'<w:rFonts w:ascii="{SYMBOL_FONT}" w:hAnsi="{SYMBOL_FONT}" w:eastAsia="{SYMBOL_FONT}" w:cs="{SYMBOL_FONT}"/>',
        based="Default Paragraph Font",
        kind="character",
    ),
    Style("Outline Table", table=_CELLS, based="Normal Table", kind="table"),
    Style("Ruled Table", table=_PLAIN_CELLS, based="Normal Table", kind="table"),
)
"""Every style that any of our documents may need, save those of its own lists."""

BUILT_IN = frozenset(
    {
        "Normal",
        "Body Text",
        "Title",
        "caption",
        "header",
        "footer",
        "TOC Heading",
        "Hyperlink",
        "footnote text",
    }
    | {"Default Paragraph Font", "Normal Table", "footnote reference"}
    | {f"heading {level}" for level in range(1, 10)}
    | {f"toc {level}" for level in range(1, 10)}
)
"""Names that Word itself knows; every other style is marked as custom."""


def style_id(name: str) -> str:
    """A style's id in our own documents: letters and digits of its name, each word's first letter large."""
    words = (word[:1].upper() + word[1:] for word in name.split())
    return "".join(char for word in words for char in word if char.isalnum() or char in "-_.")


def blank_stylesheet(points: float) -> etree._Element:
    """A stylesheet that holds the document's defaults and no style.

    Args:
        points: size of the running text.
    """
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{ARABIC_FONT}"/>'
    language = '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ur-PK"/>'
    half_points = round(points * 2)
    return etree.fromstring(
        f"<w:styles {NAMESPACES}><w:docDefaults>"
        f"<w:rPrDefault><w:rPr>{fonts}{size(half_points)}{language}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" w:defUnhideWhenUsed="0" '
        'w:defQFormat="0" w:count="376"/></w:styles>'
    )


HEADING_WORDS = frozenset(
    {
        "heading",
        "überschrift",
        "titre",
        "título",
        "titolo",
        "kop",
        "rubrik",
        "overskrift",
        "nagłówek",
        "заголовок",
    }
    | {
        "başlık",
        "nadpis",
        "otsikko",
        "címsor",
        "titlu",
        "επικεφαλίδα",
        "عنوان",
        "سرخی",
        "標題",
        "标题",
        "見出し",
    }
)
"""What programs that translate style names call a heading, before its level."""
TITLE_WORDS = frozenset(
    {"titel", "titre", "título", "titolo", "tytuł", "название", "tittel", "cím", "titlu", "العنوان"}
)
_DEFAULTS = {"paragraph": "normal", "character": "default paragraph font", "table": "normal table"}


def names(stylesheet: etree._Element) -> dict[tuple[str, str], str]:
    """The id of each style of a stylesheet under its kind and its name, in Word's own language and in lower case.

    A style whose id is missing, or would have to be escaped, is passed over.
    """
    found: dict[tuple[str, str], str] = {}
    translated: dict[tuple[str, str], str] = {}
    for style in stylesheet.iter(f"{{{W}}}style"):
        kind, own = style.get(f"{{{W}}}type", "paragraph"), style.get(f"{{{W}}}styleId", "")
        if not own or escape(own) != own:
            continue
        name = style.find(f"{{{W}}}name")
        said = "" if name is None else name.get(f"{{{W}}}val", "").casefold()
        found.setdefault((kind, said), own)
        if style.get(f"{{{W}}}default") in {"1", "true", "on"} and kind in _DEFAULTS:
            translated[kind, _DEFAULTS[kind]] = own
        elif kind == "paragraph":
            translated.setdefault((kind, _in_english(said)), own)
    return translated | found


def _in_english(name: str) -> str:
    word, _, level = name.rpartition(" ")
    if word in HEADING_WORDS and level.isdigit():
        return f"heading {level}"
    return "title" if name in TITLE_WORDS else name


def install(stylesheet: etree._Element, styles: Iterable[Style]) -> Mapping[str, str]:
    """Add to a stylesheet the styles that it lacks.

    Args:
        stylesheet: changed in place.
        styles: in an order that puts a style after the one it is based on.

    Returns:
        The id of each style under its name, in our own spelling of it.
    """
    known = names(stylesheet)
    taken = set(known.values())
    ids: dict[str, str] = {}
    for style in styles:
        key = (style.kind, style.name.casefold())
        if key not in known:
            known[key] = _free(style_id(style.name), taken)
            taken.add(known[key])
            ids[style.name] = known[key]
            stylesheet.append(etree.fromstring(_xml(style, ids, known[key])))
        ids[style.name] = known[key]
    return ids


def _free(wanted: str, taken: set[str]) -> str:
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}{number}"
    return name


def _xml(style: Style, ids: Mapping[str, str], own: str) -> str:
    default = ' w:default="1"' if not style.based else ""
    custom = "" if style.name in BUILT_IN else ' w:customStyle="1"'
    parts = [f'<w:name w:val="{escape(style.name)}"/>']
    if style.based:
        parts.append(f'<w:basedOn w:val="{ids[style.based]}"/>')
    if style.following:
        parts.append(f'<w:next w:val="{ids.get(style.following, own)}"/>')
    parts.append("<w:qFormat/>" if style.shown else '<w:uiPriority w:val="99"/><w:semiHidden/>')
    for tag, properties in (("pPr", style.paragraph), ("rPr", style.character), ("tblPr", style.table)):
        parts.append(f"<w:{tag}>{properties}</w:{tag}>" if properties else "")
    return f'<w:style xmlns:w="{W}" w:type="{style.kind}"{default}{custom} w:styleId="{own}">{"".join(parts)}</w:style>'


def stylesheet_text(stylesheet: etree._Element) -> str:
    """The part's XML."""
    return DECLARATION + etree.tostring(stylesheet, encoding="unicode")


def tighten(stylesheet: etree._Element, points: float) -> None:
    """Make the styles of a single page tight: little space between paragraphs, headings hardly larger than text.

    Args:
        stylesheet: its styles are changed.
        points: size of the running text.
    """
    value = f"{{{W}}}val"
    for space in stylesheet.iter(f"{{{W}}}spacing"):
        for side in ("before", "after"):
            written = space.get(f"{{{W}}}{side}")
            if written:
                space.set(f"{{{W}}}{side}", str(number(written) // 3))
        if space.get(f"{{{W}}}lineRule") == "auto":
            space.set(f"{{{W}}}line", "235")
    for size_ in stylesheet.iter(f"{{{W}}}sz", f"{{{W}}}szCs"):
        if number(size_.get(value)) > 2 * points + 2:
            size_.set(value, str(round(2 * points + 2)))
