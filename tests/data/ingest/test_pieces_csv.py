"""Reading a list of pieces: every row is kept, merged, or rejected with its reason."""

import csv
import json
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from data.corpus import LocalCorpus
from data.ingest.__main__ import main
from data.ingest.errors import IngestError
from data.ingest.pieces_csv import KNOWN, Reading, read_pieces

GOOD = {
    "published": "2020-09-15",
    "outlet": "Haaretz",
    "outlet_country": "ISR",
    "language": "he",
    "url": "https://example.org/1",
    "kind": "news",
    "countries": "ISR; ARE",
    "agreement": "abraham-accords",
    "topics": "trade;",
    "summary": "Signed, “at last” 🙂 בוושינגטון",
    "title": "",
    "text": "",
}


def write(path: Path, *changes: dict[str, str]) -> Path:
    """Write rows that differ from GOOD as said; each has an address of its own unless said."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, KNOWN)
        writer.writeheader()
        for number, change in enumerate(changes):
            writer.writerow(GOOD | {"url": f"https://example.org/{number}"} | change)
    return path


def read(home: Path, *changes: dict[str, str]) -> Reading:
    reading = read_pieces(write(home / "pieces.csv", *changes))
    assert reading.read == len(reading.rows) + reading.merged + len(reading.rejects)
    return reading


def test_a_good_row_is_kept_whole(tmp_path: Path) -> None:
    """A cell of a good row is lost or changed."""
    row = read(tmp_path, {}).rows.iloc[0]
    assert row["published_at"] == pd.Timestamp("2020-09-15")
    assert (row["precision"], row["countries"], row["topics"]) == ("day", "ISR;ARE", "trade")
    assert (row["summary"], row["source_file"]) == (GOOD["summary"], "pieces.csv")


@pytest.mark.parametrize(
    ("published", "moment", "precision"),
    [
        ("", None, ""),
        ("2020", datetime(2020, 1, 1), "year"),
        ("2020-09", datetime(2020, 9, 1), "month"),
        ("2020-09-15T10:30", datetime(2020, 9, 15, 10, 30), "time"),
        ("2020-09-15 10:30:05", datetime(2020, 9, 15, 10, 30, 5), "time"),
        ("2020-09-15T01:30+03:00", datetime(2020, 9, 14, 22, 30), "time"),
        ("2020-09-15T22:30Z", datetime(2020, 9, 15, 22, 30), "time"),
    ],
)
def test_dates(tmp_path: Path, published: str, moment: datetime | None, precision: str) -> None:
    """A date loses its precision, or a zone is not turned into UTC."""
    row = read(tmp_path, {"published": published}).rows.iloc[0]
    assert row["precision"] == precision
    assert pd.isna(row["published_at"]) if moment is None else row["published_at"] == moment


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"published": "2020-13-01"}, "published: '2020-13-01' is not a date"),
        ({"published": "2020-02-30"}, "published: '2020-02-30' is not a date"),
        ({"published": "15/09/2020"}, "published: '15/09/2020' is not a date"),
        ({"published": "20200915"}, "published: '20200915' is not a date"),
        ({"published": "0001-01-01"}, "published: '0001-01-01' is outside 1900 to 2100"),
        ({"published": "0001-01-01T00:00+14:00"}, "is not a date"),
        ({"outlet": " "}, "outlet: empty"),
        ({"outlet_country": "Israel"}, "outlet_country: 'Israel' is not a code"),
        ({"countries": "ISR;ZZZ"}, "countries: 'ZZZ' is not a code"),
        ({"countries": "isr"}, "countries: 'isr' is not a code"),
        ({"language": "Hebrew"}, "language: 'Hebrew' is not a code"),
        ({"summary": ""}, "summary: empty, and no title either"),
        ({"summary": "a\x07b"}, "summary: a control character"),
        ({"url": "javascript:alert(1)"}, "is not an address of the web"),
        ({"url": "https://[x"}, "is not an address of the web"),
        ({"url": "https://example.org/first", "summary": "x"}, "url: the same as in line 2"),
    ],
)
def test_bad_rows_are_rejected(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    """A bad row is kept, is dropped without a word, or takes a good one with it."""
    first = {"url": "https://example.org/first"}
    reading = read(tmp_path, first, {"summary": "Two\nlines"}, change, {})
    assert len(reading.rows) == 3
    reject = reading.rejects.iloc[0]
    assert reason in reject["reason"]
    assert (reject["file"], reject["line"]) == ("pieces.csv", 5)
    assert json.loads(reject["row"])[1] == (GOOD | change)["outlet"]


def test_copies_are_merged(tmp_path: Path) -> None:
    """An equal row counts twice."""
    same = {"url": "https://example.org/same"}
    reading = read(tmp_path, same, same, {})
    assert (len(reading.rows), reading.merged, len(reading.rejects)) == (2, 1, 0)


def test_ids_do_not_depend_on_the_order(tmp_path: Path) -> None:
    """A link to a piece breaks when the list grows."""
    one, two = {"url": "https://example.org/a"}, {"url": "", "summary": "Another"}
    ids = read(tmp_path, one, two).rows["article_id"].to_list()
    assert read(tmp_path, {"url": ""}, two, one).rows["article_id"].to_list()[1:] == ids[::-1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "lacks the column published"),
        (b"published,outlet\n", "lacks the column language"),
        (b"published,outlet,language,kind,countries,summary,url,url\n", "the column url twice"),
        (b"published,outlet,language,kind,countries,summary\n2020,\xff", "line 2: not UTF-8"),
        (b'published,outlet,language,kind,countries,summary\n2020,"a', "line 2: unexpected end"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    """A file of other make gives a traceback."""
    path = tmp_path / "pieces.csv"
    path.write_bytes(content)
    with pytest.raises(IngestError, match=said) as error:
        read_pieces(path)
    assert str(path) in str(error.value)


def test_a_row_of_another_length_is_rejected(tmp_path: Path) -> None:
    """Cells slide into the wrong columns."""
    path = write(tmp_path / "pieces.csv", {})
    path.write_text(path.read_text("utf-8") + "2020,too,short\n\n", "utf-8")
    reading = read_pieces(path)
    assert reading.rejects["reason"].to_list() == ["3 cells where the head line has 12"]


def test_the_command_says_what_became_of_the_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    """The sum printed or kept in the manifest does not add up, or the rejects are lost."""
    same = {"url": "https://example.org/same"}
    path = write(tmp_path / "pieces.csv", same, same, {}, {"published": "soon"})
    folder = tmp_path / "corpus"
    assert main([str(path), "--corpus", str(folder), "--name", "Mine", "--curated"]) == 0
    said = capsys.readouterr().out
    assert "4 read = 2 kept + 1 merged + 1 rejected" in said
    assert "pieces.csv, line 5: published: 'soon' is not a date" in said
    corpus = LocalCorpus(folder)
    manifest = corpus.manifest
    assert (manifest.name, manifest.basis, corpus.total) == ("Mine", "curated", 2)
    assert (manifest.read, manifest.kept, manifest.merged, manifest.rejected) == (4, 2, 1, 1)
    assert corpus.rejects()["line"].to_list() == [5]
    assert manifest.inputs[0]["file"] == "pieces.csv"


@pytest.mark.parametrize("changes", [[], [{"published": "soon"}]])
def test_the_command_refuses_a_file_without_pieces(
    tmp_path: Path, capsys: pytest.CaptureFixture, changes: list[dict[str, str]]
) -> None:
    """A corpus of nothing is written, or one that was there is lost."""
    path = write(tmp_path / "pieces.csv", *changes)
    assert main([str(path), "--corpus", str(tmp_path / "corpus")]) == 1
    assert str(path) in capsys.readouterr().err
    assert not (tmp_path / "corpus").exists()


def test_the_command_names_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    """A misspelt name gives a traceback."""
    assert main([str(tmp_path / "no.csv"), "--corpus", str(tmp_path / "corpus")]) == 1
    assert "no.csv cannot be read" in capsys.readouterr().err
