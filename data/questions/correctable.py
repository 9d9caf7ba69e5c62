"""Whether shares of a corpus's stories can be corrected for the known mistakes of the coding."""

import re

import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import Filters

# The pieces that are looked at.
LOOKED_AT = 60
# The part of them of which something must be true.
NEARLY_ALL = 0.95
LONGER = (
    "Shares are not corrected for mistakes of the coding: these were measured for single "
    "sentences, and these stories have several."
)
FOREIGN = (
    "Shares are not corrected for mistakes of the coding: these were measured well enough in "
    "English only, and not nearly all of these pieces are in English."
)
_ENGLISH = re.compile(r"\b(?:the|of|and|with|to|for|on|says?|by|as|its|is|that)\b")


def uncorrectable(corpus: Corpus, chosen: Filters, passages: pd.DataFrame) -> str:
    """Return a sentence why the shares of chosen pieces cannot be corrected; "" where they can.

    passages: coded, of these pieces.
    How often a sentence is coded wrongly says how often a story is only where a story is one
    sentence; and what was measured in one language says nothing of another.
    """
    if passages.empty:
        return ""
    if passages["part"].nunique() > 1 or passages["part"].eq("text").any():
        return LONGER
    pieces = _looked_at(corpus, chosen)
    titled = pieces["title"] != ""
    words = pieces["title"].where(titled, pieces["summary"])
    single = words.map(_sentences).le(1) & ~(titled & pieces["summary"].ne(""))
    if single.mean() < NEARLY_ALL:
        return LONGER
    # Without titles the sentences are the list's own, whatever the language of the pieces.
    english = pieces["language"].eq("en") | ~titled & words.str.contains(_ENGLISH)
    return "" if english.mean() >= NEARLY_ALL else FOREIGN


def _looked_at(corpus: Corpus, chosen: Filters) -> pd.DataFrame:
    """Return pieces from the middle of the choice, the same each time."""
    number = int(corpus.count(chosen)["count"].iloc[0])
    first = max(number - LOOKED_AT, 0) // 2
    return corpus.articles(chosen, order="oldest", first=first, rows=LOOKED_AT)


def _sentences(words: str) -> int:
    # What finds sentences is loaded where it is needed, so that the app starts without it.
    from data.coding.passages import passages

    return sum(1 for _ in passages(words, "en"))
