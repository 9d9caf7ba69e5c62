"""Make any number of articles of about 2 KB as JSON lines.

`python -m tests.benchmarks.articles_generator ARTICLES FILE.jsonl`
"""

import argparse
import json
from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from data.facts import load_facts

SEED = 20202
OUTLETS, WORDS = 3_000, 20_000
# A million articles are five years.
FIRST, A_DAY = date(2020, 9, 15), 550
TITLE_WORDS, TEXT_WORDS, SENTENCE, WORDS_A_COUNTRY = 9, 400, 14, 80
COPIES, RECENT = 0.12, 500
# Articles drawn together; what is drawn does not depend on how many are wanted.
PORTION = 1_000
VOWELS, CONSONANTS = "aeiou", "bcdfghklmnprstvz"


def articles(number: int, seed: int = SEED) -> Iterator[dict[str, str]]:
    """Yield articles in date order, 550 a day; the first ones are the same for any number.

    3,000 outlets, 20,000 words and the countries by Zipf's law, a country every 80 words.
    Twelve in a hundred are copies of one of the last 500 texts: under another headline, with a
    line added, every third of them cut to its first half. Every second outlet names its language;
    that of the others has to be detected.
    """
    vocabulary, countries = _vocabulary(), _countries()
    recent: deque[str] = deque(maxlen=RECENT)
    for start in range(0, number, PORTION):
        draw = np.random.default_rng((seed, start))
        words = draw.choice(WORDS, (PORTION, TITLE_WORDS + TEXT_WORDS), p=_zipf(WORDS))
        outlets = draw.choice(OUTLETS, PORTION, p=_zipf(OUTLETS))
        named = draw.choice(
            len(countries), (PORTION, TEXT_WORDS // WORDS_A_COUNTRY), p=_zipf(len(countries))
        )
        chances, picks = draw.random(PORTION), draw.random(PORTION)
        for place in range(min(PORTION, number - start)):
            title = _sentence([vocabulary[word] for word in words[place, :TITLE_WORDS]])
            written = [vocabulary[word] for word in words[place, TITLE_WORDS:]]
            for at, country in enumerate(named[place]):
                written[at * WORDS_A_COUNTRY] = countries[country]
            text = _text(written)
            if chances[place] < COPIES and recent:
                text = _copied(recent[int(picks[place] * len(recent))], picks[place])
            else:
                recent.append(text)
            yield _article(start + place, int(outlets[place]), title, text)


def write(number: int, file: Path, seed: int = SEED) -> int:
    """Write articles to a file, one at a time; return its size in bytes."""
    with file.open("w", encoding="utf-8") as out:
        for article in articles(number, seed):
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
    return file.stat().st_size


def _article(place: int, outlet: int, title: str, text: str) -> dict[str, str]:
    seconds = place * 86_400 // A_DAY
    day = FIRST + timedelta(seconds=seconds)
    time = f"{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:00Z"
    return {
        "title": title.rstrip("."),
        "published": f"{day}T{time}",
        "outlet": f"Outlet {outlet:04}",
        "url": f"https://outlet{outlet:04}.example/{day}/{place}",
        "language": "en" if outlet % 2 else "",
        "text": text,
    }


def _copied(text: str, chance: float) -> str:
    if int(chance * 1_000_000) % 3 == 0:
        text = text[: text.index(". ", len(text) // 2) + 1]
    return f"{text} Distributed by a wire agency."


def _text(words: list[str]) -> str:
    sentences = (words[at : at + SENTENCE] for at in range(0, len(words), SENTENCE))
    return " ".join(map(_sentence, sentences))


def _sentence(words: list[str]) -> str:
    return f"{words[0][:1].upper()}{words[0][1:]} {' '.join(words[1:])}."


def _vocabulary() -> list[str]:
    """Return made-up words, short ones first, as languages have them."""
    syllables = [f"{one}{other}" for one in CONSONANTS for other in VOWELS]
    base = len(syllables)
    found = []
    for number in range(WORDS):
        word, rest = syllables[number % base], number // base
        while rest:
            word, rest = word + syllables[rest % base], rest // base
        found.append(word)
    return found


def _countries() -> list[str]:
    return load_facts().countries["name_en"].tolist()


def _zipf(values: int) -> np.ndarray:
    weights = 1 / np.arange(1, values + 1)
    return weights / weights.sum()


def main() -> None:
    """Write the file that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int)
    parser.add_argument("file", type=Path)
    asked = parser.parse_args()
    size = write(asked.articles, asked.file)
    print(f"{asked.articles:,} articles, {size / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
