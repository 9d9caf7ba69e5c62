"""Coding in the background: how far it is, from any server, and no end without a word."""

import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from filelock import FileLock

from data.coding.codebook import coding_key
from data.corpus import open_corpus
from data.corpus.codings import FOLDER, LOCK
from data.corpus.home import CACHE
from data.ingest import coding_job
from data.ingest.build import build
from data.ingest.coding_job import STOPPED, CodingState, coding_state, start_coding
from data.ingest.errors import IngestError

WAIT = 60


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))


def made(folder: Path, number: int) -> Path:
    """Build a corpus of so many pieces that is not coded."""
    days = pd.to_datetime(["2021-01-01"] * number)
    pieces = {"published_at": days, "outlet": "Fish Post", "title": "Trade ties of the accords."}
    return build(pd.DataFrame(pieces), folder, name="Fish", licence="", basis="exhaustive")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return made(tmp_path / "corpus", 30)


def until(folder: Path, *wanted: str) -> CodingState:
    """Wait until the coding stands in one of the states."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        now = coding_state(folder)
        if now.state in wanted:
            return now
        time.sleep(0.05)
    raise AssertionError(f"{now} after {WAIT} s")


def test_a_job_codes_the_corpus(corpus: Path) -> None:
    """The page waits for ever."""
    assert coding_state(corpus) == CodingState("needed")
    start_coding(corpus)
    assert coding_state(corpus).state == "running"
    assert until(corpus, "done", "failed") == CodingState("done")
    assert open_corpus(corpus).coded(coding_key())


def test_it_tells_how_far_it_is_and_what_stopped_it(tmp_path: Path) -> None:
    """A killed process runs for ever on the page, or cannot be started again."""
    corpus = made(tmp_path / "large", 60_000)
    start_coding(corpus)
    end = time.monotonic() + WAIT
    while not coding_state(corpus).done and time.monotonic() < end:
        time.sleep(0.02)
    now = coding_state(corpus)
    assert (now.state, now.total) == ("running", 60_000)
    assert 0 < now.share < 1
    coding_job._started[corpus].send_signal(signal.SIGKILL)
    coding_job._started[corpus].wait(WAIT)
    assert coding_state(corpus) == CodingState("failed", message=STOPPED)
    start_coding(corpus)
    assert until(corpus, "done", "failed").state == "done"


def test_what_another_server_started_is_seen_and_not_started_twice(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two readers of two servers have one corpus coded twice."""
    (corpus / FOLDER).mkdir()

    def none(*given: object, **named: object) -> None:
        raise AssertionError("started twice")

    with FileLock(corpus / FOLDER / LOCK):
        assert coding_state(corpus).state == "running"
        monkeypatch.setattr(subprocess, "Popen", none)
        start_coding(corpus)
    assert coding_state(corpus) == CodingState("needed")


def test_who_only_looks_is_not_taken_for_a_job(corpus: Path) -> None:
    """A page says that the corpus is being coded where nothing runs, and starts nothing."""
    (corpus / FOLDER).mkdir()
    (corpus / FOLDER / LOCK).touch()
    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(lambda _: coding_state(corpus).state, range(400)))
    assert set(seen) == {"needed"}


def test_readers_who_come_at_once_start_one_process(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same corpus is coded as often as it is looked at."""
    started, real = [], subprocess.Popen

    def slow(*given: object, **named: object) -> subprocess.Popen:
        time.sleep(0.1)
        started.append(real([sys.executable, "-c", "import time; time.sleep(60)"]))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", slow)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: start_coding(corpus), range(4)))
    for process in started:
        process.kill()
        process.wait(WAIT)
    assert len(started) == 1
    # Its end is seen by many at once as well.
    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(lambda _: coding_state(corpus).state, range(100)))
    assert set(seen) == {"failed"}


def test_its_last_words_are_told(corpus: Path) -> None:
    """The reader is not told why there are no reasons."""
    manifest = corpus / "manifest.toml"
    whole = manifest.read_bytes()
    start_coding(corpus)
    # Gone before the other process has looked for it.
    manifest.write_bytes(whole.replace(b"format = 2", b"format = 1"))
    coding_job._started[corpus].wait(WAIT)
    manifest.write_bytes(whole)
    now = coding_state(corpus)
    assert now.state == "failed" and "of format 1" in now.message


def test_a_fault_of_one_codebook_says_nothing_of_the_next(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who mends the codebook still reads of its old fault, and has to press a button."""
    start_coding(corpus)
    coding_job._started[corpus].kill()
    coding_job._started[corpus].wait(WAIT)
    (corpus / FOLDER / f"progress-{coding_key()}.json").write_text('{"state": "failed"}')
    assert coding_state(corpus).state == "failed"
    for module in ("coding_job", "coding_needed"):
        monkeypatch.setattr(f"data.ingest.{module}.coding_key", lambda: "another")
    assert coding_state(corpus) == CodingState("needed")


def test_where_nothing_can_be_written_a_sentence_says_so(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page shows a traceback on a read-only machine."""
    nowhere = corpus / "manifest.toml" / FOLDER
    monkeypatch.setattr(coding_job, "coding_homes", lambda folder: [nowhere])
    with pytest.raises(IngestError, match="The coding of corpus cannot be kept: .*Not a directory"):
        start_coding(corpus)


@pytest.mark.parametrize("said", [b"", b"{", b"[]", b'{"state": "running"}'])
def test_odd_progress_is_no_progress(corpus: Path, said: bytes) -> None:
    """A half-written file brings the page down."""
    (corpus / FOLDER).mkdir()
    (corpus / FOLDER / f"progress-{coding_key()}.json").write_bytes(said)
    assert coding_state(corpus).state in ("needed", "failed")
    with FileLock(corpus / FOLDER / LOCK):
        now = coding_state(corpus)
    assert (now.state, now.done, now.share) == ("running", 0, 0.0)
