"""Of which stories the shares of reasons are, in words that stand over each of their figures."""

from dataclasses import dataclass

import pandas as pd

from data.facts import Facts
from data.filters import Filters
from data.questions.coded import CodedPieces
from data.questions.live import NOT_COLLECTED
from data.questions.occasion import AFTER, AT, BEFORE, WHOLE
from data.questions.read_windows import partly
from data.questions.tally import from_outlets
from data.with_article import the_agreement, the_country
from data.wording import days_in_words

WHEN = {BEFORE: "before the step", AT: "at the step", AFTER: "after it", WHOLE: "so far"}


@dataclass(frozen=True, slots=True)
class Denominator:
    """What shares of reasons are shares of.

    of: the stories in words, "independent stories about Kazakhstan that speak of the Abraham
    Accords". windows: how many there are in each window, and what is wrong with it, in sentences.
    about, speaking: pieces about the country, and those of them that speak of the agreement.
    """

    of: str
    windows: tuple[str, ...]
    about: int
    speaking: int

    def in_words(self) -> str:
        """Say it all, for over a figure."""
        return " ".join([f"Share of {self.of}.", *self.windows])


def denominator_of(coded: CodedPieces, facts: Facts, filters: Filters) -> Denominator:
    """Return of which stories the shares of coded pieces are."""
    agreement = the_agreement(facts.agreement_names[coded.agreement])
    country = the_country(facts.country_names[coded.occasion.country])
    speak = f" that speak of {agreement}" if filters.within == "agreement" else ""
    return Denominator(
        of=f"independent stories about {country}{speak}",
        windows=tuple(_window(row) for row in coded.windows.itertuples()),
        about=len(coded.about),
        speaking=int(coded.about["speaks"].sum()),
    )


def stories(number: int) -> str:
    """Write a number of stories: 1 story, 1,200 stories."""
    return "1 story" if number == 1 else f"{number:,} stories"


def _window(row: tuple) -> str:
    """Say how many stories a window has: At the step (6 Nov 2025 to 20 Nov 2025): 121 stories."""
    when = WHEN[row.window]
    lead = f"{when[0].upper()}{when[1:]} ({days_in_words(row.first_day, row.last_day)})"
    if row.state == NOT_COLLECTED:
        return f"{lead}: not collected."
    if pd.isna(row.stories) or not row.stories:
        return f"{lead}: no such story."
    few = "" if row.enough else ", too few to compare"
    outlets = from_outlets(row.outlets, row.no_outlet)
    return f"{lead}: {stories(row.stories)} {outlets}{few}. {partly(row)}".rstrip()
