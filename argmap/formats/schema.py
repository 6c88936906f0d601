"""The shape of a map file: which keys stand where and what they hold (version 1 of the format).

Pydantic holds a file against it and finds all mistakes at once; editors read the same shape as a JSON Schema. What the
shape cannot say (unknown ids, citation keys) is found in `expand`.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    TypeAdapter,
    WithJsonSchema,
)

from argmap.model import EVIDENCE_KINDS, STRENGTHS, Origin, RelationKind, Role


def _not_empty(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise ValueError("nothing is written here")
    return value


def _form(value: object) -> str:
    return "text" if isinstance(value, str) else "list" if isinstance(value, list) else "mapping"


_SCALAR = ["string", "number", "boolean"]
Text: TypeAlias = Annotated[
    str, BeforeValidator(_not_empty), WithJsonSchema({"type": _SCALAR, "pattern": r"\S"})
]
# Python, as which texts are folded, takes four more characters for blanks than pydantic's patterns do.
Id: TypeAlias = Annotated[
    str, Field(pattern=r"^[^\s\x1c-\x1f]+$"), WithJsonSchema({"type": _SCALAR, "pattern": r"^\S+$"})
]
Texts: TypeAlias = list[Text]
Ids: TypeAlias = list[Id]
OneOrMore: TypeAlias = Annotated[
    Annotated[Text, Tag("text")] | Annotated[Texts, Tag("list")], Discriminator(_form)
]
Count: TypeAlias = Annotated[int, Field(ge=1, le=1_000_000)]


class _Shape(BaseModel):
    model_config = ConfigDict(
        defer_build=True,
        extra="forbid",
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        populate_by_name=False,
    )


class AllowShape(_Shape):
    """A rule silenced here, with the reason."""

    rule: Id = Field(examples=["unbalanced-branches"])
    because: Text = Field(examples=["the article itself gives one branch most of its facts"])


class WordsShape(_Shape):
    """What every node holds."""

    id: Id | None = Field(None, description="unique in the map; derived from the text where absent")
    role: Annotated[str, WithJsonSchema({"enum": list(Role)})] | None = Field(
        None,
        pattern="^(" + "|".join(Role) + ")$",
        description="of a node under `nodes`; elsewhere its key says it",
    )
    text: Text = Field(description="one full sentence in your own words")
    heading: Text | None = Field(None, description="the short line of a phrase-style outline")
    dimension: Text | None = Field(None, examples=["strategic", "economic", "political"])
    kind: Annotated[str, WithJsonSchema({"enum": list(EVIDENCE_KINDS)})] | None = Field(
        None,
        pattern="^(" + "|".join(EVIDENCE_KINDS) + ")$",
        description="of evidence: what sort of fact it is",
    )
    date: Text | None = Field(None, description="EDTF or n.d.", examples=["2022-06", "2024-05-16", "n.d."])
    cite: OneOrMore | None = Field(
        None, description="citation keys with a place", examples=["nato-2022 2.3; jaspal-2024 10.5"]
    )
    origin: Annotated[str, WithJsonSchema({"enum": list(Origin)})] | None = Field(
        None, pattern="^(article|curator)$", description="overrules what follows from `cite`"
    )
    caution: Text | None = Field(None, description="where the source slips, and what is right")
    note: Text | None = Field(None, description="your own remark")
    strength: Annotated[str, WithJsonSchema({"enum": list(STRENGTHS)})] | None = Field(
        None, pattern="^(weak|moderate|strong)$", description="moderate where absent"
    )
    tags: OneOrMore | None = None
    allow: list[AllowShape] | None = Field(None, description="rules silenced on this node")


class ThesisShape(WordsShape):
    """The thesis; its claims, evidence and counterpoints stand at the top level of the file."""


class NodeShape(WordsShape):
    """A node and all that hangs on it."""

    together: OneOrMore | None = Field(None, description="siblings that hold only together with this node")
    warrant: WarrantItem | None = Field(
        None, description="what licenses the step from this node to the one above"
    )
    claims: list[ClaimItem] | None = None
    evidence: list[ClaimItem] | None = None
    counterpoints: list[AttackItem] | None = None


class AttackShape(NodeShape):
    """A counterpoint or a rebuttal."""

    against: Id | None = Field(
        None, description="`warrant`, or the id of what it attacks; the node above where absent"
    )
    concede: Text | None = Field(None, description="what is true in it and stays")
    rebuttals: list[AttackItem] | None = None


class ForwardShape(NodeShape):
    """A recommendation."""

    answers: OneOrMore | None = Field(None, description="ids of the claims and counterpoints it answers")


class LooseShape(AttackShape, ForwardShape):
    """A node that has no place in the tree, or gets one where another names it."""


WarrantItem: TypeAlias = Annotated[
    Annotated[Text, Tag("text")] | Annotated[NodeShape, Tag("mapping")], Discriminator(_form)
]
ClaimItem: TypeAlias = WarrantItem
AttackItem: TypeAlias = Annotated[
    Annotated[Text, Tag("text")] | Annotated[AttackShape, Tag("mapping")], Discriminator(_form)
]
ForwardItem: TypeAlias = Annotated[
    Annotated[Text, Tag("text")] | Annotated[ForwardShape, Tag("mapping")], Discriminator(_form)
]
ThesisItem: TypeAlias = Annotated[
    Annotated[Text, Tag("text")] | Annotated[ThesisShape, Tag("mapping")], Discriminator(_form)
]


class RelationShape(_Shape):
    """An arrow that the tree does not give."""

    id: Id | None = None
    from_: OneOrMore = Field(description="ids of the nodes it comes from; several are linked premises")
    to: Id = Field(description="id of the node or relation it points at")
    kind: Annotated[str, WithJsonSchema({"enum": list(RelationKind)})] = Field(
        "support", pattern="^(support|attack|undercut)$"
    )
    scheme: Text | None = Field(None, examples=["argument from expert opinion"])


class WordsRange(_Shape):
    """A paper's words: the least, the most, and what is planned."""

    least: Count
    most: Count
    planned: Count


class LineRange(_Shape):
    """The least and the most."""

    least: Count
    most: Count


class PaperShape(_Shape):
    """An exam paper; what it leaves open is left out."""

    id: Id
    title: Text | None = None
    marks: Count | None = None
    minutes: (
        Annotated[
            Annotated[Count, Tag("text")] | Annotated[dict[str, Count], Tag("mapping")], Discriminator(_form)
        ]
        | None
    ) = Field(None, examples=[{"choose": 15, "outline": 30, "write": 120, "revise": 15}, 37])
    words: WordsRange | None = None
    lines: LineRange | None = None
    headings: LineRange | None = None
    dimensions: Texts | None = None


class PointShape(_Shape):
    """A claim as this essay uses it."""

    claim: Id
    evidence: list[Id] | None = None
    counterpoints: list[Id] | None = None
    heading: Text | None = Field(
        None, description="the claim in words that fit this question; they go before the map's"
    )


PointItem: TypeAlias = Annotated[
    Annotated[Id, Tag("text")] | Annotated[PointShape, Tag("mapping")], Discriminator(_form)
]


class SectionShape(_Shape):
    """A section of an essay's body."""

    heading: Text
    points: list[PointItem] = Field(default_factory=list)


class IntroductionShape(_Shape):
    """How an essay opens."""

    hook: Text | None = None
    background: OneOrMore | None = Field(None, description="ids of nodes, or lines of text")
    road_map: bool = True


class EssayShape(_Shape):
    """A question, and what of the map answers it."""

    id: Id
    question: Text
    asked: Text | None = Field(None, examples=["CSS English Essay 2026"])
    paper: Id | None = Field(None, examples=["css-essay", "css-answer", "pms-essay"])
    terms: OneOrMore | None = Field(None, description="the question's variables; each must be treated")
    thesis: Text | None = None
    introduction: IntroductionShape | None = None
    body: list[SectionShape] | None = None
    counterpoints: Annotated[str, WithJsonSchema({"enum": ["beside", "section"]})] = Field(
        "beside", pattern="^(beside|section)$"
    )
    way_forward: OneOrMore | None = None
    conclusion: Text | None = None
    maps: dict[str, Text] | None = Field(None, description="prefixes and the map files they stand for")


SourcesItem: TypeAlias = Annotated[Text, Tag("text")] | Annotated[dict[str, Any], Tag("mapping")]


class MapShape(_Shape):
    """An argument map in one file."""

    argmap: Literal["1", 1] = Field(description="version of the format", json_schema_extra={"enum": [1]})
    title: Text
    language: Text = Field("en-GB", examples=["en-GB", "ur"])
    article: Id | None = Field(None, description="citation key of what this is a map of")
    sources: (
        Annotated[
            Annotated[Text, Tag("text")]
            | Annotated[dict[str, dict[str, Any]], Tag("mapping")]
            | Annotated[list[Annotated[SourcesItem, Discriminator(_form)]], Tag("list")],
            Discriminator(_form),
        ]
        | None
    ) = Field(
        None, description="CSL variables under citation keys, or the name of a CSL or BibTeX file, or both"
    )
    thesis: ThesisItem | None = None
    claims: list[ClaimItem] | None = None
    evidence: list[ClaimItem] | None = None
    counterpoints: list[AttackItem] | None = None
    way_forward: list[ForwardItem] | None = None
    nodes: list[LooseShape] | None = None
    relations: list[RelationShape] | None = None
    papers: list[PaperShape] | None = None
    allow: list[AllowShape] | None = None
    essays: list[EssayShape] | None = None


class EssayFileShape(_Shape):
    """Essays in a file of their own, which draw on one map or on several."""

    argmap: Literal["1", 1]
    maps: dict[str, Text] | None = None
    papers: list[PaperShape] | None = None
    essays: list[EssayShape]


class JsonCite(_Shape):
    """A citation."""

    source: Id
    locator: Text | None = None


class JsonNode(WordsShape):
    """A node of the graph laid flat."""

    id: Id
    role: Annotated[str, WithJsonSchema({"enum": list(Role)})] = Field(
        "claim", pattern="^(" + "|".join(Role) + ")$"
    )
    number: Text | None = None
    under: Id | None = None
    concede: Text | None = None
    answers: Texts | None = None
    cites: list[JsonCite] | None = None


class JsonRelation(_Shape):
    """A relation of the graph laid flat."""

    id: Id
    kind: Annotated[str, WithJsonSchema({"enum": list(RelationKind)})] = Field(
        "support", pattern="^(support|attack|undercut)$"
    )
    sources: Texts
    target: Id
    scheme: Text | None = None


class JsonMapShape(_Shape):
    """A map as `argmap convert --to json` writes it."""

    argmap: Literal["1", 1]
    title: Text
    language: Text = "en-GB"
    article: Id | None = None
    thesis: Id | None = None
    roots: Texts | None = None
    nodes: list[JsonNode]
    relations: list[JsonRelation] | None = None
    sources: dict[str, dict[str, Any]] | None = None
    essays: list[EssayShape] | None = None
    papers: list[PaperShape] | None = None
    allow: list[AllowShape] | None = None


JSON_MAP: TypeAdapter[JsonMapShape] = TypeAdapter(JsonMapShape)
MAP: TypeAdapter[MapShape] = TypeAdapter(MapShape)
ESSAYS: TypeAdapter[EssayFileShape] = TypeAdapter(EssayFileShape)


def json_schema() -> dict[str, Any]:
    """The format as a JSON Schema (2020-12), for editors that complete and check as one types."""
    schema = MAP.json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://argmap.invalid/argmap-1.schema.json",
        **schema,
        "title": "argmap",
    }


def published() -> str:
    """The text of `map.schema.json`, which the published schema is to be."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
