"""Did coverage about a country change when it took its step, and do other days or countries so?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.facts import Facts
from data.filters import Filters
from data.methods.event_study import (
    FEWEST,
    NONE_AFTER,
    NONE_BEFORE,
    Plan,
    Steps,
    as_sure,
    bucket_sums,
    independent_days,
    part_as_sure,
    steps,
)
from data.methods.one_sided import one_sided
from data.questions.compared_steps import (
    FEWEST_INDEPENDENT,
    lookalikes,
    placebo_days,
)
from data.questions.daily_counts import Daily, daily_counts
from data.questions.occasion import Occasion, occasion
from data.questions.study_plan import asked, known_buckets, plan_around, sides

OWN, PLACEBO, LOOKALIKE = "own", "placebo", "look-alike"
BEFORE, LEFT_OUT, AFTER = "before", "left out", "after"
# Why there is no study at all.
NO_EVENT, OUTSIDE = "no event", "outside"
BUCKETS = {
    "first_day": "datetime64[us]",
    "last_day": "datetime64[us]",
    "side": "str",
    "known": "bool",
    "count": "Int64",
    "total": "Int64",
    "share": "Float64",
    "expected": "Float64",
    "without_step": "Float64",
}
COMPARED = {
    "kind": "str",
    "iso3": "str",
    "name": "str",
    "day": "datetime64[us]",
    "before": "int64",
    "after": "int64",
    "total_before": "int64",
    "total_after": "int64",
    "ratio": "float64",
    "low": "float64",
    "high": "float64",
    "sureness": "float64",
    "as_sure": "bool",
    "p": "Float64",
}


@dataclass(frozen=True, slots=True)
class Study:
    """The event study of a country: what was compared, and what came out.

    occasion: the country and its event. plan: the buckets, None without any. of: pieces or
    stories. fault: "" where there is a ratio; no event, outside (of the corpus's days), or a word
    of data.methods.event_study.
    buckets: one row a bucket, in time: first_day, last_day, side (before, left out, after), known
        (wholly collected, with something published), count (about the country), total (of the
        same choice of pieces, whatever they are about), share, expected (fitted count) and
        without_step (fitted, had the level not changed); the last two only where compared.
    compared: one row for the country (own), for each placebo day, for each look-alike: kind,
        iso3, name, day, before, after (counts on the days compared), total_before, total_after,
        ratio of the rates (inf or 0 where one side counts nothing), low, high (95 %; then only of
        the country's own, as data.methods.one_sided has them), sureness (2 x the log-likelihood
        that a step adds), as_sure (at least as sure as the country's own), p (of the kind, NA
        where too few; of the country's own NA).
    placebo_p, lookalike_p: (1 + as sure) / (1 + compared), None where too few, or where none has a
        ratio; days without one count as days without such a change. independent: how
    many independent days the placebo days weigh as, by which their p is made. clear: the placebo
    windows hold nothing of the event.
    """

    occasion: Occasion
    of: str
    plan: Plan | None
    fault: str
    buckets: pd.DataFrame
    compared: pd.DataFrame
    alpha: float = np.nan
    placebo_p: float | None = None
    lookalike_p: float | None = None
    independent: float = 0.0
    clear: bool = True

    @property
    def own(self) -> pd.Series | None:
        """Return the country's own row of compared, None where nothing was compared."""
        return self.compared.iloc[0] if len(self.compared) else None

    def number(self, kind: str) -> int:
        """Return how many rows of a kind were compared."""
        return int((self.compared["kind"] == kind).sum())

    def as_sure(self, kind: str) -> int:
        """Return how many of a kind changed at least as surely as the country."""
        return int((self.compared["as_sure"] & (self.compared["kind"] == kind)).sum())

    def known(self, side: str) -> int:
        """Return how many buckets of a side can be compared."""
        return int((self.buckets["known"] & (self.buckets["side"] == side)).sum())

    def left_out(self) -> int:
        """Return how many buckets of the two sides cannot be compared."""
        sides = self.buckets["side"] != LEFT_OUT
        return int((sides & ~self.buckets["known"]).sum())


def event_study(facts: Facts, corpus: Corpus, filters: Filters) -> Study:
    """Compare coverage about the country of the page before and after its event.

    filters: of them the choice of pieces, of (stories, else pieces), agreement, focus, event and
    study. Weeks count from the event, so that its day begins one; see data.questions.study_plan.
    Errors: SearchError where q cannot be read. What cannot be compared is said by fault.
    """
    around = occasion(facts, corpus, filters)
    of = "stories" if filters.of == "stories" else "articles"
    if around.day is None:
        return _nothing(around, of, NO_EVENT)
    daily = daily_counts(corpus, filters, around.country, others=True)
    if daily is None or not 0 <= daily.place(around.day) < len(daily.totals):
        return _nothing(around, of, OUTSIDE)
    event = daily.place(around.day)
    plan = plan_around(daily, event, *asked(filters))
    placebos, clear, like = np.empty(0, dtype=np.int64), True, ()
    if min(sides(daily, np.array([event]), plan)[0]) >= FEWEST[plan.length]:
        placebos, clear = placebo_days(daily, event, plan)
        like = lookalikes(facts, daily, filters, around.country, event, plan)
    rows = _rows(around.country, event, placebos, like)
    found = _bounded(_fitted(daily, plan, rows), daily, event, plan)
    independent = independent_days(placebos, plan)
    rows = rows.assign(name=[facts.country_names.get(code, code) for code in rows["iso3"]])
    compared = _compared(rows, daily, found, {PLACEBO: independent, LOOKALIKE: float(len(like))})
    ps = compared.groupby("kind")["p"].first()
    return Study(
        around,
        of,
        plan,
        str(found.fault[0]),
        _buckets(daily, event, plan, found),
        compared,
        float(found.alpha[0]),
        *(None if pd.isna(p := ps.get(kind)) else float(p) for kind in (PLACEBO, LOOKALIKE)),
        independent,
        clear,
    )


def compared_days(study: Study) -> dict[str, list[tuple[date, date]]]:
    """Return the first and last day of each bucket compared before and after the event, in time.

    A side without a known bucket has none; {} where there is no study.
    """
    return {
        side: [
            (row.first_day.date(), row.last_day.date()) for row in rows.itertuples() if row.known
        ]
        for side, rows in study.buckets.groupby("side")
        if side != LEFT_OUT
    }


def _rows(country: str, event: int, placebos: np.ndarray, like: tuple[str, ...]) -> pd.DataFrame:
    """Return what is compared, the country at its event first: kind, iso3, place of the day."""
    return pd.DataFrame(
        {
            "kind": [OWN] + [PLACEBO] * len(placebos) + [LOOKALIKE] * len(like),
            "iso3": [country] * (1 + len(placebos)) + list(like),
            "place": np.concatenate([[event], placebos, np.full(len(like), event)]).astype("int64"),
        }
    )


def _fitted(daily: Daily, plan: Plan, rows: pd.DataFrame) -> Steps:
    """Fit the country around its days, and the look-alikes around the event."""
    days, other = rows["place"].to_numpy(), (rows["kind"] == LOOKALIKE).to_numpy()
    counts = bucket_sums(daily.counts, days, plan)
    if other.any():
        others = daily.of(tuple(rows.loc[other, "iso3"]))
        counts[other] = bucket_sums(others, days[other], plan)
    totals, known = bucket_sums(daily.totals, days, plan), known_buckets(daily, days, plan)
    return steps(counts, totals, known, plan)


def _bounded(found: Steps, daily: Daily, event: int, plan: Plan) -> Steps:
    """Return the steps with an interval also for a country that one side counts nothing about."""
    if found.fault[0] not in (NONE_BEFORE, NONE_AFTER):
        return found
    days = np.array([event])
    parts = (bucket_sums(part, days, plan) for part in (daily.counts, daily.totals))
    ends = one_sided(*parts, known_buckets(daily, days, plan), plan)
    for name, (end,) in zip(("low", "high"), ends, strict=True):
        getattr(found, name)[0] = end
    return found


def _compared(
    rows: pd.DataFrame, daily: Daily, found: Steps, numbers: Mapping[str, float]
) -> pd.DataFrame:
    """Return the steps as a table, with p; numbers: independent ones of each kind."""
    frame = rows.assign(
        day=pd.to_datetime([daily.day(place) for place in rows["place"]]),
        before=found.count_before,
        after=found.count_after,
        total_before=found.total_before,
        total_after=found.total_after,
        ratio=found.ratio,
        low=found.low,
        high=found.high,
        sureness=found.sureness,
        as_sure=as_sure(found.sureness, found.sureness[0]),
        p=pd.NA,
    )
    frame = frame[list(COMPARED)].astype(COMPARED)
    for kind, number in numbers.items():
        same = frame["kind"] == kind
        # Days around which nothing can be compared test nothing, however many.
        if kind == PLACEBO and not frame.loc[same, "ratio"].notna().any():
            continue
        if number >= FEWEST_INDEPENDENT and not np.isnan(found.sureness[0]):
            others = frame.loc[same, "sureness"].to_numpy()
            frame.loc[same, "p"] = part_as_sure(others, float(found.sureness[0]), number)
    return frame


def _buckets(daily: Daily, event: int, plan: Plan, found: Steps) -> pd.DataFrame:
    """Return the buckets of both sides and those left out between them, in time."""
    between = np.arange(-plan.left_out, 0, plan.length)
    starts = np.concatenate([plan.starts(), between])
    ends = np.concatenate([plan.starts() + plan.length, np.minimum(between + plan.length, 0)])
    order = np.argsort(starts, kind="stable")
    first, end = event + starts, event + ends
    # Days left out may lie before the corpus begins.
    held = (first >= 0)[order]
    parts = (daily.counts, daily.totals, daily.collected)
    sums = [np.concatenate([[0.0], part.cumsum()]) for part in parts]
    count, total, whole = (part[end.clip(0)] - part[first.clip(0)] for part in sums)
    known = (whole == end - first) & (total > 0)
    gap = np.full(len(between), np.nan)
    fitted = [np.concatenate([part[0], gap]) for part in (found.means, found.without)]
    sides = np.where(starts >= 0, AFTER, np.where(starts >= -plan.left_out, LEFT_OUT, BEFORE))
    frame = pd.DataFrame(
        {
            "first_day": _days(daily, first),
            "last_day": _days(daily, end - 1),
            "side": sides,
            "known": known,
            "count": pd.array(np.where(whole > 0, count, np.nan), "Float64"),
            "total": pd.array(np.where(whole > 0, total, np.nan), "Float64"),
            "share": pd.array(np.where(known, count / np.maximum(total, 1), np.nan), "Float64"),
            "expected": pd.array(fitted[0], "Float64"),
            "without_step": pd.array(fitted[1], "Float64"),
        }
    )
    return frame.iloc[order][held].reset_index(drop=True).astype(BUCKETS)


def _days(daily: Daily, places: np.ndarray) -> np.ndarray:
    return (np.datetime64(daily.first, "D") + places).astype("datetime64[us]")


def _nothing(around: Occasion, of: str, fault: str) -> Study:
    """Return a study without buckets."""
    frames = (
        pd.DataFrame({name: [] for name in columns}).astype(dict(columns))
        for columns in (BUCKETS, COMPARED)
    )
    return Study(around, of, None, fault, *frames)
