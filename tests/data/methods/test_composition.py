"""Shares with the mix of outlets held constant: the panel, known shifts, and how sure they are."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from data.methods.composition import TooFewOutletsError, adjusted, panel

SHARES = ("share", "adjusted", "low", "high", "composition", "covered")


def long(counts: np.ndarray, totals: np.ndarray) -> pd.DataFrame:
    """Return outlets by buckets as a long frame without the pairs that published nothing."""
    outlet, bucket = np.nonzero(totals)
    names = [f"outlet {number}" for number in outlet]
    return pd.DataFrame(
        {
            "stratum": names,
            "bucket": bucket,
            "count": counts[outlet, bucket],
            "total": totals[outlet, bucket],
        }
    )


def shares(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return the columns of shares as floats, NaN for NA."""
    return {name: frame[name].to_numpy(float, na_value=np.nan) for name in SHARES}


def test_a_change_of_mix_moves_the_raw_share_alone() -> None:
    """An outlet that publishes more is taken for a change of what outlets write."""
    totals = np.array([[100, 100, 100, 100], [100, 200, 400, 800]])
    found = shares(adjusted(long(totals * [[10], [50]] // 100, totals)))
    assert_allclose(found["share"], [0.3, 110 / 300, 0.42, 410 / 900])
    # Weights: 400 and 1,500 of the panel's 1,900 pieces.
    assert_allclose(found["adjusted"], np.full(4, (400 * 0.1 + 1500 * 0.5) / 1900), atol=0.002)
    assert_allclose(found["composition"], found["share"] - found["adjusted"])
    assert_allclose(found["covered"], np.ones(4))


def test_a_change_in_each_outlet_moves_the_adjusted_share() -> None:
    """A real change is taken for a change of mix."""
    totals = np.full((2, 4), 1_000)
    counts = totals * np.array([[10, 10, 20, 20], [20, 20, 40, 40]]) // 100
    found = shares(adjusted(long(counts, totals)))
    assert_allclose(found["adjusted"], [0.15, 0.15, 0.3, 0.3], atol=0.005)
    assert found["high"][0] < found["low"][2]


def test_the_columns_are_those_promised() -> None:
    """The frame lacks a column, or has its buckets in another order."""
    days = [date(2025, 1, 1), date(2025, 2, 1)]
    frame = pd.DataFrame(
        {
            "stratum": ["A", "B", "A", "B"],
            "bucket": [days[1], days[0], days[0], days[1]],
            "count": pd.array([1, 2, 3, 4], dtype="Int64"),
            "total": pd.array([10, 10, 10, 10], dtype="Int64"),
        }
    )
    found = adjusted(frame)
    assert list(found.columns) == ["bucket", *SHARES]
    assert found["bucket"].tolist() == days
    assert set(found.dtypes[list(SHARES)].astype(str)) == {"Float64"}
    assert found["share"].tolist() == [0.25, 0.25]


def test_outlets_that_come_or_go_midway_are_not_in_the_panel() -> None:
    """A source that enters mid-series shifts the adjusted share."""
    totals = np.full((4, 20), 50)
    totals[2, :10] = 0
    totals[3, 4:6] = 0
    counts = totals // 10
    counts[2] = totals[2]
    frame = long(counts, totals)
    assert panel(frame) == ["outlet 0", "outlet 1", "outlet 3"]
    found = shares(adjusted(frame))
    assert_allclose(found["adjusted"], np.full(20, 0.1))
    assert_allclose(found["covered"][[0, 4, 10]], [1, 1, 0.75])
    assert found["composition"][10] == pytest.approx((15 + 50) / 200 - 0.1)


def test_pieces_of_unknown_outlets_count_in_the_raw_share_only() -> None:
    """Pieces without an outlet are held constant as if one outlet had published them."""
    totals = np.full((3, 4), 10)
    frame = long(totals // 2, totals).replace({"stratum": {"outlet 2": ""}})
    assert panel(frame) == ["outlet 0", "outlet 1"]
    assert_allclose(shares(adjusted(frame))["covered"], np.full(4, 2 / 3))


def test_an_outlet_silent_in_a_bucket_moves_with_the_others() -> None:
    """A silent outlet counts as zero, holds a rise back, or is as sure as if it had published."""
    totals = np.full((3, 20), 1_000)
    counts = np.full((3, 20), 100)
    counts[:, 10:] = 200
    totals[0, 15] = counts[0, 15] = 0
    found = shares(adjusted(long(counts, totals)))
    assert found["adjusted"][15] == pytest.approx(found["adjusted"][14], abs=0.005)
    width = found["high"] - found["low"]
    assert width[15] > 2 * width[14]


def test_a_silent_bucket_is_unknown_and_not_zero() -> None:
    """A bucket in which nobody published is drawn as a share of zero."""
    totals = np.full((2, 20), 10)
    totals[:, 7] = 0
    found = adjusted(long(totals // 2, totals), buckets=range(20))
    assert found.loc[7, list(SHARES)].isna().all()
    assert found.drop(index=7)[list(SHARES)].notna().all(axis=None)


def test_cut_buckets_and_unknown_numbers_are_left_out() -> None:
    """A bucket that is not whole, or an unknown count, changes the weights."""
    totals = np.full((2, 4), 10)
    frame = long(totals // 2, totals)
    cut = pd.DataFrame({"stratum": ["outlet 0"], "bucket": [9], "count": [0], "total": [900]})
    unknown = pd.DataFrame({"stratum": ["x"], "bucket": [1], "count": [None], "total": [900]})
    both = pd.concat([frame, cut, unknown.astype({"count": "Int64"})])
    pd.testing.assert_frame_equal(adjusted(both, buckets=range(4)), adjusted(frame))


@pytest.mark.parametrize(
    ("totals", "buckets", "said"),
    [
        (np.array([[5, 5]]), None, "Only one outlet published in 90% or more of the 2 whole"),
        (np.array([[5, 0], [0, 5]]), None, "No outlet published"),
        (np.array([[5, 5], [5, 5]]), [], "No time step is collected as a whole"),
    ],
)
def test_what_has_no_mix_is_refused_with_a_sentence(
    totals: np.ndarray, buckets: list | None, said: str
) -> None:
    """The reader sees a trace, or a share of one outlet under the name of a mix."""
    with pytest.raises(TooFewOutletsError, match=said):
        adjusted(long(totals // 2, totals), buckets=buckets)


def test_a_count_above_its_total_is_refused() -> None:
    """Counts that are no part of their totals give a share that means nothing."""
    frame = long(np.array([[6], [1]]), np.array([[5], [5]]))
    with pytest.raises(ValueError, match="above its total"):
        adjusted(frame)


@pytest.mark.parametrize("share", [0, 1])
def test_shares_of_nothing_and_of_all_have_intervals(share: int) -> None:
    """A country that nobody names gets no interval, or one without width."""
    totals = np.full((2, 5), 20)
    found = shares(adjusted(long(totals * share, totals)))
    assert_allclose(found["adjusted"], np.full(5, share))
    assert (found["high"] - found["low"] > 0.01).all()


@pytest.mark.parametrize(("pieces", "rise"), [(3, 1), (30, 1), (30, 2), (300, 0.5)])
def test_the_interval_holds_the_truth_as_often_as_it_says(pieces: int, rise: float) -> None:
    """With a changing mix, and with a real change too, the interval misses more than it says."""
    held = []
    for seed in range(200):
        drawn = np.random.default_rng([pieces, seed])
        truth = np.repeat(drawn.beta(1, 9, (6, 1)), 12, axis=1)
        truth[:, 6:] = np.minimum(truth[:, 6:] * rise, 1)
        growth = np.exp(drawn.normal(0, 1, (6, 1)) * np.linspace(0, 1, 12))
        totals = 1 + drawn.poisson(pieces * growth)
        counts = drawn.binomial(totals, truth)
        found = shares(adjusted(long(counts, totals)))
        weights = totals.sum(axis=1) / totals.sum()
        held.append((found["low"] <= weights @ truth) & (weights @ truth <= found["high"]))
    assert 0.93 <= np.mean(held) <= 0.99
