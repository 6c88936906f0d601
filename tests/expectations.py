"""Expectations that stand on the line they are about: `# error: unknown-id`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from argmap.diagnostics import Diagnostic

_EXPECTED = re.compile(r"(?:error|warning|info): [a-z0-9-]+")


def expected(text: str) -> list[tuple[int, str]]:
    """The findings that a case names: line, and `severity: code`."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        _, hash_mark, comment = line.partition(" # ")
        if hash_mark:
            found += [(number, each) for each in _EXPECTED.findall(comment)]
    return found


def actual(diagnostics: Iterable[Diagnostic]) -> list[tuple[int, str]]:
    """Findings as `expected` gives them."""
    return [(found.span.line, f"{found.severity}: {found.code}") for found in diagnostics]
