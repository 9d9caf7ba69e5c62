"""How alike portfolios of memberships are: Signorino and Ritter's S, Cohen's kappa, Scott's pi."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike one portfolio is to each of many, in their order.

    s: Signorino and Ritter's S of the ladders, -1 to 1. kappa: Cohen's, pi: Scott's, of being in;
    NaN where both portfolios are the same throughout, since then chance alone agrees on all.
    compared: agreements that both could join; NaN in all three where there are none. both,
    neither: of these, how many both, and neither, are in.
    """

    s: np.ndarray
    kappa: np.ndarray
    pi: np.ndarray
    compared: np.ndarray
    both: np.ndarray
    neither: np.ndarray


def likeness(
    rungs: np.ndarray, inside: np.ndarray, open_to: np.ndarray, place: int, *, top: int
) -> Likeness:
    """Compare the portfolio in one row with that in every row, itself too.

    rungs: int, countries x agreements: how far each has come, 0 to top. inside, open_to: bool, of
    the same shape: who is in, and who could join. A pair is compared over what is open to both.
    Every agreement weighs the same. Source: Signorino and Ritter 1999, with absolute distances
    over the largest that the ladder allows; Cohen 1960; Scott 1955.
    """
    shared = open_to & open_to[place]
    compared = shared.sum(axis=1)
    both = (inside & inside[place] & shared).sum(axis=1)
    own, theirs = (inside[place] & shared).sum(axis=1), (inside & shared).sum(axis=1)
    neither = compared - own - theirs + both
    distance = (np.abs(rungs - rungs[place]) * shared).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        s = 1 - 2 * distance / (compared * top)
        kappa, pi = _beyond_chance(compared, both, neither, own, theirs)
    return Likeness(s, kappa, pi, compared, both, neither)


def _beyond_chance(
    compared: np.ndarray,
    both: np.ndarray,
    neither: np.ndarray,
    own: np.ndarray,
    theirs: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return kappa, whose chance has the margins of each, and pi, whose chance has their mean."""
    agreed = (both + neither) / compared
    first, second = own / compared, theirs / compared
    pooled = (first + second) / 2
    constant = ((own == 0) & (theirs == 0)) | ((own == compared) & (theirs == compared))
    chances = (first * second + (1 - first) * (1 - second), pooled**2 + (1 - pooled) ** 2)
    kappa, pi = (np.where(constant, np.nan, (agreed - by) / (1 - by)) for by in chances)
    return kappa, pi
