"""Gold sets: documents whose countries people marked."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.ingest.errors import IngestError

GOLD = Path(__file__).parents[4] / "shared" / "data" / "gold-country-tags"
TOPONYMS = {"tr-news": "TR-News", "lgl": "LGL"}
REUTERS = "reuters-21578-000-003"
MAIN = ("cliff-nyt", "cliff-huffpo")

# Codes of states that are gone, as the gazetteer reads their names.
SUCCESSORS = {"SUN": "RUS", "DDR": "DEU", "CSK": "CZE", "YUG": "SRB", "YMD": "YEM"}


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its text and the alpha-3 codes that people gave it."""

    name: str
    title: str
    text: str
    countries: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Documents with one reading of their labels.

    kind: names, where only countries named as such are marked; places, where towns and regions
    count too; about, where staff said what the piece is about; main, one country a piece.
    """

    name: str
    kind: str
    documents: tuple[Document, ...]


def read_gold(folder: Path) -> list[GoldSet]:
    """Return the gold sets of a folder that are there.

    Errors: IngestError when the folder or every set in it is missing, or a line is damaged.
    """
    sets = [gold for gold in _sets(folder) if gold.documents]
    if not sets:
        raise IngestError(
            f"{folder}: no gold sets there. Name the folder that holds tr-news.docs.jsonl and "
            "others with --gold."
        )
    return sets


def _sets(folder: Path) -> Iterator[GoldSet]:
    for stem, name in TOPONYMS.items():
        rows = _rows(folder / f"{stem}.docs.jsonl")
        yield GoldSet(name, "names", tuple(_document(row, "countries_named") for row in rows))
        yield GoldSet(name, "places", tuple(_document(row, "countries") for row in rows))
    rows = _rows(folder / f"{REUTERS}.docs.jsonl")
    yield GoldSet("Reuters", "about", tuple(_document(row, "countries") for row in rows))
    for stem in MAIN:
        yield GoldSet(stem, "main", tuple(_main_documents(folder / f"{stem}.json")))


def _rows(path: Path) -> list[dict]:
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except ValueError as error:
        raise IngestError(f"{path}: not JSON lines: {error}.") from error


def _document(row: dict, labels: str) -> Document:
    """Return a row as a document, a dateline put before its text as the paper has it."""
    text = " ".join(part for part in (row.get("dateline", ""), row["text"]) if part)
    title = "" if text.startswith(row["title"]) else row["title"]
    countries = frozenset(SUCCESSORS.get(code, code) for code in row[labels])
    return Document(row["doc_id"], title, text, countries)


def _main_documents(path: Path) -> Iterator[Document]:
    from data.ingest.tagging.prepare import codes

    if not path.exists():
        return
    alpha3 = codes()
    for row in json.loads(path.read_text(encoding="utf-8")):
        code = alpha3.get(row["handCodedCountryCode"], row["handCodedCountryCode"])
        yield Document(row["mediacloudId"], "", row["text"], frozenset((code,) if code else ()))
