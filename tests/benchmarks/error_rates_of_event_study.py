"""Event study: how often chance looks like a change, and how often a planted one is found.

Run it from the project's root: python -m tests.benchmarks.error_rates_of_event_study. Corpora of
six years by day; the country has a twentieth of the pieces, 1 to 50 a week on average; 26 weeks are
compared on each side of a day drawn at random, 14 days are left out before, and 200 placebo days
and 20 look-alikes are drawn as on the Country page. Noise: "even" is Poisson; "unruly" has gamma
rates by week, so that weekly counts vary 3 times as much; "follows" is as unruly, log-normal, the
logarithms autocorrelated by 0.3 from week to week; "rhythm" is even, with few pieces at weekends;
"burst" is unruly, with six times as many pieces on all subjects in the two weeks from the event;
"growing" is unruly, the corpus growing twentyfold, with the event in its last year but one.
p: that of the page, by sureness, placebo days weighing as independent ones; "plain" counts each day
as independent, "ratio" also goes by the size of the ratio alone; "like" is that of look-alikes.
"""

import argparse
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.methods.event_study import (
    Plan,
    Steps,
    bucket_sums,
    independent_days,
    part_as_sure,
    steps,
)
from data.methods.nb2_likelihood import Rows
from data.methods.negative_binomial import fit
from data.methods.newey_west import hac_variances, lags
from data.questions.compared_steps import LOOKALIKES, placebo_days
from data.questions.daily_counts import Daily
from data.questions.study_plan import USUAL, known_buckets

DAYS, WEEK, SHARE = 2_184, 7, 0.05
RATES = (1, 5, 50)
VARIANCE, FOLLOWS, BURST, GROWTH = 3.0, 0.3, 6.0, 20.0
NOISES = ("even", "unruly", "follows", "rhythm", "burst", "growing")
WEEKDAYS = np.array([1.4, 1.3, 1.3, 1.3, 1.3, 0.2, 0.2])
PLAN = Plan(USUAL[0], USUAL[0], USUAL[1])
LEVELS = (0.05, 0.10, 0.50)
WAYS = (("p", "p"), ("p_plain", "plain"), ("p_of_ratio", "ratio"), ("p_of_lookalikes", "like"))


@dataclass(frozen=True, slots=True)
class Run:
    """One simulated study: its p, in four ways, and its two intervals."""

    p: float
    p_plain: float
    p_of_ratio: float
    p_of_lookalikes: float
    held: float
    held_by_errors: float
    told: float


def main(arguments: list[str] | None = None) -> None:
    """Print null rates, the deciles of p, and power."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=300, help="series in each figure")
    parser.add_argument("--only", choices=("null", "power"), help="print one of the two")
    given = parser.parse_args(arguments)
    if given.only != "power":
        print_null(given.series)
    if given.only != "null":
        print(f"\nPlanted changes: % of {given.series} found")
        print(power(given.series).to_string(index=False))


def print_null(number: int) -> None:
    """Print how often chance looks like a change."""
    null = {
        (noise, rate): [
            study(noise, rate, 1.0, np.random.default_rng([seed, rate, at])) for at in range(number)
        ]
        for seed, noise in enumerate(NOISES)
        for rate in RATES
    }
    print(f"\nNo change: % of {number} series with p at or below, KS distance of p from uniform")
    print(f"(5 % exceed {1.36 / np.sqrt(number):.3f} by chance), % of intervals that hold 1: as")
    print("shown, and Newey-West errors alone, 1.96 of them")
    print(null_rates(null).to_string(index=False))
    print("\nNo change: % of series with a placebo p in each tenth, by sureness")
    print(deciles(null).to_string(index=False))


def study(noise: str, rate: float, ratio: float, rng: np.random.Generator) -> Run:
    """Simulate a corpus with a change by ratio (1 is none), and study it as the page does."""
    first, last = -PLAN.first(), DAYS - PLAN.end()
    event = int(rng.integers(last - 365 if noise == "growing" else first, last))
    totals = rng.poisson(expected_totals(noise, rate, event)).astype(float)
    counts = named(noise, totals, rate, rng, np.where(np.arange(DAYS) < event, 1.0, ratio))
    daily = Daily(date(2020, 1, 1), counts, totals, np.ones(DAYS, dtype=bool), None)
    placebos, _ = placebo_days(daily, event, PLAN)
    days = np.concatenate([[event], placebos, np.full(LOOKALIKES, event)])
    sizes = rate * np.exp(rng.uniform(-1, 1, LOOKALIKES) * np.log(5))
    others = np.array([named(noise, totals * size / rate, size, rng) for size in sizes])
    own = bucket_sums(counts, days[: 1 + len(placebos)], PLAN)
    every = np.concatenate([own, bucket_sums(others, days[1 + len(placebos) :], PLAN)])
    sums, known = bucket_sums(totals, days, PLAN), known_buckets(daily, days, PLAN)
    rows = Rows.of(every[:1], sums[:1], known[:1] & (sums[:1] > 0), PLAN.design())
    return judged(steps(every, sums, known, PLAN), rows, placebos, ratio)


def judged(found: Steps, rows: Rows, placebos: np.ndarray, ratio: float) -> Run:
    """Compare the first row with the placebos behind it, and with the look-alikes behind those."""
    near, like = slice(1, 1 + len(placebos)), slice(1 + len(placebos), None)
    with np.errstate(divide="ignore"):
        sizes = np.nan_to_num(np.abs(np.log(found.ratio)), nan=0.0, posinf=np.inf)
    told = found.fault[0] == ""
    error = np.sqrt(hac_variances(rows, fit(rows), lags(rows.known.sum(axis=1)))[0, -1, -1])
    off = np.log(found.ratio[0] / ratio) if told else np.nan
    return Run(
        part_as_sure(found.sureness[near], found.sureness[0], independent_days(placebos, PLAN)),
        part_as_sure(found.sureness[near], found.sureness[0]),
        part_as_sure(sizes[near], sizes[0]),
        part_as_sure(found.sureness[like], found.sureness[0]),
        float(found.low[0] <= ratio <= found.high[0]) if told else np.nan,
        float(abs(off) <= 1.96 * error) if told else np.nan,
        float(found.low[0] > 1 or found.high[0] < 1) if told else np.nan,
    )


def expected_totals(noise: str, rate: float, event: int) -> np.ndarray:
    """Return how many pieces a day the corpus has on average, whatever they are about."""
    expected = np.full(DAYS, rate / SHARE / WEEK)
    if noise == "rhythm":
        expected *= np.resize(WEEKDAYS, DAYS)
    if noise == "burst":
        expected[event : event + 2 * WEEK] *= BURST
    if noise == "growing":
        growth = GROWTH ** np.linspace(0, 1, DAYS)
        expected *= growth / growth.mean()
    return expected


def named(
    noise: str,
    totals: np.ndarray,
    rate: float,
    rng: np.random.Generator,
    times: np.ndarray | float = 1.0,
) -> np.ndarray:
    """Draw how many pieces a day are about a country, its share being SHARE x times."""
    weeks, variance = DAYS // WEEK, (VARIANCE - 1) / rate
    factor = np.ones(weeks)
    if noise == "follows":
        logs = rng.standard_normal(weeks)
        for week in range(1, weeks):
            logs[week] = FOLLOWS * logs[week - 1] + np.sqrt(1 - FOLLOWS**2) * logs[week]
        spread = np.log1p(variance)
        factor = np.exp(np.sqrt(spread) * logs - spread / 2)
    elif noise not in ("even", "rhythm"):
        factor = rng.gamma(1 / variance, variance, weeks)
    return rng.poisson(SHARE * totals * times * np.repeat(factor, WEEK)).astype(float)


def null_rates(null: dict[tuple[str, int], list[Run]]) -> pd.DataFrame:
    """Return how often p is small, and how often intervals hold 1."""
    cells = []
    for (noise, rate), runs in null.items():
        cell: dict[str, object] = {"noise": noise, "a week": rate}
        for name, word in WAYS:
            for level in LEVELS:
                cell[f"{word} {level:.2f}"] = percent([x <= level for x in part(runs, name)])
        cell["KS"] = distance([run.p for run in runs])
        cell["KS ratio"] = distance([run.p_of_ratio for run in runs])
        cell |= {"held": percent(part(runs, "held")), "1.96": percent(part(runs, "held_by_errors"))}
        cells.append(cell)
    return pd.DataFrame(cells)


def deciles(null: dict[tuple[str, int], list[Run]]) -> pd.DataFrame:
    """Return the percentage of placebo p in each tenth."""
    edges = np.linspace(0, 1, 11)
    cells = []
    for (noise, rate), runs in null.items():
        found, _ = np.histogram([run.p for run in runs], edges)
        tenths = {
            f"to {edge:.1f}": percent(n / len(runs))
            for edge, n in zip(edges[1:], found, strict=True)
        }
        cells.append({"noise": noise, "a week": rate, **tenths})
    return pd.DataFrame(cells)


def power(number: int) -> pd.DataFrame:
    """Return how often changes by 2 and by 4 have a small p, or an interval without 1."""
    cells = []
    for seed, (noise, rate, ratio) in enumerate(
        (noise, rate, ratio)
        for noise in ("even", "unruly", "follows")
        for rate in RATES
        for ratio in (2.0, 4.0)
    ):
        runs = [
            study(noise, rate, ratio, np.random.default_rng([100 + seed, at]))
            for at in range(number)
        ]
        cell = {"noise": noise, "a week": rate, "ratio": ratio}
        for name, word in WAYS:
            cell[f"{word} 0.05"] = percent([x <= 0.05 for x in part(runs, name)])
        cells.append(
            cell | {"interval": percent(part(runs, "told")), "held": percent(part(runs, "held"))}
        )
    return pd.DataFrame(cells)


def part(runs: list[Run], name: str) -> list[float]:
    """Return one number of each run that has it."""
    return [value for run in runs if not np.isnan(value := getattr(run, name))]


def distance(values: list[float]) -> float:
    """Return the greatest distance of the values' distribution from a uniform one."""
    ordered, places = np.sort(values), np.arange(1, len(values) + 1) / len(values)
    above, below = places - ordered, ordered - places + 1 / len(values)
    return round(float(max(above.max(), below.max())), 3)


def percent(hits: list[bool] | list[float] | float) -> float:
    """Return the percentage of hits, NaN for none asked."""
    return round(100 * float(np.mean(hits)), 1) if np.size(hits) else np.nan


if __name__ == "__main__":
    pd.set_option("display.width", 250)
    main()
