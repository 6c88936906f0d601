"""The map as JSON: the graph laid flat, for other programs (the contract of `argmap convert --to json`)."""

from __future__ import annotations

import json
import re

from argmap.diagnostics import Diagnostic, Outcome, Span, in_order
from argmap.formats.drafts import Draft, Drafts, fold, items, keep_own_keys, name_written, texts
from argmap.formats.expand import assemble
from argmap.formats.native import OpenBeside, read_top, written_sources
from argmap.formats.plain import Plain, allow_data, compact, essay_data, paper_data
from argmap.formats.raw import Raw, RawList, RawMap
from argmap.formats.relate import free_id, settle, suggest
from argmap.model import ArgumentMap, Cite, Node, Relation, RelationKind, Role
from argmap.numbering import numbers
from argmap.tree import KEYS

_ESCAPES = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|.)", re.DOTALL)

_UNLIKE_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON holds as it is, while YAML, as which it is read, breaks lines at it or has no such character."""


def write(argument: ArgumentMap) -> Outcome[bytes]:
    """Write a map as JSON: UTF-8, a node, relation or source a line; nothing is lost."""
    labels = numbers(argument)
    data: Plain = {"argmap": 1, "title": argument.title, "language": argument.language}
    data |= compact({"article": argument.article})
    data["thesis"] = argument.thesis
    data["roots"] = list(argument.roots)
    data["nodes"] = [_node_data(node, labels[node.id]) for node in argument.nodes]
    data["relations"] = [_relation_data(relation) for relation in argument.relations]
    data["sources"] = {source.key: dict(source.variables) for source in argument.sources.values()}
    data["essays"] = [essay_data(essay) for essay in argument.essays]
    data["papers"] = [paper_data(paper) for paper in argument.papers]
    data["allow"] = [allow_data(allow) for allow in argument.allow]
    written = [f"  {_compact(key)}: {_lines(value)}" for key, value in data.items()]
    text = _UNLIKE_YAML.sub(lambda found: f"\\u{ord(found.group()):04x}", ",\n".join(written))
    return Outcome(f"{{\n{text}\n}}\n".encode())


def _lines(value: object) -> str:
    """A list or a mapping with an entry a line: json's own indenting is written in Python, and slow."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"    {_compact(entry)}" for entry in value) + "\n  ]"
    if isinstance(value, dict) and value:
        entries = (f"    {_compact(key)}: {_compact(entry)}" for key, entry in value.items())
        return "{\n" + ",\n".join(entries) + "\n  }"
    return _compact(value)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _node_data(node: Node, number: str) -> Plain:
    required = {
        "id": node.id,
        "role": str(node.role),
        "number": number,
        "origin": str(node.origin),
        "text": node.text,
    }
    return required | compact(
        {
            "under": node.under,
            "heading": node.heading,
            "kind": node.kind,
            "dimension": node.dimension,
            "date": node.date,
            "caution": node.caution,
            "note": node.note,
            "strength": node.strength,
            "concede": node.concede,
            "answers": list(node.answers),
            "tags": list(node.tags),
            "allow": [allow_data(allow) for allow in node.allow],
            "cites": [_cite_data(cite) for cite in node.cites],
        }
    )


def _cite_data(cite: Cite) -> Plain:
    return compact({"source": cite.source, "locator": cite.locator})


def _relation_data(relation: Relation) -> Plain:
    return compact(
        {
            "id": relation.id,
            "kind": str(relation.kind),
            "sources": list(relation.sources),
            "target": relation.target,
            "scheme": relation.scheme,
        }
    )


def read(data: bytes, path: str, open_beside: OpenBeside) -> Outcome[ArgumentMap]:
    """Read a map from JSON as `write` makes it; `number` and `roots` follow from the rest and are passed over.

    Args:
        data: UTF-8 JSON. It is read as the YAML that it is, so that each mistake has its place.
        path: its name, for the places told.
        open_beside: unused; JSON holds its sources itself.

    Returns:
        The map in canonical order with every finding.
    """
    del open_beside
    raw, found = read_top(_as_yaml(data), path, _hold, "`argmap`, `title` and `nodes`", json=True)
    if raw is None:
        return Outcome(None, in_order(found))
    drafts = _drafts(raw)
    value = raw.get("sources")
    sources = {s.key: s for s in written_sources(value, found)} if isinstance(value, RawMap) else {}
    relations = settle(_relations(raw, drafts), {}, drafts)
    return assemble(raw, drafts, relations, sources, found)


def _hold(raw: RawMap) -> list[Diagnostic]:
    from argmap.formats.schema import JSON_MAP  # noqa: PLC0415 - loads pydantic, for this format only
    from argmap.formats.shape import hold  # noqa: PLC0415

    return hold(raw, JSON_MAP)


def _as_yaml(data: bytes) -> bytes:
    """The two escapes that JSON has and YAML has not, and tabs between tokens."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data
    text = _ESCAPES.sub(_unescape, text)
    text = re.sub(r"^[\t ]+", lambda blanks: " " * len(blanks.group()), text, flags=re.MULTILINE)
    return text.encode("utf-8", "surrogatepass")


def _unescape(found: re.Match[str]) -> str:
    written = found.group()
    if written == r"\/":
        return "/"
    return json.loads(f'"{written}"') if written.startswith("\\u") and len(written) > 2 else written


def _drafts(raw: RawMap) -> Drafts:
    drafts = Drafts()
    for value, span in items(raw, "nodes"):
        if isinstance(value, RawMap):
            role = Role(fold(value.get("role")) or "claim")
            value["cite"] = _cites(value, span)
            node = Draft(value, role, None, KEYS.get(role, "nodes"))
            keep_own_keys(node, drafts)
            drafts.nodes.append(node)
    name_written(drafts)
    for node in drafts.nodes:
        name = fold(node.raw.get("under"))
        node.above = drafts.by_id.get(name)
        if name and node.above is None:
            told = f"{node.id} stands under {name}, which is not in this map"
            drafts.tell(node.raw.spans["under"], "unknown-id", told, suggest(name, drafts.by_id))
    _find_thesis(raw, drafts)
    return drafts


def _find_thesis(raw: RawMap, drafts: Drafts) -> None:
    name = fold(raw.get("thesis"))
    drafts.thesis = drafts.by_id.get(name)
    if drafts.thesis and drafts.thesis.role is not Role.THESIS:
        told = f"{name} cannot be the thesis, for its role is {drafts.thesis.role}"
        drafts.tell(
            raw.spans["thesis"], "misplaced-role", told, "give the node the role thesis, or name another"
        )
        drafts.thesis = None
    elif name and drafts.thesis is None:
        told = f"the thesis {name} is not in this map"
        drafts.tell(raw.spans["thesis"], "unknown-id", told, suggest(name, drafts.by_id))


def _cites(raw: RawMap, span: Span) -> Raw:
    written = RawList(raw.spans.get("cites", span))
    for value, place in items(raw, "cites"):
        if isinstance(value, RawMap):
            written.append(f"{fold(value.get('source'))} {fold(value.get('locator'))}".strip())
            written.spans.append(place)
    raw.spans["cite"] = written.start
    return written


def _relations(raw: RawMap, drafts: Drafts) -> list[Relation]:
    made: list[Relation] = []
    for value, span in items(raw, "relations"):
        if isinstance(value, RawMap):
            place, target = value.spans.get("id", span), fold(value.get("target"))
            name = free_id(fold(value.get("id")), target, place, drafts)
            kind = RelationKind(fold(value.get("kind")) or "support")
            sources = tuple(dict.fromkeys(texts(value.get("sources"))))
            made.append(Relation(name, kind, sources, target, fold(value.get("scheme")) or None, place))
    return made
