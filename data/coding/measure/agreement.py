"""How far two codings of the same passages agree, beyond chance."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RESAMPLES = 1000
SEED = 20251106


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha with its 95 % interval; NaN where only one value was ever coded."""

    value: float
    low: float
    high: float


def alpha(first: npt.ArrayLike, second: npt.ArrayLike) -> Alpha:
    """Compare two codings, nominal and without gaps, of the same units.

    The interval: percentiles of RESAMPLES draws of the units with a fixed seed. Where the two
    never differ it is a point, which says that no difference was drawn, not that there is none.
    Source: Krippendorff 2004, chapter 11; as the package krippendorff computes it.
    """
    pairs, times = _pairs(np.asarray(first), np.asarray(second))
    if not len(pairs):
        return Alpha(np.nan, np.nan, np.nan)
    value = _alphas(pairs, times[None, :])[0]
    chance = np.random.default_rng(SEED)
    drawn = _alphas(pairs, chance.multinomial(times.sum(), times / times.sum(), size=RESAMPLES))
    known = drawn[~np.isnan(drawn)]
    if np.isnan(value) or not len(known):
        return Alpha(value, np.nan, np.nan)
    return Alpha(float(value), *map(float, np.percentile(known, (2.5, 97.5))))


def _pairs(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each pair of values that was coded, as numbers, and how often."""
    _, numbers = np.unique(np.concatenate([first, second]), return_inverse=True)
    both = np.column_stack([numbers[: len(first)], numbers[len(first) :]])
    return np.unique(both, axis=0, return_counts=True)


def _alphas(pairs: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Return alpha for each row of times: how often each pair was coded."""
    values = pairs.max() + 1
    each = sum(np.eye(values)[pairs[:, side]] for side in (0, 1))
    coded = times @ each
    total = coded.sum(1)
    observed = 2 * (times @ (pairs[:, 0] != pairs[:, 1])) / total
    by_chance = 1 - (coded * (coded - 1)).sum(1) / (total * (total - 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(by_chance > 0, 1 - observed / by_chance, np.nan)
