"""Precision, recall and F1 of sets of countries, with intervals."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np

RESAMPLES = 1000
SEED = 20200915


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share and its 95 % interval, all 0 to 1."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scores:
    """How found countries agree with gold ones: over all pairs, and each country alike."""

    precision: Estimate
    recall: Estimate
    f1: Estimate
    macro_precision: Estimate
    macro_recall: Estimate
    macro_f1: Estimate


def score(gold: Sequence[Set[str]], found: Sequence[Set[str]]) -> Scores:
    """Compare documents' gold countries with those found, in the same order.

    Intervals: bootstrap over documents, percentiles of RESAMPLES draws with a fixed seed, since
    countries in one document are no independent trials. Macro: the mean over the countries that
    the gold set has; precision over those of them that were found at all.
    """
    countries = sorted(set().union(*gold, *found))
    hit = _table(countries, [g & f for g, f in zip(gold, found, strict=True)])
    extra = _table(countries, [f - g for g, f in zip(gold, found, strict=True)])
    missed = _table(countries, [g - f for g, f in zip(gold, found, strict=True)])
    weights = _draws(len(gold))
    drawn = [_measures(weights @ hit, weights @ extra, weights @ missed)]
    low, high = zip(*map(_interval, drawn[0].T), strict=True)
    one = np.ones((1, len(gold)), dtype=np.float32)
    value = _measures(one @ hit, one @ extra, one @ missed)[0]
    return Scores(*(Estimate(*map(float, parts)) for parts in zip(value, low, high, strict=True)))


def _interval(values: np.ndarray) -> tuple[float, float]:
    """Return the middle 95 % of resampled values; NaN where none is known, as nothing was found."""
    known = values[~np.isnan(values)]
    return tuple(np.percentile(known, (2.5, 97.5))) if len(known) else (np.nan, np.nan)


def _table(countries: list[str], sets: list[Set[str]]) -> np.ndarray:
    number = {country: n for n, country in enumerate(countries)}
    table = np.zeros((len(sets), len(countries)), dtype=np.float32)
    for row, codes in enumerate(sets):
        table[row, [number[code] for code in codes]] = 1
    return table


def _draws(documents: int) -> np.ndarray:
    """Return how often each document is drawn, a row a resample."""
    draws = np.random.default_rng(SEED).multinomial(
        documents, np.full(documents, 1 / documents), size=RESAMPLES
    )
    return draws.astype(np.float32)


def _measures(hit: np.ndarray, extra: np.ndarray, missed: np.ndarray) -> np.ndarray:
    """Return the six measures of Scores as columns, a row a resample."""
    micro = _shares(hit.sum(1), extra.sum(1), missed.sum(1))
    absent = hit + missed == 0
    each = [np.where(absent, np.nan, share) for share in _shares(hit, extra, missed)]
    return np.column_stack([*micro, *(_mean(share) for share in each)])


def _shares(hit: np.ndarray, extra: np.ndarray, missed: np.ndarray) -> list[np.ndarray]:
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = hit / (hit + extra)
        recall = hit / (hit + missed)
        f1 = 2 * hit / (2 * hit + extra + missed)
    return [precision, recall, f1]


def _mean(shares: np.ndarray) -> np.ndarray:
    known = ~np.isnan(shares)
    return np.where(known, shares, 0).sum(1) / np.maximum(known.sum(1), 1)


def main_country(gold: Sequence[Set[str]], first: Sequence[str]) -> Estimate:
    """Return the share of documents whose most mentioned country is the coded one; Wilson."""
    right = sum(one in g if one else not g for g, one in zip(gold, first, strict=True))
    n, z = len(gold), 1.959964
    share = right / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * ((share * (1 - share) + z * z / (4 * n)) / n) ** 0.5
    return Estimate(share, middle - half, middle + half)
