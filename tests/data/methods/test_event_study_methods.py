"""A step of a rate: its ratio, its interval, when there is none, and what it is compared with."""

import numpy as np
import pytest
from statsmodels.discrete.discrete_model import NegativeBinomial

from data.methods.event_study import (
    ALL,
    FEW,
    NONE_AFTER,
    NONE_BEFORE,
    NOTHING,
    UNSETTLED,
    Plan,
    Steps,
    as_sure,
    bucket_sums,
    independent_days,
    part_as_sure,
    steps,
)
from data.methods.one_sided import one_sided

EIGHT = Plan(8, 8, 14)
LEVEL = Plan(8, 8, 14, trend=False)


def found(before: list[float], after: list[float], total: float = 10, plan: Plan = EIGHT) -> Steps:
    """Return the steps of one row of counts, each bucket of the same total."""
    counts = np.array([[*before, *after]], dtype=float)
    return steps(counts, np.full(counts.shape, total), np.ones(counts.shape, dtype=bool), plan)


def test_a_bucket_begins_on_the_day_and_the_days_left_out_are_in_none() -> None:
    """The day of the event, or a day left out before it, is counted on the wrong side."""
    plan = Plan(2, 2, 3)
    assert plan.starts().tolist() == [-17, -10, 0, 7]
    assert plan.is_after().tolist() == [False, False, True, True]
    assert (plan.first(), plan.end()) == (-17, 14)
    daily = np.arange(40.0)
    sums = bucket_sums(daily, np.array([20]), plan)
    assert sums.tolist() == [[sum(range(3, 10)), sum(range(10, 17)), *(140.0 + 21, 140 + 49 + 21)]]
    both = bucket_sums(np.array([daily, 2 * daily]), np.array([20, 20]), plan)
    assert both[1].tolist() == (2 * sums[0]).tolist()


def test_the_terms_are_level_trend_days_of_the_week_and_step() -> None:
    """A trend or a rhythm of the week is taken for a step."""
    weekly, daily = EIGHT.design(), Plan(14, 14, 0, length=1).design()
    assert weekly.shape == (16, 3) and daily.shape == (28, 9)
    assert np.allclose(np.diff(weekly[:8, 1]), 7 / 182)
    assert weekly[:, 2].tolist() == [0.0] * 8 + [1.0] * 8
    assert daily[:, 2:8].sum() == 24
    assert LEVEL.design().shape == (16, 2)


def test_without_a_trend_the_ratio_is_that_of_the_rates() -> None:
    """The ratio is of something else than rates, or of after to before the wrong way round."""
    told = found([1, 2, 1, 2, 1, 2, 1, 2], [4, 5, 4, 5, 4, 5, 4, 5], plan=LEVEL)
    assert np.isclose(told.ratio[0], 3.0, atol=1e-5)
    assert (told.count_before[0], told.count_after[0]) == (12, 36)
    assert (told.total_before[0], told.buckets_after[0], told.fault[0]) == (80, 8, "")
    assert np.allclose(told.without[0], 1.5, atol=1e-4)
    assert np.allclose(told.means[0], [1.5] * 8 + [4.5] * 8, atol=1e-4)


def test_a_step_is_told_from_a_trend_with_the_sureness_of_statsmodels() -> None:
    """The likelihood ratio by which days are ranked is that of another model."""
    rng, design = np.random.default_rng(1), EIGHT.design()
    counts = rng.negative_binomial(2, 2 / (2 + 6 * 1.5 ** design[:, 2]), (5, 16)).astype(float)
    totals = rng.integers(20, 60, (5, 16)).astype(float)
    told = steps(counts, totals, totals > 0, EIGHT)
    for at in range(5):
        offset = np.log(totals[at])
        llf = [
            NegativeBinomial(counts[at], terms, offset=offset)
            .fit(method="nm", maxiter=5000, disp=0)
            .llf
            for terms in (design, design[:, :2])
        ]
        assert np.isclose(told.sureness[at], 2 * (llf[0] - llf[1]), atol=2e-3)
        assert told.low[at] < told.ratio[at] < told.high[at]


@pytest.mark.parametrize(
    ("before", "after", "fault", "ratio"),
    [
        ([0] * 8, [0] * 8, NOTHING, np.nan),
        ([0] * 8, [1, 2, 0, 0, 1, 0, 2, 1], NONE_BEFORE, np.inf),
        ([1, 2, 0, 0, 1, 0, 2, 1], [0] * 8, NONE_AFTER, 0.0),
        ([10] * 8, [10] * 8, ALL, np.nan),
        ([3] + [0] * 7, [4] + [0] * 7, UNSETTLED, np.nan),
    ],
)
def test_why_there_is_no_ratio(before: list, after: list, fault: str, ratio: float) -> None:
    """A ratio is shown that the counts cannot give, or the wrong reason why there is none."""
    told = found(before, after)
    assert told.fault[0] == fault
    assert np.array_equal(told.ratio[0], ratio, equal_nan=True)
    assert np.isnan(told.low[0])


def test_fewer_than_eight_known_buckets_on_a_side_are_refused() -> None:
    """A handful of weeks is compared, or an uncollected or empty one counts as a week."""
    counts, totals = np.ones((3, 16)), np.full((3, 16), 5.0)
    known = np.ones((3, 16), dtype=bool)
    known[1, 3] = False
    totals[2, 12] = 0
    told = steps(counts, totals, known, EIGHT)
    assert told.fault.tolist() == ["", FEW, FEW]
    assert (told.buckets_before[1], told.buckets_after[2]) == (7, 7)
    assert np.isnan(told.sureness[1])


def test_one_sided_counts_are_as_sure_as_they_are_many() -> None:
    """One piece after none counts as sure as forty, since both ratios are infinite."""
    few = found([0] * 8, [0, 0, 0, 1, 0, 0, 0, 0]).sureness[0]
    many = found([0] * 8, [5, 4, 6, 5, 3, 5, 6, 5]).sureness[0]
    assert 0 <= few < 3 < many


def test_the_bound_of_a_one_sided_step_grows_with_the_counts() -> None:
    """A bound says more than the counts do, or points the wrong way."""
    known, totals = np.ones((3, 16), dtype=bool), np.full((3, 16), 10.0)
    counts = np.zeros((3, 16))
    counts[0, 8:], counts[1, 8:], counts[2, :8] = [0, 0, 1, 0, 0, 0, 0, 1], 5, 5
    low, high = one_sided(counts, totals, known, EIGHT)
    assert low[0] < 1 < 8 < low[1]
    assert high[:2].tolist() == [np.inf, np.inf] and low[2] == 0
    assert np.isclose(high[2], 1 / low[1], rtol=0.02)


def test_a_one_sided_bound_of_even_counts_is_near_the_exact_one() -> None:
    """The bound is of another model than that of counts with a rate on each side."""
    counts = np.array([[0.0] * 26 + [1.0] * 26])
    low, _ = one_sided(counts, np.full((1, 52), 10.0), counts >= 0, Plan(26, 26, 0))
    # Of 26 counts all after: twice the log-likelihood lost, 2 x 26 ln(1 + 1/ratio), is t squared.
    assert np.isclose(low[0], 1 / np.expm1(2.01**2 / 52), rtol=0.03)


def test_days_of_the_week_without_any_piece_are_left_out() -> None:
    """A paper without a Saturday edition makes the fit fail."""
    plan = Plan(21, 21, 0, length=1)
    counts = np.where(plan.starts() % 7 == 2, 0, np.resize([1.0, 2.0, 3.0], 42))[None]
    told = steps(counts, np.full((1, 42), 9.0), np.ones((1, 42), dtype=bool), plan)
    assert told.fault[0] == ""
    assert np.isnan(told.means[0][plan.starts() % 7 == 2]).all()


def test_the_randomisation_p_counts_the_event_itself() -> None:
    """A p of 0 is possible, or equal steps are not counted against the event."""
    others = np.array([1.0, 2.0, 3.0, 4.0])
    assert part_as_sure(others, 5.0) == 1 / 5
    assert part_as_sure(others, 3.0 + 1e-9) == 3 / 5
    assert as_sure(others, 3.0).tolist() == [False, False, True, True]
    assert np.isclose(part_as_sure(others, 3.0, 2.0), 2 / 3)


def test_neighbouring_days_weigh_as_fewer_independent_ones() -> None:
    """Two hundred overlapping windows count as two hundred witnesses."""
    apart = np.arange(5) * 1000
    assert np.isclose(independent_days(apart, EIGHT), 5)
    assert np.isclose(independent_days(np.zeros(7, dtype=int), EIGHT), 1)
    assert 1 < independent_days(np.arange(200), EIGHT) < 20
    assert independent_days(np.empty(0, dtype=int), EIGHT) == 0
