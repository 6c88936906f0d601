"""A template's head: between two lines of `---`, what it is about, its numbering and its marks."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from argmap.diagnostics import Diagnostic, Severity, Span
from argmap.sources.sentences import whole
from argmap.templating.home import Template
from argmap.templating.levels import DEEPEST, level
from argmap.templating.parse import Look

KEYS = ("about", "numbering", "marks")
_FENCE = "---"


class _Loader(yaml.BaseLoader):
    """Gives texts only, and of whole characters."""

    def construct_scalar(self, node: yaml.ScalarNode) -> str:
        return whole(str(super().construct_scalar(node)))


def split(template: Template) -> tuple[Look | None, str, tuple[Diagnostic, ...]]:
    """Part a template into its head and its body.

    Args:
        template: the template.

    Returns:
        The look that the head asks for, None where it cannot be read; the body, with an empty line for each of the head's;
        what is wrong with the head.
    """
    lines = template.text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return Look(), template.text, ()
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        return None, "", (_error(template, 1, "the head is opened by --- and never closed"),)
    try:
        head = yaml.load("\n".join(lines[1:end]), Loader=_Loader)  # noqa: S506 - as its class says
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return None, "", (_error(template, mark.line + 2 if mark else 1, f"the head: {error.problem}"),)
    except RecursionError:
        return None, "", (_error(template, 1, "the head is nested too deep"),)
    except yaml.YAMLError:
        return None, "", (_error(template, 1, "the head holds a character that no text may hold"),)
    look, wrong = _look(head or {})
    return (
        look,
        "\n" * (end + 1) + "\n".join(lines[end + 1 :]),
        tuple(_error(template, 1, text) for text in wrong),
    )


def _look(head: object) -> tuple[Look | None, list[str]]:
    if not isinstance(head, dict):
        return None, ["the head is a list of keys: about, numbering, marks"]
    wrong = [f"the head knows no key {key}; it may hold {', '.join(KEYS)}" for key in head if key not in KEYS]
    mistake = _mistake(head)
    if mistake:
        return None, [*wrong, mistake]
    try:
        levels = tuple(level(pattern, place) for place, pattern in enumerate(head.get("numbering") or [], 1))
    except ValueError as error:
        return None, [*wrong, f"numbering: {error}"]
    return Look(levels, head.get("marks") or {}, head.get("about", "")), wrong


def _mistake(head: Mapping[str, object]) -> str | None:
    """What of a head's values is of the wrong kind."""
    numbering, marks = head.get("numbering") or [], head.get("marks") or {}
    if not isinstance(head.get("about", ""), str):
        return "about is one line of text"
    if not isinstance(numbering, list) or not all(isinstance(pattern, str) for pattern in numbering):
        return 'numbering is a list of patterns, such as ["1.", "A.", "i."]'
    if len(numbering) > DEEPEST:
        return f"numbering has {len(numbering)} levels; a list of Word has {DEEPEST} at most"
    if not isinstance(marks, dict) or not all(isinstance(mark, str) for mark in marks.values()):
        return 'marks names a mark for each role, such as {counterpoint: "✗"}'
    return None


def _error(template: Template, line: int, message: str) -> Diagnostic:
    return Diagnostic(Span(template.name, line, 1), Severity.ERROR, "bad-template", message)
