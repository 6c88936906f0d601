"""What stands in a node's box: number, role, what it does, text, source and notes, measured and broken into lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from argmap.drawing.fonts import clean
from argmap.drawing.looks import BODY, PAPER, ROLE_WORDS, SMALL, BoxLook, Theme
from argmap.drawing.scene import Box, Line, Paragraph, moved_box
from argmap.drawing.text import ASCENT, BOLD, ITALIC, REGULAR, Face, Ruler, is_rtl
from argmap.model import ArgumentMap, Node, Relation, RelationKind, Role, Source
from argmap.sources.notes import short_notes

PAD, GAP = 4.5, 2.5
BADGE = 11.0
CAUTION = 9.0
"""Width and height of the caution mark, in pt."""
FACES: Mapping[Role, Face] = {Role.THESIS: BOLD, Role.CLAIM: BOLD, Role.WARRANT: ITALIC}
SCHEMES = ("http://", "https://", "mailto:")
_MOST = 4


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a node's box, before they are measured.

    Attributes:
        node: the node.
        number: its number.
        role: its role and what it does, such as `Evidence, supports 3`.
        text: what it says.
        source: where it is taken from.
        address: what its source leads to.
        notes: further lines.
        link: what its notes lead to.
    """

    node: Node
    number: str
    role: str
    text: str
    source: str = ""
    address: str | None = None
    notes: tuple[str, ...] = ()
    link: str | None = None

    @property
    def sentence(self) -> str:
        """All of it in one line, for those who cannot see the box."""
        parts = [f"{self.number} {self.role}: {self.text}", self.source, *self.notes]
        if self.node.caution:
            parts.append(f"Caution: {clean(self.node.caution)}")
        return ". ".join(part.rstrip(".") for part in parts if part)


@dataclass(frozen=True, slots=True)
class Label:
    """A box of known size, its texts placed from its own upper left corner."""

    wording: Wording
    width: float
    height: float
    box: Box = field(repr=False)

    def at(self, x: float, y: float) -> Box:
        """The box with its upper left corner at a place.

        Args:
            x: in pt.
            y: in pt.
        """
        return moved_box(self.box, x, y)


def wordings(
    argument: ArgumentMap,
    nodes: Sequence[str],
    numbers: Mapping[str, str],
    notes: Mapping[str, tuple[str, ...]],
    standing: Mapping[str, str],
) -> dict[str, Wording]:
    """The words of some nodes' boxes.

    Args:
        argument: the map.
        nodes: ids.
        numbers: the number of each node.
        notes: lines beneath a node's text, by id.
        standing: `stands`, `falls` or `undecided` by id, where it is to be shown.

    Returns:
        The words by id, in the order asked for.
    """
    found = {}
    for name in nodes:
        node = argument.by_id[name]
        role = ", ".join((ROLE_WORDS[node.role], *deeds(argument, node, numbers)))
        if name in standing:
            role += f" — {standing[name]}"
        source, address = credits_of(argument, node)
        lines = tuple(clean(line) for line in notes.get(name, ()))
        found[name] = Wording(node, numbers[name], clean(role), clean(node.text), source, address, lines)
    return found


def deeds(argument: ArgumentMap, node: Node, numbers: Mapping[str, str]) -> list[str]:
    """What a node does, in words, such as `supports 3`.

    Args:
        argument: the map.
        node: the node.
        numbers: the number of each node.

    Returns:
        A few words for each of its relations; many are counted.
    """
    relations = argument.out_of.get(node.id, ())
    deeds = [words for one in relations[:_MOST] if (words := _deed(argument, node, one, numbers))]
    aims = [numbers[aim] for aim in node.answers if aim in numbers]
    deeds += [f"answers {', '.join(aims)}"] if aims else []
    return deeds + ([f"and {len(relations) - _MOST} more"] if len(relations) > _MOST else [])


def _deed(argument: ArgumentMap, node: Node, relation: Relation, numbers: Mapping[str, str]) -> str:
    if node.role is Role.WARRANT and node.under in relation.sources:
        return f"licenses {numbers[node.under or '']}" if node.under in numbers else ""
    verb = "supports" if relation.kind is RelationKind.SUPPORT else "against"
    others = [
        numbers[source]
        for source in relation.sources
        if source in numbers and source != node.id and argument.by_id[source].role is not Role.WARRANT
    ]
    together = f"with {', '.join(others)} " if others else ""
    return f"{together}{verb} {target_words(argument, relation.target, numbers)}"


def target_words(argument: ArgumentMap, target: str, numbers: Mapping[str, str]) -> str:
    """A relation's target in words: a number, or the step that an undercut attacks.

    Args:
        argument: the map.
        target: id of a node or a relation.
        numbers: the number of each node.
    """
    if target in numbers:
        return numbers[target]
    step = argument.relation_by_id.get(target)
    return f"the step from {numbers.get(step.sources[0], step.sources[0])}" if step else target


def credits_of(argument: ArgumentMap, node: Node) -> tuple[str, str | None]:
    """Where a node is taken from, in a short note, and the first address among its sources.

    Args:
        argument: the map.
        node: the node.
    """
    known = [argument.sources[cite.source] for cite in node.cites if cite.source in argument.sources]
    addresses = (safe_address(source) for source in known)
    return clean(short_notes(node.cites, argument.sources)), next((one for one in addresses if one), None)


def safe_address(source: Source) -> str | None:
    """A source's address if it is a web or mail address; `javascript:` and the like are none.

    Args:
        source: any.
    """
    doi = source.text("DOI")
    address = source.text("URL") or (f"https://doi.org/{doi}" if doi else "")
    address = clean(address)
    return address if address.lower().startswith(SCHEMES) else None


def learn(ruler: Ruler, words: Sequence[Wording]) -> None:
    """Measure the words of many boxes in few questions.

    Args:
        ruler: what measures them.
        words: of the boxes.
    """
    texts: dict[Face, list[str]] = {REGULAR: [], BOLD: [], ITALIC: []}
    for one in words:
        texts[ITALIC] += [one.role, one.source]
        texts[REGULAR] += one.notes
        texts[FACES.get(one.node.role, REGULAR)].append(one.text)
    ruler.learn(texts)


def label(ruler: Ruler, theme: Theme, words: Wording, width: float) -> Label:
    """Set a box of a given width.

    Args:
        ruler: what measures the words.
        theme: the palette.
        words: what it says.
        width: of the box in pt, border included.

    Returns:
        The label, as tall as its texts need.
    """
    look = theme.boxes[words.node.role]
    inset = PAD + (3.0 if look.doubled or look.bar else 0.0)
    inner = width - 2 * inset
    badge, role, y = _header(ruler, words, look, inset, inner)
    texts = [role]
    face = FACES.get(words.node.role, REGULAR)
    texts += _block(ruler, face, BODY, words.text, (inset, y + GAP, inner))
    y = _foot(texts[-1])
    foot = [(ITALIC, words.source, words.address)] + [(REGULAR, note, words.link) for note in words.notes]
    for number, (style, text, link) in enumerate(entry for entry in foot if entry[1]):
        texts += _block(ruler, style, SMALL, text, (inset, y + (0.5 if number else GAP), inner), link)
        y = _foot(texts[-1])
    caution = (width - inset - CAUTION, inset + 0.5) if words.node.caution else None
    height = y + inset
    box = Box(
        words.node.id, words.sentence, (0, 0, width, height), look, badge, tuple(texts), caution, words.link
    )
    return Label(words, width, height, box)


def _header(
    ruler: Ruler, words: Wording, look: BoxLook, inset: float, inner: float
) -> tuple[tuple[tuple[float, float, float, float], Paragraph], Paragraph, float]:
    """The badge, the role beside it (or beneath, where a long number leaves no room), and where the text starts."""
    figures = ruler.cut(BOLD, SMALL, words.number, inner - 6)
    wide = max(line.width for line in figures) + 6
    tall = BADGE + (len(figures) - 1) * SMALL * 1.14
    ink = PAPER if look.filled else look.ink
    number = Paragraph(
        inset + 3, inset + 8.2, figures, SMALL, SMALL * 1.14, SMALL * ASCENT, bold=True, ink=ink
    )
    room = inner - wide - 4 - (CAUTION + 2 if words.node.caution else 0)
    beside = room >= min(60.0, inner * 0.45)
    x, y = (inset + wide + 4, inset + 1.0) if beside else (inset, inset + tall + 1.0)
    (role,) = _block(ruler, ITALIC, SMALL, words.role, (x, y, room if beside else inner))
    end = max(inset + tall, _foot(role))
    return ((inset, inset, wide, tall), number), role, end


def _foot(text: Paragraph) -> float:
    _, y, _, height = text.rectangle
    return y + height


def _block(  # noqa: PLR0917 -- what is set, how, and where
    ruler: Ruler,
    face: Face,
    size: float,
    text: str,
    place: tuple[float, float, float],
    link: str | None = None,
) -> list[Paragraph]:
    """Text at x, beneath y, within a width; empty text takes one line."""
    x, y, limit = place
    lines = ruler.wrap(face, size, text, limit) or (Line("", 0.0),)
    above, below = ruler.heights(face, text)
    rtl = is_rtl(text)
    return [
        Paragraph(
            x + limit if rtl else x,
            y + above * size,
            lines,
            size,
            (above + below) * size,
            above * size,
            bold=face.bold,
            italic=face.italic,
            rtl=rtl,
            link=link,
        )
    ]
