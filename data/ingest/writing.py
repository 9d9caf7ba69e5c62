"""Writing the files of a corpus from pieces that come in the order of their dates."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyroaring import BitMap

from data.corpus import layout
from data.corpus.bitmaps import write_bitmaps
from data.corpus.columns import CONFIDENCE, LISTS, SINGLE, STATED, TEXT_COLUMNS
from data.corpus.ids import id_key
from data.corpus.search import IndexWriter
from data.corpus.tables import BATCH, coded_array, write_table

# One piece as the pipeline hands it on. countries: "KAZ:3:1" for one named three times, also in
# the title, joined by ";"; without numbers where the file states it. STATED: the file says which
# countries the piece is about, if any, so that a new gazetteer changes nothing.
PIECE = pa.schema(
    [
        ("published_at", pa.timestamp("us")),
        (CONFIDENCE, pa.float32()),
        (STATED, pa.bool_()),
        *((name, pa.string()) for name in SINGLE),
        *((name, pa.large_string()) for name in TEXT_COLUMNS),
        ("countries", pa.large_string()),
        ("topics", pa.large_string()),
    ]
)
LIST_COLUMNS = {"country": "countries", "topic": "topics"}
MEBIBYTE = 1 << 20
MOST_LISTED = np.iinfo(np.uint16).max


class CorpusFiles:
    """The files of one build while they are written.

    Pieces are added in their final order; of each, some 60 bytes stay in memory until the end.
    seconds: spent on the search index.
    """

    def __init__(self, folder: Path, *, large: bool) -> None:
        """Begin in an empty folder. large: take memory for words, for a corpus that needs it."""
        self.folder = folder
        self.rows = 0
        self.seconds = 0.0
        self._single = {name: _Codes() for name in SINGLE}
        self._lists = {name: _Lists() for name in LISTS}
        self._moments = [np.empty(0, "datetime64[us]")]
        self._confidence: list[pa.Array] = [pa.array([], pa.float32())]
        self._stated: list[pa.Array] = [pa.array([], pa.bool_())]
        self._stories = [np.empty(0, np.uint64)]
        self._keys = [np.empty(0, np.uint32)]
        self._texts = _Batches(folder / layout.TEXTS)
        # Little for small corpora, which are opened often: the index takes all it is given.
        self._search = IndexWriter(folder, heap=(256 if large else 16) * MEBIBYTE)

    def add(self, pieces: pa.Table) -> None:
        """Add pieces with the columns of PIECE, the next in order of date; undated ones last."""
        pieces = pieces.combine_chunks()
        self._texts.add(pieces.select(TEXT_COLUMNS))
        self._moments.append(pieces["published_at"].to_numpy().astype("datetime64[us]"))
        self._confidence.append(pieces[CONFIDENCE].combine_chunks())
        self._stated.append(pieces[STATED].combine_chunks())
        for name, codes in self._single.items():
            codes.add(pieces[name])
        for name, lists in self._lists.items():
            lists.add(self.rows, pieces[LIST_COLUMNS[name]])
        self._stories.append(_hashes(pieces["story_id"]))
        ids = pieces["article_id"].to_pylist()
        self._keys.append(np.fromiter(map(id_key, ids), np.uint32, len(ids)))
        start = time.perf_counter()
        for title, summary, text in zip(
            *(pieces[name].to_pylist() for name in ("title", "summary", "text")), strict=True
        ):
            self._search.add(title, (summary, text))
        self.seconds += time.perf_counter() - start
        self.rows += pieces.num_rows

    def finish(self) -> None:
        """Write what is known only at the end: sorted values, bitmaps, days, ids, the index."""
        self._texts.close()
        start = time.perf_counter()
        self._search.finish()
        self.seconds += time.perf_counter() - start
        self.story = pd.factorize(np.concatenate(self._stories))[0].astype(np.int32)
        moments = np.concatenate(self._moments)
        columns = {
            "published_at": pa.array(moments, pa.timestamp("us")),
            "story": pa.array(self.story),
            CONFIDENCE: pa.chunked_array(self._confidence),
            STATED: pa.chunked_array(self._stated),
        }
        facets = {}
        for name, single in self._single.items():
            codes, values = single.sorted()
            columns[name] = coded_array(codes, values)
            facets[name] = values, _bitmaps(np.arange(len(codes), dtype=np.uint32), codes, values)
        for name, lists in self._lists.items():
            file, first, sizes = LISTS[name]
            listed = lists.sorted()
            counts = np.bincount(listed.rows, minlength=self.rows)
            columns[first] = pa.array((np.cumsum(counts) - counts).astype(np.uint32))
            columns[sizes] = pa.array(counts.astype(np.uint16))
            facets[name] = listed.values, _bitmaps(listed.rows, listed.codes, listed.values)
            write_table(self.folder / file, listed.table(name))
        write_table(self.folder / layout.COLUMNS, pa.table(columns))
        write_bitmaps(self.folder, facets)
        self._write_days(moments[~np.isnat(moments)].astype("datetime64[D]"))
        keys = np.concatenate(self._keys)
        order = np.argsort(keys, kind="stable")
        ids = {"key": keys[order], "row": order.astype(np.uint32)}
        write_table(self.folder / layout.IDS, pa.table(ids))
        self.moments = moments

    def outlets(self) -> tuple[np.ndarray, np.ndarray]:
        """Return each piece's outlet as a code, and the sorted outlets."""
        return self._single["outlet"].sorted()

    def first_of_outlets(self, name: str) -> np.ndarray:
        """Return another column's value in each outlet's first piece, by sorted outlet."""
        first = np.unique(self.outlets()[0], return_index=True)[1]
        codes, values = self._single[name].sorted()
        return values[codes[first]]

    def precision(self) -> np.ndarray:
        """Return each piece's precision, by row."""
        codes, values = self._single["precision"].sorted()
        return values[codes]

    def _write_days(self, days: np.ndarray) -> None:
        self.days, first_rows = np.unique(days, return_index=True)
        table = {"day": pa.array(self.days, pa.date32()), "first_row": pa.array(first_rows)}
        write_table(self.folder / layout.DAYS, pa.table(table))


class _Batches:
    """A table on disk that is read by batches of one size, whatever sizes it came in."""

    def __init__(self, path: Path) -> None:
        names = [(name, pa.large_string()) for name in TEXT_COLUMNS]
        self._file = pa.OSFile(str(path), "wb")
        self._writer = pa.ipc.new_file(self._file, pa.schema(names))
        self._held: list[pa.Table] = []
        self._rows = 0

    def add(self, table: pa.Table) -> None:
        self._held.append(table)
        self._rows += table.num_rows
        while self._rows >= BATCH:
            whole = pa.concat_tables(self._held)
            self._write(whole.slice(0, BATCH))
            self._held = [whole.slice(BATCH)]
            self._rows -= BATCH

    def close(self) -> None:
        if self._rows:
            self._write(pa.concat_tables(self._held))
        self._writer.close()
        self._file.close()

    def _write(self, table: pa.Table) -> None:
        self._writer.write_batch(table.combine_chunks().to_batches()[0])


class _Codes:
    """A column with one value a row, coded while it comes in."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._parts = [np.empty(0, np.int32)]

    def add(self, column: pa.ChunkedArray) -> np.ndarray:
        coded = column.combine_chunks().dictionary_encode()
        known = self._known
        own = [known.setdefault(value, len(known)) for value in coded.dictionary.to_pylist()]
        codes = np.asarray(own, np.int32)[coded.indices.to_numpy(zero_copy_only=False)]
        self._parts.append(codes.astype(np.int32))
        return codes

    def sorted(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the codes of the sorted values, and these."""
        values = np.asarray(list(self._known), dtype=object)
        order = np.argsort(values, kind="stable")
        rank = np.empty(len(order), np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        return rank[np.concatenate(self._parts)], values[order]


class _Lists:
    """A column with any number of values a row: which row, which value, how often, in the title."""

    def __init__(self) -> None:
        self._codes = _Codes()
        self._rows = [np.empty(0, np.uint32)]
        self._counts = [np.empty(0, np.uint16)]
        self._titles = [np.empty(0, bool)]

    def add(self, first_row: int, joined: pa.ChunkedArray) -> None:
        rows, values, counts, titles = [], [], [], []
        for row, one in enumerate(joined.to_pylist(), first_row):
            if one:
                seen = set()
                for part in one.split(";")[:MOST_LISTED]:
                    value, count, in_title = _listed(part)
                    if value and value not in seen:
                        seen.add(value)
                        rows.append(row)
                        values.append(value)
                        counts.append(count)
                        titles.append(in_title)
        self._codes.add(pa.chunked_array([pa.array(values, pa.string())]))
        self._rows.append(np.asarray(rows, np.uint32))
        self._counts.append(np.asarray(counts, np.uint16))
        self._titles.append(np.asarray(titles, bool))

    def sorted(self) -> "_Listed":
        codes, values = self._codes.sorted()
        parts = map(np.concatenate, (self._rows, self._counts, self._titles))
        return _Listed(codes, values, *parts)


class _Listed:
    """All values of a list column, one after another."""

    def __init__(
        self,
        codes: np.ndarray,
        values: np.ndarray,
        rows: np.ndarray,
        counts: np.ndarray,
        titles: np.ndarray,
    ) -> None:
        self.codes, self.values, self.rows = codes, values, rows
        self._counts, self._titles = counts, titles

    def table(self, name: str) -> pa.Table:
        table = {"row": pa.array(self.rows), name: coded_array(self.codes, self.values)}
        if name == "country":
            table |= {"count": pa.array(self._counts), "in_title": pa.array(self._titles)}
        return pa.table(table)


def _listed(part: str) -> tuple[str, int, bool]:
    """Read "KAZ:3:1" or a value alone; 0 times means that the file states it."""
    value, sign, numbers = part.partition(":")
    count, _, in_title = numbers.partition(":")
    if not (sign and count.isdigit() and in_title in ("0", "1")):
        return part.strip(), 0, False
    return value, min(int(count), MOST_LISTED), in_title == "1"


def _bitmaps(rows: np.ndarray, codes: np.ndarray, values: np.ndarray) -> Iterator[BitMap]:
    order = np.argsort(codes, kind="stable")
    ordered = rows[order].astype(np.uint32)
    bounds = np.searchsorted(codes[order], np.arange(len(values) + 1))
    for first, last in zip(bounds[:-1], bounds[1:], strict=True):
        yield BitMap(ordered[first:last])


def _hashes(column: pa.ChunkedArray) -> np.ndarray:
    values = np.asarray(column.to_pylist(), dtype=object)
    return pd.util.hash_array(values, categorize=False) if len(values) else np.empty(0, np.uint64)


def text_of(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column as words: "" where nothing stands."""
    return pc.fill_null(column.cast(pa.large_string()), "")
