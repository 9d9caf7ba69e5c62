"""Shares of coverage as a constant mix of outlets would show them, line by line."""

from dataclasses import replace

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import Filters
from data.methods.composition import FEWEST, PRESENCE, UNKNOWN, adjusted
from data.questions.lines import among, leading, line_filters
from data.questions.live import COLLECTED

BUSIEST = 10
COLUMNS = ["value", "low", "high", "composition", "covered"]


def steady_shares(
    frame: pd.DataFrame, corpus: Corpus, filters: Filters, codes: tuple[str, ...]
) -> pd.DataFrame:
    """Return a coverage frame with value, low, high, composition and covered (all Float64).

    See data.methods.composition.adjusted; its strata are outlets. A line without a whole bucket
    has none of them. Errors: TooFewOutletsError.
    """
    parts, totals = [], {}
    for code in codes:
        line = frame[frame["series"] == code]
        whole = line.loc[line["state"] == COLLECTED, "period"]
        if whole.empty:
            continue
        counted = among(filters, code).corpus_part()
        if counted not in totals:
            totals[counted] = Table(corpus, counted, filters)
        counts = Table(corpus, line_filters(filters, code).corpus_part(), filters)
        shares = adjusted(by_outlet(totals[counted], counts, whole), buckets=whole.tolist())
        shares = shares.set_index("bucket").rename(columns={"adjusted": "value"})
        parts.append(shares.reindex(line["period"])[COLUMNS].set_index(line.index))
    if not parts:
        return frame.assign(**{name: pd.array([pd.NA] * len(frame), "Float64") for name in COLUMNS})
    found = frame.join(pd.concat(parts))
    # The share drawn as published, also where stories or outlets of several outlets are one.
    return found.assign(composition=found["share"] - found["value"])


def check_steady(
    corpus: Corpus, filters: Filters, lines: dict[str, np.ndarray], calendar: pd.DataFrame
) -> None:
    """Check that each line has a panel: TooFewOutletsError where steady_shares would raise it.

    lines: the states of each line's buckets, by its code.
    """
    asked = {}
    for code, state in lines.items():
        whole = calendar.loc[state == COLLECTED, "period"]
        if len(whole):
            asked[among(filters, code).corpus_part(), tuple(whole)] = whole
    for (counted, _), whole in asked.items():
        if not _has_panel(corpus, counted, filters, whole):
            frame = by_outlet(Table(corpus, counted, filters), None, whole)
            adjusted(frame, buckets=whole.tolist())


def _has_panel(corpus: Corpus, counted: Filters, filters: Filters, whole: pd.Series) -> bool:
    """Say whether the busiest outlets alone make a panel, which spares counting all of them."""
    busiest = leading(corpus, replace(counted, compare="outlet", of=filters.of), BUSIEST)
    table = Table(corpus, replace(counted, outlet=busiest), filters)
    return int((table.held(whole.to_numpy()) >= PRESENCE * len(whole)).sum()) >= FEWEST


class Table:
    """Counts by outlet and bucket: the places of the outlets and buckets, and their names."""

    def __init__(self, corpus: Corpus, chosen: Filters, filters: Filters) -> None:
        # An outlet is one outlet in each bucket that it has a piece in, which is dear to count.
        alone = filters.of == "outlets"
        of = "articles" if alone else filters.of
        found = corpus.count(chosen, ("outlet", filters.every), of)
        # The rows come by outlet, and strings are dear to compare: once is enough.
        outlets = found["outlet"].array
        new = np.append(True, np.asarray(outlets[1:] != outlets[:-1], dtype=bool))[: len(found)]
        self.outlet = new.cumsum() - 1
        self.names = pd.Index(outlets[new])
        self.periods = found[filters.every].to_numpy()
        self.numbers = found["count"].to_numpy()
        if alone:
            self.numbers = (self.numbers > 0).astype(np.int64)

    def held(self, periods: np.ndarray) -> np.ndarray:
        """Count, for each of the names, the buckets in which something was counted."""
        kept = self._columns(periods)[1] & (self.numbers > 0)
        return np.bincount(self.outlet[kept], minlength=len(self.names))

    def dense(self, names: pd.Index, periods: np.ndarray) -> np.ndarray:
        """Return the counts (outlets x buckets, int64) of these, and of all others in a last row.

        0 where nothing was counted.
        """
        row = names.get_indexer(self.names)
        row = np.where(row < 0, len(names), row)[self.outlet]
        column, kept = self._columns(periods)
        place = row[kept] * len(periods) + column[kept]
        size = (len(names) + 1) * len(periods)
        counted = np.bincount(place, weights=self.numbers[kept], minlength=size)
        return counted.astype(np.int64).reshape(len(names) + 1, len(periods))

    def _columns(self, periods: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the place of each row's bucket in periods, and whether it is among them."""
        column = np.searchsorted(periods, self.periods).clip(max=len(periods) - 1)
        return column, periods[column] == self.periods


def by_outlet(totals: Table, counts: Table | None, whole: pd.Series) -> pd.DataFrame:
    """Return counts and totals in whole buckets: stratum, bucket, count, total (int64).

    Outlets too rare for a panel are one stratum, the unknown one, which is in none: this leaves
    all sums as they are and spares most of the rows. counts: None for 0 throughout.
    """
    periods = whole.to_numpy()
    steady = totals.held(periods) >= PRESENCE * len(periods)
    steady &= np.asarray(totals.names != UNKNOWN, dtype=bool)
    total = totals.dense(totals.names[steady], periods)
    count = np.zeros_like(total)
    if counts is not None:
        count = counts.dense(totals.names[steady], periods)
    names = [*totals.names[steady], UNKNOWN]
    stratum = np.repeat(np.arange(len(names)), len(periods))
    return pd.DataFrame(
        {
            "stratum": pd.Categorical.from_codes(stratum, names),
            "bucket": np.tile(periods, len(names)),
            "count": count.ravel(),
            "total": total.ravel(),
        }
    )
