"""The pieces of a corpus that is there, as rows that can be staged again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.corpus import CorpusError, layout
from data.corpus.columns import CONFIDENCE, LISTS, SINGLE, STATED
from data.corpus.layout import COLUMNS, MENTIONS, REJECTS, REMARKS, TEXTS, TOPICS, read_manifest
from data.corpus.tables import coded, numbers, read_table
from data.days import in_words
from data.ingest.options import SENSES, Options
from data.ingest.pieces import key_of
from data.ingest.rejecting import Rejected
from data.ingest.staging import PIECES

AT_ONCE = 2_000


def pieces(folder: Path, *, retag: bool = False) -> Iterator[pa.Table]:
    """Give a corpus's pieces by date, as tables of staging.PIECES.

    retag: ask for countries anew where the file does not state them.
    Errors: CorpusError for a folder that is no corpus.
    """
    files = folder / read_manifest(folder).build
    counts = [name for _, *names in LISTS.values() for name in names]
    columns = read_table(files, COLUMNS, ("published_at", CONFIDENCE, STATED, *SINGLE, *counts))
    texts = read_table(files, TEXTS, ("article_id",))
    countries = _Joined(read_table(files, MENTIONS, ("country", "count")), "country")
    topics = _Joined(read_table(files, TOPICS, ("topic",)), "topic")
    first = 0
    for batch in (part for whole in texts.to_batches() for part in _slices(whole)):
        rows = slice(first, first + batch.num_rows)
        first = rows.stop
        known = columns.slice(rows.start, batch.num_rows)
        table = {name: batch.column(name) for name in batch.schema.names if name != "story_id"}
        table |= {name: _plain(known[name]) for name in SINGLE}
        table |= {name: known[name] for name in ("published_at", CONFIDENCE, STATED)}
        table["countries"] = countries.of(known, *LISTS["country"][1:])
        table["topics"] = topics.of(known, *LISTS["topic"][1:])
        ids, urls = (batch.column(name).to_pylist() for name in ("article_id", "url"))
        table["key"] = pa.array([key_of(*pair) for pair in zip(ids, urls, strict=True)])
        table["part"] = pa.array(np.zeros(batch.num_rows, np.int32))
        table["tag"] = (
            pc.invert(known[STATED]) if retag else pa.array(np.zeros(batch.num_rows, bool))
        )
        yield pa.table({name: table[name] for name in PIECES.names}).cast(PIECES)


def _slices(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    for first in range(0, batch.num_rows, AT_ONCE):
        yield batch.slice(first, AT_ONCE)


def copy_account(folder: Path, rejected: Rejected, remarks: Rejected) -> None:
    """Add the corpus's rejects and remarks to those of an ingest."""
    files = folder / read_manifest(folder).build
    for name, target in ((REJECTS, rejected), (REMARKS, remarks)):
        for batch in read_table(files, name, ("file", "line", "reason", "row")).to_batches():
            for row in batch.to_pylist():
                target.add(**row)


def sources(folder: Path) -> pd.DataFrame:
    """Return what each file gave to the corpus, as it was told then."""
    return read_table(folder / read_manifest(folder).build, layout.SOURCES, ()).to_pandas()


def as_before(options: Options, folder: Path) -> Options:
    """Return options that find countries and stories as a corpus did, unless they say how."""
    manifest = read_manifest(folder)
    senses = str(manifest.made.get("countries", {}).get("senses", ""))
    return replace(
        options,
        senses=options.senses or tuple(one for one in senses.split(",") if one in SENSES),
        stories=bool(manifest.stories),
    )


def replaced(folder: Path) -> Iterator[str]:
    """Say which corpus a new one takes the place of; nothing where there is none."""
    if not (folder / layout.MANIFEST).is_file():
        return
    try:
        manifest = read_manifest(folder)
    except CorpusError:
        yield "It replaces a corpus that could not be opened."
        return
    yield (
        f"It replaces {manifest.name}, {manifest.kept:,} pieces built on "
        f"{in_words(manifest.built_at[:10])}; --append adds instead."
    )


def outlet_basis(folder: Path) -> dict[str, str]:
    """Return where each outlet's country comes from, as it was told then."""
    files = folder / read_manifest(folder).build
    known = read_table(files, layout.OUTLETS, ("outlet", "basis")).to_pydict()
    return {
        outlet: basis
        for outlet, basis in zip(known["outlet"], known["basis"], strict=True)
        if basis
    }


class _Joined:
    """A list column as ;-joined words, mentions with how often and whether in the title."""

    def __init__(self, table: pa.Table, name: str) -> None:
        codes, values = coded(table, name)
        self._values = values[codes]
        if "count" in table.column_names:
            counts, titles = numbers(table, "count"), numbers(table, "in_title")
            self._values = np.array(
                [
                    f"{value}:{count}:{title:d}" if count else value
                    for value, count, title in zip(self._values, counts, titles, strict=True)
                ],
                dtype=object,
            )

    def of(self, columns: pa.Table, first: str, sizes: str) -> pa.Array:
        starts, lengths = (columns[name].to_pylist() for name in (first, sizes))
        pairs = zip(starts, lengths, strict=True)
        joined = [";".join(self._values[start : start + length]) for start, length in pairs]
        return pa.array(joined, pa.large_string())


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.string())
