"""Shares corrected for known error: the formula, what cannot be corrected, and the interval."""

from typing import NamedTuple

import numpy as np
import pytest

from data.methods.misclassification import Gold, corrected_shares, rogan_gladen


class One(NamedTuple):
    """A single share, corrected."""

    share: float
    low: float
    high: float
    clipped: str


def corrected_share(share: float, effective: float, gold: Gold, **options: int) -> One:
    found = corrected_shares(np.array([share]), np.array([effective]), gold, **options)
    return One(*(float(end[0]) for end in (found.share, found.low, found.high)), *found.clipped)


GOOD = Gold(found=45, missed=5, rejected=440, false=10)


@pytest.mark.parametrize(
    ("share", "sensitivity", "specificity", "expected"),
    [
        (0.30, 0.9, 0.95, (0.25 / 0.85, "")),
        (0.30, 1.0, 1.0, (0.30, "")),
        (0.02, 0.9, 0.95, (0.0, "below")),
        (0.25, 0.9, 0.75, (0.0, "below")),
        (0.0, 0.9, 1.0, (0.0, "")),
        (0.95, 0.9, 0.95, (1.0, "above")),
    ],
)
def test_the_formula_is_the_published_one(
    share: float, sensitivity: float, specificity: float, expected: tuple[float, str]
) -> None:
    """The correction is another, or leaves 0 to 1 without a word."""
    corrected, clipped = rogan_gladen(share, sensitivity, specificity)
    assert corrected == pytest.approx(expected[0], abs=1e-12) and clipped == expected[1]


@pytest.mark.parametrize("rates", [(0.5, 0.5), (0.1, 0.8), (np.nan, 0.9), (0.9, np.nan)])
def test_a_coding_that_says_nothing_is_not_corrected(rates: tuple[float, float]) -> None:
    """A coding no better than chance gives a share, with a sign turned round."""
    assert np.isnan(rogan_gladen(0.3, *rates)[0])


def test_rates_are_parts_of_what_is_there_and_what_is_not() -> None:
    """Sensitivity and specificity are changed for each other, or for precision."""
    gold = Gold(found=8, missed=2, rejected=81, false=9)
    assert (gold.sensitivity, gold.specificity) == (0.8, 0.9)
    assert np.isnan(Gold(0, 0, 5, 0).sensitivity) and np.isnan(Gold(5, 0, 0, 0).specificity)


def test_more_stories_and_a_larger_sample_make_it_surer() -> None:
    """The interval leaves out the doubt about the share, or that about the coding."""

    def width(effective: float, times: int) -> float:
        gold = Gold(*(times * n for n in (GOOD.found, GOOD.missed, GOOD.rejected, GOOD.false)))
        found = corrected_share(0.3, effective, gold)
        assert found.low < found.share < found.high
        return found.high - found.low

    assert width(20, 1) > width(200, 1) > width(200, 50) > width(2_000, 50)


def test_a_sample_without_a_mistake_does_not_make_the_coding_faultless() -> None:
    """Ten passages rightly found pass for a coding that never errs."""
    found = corrected_share(0.2, 10_000, Gold(10, 0, 500, 0))
    assert found.share == pytest.approx(0.2) and found.high > 0.22


def test_what_is_clipped_is_named_and_keeps_its_point_within() -> None:
    """A share of 0 that is only a lower limit looks like one that was found."""
    found = corrected_share(0.0, 30, GOOD)
    assert (found.share, found.low, found.clipped) == (0.0, 0.0, "below")
    assert 0 < found.high < 0.2


def test_where_the_coding_may_be_no_better_than_chance_nothing_is_corrected() -> None:
    """Two passages of a sample decide by how much a share is changed."""
    found = corrected_share(0.4, 100, Gold(1, 1, 6, 4))
    assert np.isnan([found.share, found.low, found.high]).all() and found.clipped == ""
    assert np.isnan(corrected_share(0.4, np.nan, GOOD).share)


def test_each_share_is_corrected_for_itself() -> None:
    """A share without stories, or one that is clipped, changes those beside it."""
    found = corrected_shares(np.array([0.3, np.nan, 0.0]), np.array([50.0, np.nan, 50.0]), GOOD)
    assert found.share[0] == pytest.approx(corrected_share(0.3, 50, GOOD).share)
    assert np.isnan([found.share[1], found.low[1], found.high[1]]).all()
    assert found.clipped == ("", "", "below")


@pytest.mark.parametrize("truth", [0.02, 0.1, 0.3])
@pytest.mark.parametrize("stories", [25, 200])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(truth: float, stories: int) -> None:
    """Corrected intervals of rare reasons hold the true share in half of all cases."""
    chance, held = np.random.default_rng(4), 0
    for _ in range(300):
        coded = chance.binomial(stories, truth * 0.8 + (1 - truth) * 0.03)
        found, rejected = chance.binomial(40, 0.8), chance.binomial(400, 0.97)
        gold = Gold(found, 40 - found, rejected, 400 - rejected)
        result = corrected_share(coded / stories, stories, gold, draws=300)
        held += result.low <= truth <= result.high
    assert held / 300 >= 0.9
