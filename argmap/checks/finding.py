"""What a rule reads and what it says: the facts of a map, worked out once, and a finding about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from argmap.checks import language
from argmap.diagnostics import Severity, Span
from argmap.model import ArgumentMap, Essay, Node, RelationKind, Role
from argmap.tree import Tree, tree

if TYPE_CHECKING:
    from argmap.outlines import Outline


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found; `run` adds the rule's code, and its severity where none is given here.

    Attributes:
        span: where it is.
        message: one line that says what is wrong.
        hint: what to write instead.
        about: id of the node that it is about, whose `allow` may silence it; empty for the map and its essays.
        words: the very words meant within the value at `span`.
        severity: where it differs from the rule's own.
        related: other places that explain this one.
    """

    span: Span
    message: str
    hint: str | None = None
    about: str = ""
    words: str | None = None
    severity: Severity | None = None
    related: tuple[tuple[Span, str], ...] = ()


def on(
    node: Node,
    key: str,
    message: str,
    hint: str | None = None,
    *,
    words: str | None = None,
    severity: Severity | None = None,
    related: tuple[tuple[Span, str], ...] = (),
) -> Finding:
    """Make a finding about one node, at the place where `key` of it is written."""
    return Finding(node.at(key), message, hint, node.id, words, severity, related)


@dataclass(frozen=True)
class Facts:
    """A map and what several rules need to know of it, each worked out when first asked for.

    Attributes:
        argument: the map itself.
    """

    argument: ArgumentMap

    @cached_property
    def tree(self) -> Tree:
        """Where each node stands."""
        return tree(self.argument)

    @cached_property
    def english(self) -> bool:
        """Whether the map is written in English."""
        return self.argument.language.casefold().split("-")[0] == "en"

    @cached_property
    def theses(self) -> tuple[Node, ...]:
        """Every node that stands as a thesis."""
        return self.of(Role.THESIS)

    def of(self, *roles: Role) -> tuple[Node, ...]:
        """The nodes of the given roles, in file order."""
        return tuple(node for node in self.argument.nodes if node.role in roles)

    def supporters(self, node: str, *roles: Role) -> Iterator[Node]:
        """The nodes that support `node` directly, each once, of the given roles or of any but warrants."""
        wanted = roles or tuple(role for role in Role if role is not Role.WARRANT)
        sources = dict.fromkeys(
            source
            for relation in self.argument.onto.get(node, ())
            if relation.kind is RelationKind.SUPPORT
            for source in relation.sources
        )
        for source in sources:
            found = self.argument.by_id.get(source)
            if found is not None and found.role in wanted:
                yield found

    @cached_property
    def outlines(self) -> tuple[tuple[Essay, Outline], ...]:
        """Each essay with the outline planned for it."""
        from argmap.outlines import plan  # noqa: PLC0415 -- 8 ms, and only for maps with essays

        planned = ((essay, plan(self.argument, essay).value) for essay in self.argument.essays)
        return tuple((essay, outline) for essay, outline in planned if outline is not None)

    @cached_property
    def terms(self) -> Mapping[str, frozenset[str]]:
        """The content words of each node's text, as stems where the map is English."""
        return {node.id: self.terms_of(node.text) for node in self.argument.nodes}

    def terms_of(self, text: str) -> frozenset[str]:
        """The content words of any text, made alike as those of the map's nodes are."""
        if self.english:
            return language.content_stems(text)
        return frozenset(word.casefold() for word in language.words(text))

    def attackers(self, node: str) -> Iterator[Node]:
        """The nodes that attack `node`, or undercut a relation that leads from it."""
        targets = (node, *(relation.id for relation in self.argument.out_of.get(node, ())))
        for target in targets:
            for relation in self.argument.onto.get(target, ()):
                if relation.kind is not RelationKind.SUPPORT:
                    for source in relation.sources:
                        found = self.argument.by_id.get(source)
                        if found is not None and found.role is not Role.WARRANT:
                            yield found
