"""What changed between two maps, in a map's own terms: nodes, wording, sources, relations, essays."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias

from argmap.model import ArgumentMap, Cite, Node, Relation
from argmap.numbering import numbers

Kind: TypeAlias = Literal["added", "removed", "moved", "renamed", "changed"]
ALIKE = 0.5
"""Share of words above which a node that went and one that came, in one place, are the same reworded."""
_WORDING = {"text": "wording", "cites": "cite", "strength": "strength"}
_NOT_COMPARED = {"id", "under", "spans", "span", "key"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One change.

    Attributes:
        kind: what happened.
        what: `map`, `node`, `relation`, `source`, `essay` or `paper`.
        id: of what changed, in the new map if it is there; empty for the map.
        label: its number and role, for people.
        key: what of it changed, such as `wording`.
        before: as it was.
        after: as it is.
    """

    kind: Kind
    what: str
    id: str
    label: str = ""
    key: str = ""
    before: str | None = None
    after: str | None = None


def differences(old: ArgumentMap, new: ArgumentMap) -> tuple[Difference, ...]:
    """Tell what changed from one map to another.

    Args:
        old: the map as it was.
        new: the map as it is.

    Returns:
        The changes: of the map itself, of nodes in the order of the new file and then those taken out, of relations
        that nesting alone does not tell, of sources, essays and papers. Nothing for equal maps.
    """
    names = _matches(old, new)
    return (
        *_fields("map", "", "", _top(old), _top(new)),
        *_nodes(old, new, names),
        *_orders(old, new, names),
        *_relations(old, new, names),
        *_keyed(
            "source",
            {key: dict(source.variables) for key, source in old.sources.items()},
            {key: dict(source.variables) for key, source in new.sources.items()},
        ),
        *_keyed("essay", _essays(old), _essays(new)),
        *_keyed("paper", _parts(old.papers), _parts(new.papers)),
    )


def _top(argument: ArgumentMap) -> dict[str, object]:
    allow = [f"{allow.rule}: {allow.because}" for allow in argument.allow]
    return {
        "title": argument.title,
        "language": argument.language,
        "article": argument.article,
        "allow": allow,
    }


def _matches(old: ArgumentMap, new: ArgumentMap) -> dict[str, str]:
    """The new id of each node that is still there: by id, by text, or reworded in the same place."""
    names = {node.id: node.id for node in old.nodes if node.id in new.by_id}
    came = [node for node in new.nodes if node.id not in names]
    by_text: dict[tuple[str, str], list[Node]] = {}
    for node in came:
        by_text.setdefault((node.role, node.text), []).append(node)
    places: dict[tuple[str, str | None], list[Node]] = {}
    for node in came:
        places.setdefault((node.role, node.under), []).append(node)
    taken: set[str] = set()
    for node in old.nodes:
        if node.id in names:
            continue
        same = [one for one in by_text.get((node.role, node.text), ()) if one.id not in taken]
        beside = places.get((node.role, names.get(node.under or "", node.under)), [])[:50]
        alike = [one for one in beside if one.id not in taken and _likeness(node.text, one.text) > ALIKE]
        matches = same or sorted(alike, key=lambda one: -_likeness(node.text, one.text))
        if matches:
            names[node.id] = matches[0].id
            taken.add(matches[0].id)
    return names


def _likeness(one: str, other: str) -> float:
    bags = [set(re.findall(r"\w+", text.casefold())) for text in (one, other)]
    return len(bags[0] & bags[1]) / max(1, len(bags[0] | bags[1]))


def _nodes(old: ArgumentMap, new: ArgumentMap, names: Mapping[str, str]) -> Iterator[Difference]:
    was = {after: old.by_id[before] for before, after in names.items()}
    now, then = numbers(new), numbers(old)
    for node in new.nodes:
        label = f"{now[node.id]} {node.role}"
        before = was.get(node.id)
        if before is None:
            yield Difference("added", "node", node.id, label, "", None, node.text)
            continue
        if before.id != node.id:
            yield Difference("renamed", "node", node.id, label, "id", before.id, node.id)
        above = names.get(before.under or "", before.under)
        if above != node.under:
            yield Difference("moved", "node", node.id, label, "under", before.under, node.under)
        yield from _fields("node", node.id, label, _plain(before), _plain(node))
    for node in old.nodes:
        if node.id not in names:
            yield Difference("removed", "node", node.id, f"{then[node.id]} {node.role}", "", node.text, None)


def _orders(old: ArgumentMap, new: ArgumentMap, names: Mapping[str, str]) -> Iterator[Difference]:
    """Nodes that stand beneath the same node in another order."""
    before: dict[str | None, list[str]] = {}
    for node in old.nodes:
        if node.id in names and _above(old, node.id, names) == new.by_id[names[node.id]].under:
            before.setdefault(_above(old, node.id, names), []).append(names[node.id])
    stayed = {name for group in before.values() for name in group}
    after: dict[str | None, list[str]] = {}
    for node in new.nodes:
        if node.id in stayed:
            after.setdefault(node.under, []).append(node.id)
    for above, order in after.items():
        if before[above] != order:
            yield Difference("moved", "node", above or "", "", "order", _text(before[above]), _text(order))


def _relations(old: ArgumentMap, new: ArgumentMap, names: Mapping[str, str]) -> Iterator[Difference]:
    """Arrows that came, went or changed between nodes that stayed where they were."""
    stayed = {
        after for before, after in names.items() if _above(old, before, names) == new.by_id[after].under
    }
    before = {_arrow(relation, names): relation for relation in old.relations}
    after = {_arrow(relation, {}): relation for relation in new.relations}
    for arrow, relation in after.items():
        if arrow not in before and stayed.issuperset(relation.sources):
            yield Difference("added", "relation", relation.id, "", "", None, _said(relation))
    for arrow, relation in before.items():
        if arrow not in after and stayed.issuperset(names.get(source, "") for source in relation.sources):
            yield Difference("removed", "relation", relation.id, "", "", _said(relation), None)


def _above(old: ArgumentMap, node: str, names: Mapping[str, str]) -> str | None:
    under = old.by_id[node].under
    return names.get(under or "", under)


def _arrow(relation: Relation, names: Mapping[str, str]) -> tuple[object, ...]:
    """What makes a relation this one; its id where it has one of its own is none of it."""
    target = "->".join(names.get(part, part) for part in relation.target.split("->"))
    return (
        relation.kind,
        tuple(names.get(source, source) for source in relation.sources),
        target,
        relation.scheme,
    )


def _said(relation: Relation) -> str:
    scheme = f" ({relation.scheme})" if relation.scheme else ""
    return f"{' and '.join(relation.sources)} {relation.kind} {relation.target}{scheme}"


def _plain(value: object) -> dict[str, object]:
    """The fields of one of the model's values that an author writes."""
    kept = (field.name for field in fields(value) if field.name not in _NOT_COMPARED)  # type: ignore[arg-type]
    return {name: getattr(value, name) for name in kept}


def _parts(values: Sequence[object]) -> dict[str, dict[str, object]]:
    return {str(getattr(value, "id", "")): _plain(value) for value in values}


def _essays(argument: ArgumentMap) -> dict[str, dict[str, object]]:
    """The essays by id, each section of a body by its heading."""
    found: dict[str, dict[str, object]] = {}
    for essay in argument.essays:
        parts = _plain(essay)
        parts["body"] = [section.heading for section in essay.body]
        parts |= {f'section "{section.heading}"': section.points for section in essay.body}
        found[essay.id] = parts
    return found


def _keyed(
    what: str, old: Mapping[str, Mapping[str, object]], new: Mapping[str, Mapping[str, object]]
) -> Iterator[Difference]:
    for key, value in new.items():
        if key not in old:
            yield Difference("added", what, key, "", "", None, _title(value))
        else:
            yield from _fields(what, key, "", old[key], value)
    for key, value in old.items():
        if key not in new:
            yield Difference("removed", what, key, "", "", _title(value), None)


def _title(value: Mapping[str, object]) -> str:
    return _text(value.get("title") or value.get("question")) or ""


def _fields(
    what: str, name: str, label: str, old: Mapping[str, object], new: Mapping[str, object]
) -> Iterator[Difference]:
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            said = _WORDING.get(key, key.replace("_", "-"))
            yield Difference("changed", what, name, label, said, _text(old.get(key)), _text(new.get(key)))


def _text(value: object) -> str | None:
    """A value on one line, as people would write it; None for nothing."""
    if value is None or value in ((), [], "", {}):
        return None
    if isinstance(value, Cite):
        return f"{value.source} {value.locator}" if value.locator else value.source
    if isinstance(value, tuple | list):
        return "; ".join(_text(item) or "" for item in value)
    if hasattr(value, "__dataclass_fields__"):
        value = _plain(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {text}" for key, part in value.items() if (text := _text(part)))
    return str(value)


def as_text(found: Sequence[Difference]) -> str:
    """The changes for people: a line each, with what was (-) and what is (+) beneath it."""
    lines: list[str] = []
    for each in found:
        label = f" ({each.label})" if each.label else ""
        key = f": {each.key}" if each.key else ""
        lines.append(" ".join(part for part in (each.kind, each.what, each.id) if part) + label + key)
        lines += [f"    - {each.before}"] if each.before is not None else []
        lines += [f"    + {each.after}"] if each.after is not None else []
    counted = f"{len(found)} difference{'' if len(found) == 1 else 's'}" if found else "no differences"
    return "\n".join([*lines, counted]) + "\n"


def as_json(found: Sequence[Difference]) -> str:
    """The changes for programs: `differences` in order."""
    keys = ("kind", "what", "id", "label", "key", "before", "after")
    value = {"differences": [{key: getattr(each, key) for key in keys} for each in found]}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
