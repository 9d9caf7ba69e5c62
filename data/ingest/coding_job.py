"""Coding a corpus in the background: a process of its own, and how far it is.

What it tells lies beside the codings of the corpus; a lock there, which the system frees when the
process ends, keeps a second one from doing the work again.
"""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from data.coding.codebook import coding_key
from data.corpus.codings import LOCK, coding_homes
from data.corpus.home import HOME, corpora_folder
from data.ingest.coding_needed import is_coded
from data.ingest.errors import IngestError

ROOT = Path(__file__).parents[2]
STOPPED = "It stopped before its end; nothing was changed."
# To reap the processes of this server; the lock tells of those that another server started.
_started: dict[Path, subprocess.Popen] = {}
_starting, _looking = threading.Lock(), threading.Lock()
# Longer than anybody holds the lock who only looks; one who codes holds it on.
LOOK_SECONDS, LOOK_AGAIN_SECONDS = 0.05, 0.01


@dataclass(frozen=True, slots=True)
class CodingState:
    """How the coding of a corpus stands.

    state: done, running, failed or needed. done, total: pieces; total 0 where it is not known yet.
    message: a sentence, when failed.
    """

    state: str
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    message: str = ""

    @property
    def share(self) -> float:
        """Return how much is done, 0 to 1."""
        return min(self.done / self.total, 1.0) if self.total else 0.0


def coding_state(folder: Path) -> CodingState:
    """Return how the coding of a corpus stands. Errors: CodebookError, CorpusError."""
    # In this order: a process that ends in between has put its coding in place before.
    alive = _is_alive(folder)
    if is_coded(folder):
        return CodingState("done")
    told = _told(folder)
    if alive:
        return CodingState(
            "running",
            int(told.get("done") or 0),
            int(told.get("total") or 0),
            told.get("seconds_left"),
        )
    if not told or told.get("state") == "done":
        return CodingState("needed")
    said = told.get("message") if told.get("state") == "failed" else ""
    return CodingState("failed", message=str(said or STOPPED))


def start_coding(folder: Path) -> None:
    """Start coding a corpus unless that goes on already. Errors: IngestError, CodebookError."""
    # Two readers who come at once start one process.
    with _starting:
        if not _is_alive(folder):
            _start(folder)


def _start(folder: Path) -> None:
    home, fault = _writable_home(folder)
    if home is None:
        raise IngestError(f"The coding of {folder.name} cannot be kept: {fault}.")
    progress = home / _progress_name()
    for old in home.glob("progress-*.json"):
        if old != progress:
            old.unlink(missing_ok=True)
    command = [sys.executable, "-m", "data.ingest.coding", "--progress-file", str(progress)]
    try:
        # One that ends without a word has failed, and is not started again and again.
        progress.write_text('{"state": "running"}', encoding="utf-8")
        _started[folder] = subprocess.Popen(
            [*command, str(folder.absolute())],
            cwd=ROOT,
            env=os.environ | {HOME: str(corpora_folder().absolute())},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise IngestError(f"The coding could not be started: {error.strerror or error}.") from None


def _writable_home(folder: Path) -> tuple[Path | None, str]:
    fault = ""
    for home in coding_homes(folder):
        try:
            home.mkdir(parents=True, exist_ok=True)
            (home / LOCK).touch()
        except OSError as error:
            fault = f"{home}: {error.strerror or error}"
            continue
        return home, ""
    return None, fault


def _is_alive(folder: Path) -> bool:
    if process := _started.get(folder):
        if process.poll() is None:
            return True
        # Another reader's thread may have seen its end too.
        _started.pop(folder, None)
    return any(_is_held(home / LOCK) for home in coding_homes(folder))


def _is_held(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        # Of two who look, one would see the other hold it.
        with _looking, FileLock(path, timeout=LOOK_SECONDS, poll_interval=LOOK_AGAIN_SECONDS):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def _told(folder: Path) -> dict[str, object]:
    for home in coding_homes(folder):
        try:
            said = json.loads((home / _progress_name()).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(said, dict):
            return said
    return {}


def _progress_name() -> str:
    """Return the name of what is told: that of one codebook says nothing of another."""
    return f"progress-{coding_key()}.json"
