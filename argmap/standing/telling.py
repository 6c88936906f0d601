"""What `argmap weigh` says: a line for each node that matters, why it stands or falls, and what all rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from argmap.model import ArgumentMap, Role
from argmap.numbering import numbers
from argmap.standing import Label, Pivot, Standing, Why

_WIDTH = 68
_ALWAYS = frozenset({Role.THESIS, Role.CLAIM, Role.COUNTERPOINT})
"""Told even where they stand; evidence, warrants, rebuttals and ways forward only where they do not."""


def as_data(argument: ArgumentMap, standing: Standing) -> dict[str, object]:
    """Bring a standing to plain data, for JSON.

    Args:
        argument: the map.
        standing: of the map.

    Returns:
        `nodes` and `relations` by id, each with `standing`, `strength` (DF-QuAD), `energy` (quadratic energy), `why`
        and `by`; `unanswered`, `restsOn`, `preferred`, `stable` (the last three null where too large), `unsettled`.
    """
    labels = numbers(argument)
    entries = {id_: _entry(standing, id_) for id_ in standing.labels}
    nodes = {id_: {"number": labels[id_], **entries[id_]} for id_ in argument.by_id}
    return {
        "thesis": argument.thesis,
        "nodes": nodes,
        "relations": {id_: entry for id_, entry in entries.items() if id_ not in nodes},
        "unanswered": list(standing.unanswered),
        "restsOn": None if standing.pivots is None else [_pivot(pivot) for pivot in standing.pivots],
        "preferred": None if standing.preferred is None else [list(found) for found in standing.preferred],
        "stable": None if standing.stable is None else [list(found) for found in standing.stable],
        "unsettled": list(standing.unsettled),
    }


def _entry(standing: Standing, id_: str) -> dict[str, object]:
    reason = standing.reasons[id_]
    return {
        "standing": str(standing.labels[id_]),
        "strength": round(standing.strengths[id_], 6),
        "energy": round(standing.energies[id_], 6),
        "why": str(reason.why),
        "by": list(reason.by),
    }


def _pivot(pivot: Pivot) -> dict[str, object]:
    return {"rebuttal": pivot.rebuttal, "without": {id_: str(label) for id_, label in pivot.changes}}


def as_text(argument: ArgumentMap, standing: Standing) -> str:
    """Tell a standing to people.

    Args:
        argument: the map.
        standing: of the map.

    Returns:
        Lines, each ended by a line feed.
    """
    telling = _Telling(argument, standing, numbers(argument))
    lines = [line for node in argument.by_id for line in telling.node(node)]
    return "".join(f"{line}\n" for line in [*lines, *telling.conclusion()])


@dataclass(frozen=True, slots=True)
class _Telling:
    argument: ArgumentMap
    standing: Standing
    numbers: dict[str, str]

    def node(self, id_: str) -> Iterator[str]:
        node, label = self.argument.by_id[id_], self.standing.labels[id_]
        if node.role not in _ALWAYS and label is Label.STANDS:
            return
        number = self.numbers[id_]
        text = _cut(node.text, _WIDTH - max(0, len(number) - 8))
        strength = f"{self.standing.strengths[id_]:.2f}"
        yield f"{label:<10} {number:<8} {text}".ljust(_WIDTH + 22) + strength
        for because in self.because(id_):
            yield f"           {because}"

    def because(self, id_: str) -> Iterator[str]:
        """Why a node has its label, one step of the chain; its next steps are told at the nodes it names."""
        reason = self.standing.reasons[id_]
        if reason.why is Why.ATTACKED:
            attackers = self._sources(reason.by[0])
            open_ = [id_ for id_ in attackers if id_ in self.standing.unanswered]
            granted = any(self.argument.by_id[id_].concede for id_ in open_)
            suffix = f" ({'granted, and ' * granted}nobody answered it)" if open_ else ""
            yield f"because {self._named(attackers)} stand{'s' if len(attackers) == 1 else ''}{suffix}"
        elif reason.why is Why.UNSUPPORTED:
            yield "because nothing supports it any more: " + "; ".join(map(self._failure, reason.by))
        elif reason.why is Why.CYCLE:
            sources = [source for relation in reason.by for source in self._sources(relation)]
            yield f"because of {self._named(sources)}, undecided too"
        elif reason.why is Why.ANSWERED:
            yield "although attacked: " + "; ".join(map(self._failure, reason.by))

    def _failure(self, relation: str) -> str:
        """Why a relation does nothing: a premise falls, or it is undercut."""
        reason = self.standing.reasons[relation]
        sources = self._named(self._sources(relation))
        if reason.why is Why.PREMISE:
            own = self.standing.reasons[reason.by[0]]
            cause = f" to {self._named(self._sources(own.by[0]))}" if own.why is Why.ATTACKED else ""
            return f"{self._named(reason.by)} falls{cause}"
        by = self._named([source for other in reason.by for source in self._sources(other)])
        return f"the step from {sources} is undercut by {by}"

    def _sources(self, id_: str) -> tuple[str, ...]:
        """The nodes that a relation comes from, its warrant left out where there is another; of a node, itself."""
        relation = self.argument.relation_by_id.get(id_)
        known = [s for s in relation.sources if s in self.argument.by_id] if relation else [id_]
        partners = [source for source in known if self.argument.by_id[source].role is not Role.WARRANT]
        return tuple(partners or known)

    def _named(self, ids: list[str] | tuple[str, ...]) -> str:
        names = [self.numbers[id_] for id_ in dict.fromkeys(ids)]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    def conclusion(self) -> Iterator[str]:
        """What nobody answered, what the thesis rests on, and what could not be said."""
        standing = self.standing
        counts = Counter(standing.labels[id_] for id_ in self.argument.by_id)
        said = (
            f"{counts[Label.STANDS]} stand, {counts[Label.FALLS]} fall, {counts[Label.UNDECIDED]} undecided"
        )
        yield f"\n{len(self.argument.by_id)} nodes: {said}."
        if standing.unanswered:
            yield f"Nobody answered {self._named(standing.unanswered)}."
        yield from self._rests()
        if standing.preferred is None:
            yield "Preferred and stable extensions: too many to list."
        elif len(standing.preferred) > 1:
            found = f"{len(standing.preferred)} preferred and {len(standing.stable or ())} stable extensions"
            yield f"{found}; --format json lists them."
        if standing.unsettled:
            yield f"Strengths that did not converge: {len(standing.unsettled)}, {standing.unsettled[0]} among them."

    def _rests(self) -> Iterator[str]:
        thesis, pivots = self.argument.thesis, self.standing.pivots
        if pivots is None:
            yield "What the thesis rests on was not searched: the map is too large."
            return
        sinking = [pivot for pivot in pivots if thesis in dict(pivot.changes)]
        yield from (self._pivot(pivot, "The thesis") for pivot in sinking)
        if not sinking and self.standing.labels.get(thesis or "") is Label.STANDS:
            yield "No single rebuttal carries the thesis: it stands without any one of them."
        for pivot in pivots:
            if pivot not in sinking:
                lost = [id_ for id_, _ in pivot.changes if self.argument.by_id[id_].role is Role.CLAIM]
                yield self._pivot(pivot, self._named(lost[:1]))

    def _pivot(self, pivot: Pivot, holder: str) -> str:
        names = {self.argument.thesis: "the thesis"}
        changes = [f"{names.get(id_, self.numbers[id_])} {_becomes(label)}" for id_, label in pivot.changes]
        listed = " and ".join((", ".join(changes[:-1]), changes[-1])) if len(changes) > 1 else changes[0]
        return f"{holder} rests on {self.numbers[pivot.rebuttal]}: without that rebuttal {listed}."


def _becomes(label: Label) -> str:
    return "is undecided" if label is Label.UNDECIDED else str(label)


def _cut(text: str, width: int) -> str:
    if len(text) <= width:
        return text
    return text[: width - 2].rsplit(" ", 1)[0].rstrip(",;:") + " …"
