"""The columns of a corpus that answers are computed from, as arrays mapped from disk."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.corpus.calendar import DAY, Calendar
from data.corpus.layout import COLUMNS, DAYS, MENTIONS, TEXTS, TOPICS
from data.corpus.tables import BATCH, coded, numbers, read_table

Rows = slice | np.ndarray
SINGLE = ("outlet", "outlet_country", "language", "kind", "precision")
LISTS = {
    "country": (MENTIONS, "first_mention", "mentions"),
    "topic": (TOPICS, "first_topic", "topics"),
}
CONFIDENCE = "language_confidence"
STATED = "countries_stated"
TEXT_COLUMNS = (
    "article_id",
    "story_id",
    "title",
    "summary",
    "text",
    "url",
    "agreement",
    "source_file",
)


def length(rows: Rows) -> int:
    """Return how many rows are meant."""
    return rows.stop - rows.start if isinstance(rows, slice) else len(rows)


def between(rows: Rows, bounds: np.ndarray) -> np.ndarray:
    """Count the rows from each bound, a number of a row, to the next."""
    if isinstance(rows, slice):
        return np.diff(np.clip(bounds, rows.start, rows.stop))
    return np.diff(np.searchsorted(rows, bounds.astype(rows.dtype)))


def again(codes: np.ndarray, sizes: np.ndarray, index: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Repeat whole lists: that of row index[0], then that of row index[1] and so on."""
    first = np.cumsum(sizes, dtype=np.int64) - sizes
    sizes = sizes[index].astype(np.int64)
    ends = np.cumsum(sizes)
    shift = first[index] - (ends - sizes)
    total = int(ends[-1]) if len(ends) else 0
    return codes[np.arange(total) + np.repeat(shift, sizes)], sizes


@dataclass(frozen=True, slots=True)
class Codes:
    """A column with one value per row, as codes of its sorted values."""

    codes: np.ndarray
    values: np.ndarray


@dataclass(frozen=True, slots=True)
class Lists:
    """A column with any number of values per row: first[row] and the next sizes[row] codes."""

    first: np.ndarray
    sizes: np.ndarray
    codes: np.ndarray
    values: np.ndarray

    def of(self, rows: Rows) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows' codes one after another, and how many belong to each row."""
        sizes = self.sizes[rows]
        if isinstance(rows, slice):
            start = int(self.first[rows.start]) if length(rows) else 0
            return self.codes[start : start + int(sizes.sum(dtype=np.int64))], sizes
        ends = np.cumsum(sizes, dtype=np.int64)
        total = int(ends[-1]) if len(ends) else 0
        shift = self.first[rows].astype(np.int64) - (ends - sizes)
        return self.codes[np.arange(total) + np.repeat(shift, sizes)], sizes

    def joined(self, rows: np.ndarray) -> np.ndarray:
        """Return each row's values in their own order, joined by ";"; "" for none."""
        codes, sizes = self.of(rows)
        offsets = np.append(0, np.cumsum(sizes, dtype=np.int32)).astype(np.int32)
        values = pa.array(self.values, pa.string()).take(pa.array(codes))
        lists = pa.ListArray.from_arrays(pa.array(offsets), values)
        return pc.binary_join(lists, ";").to_numpy(zero_copy_only=False)


class Columns:
    """All columns of a folder. Errors: CorpusError for a table that cannot be read."""

    def __init__(self, folder: Path) -> None:
        counts = [name for _, *names in LISTS.values() for name in names]
        table = read_table(folder, COLUMNS, ("published_at", "story", CONFIDENCE, *SINGLE, *counts))
        self.total = table.num_rows
        self._published_at = table.column("published_at")
        self._confidence = table.column(CONFIDENCE)
        self.story = numbers(table, "story")
        self.single = {name: Codes(*coded(table, name)) for name in SINGLE}
        self.lists = {}
        for name, (file, first, sizes) in LISTS.items():
            found = coded(read_table(folder, file, (name,)), name)
            self.lists[name] = Lists(numbers(table, first), numbers(table, sizes), *found)
        days = read_table(folder, DAYS, ("day", "first_row"))
        dated = self.total - self._published_at.null_count
        self.calendar = Calendar(
            numbers(days, "day").astype(DAY), numbers(days, "first_row"), dated
        )
        self._texts = read_table(folder, TEXTS, TEXT_COLUMNS)
        self._batches = self._texts.to_batches()

    def published_at(self, rows: np.ndarray) -> np.ndarray:
        """Return the moments of rows as datetime64[us], NaT for undated ones."""
        return self._published_at.take(pa.array(rows)).to_numpy().astype("datetime64[us]")

    def confidence(self, rows: np.ndarray) -> np.ndarray:
        """Return how sure a detected language is, 0 to 1; NaN where the file states it."""
        return self._confidence.take(pa.array(rows)).to_numpy().astype(np.float64)

    def texts(self, rows: np.ndarray, names: tuple[str, ...]) -> dict[str, np.ndarray]:
        """Return text columns for rows in any order; reads only the batches they lie in."""
        batch, place = np.divmod(rows.astype(np.int64), BATCH)
        found = {name: np.empty(len(rows), dtype=object) for name in names}
        for number in np.unique(batch):
            wanted = np.flatnonzero(batch == number)
            places = pa.array(place[wanted])
            for name in names:
                column = self._batches[number].column(name)
                found[name][wanted] = column.take(places).to_numpy(zero_copy_only=False)
        return found
