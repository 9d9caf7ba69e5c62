"""What a file is, by its bytes: names say nothing, and what is not read is named."""

import io
import json
import pickle
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from document_files import COLUMNS, CSV, PIECES, content_of, sentence_of, source_of, zipped

from data.ingest.readers import sources
from data.ingest.records import Refused, Source

ITEMS = [dict(zip(COLUMNS, row, strict=True)) for row in PIECES]
LINES = "".join(json.dumps(item) + "\n" for item in ITEMS)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Paper</title>
<item><title>Ministers meet</title><link>https://a.example/1</link></item></channel></rss>"""
PAGE = """<!DOCTYPE html><html><head><title>Ministers meet</title></head><body><article>
<h1>Ministers meet</h1><p>They spoke of trade for hours, and of an air route between the two.</p>
</article></body></html>"""


def parquet() -> bytes:
    """Return the usual pieces as a Parquet file."""
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ITEMS), file)
    return file.getvalue()


KINDS = {
    "CSV table": CSV.encode(),
    "TSV table": CSV.replace(",", "\t").encode(),
    "JSON list": json.dumps(ITEMS).encode(),
    "JSON lines": LINES.encode(),
    "Parquet table": parquet(),
    "RSS feed": FEED.encode(),
    "web page": PAGE.encode(),
    "RIS": b"TY  - NEWS\nTI  - Ministers meet\nER  - \n",
    "plain text, one article": b"Ministers meet\n\nThey spoke of trade, and of an air route.\n",
}


@pytest.mark.parametrize("name", ["x.csv", "x.json", "x.txt", "x.xlsx", "x.zip", "x", ".csv.gz.x"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_known_whatever_it_is_called(kind: str, name: str, tmp_path: Path) -> None:
    """A file is read by the end of its name, and one with a wrong name is lost."""
    path = tmp_path / name
    path.write_bytes(KINDS[kind])
    (source,) = sources([path])
    assert isinstance(source, Source)
    assert kind.lower() in source.kind.lower()
    assert (source.name, source.size) == (name, len(KINDS[kind]))
    assert len(list(source.rows())) == len(list(source.rows())) > 0


@pytest.mark.parametrize(
    ("file", "what"),
    [
        (b"%PDF-1.7\n" + bytes(200), "a PDF file"),
        (b"{\\rtf1 Ministers meet}", "a text in RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "a picture"),
        (b"Rar!\x1a\x07" + bytes(200), "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(200), "a 7z archive"),
        (b"ARROW1\0\0" + bytes(200), "an Arrow file"),
        (b"\x93NUMPY" + bytes(200), "an array of numbers"),
        (b"From a@b.example Mon\nSubject: x\n\nWords\n", "a mailbox"),
        (b"SQLite format 3\0" + bytes(200), "an SQLite database"),
        (bytes(range(1, 256)) * 8, "no text"),
        (b"\x7fELF" + bytes(range(32)) * 8, "no text"),
        ("<?xml version='1.0'?><places><place>Rabat</place></places>", "an XML file"),
        ("Rabat\nManama\nAstana\n", "a list of single words"),
        ("a: 1\nb: 2\nc:\n  - d\n  - e\n", "a file of settings"),
        ("[part]\na = 1\nb = 2\nc = 3\nd = 4\n", "a file of settings"),
        ("\n \n", "an empty file"),
    ],
    ids="pdf rtf png jpeg rar 7z arrow numpy mail sqlite noise elf xml words yml ini blank".split(),
)  # fmt: skip
def test_what_is_not_read_is_named(file: bytes | str, what: str) -> None:
    """A file of another kind is read as an article, or refused without saying what it is."""
    assert what.removeprefix("an ").removeprefix("a ") in sentence_of(file)


@pytest.mark.parametrize("protocol", [4, 5])
def test_a_pickle_is_never_opened(protocol: int, tmp_path: Path) -> None:
    """A file that runs a program when it is opened does so."""
    touched = tmp_path / "touched"

    class Hostile:
        def __reduce__(self) -> tuple[object, tuple[str, str]]:
            return open, (str(touched), "w")

    assert "pickle" in sentence_of(pickle.dumps(Hostile(), protocol))
    assert not touched.exists()


def test_a_zip_with_pieces_is_no_document() -> None:
    """An archive of files is refused as a document, or a document is read as an archive."""
    assert "document of a kind" in sentence_of(zipped([("mimetype", "application/epub+zip")]))
    broken = zipped([("mimetype", "application/epub+zip")])[:-30]
    assert "damaged" in sentence_of(broken)


def test_a_name_is_in_each_sentence_and_it_ends_well(tmp_path: Path) -> None:
    """A sentence does not say which of many files it is about."""
    for name, file in {"a.pdf": b"%PDF-1", "b.txt": b"", "c.json": b"[]", "d": b"\0" * 9}.items():
        path = tmp_path / name
        path.write_bytes(file)
        (refused,) = sources([path])
        assert isinstance(refused, Refused)
        assert refused.sentence.startswith(f"{name} ") and refused.sentence.endswith(".")


def test_the_reading_starts_over_each_time() -> None:
    """The second reading of a file goes on where the first one ended."""
    for file in (CSV, LINES, json.dumps(ITEMS), parquet()):
        source = source_of(file)
        assert next(source.rows()) == next(source.rows())
        assert len(list(source.rows())) == len(PIECES)


def test_a_workbook_goes_by_its_parts() -> None:
    """A zip of any files with a workbook's list of parts ends in a traceback."""
    file = zipped([("[Content_Types].xml", "<a/>"), ("xl/workbook.xml", "<a/>")])
    assert "workbook" in sentence_of(file)
    assert zipfile.is_zipfile(io.BytesIO(file))
    assert content_of(file).head.startswith(b"PK")
