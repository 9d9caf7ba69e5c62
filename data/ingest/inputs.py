"""The files and folders given: their checksums, what is known already, how far reading has come."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from data.ingest.errors import IngestError
from data.ingest.records import Source


class Inputs:
    """What an ingest was given. notes: sentences on what was not read again."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._said: list[dict[str, Any]] = []
        self._finished = 0
        self._total = 0

    def take(self, paths: Sequence[Path], known: Iterable[Mapping[str, Any]]) -> list[Path]:
        """Return the paths whose content is not among the known inputs, each once.

        Errors: IngestError for a path that is not there or cannot be read.
        """
        held = {one.get("sha256") for one in known}
        given: set[str] = set()
        wanted = []
        for path in paths:
            said = _said_of(path)
            if said["sha256"] in given:
                self.notes.append(f"{said['file']} was given twice and read once.")
                continue
            if said["sha256"] in held:
                self.notes.append(
                    f"{said['file']} is in the corpus already and was not read again; build the "
                    "corpus anew to read it in another way."
                )
                continue
            given.add(said["sha256"])
            wanted.append(path)
            self._said.append(said)
            self._total += said["bytes"]
        return wanted

    def said(self) -> Iterator[dict[str, Any]]:
        """Give file, bytes and sha256 of what was read; of a folder all of its files together."""
        yield from self._said

    def finished(self, source: Source) -> None:
        """Count a source as read."""
        self._finished += source.size

    def position(self, source: Source) -> tuple[int, int]:
        """Return the bytes read so far, and those there are."""
        done = self._finished + min(source.position(), source.size)
        return min(done, self._total), self._total


def _said_of(path: Path) -> dict[str, Any]:
    try:
        if not path.is_dir():
            return {"file": path.name, "bytes": path.stat().st_size, "sha256": _sha256(path)}
        files = sorted(one for one in path.rglob("*") if one.is_file() and not one.is_symlink())
        whole = hashlib.sha256()
        for one in files:
            whole.update(f"{one.relative_to(path)}\0{_sha256(one)}\n".encode())
        size = sum(one.stat().st_size for one in files)
        name = path.resolve().name
        return {"file": f"{name}/", "bytes": size, "sha256": whole.hexdigest()}
    except OSError as error:
        raise IngestError(f"{path} cannot be read: {error.strerror}.") from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
