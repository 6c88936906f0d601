"""Reports of findings: text with excerpts and a summary, JSON, GitHub annotations, SARIF.

Also what `argmap explain` prints of a rule.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from types import MappingProxyType

from argmap.checks import CHECKS
from argmap.checks.lessons import lesson
from argmap.diagnostics import Diagnostic, Severity, Span
from argmap.excerpts import Report, block, clean

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is told of a rule: the function whose docstring explains it, its severity, and a remark on when it runs."""

    function: Callable[..., object]
    severity: Severity
    remark: str


@cache
def known_rules() -> Mapping[str, Rule]:
    """Every rule that can be explained and silenced, by its code: those of `check`, then those of `verify`."""
    from argmap.sources import verification  # noqa: PLC0415 -- 6 ms, and a report of `check` can do without

    known = {
        code: Rule(check.function, check.severity, " (for maps in English)" if check.english else "")
        for code, check in CHECKS.items()
    }
    for code, function in zip(verification.VERIFIED, verification.RULES, strict=True):
        severity = Severity.WARNING if code in verification.GUESSES else Severity.ERROR
        known[code] = Rule(function, severity, " (told by argmap verify)")
    return MappingProxyType(known)


def as_text(report: Report) -> str:
    """Findings with excerpt, caret and hint, and a summary by severity.

    Args:
        report: what was found.

    Returns:
        Text that ends in a line feed.
    """
    blocks = [block(found, report) for found in report.placed]
    return "\n".join([*blocks, summary(report)]) + "\n"


def summary(report: Report) -> str:
    """One line that counts findings by severity, maps and nodes."""
    counts = Counter(found.severity for found in report.findings)
    parts = [_plural(counts[severity], str(severity)) for severity in Severity if counts[severity]]
    where = f"in {_plural(report.maps, 'map')} ({_plural(report.nodes, 'node')})"
    if not parts:
        return f"no findings {where}"
    codes = dict.fromkeys(found.code for found in report.findings)
    ruled = next((code for code in codes if code in CHECKS or code in known_rules()), None)
    more = f" `argmap explain {ruled}` tells more." if ruled else ""
    return f"{_plural(len(report.findings), 'finding')}: {', '.join(parts)}, {where}.{more}"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 or noun == "info" else "s")


def as_json(report: Report) -> str:
    """Findings as JSON: `findings` in order, and a `summary` that counts."""
    counts = Counter(found.severity for found in report.findings)
    value = {
        "findings": [_finding(found) for found in report.placed],
        "summary": {
            "maps": report.maps,
            "nodes": report.nodes,
            **{str(severity): counts[severity] for severity in Severity},
        },
    }
    return _dump(value)


def _finding(found: Diagnostic) -> dict[str, object]:
    return {
        "path": found.span.path,
        "line": found.span.line,
        "column": found.span.column,
        "length": found.span.length,
        "severity": str(found.severity),
        "code": found.code,
        "message": found.message,
        "hint": found.hint,
        "related": [
            {"path": span.path, "line": span.line, "column": span.column, "message": text}
            for span, text in found.related
        ],
    }


def _dump(value: object) -> str:
    """JSON that any program reads: a lone surrogate, which UTF-8 cannot hold, is written as an escape."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def as_github(report: Report) -> str:
    """Findings as annotations: the workflow commands that GitHub Actions reads from a job's output."""
    commands = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    lines = []
    for found in report.placed:
        span = found.span
        properties = (
            f"file={_property(span.path)},line={span.line},endLine={span.line},"
            f"col={span.column},endColumn={span.column + span.length},title={_property(found.code)}"
        )
        text = found.message + (f"\nhint: {found.hint}" if found.hint else "")
        lines.append(f"::{commands[found.severity]} {properties}::{_escaped(_clean_lines(text))}\n")
    return "".join(lines)


def _clean_lines(text: str) -> str:
    return "\n".join(clean(line) for line in text.split("\n"))


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(clean(text)).replace(":", "%3A").replace(",", "%2C")


def as_sarif(report: Report) -> str:
    """Findings as SARIF 2.1.0 (OASIS 2020), with the lesson of each rule that fired."""
    codes = list(dict.fromkeys(found.code for found in report.findings))
    driver = {"name": "argmap", "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(found, codes.index(found.code)) for found in report.placed],
    }
    return _dump({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, object]:
    if code not in known_rules():
        return {"id": code}
    taught = lesson(known_rules()[code].function)
    return {
        "id": code,
        "shortDescription": {"text": taught.summary},
        "fullDescription": {"text": taught.why},
        "help": {"text": f"Bad:\n\n{taught.bad}\n\nGood:\n\n{taught.good}"},
        "defaultConfiguration": {"level": _level(known_rules()[code].severity)},
    }


def _level(severity: Severity) -> str:
    return "note" if severity is Severity.INFO else str(severity)


def _result(found: Diagnostic, index: int) -> dict[str, object]:
    text = found.message + (f" ({found.hint})" if found.hint else "")
    result: dict[str, object] = {
        "ruleId": found.code,
        "ruleIndex": index,
        "level": _level(found.severity),
        "message": {"text": text},
        "locations": [_location(found.span)],
    }
    if found.related:
        result["relatedLocations"] = [
            {**_location(span), "message": {"text": explained}} for span, explained in found.related
        ]
    return result


def _location(span: Span) -> dict[str, object]:
    from urllib.parse import quote  # noqa: PLC0415 -- SARIF alone needs it

    path = PurePath(span.path)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="replace")
    region = {"startLine": span.line, "startColumn": span.column, "endColumn": span.column + span.length}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}


REPORTS: Mapping[str, Callable[[Report], str]] = MappingProxyType(
    {"text": as_text, "json": as_json, "github": as_github, "sarif": as_sarif}
)
"""The forms that findings can take, the default first."""


def rules() -> str:
    """Every rule with its severity and what it asks for, one a line."""
    width = max(len(code) for code in known_rules())
    return "".join(
        f"{code:<{width}}  {rule.severity:<7}  {lesson(rule.function).summary}\n"
        for code, rule in known_rules().items()
    )


def explanation(code: str) -> str:
    """What a rule means, with a bad and a good example.

    Args:
        code: a key of `known_rules()`.

    Returns:
        Text that ends in a line feed.
    """
    rule = known_rules()[code]
    taught = lesson(rule.function)
    parts = [
        f"{code}: {rule.severity}{rule.remark}",
        textwrap.fill(taught.summary, 88),
        textwrap.fill(taught.why, 88),
        "Bad:\n\n" + textwrap.indent(taught.bad, "    "),
        "Good:\n\n" + textwrap.indent(taught.good, "    "),
        "The examples add to a map that is clean without them. To silence the rule where it is wrong:",
        f"    allow: [{{rule: {code}, because: ...}}]",
    ]
    return "\n\n".join(parts) + "\n"
