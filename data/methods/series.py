"""A series of counts: what of it is known, how unruly it is, what chance alone would give."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.methods.errors import TooFewError
from data.methods.shares import as_floats

FEWEST = 8
KEPT = 0.8
# The mean of the lowest 80 % of squared standard normal numbers, for which the mean is 1.
TRIMMED_MEAN = 0.43772


def known_series(
    counts: npt.ArrayLike | pd.Series, totals: npt.ArrayLike | pd.Series
) -> tuple[np.ndarray, np.ndarray]:
    """Return counts and totals as floats, both 0 in the buckets that are not known.

    counts, totals: of one length, whole numbers; NaN or NA in either, or a total of 0, is a bucket
        that was not collected, or only in part.
    Errors: ValueError for two lengths, a negative or an infinite number; TooFewError for fewer
        than 8 known buckets.
    """
    counts, totals = as_floats(counts), as_floats(totals)
    if counts.shape != totals.shape:
        raise ValueError("counts and totals of a series are not of one length")
    if (counts < 0).any() or (totals < 0).any() or np.isinf([counts, totals]).any():
        raise ValueError("a count or total of a series is negative or infinite")
    known = (totals > 0) & ~np.isnan(counts)
    if known.sum() < FEWEST:
        raise TooFewError(
            f"Only {known.sum()} of the periods can be compared: at least {FEWEST} wholly "
            "collected ones are needed to tell a change from chance."
        )
    return np.where(known, counts, 0.0), np.where(known, totals, 0.0)


def dispersion(counts: np.ndarray, totals: np.ndarray, *, one_share: bool) -> np.ndarray:
    """Return how many times more series vary than independent events would, at least 1.

    counts: series x buckets. totals: buckets, the same for all series; those of 0 are left out.
    one_share: the counted are among the total and keep one share of it (binomial); else the total
        is an exposure and the rate may change its level, so it is taken from the buckets compared
        (Poisson).
    Returns one float per series; counts are never trusted to be more even than chance.
    Taken from differences of neighbouring buckets, and of neighbouring blocks of n^(1/3) buckets
        (at least 2), whichever varies more: blocks see what lasts beyond a bucket, so that a
        series which follows itself (autocorrelation) counts as unruly. The largest fifth of the
        differences is left out, so that neither bursts nor jumps of the level count as noise.
        What lasts longer than a block is not seen.
    Source: the variance by blocks of Wu & Zhao 2007 (J. R. Stat. Soc. B 69), with a trimmed mean.
    """
    counts, totals = counts[:, totals > 0], totals[totals > 0]
    blocks = max(2, round(len(totals) ** (1 / 3)))
    by_length = [_excess(counts, totals, length, one_share) for length in (1, blocks)]
    return np.maximum(1.0, np.maximum(*by_length))


def null_series(
    totals: np.ndarray, share: float, spread: float, rows: int, rng: np.random.Generator
) -> np.ndarray:
    """Draw series (rows x buckets) of independent counts of one share, as unruly as spread says.

    The share of a bucket is log-normal around share, alike for all, with the variance that makes
    the dispersion over all pieces spread (1 is binomial). Its upper tail is longer than that of a
    beta distribution, with which about 10 instead of 5 in 100 such series had a burst of p <= 0.05.
    """
    pieces = totals.astype(np.int64)
    if spread <= 1 or not 0 < share < 1:
        return rng.binomial(pieces, share, (rows, len(totals))).astype(float)
    size = max((totals**2).sum() / totals.sum() - 1, 1.0)
    deviation = np.sqrt(np.log1p((spread - 1) * (1 - share) / share / size))
    shares = share * rng.lognormal(-(deviation**2) / 2, deviation, (rows, len(totals)))
    return rng.binomial(pieces, np.minimum(shares, 1.0)).astype(float)


def _excess(counts: np.ndarray, totals: np.ndarray, length: int, one_share: bool) -> np.ndarray:
    """Compare the differences between neighbouring blocks with those that chance would make."""
    sums, sizes = _block_sums(counts, length), _block_sums(totals, length)
    earlier, later = sizes[:-length], sizes[length:]
    rate = (sums[:, length:] + sums[:, :-length]) / (earlier + later)
    squares = (sums[:, length:] - rate * later) ** 2
    if one_share:
        share = counts.sum(axis=1, keepdims=True) / totals.sum()
        rate = share * (1 - share)
    variance = np.broadcast_to(rate * earlier * later / (earlier + later), squares.shape)
    return _trimmed_ratio(squares, variance) / TRIMMED_MEAN


def _block_sums(numbers: np.ndarray, length: int) -> np.ndarray:
    sums = np.cumsum(numbers, axis=-1)
    before = np.concatenate([np.zeros_like(sums[..., :1]), sums[..., :-length]], axis=-1)
    return sums[..., length - 1 :] - before


def _trimmed_ratio(squares: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """Return, by row, sum of squares / sum of variance where their ratio is not of the largest."""
    told = variance > 0
    ratio = np.where(told, squares / np.where(told, variance, 1), np.inf)
    order = np.argsort(ratio, axis=1)
    squares, variance = (
        np.take_along_axis(np.where(told, part, 0), order, axis=1).cumsum(axis=1)
        for part in (squares, variance)
    )
    last = np.maximum(np.round(KEPT * told.sum(axis=1)).astype(int), 1) - 1
    rows = np.arange(len(last))
    below = variance[rows, last]
    return squares[rows, last] / np.where(below > 0, below, np.inf)
