"""The collection of real files beside the project: every row of every file accounted for."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from ingest_files import ingested

from data.ingest.errors import IngestError

FILES = Path(__file__).parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not FILES.is_dir(), reason="the collection of real files is not beside the project"
)
NOT_READ = ("not read", 1, 0)
# By folder and file: what it is read as, its rows, and those kept. Of rows with one address the
# fullest is kept, wherever in the folder it stands.
EXPECTED: dict[str, dict[str, tuple[str, int, int]]] = {
    "abcnews-australia": {
        "abcnews-date-text.csv": ("CSV table", 74400, 74400),
    },
    "aljazeera-fulltext-2025": {
        "initial_content.csv": ("CSV table", 97, 90),
    },
    "aljazeera-israel-palestine-2023-2025": {
        "Al Jazeera dataset (def).xlsx/AJE v1": ("workbook sheet", 6904, 6903),
        "Al Jazeera dataset (def).xlsx/AJE v2": ("workbook sheet", 6686, 0),
        "Al Jazeera dataset (def).xlsx/AJE v3": ("workbook sheet", 5099, 0),
        "Al Jazeera dataset (def).xlsx/AJE v4": ("workbook sheet", 4119, 0),
        "Al Jazeera dataset (def).xlsx/AJE timelaps": NOT_READ,
        "aljazeera-headlines.csv": ("CSV table", 6904, 0),
    },
    "babel-briefings-sample": {
        "language_names.json": NOT_READ,
        "location_names.json": NOT_READ,
        "sample_articles.json": ("NewsAPI articles", 120, 120),
        "sample_articles_locs.json": ("NewsAPI articles", 270, 270),
    },
    "country-names": {
        "cliff-wikipedia-demonyms.tsv": NOT_READ,
        "geonames-countryInfo.txt": NOT_READ,
        "mledoze-LICENSE": ("plain text, one article", 1, 1),
        "mledoze-countries.json": NOT_READ,
        "newsmap-LICENSE": ("plain text, one article", 1, 1),
        "newsmap-arabic.yml": NOT_READ,
        "newsmap-chinese_simplified.yml": NOT_READ,
        "newsmap-chinese_traditional.yml": NOT_READ,
        "newsmap-english.yml": NOT_READ,
        "newsmap-french.yml": NOT_READ,
        "newsmap-german.yml": NOT_READ,
        "newsmap-hebrew.yml": NOT_READ,
        "newsmap-italian.yml": NOT_READ,
        "newsmap-japanese.yml": NOT_READ,
        "newsmap-portuguese.yml": NOT_READ,
        "newsmap-russian.yml": NOT_READ,
        "newsmap-spanish.yml": NOT_READ,
        "newsmap-turkish.yml": NOT_READ,
    },
    "gdelt-raw": {
        "columns-GDELT_1.0_event_Column_Labels_Header_Row_Sep2016.tsv": NOT_READ,
        "columns-GDELT_2.0_Events_Column_Labels_Header_Row_Sep2016.csv": NOT_READ,
        "columns-GDELT_2.0_eventMentions_Column_Labels_Header_Row_Sep2016.tsv": NOT_READ,
        "columns-GDELT_2.0_gdeltKnowledgeGraph_Column_Labels_Header_Row_Sep2016.tsv": NOT_READ,
        "events.csv": ("GDELT 2.0 events", 100, 46),
        "events1.csv": ("GDELT 1.0 events", 100, 38),
        "eventsT.csv": ("GDELT 2.0 events", 100, 59),
        "gkg.csv": ("GDELT GKG 2.1", 100, 99),
        "gkg1.csv": ("GDELT GKG 1.0", 119, 118),
        "gkg1Count.csv": NOT_READ,
        "gkgT.csv": ("GDELT GKG 2.1", 100, 88),
        "mentions-with-header.csv": ("GDELT 2.0 mentions", 1635, 559),
        "mentions.csv": ("GDELT 2.0 mentions", 100, 31),
        "mentionsT.csv": ("GDELT 2.0 mentions", 100, 35),
    },
    "gold-country-tags": {
        "TR-News.xml": NOT_READ,
        "cliff-huffpo.json": ("JSON list", 22, 22),
        "cliff-nyt.json": ("JSON list", 23, 23),
        "lgl.docs.jsonl": ("JSON lines", 588, 586),
        "lgl.xml": NOT_READ,
        "reuters-21578-000-003.docs.jsonl": ("JSON lines", 3569, 3569),
        "reuters-21578-README.txt": ("plain text, one article", 1, 1),
        "tr-news.docs.jsonl": ("JSON lines", 118, 118),
    },
    "huffpost-news-category": {
        "News_Category_Dataset_v2.json": ("JSON lines", 4782, 4782),
    },
    "mediacloud-stories-2025": {
        "south-africa-or-nigeria-or-all-story-urls-20250828134636.csv": (
            "Media Cloud story list, old Explorer",
            2277,
            2023,
        ),
        "south-africa-or-nigeria-or-all-story-urls-20250829083045.csv": (
            "Media Cloud story list, old Explorer",
            89,
            1,
        ),
    },
    "mediacloud-stories-2026": {
        "mc-onlinenews-mediacloud-20260507155422-content.csv": (
            "Media Cloud story list",
            2093,
            2093,
        ),
    },
    "natural-earth": {
        "ne_110m_admin_0_countries.geojson": NOT_READ,
        "ne_50m_admin_0_countries.geojson": NOT_READ,
        "ne_50m_admin_0_countries.zip/ne_50m_admin_0_countries.shp": NOT_READ,
        "ne_50m_admin_0_countries.zip/ne_50m_admin_0_countries.shx": NOT_READ,
        "ne_50m_admin_0_countries.zip/ne_50m_admin_0_countries.dbf": NOT_READ,
        "ne_50m_admin_0_countries.zip/ne_50m_admin_0_countries.prj": NOT_READ,
        "ne_50m_admin_0_countries.zip/ne_50m_admin_0_countries.cpg": NOT_READ,
        "visionscarto-world-110m.topojson": NOT_READ,
        "visionscarto-world-50m.topojson": NOT_READ,
        "world-atlas-1.1.4-LICENSE.md": ("plain text, one article", 1, 1),
        "world-atlas-2.0.2-LICENSE.txt": ("plain text, one article", 1, 1),
        "world-atlas-countries-110m.topojson": NOT_READ,
        "world-atlas-countries-50m.topojson": NOT_READ,
    },
    "newsapi-2020": {
        "raw-everything-bbc-news.json": ("NewsAPI response", 100, 100),
        "raw-everything-fox-news.json": ("NewsAPI response", 100, 100),
        "raw-general-au.json": ("NewsAPI response", 38, 37),
        "raw-general-fr.json": ("NewsAPI response", 34, 34),
        "raw-general-gb.json": ("NewsAPI response", 38, 32),
        "raw-general-in.json": ("NewsAPI response", 38, 38),
        "raw-general-ru.json": ("NewsAPI response", 34, 34),
        "raw-general-us.json": ("NewsAPI response", 38, 35),
    },
    "plain-text": {
        "asia.txt": ("plain text, one article", 1, 1),
        "autralia-sri-lanka.txt": ("plain text, one article", 1, 1),
        "demonym-article.txt": ("plain text, one article", 1, 1),
        "middle-east.txt": ("plain text, one article", 1, 1),
        "multi-country.txt": ("plain text, one article", 1, 1),
        "russel-sq-london.txt": ("plain text, one article", 1, 1),
        "speech.txt": ("plain text, one article", 1, 1),
        "uk-story.txt": ("plain text, one article", 1, 1),
        "us-story.txt": ("plain text, one article", 1, 1),
    },
    "rss-feeds": {
        "customfields.rss": ("RSS feed", 15, 15),
        "encoding.rss": ("RSS feed", 40, 40),
        "gdacs_rss_sample.xml": ("RSS feed", 5, 5),
        "guardian.rss": ("RSS feed", 55, 55),
        "heise.atom": ("Atom feed", 15, 15),
        "reliefweb_disasters_rss_sample.xml": ("RSS feed", 7, 7),
        "rss-1.rss": ("RSS feed (RDF)", 69, 69),
    },
    "saudinewsnet-arabic": {
        "2015-07-23.zip/2015-07-23.json": ("JSON list", 1318, 1318),
        "2015-07-27.zip/2015-07-27.json": ("JSON list", 1397, 1397),
        "2015-08-01.zip/2015-08-01.json": ("JSON list", 1285, 1285),
        "2015-08-09.zip/2015-08-09.json": ("JSON list", 1276, 1276),
        "2015-08-11.zip/2015-08-11.json": ("JSON list", 1686, 1686),
    },
}
REFUSED = {
    "mediacloud-counts-538": "a table of counts over time",
    "treaties": "a table of agreements, treaties or their members",
}


def table_rows(raw: bytes) -> int:
    """Count the records of a CSV file but for its head line."""
    csv.field_size_limit(1 << 24)
    return sum(map(any, csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))) - 1


def plain_lines(raw: bytes) -> int:
    """Count the lines that are not blank."""
    return sum(bool(line.strip()) for line in raw.split(b"\n"))


def gdelt_lines(raw: bytes) -> int:
    """Count the lines of a GDELT file, which begin with a number but for a head line."""
    return plain_lines(raw) - (not raw[:1].isdigit())


def json_items(raw: bytes) -> int:
    """Count the items of a list, or of a response's articles."""
    found = json.loads(raw)
    return len(found["articles"] if isinstance(found, dict) else found)


def feed_entries(raw: bytes) -> int:
    """Count the entries of a feed."""
    return len(re.findall(rb"<(?:item|entry)[\s>]", raw))


# How the rows of each kind are counted again, without the readers.
COUNTED: dict[str, Callable[[bytes], int]] = {
    "CSV table": table_rows,
    "Media Cloud story list": table_rows,
    "Media Cloud story list, old Explorer": table_rows,
    "NewsAPI articles": json_items,
    "NewsAPI response": json_items,
    "JSON list": json_items,
    "JSON lines": plain_lines,
    "GDELT 2.0 events": gdelt_lines,
    "GDELT 1.0 events": gdelt_lines,
    "GDELT 2.0 mentions": gdelt_lines,
    "GDELT GKG 2.1": gdelt_lines,
    "RSS feed": feed_entries,
    "RSS feed (RDF)": feed_entries,
    "Atom feed": feed_entries,
    "plain text, one article": lambda raw: 1,
}


def paths_of(folder: str) -> list[Path]:
    """Return what of a folder is ingested: all of it, or the small ones of its files."""
    if folder == "newsapi-2020":
        return sorted((FILES / folder).glob("raw-*.json"))
    return [FILES / folder]


def counted(folder: str, file: str, kind: str) -> int | None:
    """Count a file's rows with the standard library; None for a kind that it cannot read."""
    path = FILES / folder / file
    if kind == "workbook sheet":
        book = openpyxl.load_workbook(path.parent, read_only=True)
        rows = book[path.name].iter_rows(values_only=True)
        return sum(any(cell is not None for cell in row) for row in rows) - 1
    if kind not in COUNTED:
        return None
    if path.parent.suffix == ".zip":
        with zipfile.ZipFile(path.parent) as archive:
            return COUNTED[kind](archive.read(path.name))
    return COUNTED[kind](path.read_bytes())


@pytest.mark.parametrize("folder", EXPECTED)
def test_every_row_of_a_folder_is_accounted_for(folder: str, tmp_path: Path) -> None:
    """A real file is read as something else, or a row of it is lost."""
    report, _ = ingested(tmp_path / "c", *paths_of(folder), stories=False)
    told = {
        one.file.removeprefix(f"{folder}/"): (one.kind, one.read, one.kept) for one in report.files
    }
    assert told == EXPECTED[folder]
    for file, (kind, read, _) in EXPECTED[folder].items():
        rows = counted(folder, file, kind)
        assert rows in (None, read), file


@pytest.mark.parametrize("folder", REFUSED)
def test_a_folder_without_pieces_is_a_sentence(folder: str, tmp_path: Path) -> None:
    """A folder of tables that list no pieces makes a corpus, or does not say what they are."""
    with pytest.raises(IngestError, match=REFUSED[folder]):
        ingested(tmp_path / "c", *paths_of(folder))
    assert not (tmp_path / "c").exists()


def test_no_folder_is_forgotten() -> None:
    """A folder was added to the collection and is not looked at."""
    folders = {path.name for path in FILES.iterdir() if path.is_dir()}
    assert folders == EXPECTED.keys() | REFUSED.keys()
