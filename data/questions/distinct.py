"""What is different about these days: the words that tell their pieces from those of other days."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import Filters
from data.methods.audit import seed_of
from data.methods.distinctive import (
    WORD_COLUMNS,
    TooFewWordsError,
    distinctive_within,
    texts_with,
    words_of,
)

MOST_INSIDE, MOST_OUTSIDE = 2_000, 4_000
# A sample is read in this many stretches, evenly spread over the pieces in date order.
STRETCHES = 60
# A language with fewer stories on either side is not compared.
FEWEST_STORIES = 20
SURE_ENOUGH = 0.05
# The words of a piece that count for its score.
TELLING = 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Distinct:
    """Words typical of some days, and how much was read to find them.

    words: the table; see distinct_words. read_inside, read_outside: pieces read; of_inside,
    of_outside: pieces there are. Where less was read, it is a sample spread over all of them.
    """

    words: pd.DataFrame
    read_inside: int
    of_inside: int
    read_outside: int
    of_outside: int


def distinct_words(
    corpus: Corpus,
    filters: Filters,
    inside: tuple[date, date],
    *,
    most_inside: int = MOST_INSIDE,
    most_outside: int = MOST_OUTSIDE,
) -> Distinct:
    """Find the words of title and summary that tell pieces of some days from those of the others.

    inside: first and last day, both included; the others are those of the filters' dates, else
        of the corpus. All other filters hold on both sides. Undated pieces are on no side, nor
        are those whose date is too coarse to say which.
    most_inside, most_outside: where there are more pieces, a sample is read: stretches of pieces
        in date order, evenly spread; the same one each time for the same filters and days.
    Shape of words: one row per language and word, most typical of the days first (by z):
        language          str      as the corpus has it; words are compared within a language,
                                   so that more pieces in one are no difference of words. Pieces
                                   of unknown language ("") only where all are. "" for all too
                                   where no piece has a title: the summaries are then the list's
                                   own words, whose language is not that of the pieces
        word ... q        as data.methods.distinctive.distinctive returns them, q over all rows
        stories_inside    int64    stories read in that language: what inside is a part of
        stories_outside   int64    the same for outside
    Unit: stories; copies on one side are read once, by the earliest. An outlet with many pieces
        on these days also brings the words it always uses.
    Errors: TooFewWordsError, with a sentence, where no language has 20 stories on both sides.
    """
    sides = _sides(corpus, filters, inside)
    seed = seed_of(filters.corpus_part().to_address() + repr(inside))
    drawn = np.random.default_rng(seed)
    of = [[_number(corpus, one) for one in side] for side in sides]
    pieces = [
        _read(corpus, side, numbers, most, drawn)
        for side, numbers, most in zip(sides, of, (most_inside, most_outside), strict=True)
    ]
    if not any((side["title"] != "").any() for side in pieces):
        pieces = [side.assign(language="") for side in pieces]
    words = _compared(*(_placed(side, inside, i == 0) for i, side in enumerate(pieces)))
    return Distinct(words, len(pieces[0]), sum(of[0]), len(pieces[1]), sum(of[1]))


def by_distinctiveness(rows: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """Sort pieces so that those with the most distinctive words come first, equals as they were.

    rows: pieces with language, title and summary. words: as distinct_words finds them.
    Shape: the rows in their new order with a column score, float64: the sum of z of the piece's
        five most typical words of those with q up to 0.05; 0 for none. Capped, since a plain sum
        would put the longest texts first, and a mean a title of one telling word.
    """
    typical = words[(words["z"] > 0) & (words["q"] <= SURE_ENOUGH)]
    weights = {
        language: dict(zip(group["word"], group["z"], strict=True))
        for language, group in typical.groupby("language")
    }
    scores = [
        _score(text, weights.get(language, weights.get("", {})))
        for text, language in zip(_texts(rows), rows["language"], strict=True)
    ]
    scored = rows.assign(score=np.array(scores, dtype=np.float64))
    return scored.sort_values("score", ascending=False, kind="stable")


def _score(text: str, weights: dict[str, float]) -> float:
    found = (weights[word] for word in set(words_of(text)) if word in weights)
    return sum(sorted(found, reverse=True)[:TELLING])


def _sides(
    corpus: Corpus, filters: Filters, inside: tuple[date, date]
) -> tuple[list[Filters], list[Filters]]:
    """Return the filters of the days inside, and of those before and after them."""
    first, last = filters.dates or (corpus.first_day, corpus.last_day)
    if first is None or last is None:
        return [], []
    start, end = max(inside[0], first), min(inside[1], last)
    if end < start:
        return [], [replace(filters, dates=(first, last))]
    apart = [(first, start - DAY), (end + DAY, last)]
    outside = [replace(filters, dates=days) for days in apart if days[0] <= days[1]]
    return [replace(filters, dates=(start, end))], outside


def _number(corpus: Corpus, filters: Filters) -> int:
    return int(corpus.count(filters.corpus_part())["count"].sum())


def _read(
    corpus: Corpus, side: list[Filters], numbers: list[int], most: int, drawn: np.random.Generator
) -> pd.DataFrame:
    """Read at most so many pieces of a side, shared out among its parts by their numbers."""
    part = min(1.0, most / max(sum(numbers), 1))
    parts = [
        corpus.articles(filters, order="oldest", first=first, rows=rows)
        for filters, number in zip(side, numbers, strict=True)
        for first, rows in _stretches(number, int(number * part), drawn)
    ]
    if not parts:
        return corpus.articles(Filters(), order="oldest", rows=0)
    return pd.concat(parts, ignore_index=True)


def _stretches(number: int, most: int, drawn: np.random.Generator) -> Iterator[tuple[int, int]]:
    """Give place and length of stretches in a row of pieces: one somewhere in each equal part."""
    if most >= number:
        yield 0, number
        return
    parts = min(STRETCHES, most)
    edges = np.linspace(0, number, parts + 1).astype(int)
    for start, end in zip(edges[:-1], edges[1:], strict=True):
        rows = most // parts
        yield start + int(drawn.integers(0, end - start - rows + 1)), rows


def _placed(pieces: pd.DataFrame, inside: tuple[date, date], within: bool) -> pd.DataFrame:
    """Keep one piece per story, of those that surely lie within the days, or surely outside."""
    begin = pieces["published_at"].dt.normalize()
    end = begin.mask(pieces["precision"] == "month", begin + pd.offsets.MonthEnd(0))
    end = end.mask(pieces["precision"] == "year", begin + pd.offsets.YearEnd(0))
    first, last = (pd.Timestamp(day) for day in inside)
    sure = (begin >= first) & (end <= last) if within else (end < first) | (begin > last)
    story = pieces["story_id"].where(pieces["story_id"] != "", pieces["article_id"])
    return pieces[sure & ~story.where(sure).duplicated()]


def _compared(inside: pd.DataFrame, outside: pd.DataFrame) -> pd.DataFrame:
    """Compare the words of two sets of pieces, language by language."""
    stories = pd.DataFrame(
        {"inside": inside["language"].value_counts(), "outside": outside["language"].value_counts()}
    ).fillna(0)
    stories = stories[stories.min(axis=1) >= FEWEST_STORIES].astype("int64")
    if len(known := stories[stories.index != ""]):
        stories = known
    if stories.empty:
        raise TooFewWordsError(
            f"No language has {FEWEST_STORIES} stories both on these days and on others, so their "
            "words cannot be compared. Choose more days or fewer filters."
        )
    groups = {
        language: tuple(
            texts_with(_texts(side[side["language"] == language])) for side in (inside, outside)
        )
        for language in stories.index
    }
    words = distinctive_within(groups).rename(columns={"group": "language"})
    counts = stories.loc[words["language"]].add_prefix("stories_").reset_index(drop=True)
    return pd.concat([words[["language", *WORD_COLUMNS]], counts], axis=1)


def _texts(pieces: pd.DataFrame) -> pd.Series:
    return pieces["title"] + "\n" + pieces["summary"]
