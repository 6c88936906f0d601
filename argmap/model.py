"""The argument map: one frozen value that everything else is a function of.

A map is a graph of nodes and relations. A relation may point at a node or at another relation, so that an
undercut (Pollock 1987; AIF, Chesnevar et al. 2006) attacks an inference and not a claim. The model holds any
graph, cycles and several roots included; what a good map is, the checks say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from argmap.diagnostics import Span

STRENGTHS: Mapping[str, float] = MappingProxyType({"weak": 0.25, "moderate": 0.5, "strong": 0.75})
EVIDENCE_KINDS = ("fact", "statistic", "document", "quotation", "event", "opinion", "forecast", "example")
NOWHERE = Span("<map>", 1, 1)


class Role(StrEnum):
    """What a node does in the argument."""

    THESIS = "thesis"
    CLAIM = "claim"
    EVIDENCE = "evidence"
    WARRANT = "warrant"
    COUNTERPOINT = "counterpoint"
    REBUTTAL = "rebuttal"
    WAY_FORWARD = "way-forward"


class RelationKind(StrEnum):
    """What a relation does to its target; an undercut attacks another relation."""

    SUPPORT = "support"
    ATTACK = "attack"
    UNDERCUT = "undercut"


class Origin(StrEnum):
    """Whether a node says what the article says, or what the map's curator adds."""

    ARTICLE = "article"
    CURATOR = "curator"


@dataclass(frozen=True, slots=True)
class Cite:
    """One citation: a key of the map's sources, and the place in it (`2.3`, `2.3-2.5`, `p. 12`) where given."""

    source: str
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Allow:
    """A rule that the author silences, with the reason."""

    rule: str
    because: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Node:
    """One box of the map.

    Attributes:
        id: unique in its map; written by hand or derived from the text.
        role: what it does in the argument.
        text: the sentence itself, white space folded.
        under: id of the node beneath which it is written; None for the thesis, for way-forward and for what
            stands in `nodes`.
        origin: from the article, or the curator's.
        heading: the short line of a phrase-style outline.
        dimension: a free word such as `strategic`.
        kind: one of EVIDENCE_KINDS.
        date: EDTF text or `n.d.`.
        cites: where it is taken from.
        caution: where the source slips, and what is right.
        note: the author's own remark; printed nowhere but in study copies.
        strength: a key of STRENGTHS; None counts as moderate.
        concede: what is true in a counterpoint and stays.
        answers: ids that a way-forward node answers.
        tags: free words.
        allow: rules silenced on this node.
        spans: the place of each written key; `""` is the node itself. No part of equality.
    """

    id: str
    role: Role
    text: str
    under: str | None = None
    origin: Origin = Origin.CURATOR
    heading: str | None = None
    dimension: str | None = None
    kind: str | None = None
    date: str | None = None
    cites: tuple[Cite, ...] = ()
    caution: str | None = None
    note: str | None = None
    strength: str | None = None
    concede: str | None = None
    answers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    allow: tuple[Allow, ...] = ()
    spans: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False, hash=False)

    @property
    def weight(self) -> float:
        """The node's strength as a number between 0 and 1."""
        return STRENGTHS[self.strength or "moderate"]

    def at(self, key: str = "") -> Span:
        """The place where `key` of this node is written, else the node's own place."""
        return self.spans.get(key) or self.spans.get("") or NOWHERE


@dataclass(frozen=True, slots=True)
class Relation:
    """One arrow of the map.

    Attributes:
        id: `NODE->TARGET`, or as written.
        kind: support, attack or undercut.
        sources: ids of the nodes it comes from, at least one; several are linked premises (with the warrant).
        target: id of the node or of the relation it points at.
        scheme: an argumentation scheme's name, where given.
        span: where it is written. No part of equality.
    """

    id: str
    kind: RelationKind
    sources: tuple[str, ...]
    target: str
    scheme: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Source:
    """A source: CSL variables (CSL 1.0.2) under a citation key; `issued` and the other dates as date-parts.

    `fingerprint` (sha256 of the text) and `body` (`3-12`, the paragraphs that count from 1) lie among the variables.
    """

    key: str
    variables: Mapping[str, object]
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def text(self, variable: str) -> str | None:
        """A variable's value if it is text."""
        value = self.variables.get(variable)
        return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Paper:
    """An examination paper, as data; None where the paper leaves a column open.

    Attributes:
        id: what `paper:` of an essay names.
        title: for people.
        marks: of the whole paper or question.
        minutes: phases in order, each with its minutes, such as `("write", 120)`.
        words: least, most and planned number of words.
        lines: least and most lines of its outline.
        headings: least and most headings and sub-headings in all.
        dimensions: dimensions that its examiners look for.
    """

    id: str
    title: str = ""
    marks: int | None = None
    minutes: tuple[tuple[str, int], ...] = ()
    words: tuple[int, int, int] | None = None
    lines: tuple[int, int] | None = None
    headings: tuple[int, int] | None = None
    dimensions: tuple[str, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Point:
    """A claim as one essay uses it; None leaves the choice to the planner, an empty tuple takes none."""

    claim: str
    evidence: tuple[str, ...] | None = None
    counterpoints: tuple[str, ...] | None = None
    heading: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of an essay's body: its heading and its points in order."""

    heading: str
    points: tuple[Point, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Introduction:
    """How an essay opens; items of `background` are node ids or, with a blank, text."""

    hook: str | None = None
    background: tuple[str, ...] = ()
    road_map: bool = True


@dataclass(frozen=True, slots=True)
class Essay:
    """One question, and what of the map answers it in which order.

    Attributes:
        id: unique among the map's essays.
        question: as the paper asks it.
        asked: where and when it was asked.
        paper: id of a paper; css-essay where nothing is said.
        terms: the question's variables; each must be treated.
        thesis: the map's thesis argued to this question.
        introduction: how it opens.
        body: sections; empty leaves the choice to the planner.
        counterpoints: beside the claim they attack, or gathered in a section.
        way_forward: node ids, or texts with a blank; None leaves the choice to the planner.
        conclusion: its last line.
        maps: prefixes of node ids and the map files they stand for, for an essay in a file of its own.
        spans: the place of each written key; `""` is the essay itself. No part of equality.
    """

    id: str
    question: str = ""
    asked: str | None = None
    paper: str | None = None
    terms: tuple[str, ...] = ()
    thesis: str | None = None
    introduction: Introduction | None = None
    body: tuple[Section, ...] = ()
    counterpoints: Literal["beside", "section"] = "beside"
    way_forward: tuple[str, ...] | None = None
    conclusion: str | None = None
    maps: tuple[tuple[str, str], ...] = ()
    spans: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False, hash=False)

    def at(self, key: str = "") -> Span:
        """The place where `key` of this essay is written, else the essay's own place."""
        return self.spans.get(key) or self.spans.get("") or NOWHERE


@dataclass(frozen=True)
class ArgumentMap:
    """A whole map.

    Attributes:
        title: the map's title.
        language: BCP 47 tag, `en-GB` where nothing is said.
        article: key of the source that this is a map of.
        thesis: id of the thesis, if there is one.
        nodes: in file order: a node before its children, its warrant first (`tree.canonical`).
        relations: in file order; those of the tree first, then those written under `relations`.
        sources: by citation key, in file order.
        essays, papers, allow: as written.
        spans: the place of each written top-level key. No part of equality.
    """

    title: str
    language: str = "en-GB"
    article: str | None = None
    thesis: str | None = None
    nodes: tuple[Node, ...] = ()
    relations: tuple[Relation, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    essays: tuple[Essay, ...] = ()
    papers: tuple[Paper, ...] = ()
    allow: tuple[Allow, ...] = ()
    spans: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """Each node under its id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def relation_by_id(self) -> Mapping[str, Relation]:
        """Each relation under its id."""
        return {relation.id: relation for relation in self.relations}

    @cached_property
    def onto(self) -> Mapping[str, tuple[Relation, ...]]:
        """The relations that point at each node or relation, in file order; what nothing points at is absent."""
        return _grouped(self.relations, lambda relation: (relation.target,))

    @cached_property
    def out_of(self) -> Mapping[str, tuple[Relation, ...]]:
        """The relations that each node is a source of, in file order; what has none is absent."""
        return _grouped(self.relations, lambda relation: relation.sources)

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """Ids of the nodes that support and attack nothing, way-forward aside, in file order."""
        return tuple(
            node.id for node in self.nodes if node.id not in self.out_of and node.role is not Role.WAY_FORWARD
        )

    def at(self, key: str = "") -> Span:
        """The place where a top-level key is written, else the map's own place."""
        return self.spans.get(key) or self.spans.get("") or NOWHERE


def _grouped(
    relations: tuple[Relation, ...], keys: Callable[[Relation], tuple[str, ...]]
) -> Mapping[str, tuple[Relation, ...]]:
    groups: dict[str, list[Relation]] = {}
    for relation in relations:
        for key in dict.fromkeys(keys(relation)):
            groups.setdefault(key, []).append(relation)
    return {key: tuple(group) for key, group in groups.items()}
