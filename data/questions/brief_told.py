"""What the sentences of a brief on reasons are made from, and how they count stories."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.questions.brief_words import from_to, in_parts, interval, percent
from data.questions.coded import CodedPieces
from data.questions.occasion import AFTER, AT, BEFORE, WHOLE
from data.questions.tally import Tally, counted, from_outlets
from data.with_article import capital

# The window that a brief speaks of: the first of these with enough stories.
CHOICES = (AT, WHOLE, AFTER, BEFORE)


@dataclass(frozen=True)
class Told:
    """The numbers, and the names that stand beside them.

    about: what the stories are, as "about Kazakhstan that speak of the Abraham Accords". the_list:
    what holds them, "the list". camps: words for each camp of speakers. tally: of the evidence for
    a claim.
    """

    coded: CodedPieces
    about: str
    the_list: str
    camps: Mapping[str, str]
    tally: Callable[[str], Tally]

    @property
    def window(self) -> Any:  # noqa: ANN401
        """Return the window that is spoken of, as a row of windows; None where there is none."""
        rows = {row.window: row for row in self.coded.windows.itertuples()}
        found = [rows[name] for name in CHOICES if name in rows]
        return next((row for row in found if row.enough), found[0] if found else None)

    def held(self, window: Any) -> str:  # noqa: ANN401
        """Say how many stories a window has: what every share is a share of."""
        number = int(window.stories or 0)
        days = from_to(window.first_day, window.last_day)
        if not number:
            return f"{self.the_list} holds no independent story {self._of(1)} {days}"
        stories = counted(number, "independent story", "independent stories")
        return f"{self.the_list} holds {stories} {self._of(number)} {days}"

    def _of(self, number: int) -> str:
        return self.about.replace("that speak ", "that speaks ") if number == 1 else self.about

    def found(self, row: pd.Series, claim: str) -> str:
        """Say in how many stories a reason is, of how many outlets, and how many give it.

        The last only where it is coded well enough how a reason is given.
        """
        stories, found = int(row["stories"]), self.tally(claim)
        corrected = (
            ""
            if math.isnan(row["corrected"])
            else f"; corrected for known mistakes of the coding {percent(row['corrected'])}, "
            f"{percent(row['corrected_low'])} to {percent(row['corrected_high'])}"
        )
        given = f", {in_parts(int(row['given']), stories, 'given as a reason')}"
        return (
            f"in {story(stories)} {from_outlets(found.any_outlets, found.any_without)} "
            f"({percent(row['share'])}, {interval(row['low'], row['high'])}{corrected})"
            f"{given if self.stances else ''}"
        )

    @property
    def stances(self) -> bool:
        """Say whether it is coded well enough how a reason is given."""
        return not self.coded.stance_fault

    def enough(self, claim: str) -> bool:
        """Say whether the evidence for a reason is enough to be summed up."""
        return self.tally(claim).enough(stances=self.stances)


def story(number: int) -> str:
    """Write a number of stories: 1 story, 1,200 stories."""
    return counted(number, "story", "stories")


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield rows by their columns."""
    yield from frame.itertuples(index=False)


def sentence_of(clauses: str) -> str:
    """Begin with a capital and end with a full stop."""
    return f"{capital(clauses)}."
