"""Native multilevel lists: one definition a family of numbers, each level bound to a style of its own.

Items carry their style alone, so that a line inserted in Word renumbers what follows it. A role with a mark of its own
(an objection's cross) has a bulleted definition beside the family's, at the same indents.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from argmap.blocks import Document, Heading, Item, Level
from argmap.templating.levels import written as numeral
from argmap.writers.docx.styles import SYMBOL_FONT, Style, spacing
from argmap.writers.docx.wml import DECLARATION, NAMESPACES, W, escape, number

STEP, ROMAN_STEP, TWO_PART_STEP, THREE_PART_STEP = 425, 567, 567, 737
"""Room for a number, in twips: `3.` or a mark; `VIII.`; `3.12`; `3.12.4`."""
DEEPEST = 9
"""Levels that a list of Word can have."""


@dataclass(frozen=True, slots=True)
class Binding:
    """One level of one definition, and the style that is bound to it.

    Attributes:
        style: the style's name.
        num: numId.
        level: counted from 0, as Word does.
    """

    style: str
    num: int
    level: int


@dataclass(slots=True)
class Lists:
    """All lists of one document.

    Attributes:
        family: name of the document's numbering, as styles spell it.
        levels: its levels.
        headings: Word's heading levels that count, each bound to the level beneath the same number.
        marks: the mark of each role that has one.
        free: the first numId and abstractNumId that nobody uses.
        plain_headings: Word's heading levels that are used without a number although they are bound to one.
        restarts: for each list that starts afresh, its level counted from 0; its numId follows from its place.
    """

    family: str
    levels: tuple[Level, ...]
    headings: frozenset[int]
    plain_headings: frozenset[int]
    marks: Mapping[str, str]
    free: int = 1
    restarts: list[int] = field(default_factory=list)

    @property
    def own(self) -> int:
        """NumId of the family."""
        return self.free

    @property
    def none(self) -> int:
        """NumId of the definition without numbers."""
        return self.free + 1 + len(self.marks)

    def of_mark(self, role: str) -> int:
        """NumId of a role's marks."""
        return self.free + 1 + list(self.marks).index(role)

    def restart(self, level: int) -> int:
        """NumId of a list of the family that starts afresh at a level counted from 0."""
        self.restarts.append(level)
        return self.none + len(self.restarts)

    def item_style(self, item: Item) -> str:
        """Name of an item's style."""
        if not item.numbered:
            return f"{self.family} Continued {item.level}"
        if item.role in self.marks:
            return f"{self.family} {_title(item.role)} {item.level}"
        return f"{self.family} Level {item.level}"


def _title(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.replace("-", " ").replace("_", " ").split())


def lists(document: Document) -> Lists:
    """Find out which lists a document needs."""
    headings = [block for block in document.blocks if isinstance(block, Heading) and block.level > 1]
    counted = {
        block.level - 1 for block in headings if block.numbered and block.level - 1 <= len(document.levels)
    }
    plain = {block.level - 1 for block in headings if not block.numbered}
    family = _title(document.family) or "Outline"
    return Lists(family, document.levels, frozenset(counted), frozenset(counted & plain), document.marks)


def label(levels: tuple[Level, ...], counts: list[int]) -> str:
    """A number as Word would write it.

    Args:
        levels: the family.
        counts: how often each level has counted, outermost first, up to the level whose number is wanted.
    """
    text = levels[len(counts) - 1].text
    for place, count in enumerate(counts, start=1):
        text = text.replace(f"%{place}", numeral(count, levels[place - 1].format))
    return text


def _step(level: Level) -> int:
    if level.format == "none" and not level.text:
        return 0
    parts = level.text.count("%")
    if parts > 1:
        return TWO_PART_STEP if parts == 2 else THREE_PART_STEP
    return ROMAN_STEP if level.format.endswith("Roman") else STEP


def indents(levels: tuple[Level, ...]) -> list[tuple[int, int]]:
    """Left indent of the text and hanging indent of its number at each level, in twips."""
    found: list[tuple[int, int]] = []
    left = 0
    for level in levels:
        left += _step(level)
        found.append((left, _step(level)))
    return found


def list_styles(found: Lists, items: Iterable[Item]) -> list[Style]:
    """The styles of a document's items, in the order of their names, and of headings that must not count."""
    wanted = {found.item_style(item): item for item in items}
    return [_item_style(found, name, wanted[name]) for name in sorted(wanted)] + [
        Style(_unnumbered(level), based=f"heading {level}", following="Body Text")
        for level in sorted(found.plain_headings)
    ]


def _unnumbered(level: int) -> str:
    return f"Heading {level} Unnumbered"


def _item_style(found: Lists, name: str, item: Item) -> Style:
    if not found.levels and item.role not in found.marks:
        return Style(name, spacing(0, 60) + f'<w:ind w:left="{STEP * (item.level - 1)}"/>')
    if not item.numbered:
        left = indents(found.levels)[min(item.level, len(found.levels)) - 1][0]
        return Style(name, spacing(0, 60) + f'<w:ind w:left="{left}"/>')
    return Style(name, "<w:keepLines/>" + spacing(0, 60))


def bindings(found: Lists, items: Iterable[Item]) -> dict[str, tuple[int, int]]:
    """NumId and level, counted from 0, of each style that is bound to a list, under the style's name."""
    bound = {f"heading {level}": (found.own, level - 1) for level in sorted(found.headings)}
    bound |= {_unnumbered(level): (found.none, 0) for level in sorted(found.plain_headings)}
    for item in items:
        place = min(item.level, len(found.levels) or DEEPEST) - 1
        if not item.numbered:
            continue
        if item.role in found.marks:
            bound[found.item_style(item)] = (found.of_mark(item.role), place)
        elif found.levels and item.level not in found.headings:
            bound[found.item_style(item)] = (found.own, place)
    return bound


def bind(
    stylesheet: etree._Element,
    lists_part: etree._Element,
    bound: Mapping[str, tuple[int, int]],
    ids: Mapping[str, str],
) -> bool:
    """Let styles carry our numbers, whatever numbers they had, and take them from lists that were bound to them.

    Args:
        stylesheet: changed in place.
        lists_part: the numbering part without our lists; changed in place.
        bound: numId and level under the style's name.
        ids: style ids under their names.

    Returns:
        Whether a heading had numbers of its own.
    """
    # A heading style without an outline level, as other programs make them, would not show in the navigation pane.
    by_id = {style.get(f"{{{W}}}styleId"): style for style in stylesheet.iter(f"{{{W}}}style")}
    headings = [f"heading {level}" for level in range(1, 10)] if bound else []
    replaced = [_unbind(_paragraph_properties(by_id[ids[name]])) for name in headings]
    for level in range(1, 10):
        _outline(_paragraph_properties(by_id[ids[f"heading {level}"]]), level - 1)
    for name, (num, level) in bound.items():
        properties = _paragraph_properties(by_id[ids[name]])
        _unbind(properties)
        place = sum(child.tag in _BEFORE_NUMBER for child in properties)
        properties.insert(place, _element(_num_pr(num, level)))
    ours = {ids[name] for name in bound} | {ids[name] for name in headings}
    for tie in [tie for tie in lists_part.iter(f"{{{W}}}pStyle") if tie.get(f"{{{W}}}val") in ours]:
        _drop(tie)
    return any(replaced)


def _outline(properties: etree._Element, level: int) -> None:
    if properties.find(f"{{{W}}}outlineLvl") is None:
        later = {f"{{{W}}}{name}" for name in ("divId", "cnfStyle", "rPr", "sectPr", "pPrChange")}
        place = next((at for at, child in enumerate(properties) if child.tag in later), len(properties))
        properties.insert(place, _element(f'<w:outlineLvl w:val="{level}"/>'))


def _unbind(properties: etree._Element) -> bool:
    numbers = properties.findall(f"{{{W}}}numPr")
    for old in numbers:
        properties.remove(old)
    return bool(numbers)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _num_pr(num: int, level: int) -> str:
    deeper = f'<w:ilvl w:val="{level}"/>' if level else ""
    return f'<w:numPr>{deeper}<w:numId w:val="{num}"/></w:numPr>'


_BEFORE_NUMBER = frozenset(
    f"{{{W}}}{name}"
    for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
_BEFORE_PARAGRAPH = frozenset(
    f"{{{W}}}{name}"
    for name in (
        *("name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden"),
        *("unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid"),
    )
)


def _paragraph_properties(style: etree._Element) -> etree._Element:
    found = style.find(f"{{{W}}}pPr")
    if found is None:
        place = sum(child.tag in _BEFORE_PARAGRAPH for child in style)
        found = etree.Element(f"{{{W}}}pPr")
        style.insert(place, found)
    return found


def definitions(found: Lists, ids: Mapping[str, str], free: int = 1) -> tuple[list[str], list[str]]:
    """The XML of a document's lists.

    Args:
        found: the lists, with the restarts that writing the body has asked for.
        ids: id of each style that stands in the document, under its name.
        free: the first abstractNumId that nobody uses.

    Returns:
        The `w:abstractNum` elements and the `w:num` elements.
    """
    family = [
        _level(place, level, _bound(found, place + 1, ids), indents(found.levels)[place])
        for place, level in enumerate(found.levels)
    ]
    abstracts = [_abstract(free, found.family, family)]
    for role, mark in found.marks.items():
        bullets = [
            _level(
                place,
                Level("bullet", mark),
                ids.get(f"{found.family} {_title(role)} {place + 1}", ""),
                indent,
            )
            for place, indent in enumerate(_marked(found.levels))
        ]
        abstracts.append(_abstract(free + len(abstracts), f"{found.family} {role}", bullets))
    abstracts.append(_abstract(free + len(abstracts), "none", [_level(0, Level("none", ""), "", (0, 0))]))
    nums = [_num(found.free + place, free + place) for place in range(len(abstracts))]
    nums += [_num(found.none + 1 + place, free, level) for place, level in enumerate(found.restarts)]
    return abstracts, nums


def _marked(levels: tuple[Level, ...]) -> list[tuple[int, int]]:
    """Indents of marks: those of the family's numbers, steps of their own where it has none."""
    if not levels:
        return [(STEP * (place + 1), STEP) for place in range(DEEPEST)]
    return [(left, max(hanging, STEP)) for left, hanging in indents(levels)]


def _bound(found: Lists, level: int, ids: Mapping[str, str]) -> str:
    name = f"heading {level}" if level in found.headings else f"{found.family} Level {level}"
    return ids.get(name, "")


def _level(place: int, level: Level, style: str, indent: tuple[int, int]) -> str:
    invisible = level.format == "none" and not level.text
    bound = f'<w:pStyle w:val="{style}"/>' if style else ""
    suffix = '<w:suff w:val="nothing"/>' if invisible else ""
    symbol = (
        f'<w:rPr><w:rFonts w:ascii="{SYMBOL_FONT}" w:hAnsi="{SYMBOL_FONT}" w:eastAsia="{SYMBOL_FONT}" '
        f'w:cs="{SYMBOL_FONT}" w:hint="default"/></w:rPr>'
        if level.format == "bullet" and level.text not in "•–-"
        else ""
    )
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{level.format}"/>{bound}{suffix}'
        f'<w:lvlText w:val="{escape(level.text)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent[0]}" w:hanging="{indent[1]}"/></w:pPr>{symbol}</w:lvl>'
    )


def _abstract(number: int, name: str, levels: list[str]) -> str:
    nsid = hashlib.sha256(f"argmap {name}".encode()).hexdigest()[:8].upper()
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{nsid}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'
    )


def _num(number: int, abstract: int, restart: int | None = None) -> str:
    override = (
        ""
        if restart is None
        else f'<w:lvlOverride w:ilvl="{restart}"><w:startOverride w:val="1"/></w:lvlOverride>'
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def install(root: etree._Element, abstracts: Iterable[str], nums: Iterable[str]) -> None:
    """Put definitions into a numbering part: every `w:abstractNum` before every `w:num`."""
    first = next((place for place, child in enumerate(root) if child.tag == f"{{{W}}}num"), len(root))
    for place, text in enumerate(abstracts):
        root.insert(first + place, _element(text))
    last = max(
        (place for place, child in enumerate(root) if child.tag == f"{{{W}}}num"), default=len(root) - 1
    )
    for place, text in enumerate(nums):
        root.insert(last + 1 + place, _element(text))


def _element(text: str) -> etree._Element:
    return etree.fromstring(f'<w:x xmlns:w="{W}">{text}</w:x>')[0]


def blank() -> etree._Element:
    """A numbering part without lists."""
    return etree.fromstring(f"<w:numbering {NAMESPACES}/>")


def numbering_text(root: etree._Element) -> str:
    """The part's XML."""
    return DECLARATION + etree.tostring(root, encoding="unicode")


def num_ids(root: etree._Element) -> set[str]:
    """Each numId of a numbering part."""
    return {child.get(f"{{{W}}}numId", "") for child in root.iter(f"{{{W}}}num")}


def free(root: etree._Element) -> tuple[int, int]:
    """The first numId and the first abstractNumId that nobody uses."""
    numbers = [number(child.get(f"{{{W}}}numId")) for child in root.iter(f"{{{W}}}num")]
    abstracts = [number(child.get(f"{{{W}}}abstractNumId")) for child in root.iter(f"{{{W}}}abstractNum")]
    return max(numbers, default=0) + 1, max(abstracts, default=0) + 1
