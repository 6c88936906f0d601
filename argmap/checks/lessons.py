"""What a rule's docstring teaches, taken apart: `argmap explain` shows it, and a test runs its examples."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass

_SECTION = re.compile(r"^(Why|Bad|Good):$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A rule, explained.

    Attributes:
        summary: what the rule asks for, in one sentence.
        why: why it matters.
        bad: lines of a map file that make the rule fire.
        good: lines that do not.
    """

    summary: str
    why: str
    bad: str
    good: str


def lesson(function: Callable[..., object]) -> Lesson:
    """Take a rule's docstring apart.

    Args:
        function: the rule's; its docstring holds a summary and the sections Why, Bad and Good.

    Returns:
        The parts, their indentation taken away.
    """
    summary, *rest = _SECTION.split(inspect.getdoc(function) or "")
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    why, bad, good = (inspect.cleandoc(parts[name]) for name in ("Why", "Bad", "Good"))
    return Lesson(summary.strip(), " ".join(why.split()), bad, good)
