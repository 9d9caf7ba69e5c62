"""Writing a corpus folder: whole or not at all, and honest about what was collected."""

from pathlib import Path

import pandas as pd
import pytest

from data.corpus import LocalCorpus
from data.corpus.search import IndexWriter
from data.filters import Filters
from data.ingest.build import build
from data.ingest.errors import IngestError
from data.ingest.spans import estimated_spans, stated_spans

ABOUT = {"name": "x", "licence": "y", "basis": "exhaustive"}


def pieces(*days: str, outlet: str = "A", precision: str = "day") -> pd.DataFrame:
    return pd.DataFrame(
        {"published_at": pd.to_datetime(list(days)), "outlet": outlet, "precision": precision}
    )


def spans(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    days = frame[["first_day", "last_day"]].map(lambda day: f"{day:%Y-%m-%d}")
    return list(zip(frame["outlet"], days["first_day"], days["last_day"], strict=True))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (pieces(), []),
        (pieces("2021-03-09"), [("2021-03-09", "2021-03-09")]),
        (pieces("2021-03-09", "2021-04-30"), [("2021-03-09", "2021-04-30")]),
        (
            pieces("2021-03-09", "2021-05-02", "2022-01-31"),
            [
                ("2021-03-09", "2021-03-31"),
                ("2021-05-01", "2021-05-31"),
                ("2022-01-01", "2022-01-31"),
            ],
        ),
        (pieces("2021-03-01", precision="month"), [("2021-03-01", "2021-03-31")]),
        (pieces("2021-01-01", precision="year"), [("2021-01-01", "2021-12-31")]),
    ],
)
def test_whole_months_without_a_piece_were_not_collected(
    rows: pd.DataFrame, expected: list[tuple[str, str]]
) -> None:
    """A gap of the list reads as silence of the press, or a thin month as a gap."""
    found = estimated_spans(rows)
    assert spans(found) == [("", first, last) for first, last in expected]
    assert set(found["basis"]) <= {"estimated"}


def test_outlets_have_spans_unless_the_list_is_curated(tmp_path: Path) -> None:
    """An outlet that fell silent for months counts as live, or one of a few pieces as followed."""
    seen = [f"2021-{month:02}-{day:02}" for month in (1, 9) for day in range(1, 21)]
    rows = pd.concat([pieces(*seen), pieces("2021-03-05", "2021-04-05", outlet="B")])
    rows = pd.concat([rows, pieces("2021-05-05", "2021-06-05", "2021-07-05", "2021-08-05")])
    whole = ("", "2021-01-01", "2021-09-20")
    gap = [("2021-01-01", "2021-01-20"), ("2021-09-01", "2021-09-20")]
    for basis, expected in (("curated", []), ("exhaustive", gap)):
        corpus = LocalCorpus(build(rows, tmp_path / basis, **ABOUT | {"basis": basis}))
        found = spans(corpus.collected())
        assert [one for one in found if one[0] == "B"] == []
        own = [one[1:] for one in found if one[0] == "A"]
        assert bool(own) is bool(expected)
        assert all(any(start == first for first, _ in own) for start, _ in expected)
        assert [one[0] for one in found].count("") >= 1 and found[0][1] == whole[1]


def test_stated_spans_are_taken_and_united() -> None:
    """What the collector knows is replaced by an estimate, or the whole has no spans."""
    given = pd.DataFrame(
        {
            "outlet": ["B", "A", "A"],
            "first_day": ["2020-01-20", "2020-01-01", "2020-06-01"],
            "last_day": ["2020-02-10", "2020-01-31", "2020-06-30"],
        }
    )
    found = stated_spans(given)
    assert spans(found)[:2] == [("", "2020-01-01", "2020-02-10"), ("", "2020-06-01", "2020-06-30")]
    assert len(found) == 5 and set(found["basis"]) == {"stated"}


def test_a_failed_build_leaves_the_old_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A corpus is half replaced, or files written aside stay behind."""
    folder = build(pieces("2021-03-09"), tmp_path / "corpus", **ABOUT)

    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(IndexWriter, "finish", fail)
    with pytest.raises(OSError, match="disk full"):
        build(pieces("2021-03-09", "2021-03-10"), folder, **ABOUT)
    assert LocalCorpus(folder).total == 1
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]


def test_a_replaced_corpus_still_answers_who_has_it_open(tmp_path: Path) -> None:
    """A reader of the old corpus gets rows of the new one or an error."""
    folder = build(pieces("2021-03-09", outlet="Old"), tmp_path / "corpus", **ABOUT)
    old = LocalCorpus(folder)
    build(pieces("2021-03-09", "2022-01-01", outlet="New"), folder, **ABOUT)
    assert old.articles(Filters())["outlet"].to_list() == ["Old"]
    assert LocalCorpus(folder).articles(Filters())["outlet"].to_list() == ["New", "New"]
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]


def test_a_folder_of_other_things_is_not_replaced(tmp_path: Path) -> None:
    """A mistyped target costs the reader their files."""
    (tmp_path / "thesis.docx").write_bytes(b"x")
    with pytest.raises(IngestError, match="is no corpus"):
        build(pieces("2021-03-09"), tmp_path, **ABOUT)
    assert (tmp_path / "thesis.docx").exists()


@pytest.mark.parametrize(
    ("change", "about", "said"),
    [
        ({"article_id": ["a", "a"]}, {}, "Two pieces have the id 'a'"),
        ({"precision": "decade"}, {}, "precision 'decade'"),
        ({}, {"basis": "vague"}, "basis 'vague'"),
    ],
)
def test_rows_that_cannot_be_a_corpus(tmp_path: Path, change: dict, about: dict, said: str) -> None:
    """A corpus with a broken key or an unknown word is written."""
    with pytest.raises(IngestError, match=said):
        build(pieces("2021-01-01", "2021-01-02").assign(**change), tmp_path / "c", **ABOUT | about)
    assert not (tmp_path / "c").exists()


def test_values_that_are_missing_are_empty_words(tmp_path: Path) -> None:
    """A missing cell reads "nan" or "None"."""
    rows = pieces("2021-01-01").assign(title=None, url=float("nan"), kind=pd.NA)
    piece = LocalCorpus(build(rows, tmp_path / "c", **ABOUT)).articles(Filters()).iloc[0]
    assert (piece["title"], piece["url"], piece["kind"]) == ("", "", "")


def test_a_rebuild_that_is_cut_off_leaves_the_old_corpus(tmp_path: Path) -> None:
    """What a killed attempt left behind is taken for the corpus, or stays for ever."""
    folder = build(pieces("2021-03-09"), tmp_path / "corpus", **ABOUT)
    left = folder / "build-killed"
    left.mkdir()
    (left / "texts.arrow").write_bytes(b"half")
    (folder / ".manifest.toml.new").write_text("na", "utf-8")
    assert LocalCorpus(folder).total == 1
    build(pieces("2021-03-09", "2021-03-10"), folder, **ABOUT)
    assert LocalCorpus(folder).total == 2
    assert len(list(folder.iterdir())) == 2


def test_outlets_say_where_their_country_comes_from(tmp_path: Path) -> None:
    """An outlet's country cannot be told from a guess."""
    rows = pd.concat(
        [
            pieces("2021-01-01").assign(outlet_country="QAT"),
            pieces("2021-01-02", outlet="B"),
            pieces("2021-01-03").assign(outlet_country="QAT"),
        ]
    )
    outlets = LocalCorpus(build(rows, tmp_path / "c", **ABOUT)).outlets()
    assert outlets.to_dict("list") == {
        "outlet": ["A", "B"],
        "outlet_country": ["QAT", ""],
        "basis": ["stated", ""],
        "articles": [2, 1],
    }
