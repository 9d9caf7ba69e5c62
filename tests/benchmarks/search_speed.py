"""Time searches of a large corpus: the first of their kind, again, and with all a page asks.

`python -m tests.benchmarks.search_speed FOLDER [--times N] [--q WORDS ...]`, FOLDER as
`python -m tests.benchmarks.corpus_generator 1000000 --folder FOLDER` makes it.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

import pandas as pd

from data.corpus import LocalCorpus
from data.filters import Filters

# Words of the generated corpus: the number is the rank, so a small one stands in many titles.
QUERIES = (
    "word3000",
    "word300",
    "word30",
    "word4",
    "word1",
    "word0",
    "-word0",
    '"word300 word30"',
    '"word0 word1"',
    "word1234*",
    "word12*",
    "word1*",
    " OR ".join(f"word{rank}" for rank in range(100, 140)),
    "word0 word30 -word1",
    "title:word30",
    "word30 outlet:0001",
    "word0 -outlet:0001",
    '"word300 word30"~5',
    '"word0 word1"~5',
    '"word30 word40 word50"~5',
)


def page(corpus: LocalCorpus, filters: Filters) -> None:
    """Ask what an overview asks: total, two counts by time, one by country, choices, pieces."""
    corpus.count(filters)
    corpus.count(filters, ("day",))
    corpus.count(filters, ("week", "country"))
    corpus.count(filters, ("country",))
    corpus.options(filters)
    corpus.articles(filters)


def timed(corpus: LocalCorpus, queries: tuple[str, ...], times: int) -> pd.DataFrame:
    """Return a row per query: hits, and milliseconds, each of processor time, which no other
    work on the machine lengthens, and the median of so many times.

    first: a count with nothing remembered. page: a page with nothing remembered. again: the same
    with the set of hits remembered. best: the 50 best matches, the set of hits remembered.
    """

    def forget() -> None:
        corpus._chosen.cache_clear()
        corpus._search._in_texts.cache_clear()

    def row(filters: Filters) -> dict[str, object]:
        return {
            "query": filters.q if len(filters.q) < 40 else f"{filters.q[:37]}...",
            "hits": int(corpus.count(filters)["count"].iloc[0]),
            "first": _median(lambda: corpus.count(filters), times, forget),
            "page": _median(lambda: page(corpus, filters), times, forget),
            "again": _median(lambda: page(corpus, filters), times),
            "best": _median(lambda: corpus.articles(filters, "relevance"), times),
        }

    return pd.DataFrame([row(Filters(q=q)) for q in queries])


def _median(
    ask: Callable[[], object], times: int, before: Callable[[], None] | None = None
) -> float:
    spans = []
    for _ in range(times):
        if before:
            before()
        start = process_time()
        ask()
        spans.append(process_time() - start)
    return median(spans) * 1_000


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--q", nargs="*", default=QUERIES)
    asked = parser.parse_args()
    table = timed(LocalCorpus(asked.folder), tuple(asked.q), asked.times)
    print(table.round(2).to_string(index=False))


if __name__ == "__main__":
    main()
