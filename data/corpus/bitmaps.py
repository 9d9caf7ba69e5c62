"""One compressed bitmap of row numbers per filter value, in one file, fetched when asked for."""

import mmap
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyroaring import BitMap

from data.corpus.errors import CorpusError
from data.corpus.layout import BITMAP_INDEX, BITMAPS
from data.corpus.tables import coded, coded_array, numbers, read_table, write_table


class Facet:
    """The bitmaps of one dimension; code c is the c-th of its sorted values."""

    def __init__(
        self, file: memoryview, values: np.ndarray, offsets: np.ndarray, counts: np.ndarray
    ) -> None:
        self.values = values
        self.counts = counts
        self._codes = {value: code for code, value in enumerate(values)}
        self._file, self._offsets = file, offsets
        # Bitmaps are shared between threads and never changed, so a second load does no harm.
        self._bitmaps: list[BitMap | None] = [None] * len(values)

    def bitmap(self, code: int) -> BitMap:
        """Return the rows of a value by its code; not to be changed."""
        found = self._bitmaps[code]
        if found is None:
            start, end = self._offsets[code], self._offsets[code + 1]
            found = self._bitmaps[code] = BitMap.deserialize(self._file[start:end])
        return found

    def bitmaps(self) -> Iterable[BitMap]:
        """Return the bitmaps of all values, in order of code; not to be changed."""
        return map(self.bitmap, range(len(self.values)))

    def code(self, value: str) -> int | None:
        """Return a value's code, or None where the corpus does not hold it."""
        return self._codes.get(value)

    def codes(self, values: Iterable[str]) -> np.ndarray:
        """Return the codes of those values that the corpus holds, in order of code."""
        found = (self._codes.get(value) for value in values)
        return np.array(sorted(code for code in found if code is not None), dtype=np.int64)

    def any_of(self, values: Iterable[str]) -> BitMap:
        """Return the rows that have at least one of the values."""
        bitmaps = [self.bitmap(code) for code in self.codes(values)]
        return BitMap.union(*bitmaps) if bitmaps else BitMap()


def write_bitmaps(folder: Path, facets: Mapping[str, tuple[np.ndarray, Iterable[BitMap]]]) -> None:
    """Write each dimension's values and bitmaps, in the values' order, and the index to them."""
    names, values, offsets, counts = [], [], [0], []
    with (folder / BITMAPS).open("wb") as file:
        for name, (held, bitmaps) in facets.items():
            for value, bitmap in zip(held, bitmaps, strict=True):
                bitmap.run_optimize()
                offsets.append(offsets[-1] + file.write(bitmap.serialize()))
                names.append(name)
                values.append(value)
                counts.append(len(bitmap))
    dimensions = np.array(sorted(facets), dtype=object)
    codes = np.searchsorted(dimensions, np.array(names, dtype=object))
    index = {
        "dimension": coded_array(codes, dimensions),
        "value": pa.array(values, pa.string()),
        "start": pa.array(offsets[:-1], pa.int64()),
        "end": pa.array(offsets[1:], pa.int64()),
        "count": pa.array(counts, pa.int64()),
    }
    write_table(folder / BITMAP_INDEX, pa.table(index))


def read_bitmaps(folder: Path, names: Iterable[str]) -> dict[str, Facet]:
    """Return the named facets, bitmaps unread. Errors: CorpusError for a broken file."""
    index = read_table(folder, BITMAP_INDEX, ("dimension", "value", "start", "end", "count"))
    codes, dimensions = coded(index, "dimension")
    values = np.asarray(index.column("value").to_pylist(), dtype=object)
    start, end, counts = (numbers(index, name) for name in ("start", "end", "count"))
    file = _mapped(folder)
    if len(end) and end.max() > len(file):
        raise CorpusError(f"The corpus folder {folder} has a cut {BITMAPS}. Build it again.")
    facets = {}
    for name in names:
        own = np.flatnonzero(dimensions[codes] == name)
        offsets = np.append(start[own], end[own[-1]] if len(own) else 0)
        facets[name] = Facet(file, values[own], offsets, counts[own])
    return facets


def _mapped(folder: Path) -> memoryview:
    try:
        with (folder / BITMAPS).open("rb") as file:
            if not (folder / BITMAPS).stat().st_size:
                return memoryview(b"")
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except OSError as error:
        raise CorpusError(
            f"The corpus folder {folder} has a {BITMAPS} that cannot be read: {error}."
        ) from error
