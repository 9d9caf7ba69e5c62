"""Rows on their way into a corpus: held on disk, merged by address and sorted by date there."""

import shutil
import tempfile
from collections.abc import Iterator
from functools import cached_property, reduce
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.corpus.columns import CONFIDENCE, STATED
from data.ingest.build import BUILD
from data.ingest.date_order import RANK, in_order
from data.ingest.errors import IngestError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Memory that sorting may take; beyond it the database sorts on disk.
MEMORY = "384MB"
# part: 0 for what is in the corpus already, else the number of the file, from 1. tag: countries
# are to be looked for.
PIECES = pa.schema(
    [
        ("part", pa.int32()),
        ("tag", pa.bool_()),
        ("article_id", pa.large_string()),
        ("key", pa.string()),
        ("published_at", pa.timestamp("us")),
        ("precision", pa.string()),
        ("outlet", pa.string()),
        ("outlet_country", pa.string()),
        ("language", pa.string()),
        ("kind", pa.string()),
        ("title", pa.large_string()),
        ("summary", pa.large_string()),
        ("text", pa.large_string()),
        ("url", pa.large_string()),
        ("agreement", pa.large_string()),
        ("source_file", pa.large_string()),
        ("topics", pa.large_string()),
        ("countries", pa.large_string()),
        (STATED, pa.bool_()),
        (CONFIDENCE, pa.float32()),
    ]
)
STAGED = pa.schema(
    [
        *PIECES.remove(PIECES.get_field_index("tag")),
        ("signature", pa.binary()),
        ("seq", pa.int64()),
        ("size", pa.int64()),
    ]
)
# Of rows with one address the one in the corpus, then the dated, the fullest, the first is kept.
_KEPT = """
CREATE TABLE kept AS
SELECT key, seq, published_at, times FROM (
    SELECT key, seq, published_at, count(*) OVER (PARTITION BY key) AS times,
           row_number() OVER (
               PARTITION BY key ORDER BY part > 0, published_at IS NULL, size DESC, seq
           ) AS place
    FROM rows)
WHERE place = 1
"""
_ORDER = "SELECT seq FROM kept ORDER BY published_at NULLS LAST, seq"
# Countries that files state of one piece are united.
_UNITED = f"""
CREATE TABLE united AS
SELECT kept.seq, string_agg(DISTINCT rows.countries, ';') AS countries
FROM rows JOIN kept USING (key)
WHERE kept.times > 1 AND rows.{STATED} AND rows.countries <> ''
GROUP BY kept.seq
"""
_COUNTS = """
SELECT part, count(*) AS staged, count(kept.seq) AS kept,
       count(kept.seq) FILTER (rows.published_at IS NULL) AS undated,
       count(kept.seq) FILTER (rows.published_at > now() + INTERVAL 2 DAY) AS ahead
FROM rows LEFT JOIN kept USING (seq) GROUP BY part
"""


class Staging:
    """Rows of one ingest in a folder of its own, which goes when the ingest ends.

    Errors of the database (a full disk, say) come as IngestError.
    """

    def __init__(self, corpus: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"{BUILD}rows-", dir=corpus))
        self._path = self.folder / "rows.parquet"
        self._writer = pq.ParquetWriter(self._path, STAGED, compression="snappy")
        self.rows = 0

    def add(self, pieces: pa.Table) -> None:
        """Add pieces with the columns of PIECES and signature."""
        seq = pa.array(range(self.rows, self.rows + pieces.num_rows), pa.int64())
        lengths = (pc.utf8_length(pieces[name]) for name in ("title", "summary", "text"))
        pieces = pieces.append_column("seq", seq).append_column("size", reduce(pc.add, lengths))
        whole = pieces.select(STAGED.names).cast(STAGED)
        self._writer.write_table(whole)
        self.rows += pieces.num_rows

    def merged(self) -> pd.DataFrame:
        """Close the rows and choose which to keep: staged, kept, undated and ahead, by part."""
        self._writer.close()
        path = str(self._path).replace("'", "''")
        self._ask(f"CREATE VIEW rows AS SELECT * FROM read_parquet('{path}')")
        self._ask(_KEPT)
        self._ask(_UNITED)
        self._are_united = bool(self._ask("SELECT count(*) FROM united").fetchone()[0])
        return self._ask(_COUNTS).df().set_index("part")

    def in_date_order(self) -> Iterator[pa.Table]:
        """Give the rows kept, undated ones last; merged must have been called."""
        order = self._ask(_ORDER).fetchnumpy()["seq"]
        sizes = pq.read_table(self._path, columns=["size"])["size"].to_numpy()
        for rows in in_order(self._path, order, sizes, self.folder / "in-order"):
            yield self._with_united(rows.drop_columns([RANK]))

    def _with_united(self, rows: pa.Table) -> pa.Table:
        """Return rows with the countries that other rows of their address state."""
        if not self._are_united:
            return rows
        numbers = ",".join(map(str, rows["seq"].to_pylist()))
        found = self._ask(f"SELECT seq, countries FROM united WHERE seq IN ({numbers})").fetchall()
        if not found:
            return rows
        others = dict(found)
        names = ("seq", STATED, "countries")
        joined, stated = [], []
        for seq, states, countries in zip(*(rows[n].to_pylist() for n in names), strict=True):
            # What a file states of a piece goes before what was found in its words.
            own = [countries] if states and countries else []
            joined.append(";".join([*own, others[seq]]) if seq in others else countries)
            stated.append(states or seq in others)
        for name, values in (("countries", joined), (STATED, stated)):
            place = rows.schema.get_field_index(name)
            rows = rows.set_column(place, name, pa.array(values, rows.schema.field(name).type))
        return rows

    def close(self) -> None:
        """Remove the folder."""
        self._writer.close()
        if "_connected" in self.__dict__:
            self._connected.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @cached_property
    def _connected(self) -> "DuckDBPyConnection":
        import duckdb

        return duckdb.connect(
            str(self.folder / "rows.duckdb"),
            config={
                "memory_limit": MEMORY,
                "threads": 2,
                "temp_directory": str(self.folder / "spilled"),
                "preserve_insertion_order": False,
            },
        )

    def _ask(self, query: str) -> "DuckDBPyConnection":
        import duckdb

        try:
            return self._connected.execute(query)
        except (duckdb.Error, OSError) as error:
            raise _said(error) from error


def _said(error: Exception) -> IngestError:
    return IngestError(
        f"The rows could not be sorted on disk: {str(error).splitlines()[0]} Nothing was changed; "
        "free some space in the corpora folder and try again."
    )
