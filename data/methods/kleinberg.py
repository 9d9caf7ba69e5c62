"""Which buckets a two-state automaton puts into a burst (Kleinberg 2002)."""

import numpy as np

MOST = 0.9999


def savings(counts: np.ndarray, totals: np.ndarray, ratio: float) -> np.ndarray:
    """Return by how many nats each bucket is likelier at ratio times the series' share.

    counts: series x buckets. totals: buckets, the same for all series. ratio times the share is cut
        to 0.9999.
    Returns series x buckets; -inf where the total is 0, so that nothing bursts there; -1 throughout
        a series that counts nothing or nearly all.
    """
    share = counts.sum(axis=1, keepdims=True) / totals.sum()
    higher = np.minimum(share * ratio, MOST)
    able = (share > 0) & (higher > share)
    low, high = np.where(able, share, 0.25), np.where(able, higher, 0.5)
    saved = counts * np.log(high / low) + (totals - counts) * np.log1p((low - high) / (1 - low))
    return np.where(totals > 0, np.where(able, saved, -1.0), -np.inf)


def burst_states(saved: np.ndarray, costs: float | np.ndarray) -> np.ndarray:
    """Return whether each bucket bursts in the state sequence of the lowest cost (Viterbi).

    saved: series x buckets, as savings returns them. costs: nats for each entry into a burst, one
    or by series; leaving is free, and every series starts outside, as in the paper.
    """
    buckets = saved.shape[1]
    outside, inside = np.zeros(len(saved)), np.full(len(saved), -np.inf)
    left = np.empty((buckets, len(saved)), dtype=bool)
    stayed = np.empty_like(left)
    for bucket, gain in enumerate(np.ascontiguousarray(saved.T)):
        entering = outside - costs
        left[bucket], stayed[bucket] = inside > outside, inside >= entering
        outside, inside = np.maximum(outside, inside), gain + np.maximum(inside, entering)
    return _traced(inside > outside, left, stayed).T


def heaviest(saved: np.ndarray, states: np.ndarray) -> np.ndarray:
    """Return what the heaviest burst of each series saves in nats, 0 where there is none."""
    weight, most = np.zeros(len(saved)), np.zeros(len(saved))
    for gain, bursting in zip(saved.T, states.T, strict=True):
        weight = np.where(bursting, weight + gain, 0.0)
        # No end of a burst costs more than it saves, so no part from its start outweighs it all.
        np.maximum(most, weight, out=most)
    return most


def _traced(state: np.ndarray, left: np.ndarray, stayed: np.ndarray) -> np.ndarray:
    states = np.empty_like(left)
    for bucket in range(len(left) - 1, -1, -1):
        states[bucket] = state
        state = np.where(state, stayed[bucket], left[bucket])
    return states
