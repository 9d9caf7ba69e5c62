"""Whether shares of a corpus's stories can be corrected for the known mistakes of the coding."""

import re

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus

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


def uncorrectable(corpus: Corpus, outline: pd.DataFrame, passages: pd.DataFrame) -> str:
    """Return a sentence why the shares of pieces cannot be corrected; "" where they can.

    outline: of the pieces that are read. passages: coded, of these; there may be none.
    How often a sentence is coded wrongly says how often a story is only where a story is one
    sentence; and what was measured in one language says nothing of another.
    """
    if outline.empty:
        return ""
    if passages["part"].nunique() > 1 or passages["part"].eq("text").any():
        return LONGER
    pieces = _looked_at(corpus, outline["row"].to_numpy())
    if _have_texts(corpus, pieces["row"]):
        return LONGER
    titled = pieces["title"] != ""
    words = pieces["title"].where(titled, pieces["summary"])
    single = words.map(_sentences).le(1) & ~(titled & pieces["summary"].ne(""))
    if single.mean() < NEARLY_ALL:
        return LONGER
    # Without titles the sentences are the list's own, whatever the language of the pieces.
    english = pieces["language"].eq("en") | ~titled & words.str.contains(_ENGLISH)
    return "" if english.mean() >= NEARLY_ALL else FOREIGN


def _looked_at(corpus: Corpus, rows: np.ndarray) -> pd.DataFrame:
    """Return pieces from all over the rows, at even steps, the same each time."""
    number = min(len(rows), LOOKED_AT)
    return corpus.pieces(rows[(2 * np.arange(number) + 1) * len(rows) // (2 * number)])


def _have_texts(corpus: Corpus, rows: pd.Series) -> bool:
    """Say whether more than a few pieces have a text, in which passages may be found too."""
    starts = corpus.snippets(pd.DataFrame({"row": rows, "part": "text", "start": 0, "end": 1}))
    return sum(map(bool, starts)) > (1 - NEARLY_ALL) * len(starts)


def _sentences(words: str) -> int:
    # What finds sentences is loaded where it is needed, so that the app starts without it.
    from data.coding.passages import passages

    return sum(1 for _ in passages(words, "en"))
