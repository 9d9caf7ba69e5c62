"""Does the page's headline number hold when it is measured in other reasonable ways?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.facts import Facts
from data.filters import Filters
from data.methods.event_study import ALL, FEW, NOTHING
from data.methods.event_study import UNSETTLED as TREND
from data.questions.occasion import occasion
from data.questions.robust_reasons import REASON_CHOICES, reason_choices
from data.questions.robust_steps import NO_TREND, SAME, STEP_CHOICES, step_choices

STEP, REASON = "step", "reason"
ROSE, FELL, UNSETTLED = "rose", "fell", "unsettled"
WHY = {
    FEW: "fewer than 8 weeks, or 14 days, on a side",
    NOTHING: "nothing about the country",
    ALL: "everything is about the country",
    TREND: "too few pieces to tell a step from a trend",
    NO_TREND: "one side counts nothing, so there is no trend to leave out",
    SAME: "the corpus has no more weeks than with fewer",
}
ALIKE = (WHY[NO_TREND], WHY[SAME])


@dataclass(frozen=True, slots=True)
class Robustness:
    """A headline under all choices.

    about: step (the change of coverage) or reason (which reason leads). claim: what the headline
    says: rose, fell, unsettled, or the reason that leads; "" where it could not be computed itself.
    choices: the columns that tell the choices apart. frame: one row per choice: these, estimate
    (ratio of rates, or lead over the next reason), low, high (95 %), holds (boolean; NA where it
    was not computed), why (words why not, "" else), asked (the headline's own).
    Nothing is selected: all rows count alike.
    """

    about: str
    claim: str
    choices: tuple[str, ...]
    frame: pd.DataFrame

    @property
    def held(self) -> int:
        """Return in how many choices the headline holds."""
        return int(self.frame["holds"].fillna(False).sum())

    @property
    def computed(self) -> int:
        """Return how many choices gave an answer."""
        return int((self.frame["why"] == "").sum())

    @property
    def same(self) -> int:
        """Return how many choices are the same as another, and so not counted again."""
        return int(self.frame["why"].isin(ALIKE).sum())

    @property
    def refused(self) -> int:
        """Return how many choices could not be computed."""
        return len(self.frame) - self.computed - self.same


def robustness(facts: Facts, corpus: Corpus, filters: Filters) -> Robustness:
    """Measure the headline of a country's page under each reasonable choice.

    With an event: whether coverage changed, by sign and by an interval that leaves out 1. Without:
    which counted reason leads, and whether its lead over the next leaves out 0.
    Errors: SearchError; without an event also NotCodedError, CodebookError.
    """
    around = occasion(facts, corpus, filters)
    if around.day is None:
        return _of_reasons(reason_choices(facts, corpus, filters))
    rows = step_choices(facts, corpus, filters, around).rename(columns={"ratio": "estimate"})
    rows = rows.assign(why=rows["fault"].map(WHY).fillna("").astype("str"))
    found = np.select([rows["low"] > 1, rows["high"] < 1], [ROSE, FELL], default=UNSETTLED)
    return _judged(STEP, STEP_CHOICES, rows, found)


def _of_reasons(rows: pd.DataFrame) -> Robustness:
    found = np.where(rows["settled"], rows["reason"], UNSETTLED)
    return _judged(REASON, REASON_CHOICES, rows, found)


def _judged(
    about: str, choices: tuple[str, ...], rows: pd.DataFrame, found: np.ndarray
) -> Robustness:
    """Say of each row whether it says what the headline's own row says."""
    known = (rows["why"] == "").to_numpy()
    own = rows["asked"].to_numpy() & known
    claim = str(found[own][0]) if own.any() else ""
    holds = pd.array(np.where(known & bool(claim), found == claim, None), dtype="boolean")
    columns = [*choices, "estimate", "low", "high", "holds", "why", "asked"]
    return Robustness(about, claim, choices, rows.assign(holds=holds)[columns])
