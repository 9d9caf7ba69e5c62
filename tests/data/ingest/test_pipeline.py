"""From files to a corpus: every row accounted for, merged by address, added to, taken up again."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from ingest_files import ingested, rows, write_csv, write_lines

from data.corpus import CorpusError, LocalCorpus
from data.filters import Filters
from data.ingest import enrich
from data.ingest.errors import IngestError
from data.ingest.options import Options
from data.ingest.pipeline import ingest
from data.ingest.progress import Progress

ROOT = Path(__file__).parents[3]


def test_a_list_with_names_of_its_own_goes_in(tmp_path: Path) -> None:
    """A file that is not in our own shape is refused, or its countries are not found."""
    report, corpus = ingested(tmp_path / "c", write_csv(tmp_path / "list.csv", rows(8)))
    assert (report.read, report.kept, report.merged, report.rejected) == (8, 8, 0, 0)
    about = corpus.count(Filters(), ("country",)).set_index("country")["count"].to_dict()
    assert about == {"KAZ": 2, "ISR": 6, "MAR": 2, "BHR": 2}
    piece = corpus.articles(Filters(q="ministers")).iloc[0]
    assert (piece["outlet"], piece["language"]) == ("Outlet 0", "en")
    assert corpus.manifest.inputs[0]["file"] == "list.csv"


def test_rows_of_one_address_are_merged_into_the_fullest(tmp_path: Path) -> None:
    """A repeated address counts twice, or the copy with the text is thrown away."""
    same = {"link": "https://a.example/1", "date": "2025-01-01"}
    short = rows(1)[0] | same | {"abstract": ""}
    full = rows(1)[0] | same
    path = write_csv(tmp_path / "list.csv", [short, full, *rows(2, first=1)])
    report, corpus = ingested(tmp_path / "c", path)
    assert (report.kept, report.merged) == (3, 1)
    kept = corpus.articles(Filters(q="Astana"))
    assert kept["summary"].to_list() == [full["abstract"]]


def test_stated_countries_of_merged_rows_are_united(tmp_path: Path) -> None:
    """A list with a row for each event of an article keeps the countries of one event only."""
    base = {"title": "Talks", "url": "https://a.example/1", "date": "2025-01-01"}
    made = [base | {"countries": one} for one in ("KAZ", "ISR;KAZ", "")]
    report, corpus = ingested(tmp_path / "c", write_lines(tmp_path / "list.jsonl", made))
    assert report.merged == 2
    assert set(corpus.articles(Filters())["countries"].iloc[0].split(";")) == {"KAZ", "ISR"}


def test_rejected_rows_are_kept_with_their_reason(tmp_path: Path) -> None:
    """A row is lost, or its reason cannot be told from the report."""
    path = write_csv(tmp_path / "list.csv", rows(3))
    path.write_text(path.read_text("utf-8") + "too,few\n,,,,\n", "utf-8")
    report, corpus = ingested(tmp_path / "c", path)
    assert report.rejected == 2
    rejects = corpus.rejects()
    assert rejects["line"].to_list() == [5, 6]
    assert "too" in rejects["row"].iloc[0]
    assert rejects["reason"].iloc[1] == "no title, summary, text or address"
    assert any("no title" in line and "line 6" in line for line in report.lines())


def test_undated_rows_are_kept_and_counted(tmp_path: Path) -> None:
    """A row without a usable date is placed somewhere, or lost."""
    made = rows(3)
    made[0]["date"], made[1]["date"] = "", "soon"
    report, corpus = ingested(tmp_path / "c", write_csv(tmp_path / "list.csv", made))
    assert (report.undated, corpus.undated, corpus.total) == (2, 2, 3)
    assert corpus.remarks()["row"].to_list() == ["soon"]
    assert corpus.count(Filters(), ("year",))["count"].sum() == 1


def test_a_refused_file_stands_among_the_rejects(tmp_path: Path) -> None:
    """A file of a folder that cannot be read is passed over in silence."""
    folder = tmp_path / "files"
    folder.mkdir()
    write_csv(folder / "list.csv", rows(3))
    with closing(sqlite3.connect(folder / "base.db")) as base:
        base.execute("CREATE TABLE pieces (title)")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    report, corpus = ingested(tmp_path / "c", folder)
    assert (report.kept, report.rejected) == (3, len(report.files) - 1)
    assert corpus.rejects()["file"].str.contains("picture.png").any()


def test_nothing_to_read_leaves_no_corpus(tmp_path: Path) -> None:
    """A corpus of nothing is written, or the reason is not told."""
    (tmp_path / "counts.csv").write_text("date,count\n2020-01-01,5\n", "utf-8")
    with pytest.raises(IngestError, match=r"counts.csv"):
        ingested(tmp_path / "c", tmp_path / "counts.csv")
    with pytest.raises(IngestError, match=r"nowhere.csv"):
        ingested(tmp_path / "c", tmp_path / "nowhere.csv")
    assert not (tmp_path / "c").exists()


def test_the_same_file_twice_adds_nothing(tmp_path: Path) -> None:
    """Adding a file again doubles its pieces or its rejects."""
    path = write_csv(tmp_path / "list.csv", rows(4))
    path.write_text(path.read_text("utf-8") + "too,few\n", "utf-8")
    _, before = ingested(tmp_path / "c", path)
    report, after = ingested(tmp_path / "c", path, append=True)
    assert (report.read, report.before, report.pieces) == (0, 4, 4)
    assert any("in the corpus already" in note for note in report.notes)
    assert before.manifest.checksum == after.manifest.checksum
    assert len(after.rejects()) == len(after.manifest.inputs) == 1
    twice, corpus = ingested(tmp_path / "d", path, path)
    assert twice.kept == corpus.total == 4


def test_adding_keeps_what_is_there(tmp_path: Path) -> None:
    """What was in the corpus is lost, changed or counted anew by adding to it."""
    first = write_csv(tmp_path / "one.csv", rows(6))
    _, before = ingested(tmp_path / "c", first, basis="curated", licence="mine", note="few")
    second = write_csv(tmp_path / "two.csv", rows(6, first=4))
    report, after = ingested(tmp_path / "c", second, append=True)
    assert (report.before, report.kept, report.merged, report.pieces) == (6, 4, 2, 10)
    assert (after.manifest.basis, after.manifest.licence) == ("curated", "mine")
    assert after.manifest.note == "few"
    old = before.articles(Filters(), rows=50).drop(columns="row").set_index("article_id")
    new = after.articles(Filters(), rows=50).drop(columns="row").set_index("article_id")
    pd.testing.assert_frame_equal(new.loc[old.index], old)
    assert after.sources()["file"].to_list() == ["one.csv", "two.csv"]


def test_adding_to_what_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    """A misspelt name makes a second corpus."""
    path = write_csv(tmp_path / "list.csv", rows(2))
    with pytest.raises(IngestError, match="no corpus c to change"):
        ingest([path], Options(corpus=str(tmp_path / "c"), append=True, processes=0))
    assert not (tmp_path / "c").exists()


def test_a_dry_run_counts_and_writes_nothing(tmp_path: Path) -> None:
    """A look costs the corpus that is there."""
    path = write_csv(tmp_path / "list.csv", rows(5))
    report = ingest([path], Options(corpus=str(tmp_path / "c"), processes=0), dry_run=True)
    assert (report.read, report.kept) == (5, 5)
    assert not (tmp_path / "c").exists()


def test_processes_beside_give_the_same_corpus(tmp_path: Path) -> None:
    """Pieces are lost or exchanged on their way through other processes."""
    path = write_csv(tmp_path / "list.csv", rows(enrich.PIECES_ALONE + 2_500))
    _, alone = ingested(tmp_path / "one", path)
    # A command, since processes of one's own begin with what tests left as the main module.
    command = [sys.executable, "-m", "data.ingest", str(path), "--corpus", str(tmp_path / "two")]
    ended = subprocess.run(
        [*command, "--processes", "2", "--name", "one", "--quiet"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    assert LocalCorpus(tmp_path / "two").manifest.checksum == alone.manifest.checksum


def test_copies_within_days_are_one_story(tmp_path: Path) -> None:
    """Syndicated copies count as many stories, or are deleted."""
    text = " ".join(f"word{at} of the long report" for at in range(80))
    made = [
        {"title": f"Title {at}", "text": text + f" number {at % 1}", "date": f"2025-01-0{at + 1}"}
        | {"url": f"https://o{at}.example/1", "outlet": f"O{at}"}
        for at in range(3)
    ]
    made.append(made[0] | {"url": "https://late.example/1", "date": "2025-03-01"})
    report, corpus = ingested(tmp_path / "c", write_lines(tmp_path / "l.jsonl", made))
    assert (report.pieces, report.stories) == (4, 2)
    assert corpus.count(Filters(), of="stories")["count"].to_list() == [2]
    pieces = corpus.articles(Filters(), "oldest").set_index("outlet")
    assert pieces.loc["O1", "story_id"] == pieces.iloc[0]["article_id"]
    assert corpus.manifest.stories["threshold"] > 0
    _, apart = ingested(tmp_path / "d", tmp_path / "l.jsonl", stories=False)
    assert apart.manifest.own_stories


def test_progress_is_told_in_bytes_and_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bar stands still, or runs past its end."""
    monkeypatch.setattr("data.ingest.pipeline.TOLD_EVERY", -1)
    told: list[Progress] = []
    path = write_csv(tmp_path / "list.csv", rows(50))
    ingest([path], Options(corpus=str(tmp_path / "c"), processes=0), told.append)
    reading = [one for one in told if one.stage == "reading"]
    assert reading[-1].rows == 50 and reading[-1].total == path.stat().st_size
    assert all(0 <= one.done <= one.total for one in reading)
    stages = ("reading", "sorting", "writing", "finishing", "coding")
    assert tuple(dict.fromkeys(one.stage for one in told)) == stages


def test_the_report_is_json_too(tmp_path: Path) -> None:
    """The page that shows the report cannot read it."""
    report, _ = ingested(tmp_path / "c", write_csv(tmp_path / "list.csv", rows(3)))
    said = json.loads(report.as_json())
    assert (said["read"], said["kept"], said["files"][0]["file"]) == (3, 3, "list.csv")
    assert said["lines"][0].startswith("3 read = 3 kept")


def test_an_open_corpus_outlives_its_successor(tmp_path: Path) -> None:
    """A reader of the old corpus gets rows of the new one."""
    ingested(tmp_path / "c", write_csv(tmp_path / "one.csv", rows(4)))
    old = LocalCorpus(tmp_path / "c")
    ingested(tmp_path / "c", write_csv(tmp_path / "two.csv", rows(9)))
    assert (old.total, len(old.articles(Filters()))) == (4, 4)


@pytest.mark.parametrize("how", ["dry run", "append", "replace"])
def test_a_manifest_that_cannot_be_read_costs_no_data(tmp_path: Path, how: str) -> None:
    """A slip in a manifest that somebody edited makes the next ingest delete the corpus."""
    path = write_csv(tmp_path / "list.csv", rows(4))
    ingested(tmp_path / "c", path)
    manifest = tmp_path / "c" / "manifest.toml"
    good = manifest.read_text("utf-8")
    manifest.write_text(good.replace('licence = "', "licence = "), "utf-8")
    options = Options(corpus=str(tmp_path / "c"), processes=0, append=how == "append")
    with pytest.raises((IngestError, CorpusError), match="manifest"):
        ingest([path], options, dry_run=how == "dry run")
    manifest.write_text(good, "utf-8")
    assert LocalCorpus(tmp_path / "c").total == 4


def test_brief_pieces_of_one_outlet_under_one_text_are_not_copies(tmp_path: Path) -> None:
    """An outlet's standing words make its headlines one story."""
    titles = ("Harbour fees fall again", "Ministers meet in Rabat today", "Snow closes two passes")
    words = "Read the whole report on our pages and follow us for more of the news every day."
    made = [
        {"title": title, "summary": words, "date": "2025-01-01", "outlet": "The Post"}
        | {"url": f"https://post.example/{at}"}
        for at, title in enumerate(titles)
    ]
    report, _ = ingested(tmp_path / "c", write_lines(tmp_path / "l.jsonl", made))
    assert report.stories == 3


def test_where_an_outlets_country_comes_from_outlives_adding(tmp_path: Path) -> None:
    """What was inferred reads as stated by the file once something is added."""
    made = [
        {"title": f"Piece {at}", "url": f"https://www.example{at}.kz/1", "date": "2025-01-01"}
        for at in range(3)
    ]
    ingested(tmp_path / "c", write_lines(tmp_path / "one.jsonl", made[:2]))
    _, corpus = ingested(tmp_path / "c", write_lines(tmp_path / "two.jsonl", made[2:]), append=True)
    assert set(corpus.outlets()["basis"]) == {"inferred"}


def test_a_chosen_column_need_not_be_in_every_file(tmp_path: Path) -> None:
    """Files that the page shows as readable together are refused when the corpus is made."""
    one = write_lines(tmp_path / "one.jsonl", [{"head": "Talks", "link": "https://a.example/1"}])
    two = write_lines(tmp_path / "two.jsonl", [{"title": "More", "url": "https://a.example/2"}])
    _, corpus = ingested(tmp_path / "c", one, two, columns={"title": "head"})
    assert set(corpus.articles(Filters())["title"]) == {"Talks", "More"}
    with pytest.raises(IngestError, match="None of the files has a column 'heading'"):
        ingested(tmp_path / "d", one, two, columns={"title": "heading"})


def test_dates_that_turn_ambiguous_late_are_settled_by_the_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Days in the second half of a long file are left out although the file shows their order."""
    monkeypatch.setattr("data.ingest.pipeline.DATES_LOOKED_AT", 3)
    days = ["2021-01-01"] * 4 + ["3/4/2021", "5/6/2021", "25/6/2021"]
    made = [{"title": f"Piece {at}", "date": day} for at, day in enumerate(days)]
    report, corpus = ingested(tmp_path / "c", write_lines(tmp_path / "l.jsonl", made))
    assert report.undated == 0
    found = corpus.articles(Filters(), "oldest")["published_at"].dt.strftime("%Y-%m-%d")
    assert found.to_list()[4:] == ["2021-04-03", "2021-06-05", "2021-06-25"]
    assert any("Day first" in note for note in report.files[0].notes)


def test_countries_stated_by_a_merged_row_are_kept(tmp_path: Path) -> None:
    """What a file says of a piece is lost with the row that says it."""
    base = {"url": "https://a.example/1", "date": "2025-01-01"}
    long = base | {"title": "Bahrain's port reopens after a long winter"}
    first = write_lines(tmp_path / "one.jsonl", [long])
    second = write_lines(tmp_path / "two.jsonl", [base | {"title": "Port", "countries": "KAZ"}])
    _, corpus = ingested(tmp_path / "c", first, second)
    assert corpus.articles(Filters())["countries"].to_list() == ["KAZ"]


def test_adding_keeps_senses_and_stories(tmp_path: Path) -> None:
    """Pieces added later are read in another way than those that are there."""
    first = write_csv(tmp_path / "one.csv", rows(4))
    ingested(tmp_path / "c", first, senses=("names",), stories=False)
    second = write_csv(tmp_path / "two.csv", rows(4, first=4))
    _, corpus = ingested(tmp_path / "c", second, append=True)
    assert corpus.manifest.made["countries"]["senses"] == "names"
    assert corpus.manifest.stories == {} and corpus.manifest.own_stories


def test_a_file_given_twice_is_said_to_be(tmp_path: Path) -> None:
    """A reader is told that a new corpus held the file already."""
    path = write_csv(tmp_path / "list.csv", rows(2))
    report, _ = ingested(tmp_path / "c", path, path)
    assert report.notes == ["list.csv was given twice and read once."]


def test_a_damaged_corpus_can_be_built_again(tmp_path: Path) -> None:
    """The way out that the message about a damaged corpus names is closed."""
    path = write_csv(tmp_path / "list.csv", rows(3))
    ingested(tmp_path / "c", path)
    for file in (tmp_path / "c").glob("build-*/*.arrow"):
        file.write_bytes(b"")
    report, corpus = ingested(tmp_path / "c", path)
    assert corpus.total == 3
    assert "It replaces a corpus that could not be opened." in report.notes
