"""When did a share of the coverage flare up, and would chance alone do the same?"""

from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.methods.kleinberg import burst_states, heaviest, savings
from data.methods.series import dispersion, known_series, null_series

SETTINGS = tuple(product((1.5, 2.0, 3.0), (0.5, 1.0, 2.0)))
NULLS = 199
COLUMNS = {
    "first": "int64",
    "last": "int64",
    "pieces": "float64",
    "total": "float64",
    "share": "float64",
    "base_share": "float64",
    "weight": "float64",
    "p": "float64",
    "stability": "float64",
    "settings": "int64",
}


def bursts(
    counts: npt.ArrayLike | pd.Series,
    totals: npt.ArrayLike | pd.Series,
    *,
    ratio: float = 2.0,
    cost: float = 1.0,
    seed: int = 0,
) -> pd.DataFrame:
    """Find the runs of buckets in which a share is nearer to ratio times its mean than to the mean.

    counts, totals: of one length, whole numbers, the counted among the total; NaN, NA or a total
        of 0 is a bucket not collected, or only in part: no burst holds or spans one.
    ratio, cost: Kleinberg's s (over 1) and gamma (0 or more); higher ones find fewer bursts.
    Shape: one row per burst, in time.
        first, last   int64    positions of its first and its last bucket, both in it
        pieces, total float64  counted in it, and of how many
        share         float64  pieces / total, 0 to 1
        base_share    float64  the same over all known buckets, bursts included
        weight        float64  nats by which ratio x base_share fits its buckets better than base
        p             float64  part of 200 series, this one and 199 of one share throughout, whose
                               heaviest burst is as heavy; it is about any burst in a series, so
                               that p <= 0.05 shows one in about 5 of 100 series that have none
        stability     float64  part of the settings under which half of its buckets or more burst
        settings      int64    how many those are: ratios 1.5, 2, 3 with costs 0.5, 1, 2
    Of 100 null series of 24 to 260 buckets simulated, 3 on average had a burst with p <= 0.05 where
        buckets were independent, even or not: 0 to 4 of even ones, 8 at worst (2 pieces a bucket,
        very unruly). Up to 10 and 18 had one where the share's logarithm was autocorrelated by 0.3
        and 0.6: p is too small for series that follow themselves
        (tests/benchmarks/error_rates_of_series.py).
    Errors: ValueError for a count above its total, a ratio or a cost out of range; TooFewError for
        fewer than 8 known buckets.
    Source: Kleinberg 2002 (KDD), the automaton of two states over batches; n is the number of known
        buckets. p is a parametric bootstrap of our own.
    """
    if ratio <= 1 or cost < 0:
        raise ValueError("the ratio of a burst must be over 1 and its cost 0 or more")
    counts, totals = known_series(counts, totals)
    if (counts > totals).any():
        raise ValueError("a count is above its total, so it is no part of it")
    grid = ((ratio, cost), *SETTINGS)
    saved = np.concatenate([savings(counts[None], totals, times) for times, _ in grid])
    states = burst_states(saved, np.array([_entry(totals, gamma) for _, gamma in grid]))
    first, last = _runs(states[0])
    runs = [slice(start, end + 1) for start, end in zip(first, last, strict=True)]
    pieces, sizes = (_sums(part, runs) for part in (counts, totals))
    weights = _sums(saved[0], runs)
    rows = {
        "first": first,
        "last": last,
        "pieces": pieces,
        "total": sizes,
        "share": pieces / sizes,
        "base_share": counts.sum() / totals.sum(),
        "weight": weights,
        "p": _chances(weights, counts, totals, ratio, cost, seed) if runs else [],
        "stability": [(states[1:, run].mean(axis=1) >= 0.5).mean() for run in runs],
        "settings": len(SETTINGS),
    }
    return pd.DataFrame(rows, index=range(len(runs))).astype(COLUMNS)


def _chances(
    weights: np.ndarray,
    counts: np.ndarray,
    totals: np.ndarray,
    ratio: float,
    cost: float,
    seed: int,
) -> np.ndarray:
    """Return, by weight, the part of the null series and the seen one with a burst as heavy.

    Null series have one share and the dispersion of the seen series. Both they and it are judged by
    weight / their own dispersion as estimated, so that its error is allowed for.
    """
    spread = dispersion(counts[None], totals, one_share=True)
    share = counts.sum() / totals.sum()
    nulls = null_series(totals, share, spread[0], NULLS, np.random.default_rng(seed))
    saved = savings(nulls, totals, ratio)
    heavy = heaviest(saved, burst_states(saved, _entry(totals, cost)))
    heavy = heavy / dispersion(nulls, totals, one_share=True)
    # Equal counts may differ in the last digits of their weights.
    as_heavy = heavy[:, None] >= weights / spread * (1 - 1e-9)
    return (1 + as_heavy.sum(axis=0)) / (1 + NULLS)


def _entry(totals: np.ndarray, cost: float) -> float:
    return cost * np.log((totals > 0).sum())


def _sums(numbers: np.ndarray, runs: list[slice]) -> np.ndarray:
    return np.array([numbers[run].sum() for run in runs])


def _runs(state: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and last positions of the runs of True."""
    steps = np.diff(np.concatenate([[False], state, [False]]).astype(np.int8))
    return np.flatnonzero(steps == 1), np.flatnonzero(steps == -1) - 1
