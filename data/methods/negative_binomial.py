"""Many count regressions at once: NB2 by maximum likelihood, its dispersion estimated."""

from dataclasses import dataclass

import numpy as np

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
# No mean is farther from its exposure: a rate of e to the 40 is what has no maximum.
FARTHEST = 40.0


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


def fit(counts: np.ndarray, exposure: np.ndarray, known: np.ndarray, design: np.ndarray) -> Fits:
    """Fit ln(mean) = ln(exposure) + design @ params, with variance mean + alpha mean^2, to rows.

    counts, exposure: rows x buckets; whole numbers, and numbers over 0, where known is True; at
        least one bucket of each row is known. design: buckets x terms, the same for all rows, a
        constant first. A term that is 0 in all known buckets of a row has the parameter 0.
    Fisher scoring for params and Newton steps for ln(alpha), in turns; where the likelihood falls
    as alpha leaves 0, alpha is 0.
    """
    rows = _Rows.of(counts, exposure, known, design)
    params = np.zeros((len(counts), design.shape[1]))
    params[:, 0] = rows.mean_rate()
    alpha = np.zeros(len(counts))
    near = _climb(rows, params, alpha, estimate=False, iterations=FIRST_ITERATIONS)
    # The derivative of the likelihood by alpha where alpha is 0.
    excess = ((rows.counts - near.means) ** 2 - rows.counts) * rows.known
    wide = excess.sum(axis=1) > 0
    start = np.where(wide, rows.first_alpha(near.means), 0.0)
    for some in filter(len, (np.flatnonzero(wide), np.flatnonzero(~wide))):
        part = _climb(rows.take(some), near.params[some], start[some], estimate=bool(wide[some[0]]))
        for name in Fits.__slots__:
            getattr(near, name)[some] = getattr(part, name)
    return near


@dataclass(frozen=True, slots=True)
class _Rows:
    """The data of some rows; above: rows x j, the number of buckets with more than j."""

    counts: np.ndarray
    offset: np.ndarray
    known: np.ndarray
    above: np.ndarray
    design: np.ndarray

    @classmethod
    def of(
        cls, counts: np.ndarray, exposure: np.ndarray, known: np.ndarray, design: np.ndarray
    ) -> "_Rows":
        counts = np.where(known, counts, 0.0)
        offset = np.log(np.where(known, exposure, 1.0))
        return cls(counts, offset, known, _numbers_above(counts), design)

    def take(self, some: np.ndarray) -> "_Rows":
        parts = (self.counts, self.offset, self.known, self.above)
        return _Rows(*(part[some] for part in parts), self.design)

    def mean_rate(self) -> np.ndarray:
        exposed = (np.exp(self.offset) * self.known).sum(axis=1)
        return np.log(np.maximum(self.counts.sum(axis=1), 0.5) / exposed)

    def first_alpha(self, means: np.ndarray) -> np.ndarray:
        """Return the alpha that the squared residuals have, as a start."""
        excess = ((self.counts - means) ** 2 - self.counts) * self.known
        squares = (means**2 * self.known).sum(axis=1)
        return np.clip(excess.sum(axis=1) / np.maximum(squares, 1e-12), 1e-3, 20.0)

    def means(self, params: np.ndarray) -> np.ndarray:
        rates = np.clip(params @ self.design.T, -FARTHEST, FARTHEST)
        return np.exp(self.offset + rates) * self.known

    def loglik(self, means: np.ndarray, alpha: np.ndarray) -> np.ndarray:
        """Return the log-likelihood without what depends on the counts alone."""
        j = np.arange(self.above.shape[1])
        lumps = (self.above * np.log1p(alpha[:, None] * j)).sum(axis=1)
        logs = self.counts * np.log(np.where(means > 0, means, 1.0))
        wide = alpha[:, None]
        safe = np.where(wide > 0, wide, 1.0)
        damped = np.log1p(wide * means)
        less = np.where(wide > 0, (self.counts + 1 / safe) * damped, means)
        return lumps + (logs - less).sum(axis=1)

    def step(self, means: np.ndarray, alpha: np.ndarray) -> np.ndarray:
        """Return the step of Fisher scoring for params, no mean moving too far."""
        shrunk = 1 + alpha[:, None] * means
        score = ((self.counts - means) / shrunk) @ self.design
        information = informations(means / shrunk, self.design)
        step = np.linalg.solve(information, score[:, :, None])[:, :, 0]
        moved = np.abs(step @ self.design.T * self.known).max(axis=1, keepdims=True)
        return step * np.minimum(1.0, LONGEST_STEP / np.maximum(moved, 1e-12))

    def alpha_step(self, means: np.ndarray, alpha: np.ndarray) -> np.ndarray:
        """Return the step of Newton's method for ln(alpha), uphill where it is not curved down."""
        first, second = self.by_alpha(means, alpha)
        slope, curve = alpha * first, alpha**2 * second + alpha * first
        step = np.where(curve < 0, -slope / np.where(curve < 0, curve, 1.0), np.sign(slope))
        return np.clip(step, -LONGEST_ALPHA_STEP, LONGEST_ALPHA_STEP)

    def by_alpha(self, means: np.ndarray, alpha: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the first and second derivatives of the log-likelihood by alpha, over 0."""
        j = np.arange(self.above.shape[1])
        lumps = j / (1 + alpha[:, None] * j)
        a = alpha[:, None]
        shrunk, logs = 1 + a * means, np.log1p(a * means)
        part = means / shrunk
        first = logs / a**2 - (self.counts + 1 / a) * part
        second = -2 * logs / a**3 + 2 * part / a**2 + (self.counts + 1 / a) * part**2
        return (
            (self.above * lumps).sum(axis=1) + first.sum(axis=1),
            -(self.above * lumps**2).sum(axis=1) + second.sum(axis=1),
        )


def _climb(
    rows: _Rows,
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
        step, old = part.step(means, alpha[going]) * damp[:, None], alpha[going]
        new = _within(old * np.exp(part.alpha_step(means, old) * damp)) if estimate else old
        new_means = part.means(params[going] + step)
        reached = part.loglik(new_means, new)
        far = np.abs(step).max(axis=1)
        level = LEVEL + 1e-12 * np.abs(height)
        better, rose = (
            reached >= height - level,
            reached > height + np.where(far > FAR, SOME, level),
        )
        params[going[better]] += step[better]
        alpha[going[better]] = new[better]
        means, height = (
            np.where(better[:, None], new_means, means),
            np.where(better, reached, height),
        )
        damp = np.where(better, np.minimum(1.0, damp * 2), damp / 4)
        still = np.where(rose | ~better, 0, still + np.where(far > FAR, PATIENCE, 1))
        moved = np.maximum(far, np.abs(new - old) / new) if estimate else far
        done = better & ((moved < CLOSE) | (still >= PATIENCE))
        settled[going[done]] = far[done] < NEAR
        if done.all():
            break
        if done.any():
            parts = (going, means, height, damp, still)
            going, means, height, damp, still = (each[~done] for each in parts)
            part = part.take(~done)
    alpha = np.where(alpha > LEAST_ALPHA, alpha, 0.0)
    means = rows.means(params)
    return Fits(params, alpha, means, rows.loglik(means, alpha), settled)


def _within(alpha: np.ndarray) -> np.ndarray:
    return np.clip(alpha, LEAST_ALPHA, MOST_ALPHA)


def informations(weights: np.ndarray, design: np.ndarray) -> np.ndarray:
    """Return design' weights design of each row; a term without any weight gets 1 on its place."""
    terms = design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    found = (weights @ products).reshape(-1, terms, terms)
    empty = np.einsum("bii->bi", found) == 0
    found[:, range(terms), range(terms)] += empty
    # So little that it moves no digit shown keeps collinear terms from stopping all rows.
    size = np.einsum("bii->b", found) / terms
    found[:, range(terms), range(terms)] += 1e-12 * size[:, None]
    return found


def _numbers_above(counts: np.ndarray) -> np.ndarray:
    """Return rows x j: in how many buckets of a row the count is more than j."""
    most = int(counts.max(initial=0))
    rows = np.repeat(np.arange(len(counts)), counts.shape[1])
    key = rows * (most + 1) + counts.astype(np.int64).ravel()
    numbers = np.bincount(key, minlength=len(counts) * (most + 1)).reshape(len(counts), -1)
    at_least = numbers[:, ::-1].cumsum(axis=1)[:, ::-1]
    return at_least[:, 1:] if most else np.zeros((len(counts), 1), dtype=np.int64)
