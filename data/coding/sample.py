"""Which passages are coded by reading: a seeded draw, stratified by where they come from.

Run as: python -m data.coding.sample FOLDER > sample.csv, with the test corpora in FOLDER.
"""

import csv
import hashlib
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sentencex import get_sentence_boundaries

from data.coding.measure.texts import SOURCES, Text

SEED = 20251106
# Passages of each stratum. Hebrew and Turkish: all that the test corpora hold, which is less.
SIZES = {
    "builtin": 520,
    "aljazeera:en": 80,
    "saudinewsnet:ar": 90,
    "newsapi:fr": 75,
    "newsapi:ru": 75,
    "babel:he": 40,
    "babel:tr": 40,
}
# Of large corpora of general news only texts that name two countries or more may be drawn: the
# codebook asks for relations between states.
BETWEEN_STATES = ("aljazeera:en", "saudinewsnet:ar", "newsapi:fr", "newsapi:ru")
SHORTEST = 20
COLUMNS = ("passage", "stratum", "file", "place", "part", "start", "end", "language", "sha256")


def passages(text: Text) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a text begin and end, without the blanks around them."""
    for found in get_sentence_boundaries(text.language, text.words):
        piece = text.words[found["start_index"] : found["end_index"]]
        start = found["start_index"] + len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        if end - start >= SHORTEST:
            yield start, end


def strata(shared: Path) -> dict[str, list[Text]]:
    """Return the texts that each stratum is drawn from; those of the shared corpora may be none."""
    found = {name: read(shared) for name, read in SOURCES.items()}
    return {
        name: _between_states(texts) if name in BETWEEN_STATES else texts
        for name, texts in found.items()
    }


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


def digest(words: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a passage's words."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def rows(shared: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each drawn passage as a row of COLUMNS, with its words."""
    for stratum, texts in strata(shared).items():
        for number, (text, start, end) in enumerate(draw(texts, SIZES[stratum], stratum), 1):
            words = text.words[start:end]
            name = f"{stratum.replace(':', '-')}-{number:03}"
            place = (*text.key, str(start), str(end), text.language, digest(words))
            yield (name, stratum, *place), words


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
