"""Which way of coding is the better: all reasons together, on passages that none was made from."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.coding.measure.agreement import RESAMPLES, SEED
from data.coding.quality import Bar


def compare(there: np.ndarray, ways: Mapping[str, np.ndarray], bar: Bar) -> pd.DataFrame:
    """Compare ways to code; the first is the one that the others are held against.

    there, ways: passages by reasons, bool or the share of repeats.
    Shape: way, precision, recall, f1 (all reasons' findings together), macro_f1 (the mean over the
    reasons that enough passages carry), over (its difference from the first way's), over_low,
    over_high (95 %, passages drawn anew, the same for both), enough (reasons that reach the bar's
    precision), of (reasons that enough passages carry).
    """
    weighed = there.sum(0) >= bar.positives
    chance = np.random.default_rng(SEED)
    passages = len(there)
    drawn = chance.multinomial(passages, np.full(passages, 1 / passages), size=RESAMPLES)
    base = next(iter(ways.values()))
    rows = []
    for way, found in ways.items():
        hit, extra, missed = (part.sum(0) for part in _parts(there, found))
        alone = macro_f1(there, found, weighed, np.ones((1, passages)))[0]
        over = macro_f1(there, found, weighed, drawn) - macro_f1(there, base, weighed, drawn)
        rows.append(
            {
                "way": way,
                "precision": _share(hit.sum(), extra.sum()),
                "recall": _share(hit.sum(), missed.sum()),
                "f1": _share(2 * hit.sum(), extra.sum() + missed.sum()),
                "macro_f1": alone,
                "over": alone - macro_f1(there, base, weighed, np.ones((1, passages)))[0],
                "over_low": np.percentile(over, 2.5),
                "over_high": np.percentile(over, 97.5),
                "enough": int((_shares(hit, extra)[weighed] >= bar.precision).sum()),
                "of": int(weighed.sum()),
            }
        )
    return pd.DataFrame(rows)


def macro_f1(
    there: np.ndarray, found: np.ndarray, weighed: np.ndarray, times: np.ndarray
) -> np.ndarray:
    """Return the mean F1 of the weighed reasons for each row of times, how often a passage counts.

    F1 is 0 for a reason that is not found; a reason that a draw does not hold is left out of it.
    """
    hit, extra, missed = (times @ part[:, weighed] for part in _parts(there, found))
    f1 = _shares(2 * hit, extra + missed)
    held = hit + missed > 0
    with np.errstate(invalid="ignore"):
        return np.where(held, f1, 0).sum(1) / held.sum(1)


def _parts(there: np.ndarray, found: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    there, found = there.astype(float), found.astype(float)
    return there * found, (1 - there) * found, there * (1 - found)


def _shares(part: np.ndarray, rest: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return part / (part + rest)


def _share(part: float, rest: float) -> float:
    return float(_shares(np.float64(part), np.float64(rest)))
