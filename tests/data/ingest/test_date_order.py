"""Rows on disk come back in another order, each once, whatever the portions they are sorted in."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.ingest import date_order
from data.ingest.date_order import RANK, in_order

ROWS = 500


def written(path: Path, rows: int = ROWS) -> Path:
    """Write rows that say their number, in row groups of 70."""
    table = pa.table({"number": np.arange(rows), "text": [f"row {at}" for at in range(rows)]})
    pq.write_table(table, path, row_group_size=70)
    return path


@pytest.mark.parametrize("portion", [1, 7_000, 1 << 30])
@pytest.mark.parametrize("most", [1, 5, 200])
@pytest.mark.parametrize("kept", [0, 1, 333, ROWS])
def test_rows_come_in_the_order_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, portion: int, most: int, kept: int
) -> None:
    """A row is lost, doubled or out of place, or one that was not asked for comes."""
    monkeypatch.setattr(date_order, "PORTION", portion)
    monkeypatch.setattr(date_order, "MOST_PORTIONS", most)
    monkeypatch.setattr(date_order, "AT_ONCE", 64)
    order = np.random.default_rng(3).permutation(ROWS)[:kept]
    folder = tmp_path / "portions"
    path = written(tmp_path / "rows.parquet")
    parts = list(in_order(path, order, np.full(ROWS, 10), folder))
    assert [number for part in parts for number in part["number"].to_pylist()] == order.tolist()
    assert [rank for part in parts for rank in part[RANK].to_pylist()] == list(range(kept))
    assert [text for part in parts for text in part["text"].to_pylist()] == [
        f"row {number}" for number in order
    ]
    assert list(folder.iterdir()) == []


def test_portions_hold_rows_by_their_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long texts are sorted all at once, and take as much memory as they like."""
    monkeypatch.setattr(date_order, "PORTION", 20 * date_order.A_ROW)
    sizes = np.where(np.arange(ROWS) < 100, 9 * date_order.A_ROW, 0)
    path, folder = written(tmp_path / "rows.parquet"), tmp_path / "portions"
    parts = in_order(path, np.arange(ROWS), sizes, folder)
    lengths = [part.num_rows for part in parts]
    assert sum(lengths) == ROWS
    assert max(lengths[:49]) <= 3 and max(lengths[50:]) >= 19
