"""Rules about the thesis, of the map and of each essay: it takes a position, in a length that can be kept in mind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.checks import language
from argmap.checks.finding import Facts, Finding
from argmap.diagnostics import Span

THESIS_WORDS = (15, 45)
_NO_POSITION = re.compile(
    r"\bpros and cons\b|\badvantages and disadvantages\b|\bmerits and demerits\b|\bboth sides of\b"
    r"|\bthis (?:essay|paper|article|outline) (?:will |shall )?(?:discuss|examine|explore|look|describe|explain)\w*"
    r"|\b(?:i|we) (?:will|shall) (?:discuss|examine|explore|look|describe|explain)\b"
    r"|\b(?:there are|has) (?:many|several|various|different) (?:opinions|views|sides|aspects|perspectives)\b",
    re.IGNORECASE,
)


def thesis_takes_a_position(facts: Facts) -> Iterator[Finding]:
    """A thesis is a sentence that someone could deny; not a question, the title, or an announcement.

    Why:
        "The pros and cons of night buses" is a topic. Only a position can be argued, and only a position earns the
        thesis point.

    Bad:
        thesis:
          id: thesis
          text: This essay will discuss night buses, the reasons why cities run them, and what they cost, but only
            briefly.

    Good:
        thesis:
          id: thesis
          text: Although they cost more than they earn, night buses repay a city in safety and in work, and should
            run wherever people work late.
    """
    titles = {facts.terms_of(facts.argument.title): "the title"}
    titles |= {facts.terms_of(essay.question): "the question" for essay in facts.argument.essays}
    for text, place, about in _theses(facts):
        announced = _NO_POSITION.search(language.unquoted(text))
        restated = titles.get(facts.terms_of(text))
        if text.rstrip("\"'”’) ").endswith("?"):
            what, words = "asks instead of answering", None
        elif announced:
            what, words = "announces a topic and takes no position", announced[0]
        elif restated and facts.terms_of(text):
            what, words = f"says no more than {restated}", None
        else:
            continue
        yield Finding(
            place, f"the thesis {what}", "state what you hold to be true, and its limit", about, words
        )


def thesis_length(facts: Facts) -> Iterator[Finding]:
    """A thesis has 15 to 45 words, and says how far it goes.

    Why:
        Under 15 words a thesis has no room for its reason; over 45 no examiner keeps it in mind. A word such as
        although, chiefly, unless or only marks the limit that makes it defensible (Toulmin's qualifier). An essay's own thesis is held to the length.

    Bad:
        thesis: {id: thesis, text: Night buses are good although they cost much.}

    Good:
        thesis:
          id: thesis
          text: Although they cost more than they earn, night buses repay a city in safety and in work, and should
            run wherever people work late.
    """
    least, most = THESIS_WORDS
    for text, place, about in _theses(facts):
        count = len(language.words(text))
        if not least <= count <= most:
            message, hint = f"the thesis has {count} words", f"bring it to {least} to {most} words"
        elif about and not language.QUALIFIER.search(text):
            message, hint = (
                "the thesis sets itself no limit",
                "say how far it holds: although, chiefly, unless, only",
            )
        else:
            continue
        yield Finding(place, message, hint, about)


def _theses(facts: Facts) -> Iterator[tuple[str, Span, str]]:
    """Text, place and node id of the map's theses, then of its essays' own."""
    for node in facts.theses:
        yield node.text, node.at("text"), node.id
    for essay in facts.argument.essays:
        if essay.thesis:
            yield essay.thesis, essay.at("thesis"), ""
