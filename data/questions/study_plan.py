"""The buckets of an event study: which weeks or days around an event can be compared."""

import numpy as np

from data.filters import Filters
from data.methods.event_study import FEWEST, WEEK, Plan, bucket_sums
from data.questions.daily_counts import Daily

# Weeks on each side and days left out before, unless the reader says otherwise.
USUAL = (26, 14)
# Days are compared only where a country is named at least once a day on average.
LEAST_A_DAY = 1.0


def asked(filters: Filters) -> tuple[int, int]:
    """Return the weeks on each side of the event, and the days left out before it."""
    weeks, left_out = filters.settings("study") or USUAL
    return int(weeks), int(left_out)


def plan_around(daily: Daily, place: int, weeks: int, left_out: int) -> Plan:
    """Return the buckets within the corpus's days: weeks, or days where weeks are too few.

    Days are taken where fewer than 8 whole weeks were collected on a side, at least 14 days were
    on each, and the country is named once a day on average.
    """
    by_week = within(daily, place, Plan(weeks, weeks, left_out))
    if min(sides(daily, np.array([place]), by_week)[0]) >= FEWEST[WEEK]:
        return by_week
    by_day = within(daily, place, Plan(weeks * WEEK, weeks * WEEK, left_out, length=1))
    before, after = sides(daily, np.array([place]), by_day)[0]
    counted = daily.counts[max(place + by_day.first(), 0) : max(place + by_day.end(), 0)]
    dense = before + after and counted.sum() >= LEAST_A_DAY * (before + after)
    return by_day if dense and min(before, after) >= FEWEST[1] else by_week


def within(daily: Daily, place: int, plan: Plan) -> Plan:
    """Return a plan without the buckets that reach beyond the corpus's days."""
    size = len(daily.totals)
    return Plan(
        min(plan.before, max(0, (place - plan.left_out) // plan.length)),
        min(plan.after, max(0, (size - place) // plan.length)),
        plan.left_out,
        plan.length,
        plan.trend,
    )


def inside(daily: Daily, plan: Plan) -> np.ndarray:
    """Return the places of the days whose buckets all lie within the corpus's days."""
    return np.arange(-plan.first(), len(daily.totals) - plan.end() + 1)


def known_buckets(daily: Daily, days: np.ndarray, plan: Plan) -> np.ndarray:
    """Say of each bucket around days whether all its days were collected: rows x buckets."""
    return bucket_sums(daily.collected.astype(float), days, plan) == plan.length


def sides(daily: Daily, days: np.ndarray, plan: Plan) -> np.ndarray:
    """Count the buckets before and after days that can be compared: rows x 2.

    Such buckets were wholly collected, and something was published in them.
    """
    if not plan.before and not plan.after:
        return np.zeros((len(days), 2), dtype=np.int64)
    told = known_buckets(daily, days, plan) & (bucket_sums(daily.totals, days, plan) > 0)
    after = plan.is_after()
    return np.column_stack([told[:, ~after].sum(axis=1), told[:, after].sum(axis=1)])
