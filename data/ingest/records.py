"""What a reader of files gives: sources, and the rows in them as the file has them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

# What a row may say of a piece. The pieces' own checks and meanings are in data.ingest.pieces.
FIELDS = (
    "published",
    "outlet",
    "outlet_country",
    "outlet_url",
    "language",
    "kind",
    "title",
    "summary",
    "text",
    "url",
    "topics",
    "countries",
    "agreement",
)


@dataclass(frozen=True, slots=True)
class Found:
    """One row as its file has it.

    line: the line it starts on, or its number in the file from 1 where it has no lines.
    values: the file's own column names and their text, "" for nothing; inner objects as
        "source.name", lists joined by ";".
    """

    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Faulty:
    """One row that cannot be read at all: where, why in a few words, and as much of it as known."""

    line: int
    reason: str
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file, or a file in an archive, that holds pieces.

    name: for readers and for source_file: "list.csv", "2015-07-23.zip/2015-07-23.json".
    kind: what was recognised, in words: "CSV table", "Media Cloud story list", "GDELT 2.0 events".
    columns: every column or field name met at the beginning of the file.
    fields: which column is read as which field of FIELDS, by field.
    given: what the whole file says of every piece, by field, where a row says nothing itself.
    notes: what a user should know of how the file is read, one sentence each.
    size: bytes as stored, for progress. position: bytes of them read so far.
    rows: starts over at each call. Bad rows come as Faulty; a fault that ends the file is an
        IngestError, which names the file.
    """

    name: str
    kind: str
    columns: tuple[str, ...]
    fields: Mapping[str, str]
    rows: Callable[[], Iterator[Found | Faulty]]
    given: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    size: int = 0
    position: Callable[[], int] = lambda: 0


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that holds no pieces, or cannot be read: its name and one sentence why."""

    name: str
    sentence: str
