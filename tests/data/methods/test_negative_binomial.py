"""Count regressions, many at once: what statsmodels finds for one, and where no maximum is."""

import numpy as np
import pytest
from scipy.special import gammaln
from statsmodels.discrete.discrete_model import NegativeBinomial, Poisson

from data.methods.nb2_likelihood import Rows
from data.methods.negative_binomial import Fits, fit
from data.methods.newey_west import hac_variances, lags, model_variances, student, times_errors

TIME = (np.arange(40) - 19.5) / 20
STEP = (np.arange(40) >= 18) * 1.0
DESIGN = np.column_stack([np.ones(40), TIME, STEP])


def drawn(mean: float, alpha: float, rows: int = 8) -> tuple[np.ndarray, np.ndarray]:
    """Return seeded counts of a rate with a step of 2, and their exposures."""
    rng = np.random.default_rng([round(10 * mean), round(10 * alpha)])
    exposure = rng.integers(50, 400, (rows, 40)).astype(float)
    means = mean * exposure / 200 * np.where(STEP > 0, 2.0, 1.0)
    if alpha:
        means = means * rng.gamma(1 / alpha, alpha, means.shape)
    return rng.poisson(means).astype(float), exposure


def fitted(counts: np.ndarray, exposure: np.ndarray) -> tuple[Rows, Fits]:
    rows = Rows.of(counts, exposure, np.ones(counts.shape, dtype=bool), DESIGN)
    return rows, fit(rows)


@pytest.mark.parametrize("mean", [2.0, 30.0, 400.0])
@pytest.mark.parametrize("alpha", [0.3, 2.0])
def test_params_alpha_and_errors_are_those_of_statsmodels(mean: float, alpha: float) -> None:
    """The regression is another model, or its errors are not Newey and West's."""
    counts, exposure = drawn(mean, alpha)
    rows, found = fitted(counts, exposure)
    variances = hac_variances(rows, found, np.full(len(counts), 3.0))
    assert found.settled.all() and (found.alpha > 0).all()
    for at, (count, offset) in enumerate(zip(counts, np.log(exposure), strict=True)):
        start = np.append(found.params[at], found.alpha[at])
        model = NegativeBinomial(count, DESIGN, offset=offset)
        robust = {"cov_type": "HAC", "cov_kwds": {"maxlags": 3, "use_correction": True}}
        told = model.fit(start_params=start, method="newton", disp=0, **robust)
        assert np.allclose(start, told.params, rtol=1e-4, atol=1e-4)
        assert np.allclose(np.sqrt(np.diag(variances[at])), told.bse[:3], rtol=1e-4)
        assert np.isclose(found.loglik[at] - gammaln(count + 1).sum(), told.llf, atol=1e-5)


def test_even_counts_are_poisson() -> None:
    """A dispersion of less than chance is fitted, or stops the fit."""
    counts, exposure = drawn(20.0, 0.0)
    even = np.round(counts * 0 + exposure / 10)
    rows, found = fitted(even, exposure)
    assert (found.alpha == 0).all() and found.settled.all()
    model = model_variances(rows, found)
    for at in range(len(even)):
        told = Poisson(even[at], DESIGN, offset=np.log(exposure[at])).fit(disp=0)
        assert np.allclose(found.params[at], told.params, atol=1e-5)
        assert np.allclose(np.sqrt(np.diag(model[at])), told.bse, rtol=1e-4)


def test_rows_do_not_touch_each_other() -> None:
    """What a row says depends on the rows beside it."""
    counts, exposure = drawn(5.0, 1.0)
    _, together = fitted(counts, exposure)
    for at in range(len(counts)):
        _, alone = fitted(counts[[at]], exposure[[at]])
        assert np.allclose(alone.params[0], together.params[at], atol=1e-6)


def test_unknown_buckets_are_as_if_they_were_not_there() -> None:
    """A week that nobody collected counts as an empty one."""
    counts, exposure = drawn(5.0, 1.0, rows=2)
    known = np.ones(counts.shape, dtype=bool)
    known[:, 5:15] = False
    counts[:, 5:15], exposure[:, 5:15] = np.nan, 0
    found = fit(Rows.of(counts, exposure, known, DESIGN))
    kept = known[0]
    less = Rows.of(counts[:, kept], exposure[:, kept], known[:, kept], DESIGN[kept])
    assert np.allclose(found.params, fit(less).params, atol=1e-6)
    assert (found.means[:, ~kept] == 0).all()


def test_a_maximum_at_infinity_is_not_settled() -> None:
    """A step from nothing gets a ratio, which is an accident of when the search stopped."""
    counts = np.where(STEP > 0, 3.0, 0.0)[None]
    assert not fitted(counts, np.full(counts.shape, 100.0))[1].settled[0]


def test_a_term_without_weight_is_nought() -> None:
    """A day of the week that is nowhere known stops the fit."""
    counts, exposure = drawn(5.0, 1.0, rows=3)
    wide = np.column_stack([DESIGN, np.zeros(40)])
    found = fit(Rows.of(counts, exposure, counts >= 0, wide))
    assert (found.params[:, -1] == 0).all()
    assert np.allclose(found.params[:, :-1], fitted(counts, exposure)[1].params, atol=1e-6)


def test_lags_and_quantiles_are_the_published_ones() -> None:
    """Intervals are of another width than is said."""
    assert lags(np.array([16, 48, 100, 364])).tolist() == [2, 3, 4, 5]
    assert np.allclose(student(np.array([8, 12, 44])), [2.306, 2.179, 2.015], atol=0.007)
    assert np.isclose(times_errors(np.array([40]), np.array([3]))[0], 2.2605, atol=1e-3)
