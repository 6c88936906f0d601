"""The relations of a map file: what nesting says, what mentions add, what is written under `relations`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from argmap.diagnostics import Span
from argmap.formats.drafts import ROLES, WARRANT, Draft, Drafts, Mention, fold, items, texts
from argmap.formats.raw import RawMap
from argmap.model import Relation, RelationKind, Role
from argmap.tree import ATTACKERS, SUPPORTERS


@dataclass(slots=True)
class _Wiring:
    """How the drafts hang together.

    Attributes:
        leaders: the node that says `together`, under each node it names.
        partners: the nodes that each leader names, in its order.
        targets: id of what each node's step points at.
    """

    drafts: Drafts
    leaders: dict[str, Draft] = field(default_factory=dict)
    partners: dict[str, list[Draft]] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)

    def step(self, node: Draft) -> str | None:
        """Id of the relation by which a node stands beneath the one above it."""
        leader = self.leaders.get(node.id, node)
        return f"{leader.id}->{self.targets[leader.id]}" if leader.id in self.targets else None


def relate(drafts: Drafts, raw: RawMap) -> list[Relation]:
    """Settle every relation of a file.

    Args:
        drafts: its nodes, with ids.
        raw: the file's top mapping.

    Returns:
        The relations, those of the tree first. unknown-id, duplicate-id, bad-together and no-step-here go to the drafts' findings.
    """
    wiring = _Wiring(drafts)
    for node in drafts.standings:
        if isinstance(node, Draft):
            _join(node, wiring)
    written = _written(raw, drafts)
    _aim(wiring, written)
    found: dict[str, Relation] = {}
    for standing in drafts.standings:
        relation = (
            _mentioned(standing, wiring) if isinstance(standing, Mention) else _nested(standing, wiring)
        )
        if relation:
            found.setdefault(relation.id, relation)
    for node in _aiming(drafts):
        relation = None if node.above else _nested(node, wiring)
        if relation:
            found.setdefault(relation.id, relation)
    _tell_idle_warrants(wiring)
    return settle(written, found, drafts)


def settle(written: list[Relation], found: dict[str, Relation], drafts: Drafts) -> list[Relation]:
    """Add relations that are written out to those that nesting gives.

    Args:
        written: as in the file, their ends unchecked.
        found: the others by id; grows.
        drafts: the nodes; takes the findings unknown-id and duplicate-id.

    Returns:
        All relations; one with an end in nowhere is left out.
    """
    for relation in written:
        if not relation.sources:
            drafts.tell(
                relation.span, "missing-key", "this relation comes from no node", "name one, or delete it"
            )
        for source in relation.sources:
            if source not in drafts.by_id:
                told = f"relation names {source}, which is not in this map"
                drafts.tell(relation.span, "unknown-id", told, suggest(source, drafts.by_id), source)
    for given in _known_ends(written, found, drafts):
        _add_written(given, found, drafts)
    return list(found.values())


def suggest(name: str, known: Iterable[str]) -> str | None:
    """A hint that names the nearest known word, if one is near."""
    near = get_close_matches(name, list(known)[:20_000], n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else None


def _is_sibling(node: Draft, other: Draft) -> bool:
    group = SUPPORTERS if ROLES[node.key] in SUPPORTERS else ATTACKERS
    return other is not node and other.above is node.above and ROLES.get(other.key) in group


def _join(node: Draft, wiring: _Wiring) -> None:
    """Settle the linked premises that a node names."""
    drafts = wiring.drafts
    names = texts(node.raw.get("together"))
    span = node.raw.spans.get("together", node.span)
    for name in names:
        other = drafts.by_id.get(name)
        if other is None:
            drafts.tell(
                span,
                "unknown-id",
                f"together names {name}, which is not in this map",
                suggest(name, drafts.by_id),
                name,
            )
        elif not _is_sibling(node, other):
            told = f"together names {name}, which does not stand beside {node.id}"
            drafts.tell(span, "bad-together", told, "linked premises stand in lists of the same node", name)
        elif node.id in wiring.leaders or other.id in wiring.leaders or other.id in wiring.partners:
            told = f"{node.id} and {name} are linked twice over"
            drafts.tell(span, "bad-together", told, "one of the linked premises names all the others", name)
        else:
            wiring.leaders[other.id] = node
            wiring.partners.setdefault(node.id, []).append(other)


def _aim(wiring: _Wiring, written: list[Relation]) -> None:
    """Find what each step points at; an unknown aim is told and the node above taken instead."""
    drafts = wiring.drafts
    nodes = sorted(_aiming(drafts), key=lambda node: node.depth)
    unknown: set[str] = set()
    mentions = [
        f"{m.name}->{m.above.id}" for m in drafts.standings if isinstance(m, Mention) and _joins(m, drafts)
    ]
    while True:
        for node in nodes:
            target = _target(node, wiring, unknown)
            if target is None:
                wiring.targets.pop(node.id, None)
            else:
                wiring.targets[node.id] = target
        steps = {wiring.step(node) for node in nodes if node.id in wiring.targets}
        nested = {step for step in (*steps, *mentions) if step}
        known = {*drafts.by_id, *nested, *(relation.id for relation in _holding(written, nested, drafts))}
        bad = [node for node in nodes if wiring.targets.get(node.id, node.id) not in known]
        if not bad:
            return
        for node in bad:
            unknown.add(node.id)
            _tell_unknown_aim(node, wiring.targets[node.id], drafts)


def _aiming(drafts: Drafts) -> list[Draft]:
    """The nodes that stand beneath another, and those under `nodes` that say what they are against."""
    standing = [node for node in drafts.standings if isinstance(node, Draft)]
    loose = [node for node in drafts.nodes if not node.above and fold(node.raw.get("against"))]
    return standing + [node for node in loose if node.role in ATTACKERS]


def _target(node: Draft, wiring: _Wiring, unknown: set[str]) -> str | None:
    above = node.above
    default = above.id if above else None
    aim = fold(node.raw.get("against"))
    if not aim or node.id in unknown or node.role not in ATTACKERS:
        return default
    if aim != WARRANT:
        return aim
    step = wiring.step(above) if above else None
    if step is None:
        told = (
            f"{default or node.id} stands beneath nothing, so it has no step whose warrant could be attacked"
        )
        hint = "name what it attacks, or leave `against` out"
        wiring.drafts.tell(node.raw.spans["against"], "no-step-here", told, hint)
        unknown.add(node.id)
        return default
    return step


def _tell_unknown_aim(node: Draft, aim: str, drafts: Drafts) -> None:
    owner = aim.removesuffix(".warrant")
    if owner != aim and owner in drafts.by_id:
        hint: str | None = f"{owner} has no written warrant: write one, or say `against: warrant` beneath it"
    else:
        hint = suggest(aim, drafts.by_id)
    span = node.raw.spans.get("against", node.span)
    drafts.tell(span, "unknown-id", f"{node.id} is against {aim}, which is not in this map", hint)


def _nested(node: Draft, wiring: _Wiring) -> Relation | None:
    target = wiring.targets.get(node.id)
    if node.id in wiring.leaders or target is None:
        return None
    together = [node, *wiring.partners.get(node.id, [])]
    sources = [part.id for part in together] + [part.warrant.id for part in together if part.warrant]
    attacks = ROLES.get(node.key, node.role) in ATTACKERS
    hit = RelationKind.ATTACK if target in wiring.drafts.by_id else RelationKind.UNDERCUT
    kind = hit if attacks else RelationKind.SUPPORT
    return Relation(f"{node.id}->{target}", kind, tuple(sources), target, span=node.span)


def _mentioned(mention: Mention, wiring: _Wiring) -> Relation | None:
    drafts = wiring.drafts
    node = drafts.by_id.get(mention.name)
    if node is None:
        told = f"{mention.name} is not in this map"
        hint = suggest(mention.name, drafts.by_id) or "a text of one word wants a blank or a full sentence"
        drafts.tell(mention.span, "unknown-id", told, hint)
        return None
    if not _joins(mention, drafts):
        return None
    kind = RelationKind.ATTACK if ROLES[mention.key] in ATTACKERS else RelationKind.SUPPORT
    target = mention.above.id
    return Relation(f"{node.id}->{target}", kind, (node.id,), target, span=mention.span)


def _joins(mention: Mention, drafts: Drafts) -> bool:
    """Whether a mention gives a relation: its node is known, and does not say itself what it is against."""
    node = drafts.by_id.get(mention.name)
    return node is not None and not (ROLES[mention.key] in ATTACKERS and fold(node.raw.get("against")))


def _tell_idle_warrants(wiring: _Wiring) -> None:
    for node in wiring.drafts.nodes:
        if node.role is Role.WARRANT and node.above and wiring.step(node.above) is None:
            told = f"a warrant licenses a step, and {node.above.id} has none: nothing stands above it"
            wiring.drafts.tell(node.span, "no-step-here", told, "move it to the node whose step it licenses")


def free_id(name: str, target: str, span: Span, drafts: Drafts) -> str:
    """Give a relation the id that is written, or one of its own where a node has that one, and tell it."""
    if name not in drafts.by_id:
        return name
    drafts.tell(span, "duplicate-id", f"{name} is already the id of a node", "ids are unique")
    return f"{name}->{target}"


def _written(raw: RawMap, drafts: Drafts) -> list[Relation]:
    """What stands under `relations`, its ends unchecked."""
    made: list[Relation] = []
    for value, span in items(raw, "relations"):
        if not isinstance(value, RawMap):
            continue
        sources, target = texts(value.get("from")), fold(value.get("to"))
        kind = RelationKind(fold(value.get("kind")) or "support")
        name = fold(value.get("id")) or f"{sources[0] if sources else '?'}->{target}"
        name = free_id(name, target, value.spans.get("id", span), drafts)
        place = value.spans.get("from") or value.spans.get("id", span)
        scheme = fold(value.get("scheme")) or None
        made.append(Relation(name, kind, tuple(dict.fromkeys(sources)), target, scheme, place))
    return made


def _known_ends(written: list[Relation], found: dict[str, Relation], drafts: Drafts) -> list[Relation]:
    """The written relations without what is unknown; one with an end left over nowhere is dropped, and told."""
    kept = _holding(written, found, drafts)
    ids = {*found, *(relation.id for relation in kept)}
    for relation in written:
        if relation.target not in drafts.by_id and relation.target not in ids:
            told = f"relation points at {relation.target}, which is not in this map"
            drafts.tell(relation.span, "unknown-id", told, suggest(relation.target, [*drafts.by_id, *ids]))
    return kept


def _holding(written: list[Relation], others: Collection[str], drafts: Drafts) -> list[Relation]:
    """The written relations from known nodes to what holds itself: a node, one of the others, one of these."""
    kept = [replace(r, sources=tuple(filter(drafts.by_id.__contains__, r.sources))) for r in written]
    while True:
        ids = {*drafts.by_id, *others, *(relation.id for relation in kept)}
        fit = [relation for relation in kept if relation.sources and relation.target in ids]
        if len(fit) == len(kept):
            return kept
        kept = fit


def _add_written(relation: Relation, found: dict[str, Relation], drafts: Drafts) -> None:
    name, count = relation.id, 1
    if name in found:
        told = f"there is a relation {name} already, in line {found[name].span.line}"
        drafts.tell(
            relation.span,
            "duplicate-id",
            told,
            "nesting gives a relation by itself; delete this one, or give it an `id:`",
        )
    while name in found:
        count += 1
        name = f"{relation.id}-{count}"
    found[name] = Relation(
        name, relation.kind, relation.sources, relation.target, relation.scheme, relation.span
    )
