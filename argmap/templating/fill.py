"""Fill a template with a planned outline: the names that it may use, and errors that name its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import TracebackType

import jinja2

from argmap.diagnostics import Diagnostic, Outcome, Severity, Span
from argmap.outlines import Outline
from argmap.templating.environment import Store, Value, environment


@dataclass(frozen=True, slots=True)
class Filled:
    """Markdown with a token for each value."""

    markdown: str
    values: list[Value]


def fill(name: str, body: str, names: Mapping[str, object], *, ours: bool = True) -> Outcome[Filled]:
    """Run a template.

    Args:
        name: of the template, for errors.
        body: its text; as many empty lines as its head has lines come first, so that lines are counted right.
        names: what it may use, `outline` above all.
        ours: whether it came with argmap.

    Returns:
        Its Markdown, or an error that names the template's line.
    """
    store = Store()
    try:
        template = _compiled(environment(store, ours=ours), name, body)
        return Outcome(Filled(template.render(_context(names)), store.values))
    except jinja2.TemplateSyntaxError as error:
        # An included part of ours is never at fault for a user's mistake, so the line is the user's.
        return _error(name, error.lineno, str(error.message))
    except MemoryError:
        return _error(name, 1, "the template makes more than fits into memory")
    except RecursionError:
        return _error(name, 1, "the template calls itself without end")
    except Exception as error:  # noqa: BLE001 - whatever a template's expression raises is the template's mistake
        return _error(name, _line(error.__traceback__, name), str(error) or type(error).__name__)


def _compiled(made: jinja2.Environment, name: str, body: str) -> jinja2.Template:
    code = made.compile(body, name=name, filename=name)
    return made.template_class.from_code(made, code, made.globals)


def _context(names: Mapping[str, object]) -> dict[str, object]:
    """Each part of the outline under its own name, and whether the copy is for study."""
    outline = names["outline"]
    parts = {part.name: getattr(outline, part.name) for part in fields(Outline)}
    study = names["copy"] != "plain"
    return {**parts, **names, "study": study, "teacher": names["copy"] == "teacher"}


def _line(trace: TracebackType | None, name: str) -> int:
    """The template's line in a traceback that Jinja has rewritten."""
    found = 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def _error(name: str, line: int, message: str) -> Outcome[Filled]:
    hint = "templates/README.md lists what a template may use"
    return Outcome(None, (Diagnostic(Span(name, line, 1), Severity.ERROR, "bad-template", message, hint),))
