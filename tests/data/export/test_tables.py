"""A table taken away is the table that was shown: same rows, same values, nothing that runs."""

import json
from datetime import date
from io import BytesIO

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from data.export import workbook
from data.export.about import about
from data.export.tables import as_csv, as_excel, as_json, as_parquet
from data.export.workbook import TableError, sheet_name

FRAME = pd.DataFrame(
    {
        "month": pd.to_datetime(["2020-08-01", "2020-09-01", None]),
        "country": ["ISR", "ARE", None],
        "outlet": ["الجزيرة", "Türkiye, “Gazetesi”", "שלום 🕊"],
        "articles": [12, 0, 1_234],
        "share": [0.1, 1 / 3, None],
        "member": [True, False, True],
    }
)
NOTES = {"Title": "Coverage", "Filters": "All countries"}


def sheets(file: bytes) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(BytesIO(file))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_csv_read_back_equals_the_frame() -> None:
    """A row, a value, the order or a letter outside ASCII was lost on the way."""
    back = pd.read_csv(BytesIO(as_csv(FRAME)), parse_dates=["month"])
    pd.testing.assert_frame_equal(back, FRAME, check_dtype=False)


def test_csv_begins_with_the_mark_that_excel_needs_and_can_do_without() -> None:
    """Excel would show Arabic names as garbage, or a script would get a strange first name."""
    assert as_csv(FRAME).startswith(b"\xef\xbb\xbfmonth,")
    assert as_csv(FRAME, mark=False).startswith(b"month,")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("-5", "-5"),
        ("+3.5e-2", "+3.5e-2"),
        ("-12%", "-12%"),
        ("1=1", "1=1"),
        ("'=1", "'=1"),
    ],
)
def test_csv_defuses_formulas_and_leaves_numbers(cell: str, written: str) -> None:
    """A spreadsheet would run what a piece of text says, or a number became text."""
    rows = as_csv(pd.DataFrame({"text": [cell]}), mark=False).decode()
    expected = f'"{written}"' if set(written) & set('\r\n",') else written
    assert rows == f"text\r\n{expected}\r\n"


def test_csv_defuses_headings_and_values_of_categories_and_lists() -> None:
    """A formula came through by another door than a column of text."""
    frame = pd.DataFrame({"=a": pd.Categorical(["=1", "b"]), "l": [["=1", "2"], []]})
    assert as_csv(frame, mark=False).decode() == "'=a,l\r\n'=1,'=1; 2\r\nb,\r\n"


def test_csv_leaves_negative_numbers_alone() -> None:
    """A minus sign in a column of numbers was taken for a formula."""
    assert as_csv(pd.DataFrame({"change": [-1, -2.5]}), mark=False) == b"change\r\n-1.0\r\n-2.5\r\n"


def test_no_export_changes_the_frame_it_was_given() -> None:
    """What is drawn and what is downloaded are one object; an export wrote into it."""
    before = FRAME.copy(deep=True)
    as_csv(FRAME), as_json(FRAME), as_parquet(FRAME, NOTES), as_excel(FRAME, sheet="a", notes=NOTES)
    pd.testing.assert_frame_equal(FRAME, before)


def test_excel_read_back_equals_the_frame() -> None:
    """A row, a type or a letter was lost; dates must be dates and numbers numbers."""
    rows = sheets(as_excel(FRAME, sheet="Coverage", notes=NOTES))["Coverage"]
    assert rows[0] == tuple(FRAME.columns)
    assert rows[1] == (pd.Timestamp("2020-08-01"), "ISR", "الجزيرة", 12, 0.1, True)
    assert rows[2][4] == pytest.approx(1 / 3, abs=1e-15)
    assert rows[3] == (None, None, "שלום 🕊", 1_234, None, True)
    assert len(rows) == 4


def test_excel_about_sheet_holds_every_note() -> None:
    """Who finds the file later cannot tell what was chosen, from where, on which terms."""
    notes = about(
        title="Coverage",
        filters="About Israel",
        address="https://example.org/coverage?country=ISR",
        source="988 curated pieces",
        day=date(2026, 11, 24),
        licence="private",
        corpus="Mine, checksum 0a1b",
    )
    said = dict(sheets(as_excel(FRAME, sheet="Coverage", notes=notes))["About"])
    assert said == notes
    assert {"Title", "Filters", "Address", "Source", "Licence", "Downloaded"} <= said.keys()
    assert said["Cite as"] == (
        "Accord Atlas. Coverage (About Israel). https://example.org/coverage?country=ISR. "
        "Read 24 November 2026"
    )


def test_a_citation_names_a_corpus_of_ones_own() -> None:
    """Two readers cite the same words for figures of two corpora."""
    said = about(
        title="Coverage",
        filters="All",
        address="",
        source="",
        day=date(2026, 11, 24),
        licence="",
        corpus="Mine, checksum 0a1b",
        cited_corpus="Mine, checksum 0a1b",
    )
    assert "Coverage (All). Corpus: Mine, checksum 0a1b. Read" in said["Cite as"]


def test_excel_runs_nothing_and_links_nothing() -> None:
    """A text was written as a formula or a link."""
    frame = pd.DataFrame({"=t": ["=1+1", "@a", "https://example.org/a", "12", "{=1}"]})
    file = as_excel(frame, sheet="Rows", notes={"Title": "=1+1"})
    book = openpyxl.load_workbook(BytesIO(file))
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value):
            assert (cell.data_type, cell.hyperlink) == ("s", None), cell.value
    assert [cell.value for cell in book["Rows"]["A"]] == ["=t", *frame["=t"]]


def test_excel_says_which_cells_it_had_to_cut() -> None:
    """Excel takes 32,767 letters in a cell; the writer drops longer texts without a word."""
    frame = pd.DataFrame({"text": ["a" * 32_767, "b" * 40_000, "🕊" * 20_000]})
    read = sheets(as_excel(frame, sheet="Rows", notes=NOTES))
    assert [len(row[0]) for row in read["Rows"][1:]] == [32_767, 32_767, 16_383]
    assert dict(read["About"])["Cut cells"].startswith("2 cells hold only their first 32,767")


def test_excel_refuses_more_rows_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last rows would be missing without a word."""
    monkeypatch.setattr(workbook, "ROWS_HELD", 2)
    with pytest.raises(TableError, match="Excel holds 2 rows; this table has 3"):
        as_excel(FRAME, sheet="Rows", notes=NOTES)


def test_excel_writes_what_is_no_excel_value_as_text() -> None:
    """Days before 1900 and long ids came out shifted, rounded or as an error."""
    frame = pd.DataFrame(
        {
            "day": [date(1899, 5, 1), date(1945, 3, 22)],
            "number": pd.Series([2**53 + 1, 7], dtype=object),
            "ratio": [float("inf"), float("nan")],
        }
    )
    rows = sheets(as_excel(frame, sheet="Rows", notes=NOTES))["Rows"]
    assert rows[1] == ("1899-05-01", str(2**53 + 1), "inf")
    assert rows[2][0].date() == date(1945, 3, 22) and rows[2][1:] == (7, None)


def test_excel_times_are_in_utc_and_said_to_be() -> None:
    """A time of day lost its zone."""
    at = pd.to_datetime(["2020-08-13T23:30:00+03:00"]).tz_convert("Asia/Jerusalem")
    read = sheets(as_excel(pd.DataFrame({"at": at}), sheet="Rows", notes={}))
    assert read["Rows"][1][0] == pd.Timestamp("2020-08-13 20:30")
    assert dict(read["About"]) == {"Times": "UTC"}


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Coverage", "Coverage"),
        ("a/b:c[d]*?\\", "a b c d"),
        ("'quoted'", "quoted"),
        ("history", "Data"),
        ("ABOUT", "Data"),
        ("", "Data"),
        ("x" * 40, "x" * 31),
    ],
)
def test_sheet_names_are_ones_excel_takes(wanted: str, name: str) -> None:
    """Excel would call the file damaged."""
    assert sheet_name(wanted) == name
    assert name in sheets(as_excel(FRAME, sheet=wanted, notes=NOTES))


def test_control_characters_do_not_damage_the_workbook() -> None:
    """XML forbids control characters; the file would not open."""
    frame = pd.DataFrame({"text": ["a\x00b\x0bc", "_x0041_"]})
    rows = sheets(as_excel(frame, sheet="Rows", notes=NOTES))["Rows"]
    assert len(rows) == 3 and rows[1][0].startswith("a")


def test_parquet_keeps_types_lists_and_texts_and_carries_the_notes() -> None:
    """A type was lost, a formula-like text was changed, or the file does not say what it is."""
    frame = FRAME.assign(topics=[["a", "b"], [], ["=c"]])
    file = as_parquet(frame, NOTES)
    back = pd.read_parquet(BytesIO(file))
    back["topics"] = back["topics"].map(list)
    pd.testing.assert_frame_equal(back, frame)
    metadata = pq.read_schema(BytesIO(file)).metadata
    assert metadata[b"Title"] == b"Coverage" and metadata[b"Filters"] == b"All countries"


def test_json_has_an_object_per_row_with_days_as_days() -> None:
    """A value changed its type, or a day became a time."""
    frame = FRAME.assign(topics=[["a", "b"], [], ["=c"]])
    rows = json.loads(as_json(frame))
    assert rows[0] == {
        "month": "2020-08-01",
        "country": "ISR",
        "outlet": "الجزيرة",
        "articles": 12,
        "share": 0.1,
        "member": True,
        "topics": ["a", "b"],
    }
    assert rows[2]["month"] is None and rows[2]["share"] is None
    assert rows[1]["share"] == pytest.approx(1 / 3, abs=1e-15)
    assert "الجزيرة" in as_json(frame).decode()


def test_json_writes_times_in_utc() -> None:
    """A piece with an hour lost it, or its zone."""
    at = pd.to_datetime(["2020-08-13T23:30:00+03:00", None], utc=True)
    rows = json.loads(as_json(pd.DataFrame({"at": at})))
    assert rows == [{"at": "2020-08-13T20:30:00Z"}, {"at": None}]


def test_an_empty_frame_gives_its_headings() -> None:
    """Nothing chosen is an answer; it must not be an error."""
    none = FRAME.iloc[:0]
    assert as_csv(none, mark=False) == b"month,country,outlet,articles,share,member\r\n"
    assert sheets(as_excel(none, sheet="Rows", notes=NOTES))["Rows"] == [tuple(FRAME.columns)]
    assert pd.read_parquet(BytesIO(as_parquet(none, NOTES))).empty
    assert json.loads(as_json(none)) == []
