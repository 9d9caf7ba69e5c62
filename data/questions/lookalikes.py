"""Which countries had joined and kept out of much the same agreements, and who of them is in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.days import first_day
from data.eligibility import eligible, load_rules
from data.facts import Facts, Step, counting_step
from data.filters import Filters
from data.methods.portfolio import Likeness, likeness
from data.questions.case import same_subject
from data.questions.membership import membership
from data.questions.occasion import steps_to_the_day
from data.questions.status import is_member, status_on

# How far each status has come; what is not named here, and no status, is 0.
RUNGS: Mapping[str, int] = {
    **dict.fromkeys(("announced", "observer", "partner", "witness", "suspended"), 1),
    **dict.fromkeys(("signed", "ratified"), 2),
    **dict.fromkeys(("member", "in_force", "relations", "unsettled"), 3),
}
TOP = 3
# A pair is ranked over most of what was open to the country: over the few agreements that are open
# to all, every state that joined these is wholly like it.
FEWEST, LEAST_PART = 8, 2 / 3
COLUMNS = (
    "iso3 name s_rank kappa_rank s kappa pi compared both neither joined status status_since note"
).split()
CONSTANT = "both are in all, or in none, of the agreements compared: kappa has no chance to beat"


@dataclass(frozen=True, slots=True)
class Portfolios:
    """What every country was in on a day: countries and agreements name rows and columns.

    rungs: int, 0 to TOP; inside, open_to: bool; all countries x agreements.
    """

    countries: tuple[str, ...]
    agreements: tuple[str, ...]
    rungs: np.ndarray
    inside: np.ndarray
    open_to: np.ndarray

    def like(self, country: str) -> Likeness:
        """Compare a country with all, itself too."""
        place = self.countries.index(country)
        return likeness(self.rungs, self.inside, self.open_to, place, top=TOP)


def portfolio_day(facts: Facts, filters: Filters, today: date) -> date:
    """Return the day of the portfolios: the eve of the event, else the chosen day or today."""
    steps = steps_to_the_day(facts, filters.agreement, filters.subject())
    event = filters.event or (first_day(steps[0].start) if steps else None)
    return event - timedelta(days=1) if event else filters.as_of or today


def left_out(agreement: str) -> tuple[str, ...]:
    """Return the agreements that a portfolio leaves out: the chosen one, and what is its subject.

    Agreements with the same counterpart are about the same thing, so for the Abraham Accords
    relations with Israel are left out with them: else likeness would count what it is held beside.
    """
    return tuple(dict.fromkeys((agreement, *same_subject(agreement))))


def portfolios(facts: Facts, agreement: str, day: date, reading: str) -> Portfolios:
    """Return what every country was in on a day, but for what is left out with an agreement.

    An agreement counts once it was founded.
    """
    aside = left_out(agreement)
    agreements = tuple(
        name
        for name, founded in zip(
            facts.agreements["agreement_id"], facts.agreements["founded"], strict=True
        )
        if name not in aside and (not founded or first_day(founded) <= day)
    )
    countries = tuple(facts.country_names)
    shape = (len(countries), len(agreements))
    rungs, inside = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=bool)
    open_to, could_join = np.zeros(shape, dtype=bool), eligible(facts, load_rules())
    rows = {iso3: row for row, iso3 in enumerate(countries)}
    for column, name in enumerate(agreements):
        open_to[[rows[iso3] for iso3 in could_join[name]], column] = True
        for iso3, steps in facts.steps[name].items():
            place = rows[iso3], column
            rungs[place], inside[place] = _standing(steps, day, counting_step(name), reading)
    return Portfolios(countries, agreements, rungs, inside, open_to)


def _standing(steps: Sequence[Step], day: date, counting: str, reading: str) -> tuple[int, bool]:
    if is_member(steps, day, counting, "strict"):
        return TOP, True
    rung = RUNGS.get(status_on(steps, day, counting)[0], 0)
    return rung, reading == "broad" and is_member(steps, day, counting, reading)


def lookalikes(facts: Facts, filters: Filters, today: date) -> pd.DataFrame:
    """Compare the country in focus with every other, by what both could have joined.

    Shape: one row per other country, the most alike by both measures first:
        iso3, name    str
        s             float64  Signorino and Ritter's S of the ladders, -1 to 1
        kappa, pi     float64  Cohen's and Scott's, of being in; NaN where note says why
        s_rank, kappa_rank Int64  1 is the most alike; NA where a pair is not ranked
        compared      int64    agreements that both could join, on the eve of the event
        both, neither int64    of these, in how many both, and neither, are
        joined        bool     in the chosen agreement today, in the chosen reading
        status, status_since str  how it stands there, as data.questions.membership has it
        note          str      why there is no kappa or no rank
    A portfolio is all memberships on the day and no sample of them, so nothing has an interval.
    Source: memberships.csv, eligibility.csv.
    """
    country = filters.subject()
    day = portfolio_day(facts, filters, today)
    held = portfolios(facts, filters.agreement, day, filters.membership)
    now = membership(facts, filters, today).set_index("iso3")
    frame = _ranked(held, country)
    found = now.loc[frame["iso3"]].reset_index()
    frame = frame.assign(
        name=found["name"],
        joined=found["member"],
        status=found["status"],
        status_since=found["status_since"],
    )
    return frame.sort_values(["mean_rank", "name"], ignore_index=True, na_position="last")[COLUMNS]


def _ranked(held: Portfolios, country: str) -> pd.DataFrame:
    """Return how alike each other country is, with its ranks by S and kappa and their mean."""
    like = held.like(country)
    own = int(like.compared[held.countries.index(country)])
    few = like.compared < max(FEWEST, LEAST_PART * own)
    frame = pd.DataFrame(
        {
            "iso3": pd.Series(held.countries, dtype="str"),
            "s": like.s,
            "kappa": like.kappa,
            "pi": like.pi,
            "compared": like.compared,
            "both": like.both,
            "neither": like.neither,
        }
    )
    constant = np.where(np.isnan(like.kappa), CONSTANT, "")
    notes = [
        f"not ranked: {both} of {own} agreements open to it were to both" for both in like.compared
    ]
    frame["note"] = pd.Series(np.where(few, notes, constant), dtype="str")
    frame = frame.assign(few=few)[frame["iso3"] != country].reset_index(drop=True)
    for measure in ("s", "kappa"):
        ranks = frame[measure].mask(frame["few"]).rank(ascending=False, method="min")
        frame[f"{measure}_rank"] = ranks.astype("Int64")
    ranks = frame[["s_rank", "kappa_rank"]].astype("float64")
    return frame.assign(mean_rank=ranks.mean(axis=1, skipna=False))
