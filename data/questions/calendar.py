"""The calendar under a chart: every bucket of a range, and how many of its days were collected."""

from datetime import date

import numpy as np
import pandas as pd

from data.filters import FilterError

FREQUENCY = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q-DEC", "year": "Y-DEC"}
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
    start, end = pd.Period(first, FREQUENCY[every]), pd.Period(last, FREQUENCY[every])
    number = end.ordinal - start.ordinal + 1
    if number > MOST_BUCKETS or number * series > MOST_ROWS:
        raise FilterError(
            f"Time step: {first.year} to {last.year} by {every} makes {number:,} points a line, "
            "too many to draw; choose a longer time step, a shorter range or fewer countries."
        )
    # One period more: the day before each next one is the last of this.
    starts = pd.period_range(start, end + 1).to_timestamp(how="start").to_numpy()
    starts = starts.astype("datetime64[us]")
    return pd.DataFrame({"period": starts[:-1], "last_day": starts[1:] - DAY})


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
    reach = pd.DataFrame(
        {
            "outlet": spans["outlet"],
            "first": np.searchsorted(calendar["last_day"], spans["first_day"], side="left"),
            "last": np.searchsorted(calendar["period"], spans["last_day"], side="right") - 1,
        }
    ).sort_values(["outlet", "first"])
    # Two spans of one outlet in one bucket are one live outlet.
    counted = reach.groupby("outlet")["last"].transform(lambda ends: ends.cummax().shift())
    reach["first"] = np.fmax(reach["first"], counted + 1).astype("int64")
    reach = reach[reach["first"] <= reach["last"]]
    change = np.zeros(len(calendar) + 1, dtype="int64")
    np.add.at(change, reach["first"].to_numpy(), 1)
    np.add.at(change, reach["last"].to_numpy() + 1, -1)
    return change.cumsum()[:-1]


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
