"""A reader's list of events as cells: its columns and its rows, of text or of a workbook."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import islice

from data.ingest.errors import IngestError
from data.ingest.readers.columns import key
from data.ingest.readers.content import HEAD, Content
from data.ingest.readers.delimited_layout import DELIMITERS
from data.ingest.readers.encoding import MARK, REPLACED, encoding_of, first_letters
from data.ingest.readers.flat import text_of
from data.ingest.readers.streams import MB
from data.ingest.readers.workbook_size import check_size

# Many times what the most events take; more is another file than was meant. Less than what the
# reader of encodings gives at a time, so that text is never cut.
LARGEST = MB
MOST_CELLS = 1_000_000
# The head line stands among the first lines, under a title perhaps.
HEAD_AMONG = 10
LONGEST_NAME = 40
MOST_NAMED = 8
# More signs of this kind than one in twenty: no text in any encoding.
MOST_CONTROL = 0.05
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
NEEDED = {"date": "dates", "title": "titles"}
# The names that columns go by, preferred ones first, as columns.key spells them.
NAMES = {
    "date": "date day when start startdate startday begin begins begindate from firstday",
    "end_date": "enddate end endday ends until to lastday",
    "title": "title event label name headline",
    "countries": "countries country iso3s iso3 countrycodes countrycode",
    "description": "description note notes details detail",
    "source": "source sources url link address reference",
}

Numbered = tuple[int, list[str] | None]


class EventsFileError(ValueError):
    """A file that cannot be read as events; the message is one sentence for its owner."""


@dataclass(frozen=True, slots=True)
class EventsTable:
    """A list of events as its file has it.

    columns: the file's own names by field (date, end_date, title, countries, description,
    source), those found. places: their cells, likewise. width: cells of the head line. rows: the
    line each starts on, from 1, and its cells; None for one whose quotation marks do not match.
    """

    columns: Mapping[str, str]
    places: Mapping[str, int]
    width: int
    rows: Iterator[Numbered]


def events_table(content: bytes, name: str) -> EventsTable:
    """Find the columns and rows of a list of events. Errors: EventsFileError."""
    if not content.strip():
        raise EventsFileError(f"{name} is an empty file.")
    if len(content) > LARGEST:
        raise EventsFileError(
            f"{name} is larger than {LARGEST // MB} MB, too large for a list of events; keep only "
            f"the rows and columns that are needed."
        )
    try:
        if content.startswith(_WORKBOOKS):
            return _headed([_of_workbook(content, name)], name)
        text = _as_text(content, name)
    except IngestError as error:
        raise EventsFileError(str(error)) from error
    return _headed([_split(text, sign) for sign in DELIMITERS if sign in text], name)


def _as_text(content: bytes, name: str) -> str:
    whole = Content(
        name=name,
        open=lambda: BytesIO(content),
        head=content[:HEAD],
        size=len(content),
        position=lambda: 0,
    )
    text = first_letters(whole, encoding_of(whole)).replace(MARK, REPLACED)
    controls = sum(sign < " " and sign not in "\t\n\r\x1f\x01" for sign in text[:HEAD])
    if controls > MOST_CONTROL * len(text[:HEAD]):
        raise EventsFileError(f"{name} is not a table of text; save it as CSV, TSV or Excel.")
    return text


def _split(text: str, delimiter: str) -> Callable[[], Iterator[Numbered]]:
    """Return what gives the rows between one kind of separator, numbered by their first line.

    A quote that is never closed would take the rest with it, so reading begins again after it.
    """
    lines = list(StringIO(text, newline=""))

    def rows() -> Iterator[Numbered]:
        start, reader = 0, _reader(lines, 0, delimiter)
        while True:
            line = start + reader.line_num + 1
            try:
                yield line, next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield line, None
                start, reader = line, _reader(lines, line, delimiter)

    return rows


def _reader(lines: list[str], start: int, delimiter: str) -> "csv._reader":
    rest = islice(lines, start, None)
    return csv.reader(rest, delimiter=delimiter, strict=True, skipinitialspace=True)


def _of_workbook(content: bytes, name: str) -> Callable[[], Iterator[Numbered]]:
    """Return what gives the rows of a workbook's first sheet."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if content.startswith(b"PK"):
        check_size(BytesIO(content), name)
    try:
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        if sheet.height * sheet.width > MOST_CELLS:
            raise EventsFileError(
                f"{name} has {sheet.height:,} rows of {sheet.width:,} cells, too many for a list "
                f"of events; keep only the rows and columns that are needed."
            )
        found = [[text_of(cell) for cell in row] for row in sheet.iter_rows()]
    except PasswordError:
        raise EventsFileError(f"{name} is locked with a password; save it without one.") from None
    except CalamineError as error:
        raise EventsFileError(
            f"{name} cannot be read as a workbook; save its first sheet as CSV."
        ) from error
    return lambda: iter(enumerate(found, start=1))


def _headed(ways: Sequence[Callable[[], Iterator[Numbered]]], name: str) -> EventsTable:
    """Take the way of reading, and the line, that show the most columns known."""
    heads = [
        (_places(cells), line, cells, way)
        for way in ways
        for _, (line, cells) in zip(range(HEAD_AMONG), way(), strict=False)
        if cells
    ]
    places, line, head, way = max(
        heads, key=lambda one: (len(NEEDED.keys() & one[0]), len(one[0])), default=({}, 0, [], iter)
    )
    if missing := [words for field, words in NEEDED.items() if field not in places]:
        raise EventsFileError(_without(name, missing, head))
    return EventsTable(
        {field: " ".join(head[at].split()) for field, at in places.items()},
        places,
        len(head),
        ((number, cells) for number, cells in way() if number > line),
    )


def _places(cells: Sequence[str]) -> dict[str, int]:
    """Return where each field stands in a head line."""
    keys = [key(cell) if len(cell) <= LONGEST_NAME else "" for cell in cells]
    named = {
        field: next((keys.index(one) for one in names.split() if one in keys), None)
        for field, names in NAMES.items()
    }
    return {field: at for field, at in named.items() if at is not None}


def _without(name: str, missing: Sequence[str], head: Sequence[str]) -> str:
    named = [" ".join(cell.split())[:LONGEST_NAME] for cell in head if cell.strip()]
    known = f" It begins: {', '.join(named[:MOST_NAMED])}" if named else ""
    return (
        f"{name} has no column of {' and none of '.join(missing)}; the first line must name its "
        f"columns, date and title among them.{known}"
    )
