"""How likely are counts under a negative binomial with a rate by terms, and which way is up?"""

from dataclasses import dataclass

import numpy as np

# No mean is farther from its exposure: a rate of e to the 40 is what has no maximum.
FARTHEST = 40.0


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of counts; counts, offset, known: rows x buckets, design: buckets x terms for all rows.

    offset: natural logarithm of the exposure. above: rows x j, the number of buckets with a count
    of more than j, over which sums of ln(1 + alpha j) stand for gamma functions. Unknown buckets
    count 0 and have the mean 0.
    """

    counts: np.ndarray
    offset: np.ndarray
    known: np.ndarray
    above: np.ndarray
    design: np.ndarray

    @classmethod
    def of(
        cls, counts: np.ndarray, exposure: np.ndarray, known: np.ndarray, design: np.ndarray
    ) -> "Rows":
        """Return rows of counts and exposures, which may be anything where not known."""
        counts = np.where(known, counts, 0.0)
        offset = np.log(np.where(known, exposure, 1.0))
        return cls(counts, offset, known, _numbers_above(counts), design)

    def take(self, some: np.ndarray) -> "Rows":
        """Return some of the rows."""
        parts = (self.counts, self.offset, self.known, self.above)
        return Rows(*(part[some] for part in parts), self.design)

    def mean_rate(self) -> np.ndarray:
        """Return the logarithm of counts / exposure by row, of half a count where there is none."""
        exposed = (np.exp(self.offset) * self.known).sum(axis=1)
        return np.log(np.maximum(self.counts.sum(axis=1), 0.5) / exposed)

    def means(self, params: np.ndarray) -> np.ndarray:
        """Return the mean of each bucket."""
        rates = np.clip(params @ self.design.T, -FARTHEST, FARTHEST)
        return np.exp(self.offset + rates) * self.known

    def loglik(self, means: np.ndarray, alpha: np.ndarray) -> np.ndarray:
        """Return the log-likelihoods without what depends on the counts alone."""
        wide = alpha[:, None]
        lumps = (self.above * np.log1p(wide * self._j())).sum(axis=1)
        logs = self.counts * np.log(np.where(means > 0, means, 1.0))
        safe = np.where(wide > 0, wide, 1.0)
        less = np.where(wide > 0, (self.counts + 1 / safe) * np.log1p(wide * means), means)
        return lumps + (logs - less).sum(axis=1)

    def by_params(self, means: np.ndarray, alpha: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the derivatives by params, and the information that is expected on them."""
        shrunk = 1 + alpha[:, None] * means
        score = ((self.counts - means) / shrunk) @ self.design
        return score, informations(means / shrunk, self.design)

    def by_log_alpha(self, means: np.ndarray, alpha: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the first and second derivatives by ln(alpha), alpha being over 0."""
        wide = alpha[:, None]
        lumps = wide * self._j() / (1 + wide * self._j())
        logs, part = np.log1p(wide * means) / wide, means / (1 + wide * means)
        tail = (wide * self.counts + 1) * part
        first = (self.above * lumps).sum(axis=1) + (logs - tail).sum(axis=1)
        curve = -2 * logs + 2 * part + wide * tail * part
        return first, first - (self.above * lumps**2).sum(axis=1) + curve.sum(axis=1)

    def observed(self, means: np.ndarray, alpha: np.ndarray) -> np.ndarray:
        """Return the observed information on params and ln(alpha): rows x (terms + 1) squared.

        1 in the place of an alpha of 0, and of one along which the likelihood is curved upwards.
        """
        wide, terms = alpha[:, None], self.design.shape[1]
        shrunk = 1 + wide * means
        found = np.zeros((len(means), terms + 1, terms + 1))
        weights = means * (1 + wide * self.counts) / shrunk**2
        found[:, :terms, :terms] = informations(weights, self.design)
        cross = (wide * means * (self.counts - means) / shrunk**2) @ self.design
        found[:, :terms, terms] = found[:, terms, :terms] = cross
        _, curve = self.by_log_alpha(means, np.where(alpha > 0, alpha, 1.0))
        found[:, terms, terms] = np.where((alpha > 0) & (curve < 0), -curve, 1.0)
        return found

    def scores(self, means: np.ndarray, alpha: np.ndarray) -> np.ndarray:
        """Return the derivatives of each bucket's own: rows x buckets x (terms + ln(alpha))."""
        wide = alpha[:, None]
        by_params = ((self.counts - means) / (1 + wide * means))[:, :, None] * self.design
        some = np.where(wide > 0, wide, 1.0)
        lumps = np.cumsum(some * self._j() / (1 + some * self._j()), axis=1)
        lumps = np.concatenate([np.zeros((len(means), 1)), lumps], axis=1)
        by_alpha = np.take_along_axis(lumps, self.counts.astype(np.int64), axis=1)
        by_alpha += np.log1p(some * means) / some
        by_alpha -= (some * self.counts + 1) * means / (1 + some * means)
        by_alpha *= wide > 0
        return np.concatenate([by_params, by_alpha[:, :, None]], axis=2) * self.known[:, :, None]

    def _j(self) -> np.ndarray:
        return np.arange(self.above.shape[1])


def informations(weights: np.ndarray, design: np.ndarray) -> np.ndarray:
    """Return design' weights design of each row; 1 in the place of a term without any weight."""
    terms = design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    found = (weights @ products).reshape(-1, terms, terms)
    places = range(terms)
    found[:, places, places] += found[:, places, places] == 0
    # So little that it moves no digit shown keeps collinear terms from stopping all rows.
    size = found[:, places, places].sum(axis=1) / terms
    found[:, places, places] += 1e-12 * size[:, None]
    return found


def _numbers_above(counts: np.ndarray) -> np.ndarray:
    """Return rows x j: in how many buckets of a row the count is more than j."""
    most = int(counts.max(initial=0))
    rows = np.repeat(np.arange(len(counts)), counts.shape[1])
    key = rows * (most + 1) + counts.astype(np.int64).ravel()
    numbers = np.bincount(key, minlength=len(counts) * (most + 1)).reshape(len(counts), -1)
    at_least = numbers[:, ::-1].cumsum(axis=1)[:, ::-1]
    return at_least[:, 1:] if most else np.zeros((len(counts), 1), dtype=np.int64)
