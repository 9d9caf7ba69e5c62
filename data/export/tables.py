"""A frame as CSV, Excel, Parquet or JSON bytes; the rows are those of the frame, in its order."""

import json
import re
from collections.abc import Mapping
from datetime import date
from io import BytesIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.export.workbook import write_workbook

# What a spreadsheet takes for the start of a formula; the last four are full-width forms.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?%?")


def as_csv(frame: pd.DataFrame, *, mark: bool = True) -> bytes:
    """Return UTF-8 with commas, one heading row, days as 2025-11-06, lists joined by "; ".

    mark: begin with the byte order mark. Excel needs it to read Arabic or Turkish names on a
        double click; pandas, R's readr, DuckDB and Polars skip it. A script that cannot skip it
        takes Parquet, or asks without the mark.
    A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers do not,
    nor does any text in the other formats. The index is left out.
    """
    text = _with_dates_as_text(plain(frame))
    for name in text.columns[[_holds_text(text[name]) for name in text.columns]]:
        text[name] = text[name].map(defused, na_action="ignore")
    text.columns = [defused(name) for name in text.columns]
    # With this line end, RFC 4180's, the writer also quotes texts that hold a lone return.
    written = text.to_csv(index=False, lineterminator="\r\n")
    return written.encode("utf-8-sig" if mark else "utf-8")


def as_excel(frame: pd.DataFrame, *, sheet: str, notes: Mapping[str, str]) -> bytes:
    """Return a workbook: the rows on the first sheet, the notes on a second named About.

    Dates are Excel dates (times in UTC), texts are texts even where they look like a formula or
    an address. What Excel cannot hold is said on About: cells cut at 32,767 characters.
    Errors: TableError if there are more rows than a sheet holds (1,048,575).
    """
    return write_workbook(plain(frame), sheet=sheet, notes=notes)


def as_parquet(frame: pd.DataFrame, notes: Mapping[str, str]) -> bytes:
    """Return Parquet with the frame's own types, lists as lists, the notes as file metadata."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    metadata = {**(table.schema.metadata or {}), **dict(notes)}
    file = BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), file, compression="zstd")
    return file.getvalue()


def as_json(frame: pd.DataFrame) -> bytes:
    """Return a UTF-8 array with an object per row; days as 2025-11-06, lists as lists."""
    text = _with_dates_as_text(frame)
    rows = text.to_json(orient="records", force_ascii=False, double_precision=15)
    return (json.dumps(json.loads(rows), ensure_ascii=False, indent=1) + "\n").encode()


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a copy with one value per cell: lists joined by "; ", categories as their values."""
    copy = frame.reset_index(drop=True)
    copy.columns = [str(name) for name in copy.columns]
    for name in copy.columns:
        column = copy[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            copy[name] = column.astype(column.cat.categories.dtype)
        elif column.dtype == object:
            copy[name] = column.map(_joined).astype(object)
    return copy


def _joined(cell: object) -> object:
    if isinstance(cell, str | bytes) or not hasattr(cell, "__iter__"):
        return cell
    return "; ".join(str(part) for part in cell)


def _with_dates_as_text(frame: pd.DataFrame) -> pd.DataFrame:
    copy = frame.copy()
    for name in copy.columns:
        if pd.api.types.is_datetime64_any_dtype(copy[name]):
            copy[name] = _iso(copy[name])
        elif copy[name].dtype == object:
            copy[name] = copy[name].map(
                lambda cell: cell.isoformat() if isinstance(cell, date) else cell
            )
    return copy


def _iso(times: pd.Series) -> pd.Series:
    """Write a column of dates as days where all are, else as times; UTC times end in Z."""
    known = times.dropna()
    if (known == known.dt.normalize()).all():
        return times.dt.strftime("%Y-%m-%d")
    if times.dt.tz is not None:
        return times.dt.tz_convert("UTC").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    return times.dt.strftime("%Y-%m-%dT%H:%M:%S")


def _holds_text(column: pd.Series) -> bool:
    return not pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def defused(cell: object) -> object:
    """Return a cell that no spreadsheet runs as a formula."""
    if not isinstance(cell, str) or not _FORMULA.match(cell) or _NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}"
