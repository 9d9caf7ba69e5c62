"""Intervals of shares: known values, what is unknown, and how often they hold the truth."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from data.methods.shares import wilson

NAN = float("nan")


@pytest.mark.parametrize(
    ("count", "total", "ends"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0000, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_intervals_are_the_published_ones(
    count: int, total: int, ends: tuple[float, float]
) -> None:
    """The interval is not Wilson's, or not of 95 %: Newcombe 1998, table I, method 3."""
    assert_allclose(np.concatenate(wilson([count], [total])), ends, atol=5e-5)


def test_a_higher_level_gives_a_wider_interval() -> None:
    """The level asked for is not the one computed."""
    low, high = np.concatenate(wilson([5], [20]))
    wide_low, wide_high = np.concatenate(wilson([5], [20], level=0.99))
    assert wide_low < low < high < wide_high


@pytest.mark.parametrize(
    ("counts", "totals"),
    [
        (np.array([5.0, 0.0, NAN, 3.0]), np.array([20, 0, 9, NAN])),
        (pd.array([5, 0, None, 3], dtype="Int64"), pd.array([20, 0, 9, None], dtype="Int64")),
        (pd.Series([5, 0, None, 3], dtype="Int64"), pd.Series([20, 0, 9, None], dtype="Float64")),
    ],
)
def test_what_is_unknown_has_no_interval(counts: object, totals: object) -> None:
    """A missing bucket, or one without pieces, gets an interval as if it were a share."""
    for ends in wilson(counts, totals):
        assert ends.dtype == np.float64
        assert_array_equal(np.isnan(ends), [False, True, True, True])


def test_no_shares_have_no_intervals() -> None:
    """An empty series fails instead of giving an empty answer."""
    assert [len(ends) for ends in wilson([], [])] == [0, 0]


@pytest.mark.parametrize(("count", "total"), [(-1, 5), (6, 5)])
def test_what_is_no_share_is_refused(count: int, total: int) -> None:
    """A count that is not part of its total gives a number that means nothing."""
    with pytest.raises(ValueError, match="negative or above its total"):
        wilson([count], [total])


@pytest.mark.parametrize("total", [20, 100, 1_000])
@pytest.mark.parametrize("truth", [0.02, 0.1, 0.3, 0.5])
def test_the_interval_holds_the_truth_as_often_as_it_says(truth: float, total: int) -> None:
    """Fewer than 93 of 100 intervals hold the true share: all figures look surer than they are."""
    counts = np.random.default_rng(1).binomial(total, truth, 5_000)
    low, high = wilson(counts, np.full(len(counts), total))
    assert ((low <= truth) & (truth <= high)).mean() >= 0.93
