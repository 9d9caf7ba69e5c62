"""Tables of text: the sign between cells, the head line, rows that are broken or hostile."""

import gzip
import random
from pathlib import Path

import pytest
from document_files import (
    COLUMNS,
    CSV,
    PIECES,
    all_of,
    cells_of,
    content_of,
    read_within,
    sentence_of,
    source_of,
)

from data.ingest.readers.delimited import delimited_source
from data.ingest.readers.encoding import LONGEST_LINE
from data.ingest.records import Faulty, Found

SIGNS = [",", ";", "\t", "|", "^", "~", "\x1f", "\x01"]
LATER = "".join(f"Later piece {at},2025-02-{at:02},https://paper.example/l{at}\n" for at in (1, 2))


def lines_of(file: bytes | str) -> list[tuple[int, str]]:
    """Return the line of each row, with its first cell or the reason why it has none."""
    return [
        (row.line, row.reason if isinstance(row, Faulty) else next(iter(row.values.values())))
        for row in all_of(file)
    ]


@pytest.mark.parametrize("sign", SIGNS)
def test_any_sign_stands_between_cells(sign: str) -> None:
    """A table is read only when commas or tabs stand between its cells."""
    source = source_of(CSV.replace(",", sign))
    assert source.columns == COLUMNS
    assert [tuple(row.values.values()) for row in source.rows()] == list(PIECES)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_table_without_a_head_keeps_its_first_row(sign: str) -> None:
    """The first piece of a list without a head line is taken for the names of columns."""
    source = source_of("".join(sign.join(row) + "\n" for row in PIECES))
    assert source.fields == {"title": "column 1", "published": "column 2", "url": "column 3"}
    assert [row.line for row in source.rows()] == [1, 2, 3, 4]
    assert any("no head line" in note for note in source.notes)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_any_line_end(end: str, last: bool) -> None:
    """Line ends of another system run rows together, or stay in the last cell."""
    file = CSV.replace("\n", end)
    assert cells_of(file if last else file.removesuffix(end)) == list(PIECES)


@pytest.mark.parametrize(
    ("stray", "line"),
    [
        ("A list, made on a Monday\n\n", 4),
        ("sep=,\n", 3),
        ("# made: 2025-01-01\n# by: a desk\n", 4),
        ("\n\n", 4),
    ],
    ids="title sep comments blank".split(),
)
def test_lines_above_the_head_are_left_out(stray: str, line: int) -> None:
    """A title above the head line is read as the head, or its line is not told."""
    source = source_of(stray + CSV)
    assert source.columns == COLUMNS
    assert [row.line for row in source.rows()] == [line, line + 1, line + 2, line + 3]
    assert bool(stray.strip()) is any("left out" in note for note in source.notes)


def test_a_head_only_is_a_table_without_rows() -> None:
    """A file of only a header is refused, or its header is read as a piece."""
    for file in ("title,date,url\n", "title,date,url", "title;date;url\r\n"):
        assert source_of(file).columns == COLUMNS
        assert all_of(file) == []


@pytest.mark.parametrize("file", ["", "\n\n \n", "\ufeff"], ids="nothing blank mark".split())
def test_an_empty_file_is_said_to_be_empty(file: str) -> None:
    """A file without words ends in a traceback, or in a sentence about something else."""
    assert "empty file" in sentence_of(file)


def test_names_missing_and_repeated_are_told_apart() -> None:
    """Two columns of one name are one, and the cells of the first are lost."""
    (row,) = all_of("title,title,date,,url\nOne of two,Two,2025-01-02,x,https://a.example/1\n")
    assert row.values == {
        "title": "One of two",
        "title (2)": "Two",
        "date": "2025-01-02",
        "column 4": "x",
        "url": "https://a.example/1",
    }


@pytest.mark.parametrize(
    ("before", "after", "columns"),
    [
        ("", ",", (*COLUMNS, "column 4")),
        ("", ",,", (*COLUMNS, "column 4", "column 5")),
        ("7,", "", ("column 1", *COLUMNS)),
    ],
    ids="comma commas number".split(),
)
def test_a_head_shorter_than_its_rows(before: str, after: str, columns: tuple[str, ...]) -> None:
    """A head line without a name for row numbers or for empty last cells is thrown away."""
    rows = "".join(f"{before}{','.join(row)}{after}\n" for row in PIECES)
    source = source_of(f"title,date,url\n{rows}")
    assert source.columns == columns
    assert [row.values["title"] for row in source.rows()] == [row[0] for row in PIECES]


def test_blanks_after_the_commas_are_no_part_of_cells() -> None:
    """A quote after a blank does not begin a cell, and its comma splits it in two."""
    file = 'title, date, url\nOne, "2025-01-02", https://a.example/1\n"Two, three", 2025-01-03, b\n'
    assert cells_of(file) == [
        ("One", "2025-01-02", "https://a.example/1"),
        ("Two, three", "2025-01-03", "b"),
    ]


def test_cells_that_a_spreadsheet_would_run_stay_text() -> None:
    """A formula is computed, changed or lost."""
    titles = [
        "=1+1",
        "=HYPERLINK(1)",
        "+1 for peace",
        "-5 degrees",
        "@desk writes",
        "=cmd|' /C x'!A0",
    ]
    file = "title,date,url\n" + "".join(
        f"{title},2025-01-02,https://a.example\n" for title in titles
    )
    assert [cells[0] for cells in cells_of(file)] == titles


def test_lines_and_quotes_inside_cells() -> None:
    """A line end or a quote inside a cell ends the row."""
    file = 'title,date,text\n"One\nline",2025-01-02,"a\r\nb"\n"A ""b"", c",2025-01-03,12" pipe\n'
    one, two = all_of(file)
    assert (one.line, one.values["title"], one.values["text"]) == (2, "One\nline", "a\r\nb")
    assert (two.line, two.values["title"], two.values["text"]) == (5, 'A "b", c', '12" pipe')


def test_quotes_written_loosely_are_read_as_meant() -> None:
    """A quote that does not enclose its whole cell costs the row."""
    file = 'title\tdate\turl\n"Never", he said\t2025-01-02\ta\nA "b" c\t2025-01-03\tb\n'
    assert [cells[0] for cells in cells_of(file)] == ["Never, he said", 'A "b" c']


@pytest.mark.parametrize(
    "later",
    [
        LATER,
        LATER + LATER.replace("Later piece 1", '"Later piece 1"'),
        LATER.replace("piece", '"x"'),
    ],
    ids="never amid loosely".split(),
)
def test_an_open_quote_costs_its_own_line_only(later: str) -> None:
    """A quote that is not closed swallows the rows after it."""
    file = f'{CSV}"An open quote,2025-01-06,https://paper.example/5\n{later}'
    rows = all_of(file)
    assert len(rows) == 5 + later.count("\n")
    assert [row.line for row in rows if isinstance(row, Faulty)] == [6]
    assert rows[4].reason == "a quote that is never closed"
    assert rows[4].row.startswith('"An open quote')


def test_a_cell_of_many_lines_is_not_taken_for_an_open_quote() -> None:
    """A text of several lines, some with commas, is cut into rows."""
    text = "One, two, three\nfour, five, six\nseven"
    assert cells_of(f'title,date,text\nA title,2025-01-02,"{text}"\n')[0][2] == text
    loose = 'title,date,text\nA title,2025-01-02,"One, two\nthree" four\nB title,2025-01-03,x\n'
    assert cells_of(loose)[0][2] == "One, two\nthree four"


def test_many_open_quotes_end_somewhere() -> None:
    """Each open quote reads the rest of the file again, without end."""
    file = "title,date,url\n" + "".join(f'"Piece {at},2025-01-02,x\n' for at in range(500))
    rows = all_of(file)
    assert len(rows) == 500
    one = "title,date,url\n" + '"Piece,2025-01-02,x\n' + "Piece,2025-01-02,x\n" * 5000
    assert len(all_of(one)) == 5001


def test_rows_of_another_length_are_said() -> None:
    """A row with too few or too many cells is lost, or its cells go to the wrong columns."""
    file = CSV + "Short,2025-01-06\nLong,2025-01-06,a,b,c\nEmpty,2025-01-06,a,,\n,,\n\n"
    rows = all_of(file)
    assert [(row.line, row.reason) for row in rows if isinstance(row, Faulty)] == [
        (6, "2 cells where the table has 3"),
        (7, "5 cells where the table has 3"),
    ]
    assert rows[6] == Found(8, {"title": "Empty", "date": "2025-01-06", "url": "a"})
    assert (len(rows), rows[7].line) == (8, 9)


def test_a_table_of_ten_thousand_columns_is_a_sentence() -> None:
    """A table that is far too wide fills the memory."""
    head = ",".join(f"c{at}" for at in range(9_999))
    assert "10,000 columns" in sentence_of(f"title,{head}\n" + "x," * 9_999 + "x\n")
    assert "10000 cells" in all_of(CSV + "x," * 9_999 + "x\n")[-1].reason


@pytest.mark.parametrize(
    ("file", "titles"),
    [
        ("headline\nGrain is shipped\nPorts open\n", ["Grain is shipped", "Ports open"]),
        ("title\nGrain, at last\nPorts open\n", ["Grain, at last", "Ports open"]),
        ('text\n"Grain, at last"\nPorts open\n', ["Grain, at last", "Ports open"]),
        (
            "https://a.example/1\nhttps://a.example/2\n",
            ["https://a.example/1", "https://a.example/2"],
        ),
        (
            "url\nhttps://a.example/1\nhttps://a.example/2?x=1,2\n",
            ["https://a.example/1", "https://a.example/2?x=1,2"],
        ),
    ],
    ids="titles commas quoted addresses named".split(),
)
def test_a_list_of_one_column(file: str, titles: list[str]) -> None:
    """A list of headlines or of addresses is read as one article, or not at all."""
    assert cells_of(file) == [(title,) for title in titles]


@pytest.mark.parametrize(
    "file",
    [
        "Harbour fees fall, again\n\nThe port, which is old, asks less.\nShips, it says, are few.",
        "Title\n\nThe port, which is old, asks less.\n\nShips, it says, are few.\n",
        "One step; and another\nThe port asks less; ships are few.\n",
    ],
    ids="commas title semicolons".split(),
)
def test_prose_is_no_table(file: str) -> None:
    """An article with commas in it is cut into cells."""
    assert delimited_source(content_of(file)) is None


def test_a_nul_byte_costs_its_row_only() -> None:
    """A NUL byte ends the reading, with a traceback if it stands in the head line."""
    assert lines_of(CSV + "Bad\0 one,2025-01-06,x\n" + LATER)[4:] == [
        (6, "a NUL byte"),
        (7, "Later piece 1"),
        (8, "Later piece 2"),
    ]
    source = source_of(CSV.replace("title", "ti\0tle"))
    assert source.columns == COLUMNS
    assert len(list(source.rows())) == 4


def test_a_byte_of_no_letter_beyond_what_was_looked_at_costs_its_row_only() -> None:
    """One bad byte late in a large file ends the reading, or is passed over in silence."""
    rows = b"".join(
        b"Piece %d is here,2025-01-02,https://a.example/%d\n" % (at, at) for at in range(90_000)
    )
    late = all_of(CSV.encode() + rows + b"Bad \xff one,2025-01-02,x\nGood one,2025-01-02,y\n")
    assert len(late) == 90_006
    assert [row.line for row in late if isinstance(row, Faulty)] == [90_006]


def test_a_row_of_a_third_of_a_gigabyte_costs_no_memory(tmp_path: Path) -> None:
    """One endless line fills the memory, or takes the rows after it with it."""
    path = tmp_path / "long.csv"
    long = gzip.compress(b"x" * (300 << 20), 1)
    # Rows that do not pack well, or so much of one letter would be a bomb.
    noise = random.Random(7)
    others = "".join(
        f"Piece {noise.random()},2025-01-02,x{noise.random()}\n" for at in range(30_000)
    )
    packed = gzip.compress((CSV + others).encode(), 1) + long
    packed += gzip.compress(b",2025-01-02,x\n" + LATER.encode())
    path.write_bytes(packed)
    rows = read_within(1_500, path)
    assert len(rows) == 30_007
    assert [row for row in rows if row.startswith("Faulty")] == [
        f"Faulty 30006 a line of more than {LONGEST_LINE >> 20} million letters"
    ]
