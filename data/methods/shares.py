"""How sure is a share: the interval around a count of a total."""

import numpy as np
import numpy.typing as npt
import pandas as pd

LEVEL = 0.95


def wilson(
    counts: npt.ArrayLike | pd.Series, totals: npt.ArrayLike | pd.Series, level: float = LEVEL
) -> tuple[np.ndarray, np.ndarray]:
    """Return the lower and upper ends of the Wilson intervals of counts / totals.

    counts, totals: of one length, whole or effective (not whole) numbers, NumPy or pandas; NA is
        unknown. Each piece counts as drawn for itself: copies of one text make it too narrow.
    Returns two float arrays, 0 to 1, NaN where a total is 0 or either number is unknown.
    Errors: ValueError for a negative count or one above its total.
    Source: Wilson 1927, as statsmodels' proportion_confint computes it.
    """
    # Importing statsmodels takes a second or more, which the start of the app should not.
    from statsmodels.stats.proportion import proportion_confint

    counts, totals = as_floats(counts), as_floats(totals)
    if ((counts < 0) | (counts > totals)).any():
        raise ValueError("a count of a share is negative or above its total")
    known = (totals > 0) & ~np.isnan(counts)
    low, high = np.full(counts.shape, np.nan), np.full(counts.shape, np.nan)
    low[known], high[known] = proportion_confint(
        counts[known], totals[known], alpha=1 - level, method="wilson"
    )
    # Rounding leaves 5e-17 where the ends are 0 and 1.
    low[known & (counts == 0)], high[known & (counts == totals)] = 0.0, 1.0
    return low, high


def as_floats(numbers: npt.ArrayLike | pd.Series) -> np.ndarray:
    """Return numbers as an array of floats, NaN for what is missing."""
    return pd.Series(numbers).astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
