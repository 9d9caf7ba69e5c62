"""Bursts and breaks of coverage: when a share flared up, and when its level changed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.filters import Filters
from data.methods.breaks import breaks
from data.methods.bursts import bursts
from data.methods.errors import TooFewError
from data.questions.live import COLLECTED

# Kleinberg's own defaults; and the penalty that data.methods.breaks was calibrated with.
BURSTS, BREAKS = "2,1", "3"
LIKELY_CHANCE = 0.05
BURST_COLUMNS = (
    *("series", "first_day", "last_day", "pieces", "total", "share", "base_share"),
    *("weight", "p", "q", "stability", "settings"),
)
BREAK_COLUMNS = ("series", "day", "before", "after", "ratio", "low", "high", "stability")


@dataclass(frozen=True, slots=True)
class Signals:
    """What was found: bursts and breaks, each empty where it is off, and sentences on the rest."""

    bursts: pd.DataFrame
    breaks: pd.DataFrame
    said: tuple[str, ...]

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The bursts that chance alone hardly makes, and the breaks: what a chart draws."""
        sure = self.bursts[self.bursts["q"].astype(float) <= LIKELY_CHANCE]
        return {"bursts": sure, "breaks": self.breaks}


def found_signals(frame: pd.DataFrame, filters: Filters) -> Signals:
    """Find what filters.bursts and filters.breaks ask for in a coverage frame."""
    nothing = (_joined([], BURST_COLUMNS), []), (_joined([], BREAK_COLUMNS), [])
    burst, burst_said = found_bursts(frame, filters) if filters.bursts else nothing[0]
    level, level_said = found_breaks(frame, filters) if filters.breaks else nothing[1]
    return Signals(burst, level, tuple(dict.fromkeys([*burst_said, *level_said])))


def found_bursts(frame: pd.DataFrame, filters: Filters) -> tuple[pd.DataFrame, list[str]]:
    """Return the bursts of each line's share, and a sentence for each line without an answer.

    Of the share that is drawn where shares are, also of one with a constant mix, which is taken
    to be as sure as a share of as many pieces.

    frame: as data.questions.coverage.coverage returns it; filters: its, with bursts switched on.
    Shape: one row per burst, by line, then in time: series, first_day, last_day (datetime64, of
        its first and last bucket), then as data.methods.bursts.bursts, and q: p for the number
        of lines looked at (Benjamini-Hochberg over all bursts). Only whole buckets count.
    """
    ratio, cost = filters.settings("bursts")
    found, said = [], []
    for series, line in frame.groupby("series", sort=False):
        try:
            rows = bursts(*_shared(line, filters), ratio=ratio, cost=cost)
        except TooFewError as error:
            said.append(str(error))
            continue
        days = {
            "series": series,
            "first_day": line["period"].to_numpy()[rows["first"]],
            "last_day": line["last_day"].to_numpy()[rows["last"]],
        }
        found.append(rows.assign(**days))
    said = [*_refused(said, frame), *_out_of_reach(found, frame, filters, ratio)]
    return _joined([_among_all(found)] if found else [], BURST_COLUMNS), said


def _refused(said: list[str], frame: pd.DataFrame) -> list[str]:
    """Say why a line has no answer, or of how many lines that is true."""
    lines = frame["series"].nunique()
    if lines < 2 or not said:
        return said
    return [
        f"{len(said)} of {lines} lines have too few periods that were collected as a whole, so "
        "nothing was looked for in them."
    ]


def _out_of_reach(
    found: list[pd.DataFrame], frame: pd.DataFrame, filters: Filters, ratio: float
) -> list[str]:
    """Say for how many lines a burst of the share asked for would be more than all there is."""
    shares = frame[frame["state"] == COLLECTED].groupby("series", sort=False)[["count", "total"]]
    means = shares.sum().pipe(lambda sums: sums["count"] / sums["total"])
    high = int(((means * ratio >= 1) & (means < 1)).fillna(False).sum())
    if not high or not found:
        return []
    whose = "The mean share is" if len(means) == 1 else f"The mean shares of {high} lines are"
    return [
        f"{whose} so high that {ratio:g} times it would be more than all: a burst is then a "
        "stretch in which nearly all pieces fit."
    ]


def _among_all(found: list[pd.DataFrame]) -> pd.DataFrame:
    """Join the bursts of all lines; the more lines are looked at, the more chance can do."""
    bursts = pd.concat(found, ignore_index=True)
    if len(found) == 1 or bursts.empty:
        return bursts.assign(q=bursts["p"])
    # Importing scipy.stats takes a second, which the start of the app should not.
    from scipy.stats import false_discovery_control

    # A line without a burst was looked at too; its p would be 1.
    looked = [1.0] * sum(rows.empty for rows in found)
    q = false_discovery_control([*bursts["p"], *looked])[: len(bursts)]
    return bursts.assign(q=q)


def found_breaks(frame: pd.DataFrame, filters: Filters) -> tuple[pd.DataFrame, list[str]]:
    """Return the breaks of each line, and a sentence for each line without an answer.

    Of the share that is drawn where shares are, of the count else.
    Shape: one row per break, by line, then in time: series, day (datetime64, the first of the new
        level), then as data.methods.breaks.breaks.
    """
    (penalty,) = filters.settings("breaks")
    found, said = [], []
    for series, line in frame.groupby("series", sort=False):
        counts, totals = _shared(line, filters)
        shares = filters.measure == "share"
        try:
            rows = breaks(counts, totals if shares else None, penalty=penalty)
        except TooFewError as error:
            said.append(str(error))
            continue
        found.append(rows.assign(series=series, day=line["period"].to_numpy()[rows["at"]]))
    return _joined(found, BREAK_COLUMNS), _refused(said, frame)


def _shared(line: pd.DataFrame, filters: Filters) -> tuple[np.ndarray, np.ndarray]:
    """Return the counts and totals of whole buckets; of a constant mix, as it would have them."""
    counts, totals = _known(line, "count"), _known(line, "total")
    if filters.measure == "share" and filters.mix == "constant":
        counts = np.round(_known(line, "value") * totals)
    return counts, totals


def _known(line: pd.DataFrame, name: str) -> np.ndarray:
    """Return a column of whole buckets, NaN for all others."""
    known = line[name].where(line["state"] == COLLECTED)
    return known.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)


def _joined(found: list[pd.DataFrame], columns: tuple[str, ...]) -> pd.DataFrame:
    if not found:
        return pd.DataFrame({name: [] for name in columns})
    return pd.concat(found, ignore_index=True)[list(columns)]
