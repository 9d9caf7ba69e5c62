"""Did the share change, or only who publishes: the share with the mix of outlets held constant."""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from data.methods.shares import as_floats, wilson

# An outlet is in the panel where it published in this part of the buckets or more.
PRESENCE = 0.9
# The pieces that what is expected of an outlet weighs, against what it published in a bucket.
STRENGTH = 10.0
FEWEST = 2
UNKNOWN = ""


class TooFewOutletsError(ValueError):
    """No mix of outlets to hold constant; the message is a sentence for the reader."""


def panel(
    frame: pd.DataFrame,
    *,
    buckets: Sequence[Hashable] | None = None,
    presence: float = PRESENCE,
) -> list[str]:
    """Return the outlets that published in nearly all buckets, sorted: the fixed panel.

    frame, buckets: as adjusted takes them. presence: the least part of the buckets, 0 to 1. An
        outlet that enters or leaves midway is not in it, nor is the unknown one ("").
    Errors: ValueError where the frame's numbers cannot be shares.
    """
    return _panel(_tables(frame, buckets)[0], presence)


def adjusted(
    frame: pd.DataFrame,
    *,
    buckets: Sequence[Hashable] | None = None,
    presence: float = PRESENCE,
    strength: float = STRENGTH,
) -> pd.DataFrame:
    """Compute the share as if each outlet of the panel published the same part all the time.

    frame: stratum (the outlet), bucket, count, total, one row per pair that occurs; a pair
        without a row published nothing. Rows with an unknown number, or of buckets not asked
        for, are left out. Give whole buckets only: a cut one has another mix.
    buckets: all whole buckets in order, silent ones too; None means those in the frame.
    strength: what is expected of an outlet weighs as much as this many of its pieces. Expected
        is its own share over all buckets times what the whole panel shows in this bucket
        against its own (observed / expected), so an outlet that is silent in a bucket moves
        with the others and one with few pieces leans on them.
    Shape: one row per bucket, in order:
        bucket       as given
        share        Float64  counts / totals of all outlets, the raw share; NA for total 0
        adjusted     Float64  sum over outlets of weight x share; NA where the panel is silent.
                              Weight: the outlet's part of the panel's total over all buckets
        low, high    Float64  95 % interval of adjusted. It is Wilson's at the effective number
                              of pieces, which chance in each outlet and the distance of a share
                              from what was expected of it reduce; pieces of one outlet are
                              taken to be independent, so copies make it too narrow
        composition  Float64  share - adjusted: what who publishes, outlets outside the panel
                              among them, adds to the raw share
        covered      Float64  part of the bucket's total that the panel published; NA for total 0
    Errors: TooFewOutletsError, with a sentence, where fewer than two outlets make the panel;
        ValueError where a count is negative or above its total.
    Source: post-stratification, Little 1993, here with fixed weights; Wilson's interval with
        effective numbers, Franco, Little, Louis & Slud 2019.
    """
    totals, counts = _tables(frame, buckets)
    outlets = _panel(totals, presence)
    if len(outlets) < FEWEST:
        raise TooFewOutletsError(_too_few(len(outlets), totals.shape[1], presence))
    own_totals, own_counts = (table.loc[outlets].to_numpy() for table in (totals, counts))
    share, low, high = _standardised(own_counts, own_totals, strength)
    every = totals.to_numpy().sum(axis=0)
    with np.errstate(invalid="ignore"):
        raw = counts.to_numpy().sum(axis=0) / every
        covered = own_totals.sum(axis=0) / every
    columns = {"share": raw, "adjusted": share, "low": low, "high": high}
    columns |= {"composition": raw - share, "covered": covered}
    shares = pd.DataFrame(columns).astype("Float64")
    shares.insert(0, "bucket", totals.columns)
    return shares


def _panel(totals: pd.DataFrame, presence: float) -> list[str]:
    held = (totals > 0).sum(axis=1) >= presence * max(totals.shape[1], 1)
    return sorted(name for name in totals.index[held] if name != UNKNOWN)


def _standardised(
    counts: np.ndarray, totals: np.ndarray, strength: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the adjusted share and its interval for each column (bucket) of outlets by buckets."""
    weight = (totals.sum(axis=1) / totals.sum())[:, None]
    usual = (counts.sum(axis=1) / totals.sum(axis=1))[:, None]
    expected = (totals * usual).sum(axis=0)
    level = np.divide(counts.sum(axis=0), expected, out=np.ones_like(expected), where=expected > 0)
    trust = 1 / (totals + strength)
    share = (weight * trust * (counts + strength * np.minimum(level * usual, 1))).sum(axis=0)
    # The share is linear in the counts: each piece adds its outlet's trust, and a part to level.
    leaning = (weight * trust * strength * usual).sum(axis=0)
    each = weight * trust + np.divide(
        leaning, expected, out=np.zeros_like(expected), where=expected > 0
    )
    chance = each**2 * totals
    distance = (weight * trust * strength) ** 2 / (strength + 1)
    effective = _effective(weight, usual, chance + distance)
    silent = totals.sum(axis=0) == 0
    share = np.where(silent, np.nan, np.clip(share, 0, 1))
    low, high = wilson(share * effective, np.where(silent, 0, effective))
    return share, low, high


def _effective(weight: np.ndarray, usual: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """Return how many independent pieces would be as sure as the variances per outlet.

    variance: in units of the outlet's own p (1 - p).
    """
    spread = usual * (1 - usual)
    if not spread.any():
        return 1 / variance.sum(axis=0)
    share = float((weight * usual).sum())
    return share * (1 - share) / (spread * variance).sum(axis=0)


def _tables(
    frame: pd.DataFrame, buckets: Sequence[Hashable] | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return totals and counts as floats, one row per outlet and one column per bucket."""
    numbers = {name: as_floats(frame[name]) for name in ("total", "count")}
    if ((numbers["count"] < 0) | (numbers["count"] > numbers["total"])).any():
        raise ValueError("a count of a share is negative or above its total")
    known = frame[["stratum", "bucket"]].assign(**numbers).dropna()
    columns = sorted(known["bucket"].unique()) if buckets is None else list(buckets)
    known = known[known["bucket"].isin(columns)]
    summed = known.groupby(["stratum", "bucket"], sort=False)[["total", "count"]].sum()
    wide = summed.unstack("bucket").fillna(0.0)
    return tuple(
        wide[name].reindex(columns=columns, fill_value=0.0) if len(wide) else _nothing(columns)
        for name in numbers
    )


def _nothing(columns: list[Hashable]) -> pd.DataFrame:
    return pd.DataFrame(np.zeros((0, len(columns))), columns=columns)


def _too_few(found: int, buckets: int, presence: float) -> str:
    if not buckets:
        return "No time step is collected as a whole, so no mix of outlets can be held constant."
    said = "Only one outlet" if found else "No outlet"
    return (
        f"{said} published in {presence:.0%} or more of the {buckets:,} whole time steps; at "
        "least two must, for their mix to be held constant. Choose a longer time step or fewer "
        "filters."
    )
