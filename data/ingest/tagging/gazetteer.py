"""The gazetteer: which written names stand for which country, and beside which words.

One row a name, columns:
    iso3        the country's alpha-3 code; empty where the phrase means no country ("guinea pig")
    name        as it is written inside a sentence; a bar marks the stem: "Росси|я"
    sense       names, demonyms, capitals or cities; "none" where iso3 is empty
    languages   codes joined by ";", in which it counts; empty in every language
    form        empty: as written, with a capital first, and in capitals; "exact": as written only;
                "comma": as written, directly after a comma ("Ga." of "Macon, Ga.")
    endings     what may follow the stem, joined by ";"; @list takes a list of contexts.csv
    rank        where a name has several rows, the larger wins when nothing in the piece decides
    after       counts only directly after one of these words, joined by ";"
    before      counts only directly before one of these words
    not_after   does not count directly after one of these words
    not_before  does not count directly before one of these words
    near        one of these in the piece makes this row win over others of its name
    source      cldr, geonames or countries: made by prepare.py, made again by it; all else is kept

In the six columns of words @list stands for a list of contexts.csv. In not_before @capitalised is
any word with a capital inside a line of running text, as a surname has, but none of the list
not_surnames; in near @abroad is any country but the United States that the piece surely names.
"""

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from data.ingest.errors import IngestError
from data.ingest.options import SENSES

FILES = Path(__file__).parents[2] / "files"
GAZETTEER = FILES / "gazetteer.csv"
CONTEXTS = FILES / "contexts.csv"

COLUMNS = (
    "iso3",
    "name",
    "sense",
    "languages",
    "form",
    "endings",
    "rank",
    "after",
    "before",
    "not_after",
    "not_before",
    "near",
    "source",
)
NO_COUNTRY = "none"
FORMS = ("", "exact", "comma")
CAPITALISED = "@capitalised"
ABROAD = "@abroad"
_WORDS = ("endings", "after", "before", "not_after", "not_before", "near")

Words = frozenset[str]
NOTHING: Words = frozenset()


class Reading(NamedTuple):
    """What one row says a name means, its words looked up.

    not_after and not_before hold the words of lists; shields are whole phrases that are not the
    name, made of the single words of these two columns: "bone China", "China cabinet".
    """

    country: str
    name: str
    sense: str
    languages: Words = NOTHING
    form: str = ""
    endings: Words = NOTHING
    rank: float = 0.0
    after: Words = NOTHING
    before: Words = NOTHING
    not_after: Words = NOTHING
    not_before: Words = NOTHING
    near: Words = NOTHING
    shields: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """The part of the name that every form of it has."""
        return self.name.partition("|")[0]


def read_gazetteer(path: Path = GAZETTEER, contexts: Path = CONTEXTS) -> Iterator[Reading]:
    """Yield the rows of a gazetteer.

    Errors: IngestError that names file, line and field when a row cannot be used.
    """
    lists = read_contexts(contexts)
    for line, cells in _rows(path, COLUMNS):
        yield _reading(path, line, cells, lists)


def read_contexts(path: Path = CONTEXTS) -> dict[str, Words]:
    """Return the lists of words that rows of the gazetteer name with @, by name."""
    lists: dict[str, set[str]] = {}
    for line, (name, word) in _rows(path, ("list", "word")):
        if not name or not name.replace("_", "").isalnum():
            raise IngestError(f"{path}, line {line}, list: {name!r} is not a name of a list.")
        lists.setdefault(name, set()).add(word)
    return {name: frozenset(words) for name, words in lists.items()}


def checksum(*paths: Path) -> str:
    """Return the SHA-256 of the files, one after the other.

    Errors: IngestError when one is not there.
    """
    digest = hashlib.sha256()
    for path in paths:
        try:
            digest.update(path.read_bytes())
        except FileNotFoundError as error:
            raise IngestError(f"{path}: there is no such file.") from error
    return digest.hexdigest()


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream, strict=True)
            header = next(rows, [])
            if header != list(columns):
                raise IngestError(f"{path}: the first line must be {','.join(columns)}.")
            for cells in rows:
                if len(cells) == len(columns):
                    yield rows.line_num, cells
                elif cells:
                    raise IngestError(
                        f"{path}, line {rows.line_num}: {len(cells)} fields, not {len(columns)}. "
                        "A field with a comma in it needs quotes."
                    )
    except FileNotFoundError as error:
        raise IngestError(f"{path}: there is no such file.") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise IngestError(f"{path}: not a CSV file in UTF-8: {error}.") from error


def _reading(path: Path, line: int, cells: list[str], lists: dict[str, Words]) -> Reading:
    country, name, sense, languages, form, endings, rank, *_ = cells
    if country and sense in SENSES and not any(cells[4:12]) and name[:1].isalpha():
        if len(country) == 3 and country.isascii() and country.isupper():
            return Reading(country, name, sense, _codes(languages) if languages else NOTHING)
    row = dict(zip(COLUMNS, cells, strict=True))
    if fault := _fault(row, lists):
        raise IngestError(f"{path}, line {line}, {fault}")
    return Reading(
        country,
        name,
        sense,
        _codes(languages),
        form,
        _words(endings, lists),
        float(rank) if rank else 0.0,
        _words(row["after"], lists),
        _words(row["before"], lists),
        _listed(row["not_after"], lists),
        _listed(row["not_before"], lists),
        _words(row["near"], lists),
        tuple(_shields(row)),
    )


def _fault(row: dict[str, str], lists: dict[str, Words]) -> str:
    """Say what is wrong with a row, field first, or nothing."""
    country, sense = row["iso3"], row["sense"]
    if country and not (len(country) == 3 and country.isascii() and country.isupper()):
        return f"iso3: {country!r} is not three capital letters."
    if not row["name"].partition("|")[0].strip():
        return "name: empty, or nothing stands before the bar."
    if sense not in (SENSES if country else (NO_COUNTRY,)):
        allowed = ", ".join(SENSES) if country else f"{NO_COUNTRY}, as iso3 is empty"
        return f"sense: {sense!r} is not one of {allowed}."
    if row["form"] not in FORMS:
        return f"form: {row['form']!r} is neither empty nor exact nor comma."
    if row["rank"] and not row["rank"].replace(".", "", 1).isdecimal():
        return f"rank: {row['rank']!r} is not a number."
    for field in _WORDS:
        for word in row[field].split(";"):
            if word.startswith("@") and word[1:] not in lists and word not in (CAPITALISED, ABROAD):
                return f"{field}: contexts.csv has no list {word[1:]!r}."
    return ""


def _codes(cell: str) -> Words:
    return frozenset(cell.split(";")) if cell else NOTHING


def _words(cell: str, lists: dict[str, Words]) -> Words:
    """Return the words of a cell, those of the lists it names among them."""
    if not cell:
        return NOTHING
    single = {word for word in cell.split(";") if word[:1] != "@" or word in (CAPITALISED, ABROAD)}
    return _listed(cell, lists) | single


def _listed(cell: str, lists: dict[str, Words]) -> Words:
    """Return the words of the lists that a cell names; what is no surname is marked by a !."""
    if "@" not in cell:
        return NOTHING
    said: set[str] = set()
    for word in cell.split(";"):
        if word == CAPITALISED:
            said |= {word, *(f"!{other}" for other in lists.get("not_surnames", ()))}
        elif word[:1] == "@" and word != ABROAD:
            said |= lists[word[1:]]
    return frozenset(said)


def _shields(row: dict[str, str]) -> Iterator[str]:
    name = row["name"].replace("|", "")
    for word in row["not_after"].split(";"):
        if word and word[0] != "@":
            yield f"{word} {name}"
    for word in row["not_before"].split(";"):
        if word and word[0] != "@":
            yield f"{name} {word}"
            if word[0].islower():
                yield f"{name} {word[0].upper()}{word[1:]}"
