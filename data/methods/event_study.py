"""Did a rate change its level on a day, and do other days or other series change as surely?"""

from dataclasses import dataclass, replace

import numpy as np

from data.methods.nb2_likelihood import Rows
from data.methods.negative_binomial import Fits, fit
from data.methods.newey_west import (
    hac_variances,
    lags,
    model_variances,
    student,
    times_errors,
)

WEEK = 7
# Known buckets that each side needs; of days, two of each day of the week.
FEWEST = {1: 14, WEEK: 8}
# Why there is no ratio: too few known buckets on a side, no count on it, nothing else counted than
# the total, or counts in so few buckets that a trend alone explains them.
FEW, NONE_BEFORE, NONE_AFTER, NOTHING, ALL, UNSETTLED = (
    "few",
    "none before",
    "none after",
    "nothing",
    "all",
    "unsettled",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The buckets around a day: how many before and after, the days left out between, their days.

    before, after: buckets. left_out: days just before the event that belong to no side. length:
    days of a bucket, 1 or 7. trend: whether the rate may also rise or fall all the time.
    """

    before: int
    after: int
    left_out: int
    length: int = WEEK
    trend: bool = True

    def starts(self) -> np.ndarray:
        """Return the first day of each bucket, counted from the event, which starts one."""
        before = -self.left_out - self.length * np.arange(self.before, 0, -1)
        return np.concatenate([before, self.length * np.arange(self.after)])

    def first(self) -> int:
        """Return the first day compared, counted from the event."""
        return -self.left_out - self.length * self.before

    def end(self) -> int:
        """Return the day after the last one compared, counted from the event."""
        return self.length * self.after

    def is_after(self) -> np.ndarray:
        """Say of each bucket whether it is on or after the day of the event."""
        return self.starts() >= 0

    def design(self) -> np.ndarray:
        """Return the terms of the rate by bucket: level, trend, days of the week, and the step."""
        starts = self.starts()
        terms = [np.ones(len(starts))]
        if self.trend:
            # In half years, which keeps the terms of one size.
            terms.append((starts + (self.length - 1) / 2) / 182)
        if self.length == 1:
            terms += [(starts % WEEK == day) * 1.0 for day in range(1, WEEK)]
        return np.column_stack([*terms, self.is_after() * 1.0])


@dataclass(frozen=True, slots=True)
class Steps:
    """What a step explains, row by row.

    ratio: of the rates after and before, inf or 0 where one side counts nothing, NaN where nothing
        can be said. low, high: its 95 % interval; NaN without a ratio over 0.
    sureness: 2 x the log-likelihood that the step adds, 0 or more; there also for inf and 0.
    fault: "", or why there is no ratio: one of the words of this module.
    count_before ... total_after, buckets_before, buckets_after: sums over known buckets.
    alpha: dispersion of NB2. means, without: rows x buckets, fitted, and as if there were no step.
    """

    ratio: np.ndarray
    low: np.ndarray
    high: np.ndarray
    sureness: np.ndarray
    fault: np.ndarray
    alpha: np.ndarray
    count_before: np.ndarray
    count_after: np.ndarray
    total_before: np.ndarray
    total_after: np.ndarray
    buckets_before: np.ndarray
    buckets_after: np.ndarray
    means: np.ndarray
    without: np.ndarray


def bucket_sums(daily: np.ndarray, days: np.ndarray, plan: Plan) -> np.ndarray:
    """Return the sums of daily numbers by bucket around days: rows x buckets.

    daily: days, or rows x days with one row for each of days. days: places in daily; their buckets
        must lie within it.
    """
    sums = np.concatenate([np.zeros((*daily.shape[:-1], 1)), daily.cumsum(axis=-1)], axis=-1)
    starts = days[:, None] + plan.starts()
    if daily.ndim == 1:
        return sums[starts + plan.length] - sums[starts]
    return np.take_along_axis(sums, starts + plan.length, 1) - np.take_along_axis(sums, starts, 1)


def steps(counts: np.ndarray, totals: np.ndarray, known: np.ndarray, plan: Plan) -> Steps:
    """Fit a level, a trend and a step on the day of the event to each row of counts.

    counts, totals: rows x buckets of plan. known: whether a bucket was wholly collected; one with
        a total of 0 is left out too.
    Negative binomial (NB2) with the total as exposure, its dispersion by maximum likelihood. The
        interval is the wider one of two: by Newey-West errors with critical values that allow for
        few buckets, and by the model itself. In 400 simulated series each without a change it held
        1 in 91 to 98 % of independent counts, even or unruly, and in 89 to 92 % of counts whose
        logarithms follow themselves by 0.3; Newey-West errors with 1.96 alone held it in 85 to 91
        and 82 to 88 % (tests/benchmarks/error_rates_of_event_study.py).
    """
    known = known & (totals > 0)
    counts, totals = np.where(known, counts, 0.0), np.where(known, totals, 0.0)
    after = plan.is_after()
    sums = {
        f"{name}_{side}": (part * where).sum(axis=1)
        for side, where in (("before", ~after), ("after", after))
        for name, part in (("count", counts), ("total", totals), ("buckets", known * 1))
    }
    fault = _faults(counts, totals, sums, FEWEST[plan.length])
    shape = (len(counts), len(after))
    found = {name: np.full(shape[0], np.nan) for name in ("ratio", "low", "high", "alpha")}
    found |= {name: np.full(shape, np.nan) for name in ("means", "without")}
    found["sureness"] = np.zeros(shape[0])
    for rows, with_step in ((fault == "", True), (_one_sided(fault), False)):
        if rows.any():
            part = (counts[rows], totals[rows], known[rows])
            answer = _stepped(*part, plan) if with_step else _lopsided(*part, plan)
            for name, values in answer.items():
                (fault if name == "fault" else found[name])[rows] = values
    found["ratio"][fault == NONE_BEFORE], found["ratio"][fault == NONE_AFTER] = np.inf, 0.0
    found["sureness"][fault == FEW] = np.nan
    return Steps(fault=fault, **found, **sums)


def part_as_sure(others: np.ndarray, own: float, independent: float | None = None) -> float:
    """Return the randomisation p: (1 + others at least as sure) / (1 + others).

    independent: how many independent ones the others weigh as, where they resemble each other.
    """
    number = len(others) if independent is None else independent
    return float((1 + number * as_sure(others, own).mean()) / (1 + number))


def independent_days(days: np.ndarray, plan: Plan) -> float:
    """Return how many independent days the steps around some days weigh as.

    The steps estimated around days near each other resemble each other, by r in counts that are
    independent of each other. A pair counts as the same by r^4: taken as if all days were
    independent, p was 0.05 or less for 6 to 9 of 100 simulated series without a change; so for 2
    to 6 (tests/benchmarks/error_rates_of_event_study.py).
    """
    if not len(days):
        return 0.0
    alike = _alike(plan) ** 4
    apart = np.abs(days[:, None] - days)
    pairs = np.where(apart < len(alike), alike[np.minimum(apart, len(alike) - 1)], 0.0)
    return float(len(days) ** 2 / pairs.sum())


def _alike(plan: Plan) -> np.ndarray:
    """Return the correlation of steps estimated around two days, by the days between them."""
    design = plan.design()
    others, step = design[:, :-1], design[:, -1]
    weights = step - others @ np.linalg.lstsq(others, step, rcond=None)[0]
    daily = np.zeros(plan.end() - plan.first())
    for start, weight in zip(plan.starts() - plan.first(), weights, strict=True):
        daily[start : start + plan.length] = weight
    return np.correlate(daily, daily, "full")[len(daily) - 1 :] / (daily**2).sum()


def as_sure(others: np.ndarray, own: float) -> np.ndarray:
    """Say which are at least as sure as a step; equal likelihoods may differ in the last digits."""
    return others >= own - 1e-6 * (1 + abs(own))


def _faults(
    counts: np.ndarray, totals: np.ndarray, sums: dict[str, np.ndarray], fewest: int
) -> np.ndarray:
    before, after = sums["count_before"] == 0, sums["count_after"] == 0
    few = np.minimum(sums["buckets_before"], sums["buckets_after"]) < fewest
    every = ((counts == totals) | (totals == 0)).all(axis=1)
    return np.select(
        [few, before & after, before, after, every],
        [FEW, NOTHING, NONE_BEFORE, NONE_AFTER, ALL],
        default="",
    ).astype(object)


def _one_sided(fault: np.ndarray) -> np.ndarray:
    return (fault == NONE_BEFORE) | (fault == NONE_AFTER)


def _stepped(
    counts: np.ndarray, totals: np.ndarray, known: np.ndarray, plan: Plan
) -> dict[str, np.ndarray]:
    """Fit rows that count something on both sides."""
    known = _told(counts, known, plan)
    rows = Rows.of(counts, totals, known, plan.design())
    flat, fits = fit(replace(rows, design=rows.design[:, :-1])), fit(rows)
    step, reach = fits.params[:, -1], _reach(rows, fits)
    logs = np.clip([step, step - reach, step + reach], -700, 700)
    told = np.where(fits.settled, np.exp(logs), np.nan)
    without = fits.means * np.exp(-step[:, None] * plan.is_after())
    return {
        "fault": np.where(fits.settled, "", UNSETTLED),
        **dict(zip(("ratio", "low", "high"), told, strict=True)),
        "sureness": np.maximum(2 * (fits.loglik - flat.loglik), 0.0),
        "alpha": fits.alpha,
        "means": np.where(known, fits.means, np.nan),
        "without": np.where(known, without, np.nan),
    }


def _reach(rows: Rows, fits: Fits) -> np.ndarray:
    """Return how far the interval of the step reaches to each side, in natural logarithms."""
    number = rows.known.sum(axis=1)
    most = lags(number)
    hac = np.sqrt(hac_variances(rows, fits, most)[:, -1, -1])
    model = np.sqrt(model_variances(rows, fits)[:, -1, -1])
    free = np.maximum(number - rows.design.shape[1] - 1, 1)
    return np.fmax(hac * times_errors(number, most), model * student(free))


def _lopsided(
    counts: np.ndarray, totals: np.ndarray, known: np.ndarray, plan: Plan
) -> dict[str, np.ndarray]:
    """Return how sure the step is of rows with one side that counts nothing.

    The likelihood grows with the step without an end, towards that of the other side alone.
    """
    terms, known = plan.design()[:, :-1], _told(counts, known, plan)
    after = plan.is_after()
    side = np.where((counts * after).sum(axis=1, keepdims=True) > 0, after, ~after)
    flat, alone = (fit(Rows.of(counts, totals, part, terms)) for part in (known, known & side))
    return {"sureness": np.maximum(2 * (alone.loglik - flat.loglik), 0.0)}


def _told(counts: np.ndarray, known: np.ndarray, plan: Plan) -> np.ndarray:
    """Leave out days of the week that count nothing, of which the best rate is 0 on both sides."""
    if plan.length != 1:
        return known
    told, weekday = known.copy(), plan.starts() % WEEK
    for day in range(WEEK):
        same = weekday == day
        told[:, same] &= counts[:, same].sum(axis=1, keepdims=True) > 0
    return told
