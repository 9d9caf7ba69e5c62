"""Where coverage points and where it comes from: the pieces in view, country by country."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from data.corpus import Corpus
from data.filters import Filters
from data.methods.shares import wilson
from data.wording import NOUNS

# What says where a piece comes from; country, topic and words say what it is about.
SOURCE_SIDE = ("published_in", "outlet", "language", "kind", "dates")
SWAPPED = {"a_only": "b_only", "b_only": "a_only", "both": "both"}


def coverage_places(corpus: Corpus, filters: Filters, countries: Sequence[str]) -> pd.DataFrame:
    """Count what is in view, country by country, for a map.

    filters.places: "about", the countries the pieces name; a choice of countries chooses pieces
        and hides no country that they also name. "published_in", the countries of their outlets.
    countries: alpha-3 codes, each once.
    Shape: one row per country, in the order given.
        iso3      str
        count     Int64    filters.of; 0 is a real zero, NA where total is, or is 0 by country
        total     Int64    the denominator, see places_denominator(); NA out of scope
        share     Float64  count / total, 0 to 1; NA where count is, or total is 0
        low, high Float64  its Wilson interval of 95 %; NA likewise
        in_scope  bool     False where the filters choose countries and this is none of them; for
            "about" only where both A and B do, for of two choices the rest cannot be counted
    Unit: filters.of, once per country named, so rows of "about" add up to more than the total.
    Errors: none of its own; where no piece is in view, "about" has 0 of 0 and no share.
    """
    if filters.places == "published_in":
        counts, totals, scope = _published(corpus, filters, countries)
        nowhere = totals == 0
    else:
        counts, totals, scope = _named(corpus, filters, countries)
        nowhere = np.zeros(len(countries), dtype=bool)
    inside = np.isin(countries, scope) if scope else np.ones(len(countries), dtype=bool)
    missing = nowhere | ~inside
    count = pd.arrays.IntegerArray(counts, missing)
    unsure = missing | (totals == 0)
    low, high = wilson(np.where(unsure, 0, counts), np.where(unsure, 0, totals))
    return pd.DataFrame(
        {
            "iso3": pd.array(list(countries), dtype="str"),
            "count": count,
            "total": pd.arrays.IntegerArray(totals, ~inside),
            "share": _fractions(counts / np.where(unsure, 1, totals), unsure),
            "low": _fractions(low, unsure),
            "high": _fractions(high, unsure),
            "in_scope": inside,
        }
    )


def places_denominator(filters: Filters) -> str:
    """Say in a sentence what the share of a country is a share of."""
    units = NOUNS[filters.of][1]
    if filters.places == "about":
        named = "those that name" if filters.of == "articles" else "those with a piece that names"
        return f"Share: of all {units} in view, {named} the country."
    there = "of the country that wrote" if filters.of == "outlets" else "published in the country"
    return (
        f"Share: of all {units} {there} within the chosen dates, outlets, languages and kinds, "
        "those in view."
    )


def without_country(corpus: Corpus, filters: Filters, countries: Sequence[str]) -> int | None:
    """Count the pieces in view that no country of the map can hold.

    They name none, or their outlet's country is not known. Unit: pieces, whatever filters.of.
    Returns None for "about" within a part of A and B, where it cannot be asked.
    """
    chosen = filters.corpus_part()
    if filters.places == "published_in":
        every = int(corpus.count(chosen)["count"].iloc[0])
        return every - int(_by_country(corpus, chosen, "outlet_country", countries).sum())
    if chosen.part:
        return None
    if chosen.country:
        return 0
    nameless = replace(chosen.with_second(Filters(country=tuple(countries))), part="a_only")
    return int(corpus.count(nameless)["count"].iloc[0])


def _named(
    corpus: Corpus, filters: Filters, countries: Sequence[str]
) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """Return counts and totals by country named, and the countries that have rows (): all."""
    chosen = _open_to_all(filters.corpus_part())
    counts = _by_country(corpus, chosen, "country", countries, filters.of)
    total = corpus.count(filters.corpus_part(), of=filters.of)["count"].iloc[0]
    return counts, np.full(len(countries), total, dtype="int64"), chosen.country


def _open_to_all(chosen: Filters) -> Filters:
    """Return filters for the same pieces whose first filter, A, chooses no country.

    A corpus has rows only for the countries that A chooses, so these move to B where they can.
    """
    if not chosen.country:
        return chosen
    first = chosen.second() if chosen.part else Filters(dates=chosen.dates)
    return replace(first.with_second(chosen), part=SWAPPED.get(chosen.part, "both"))


def _published(
    corpus: Corpus, filters: Filters, countries: Sequence[str]
) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """Return counts and totals by country of publication, and the countries in scope (): all."""
    chosen = filters.corpus_part()
    # What only B chooses is a part of B's sources, not of A's.
    source = (chosen.second() if chosen.part == "b_only" else chosen).only(*SOURCE_SIDE)
    counts = _by_country(corpus, chosen, "outlet_country", countries, filters.of)
    totals = _by_country(corpus, source, "outlet_country", countries, filters.of)
    return counts, totals, source.published_in


def _by_country(
    corpus: Corpus,
    filters: Filters,
    dimension: str,
    countries: Sequence[str],
    of: str = "articles",
) -> np.ndarray:
    found = corpus.count(filters, by=(dimension,), of=of).set_index(dimension)["count"]
    return found.reindex(list(countries), fill_value=0).to_numpy(dtype="int64")


def _fractions(numbers: np.ndarray, missing: np.ndarray) -> pd.arrays.FloatingArray:
    return pd.arrays.FloatingArray(np.where(missing, 0.0, numbers), missing.copy())
