"""Dispersion and null series: chance is 1, jumps are no noise, what lasts beyond a bucket is."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import chi2

from data.methods.series import KEPT, TRIMMED_MEAN, dispersion, null_series
from tests.benchmarks.error_rates_of_series import series

LONG = np.full(2000, 200.0)


def spread(noise: str, factor: float | np.ndarray = 1.0) -> float:
    drawn = series(10, np.full(2000, 0.1) * factor, 200, noise, np.random.default_rng(5))
    return float(dispersion(drawn, LONG, one_share=True).mean())


def test_the_trimmed_mean_is_that_of_squared_normals() -> None:
    """Leaving out the largest differences biases every dispersion."""
    assert_allclose(chi2.cdf(chi2.ppf(KEPT, 1), 3) / KEPT, TRIMMED_MEAN, atol=1e-5)


def test_dispersion_is_1_for_chance_and_near_the_truth_for_unruly_series() -> None:
    """Even series count as unruly, or unruly ones as even."""
    assert spread("even") == pytest.approx(1, abs=0.1)
    truth = 1 + 199 * 0.1 * 0.1 / 0.9
    assert spread("gamma") == pytest.approx(truth, rel=0.15)
    assert spread("unruly") == pytest.approx(truth, rel=0.15)


def test_jumps_and_bursts_are_no_noise_but_what_lasts_is() -> None:
    """A change of level widens every interval, or a series that follows itself looks even."""
    jumps = np.repeat([1.0, 3.0, 0.5, 2.0], 500)
    assert spread("even", jumps) == pytest.approx(1, abs=0.15)
    assert spread("0.6") > 1.5 * spread("unruly")


def test_shares_near_one_are_judged_as_shares() -> None:
    """A common topic looks more even than chance, and unruly shares of it pass for even."""
    rng = np.random.default_rng(6)
    common = rng.binomial(200, 0.8, (5, 2000)).astype(float)
    assert_allclose(dispersion(common, LONG, one_share=True), 1, atol=0.1)
    unruly = rng.binomial(200, rng.beta(40, 10, (10, 2000))).astype(float)
    assert dispersion(unruly, LONG, one_share=True).mean() == pytest.approx(1 + 199 / 51, rel=0.15)


@pytest.mark.parametrize("wanted", [1.0, 2.0, 5.0])
def test_null_series_have_the_share_and_the_dispersion_asked_for(wanted: float) -> None:
    """p compares with series that are calmer or wilder than the one seen."""
    totals = np.tile([50.0, 200.0, 350.0, 0.0], 500)
    drawn = null_series(totals, 0.1, wanted, 40, np.random.default_rng(4))
    known = totals > 0
    assert (drawn[:, ~known] == 0).all()
    assert drawn.sum() / (40 * totals.sum()) == pytest.approx(0.1, rel=0.02)
    square = ((drawn - 0.1 * totals) ** 2).sum() / (40 * 0.1 * 0.9 * totals.sum())
    assert square == pytest.approx(wanted, rel=0.1)
