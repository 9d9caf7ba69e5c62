"""Coverage over time: how many pieces were published about whom, and where nothing is known."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import Filters
from data.questions.calendar import buckets, days_held, live_outlets

ALL = "all"
COLLECTED, PARTIAL, NOT_COLLECTED = "collected", "partial", "not collected"
FIVE = 5


class Busiest(NamedTuple):
    """The bucket with the highest count among those collected to the last day."""

    period: pd.Timestamp
    last_day: pd.Timestamp
    series: str
    count: int


def coverage(
    corpus: Corpus, filters: Filters, *, series: tuple[str, ...] | None = None
) -> pd.DataFrame:
    """Count what matches the filters, bucket by bucket (filters.every), once per series.

    series: alpha-3 codes, or "all" for every piece that matches; None means the chosen countries,
        or "all" where none is chosen. Where some are chosen, others count nothing.
    Shape: one row per series and bucket, none missing, by series as given, then in time. The
        range is filters.dates, else the whole corpus, so that silence at either end is seen.
        period        datetime64  first day of the bucket; weeks start on Monday
        last_day      datetime64  last day of the bucket, also where the filter cuts it
        series        str         alpha-3 code or "all"
        count         Int64       filters.of; 0 is a real zero, NA where nothing was collected
        state         str         collected, partial (only some of its days) or not collected
        days          Int64       days of the bucket that were collected and asked for
        total         Int64       the same count without a choice of country: the denominator
        share         Float64     count / total, 0 to 1; NA unless wholly collected, and for total 0
        live_outlets  Int64       outlets collected on some day of it; NA for an unlisted collection
        known_outlets Int64       outlets ever collected; NA likewise
    Unit: filters.of, once per country named, so series add up to more than total.
    Source: the corpus: its articles and mentions, and its table of what was collected.
    Errors: FilterError where the buckets are too many to draw. No dated piece and no dates asked
        for give an empty frame of this shape.
    """
    chosen = series if series is not None else (filters.country or (ALL,))
    calendar = _with_state(_calendar(corpus, filters, len(chosen)), corpus, filters)
    total = _counts(corpus, replace(filters, country=()), (ALL,), calendar)
    counts = _counts(corpus, filters, chosen, calendar)

    rows = np.tile(np.arange(len(calendar)), len(chosen))
    frame = calendar.iloc[rows].reset_index(drop=True)
    known = (frame["state"] != NOT_COLLECTED).to_numpy()
    whole = (frame["state"] == COLLECTED).to_numpy()
    frame.insert(2, "series", pd.array(np.repeat(chosen, len(calendar)), dtype="str"))
    frame.insert(3, "count", pd.array(counts, dtype="Int64"))
    frame.insert(6, "total", pd.array(np.tile(total, len(chosen)), dtype="Int64"))
    frame.loc[~known, ["count", "total"]] = pd.NA
    share = (frame["count"] / frame["total"].where(frame["total"] > 0)).where(whole)
    frame.insert(7, "share", share.astype("Float64"))
    return frame


def most_covered(corpus: Corpus, filters: Filters, n: int = FIVE) -> pd.DataFrame:
    """Return the n countries that most pieces matching the filters name.

    Shape: one row per country, most first, equals by code: country (alpha-3), count (int64).
    Unit: filters.of. Errors: none of its own; nothing matching gives an empty frame.
    """
    counts = corpus.count(filters.corpus_part(), by=("country",), of=filters.of)
    ranked = counts.sort_values(["count", "country"], ascending=[False, True])
    return ranked[["country", "count"]].head(n).reset_index(drop=True)


def unplaced(corpus: Corpus, filters: Filters) -> int:
    """Count the pieces that match but stand in no bucket.

    They have no date, or one coarser than filters.every. Unit: pieces, whatever filters.of.
    """
    chosen = filters.corpus_part()
    every = corpus.count(chosen, by=(), of="articles")["count"].sum()
    placed = corpus.count(chosen, by=(filters.every,), of="articles")
    return int(every - placed.loc[placed[filters.every].notna(), "count"].sum())


def busiest(frame: pd.DataFrame) -> Busiest | None:
    """Return the wholly collected bucket with the highest count, the earliest of equals.

    frame: as coverage returns it. None where no such bucket holds a piece.
    """
    whole = frame[(frame["state"] == COLLECTED) & (frame["count"] > 0)]
    if whole.empty:
        return None
    top = whole.sort_values(["count", "period"], ascending=[False, True]).iloc[0]
    return Busiest(top["period"], top["last_day"], top["series"], int(top["count"]))


def narrowed(filters: Filters, first: date, last: date) -> Filters:
    """Return the filters for the pieces behind a bucket: its days, within those asked for."""
    if filters.dates is None:
        return replace(filters, dates=(first, last))
    start, end = filters.dates
    first = min(max(first, start), end)
    return replace(filters, dates=(first, max(first, min(last, end))))


def _calendar(corpus: Corpus, filters: Filters, series: int) -> pd.DataFrame:
    if filters.dates is not None:
        return buckets(*filters.dates, filters.every, series=series)
    if corpus.first_day is None or corpus.last_day is None:
        return buckets(date(2000, 1, 1), date(2000, 1, 1), filters.every).iloc[:0]
    return buckets(corpus.first_day, corpus.last_day, filters.every, series=series)


def _with_state(calendar: pd.DataFrame, corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """Add state, days, live_outlets and known_outlets to a calendar."""
    spans = _spans(corpus, filters)
    first, last = (calendar[name].to_numpy() for name in ("period", "last_day"))
    if filters.dates is not None:
        start, end = (np.datetime64(day) for day in filters.dates)
        first, last = np.maximum(first, start), np.minimum(last, end)
    days = days_held(first, last, spans)
    whole = (calendar["last_day"] - calendar["period"]).dt.days.to_numpy() + 1
    state = np.select([days == 0, days < whole], [NOT_COLLECTED, PARTIAL], COLLECTED)
    calendar = calendar.assign(
        state=pd.array(state, dtype="str"), days=pd.array(days, dtype="Int64")
    )
    outlets = spans[spans["outlet"] != ""]
    if outlets.empty:
        return calendar.assign(**dict.fromkeys(_OUTLET_COLUMNS, _nothing(len(calendar))))
    known = np.full(len(calendar), outlets["outlet"].nunique())
    found = (live_outlets(calendar, outlets), known)
    return calendar.assign(
        **{
            name: pd.array(values, dtype="Int64")
            for name, values in zip(_OUTLET_COLUMNS, found, strict=True)
        }
    )


_OUTLET_COLUMNS = ("live_outlets", "known_outlets")


def _nothing(rows: int) -> pd.api.extensions.ExtensionArray:
    return pd.array([pd.NA] * rows, dtype="Int64")


def _spans(corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """Return the spans collected of the chosen outlets, of the whole where one has none of its own.

    A corpus that says nothing counts as collected from its first to its last day.
    """
    spans = corpus.collected()[["outlet", "first_day", "last_day"]]
    if spans.empty and corpus.first_day is not None:
        days = {"first_day": [corpus.first_day], "last_day": [corpus.last_day]}
        spans = pd.DataFrame({"outlet": [""], **days})
    if filters.outlet:
        own = spans[spans["outlet"].isin(filters.outlet)]
        said = set(filters.outlet) <= set(own["outlet"])
        spans = own if said else pd.concat([spans[spans["outlet"] == ""], own])
    return spans.astype({"first_day": "datetime64[us]", "last_day": "datetime64[us]"})


def _counts(
    corpus: Corpus, filters: Filters, series: tuple[str, ...], calendar: pd.DataFrame
) -> np.ndarray:
    """Count each series in each bucket of the calendar, 0 where the corpus returns no row."""
    every, chosen = filters.every, filters.corpus_part()
    parts = {}
    if ALL in series:
        parts[ALL] = corpus.count(chosen, by=(every,), of=filters.of)
    if set(series) - {ALL}:
        found = corpus.count(chosen, by=(every, "country"), of=filters.of)
        parts |= dict(tuple(found.groupby("country", observed=True)))
    return np.concatenate(
        [
            _placed(parts[one], every, calendar) if one in parts else np.zeros(len(calendar))
            for one in series
        ]
    ).astype("int64")


def _placed(counts: pd.DataFrame, every: str, calendar: pd.DataFrame) -> np.ndarray:
    dated = counts[counts[every].notna()]
    values = pd.Series(dated["count"].to_numpy(), index=dated[every].astype("datetime64[us]"))
    return values.reindex(calendar["period"], fill_value=0).to_numpy()
