"""Parquet files, a few thousand rows at a time."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.ingest.errors import IngestError
from data.ingest.readers.containers import seekable
from data.ingest.readers.content import Content
from data.ingest.readers.flat import flat, text_of
from data.ingest.readers.streams import MB
from data.ingest.readers.tables import MOST_COLUMNS, Rows, distinct, table_source, too_wide
from data.ingest.records import Found, Refused, Source

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

BATCH = 2_000
SAMPLED_ROWS = 200
READ_AHEAD = 1 * MB
LONGEST_NAMES = 16 * MB
MOST_METADATA = 1_000_000


def parquet_source(content: Content) -> Source | Refused:
    """Return a Parquet file as a source."""
    try:
        with seekable(content) as stream:
            columns = distinct(_file(stream).schema_arrow.names)
        if len(columns) > MOST_COLUMNS:
            return Refused(content.name, too_wide(content.name, len(columns)))
        rows = _sample(content)
    except IngestError as error:
        return Refused(content.name, str(error))
    except _errors() as error:
        return Refused(content.name, _damaged(content.name, 0, error))
    return table_source(
        content,
        kind="Parquet table",
        columns=list(dict.fromkeys(name for values in rows for name in values)) or columns,
        sample=rows,
        rows=_rows_of(content),
    )


def _file(stream: object) -> "pq.ParquetFile":
    import pyarrow.parquet as pq

    return pq.ParquetFile(
        stream,
        pre_buffer=False,
        buffer_size=READ_AHEAD,
        thrift_string_size_limit=LONGEST_NAMES,
        thrift_container_size_limit=MOST_METADATA,
    )


def _errors() -> tuple[type[Exception], ...]:
    import pyarrow as pa

    return (pa.ArrowException, OSError, ValueError, OverflowError)


def _sample(content: Content) -> list[dict[str, str]]:
    rows = []
    for found in _rows_of(content, SAMPLED_ROWS)():
        rows.append(found.values)
        if len(rows) == SAMPLED_ROWS:
            break
    return rows


def _rows_of(content: Content, batch: int = BATCH) -> Rows:
    def rows() -> Iterator[Found]:
        number = 0
        with seekable(content) as stream:
            try:
                for table in _file(stream).iter_batches(batch, use_threads=False):
                    for values in _values(table):
                        number += 1
                        yield Found(number, values)
            except _errors() as error:
                raise IngestError(_damaged(content.name, number, error)) from error

    return rows


def _values(table: "pa.RecordBatch") -> Iterator[dict[str, str]]:
    names = distinct(table.schema.names)
    table = table.rename_columns(names)
    if any(_nested(column.type) for column in table.schema):
        for row in table.to_pylist():
            yield flat(row)
        return
    cells = [_texts(column) for column in table.columns]
    for row in zip(*cells, strict=True):
        yield dict(zip(names, row, strict=True))


def _nested(kind: "pa.DataType") -> bool:
    import pyarrow as pa

    return pa.types.is_nested(kind)


def _texts(column: "pa.Array") -> list[str]:
    """Return a column's cells as text; what is no text goes through Python's own values."""
    import pyarrow as pa

    try:
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            return column.fill_null("").to_pylist()
        return [text_of(value) for value in column.to_pylist()]
    except (ValueError, OverflowError):
        return [_text(value) for value in column]


def _text(value: "pa.Scalar") -> str:
    """Return one cell as text, "" for a day beyond all calendars."""
    try:
        return text_of(value.as_py())
    except UnicodeDecodeError:
        return value.as_buffer().to_pybytes().decode("utf-8", "replace")
    except (ValueError, OverflowError):
        return ""


def _damaged(name: str, rows: int, error: Exception) -> str:
    why = " ".join(str(error).split())[:120]
    return f"{name} is a damaged Parquet file: it ends after {rows:,} rows ({why})."
