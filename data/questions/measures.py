"""What a chart of coverage can show: numbers, shares, an index, numbers per live outlet."""

from collections.abc import Callable, Mapping
from contextlib import suppress

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import Filters
from data.methods.composition import TooFewOutletsError
from data.methods.shares import wilson
from data.questions.live import COLLECTED
from data.questions.steady import steady_shares

HUNDRED = 100


def with_measure(
    frame: pd.DataFrame, corpus: Corpus, filters: Filters, codes: tuple[str, ...]
) -> pd.DataFrame:
    """Return a coverage frame with the columns value, low and high of filters.measure.

    count: the count itself, of partial buckets too. The others know only buckets that were wholly
    collected. share: count / total with its Wilson interval, or with filters.mix "constant" the
    share that a constant mix of outlets would have (then also: raw share - value as composition,
    and covered, the part of the total that these outlets have). index: count in per cent of its
    line's mean over the base. per_outlet: count / live outlets.
    """
    makers: Mapping[str, Callable[[], pd.DataFrame]] = {
        "count": lambda: frame.assign(value=frame["count"].astype("Float64")),
        "share": lambda: _shares(frame, corpus, filters, codes),
        "index": lambda: frame.assign(value=_index(frame, filters)),
        "per_outlet": lambda: frame.assign(value=_per_outlet(frame)),
    }
    made = makers[filters.measure]()
    for name in {"low", "high"} - set(made.columns):
        made[name] = pd.array([pd.NA] * len(made), dtype="Float64")
    front = [*frame.columns, "value", "low", "high"]
    return made[[*front, *(name for name in made.columns if name not in front)]]


def _shares(
    frame: pd.DataFrame, corpus: Corpus, filters: Filters, codes: tuple[str, ...]
) -> pd.DataFrame:
    if filters.mix == "constant":
        # Where there is no mix to hold constant, data.questions.usable says so.
        with suppress(TooFewOutletsError):
            return steady_shares(frame, corpus, filters, codes)
    known = frame["share"].notna()
    low, high = wilson(frame["count"].where(known), frame["total"].where(known))
    return frame.assign(value=frame["share"], low=_floats(low), high=_floats(high))


def _index(frame: pd.DataFrame, filters: Filters) -> pd.Series:
    """Return counts in per cent of their line's mean over the whole buckets of the base."""
    whole = frame["state"] == COLLECTED
    base = whole
    if filters.base:
        first, last = (np.datetime64(day, "us") for day in filters.base)
        base = whole & (frame["period"] >= first) & (frame["last_day"] <= last)
    means = frame["count"].where(base).groupby(frame["series"]).transform("mean")
    known = whole & means.gt(0).fillna(False)
    return (frame["count"].astype("Float64") * HUNDRED / means).where(known)


def _per_outlet(frame: pd.DataFrame) -> pd.Series:
    live = frame["live_outlets"]
    known = (frame["state"] == COLLECTED) & live.gt(0).fillna(False)
    return (frame["count"].astype("Float64") / live.astype("Float64")).where(known)


def _floats(values: np.ndarray) -> pd.arrays.FloatingArray:
    return pd.arrays.FloatingArray(np.nan_to_num(values), np.isnan(values))
