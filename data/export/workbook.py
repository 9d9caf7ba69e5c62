"""A frame as an Excel workbook that a reader can trust: texts stay texts, limits are said."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from io import BytesIO

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

ROWS_HELD = 1_048_575  # below the heading
LETTERS_HELD = 32_767  # in a cell
FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900, which shifts the days before
EXACT = 2**53  # larger whole numbers would lose digits
ABOUT = "About"


class TableError(ValueError):
    """A frame does not fit the format asked for; the message is a sentence for the reader."""


def fits_excel(frame: pd.DataFrame) -> bool:
    """Say whether a sheet holds all rows."""
    return len(frame) <= ROWS_HELD


def write_workbook(frame: pd.DataFrame, *, sheet: str, notes: Mapping[str, str]) -> bytes:
    """Return the workbook; one value per cell is expected. Errors: TableError."""
    if not fits_excel(frame):
        raise TableError(
            f"Excel holds {ROWS_HELD:,} rows; this table has {len(frame):,}. "
            "CSV and Parquet hold them all."
        )
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_urls": False}) as book:
        page = _Page(book, book.add_worksheet(sheet_name(sheet)))
        page.head(frame.columns)
        for place, name in enumerate(frame.columns):
            page.column(place, frame[name])
        _write_about(book, {**notes, **page.limits()})
    return file.getvalue()


def sheet_name(wanted: str) -> str:
    """Return a name that Excel takes: 31 letters, none of []:*?/\\, and none of its own."""
    name = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", wanted).strip("' ")[:31].rstrip("' ")
    return "Data" if name.lower() in ("", "history", ABOUT.lower()) else name


class _Page:
    """One sheet being written, and what of the frame it could not hold."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.cut = 0
        self.times = False
        self.heading = book.add_format({"bold": True, "bottom": 1})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.time = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"})

    def head(self, names: pd.Index) -> None:
        self.sheet.freeze_panes(1, 0)
        for place, name in enumerate(names):
            self.sheet.write_string(0, place, str(name), self.heading)

    def column(self, place: int, column: pd.Series) -> None:
        days_only = True
        if pd.api.types.is_datetime64_any_dtype(column):
            known = column.dropna()
            days_only = bool((known == known.dt.normalize()).all())
            self.times |= not days_only
        widest = len(str(column.name))
        for row, cell in enumerate(column.astype(object), start=1):
            if not _is_missing(cell):
                self.cell(row, place, cell, self.day if days_only else self.time)
                widest = max(widest, len(str(cell)) if isinstance(cell, str) else 10)
        self.sheet.set_column(place, place, min(widest, 60) + 2)

    def cell(self, row: int, place: int, cell: object, dates: Format) -> None:
        if isinstance(cell, bool):
            self.sheet.write_boolean(row, place, cell)
        elif isinstance(cell, int | float) and math.isfinite(cell) and abs(cell) <= EXACT:
            self.sheet.write_number(row, place, cell)
        elif isinstance(cell, date) and _day_of(cell) >= FIRST_DAY:
            at = _in_utc(cell)
            self.sheet.write_datetime(row, place, at, dates)
        else:
            self.text(row, place, cell.isoformat() if isinstance(cell, date) else str(cell))

    def text(self, row: int, place: int, text: str) -> None:
        # Excel counts UTF-16 units, in which an emoji is two.
        units = text.encode("utf-16-le", "surrogatepass")
        if len(units) > 2 * LETTERS_HELD:
            self.cut += 1
            text = units[: 2 * LETTERS_HELD].decode("utf-16-le", "ignore")
        self.sheet.write_string(row, place, text)

    def limits(self) -> dict[str, str]:
        """Say what differs from the frame."""
        said = {"Times": "UTC"} if self.times else {}
        if self.cut:
            said["Cut cells"] = (
                f"{self.cut:,} cells hold only their first {LETTERS_HELD:,} characters, the most "
                "that Excel takes. CSV and Parquet hold them whole."
            )
        return said


def _write_about(book: Workbook, notes: Mapping[str, str]) -> None:
    about = book.add_worksheet(ABOUT)
    about.set_column(0, 0, 16)
    about.set_column(1, 1, 100)
    label = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, (name, text) in enumerate(notes.items()):
        about.write_string(row, 0, name, label)
        about.write_string(row, 1, text[:LETTERS_HELD], wrapped)


def _is_missing(cell: object) -> bool:
    return cell is None or cell is pd.NaT or cell is pd.NA or cell != cell


def _day_of(cell: date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell


def _in_utc(cell: date) -> date:
    if isinstance(cell, datetime) and cell.tzinfo is not None:
        return cell.astimezone(UTC).replace(tzinfo=None)
    return cell
