"""Where the drawn passages stand: the texts of the built-in list and of the test corpora."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from data.facts import FILES

SHARED = Path(__file__).parents[4] / "shared" / "data"
BUILTIN = "bibliography.csv"
_ALJAZEERA = "aljazeera-headlines.csv"
_NEWSAPI = "newsapi-headlines-2020-05-06.parquet"
_BABEL = ("sample_articles.json", "sample_articles_locs.json")
_OUTLET = re.compile(r" - [^-]{2,40}$")


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its file, the place in it (an address or a row), its part, its words.

    language: of the words; of_piece: of the piece they stand for, with its kind ("" unknown).
    """

    file: str
    place: str
    part: str
    language: str
    words: str
    of_piece: str = ""
    kind: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Name the text: file, place, part."""
        return self.file, self.place, self.part


def builtin() -> list[Text]:
    """Return the summaries of the built-in list: English, whatever the language of the piece."""
    with (FILES / BUILTIN).open(encoding="utf-8-sig", newline="") as file:
        return [
            Text(BUILTIN, row["url"], "summary", "en", row["summary"], row["language"], row["kind"])
            for row in csv.DictReader(file)
        ]


def aljazeera(shared: Path) -> list[Text]:
    """Return English titles; none where the corpus is not there, as in all that follow."""
    path = shared / "aljazeera-israel-palestine-2023-2025" / _ALJAZEERA
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Text(path.name, row["URL"], "title", "en", row["Title"], "en")
            for row in csv.DictReader(file)
        ]


def saudinewsnet(shared: Path) -> list[Text]:
    """Return whole Arabic texts."""
    return [
        Text(path.name, str(number), "text", "ar", item["content"], "ar")
        for path in sorted((shared / "saudinewsnet-arabic").glob("*.zip"))
        for number, item in enumerate(_zipped(path))
        if item.get("content")
    ]


def _zipped(path: Path) -> list[dict]:
    with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as file:
        return json.load(io.TextIOWrapper(file, encoding="utf-8"))


def newsapi(shared: Path, language: str) -> list[Text]:
    """Return titles, without the outlet's name behind them, and summaries of one language."""
    path = shared / "newsapi-2020" / _NEWSAPI
    if not path.exists():
        return []
    frame = pd.read_parquet(path, columns=["title", "description", "url", "feed"])
    frame = frame[frame["feed"].str.endswith(f"/{language}.json")].drop_duplicates("url")
    texts = []
    for row in frame.itertuples():
        if isinstance(row.title, str):
            title = _OUTLET.sub("", row.title)
            texts.append(Text(path.name, row.url, "title", language, title, language))
        if isinstance(row.description, str):
            texts.append(Text(path.name, row.url, "summary", language, row.description, language))
    return texts


def babel(shared: Path, language: str) -> list[Text]:
    """Return titles and summaries of one language."""
    texts = {}
    for name in _BABEL:
        path = shared / "babel-briefings-sample" / name
        items = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        for item in items:
            if item["language"] != language:
                continue
            for part, field in (("title", "title"), ("summary", "description")):
                if words := item.get(field):
                    key = (str(item["ID"]), part)
                    texts[key] = Text(name, key[0], part, language, words, language)
    return list(texts.values())


# The texts of each stratum, given the folder of the test corpora.
SOURCES: dict[str, Callable[[Path], list[Text]]] = {
    "builtin": lambda _shared: builtin(),
    "aljazeera:en": aljazeera,
    "saudinewsnet:ar": saudinewsnet,
    "newsapi:fr": partial(newsapi, language="fr"),
    "newsapi:ru": partial(newsapi, language="ru"),
    "babel:he": partial(babel, language="he"),
    "babel:tr": partial(babel, language="tr"),
}
