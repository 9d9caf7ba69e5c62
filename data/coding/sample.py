"""Which passages are coded by hand: a seeded draw, stratified by where they come from.

Run as: python -m data.coding.sample FOLDER > sample.csv, with the test corpora in FOLDER.
"""

import csv
import hashlib
import io
import json
import random
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pandas as pd
from sentencex import get_sentence_boundaries

from data.facts import FILES

SEED = 20251106
# Passages of each stratum. Hebrew and Turkish: all that the test corpora hold.
SIZES = {
    "builtin": 520,
    "aljazeera:en": 80,
    "saudinewsnet:ar": 90,
    "newsapi:fr": 75,
    "newsapi:ru": 75,
    "babel:he": 40,
    "babel:tr": 40,
}
SHORTEST = 20
COLUMNS = ("passage", "stratum", "file", "place", "part", "start", "end", "language", "sha256")
_OUTLET = re.compile(r" - [^-]{2,40}$")


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its file, the place in it (an address or a row), its part, its words."""

    file: str
    place: str
    part: str
    language: str
    words: str


def passages(text: Text) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a text begin and end, without the blanks around them."""
    for found in get_sentence_boundaries(text.language, text.words):
        piece = text.words[found["start_index"] : found["end_index"]]
        start = found["start_index"] + len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        if end - start >= SHORTEST:
            yield start, end


def strata(shared: Path) -> dict[str, list[Text]]:
    """Return the texts that each stratum is drawn from; those of the shared corpora may be none.

    Titles and summaries, of the Arabic paper whole texts. Of the large foreign corpora only texts
    that name two countries or more: the codebook asks for relations between states.
    """
    found = {"builtin": _builtin()}
    news = shared / "newsapi-2020" / "newsapi-headlines-2020-05-06.parquet"
    found["aljazeera:en"] = _between_states(_aljazeera(shared))
    found["saudinewsnet:ar"] = _between_states(_saudinewsnet(shared))
    for language in ("fr", "ru"):
        found[f"newsapi:{language}"] = _between_states(_newsapi(news, language))
    for language in ("he", "tr"):
        found[f"babel:{language}"] = _babel(shared, language)
    return found


def draw(texts: list[Text], size: int, name: str) -> list[tuple[Text, int, int]]:
    """Draw texts at random, the same for the same seed, and of each one passage at random."""
    chance = random.Random(f"{SEED}:{name}")
    drawn = []
    for text in chance.sample(texts, len(texts)):
        if len(drawn) == size:
            break
        if held := list(passages(text)):
            drawn.append((text, *chance.choice(held)))
    return drawn


def rows(shared: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each drawn passage as a row of COLUMNS, with its words."""
    for stratum, texts in strata(shared).items():
        for number, (text, start, end) in enumerate(draw(texts, SIZES[stratum], stratum), 1):
            words = text.words[start:end]
            digest = hashlib.sha256(words.encode()).hexdigest()[:16]
            name = f"{stratum.replace(':', '-')}-{number:03}"
            place = (text.file, text.place, text.part, str(start), str(end), text.language, digest)
            yield (name, stratum, *place), words


def _builtin() -> list[Text]:
    with (FILES / "bibliography.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            # The sentences of the list are English, whatever the language of the piece.
            Text("bibliography.csv", row["url"], "summary", "en", row["summary"])
            for row in csv.DictReader(file)
        ]


def _aljazeera(shared: Path) -> list[Text]:
    path = shared / "aljazeera-israel-palestine-2023-2025" / "aljazeera-headlines.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Text(path.name, row["URL"], "title", "en", row["Title"]) for row in csv.DictReader(file)
        ]


def _saudinewsnet(shared: Path) -> list[Text]:
    texts = []
    for path in sorted((shared / "saudinewsnet-arabic").glob("*.zip")):
        with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as file:
            items = json.load(io.TextIOWrapper(file, encoding="utf-8"))
        texts += [
            Text(path.name, str(number), "text", "ar", item["content"])
            for number, item in enumerate(items)
            if item.get("content")
        ]
    return texts


def _newsapi(path: Path, language: str) -> list[Text]:
    if not path.exists():
        return []
    frame = pd.read_parquet(path, columns=["title", "description", "url", "feed"])
    frame = frame[frame["feed"].str.endswith(f"/{language}.json")].drop_duplicates("url")
    texts = []
    for row in frame.itertuples():
        if isinstance(row.title, str):
            title = _OUTLET.sub("", row.title)
            texts.append(Text(path.name, row.url, "title", language, title))
        if isinstance(row.description, str):
            texts.append(Text(path.name, row.url, "summary", language, row.description))
    return texts


def _babel(shared: Path, language: str) -> list[Text]:
    texts = {}
    for name in ("sample_articles.json", "sample_articles_locs.json"):
        path = shared / "babel-briefings-sample" / name
        items = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        for item in items:
            if item["language"] != language:
                continue
            for part, field in (("title", "title"), ("summary", "description")):
                if words := item.get(field):
                    key = (str(item["ID"]), part)
                    texts[key] = Text(name, key[0], part, language, words)
    return list(texts.values())


def _between_states(texts: list[Text]) -> list[Text]:
    from data.ingest.tagging.tagger import load_tagger

    tagger, chance = load_tagger(), random.Random(SEED)
    several = (
        text
        for text in chance.sample(texts, len(texts))
        if len(tagger.tag("", text.words, "", language=text.language)) > 1
    )
    # A few hundred at random are enough to draw from.
    return list(islice(several, 400))


def main(given: list[str]) -> int:
    """Print the drawn passages' places as CSV; with --words their words too."""
    writer = csv.writer(sys.stdout)
    with_words = "--words" in given
    writer.writerow((*COLUMNS, "words") if with_words else COLUMNS)
    for row, words in rows(Path(given[0])):
        writer.writerow((*row, words) if with_words else row)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
