"""The nearest view that can be drawn to the one asked for, and why it is another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.filter_fields import EITHER, EVERY, SELECTIONS
from data.filters import Filters
from data.methods.composition import TooFewOutletsError
from data.questions.calendar import buckets, calendar_of
from data.questions.lines import line_codes, line_filters, line_names, sources_of
from data.questions.live import COLLECTED, UNLISTED, Collection
from data.questions.steady import check_steady

# As many lines, panels or layers as can still be told apart.
MOST_LINES = 12
MEASURE_WORDS = {"share": "share", "index": "index", "per_outlet": "number per live outlet"}
# Two shares may be of different wholes, one outlet or one story may be on several lines.
ONLY_PIECES_STACK = (
    "Only numbers of pieces are stacked: shares, an index, and numbers per outlet, of outlets or "
    "of stories do not add up. Lines are drawn."
)
NEEDS = {
    "press": "Own press against the world needs one country: choose one under About country.",
    "versus": "A against B needs a filter B: set it first.",
}
NO_PART = {
    "press": "Own press against the world is drawn of all that A chooses, not a part of A and B.",
    "versus": "A against B draws each part of A and B as a line, not only the one chosen.",
}
Rule = Callable[[Corpus, Filters], tuple[Filters, str]]


def usable(
    corpus: Corpus, filters: Filters, names: Mapping[str, str] | None = None
) -> tuple[Filters, list[str]]:
    """Return filters whose coverage can be drawn, and a sentence for each thing that was changed.

    What can be drawn as asked for comes back as it is, without a sentence; only lines without a
    value are named in one. A part of A and B comes back as one of A, of the same pieces.
    names: readable names by code, for the lines.
    """
    drawn, said = _after(corpus, filters, (*MEASURING, _steady_mix, _told_apart))
    return drawn, [*said, *_lines_missing(corpus, drawn, names or {})]


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
    compare = filters.compared()
    if compare == filters.compare:
        return filters, ""
    return replace(filters, compare=compare), NEEDS[filters.compare]


def _part(corpus: Corpus, filters: Filters) -> tuple[Filters, str]:
    """Draw the part of A and B that is chosen, or say why it is not."""
    if filters.compare in NO_PART and filters.part:
        # All that A or B chooses is all that the lines of A against B hold.
        whole = filters.compare == "versus" and filters.part == EITHER
        return replace(filters, part=""), "" if whole else NO_PART[filters.compare]
    if filters.part == EITHER and filters.versus:
        return replace(filters, compare="versus", part=""), (
            "What A or B chooses is drawn as its parts: only A, only B, and both."
        )
    if filters.part != "b_only":
        return filters, ""
    # Lines are values of what A chooses, so the sides change places.
    first, second = filters.only(*SELECTIONS, "q"), filters.second()
    chosen = {name: getattr(second, name) for name in (*SELECTIONS, "q")}
    return replace(filters, **chosen, versus=first.to_address(), part="a_only"), ""


def _outlets_listed(corpus: Corpus, filters: Filters) -> tuple[Filters, str]:
    if filters.measure != "per_outlet" or any(_listed(corpus, filters).values()):
        return filters, ""
    return replace(filters, measure="count"), (
        "This corpus does not say which outlets were collected when, so there is no number per "
        "live outlet; the plain number is drawn."
    )


def _listed(corpus: Corpus, filters: Filters) -> dict[str, bool]:
    """Say of each line, by its code, whether outlets of it have spans."""
    collection, day = Collection(corpus), buckets(date(2000, 1, 1), date(2000, 1, 1), "day")
    return {
        code: collection.live_and_known(sources_of(filters, code), day, "day")[0][0] != UNLISTED
        for code in line_codes(corpus, filters)
    }


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
    inside = _in_base(filters, calendar)
    states = _states(corpus, filters, calendar)
    if any((inside & (state == COLLECTED)).any() for _, state in states):
        return filters, ""
    return replace(filters, base=None), (
        f"The base of the index holds no {filters.every} that is drawn and collected as a whole; "
        "100 is the mean of all that is shown."
    )


def _in_base(filters: Filters, calendar: pd.DataFrame) -> np.ndarray:
    """Say of each bucket whether all its days are in the base of an index."""
    if filters.base is None:
        return np.ones(len(calendar), dtype=bool)
    first, last = (np.datetime64(day, "us") for day in filters.base)
    return ((calendar["period"] >= first) & (calendar["last_day"] <= last)).to_numpy()


def _lines_missing(corpus: Corpus, filters: Filters, names: Mapping[str, str]) -> list[str]:
    """Name the lines that have no value at all, and say why."""
    if filters.measure == "index":
        codes, why = _without_base(corpus, filters), "nothing of it stands in the base of the index"
    elif filters.measure == "per_outlet":
        codes = [code for code, listed in _listed(corpus, filters).items() if not listed]
        why = "the corpus does not say of all its outlets when they were collected"
    else:
        return []
    known = line_names(filters, names)
    what = MEASURE_WORDS[filters.measure]
    return [f"There is no {what} of {_all_of(codes, known)}: {why}."] if codes else []


def _all_of(codes: list[str], names: Mapping[str, str]) -> str:
    words = [names.get(code, code) for code in codes]
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _without_base(corpus: Corpus, filters: Filters) -> list[str]:
    """Return the codes of the lines whose mean over the whole buckets of the base is none or 0."""
    calendar = calendar_of(corpus, filters)
    if calendar.empty:
        return []
    inside, found = _in_base(filters, calendar), []
    for code, state in _states(corpus, filters, calendar):
        days = calendar.loc[inside & (state == COLLECTED), "period"]
        chosen = line_filters(filters, code).corpus_part()
        counted = corpus.count(chosen, (filters.every,), filters.of)
        found += [] if counted[filters.every].isin(days).any() else [code]
    return found


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


MEASURING = (_two_sides, _part, _outlets_listed, _whole_buckets, _base)
