"""How sure are fitted parameters where neighbouring buckets resemble each other?"""

import numpy as np

from data.methods.nb2_likelihood import Rows, informations
from data.methods.negative_binomial import Fits

NORMAL = 1.959964


def lags(buckets: np.ndarray) -> np.ndarray:
    """Return over how many buckets errors are taken to follow each other (Newey & West 1994)."""
    return np.floor(4 * (buckets / 100) ** (2 / 9))


def hac_variances(rows: Rows, fits: Fits, most: np.ndarray) -> np.ndarray:
    """Return the Newey-West variances of params: rows x terms x terms.

    most: the lags that count in each row, with Bartlett weights; an unknown bucket keeps its place,
        so that a lag is one of time.
    Of params and alpha together where alpha is over 0, by the observed information, times
    n / (n - parameters), as statsmodels has it.
    """
    scores = rows.scores(fits.means, fits.alpha)
    middle = scores.transpose(0, 2, 1) @ scores
    for lag in range(1, int(min(most.max(initial=0), scores.shape[1] - 1)) + 1):
        product = scores[:, lag:].transpose(0, 2, 1) @ scores[:, :-lag]
        weight = np.maximum(1 - lag / (most + 1), 0)[:, None, None]
        middle += weight * (product + product.transpose(0, 2, 1))
    inverse = np.linalg.inv(rows.observed(fits.means, fits.alpha))
    number, terms = rows.known.sum(axis=1), rows.design.shape[1]
    freed = number / np.maximum(number - terms - 1, 1)
    return (inverse @ middle @ inverse)[:, :terms, :terms] * freed[:, None, None]


def model_variances(rows: Rows, fits: Fits) -> np.ndarray:
    """Return the variances of params if the model holds: rows x terms x terms."""
    weights = fits.means / (1 + fits.alpha[:, None] * fits.means)
    return np.linalg.inv(informations(weights, rows.design))


def times_errors(buckets: np.ndarray, most: np.ndarray) -> np.ndarray:
    """Return by how many Newey-West errors a 95 % interval reaches to each side.

    More than 1.96, as the errors are themselves estimated, from buckets / (most + 1) or so
    independent stretches. Source: Kiefer & Vogelsang 2005, Bartlett weights, fixed b.
    """
    part = (most + 1) / buckets
    return NORMAL + 2.9694 * part + 0.4160 * part**2 - 0.5324 * part**3


def student(freedom: np.ndarray) -> np.ndarray:
    """Return the 97.5 % quantile of Student's t, to 0.01 from 8 degrees of freedom on."""
    first = (NORMAL**3 + NORMAL) / 4
    second = (5 * NORMAL**5 + 16 * NORMAL**3 + 3 * NORMAL) / 96
    return NORMAL + first / freedom + second / freedom**2
