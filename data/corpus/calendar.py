"""Days and the row numbers at which they begin: rows are in order of date."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

DAY = "datetime64[D]"
# 1 January 1970 was a Thursday: Mondays are the days whose number leaves 4 by 7.
MONDAY = 4


def period_starts(days: np.ndarray, period: str) -> np.ndarray:
    """Return the first day of the period that holds each day; weeks start on Monday."""
    days = days.astype(DAY)
    if period == "week":
        return days - (days.astype(np.int64) - MONDAY) % 7
    if period == "quarter":
        months = days.astype("datetime64[M]").astype(np.int64)
        return (months - months % 3).astype("datetime64[M]").astype(DAY)
    unit = {"day": "D", "month": "M", "year": "Y"}[period]
    return days.astype(f"datetime64[{unit}]").astype(DAY)


@dataclass(frozen=True)
class Calendar:
    """The days with pieces, ascending, and their first rows; dated is the row after the last."""

    days: np.ndarray
    first_rows: np.ndarray
    dated: int

    def rows_between(self, first: date, last: date) -> range:
        """Return the rows of the pieces of these days, both included."""
        bounds = np.append(self.first_rows, self.dated)
        start = np.searchsorted(self.days, np.datetime64(first, "D"), side="left")
        end = np.searchsorted(self.days, np.datetime64(last, "D"), side="right")
        return range(int(bounds[start]), int(bounds[end]))

    def periods(self, period: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the periods with pieces (first days) and their bounds in rows, one more."""
        return self._periods[period]

    @cached_property
    def _periods(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        return {period: self._cut(period) for period in ("day", "week", "month", "quarter", "year")}

    def _cut(self, period: str) -> tuple[np.ndarray, np.ndarray]:
        starts, places = np.unique(period_starts(self.days, period), return_index=True)
        return starts, np.append(self.first_rows[places], self.dated)
