"""Every node that a map file writes, with its id, before relations are settled.

The data has the format's shape already (`shape.hold`). A node is never lost: one whose id is taken gets a new one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from argmap.diagnostics import Diagnostic, Severity, Span
from argmap.formats.raw import Raw, RawList, RawMap
from argmap.model import Role
from argmap.tree import ATTACKERS

ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "claims": Role.CLAIM,
        "evidence": Role.EVIDENCE,
        "counterpoints": Role.COUNTERPOINT,
        "rebuttals": Role.REBUTTAL,
    }
)
WARRANT = "warrant"
_SLUG_WORDS = 8


_RESERVED = re.compile("->|[# ]|warrant$")
"""What some ids that cannot be have in them."""


@dataclass(slots=True, eq=False)
class Draft:
    """A node as it is written.

    Attributes:
        raw: its keys.
        role: written, or by the key it stands under.
        above: the node beneath which it stands; None for a top.
        key: the key it stands under.
        id: empty until `_name_all`.
        warrant: its warrant, where written.
        depth: how many nodes are above it.
    """

    raw: RawMap
    role: Role
    above: Draft | None
    key: str
    id: str = ""
    warrant: Draft | None = None
    depth: int = 0

    @property
    def span(self) -> Span:
        """Where the node is: its id, else its text, else where it starts."""
        spans = self.raw.spans
        return spans.get("id") or spans.get("text") or spans[""]


@dataclass(slots=True, eq=False)
class Mention:
    """A node named by its id among another's children."""

    name: str
    above: Draft
    key: str
    span: Span


@dataclass(slots=True)
class Drafts:
    """What a file writes: `nodes`, each before what stands beneath it; `standings` in file order; findings."""

    nodes: list[Draft] = field(default_factory=list)
    standings: list[Draft | Mention] = field(default_factory=list)
    by_id: dict[str, Draft] = field(default_factory=dict)
    thesis: Draft | None = None
    found: list[Diagnostic] = field(default_factory=list)
    suffixes: dict[str, int] = field(default_factory=dict)

    def tell(
        self, span: Span, code: str, message: str, hint: str | None = None, words: str | None = None
    ) -> None:
        """Keep a finding of severity error."""
        self.found.append(Diagnostic(span, Severity.ERROR, code, message, hint, words=words))


@dataclass(slots=True)
class _Entry:
    value: Raw
    span: Span
    role: Role
    above: Draft | None
    key: str


def fold(value: object) -> str:
    """Text with its white space folded to single blanks; empty for what is no text."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def texts(value: Raw | None) -> list[str]:
    """One text or a list of them, each folded; empty ones are left out."""
    values = value if isinstance(value, RawList) else [value] if value is not None else []
    return [text for text in map(fold, values) if text]


def items(raw: RawMap, key: str) -> Iterator[tuple[Raw, Span]]:
    """The items of the list under a key, each with its place."""
    value = raw.get(key)
    if isinstance(value, RawList):
        yield from zip(value, value.spans, strict=True)


def draft(raw: RawMap) -> Drafts:
    """Find every node that a map file writes, and give each its id.

    Args:
        raw: the top mapping, of the format's shape.

    Returns:
        The drafts; duplicate-id, ambiguous-id, reserved-id and misplaced-role among the findings.
    """
    drafts = Drafts()
    loose = _loose(raw)
    tops: list[_Entry] = []
    if "thesis" in raw:
        tops.append(_Entry(raw["thesis"], raw.spans["thesis"], Role.THESIS, None, "thesis"))
    else:
        tops.extend(_beneath(raw, None))
    tops += [
        _Entry(value, span, Role.WAY_FORWARD, None, "way-forward")
        for value, span in items(raw, "way-forward")
    ]
    tops += [_Entry(value, span, Role.CLAIM, None, "nodes") for value, span in items(raw, "nodes")]
    waiting = list(reversed(tops))
    while waiting:
        entry = waiting.pop()
        node = _take(entry, loose, drafts)
        if node is not None:
            if node.key == "thesis":
                drafts.thesis = node
                waiting.extend(reversed(list(_beneath(raw, node))))
            waiting.extend(reversed(list(_beneath(node.raw, node))))
    _name_all(drafts)
    return drafts


def _loose(raw: RawMap) -> dict[str, RawMap]:
    """The mappings under `nodes` that a mention elsewhere can give a place in the tree."""
    found: dict[str, RawMap] = {}
    for value, _ in items(raw, "nodes"):
        if isinstance(value, RawMap) and isinstance(value.get("id"), str):
            found.setdefault(str(value["id"]), value)
    return found


def _beneath(raw: RawMap, above: Draft | None) -> Iterator[_Entry]:
    if above is not None and WARRANT in raw and above.role is not Role.THESIS:
        yield _Entry(raw[WARRANT], raw.spans[WARRANT], Role.WARRANT, above, WARRANT)
    for key in raw:
        if key in ROLES:
            for value, span in items(raw, key):
                yield _Entry(value, span, ROLES[key], above, key)


def _take(entry: _Entry, loose: dict[str, RawMap], drafts: Drafts) -> Draft | None:
    """Make a node of an entry; a mention of a node under `nodes` that has no place yet gives it this one."""
    value = entry.value
    is_mention = isinstance(value, str) and len(value.split()) == 1 and entry.key in ROLES
    if is_mention and isinstance(value, str) and value in loose:
        value = loose[value]
    elif is_mention and isinstance(value, str):
        if entry.above:
            drafts.standings.append(Mention(value, entry.above, entry.key, entry.span))
        else:
            told = f"{value} stands here beneath no thesis"
            drafts.tell(entry.span, "one-thesis-needed", told, "write `thesis:` first")
        return None
    raw = value if isinstance(value, RawMap) else _as_node(value, entry.span)
    if not _is_new(raw, loose):
        return None
    node = Draft(raw, _role(raw, entry, drafts), entry.above, entry.key)
    if entry.key == "nodes" or is_mention:
        keep_own_keys(node, drafts)
    node.depth = entry.above.depth + 1 if entry.above else 0
    drafts.nodes.append(node)
    if entry.key == WARRANT and entry.above:
        entry.above.warrant = node
    elif entry.above:
        drafts.standings.append(node)
    return node


def keep_own_keys(node: Draft, drafts: Drafts) -> None:
    """Take from a node the keys that its role does not hold: only attackers concede, only recommendations answer."""
    attacks, recommends = node.role in ATTACKERS, node.role is Role.WAY_FORWARD
    for key, fits in (
        ("concede", attacks),
        ("against", attacks),
        ("rebuttals", attacks),
        ("answers", recommends),
    ):
        if key in node.raw and not fits:
            del node.raw[key]
            told = f"`{key}` is no key of a {node.role}"
            hint = f"give it to a {'way-forward node' if key == 'answers' else 'counterpoint or a rebuttal'}"
            drafts.tell(node.raw.key_spans[key], "unknown-key", told, hint)


def _is_new(raw: RawMap, loose: dict[str, RawMap]) -> bool:
    """Whether a mapping is met for the first time; one under `nodes` may have found its place before."""
    name = raw.get("id")
    if isinstance(name, str) and loose.get(name) is raw:
        del loose[name]
        raw.spans["placed"] = raw.spans[""]
        return True
    return "placed" not in raw.spans


def _as_node(value: Raw, span: Span) -> RawMap:
    made = RawMap(span)
    made["text"], made.spans["text"] = value, span
    return made


def _role(raw: RawMap, entry: _Entry, drafts: Drafts) -> Role:
    """The written role of a node under `nodes`; elsewhere the key it stands under decides."""
    written = fold(raw.get("role"))
    if not written:
        return entry.role
    if entry.key != "nodes" and isinstance(entry.value, RawMap) and written != entry.role:
        told = f"this node stands under `{entry.key}`, so it is a {entry.role}, not a {written}"
        hint = f"delete `role:`, or move the node under the key of a {written}"
        drafts.tell(raw.spans["role"], "misplaced-role", told, hint)
        return entry.role
    return Role(written)


def name_written(drafts: Drafts) -> None:
    """Give every node that writes an id that id, or a new one where it is taken or reserved."""
    for node in drafts.nodes:
        written = fold(node.raw.get("id"))
        if written:
            node.id = _claim_id(_unreserved(written, node, drafts), node, drafts)


def _name_all(drafts: Drafts) -> None:
    """Give every node an id: the written ones first, so that a derived one never takes their place."""
    name_written(drafts)
    derived: dict[str, Draft] = {}
    for node in drafts.nodes:
        if node.id:
            continue
        if node.role is Role.WARRANT and node.above:
            node.id = _claim_id(f"{node.above.id}.warrant", node, drafts)
            continue
        name = slug(fold(node.raw.get("text")))
        if name in derived or name in drafts.by_id:
            other = drafts.by_id[name]
            told = f"the id that follows from this text, {name}, is also that of line {other.span.line}"
            drafts.tell(node.span, "ambiguous-id", told, "give the node an `id:` of its own")
        node.id = _fresh(name, drafts)
        derived[name] = drafts.by_id[node.id] = node


def _unreserved(written: str, node: Draft, drafts: Drafts) -> str:
    """Mend an id that would read as a relation's, a mapped node's or a warrant's."""
    if not _RESERVED.search(written):
        return written
    mended = re.sub("->+", "-", re.sub("[# ]", "-", written))
    if node.role is not Role.WARRANT:
        mended = re.sub(r"(\.warrant)+$", "", mended)
    mended = "a-warrant" if mended == WARRANT else mended
    if mended != written:
        told = f"`{written}` cannot be an id: ->, #, blanks, .warrant and the word warrant are reserved"
        drafts.tell(node.span, "reserved-id", told, f"call it {mended}")
    return mended or "node"


def _claim_id(name: str, node: Draft, drafts: Drafts) -> str:
    if name in drafts.by_id:
        first = drafts.by_id[name].span
        told = f"{name} is already the id of the node in line {first.line}"
        hint = "ids are unique; to share a node, name its id in a list"
        drafts.found.append(
            Diagnostic(node.span, Severity.ERROR, "duplicate-id", told, hint, ((first, "first here"),))
        )
        name = _fresh(name, drafts)
    drafts.by_id[name] = node
    return name


def _fresh(name: str, drafts: Drafts) -> str:
    fresh, count = name, drafts.suffixes.get(name, 1)
    while fresh in drafts.by_id:
        count += 1
        fresh = f"{name}-{count}"
    drafts.suffixes[name] = count
    return fresh


def slug(text: str) -> str:
    """Derive an id from a text: its first eight words in lower case, letters and digits of any script.

    Args:
        text: a node's text.

    Returns:
        Words joined by hyphens; for a text without letters, a hash of it.
    """
    kept = "".join(
        char if unicodedata.category(char)[0] in "LMN" else " "
        for char in unicodedata.normalize("NFC", text).replace("'", "").replace("’", "").lower()
    )
    name = "-".join(kept.split()[:_SLUG_WORDS])
    if not name or name == WARRANT:
        return f"node-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    return name
