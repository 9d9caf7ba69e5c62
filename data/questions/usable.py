"""The nearest view that can be drawn to the one asked for, and why it is another."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import EVERY, Filters
from data.methods.composition import TooFewOutletsError
from data.questions.calendar import calendar_of
from data.questions.lines import line_codes, sources_of
from data.questions.live import COLLECTED, Collection
from data.questions.steady import check_steady

# As many lines, panels or layers as can still be told apart.
MOST_LINES = 12
MEASURE_WORDS = {"share": "share", "index": "index", "per_outlet": "number per live outlet"}
# Two shares may be of different wholes, one outlet or one story may be on several lines.
ONLY_PIECES_STACK = (
    "Only numbers of pieces are stacked: shares, an index, and numbers of outlets or stories do not "
    "add up. Lines are drawn."
)
Rule = Callable[[Corpus, Filters], tuple[Filters, str]]


def usable(corpus: Corpus, filters: Filters) -> tuple[Filters, list[str]]:
    """Return filters whose coverage can be drawn, and a sentence for each thing that was changed.

    What can be drawn as asked for comes back as it is, without a sentence.
    """
    return _after(corpus, filters, (*MEASURING, _steady_mix, _told_apart))


def measurable(corpus: Corpus, filters: Filters) -> Filters:
    """Return filters whose numbers are known: as usable does, the mix and the view as asked for."""
    return _after(corpus, filters, MEASURING)[0]


def _after(corpus: Corpus, filters: Filters, rules: tuple[Rule, ...]) -> tuple[Filters, list[str]]:
    said = []
    for rule in rules:
        filters, sentence = rule(corpus, filters)
        said += [sentence] if sentence else []
    return filters, said


def _two_sides(corpus: Corpus, filters: Filters) -> tuple[Filters, str]:
    # A part of two filters is one line of a chart, and not what the others are of.
    filters = replace(filters, part="")
    if filters.compare == "press" and len(filters.country) != 1:
        sentence = "Own press against the world needs one country: choose one under About country."
        return replace(filters, compare="country"), sentence
    if filters.compare == "versus" and not filters.versus:
        return replace(filters, compare="country"), "A against B needs a filter B: set it first."
    return filters, ""


def _outlets_listed(corpus: Corpus, filters: Filters) -> tuple[Filters, str]:
    if filters.measure != "per_outlet":
        return filters, ""
    live, _ = Collection(corpus).live_and_known(filters, calendar_of(corpus, filters))
    if not len(live) or live.max() > 0:
        return filters, ""
    return replace(filters, measure="count"), (
        "This corpus does not say which outlets were collected when, so there is no number per "
        "live outlet; the plain number is drawn."
    )


def _whole_buckets(corpus: Corpus, filters: Filters) -> tuple[Filters, str]:
    """Take a finer step, or numbers, where no bucket was collected from first to last day."""
    if filters.measure == "count" or _has_whole(corpus, filters):
        return filters, ""
    what = MEASURE_WORDS[filters.measure]
    lead = f"No {filters.every} of these dates was collected as a whole, so there is no {what}"
    finer = reversed(EVERY[: EVERY.index(filters.every)])
    for every in finer:
        if _has_whole(corpus, narrower := replace(filters, every=every)):
            return narrower, f"{lead} by {filters.every}; it is drawn by {every}."
    return replace(filters, measure="count"), f"{lead}; the plain number is drawn."


def _has_whole(corpus: Corpus, filters: Filters) -> bool:
    calendar = calendar_of(corpus, filters)
    if calendar.empty:
        # Nothing at all can be drawn, which the chart says itself.
        return True
    return any((state == COLLECTED).any() for _, state in _states(corpus, filters, calendar))


def _states(
    corpus: Corpus, filters: Filters, calendar: pd.DataFrame
) -> Iterator[tuple[str, np.ndarray]]:
    """Yield each line's code and the states of its buckets; most ask no further than the first."""
    collection, found = Collection(corpus), {}
    for code in line_codes(corpus, filters):
        meant = sources_of(filters, code)
        if meant not in found:
            found[meant] = collection.state(meant, calendar)[0]
        yield code, found[meant]


def _base(corpus: Corpus, filters: Filters) -> tuple[Filters, str]:
    """Take all days as the base of an index where the days chosen hold no whole bucket."""
    if filters.measure != "index" or not filters.base:
        return filters, ""
    calendar = calendar_of(corpus, filters)
    first, last = (np.datetime64(day, "us") for day in filters.base)
    inside = ((calendar["period"] >= first) & (calendar["last_day"] <= last)).to_numpy()
    states = _states(corpus, filters, calendar)
    if any((inside & (state == COLLECTED)).any() for _, state in states):
        return filters, ""
    return replace(filters, base=None), (
        f"The base of the index holds no {filters.every} that is drawn and collected as a whole; "
        "100 is the mean of all that is shown."
    )


def _steady_mix(corpus: Corpus, filters: Filters) -> tuple[Filters, str]:
    if filters.measure != "share" or filters.mix != "constant":
        return replace(filters, mix="published"), ""
    calendar = calendar_of(corpus, filters)
    try:
        check_steady(corpus, filters, dict(_states(corpus, filters, calendar)), calendar)
    except TooFewOutletsError as error:
        return replace(filters, mix="published"), f"{error} The share as published is drawn."
    return filters, ""


def _told_apart(corpus: Corpus, filters: Filters) -> tuple[Filters, str]:
    if filters.view == "stacked" and (filters.measure != "count" or filters.of != "articles"):
        return replace(filters, view="lines"), ONLY_PIECES_STACK
    number = len(line_codes(corpus, filters))
    if filters.view == "heat" or number <= MOST_LINES:
        return filters, ""
    return replace(filters, view="heat"), (
        f"{number} lines could not be told apart, so they are drawn as a heat map; choose at most "
        f"{MOST_LINES} for lines."
    )


MEASURING = (_two_sides, _outlets_listed, _whole_buckets, _base)
