"""One ingest at a time for a corpus."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.ingest.build import check_target
from data.ingest.errors import IngestError

LOCK = ".lock"


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
