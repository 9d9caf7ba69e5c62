"""Workbooks of Excel and LibreOffice: every sheet that lists pieces. Nothing is computed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.ingest.errors import IngestError
from data.ingest.readers.columns import known_names
from data.ingest.readers.containers import seekable
from data.ingest.readers.content import Content
from data.ingest.readers.flat import text_of
from data.ingest.readers.tables import MOST_COLUMNS, distinct, table_source, too_wide
from data.ingest.readers.workbook_size import check_size, check_unpacked
from data.ingest.records import Faulty, Found, Refused, Source

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

SAMPLED_ROWS = 200
HEAD_AMONG = 10


def workbook_sources(content: Content) -> Iterator[Source | Refused]:
    """Give a source for each sheet of a workbook that lists pieces, a sentence for the others."""
    try:
        _check_size(content)
        with _opened(content) as book:
            sheets = [_sheet(content, _named(content, book, name)) for name in book.sheet_names]
    except IngestError as error:
        yield Refused(content.name, str(error))
        return
    yield from sheets


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a sheet's table begins, and its columns."""

    columns: list[str]
    first: int
    sample: list[list[str]]


def _sheet(content: Content, sheet: "CalamineSheet") -> Source | Refused:
    name = f"{content.name}/{sheet.name}"
    if sheet.width > MOST_COLUMNS:
        return Refused(name, too_wide(name, sheet.width))
    beginning = [
        _cells(row) for _, row in zip(range(SAMPLED_ROWS), sheet.iter_rows(), strict=False)
    ]
    layout = _laid_out(beginning)
    if layout is None:
        return Refused(name, f"{name} is an empty sheet.")
    done = [0]
    height = max(1, sheet.total_height)
    return table_source(
        content,
        name=name,
        kind="workbook sheet",
        columns=layout.columns,
        sample=[dict(zip(layout.columns, cells, strict=True)) for cells in layout.sample],
        rows=lambda: _rows(content, sheet.name, layout, done),
        notes=["What stands above the head line is left out."] if layout.first > 1 else [],
        position=lambda: content.size * min(done[0], height) // height,
    )


def _laid_out(beginning: list[list[str]]) -> _Layout | None:
    """Take the first row with the most known names as the head line, else the first full one."""
    full = [place for place, cells in enumerate(beginning) if any(cells)]
    if not full:
        return None
    wide = max(sum(map(bool, beginning[place])) for place in full)
    early = [at for at in full[:HEAD_AMONG] if 2 * sum(map(bool, beginning[at])) >= wide]
    head = max(early, key=lambda at: (known_names(beginning[at]), -at))
    sample = [cells for cells in beginning[head + 1 :] if any(cells)]
    return _Layout(distinct(beginning[head]), head + 1, sample)


def _rows(
    content: Content, sheet_name: str, layout: _Layout, done: list[int]
) -> Iterator[Found | Faulty]:
    with _opened(content) as book:
        sheet = _named(content, book, sheet_name)
        for number, row in enumerate(sheet.iter_rows(), start=1):
            done[0] = number
            if number > layout.first and any(cells := _cells(row)):
                yield Found(number, dict(zip(layout.columns, cells, strict=True)))


def _cells(row: Sequence[object]) -> list[str]:
    return [text_of(cell) for cell in row]


def _opened(content: Content) -> "CalamineWorkbook":
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    with seekable(content) as stream:
        try:
            return CalamineWorkbook.from_filelike(stream)
        except PasswordError as error:
            raise IngestError(
                f"{content.name} is locked with a password; save it without one."
            ) from error
        except CalamineError as error:
            raise IngestError(_damaged(content.name, error)) from error


def _named(content: Content, book: "CalamineWorkbook", name: str) -> "CalamineSheet":
    from python_calamine import CalamineError

    try:
        return book.get_sheet_by_name(name)
    except CalamineError as error:
        raise IngestError(_damaged(f"{content.name}/{name}", error)) from error


def _damaged(name: str, error: Exception) -> str:
    why = " ".join(str(error).split())[:120]
    return f"{name} cannot be read as a workbook ({why}). Save its sheets as CSV."


def _check_size(content: Content) -> None:
    """Refuse a workbook that would not fit into memory, by what it unpacks to and not says."""
    with seekable(content) as stream:
        if content.head.startswith(b"PK"):
            check_size(stream, content.name)
        else:
            check_unpacked(content.size, content.name)
