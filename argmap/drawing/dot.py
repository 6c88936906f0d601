"""A view as DOT: boxes of fixed size, a joint where strokes meet, siblings in the order in which they are written.

Graphviz gives geometry only. With `captions` the same graph carries its words, for those who take the DOT elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphviz.quoting import escape, quote

from argmap.drawing.labels import Label, target_words
from argmap.drawing.looks import BODY, LINE_WORDS, Theme
from argmap.model import ArgumentMap, Relation, RelationKind, Role

RANKS, BETWEEN = 18.7, 8.6
"""Between two ranks, of which an arrow spans two, and between two boxes of a rank, in pt."""
SPACING: tuple[str, str] = (
    f"ordering=in ranksep={RANKS / 72:.3f} nodesep={BETWEEN / 72:.3f}",
    f"ranksep={2 * RANKS / 72:.3f} nodesep={BETWEEN / 72:.3f}",
)
_FIRST = {RelationKind.SUPPORT: 0, RelationKind.ATTACK: 1, RelationKind.UNDERCUT: 1}


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line to draw: from a vertex to a vertex (`n3` a node, `m1` a joint), in a look, with a head or none."""

    relation: str
    tail: str
    head: str
    look: str
    ends: bool
    words: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Vertices and strokes of a view.

    Attributes:
        nodes: ids; node number i is vertex `n{i}`.
        joints: vertices where strokes meet.
        strokes: number i is edge `e{i}`.
    """

    nodes: tuple[str, ...]
    joints: tuple[str, ...]
    strokes: tuple[Stroke, ...]


def graph(
    argument: ArgumentMap,
    nodes: Sequence[str],
    relations: Sequence[Relation],
    numbers: Mapping[str, str],
) -> Graph:
    """Turn relations into strokes; a relation with several sources, or one that is attacked itself, gets a joint.

    Args:
        argument: the map.
        nodes: ids, in order.
        relations: among these nodes.
        numbers: the number of each node.

    Returns:
        The graph; strokes onto one target lie together, what supports it before what attacks it.
    """
    vertex = {node: f"n{index}" for index, node in enumerate(nodes)}
    attacked = {relation.target for relation in relations}
    for index, relation in enumerate(relations):
        if len(relation.sources) > 1 or relation.id in attacked:
            vertex.setdefault(relation.id, f"m{index}")
    back = _back(relations)
    place = {name: index for index, name in enumerate(vertex)}
    ordered = sorted(relations, key=lambda one: (place[one.target], _FIRST[one.kind]))
    strokes = [
        stroke
        for relation in ordered
        for stroke in _strokes(argument, relation, vertex, numbers, leads_back=relation.id in back)
    ]
    joints = tuple(name for name in vertex.values() if name.startswith("m"))
    return Graph(tuple(nodes), joints, tuple(strokes))


def _strokes(
    argument: ArgumentMap,
    relation: Relation,
    vertex: Mapping[str, str],
    numbers: Mapping[str, str],
    *,
    leads_back: bool,
) -> list[Stroke]:
    look = "back" if leads_back else relation.kind.value
    written = argument.relation_by_id.get(relation.id, relation)
    target = target_words(argument, written.target, numbers)
    sources = [numbers[source] for source in relation.sources]
    verb = "undercuts" if relation.kind is RelationKind.UNDERCUT else LINE_WORDS[relation.kind.value]
    words = f"{' and '.join(sources)} {verb if len(sources) == 1 else verb.removesuffix('s')} {target}"
    joint = vertex.get(relation.id)
    if joint is None:
        if argument.by_id[relation.sources[0]].role is Role.WARRANT and len(written.sources) > 1:
            look, words = "warrant", f"{sources[0]} licenses the step to {target}"
        return [Stroke(relation.id, vertex[relation.sources[0]], vertex[relation.target], look, True, words)]
    strokes = [Stroke(relation.id, joint, vertex[relation.target], look, True, words)]
    for source in relation.sources:
        licence = argument.by_id[source].role is Role.WARRANT and len(relation.sources) > 1
        kind = "warrant" if licence else look
        text = f"{numbers[source]} licenses this step" if licence else f"{numbers[source]} takes part"
        strokes.append(Stroke(relation.id, vertex[source], joint, kind, licence, text))
    return strokes


def _back(relations: Sequence[Relation]) -> set[str]:
    """Ids of relations that close a circle, found depth first in the order of writing."""
    targets = dict.fromkeys(relation.target for relation in relations)
    onward: dict[str, list[tuple[str, str]]] = {}
    for relation in relations:
        behind = onward.setdefault(relation.target, [])
        behind += [(source, relation.id) for source in relation.sources]
        if relation.id in targets:
            behind.append((relation.id, ""))
    closing: set[str] = set()
    done: set[str] = set()
    sources = {source for relation in relations for source in relation.sources}
    for start in (*(name for name in targets if name not in sources), *targets):
        path: set[str] = set()
        waiting = [(start, "", False)]
        while waiting:
            name, via, leaving = waiting.pop()
            if leaving:
                path.discard(name)
                done.add(name)
            elif name in path:
                closing.add(via)
            elif name not in done:
                path.add(name)
                waiting.append((name, "", True))
                waiting += [(child, by, False) for child, by in reversed(onward.get(name, []))]
    return closing - {""}


def source(
    drawn: Graph,
    labels: Mapping[str, Label],
    theme: Theme,
    settings: str,
    *,
    lean: bool = False,
    captions: bool = False,
) -> str:
    """Write the DOT.

    Args:
        drawn: vertices and strokes.
        labels: measured boxes, by node id.
        theme: the palette, which only captions show.
        settings: attributes of the graph, as DOT.
        lean: leave out what holds a small drawing in shape and takes most of the time of a large one; siblings of a
            tree keep their order all the same.
        captions: write the words too, and let boxes grow.

    Returns:
        The text of the graph.
    """
    fixed = "" if captions else ' fixedsize=true label=""'
    lines = [
        "digraph argument {",
        f"graph [rankdir=RL pad=0 margin=0 {SPACING[lean]} {settings}]",
        f"node [shape=box{fixed}" + (f' fontname="Times" fontsize={BODY:g}]' if captions else "]"),
        f"edge [{'' if captions else 'dir=none '}minlen={1 if lean else 2}]",
    ]
    # Held in order, Graphviz stacks what is not connected in the reverse order of its first mention.
    numbered = list(enumerate(drawn.nodes))
    for index, node in numbered if lean else reversed(numbered):
        label = labels[node]
        words = _caption(label) if captions else ""
        lines.append(f"n{index} [width={label.width / 72:.4f} height={label.height / 72:.4f}{words}]")
    lines += [f'{joint} [shape=point width=0.06 height=0.06 label=""]' for joint in drawn.joints]
    for index, stroke in enumerate(drawn.strokes):
        joined = stroke.tail[0] == "m" or stroke.head[0] == "m"
        loop = stroke.tail == stroke.head
        attributes = [f"id=e{index}"] + ["minlen=1"] * (joined and not lean)
        attributes += ["tailport=w"] * (stroke.tail[0] == "n" and not loop and not lean)
        if captions:
            look = theme.lines[stroke.look]
            style = "solid" if not look.dash else "dotted" if look.dash[0] < 2 else "dashed"
            attributes += [f"arrowhead={look.head if stroke.ends else 'none'}", f"style={style}"]
            attributes += [f'color="{look.ink}"', f"tooltip={quote(escape(stroke.words))}"]
        lines.append(f"{stroke.tail}->{stroke.head} [{' '.join(attributes)}]")
    return "\n".join([*lines, "}", ""])


def _caption(label: Label) -> str:
    words = label.wording
    lines = [f"{words.number}  {words.role}"]
    lines += [line.text for text in label.box.texts[1:] for line in text.lines]
    # Graphviz reads entities in labels: an ampersand as written needs the entity itself.
    text = "\\l".join(str(escape(line)).replace("&", "&amp;") for line in lines) + "\\l"
    style = "dashed" if label.box.look.dash else "rounded" if label.box.look.radius else "solid"
    colours = f'color="{label.box.look.ink}" fillcolor="{label.box.look.fill}" style="filled,{style}"'
    return f' label="{_quoted(text)}" tooltip={quote(escape(words.node.id))} {colours}'


def _quoted(text: str) -> str:
    """Between double quotes DOT knows one escape only: that of the quote itself."""
    return text.replace('"', '\\"')
