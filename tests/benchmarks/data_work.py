"""Data work of a filter change, page by page, beside plain pandas.

Run it from the project's root: python -m tests.benchmarks.data_work [--corpus NAME]
"""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from statistics import median
from time import perf_counter

import pandas as pd

from data.corpus import Corpus, open_corpus
from data.corpus.home import corpus_folder
from data.facts import Facts, load_facts
from data.filters import Filters
from data.ingest.builtin import builtin_corpus_folder
from data.questions.coverage import coverage, most_covered, unplaced
from data.questions.events import happenings, marks
from data.questions.membership import membership
from data.questions.peak import peaks
from data.questions.places import coverage_places
from data.questions.usable import usable

TODAY = date(2026, 11, 24)
ROUNDS = 10
WORDS = '"critical minerals" OR trade'
Question = Callable[[Facts, Corpus, Filters], object]
counted = lru_cache(maxsize=4)(coverage)
SHARED: dict[str, Question] = {
    "choices with counts": lambda facts, corpus, f: corpus.options(f),
    "coverage": lambda facts, corpus, f: coverage(corpus, f),
    "not placed": lambda facts, corpus, f: unplaced(corpus, f),
    "marks": lambda facts, corpus, f: marks(facts, f),
}
PAGES: dict[str, dict[str, Question]] = {
    "Overview": SHARED
    | {
        "pieces": lambda facts, corpus, f: corpus.count(f),
        "outlets": lambda facts, corpus, f: corpus.count(f, of="outlets"),
        "languages": lambda facts, corpus, f: corpus.count(f, ("language",)),
        "months": lambda facts, corpus, f: corpus.count(f, ("month",)),
        "most covered": lambda facts, corpus, f: most_covered(corpus, f),
        "latest events": lambda facts, corpus, f: happenings(facts, f, TODAY, rows=8),
    },
    "Coverage": SHARED
    | {
        "what can be drawn": lambda facts, corpus, f: usable(corpus, f),
        "most covered": lambda facts, corpus, f: most_covered(corpus, f),
        # The page has counted already when it looks for the peaks.
        "peaks": lambda facts, corpus, f: peaks(corpus, f, counted(corpus, f)),
        "by country": lambda facts, corpus, f: coverage_places(
            corpus, f, list(facts.country_names)
        ),
    },
    "Articles": {
        "choices with counts": SHARED["choices with counts"],
        "pieces": lambda facts, corpus, f: corpus.count(f),
        "first page": lambda facts, corpus, f: corpus.articles(f, rows=20),
    },
    "Membership": {"status of all countries": lambda facts, corpus, f: membership(facts, f, TODAY)},
}


def states(corpus: Corpus, words: str = WORDS) -> dict[str, Filters]:
    """Return ten filter states that fit what a corpus holds."""
    most = {
        name: corpus.count(Filters(), (name,)).sort_values("count", ascending=False)[name].to_list()
        for name in ("country", "language", "outlet_country")
    }
    first, last = map(date.fromisoformat, (corpus.manifest.first_day, corpus.manifest.last_day))
    year = (max(first, last - timedelta(days=364)), last)
    month = (max(first, last - timedelta(days=29)), last)
    one, five = tuple(most["country"][:1]), tuple(most["country"][:5])
    place = next(code for code in most["outlet_country"] if code)
    return {
        "everything": Filters(),
        "one country": Filters(country=one),
        "five countries": Filters(country=five),
        "a year": Filters(dates=year),
        "a year, one country": Filters(dates=year, country=one),
        "a year, five countries": Filters(dates=year, country=five),
        "a month": Filters(dates=month, every="day"),
        "a month, five countries": Filters(dates=month, country=five, every="day"),
        "a language and a place": Filters(language=(most["language"][1],), published_in=(place,)),
        "words": Filters(q=words),
    }


def coverage_states(corpus: Corpus) -> dict[str, Filters]:
    """Return views of the Coverage page beside the ten states: measures, counts, comparisons."""
    one = states(corpus)["one country"]
    five = states(corpus)["five countries"]
    return {
        "share": replace(one, measure="share"),
        "share of five": replace(five, measure="share"),
        "index": replace(five, measure="index"),
        "per live outlet": replace(one, measure="per_outlet"),
        "stories": replace(one, of="stories"),
        "outlets": replace(one, of="outlets"),
        "by outlet": replace(one, compare="outlet", measure="share"),
        "by publishing country": replace(one, compare="published_in", measure="share"),
        "by language": replace(one, compare="language"),
        "own press": replace(one, compare="press", measure="share"),
        "A and B": replace(one, compare="versus", versus=f"country={five.country[1]}"),
        "constant mix": replace(one, measure="share", mix="constant"),
        "by day": replace(one, every="day", measure="share"),
    }


def milliseconds(work: Callable[[], object]) -> float:
    """Return the median time of some work over the rounds."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000)
    return median(times)


def naive(pieces: pd.DataFrame, filters: Filters) -> object:
    """Answer what the Overview asks as a plain pandas dashboard would, from one flat frame."""
    rows = pieces
    if filters.dates:
        rows = rows[rows["day"].between(*map(pd.Timestamp, filters.dates))]
    if filters.language:
        rows = rows[rows["language"].isin(filters.language)]
    if filters.published_in:
        rows = rows[rows["outlet_country"].isin(filters.published_in)]
    if filters.q:
        rows = rows[rows["summary"].str.contains("critical minerals|trade", case=False)]
    mentions = rows.assign(country=rows["countries"].str.split(";")).explode("country")
    if filters.country:
        mentions = mentions[mentions["country"].isin(filters.country)]
        rows = rows[rows.index.isin(mentions.index)]
    facets = [
        rows.groupby(name).size() for name in ("outlet", "outlet_country", "language", "kind")
    ]
    months = mentions.groupby([pd.Grouper(key="day", freq="MS"), "country"]).size()
    topics = rows["topics"].str.split(";").explode().value_counts()
    return (
        len(rows),
        rows["outlet"].nunique(),
        facets,
        months,
        topics,
        mentions["country"].nunique(),
    )


def main() -> None:
    """Print each page's median and worst state, its dearest question, and the ratio to pandas."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", help="one of the corpora folder; the built-in one without it")
    parser.add_argument("--words", default=WORDS, help="search words that the corpus holds")
    given = parser.parse_args()
    asked = given.corpus
    facts = load_facts()
    corpus = open_corpus(corpus_folder(asked) if asked else builtin_corpus_folder())
    wanted = states(corpus, given.words)
    pieces = corpus.articles(Filters(), rows=corpus.total).rename(columns={"published_at": "day"})
    for page, questions in PAGES.items():
        parts = {
            state: {
                name: milliseconds(lambda ask=ask, f=f: ask(facts, corpus, f))
                for name, ask in questions.items()
            }
            for state, f in wanted.items()
        }
        totals = {state: sum(times.values()) for state, times in parts.items()}
        worst = max(totals, key=totals.__getitem__)
        dearest = max(parts[worst], key=parts[worst].__getitem__)
        print(
            f"{page}: median {median(totals.values()):.1f} ms, worst {totals[worst]:.1f} ms "
            f"({worst}; of it {dearest} {parts[worst][dearest]:.1f} ms)"
        )
    for state, f in coverage_states(corpus).items():
        times = {
            name: milliseconds(lambda ask=ask, f=f: ask(facts, corpus, f))
            for name, ask in PAGES["Coverage"].items()
        }
        dearest = max(times, key=times.__getitem__)
        print(
            f"Coverage, {state}: {sum(times.values()):.1f} ms "
            f"(of it {dearest} {times[dearest]:.1f} ms)"
        )
    plain = [milliseconds(lambda f=f: naive(pieces, f)) for f in wanted.values()]
    print(f"plain pandas, the Overview's corpus questions: median {median(plain):.1f} ms")


if __name__ == "__main__":
    main()
