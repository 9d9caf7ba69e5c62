"""Counting chosen rows by dimensions: by bitmaps where that is cheap, else by codes."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import prod

import numpy as np
import pandas as pd
from pyroaring import BitMap

from data.corpus.bitmaps import Facet
from data.corpus.columns import Columns, Rows, again, between, length
from data.corpus.protocol import MANY_VALUED, PERIODS
from data.corpus.tables import strings

# Cells of a table counted densely; beyond that, or where few are filled, only those that occur.
LARGEST_KEY = 1 << 62
DENSE, EMPTY_CELLS_PER_ROW, FREE_CELLS = 1 << 25, 64, 1 << 14
# Nanoseconds on one core, for choosing a way; only their ratios matter.
MEET, MEET_CONTAINER, RANK, RANK_CONTAINER, SEARCH, ROW, UNPACK = 500, 60, 300, 8, 100, 6, 0.4
CONTAINER = 1 << 16
COARSE_OF = {
    "day": ("month", "year"),
    "week": ("month", "year"),
    "month": ("year",),
    "quarter": ("year",),
    "year": (),
}
Axis = tuple[str, np.ndarray]


def as_rows(chosen: BitMap) -> Rows:
    """Return the rows of a bitmap as a slice where they are one run, else as an array."""
    if not chosen:
        return slice(0, 0)
    first, last = chosen.min(), chosen.max()
    if last - first + 1 == len(chosen):
        return slice(first, last + 1)
    return np.frombuffer(chosen.to_array(), dtype=np.uint32)


class Counter:
    """Counts over the columns and bitmaps of one corpus; holds nothing that changes."""

    def __init__(self, columns: Columns, facets: Mapping[str, Facet], *, own_stories: bool) -> None:
        self._columns = columns
        self._facets = facets
        self._own_stories = own_stories
        self._containers = columns.total // CONTAINER + 1

    def count(
        self, chosen: BitMap, by: Sequence[str], of: str, only: Mapping[str, np.ndarray]
    ) -> pd.DataFrame:
        """Count as Corpus.count says; only: the codes wanted of a dimension with many values."""
        chosen = self.placed(chosen, by)
        axes = [(name, self._values(name)) for name in by]
        if of == "stories" and self._own_stories:
            of = "articles"
        if of != "outlets" and len(by) <= 2:
            cells = self._quick(chosen, by, only) if of == "articles" else None
            if of == "stories":
                cells = self._stories(chosen, by, axes, only)
            if cells is not None:
                return _filled(cells, axes)
        if of == "outlets" and not by:
            return _filled(np.count_nonzero(self.by_value(chosen, "outlet")), axes)
        return self._by_code(chosen, axes, of, only)

    def placed(self, chosen: BitMap, by: Sequence[str]) -> BitMap:
        """Leave out the rows whose date is too coarse, or missing, for the periods asked for."""
        periods = [name for name in by if name in PERIODS]
        if periods and self._columns.calendar.dated < self._columns.total:
            chosen = chosen & BitMap(range(self._columns.calendar.dated))
        coarse = {value for period in periods for value in COARSE_OF[period]}
        left_out = self._facets["precision"].any_of(coarse) if coarse else None
        return chosen - left_out if left_out else chosen

    def by_value(self, chosen: BitMap, name: str) -> np.ndarray:
        """Count rows by each value of a dimension; int64, in the values' order."""
        facet = self._facets[name]
        if len(chosen) == self._columns.total:
            return facet.counts
        meeting = len(facet.values) * (MEET + MEET_CONTAINER * self._containers)
        if meeting < self._walk(chosen, [name]):
            met = map(chosen.intersection_cardinality, facet.bitmaps())
            return np.fromiter(met, dtype=np.int64, count=len(facet.values))
        rows = as_rows(chosen)
        if name in MANY_VALUED:
            codes, _ = self._columns.lists[name].of(rows)
        else:
            codes = self._columns.single[name].codes[rows]
        return np.bincount(codes, minlength=len(facet.values))

    def by_period(self, chosen: BitMap, period: str) -> np.ndarray:
        """Count dated rows by each period; int64, in the periods' order."""
        _, bounds = self._columns.calendar.periods(period)
        ranking = len(bounds) * (RANK + RANK_CONTAINER * self._containers)
        if ranking < len(chosen) * UNPACK + len(bounds) * SEARCH:
            below = [chosen.rank(bound - 1) if bound else 0 for bound in bounds.tolist()]
            return np.diff(np.array(below, dtype=np.int64))
        return between(as_rows(chosen), bounds)

    def _quick(
        self, chosen: BitMap, by: Sequence[str], only: Mapping[str, np.ndarray]
    ) -> np.ndarray | None:
        """Count pieces by bitmaps alone; None where walking over the rows is quicker."""
        if not by:
            return np.array(len(chosen))
        periods = [name for name in by if name in PERIODS]
        names = [name for name in by if name not in PERIODS]
        if len(by) == 1:
            return self.by_period(chosen, by[0]) if periods else self._wanted(chosen, by[0], only)
        if len(periods) != 1 or not self._few(chosen, periods[0], names[0], only):
            return None
        facet = self._facets[names[0]]
        cells = np.zeros((len(facet.values), len(self._values(periods[0]))), dtype=np.int64)
        for code in only.get(names[0], range(len(facet.values))):
            cells[code] = self.by_period(chosen & facet.bitmap(code), periods[0])
        return cells.T if by[0] in PERIODS else cells

    def _stories(
        self,
        chosen: BitMap,
        by: Sequence[str],
        axes: list[Axis],
        only: Mapping[str, np.ndarray],
    ) -> np.ndarray | None:
        """Count stories: a piece without a copy is one, only copies need to be told apart."""
        copies = chosen & self._copies
        cells = self._quick(chosen - copies, by, only)
        if cells is None:
            return None
        rows = as_rows(copies)
        codes, index = self._codes(rows, by, only)
        story = self._columns.story[rows]
        shape = [len(values) for _, values in axes]
        held = self._columns.total
        if prod(shape) * held > LARGEST_KEY:
            return None
        key = _key([*codes, story if index is None else story[index]], [*shape, held])
        more = np.bincount(pd.unique(key) // held, minlength=prod(shape))
        return cells + more.reshape(cells.shape)

    @cached_property
    def _copies(self) -> BitMap:
        """The rows of stories with more than one piece."""
        story = self._columns.story
        if not len(story):
            return BitMap()
        return BitMap(np.flatnonzero(np.bincount(story)[story] > 1).astype(np.uint32))

    def largest_stories(self, chosen: BitMap, number: int) -> list[tuple[np.ndarray, int]]:
        """Return the rows of the stories with most chosen pieces, and how many pieces that is."""
        copies = chosen & self._copies
        rows = np.frombuffer(copies.to_array(), dtype=np.uint32)
        story = self._columns.story[rows]
        codes, counts = np.unique(story, return_counts=True)
        first = np.argsort(-counts, kind="stable")[:number]
        found = [(rows[story == codes[place]], int(counts[place])) for place in first]
        # A piece without a copy is a story of one piece, and comes after all others.
        alone = (chosen - copies)[: number - len(found)].to_array()
        return found + [(np.array([row], dtype=np.uint32), 1) for row in alone]

    def _wanted(self, chosen: BitMap, name: str, only: Mapping[str, np.ndarray]) -> np.ndarray:
        if name not in only:
            return self.by_value(chosen, name)
        counts = np.zeros(len(self._values(name)), dtype=np.int64)
        for code in only[name]:
            counts[code] = chosen.intersection_cardinality(self._facets[name].bitmap(code))
        return counts

    def _few(self, chosen: BitMap, period: str, name: str, only: Mapping[str, np.ndarray]) -> bool:
        """Tell whether a bitmap per value costs less than walking over the rows."""
        values = len(only[name]) if name in only else len(self._values(name))
        each = MEET + MEET_CONTAINER * self._containers + len(self._values(period)) * SEARCH
        return values * each < self._walk(chosen, [name, period])

    def _walk(self, chosen: BitMap, names: Sequence[str]) -> float:
        width = prod(3 if name in MANY_VALUED else 1 for name in names)
        return 20_000 + len(chosen) * ROW * width * len(names)

    def _values(self, name: str) -> np.ndarray:
        if name in PERIODS:
            return self._columns.calendar.periods(name)[0]
        return self._facets[name].values

    def _by_code(
        self, chosen: BitMap, axes: list[Axis], of: str, only: Mapping[str, np.ndarray]
    ) -> pd.DataFrame:
        rows = as_rows(chosen)
        codes, index = self._codes(rows, [name for name, _ in axes], only)
        if of == "articles":
            return _counted(codes, axes, length(rows))
        if of == "outlets":
            measured, held = self._columns.single["outlet"].codes, len(self._values("outlet"))
        else:
            measured, held = self._columns.story, self._columns.total
        measured = measured[rows] if index is None else measured[rows][index]
        return _distinct([*codes, measured], axes, held)

    def _codes(
        self, rows: Rows, names: Sequence[str], only: Mapping[str, np.ndarray]
    ) -> tuple[list[np.ndarray], np.ndarray | None]:
        """Return each dimension's codes, one entry per row and combination of listed values.

        The second answer is the place of each entry's row among rows; None means one for one.
        """
        index, found = None, {}
        for name in (name for name in names if name in MANY_VALUED):
            codes, sizes = self._columns.lists[name].of(rows)
            if index is not None:
                codes, sizes = again(codes, sizes, index)
            repeat = np.repeat(np.arange(len(sizes)), sizes)
            if name in only:
                kept = np.isin(codes, only[name])
                codes, repeat = codes[kept], repeat[kept]
            found = {other: known[repeat] for other, known in found.items()} | {name: codes}
            index = repeat if index is None else index[repeat]
        for name in (name for name in names if name not in MANY_VALUED):
            codes = self._row_codes(rows, name)
            found[name] = codes if index is None else codes[index]
        return [found[name] for name in names], index

    def _row_codes(self, rows: Rows, name: str) -> np.ndarray:
        if name not in PERIODS:
            return self._columns.single[name].codes[rows]
        _, bounds = self._columns.calendar.periods(name)
        # Rows are in order of date, so those of one period stand together.
        sizes = between(rows, bounds)
        return np.repeat(np.arange(len(sizes)), sizes)


def _counted(codes: list[np.ndarray], axes: list[Axis], entries: int) -> pd.DataFrame:
    """Count the entries in each cell."""
    if not axes:
        return _filled(np.array(entries), axes)
    shape = [len(values) for _, values in axes]
    if _is_dense(prod(shape), len(codes[0])):
        cells = np.bincount(_key(codes, shape), minlength=prod(shape))
        return _filled(cells.reshape(shape), axes)
    return _sparse(codes, axes)


def _distinct(codes: list[np.ndarray], axes: list[Axis], held: int) -> pd.DataFrame:
    """Count the distinct values of the last codes, of which there are held, in each cell."""
    shape = [*(len(values) for _, values in axes), held]
    if _is_dense(prod(shape), len(codes[0])):
        seen = np.zeros(prod(shape), dtype=bool)
        seen[_key(codes, shape)] = True
        return _filled(np.count_nonzero(seen.reshape(shape), axis=-1), axes)
    if prod(shape) <= LARGEST_KEY:
        cells = pd.unique(_key(codes, shape)) // held
        places = np.unravel_index(cells, shape[:-1]) if axes else ()
        return _counted(list(places), axes, len(cells))
    once = pd.DataFrame(dict(enumerate(codes))).drop_duplicates()
    return _counted([once[place].to_numpy() for place in range(len(axes))], axes, len(once))


def _is_dense(cells: int, entries: int) -> bool:
    return cells <= min(DENSE, FREE_CELLS + EMPTY_CELLS_PER_ROW * entries)


def _key(codes: list[np.ndarray], shape: Sequence[int]) -> np.ndarray:
    key = codes[0].astype(np.int64)
    for more, size in zip(codes[1:], shape[1:], strict=True):
        key *= size
        key += more
    return key


def _sparse(codes: list[np.ndarray], axes: list[Axis]) -> pd.DataFrame:
    names = [name for name, _ in axes]
    counts = pd.DataFrame(dict(zip(names, codes, strict=True))).groupby(names).size()
    places = [counts.index.get_level_values(name).to_numpy() for name in names]
    return _frame(places, axes, counts.to_numpy())


def _filled(cells: np.ndarray, axes: list[Axis]) -> pd.DataFrame:
    """Return the cells above 0 of a table with one axis per dimension."""
    if not axes:
        return pd.DataFrame({"count": np.array([cells], dtype=np.int64)})
    places = np.nonzero(cells)
    return _frame(places, axes, cells[places])


def _frame(places: Sequence[np.ndarray], axes: list[Axis], counts: np.ndarray) -> pd.DataFrame:
    columns = {}
    for (name, values), place in zip(axes, places, strict=True):
        if name in PERIODS:
            columns[name] = values[place].astype("datetime64[us]")
        elif len(place) < len(values):
            columns[name] = strings(values[place])
        else:
            # Strings are dear to make, so each is made once.
            columns[name] = strings(values).take(place)
    return pd.DataFrame(columns | {"count": counts.astype(np.int64)})
