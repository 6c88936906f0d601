"""Rules about wording, for maps in English: they guess, and so are never errors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from argmap.checks import language
from argmap.checks.finding import Facts, Finding, on
from argmap.checks.lexicon import GENERIC_HEADINGS, WELL_KNOWN
from argmap.diagnostics import Span
from argmap.model import Node, Role

THESIS_WORDS = (15, 45)
NODE_WORDS = (4, 30)
_NO_POSITION = re.compile(
    r"\bpros and cons\b|\badvantages and disadvantages\b|\bmerits and demerits\b|\bboth sides of\b"
    r"|\bthis (?:essay|paper|article|outline) (?:will |shall )?(?:discuss|examine|explore|look|describe|explain)\w*"
    r"|\b(?:i|we) (?:will|shall) (?:discuss|examine|explore|look|describe|explain)\b"
    r"|\b(?:there are|has) (?:many|several|various|different) (?:opinions|views|sides|aspects|perspectives)\b",
    re.IGNORECASE,
)
_REASONING = re.compile(
    r";|\b(?:and|so|but)? ?\b(?:therefore|thus|hence|consequently)\b|\bbecause\b(?! of\b)", re.IGNORECASE
)
_VAGUE = re.compile(
    r"\b(?:some|many|most|several|certain|various) (?:people|experts?|scholars|analysts|critics|observers|thinkers"
    r"|scientists|researchers|commentators|authors|sources|studies)\b(?! (?:from|of|at|in) [A-Z])"
    r"|\b(?:experts|scholars|analysts|critics|observers|scientists|researchers|commentators|pundits)"
    r" (?:say|claim|believe|argue|think|agree|warn|suggest|hold|maintain|point)\b"
    r"|\b(?:some|many|most) (?:say|claim|believe|argue|think|hold)\b"
    r"|\bit is (?:often |widely |commonly |generally )?(?:said|believed|thought|argued|claimed|known|accepted)\b"
    r"|\b(?:studies|research|statistics|history|science) (?:show|shows|prove|proves|suggest|suggests|tells?)\b"
    r"|\b(?:everyone|everybody|anyone) (?:knows|agrees|sees)\b|\b(?:needless to say|of course|undoubtedly)\b",
    re.IGNORECASE,
)
_LOADED = re.compile(
    r"\b(?:darkest|grim|horrific|horrible|terrible|disastrous|catastrophic|sinister|nefarious|evil|wicked|shameful"
    r"|disgraceful|ridiculous|absurd|notorious|infamous|so-called|hellbent|brazen|blatant|ruthless|outrageous)\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"(?<![\w&/-])(?=\w*[A-Z]\w*[A-Z])[A-Z][A-Z0-9&]+(?=s?\b)(?![-/]\d)")

_ROMAN = re.compile(r"[IVXLC]+")


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


def one_idea_a_node(facts: Facts) -> Iterator[Finding]:
    """A box holds one idea: no semicolon, no "and therefore", no reason joined on by because.

    Why:
        Reasoning inside a box cannot be supported or attacked piece by piece. Write the reason as a node beneath. A
        thesis and a warrant may reason: that is what they are for.

    Bad:
        claims:
          - id: shifts
            text: Night buses keep shift workers in jobs because they get home by bus.
            warrant: A bus at night is worth a job to shift workers.
            evidence:
              - {text: "A survey found that two shift workers in three ride night buses.", date: 2023, cite: survey}
              - {text: "Hospitals hire more shift workers on night bus routes.", cite: survey}

    Good:
        claims:
          - id: shifts
            text: Night buses keep shift workers in jobs.
            warrant: A bus at night is worth a job to shift workers.
            evidence:
              - {text: "A survey found that two shift workers in three ride night buses.", date: 2023, cite: survey}
              - {text: "Hospitals hire more shift workers on night bus routes.", cite: survey}
    """
    for node in _sentences(facts):
        if node.role is Role.WARRANT:
            continue
        bare = language.unquoted(node.text)
        for match in _REASONING.finditer(bare):
            if _joins_clauses(bare, match):
                yield on(
                    node,
                    "text",
                    f"{node.id} holds more than one idea",
                    "split it, and write the reason as a node beneath what it supports",
                    words=match[0].strip(),
                )
                break


def _joins_clauses(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    return min(len(language.words(before)), len(language.words(after))) > 2 and language.has_verb(after)


def full_sentence(facts: Facts) -> Iterator[Finding]:
    """Each box is one full declarative sentence of 4 to 30 words that ends with a full stop.

    Why:
        A label ("Economic effects") claims nothing, so nothing can support it; a question claims nothing either. The
        short form for an outline goes into `heading:`. The thesis has rules of its own.

    Bad:
        counterpoints:
          - {id: noise, text: The endless noise of buses at night., concede: Old buses were louder than cars.}

    Good:
        counterpoints:
          - {id: noise, text: Buses make noise at night., concede: Old buses were louder than cars were.}
    """
    least, most = NODE_WORDS
    for node in _sentences(facts):
        count = len(language.words(node.text))
        end = node.text.rstrip("\"'”’)] ")[-1:]
        if end == "?":
            what, hint = "is a question", "answer it in a sentence"
        elif count < least:
            what, hint = f"has {count} words", "say it in a full sentence; a short form goes into heading:"
        elif not language.has_verb(node.text):
            what, hint = "has no verb", "say what is the case; a short form goes into heading:"
        elif count > most:
            what, hint = f"has {count} words", f"{most} are enough for one idea: shorten or split it"
        elif end not in {".", "!", "…"}:
            what, hint = "does not end with a full stop", None
        else:
            continue
        yield on(node, "text", f"{node.id} {what}", hint)


def _sentences(facts: Facts) -> Iterable[Node]:
    return (node for node in facts.argument.nodes if node.role is not Role.THESIS)


def generic_heading(facts: Facts) -> Iterator[Finding]:
    """A heading says something of the topic; Introduction, Effects or Pros and cons fit any essay.

    Why:
        Examiners complain of crammed, stereotyped outlines. A heading with the topic's own words shows the argument
        at a glance.

    Bad:
        claims:
          - id: shifts
            text: Night buses keep shift workers in jobs.
            heading: Economic effects
            warrant: A bus at night is worth a job to shift workers.
            evidence:
              - {text: "A survey found that two shift workers in three ride night buses.", date: 2023, cite: survey}
              - {text: "Hospitals hire more shift workers on night bus routes.", cite: survey}

    Good:
        claims:
          - id: shifts
            text: Night buses keep shift workers in jobs.
            heading: Jobs kept by night buses
            warrant: A bus at night is worth a job to shift workers.
            evidence:
              - {text: "A survey found that two shift workers in three ride night buses.", date: 2023, cite: survey}
              - {text: "Hospitals hire more shift workers on night bus routes.", cite: survey}
    """
    headings = [(node.heading, node.at("heading"), node.id) for node in facts.argument.nodes]
    for essay in facts.argument.essays:
        for section in essay.body:
            headings.append((section.heading, section.span, ""))
            headings += [(point.heading, point.span, "") for point in section.points]
    for heading, place, about in headings:
        content = [word.casefold() for word in language.words(heading or "") if language.content_stems(word)]
        if heading and all(word in GENERIC_HEADINGS for word in content):
            yield Finding(
                place,
                f'the heading "{heading}" fits any essay',
                "name the topic in it: what causes what?",
                about,
                heading,
            )


def unexplained_abbreviation(facts: Facts) -> Iterator[Finding]:
    """An abbreviation comes with its full name where it first stands.

    Why:
        Examiners dislike abbreviations that the script never explains. Explain each once, at its first use in the
        order of the file: the North Atlantic Treaty Organization (NATO). Those that everyone writes, such as US, UN,
        EU and TV, need none.

    Bad:
        counterpoints:
          - {id: noise, text: The RTA measured much noise from buses at night., concede: The RTA measured the old buses only.}

    Good:
        counterpoints:
          - id: noise
            text: The Road Transport Authority (RTA) measured much noise from buses at night.
            concede: The RTA measured the old buses only.
    """
    full = {
        match[1]: node
        for node in reversed(facts.argument.nodes)
        for match in re.finditer(r"\((\w+)\)", node.text)
        if "(" in node.text
    }
    met: set[str] = set(WELL_KNOWN)
    for node in facts.argument.nodes:
        shouted = node.text.upper() == node.text
        for match in _ABBREVIATION.finditer(node.text) if not shouted else ():
            short = match[0]
            if short in met or _ROMAN.fullmatch(short):
                continue
            met.add(short)
            if not _is_explained(node.text, match):
                where = full.get(short)
                yield on(
                    node,
                    "text",
                    f"{short} stands here for the first time without its full name",
                    f"its full name comes with {where.id} only; move it here"
                    if where
                    else f"the full name ({short})",
                    words=short,
                )


def _is_explained(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    bracketed = before.endswith("(") and after.startswith(")") and len(language.words(before)) > 1
    return bracketed or re.match(r" \([^()]*\w{3,} [^()]+\)", after) is not None


def unparallel_headings(facts: Facts) -> Iterator[Finding]:
    """Headings of one rank have one form: all sentences or phrases, all questions, or all in -ing.

    Why:
        Parallel headings read as one list; the odd one out reads as a slip. Told where one heading of three or more
        differs from all the others.

    Bad:
        essays:
          - id: buses
            question: Should our city run buses at night?
            paper: css-answer
            terms: [buses, night]
            body:
              - {heading: Safer streets by night buses, points: [safe]}
              - {heading: Later work by night buses, points: [work]}
              - {heading: "Why do night buses cost so much?", points: [{claim: safe, evidence: [safe-e1]}]}

    Good:
        essays:
          - id: buses
            question: Should our city run buses at night?
            paper: css-answer
            terms: [buses, night]
            body:
              - {heading: Safer streets by night buses, points: [safe]}
              - {heading: Later work by night buses, points: [work]}
              - {heading: Higher costs of night buses, points: [{claim: safe, evidence: [safe-e1]}]}
    """
    for essay in facts.argument.essays:
        yield from _odd_one_out([(section.heading, section.span, "") for section in essay.body])
    for children in facts.tree.children.values():
        nodes = [facts.argument.by_id[child] for child in children]
        claims = [node for node in nodes if node.role is Role.CLAIM and node.heading]
        yield from _odd_one_out([(node.heading or "", node.at("heading"), node.id) for node in claims])


def _odd_one_out(headings: list[tuple[str, Span, str]]) -> Iterator[Finding]:
    forms = [_form(text) for text, _, _ in headings]
    counts = Counter(forms)
    if len(headings) < 3 or len(counts) != 2:
        return
    for (text, place, about), form in zip(headings, forms, strict=True):
        if counts[form] == 1:
            others = next(other for other in counts if other != form)
            message = f'the heading "{text}" is {form}, the others beside it are not'
            yield Finding(place, message, f"write it as the others are: {others}", about, text)


def _form(heading: str) -> str:
    found = language.words(heading.casefold()) or [""]
    if heading.endswith("?"):
        return "a question"
    if found[0] == "to" and len(found) > 2:
        return "an infinitive"
    if len(found[0]) > 5 and found[0].endswith("ing"):
        return "a form in -ing"
    return "a statement or phrase"


def vague_authority(facts: Facts) -> Iterator[Finding]:
    """Nobody speaks as "experts" or "some people", and the author's loaded words stay with the author.

    Why:
        "Experts say" names no one, so it proves nothing: two or three named sources are worth more. Loaded words
        ("the darkest picture") argue by tone; within quotation marks they are the author's own.

    Bad:
        counterpoints:
          - {id: noise, text: Experts say that buses wake people at night., concede: Old buses were louder than cars.}

    Good:
        counterpoints:
          - id: noise
            text: The city's doctors say that buses wake people at night.
            concede: Old buses were louder than cars are.
    """
    for node in facts.argument.nodes:
        bare = language.unquoted(node.text)
        vague, loaded = _VAGUE.search(bare), _LOADED.search(bare)
        if vague:
            message, hint, words = "leans on nobody in particular", "name who says so, and cite it", vague[0]
        elif loaded:
            message, hint, words = "argues by tone", "use a plain word, or quote the author's", loaded[0]
        else:
            continue
        yield on(node, "text", f'{node.id} {message}: "{words}"', hint, words=words)
