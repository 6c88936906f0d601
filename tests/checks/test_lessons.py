"""Every rule teaches what it does: its Bad makes it fire and no other, its Good makes none fire."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from argmap import formats
from argmap.checks import CHECKS, run
from argmap.checks.lessons import lesson
from argmap.diagnostics import Diagnostic

BASE = Path(__file__).with_name("base.yaml")


def _completed(fragment: str) -> bytes:
    """The base map with an example added: lists go before its lists, other keys in place of its own."""
    whole: dict[str, Any] = yaml.load(BASE.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  (texts only)
    for key, value in (yaml.load(fragment, yaml.BaseLoader) or {}).items():  # noqa: S506
        both_lists = isinstance(value, list) and isinstance(whole.get(key), list)
        whole[key] = [*value, *whole[key]] if both_lists else value
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False).encode()


def _findings(fragment: str) -> tuple[Diagnostic, ...]:
    outcome = formats.read(_completed(fragment), "example.yaml", lambda _: b"")
    assert outcome.value is not None
    return (*outcome.diagnostics, *run(outcome.value))


def test_base_is_clean() -> None:
    """The map that all examples add to makes no rule fire."""
    assert _findings("") == ()


@pytest.mark.parametrize("code", CHECKS)
def test_bad_fires_this_rule_alone(code: str) -> None:
    """Bad is caught by its rule, and by it alone."""
    found = _findings(lesson(CHECKS[code].function).bad)
    assert {code} == {finding.code for finding in found}, [finding.message for finding in found]


@pytest.mark.parametrize("code", CHECKS)
def test_bad_fires_as_it_says(code: str) -> None:
    """The severity that the table gives a rule is the one that its Bad shows."""
    assert CHECKS[code].severity in {
        finding.severity for finding in _findings(lesson(CHECKS[code].function).bad)
    }


@pytest.mark.parametrize("code", CHECKS)
def test_good_is_silent(code: str) -> None:
    """Good makes no rule fire."""
    assert [
        f"{finding.code}: {finding.message}" for finding in _findings(lesson(CHECKS[code].function).good)
    ] == []
