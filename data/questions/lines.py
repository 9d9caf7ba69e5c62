"""The lines of a coverage chart: what each counts, and what its share is a share of."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from data.corpus.protocol import FACETS, Corpus
from data.filter_fields import EITHER, PARTS
from data.filters import Filters

ALL = "all"
# Lines drawn where the reader has chosen none.
LEADING = 6
# What a piece is about; the rest of the selections say where it comes from.
SUBJECT = ("country", "topic", "q")
OWN, WORLD = "both", "a_only"
PARTED = ("press", "versus")
# Fields of which a piece's source has one value, so that a line is part of the whole.
SOURCES = ("outlet", "published_in", "language")
# Comparisons whose lines are of different outlets, which were collected at different times.
APART = ("outlet", "published_in", *PARTED)


def line_codes(corpus: Corpus, filters: Filters) -> tuple[str, ...]:
    """Return the codes of the lines: the values chosen of the field compared, else the leading.

    country without a choice is one line of everything, "all"; press is the country's own press
    (both) and the rest (a_only); versus is the three parts of the filters A and B.
    """
    if filters.compare == "versus":
        return PARTS
    if filters.compare == "press":
        return OWN, WORLD
    chosen = getattr(filters, filters.compare)
    if chosen or filters.compare == "country":
        return chosen or (ALL,)
    return leading(corpus, filters, LEADING) or (ALL,)


def leading(corpus: Corpus, filters: Filters, number: int) -> tuple[str, ...]:
    """Return the values of the field compared that most of what matches has, most first.

    Outlets, each of which is one outlet, go by their pieces. A value with the name of ALL is a
    line only where it is chosen.
    """
    column = FACETS[filters.compare]
    of = "articles" if (column, filters.of) == ("outlet", "outlets") else filters.of
    counts = corpus.count(filters.corpus_part(), by=(column,), of=of)
    counts = counts[~counts[column].isin(("", ALL))]
    # The rows come by value, so a stable order by count keeps equals by value.
    first = np.argsort(-counts["count"].to_numpy(), kind="stable")[:number]
    return tuple(counts[column].iloc[first])


def line_filters(filters: Filters, code: str) -> Filters:
    """Return the filters that choose exactly what a line counts."""
    if code == ALL and ALL not in getattr(filters, filters.compare, ()):
        return filters
    if filters.compare == "versus":
        return replace(filters, part=code)
    if filters.compare == "press":
        return replace(filters, versus=_own_press(filters), part=code)
    return replace(filters, **{filters.compare: (code,)})


def sources_of(filters: Filters, code: str) -> Filters:
    """Return filters that choose the outlets a line is of; the same for all where none differ."""
    return line_filters(filters, code) if filters.compare in APART else filters


def behind(corpus: Corpus, filters: Filters) -> Filters:
    """Return the filters of the pieces that stand on at least one of the lines.

    filters: as data.questions.usable returns them. Pieces without a date fine enough for the time
    step are among them; data.questions.coverage.unplaced counts these.
    """
    if filters.compare == "versus":
        return replace(filters, part=EITHER)
    codes = line_codes(corpus, filters)
    if codes == (ALL,) or filters.compare in PARTED:
        return filters
    return replace(filters, **{filters.compare: codes})


def among(filters: Filters, code: str) -> Filters:
    """Return the filters that choose what a line's share is a share of.

    Choices of what pieces are about (country, topic, words) fall away, choices of where they come
    from stay. A line of one outlet, place or language is a share of what came from there, or
    without any choice of subject, in which that would be all of it, of what came from everywhere.
    Of two filters the share is one of the whole corpus, of a part of them one of A's sources.
    """
    if filters.compare == "versus":
        return filters.only("dates")
    line = line_filters(replace(filters, part=""), code)
    if filters.compare in SOURCES and not any(getattr(filters, name) for name in SUBJECT):
        line = replace(line, **{filters.compare: ()})
    return replace(line, **{name: Filters.__dataclass_fields__[name].default for name in SUBJECT})


def line_names(filters: Filters, names: Mapping[str, str]) -> dict[str, str]:
    """Return readable names of lines by code; names: of countries, languages, topics by code."""
    if filters.compare == "press":
        own = names.get(filters.country[0], filters.country[0]) if filters.country else "own"
        return {OWN: f"Published in {own}", WORLD: "Published elsewhere or unknown where"}
    if filters.compare == "versus":
        return {"a_only": "Only A", "b_only": "Only B", "both": "A and B"}
    return {ALL: "All countries" if not filters.country else "All", **names}


def _own_press(filters: Filters) -> str:
    return Filters(published_in=filters.country).to_address()
