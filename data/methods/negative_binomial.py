"""Many count regressions at once: NB2 by maximum likelihood, its dispersion estimated."""

from dataclasses import dataclass

import numpy as np

from data.methods.nb2_likelihood import Rows

ITERATIONS, FIRST_ITERATIONS = 80, 6
# A row is at its end when nothing moves by more than CLOSE, or the likelihood, known to LEVEL, does
# not rise in three steps; or by less than SOME in a step FAR, which nears a maximum at infinity. It
# is settled if no parameter moved by NEAR in the end.
CLOSE, NEAR, FAR, LEVEL, SOME = 1e-7, 1e-2, 0.3, 1e-9, 1e-6
PATIENCE = 3
# Counts with a dispersion below the first are taken as Poisson.
LEAST_ALPHA, MOST_ALPHA = 1e-7, 1e5
# The longest step of one iteration, in natural logarithms of a mean and of alpha.
LONGEST_STEP, LONGEST_ALPHA_STEP = 5.0, 2.0


@dataclass(frozen=True, slots=True)
class Fits:
    """Fitted rows: params rows x terms; alpha rows, 0 for Poisson; means rows x buckets.

    loglik: rows, without what depends on the counts alone. settled: rows, whether the maximum was
    reached; it is not where it lies at infinity.
    """

    params: np.ndarray
    alpha: np.ndarray
    means: np.ndarray
    loglik: np.ndarray
    settled: np.ndarray


def fit(rows: Rows) -> Fits:
    """Fit ln(mean) = offset + design @ params, with variance mean + alpha mean^2, to each row.

    rows: each with a known bucket; the first term of their design is a constant. A term that is 0
        in all known buckets of a row has the parameter 0.
    By Newton's method, or Fisher scoring where the likelihood is not curved down, in params and
    ln(alpha); where the likelihood falls as alpha leaves 0, alpha is 0.
    """
    params = np.zeros((len(rows.counts), rows.design.shape[1]))
    params[:, 0] = rows.mean_rate()
    alpha = np.zeros(len(params))
    found = _climb(rows, params, alpha, estimate=False, iterations=FIRST_ITERATIONS)
    # The derivative of the likelihood by alpha where alpha is 0, over half the squares of means.
    excess = (((rows.counts - found.means) ** 2 - rows.counts) * rows.known).sum(axis=1)
    wide = excess > 0
    squares = np.maximum((found.means**2).sum(axis=1), 1e-12)
    start = np.where(wide, np.clip(excess / squares, 1e-3, 20.0), 0.0)
    for some in filter(len, (np.flatnonzero(wide), np.flatnonzero(~wide))):
        estimate = bool(wide[some[0]])
        part = _climb(rows.take(some), found.params[some], start[some], estimate=estimate)
        for name in Fits.__slots__:
            getattr(found, name)[some] = getattr(part, name)
    return found


def _climb(
    rows: Rows,
    params: np.ndarray,
    alpha: np.ndarray,
    *,
    estimate: bool,
    iterations: int = ITERATIONS,
) -> Fits:
    """Climb to the maximum from a start, by params, and by alpha where it is to be estimated."""
    params, alpha = params.copy(), alpha.copy()
    settled = np.zeros(len(params), dtype=bool)
    going, part = np.arange(len(params)), rows
    means = part.means(params)
    height, damp, still = part.loglik(means, alpha), np.ones(len(params)), np.zeros(len(params))
    for _ in range(iterations):
        old, whole = alpha[going], damp == 1
        step = _step(part, means, old, estimate=estimate) * damp[:, None]
        tried, far = params[going] + step[:, :-1], np.abs(step[:, :-1]).max(axis=1)
        new = np.clip(old * np.exp(step[:, -1]), LEAST_ALPHA, MOST_ALPHA) if estimate else old
        new_means = part.means(tried)
        reached = part.loglik(new_means, new)
        level = LEVEL + 1e-12 * np.abs(height)
        better = reached >= height - level
        rose = reached > height + np.where(far > FAR, SOME, level)
        params[going[better]], alpha[going[better]] = tried[better], new[better]
        means = np.where(better[:, None], new_means, means)
        height = np.where(better, reached, height)
        damp = np.where(better, np.minimum(1.0, damp * 2), damp / 4)
        still = np.where(rose | ~better, 0, still + whole * np.where(far > FAR, PATIENCE, 1))
        moved = np.maximum(far, np.abs(new - old) / new) if estimate else far
        done = better & whole & ((moved < CLOSE) | (still >= PATIENCE))
        settled[going[done]] = far[done] < NEAR
        if done.all():
            break
        parts = (going, means, height, damp, still)
        going, means, height, damp, still = (each[~done] for each in parts)
        part = part.take(~done) if done.any() else part
    alpha = np.where(alpha > LEAST_ALPHA, alpha, 0.0)
    means = rows.means(params)
    return Fits(params, alpha, means, rows.loglik(means, alpha), settled)


def _step(rows: Rows, means: np.ndarray, alpha: np.ndarray, *, estimate: bool) -> np.ndarray:
    """Return the step for params and ln(alpha), no mean moving too far: rows x (terms + 1).

    Newton's where that is uphill; else scoring for params, and for alpha by itself.
    """
    score, expected = rows.by_params(means, alpha)
    step = np.zeros((len(means), rows.design.shape[1] + 1))
    step[:, :-1] = np.linalg.solve(expected, score[:, :, None])[:, :, 0]
    if estimate:
        slope, curve = rows.by_log_alpha(means, alpha)
        down = curve < 0
        step[:, -1] = np.where(down, -slope / np.where(down, curve, 1.0), np.sign(slope))
        score = np.concatenate([score, slope[:, None]], axis=1)
        newton = np.linalg.solve(rows.observed(means, alpha), score[:, :, None])[:, :, 0]
        uphill = down & np.isfinite(newton).all(axis=1) & ((newton * score).sum(axis=1) > 0)
        step[uphill] = newton[uphill]
    moved = np.abs(step[:, :-1] @ rows.design.T * rows.known).max(axis=1)
    longest = np.maximum(moved / LONGEST_STEP, np.abs(step[:, -1]) / LONGEST_ALPHA_STEP)
    return step / np.maximum(longest, 1.0)[:, None]
