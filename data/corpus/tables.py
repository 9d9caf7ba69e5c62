"""Tables of a corpus folder as Arrow files, mapped into memory and not read."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from data.corpus.errors import CorpusError

# Rows of one batch of texts; small enough that a page of rows touches little else.
BATCH = 65_536


def write_table(path: Path, table: pa.Table, *, batch: int | None = None) -> None:
    """Write a table uncompressed, so that it can be mapped; one batch unless told otherwise."""
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        for part in table.combine_chunks().to_batches(max_chunksize=batch):
            writer.write_batch(part)


def read_table(folder: Path, name: str, columns: Iterable[str]) -> pa.Table:
    """Map a table. Errors: CorpusError where it is not an Arrow file with these columns."""
    try:
        with pa.memory_map(str(folder / name)) as file:
            table = pa.ipc.open_file(file).read_all()
    except (OSError, pa.ArrowInvalid) as error:
        raise CorpusError(
            f"The corpus folder {folder} has a {name} that cannot be read: "
            f"{str(error).splitlines()[0]}. Build it again."
        ) from error
    if missing := [column for column in columns if column not in table.column_names]:
        raise CorpusError(
            f"The corpus folder {folder} has a {name} without the column {missing[0]}."
        )
    return table


def numbers(table: pa.Table, column: str) -> np.ndarray:
    """Return a column without nulls as an array; of a table of one batch without copying."""
    return _whole(table, column).to_numpy(zero_copy_only=False)


def coded(table: pa.Table, column: str) -> tuple[np.ndarray, np.ndarray]:
    """Return a dictionary column as its codes, not copied, and its sorted values (objects)."""
    whole = _whole(table, column)
    return (
        whole.indices.to_numpy(zero_copy_only=False),
        whole.dictionary.to_numpy(zero_copy_only=False),
    )


def coded_array(codes: np.ndarray, values: np.ndarray) -> pa.DictionaryArray:
    """Return codes and values as one dictionary column with the narrowest integers."""
    width = np.min_scalar_type(-max(len(values), 1))
    return pa.DictionaryArray.from_arrays(
        pa.array(codes.astype(width)), pa.array(values, type=pa.string())
    )


def strings(values: np.ndarray | list[str]) -> pd.api.extensions.ExtensionArray:
    """Return values as pandas strings, also when there are none."""
    return pd.array(np.asarray(values, dtype=object), dtype="str")


def _whole(table: pa.Table, column: str) -> pa.Array:
    chunks = table.column(column).chunks
    if len(chunks) == 1:
        return chunks[0]
    return pa.concat_arrays(chunks) if chunks else pa.array([], table.schema.field(column).type)
