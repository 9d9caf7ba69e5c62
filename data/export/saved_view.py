"""A ZIP of a view read back, with everything checked that a stranger could have changed."""

import json
import lzma
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.export.bundle import DRAWN, DRAWN_TYPED, FORMAT, MADE_BY, VIEW
from data.export.comparison import TextTable, text_table
from data.export.tables import as_csv

MEGABYTE = 2**20
# What may be unpacked; a small ZIP can hold far more than a machine's memory.
MOST_BYTES = {VIEW: MEGABYTE, DRAWN: 200 * MEGABYTE, DRAWN_TYPED: 200 * MEGABYTE}
DAMAGED = (
    BadZipFile,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
)


class SavedViewError(ValueError):
    """A file is no view that can be read; the message is a sentence for the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """What a ZIP says of its view, and the rows drawn.

    filters: as an address writes them. today: the day it was looked at. corpus: the name of its
    corpus. types: column and type, in order. drawn: the rows as text.
    """

    figure: str
    filters: str
    today: date
    code: str
    facts: str
    corpus: str
    checksum: str
    built_in: bool
    types: Mapping[str, str]
    drawn: TextTable


def read_view(file: IO[bytes]) -> SavedView:
    """Read a ZIP as data.export.bundle makes it; nothing is written to a disk.

    Errors: SavedViewError for what is no ZIP, not ours, damaged, edited, too large or newer.
    """
    try:
        with ZipFile(file) as archive:
            said = _said(_unpacked(archive, VIEW))
            members = {name: _unpacked(archive, name) for name in (DRAWN, DRAWN_TYPED)}
    except SavedViewError:
        raise
    except DAMAGED as error:
        raise SavedViewError(f"It is no ZIP, or a damaged one ({error}).") from error
    for name, content in members.items():
        if said["files"].get(name) != sha256(content).hexdigest():
            raise SavedViewError(
                f"{name} was changed after the ZIP was made: its SHA-256 is not the one in {VIEW}."
            )
    return _checked(said, members[DRAWN], members[DRAWN_TYPED])


def _unpacked(archive: ZipFile, name: str) -> bytes:
    """Return one member, of which no more is unpacked than it may have."""
    found = [entry for entry in archive.infolist() if entry.filename == name]
    if not found:
        raise SavedViewError(f"It holds no {name}: it is no view from {MADE_BY}.")
    if len(found) > 1:
        raise SavedViewError(f"It holds {len(found)} files named {name}; one is expected.")
    most = MOST_BYTES[name]
    with archive.open(found[0]) as member:
        content = member.read(most + 1) if found[0].file_size <= most else b""
    if found[0].file_size > most or len(content) > most:
        raise SavedViewError(f"{name} is larger than the {most // MEGABYTE:,} MB that are read.")
    return content


def _said(content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        raise SavedViewError(f"Its {VIEW} cannot be read.") from None
    if not isinstance(said, dict) or said.get("made_by") != MADE_BY:
        raise SavedViewError(f"Its {VIEW} is not from {MADE_BY}.")
    number = said.get("format")
    if not isinstance(number, int) or number < 1:
        raise SavedViewError(f"Its {VIEW} names no format.")
    if number > FORMAT:
        raise SavedViewError(
            f"It was made by a newer version (format {number}; this one reads up to {FORMAT})."
        )
    if not isinstance(said.get("files"), dict):
        raise SavedViewError(f"Its {VIEW} is damaged (files).")
    return said


def _checked(said: Mapping[str, Any], drawn: bytes, typed: bytes) -> SavedView:
    try:
        corpus = said["corpus"]
        view = SavedView(
            **{name: _text(said[name]) for name in ("figure", "filters", "code", "facts")},
            today=date.fromisoformat(said["today"]),
            corpus=_text(corpus["name"]),
            checksum=_text(corpus["checksum"]),
            built_in=corpus["built_in"] is True,
            types={_text(one["name"]): _text(one["type"]) for one in said["columns"]},
            drawn=text_table(drawn),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SavedViewError(f"Its {VIEW} or {DRAWN} is damaged ({error}).") from error
    if as_csv(_typed(typed, view.drawn)) != drawn:
        raise SavedViewError(f"{DRAWN} and {DRAWN_TYPED} hold different rows: one was changed.")
    return view


def _typed(content: bytes, drawn: TextTable) -> pd.DataFrame:
    """Read the Parquet file, whose few bytes may stand for endless rows."""
    try:
        held = pq.ParquetFile(BytesIO(content))
        groups = (held.metadata.row_group(k) for k in range(held.metadata.num_row_groups))
        if sum(group.total_byte_size for group in groups) > MOST_BYTES[DRAWN_TYPED]:
            raise SavedViewError(f"{DRAWN_TYPED} is larger than what is read.")
        if held.metadata.num_rows != len(drawn.rows):
            raise SavedViewError(f"{DRAWN} and {DRAWN_TYPED} hold different numbers of rows.")
        return held.read().to_pandas()
    except (pa.ArrowException, OSError, TypeError, KeyError) as error:
        raise SavedViewError(f"Its {DRAWN_TYPED} cannot be read.") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is no text")
    return value
