"""An edited gazetteer, applied to a corpus that is there: what changed is told, all else stays."""

import csv
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from data.corpus.home import HOME

DATA = Path(__file__).parents[3] / "data"
LISTED = """title,date
Kazakhstan signs,2025-01-01
Freedonia and Bahrain sign,2025-01-02
Qatar signs,2025-01-03
"""
STATED = """title,date,countries
Freedonia is stated,2025-01-04,ISR
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the code with its gazetteer, which a user may edit, into a folder of the test."""
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def run(copy: Path, *arguments: str) -> str:
    """Run the copy's command and return what it prints."""
    command = [sys.executable, "-m", "data.ingest", *arguments, "--corpus", "mine", "--quiet"]
    done = subprocess.run(
        [*command, "--processes", "0"],
        capture_output=True,
        text=True,
        cwd=copy,
        env=os.environ | {HOME: str(copy / "corpora"), "PYTHONPATH": str(copy)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def edit(copy: Path) -> None:
    """Let a name of nowhere stand for Kazakhstan, and Qatar's own for nothing."""
    path = copy / "data" / "files" / "gazetteer.csv"
    lines = path.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("QAT,Qatar,")]
    assert len(kept) < len(lines)
    path.write_text("\n".join([*kept, "KAZ,Freedonia,names,,,,,,,,,,mine", ""]), "utf-8")


def gazetteer_of(copy: Path) -> str:
    """Return the checksum of the gazetteer that the corpus says it was made with."""
    manifest = (copy / "corpora" / "mine" / "manifest.toml").read_text("utf-8")
    return tomllib.loads(manifest)["made"]["countries"]["gazetteer"]


def test_an_edited_gazetteer_shows_what_it_changed(copy: Path) -> None:
    """An edit has no effect on a corpus, or the pieces it changed cannot be told."""
    (copy / "list.csv").write_text(LISTED, "utf-8")
    (copy / "stated.csv").write_text(STATED, "utf-8")
    run(copy, "list.csv", "stated.csv")
    before = gazetteer_of(copy)

    assert "4 pieces looked at, 0 changed." in run(copy, "--retag")
    assert gazetteer_of(copy) == before

    edit(copy)
    said = run(copy, "--retag", "--differences", "changes.csv")
    assert "4 pieces looked at, 2 changed." in said
    assert "1 have countries stated by their file" in said
    assert "KAZ: 1 gained, 0 lost" in said and "QAT: 0 gained, 1 lost" in said
    with (copy / "changes.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["title"]: (row["gained"], row["lost"]) for row in csv.DictReader(file)}
    assert rows == {"Freedonia and Bahrain sign": ("KAZ", ""), "Qatar signs": ("", "QAT")}
    assert gazetteer_of(copy) != before
    assert "4 pieces looked at, 0 changed." in run(copy, "--retag")
