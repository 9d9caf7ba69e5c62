"""Which outlets were collected when: the state of each bucket, and how many outlets were live."""

from dataclasses import replace

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import Filters
from data.questions.calendar import days_held, live_outlets

COLLECTED, PARTIAL, NOT_COLLECTED = "collected", "partial", "not collected"
DAY = np.timedelta64(1, "D")
UNLISTED = -1


def collected_state(
    corpus: Corpus, filters: Filters, calendar: pd.DataFrame
) -> tuple[np.ndarray, np.ndarray]:
    """Return each bucket's state, and its days that were collected and asked for.

    Of the outlets that filters choose; of the whole collection where one has no span of its own.
    """
    first, last = (calendar[name].to_numpy() for name in ("period", "last_day"))
    length = (last - first) // DAY + 1
    if filters.dates is not None:
        start, end = (np.datetime64(day) for day in filters.dates)
        first, last = np.maximum(first, start), np.minimum(last, end)
    days = days_held(first, last, _spans(corpus, filters))
    state = np.select([days == 0, days < length], [NOT_COLLECTED, PARTIAL], COLLECTED)
    return state, days


def live_and_known(
    corpus: Corpus, filters: Filters, calendar: pd.DataFrame
) -> tuple[np.ndarray, np.ndarray]:
    """Return live and known outlets for each bucket, UNLISTED where the collection lists none.

    Where the filters choose outlets, or places they are published in, it is these.
    """
    spans = corpus.collected()
    spans = spans[(spans["outlet"] != "").to_numpy()]
    meant = _meant(corpus, filters, spans["outlet"])
    if meant is not None:
        spans = spans[meant]
    if spans.empty:
        unlisted = np.full(len(calendar), UNLISTED)
        return unlisted, unlisted
    known = np.full(len(calendar), spans["outlet"].nunique())
    return live_outlets(calendar, spans), known


def _spans(corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """Return the spans collected of the outlets meant, of the whole where one has none of its own.

    A corpus that says nothing counts as collected from its first to its last day.
    """
    spans = corpus.collected()
    if spans.empty and corpus.first_day is not None:
        days = (np.datetime64(day, "us") for day in (corpus.first_day, corpus.last_day))
        return pd.DataFrame([["", *days]], columns=["outlet", "first_day", "last_day"])
    whole = spans[spans["outlet"] == ""]
    meant = _meant(corpus, filters, spans["outlet"])
    if meant is not None:
        own = spans[meant & (spans["outlet"] != "").to_numpy()]
        if len(own) and set(filters.outlet) <= set(own["outlet"]):
            return _within(own, whole) if len(whole) else own
    # Between the spans of the whole nothing was collected, whatever a single outlet's span says.
    return whole if len(whole) else spans


def _meant(corpus: Corpus, filters: Filters, outlets: pd.Series) -> np.ndarray | None:
    """Say for each outlet whether the filters choose it; None where they choose no source."""
    if not filters.part:
        return _chosen(corpus, filters, outlets)
    first = _chosen(corpus, replace(filters, versus="", part=""), outlets)
    second = _chosen(corpus, filters.second(), outlets)
    if filters.part == "b_only" or second is None:
        return second if filters.part != "a_only" else first
    wanted = second if filters.part == "both" else ~second
    return wanted if first is None else first & wanted


def _chosen(corpus: Corpus, filters: Filters, outlets: pd.Series) -> np.ndarray | None:
    if not (filters.outlet or filters.published_in):
        return None
    chosen = np.ones(len(outlets), dtype=bool)
    if filters.outlet:
        chosen &= outlets.isin(filters.outlet).to_numpy()
    if filters.published_in:
        known = corpus.outlets()
        there = known.loc[known["outlet_country"].isin(filters.published_in), "outlet"]
        chosen &= outlets.isin(set(there)).to_numpy()
    return chosen


def _within(spans: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Cut the spans of outlets to those of the whole collection."""
    both = spans.merge(whole[["first_day", "last_day"]], how="cross", suffixes=("", "_whole"))
    cut = both.assign(
        first_day=both[["first_day", "first_day_whole"]].max(axis=1),
        last_day=both[["last_day", "last_day_whole"]].min(axis=1),
    )
    return cut.loc[cut["first_day"] <= cut["last_day"], spans.columns].reset_index(drop=True)
