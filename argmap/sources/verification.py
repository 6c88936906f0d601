"""A map held against the reader's own copy of its sources: places, quotations, figures, dates and own words.

Each rule is a generator of findings whose name in kebab-case is its code, as those of `checks` are; its docstring teaches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap.diagnostics import Diagnostic, Severity, in_order
from argmap.model import ArgumentMap, Cite, Node, Source
from argmap.sources.copying import MOST_WORDS, Copies
from argmap.sources.figures import Day, contradicts, missing_figures
from argmap.sources.locators import is_locator
from argmap.sources.quotations import is_quoted_from, quotations, words
from argmap.sources.sentences import Sentence

PROSE = ("heading", "text", "concede")
"""What of a node is written in the author's own words."""

_NEAR = 2
"""So many sentences on either side may be meant instead."""
_CLEARLY = 3
"""So many words more must they share. On the article's map no true locator is doubted; of 82 that were shifted by one and that
no other rule finds, 54 are."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The reader's copy of a source, under its citation key."""

    source: Source
    sentences: tuple[Sentence, ...]

    @property
    def issued(self) -> Day | None:
        """When it appeared."""
        issued = self.source.variables.get("issued")
        ends = issued.get("date-parts") if isinstance(issued, Mapping) else None
        return Day(*ends[0][:3]) if ends else None

    @property
    def year(self) -> int | None:
        """The year in which it appeared."""
        return self.issued.year if self.issued else None

    def at(self, locator: str | None) -> tuple[Sentence, ...] | None:
        """What stands at a locator: all of it without one, or with one that names no sentence; None where it is not there."""
        if locator is None or not locator[:1].isdigit() or not is_locator(locator):
            return self.sentences
        first, _, last = locator.partition("-")
        places = {sentence.locator: place for place, sentence in enumerate(self.sentences)}
        if first not in places or (last or first) not in places:
            return None
        return self.sentences[places[first] : places[last or first] + 1]


@dataclass(frozen=True, slots=True)
class Located:
    """A node, and what stands where it cites the sources at hand.

    Attributes:
        node: the node.
        text: of the sentences that it cites.
        cites: its citations of the sources at hand.
        elsewhere: keys that it cites too, of which no copy is at hand.
        issued: when the last of the sources cited appeared.
    """

    node: Node
    text: str
    cites: tuple[Cite, ...]
    elsewhere: tuple[str, ...]
    issued: Day | None

    def found(self, code: str, key: str, message: str, hint: str | None, words: str | None) -> Diagnostic:
        """A finding on this node; it is a warning where another of its sources may bear it out."""
        severity = Severity.ERROR
        if self.elsewhere:
            severity = Severity.WARNING
            hint = f"if it is from {self.elsewhere[0]}, verify with --source {self.elsewhere[0]}=FILE"
        return Diagnostic(self.node.at(key), severity, code, message, hint, words=words)

    @property
    def places(self) -> str:
        """The places cited, for messages."""
        return " and ".join(f"{cite.source} {cite.locator or ''}".strip() for cite in self.cites)


Texts = Mapping[str, SourceText]


def verify(argument: ArgumentMap, texts: Texts) -> tuple[Diagnostic, ...]:
    """Hold a map against copies of its sources.

    Args:
        argument: the map.
        texts: the copies at hand, by citation key.

    Returns:
        What does not agree, in the order of the file; rules that the map or a node allows are silent.
    """
    silent = {(allow.rule, "") for allow in argument.allow}
    silent |= {(allow.rule, node.id) for node in argument.nodes for allow in node.allow}
    owners = {node.at(key): node.id for node in argument.nodes for key in ("", *node.spans)}
    found = [diagnostic for rule in RULES for diagnostic in rule(argument, texts)]
    kept = [d for d in found if (d.code, "") not in silent and (d.code, owners.get(d.span, "")) not in silent]
    return in_order(kept)


def unknown_locator(argument: ArgumentMap, texts: Texts) -> Iterator[Diagnostic]:
    """A locator names a sentence that the source has.

    Why:
        A place that does not exist cannot be looked up, and is a sign that paragraphs were counted another way.

    Bad:
        text: The accord was signed at Lahore.
        cite: gauge-2024 1.9

    Good:
        text: The accord was signed at Lahore.
        cite: gauge-2024 1.2
    """
    for node in argument.nodes:
        for cite in node.cites:
            text = texts.get(cite.source)
            if text is not None and text.at(cite.locator) is None:
                last = text.sentences[-1].locator
                message = f"{cite.source} has no sentence {cite.locator}"
                hint = f"its last is {last}; --body says which paragraphs count"
                yield Diagnostic(
                    node.at("cite"), Severity.ERROR, "unknown-locator", message, hint, words=cite.locator
                )


def misquotation(argument: ArgumentMap, texts: Texts) -> Iterator[Diagnostic]:
    """What stands in quotation marks is said, word for word, where it is cited.

    Why:
        A quotation with one word changed is a false witness, and an examiner who knows the text will see it.

    Bad:
        text: The minister called gauges "the eyes and hands of the accord".
        cite: gauge-2024 2.2

    Good:
        text: The minister called gauges "the eyes and ears of the accord".
        cite: gauge-2024 2.2
    """
    for located in _located(argument, texts):
        for quotation in quotations(located.node.text):
            if not is_quoted_from(quotation, located.text):
                elsewhere = _where(quotation, located.cites, texts)
                message = f"{_cut(quotation)} is not said, word for word, at {located.places}"
                hint = (
                    f"it stands at {elsewhere}"
                    if elsewhere
                    else "copy its words, or take the quotation marks away"
                )
                yield located.found("misquotation", "text", message, hint, quotation)


def figure_not_in_source(argument: ArgumentMap, texts: Texts) -> Iterator[Diagnostic]:
    """Each number and date of a located node stands in its sentence; its `date` does not go against it, unless its caution bears it out.

    Why:
        Figures are copied by hand and read by people who check. A date may be finer than the source's, never another.

    Bad:
        text: The accord shares out 141 million acre-feet.
        cite: gauge-2024 1.1

    Good:
        text: The accord shares out 114 million acre-feet.
        cite: gauge-2024 1.1
    """
    code = "figure-not-in-source"
    for located in _located(argument, texts):
        year = located.issued.year if located.issued else None
        for figure in missing_figures(located.node.text, located.text, year=year):
            elsewhere = _figure_place(figure.words, located.cites, texts)
            hint = (
                f"it stands at {elsewhere}" if elsewhere else "correct it, or say in `caution` what is right"
            )
            yield located.found(
                code, "text", f"{figure.words} is not said at {located.places}", hint, figure.words
            )
        date = located.node.date
        said = (located.text, f"{located.text} {located.node.caution or ''}")
        if date and all(contradicts(date, text, issued=located.issued) for text in said):
            message = f"the date {date} goes against what is said at {located.places}"
            hint = "correct it; where the source is wrong, say so in `caution`"
            yield located.found(code, "date", message, hint, date)


def copied_words(argument: ArgumentMap, texts: Texts) -> Iterator[Diagnostic]:
    """No node repeats more than eight consecutive words of a source outside quotation marks.

    Why:
        A map is in the author's own words; what is copied without marks is plagiarism in the essay that is written from it.

    Bad:
        text: The gauges failed because nobody in the provinces had been trained to keep them.
        cite: gauge-2024 2.3

    Good:
        text: The gauges failed for want of trained hands in the provinces.
        cite: gauge-2024 2.3
    """
    copies = {key: Copies(text.sentences) for key, text in texts.items()}
    for node in argument.nodes:
        for field in PROSE:
            for key, index in copies.items():
                for copy in index.within(getattr(node, field) or ""):
                    message = (
                        f"{copy.count} consecutive words stand in {key} {copy.locator}: {_cut(copy.words)}"
                    )
                    hint = f"say it in your own words, or quote it; up to {MOST_WORDS} words may agree"
                    yield Diagnostic(node.at(field), Severity.ERROR, "copied-words", message, hint)


def doubtful_locator(argument: ArgumentMap, texts: Texts) -> Iterator[Diagnostic]:
    """A node's words fit the sentence that it cites, rather than one beside it.

    Why:
        A locator that is off by one looks right, and sends the reader to another sentence. This rule guesses by shared words.

    Bad:
        text: Nobody in the provinces was trained in good time.
        cite: gauge-2024 2.2

    Good:
        text: Nobody in the provinces was trained in good time.
        cite: gauge-2024 2.3
    """
    for node in argument.nodes:
        cite = node.cites[0] if len(node.cites) == 1 else Cite("")
        text = texts.get(cite.source)
        cited = text.at(cite.locator) if text and cite.locator else None
        if text is None or cited is None or len(cited) != 1:
            continue
        place = text.sentences.index(cited[0])
        near = text.sentences[max(0, place - _NEAR) : place + _NEAR + 1]
        best = max(near, key=lambda sentence: _shared(node.text, sentence.text))
        if _shared(node.text, best.text) >= _shared(node.text, cited[0].text) + _CLEARLY:
            message = f"{cite.locator} shares fewer words with this than {best.locator} does"
            hint = f"is {cite.source} {best.locator} meant?"
            yield Diagnostic(
                node.at("cite"), Severity.WARNING, "doubtful-locator", message, hint, words=cite.locator
            )


def _shared(text: str, sentence: str) -> int:
    """How many words of four letters or more begin alike in both."""
    stems = [{word[:5] for word in words(part) if len(word) > 3} for part in (text, sentence)]
    return len(stems[0] & stems[1])


RULES = (unknown_locator, doubtful_locator, misquotation, figure_not_in_source, copied_words)
VERIFIED = tuple(rule.__name__.replace("_", "-") for rule in RULES)
"""Their codes; an author silences them with `allow` as any other."""
GUESSES = ("doubtful-locator",)
"""Those that guess, and so only warn."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of a source a map uses: the sentences of its body that are cited, and those that are not."""

    used: tuple[Sentence, ...]
    unused: tuple[Sentence, ...]


def usage(argument: ArgumentMap, text: SourceText) -> Usage:
    """Tell which sentences of a source's body a map cites.

    Args:
        argument: the map.
        text: the copy.

    Returns:
        Its sentences, used and unused, in order; a citation without a locator uses none.
    """
    cites = [cite for node in argument.nodes for cite in node.cites if cite.source == text.source.key]
    ranges = [text.at(cite.locator) or () for cite in cites if (cite.locator or "")[:1].isdigit()]
    used = {sentence.locator for found in ranges for sentence in found}
    body = [sentence for sentence in text.sentences if sentence.paragraph]
    return Usage(
        tuple(sentence for sentence in body if sentence.locator in used),
        tuple(sentence for sentence in body if sentence.locator not in used),
    )


def _located(argument: ArgumentMap, texts: Texts) -> Iterator[Located]:
    for node in argument.nodes:
        cites = tuple(cite for cite in node.cites if cite.source in texts)
        found = [texts[cite.source].at(cite.locator) for cite in cites]
        if not cites or None in found:
            continue
        text = " ".join(sentence.text for sentences in found for sentence in sentences or ())
        elsewhere = tuple(dict.fromkeys(cite.source for cite in node.cites if cite.source not in texts))
        issued = [day for cite in cites if (day := texts[cite.source].issued) is not None]
        latest = max(issued, key=lambda day: (day.year or 0, day.month or 0, day.day or 0), default=None)
        yield Located(node, text, cites, elsewhere, latest)


def _where(quotation: str, cites: Sequence[Cite], texts: Texts) -> str | None:
    for key in dict.fromkeys(cite.source for cite in cites):
        for sentence in texts[key].sentences:
            if is_quoted_from(quotation, sentence.text):
                return f"{key} {sentence.locator}"
    return None


def _figure_place(words: str, cites: Sequence[Cite], texts: Texts) -> str | None:
    for key in dict.fromkeys(cite.source for cite in cites):
        for sentence in texts[key].sentences:
            if not missing_figures(words, sentence.text, year=texts[key].year):
                return f"{key} {sentence.locator}"
    return None


def _cut(text: str) -> str:
    return f"“{text}”" if len(text) <= 60 else f"“{text[:58].rsplit(' ', 1)[0]} …”"
