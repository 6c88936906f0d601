"""Preferred and stable extensions (Dung 1995) of small frameworks, by backtracking over labels (Nofal et al. 2014)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from argmap.standing.framework import Framework, Label, Labelling, framework, grounded

MOST_WORK = 1_000_000
"""So many arguments are looked at, step by step of the search; then no extensions are given."""
MOST_EXTENSIONS = 256
"""So many extensions are listed."""


class _TooLargeError(Exception):
    """The search has reached a limit."""


def preferred(given: Framework) -> tuple[tuple[int, ...], ...] | None:
    """Find the preferred extensions: the largest sets that defend themselves.

    Args:
        given: any framework.

    Returns:
        Each as sorted numbers, in order; None beyond `MOST_WORK` or `MOST_EXTENSIONS`. What the grounded labelling
        decides is the same in all, so that only what it leaves undecided is searched, each connected part by itself.
    """
    base = grounded(given)
    standing = [argument for argument, label in enumerate(base.labels) if label is Label.STANDS]
    budget = [MOST_WORK]
    choices: list[list[tuple[int, ...]]] = []
    count = 1
    try:
        for part in _parts(given, base):
            choices.append(_preferred_of_part(given, part, budget))
            count *= len(choices[-1])
            if count > MOST_EXTENSIONS:
                return None
    except _TooLargeError:
        return None
    return tuple(sorted(tuple(sorted((*standing, *sum(chosen, ())))) for chosen in product(*choices)))


def stable(given: Framework, extensions: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
    """Find the stable extensions: those that attack all that they do not hold.

    Args:
        given: any framework.
        extensions: its preferred extensions, among which all stable ones are.

    Returns:
        The stable ones; there may be none.
    """
    return tuple(extension for extension in extensions if _is_stable(given, extension))


def _is_stable(given: Framework, extension: tuple[int, ...]) -> bool:
    covered = set(extension).union(*(given.attacked[argument] for argument in extension))
    return len(covered) == len(given.attackers)


def _parts(given: Framework, base: Labelling) -> Iterator[list[int]]:
    """The connected parts of what the grounded labelling leaves undecided."""
    waiting = {argument for argument, label in enumerate(base.labels) if label is Label.UNDECIDED}
    for start in range(len(base.labels)):
        if start not in waiting:
            continue
        part = [start]
        waiting.discard(start)
        for argument in part:
            near = [
                other for other in (*given.attackers[argument], *given.attacked[argument]) if other in waiting
            ]
            part.extend(dict.fromkeys(near))
            waiting.difference_update(near)
        yield sorted(part)


def _preferred_of_part(given: Framework, part: list[int], budget: list[int]) -> list[tuple[int, ...]]:
    place = {argument: index for index, argument in enumerate(part)}
    attacks = [(place[a], place[b]) for b in part for a in given.attackers[b] if a in place]
    search = _Search(framework(len(part), attacks), budget)
    search.run()
    return [tuple(part[index] for index in sorted(found)) for found in search.found]


class _Search:
    """Each argument is taken in or left aside; sets are found before their subsets, so that those can be dropped."""

    def __init__(self, given: Framework, budget: list[int]) -> None:
        self.given = given
        self.budget = budget
        self.found: list[frozenset[int]] = []

    def run(self) -> None:
        """Search with a stack of our own; a state is what is taken in, what must fall, and what is still free."""
        selfless = [a for a, attackers in enumerate(self.given.attackers) if a not in attackers]
        waiting = [(frozenset[int](), frozenset[int](), frozenset(selfless))]
        while waiting:
            self.budget[0] -= len(self.given.attackers)
            if self.budget[0] < 0:
                raise _TooLargeError
            taken, foes, free = waiting.pop()
            if self._is_hopeless(taken, foes, free):
                continue
            if not free:
                self.found.append(taken)
                continue
            chosen = self._choice(taken, foes, free)
            waiting.append((taken, foes, free - {chosen}))
            enemies = (*self.given.attackers[chosen], *self.given.attacked[chosen])
            waiting.append(
                (taken | {chosen}, foes | {*self.given.attackers[chosen]}, free - {chosen, *enemies}),
            )

    def _is_hopeless(self, taken: frozenset[int], foes: frozenset[int], free: frozenset[int]) -> bool:
        """Whether some attacker of what is taken in can no longer be answered, or all this is in a set found already."""
        answers = taken | free
        if any(answers.isdisjoint(self.given.attackers[foe]) for foe in foes):
            return True
        return any(answers <= known for known in self.found)

    def _choice(self, taken: frozenset[int], foes: frozenset[int], free: frozenset[int]) -> int:
        """Answer an attacker first where one is unanswered, by the first that can."""
        for foe in sorted(foes):
            answers = self.given.attackers[foe]
            if taken.isdisjoint(answers):
                return min(free.intersection(answers))
        return min(free)
