"""Samples to audit: the same for all, fair to each piece, and what reading them says."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_array_equal
from scipy.stats import chisquare

from data.methods.audit import Precision, precision, sample_places, seed_of


def test_a_view_has_one_sample_for_all_readers() -> None:
    """The sample depends on the machine or the run, so two readers cannot compare."""
    assert seed_of("country=KAZ") == 0x818966B16D667BFC
    assert_array_equal(
        sample_places(900, seed=seed_of("q=x")), sample_places(900, seed=seed_of("q=x"))
    )


def test_another_view_or_draw_has_another_sample() -> None:
    """A reader who asks for another draw gets the same pieces again."""
    assert len({seed_of("q=x"), seed_of("q=y"), seed_of("q=x", 2), seed_of("q=x", 3)}) == 4
    first, second = (sample_places(900, seed=seed_of("q=x", draw)) for draw in (1, 2))
    assert first.tolist() != second.tolist()


@pytest.mark.parametrize(("number", "size", "drawn"), [(0, 50, 0), (7, 50, 7), (900, 50, 50)])
def test_places_are_sorted_and_drawn_once(number: int, size: int, drawn: int) -> None:
    """A piece is judged twice, or lies outside what was counted."""
    places = sample_places(number, size, seed=3)
    assert places.dtype == np.int64
    assert len(places) == drawn == len(set(places.tolist()))
    assert sorted(places) == places.tolist()
    assert set(places.tolist()) <= set(range(number))


def test_each_piece_is_as_likely_as_any_other() -> None:
    """Early or late pieces are drawn more often, and the audit speaks for them only."""
    times = np.zeros(40)
    for draw in range(4_000):
        times[sample_places(40, 10, seed=seed_of("", draw))] += 1
    # Drawing without replacement spreads less than chi-square supposes, by 30 / 39.
    statistic = chisquare(times).statistic / (30 / 39)
    assert 18 < statistic < 67


def test_a_negative_number_is_refused() -> None:
    """An impossible number of pieces gives a sample."""
    with pytest.raises(ValueError, match="cannot draw"):
        sample_places(-1, seed=0)


def test_only_pieces_that_are_read_count() -> None:
    """Unread pieces count as wrong, or as right."""
    found = precision(pd.Series(["right"] * 18 + ["wrong"] * 2 + [""] * 29 + [None]))
    assert (found.right, found.wrong, found.unread, found.share) == (18, 2, 30, 0.9)
    # Wilson's interval of 18 of 20.
    assert (found.low, found.high) == pytest.approx((0.6990, 0.9721), abs=5e-5)


@pytest.mark.parametrize("labels", [[], ["", ""]])
def test_what_nobody_read_has_no_precision(labels: list[str]) -> None:
    """A figure nobody checked is shown as right or wrong."""
    found = precision(pd.Series(labels, dtype="str"))
    assert found == Precision(0, 0, len(labels), None, None, None)


def test_an_unknown_label_is_refused() -> None:
    """A misspelt label counts as unread."""
    with pytest.raises(ValueError, match="'Right' is no label"):
        precision(pd.Series(["Right"]))


@pytest.mark.parametrize("number", [60, 2_000])
def test_the_interval_holds_the_truth_as_often_as_it_says(number: int) -> None:
    """The precision of a figure looks surer than fifty pieces make it."""
    labels = np.where(np.arange(number) < 0.8 * number, "right", "wrong")
    found = [precision(pd.Series(labels[sample_places(number, seed=seed)])) for seed in range(400)]
    assert np.mean([one.low <= 0.8 <= one.high for one in found]) >= 0.93
