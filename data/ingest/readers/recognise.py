"""What a file is, by its bytes and never by its name, and the reader for it."""

import csv
import importlib
import io
import re
import zipfile
from collections.abc import Iterator
from types import ModuleType

from data.ingest.errors import IngestError
from data.ingest.readers.containers import seekable
from data.ingest.readers.content import Content
from data.ingest.readers.delimited import delimited_source
from data.ingest.readers.encoding import checked_name, encoding_of, wide_name
from data.ingest.readers.json_items import json_source
from data.ingest.records import Refused, Source

# Kinds of documents that are not read, by their first bytes.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF file; save its text as plain text first"),
    (b"{\\rtf", "a text in RTF; save it as plain text or as a web page"),
    (b"SQLite format 3\0", "an SQLite database; export the table of pieces as CSV"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"\x80\x04\x95", "a pickle, which could run a program and is never opened; save it as CSV"),
    (b"\x80\x05\x95", "a pickle, which could run a program and is never opened; save it as CSV"),
    (b"ARROW1", "a Feather or Arrow file; save it as Parquet or CSV"),
    (b"\x93NUMPY", "an array of numbers (NumPy)"),
    (b"From ", "a mailbox; save the messages as text"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_ZIPPED = {
    "word/document.xml": "a Word document; save it as plain text or as a web page",
    "ppt/presentation.xml": "a presentation; save its text as plain text",
}
# More signs of this kind than one in twenty: no text in any encoding.
_CONTROL = bytes([*range(9), *range(14, 27), *range(28, 31)])
MOST_CONTROL = 0.05
# Readers of single documents, in the order of asking; each module has recognised() and source().
_BEFORE_TABLES = ("gdelt", "feed", "web_page", "references")
_SETTING = re.compile(r"\s*(#.*|- .*|[\"']?[\w.* -]+[\"']?:(\s.*)?|\[.*\]|[\w.-]+\s*=.*)")
_WORDS = "a list of single words, not of pieces"
SETTINGS_FROM = 5
BEGINNING = 1 << 12


def sources_of(content: Content, encoding: str = "") -> Iterator[Source | Refused]:
    """Give what a file holds: its sources, or the sentence that says what it is."""
    try:
        yield from _sources(content, checked_name(encoding))
    except IngestError as error:
        yield Refused(content.name, str(error))


def _sources(content: Content, encoding: str) -> Iterator[Source | Refused]:
    head = content.head
    if not head:
        yield Refused(content.name, f"{content.name} is an empty file.")
    elif head.startswith(b"PAR1"):
        from data.ingest.readers.parquet_rows import parquet_source

        yield parquet_source(content)
    elif head.startswith((b"PK\x03\x04", _OLE)):
        yield from _office(content)
    elif other := _other(head, encoding):
        yield Refused(content.name, f"{content.name} is {other}.")
    else:
        yield _text(content, encoding)


def _other(head: bytes, encoding: str) -> str:
    for magic, kind in _OTHERS:
        if head.startswith(magic):
            return kind
    beginning = head[:BEGINNING]
    if not any(beginning):
        return "no text and of no kind that is read here"
    given = encoding if encoding.startswith(("utf-16", "utf-32")) else ""
    if wide := wide_name(beginning) or given:
        # As one byte a sign, so that what is counted is the signs.
        beginning = beginning.decode(wide, "ignore").encode("latin-1", "replace")
    if sum(map(beginning.count, _CONTROL)) > MOST_CONTROL * len(beginning):
        return "no text and of no kind that is read here"
    return ""


def _office(content: Content) -> Iterator[Source | Refused]:
    """Tell workbooks from the other documents in the same wrappings."""
    from data.ingest.readers.workbook import workbook_sources

    if content.head.startswith(_OLE) or _is_workbook(content):
        yield from workbook_sources(content)
        return
    with zipfile.ZipFile(seekable(content)) as archive:
        names = set(archive.namelist())
    kinds = [kind for part, kind in _ZIPPED.items() if part in names]
    kind = kinds[0] if kinds else "a document of a kind that is not read; save it as plain text"
    yield Refused(content.name, f"{content.name} is {kind}.")


def _is_workbook(content: Content) -> bool:
    try:
        with zipfile.ZipFile(seekable(content)) as archive:
            names = archive.namelist()
            if any(part in names for part in _WORKBOOK_PARTS):
                return True
            if "mimetype" not in names:
                return False
            with archive.open("mimetype") as kind:
                return kind.read(len(_ODS)) == _ODS
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise IngestError(f"{content.name} is a damaged archive ({error}).") from error


def _text(content: Content, encoding: str) -> Source | Refused:
    """Ask the readers of text, those that are surest of their kind first."""
    for name in _BEFORE_TABLES:
        reader = _reader(name)
        if _claims(reader, content):
            return reader.source(content)
    found = json_source(content, encoding) or delimited_source(content, encoding)
    if found is not None:
        return found
    if kind := _no_prose(content, encoding):
        # What a table of few rows is can be said better.
        lines = content.head.count(b"\n")
        few = kind == _WORDS and lines > 1
        table = delimited_source(content, encoding, guess=True) if few else None
        return table or Refused(content.name, f"{content.name} is {kind}.")
    plain = _reader("plain_text")
    if plain.recognised(content):
        return plain.source(content)
    unsure = delimited_source(content, encoding, guess=True)
    return unsure or Refused(
        content.name, f"{content.name} is text in which no piece and no table is recognised."
    )


def _reader(name: str) -> ModuleType:
    return importlib.import_module(f"data.ingest.readers.{name}")


def _claims(reader: ModuleType, content: Content) -> bool:
    """Ask a reader; a file on which the csv module itself stumbles is not of its kind."""
    try:
        return reader.recognised(content)
    except csv.Error:
        return False


def _no_prose(content: Content, encoding: str) -> str:
    """Say what a text is that nobody wrote to be read; "" for prose."""
    found = encoding_of(content, encoding)
    text = io.TextIOWrapper(io.BytesIO(content.head), found.name, errors="replace").read()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return "an empty file"
    if lines[0].startswith(("<?xml", "<!DOCTYPE")) or re.match(r"<\w[^>]*>\s*$", lines[0]):
        return "an XML file that is neither a feed nor a web page"
    if all(line.isascii() and " " not in line for line in lines):
        return _WORDS
    if len(lines) >= SETTINGS_FROM and all(map(_SETTING.fullmatch, lines[:-1])):
        return "a file of settings or of terms, not of pieces"
    return ""
