"""Coverage over time: how much was published about whom, and where nothing is known."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from data.corpus.protocol import FACETS, Corpus
from data.filters import Filters
from data.questions.calendar import calendar_of
from data.questions.lines import (
    PARTED,
    SOURCES,
    among,
    line_codes,
    line_filters,
    sources_of,
)
from data.questions.live import COLLECTED, NOT_COLLECTED, PARTIAL, Collection
from data.questions.measures import with_measure
from data.questions.usable import measurable

FIVE = 5
# Lines that are counted one by one where that is quicker.
FEW = 6


def coverage(corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """Count what matches the filters, bucket by bucket (filters.every), once per line.

    The lines are those of data.questions.lines. What cannot be drawn as asked for is made so by
    data.questions.usable.
    Shape: one row per line and bucket, none missing, by line, then in time. The range is
        filters.dates, else the whole corpus, so that silence at either end is seen.
        period        datetime64  first day of the bucket; weeks start on Monday
        last_day      datetime64  last day of the bucket, also where the filter cuts it
        series        str         the line: a value of filters.compare, "all", or a part of A and B
        count         Int64       filters.of; 0 is a real zero, NA where nothing was collected
        state         str         collected, partial (only some of its days) or not collected
        days          Int64       days of the bucket that were collected and asked for
        total         Int64       what the count is a share of; see data.questions.lines.among
        share         Float64     count / total, 0 to 1; NA unless wholly collected, and for total 0
        live_outlets  Int64       outlets collected on some day of it; NA for an unlisted collection
        known_outlets Int64       outlets ever collected; NA likewise
        pieces        Int64       pieces, whatever filters.of; NA where nothing was collected
        stories       Int64       stories likewise: copies of one text in a bucket are one
        inflation     Float64     pieces / stories, 1 or more; NA where there is no story
        value         Float64     what filters.measure asks for; see data.questions.measures
        low, high     Float64     its 95 % interval, for shares; NA for other measures
    Unit: filters.of, once per value named, so lines of countries add up to more than total.
    Source: the corpus: its articles and mentions, and its table of what was collected.
    Errors: FilterError where the buckets are too many to draw. No dated piece and no dates asked
        for give an empty frame of this shape.
    """
    filters = measurable(corpus, filters)
    codes = line_codes(corpus, filters)
    calendar = calendar_of(corpus, filters, lines=len(codes))
    count, total = _numbers(corpus, filters, codes, calendar, filters.of)
    pieces = count if filters.of == "articles" else _count(corpus, filters, codes, calendar)
    if filters.of == "stories":
        stories = count
    elif corpus.manifest.own_stories:
        stories = pieces
    else:
        stories = _count(corpus, filters, codes, calendar, "stories")
    state, days, live, known = _collected(corpus, filters, codes, calendar)
    # A piece from a day that no span lists is shown as a part of what there was, never hidden.
    state = np.where((state == NOT_COLLECTED) & (pieces > 0), PARTIAL, state)

    nothing = state == NOT_COLLECTED
    unknown = (state != COLLECTED) | (total == 0)
    times, rows = len(codes), len(calendar)
    frame = pd.DataFrame(
        {
            "period": np.tile(calendar["period"], times),
            "last_day": np.tile(calendar["last_day"], times),
            "series": pd.array(np.repeat(np.array(codes, dtype=object), rows), dtype="str"),
            "count": _whole(count, nothing),
            "state": pd.array(state.astype(object), dtype="str"),
            "days": _whole(days),
            "total": _whole(total, nothing),
            "share": _divided(count, total, unknown),
            "live_outlets": _whole(live, live < 0),
            "known_outlets": _whole(known, known < 0),
            "pieces": _whole(pieces, nothing),
            "stories": _whole(stories, nothing),
            "inflation": _divided(pieces, stories, nothing | (stories == 0)),
        }
    )
    return with_measure(frame, corpus, filters, codes)


def most_covered(corpus: Corpus, filters: Filters, n: int = FIVE) -> pd.DataFrame:
    """Return the n countries that most pieces matching the filters name.

    Shape: one row per country, most first, equals by code: country (alpha-3), count (int64).
    Unit: filters.of. Errors: none of its own; nothing matching gives an empty frame.
    """
    counts = corpus.count(filters.corpus_part(), by=("country",), of=filters.of)
    # The rows come by country, so a stable order by count keeps equals by code.
    first = np.argsort(-counts["count"].to_numpy(), kind="stable")[:n]
    return counts.iloc[first].reset_index(drop=True)


def unplaced(corpus: Corpus, filters: Filters) -> int:
    """Count the pieces that match but stand in no bucket.

    They have no date, or one coarser than filters.every. Unit: pieces, whatever filters.of.
    """
    chosen = filters.corpus_part()
    every = corpus.count(chosen, by=(), of="articles")["count"].sum()
    placed = corpus.count(chosen, by=(filters.every,), of="articles")
    return int(every - placed.loc[placed[filters.every].notna(), "count"].sum())


def narrowed(filters: Filters, first: date, last: date) -> Filters:
    """Return the filters for the pieces behind a bucket: its days, within those asked for."""
    if filters.dates is None:
        return replace(filters, dates=(first, last))
    start, end = filters.dates
    first = min(max(first, start), end)
    return replace(filters, dates=(first, max(first, min(last, end))))


def _collected(
    corpus: Corpus, filters: Filters, codes: tuple[str, ...], calendar: pd.DataFrame
) -> tuple[np.ndarray, ...]:
    """Return state, days, live and known outlets of each line's buckets, line by line."""
    collection, found = Collection(corpus), {}
    meant = [sources_of(filters, code) for code in codes]
    for one in meant:
        if one not in found:
            state = collection.state(one, calendar)
            found[one] = (*state, *collection.live_and_known(one, calendar, filters.every))
    return tuple(map(np.concatenate, zip(*(found[one] for one in meant), strict=True)))


def _numbers(
    corpus: Corpus, filters: Filters, codes: tuple[str, ...], calendar: pd.DataFrame, of: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return counts and denominators of each line's buckets, line by line."""
    counts = _count(corpus, filters, codes, calendar, of)
    wholes = [among(filters, code) for code in codes]
    if [whole.corpus_part() for whole in wholes] == [
        line_filters(filters, code).corpus_part() for code in codes
    ]:
        return counts, counts
    if filters.compare in SOURCES and wholes[0] != wholes[-1]:
        return counts, _count(
            corpus, replace(wholes[0], compare=filters.compare), codes, calendar, of
        )
    found = {}
    for whole in wholes:
        if whole not in found:
            found[whole] = _by_period(corpus, whole, calendar, filters.every, of)
    return counts, np.concatenate([found[whole] for whole in wholes] or [counts])


def _count(
    corpus: Corpus,
    filters: Filters,
    codes: tuple[str, ...],
    calendar: pd.DataFrame,
    of: str = "articles",
) -> np.ndarray:
    """Count each line in each bucket, one line after the other; 0 where there is no row."""
    # Distinct outlets are found row by row, which is dearer for rows named once per country.
    apart = len(codes) == 1 or of == "outlets" and len(codes) <= FEW
    if apart or filters.compare in PARTED:
        parts = [
            _by_period(corpus, line_filters(filters, code), calendar, filters.every, of)
            for code in codes
        ]
        return np.concatenate(parts)
    counts = np.zeros((len(codes), len(calendar)), dtype="int64")
    column = FACETS[filters.compare]
    chosen = replace(filters, **{filters.compare: codes}).corpus_part()
    found = corpus.count(chosen, by=(filters.every, column), of=of)
    lines = pd.Index(codes).get_indexer(found[column])
    _place(counts, lines, found, filters.every, calendar)
    return counts.ravel()


def _by_period(
    corpus: Corpus, filters: Filters, calendar: pd.DataFrame, every: str, of: str
) -> np.ndarray:
    counts = np.zeros((1, len(calendar)), dtype="int64")
    found = corpus.count(filters.corpus_part(), by=(every,), of=of)
    _place(counts, np.zeros(len(found), dtype="int64"), found, every, calendar)
    return counts[0]


def _place(
    counts: np.ndarray, lines: np.ndarray, found: pd.DataFrame, every: str, calendar: pd.DataFrame
) -> None:
    """Write counts found for periods into their lines and buckets, leaving out all others."""
    periods, days = calendar["period"].to_numpy(), found[every].to_numpy()
    if not len(periods):
        return
    places = np.searchsorted(periods, days).clip(max=len(periods) - 1)
    kept = (lines >= 0) & (periods[places] == days)
    counts[lines[kept], places[kept]] = found["count"].to_numpy()[kept]


def _whole(numbers: np.ndarray, missing: np.ndarray | None = None) -> pd.arrays.IntegerArray:
    missing = np.zeros(len(numbers), dtype=bool) if missing is None else missing
    return pd.arrays.IntegerArray(numbers.astype("int64"), missing.copy())


def _divided(part: np.ndarray, whole: np.ndarray, unknown: np.ndarray) -> pd.arrays.FloatingArray:
    return pd.arrays.FloatingArray(part / np.where(unknown, 1, whole), unknown.copy())
