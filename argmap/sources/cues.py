"""What a sentence of an article looks like, by plain cues in English: a thesis, evidence, a concession.

Nothing is understood and nothing decided; whoever curates the map reads each sentence anyway. The cues:

- **thesis**, in the body's first paragraph and in its last of three sentences or more: *thus, therefore, hence, consequently, in conclusion, to conclude,
  to sum up, in short, in essence, overall*, or *should, must, ought to, need to*.
- **evidence**: a date, a figure (small numbers in words aside), a quotation, or an attribution: *according to, said,
  stated, announced, declared, reported, warned* and the like.
- **concession**: *admittedly, although, though, even if, however, nevertheless, nonetheless, notwithstanding, despite, in spite
  of, granted, of course, to be sure, yet* at a clause's start, *while* at a sentence's start.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from argmap.sources.figures import Day, figures
from argmap.sources.quotations import quotations
from argmap.sources.sentences import Sentence, fold

_WIDTH = 100
_THESIS = re.compile(
    r"\b(?:thus|therefore|hence|consequently|in conclusion|to conclude|to sum up|in short|in essence|overall"
    r"|should|must|ought to|needs? to)\b",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"\b(?:according to|said|says|stated|announced|declared|reported|warned|claimed|argued|noted that|told|described"
    r"|identified|reiterated|reaffirmed|revealed|reveals that|condemned|promised|pledged)\b",
    re.IGNORECASE,
)
_CONCESSION = re.compile(
    r"(?:^|[,;:—–(]\s*|\b(?:and|but) )(?P<cue>admittedly|although|though|even (?:if|though)|however|nevertheless|nonetheless"
    r"|notwithstanding|despite|in spite of|granted|of course|to be sure|yet)\b|^(?P<first>while)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """What a sentence looks like, and the words or kind of words that say so."""

    kind: str
    by: str


def cues(sentence: Sentence, last: int) -> tuple[Cue, ...]:
    """Tell what a sentence looks like.

    Args:
        sentence: of the article.
        last: the paragraph that concludes the body.

    Returns:
        Its cues: thesis, evidence, concession, each at most once.
    """
    found = []
    thesis = _THESIS.search(sentence.text) if sentence.paragraph in {1, last} else None
    if thesis:
        found.append(Cue("thesis", thesis[0].casefold()))
    evidence = tuple(_evidence(sentence.text))
    if evidence:
        found.append(Cue("evidence", ", ".join(evidence)))
    concession = _CONCESSION.search(sentence.text)
    if concession:
        found.append(Cue("concession", (concession["cue"] or concession["first"]).casefold()))
    return tuple(found)


def _evidence(text: str) -> Iterator[str]:
    said = [figure for figure in figures(text) if not figure.plain]
    if any(isinstance(figure.value, Day) for figure in said):
        yield "date"
    if any(not isinstance(figure.value, Day) for figure in said):
        yield "figure"
    if quotations(text):
        yield "quotation"
    attribution = _ATTRIBUTION.search(text)
    if attribution:
        yield attribution[0].casefold()


def as_comments(sentences: Sequence[Sentence], *, suggest: bool = False) -> str:
    """Lay out an article's sentences as comments of a map file.

    Args:
        sentences: of the article, numbered.
        suggest: whether each is marked by what it looks like.

    Returns:
        Lines that start with `#`, a paragraph's apart from the next.
    """
    counts = Counter(sentence.paragraph for sentence in sentences if sentence.paragraph)
    last = max(
        (paragraph for paragraph, count in counts.items() if count > 2), default=max(counts, default=0)
    )
    wrap = partial(textwrap.wrap, width=_WIDTH, break_long_words=False, break_on_hyphens=False)
    lines: list[str] = []
    for place, sentence in enumerate(sentences):
        if place and sentence.paragraph != sentences[place - 1].paragraph:
            lines.append("#")
        text = fold("".join(char for char in sentence.text if char.isprintable()))
        head, hang = f"# {sentence.locator:<5} ", f"#{'':<7}"
        lines += wrap(text, initial_indent=head, subsequent_indent=hang)
        found = cues(sentence, last) if suggest and sentence.paragraph else ()
        lines += [f"{hang}> {cue.kind}? ({cue.by})" for cue in found]
    return "".join(f"{line}\n" for line in lines)
