"""Shares whose stories come from outlets: typed cases, and how often the intervals hold."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from data.methods import cluster_bootstrap
from data.methods.cluster_bootstrap import Shares, differences
from data.methods.shares import wilson


def column(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=float)[:, None]


def clustered_shares(counts: np.ndarray, totals: np.ndarray, **options: int) -> Shares:
    """Return shares of groups of one item each: a column of both tables is a group."""
    return cluster_bootstrap.clustered_shares(counts[:, :, None], totals, **options)


def difference(shares: Shares, one: int, other: int, level: float = 0.95) -> tuple:
    return tuple(float(part[0]) for part in differences(shares, [one], [other], level))


def test_outlets_of_one_story_each_are_as_sure_as_single_stories() -> None:
    """Where no two stories share an outlet, the interval is not the plain one."""
    totals, counts = np.ones((40, 1)), column(*[1] * 12, *[0] * 28)
    shares = clustered_shares(counts, totals)
    assert shares.share[0] == 0.3
    assert_allclose([shares.low[0], shares.high[0]], np.ravel(wilson([12], [40])), atol=0.01)


def test_stories_of_an_outlet_that_are_alike_count_for_fewer() -> None:
    """Ten copies of one opinion look as sure as ten opinions."""
    counts, totals = column(10, 0, 10, 0), column(10, 10, 10, 10)
    shares = clustered_shares(counts, totals)
    assert shares.effective[0] < 6
    assert shares.high[0] - shares.low[0] > 0.6


def test_no_story_at_all_still_has_a_width() -> None:
    """None of thirty is said to be exactly 0 %, though the next story may have it."""
    counts, totals = np.zeros((10, 1)), np.full((10, 1), 3.0)
    shares = clustered_shares(counts, totals)
    assert_array_equal([shares.share[0], shares.low[0]], [0, 0])
    assert_allclose(shares.high[0], wilson([0], [10])[1])


def test_one_outlet_and_no_story_have_no_interval() -> None:
    """One outlet's habits are given out as those of all, or nothing as a share of 0."""
    counts, totals = np.array([[4.0, 0.0], [0.0, 0.0]]), np.array([[9.0, 0.0], [0.0, 0.0]])
    shares = clustered_shares(counts, totals)
    assert_allclose(shares.share, [4 / 9, np.nan])
    assert np.isnan(shares.low).all() and np.isnan(shares.high).all()
    assert len(clustered_shares(np.zeros((0, 2)), np.zeros((0, 2))).share) == 2


def test_alike_stories_of_no_outlet_are_drawn_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large corpus needs a memory of outlets by draws, or says something else than a small."""
    chance = np.random.default_rng(1)
    totals = np.vstack([chance.integers(1, 30, (20, 2)), np.ones((200, 2))]).astype(float)
    counts = np.floor(totals * chance.random(totals.shape) * 1.2).clip(0, totals)
    whole = clustered_shares(counts, totals)
    monkeypatch.setattr(cluster_bootstrap, "HELD", 5_000)
    parts, again = (clustered_shares(counts, totals) for _ in range(2))
    assert_array_equal(parts.share, whole.share)
    assert_array_equal(parts.drawn, again.drawn)
    assert_allclose(parts.effective, whole.effective, rtol=0.15)
    assert_allclose([parts.low, parts.high], [whole.low, whole.high], atol=0.01)


def test_the_same_draws_each_time() -> None:
    """A reader sees another interval after each click."""
    counts, totals = column(1, 0, 3, 2), column(4, 2, 5, 6)
    one, other = (clustered_shares(counts, totals) for _ in range(2))
    assert_array_equal(one.drawn, other.drawn)
    assert (clustered_shares(counts, totals, seed=1).drawn != one.drawn).any()


def test_a_difference_of_windows_with_the_same_outlets_is_surer() -> None:
    """What outlets always write counts as doubt about a change in what they write."""
    habit = np.array([9.0, 1.0, 8.0, 2.0, 9.0, 1.0])
    totals = np.full((6, 2), 10.0)
    same = clustered_shares(np.column_stack([habit, habit + 1]), totals)
    apart, low, high = difference(same, 0, 1)
    assert apart == pytest.approx(0.1)
    other = clustered_shares(np.column_stack([habit, habit[::-1] + 1]), totals)
    _, wide_low, wide_high = difference(other, 0, 1)
    assert high - low < (wide_high - wide_low) / 2


def test_a_difference_is_within_reach_and_turns_its_sign() -> None:
    """A change is below -100 %, or another one when told from its other end."""
    counts, totals = np.array([[5.0, 0.0]] * 5), np.full((5, 2), 5.0)
    shares = clustered_shares(counts, totals)
    apart, low, high = difference(shares, 0, 1)
    assert (apart, low) == (-1, -1) and -1 < high < 0
    assert difference(shares, 1, 0) == pytest.approx((1, -high, 1))
    empty = clustered_shares(np.array([[1.0, 0.0]] * 3), np.array([[2.0, 0.0]] * 3))
    assert np.isnan(difference(empty, 0, 1)).all()
    assert [len(part) for part in differences(empty, [], [])] == [0, 0, 0]


def test_a_higher_level_gives_a_wider_difference() -> None:
    """Changes settle as if one alone had been looked at."""
    counts, totals = np.array([[1.0, 3.0]] * 8), np.full((8, 2), 5.0)
    shares = clustered_shares(counts + np.arange(2) * np.eye(8)[:, :2], totals)
    apart, low, high = difference(shares, 0, 1)
    same, lower, higher = difference(shares, 0, 1, 0.999)
    assert same == apart and lower < low < high < higher


def simulated(chance: np.random.Generator, stories: int, truth: float, alike: float) -> tuple:
    """Return counts and totals of outlets of very different sizes with habits of their own."""
    sizes = chance.pareto(1.2, 40) + 0.3
    outlet = chance.choice(40, stories, p=sizes / sizes.sum())
    strength = (1 - alike) / alike
    habits = chance.beta(truth * strength, (1 - truth) * strength, 40)
    has = chance.random(stories) < habits[outlet]
    return column(*np.bincount(outlet, has, 40)), column(*np.bincount(outlet, minlength=40))


@pytest.mark.parametrize("truth", [0.03, 0.1, 0.3])
@pytest.mark.parametrize("stories", [30, 100])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(truth: float, stories: int) -> None:
    """Intervals of rare reasons hold the true share in half of all cases."""
    chance, held = np.random.default_rng(2), 0
    for _ in range(300):
        shares = clustered_shares(*simulated(chance, stories, truth, 0.1), draws=200)
        held += shares.low[0] - 1e-9 <= truth <= shares.high[0] + 1e-9
    assert held / 300 >= 0.89
