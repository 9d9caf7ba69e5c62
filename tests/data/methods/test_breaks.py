"""Breaks: the best of all segmentations, planted shifts, gaps, intervals and pure chance."""

from collections.abc import Iterator
from math import log

import numpy as np
import pytest
from numpy.testing import assert_allclose
from ruptures import Pelt
from ruptures.base import BaseCost
from scipy.stats import binom

from data.methods.breaks import COLUMNS, SCALES, breaks, segmentations
from data.methods.errors import TooFewError
from tests.benchmarks.error_rates_of_series import series

NAN = float("nan")


class PoissonCost(BaseCost):
    """The cost of a segment of counts with exposure, as ruptures asks for it."""

    model, min_size = "poisson", 2

    def fit(self, signal: np.ndarray) -> "PoissonCost":
        self.signal = signal
        return self

    def error(self, start: int, end: int) -> float:
        counts, totals = self.signal[start:end].sum(axis=0)
        return 2 * counts * (1 - log(counts / totals)) if counts else 0.0


def objective(signal: np.ndarray, starts: list[int], penalty: float) -> float:
    ends = [*starts, len(signal)]
    return PoissonCost().fit(signal).sum_of_costs(ends) + penalty * len(starts)


def splits(length: int, begin: int = 0) -> Iterator[list[int]]:
    """Give the starts, but the first, of all segmentations into segments of 2 buckets or more."""
    yield []
    for start in range(begin + 2, length - 1):
        for later in splits(length, start):
            yield [start, *later]


@pytest.mark.parametrize("length", [4, 7, 10, 12])
@pytest.mark.parametrize("penalty", [0.1, 1.0, 4.0])
def test_no_segmentation_costs_less(length: int, penalty: float) -> None:
    """The breaks are not those of the best of all segmentations."""
    rng = np.random.default_rng(length)
    for _ in range(5):
        signal = rng.poisson([[rate, 5] for rate in rng.choice([1, 9], length)]) + [0.0, 1.0]
        found = segmentations(*signal.T, np.array([penalty]))[0].tolist()
        least = min(objective(signal, starts, penalty) for starts in splits(length))
        assert_allclose(objective(signal, found, penalty), least)


def test_ruptures_never_finds_better_and_mostly_finds_the_same() -> None:
    """The breaks of longer series differ from ruptures' where those are as good."""
    rng = np.random.default_rng(0)
    same = 0
    for penalty in np.linspace(0.5, 8, 100):
        counts = rng.poisson(rng.choice([5, 10, 20], 8).repeat(5)).astype(float)
        signal = np.column_stack([counts, rng.integers(1, 9, 40)])
        found = segmentations(*signal.T, np.array([penalty]))[0].tolist()
        pelt = Pelt(custom_cost=PoissonCost(), min_size=2, jump=1).fit(signal).predict(penalty)
        better = objective(signal, pelt[:-1], penalty) - objective(signal, found, penalty)
        # Pelt prunes too early where the shortest segment is over 1: some of its answers are worse.
        assert found == pelt[:-1] or better > 1e-9
        same += found == pelt[:-1]
    assert same >= 80


def test_a_planted_shift_is_found_with_its_figures() -> None:
    """The break is at another bucket, or its rates, ratio or interval are wrong."""
    counts = np.array([19.0, 21.0] * 10 + [38.0, 42.0] * 10)
    found = breaks(counts, np.full(40, 200.0))
    error = 1.96 * np.sqrt(1 / 400 + 1 / 800)
    expected = [20, 0.1, 0.2, 2, 2 * np.exp(-error), 2 * np.exp(error), 1.0]
    assert_allclose(found.to_numpy(), [expected])
    by_bucket = breaks(counts)
    assert_allclose(by_bucket.to_numpy(), [[20, 20, 40, *expected[3:]]])


@pytest.mark.parametrize("size", [0.3, 0.5, 2.0, 3.0])
def test_planted_shifts_are_found_within_a_bucket(size: float) -> None:
    """Shifts up or down are missed, or placed more than a bucket off."""
    shares = np.where(np.arange(60) < 25, 0.1, 0.1 * size)
    drawn = series(20, shares, 500, "even", np.random.default_rng(2))
    found = [breaks(row, np.full(60, 500.0)) for row in drawn]
    assert [len(one) for one in found] == [1] * 20
    assert max(abs(one["at"][0] - 25) for one in found) <= 1
    held = [one["low"][0] < size < one["high"][0] for one in found]
    assert sum(held) >= binom.ppf(0.025, 20, 0.95)


def test_more_collected_at_the_same_rate_is_no_break() -> None:
    """The exposure is ignored: a corpus that doubles would break every series of it."""
    totals = np.where(np.arange(40) < 20, 50.0, 500.0)
    assert breaks(totals / 10, totals).empty
    assert breaks(totals / 10)["at"].tolist() == [20]


@pytest.mark.parametrize("gap", [(NAN, 200.0), (NAN, NAN), (0.0, 0.0), (40.0, NAN)])
def test_a_gap_is_no_break_and_a_level_that_changed_in_it_breaks_after_it(
    gap: tuple[float, float],
) -> None:
    """An outage counts as a fall to 0, or the break is put into the days not collected."""
    counts, totals = np.tile([18.0, 22.0], 20), np.full(40, 200.0)
    counts[10:15], totals[10:15] = gap
    assert breaks(counts, totals).empty
    counts[15:] *= 2
    found = breaks(counts, totals)
    assert found["at"].tolist() == [15]
    assert_allclose(found["ratio"], 2, rtol=0.02)


def test_one_outlier_is_no_break() -> None:
    """A single bucket, however high, makes a level of its own."""
    counts = np.tile([18.0, 22.0], 20)
    counts[12] = 50
    assert breaks(counts).empty


def test_a_level_of_zero_leaves_the_ratio_open() -> None:
    """A rise from nothing divides by zero, or claims an upper end."""
    rise = breaks([0.0] * 12 + [5.0, 6.0, 5.0] * 4).loc[0]
    assert (rise["at"], rise["before"], rise["ratio"], rise["high"]) == (12, 0, np.inf, np.inf)
    assert rise["low"] > 1
    fall = breaks([5.0, 6.0, 5.0] * 4 + [0.0] * 12).loc[0]
    assert (fall["ratio"], fall["low"]) == (0, 0)
    assert_allclose(fall["high"], 1 / rise["low"])


def test_stability_is_the_part_of_penalties_that_agree() -> None:
    """Stability does not fall for a break that only low penalties find."""
    counts = np.repeat([20.0, 24.0, 60.0], 15) + np.tile([1.0, -1.0, 0.0], 15)
    found = breaks(counts, penalty=1.0)
    alone = [{*breaks(counts, penalty=scale)["at"]} for scale in SCALES]
    assert {*found["at"]} == alone[3] == {15, 30}
    near = [np.mean([bool({at - 1, at, at + 1} & one) for one in alone]) for at in found["at"]]
    assert found["stability"].tolist() == near
    assert 0 < near[0] < near[1] == 1


def test_unruly_counts_make_the_interval_wider() -> None:
    """The interval takes overdispersed counts for independent pieces."""
    even = np.tile([19.0, 20.0, 21.0], 20) * np.repeat([1, 3], 30)
    unruly = even + np.tile([12.0, 3.0, -9.0, -4.0, 7.0, -9.0], 10)
    widths = [np.log(one["high"] / one["low"])[0] for one in (breaks(even), breaks(unruly))]
    assert widths[1] > 1.3 * widths[0]


def test_an_unruly_level_does_not_widen_the_error_of_a_quiet_one() -> None:
    """A rise from near silence to an unruly level is found, but its interval says nothing."""
    counts = np.zeros(68)
    counts[[20, 41]] = 1
    counts[60:] = [130, 30, 20, 50, 14, 62, 41, 24]
    found = breaks(counts)
    assert found["at"].tolist() == [60]
    assert found["low"][0] > 100


@pytest.mark.parametrize("counts", [[0.0] * 12, [4.0] * 12])
def test_a_series_that_does_not_vary_has_no_break(counts: list) -> None:
    """Nothing at all divides by zero or breaks; or the empty shape is another."""
    found = breaks(counts)
    assert found.empty
    assert found.dtypes.astype(str).to_dict() == COLUMNS


def test_what_cannot_be_judged_is_refused() -> None:
    """Seven known buckets, or a penalty without sense, give an answer."""
    with pytest.raises(TooFewError, match="Only 7 of the periods"):
        breaks([1.0] * 7 + [NAN] * 9)
    for penalty in (0.0, NAN):
        with pytest.raises(ValueError, match="penalty"):
            breaks([1.0] * 10, penalty=penalty)


@pytest.mark.parametrize("noise", ["even", "gamma", "unruly"])
@pytest.mark.parametrize("length", [24, 80])
def test_chance_breaks_no_more_than_5_percent_of_series(noise: str, length: int) -> None:
    """Null series break more often than 5 %, beyond the chance of 200 draws."""
    drawn = series(200, np.full(length, 0.1), 100, noise, np.random.default_rng(7))
    false = [len(breaks(row, np.full(length, 100.0))) > 0 for row in drawn]
    assert sum(false) <= binom.ppf(0.975, 200, 0.05)
