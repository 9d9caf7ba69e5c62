"""A country's step of coverage under all reasonable choices of how it is measured."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.days import first_day
from data.facts import Facts
from data.filters import Filters
from data.methods.event_study import NONE_AFTER, NONE_BEFORE, WEEK, Plan, bucket_sums, steps
from data.methods.one_sided import one_sided
from data.questions.daily_counts import Daily, daily_counts, live_by_day
from data.questions.occasion import Occasion, steps_to_the_day
from data.questions.study_plan import asked, plan_around

WEEKS, LEFT_OUT, TRENDS = (13, 26, 52), (0, 14), ("steady", "none")
WHOLE, NOTHING, LIVE = "all pieces", "nothing", "live outlets"
UNITS = {"articles": "pieces", "stories": "stories"}
# The corpus has no other buckets with so many weeks than with fewer; and where one side counts
# nothing, no trend is fitted, so that it is the same without.
SAME, NO_TREND = "same", "no trend"
STEP_CHOICES = ("step", "weeks", "left_out", "denominator", "unit", "trend")
COLUMNS = {
    "step": "str",
    "day": "datetime64[us]",
    "weeks": "int64",
    "left_out": "int64",
    "denominator": "str",
    "unit": "str",
    "trend": "str",
    "ratio": "float64",
    "low": "float64",
    "high": "float64",
    "fault": "str",
    "asked": "bool",
}


def step_choices(facts: Facts, corpus: Corpus, filters: Filters, around: Occasion) -> pd.DataFrame:
    """Estimate how coverage of a country changed, once for each choice.

    around: with a day. Choices: the day of each step towards the agreement, or the reader's own;
    13, 26 and 52 weeks on each side and those asked for; 0 and 14 days left out before and those
    asked for; counts divided by all pieces of the same choice, by nothing, and by live outlets
    where the corpus lists them; pieces, and stories where the corpus tells copies; with and
    without a trend.
    Shape: one row per choice: step (in words), day, weeks, left_out (days), denominator, unit,
        trend, ratio (inf or 0 where one side counts nothing), low, high (95 %), fault (why they
        are NaN: as in data.methods.event_study, or same, or no trend), asked (the choice of the
        event study, with the fewest weeks that have its buckets). Empty where no such day lies
        within the corpus.
    """
    of = "stories" if filters.of == "stories" else "articles"
    daily = daily_counts(corpus, replace(filters, of=of), around.country)
    days = _days(facts, filters, around, daily) if daily else {}
    if not days:
        return pd.DataFrame({name: [] for name in COLUMNS}).astype(COLUMNS)
    weeks, left_out = asked(filters)
    spans = sorted({*WEEKS, weeks})
    length = plan_around(daily, daily.place(next(iter(days))), weeks, left_out).length
    most = max(spans) * WEEK // length
    counted = _counted(corpus, filters, around.country, {of: daily}, days)
    of = of if of in {one.of for one in counted} else "articles"
    parts = []
    for gap, trend in product(sorted({*LEFT_OUT, left_out}), TRENDS):
        plan = Plan(most, most, gap, length, trend == TRENDS[0])
        part = _estimated(plan, spans, counted, daily.collected, weeks)
        own = (gap, trend) == (left_out, TRENDS[0])
        parts.append(part.assign(left_out=gap, trend=trend, asked=part["asked"] & own))
    frame = pd.concat(parts, ignore_index=True)
    own = frame["day"] == pd.Timestamp(next(iter(days)))
    own &= (frame["denominator"] == WHOLE) & (frame["unit"] == UNITS[of])
    return frame.assign(asked=frame["asked"] & own)[list(COLUMNS)].astype(COLUMNS)


@dataclass(frozen=True, slots=True)
class _Counted:
    """An event and a way to count around it: numbers by day, and the event's place among them."""

    step: str
    day: date
    place: int
    of: str
    denominator: str
    counts: np.ndarray
    exposure: np.ndarray


def _days(facts: Facts, filters: Filters, around: Occasion, daily: Daily) -> Mapping[date, str]:
    """Return the days within the corpus with their steps in words, that of the occasion first."""
    found: dict[date, list[str]] = {around.day: []}
    if not around.own:
        for step in steps_to_the_day(facts, filters.agreement, around.country):
            found.setdefault(first_day(step.start), []).append(step.step.replace("_", " "))
    size = len(daily.totals)
    return {
        day: ", ".join(words) or "the chosen day"
        for day, words in found.items()
        if 0 <= daily.place(day) < size
    }


def _counted(
    corpus: Corpus,
    filters: Filters,
    country: str,
    known: Mapping[str, Daily],
    days: Mapping[date, str],
) -> list[_Counted]:
    """Return each event with each way to count; known: what was counted before, by its unit."""
    live, ways = live_by_day(corpus, filters, country), []
    for of in ("articles",) if corpus.manifest.own_stories else ("articles", "stories"):
        one = known.get(of) or daily_counts(corpus, replace(filters, of=of), country)
        exposures = {WHOLE: one.totals, NOTHING: np.ones(len(one.totals)), LIVE: live}
        ways += [(of, name, one.counts, by) for name, by in exposures.items() if by is not None]
    return [
        _Counted(words, day, one.place(day), *way) for day, words in days.items() for way in ways
    ]


def _estimated(
    plan: Plan, spans: list[int], counted: list[_Counted], collected: np.ndarray, weeks: int
) -> pd.DataFrame:
    """Estimate each way to count with each span of weeks; asked: the one with the same buckets."""
    margin = plan.left_out + plan.length * max(plan.before, plan.after)
    places = np.array([one.place for one in counted]) + margin
    counts, exposure, whole = (
        bucket_sums(np.pad(daily, ((0, 0), (margin, margin))), places, plan)
        for daily in (
            np.array([one.counts for one in counted]),
            np.array([one.exposure for one in counted]),
            np.tile(collected.astype(float), (len(counted), 1)),
        )
    )
    near = np.concatenate([np.arange(plan.before, 0, -1), np.arange(1, plan.after + 1)])
    held = np.array([near <= span * WEEK // plan.length for span in spans])
    known = ((whole == plan.length) & (exposure > 0))[:, None, :] & held
    size = known.sum(axis=2)
    # Longer spans hold the shorter ones, so as many buckets are the same buckets.
    like = (size[:, :, None] == size[:, None, :]).argmax(axis=2)
    new = (like == np.arange(len(spans))).ravel()
    row = np.repeat(np.arange(len(counted)), len(spans))
    part = known.reshape(-1, known.shape[2])[new]
    found = _stepped(counts[row[new]], exposure[row[new]], part, plan)
    frame = _undecided([counted[at] for at in row], spans * len(counted))
    frame["asked"] = (like[:, [spans.index(weeks)]] == np.arange(len(spans))).ravel()
    for name, values in found.items():
        frame.loc[new, name] = values
    return frame


def _undecided(counted: list[_Counted], weeks: list[int]) -> pd.DataFrame:
    """Return rows of choices before anything is estimated, as if each were one of the others."""
    return pd.DataFrame(
        {
            "step": [one.step for one in counted],
            "day": pd.to_datetime([one.day for one in counted]),
            "weeks": weeks,
            "denominator": [one.denominator for one in counted],
            "unit": [UNITS[one.of] for one in counted],
            "ratio": np.nan,
            "low": np.nan,
            "high": np.nan,
            "fault": SAME,
        }
    )


def _stepped(
    counts: np.ndarray, exposure: np.ndarray, known: np.ndarray, plan: Plan
) -> dict[str, np.ndarray]:
    """Return ratio, low, high and fault; where one side counts nothing, with a bound."""
    found = steps(counts, exposure, known, plan)
    fault = found.fault.copy()
    numbers = {name: getattr(found, name).copy() for name in ("ratio", "low", "high")}
    lopsided = np.isin(fault, (NONE_BEFORE, NONE_AFTER))
    if lopsided.any() and plan.trend:
        part = (counts[lopsided], exposure[lopsided], known[lopsided], plan)
        numbers["low"][lopsided], numbers["high"][lopsided] = one_sided(*part)
    fault[lopsided] = "" if plan.trend else NO_TREND
    for values in numbers.values():
        values[fault != ""] = np.nan
    return {**numbers, "fault": fault}
