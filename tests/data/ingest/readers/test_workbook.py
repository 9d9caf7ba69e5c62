"""Workbooks: sheets, dates, formulas, merged and empty cells, sheets that would fill the memory."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from document_files import content_of, read_within, sentence_of, source_of, zipped

from data.ingest.readers.recognise import sources_of
from data.ingest.readers.workbook_size import LARGEST_UNPACKED
from data.ingest.records import Refused, Source

HEAD = ("Title", "Date", "URL")
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="Pieces">%s</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def book(fill: Callable[[xlsxwriter.Workbook], None], **options: bool) -> bytes:
    """Return a workbook that a function has filled."""
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file, {"in_memory": True} | options)
    fill(made)
    made.close()
    return file.getvalue()


def listed(made: xlsxwriter.Workbook, name: str = "Pieces", *titles: str) -> None:
    """Add a sheet with a head line and a row for each title."""
    sheet = made.add_worksheet(name)
    sheet.write_row(0, 0, HEAD)
    for row, title in enumerate(titles or ("Ministers meet",), start=1):
        sheet.write_row(row, 0, (title, "2025-01-02", f"https://a.example/{row}"))


def changed(file: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    return zipped([(name, change(raw) if name == part else raw) for name, raw in parts])


def ods(rows: str) -> bytes:
    """Return a spreadsheet of LibreOffice with these rows below a head line."""
    head = "".join(text_cell(name) for name in HEAD)
    content = ODS % f"<table:table-row>{head}</table:table-row>{rows}"
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = ("META-INF/manifest.xml", "<manifest/>")
    return zipped([("mimetype", mimetype), ("content.xml", content), manifest])


def text_cell(text: str, attributes: str = "") -> str:
    """Return a cell of a LibreOffice sheet."""
    said = f'office:value-type="string" {attributes}'
    return f"<table:table-cell {said}><text:p>{text}</text:p></table:table-cell>"


def row_of(cells: str, times: int = 1) -> str:
    """Return a row of a LibreOffice sheet that stands so many times."""
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def empty_cells(number: int) -> str:
    """Return so many empty cells of a LibreOffice sheet."""
    return f'<table:table-cell table:number-columns-repeated="{number}"/>'


def cells(made: xlsxwriter.Workbook) -> None:
    """Fill one sheet with a cell of each kind."""
    sheet = made.add_worksheet("Pieces")
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    minute = made.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write_row(0, 0, (*HEAD, "Any"))
    sheet.write_row(1, 0, ("A day", None, "https://a.example/1", 1.0))
    sheet.write_datetime(1, 1, dt.datetime(2025, 1, 2), day)
    sheet.write_row(2, 0, ("A minute", None, None, 2.5))
    sheet.write_datetime(2, 1, dt.datetime(2025, 1, 3, 14, 30), minute)
    sheet.write_url(2, 2, "https://a.example/2", string="https://a.example/2")
    # Row 4 is empty.
    sheet.write_formula(4, 0, '="A "&"sum"', None, "A sum")
    sheet.write_formula(4, 3, "=1/0", None, "#DIV/0!")
    sheet.merge_range(5, 0, 5, 2, "Merged")
    sheet.write_string(6, 0, "=HYPERLINK(1)")
    sheet.write_string(6, 1, "soon")
    sheet.write_boolean(6, 3, True)
    sheet.write_string(7, 0, "+1 for peace\nand on")
    sheet.write_rich_string(8, 0, "In ", made.add_format({"bold": True}), "two", " parts")


def test_cells_of_each_kind() -> None:
    """A date is a number, a formula is computed anew or lost, an error or a merged cell is text."""
    source = source_of(book(cells))
    assert (source.kind, source.name) == ("workbook sheet", "file/Pieces")
    assert source.fields == {"published": "Date", "title": "Title", "url": "URL"}
    assert [(row.line, *row.values.values()) for row in source.rows()] == [
        (2, "A day", "2025-01-02", "https://a.example/1", "1"),
        (3, "A minute", "2025-01-03T14:30:00", "https://a.example/2", "2.5"),
        (5, "A sum", "", "", ""),
        (6, "Merged", "", "", ""),
        (7, "=HYPERLINK(1)", "soon", "", "true"),
        (8, "+1 for peace\nand on", "", "", ""),
        (9, "In two parts", "", "", ""),
    ]


def test_days_counted_from_1904() -> None:
    """Days of a workbook made on an old Mac are four years off."""
    rows = list(source_of(book(cells, date_1904=True)).rows())
    assert rows[0].values["Date"] == "2025-01-02"


def test_a_workbook_by_another_writer() -> None:
    """A workbook that was not made by Excel or its like is not read."""
    made = openpyxl.Workbook()
    made.active.append(HEAD)
    made.active.append(("=1+1", dt.date(2025, 1, 2), "https://a.example/1"))
    made.active.append(("Ministers meet", dt.datetime(2025, 1, 3, 9), None))
    file = io.BytesIO()
    made.save(file)
    one, two = source_of(file.getvalue()).rows()
    # Nothing is computed: this writer keeps no result beside the formula.
    assert one.values == {"Title": "", "Date": "2025-01-02", "URL": "https://a.example/1"}
    assert two.values == {"Title": "Ministers meet", "Date": "2025-01-03T09:00:00", "URL": ""}


def test_each_sheet_is_a_source_or_a_sentence() -> None:
    """Only the first sheet is read, or a sheet that lists no pieces stops the others."""

    def fill(made: xlsxwriter.Workbook) -> None:
        listed(made, "One", "A title", "B title")
        made.add_worksheet("Nothing")
        counts = made.add_worksheet("Counts")
        counts.write_row(0, 0, ("date", "count"))
        counts.write_row(1, 0, ("2025-01-01", 5))
        listed(made, "Two")
        made.add_chartsheet("Chart")
        made.get_worksheet_by_name("Two").hide()

    told = {found.name: found for found in sources_of(content_of(book(fill)))}
    assert [name for name, one in told.items() if isinstance(one, Source)] == [
        "file/One",
        "file/Two",
    ]
    refused = {name: one.sentence for name, one in told.items() if isinstance(one, Refused)}
    assert "empty sheet" in refused["file/Nothing"]
    assert "counts over time" in refused["file/Counts"]
    assert "empty sheet" in refused["file/Chart"]
    assert len(list(told["file/One"].rows())) == 2


def test_a_list_that_begins_amid_its_sheet() -> None:
    """A title above a list, or empty columns beside it, hide the head line."""

    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("Pieces")
        sheet.write(1, 3, "A list, made on a Monday")
        sheet.write_row(3, 3, HEAD)
        sheet.write_row(4, 3, ("Ministers meet", "2025-01-02", "https://a.example/1"))

    source = source_of(book(fill))
    assert source.columns == HEAD
    assert [(row.line, row.values["Title"]) for row in source.rows()] == [(5, "Ministers meet")]
    assert any("above the head line" in note for note in source.notes)


def test_a_head_only_is_a_sheet_without_rows() -> None:
    """A sheet of only a header is refused, or its header is read as a piece."""
    source = source_of(book(lambda made: made.add_worksheet().write_row(0, 0, HEAD)))
    assert (source.columns, list(source.rows())) == (HEAD, [])


def test_a_spreadsheet_of_libreoffice() -> None:
    """The many empty rows that LibreOffice writes below a list are rows, or far too many."""
    date = '<table:table-cell office:value-type="date" office:date-value="2025-01-02"/>'
    rows = row_of(text_cell("Ministers meet") + date) + row_of(empty_cells(16_384), 1_048_574)
    assert [list(row.values.values()) for row in source_of(ods(rows)).rows()] == [
        ["Ministers meet", "2025-01-02", ""]
    ]


def test_a_sheet_far_too_wide_is_a_sentence() -> None:
    """A sheet of thousands of columns fills the memory."""

    def fill(made: xlsxwriter.Workbook) -> None:
        made.add_worksheet("Wide").write_row(0, 0, ("Title", *(f"c{at}" for at in range(2_999))))

    assert "3,000 columns" in sentence_of(book(fill))


@pytest.mark.parametrize("kept", [60, 2_000, -200], ids="head half end".split())
def test_a_workbook_that_breaks_off_is_a_sentence(kept: int) -> None:
    """A workbook that was not copied whole ends in a traceback."""
    assert "damaged" in sentence_of(book(listed)[:kept])


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml"])
def test_a_workbook_with_a_broken_part_is_a_sentence(part: str) -> None:
    """A part that is no XML ends in a traceback."""
    broken = changed(book(listed), part, lambda raw: raw[: len(raw) // 2] + b"<<&&")
    assert "cannot be read as a workbook" in sentence_of(broken)


def test_entities_are_not_followed() -> None:
    """A workbook reads a file of the machine, or grows without bounds, by XML entities."""
    entity = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><sst'
    hostile = changed(
        book(listed),
        STRINGS,
        lambda raw: raw.replace(b"<sst", entity).replace(b"Ministers meet", b"&b;"),
    )
    found = list(sources_of(content_of(hostile)))
    assert not any("root:" in str(list(one.rows())) for one in found if isinstance(one, Source))


def _far(cell: bytes) -> Callable[[bytes], bytes]:
    row = b'<row r="1048576">%b</row></sheetData>' % cell
    return lambda raw: raw.replace(b"</sheetData>", row)


def test_a_cell_in_the_far_corner_is_a_sentence(tmp_path: Path) -> None:
    """One cell far from the others makes room for billions, and ends the process."""
    value = b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'
    empty = value.replace(b' t="inlineStr"><is><t>x</t></is></c>', b' s="0"/>')
    repeated = text_cell("x", 'table:number-columns-repeated="16384"')
    last = row_of(empty_cells(16_383) + text_cell("x"))
    for file in (
        changed(book(listed), SHEET, _far(value)),
        changed(book(listed), SHEET, _far(value.replace(b'"', b"'"))),
        ods(row_of(repeated, 1_048_574)),
        ods(row_of(empty_cells(16_384), 1_048_000) + last),
    ):
        path = tmp_path / "far.xlsx"
        path.write_bytes(file)
        (line,) = read_within(1_500, path)
        assert "may stand far from the others" in line
    assert len(list(source_of(changed(book(listed), SHEET, _far(empty))).rows())) == 1


def test_a_workbook_that_unpacks_to_too_much_is_a_sentence(tmp_path: Path) -> None:
    """A workbook of some kilobytes fills the memory when it is opened."""
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(book(listed))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/worksheets/sheet2.xml", "w") as part:
            for _ in range((LARGEST_UNPACKED >> 20) + 1):
                part.write(b" " * (1 << 20))
    assert path.stat().st_size < 1 << 20
    (line,) = read_within(1_000, path)
    assert line.startswith("refused:") and "unpacks to more than 256 MB" in line


def test_other_documents_are_named() -> None:
    """A text document is read as a workbook, or as an archive of files."""
    assert "Word document" in sentence_of(
        zipped([("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>")])
    )
    assert "presentation" in sentence_of(
        zipped([("[Content_Types].xml", "<a/>"), ("ppt/presentation.xml", "<a/>")])
    )
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)
    assert "cannot be read as a workbook" in sentence_of(old)
