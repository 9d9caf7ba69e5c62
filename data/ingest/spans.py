"""When collecting went on, as far as the pieces themselves tell."""

import numpy as np
import pandas as pd

WHOLE = ""
STATED, ESTIMATED = "stated", "estimated"
COLUMNS = ("outlet", "first_day", "last_day", "basis")
MONTH = "datetime64[M]"
# Fewer days with a piece say too little of an outlet's rhythm to tell an outage by.
LEAST_DAYS = 10
# Weekends and holidays are no outage.
LEAST_GAP = 7
# About one outlet in this many, publishing at random all the time, is split where it should not be.
BY_CHANCE = 64


def estimated_spans(pieces: pd.DataFrame) -> pd.DataFrame:
    """Estimate the spans in which a whole corpus was collected from published_at and precision.

    The whole (outlet "") has one span for each run of calendar months with a piece: a month
    without any is taken as not collected. The outermost days are those of the first and the last
    piece.
    Shape: outlet, first_day, last_day (datetime64[us]), basis, by outlet and day.
    """
    dated = pieces.dropna(subset=["published_at"])
    days = pd.DataFrame(
        {
            "first_day": dated["published_at"].to_numpy().astype("datetime64[D]"),
            "last_day": last_days(dated),
        }
    )
    runs = _runs(days["first_day"].to_numpy(MONTH), days["last_day"].to_numpy(MONTH), days)
    return _in_shape(runs, ESTIMATED)


def stated_spans(given: pd.DataFrame) -> pd.DataFrame:
    """Take stated spans (outlet, first_day, last_day) and add those of the whole corpus.

    These are the stated rows with outlet "", else the union of the outlets' spans.
    """
    given = given.assign(
        first_day=pd.to_datetime(given["first_day"]), last_day=pd.to_datetime(given["last_day"])
    )
    if (given["outlet"] == WHOLE).any() or given.empty:
        return _in_shape(given, STATED)
    ordered = given.sort_values("first_day")
    reach = ordered["last_day"].cummax().shift()
    run = (ordered["first_day"] > reach + pd.Timedelta(days=1)).cumsum()
    union = ordered.groupby(run).agg({"first_day": "min", "last_day": "max"})
    return _in_shape(pd.concat([union.assign(outlet=WHOLE), given]), STATED)


def spans_of_outlets(
    codes: np.ndarray, first_days: np.ndarray, last_days: np.ndarray, names: np.ndarray
) -> pd.DataFrame:
    """Estimate the spans in which each outlet was collected, from the gaps between its own pieces.

    codes: each piece's outlet as a place in names, int32, in any order; a code below 0 and the
        name "" stand for no outlet. first_days, last_days: the days that its date may mean, as
        numbers of days since 1970 (int32) or datetime64[D].
    A span ends where the next piece comes later than an outlet that publishes at random, as often
    as this one does between its outages, would leave a gap by chance, and over a week later.
    Nothing is claimed of an outlet with pieces on fewer than ten days.
    Shape: outlet, first_day, last_day (datetime64[us]), basis "estimated", by outlet and day.
    """
    named = (codes >= 0) & (names != WHOLE)[codes]
    code, first, reach = _in_order(codes[named], first_days[named], last_days[named])
    starts = np.append(True, code[1:] != code[:-1]) if len(code) else np.empty(0, dtype=bool)
    gaps = np.where(starts, 0, first - np.append(0, reach[:-1])) if len(code) else first
    limits, days = _longest_gaps(code, gaps, len(names))
    starts |= gaps > limits[code]
    places = np.flatnonzero(starts)
    ends = reach[np.append(places[1:], len(code)) - 1] if len(places) else reach
    known = days[code[places]] >= LEAST_DAYS
    spans = {
        "outlet": names[code[places][known]],
        "first_day": first[places][known].astype("datetime64[D]"),
        "last_day": ends[known].astype("datetime64[D]"),
    }
    return _in_shape(pd.DataFrame(spans), ESTIMATED)


def _in_order(
    codes: np.ndarray, first_days: np.ndarray, last_days: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return outlet, day and the last day reached so far (int64), once for each outlet's day."""
    first, last = (
        days.astype("datetime64[D]").astype(np.int64) for days in (first_days, last_days)
    )
    low = int(first.min(initial=0))
    width = int(last.max(initial=0)) - low + 1
    # An outlet and a day in one number: sorting numbers is ten times as fast as sorting pairs.
    keys = codes.astype(np.int64) * width + (first - low)
    if (last > first).any():
        order = np.argsort(keys, kind="stable")
        keys, longer = keys[order], (last - first)[order]
    else:
        keys, longer = np.sort(keys), np.zeros(len(keys), dtype=np.int64)
    # Each outlet's numbers lie above all those of the one before, so the maximum starts anew.
    reach = np.maximum.accumulate(keys + longer)
    kept = np.append(keys[1:] != keys[:-1], True) if len(keys) else np.empty(0, dtype=bool)
    keys, reach = keys[kept], reach[kept]
    code = keys // width
    return code, keys - code * width + low, reach - code * width + low


def _longest_gaps(
    code: np.ndarray, gaps: np.ndarray, outlets: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return, for each outlet, the longest gap in days that is no outage, and its days with pieces.

    Of a thousand gaps the longest is by chance ten times the median, so the limit grows with their
    number. It is first taken from the median, which outages hardly move, then from the mean
    without the outages: P(gap > g) = (1 - 1/mean)^g for days on which something comes by chance.
    """
    days = np.bincount(code, minlength=outlets)
    between = gaps > 0
    code, gaps = code[between], gaps[between]
    number = np.bincount(code, minlength=outlets)
    widest = int(gaps.max(initial=0)) + 1
    ordered = np.sort(code * widest + gaps)
    middle = np.cumsum(number) - number + number // 2
    median = np.append(ordered, 0)[np.minimum(middle, len(ordered))] % widest
    allowed = np.log2(np.maximum(number, 1) * BY_CHANCE)
    usual = gaps <= np.maximum(median * allowed, LEAST_GAP)[code]
    sums = np.bincount(code[usual], gaps[usual], minlength=outlets)
    mean = sums / np.maximum(np.bincount(code[usual], minlength=outlets), 1)
    silent = np.log2(1 - 1 / np.maximum(mean, 1.001))
    return np.maximum(LEAST_GAP, -allowed / silent), days


def last_days(dated: pd.DataFrame) -> np.ndarray:
    """Return the last day that each piece's date may mean."""
    days = dated["published_at"].to_numpy().astype("datetime64[D]")
    precision = dated["precision"].to_numpy()
    for name, unit in (("month", "M"), ("year", "Y")):
        ends = (days.astype(f"datetime64[{unit}]") + 1).astype("datetime64[D]") - 1
        days = np.where(precision == name, ends, days)
    return days


def _runs(first: np.ndarray, last: np.ndarray, days: pd.DataFrame) -> pd.DataFrame:
    """Return the runs of months that the pieces touch, cut to the first and the last day."""
    if days.empty:
        return pd.DataFrame({"outlet": [], "first_day": [], "last_day": []})
    touched = np.zeros((last.max() - first.min()).astype(int) + 2, dtype=np.int64)
    origin = first.min()
    np.add.at(touched, (first - origin).astype(int), 1)
    np.add.at(touched, (last - origin).astype(int) + 1, -1)
    months = np.flatnonzero(np.cumsum(touched) > 0)
    cuts = np.flatnonzero(np.diff(months) > 1)
    starts = origin + months[np.append(0, cuts + 1)]
    ends = origin + months[np.append(cuts, len(months) - 1)] + 1
    first_days = np.maximum(starts.astype("datetime64[D]"), days["first_day"].min().to_datetime64())
    last_days = np.minimum(ends.astype("datetime64[D]") - 1, days["last_day"].max().to_datetime64())
    return pd.DataFrame({"outlet": WHOLE, "first_day": first_days, "last_day": last_days})


def _in_shape(spans: pd.DataFrame, basis: str) -> pd.DataFrame:
    spans = spans.assign(basis=basis)[list(COLUMNS)]
    kinds = {"outlet": "str", "basis": "str"}
    kinds |= dict.fromkeys(("first_day", "last_day"), "datetime64[us]")
    return spans.astype(kinds).sort_values(["outlet", "first_day"], ignore_index=True)
