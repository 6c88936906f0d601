"""Rules about wording, for maps in English: they guess, and so are never errors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from argmap.checks import language
from argmap.checks.finding import Facts, Finding, on
from argmap.checks.lexicon import WELL_KNOWN
from argmap.model import Node, Role

NODE_WORDS = (4, 30)
_REASONING = re.compile(
    r";|(?:,|\band|\bso) (?:therefore|thus(?! far)|hence|consequently)\b"
    r"|(?<!\bis )(?<!\bwas )(?<!\bnot )(?<!just )(?<!only )(?<!partly )(?<!merely )\bbecause\b(?! of\b)",
    re.IGNORECASE,
)
_JOINTS = (";", "therefore", "thus", "hence", "consequently", "because")
"""What _REASONING cannot match without; asked first, since it is quick."""
_SPEAKERS = (
    r"(?:people|experts?|scholars|analysts|critics|observers|thinkers|scientists|researchers|commentators|pundits"
    r"|authors|sources|studies|research|surveys|statistics|history|science)"
)
_SAY = (
    r"(?:say|says|claim|claims|believe|argue|argues|think|agree|warn|suggest|suggests|hold|maintain|point out|show"
    r"|shows|prove|proves|tells us|teaches)"
)
_VAGUE = re.compile(
    rf"\b(?:(?:some|many|most|several|certain|various) )?{_SPEAKERS} (?:often |also |now |widely )?{_SAY}\b"
    rf"|\b(?:some|many|most) (?:say|claim|believe|argue|think|hold)\b"
    r"|\baccording to (?:some |many |most |several |various )?(?:people|experts|scholars|analysts|critics|observers"
    r"|scientists|researchers|sources|studies)\b(?! (?:from|of|at|in) )"
    r"|\bit is (?:often |widely |commonly |generally )?(?:said|believed|thought|argued|claimed|known|accepted) that\b"
    r"|\b(?:everyone|everybody|anyone) (?:knows|agrees|sees)\b|\bneedless to say\b",
    re.IGNORECASE,
)
_TELLING = frozenset(
    [
        *(
            "say",
            "says",
            "said",
            "claim",
            "claims",
            "claimed",
            "believe",
            "believed",
            "argue",
            "argues",
            "argued",
        ),
        *(
            "think",
            "thought",
            "agree",
            "agrees",
            "warn",
            "suggest",
            "suggests",
            "hold",
            "maintain",
            "point",
            "show",
        ),
        *("shows", "prove", "proves", "tells", "teaches", "according", "known", "accepted", "knows", "sees"),
        "needless",
    ]
)
"""Words of which _VAGUE holds one; asked first, since that is quick."""
_LOADED = frozenset(
    [
        *(
            "darkest",
            "grim",
            "horrific",
            "horrible",
            "disastrous",
            "catastrophic",
            "sinister",
            "nefarious",
            "shameful",
        ),
        *(
            "disgraceful",
            "ridiculous",
            "absurd",
            "notorious",
            "infamous",
            "so-called",
            "hellbent",
            "brazen",
            "blatant",
        ),
        *("ruthless", "outrageous"),
    ]
)
_MARKED = _TELLING | _LOADED
_ABBREVIATION = re.compile(r"(?<![\w&/-])(?=\w*[A-Z]\w*[A-Z])[A-Z][A-Z0-9&]+(?=s?\b)(?![-/]\d)")

_ROMAN = re.compile(r"[IVXLC]+")


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
        if not any(mark in node.text.casefold() for mark in _JOINTS):
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
        short form for an outline goes into `heading:`. The thesis has rules of its own. Where most nodes end without a
        full stop, that is told once.

    Bad:
        counterpoints:
          - {id: noise, text: The endless noise of buses at night., concede: Old buses were louder than cars.}

    Good:
        counterpoints:
          - {id: noise, text: Buses make noise at night., concede: Old buses were louder than cars were.}
    """
    open_ended: list[Node] = []
    for node in _sentences(facts):
        fault = _fault(node.text)
        if fault:
            yield on(node, "text", f"{node.id} {fault[0]}", fault[1])
        elif _end(node.text) not in {".", "!", "…"}:
            open_ended.append(node)
    if len(open_ended) * 2 > len(facts.argument.nodes):
        yield Finding(
            open_ended[0].at("text"), f"{len(open_ended)} nodes do not end with a full stop", _STOP_HINT
        )
        return
    for node in open_ended:
        yield on(node, "text", f"{node.id} does not end with a full stop", _STOP_HINT)


_STOP_HINT = "a full stop shows that the sentence is whole"


def _fault(text: str) -> tuple[str, str] | None:
    """What keeps a text from being one full sentence, and what to do about it."""
    least, most = NODE_WORDS
    count = len(language.words(text))
    if _end(text) == "?":
        return "is a question", "answer it in a sentence"
    if count < least:
        return f"has {count} words", "say it in a full sentence; a short form goes into heading:"
    if not language.has_verb(text):
        return "has no verb", "say what is the case; a short form goes into heading:"
    if count > most:
        return f"has {count} words", f"{most} are enough for one idea: shorten or split it"
    return None


def _end(text: str) -> str:
    return text.rstrip("\"'”’)] ")[-1:]


def _sentences(facts: Facts) -> Iterable[Node]:
    return (node for node in facts.argument.nodes if node.role is not Role.THESIS)


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
        if "(" in node.text
        for match in re.finditer(r"\((\w+)\)", node.text)
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
        if _MARKED.isdisjoint(map(language.folded, language.words(node.text))):
            continue
        bare = language.unquoted(node.text)
        found = {word.casefold(): word for word in language.words(bare)}
        vague = _VAGUE.search(bare) if _TELLING & found.keys() else None
        loaded = next((found[word] for word in found if word in _LOADED), None)
        if vague:
            message, hint, words = "leans on nobody in particular", "name who says so, and cite it", vague[0]
        elif loaded:
            message, hint, words = "argues by tone", "use a plain word, or quote the author's", loaded
        else:
            continue
        yield on(node, "text", f'{node.id} {message}: "{words}"', hint, words=words)
