"""An article laid out as comments beside a map."""

from __future__ import annotations

from collections.abc import Sequence

from argmap.sources.cues import as_comments
from argmap.sources.sentences import fingerprint, number_sentences

_HEAD = """
# ------------------------------------------------------------------------------------------------
# The article, its sentences numbered as locators name them: `cite: KEY 2.3` is paragraph 2, sentence 3.
# Take them one by one: say each in your own words, as one fact, under the claim that it bears on, with
# its `cite`; what the article concedes is a counterpoint. Take a line out when its sentence is placed;
# `argmap verify` then tells what is left over and what does not agree.
"""
_SUGGESTED = """#
# Lines with > say what a sentence looks like, and the word that says so. They are guesses by plain cues:
# thesis (thus, to conclude, should, at the start or the end), evidence (dates, figures, quotations,
# attributions), concession (although, however and the like). Decide for yourself.
"""
_SOURCE = """#
# Under `sources`, with a key and variables of your own:
#     fingerprint: {fingerprint}
#
"""


def laid_out(paragraphs: Sequence[str], *, suggest: bool = False) -> str:
    """Lay an article out below the starter map.

    Args:
        paragraphs: of the article.
        suggest: whether sentences are marked by what they look like.

    Returns:
        Comments that a map file can end with.
    """
    sentences = number_sentences(paragraphs)
    source = _SOURCE.format(fingerprint=fingerprint(paragraphs))
    return _HEAD + (_SUGGESTED if suggest else "") + source + as_comments(sentences, suggest=suggest)
