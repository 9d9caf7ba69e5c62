"""What a share would be without the mistakes of the coding: corrected for known error."""

from dataclasses import dataclass

import numpy as np

DRAWS = 1_000
SEED = 20251106
# Beyond this part of draws in which the coding is no better than chance, nothing is corrected.
TOO_OFTEN = 0.025
NONE, BELOW, ABOVE = "", "below", "above"


@dataclass(frozen=True, slots=True)
class Gold:
    """A sample coded by reading against the coding: whole numbers of passages.

    found, missed: that have it, and the coding says so or not. rejected, false: that do not have
    it, and the coding says so or not.
    """

    found: int
    missed: int
    rejected: int
    false: int

    @property
    def sensitivity(self) -> float:
        """Part of what is there that is found; NaN where nothing is there."""
        there = self.found + self.missed
        return self.found / there if there else np.nan

    @property
    def specificity(self) -> float:
        """Part of what is not there that is not found; NaN where all is there."""
        absent = self.rejected + self.false
        return self.rejected / absent if absent else np.nan


@dataclass(frozen=True, slots=True)
class Corrected:
    """Corrected shares with their 95 % intervals, 0 to 1; NaN where they cannot be corrected.

    clipped: below where no more is found than would be found wrongly, so that the share is 0; above
    where the correction would be more than 1.
    """

    share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    clipped: tuple[str, ...]


def rogan_gladen(share: float, sensitivity: float, specificity: float) -> tuple[float, str]:
    """Return (share + specificity - 1) / (sensitivity + specificity - 1), and how it was clipped.

    NaN where sensitivity + specificity is 1 or less: such a coding says nothing.
    Source: Rogan & Gladen 1978.
    """
    if not sensitivity + specificity > 1:
        return np.nan, NONE
    corrected = (share + specificity - 1) / (sensitivity + specificity - 1)
    if corrected < 0 or (share > 0 and corrected == 0):
        return 0.0, BELOW
    return (1.0, ABOVE) if corrected > 1 else (corrected, NONE)


def corrected_shares(
    shares: np.ndarray, effective: np.ndarray, gold: Gold, *, draws: int = DRAWS, seed: int = SEED
) -> Corrected:
    """Correct shares of stories for the mistakes that a sample coded by reading showed.

    shares: as coded by one way, one passage a story. effective: the independent stories that each
        is as sure as, from data.methods.cluster_bootstrap.
    The intervals are of draws in which a share, the sensitivity and the specificity each vary as
    their numbers allow, from Beta(count + 1/2, rest + 1/2): a plain bootstrap would repeat a share
    of 0, or a sensitivity of 1, in all draws (it held a true share of 2 % in 31 to 94 of 100
    trials of 25 to 200 stories; this one in 93 to 99).
    NaN where the coding is no better than chance, or might not be in more than 2.5 % of draws.
    """
    chance = np.random.default_rng(seed)
    sensitivity = chance.beta(gold.found + 0.5, gold.missed + 0.5, draws)
    false = chance.beta(gold.false + 0.5, gold.rejected + 0.5, draws)
    better = sensitivity > false
    rates = (gold.sensitivity, gold.specificity)
    points = [rogan_gladen(float(share), *rates) for share in shares]
    share = np.array([point for point, _ in points])
    known = ~np.isnan(share) & (effective > 0)
    if (~better).mean() > TOO_OFTEN or not known.any():
        nothing = np.full(len(shares), np.nan)
        return Corrected(nothing, nothing, nothing, (NONE,) * len(shares))
    stories = np.where(known, effective, 1.0)
    having = np.where(known, shares, 0.0) * stories
    drawn = chance.beta(having + 0.5, stories - having + 0.5, (draws, len(shares)))
    # Among the few draws that say nothing any share is possible.
    apart = np.where(better, sensitivity - false, 1)[:, None]
    found = np.clip((drawn - false[:, None]) / apart, 0, 1)
    low, high = (
        np.quantile(np.where(better[:, None], found, worst), part, axis=0)
        for worst, part in ((0.0, 0.025), (1.0, 0.975))
    )
    ends = (share, np.minimum(low, share), np.maximum(high, share))
    clipped = tuple(
        one if is_known else NONE for (_, one), is_known in zip(points, known, strict=True)
    )
    return Corrected(*(np.where(known, end, np.nan) for end in ends), clipped)
