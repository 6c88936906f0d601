"""Which nodes stand on which page of an atlas: a page or more for each claim, cut where a page is full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from argmap.drawing.dot import BETWEEN
from argmap.drawing.job import Job
from argmap.drawing.sheets import EDGES, Format, formats
from argmap.model import RelationKind, Role
from argmap.tree import ATTACKERS

DEEPEST = 3
"""Columns beside the leader; what lies deeper leads a page of its own."""
About: TypeAlias = tuple[str, str | None]
"""A page's kind and its leader."""


class Care(NamedTuple):
    """What was learnt of a leader's pages by drawing them: how full they may be, and columns that they take besides."""

    fill: float = 1.0
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds.

    Attributes:
        kind: `overview`, `claim`, `way-forward` or `loose`.
        leader: the node it is about; None where several stand side by side.
        nodes: all of its nodes, the leader first, in the argument's order.
        closed: those of which no more is shown here than their own box.
        part, parts: where the leader's branches fill several pages, which this is.
        format: how the page is used.
    """

    kind: str
    leader: str | None
    nodes: tuple[str, ...]
    closed: frozenset[str]
    part: int
    parts: int
    format: Format


@dataclass
class _Branch:
    """A child of a leader with all that is shown beneath it."""

    root: str
    nodes: dict[str, None] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)
    depth: int = 1


class Paging:
    """Divides one view among pages of one sheet.

    Args:
        job: what is drawn.
        sheet: a key of `sheets.SHEETS`.
        cares: what was learnt by drawing, by kind and leader.
        notes: lines that a node will bear besides its own, by id.
    """

    def __init__(self, job: Job, sheet: str, cares: Mapping[About, Care], notes: Mapping[str, int]) -> None:
        self.job = job
        self.formats = formats(sheet)
        self.cares = cares
        self.notes = notes
        self._onwards: dict[str, list[str]] = {}
        shown = set(job.view.nodes)
        self.children = {
            node: [child for child in children if child in shown]
            for node, children in job.structure.children.items()
            if node in shown
        }
        parents = job.structure.parents
        self.tops = [node for node in job.view.nodes if parents.get(node) not in shown]
        self._top_set = frozenset(self.tops)
        self.leading = {
            node for node in job.view.nodes if self._role(node) is Role.CLAIM and self._onward(node)
        }
        self.opened: set[str] = set()

    def pages(self) -> list[Page]:
        """All pages in order: the overview, each claim's, way forward, what hangs on nothing."""
        self.leading.update(top for top in self.tops if self._onward(top))
        ways = [top for top in self.tops if self._role(top) is Role.WAY_FORWARD]
        main = [top for top in self.tops if top in self.leading and top not in ways]
        loose = [top for top in self.tops if top not in self.leading and top not in ways]
        self.leading.difference_update(ways)
        found = [page for top in main for page in self._overview(top)]
        for top in main:
            found += self._led([top])
        found += self._side_by_side("way-forward", ways)
        found += self._side_by_side("loose", loose)
        return found

    def _role(self, node: str) -> Role:
        return self.job.argument.by_id[node].role

    def _onward(self, node: str) -> list[str]:
        """Children in a further column: all but the warrant of the node's step and what attacks that step."""
        if node not in self._onwards:
            children = self.children.get(node, ())
            self._onwards[node] = [child for child in children if not self._is_beside(child, node)]
        return self._onwards[node]

    def _is_beside(self, child: str, node: str) -> bool:
        """Whether a child stands in its parent's own column, since it bears on the parent's step."""
        if self._role(child) is Role.WARRANT:
            return True
        step = self.job.structure.steps.get(child)
        own = step is not None and self.job.structure.parents.get(child) == node
        return own and step is not None and step.kind is RelationKind.UNDERCUT

    def _overview(self, top: str) -> list[Page]:
        """A top with its claims, each but its own box."""
        claims = [child for child in self._onward(top) if child in self.leading]
        return self._filled("overview", top, [_Branch(claim, {claim: None}, [claim]) for claim in claims])

    def _led(self, waiting: list[str]) -> Iterator[Page]:
        """Pages of some leaders, each followed by those of the leaders that turned up beneath it."""
        stack = list(reversed(waiting))
        while stack:
            leader = stack.pop()
            if leader in self.opened:
                continue
            self.opened.add(leader)
            shown = [
                child for child in self.children.get(leader, ()) if not self._is_in_overview(leader, child)
            ]
            branches = [self._branch(child, leader) for child in self._in_order(shown)]
            yield from self._filled("claim", leader, branches)
            deeper = [node for branch in branches for node in branch.closed if self.children.get(node)]
            if leader in self._top_set:
                deeper = [child for child in self._onward(leader) if child in self.leading] + deeper
            stack += [node for node in reversed(list(dict.fromkeys(deeper))) if node not in self.opened]

    def _is_in_overview(self, leader: str, child: str) -> bool:
        return leader in self._top_set and child in self.leading and not self._is_beside(child, leader)

    def _in_order(self, children: Iterable[str]) -> list[str]:
        """What speaks for the leader before what speaks against it."""
        listed = list(children)
        against = [child for child in listed if self._role(child) in ATTACKERS]
        return [child for child in listed if child not in against] + against

    def _branch(self, root: str, leader: str) -> _Branch:
        """What is shown beneath a child: all, save what leads pages, lies too deep or is shown elsewhere."""
        branch = _Branch(root)
        waiting = [(root, 1)]
        while waiting:
            node, column = waiting.pop()
            if node in branch.nodes or node == leader:
                continue
            branch.nodes[node] = None
            branch.depth = max(branch.depth, column)
            onward = self._onward(node)
            if onward and (node in self.leading or column == DEEPEST or node in self.opened):
                branch.closed.append(node)
                self.leading.add(node)
                continue
            self.opened.add(node)
            beside = [child for child in self.children.get(node, ()) if child not in onward]
            waiting += [(child, column + 1) for child in reversed(onward)]
            waiting += [(child, column) for child in reversed(beside)]
        return branch

    def _filled(self, kind: str, leader: str | None, branches: list[_Branch]) -> list[Page]:
        """Pages that the branches fill; where they fill several, what speaks against the leader starts one."""
        if not branches:
            return []
        form = self._format(kind, leader, branches)
        groups = self._groups(kind, leader, branches, form)
        against = [branch for branch in branches if self._role(branch.root) in ATTACKERS]
        if 0 < len(against) < len(branches) and len(groups) > 1:
            speaking = [branch for branch in branches if branch not in against]
            parted = [one for side in (speaking, against) for one in self._groups(kind, leader, side, form)]
            groups = parted if len(parted) == len(groups) else groups
        return [
            self._page(kind, leader, group, number, len(groups))
            for number, group in enumerate(groups, start=1)
        ]

    def _groups(
        self, kind: str, leader: str | None, branches: list[_Branch], form: Format
    ) -> list[list[_Branch]]:
        """Fill page after page; a branch too tall for any is closed and leads pages of its own."""
        room = self._room((kind, leader), form)
        groups: list[list[_Branch]] = [[]]
        used = 0.0
        for branch in branches:
            tall = self._tall(branch, form)
            if tall > room and len(branch.nodes) > 1:
                self._close(branch)
                tall = self._tall(branch, form)
            if groups[-1] and used + tall - BETWEEN > room:
                groups.append([])
                used = 0.0
            groups[-1].append(branch)
            used += tall
        return groups

    def _page(self, kind: str, leader: str | None, group: list[_Branch], part: int, parts: int) -> Page:
        nodes = dict.fromkeys([leader] if leader else [])
        for branch in group:
            nodes.update(branch.nodes)
        closed = frozenset(node for branch in group for node in branch.closed)
        form = self._format(kind, leader, group)
        return Page(kind, leader, tuple(nodes), closed, part, parts, form)

    def _close(self, branch: _Branch) -> None:
        """Leave but the root's box; all beneath it waits for the root's own pages."""
        self.opened.difference_update(branch.nodes)
        branch.nodes, branch.closed, branch.depth = {branch.root: None}, [branch.root], 1
        self.leading.add(branch.root)

    def _format(self, kind: str, leader: str | None, branches: Sequence[_Branch]) -> Format:
        """The first format with columns enough in which each box fits; else the broadest."""
        extra = self.cares.get((kind, leader), Care()).columns
        depth = min(DEEPEST, extra + max(branch.depth for branch in branches))
        for form in self.formats:
            room = self._room((kind, leader), form)
            boxes = [(node, form.column) for branch in branches for node in branch.nodes]
            boxes += [(leader, form.leader)] if leader else []
            if form.columns >= depth and all(self._height(node, width) <= room for node, width in boxes):
                return form
        return next(form for form in (*reversed(self.formats), self.formats[2]) if form.columns >= depth)

    def _room(self, about: About, form: Format) -> float:
        return (form.room[1] - EDGES) * self.cares.get(about, Care()).fill

    def _height(self, node: str, width: float) -> float:
        return self.job.label(node, width).height + 9.7 * self.notes.get(node, 0)

    def _tall(self, branch: _Branch, form: Format) -> float:
        """How tall a branch stands: each column as tall as its boxes, a parent no taller than its children."""
        within = set(branch.nodes)
        tall: dict[str, float] = {}
        for node in reversed(branch.nodes):
            onward = [child for child in self._onward(node) if child in within and child in tall]
            beside = [child for child in self.children.get(node, ()) if child in tall and child not in onward]
            column = sum(tall.pop(child) + BETWEEN for child in onward)
            own = max(self._height(node, form.column), column - BETWEEN)
            tall[node] = own + sum(tall.pop(child) + BETWEEN for child in beside)
        return sum(tall.values()) + BETWEEN

    def _side_by_side(self, kind: str, nodes: Sequence[str]) -> list[Page]:
        """Pages of nodes that no leader holds together, with what hangs on them."""
        if not nodes:
            return []
        branches = [self._branch(node, "") for node in nodes]
        pages = self._filled(kind, None, branches)
        deeper = [node for branch in branches for node in branch.closed if self.children.get(node)]
        return pages + list(self._led([node for node in deeper if node not in self.opened]))
