"""Which words tell two sets of texts apart."""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np
import pandas as pd

from data.corpus.words import folded

# The prior weighs as much as this part of each side's own words.
STRENGTH = 0.2
# A word in fewer texts than this, both sides together, is not compared.
FEWEST = 5
SURE = 1.96
WORD_COLUMNS = ("word", "inside", "outside", "log_odds", "low", "high", "z", "p", "q")
# Scripts without spaces, and Korean, which glues endings on: as data.corpus.words cuts them. In
# order Han, kana, Hangul, Thai, Lao, Myanmar, Khmer.
_SIGNS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u1100-\u11ff\u3131-\u318f\uac00-\ud7fb\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece"
    "\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u1780-\u17d3"
)


class TooFewWordsError(ValueError):
    """Nothing to compare; the message is a sentence for the reader."""


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, lower-cased and folded as search folds them.

    Runs of signs in scripts without spaces give overlapping pairs of signs, the shortest that
    mostly mean something; a sign alone stays alone. Numbers are left out, and single letters,
    which are what apostrophes and initials leave. There is no list of stop words: one would be
    needed for each language, and the prior of distinctive holds frequent words back by itself.
    """
    found = []
    for word, signs in _pattern().findall(folded(text).lower()):
        if signs:
            found += _pairs(signs)
        elif len(word) > 1 and not word.isnumeric():
            found.append(word)
    return found


def texts_with(texts: Iterable[str]) -> pd.Series:
    """Return in how many of the texts each word stands, by word.

    A word counts once a text, and texts should be distinct stories: repeats within one text, and
    copies of it, follow from each other and would make every difference look sure.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(words_of(text)))
    return pd.Series(counts, dtype="int64")


def distinctive(
    inside: pd.Series | Mapping[str, int],
    outside: pd.Series | Mapping[str, int],
    *,
    strength: float = STRENGTH,
    fewest: int = FEWEST,
) -> pd.DataFrame:
    """Compare how often words stand inside and outside, as log-odds with a prior from both.

    inside, outside: number of texts with each word, as texts_with counts them.
    strength: the prior's words, distributed as in both sides together, are this many for each
        word of a side. It draws differences of rare words to nothing.
    fewest: a word in fewer texts, both sides together, is not compared.
    Shape: one row per word compared, the most typical of inside first (by z, then word):
        word             str
        inside, outside  int64    texts with the word
        log_odds         float64  natural log of the ratio of odds; above 0 is typical of inside
        low, high        float64  its 95 % interval
        z                float64  log_odds in its standard errors; ranks words, tests nothing
        p                float64  two-sided and exact: the word's texts fall on the sides as all
                                  words do (binomial), since z misleads where a word is rare
        q                float64  p adjusted for all words compared (Benjamini & Hochberg 1995)
    A small q says that chance in drawing texts does not explain a word. Any days have news of
    their own, so most days differ somehow from others; it does not say that these are special.
    Errors: TooFewWordsError, with a sentence, where a side has no words or both have only one.
    Source: Monroe, Colaresi & Quinn 2008, log-odds with an informative Dirichlet prior, with
        texts for occurrences and a prior for each side in proportion to its words.
    """
    counts = pd.DataFrame({"inside": inside, "outside": outside}, dtype="float64").fillna(0.0)
    counts = counts[counts.sum(axis=1) > 0]
    sums = counts.sum()
    if len(counts) < 2 or not (sums > 0).all():
        raise TooFewWordsError("There are too few words on one side for words to be compared.")
    both = counts.sum(axis=1)
    prior = strength * both / both.sum()
    seen = counts + np.outer(prior, sums)
    odds = seen / ((1 + strength) * sums - seen)
    log_odds = np.log(odds["inside"]) - np.log(odds["outside"])
    error = np.sqrt(1 / seen["inside"] + 1 / seen["outside"])
    frame = counts.astype("int64").assign(
        log_odds=log_odds,
        low=log_odds - SURE * error,
        high=log_odds + SURE * error,
        z=log_odds / error,
    )
    frame = frame[both >= fewest].rename_axis("word").reset_index().astype({"word": "str"})
    frame["p"] = _exact(frame["inside"], frame["outside"], sums["inside"] / sums.sum())
    return ranked(frame)


def distinctive_within(
    groups: Mapping[str, tuple[pd.Series, pd.Series]],
    *,
    strength: float = STRENGTH,
    fewest: int = FEWEST,
) -> pd.DataFrame:
    """Compare words within each group (a language), and rank them in one table.

    groups: counts inside and outside by name. A group with more texts on one side than another
        group has is no difference of words this way.
    Shape: as distinctive returns it, after a column group (str); q counts all words of all groups.
    Errors: as distinctive, where no group can be compared; one that cannot is left out.
    """
    parts = []
    for name, (inside, outside) in groups.items():
        try:
            one = distinctive(inside, outside, strength=strength, fewest=fewest)
        except TooFewWordsError:
            continue
        one.insert(0, "group", pd.array([name] * len(one), dtype="str"))
        parts.append(one)
    if not parts:
        raise TooFewWordsError("No group has words enough on both sides for words to be compared.")
    return ranked(pd.concat(parts, ignore_index=True))


def ranked(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table of words with q computed from all its p, ordered by z, equals by word."""
    # Importing scipy.stats takes a second, which the start of the app should not.
    from scipy.stats import false_discovery_control

    q = false_discovery_control(frame["p"].to_numpy()) if len(frame) else frame["p"]
    return frame.assign(q=q).sort_values(["z", "word"], ascending=[False, True], ignore_index=True)


def _exact(inside: pd.Series, outside: pd.Series, part: float) -> np.ndarray:
    """Return for each word how surprising its split is where inside holds a part of all words."""
    from scipy.stats import binom

    first, both = inside.to_numpy(), (inside + outside).to_numpy()
    lower, upper = binom.cdf(first, both, part), binom.sf(first - 1, both, part)
    return np.minimum(2 * np.minimum(lower, upper), 1)


def _pairs(run: str) -> list[str]:
    signs = re.findall(rf".[{_marks()}]*", run)
    return [a + b for a, b in zip(signs, signs[1:], strict=False)] or signs


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds runs of signs and words; vowel signs and the like belong to a word."""
    letters, marks = rf"[^\W_{_SIGNS}]", _marks()
    words = rf"{letters}+(?:[{marks}]+{letters}*)*"
    return re.compile(rf"({words})|([{_SIGNS}][{_SIGNS}{marks}]*)")


@cache
def _marks() -> str:
    """Return the marks of Unicode as a class of re, whose own word signs lack them."""
    every = (chr(code) for code in range(min(0x1F000, sys.maxunicode)))
    return "".join(sign for sign in every if unicodedata.category(sign)[0] == "M")
