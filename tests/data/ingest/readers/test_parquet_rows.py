"""Parquet: columns of each type, inner ones, values beyond what Python holds, broken files."""

import datetime as dt
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from document_files import COLUMNS, PIECES, all_of, cells_of, sentence_of, source_of

from data.ingest.records import Found

DAY = dt.date(2025, 1, 2)
MOMENT = dt.datetime(2025, 1, 2, 3, 4, 5)


def written(table: pa.Table, **options: object) -> bytes:
    """Return a table as a Parquet file."""
    file = io.BytesIO()
    pq.write_table(table, file, **options)
    return file.getvalue()


def pieces() -> pa.Table:
    """Return the usual pieces as a table."""
    return pa.table(dict(zip(COLUMNS, map(list, zip(*PIECES, strict=True)), strict=True)))


@pytest.mark.parametrize("packed", ["none", "snappy", "gzip", "zstd"])
def test_pieces_however_they_are_packed(packed: str) -> None:
    """A Parquet file packed in a usual way is not read."""
    source = source_of(written(pieces(), compression=packed))
    assert (source.kind, source.columns) == ("Parquet table", COLUMNS)
    assert source.fields == {"title": "title", "published": "date", "url": "url"}
    assert [tuple(row.values.values()) for row in source.rows()] == list(PIECES)
    assert [row.line for row in source.rows()] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (pa.array([DAY]), "2025-01-02"),
        (pa.array([MOMENT], pa.timestamp("us")), "2025-01-02T03:04:05"),
        (pa.array([MOMENT], pa.timestamp("ms", "UTC")), "2025-01-02T03:04:05+00:00"),
        (pa.array([dt.datetime(2025, 1, 2)], pa.timestamp("s")), "2025-01-02"),
        (pa.array(["x"]).dictionary_encode(), "x"),
        (pa.array(["x"], pa.large_string()), "x"),
        (pa.array([b"x\xff"]), "x\ufffd"),
        (pa.array([1.0]), "1"),
        (pa.array([2.5]), "2.5"),
        (pa.array([20250102]), "20250102"),
        (pa.array([True]), "true"),
        (pa.array([None], pa.string()), ""),
        (pa.array([None], pa.timestamp("us")), ""),
        (pa.array([1], pa.decimal128(5, 2)), "1.00"),
        (pa.array([2**60], pa.timestamp("us")), ""),
        (pa.array([2**30], pa.date32()), ""),
    ],
)
def test_cells_of_each_type(column: pa.Array, text: str) -> None:
    """A cell of one type is shown as Python writes it, or is a traceback."""
    assert cells_of(written(pa.table({"title": ["A title"], "x": column}))) == [("A title", text)]


def test_letters_that_are_no_utf8_cost_no_row() -> None:
    """One bad byte in a column of texts makes the file unreadable."""
    raw = pa.array([b"A bad \xff byte", b"A good one", None])
    bad = pa.StringArray.from_buffers(3, *raw.buffers()[1:], raw.buffers()[0])
    assert cells_of(written(pa.table({"title": bad}))) == [
        ("A bad \ufffd byte",),
        ("A good one",),
        ("",),
    ]


def test_inner_columns_are_spread_out() -> None:
    """A list or an object in a cell is lost, or is shown as Python writes it."""
    table = pa.table(
        {
            "title": ["A title", "B title"],
            "tags": [["a", "b"], None],
            "source": [{"name": "The Paper", "id": 1}, {"name": None, "id": 2}],
        }
    )
    one, two = all_of(written(table))
    assert one.values == {
        "title": "A title",
        "tags": "a;b",
        "source.name": "The Paper",
        "source.id": "1",
    }
    assert two.values["title"] == "B title"


def test_two_columns_of_one_name_stay_two() -> None:
    """Of two columns with one name the first is lost."""
    table = pa.table([["A title"], ["B title"]], names=["title", "title"])
    assert all_of(written(table)) == [Found(1, {"title": "A title", "title (2)": "B title"})]


def test_many_rows_in_groups_keep_their_order() -> None:
    """Rows beyond the first group or batch are lost, or come in another order."""
    titles = [f"Title number {at}" for at in range(5_001)]
    rows = all_of(written(pa.table({"title": titles}), row_group_size=700))
    assert [row.values["title"] for row in rows] == titles
    assert rows[-1].line == 5_001


def test_a_table_without_rows() -> None:
    """A file of only a header ends in a traceback."""
    source = source_of(written(pieces().slice(0, 0)))
    assert (source.columns, list(source.rows())) == (COLUMNS, [])


@pytest.mark.parametrize(
    "broken",
    [
        lambda file: file[:-10],
        lambda file: b"PAR1",
        lambda file: b"PAR1" + bytes(8) + b"PAR1",
        lambda file: file[:40] + b"\xff" * 60 + file[100:],
        lambda file: file[:-60] + b"\xff" * 40 + file[-20:],
    ],
    ids="cut mark empty middle end".split(),
)
def test_a_broken_file_is_a_sentence(broken: object) -> None:
    """A damaged file ends in a traceback."""
    assert "damaged Parquet file" in sentence_of(broken(written(pieces())))


def test_what_lists_no_pieces_is_a_sentence() -> None:
    """A table of numbers, or one far too wide, is read as pieces."""
    assert "without a column" in sentence_of(written(pa.table({"a": [1, 2], "b": [2, 3]})))
    wide = pa.table({f"c{at}": [1] for at in range(2_001)})
    assert "2,001 columns" in sentence_of(written(wide))
