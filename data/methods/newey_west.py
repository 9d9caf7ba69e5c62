"""How sure are fitted parameters where neighbouring buckets resemble each other?"""

import numpy as np

from data.methods.negative_binomial import Fits, informations

NORMAL = 1.959964


def lags(buckets: int) -> int:
    """Return over how many buckets errors are taken to follow each other (Newey & West 1994)."""
    return int(4 * (buckets / 100) ** (2 / 9))


def hac_variances(
    counts: np.ndarray, known: np.ndarray, design: np.ndarray, fits: Fits, most: int
) -> np.ndarray:
    """Return the Newey-West variances of params: rows x terms x terms.

    counts, known, design: as data.methods.negative_binomial.fit had them. most: lags that count,
        with Bartlett weights; an unknown bucket keeps its place, so that a lag is one of time.
    Of params and alpha together where alpha is over 0, by the observed information, times
    n / (n - parameters), as statsmodels has it.
    """
    counts = np.where(known, counts, 0.0)
    scores = _scores(counts, known, design, fits)
    middle = scores.transpose(0, 2, 1) @ scores
    for lag in range(1, min(most, counts.shape[1] - 1) + 1):
        product = scores[:, lag:].transpose(0, 2, 1) @ scores[:, :-lag]
        middle += (1 - lag / (most + 1)) * (product + product.transpose(0, 2, 1))
    inverse = np.linalg.inv(_information(counts, known, design, fits))
    number, terms = known.sum(axis=1), design.shape[1]
    freed = number / np.maximum(number - terms - 1, 1)
    return (inverse @ middle @ inverse)[:, :terms, :terms] * freed[:, None, None]


def model_variances(design: np.ndarray, fits: Fits) -> np.ndarray:
    """Return the variances of params if the model holds: rows x terms x terms."""
    return np.linalg.inv(informations(fits.means / (1 + fits.alpha[:, None] * fits.means), design))


def times_errors(buckets: np.ndarray, most: int) -> np.ndarray:
    """Return by how many Newey-West errors a 95 % interval reaches to each side.

    More than 1.96, as the errors are themselves estimated, from buckets / (most + 1) or so
    independent stretches. Source: Kiefer & Vogelsang 2005, Bartlett weights, fixed b.
    """
    part = (most + 1) / buckets
    return NORMAL + 2.9694 * part + 0.4160 * part**2 - 0.5324 * part**3


def student(freedom: np.ndarray) -> np.ndarray:
    """Return the 97.5 % quantile of Student's t, to 0.01 from 4 degrees of freedom on."""
    first = (NORMAL**3 + NORMAL) / 4
    second = (5 * NORMAL**5 + 16 * NORMAL**3 + 3 * NORMAL) / 96
    return NORMAL + first / freedom + second / freedom**2


def _scores(counts: np.ndarray, known: np.ndarray, design: np.ndarray, fits: Fits) -> np.ndarray:
    """Return the derivatives of each bucket's log-likelihood: rows x buckets x (terms + alpha)."""
    means, alpha = fits.means, fits.alpha[:, None]
    by_params = ((counts - means) / (1 + alpha * means))[:, :, None] * design
    a = np.where(alpha > 0, alpha, 1.0)
    lumps = _summed_to(counts, lambda j: j / (1 + a * j))
    by_alpha = lumps + np.log1p(a * means) / a**2 - (counts + 1 / a) * means / (1 + a * means)
    scores = np.concatenate([by_params, by_alpha[:, :, None] * (alpha > 0)[:, :, None]], axis=2)
    return scores * known[:, :, None]


def _information(
    counts: np.ndarray, known: np.ndarray, design: np.ndarray, fits: Fits
) -> np.ndarray:
    """Return the observed information of params and alpha, 1 for the alpha of a Poisson row."""
    means, alpha = fits.means, fits.alpha[:, None]
    shrunk, terms = 1 + alpha * means, design.shape[1]
    found = np.zeros((len(counts), terms + 1, terms + 1))
    found[:, :terms, :terms] = informations(means * (1 + alpha * counts) / shrunk**2, design)
    cross = (means * (counts - means) / shrunk**2 * (alpha > 0)) @ design
    found[:, :terms, terms] = found[:, terms, :terms] = cross
    a = np.where(alpha > 0, alpha, 1.0)
    part = means / (1 + a * means)
    curve = _summed_to(counts, lambda j: (j / (1 + a * j)) ** 2)
    curve += (2 * np.log1p(a * means) / a - 2 * part) / a**2 - (counts + 1 / a) * part**2
    found[:, terms, terms] = np.where(alpha[:, 0] > 0, (curve * known).sum(axis=1), 1.0)
    return found


def _summed_to(counts: np.ndarray, term) -> np.ndarray:  # noqa: ANN001
    """Return for each count y the sum of a term over j from 0 to y - 1."""
    sums = np.cumsum(term(np.arange(max(1, int(counts.max(initial=0))))), axis=1)
    sums = np.concatenate([np.zeros((len(counts), 1)), sums], axis=1)
    return np.take_along_axis(sums, counts.astype(np.int64), axis=1)
