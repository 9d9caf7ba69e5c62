"""Which reason leads for a country without an event, under all reasonable choices."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np
import pandas as pd

from data.coding.quality import Bar, verdicts
from data.corpus.protocol import Corpus
from data.facts import Facts
from data.filters import CHOICES, Filters
from data.questions.coded import CodedPieces, about_country, coded_pieces
from data.questions.leading_reason import leading_of
from data.questions.read_windows import windows_read

REASON_CHOICES = ("read", "span", "unit", "press", "bar")
READ = {"agreement": "pieces that speak of the agreement", "all": "all pieces about the country"}
SPANS = {"all days": None, "last two years": 730}
PRESS = ("all outlets", "without its own press")
BARS = {
    "alpha 0.67, precision 0.80": Bar(),
    "alpha 0.60, precision 0.70": Bar(alpha=0.60, precision=0.70),
    "alpha 0.80, precision 0.90": Bar(alpha=0.80, precision=0.90),
}
COLUMNS = {
    **dict.fromkeys(REASON_CHOICES, "str"),
    "reason": "str",
    **dict.fromkeys(("estimate", "low", "high"), "float64"),
    "settled": "bool",
    "why": "str",
    "asked": "bool",
}


def reason_choices(facts: Facts, corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """Say which counted reason leads, once for each choice.

    Choices: pieces that speak of the agreement or all about the country; all days, and the last two
    years of the corpus; stories, and pieces where the corpus tells copies; with and without the
    country's own press; three bars that the coding of a reason must pass.
    Shape: one row per choice: read, span, unit, press, bar (in words), reason (its id, "" where
        none leads), estimate, low, high (its lead over the next one, a difference of shares, 95 %;
        as coded or corrected for mistakes of the coding, whichever is less sure), settled (neither
        interval reaches 0), why (a sentence where there is no lead, "" else), asked
        (the page's own).
    Errors: NotCodedError, CodebookError, SearchError.
    """
    rows = []
    units = ("stories",) if corpus.manifest.own_stories else ("stories", "pieces")
    usual = (READ[filters.within], next(iter(SPANS)), units[0], PRESS[0], next(iter(BARS)))
    for read in CHOICES["within"]:
        coded = coded_pieces(facts, corpus, replace(filters, within=read))
        passing = {bar: _passing(coded, BARS[bar]) for bar in BARS}
        for span, unit, press in product(SPANS, units, PRESS):
            part = _part(corpus, filters, coded, span, unit, press)
            leads = {found: _lead(part, found) for found in set(passing.values())}
            for bar, found in passing.items():
                words = (READ[read], span, unit, press, bar)
                rows.append((*words, *leads[found], words == usual))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _passing(coded: CodedPieces, bar: Bar) -> frozenset[str]:
    """Return the reasons that a bar lets be counted."""
    codebook = coded.codebook
    found = verdicts(coded.quality, list(codebook.reasons), codebook.checksum, bar)
    return frozenset(found.loc[found["passes"], "reason"])


def _part(
    corpus: Corpus, filters: Filters, coded: CodedPieces, span: str, unit: str, press: str
) -> CodedPieces:
    """Return the coded pieces of some choices, with what their windows hold."""
    chosen, outline = about_country(filters), coded.outline
    if SPANS[span] and corpus.last_day:
        dates = _last(corpus.last_day, SPANS[span], chosen)
        chosen = replace(chosen, dates=dates)
        first = np.datetime64(dates[0], "us")
        outline = outline[outline["day"] >= first]
    if press != PRESS[0]:
        outline = outline[outline["outlet_country"] != coded.occasion.country]
    if unit == "pieces":
        outline = outline.assign(story=outline["row"])
    outline = outline.reset_index(drop=True)
    passages = coded.passages[coded.passages["row"].isin(outline["row"])].reset_index(drop=True)
    windows = windows_read(corpus, chosen, coded.occasion, outline)
    return replace(coded, outline=outline, passages=passages, windows=windows)


def _last(day: date, days: int, chosen: Filters) -> tuple[date, date]:
    first, last = day - timedelta(days=days - 1), day
    if chosen.dates:
        last = max(min(last, chosen.dates[1]), chosen.dates[0])
        first = min(max(first, chosen.dates[0]), last)
    return first, last


def _counting(coded: CodedPieces, counted: frozenset[str]) -> CodedPieces:
    """Return the coded pieces with other reasons counted."""
    passes = coded.verdicts["reason"].isin(counted)
    other = replace(coded, verdicts=coded.verdicts.assign(passes=passes))
    # Shares are of all reasons, whichever are counted, and dear: they are made once.
    vars(other).update({name: getattr(coded, name) for name in ("shares", "corrected")})
    return other


def _lead(
    coded: CodedPieces, counted: frozenset[str]
) -> tuple[str, float, float, float, bool, str]:
    """Return which of the counted reasons leads in the one window there is, with its lead."""
    rows = leading_of(_counting(coded, counted))
    if rows.empty:
        return "", np.nan, np.nan, np.nan, False, "No piece of the corpus is dated."
    row = rows.iloc[0]
    ways = [
        tuple(row[f"{way}lead{end}"] for end in ("", "_low", "_high")) for way in ("", "corrected_")
    ]
    known = [way for way in ways if not np.isnan(way[1])]
    numbers = min(known, key=lambda way: way[1], default=ways[0])
    return row["reason"], *numbers, bool(row["settled"]), row["why"]
