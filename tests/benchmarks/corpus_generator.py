"""Make a corpus of any size and time its questions.

`python -m tests.benchmarks.corpus_generator PIECES [--folder FOLDER] [--times N]`
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from data.corpus import LocalCorpus, open_corpus
from data.filters import Filters
from data.ingest.build import build

SEED = 20201
OUTLETS, COUNTRIES, MOST_COUNTRIES, YEARS = 3_000, 200, 6, 5
FIRST = np.datetime64("2020-09-15")
LANGUAGES = np.array("en ar he ru tr fr es de fa zh ur kk".split(), dtype=object)
KINDS = np.array("news analysis opinion official report".split(), dtype=object)
TOPICS = np.array("diplomacy security trade energy tourism religion culture iran".split())
# Monday to Sunday: the press rests at the weekend.
WEEK = np.array([1.2, 1.3, 1.3, 1.3, 1.2, 0.8, 0.7])
WORDS = 20_000
TITLE_WORDS = 8


def pieces(number: int, seed: int = SEED) -> pd.DataFrame:
    """Return random pieces as rows for build; the same for the same number and seed.

    3,000 outlets and 200 countries by Zipf's law, one to six countries a piece, five years of
    days with a weekly rhythm, 12 languages and titles of eight words, by Zipf's law too.
    """
    draw = np.random.default_rng(seed)
    outlet = draw.choice(OUTLETS, number, p=_zipf(OUTLETS))
    names = np.array([f"Outlet {one:04}" for one in range(OUTLETS)], dtype=object)
    homes = _codes(COUNTRIES)[draw.choice(COUNTRIES, OUTLETS, p=_zipf(COUNTRIES))]
    tongues = LANGUAGES[draw.choice(len(LANGUAGES), OUTLETS, p=_zipf(len(LANGUAGES)))]
    return pd.DataFrame(
        {
            "published_at": _days(draw, number),
            "outlet": names[outlet],
            "outlet_country": homes[outlet],
            "language": tongues[outlet],
            "kind": KINDS[draw.choice(len(KINDS), number, p=_zipf(len(KINDS)))],
            "countries": _countries(draw, number),
            "topics": TOPICS[draw.choice(len(TOPICS), number, p=_zipf(len(TOPICS)))],
            "title": _titles(draw, number),
        }
    )


def filter_states() -> dict[str, Filters]:
    """Return ten filter settings, from none to narrow."""
    year = (date(2023, 1, 1), date(2023, 12, 31))
    month = (date(2024, 3, 1), date(2024, 3, 31))
    one, five = tuple(_codes(COUNTRIES)[9:10]), tuple(_codes(COUNTRIES)[[1, 4, 9, 20, 60]])
    english = {"language": ("en",), "published_in": (str(_codes(COUNTRIES)[0]),)}
    return {
        "all": Filters(),
        "all, year": Filters(dates=year),
        "all, month": Filters(dates=month),
        "1 country": Filters(country=one),
        "1 country, year": Filters(country=one, dates=year),
        "1 country, month": Filters(country=one, dates=month),
        "5 countries": Filters(country=five),
        "5 countries, year": Filters(country=five, dates=year),
        "5 countries, month": Filters(country=five, dates=month),
        "1 country, year, language, home": Filters(country=one, dates=year, **english),
    }


def questions(corpus: LocalCorpus) -> dict[str, Callable[[Filters], object]]:
    """Return what the pages ask: six of an overview, then the rest."""
    five = tuple(_codes(COUNTRIES)[:5])

    def choose_anew(filters: Filters) -> pd.DataFrame:
        # A page asks all its questions of one choice of pieces, so the first pays for choosing.
        corpus._chosen.cache_clear()
        return corpus.count(filters)

    def lines(filters: Filters) -> pd.DataFrame:
        return corpus.count(
            filters if filters.country else filters.with_choice(country=five), ("week", "country")
        )

    return {
        "total": choose_anew,
        "by day": lambda f: corpus.count(f, ("day",)),
        "lines by week": lines,
        "all countries by week": lambda f: corpus.count(f, ("week", "country")),
        "by country": lambda f: corpus.count(f, ("country",)),
        "by outlet": lambda f: corpus.count(f, ("outlet",)),
        "50 newest": lambda f: corpus.articles(f),
        "options": lambda f: corpus.options(f),
        "outlets in all": lambda f: corpus.count(f, of="outlets"),
        "page 1000 by outlet": lambda f: corpus.articles(f, "outlet", 50_000),
        "outlet by month": lambda f: corpus.count(f, ("month", "outlet")),
        "outlets by week, country": lambda f: corpus.count(f, ("week", "country"), "outlets"),
    }


INTERACTION = ("total", "by day", "lines by week", "by country", "by outlet", "50 newest")


def timed(corpus: LocalCorpus, times: int) -> pd.DataFrame:
    """Return milliseconds, a row per question and a column per filter state; medians."""
    table = {}
    for state, filters in filter_states().items():
        table[state] = {
            name: _median(ask, filters, times) for name, ask in questions(corpus).items()
        }
    return pd.DataFrame(table)


def _median(ask: Callable[[Filters], object], filters: Filters, times: int) -> float:
    spans = []
    for _ in range(times):
        start = time.perf_counter()
        ask(filters)
        spans.append(time.perf_counter() - start)
    return float(np.median(spans)) * 1_000


def _zipf(number: int) -> np.ndarray:
    weights = 1 / np.arange(1, number + 1)
    return weights / weights.sum()


def _codes(number: int) -> np.ndarray:
    letters = np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    places = np.arange(number) * 37
    codes = ["".join(letters[[p // 676 % 26, p // 26 % 26, p % 26]]) for p in places]
    return np.array(codes, dtype=object)


def _days(draw: np.random.Generator, number: int) -> np.ndarray:
    days = FIRST + np.arange(365 * YEARS)
    weights = WEEK[(days.astype(np.int64) + 3) % 7]
    return np.sort(draw.choice(days, number, p=weights / weights.sum())).astype("datetime64[us]")


def _countries(draw: np.random.Generator, number: int) -> np.ndarray:
    many = draw.choice(MOST_COUNTRIES, number, p=[0.45, 0.27, 0.14, 0.08, 0.04, 0.02])
    drawn = _codes(COUNTRIES)[draw.choice(COUNTRIES, (number, MOST_COUNTRIES), p=_zipf(COUNTRIES))]
    joined = drawn[:, 0]
    for place in range(1, MOST_COUNTRIES):
        joined = np.where(many >= place, joined + ";" + drawn[:, place], joined)
    return joined


def _titles(draw: np.random.Generator, number: int) -> np.ndarray:
    vocabulary = np.array([f"word{one}" for one in range(WORDS)], dtype=object)
    drawn = vocabulary[draw.choice(WORDS, (number, TITLE_WORDS), p=_zipf(WORDS))]
    titles = drawn[:, 0]
    for place in range(1, TITLE_WORDS):
        titles = titles + " " + drawn[:, place]
    return titles


def _searches(corpus: LocalCorpus) -> dict[str, float]:
    """Time three searches, each the first of its kind."""
    found = {}
    for q in ("word0", "word30", "word3000", '"word1 word2" OR word40'):
        start = time.perf_counter()
        hits = corpus.count(Filters(q=q))["count"].iloc[0]
        found[f"{q} ({hits:,} hits)"] = (time.perf_counter() - start) * 1_000
    return found


def main() -> None:
    """Build (unless the folder holds a corpus) and print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pieces", type=int)
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--times", type=int, default=7)
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp()) / f"corpus-{asked.pieces}"
    if not folder.exists():
        rows = pieces(asked.pieces)
        start = time.perf_counter()
        build(rows, folder, name="Generated", licence="none", basis="exhaustive")
        print(f"built {asked.pieces:,} pieces in {time.perf_counter() - start:.1f} s: {folder}")
        print("run again with --folder to see the memory of reading alone")
    start = time.perf_counter()
    corpus = open_corpus(folder)
    print(f"opened in {(time.perf_counter() - start) * 1_000:.1f} ms")
    start = time.perf_counter()
    corpus.options(filter_states()["5 countries"])
    print(f"first options in {(time.perf_counter() - start) * 1_000:.1f} ms")
    table = timed(corpus, asked.times)
    whole = table.loc[list(INTERACTION)].sum()
    print(table.round(2).T.to_string())
    print(f"interaction ({', '.join(INTERACTION)}): median {whole.median():.1f} ms, ", end="")
    print(f"worst {whole.max():.1f} ms ({whole.idxmax()})")
    for name, span in _searches(corpus).items():
        print(f"first search {name}: {span:.1f} ms")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
