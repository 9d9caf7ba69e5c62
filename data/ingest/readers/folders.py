"""The files that a user's paths name: files themselves, and all files in folders."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from data.ingest.errors import IngestError
from data.ingest.readers.containers import hidden
from data.ingest.records import Refused


def checked(paths: Sequence[Path]) -> list[Path]:
    """Return paths that all exist. Errors: IngestError that names the first that does not."""
    for path in paths:
        if not path.exists():
            raise IngestError(f"{path} does not exist.")
    return list(paths)


def files(paths: Sequence[Path]) -> Iterator[tuple[str, Path] | Refused]:
    """Give each file with its name for readers: a folder's in order, "folder/part/file.csv".

    Hidden files, links in a folder and what is no file come as Refused.
    """
    times = Counter(path.resolve().name for path in paths)
    for path in paths:
        name = path.resolve().name if times[path.resolve().name] == 1 else str(path)
        if path.is_dir():
            yield from _in_folder(path, name)
        elif path.is_file():
            yield name, path
        else:
            yield Refused(name, f"{name} is not a file.")


def _in_folder(folder: Path, name: str) -> Iterator[tuple[str, Path] | Refused]:
    for entry in _entries(folder):
        inner = f"{name}/{entry.name}"
        if isinstance(fault := _left_out(entry, inner), Refused):
            yield fault
        elif entry.is_dir(follow_symlinks=False):
            yield from _in_folder(Path(entry.path), inner)
        else:
            yield inner, Path(entry.path)


def _entries(folder: Path) -> list[os.DirEntry]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise IngestError(f"{folder} cannot be read: {error.strerror}.") from error


def _left_out(entry: os.DirEntry, name: str) -> Refused | None:
    if hidden(entry.name):
        return Refused(name, f"{name} is hidden and is left out.")
    if entry.is_symlink():
        return Refused(
            name, f"{name} is a link and is left out; name the file it leads to if it is wanted."
        )
    if not entry.is_dir(follow_symlinks=False) and not entry.is_file(follow_symlinks=False):
        return Refused(name, f"{name} is not a file.")
    return None
