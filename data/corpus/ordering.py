"""Stretches of chosen rows in the orders of a list."""

from collections.abc import Mapping

import numpy as np
from pyroaring import BitMap

from data.corpus.bitmaps import Facet
from data.corpus.columns import Columns
from data.corpus.counting import Counter


class Ordering:
    """Gives chosen rows by date or by outlet; reads only what lies in the stretch asked for."""

    def __init__(self, columns: Columns, facets: Mapping[str, Facet], counter: Counter) -> None:
        self._dated = columns.calendar.dated
        self._outlets = facets["outlet"]
        self._counter = counter

    def by_date(self, chosen: BitMap, first: int, rows: int, *, newest: bool) -> np.ndarray:
        """Return a stretch of the chosen rows by date, undated ones last either way."""
        dated = chosen.rank(self._dated - 1) if self._dated else 0
        last = min(first + rows, len(chosen))
        if not newest:
            return _stretch(chosen, first, last)
        head = _stretch(chosen, dated - min(last, dated), dated - min(first, dated))[::-1]
        return np.concatenate([head, _stretch(chosen, max(first, dated), max(last, dated))])

    def by_outlet(self, chosen: BitMap, first: int, rows: int) -> np.ndarray:
        """Return a stretch of the chosen rows by outlet; only the outlets in it are looked at."""
        ends = np.cumsum(self._counter.by_value(chosen, "outlet"))
        parts = [np.empty(0, dtype=np.uint32)]
        last = min(first + rows, len(chosen))
        while first < last:
            code = int(np.searchsorted(ends, first, side="right"))
            start = int(ends[code - 1]) if code else 0
            until = min(last, int(ends[code]))
            own = chosen & self._outlets.bitmap(code)
            parts.append(self.by_date(own, first - start, until - first, newest=True))
            first = until
        return np.concatenate(parts)


def _stretch(chosen: BitMap, first: int, last: int) -> np.ndarray:
    """Return the first-th to last-th rows of a bitmap, ascending."""
    if first >= last:
        return np.empty(0, dtype=np.uint32)
    return np.frombuffer(chosen[first:last].to_array(), dtype=np.uint32)
