"""Classes of a map: few, round, and each number in the one whose label holds it."""

import numpy as np
import pytest

from components.map_classes import MOST, count_classes, percent, share_classes


@pytest.mark.parametrize(
    ("counts", "labels"),
    [
        ([], ()),
        ([0, 0], ()),
        ([1], ("1",)),
        ([1, 3], ("1", "2", "3")),
        ([1, 6], ("1", "2", "3", "4", "5", "6")),
        ([1, 7], ("1", "2 to 4", "5 or more")),
        ([1, 50], ("1", "2 to 4", "5 to 9", "10 to 19", "20 to 49", "50 or more")),
        ([1, 988], ("1 to 4", "5 to 19", "20 to 99", "100 to 499", "500 or more")),
        ([12, 14], ("10 or more",)),
        ([30, 300], ("20 to 49", "50 to 99", "100 to 199", "200 or more")),
    ],
)
def test_counts_have_few_classes_with_round_bounds(counts: list, labels: tuple) -> None:
    assert count_classes(counts).labels == labels


@pytest.mark.parametrize("most", [1, 7, 99, 1_000, 300_000, 10_000_000])
def test_a_count_on_a_bound_is_in_the_class_that_begins_there(most: int) -> None:
    """A country is painted in a class whose label does not hold its number."""
    classes = count_classes([1, most])
    assert 1 <= len(classes.lows) == len(classes.labels) <= MOST
    for place, low in enumerate(classes.lows):
        assert classes.place([low - 1, low, most]).tolist() == [
            place - 1,
            place,
            len(classes.lows) - 1,
        ]


@pytest.mark.parametrize(
    ("shares", "labels"),
    [
        ([], ()),
        ([0.0], ()),
        ([0.3, 0.0], ("30.0%",)),
        ([0.1, 0.3, 0.5], ("Under 10%", "10% to under 20%", "20% to under 30%",
                           "30% to under 40%", "40% or more")),
        ([0.001, 0.002, 0.003, 0.7], ("Under 0.2%", "0.2% to under 1%", "1% to under 5%",
                                      "5% to under 20%", "20% or more")),
        ([0.01, 0.02, 1.0], ("Under 2%", "2% to under 5%", "5% to under 10%",
                             "10% to under 20%", "20% to under 50%", "50% or more")),
    ],
)  # fmt: skip
def test_shares_have_equal_classes_unless_most_would_share_the_lowest(
    shares: list, labels: tuple
) -> None:
    assert share_classes(shares).labels == labels


@pytest.mark.parametrize("top", [1.0, 0.7, 0.02, 0.00003])
def test_a_share_on_a_bound_is_in_the_class_that_begins_there(top: float) -> None:
    """A share of exactly 5 % is painted as one of less."""
    for shares in ([top / 1000, top / 500, top], np.linspace(top / 20, top, 20)):
        classes = share_classes(shares)
        assert len(classes.lows) == len(classes.labels) <= MOST
        assert classes.place(classes.lows).tolist() == list(range(len(classes.lows)))
        below = np.nextafter(classes.lows[1:], 0)
        assert classes.place(below).tolist() == list(range(len(below)))
        assert classes.place([top])[0] == len(classes.lows) - 1


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0%"), (1, "100.0%"), (0.304, "30.4%"), (0.0123, "1.2%"), (0.00000007, "0.000007%")],
)
def test_percentages_have_the_places_they_bear(share: float, said: str) -> None:
    assert percent(share) == said
