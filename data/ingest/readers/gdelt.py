"""GDELT: events, mentions and the knowledge graph (GKG), versions 1.0 and 2, as articles."""

import csv
import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from data.ingest.errors import IngestError
from data.ingest.readers import gdelt_countries
from data.ingest.readers.content import HEAD, Content
from data.ingest.readers.gdelt_columns import (
    ACTORS,
    COUNTS_1,
    EVENTS_1,
    EVENTS_2,
    GKG_1,
    GKG_2,
    MENTIONS,
    PLACES,
    TABLES,
    Table,
)
from data.ingest.readers.lines import numbered_lines
from data.ingest.records import Faulty, Found, Source

_LONGEST_HEAD = 4096
_ADDRESSES = "<UDIV>"
# Words for occupations, peoples, languages and animals rather than what an article is about.
_WORD_LISTS = "TAX_"
_TITLE = re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>", re.DOTALL)
_PUBLISHED = re.compile(r"<PAGE_PRECISEPUBTIMESTAMP>(\d{14})</PAGE_PRECISEPUBTIMESTAMP>")
_LANGUAGE = re.compile(r"srclc:([a-z]{3})")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)

_SEEN = "GDELT does not say when an article was published; {column}, when it saw it, stands for it."
_CITATION = "GDELT has no titles; where a document is not on the web, its citation is the title."
_EVENT_ROWS = (
    "Each row is an event in an article; rows of the same address become one piece.",
    "Countries: where the event and its actors are, and the actors' own, as GDELT found them.",
)
_UNNAMED = "no address of an article: GDELT 1.0 named none before April 2013"
_COUNTS = (
    "{name} is a GDELT GKG 1.0 counts file: a row is a number that articles give, not an article. "
    "Take the GKG file of the same day, which has the articles."
)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a file writes a table: its column names in order, what parts them, with or without head.

    official: the codebook's name of each.
    """

    table: Table
    names: tuple[str, ...]
    official: tuple[str, ...]
    delimiter: str
    has_head: bool


def recognised(content: Content) -> bool:
    """Whether a file is one of GDELT's tables, by the number of columns and what is in them."""
    return _layout(content.head) is not None


def source(content: Content) -> Source:
    """Return a GDELT table as articles; a row about several articles gives one for each.

    Beside the file's own columns a row has those of data.ingest.records.FIELDS that GDELT tells:
    published, url, title, outlet, language, countries, topics.
    Errors: IngestError for a table without articles.
    """
    layout = _layout(content.head)
    if layout is None:
        raise IngestError(f"{content.name} is not one of the GDELT tables read here.")
    if layout.table is COUNTS_1:
        raise IngestError(_COUNTS.format(name=content.name))
    if _only_unnamed(layout, content.head):
        raise IngestError(
            f"{content.name} holds GDELT 1.0 events without addresses of articles; "
            "GDELT names them from April 2013 on."
        )
    reading = _READINGS[layout.table.kind]
    told = ("published", "url", "title", *reading.fields)
    return Source(
        name=content.name,
        kind=layout.table.kind,
        columns=(*layout.names, *told),
        fields={field: field for field in told},
        rows=lambda: _rows(content, layout),
        notes=(_SEEN.format(column=layout.table.seen), _CITATION, *reading.notes),
        size=content.size,
        position=content.position,
    )


def _layout(head: bytes) -> _Layout | None:
    lines = _whole_lines(head)[:4]
    if lines and (layout := _layout_with_head(lines[0])):
        return layout
    for line in lines:
        cells = line.split("\t")
        for table in TABLES:
            if table.fits(cells):
                return _Layout(table, table.columns, table.columns, "\t", has_head=False)
    return None


def _layout_with_head(line: str) -> _Layout | None:
    if len(line) > _LONGEST_HEAD:
        return None
    for delimiter in "\t,":
        try:
            names = tuple(_cells(line, delimiter))
        except csv.Error:
            continue
        for table in TABLES:
            codebook = {name.casefold(): name for name in table.columns}
            if {name.casefold() for name in names} == set(codebook):
                official = tuple(codebook[name.casefold()] for name in names)
                return _Layout(table, names, official, delimiter, has_head=True)
    return None


def _whole_lines(head: bytes) -> list[str]:
    lines = head.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    whole = lines[:-1] if len(head) >= HEAD and len(lines) > 1 else lines
    return [_text(line.rstrip(b"\r")) for line in whole if line.strip()]


def _only_unnamed(layout: _Layout, head: bytes) -> bool:
    if layout.table is not EVENTS_1 or layout.has_head:
        return False
    return all(line.count("\t") + 2 == len(layout.names) for line in _whole_lines(head))


def _text(line: bytes) -> str:
    """Decode one line: GDELT is UTF-8 with rare names in other encodings."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _cells(line: str, delimiter: str) -> list[str]:
    """Part a line; only the comma form quotes."""
    return line.split("\t") if delimiter == "\t" else next(csv.reader([line]), [])


def _rows(content: Content, layout: _Layout) -> Iterator[Found | Faulty]:
    csv.field_size_limit(1 << 27)
    for number, line, fault in numbered_lines(content, newline="\n"):
        if fault:
            yield Faulty(number, fault, line)
        elif line.strip() and not (layout.has_head and number == 1):
            yield from _row(number, line, layout)


def _row(number: int, line: str, layout: _Layout) -> Iterator[Found | Faulty]:
    try:
        cells = _cells(line, layout.delimiter)
    except csv.Error as error:
        yield Faulty(number, str(error), line)
        return
    if len(cells) != len(layout.names):
        unnamed = layout.table is EVENTS_1 and len(cells) == len(layout.names) - 1
        wrong = f"{len(cells)} columns where {layout.table.kind} have {len(layout.names)}"
        yield Faulty(number, _UNNAMED if unnamed else wrong, line)
        return
    own = dict(zip(layout.names, cells, strict=True))
    for article in _articles(dict(zip(layout.official, cells, strict=True)), layout.table):
        yield Found(number, own | article)


def _articles(row: dict[str, str], table: Table) -> Iterator[dict[str, str]]:
    """Give what a row says of each article it names, by field."""
    said = {"published": iso_moment(row[table.seen]), "title": ""}
    said |= {field: read(row) for field, read in _READINGS[table.kind].fields.items()}
    for address in row[table.address].split(_ADDRESSES):
        place = {"url": address.strip()}
        if not _WEB.fullmatch(place["url"]):
            place = {"url": "", "title": said["title"] or place["url"]}
        yield said | place


def iso_moment(digits: str) -> str:
    """Write YYYYMMDDHHMMSS (UTC) or YYYYMMDD as ISO 8601; anything else as nothing."""
    if not re.fullmatch(r"\d{8}(\d{6})?", digits):
        return ""
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    return f"{day}T{digits[8:10]}:{digits[10:12]}:{digits[12:]}Z" if digits[8:] else day


@cache
def language(translation: str) -> str:
    """Return ISO 639-1 of srclc:spa;eng:...; GDELT leaves it empty for what was in English."""
    from babel.core import get_global

    found = _LANGUAGE.search(translation)
    if not found:
        return "" if translation else "en"
    return get_global("language_aliases").get(found[1], found[1]).split("_")[0]


def _event_countries(row: dict[str, str]) -> str:
    places = (row[f"{place}_ADM1Code"] or row[f"{place}_CountryCode"] for place in PLACES)
    actors = (row[f"{actor}CountryCode"] for actor in ACTORS)
    return _joined([*gdelt_countries.of_places(places), *gdelt_countries.of_actors(actors)])


def _location_countries(*columns: str) -> Callable[[dict[str, str]], str]:
    def countries(row: dict[str, str]) -> str:
        return _joined(
            code for column in columns for code in gdelt_countries.of_locations(row[column])
        )

    return countries


def _themes(column: str) -> Callable[[dict[str, str]], str]:
    def topics(row: dict[str, str]) -> str:
        themes = row[column].split(";")
        return _joined(theme for theme in themes if theme and not theme.startswith(_WORD_LISTS))

    return topics


def _joined(parts: Iterable[str]) -> str:
    """Join without repeats, in order."""
    return ";".join(dict.fromkeys(parts))


def _page_title(row: dict[str, str]) -> str:
    found = _TITLE.search(row["Extras"])
    return " ".join(html.unescape(found[1]).split()) if found else ""


def _page_moment(row: dict[str, str]) -> str:
    found = _PUBLISHED.search(row["Extras"])
    return iso_moment(found[1] if found else row["DATE"])


def _only_outlet(row: dict[str, str]) -> str:
    """Return a row's outlet where it names one; of several, the address tells which is whose."""
    return "" if ";" in row["SOURCES"] or _ADDRESSES in row["SOURCEURLS"] else row["SOURCES"]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a table tells of an article besides moment and address, and what to know of it."""

    fields: dict[str, Callable[[dict[str, str]], str]]
    notes: tuple[str, ...]


_THEMES = (
    "Countries: of all places that GDELT found in the article. Topics: its themes, without its "
    "word lists (TAX_...: occupations, peoples, languages, animals)."
)
_READINGS = {
    EVENTS_2.kind: _Reading({"countries": _event_countries}, _EVENT_ROWS),
    EVENTS_1.kind: _Reading({"countries": _event_countries}, _EVENT_ROWS),
    MENTIONS.kind: _Reading(
        {
            "outlet": lambda row: row["MentionSourceName"],
            "language": lambda row: language(row["MentionDocTranslationInfo"]),
        },
        ("Each row is an event in an article; rows of the same address become one piece.",),
    ),
    GKG_2.kind: _Reading(
        {
            "title": _page_title,
            "published": _page_moment,
            "outlet": lambda row: row["SourceCommonName"],
            "language": lambda row: language(row["TranslationInfo"]),
            "countries": _location_countries("Locations", "V2Locations"),
            "topics": _themes("Themes"),
        },
        (
            "The page's own moment and title are used where the row has them.",
            _THEMES,
        ),
    ),
    GKG_1.kind: _Reading(
        {
            "outlet": _only_outlet,
            "countries": _location_countries("LOCATIONS"),
            "topics": _themes("THEMES"),
        },
        (_THEMES, "A row may list several articles with the same content: each is a piece."),
    ),
}
