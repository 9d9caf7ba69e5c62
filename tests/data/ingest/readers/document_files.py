"""Files for the tests of readers of documents: written in memory, or the ones kept beside."""

import io
from pathlib import Path

import pytest

from data.ingest.errors import IngestError
from data.ingest.readers.content import HEAD, Content

ROOT = Path(__file__).parents[4]
SHARED = ROOT.parent / "shared"

beside = pytest.mark.skipif(
    not (SHARED / "data").is_dir(), reason="the collection of real files is not beside the project"
)


def content_of(file: bytes | str, name: str = "file") -> Content:
    """Return a file as readers get it."""
    raw = file.encode() if isinstance(file, str) else file
    return Content(
        name=name,
        open=lambda: io.BytesIO(raw),
        head=raw[:HEAD],
        size=len(raw),
        position=lambda: 0,
    )


def files_of(folder: str, pattern: str = "*") -> list[Content]:
    """Return the files of a folder beside the project, by name."""
    paths = sorted((SHARED / folder).glob(pattern))
    return [content_of(path.read_bytes(), path.name) for path in paths]


def rows_of(reader: object, file: bytes | str) -> list:
    """Return a file's rows."""
    return list(reader.source(content_of(file)).rows())


def values_of(reader: object, file: bytes | str) -> dict[str, str]:
    """Return what the only row of a file says."""
    (row,) = rows_of(reader, file)
    return dict(row.values)


def refusal(reader: object, file: bytes | str) -> str:
    """Return the sentence that a file is refused with, when it is looked at or when it is read."""
    with pytest.raises(IngestError) as caught:
        rows_of(reader, file)
    return str(caught.value)
