"""Ingests in the background: their state survives this process, and none ends without a word."""

import io
import json
import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.corpus.home import HOME
from data.ingest import jobs
from data.ingest.errors import IngestError
from data.ingest.options import Options

OPTIONS = Options(corpus="fish")
WAIT = 30


@pytest.fixture(autouse=True)
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME, str(tmp_path / "corpora"))
    return tmp_path / "corpora"


@pytest.fixture
def ingest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the ingest: the text written to the file returned is run with its arguments."""
    script = tmp_path / "ingest.py"
    runner = tmp_path / "runner.py"
    runner.write_text(
        "import sys, types\n"
        f"sys.path.insert(0, {str(jobs.ROOT)!r})\n"
        "module = types.ModuleType('data.ingest.__main__')\n"
        f"exec(open({str(script)!r}).read(), module.__dict__)\n"
        "sys.modules['data.ingest.__main__'] = module\n"
        "from data.ingest.jobs import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    started = jobs.subprocess.Popen

    def popen(command: list[str], **given: object) -> object:
        return started([sys.executable, str(runner), *command[3:]], **given)

    monkeypatch.setattr(jobs.subprocess, "Popen", popen)
    return script


TELL = """
import json, os, sys, time
def tell(given, **said):
    file = next(one.split("=", 1)[1] for one in given if one.startswith("--progress-file="))
    with open(file + ".new", "w") as new:
        json.dump(said, new)
    os.replace(file + ".new", file)
"""
SLOW = TELL + (
    "def main(given):\n"
    "    tell(given, state='running', stage='reading', rows=7, done=50, total=200, rate=3.5,"
    " seconds_left=40.0)\n"
    "    time.sleep(60)\n"
)
DONE = TELL + (
    "def main(given):\n"
    "    tell(given, state='done', stage='writing', report={'read': 2, 'corpus': 'fish'})\n"
    "    return 0\n"
)
SILENT = "def main(given):\n    print('no such planet')\n    return 3\n"


def until(job: str, *wanted: str) -> jobs.JobState:
    """Wait until a job is in one of the states, or tells of a stage."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        now = jobs.state(job)
        if now.state in wanted or now.stage in wanted:
            return now
        time.sleep(0.05)
    raise AssertionError(f"{now} after {WAIT} s")


def test_a_job_tells_how_far_it_is_and_can_be_cancelled(ingest: Path, corpora: Path) -> None:
    """A running job looks idle, or goes on after it was cancelled."""
    ingest.write_text(SLOW)
    job = jobs.draft()
    path = jobs.store(job, "list.csv", io.BytesIO(b"a,b\n"))
    assert jobs.state(job).state == "draft"
    assert jobs.start([path], OPTIONS, job) == job
    now = until(job, "reading")
    assert (now.state, now.rows, now.rate, now.seconds_left) == ("running", 7, 3.5, 40.0)
    assert now.share == 0.25
    assert (now.corpus, now.files) == ("fish", ("list.csv",))
    assert [one.job for one in jobs.running()] == [job]
    jobs.cancel(job)
    assert jobs.state(job).state == "cancelled"
    assert jobs.running() == []
    assert not path.exists()


def test_a_job_that_ends_leaves_its_report_and_no_uploads(ingest: Path) -> None:
    """Uploads fill the disk after the corpus is built, or the report is lost."""
    ingest.write_text(DONE)
    job = jobs.draft()
    path = jobs.store(job, "list.csv", io.BytesIO(b"a,b\n"))
    jobs.start([path], OPTIONS, job)
    assert until(job, "done").report == {"read": 2, "corpus": "fish"}
    jobs._started.pop(job).wait(WAIT)
    assert jobs.state(job).state == "done"  # read anew, as another server would
    assert not path.exists()
    assert [one.job for one in jobs.jobs()] == [job]
    jobs.put_away(job)
    assert jobs.jobs() == []


def test_a_process_without_last_words_has_failed(ingest: Path) -> None:
    """A job whose process is gone runs for ever on the page."""
    ingest.write_text(SILENT)
    job = jobs.start([], OPTIONS)
    now = until(job, "failed")
    assert now.message == f"{jobs.STOPPED} no such planet"


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="ends a process group")
def test_a_killed_process_is_seen_by_another_server_too(ingest: Path) -> None:
    """After a restart of the server a dead job counts as running, or a living one as dead."""
    ingest.write_text(SLOW)
    job = jobs.start([], OPTIONS)
    until(job, "reading")
    process = jobs._started.pop(job)
    assert jobs.state(job).state == "running"
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(WAIT)
    assert jobs.state(job).state == "failed"


def test_only_so_many_at_once(ingest: Path) -> None:
    """A reader who clicks ten times starts ten ingests."""
    ingest.write_text(SLOW)
    started = [jobs.start([], OPTIONS) for _ in range(jobs.MOST_AT_ONCE)]
    with pytest.raises(IngestError, match="being built already"):
        jobs.start([], OPTIONS)
    for job in started:
        jobs.cancel(job)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\list.csv", "list.csv"),
        (".hidden", "hidden"),
        ("..", "file"),
        ("a\x00b\u202e.csv", "ab.csv"),
        ("é" * 300 + ".csv", "é" * 98 + ".csv"),
    ],
)
def test_an_uploads_name_stays_in_its_folder(name: str, kept: str, corpora: Path) -> None:
    """A file's name leads out of the job's folder."""
    job = jobs.draft()
    path = jobs.store(job, name, io.BytesIO(b"x"))
    assert path == corpora / ".jobs" / job / "uploads" / kept
    assert jobs.store(job, name, io.BytesIO(b"y")).name != kept
    assert path.read_bytes() == b"x"
    assert len(jobs.stored(job)) == 2


@pytest.mark.parametrize("job", ["", "..", "../fish", "20260101-000000-0000000g", "20260101"])
def test_an_id_that_is_none_is_refused(job: str) -> None:
    """A job's id leads to another folder."""
    with pytest.raises(IngestError, match="no job"):
        jobs.state(job)


def test_what_is_old_is_removed(corpora: Path) -> None:
    """Forgotten uploads and old reports stay for ever."""
    old, new = jobs.draft(), jobs.draft()
    moment = time.time() - jobs.DRAFT_SECONDS - 60
    os.utime(corpora / ".jobs" / old, (moment, moment))
    jobs.tidy()
    assert not (corpora / ".jobs" / old).exists()
    assert (corpora / ".jobs" / new).exists()


def test_the_arguments_say_every_option(tmp_path: Path) -> None:
    """An option chosen on the page is not the one the ingest gets."""
    options = Options(
        corpus="fish",
        name="-Fish-",
        columns={"title": "head line", "summary": ""},
        outlet="Fish Post",
        basis="curated",
        date_order="mdy",
        reference_time=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        senses=("names", "demonyms"),
        append=True,
    )
    said = jobs.arguments([tmp_path / "-a.csv"], options, tmp_path / "progress.json")
    assert said == [
        "--corpus=fish",
        "--name=-Fish-",
        "--outlet=Fish Post",
        "--licence=not stated",
        "--date-order=mdy",
        "--reference-time=2026-01-02T03:04:00+00:00",
        "--senses=names,demonyms",
        f"--progress-file={tmp_path / 'progress.json'}",
        "--name-a-column=title=head line",
        "--name-a-column=summary=",
        "--curated",
        "--append",
        "--",
        str(tmp_path / "-a.csv"),
    ]
    assert json.dumps(said)
