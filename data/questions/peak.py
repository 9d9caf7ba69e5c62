"""The highest point of a line: how many stories stand behind it, and how much is one text."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import Filters
from data.questions.coverage import narrowed
from data.questions.lines import line_filters

# From this part of a peak on, copies of one text are its cause rather than a part of it.
MOSTLY_ONE = 0.3


@dataclass(frozen=True, slots=True)
class Peak:
    """The bucket of a line with the highest count, in the unit that the filters ask for.

    largest: pieces of its largest story, named title; "" where each piece is a story of its own.
    """

    series: str
    first: date
    last: date
    count: int
    pieces: int
    stories: int
    largest: int
    title: str

    @property
    def one_text(self) -> float:
        """Return the part of the pieces that are copies of one text, 0 to 1."""
        return self.largest / self.pieces

    @property
    def is_mostly_one(self) -> bool:
        """Say whether one text makes much of the peak."""
        return self.largest > 1 and self.one_text >= MOSTLY_ONE


def peaks(corpus: Corpus, filters: Filters, frame: pd.DataFrame) -> list[Peak]:
    """Return the peak of each line that has a piece, in the lines' order.

    frame: as data.questions.coverage.coverage returns it for these filters.
    """
    known = frame[frame["pieces"].fillna(0) > 0]
    highest = known.loc[known.groupby("series", sort=False)["count"].idxmax()]
    # A tuple has a method named count.
    rows = highest.rename(columns={"count": "count_"}).itertuples()
    return [_peak(corpus, filters, row) for row in rows]


def _peak(corpus: Corpus, filters: Filters, row: tuple) -> Peak:
    first, last = row.period.date(), row.last_day.date()
    numbers = (int(number) for number in (row.count_, row.pieces, row.stories))
    peak = Peak(row.series, first, last, *numbers, largest=1, title="")
    if peak.pieces == peak.stories:
        return peak
    chosen = narrowed(line_filters(filters, row.series), first, last)
    largest = corpus.stories(chosen, rows=1, period=filters.every).iloc[0]
    return replace(peak, largest=int(largest["articles"]), title=largest["title"])
