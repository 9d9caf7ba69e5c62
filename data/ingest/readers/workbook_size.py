"""How large a workbook would be in memory, by what its parts unpack to and where its cells are."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from data.ingest.errors import IngestError
from data.ingest.readers.streams import MB

# A workbook is held in memory whole, in several times this size.
LARGEST_UNPACKED = 256 * MB
# calamine makes room for every cell from the first to the last, empty ones too, or ends the
# process where there is no such room: one cell in the far corner of a sheet is enough.
MOST_CELLS = 10_000_000
# A tag is shorter; what is longer is text.
LONGEST_TAG = 1 << 12

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_XLSX_TAG = re.compile(
    rb"""<(?:\w+:)?(?:row|c)\b[^<>]*?\br\s*=\s*["']\s*\$?([A-Za-z]{0,3})\$?(\d{1,9})[^<>]*>"""
)
_ODS_TAG = re.compile(rb"<(/?)table:(table|table-row|(?:covered-)?table-cell)(?=[\s/>])([^<>]*)>")
_ODS_TIMES = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})""")


def check_size(stream: BinaryIO, name: str) -> None:
    """Check that a zipped workbook fits into memory. Errors: IngestError, also for damage."""
    size = cells = 0
    try:
        with zipfile.ZipFile(stream) as archive:
            for info in archive.infolist():
                # It may lie about its size.
                info.file_size = LARGEST_UNPACKED + 1
                with archive.open(info) as member:
                    counted = _Counted(member, LARGEST_UNPACKED - size)
                    cells = max(cells, _cells(info.filename, counted))
                    size += counted.size
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise IngestError(f"{name} is a damaged workbook ({error}). Save it again.") from error
    check_unpacked(size, name)
    if cells > MOST_CELLS:
        raise IngestError(
            f"{name} is a workbook with room for {cells:,} cells in one sheet, more than "
            f"{MOST_CELLS:,}: one may stand far from the others. Save its sheet as CSV."
        )


def check_unpacked(size: int, name: str) -> None:
    """Check the bytes that a workbook has unpacked. Errors: IngestError."""
    if size > LARGEST_UNPACKED:
        raise IngestError(
            f"{name} is a workbook that unpacks to more than {LARGEST_UNPACKED // MB} MB. "
            f"Save its sheet as CSV, which is read a row at a time."
        )


class _Counted:
    """A part's bytes, up to a limit and a little over; how many there were."""

    def __init__(self, member: BinaryIO, most: int) -> None:
        self._member, self._most = member, most
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        while self.size <= self._most and (data := self._member.read(MB)):
            self.size += len(data)
            yield data


def _cells(name: str, parts: Iterable[bytes]) -> int:
    """Read a part to its end and return the cells that its sheets span, 0 for other parts."""
    if _SHEET.fullmatch(name):
        return _in_xlsx(parts)
    if name == "content.xml":
        return _in_ods(parts)
    for _ in parts:
        pass
    return 0


def _whole_tags(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Give the parts anew, so that no tag is cut between two."""
    held = b""
    for part in parts:
        text = held + part
        cut = text.rfind(b"<", max(0, len(text) - LONGEST_TAG))
        held = text[cut:] if cut > 0 else b""
        yield text[: len(text) - len(held)]
    yield held


def _in_xlsx(parts: Iterable[bytes]) -> int:
    bottom = right = 0
    for text in _whole_tags(parts):
        for tag in _XLSX_TAG.finditer(text):
            # Rows and cells that only have a format take no room.
            if not tag[0].endswith(b"/>"):
                bottom = max(bottom, int(tag[2]))
                right = max(right, _column(tag[1].upper()))
    return bottom * right


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _in_ods(parts: Iterable[bytes]) -> int:
    most = bottom = right = row = column = times = 0
    for text in _whole_tags(parts):
        for tag in _ODS_TAG.finditer(text):
            closing, kind, attributes = tag.groups()
            repeated = _ODS_TIMES.search(attributes)
            number = int(repeated[1]) if repeated else 1
            if kind == b"table":
                most = max(most, bottom * right)
                bottom = right = row = 0
            elif kind == b"table-row":
                if closing or attributes.endswith(b"/"):
                    row += times if closing else number
                else:
                    column, times = 0, number
            elif not closing:
                column += number
                if not attributes.endswith(b"/"):
                    bottom, right = max(bottom, row + times), max(right, column)
    return max(most, bottom * right)
