"""Likeness of portfolios: against an independent kappa, and against examples worked by hand."""

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from data.methods.portfolio import Likeness, likeness

TOP = 3


def of_pair(first: list[int], second: list[int], open_to: list[bool] | None = None) -> Likeness:
    """Return the likeness of two ladders, the first compared with both; in is at the top."""
    rungs = np.array([first, second])
    both = np.ones(rungs.shape, dtype=bool)
    if open_to is not None:
        both[1] = open_to
    return likeness(rungs, rungs == TOP, both, 0, top=TOP)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # Distances 0, 1, 0 and 2 of 4 x 3: 1 - 2 x 3 / 12.
        ([3, 0, 0, 2], [3, 1, 0, 0], 0.5),
        ([3, 3, 0], [3, 3, 0], 1.0),
        ([3, 3, 3], [0, 0, 0], -1.0),
        # Distances 1, 1 and 1 of 3 x 3: the ladder allows three, whatever is observed.
        ([0, 1, 0], [1, 0, 1], 1 / 3),
    ],
)
def test_s_is_as_signorino_and_ritter_define_it(
    first: list[int], second: list[int], expected: float
) -> None:
    """S has another scale than in the literature, or takes what is observed for the maximum."""
    assert of_pair(first, second).s[1] == pytest.approx(expected)


def test_s_is_that_of_the_formula_as_it_is_coded_elsewhere() -> None:
    """The many pairs at once are not what each pair is by itself."""
    random = np.random.default_rng(3)
    rungs = random.integers(0, 4, (40, 25))
    found = likeness(rungs, rungs == TOP, np.ones(rungs.shape, dtype=bool), 7, top=TOP)
    for row in range(40):
        distance = np.abs(rungs[row] - rungs[7]).sum()
        assert found.s[row] == pytest.approx(1 - 2 * (distance / (25 * TOP)))


def test_kappa_is_that_of_scikit_learn_over_what_is_open_to_both() -> None:
    """Kappa is computed over agreements that one of the two could not join."""
    random = np.random.default_rng(11)
    inside, open_to = random.random((60, 30)) < 0.4, random.random((60, 30)) < 0.7
    found = likeness(inside * TOP, inside, open_to, 5, top=TOP)
    for row in range(60):
        both = open_to[row] & open_to[5]
        if row == 5:
            assert found.kappa[row] == 1
            continue
        expected = cohen_kappa_score(inside[5][both], inside[row][both])
        assert found.kappa[row] == pytest.approx(expected)
        assert found.compared[row] == both.sum()
        assert found.both[row] == (inside[5] & inside[row])[both].sum()
        assert found.neither[row] == (~inside[5] & ~inside[row])[both].sum()


def test_pi_takes_chance_from_the_pooled_margins() -> None:
    """Pi is kappa under another name."""
    found = of_pair([3, 3, 3, 0], [3, 0, 0, 0])
    # Agreement 2 of 4; pooled share in 4 of 8, so chance is 1/2. Kappa's is 3/4 x 1/4 + 1/4 x 3/4.
    assert found.pi[1] == pytest.approx((0.5 - 0.5) / 0.5)
    assert found.kappa[1] == pytest.approx((0.5 - 0.375) / 0.625)


@pytest.mark.parametrize("same", [0, 3])
def test_there_is_no_kappa_where_both_are_the_same_throughout(same: int) -> None:
    """Two countries that joined nothing are said to agree, or to disagree, beyond chance."""
    found = of_pair([same] * 4, [same] * 4)
    assert np.isnan(found.kappa[1]) and np.isnan(found.pi[1])
    assert found.s[1] == 1


def test_one_constant_portfolio_has_a_kappa_of_nought() -> None:
    """A number that exists is taken for one that does not."""
    assert of_pair([0, 0, 0, 0], [3, 0, 3, 0]).kappa[1] == 0
    assert of_pair([3, 3], [0, 0]).kappa[1] == 0


def test_s_is_high_where_both_joined_almost_nothing_and_kappa_is_not() -> None:
    """The known weakness of S is hidden."""
    found = of_pair([3, 0] + [0] * 18, [0, 3] + [0] * 18)
    assert found.s[1] == pytest.approx(0.8)
    assert found.kappa[1] < 0


def test_what_could_not_be_joined_is_not_a_nought() -> None:
    """A regional agreement makes two neighbours unlike everybody else."""
    found = of_pair([3, 3, 0], [3, 0, 0], open_to=[True, False, True])
    assert (found.s[1], found.kappa[1], found.compared[1]) == (1, 1, 2)


def test_nothing_in_common_to_join_is_no_number() -> None:
    """A division by nought is shown as likeness."""
    found = of_pair([3, 0], [3, 0], open_to=[False, False])
    assert np.isnan([found.s[1], found.kappa[1], found.pi[1]]).all()
    assert found.compared[1] == 0
