"""From a table's columns and first rows to a source of pieces, or to a sentence what else it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count

from data.ingest.readers import column_values
from data.ingest.readers.column_names import NAMES
from data.ingest.readers.columns import CUT, ColumnReading, key, recognised_fields
from data.ingest.readers.content import Content
from data.ingest.records import Faulty, Found, Refused, Source

MOST_COLUMNS = 2_000
NEWSAPI_RESPONSE = "NewsAPI response"
SAID_BY_A_PIECE = ("title", "summary", "text", "url")

_KINDS: dict[str, frozenset[str]] = {
    "Media Cloud story list": frozenset({"indexeddate", "medianame", "publishdate", "url"}),
    "Media Cloud story list, old Explorer": frozenset({"storiesid", "publishdate", "mediaid"}),
    "NewsAPI articles": frozenset({"sourceid", "sourcename", "publishedat", "description"}),
}
_COUNTS = frozenset({"matchedstories", "allcandidatestories"})
_COLUMN_LIST = frozenset({"tableid"})
_MEMBERSHIP = (
    "signature ratification accession treaty participant ccode atop ioname orgname wtolisted "
    "entryforce typememb stateforce iso3 agreementid depositary"
).split()

Rows = Callable[[], Iterator[Found | Faulty]]


def table_source(
    content: Content,
    *,
    kind: str,
    columns: Sequence[str],
    sample: Sequence[Mapping[str, str]],
    rows: Rows,
    notes: Sequence[str] = (),
    name: str = "",
    position: Callable[[], int] | None = None,
) -> Source | Refused:
    """Return a table as a source, or the sentence that says why it is no list of pieces.

    sample: the first rows. kind: said where the columns tell no more of it.
    """
    name = name or content.name
    if len(columns) > MOST_COLUMNS:
        return Refused(name, too_wide(name, len(columns)))
    reading = recognised_fields(columns, sample)
    if sentence := no_pieces(columns, reading.fields, sample):
        return Refused(name, f"{name} is {sentence}")
    return Source(
        name=name,
        kind=kind if kind == NEWSAPI_RESPONSE else kind_of(columns) or kind,
        columns=tuple(columns),
        fields=reading.fields,
        rows=_without_marks(rows, reading) if reading.cut else rows,
        notes=(*notes, *reading.notes),
        size=content.size,
        position=position or content.position,
    )


def kind_of(columns: Sequence[str]) -> str:
    """Return what the columns show a table to be, "" for none that is known."""
    keys = set(map(key, columns))
    return next((kind for kind, marks in _KINDS.items() if marks <= keys), "")


def no_pieces(
    columns: Sequence[str], fields: Mapping[str, str], sample: Sequence[Mapping[str, str]]
) -> str:
    """Say what a table is that lists no pieces; "" for one that does."""
    keys = set(map(key, columns))
    said = [field for field in SAID_BY_A_PIECE if field in fields]
    if keys >= _COLUMN_LIST:
        return "a description of the columns of another table, not a list of pieces."
    if _membership(keys, fields):
        return "a table of agreements, treaties or their members, not a list of pieces."
    if keys >= _COUNTS or (not said and _counts(columns, fields, sample)):
        return (
            "a table of counts over time (how many stories, not which), as Media Cloud's "
            "attention charts give it. Export the list of stories (all URLs) instead."
        )
    if not said or (said == ["url"] and not _named_url(fields)):
        return (
            "a table without a column of titles, summaries, texts or addresses. If it has one "
            "under another name, say which."
        )
    if said == ["url"] and _sites_only(fields["url"], sample):
        return "a list of sites, not of pieces: no address leads to a page."
    return ""


def too_wide(name: str, columns: int) -> str:
    """Say that a table has more columns than a list of pieces can have."""
    return (
        f"{name} has {columns:,} columns; a list of pieces has {MOST_COLUMNS:,} at most. Keep only "
        f"the columns that are needed."
    )


def distinct(names: Sequence[str]) -> list[str]:
    """Return the names of columns, empty ones numbered, later copies marked: title (2)."""
    told: dict[str, None] = {}
    for number, cell in enumerate(names, start=1):
        name = " ".join(cell.replace("\0", "").split()) or f"column {number}"
        copies = (f"{name} ({copy})" for copy in count(2))
        told[name if name not in told else next(one for one in copies if one not in told)] = None
    return list(told)


def _counts(
    columns: Sequence[str], fields: Mapping[str, str], sample: Sequence[Mapping[str, str]]
) -> bool:
    """Say whether every column but the one of dates is numbers."""
    day = fields.get("published")
    others = [
        [cell for row in sample if (cell := row.get(name, "").strip())]
        for name in columns
        if name != day
    ]
    return bool(day and others) and all(cells and column_values.numbers(cells) for cells in others)


def _membership(keys: set[str], fields: Mapping[str, str]) -> bool:
    marks = sum(any(mark in name for mark in _MEMBERSHIP) for name in keys)
    titled = key(fields.get("title", "")) in NAMES["title"]
    whole = titled and {"url", "published"} <= fields.keys()
    return marks >= 3 or (marks == 2 and not whole)


def _named_url(fields: Mapping[str, str]) -> bool:
    """Say whether addresses are the point of a table that has nothing else: by name or by date."""
    return "published" in fields or key(fields["url"]) in NAMES["url"]


def _sites_only(name: str, sample: Sequence[Mapping[str, str]]) -> bool:
    cells = [cell for row in sample if (cell := row.get(name, "").strip())]
    return bool(cells) and not column_values.pages([cell.rstrip("/") for cell in cells], 0.5)


def _without_marks(rows: Rows, reading: ColumnReading) -> Rows:
    """Take the mark of a cut text off its end."""

    def marked() -> Iterator[Found | Faulty]:
        for row in rows():
            if isinstance(row, Found):
                ends = {name: CUT.sub("", row.values.get(name, "")) for name in reading.cut}
                yield Found(row.line, {**row.values, **ends})
            else:
                yield row

    return marked
