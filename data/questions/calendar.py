"""The calendar under a chart: every bucket of a range, and how many of its days were collected."""

from datetime import date

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import FilterError, Filters

# The unit of NumPy's dates behind each time step, and how many of it make a bucket.
STEPS = {
    "day": ("D", 1),
    "week": ("W", 1),
    "month": ("M", 1),
    "quarter": ("M", 3),
    "year": ("Y", 1),
}
THURSDAY = np.timedelta64(3, "D")
MOST_BUCKETS = 40_000
MOST_ROWS = 400_000
DAY = np.timedelta64(1, "D")


def buckets(first: date, last: date, every: str, *, series: int = 1) -> pd.DataFrame:
    """List the buckets that hold the days from first to last, both included, none missing.

    Shape: one row per bucket, in order: period and last_day (datetime64[us]), its first and last
        day of the calendar; weeks start on Monday. The outer buckets may reach past the range.
    series: how many series each bucket will be counted for.
    Errors: FilterError, with what to do, where the buckets are too many to draw.
    """
    starts = _starts(first, last, every)
    number = len(starts) - 1
    if number > MOST_BUCKETS or number * series > MOST_ROWS:
        raise FilterError(
            f"Time step: {first.year} to {last.year} by {every} makes {number:,} points a line, "
            "too many to draw; choose a longer time step, a shorter range or fewer countries."
        )
    return pd.DataFrame({"period": starts[:-1], "last_day": starts[1:] - DAY})


def calendar_of(corpus: Corpus, filters: Filters, *, lines: int = 1) -> pd.DataFrame:
    """Return the buckets of a range, else of the whole corpus; see data.questions.calendar."""
    if filters.dates is not None:
        return buckets(*filters.dates, filters.every, series=lines)
    if corpus.first_day is None or corpus.last_day is None:
        return buckets(date(2000, 1, 1), date(2000, 1, 1), filters.every).iloc[:0]
    return buckets(corpus.first_day, corpus.last_day, filters.every, series=lines)


def _starts(first: date, last: date, every: str) -> np.ndarray:
    """Return the first day of each bucket, and of the one after the last (datetime64[us])."""
    unit, length = STEPS[every]
    # NumPy's weeks begin on Thursdays, as 1 January 1970 was one; ours three days earlier.
    back = THURSDAY if every == "week" else np.timedelta64(0, "D")
    begin, end = (
        (np.datetime64(day) + back).astype(f"datetime64[{unit}]") for day in (first, last)
    )
    begin -= begin.astype("int64") % length
    end -= end.astype("int64") % length
    starts = np.arange(begin, end + 2 * length, length)[
        : (end - begin).astype("int64") // length + 2
    ]
    return (starts.astype("datetime64[D]") - back).astype("datetime64[us]")


def days_held(first: np.ndarray, last: np.ndarray, spans: pd.DataFrame) -> np.ndarray:
    """Count, for each range of days, the days that lie in at least one span.

    first, last: datetime64 days, both included; a range that ends before it starts holds none.
    spans: first_day and last_day; they may overlap.
    """
    starts, ends = _merged(spans)
    if not len(starts):
        return np.zeros(len(first), dtype="int64")
    first, last = first.astype("datetime64[D]"), last.astype("datetime64[D]")
    held = _days_up_to(last, starts, ends) - _days_up_to(first - DAY, starts, ends)
    return np.maximum(held, 0)


def live_outlets(calendar: pd.DataFrame, spans: pd.DataFrame) -> np.ndarray:
    """Count, for each bucket, the outlets with at least one collected day in it.

    calendar: as buckets returns it. spans: outlet, first_day, last_day; an outlet may have many.
    """
    if spans.empty:
        return np.zeros(len(calendar), dtype="int64")
    outlet = pd.factorize(spans["outlet"])[0].astype("int64")
    first = np.searchsorted(calendar["last_day"], spans["first_day"], side="left")
    last = np.searchsorted(calendar["period"], spans["last_day"], side="right") - 1
    order = np.lexsort((first, outlet))
    outlet, first, last = outlet[order], first[order], last[order]
    # Two spans of one outlet in one bucket are one live outlet: each begins behind those before
    # it. Each outlet's buckets are moved beyond those of the outlet before, so that one running
    # maximum serves them all.
    away = outlet * (len(calendar) + 2)
    reached = np.maximum.accumulate(away + last + 1)
    behind = np.concatenate([[0], reached[:-1]]) - away
    first = np.maximum(first, behind)
    apart = first <= last
    change = np.zeros(len(calendar) + 1, dtype="int64")
    np.add.at(change, first[apart], 1)
    np.add.at(change, last[apart] + 1, -1)
    return change.cumsum()[:-1]


def within(spans: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return the days in at least one span that are in at least one of the others too.

    Shape: first_day and last_day, apart from each other.
    """
    (first, last), (begin, end) = _merged(spans), _merged(others)
    first, last = np.maximum.outer(first, begin).ravel(), np.minimum.outer(last, end).ravel()
    both = first <= last
    return pd.DataFrame({"first_day": first[both], "last_day": last[both]})


def _merged(spans: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Join spans that overlap or follow each other; return their days, in order and apart."""
    first, last = (
        spans[name].to_numpy().astype("datetime64[D]") for name in ("first_day", "last_day")
    )
    order = np.argsort(first)
    first, reached = first[order], np.maximum.accumulate(last[order])
    apart = np.flatnonzero(first[1:] > reached[:-1] + DAY) + 1
    begins = np.concatenate([[0], apart])[: len(first)]
    return first[begins], reached[np.concatenate([apart, [len(first)]])[: len(begins)] - 1]


def _days_up_to(days: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Count the days held from the beginning of time to each day, that day included."""
    before = np.concatenate([[0], ((last - first) // DAY + 1).cumsum()])
    place = np.searchsorted(first, days, side="right") - 1
    begun = (np.minimum(days, last[place]) - first[place]) // DAY + 1
    return np.where(place >= 0, before[place] + begun, 0)
