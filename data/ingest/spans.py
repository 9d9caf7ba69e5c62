"""When collecting went on, as far as the pieces themselves tell."""

import numpy as np
import pandas as pd

WHOLE = ""
STATED, ESTIMATED = "stated", "estimated"
COLUMNS = ("outlet", "first_day", "last_day", "basis")
MONTH = "datetime64[M]"


def estimated_spans(pieces: pd.DataFrame, *, by_outlet: bool) -> pd.DataFrame:
    """Estimate the spans of collecting from published_at, precision and outlet.

    The whole corpus (outlet "") has one span for each run of calendar months with a piece: a
    month without any is taken as not collected. The outermost days are those of the first and
    the last piece. by_outlet adds one span for each outlet, from its first to its last piece.
    Shape: outlet, first_day, last_day (datetime64[us]), basis, by outlet and day.
    """
    dated = pieces.dropna(subset=["published_at"])
    days = pd.DataFrame(
        {
            "outlet": dated["outlet"].to_numpy(),
            "first_day": dated["published_at"].to_numpy().astype("datetime64[D]"),
            "last_day": _last_days(dated),
        }
    )
    parts = [_runs(days["first_day"].to_numpy(MONTH), days["last_day"].to_numpy(MONTH), days)]
    if by_outlet:
        parts.append(
            days.groupby("outlet", as_index=False).agg({"first_day": "min", "last_day": "max"})
        )
    return _in_shape(pd.concat(parts), ESTIMATED)


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


def _last_days(dated: pd.DataFrame) -> np.ndarray:
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
