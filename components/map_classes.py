"""Classes of a map: few, with round bounds, from the numbers that occur."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

MOST = 6
# Shares are cut at whole numbers of these, so that a share on a bound is on it exactly.
PER_ONE = 100_000_000


@dataclass(frozen=True, slots=True)
class Classes:
    """Lower bounds, rising, and what each class is called; a number on a bound is above it."""

    lows: tuple[float, ...]
    labels: tuple[str, ...]

    def place(self, numbers: npt.ArrayLike) -> np.ndarray:
        """Return the class of each number, from 0; -1 is below the lowest bound."""
        return np.searchsorted(self.lows, np.asarray(numbers, dtype=float), side="right") - 1


def count_classes(counts: npt.ArrayLike) -> Classes:
    """Return classes of whole numbers above 0: single ones, else by 1, 2, 5, 10 and so on.

    Coverage is heavy-tailed: with equal steps all but a few countries would share a class.
    """
    above = np.asarray(counts, dtype=np.int64)
    above = above[above > 0]
    if not len(above):
        return Classes((), ())
    least, most = int(above.min()), int(above.max())
    if most <= MOST:
        lows = list(range(least, most + 1))
        return Classes(tuple(lows), tuple(str(low) for low in lows))
    rungs = _ladder(most)
    lows = _thinned([rung for rung in rungs if rung >= max(r for r in rungs if r <= least)])
    labels = [
        f"{low:,}" if after == low + 1 else f"{low:,} to {after - 1:,}"
        for low, after in zip(lows, lows[1:], strict=False)
    ]
    return Classes(tuple(lows), (*labels, f"{lows[-1]:,} or more"))


def share_classes(shares: npt.ArrayLike) -> Classes:
    """Return classes of shares above 0: of equal width, else by 1, 2, 5, 10 and so on.

    Equal ones where less than half of the countries would stand in the lowest.
    """
    above = np.asarray(shares, dtype=float)
    above = above[above > 0]
    if not len(above):
        return Classes((), ())
    most = max(int(above.max() * PER_ONE), 1)
    if above.min() == above.max():
        return Classes((0.0,), (percent(float(above[0])),))
    step = next(rung for rung in _ladder(most) if rung * MOST >= most)
    cuts = list(range(step, most, step))
    if (above < step / PER_ONE).sum() * 2 >= len(above):
        rungs = [r for r in _ladder(most) if above.min() * PER_ONE < r < PER_ONE]
        cuts = _thinned(rungs, most=MOST - 1)
    if not cuts:
        return Classes((0.0,), ("Above 0%",))
    labels = [f"{_bound(a)} to under {_bound(b)}" for a, b in zip(cuts, cuts[1:], strict=False)]
    labels = [f"Under {_bound(cuts[0])}", *labels, f"{_bound(cuts[-1])} or more"]
    return Classes((0.0, *(cut / PER_ONE for cut in cuts)), tuple(labels))


def percent(share: float) -> str:
    """Write a share, 0 to 1, as a percentage with as many places as it bears."""
    return f"{share:.1%}" if share >= 0.1 else _digits(100 * share, 2)


def _bound(cut: int) -> str:
    return _digits(100 * cut / PER_ONE, 10)


def _digits(number: float, digits: int) -> str:
    return f"{np.format_float_positional(number, digits, fractional=False, trim='-')}%"


def _ladder(most: int) -> list[int]:
    """Return 1, 2, 5, 10, 20 and so on up to a number."""
    tens = (10**power for power in range(len(str(most))))
    return [rung for ten in tens for rung in (ten, 2 * ten, 5 * ten) if rung <= most]


def _thinned(rungs: list[int], most: int = MOST) -> list[int]:
    """Keep every n-th rung from the first, so that few enough are left."""
    return rungs[:: -(-len(rungs) // most)] if rungs else []
