"""What each key of a map file holds: which mappings nest in which, in what order their keys stand, which name ids."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_NODE_LISTS = ("claims", "evidence", "counterpoints", "rebuttals")

ORDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "map": (
            *(
                "argmap",
                "title",
                "language",
                "article",
                "sources",
                "thesis",
                "claims",
                "evidence",
                "counterpoints",
            ),
            *("way-forward", "nodes", "relations", "maps", "papers", "allow", "essays"),
        ),
        "node": (
            *(
                "id",
                "role",
                "text",
                "heading",
                "against",
                "answers",
                "together",
                "dimension",
                "kind",
                "date",
                "cite",
            ),
            *("origin", "strength", "caution", "note", "tags", "allow", "warrant", *_NODE_LISTS, "concede"),
        ),
        "relation": ("id", "from", "to", "kind", "scheme"),
        "allow": ("rule", "because"),
        "paper": ("id", "title", "marks", "minutes", "words", "lines", "headings", "dimensions"),
        "range": ("least", "most", "planned"),
        "essay": (
            *("id", "question", "asked", "paper", "terms", "maps", "thesis", "introduction", "body"),
            *("counterpoints", "way-forward", "conclusion"),
        ),
        "introduction": ("hook", "background", "road-map"),
        "section": ("heading", "points"),
        "point": ("claim", "evidence", "counterpoints", "heading"),
    }
)
"""The canonical order of the keys of each kind of mapping; what is not listed keeps its place, after them."""

KINDS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        **{("map", key): "node" for key in ("thesis", *_NODE_LISTS, "way-forward", "nodes")},
        **{("node", key): "node" for key in ("warrant", *_NODE_LISTS)},
        ("map", "relations"): "relation",
        ("map", "papers"): "paper",
        ("map", "allow"): "allow",
        ("node", "allow"): "allow",
        ("map", "essays"): "essay",
        ("paper", "words"): "range",
        ("paper", "lines"): "range",
        ("paper", "headings"): "range",
        ("essay", "introduction"): "introduction",
        ("essay", "body"): "section",
        ("section", "points"): "point",
    }
)
"""The kind of the mappings that a key of a kind of mapping holds, straight or in a list."""

REFERENCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "map": (*_NODE_LISTS, "way-forward"),
        "node": ("id", "against", "answers", "together", *_NODE_LISTS),
        "relation": ("id", "from", "to"),
        "essay": ("way-forward",),
        "introduction": ("background",),
        "section": ("points",),
        "point": ("claim", "evidence", "counterpoints"),
    }
)
"""The keys of each kind of mapping in which a word without blanks is the id of a node or of a relation."""
SIDE_BY_SIDE = frozenset((*_NODE_LISTS, "way-forward", "nodes"))
"""Keys that keep their order among themselves: the order of nodes in a file is the author's."""

FOLDED = frozenset(ORDERS)
"""Kinds of mapping in whose texts a line break means no more than a blank; a source's variables keep theirs."""
