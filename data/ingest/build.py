"""Writing a corpus folder from a table of pieces: the one way in for every corpus."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyroaring import BitMap

from data.corpus import layout
from data.corpus.bitmaps import write_bitmaps
from data.corpus.columns import LISTS, SINGLE, TEXT_COLUMNS
from data.corpus.ids import sorted_keys
from data.corpus.search import write_index
from data.corpus.tables import BATCH, coded_array, write_table
from data.ingest.errors import IngestError
from data.ingest.spans import estimated_spans, stated_spans

BASES = ("curated", "exhaustive")
PRECISIONS = ("", "time", "day", "month", "year")
REJECT_COLUMNS = ("file", "line", "reason", "row")
LIST_COLUMNS = {"country": "countries", "topic": "topics"}
NEEDED = ("published_at", "outlet")
MEBIBYTE = 1 << 20


def build(
    rows: pd.DataFrame,
    folder: Path | str,
    *,
    name: str,
    licence: str,
    basis: str,
    inputs: Sequence[Mapping[str, Any]] = (),
    note: str = "",
    collected: pd.DataFrame | None = None,
    rejects: pd.DataFrame | None = None,
    merged: int = 0,
) -> Path:
    """Write a corpus folder aside and put it in place at once; a corpus there is replaced.

    rows: one piece each. published_at (datetime64, UTC; NaT for undated) and outlet are needed;
        article_id, precision (time, day, month, year), outlet_country, language, kind, title,
        summary, text, url, agreement, source_file, story_id are "" where missing; countries
        (most mentioned first) and topics are joined by ";". An id missing is the piece's place,
        a story missing is the piece itself.
    collected: outlet, first_day, last_day as stated by who collected; None estimates them from
        the pieces: by outlet, save in a curated list, whose outlets say nothing.
    rejects: file, line, reason, row of what was left out; merged: rows that were copies.
    Returns the folder. Errors: IngestError for rows or a target that cannot be used.
    """
    pieces = _in_date_order(_complete(rows, basis))
    spans = _spans(pieces, collected, basis)
    rejects = pd.DataFrame(columns=list(REJECT_COLUMNS)) if rejects is None else rejects
    with _put_in_place(Path(folder)) as aside:
        _write_columns(aside, pieces)
        _write_tables(aside, spans, rejects)
        write_index(aside, _searched(pieces), heap=_heap(len(pieces)))
        days = pieces["published_at"].dropna().dt.strftime("%Y-%m-%d")
        layout.Manifest(
            name=name,
            licence=licence,
            basis=basis,
            note=note,
            built_at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            read=len(pieces) + merged + len(rejects),
            kept=len(pieces),
            merged=merged,
            rejected=len(rejects),
            undated=int(pieces["published_at"].isna().sum()),
            first_day=days.iloc[0] if len(days) else "",
            last_day=days.iloc[-1] if len(days) else "",
            own_stories=bool(pieces["story_id"].is_unique),
            inputs=tuple(dict(one) for one in inputs),
            files=layout.stored_files(aside),
        ).write(aside)
    return Path(folder)


def _complete(rows: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Return the rows with every column of a piece, as strings but for the date."""
    if basis not in BASES:
        raise IngestError(f"The basis {basis!r} is not one of {', '.join(BASES)}.")
    if missing := [name for name in NEEDED if name not in rows]:
        raise IngestError(f"The pieces lack the column {missing[0]}.")
    when = pd.to_datetime(rows["published_at"]).astype("datetime64[us]")
    names = (*TEXT_COLUMNS, *SINGLE, *LIST_COLUMNS.values())
    texts = {name: _text(rows, name) for name in names}
    pieces = pd.DataFrame(texts).assign(published_at=when.to_numpy())
    places = np.arange(len(pieces)).astype(str)
    pieces["article_id"] = np.where(pieces["article_id"] == "", places, pieces["article_id"])
    own = pieces["story_id"] == ""
    pieces["story_id"] = np.where(own, pieces["article_id"], pieces["story_id"])
    default = "day" if (when.dropna() == when.dropna().dt.normalize()).all() else "time"
    known = np.where(pieces["precision"] == "", default, pieces["precision"])
    pieces["precision"] = np.where(when.isna(), "", known)
    _check(pieces)
    return pieces


def _text(rows: pd.DataFrame, name: str) -> np.ndarray:
    if name not in rows:
        return np.full(len(rows), "", dtype=object)
    return rows[name].astype(object).where(rows[name].notna(), "").to_numpy()


def _check(pieces: pd.DataFrame) -> None:
    if twice := pieces["article_id"][pieces["article_id"].duplicated()].head(1).to_list():
        raise IngestError(f"Two pieces have the id {twice[0]!r}.")
    if other := sorted(set(pieces["precision"]) - set(PRECISIONS)):
        raise IngestError(f"The precision {other[0]!r} is not one of {', '.join(PRECISIONS[1:])}.")


def _in_date_order(pieces: pd.DataFrame) -> pd.DataFrame:
    return pieces.sort_values("published_at", kind="stable", na_position="last", ignore_index=True)


def _spans(pieces: pd.DataFrame, collected: pd.DataFrame | None, basis: str) -> pd.DataFrame:
    if collected is not None:
        return stated_spans(collected)
    return estimated_spans(pieces, by_outlet=basis != "curated")


def _write_columns(folder: Path, pieces: pd.DataFrame) -> None:
    """Write the pieces' columns, lists, texts, days, ids and bitmaps."""
    columns = {
        "published_at": pa.array(pieces["published_at"], pa.timestamp("us")),
        "story": pa.array(pd.factorize(pieces["story_id"])[0].astype(np.int32)),
    }
    facets = {}
    for name in SINGLE:
        codes, values = _coded(pieces[name])
        columns[name] = coded_array(codes, values)
        facets[name] = values, _bitmaps(np.arange(len(codes)), codes, len(values))
    for name, (file, first, sizes) in LISTS.items():
        rows, codes, values = _listed(pieces[LIST_COLUMNS[name]])
        counts = np.bincount(rows, minlength=len(pieces))
        columns[first] = pa.array((np.cumsum(counts) - counts).astype(np.uint32))
        columns[sizes] = pa.array(counts.astype(np.uint16))
        facets[name] = values, _bitmaps(rows, codes, len(values))
        listed = {"row": pa.array(rows.astype(np.uint32)), name: coded_array(codes, values)}
        write_table(folder / file, pa.table(listed))
    write_table(folder / layout.COLUMNS, pa.table(columns))
    write_bitmaps(folder, facets)
    texts = {name: pa.array(pieces[name], pa.large_string()) for name in TEXT_COLUMNS}
    write_table(folder / layout.TEXTS, pa.table(texts), batch=BATCH)
    keys, rows = sorted_keys(pieces["article_id"].to_list())
    write_table(folder / layout.IDS, pa.table({"key": keys, "row": rows}))
    days = pieces["published_at"].dropna().to_numpy().astype("datetime64[D]")
    days, first_rows = np.unique(days, return_index=True)
    table = {"day": pa.array(days, pa.date32()), "first_row": pa.array(first_rows, pa.int64())}
    write_table(folder / layout.DAYS, pa.table(table))


def _write_tables(folder: Path, spans: pd.DataFrame, rejects: pd.DataFrame) -> None:
    write_table(folder / layout.COLLECTED, pa.Table.from_pandas(spans, preserve_index=False))
    kinds = {"file": pa.string(), "line": pa.int64(), "reason": pa.string(), "row": pa.string()}
    table = {name: pa.array(rejects[name], kind) for name, kind in kinds.items()}
    write_table(folder / layout.REJECTS, pa.table(table))


def _coded(values: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    codes, found = pd.factorize(values.to_numpy(), sort=True)
    return codes, np.asarray(found, dtype=object)


def _listed(joined: pd.Series) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return row, code and the sorted values of ;-joined lists, each value once in a row."""
    parts = joined.str.split(";").explode().str.strip()
    parts = parts[parts.notna() & (parts != "")]
    rows = parts.index.to_numpy(dtype=np.int64)
    codes, values = _coded(parts)
    kept = ~pd.DataFrame({"row": rows, "code": codes}).duplicated().to_numpy()
    return rows[kept], codes[kept], values


def _bitmaps(rows: np.ndarray, codes: np.ndarray, values: int) -> Iterator[BitMap]:
    order = np.argsort(codes, kind="stable")
    ordered = rows[order].astype(np.uint32)
    bounds = np.searchsorted(codes[order], np.arange(values + 1))
    for first, last in zip(bounds[:-1], bounds[1:], strict=True):
        yield BitMap(ordered[first:last])


def _searched(pieces: pd.DataFrame) -> Iterator[tuple[str, tuple[str, str]]]:
    texts = (pieces[name].to_list() for name in ("title", "summary", "text"))
    for title, summary, text in zip(*texts, strict=True):
        yield title, (summary, text)


def _heap(pieces: int) -> int:
    """Return the memory to gather words in: little for small corpora, which are opened often."""
    return (16 if pieces < 100_000 else 256) * MEBIBYTE


@contextmanager
def _put_in_place(folder: Path) -> Iterator[Path]:
    """Give a folder beside the target to write to, and rename it when all went well."""
    if folder.exists() and not _may_be_replaced(folder):
        raise IngestError(f"{folder} is there already and is no corpus; choose another folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield aside
        aside.chmod(0o755)
        if folder.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
            folder.rename(old / folder.name)
            aside.rename(folder)
            shutil.rmtree(old, ignore_errors=True)
        else:
            aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _may_be_replaced(folder: Path) -> bool:
    return folder.is_dir() and ((folder / layout.MANIFEST).is_file() or not any(folder.iterdir()))
