"""How well reasons are coded, in numbers: agreement, precision, recall, F1, and ways compared."""

import krippendorff
import numpy as np
import pytest

from data.coding.measure.agreement import Alpha, alpha
from data.coding.measure.compare import compare
from data.coding.measure.models import divisions, held_out, ngrams, threshold
from data.coding.measure.scores import Counts, counts, measures
from data.coding.quality import Bar

# Two coders of twelve units, and what the alpha of each is by hand: 1 - observed / by chance.
CODED = {
    # 2 of 12 differ: observed 2/12; 10 ones and 14 noughts by chance 2*10*14/(24*23).
    "two values": ("111100000001", "111110000000", 1 - (2 / 12) / (2 * 10 * 14 / (24 * 23))),
    "never differ": ("110000000000", "110000000000", 1.0),
    "no better than chance": ("10" * 6, "01" * 6, 1 - 1 / (2 * 12 * 12 / (24 * 23))),
    "three values": (
        "112233112233",
        "112233112231",
        1 - (1 / 12) / (1 - (9 * 8 + 8 * 7 + 7 * 6) / 552),
    ),
}


@pytest.mark.parametrize(("first", "second", "known"), CODED.values(), ids=CODED)
def test_alpha_is_as_by_hand_and_as_the_package_says(first: str, second: str, known: float) -> None:
    """Agreement is not Krippendorff's alpha for nominal values."""
    found = alpha(list(first), list(second))
    numbers = [[int(sign) for sign in coder] for coder in (first, second)]
    assert found.value == pytest.approx(known)
    assert found.value == pytest.approx(krippendorff.alpha(numbers, level_of_measurement="nominal"))
    assert found.low <= found.value <= found.high


@pytest.mark.parametrize("coded", [[], ["none"] * 5], ids=["nothing coded", "one value only"])
def test_alpha_is_unknown_where_nothing_could_differ(coded: list[str]) -> None:
    """A reason that nobody coded counts as agreed upon, or stops the measuring."""
    assert np.isnan([*vars_of(alpha(coded, coded))]).all()


def vars_of(found: Alpha) -> tuple[float, float, float]:
    """Return an alpha's three numbers."""
    return found.value, found.low, found.high


def test_alpha_of_more_units_is_surer() -> None:
    """The interval does not come from drawing the units anew."""
    first, second, _ = CODED["two values"]
    few, many = alpha(list(first), list(second)), alpha(list(first * 20), list(second * 20))
    assert many.high - many.low < (few.high - few.low) / 3
    assert few == alpha(list(first), list(second))


def test_measures_are_as_by_hand() -> None:
    """Precision, recall, F1 or specificity are of other numbers than they say."""
    there = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0], dtype=bool)
    found = np.array([1, 1, 1, 0, 1, 0, 0, 0, 0, 0], dtype=bool)
    assert counts(there, found) == Counts(hit=3, extra=1, missed=1, rejected=5)
    row = measures([counts(there, found)]).iloc[0]
    assert row[["precision", "recall", "f1"]].tolist() == pytest.approx([0.75] * 3)
    assert row["specificity"] == pytest.approx(5 / 6)
    # Wilson's interval of 3 of 4, and F1's from that of 3 of 5.
    assert [row["precision_low"], row["precision_high"]] == pytest.approx(
        [0.3006, 0.9544], abs=1e-4
    )
    assert [row["f1_low"], row["f1_high"]] == pytest.approx([0.3749, 0.9375], abs=1e-4)


def test_nothing_wrong_is_not_certain() -> None:
    """A reason found rightly five times of five reads as one that is never found wrongly."""
    row = measures([Counts(5, 0, 0, 20)]).iloc[0]
    assert (row["precision"], row["f1"]) == (1, 1)
    assert row["precision_low"] == pytest.approx(0.5655, abs=1e-4)
    assert row["f1_low"] < 0.75


def test_what_was_never_found_has_no_precision() -> None:
    """A reason that the cues never find passes for precise, or for imprecise."""
    row = measures([Counts(0, 0, 4, 6)]).iloc[0]
    assert np.isnan([row["precision"], row["precision_low"], row["precision_high"]]).all()
    assert row["recall"] == row["f1"] == 0


def test_ways_are_compared_on_reasons_that_enough_passages_carry() -> None:
    """A reason carried once decides which way is the better, or F1 is no mean over reasons."""
    there = np.zeros((20, 3), dtype=bool)
    there[:6, 0] = there[6:12, 1] = there[19, 2] = True
    half = there.copy()
    half[3:6, 0] = half[19, 2] = False
    found = compare(there, {"all": there, "half": half}, Bar()).set_index("way")
    assert found.loc[
        "all", ["precision", "recall", "macro_f1", "over", "enough", "of"]
    ].tolist() == [*(1, 1, 1, 0, 2, 2)]
    # F1 of the first reason: 3 found of 6, none wrongly.
    assert found.loc["half", "macro_f1"] == pytest.approx((2 * 3 / 9 + 1) / 2)
    assert found.loc["half", "over_low"] <= found.loc["half", "over"] < 0


WORDS = [
    f"{word} {number % 7}" for number in range(60) for word in (("oil",), ("wheat",))[number % 2]
]
OIL = np.array([[word.startswith("oil")] for word in WORDS])
STRATA = np.array(["first"] * 40 + ["second"] * 20)


def test_a_model_learns_what_words_say() -> None:
    """A model that could tell oil from wheat finds neither in passages held out."""
    assert (held_out(ngrams(WORDS), OIL, STRATA) == OIL).mean() > 0.95


def test_a_model_does_not_know_what_it_is_asked() -> None:
    """Passages are coded by a model that was trained on them: chance looks like knowledge."""
    chance = np.random.default_rng(1)
    words = [" ".join(chance.choice(["ab", "cd", "ef", "gh", "ij", "kl"], 4)) for _ in range(80)]
    there = chance.random((80, 1)) < 0.4
    found = held_out(ngrams(words), there, np.repeat(["one", "other"], 40))
    agreed = alpha(np.tile(there[:, 0], len(found)), found[:, :, 0].ravel())
    assert abs(agreed.value) < 0.3


def test_each_passage_is_held_out_once_a_repeat_and_strata_are_spread() -> None:
    """A passage is never held out, twice, or all of a stratum is."""
    held = np.zeros((5, 60), dtype=int)
    for repeat, train, test in divisions(STRATA):
        held[repeat, test] += 1
        assert not set(train) & set(test)
        assert (STRATA[test] == "second").sum() == 4
    assert (held == 1).all()


def test_the_threshold_asks_for_precision_first() -> None:
    """A threshold of better F1 is taken although too much above it is wrong."""
    target = np.array([1, 1, 1, 1, 0, 0, 0, 1], dtype=bool)
    chances = np.array([0.9, 0.8, 0.7, 0.6, 0.55, 0.52, 0.51, 0.5])
    assert threshold(target, chances) == 0.6
    assert threshold(~target, chances) == 0.51
