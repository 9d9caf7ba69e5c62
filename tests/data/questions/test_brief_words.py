"""Numbers, days and references of a brief are written once, and rightly."""

from datetime import date

import pytest

from data.questions.brief_parts import Reference, References, numbers_in_words
from data.questions.brief_words import from_to, in_parts, interval, percent, points


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((), ""),
        ((4,), "4"),
        ((1, 2), "1, 2"),
        ((1, 2, 3, 7), "1–3, 7"),
        ((1, 3, 5, 6, 7), "1, 3, 5–7"),
    ],
)
def test_numbers_of_references_are_drawn_together(numbers: tuple[int, ...], words: str) -> None:
    """A sentence with 40 references is followed by 40 numbers."""
    assert numbers_in_words(numbers) == words


def test_a_reference_stands_in_the_list_once() -> None:
    """A piece behind two sentences has two numbers."""
    listed = References()
    a, b, c = (Reference(key, key) for key in "abc")
    assert listed.numbers([a, b]) == (1, 2)
    assert listed.numbers(iter([c, a])) == (1, 3)
    assert list(listed.listed) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 11, 6), date(2025, 11, 20), "from 6 to 20 Nov 2025"),
        (date(2025, 10, 6), date(2025, 11, 2), "from 6 Oct to 2 Nov 2025"),
        (date(2024, 11, 6), date(2025, 11, 5), "from 6 Nov 2024 to 5 Nov 2025"),
        (date(2025, 11, 6), date(2025, 11, 6), "on 6 Nov 2025"),
    ],
)
def test_days_are_said_once(first: date, last: date, words: str) -> None:
    """A span of days reads clumsily, or means other days."""
    assert from_to(first, last) == words


def test_numbers_are_said_with_what_they_are_of() -> None:
    """A share of half a percent reads as 0%, or an interval without ends as numbers."""
    assert (percent(0.214), percent(0.004), percent(0.0)) == ("21%", "0.4%", "0%")
    assert interval(0.1, 0.25) == "95% interval 10% to 25%"
    assert interval(float("nan"), float("nan")) == "no interval, as all are of one outlet"
    assert (points(-0.312), points(0.05)) == ("−31", "+5")
    assert in_parts(0, 5, "given") == "given in none of them"
    assert in_parts(1, 1, "given") == "given in it"
    assert in_parts(5, 5, "given") == "given in all of them"
    assert in_parts(2, 5, "given") == "given in 2 of them"
