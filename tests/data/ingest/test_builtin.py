"""The built-in corpus: whole, built once, and rebuilt when its list or its cache changes."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from data.corpus import open_corpus
from data.corpus.home import CACHE
from data.filters import Filters
from data.ingest import builtin
from data.ingest.builtin import BIBLIOGRAPHY, SOURCES, builtin_corpus_folder
from data.ingest.errors import IngestError

ROOT = Path(__file__).parents[3]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_every_piece_of_the_list_is_in(cache: Path) -> None:
    """A row of the list is lost, or its limits are not told."""
    corpus = open_corpus(builtin_corpus_folder())
    assert (corpus.total, corpus.undated) == (988, 0)
    about = pd.read_csv(BIBLIOGRAPHY, keep_default_na=False)["countries"].str.split(";").explode()
    counts = corpus.count(Filters(), ("country",)).set_index("country")["count"]
    assert counts.to_dict() == about.value_counts().to_dict()
    collected = corpus.collected()
    assert collected["outlet"].to_list() == ["", ""]
    assert [f"{day:%Y-%m-%d}" for day in collected["last_day"]] == ["2026-03-31", "2026-06-26"]
    assert [f"{day:%Y-%m-%d}" for day in collected["first_day"]] == ["2020-08-13", "2026-05-01"]
    said = tomllib.loads(SOURCES.read_text("utf-8"))["source"]
    own = next(one for one in said if one["file"] == BIBLIOGRAPHY.name)
    assert corpus.manifest.licence == own["licence"]
    assert all(limit in corpus.manifest.note for limit in own["limits"])
    assert corpus.manifest.basis == "curated"


def test_it_is_built_once(cache: Path) -> None:
    """Every start builds again."""
    first = builtin_corpus_folder()
    made = (first / "manifest.toml").stat().st_mtime_ns
    assert builtin_corpus_folder() == first
    assert (first / "manifest.toml").stat().st_mtime_ns == made
    assert [path.name for path in cache.iterdir()] == [first.name]


@pytest.mark.parametrize("damage", ["cut", "emptied", "a file"])
def test_a_damaged_cache_is_built_again(cache: Path, damage: str) -> None:
    """One bad write keeps the app from opening for ever."""
    folder = builtin_corpus_folder()
    if damage == "cut":
        next(folder.rglob("texts.arrow")).write_bytes(b"x")
    else:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    if damage == "a file":
        folder.rmdir()
        folder.write_bytes(b"x")
    assert open_corpus(builtin_corpus_folder()).total == 988
    assert [path.name for path in cache.iterdir()] == [folder.name]


def test_a_changed_list_is_another_corpus(cache: Path, tmp_path: Path) -> None:
    """An update of the list is not seen by who has the old cache."""
    lines = BIBLIOGRAPHY.read_text("utf-8").splitlines(keepends=True)
    changed = tmp_path / "list.csv"
    changed.write_text("".join(lines[:5]), "utf-8")
    folder = builtin_corpus_folder(changed)
    assert open_corpus(folder).total == 4
    assert folder != builtin_corpus_folder()


def test_a_bad_row_stops_the_build(cache: Path, tmp_path: Path) -> None:
    """The list that ships loses a row without anyone being told."""
    changed = tmp_path / "list.csv"
    changed.write_text(BIBLIOGRAPHY.read_text("utf-8").replace("2020-08-13", "soon", 1), "utf-8")
    with pytest.raises(IngestError, match="list.csv, line 2: published: not a date: 'soon'"):
        builtin_corpus_folder(changed)


def test_a_cache_that_cannot_be_written_gives_way(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home that cannot be written keeps the app from opening."""
    cache.write_bytes(b"a file where the folder should be")
    monkeypatch.setattr(builtin.tempfile, "tempdir", str(tmp_path))
    folder = builtin_corpus_folder()
    assert folder.is_relative_to(tmp_path) and not folder.is_relative_to(cache)
    assert open_corpus(folder).total == 988


ASK = """
from data.corpus import open_corpus
from data.ingest.builtin import builtin_corpus_folder
folder = builtin_corpus_folder()
print(folder, open_corpus(folder).total)
"""


def test_processes_that_start_at_once_agree(cache: Path) -> None:
    """Two servers started together break each other's folder."""
    started = [
        subprocess.Popen([sys.executable, "-c", ASK], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    answers = [process.communicate(timeout=120)[0].split() for process in started]
    assert [process.returncode for process in started] == [0] * 4
    assert {total for _, total in answers} == {"988"}
    assert len({folder for folder, _ in answers}) == 1
    assert len(list(cache.iterdir())) == 1
