"""Putting rows on disk into another order, in memory that does not grow with them."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

# Rows that are sorted in memory at a time, and files that are written at a time.
PORTION = 32 << 20
MOST_PORTIONS = 200
# What a row takes beside its words.
A_ROW = 1_000
AT_ONCE = 5_000
RANK = "rank"


def in_order(path: Path, order: np.ndarray, sizes: np.ndarray, folder: Path) -> Iterator[pa.Table]:
    """Give rows of a Parquet file in another order, as tables with their place in it as RANK.

    order: the numbers of the rows to give, in the order to give them in; others are left out.
    sizes: letters of each row of the file. folder: an empty one, for as much disk as the file
    takes unpacked. Each portion of the order is first collected on disk, then sorted in memory.
    Errors: OSError for a disk that is full or fails.
    """
    folder.mkdir()
    ranks = np.full(len(sizes), -1, dtype=np.int64)
    ranks[order] = np.arange(len(order))
    portions = _portions(sizes[order])
    for portion in _collected(path, ranks, portions, folder):
        with pa.ipc.open_stream(portion) as reader:
            rows = reader.read_all().combine_chunks()
        portion.unlink()
        yield from _slices(rows.take(pa.array(np.argsort(rows[RANK].to_numpy()))))


def _portions(sizes: np.ndarray) -> np.ndarray:
    """Return the portion of each rank, given the letters of the rows in their order."""
    if not len(sizes):
        return np.empty(0, dtype=np.int64)
    taken = np.cumsum(sizes.astype(np.int64) + A_ROW)
    return (taken - 1) // max(PORTION, taken[-1] // MOST_PORTIONS + 1)


def _collected(path: Path, ranks: np.ndarray, portions: np.ndarray, folder: Path) -> Iterator[Path]:
    """Write each portion's rows to a file of its own; give the files in order."""
    writers: dict[int, pa.RecordBatchStreamWriter] = {}
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    first = 0
    # Read ahead, the whole file would stay in memory until its end.
    with ExitStack() as opened:
        file = opened.enter_context(pq.ParquetFile(path, pre_buffer=False, buffer_size=1 << 20))
        for batch in file.iter_batches(AT_ONCE):
            rank = ranks[first : first + batch.num_rows]
            first += batch.num_rows
            whole = batch.append_column(RANK, pa.array(rank))
            wanted = np.where(rank >= 0, portions[rank], -1) if len(portions) else rank
            for number in np.unique(wanted[wanted >= 0]):
                if number not in writers:
                    name = str(folder / str(number))
                    writer = pa.ipc.new_stream(name, whole.schema, options=options)
                    writers[number] = opened.enter_context(writer)
                writers[number].write(whole.filter(pa.array(wanted == number)))
    yield from (folder / str(number) for number in sorted(writers))


def _slices(rows: pa.Table) -> Iterator[pa.Table]:
    for first in range(0, rows.num_rows, AT_ONCE):
        yield rows.slice(first, AT_ONCE)
