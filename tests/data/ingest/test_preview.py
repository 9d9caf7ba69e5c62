"""How files would be read, told before anything is written."""

import gzip
import json
import random
from pathlib import Path

import pytest
from ingest_files import rows, write_csv, write_lines

from data.ingest.errors import IngestError
from data.ingest.options import Options
from data.ingest.preview import LOOKED_AT, SAMPLE, SHOWN, FilePreview, preview


def looked_at(*paths: Path, number: int = 10, **options: object) -> list[FilePreview]:
    """Return how files would be read into a corpus that is not there."""
    return preview(paths, Options(corpus="nowhere", **options), number)


def test_a_file_is_told_with_its_first_rows(tmp_path: Path) -> None:
    """A preview shows other rows, or other fields, than an ingest would read."""
    (told,) = looked_at(write_csv(tmp_path / "list.csv", rows(20)), number=3)
    assert (told.name, told.kind, told.refused, told.faults) == ("list.csv", "CSV table", "", ())
    assert told.columns[0] == ("headline", "Kazakhstan joins the accords (0)", "title")
    assert [field for _, _, field in told.columns] == [
        "title",
        "published",
        "outlet",
        "url",
        "summary",
    ]
    assert told.fields["published"] == "date"
    assert told.first["title"].to_list() == [row["headline"] for row in rows(3)]
    assert told.first["outlet"].to_list() == ["Outlet 0", "Outlet 1", "Outlet 2"]
    assert set(told.first["countries"].iloc[0].split(";")) == {"KAZ", "ISR"}
    assert list(told.first.columns)[: len(SHOWN)] == list(SHOWN)


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look makes a corpus, or a folder for one."""
    monkeypatch.chdir(tmp_path)
    looked_at(write_csv(tmp_path / "list.csv", rows(3)))
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_each_file_is_told_apart(tmp_path: Path) -> None:
    """One file that lists no pieces hides the others."""
    (tmp_path / "counts.csv").write_text("date,count\n2025-01-02,5\n2025-01-03,6\n", "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    write_csv(tmp_path / "list.csv", rows(2))
    write_lines(tmp_path / "more.json", rows(2))
    told = looked_at(*sorted(tmp_path.iterdir()))
    assert [one.name for one in told] == ["counts.csv", "empty.txt", "list.csv", "more.json"]
    assert "counts over time" in told[0].refused
    assert "empty file" in told[1].refused
    assert told[0].first.empty and list(told[0].first.columns) == list(SHOWN)
    assert [len(one.first) for one in told[2:]] == [2, 2]


def test_what_the_first_rows_lack_is_said_by_line(tmp_path: Path) -> None:
    """A row that an ingest would reject is not told of, or not which one it is."""
    path = write_csv(tmp_path / "list.csv", rows(2))
    path.write_text(path.read_text("utf-8") + "too,few\n,,,,\nA title,soon,,,\n", "utf-8")
    (told,) = looked_at(path)
    assert len(told.first) == 3
    assert told.faults[0] == "Row 4: 2 cells where the table has 5."
    assert told.faults[1].startswith("Row 5: no title")
    assert any(fault.startswith("Row 6: ") and "soon" in fault for fault in told.faults[2:])


def test_a_head_only_has_columns_and_no_rows(tmp_path: Path) -> None:
    """A file of only a header ends in a traceback."""
    (told,) = looked_at(write_csv(tmp_path / "list.csv", []))
    assert [column for column, _, _ in told.columns] == [
        "headline",
        "date",
        "site",
        "link",
        "abstract",
    ]
    assert (told.refused, told.first.empty, told.faults) == ("", True, ())


def test_a_choice_of_columns_is_followed_where_it_fits(tmp_path: Path) -> None:
    """A column chosen by hand is not read, or is looked for in a file that has none such."""
    one = write_csv(tmp_path / "one.csv", rows(2))
    two = write_lines(tmp_path / "two.json", [{"title": "A title", "date": "2025-01-02"}] * 2)
    first, second = looked_at(one, two, columns={"title": "abstract", "summary": ""})
    assert first.first["title"].iloc[0] == rows(1)[0]["abstract"]
    assert "summary" not in {field for _, _, field in first.columns}
    assert second.first["title"].to_list() == ["A title"] * 2


def test_how_days_are_read_is_said(tmp_path: Path) -> None:
    """The order of day and month is decided without a word."""
    made = [{"title": f"Title {at}", "date": f"{at}/1/2025"} for at in (1, 2, 25)]
    (told,) = looked_at(write_lines(tmp_path / "list.json", made))
    assert told.first["published_at"].dt.strftime("%Y-%m-%d").to_list() == [
        "2025-01-01",
        "2025-01-02",
        "2025-01-25",
    ]
    assert told.notes


def test_values_are_shown_short(tmp_path: Path) -> None:
    """A long text fills the table of columns, or a value of many lines breaks it."""
    made = [{"title": "A title", "text": "", "more": None}, {"title": "B", "text": "a\n b " * 900}]
    (told,) = looked_at(write_lines(tmp_path / "list.json", made))
    shown = {column: sample for column, sample, _ in told.columns}
    assert len(shown["text"]) == SAMPLE
    assert shown["text"].startswith("a b a b")
    assert shown["more"] == ""


def test_a_value_is_found_though_the_first_rows_have_none(tmp_path: Path) -> None:
    """A column that is empty at first is shown as if it were empty."""
    made = [
        {"title": f"Title {at}", "note": "late" if at == LOOKED_AT - 1 else ""}
        for at in range(LOOKED_AT)
    ]
    (told,) = looked_at(write_lines(tmp_path / "list.json", made))
    assert ("note", "late", "") in told.columns


def test_a_file_that_breaks_off_is_told_with_what_stands_before(tmp_path: Path) -> None:
    """A preview refuses a file of which an ingest would keep the rows before the damage."""
    noise = random.Random(7)
    made = [row | {"abstract": str(noise.random())} for row in rows(2_000)]
    raw = write_csv(tmp_path / "list.csv", made).read_bytes()
    path = tmp_path / "cut.csv.gz"
    path.write_bytes(gzip.compress(raw)[:-100])
    (told,) = looked_at(path, number=2_000)
    assert (told.refused, len(told.first) > 900) == ("", True)
    broken = tmp_path / "cut.json"
    broken.write_text(json.dumps(rows(5))[:-10], "utf-8")
    (told,) = looked_at(broken)
    assert len(told.first) == 4
    assert "no valid JSON after object 4" in told.faults[-1]


def test_a_path_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    """A misspelt name gives an empty preview."""
    with pytest.raises(IngestError, match=r"nowhere\.csv does not exist"):
        looked_at(tmp_path / "nowhere.csv")
