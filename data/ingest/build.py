"""Putting a corpus in its place: files written aside, then one manifest replaced."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from data.corpus import CorpusError, layout
from data.corpus.columns import CONFIDENCE, SINGLE, STATED, TEXT_COLUMNS
from data.corpus.tables import write_table
from data.ingest.errors import IngestError
from data.ingest.spans import estimated_spans, last_days, spans_of_outlets, stated_spans
from data.ingest.writing import LIST_COLUMNS, PIECE, CorpusFiles

BASES = ("curated", "keyword", "exhaustive")
PRECISIONS = ("", "time", "day", "month", "year")
REJECT_COLUMNS = ("file", "line", "reason", "row")
NEEDED = ("published_at", "outlet")
LARGE = 100_000
ROWS = 20_000
BUILD = "build-"
_KINDS = {
    layout.REJECTS: {"file": "str", "line": "int64", "reason": "str", "row": "str"},
    layout.REMARKS: {"file": "str", "line": "int64", "reason": "str", "row": "str"},
    layout.SOURCES: {"file": "str", "kind": "str"}
    | dict.fromkeys(("read", "kept", "merged", "rejected"), "int64")
    | {"notes": "str"},
    layout.OUTLETS: {
        "outlet": "str",
        "outlet_country": "str",
        "basis": "str",
        "articles": "int64",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a corpus says of itself; see data.corpus.Manifest for the fields of the same names.

    made: asked for at the end, when it is known how long each step took.
    """

    name: str
    licence: str
    basis: str
    note: str = ""
    inputs: Sequence[Mapping[str, Any]] = ()
    stories: Mapping[str, Any] = field(default_factory=dict)
    made: Callable[[CorpusFiles], Mapping[str, Any]] = lambda files: {}


@dataclass(slots=True, kw_only=True)
class Account:
    """What became of the rows that were read: how many were merged, and three tables.

    rejects, remarks: file, line, reason, row; a frame, or the path of an Arrow stream of one.
    sources: file, kind, read, kept, merged, rejected, notes. outlet_basis: listed or inferred,
        by outlet; another outlet's country is as its file states it.
    """

    merged: int = 0
    rejected: int | None = None
    rejects: pd.DataFrame | Path | None = None
    remarks: pd.DataFrame | Path | None = None
    sources: pd.DataFrame | None = None
    outlet_basis: Mapping[str, str] = field(default_factory=dict)


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
    """Write a corpus folder from a frame of pieces; a corpus there is replaced at once.

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
    if basis not in BASES:
        raise IngestError(f"The basis {basis!r} is not one of {', '.join(BASES)}.")
    pieces = _in_date_order(_complete(rows))
    table = pa.Table.from_pandas(pieces, schema=PIECE, preserve_index=False)
    about = About(name=name, licence=licence, basis=basis, note=note, inputs=inputs)
    parts = (table.slice(first, ROWS) for first in range(0, len(pieces), ROWS))
    account = Account(merged=merged, rejects=rejects)
    with new_build(Path(folder)) as aside:
        write_corpus(aside, parts, about, account, collected=collected, large=len(rows) >= LARGE)
    return Path(folder)


def write_corpus(
    aside: Path,
    parts: Iterable[pa.Table],
    about: About,
    account: Account,
    *,
    collected: pd.DataFrame | None = None,
    large: bool = True,
) -> layout.Manifest:
    """Write pieces (tables of PIECE, in date order) as a build, and put its manifest in place."""
    files = CorpusFiles(aside, large=large)
    for part in parts:
        files.add(part)
    files.finish()
    codes, outlets = files.outlets()
    spans = _spans(files, codes, outlets, collected, about.basis)
    write_table(aside / layout.COLLECTED, pa.Table.from_pandas(spans, preserve_index=False))
    rejected = _write_account(aside, account, files)
    manifest = layout.Manifest(
        name=about.name,
        licence=about.licence,
        basis=about.basis,
        note=about.note,
        built_at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        read=files.rows + account.merged + rejected,
        kept=files.rows,
        merged=account.merged,
        rejected=rejected,
        undated=int(np.isnat(files.moments).sum()),
        first_day=str(files.days[0]) if len(files.days) else "",
        last_day=str(files.days[-1]) if len(files.days) else "",
        own_stories=bool(files.rows == 0 or files.story.max() + 1 == files.rows),
        build=aside.name,
        stories=dict(about.stories),
        made=dict(about.made(files)),
        inputs=tuple(dict(one) for one in about.inputs),
        files=layout.stored_files(aside.parent, aside.name),
    )
    manifest.write(aside.parent)
    return manifest


@contextmanager
def new_build(folder: Path) -> Iterator[Path]:
    """Give a subfolder of the corpus folder to write a build to; the old build goes at the end.

    Until the manifest is replaced the folder is the old corpus. What broken attempts left behind
    is cleared. The caller holds the corpus's lock where two could write at once.
    Errors: IngestError for a target that holds other things.
    """
    check_target(folder)
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=BUILD, dir=folder))
    aside.chmod(0o755)
    try:
        yield aside
    finally:
        if aside.name != _current(folder):
            shutil.rmtree(aside, ignore_errors=True)
        clear(folder)
        if made and not any(folder.iterdir()):
            folder.rmdir()


def check_target(folder: Path) -> None:
    """Check that a corpus may be written to a folder. Errors: IngestError."""
    if folder.exists() and not _may_be_replaced(folder):
        raise IngestError(f"{folder} is there already and is no corpus; choose another folder.")
    if (folder / layout.MANIFEST).exists() and not _current(folder):
        raise IngestError(
            f"{folder / layout.MANIFEST} cannot be read, so nothing there is touched; mend it, or "
            "delete the folder."
        )


def clear(folder: Path) -> None:
    """Remove the builds that the manifest does not name; none where it cannot be read."""
    current = _current(folder)
    if not current and (folder / layout.MANIFEST).exists():
        return
    for path in folder.glob(f"{BUILD}*"):
        if path.name != current:
            shutil.rmtree(path, ignore_errors=True)
    (folder / f".{layout.MANIFEST}.new").unlink(missing_ok=True)


def _current(folder: Path) -> str:
    try:
        return layout.named_build(folder)
    except CorpusError:
        return ""


def _may_be_replaced(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    if (folder / layout.MANIFEST).is_file():
        return True
    return all(
        path.name.startswith(BUILD) or path.name.startswith(".") and path.is_file()
        for path in folder.iterdir()
    )


def _complete(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with every column of a piece, as strings but for date and confidence."""
    if missing := [name for name in NEEDED if name not in rows]:
        raise IngestError(f"The pieces lack the column {missing[0]}.")
    when = pd.to_datetime(rows["published_at"]).astype("datetime64[us]")
    names = (*TEXT_COLUMNS, *SINGLE, *LIST_COLUMNS.values())
    pieces = pd.DataFrame({name: _text(rows, name) for name in names})
    pieces = pieces.assign(published_at=when.to_numpy())
    pieces[CONFIDENCE] = rows[CONFIDENCE].to_numpy() if CONFIDENCE in rows else None
    pieces[STATED] = rows[STATED].to_numpy() if STATED in rows else True
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


def _spans(
    files: CorpusFiles,
    codes: np.ndarray,
    outlets: np.ndarray,
    collected: pd.DataFrame | None,
    basis: str,
) -> pd.DataFrame:
    if collected is not None:
        return stated_spans(collected)
    pieces = pd.DataFrame({"published_at": files.moments, "precision": files.precision()})
    whole = estimated_spans(pieces)
    if basis == "curated":
        return whole
    dated = ~np.isnat(files.moments)
    days = files.moments[dated].astype("datetime64[D]")
    last = last_days(pieces[dated])
    return pd.concat([whole, spans_of_outlets(codes[dated], days, last, outlets)])


def _write_account(aside: Path, account: Account, files: CorpusFiles) -> int:
    """Write the tables of what became of the rows; return how many were rejected."""
    codes, outlets = files.outlets()
    counts = np.bincount(codes, minlength=len(outlets))
    countries = files.first_of_outlets("outlet_country")
    basis = [
        account.outlet_basis.get(outlet, "stated") if country else ""
        for outlet, country in zip(outlets, countries, strict=True)
    ]
    known = {"outlet": outlets, "outlet_country": countries, "basis": basis, "articles": counts}
    tables = {
        layout.REJECTS: account.rejects,
        layout.REMARKS: account.remarks,
        layout.SOURCES: account.sources,
        layout.OUTLETS: pd.DataFrame(known),
    }
    for name, table in tables.items():
        if isinstance(table, Path):
            table.rename(aside / name)
            continue
        frame = pd.DataFrame(columns=list(_KINDS[name])) if table is None else table
        frame = frame[list(_KINDS[name])].astype(_KINDS[name])
        write_table(aside / name, pa.Table.from_pandas(frame, preserve_index=False))
    if account.rejected is not None:
        return account.rejected
    return 0 if account.rejects is None else len(account.rejects)
