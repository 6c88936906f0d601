"""The rules that a map is checked against: one table, one function a rule, one file a topic.

A rule is a generator of findings whose name, in kebab-case, is its code. Its docstring teaches: Why, Bad and Good.
The examples add to a small complete map (tests/checks/base.yaml): a list's items to its lists, any other key in
place of its own. Bad makes exactly this rule fire, Good none.

`checks` reads nothing but a map's value, so it can be run on any, and never raises.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from argmap.checks import (
    balance,
    counterpoints,
    essays,
    evidence,
    headings,
    prose,
    reasoning,
    structure,
    theses,
)
from argmap.checks.finding import Facts, Finding
from argmap.diagnostics import Diagnostic, Severity, in_order
from argmap.model import Allow, ArgumentMap


@dataclass(frozen=True, slots=True)
class Check:
    """One rule.

    Attributes:
        function: what finds; its name is the code, its docstring the lesson.
        severity: of its findings, where they do not say otherwise.
        english: whether it runs for maps in English only.
    """

    function: Callable[[Facts], Iterator[Finding]]
    severity: Severity
    english: bool = False

    @property
    def code(self) -> str:
        """The rule's kebab-case name."""
        return self.function.__name__.replace("_", "-")

    def run(self, facts: Facts) -> Iterator[Finding]:
        """What the rule finds, before `allow` is asked."""
        return iter(()) if self.english and not facts.english else self.function(facts)


def _is_verified(code: str) -> bool:
    from argmap.sources.verification import VERIFIED  # noqa: PLC0415 -- 6 ms, and only for maps that silence such a rule

    return code in VERIFIED


def unused_allow(facts: Facts) -> Iterator[Finding]:
    """A silenced rule is one that would speak here.

    Why:
        An `allow` outlives its cause, and then hides the next mistake. One that names no rule hides nothing at all.
        What the reader tells (unknown-id and the like) cannot be silenced.

    Bad:
        allow:
          - {rule: too-deep, because: The article itself argues in many steps.}

    Good:
        way-forward:
          - id: fund
            text: The city should fund its buses from parking fees.
            allow: [{rule: way-forward-answers-nothing, because: It follows from the thesis as a whole.}]
    """
    allows = [("", allow) for allow in facts.argument.allow]
    allows += [(node.id, allow) for node in facts.argument.nodes for allow in node.allow]
    found: dict[str, list[Finding]] = {}
    for owner, allow in allows:
        check = CHECKS.get(allow.rule)
        if check is None and _is_verified(allow.rule):
            continue
        if check is None:
            near = get_close_matches(allow.rule, CHECKS, 1)
            hint = f"did you mean {near[0]}?" if near else "`argmap explain` lists the rules"
            yield Finding(
                allow.span, f"{allow.rule} is no rule that can be silenced", hint, owner, allow.rule
            )
        elif check.function is not unused_allow:
            if allow.rule not in found:
                found[allow.rule] = list(check.run(facts))
            if not any(owner in {"", finding.about} for finding in found[allow.rule]):
                message = f"{allow.rule} finds nothing here to silence"
                yield Finding(allow.span, message, "take the allow out", owner, allow.rule)


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        check.code: check
        for check in (
            Check(structure.one_thesis, _ERROR),
            Check(structure.unreachable_node, _ERROR),
            Check(structure.support_cycle, _ERROR),
            Check(structure.too_deep, _WARNING),
            Check(structure.lone_child, _WARNING),
            Check(evidence.claim_without_evidence, _ERROR),
            Check(evidence.evidence_under_thesis, _ERROR),
            Check(evidence.evidence_without_source, _ERROR),
            Check(evidence.undated_evidence, _WARNING),
            Check(evidence.lost_modality, _WARNING, english=True),
            Check(evidence.unmarked_curator, _WARNING),
            Check(evidence.concession_as_support, _WARNING),
            Check(reasoning.claim_without_warrant, _WARNING),
            Check(reasoning.rabbit_rule, _WARNING, english=True),
            Check(reasoning.holding_hands, _WARNING, english=True),
            Check(counterpoints.unanswered_counterpoint, _ERROR),
            Check(counterpoints.few_counterpoints, _WARNING),
            Check(balance.unbalanced_branches, _WARNING),
            Check(balance.near_duplicate, _WARNING),
            Check(theses.thesis_takes_a_position, _WARNING, english=True),
            Check(theses.thesis_length, _WARNING, english=True),
            Check(prose.one_idea_a_node, _WARNING, english=True),
            Check(prose.full_sentence, _WARNING, english=True),
            Check(headings.generic_heading, _WARNING, english=True),
            Check(prose.unexplained_abbreviation, _WARNING, english=True),
            Check(headings.unparallel_headings, _INFO, english=True),
            Check(prose.vague_authority, _WARNING, english=True),
            Check(essays.untreated_term, _WARNING),
            Check(essays.missing_dimension, _INFO),
            Check(essays.outline_size, _INFO),
            Check(essays.crowded_section, _WARNING),
            Check(essays.way_forward_answers_nothing, _WARNING),
            Check(unused_allow, _WARNING),
        )
    }
)
"""Every rule under its code, in the order in which `argmap explain` lists them."""


def run(
    argument: ArgumentMap, select: Collection[str] = (), ignore: Collection[str] = ()
) -> tuple[Diagnostic, ...]:
    """Check a map.

    Args:
        argument: any map.
        select: codes of the rules to run; all where empty.
        ignore: codes of rules to leave out.

    Returns:
        What the rules find and no `allow` silences, in the order of the file.
    """
    facts = Facts(argument)
    found = [
        diagnosis(check, finding)
        for code, check in CHECKS.items()
        if (not select or code in select) and code not in ignore
        for finding in unsilenced(argument, code, check.run(facts))
    ]
    return in_order(found)


def unsilenced(argument: ArgumentMap, code: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Leave out what the map or the node concerned allows.

    Args:
        argument: the map.
        code: the rule's.
        findings: what it found.

    Yields:
        The findings that stand.
    """
    if not _allows(argument.allow, code):
        for finding in findings:
            node = argument.by_id.get(finding.about)
            if node is None or not _allows(node.allow, code):
                yield finding


def _allows(allow: tuple[Allow, ...], code: str) -> bool:
    return any(one.rule == code for one in allow)


def diagnosis(check: Check, finding: Finding) -> Diagnostic:
    """Make a rule's finding what people are told.

    Args:
        check: the rule.
        finding: what it found.

    Returns:
        The same with the rule's code and severity.
    """
    return Diagnostic(
        finding.span,
        finding.severity or check.severity,
        check.code,
        finding.message,
        finding.hint,
        finding.related,
        finding.words,
    )
