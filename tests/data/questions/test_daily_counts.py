"""Counts by day: of one country, of all, of the whole, and which days were collected."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from data.corpus import Corpus
from data.filters import Filters
from data.questions.daily_counts import daily_counts, live_by_day
from data.questions.study_plan import plan_around, sides

PIECES = [
    ("2021-03-01", "KAZ ISR", "A", "", "", "", "x"),
    ("2021-03-01", "KAZ", "B", "", "", "", "x"),
    ("2021-03-03", "ISR", "A", "", "", "", "y"),
    ("2021-03-05", "", "A", "", "", "", "z"),
    ("2021-03-05", "KAZ", "B", "", "", "", "w"),
    ("", "KAZ", "A", "", "", "", "v"),
]
SPANS = [("", "2021-03-01", "2021-03-02"), ("", "2021-03-04", "2021-03-05")]


@pytest.fixture(scope="module")
def few(typed: Callable[..., Corpus]) -> Corpus:
    return typed(PIECES, SPANS)


def test_each_day_has_its_place(few: Corpus) -> None:
    """Counts stand on other days, or a day without a piece is missing."""
    found = daily_counts(few, Filters(), "KAZ", others=True)
    assert found.first == date(2021, 3, 1) and found.place(date(2021, 3, 4)) == 3
    assert found.day(4) == date(2021, 3, 5)
    assert found.counts.tolist() == [2, 0, 0, 0, 1]
    assert found.totals.tolist() == [2, 0, 1, 0, 2]
    assert found.collected.tolist() == [True, True, False, True, True]
    assert found.of(("ISR", "FRA")).tolist() == [[1, 0, 1, 0, 0], [0] * 5]


def test_a_count_alone_is_that_among_all(few: Corpus) -> None:
    """A country counts otherwise where others are counted with it."""
    for of in ("articles", "stories"):
        alone, among = (
            daily_counts(few, Filters(of=of), "KAZ", others=others) for others in (False, True)
        )
        assert alone.counts.tolist() == among.counts.tolist() and alone.others is None


def test_copies_of_a_day_are_one_story(few: Corpus) -> None:
    """Two prints of one text are two stories."""
    assert daily_counts(few, Filters(of="stories"), "KAZ").counts.tolist() == [1, 0, 0, 0, 1]


def test_where_pieces_come_from_narrows_the_total_and_their_subject_does_not(few: Corpus) -> None:
    """A share is one of other pieces than those that could have been about the country."""
    found = daily_counts(few, Filters(outlet=("B",), country=("ISR",)), "KAZ")
    assert (found.counts.tolist(), found.totals.tolist()) == ([1, 0, 0, 0, 1],) * 2
    dated = daily_counts(few, Filters(dates=(date(2021, 3, 1), date(2021, 3, 2))), "KAZ")
    assert dated.collected.tolist() == [True, True, False, False, False]
    assert dated.totals.tolist() == [2, 0, 0, 0, 0]


def test_live_outlets_are_known_or_not(typed: Callable[..., Corpus], few: Corpus) -> None:
    """A corpus that lists no outlets has none, instead of not saying."""
    assert live_by_day(few, Filters(), "KAZ") is None
    listed = typed(
        PIECES[:5], [("A", "2021-03-01", "2021-03-05"), ("B", "2021-03-05", "2021-03-05")]
    )
    assert live_by_day(listed, Filters(), "KAZ").tolist() == [1, 1, 1, 1, 2]


def test_an_undated_corpus_has_no_days(typed: Callable[..., Corpus]) -> None:
    """A list without a date breaks the page."""
    assert daily_counts(typed(PIECES[5:]), Filters(), "KAZ") is None


def test_a_plan_ends_where_the_corpus_does(few: Corpus) -> None:
    """Weeks are compared of which the corpus has only a part."""
    daily = daily_counts(few, Filters(), "KAZ")
    plan = plan_around(daily, 3, 26, 0)
    assert (plan.before, plan.after, plan.length) == (0, 0, 7)
    assert sides(daily, np.array([3]), plan).tolist() == [[0, 0]]
