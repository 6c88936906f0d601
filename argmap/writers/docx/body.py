"""The body of a document: its blocks as WordprocessingML text, built in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from lxml import etree

from argmap.blocks import (
    Block,
    Document,
    Figure,
    Heading,
    Item,
    Lines,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Runs,
    Table,
    plain,
)
from argmap.writers.docx import notes, pages, tables
from argmap.writers.docx.anchors import Anchors, bookmark_name
from argmap.writers.docx.figures import Pictures
from argmap.writers.docx.numbering import Lists, label
from argmap.writers.docx.wml import Direct, escape, is_right_to_left, paragraph, run

ROLE_STYLES: Mapping[str, str] = {
    "question": "Question",
    "asked": "Asked",
    "thesis": "Thesis",
    "reference": "Reference",
    "bridge": "Bridge",
    "name": "Name Blank",
    "marks": "Marks Blank",
}
"""Style of a paragraph by its role; all others are body text."""
RUN_STYLES: Mapping[str, str] = {"label": "Node Label", "cite": "Citation", "year": "Year"}
LONG = 120
"""Blocks from which on a document has a list of contents."""
CAPTION_ROOM = 1100
"""Height that a figure leaves to its caption and a heading above it, in twips."""
TICK = "☐"


@dataclass(slots=True)
class Body:
    """A document's body while it is being written.

    Attributes:
        document: what is written.
        figures: its drawings by key.
        ids: style ids under their names.
        lists: its lists.
        page: the section's page set-up.
        owner: the part that holds the body; links and pictures are related to it.
        note_owner: the part that holds the notes.
        pictures, anchors: of the document.
        entries: paragraphs as direct formatting and content; other blocks as XML without formatting.
        notes: content of each note, in order of their marks.
        counts: how far each level has counted.
    """

    document: Document
    figures: Mapping[str, Picture]
    ids: Mapping[str, str]
    lists: Lists
    page: etree._Element
    owner: Part
    note_owner: Part
    pictures: Pictures
    anchors: Anchors = field(default_factory=Anchors)
    entries: list[tuple[Direct | None, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    noted: Mapping[str, Runs] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    numbering: int = 0
    new_page: bool = False
    contents: int = 0
    sections: int = 0
    turned: bool = False

    def xml(self) -> str:
        """All blocks, and the last section's set-up."""
        blocks = self.document.blocks
        self.numbering = self.lists.own
        self.counts = [0] * len(self.lists.levels)
        self.noted = dict(self.document.notes)
        headed = [block for block in blocks if isinstance(block, Heading) and block.level > 1]
        first = headed[0] if len(blocks) >= LONG and len(headed) > 1 else None
        for place, block in enumerate(blocks):
            if block is first:
                self._list_contents(headed)
            self._place(block, blocks[place + 1] if place + 1 < len(blocks) else None)
        if self.entries and self.entries[-1][0] is None:
            self._paragraph(Direct(self.ids["After Table"]), "")
        written = "".join(paragraph(direct, text) if direct else text for direct, text in self.entries)
        return written + self._section()

    def _place(self, block: Block, following: Block | None) -> None:
        figure_next = isinstance(following, Figure)
        turned = isinstance(block, Figure) or (isinstance(block, Heading) and figure_next)
        if turned != self.turned and not isinstance(block, PageBreak):
            self._end_section()
            self.turned = turned
        match block:
            case Heading():
                self._heading(block)
            case Item():
                deeper = isinstance(following, Item) and following.level > block.level
                self._item(block, keep_next=deeper)
            case Paragraph():
                style = ROLE_STYLES.get(block.role, "Body Text")
                self._text(Direct(self.ids[style]), block.runs, block.anchor, block.role)
            case Table():
                self._apart(
                    tables.table(block, self.ids["Outline Table"], pages.room(self.page)[0], self._cell)
                )
            case Lines():
                styles = (self.ids["Answer Line"], self.ids["Word Target"])
                self._apart(tables.ruled(block, self.ids["Ruled Table"], pages.room(self.page)[0], *styles))
            case Figure():
                self._figure(block)
            case PageBreak():
                self.new_page = bool(self.entries) and not figure_next and not self.turned

    def _paragraph(self, direct: Direct, content: str) -> None:
        direct.new_page = direct.new_page or self.new_page
        self.new_page = False
        self.entries.append((direct, content))

    def _apart(self, xml: str) -> None:
        """Add a table; Word would join it to one right before it, and wants text after it."""
        if self.new_page or (self.entries and self.entries[-1][0] is None):
            self._paragraph(Direct(self.ids["After Table"]), "")
        self.entries.append((None, xml))

    def _heading(self, block: Heading) -> None:
        level = block.level - 1
        name = f"heading {level}" if level else "Title"
        direct = Direct(self.ids[name])
        if level and not block.numbered and level in self.lists.plain_headings:
            direct.style = self.ids[f"Heading {level} Unnumbered"]
        elif level in self.lists.headings and block.numbered:
            direct.number = self._counted(level, block.number, bound=True)
        content = self._text(direct, block.runs, block.anchor, "heading", budget=block.budget)
        if self.contents and level:
            self.entries[-1] = (direct, self.anchors.wrap(content, self._toc_name()))

    def _item(self, block: Item, *, keep_next: bool) -> None:
        direct = Direct(self.ids[self.lists.item_style(block)], keep_next=keep_next)
        if block.numbered and block.role not in self.lists.marks and self.lists.levels:
            level = min(block.level, len(self.lists.levels))
            direct.number = self._counted(level, block.number, bound=level not in self.lists.headings)
        role = block.role or "item"
        budget, tick = block.budget, block.tick
        self._text(direct, block.runs, block.anchor, role, level=block.level, budget=budget, tick=tick)

    def _text(
        self,
        direct: Direct,
        runs: Runs,
        node: str | None,
        role: str = "",
        *,
        level: int = 0,
        budget: str | None = None,
        tick: bool = False,
    ) -> str:
        direct.right_to_left = is_right_to_left(plain(runs))
        content = self._runs(runs, self.owner, right_to_left=direct.right_to_left)
        around = (f"{TICK} " if tick else "", f"\t{budget}" if budget else "")
        content = self.anchors.line(content, runs, node, role=role, level=level, around=around)
        if tick:
            content = self._tick() + content
        if budget:
            direct.tab = pages.room(self.page)[0]
            content += "<w:r><w:tab/></w:r>" + run(budget.replace(" ", "\u00a0"), style=self.ids["Budget"])
        self._paragraph(direct, content)
        return content

    def _tick(self) -> str:
        style = f'<w:rPr><w:rStyle w:val="{self.ids["Tick Box"]}"/></w:rPr>'
        state = '<w14:{}State w14:val="{}" w14:font="Segoe UI Symbol"/>'
        self.anchors.last += 1
        return (
            f'<w:sdt><w:sdtPr><w:id w:val="{self.anchors.last}"/><w14:checkbox><w14:checked w14:val="0"/>'
            f"{state.format('checked', 2612)}{state.format('unchecked', 2610)}</w14:checkbox></w:sdtPr>"
            f"<w:sdtContent><w:r>{style}<w:t>{TICK}</w:t></w:r></w:sdtContent></w:sdt>{run(' ')}"
        )

    def _counted(self, level: int, number: str, *, bound: bool) -> tuple[int, int] | None:
        """Count one line of the family; its numId and level where its style alone would number it wrongly."""
        counts = self.counts
        native = [max(count, 1) for count in counts[: level - 1]] + [counts[level - 1] + 1]
        fresh = [*native[:-1], 1]
        levels = self.lists.levels
        counting = levels[level - 1].format not in {"bullet", "none"}
        if counting and number not in {"", label(levels, native)} and number == label(levels, fresh):
            self.numbering = self.lists.restart(level - 1)
            native = fresh
        counts[level - 1 :] = [native[-1]] + [0] * (len(counts) - level)
        plain_style = bound and self.numbering == self.lists.own
        return None if plain_style else (self.numbering, level - 1)

    def _runs(self, runs: Runs, owner: Part, *, right_to_left: bool = False) -> str:
        return "".join(self._run(one, owner, right_to_left) for one in runs)

    def _run(self, one: Run, owner: Part, right_to_left: bool) -> str:
        style = self.ids["Hyperlink"] if one.link else self.ids.get(RUN_STYLES.get(one.role, ""), "")
        text = ""
        if one.text:
            text = run(one.text, style=style, bold=one.bold, italic=one.italic, right_to_left=right_to_left)
        if one.link and text:
            text = self._link(one.link, text, owner)
        return text + (self._note(one.note) if one.note else "")

    def _link(self, address: str, text: str, owner: Part) -> str:
        if address.startswith("#"):
            return f'<w:hyperlink w:anchor="{escape(bookmark_name(address[1:]))}" w:history="1">{text}</w:hyperlink>'
        if not address.lower().startswith(("http://", "https://", "mailto:")):
            return text
        relation = owner.relate_to(address, RT.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{relation}" w:history="1">{text}</w:hyperlink>'

    def _note(self, key: str) -> str:
        runs = self.noted.get(key)
        if runs is None:
            return ""
        self.notes.append(self._runs(runs, self.note_owner, right_to_left=is_right_to_left(plain(runs))))
        return notes.reference(len(self.notes), self.ids)

    def _cell(self, runs: Runs, style: str) -> str:
        direct = Direct(self.ids[style], right_to_left=is_right_to_left(plain(runs)))
        content = self._runs(runs, self.owner, right_to_left=direct.right_to_left)
        content = self.anchors.line(content, runs, None, role="cell", around=("", ""))
        return paragraph(direct, content)

    def _figure(self, block: Figure) -> None:
        picture = self.figures.get(block.key)
        if picture is not None:
            width, height = pages.room(pages.landscape(self.page))
            drawn = self.pictures.drawing(block, picture, width, height - CAPTION_ROOM)
            self._paragraph(Direct(self.ids["Figure"]), drawn)
        self._paragraph(Direct(self.ids["caption"]), run(block.caption))

    def _toc_name(self) -> str:
        self.contents += 1
        return f"_Toc{100000000 + self.contents - 1}"

    def _list_contents(self, headings: list[Heading]) -> None:
        """A list of contents filled at once, with no page numbers, which only Word could know."""
        self.contents = 1
        self._paragraph(Direct(self.ids["TOC Heading"]), run("Contents"))
        start = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\n '
            '\\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        for place, heading in enumerate(headings, start=1):
            words = " ".join(filter(None, (heading.number, plain(heading.runs))))
            link = f'<w:hyperlink w:anchor="_Toc{100000000 + place}" w:history="1">{run(words)}</w:hyperlink>'
            end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if place == len(headings) else ""
            style = self.ids[f"toc {min(heading.level - 1, 3)}"]
            self._paragraph(Direct(style, right_to_left=is_right_to_left(words)), start + link + end)
            start = ""

    def _end_section(self) -> None:
        if not self.entries:
            return
        direct = self.entries[-1][0]
        if direct is None:
            self._paragraph(Direct(self.ids["After Table"]), "")
            direct = self.entries[-1][0]
        if direct:
            direct.section = self._section()
        self.new_page = False

    def _section(self) -> str:
        page = pages.landscape(self.page) if self.turned else self.page
        self.sections += 1
        return pages.section_text(page if self.sections == 1 else pages.without_first_page(page))
