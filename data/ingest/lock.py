"""One ingest at a time for a corpus."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.corpus.layout import MANIFEST
from data.ingest.build import check_target
from data.ingest.errors import IngestError

LOCK = ".lock"


def check_is_there(folder: Path) -> None:
    """Check that a folder holds a corpus to be changed. Errors: IngestError."""
    if not (folder / MANIFEST).is_file():
        raise IngestError(
            f"There is no corpus {folder.name} to change in {folder.parent}; without --append and "
            "--retag one is made."
        )


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold a corpus folder while writing; the system lets go when the process ends.

    Errors: IngestError where another process holds it, or the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    check_target(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK, timeout=0)
        lock.acquire()
    except Timeout:
        raise IngestError(
            f"Another ingest is writing the corpus {folder.name}; wait until it has ended."
        ) from None
    except OSError as error:
        raise IngestError(f"{folder} cannot be written: {error.strerror or error}.") from error
    try:
        yield
    finally:
        # An attempt that came to nothing leaves no folder behind.
        if {path.name for path in folder.iterdir()} <= {LOCK}:
            (folder / LOCK).unlink(missing_ok=True)
            folder.rmdir()
        lock.release()
