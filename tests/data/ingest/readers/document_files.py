"""Files for the tests of readers of documents: written in memory, or the ones kept beside."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from data.ingest.errors import IngestError
from data.ingest.readers.content import HEAD, Content
from data.ingest.readers.recognise import sources_of
from data.ingest.records import Faulty, Found, Refused, Source

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


PIECES = (
    ("Harbour fees fall again", "2025-01-02", "https://paper.example/1"),
    ("Ministers meet in Rabat", "2025-01-03", "https://paper.example/2"),
    ("An envoy is named", "2025-01-04", "https://paper.example/3"),
    ("Grain is shipped at last", "2025-01-05", "https://paper.example/4"),
)
COLUMNS = ("title", "date", "url")
CSV = "".join(",".join(row) + "\n" for row in (COLUMNS, *PIECES))


def source_of(file: bytes | str, encoding: str = "") -> Source:
    """Return the only source that is recognised in a file."""
    (found,) = sources_of(content_of(file), encoding)
    assert isinstance(found, Source), found
    return found


def sentence_of(file: bytes | str, encoding: str = "") -> str:
    """Return the sentence that a file is refused with when it is recognised."""
    (found,) = sources_of(content_of(file), encoding)
    assert isinstance(found, Refused), found
    return found.sentence


def all_of(file: bytes | str, encoding: str = "") -> list[Found | Faulty]:
    """Return the rows of the only source in a file."""
    return list(source_of(file, encoding).rows())


def cells_of(file: bytes | str, encoding: str = "") -> list[tuple[str, ...]]:
    """Return the cells of each row of the only source in a file; no row may be faulty."""
    rows = all_of(file, encoding)
    assert not [row for row in rows if isinstance(row, Faulty)]
    return [tuple(row.values.values()) for row in rows]


def zipped(files: Sequence[tuple[str | zipfile.ZipInfo, bytes | str]]) -> bytes:
    """Return a zip file of these files, by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in files:
            archive.writestr(name, file)
    return packed.getvalue()


_READING = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]) << 20,) * 2)
from data.ingest.errors import IngestError
from data.ingest.readers import sources
from data.ingest.records import Refused
for source in sources([Path(sys.argv[2])]):
    if isinstance(source, Refused):
        print("refused:", source.sentence)
        continue
    try:
        for row in source.rows():
            print(type(row).__name__, row.line, getattr(row, "reason", ""))
    except IngestError as error:
        print("ended:", error)
"""


def read_within(megabytes: int, path: Path) -> list[str]:
    """Read a file in a process that may take so much memory; return a line for each row."""
    pytest.importorskip("resource")
    done = subprocess.run(
        [sys.executable, "-c", _READING, str(megabytes), str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()
