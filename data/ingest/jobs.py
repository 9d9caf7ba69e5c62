"""Ingests that the app starts: each a process of its own, its state in a folder on disk.

A job's folder is corpora_folder()/.jobs/<id>: uploads/ until it ends, job.json, progress.json
(replaced by the ingest as it goes), log, and a lock that the system frees when the process ends.
"""

import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from filelock import FileLock, Timeout

from data.corpus.home import HOME, corpora_folder
from data.ingest.errors import IngestError
from data.ingest.options import Options

ROOT = Path(__file__).parents[2]
FOLDER = ".jobs"
STARTS_WITHIN = 60
MOST_AT_ONCE = 2
KEPT_SECONDS = 7 * 24 * 3600
DRAFT_SECONDS = 24 * 3600
LONGEST_FAREWELL = 5.0  # seconds for a cancelled process to tidy up
AT_ONCE = 1 << 20  # bytes copied in one step
STOPPED = "It stopped before its end; nothing was changed."
NOT_CODED = "The reasons in it are not coded yet: the Country page does that."
_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")
# To reap the processes of this server; the lock tells of those that another server started.
_started: dict[str, subprocess.Popen] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """How a job stands.

    state: draft (files, not started), running, done, failed or cancelled. stage: starting,
    reading, sorting, writing, finishing or coding. done, total: bytes while reading, rows
    afterwards; total 0 where it is not known. rate: rows a second. message: a sentence, when
    failed. report: when done.
    """

    job: str
    state: str
    corpus: str = ""
    files: tuple[str, ...] = ()
    stage: str = "starting"
    rows: int = 0
    done: int = 0
    total: int = 0
    rate: float = 0.0
    seconds_left: float | None = None
    message: str = ""
    report: Mapping[str, Any] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """Return how much of the stage is done, 0 to 1; 0 where it is not known."""
        return min(self.done / self.total, 1.0) if self.total else 0.0


def draft() -> str:
    """Make a folder for files to come, and return its job id. Errors: IngestError."""
    tidy()
    job = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    try:
        (_folder(job) / "uploads").mkdir(parents=True)
    except OSError as error:
        raise IngestError(f"No files can be stored in {corpora_folder()}: {_why(error)}.") from None
    return job


def exists(job: str) -> bool:
    """Say whether a job or draft is still there."""
    return bool(_ID.fullmatch(job)) and _folder(job).is_dir()


def store(job: str, name: str, file: BinaryIO) -> Path:
    """Copy a file into a draft, in steps, under a name without folders; return where it lies.

    Errors: IngestError where the disk does not take it; then no part of it stays.
    """
    path = _free_path(_folder(job) / "uploads", _plain_name(name))
    try:
        with path.open("xb") as copy:
            shutil.copyfileobj(file, copy, AT_ONCE)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise IngestError(f"{name[:80]} could not be stored: {_why(error)}.") from None
    return path


def stored(job: str) -> list[Path]:
    """Return the files of a draft by name; none where it is gone."""
    with suppress(OSError):
        return sorted((_folder(job) / "uploads").iterdir())
    return []


def start(paths: Sequence[Path], options: Options, job: str = "") -> str:
    """Start an ingest in the background and return its id; job: the draft that holds the files.

    Errors: IngestError where as many run as may, or the process cannot be started.
    """
    if len(running()) >= MOST_AT_ONCE:
        raise IngestError(
            f"{MOST_AT_ONCE} corpora are being built already; start this one when one is done."
        )
    job = job or draft()
    folder = _folder(job)
    said = {
        "corpus": options.corpus,
        "files": [path.name for path in paths],
        "arguments": arguments(paths, options, folder / "progress.json"),
    }
    try:
        (folder / "job.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        _started[job] = _process(job, folder)
        (folder / "pid").write_text(str(_started[job].pid), encoding="utf-8")
        (folder / "running").touch()
    except OSError as error:
        raise IngestError(f"The ingest could not be started: {_why(error)}.") from None
    return job


def arguments(paths: Sequence[Path], options: Options, progress: Path) -> list[str]:
    """Return the arguments of `python -m data.ingest` that say the same as the options."""
    texts = {
        "corpus": options.corpus,
        "name": options.name,
        "outlet": options.outlet,
        "language": options.language,
        "kind": options.kind,
        "licence": options.licence,
        "note": options.note,
        "date-order": options.date_order,
        "reference-time": options.reference_time.isoformat() if options.reference_time else "",
        "senses": ",".join(options.senses),
        "encoding": options.encoding,
        "progress-file": str(progress.absolute()),
    }
    # With "=", a value may begin with a hyphen.
    said = [f"--{name}={text}" for name, text in texts.items() if text]
    said += [f"--name-a-column={name}={column}" for name, column in options.columns.items()]
    switches = {
        f"--{options.basis}": options.basis != "exhaustive",
        "--no-stories": not options.stories,
        "--append": options.append,
    }
    said += [switch for switch, on in switches.items() if on]
    return [*said, "--", *(str(path.absolute()) for path in paths)]


def jobs() -> list[JobState]:
    """Return every job that was started, the newest first."""
    found = sorted(corpora_folder().glob(f"{FOLDER}/*/job.json"), reverse=True)
    return [state(path.parent.name) for path in found if _ID.fullmatch(path.parent.name)]


def running() -> list[JobState]:
    """Return the jobs under way, the newest first; cheap where none is."""
    marked = sorted(corpora_folder().glob(f"{FOLDER}/*/running"), reverse=True)
    found = [state(path.parent.name) for path in marked if _ID.fullmatch(path.parent.name)]
    return [one for one in found if one.state == "running"]


def state(job: str) -> JobState:
    """Return how a job stands. A process that is gone without a word has failed.

    Errors: IngestError where there is no such job.
    """
    folder = _folder(job)
    if not (folder / "job.json").is_file():
        if not folder.is_dir():
            raise IngestError(f"There is no job {job[:40]!r}; it may have been put away.")
        return JobState(job=job, state="draft", files=tuple(path.name for path in stored(job)))
    # In this order: a process that ends in between has written its last word before.
    alive = _is_alive(job, folder)
    said, told = _read(folder / "job.json"), _read(folder / "progress.json")
    now = told.get("state", "running")
    message = str(told.get("message") or "")
    if now == "running" and not alive:
        now, message = "failed", f"{STOPPED} {_last_words(folder)}".strip()
    if now != "done" and (folder / "cancelled").exists():
        now, message = "cancelled", "It was cancelled; nothing was changed."
    if now in ("failed", "cancelled") and told.get("stage") == "finishing":
        now, message = "failed", "It ended as the corpus was put in its place: see which it is now."
    report = told.get("report") or {}
    if now in ("failed", "cancelled") and told.get("stage") == "coding":
        now, message, report = "done", "", {"lines": [NOT_CODED]}
    if now != "running":
        (folder / "running").unlink(missing_ok=True)
    return JobState(
        job=job,
        state=now,
        corpus=str(said.get("corpus", "")),
        files=tuple(said.get("files", ())),
        stage=str(told.get("stage") or "starting"),
        rows=int(told.get("rows") or 0),
        done=int(told.get("done") or 0),
        total=int(told.get("total") or 0),
        rate=float(told.get("rate") or 0),
        seconds_left=told.get("seconds_left"),
        message=message,
        report=report,
    )


def cancel(job: str) -> None:
    """End a running job: ask, wait a few seconds, then end it with all its workers."""
    folder = _folder(job)
    if state(job).state != "running":
        return
    (folder / "cancelled").touch()
    with suppress(OSError, ValueError):
        pid = int((folder / "pid").read_text(encoding="utf-8"))
        os.kill(pid, signal.SIGTERM)
        end = time.monotonic() + LONGEST_FAREWELL
        while _is_alive(job, folder) and time.monotonic() < end:
            time.sleep(0.05)
        if hasattr(os, "killpg"):
            os.killpg(pid, signal.SIGKILL)
    shutil.rmtree(folder / "uploads", ignore_errors=True)


def put_away(job: str) -> None:
    """Remove what is kept of a job that does not run: its files, its report, its log."""
    if state(job).state != "running":
        shutil.rmtree(_folder(job), ignore_errors=True)
        _started.pop(job, None)


def tidy() -> None:
    """Remove what ended jobs and forgotten drafts left behind, once it is old enough."""
    now = time.time()
    for folder in corpora_folder().glob(f"{FOLDER}/*"):
        with suppress(OSError, IngestError):
            age = now - folder.stat().st_mtime
            is_draft = not (folder / "job.json").is_file()
            if age > (DRAFT_SECONDS if is_draft else KEPT_SECONDS):
                put_away(folder.name)


def main(given: Sequence[str]) -> int:
    """Run a job's ingest in this process, hold its lock meanwhile, and remove its uploads."""
    from data.ingest.__main__ import main as ingest

    folder = _folder(given[0])
    # Asked to end, Python leaves through the blocks that remove what is half written.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with FileLock(folder / "lock", timeout=10):
        try:
            return ingest(_read(folder / "job.json")["arguments"])
        finally:
            shutil.rmtree(folder / "uploads", ignore_errors=True)


def _process(job: str, folder: Path) -> subprocess.Popen:
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "data.ingest.jobs", job],
            cwd=ROOT,
            env=os.environ | {HOME: str(corpora_folder().absolute())},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _is_alive(job: str, folder: Path) -> bool:
    if job in _started:
        return _started[job].poll() is None
    try:
        with FileLock(folder / "lock", timeout=0):
            return _is_starting(folder)
    except Timeout:
        return True


def _is_starting(folder: Path) -> bool:
    """Say whether a process of another server was started just now and holds no lock yet."""
    try:
        young = time.time() - (folder / "job.json").stat().st_mtime < STARTS_WITHIN
        os.kill(int((folder / "pid").read_text(encoding="utf-8")), 0)
    except (OSError, ValueError):
        return False
    return young and not _read(folder / "progress.json")


def _folder(job: str) -> Path:
    if not _ID.fullmatch(job):
        raise IngestError(f"There is no job {job[:40]!r}.")
    return corpora_folder() / FOLDER / job


def _read(file: Path) -> dict[str, Any]:
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _last_words(folder: Path) -> str:
    """Return the last line that the process printed, for a fault nobody foresaw."""
    with suppress(OSError):
        lines = (folder / "log").read_bytes()[-4_000:].decode(errors="replace").split("\n")
        return next((line.strip()[:300] for line in reversed(lines) if line.strip()), "")
    return ""


def _plain_name(name: str) -> str:
    """Return the last part of a name, without control characters and leading dots."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    # File systems hold names of up to 255 bytes.
    return kept.lstrip(". ").encode()[-200:].decode(errors="ignore") or "file"


def _free_path(folder: Path, name: str) -> Path:
    """Return a path that is not taken: a second list.csv becomes list (2).csv."""

    def names() -> Iterator[str]:
        stem, dot, ending = name.partition(".")
        yield name
        yield from (f"{stem} ({place}){dot}{ending}" for place in range(2, 10_000))

    return next(path for path in (folder / one for one in names()) if not path.exists())


def _why(error: OSError) -> str:
    return error.strerror or str(error)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
