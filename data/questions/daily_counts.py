"""Counts by day: of a country, of what they are a share of, and which days were collected."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import Filters
from data.questions.lines import among
from data.questions.live import UNLISTED, Collection

DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True)
class Daily:
    """Numbers by day, from the first to the last day of a corpus.

    counts: about the country. totals: of the same choice of pieces, whatever they are about.
    collected: whether the day was collected, and is among those asked for. others: what
    Corpus.count says of all countries by day, None where not asked.
    """

    first: date
    counts: np.ndarray
    totals: np.ndarray
    collected: np.ndarray
    others: pd.DataFrame | None

    def place(self, day: date) -> int:
        """Return the place of a day, which may lie outside."""
        return (day - self.first).days

    def day(self, place: int) -> date:
        """Return the day at a place."""
        return self.first + timedelta(days=int(place))

    def of(self, countries: tuple[str, ...]) -> np.ndarray:
        """Return counts by country and day, of countries in others."""
        found = np.zeros((len(countries), len(self.totals)))
        rows = pd.Index(countries).get_indexer(self.others["country"])
        kept = rows >= 0
        columns = places(self.others["day"], self.first)[kept]
        found[rows[kept], columns] = self.others["count"].to_numpy()[kept]
        return found


def daily_counts(
    corpus: Corpus, filters: Filters, country: str, *, others: bool = False
) -> Daily | None:
    """Count what is about a country day by day; None where no piece of the corpus is dated.

    filters: of them the choice of pieces but their country, and of (stories or else pieces).
    others: also count all other countries. A story counts on each day with a piece of it.
    Pieces dated to no day are in no count.
    """
    if corpus.first_day is None or corpus.last_day is None:
        return None
    of = "stories" if filters.of == "stories" else "articles"
    own, whole = chosen(filters, country), total_of(filters, country)
    size = (corpus.last_day - corpus.first_day).days + 1
    every = replace(own, country=()).corpus_part()
    found = corpus.count(every, by=("day", "country"), of=of) if others else None
    if found is None:
        named = corpus.count(own.corpus_part(), by=("day",), of=of)
    else:
        named = found[found["country"] == country]
    return Daily(
        corpus.first_day,
        _by_day(named, corpus.first_day, size),
        _by_day(corpus.count(whole.corpus_part(), by=("day",), of=of), corpus.first_day, size),
        Collection(corpus).state(own, days_of(corpus))[1] > 0,
        found,
    )


def live_by_day(corpus: Corpus, filters: Filters, country: str) -> np.ndarray | None:
    """Return how many outlets were collected each day; None where the corpus does not say."""
    own = chosen(filters, country)
    live, _ = Collection(corpus).live_and_known(own, days_of(corpus), "day")
    return None if (live == UNLISTED).all() else live.astype(float)


def chosen(filters: Filters, country: str) -> Filters:
    """Return filters of the pieces about a country, as the lines of a chart have them."""
    return replace(filters.about_one(country), compare="country")


def total_of(filters: Filters, country: str) -> Filters:
    """Return filters of the pieces that counts about a country are a share of."""
    return among(chosen(filters, country), country)


def days_of(corpus: Corpus) -> pd.DataFrame:
    """Return the days of a corpus as buckets: period and last_day (datetime64[us])."""
    first, last = (np.datetime64(day, "D") for day in (corpus.first_day, corpus.last_day))
    days = np.arange(first, last + DAY).astype("datetime64[us]")
    return pd.DataFrame({"period": days, "last_day": days})


def places(days: pd.Series, first: date) -> np.ndarray:
    """Return the places of days, counted from the first."""
    return ((days.to_numpy() - np.datetime64(first, "D")) // DAY).astype(np.int64)


def _by_day(found: pd.DataFrame, first: date, size: int) -> np.ndarray:
    counts = np.zeros(size)
    counts[places(found["day"], first)] = found["count"].to_numpy()
    return counts
