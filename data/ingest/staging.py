"""Rows on their way into a corpus: held on disk, merged by address and sorted by date there."""

import shutil
import tempfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.corpus.columns import CONFIDENCE, STATED
from data.ingest.build import BUILD
from data.ingest.errors import IngestError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Memory that sorting may take; beyond it the database sorts on disk.
MEMORY = "384MB"
ROWS = 5_000
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
    [*PIECES.remove(PIECES.get_field_index("tag")), ("signature", pa.binary()), ("seq", pa.int64())]
)
# Of rows with one address the one in the corpus, then the dated, the fullest, the first is kept.
_KEPT = """
CREATE TABLE kept AS
SELECT min((part > 0, published_at IS NULL,
            -length(title) - length(summary) - length(text), seq))[4] AS seq,
       string_agg(DISTINCT countries, ';') FILTER ({stated} AND countries <> '') AS countries
FROM rows GROUP BY key
"""
_SORTED = """
SELECT rows.* REPLACE (
    CASE WHEN {stated} AND kept.countries <> ''
         THEN rows.countries || ';' || kept.countries ELSE rows.countries END AS countries)
FROM rows JOIN kept USING (seq)
ORDER BY published_at NULLS LAST, seq
"""


class Staging:
    """Rows of one ingest in a folder of its own, which goes when the ingest ends.

    Errors of the database (a full disk, say) come as IngestError.
    """

    def __init__(self, corpus: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"{BUILD}rows-", dir=corpus))
        self._writer = pq.ParquetWriter(self.folder / "rows.parquet", STAGED, compression="snappy")
        self.rows = 0

    def add(self, pieces: pa.Table) -> None:
        """Add pieces with the columns of PIECES and signature."""
        seq = pa.array(range(self.rows, self.rows + pieces.num_rows), pa.int64())
        whole = pieces.append_column("seq", seq).select(STAGED.names).cast(STAGED)
        self._writer.write_table(whole)
        self.rows += pieces.num_rows

    def merged(self) -> pd.DataFrame:
        """Close the rows and choose which to keep: staged, kept and undated (kept), by part."""
        self._writer.close()
        path = str(self.folder / "rows.parquet").replace("'", "''")
        self._ask(f"CREATE VIEW rows AS SELECT * FROM read_parquet('{path}')")
        self._ask(_KEPT.format(stated=STATED))
        return (
            self._ask(
                "SELECT part, count(*) AS staged, count(kept.seq) AS kept, "
                "count(kept.seq) FILTER (published_at IS NULL) AS undated "
                "FROM rows LEFT JOIN kept USING (seq) GROUP BY part"
            )
            .df()
            .set_index("part")
        )

    def in_date_order(self) -> Iterator[pa.Table]:
        """Give the rows kept, undated ones last; merged must have been called."""
        import duckdb

        try:
            found = self._connected.sql(_SORTED.format(stated=STATED))
            for batch in found.to_arrow_reader(ROWS):
                yield pa.Table.from_batches([batch])
        except (duckdb.Error, OSError) as error:
            raise _said(error) from error

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
