"""A corpus is the old one or the new one: after a kill, on a full disk, with two at a time."""

import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock
from ingest_files import rows, write_csv

from data.corpus import LocalCorpus
from data.corpus.codings import FOLDER, read_coding
from data.filters import Filters
from data.ingest.lock import LOCK

ROOT = Path(__file__).parents[3]
OLD, NEW = 40, 400
MOMENTS = 7


def command(path: Path, folder: Path) -> list[str]:
    """Return the command that ingests a file."""
    given = ["--corpus", str(folder), "--processes", "0", "--quiet"]
    return [sys.executable, "-m", "data.ingest", str(path), *given]


def run(path: Path, folder: Path, **given: object) -> subprocess.CompletedProcess:
    """Run the command to its end."""
    return subprocess.run(
        command(path, folder), cwd=ROOT, capture_output=True, text=True, timeout=300, **given
    )


def whole(folder: Path) -> int:
    """Return the pieces of a corpus that must be sound from front to back."""
    corpus = LocalCorpus(folder)
    assert len(corpus.articles(Filters(), rows=1_000)) == corpus.total
    assert corpus.count(Filters(q="accords OR Rabat OR harbour OR envoy"))["count"][0] == (
        corpus.total
    )
    return corpus.total


def left(folder: Path) -> set[str]:
    """Return what is in a corpus folder beside what must be, its codings all whole."""
    codings = [path for path in (folder / FOLDER).iterdir() if not path.name.startswith(".")]
    assert codings and all(map(read_coding, codings))
    return {path.name for path in folder.iterdir()} - {LOCK, "manifest.toml", FOLDER}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Return the file of an old corpus and that of its successor."""
    return (
        write_csv(tmp_path / "old.csv", rows(OLD)),
        write_csv(tmp_path / "new.csv", rows(NEW)),
    )


def test_a_kill_at_any_moment_leaves_the_old_corpus_or_the_new(
    tmp_path: Path, files: tuple[Path, Path]
) -> None:
    """A kill leaves a mixture, or a corpus that cannot be opened or written again."""
    folder = tmp_path / "corpus"
    assert run(files[0], folder).returncode == 0
    start = time.monotonic()
    assert run(files[1], tmp_path / "undisturbed").returncode == 0
    usual = time.monotonic() - start
    drawn = random.Random(20)
    found = []
    for _ in range(MOMENTS):
        process = subprocess.Popen(
            command(files[1], folder), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            process.wait(drawn.uniform(0.3, 1.1) * usual)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        said = process.communicate()[1].decode()
        assert process.returncode in (0, -signal.SIGKILL), said
        found.append(whole(folder))
        assert found[-1] in (OLD, NEW)
        if found[-1] == NEW:
            assert run(files[0], folder).returncode == 0
    assert OLD in found, "no kill came before the end"
    assert run(files[1], folder).returncode == 0
    assert whole(folder) == NEW
    assert left(folder) == {LocalCorpus(folder).manifest.build}


@pytest.mark.parametrize("largest", [2_000, 20_000, 60_000, 120_000])
def test_a_full_disk_leaves_the_old_corpus(
    tmp_path: Path, files: tuple[Path, Path], largest: int
) -> None:
    """What cannot be written is written by half, or the reader sees a traceback."""
    folder = tmp_path / "corpus"
    assert run(files[0], folder).returncode == 0

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    ended = run(files[1], folder, preexec_fn=limit)
    assert ended.returncode == 1, ended.stderr
    assert "Nothing was changed" in ended.stderr and "Traceback" not in ended.stderr
    assert whole(folder) == OLD
    assert left(folder) == {LocalCorpus(folder).manifest.build}


def test_the_second_ingest_of_a_name_is_refused(tmp_path: Path, files: tuple[Path, Path]) -> None:
    """Two ingests of one name write over each other."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    with FileLock(folder / LOCK):
        ended = run(files[0], folder)
    assert ended.returncode == 1
    assert "Another ingest is writing the corpus corpus" in ended.stderr
    assert run(files[0], folder).returncode == 0


def test_an_end_that_is_asked_for_is_an_end_in_order(
    tmp_path: Path, files: tuple[Path, Path]
) -> None:
    """A stopped ingest leaves its rows behind, or says nothing."""
    folder = tmp_path / "corpus"
    assert run(files[0], folder).returncode == 0
    large = write_csv(tmp_path / "large.csv", rows(30_000))
    process = subprocess.Popen(
        command(large, folder), cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    while not list(folder.glob("build-rows-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    process.terminate()
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 1 and "Nothing was changed" in said
    assert whole(folder) == OLD
    assert not list(folder.glob("build-rows-*"))


KILLED = """
import os, pathlib, shutil, signal, sys
from data.ingest import build
from data.ingest.__main__ import main

def kill(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

replace = pathlib.Path.replace
def before(self, target):
    kill() if pathlib.Path(target).name == "manifest.toml" else replace(self, target)

def after(self, target):
    replace(self, target)
    kill() if pathlib.Path(target).name == "manifest.toml" else None

if sys.argv[1] == "clear":
    build.clear = kill
else:
    pathlib.Path.replace = {"before": before, "after": after}[sys.argv[1]]
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize(("moment", "left"), [("before", OLD), ("after", NEW), ("clear", NEW)])
def test_a_kill_at_the_exchange_leaves_one_or_the_other(
    tmp_path: Path, files: tuple[Path, Path], moment: str, left: int
) -> None:
    """The one step that makes the corpus the new one can be met half done."""
    folder = tmp_path / "corpus"
    assert run(files[0], folder).returncode == 0
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, moment, *command(files[1], folder)[3:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert whole(folder) == left
    assert run(files[1], folder).returncode == 0
    assert whole(folder) == NEW
