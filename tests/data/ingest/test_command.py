"""The command: what it prints, refuses and explains."""

import csv
import json
from pathlib import Path

import pytest
from ingest_files import rows, write_csv

from data.corpus import LocalCorpus, open_corpus
from data.corpus.home import HOME, corpus_folder, corpus_names
from data.filters import Filters
from data.ingest.__main__ import main

ALONE = ["--processes", "0", "--quiet"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep corpora in a folder of the test."""
    monkeypatch.setenv(HOME, str(tmp_path / "corpora"))
    return tmp_path / "corpora"


def test_a_name_is_a_folder_among_the_corpora(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    """The corpus is written somewhere else, or the sum does not add up."""
    path = write_csv(tmp_path / "list.csv", rows(4))
    path.write_text(path.read_text("utf-8") + "too,few\n", "utf-8")
    given = ["--corpus", "mine", "--name", "My list", "--curated", "--licence", "private"]
    assert main([str(path), *given, *ALONE]) == 0
    said = capsys.readouterr().out
    assert "5 read = 4 kept + 0 merged as the same address + 1 rejected." in said
    assert "list.csv, line 6" in said
    corpus = LocalCorpus(home / "mine")
    manifest = corpus.manifest
    assert (manifest.name, manifest.basis, manifest.licence) == ("My list", "curated", "private")
    assert corpus_names() == ["mine"] and corpus_folder("mine") == home / "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{list}", "--corpus", "built-in"], "cannot be the name of a corpus"),
        (["{list}", "--corpus", ".hidden"], "cannot be the name of a corpus"),
        (["{none}", "--corpus", "mine"], "none.csv"),
        (["{list}", "--corpus", "mine", "--append"], "no corpus mine"),
        (["--retag", "--corpus", "mine"], "no corpus mine"),
        (["{list}", "--corpus", "mine", "--name-a-column", "title=nothing"], "no column 'nothing'"),
        (["{list}", "--corpus", "mine", "--name-a-column", "heading=date"], "no field of a piece"),
        (["{folder}", "--corpus", "{folder}"], "is there already and is no corpus"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture, arguments: list[str], said: str
) -> None:
    """A mistake of the user gives a traceback or half a corpus."""
    folder = tmp_path / "files"
    folder.mkdir()
    listed = write_csv(folder / "list.csv", rows(2))
    places = {"list": listed, "none": tmp_path / "none.csv", "folder": folder}
    ended = main([one.format(**places) for one in arguments] + ALONE)
    error = capsys.readouterr().err
    assert ended == 1 and said in error and error.count("\n") == 1
    assert corpus_names() == []
    assert not list(home.glob("*"))


def test_a_column_can_be_named(home: Path, tmp_path: Path) -> None:
    """A column that was not recognised cannot be used, or one that was cannot be left out."""
    made = [one | {"abstract": f"Note {at}"} for at, one in enumerate(rows(3))]
    path = write_csv(tmp_path / "list.csv", made)
    named = ["--name-a-column", "text=abstract", "summary=", "--name-a-column", "outlet="]
    assert main([str(path), "--corpus", "mine", "--outlet", "Mine", *named, *ALONE]) == 0
    corpus = open_corpus(home / "mine")
    piece = corpus.article(corpus.articles(Filters(), "oldest")["article_id"].iloc[0]).iloc[0]
    assert (piece["text"][:4], piece["summary"], piece["outlet"]) == ("Note", "", "Mine")


def test_explaining_reads_and_writes_nothing(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    """How a column is read can only be learnt by ingesting."""
    path = write_csv(tmp_path / "list.csv", rows(3))
    assert main(["--explain", str(path)]) == 0
    said = capsys.readouterr().out
    assert "list.csv: CSV table" in said
    for column, field in (("headline", "title"), ("date", "published"), ("link", "url")):
        line = next(line for line in said.splitlines() if line.strip().startswith(column))
        assert f"read as {field}" in line
    assert "2025-01-01 · Outlet 0 · KAZ;ISR · Kazakhstan joins the accords (0)" in said
    assert not home.exists()


def test_the_state_for_programs_ends_with_the_report(home: Path, tmp_path: Path) -> None:
    """A page that follows an ingest never learns that it ended."""
    path, state = write_csv(tmp_path / "list.csv", rows(3)), tmp_path / "state.json"
    assert main([str(path), "--corpus", "mine", "--progress-file", str(state), *ALONE]) == 0
    said = json.loads(state.read_text("utf-8"))
    assert (said["state"], said["corpus"], said["report"]["kept"]) == ("done", "mine", 3)
    assert main([str(path / "no"), "--corpus", "x", "--progress-file", str(state), *ALONE]) == 1
    said = json.loads(state.read_text("utf-8"))
    assert said["state"] == "failed" and "list.csv" in said["message"]


def test_a_new_gazetteer_is_applied_and_its_changes_told(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    """An edited gazetteer changes nothing, or what it changed cannot be seen."""
    path = write_csv(tmp_path / "list.csv", rows(8))
    assert main([str(path), "--corpus", "mine", "--senses", "names", *ALONE]) == 0
    before = open_corpus(home / "mine").count(Filters(), ("country",))
    capsys.readouterr()
    differences = tmp_path / "changes.csv"
    again = ["--retag", "--corpus", "mine", "--differences", str(differences), *ALONE]
    assert main(again) == 0
    assert "8 pieces looked at, 0 changed." in capsys.readouterr().out
    again += ["--senses", "names,demonyms,capitals,cities"]
    assert main(again) == 0
    said = capsys.readouterr().out
    after = open_corpus(home / "mine").count(Filters(), ("country",))
    assert before.set_index("country")["count"].to_dict()["ISR"] == 2
    assert after.set_index("country")["count"].to_dict()["ISR"] == 6
    assert "8 pieces looked at, 4 changed." in said and "ISR: 4 gained, 0 lost" in said
    with differences.open(encoding="utf-8", newline="") as file:
        assert [row["gained"] for row in csv.DictReader(file)] == ["ISR"] * 4


def test_countries_that_a_file_states_are_left_alone(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    """A hand-coded list loses its coding to the gazetteer."""
    path = tmp_path / "list.csv"
    path.write_text(
        "title,countries,date\nKazakhstan joins,ARE,2025-01-01\nBahrain stays,,2025-01-02\n",
        "utf-8",
    )
    assert main([str(path), "--corpus", "mine", *ALONE]) == 0
    assert main(["--retag", "--corpus", "mine", *ALONE]) == 0
    assert "2 have countries stated by their file" in capsys.readouterr().out
    countries = open_corpus(home / "mine").articles(Filters(), "oldest")["countries"]
    assert countries.to_list() == ["ARE", ""]
