"""Which outlets were collected when: the state of each bucket, and how many outlets were live."""

from dataclasses import replace
from functools import cached_property

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import Filters
from data.questions.calendar import days_held, live_outlets, within

COLLECTED, PARTIAL, NOT_COLLECTED = "collected", "partial", "not collected"
DAY = np.timedelta64(1, "D")
UNLISTED = -1
NOWHERE = -2
SOURCE = ("outlet", "published_in")
CONTENT = ("country", "language", "kind", "topic", "q")


class Collection:
    """When a corpus was collected; made once, it answers for every line of a chart."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        spans = corpus.collected()
        if spans.empty and corpus.first_day is not None:
            # A corpus that says nothing counts as collected from its first to its last day.
            days = [np.datetime64(day, "us") for day in (corpus.first_day, corpus.last_day)]
            spans = pd.DataFrame([["", *days]], columns=["outlet", "first_day", "last_day"])
        codes, self._names = pd.factorize(spans["outlet"])
        spans = spans[["first_day", "last_day"]].assign(outlet=codes)
        is_whole = (self._names == "")[codes] if len(codes) else np.zeros(0, dtype=bool)
        self._asked: dict[Filters, np.ndarray | None] = {}
        self._whole, self._listed = spans[is_whole], spans[~is_whole]

    def state(self, filters: Filters, calendar: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Return each bucket's state, and its days that were collected and asked for.

        Of the outlets that filters choose; of the whole collection where not all outlets that
        they name have spans of their own.
        """
        first, last = (calendar[name].to_numpy() for name in ("period", "last_day"))
        length = (last - first) // DAY + 1
        if filters.dates is not None:
            start, end = (np.datetime64(day) for day in filters.dates)
            first, last = np.maximum(first, start), np.minimum(last, end)
        days = days_held(first, last, self._spans(_sources(filters)))
        state = np.select([days == 0, days < length], [NOT_COLLECTED, PARTIAL], COLLECTED)
        return state, days

    def live_and_known(
        self, filters: Filters, calendar: pd.DataFrame, every: str
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return live and known outlets for each bucket, UNLISTED where none has spans.

        Live is an outlet in its spans, or where it has none, too seldom seen for an estimate say,
        in the buckets with a piece of it. Where the filters choose outlets, or places they are
        published in, it is these. every: the time step of the calendar.
        """
        sources = _sources(filters)
        meant = self._meant(sources)
        spans = self._listed if meant is None else self._of(meant)
        if spans.empty:
            unlisted = np.full(len(calendar), UNLISTED)
            return unlisted, unlisted
        seen, number = self._seen(sources, calendar, every)
        known = np.full(len(calendar), spans["outlet"].nunique() + number)
        return live_outlets(calendar, spans) + seen, known

    def _seen(self, sources: Filters, calendar: pd.DataFrame, every: str) -> tuple[np.ndarray, int]:
        """Count the outlets without spans that have a piece in each bucket, and in all."""
        wanted = self._unlisted & set(sources.outlet) if sources.outlet else self._unlisted
        if not wanted or calendar.empty:
            return np.zeros(len(calendar), dtype="int64"), 0
        chosen = sources.corpus_part()
        if not sources.part:
            # Few pieces are of such outlets, so they are chosen before they are counted.
            chosen = replace(chosen, outlet=tuple(sorted(wanted)))
            found = self._corpus.count(chosen, (every,), "outlets").set_index(every)["count"]
            number = int(self._corpus.count(chosen, of="outlets")["count"].iloc[0])
        else:
            rows = self._corpus.count(chosen, by=(every, "outlet"))
            rows = rows[rows["outlet"].isin(wanted)]
            found, number = rows.groupby(every)["outlet"].nunique(), rows["outlet"].nunique()
        return found.reindex(calendar["period"]).fillna(0).to_numpy(dtype="int64"), number

    def _spans(self, sources: Filters) -> pd.DataFrame:
        every = self._whole if len(self._whole) else self._listed
        meant = self._meant(sources)
        if meant is None:
            return every
        own = self._of(meant)
        if own.empty and self._never(sources):
            return own
        if own.empty or not self._all_listed(sources):
            return every
        # Between the spans of the whole nothing was collected, whatever an outlet's span says.
        return within(own, self._whole) if len(self._whole) else own

    def _of(self, meant: np.ndarray) -> pd.DataFrame:
        return self._listed[meant[self._listed["outlet"].to_numpy()]]

    def _meant(self, sources: Filters) -> np.ndarray | None:
        """Say of each outlet with spans whether it is among the sources; None where any may be."""
        if sources not in self._asked:
            self._asked[sources] = self._among(sources)
        return self._asked[sources]

    def _among(self, sources: Filters) -> np.ndarray | None:
        one = self._chosen(replace(sources, versus="", part=""))
        if not sources.part:
            return one
        other = self._chosen(sources.second())
        if sources.part == "b_only":
            one, other = other, one
        if other is None:
            return one
        wanted = other if sources.part == "both" else ~other
        if one is None:
            return wanted
        # Where no outlet is left the part is empty: a zero wherever its own side was collected.
        return one & wanted if (one & wanted).any() else one

    def _chosen(self, filters: Filters) -> np.ndarray | None:
        if not (filters.outlet or filters.published_in):
            return None
        chosen = np.ones(len(self._names), dtype=bool)
        if filters.outlet:
            chosen &= np.isin(np.arange(len(chosen)), self._names.get_indexer(filters.outlet))
        if filters.published_in:
            chosen &= np.isin(self._homes[0], self._homes[1].get_indexer(filters.published_in))
        return chosen

    @cached_property
    def _homes(self) -> tuple[np.ndarray, pd.Index]:
        """The country of each outlet with spans, as a place in the countries; NOWHERE for none."""
        known = self._corpus.outlets()
        codes, countries = pd.factorize(known["outlet_country"])
        places = pd.Index(known["outlet"]).get_indexer(self._names)
        return np.append(codes, NOWHERE)[places], countries

    @cached_property
    def _unlisted(self) -> set[str]:
        """The outlets with a piece and without spans; "" where pieces name no outlet."""
        known = self._corpus.outlets()["outlet"]
        return set(known[(known == "") | (self._names.get_indexer(known) < 0)])

    def _all_listed(self, sources: Filters) -> bool:
        """Say whether each outlet named that the corpus has pieces of has spans of its own."""
        named = sources.outlet + (sources.second().outlet if sources.part else ())
        unlisted = tuple(one for one in named if one not in self._names)
        return not unlisted or self._never(Filters(outlet=unlisted))

    def _never(self, sources: Filters) -> bool:
        """Say whether the corpus has no piece at all of these sources."""
        return not self._corpus.count(sources.corpus_part())["count"].iloc[0]


def _sources(filters: Filters) -> Filters:
    """Return the filters of all that the sources of the chosen pieces published, at any time."""
    first, second = filters.only(*SOURCE), filters.second()
    if not filters.part:
        return first
    # What A and B do not share is of other sources only where they differ in nothing else.
    if filters.part != "both":
        chosen, taken = (filters, second) if filters.part == "a_only" else (second, filters)
        if any(getattr(taken, name) for name in CONTENT):
            return chosen.only(*SOURCE)
    return replace(first.with_second(second.only(*SOURCE)), part=filters.part)
