"""What an event's step is compared with: other days of the country, other countries that day."""

from datetime import date

import numpy as np

from data.days import first_day
from data.facts import Facts, counting_step
from data.filters import Filters
from data.methods.event_study import FEWEST, Plan, independent_days
from data.parts import load_parts
from data.questions.daily_counts import Daily, places
from data.questions.status import JOINING, is_member
from data.questions.study_plan import inside, sides

PLACEBOS, LOOKALIKES = 200, 20
# With fewer independent ones no p can be as small as 0.2.
FEWEST_INDEPENDENT = 4
# Pieces on the days compared that a look-alike needs.
FEWEST_PIECES = 10
SEED = 0


def placebo_days(daily: Daily, event: int, plan: Plan) -> tuple[np.ndarray, bool]:
    """Return the places of up to 200 days without the event, and whether they are clear of it.

    Drawn among the days with as many buckets on each side as the event has within the corpus, and
    enough of them known. Clear: no day compared or left out is one from the days left out before
    the event to the last one compared after it. Where such days weigh as fewer than 4 independent
    ones, all other days with enough buckets are drawn from, whose windows may hold the event.
    """
    days = inside(daily, plan)
    days = days[sides(daily, days, plan).min(axis=1) >= FEWEST[plan.length]] if len(days) else days
    first, end = event - plan.left_out, event + plan.end()
    clear = _drawn(days[(days + plan.end() <= first) | (days + plan.first() >= end)])
    if independent_days(clear, plan) >= FEWEST_INDEPENDENT:
        return clear, True
    return _drawn(days[days != event]), False


def _drawn(days: np.ndarray) -> np.ndarray:
    return np.sort(np.random.default_rng(SEED).permutation(days)[:PLACEBOS])


def lookalikes(
    facts: Facts, daily: Daily, filters: Filters, country: str, event: int, plan: Plan
) -> tuple[str, ...]:
    """Return up to 20 countries to compare with on the event's day, those with most pieces first.

    Each has 10 pieces on the days compared, and did not join: by the event it had not taken the
    step that counts, on the days compared it took none towards the agreement that is known to the
    day, and it is neither counterpart nor sponsor.
    """
    days = (daily.day(event + plan.first()), daily.day(event + plan.end() - 1))
    place = places(daily.others["day"], daily.first) - event
    compared = (place >= plan.first()) & (place < plan.end())
    compared &= (place < -plan.left_out) | (place >= 0)
    found = daily.others[compared].groupby("country", sort=True)["count"].sum()
    found = found[found >= FEWEST_PIECES].sort_values(ascending=False, kind="stable")
    out = {country, *load_parts().get(filters.agreement, {})}
    kept = [
        iso3
        for iso3 in found.index
        if iso3 not in out and not _joined(facts, filters.agreement, iso3, daily.day(event), days)
    ]
    return tuple(kept[:LOOKALIKES])


def _joined(facts: Facts, agreement: str, iso3: str, event: date, days: tuple[date, date]) -> bool:
    steps = facts.steps.get(agreement, {}).get(iso3, ())
    counting = counting_step(agreement)
    moving = [
        step
        for step in steps
        if step.precision == "day" and step.step in (*JOINING, "relations_established")
    ]
    moved = any(days[0] <= first_day(step.start) <= days[1] for step in moving)
    return moved or is_member(steps, event, counting, "strict")
