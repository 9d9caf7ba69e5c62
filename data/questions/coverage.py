"""Coverage over time: how many pieces were published about whom, and where nothing is known."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import Filters
from data.questions.calendar import buckets, days_held, live_outlets

ALL = "all"
COLLECTED, PARTIAL, NOT_COLLECTED = "collected", "partial", "not collected"
FIVE = 5
DAY = np.timedelta64(1, "D")


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
    calendar = _calendar(corpus, filters, len(chosen))
    spans = _spans(corpus, filters)
    state, days = _state(calendar, spans, filters)
    counts = _counts(corpus, filters, chosen, calendar)
    everyone = replace(filters, country=())
    same = chosen == (ALL,) and not filters.country
    total = counts if same else _counts(corpus, everyone, (ALL,), calendar)

    times, rows = len(chosen), len(calendar)
    total, state = np.tile(total, times), np.tile(state, times)
    nothing = state == NOT_COLLECTED
    unknown = (state != COLLECTED) | (total == 0)
    live = {name: np.tile(n, times) for name, n in _outlets(calendar, corpus, filters).items()}
    return pd.DataFrame(
        {
            "period": np.tile(calendar["period"], times),
            "last_day": np.tile(calendar["last_day"], times),
            "series": pd.array(np.repeat(np.array(chosen, dtype=object), rows), dtype="str"),
            "count": _whole(counts, nothing),
            "state": pd.array(state.astype(object), dtype="str"),
            "days": _whole(np.tile(days, times)),
            "total": _whole(total, nothing),
            "share": pd.arrays.FloatingArray(counts / np.where(unknown, 1, total), unknown),
            **{name: _whole(numbers, numbers < 0) for name, numbers in live.items()},
        }
    )


def most_covered(corpus: Corpus, filters: Filters, n: int = FIVE) -> pd.DataFrame:
    """Return the n countries that most pieces matching the filters name.

    Shape: one row per country, most first, equals by code: country (alpha-3), count (int64).
    Unit: filters.of. Errors: none of its own; nothing matching gives an empty frame.
    """
    counts = corpus.count(filters.corpus_part(), by=("country",), of=filters.of)
    # The rows come by country, so a stable order by count keeps equals by code.
    first = np.argsort(-counts["count"].to_numpy(), kind="stable")[:n]
    return counts.iloc[first].reset_index(drop=True)


def unplaced(corpus: Corpus, filters: Filters) -> int:
    """Count the pieces that match but stand in no bucket.

    They have no date, or one coarser than filters.every. Unit: pieces, whatever filters.of.
    """
    chosen = filters.corpus_part()
    every = corpus.count(chosen, by=(), of="articles")["count"].sum()
    placed = corpus.count(chosen, by=(filters.every,), of="articles")
    return int(every - placed.loc[placed[filters.every].notna(), "count"].sum())


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


def _state(
    calendar: pd.DataFrame, spans: pd.DataFrame, filters: Filters
) -> tuple[np.ndarray, np.ndarray]:
    """Return, for each bucket, its state and its days that were collected and asked for."""
    first, last = (calendar[name].to_numpy() for name in ("period", "last_day"))
    length = (last - first) // DAY + 1
    if filters.dates is not None:
        start, end = (np.datetime64(day) for day in filters.dates)
        first, last = np.maximum(first, start), np.minimum(last, end)
    days = days_held(first, last, spans)
    state = np.select([days == 0, days < length], [NOT_COLLECTED, PARTIAL], COLLECTED)
    return state, days


def _outlets(calendar: pd.DataFrame, corpus: Corpus, filters: Filters) -> dict[str, np.ndarray]:
    """Return live and known outlets for each bucket, -1 where the collection lists none.

    Where the filter chooses outlets, it is these that are live and known.
    """
    spans = corpus.collected()
    listed = (spans["outlet"] != "").to_numpy()
    if filters.outlet:
        listed = listed & spans["outlet"].isin(filters.outlet).to_numpy()
    if not listed.any():
        unlisted = np.full(len(calendar), -1)
        return {"live_outlets": unlisted, "known_outlets": unlisted}
    spans = spans[listed]
    known = spans["outlet"].nunique()
    live = live_outlets(calendar, spans)
    return {"live_outlets": live, "known_outlets": np.full(len(calendar), known)}


def _whole(numbers: np.ndarray, missing: np.ndarray | None = None) -> pd.arrays.IntegerArray:
    missing = np.zeros(len(numbers), dtype=bool) if missing is None else missing
    return pd.arrays.IntegerArray(numbers.astype("int64"), missing.copy())


def _spans(corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """Return the spans collected of the chosen outlets, of the whole where one has none of its own.

    A corpus that says nothing counts as collected from its first to its last day.
    """
    spans = corpus.collected()
    if spans.empty and corpus.first_day is not None:
        days = (np.datetime64(day, "us") for day in (corpus.first_day, corpus.last_day))
        return pd.DataFrame([["", *days]], columns=["outlet", "first_day", "last_day"])
    whole = spans[spans["outlet"] == ""]
    if filters.outlet:
        own = spans[spans["outlet"].isin(filters.outlet)]
        if set(filters.outlet) <= set(own["outlet"]):
            return _within(own, whole) if len(whole) else own
    # Between the spans of the whole nothing was collected, whatever a single outlet's span says.
    return whole if len(whole) else spans


def _within(spans: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Cut the spans of outlets to those of the whole collection."""
    both = spans.merge(whole[["first_day", "last_day"]], how="cross", suffixes=("", "_whole"))
    cut = both.assign(
        first_day=both[["first_day", "first_day_whole"]].max(axis=1),
        last_day=both[["last_day", "last_day_whole"]].min(axis=1),
    )
    return cut.loc[cut["first_day"] <= cut["last_day"], spans.columns].reset_index(drop=True)


def _counts(
    corpus: Corpus, filters: Filters, series: tuple[str, ...], calendar: pd.DataFrame
) -> np.ndarray:
    """Count each series in each bucket, one series after the other; 0 where there is no row."""
    every, chosen = filters.every, filters.corpus_part()
    counts = np.zeros((len(series), len(calendar)), dtype="int64")
    if ALL in series:
        found = corpus.count(chosen, by=(every,), of=filters.of)
        _place(counts, np.full(len(found), series.index(ALL)), found, every, calendar)
    if set(series) - {ALL}:
        found = corpus.count(chosen, by=(every, "country"), of=filters.of)
        _place(counts, pd.Index(series).get_indexer(found["country"]), found, every, calendar)
    return counts.ravel()


def _place(
    counts: np.ndarray, lines: np.ndarray, found: pd.DataFrame, every: str, calendar: pd.DataFrame
) -> None:
    """Write counts found for periods into their lines and buckets, leaving out all others."""
    periods, days = calendar["period"].to_numpy(), found[every].to_numpy()
    if not len(periods):
        return
    places = np.searchsorted(periods, days).clip(max=len(periods) - 1)
    kept = (lines >= 0) & (periods[places] == days)
    counts[lines[kept], places[kept]] = found["count"].to_numpy()[kept]
