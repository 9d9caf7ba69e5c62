"""Windows around a step: what was collected in them, which pieces surely lie there, how many."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.corpus import Corpus
from data.filters import Filters
from data.questions.occasion import Occasion, Window
from data.questions.read_windows import (
    first_of_each,
    is_in,
    partly,
    story_pieces,
    windows_read,
)
from tests.data.questions.typed_coded import outline

Typed = Callable[..., Corpus]
EARLY = Window("before", date(2021, 1, 1), date(2021, 1, 31))
STEP = Window("at", date(2021, 2, 1), date(2021, 2, 14))
LATE = Window("after", date(2021, 2, 15), date(2021, 8, 15))
WHOLE = Window("whole", date(2021, 2, 1), date(2021, 2, 14))
SPANS = [("", "2021-02-01", "2021-03-02")]


def rows_read(
    typed: Typed, pieces: list[tuple], filters: Filters | None = None, **options: object
) -> pd.DataFrame:
    """Return the windows of a corpus of pieces, all of them read, by name."""
    corpus = typed([(day, "KAZ", outlet) for _, day, _, outlet in pieces], SPANS)
    windows = options.pop("windows", (EARLY, STEP, LATE))
    occasion = Occasion("KAZ", STEP.first, "", False, windows)
    rows = windows_read(corpus, filters or Filters(), occasion, outline(*pieces))
    return rows.set_index("window")


PIECES = [
    (0, "2021-02-02", 0, "a"),
    (1, "2021-02-03", 0, "b"),
    (2, "2021-02-03", 1, "b"),
    (3, "2021-03-01", 2, "a"),
]


def test_numbers_are_of_pieces_stories_and_outlets(typed: Typed) -> None:
    """Copies are counted as stories, or outlets as often as they write."""
    rows = rows_read(typed, PIECES)
    assert rows.loc["at", ["pieces", "stories", "outlets"]].tolist() == [3, 2, 2]
    assert rows.loc["after", ["pieces", "stories", "outlets"]].tolist() == [1, 1, 1]


def test_days_before_the_corpus_are_not_collected(typed: Typed) -> None:
    """A window before the first day is called silent, with a 0."""
    rows = rows_read(typed, PIECES)
    assert rows.loc["before", "state"] == "not collected"
    assert rows.loc["before", ["pieces", "stories", "outlets"]].isna().all()
    assert rows.loc["before", "said"].startswith("Not collected: nothing")


def test_days_outside_the_dates_chosen_are_not_collected(typed: Typed) -> None:
    """A window that the filters leave out looks silent."""
    rows = rows_read(typed, PIECES, Filters(dates=(date(2021, 2, 15), date(2021, 3, 2))))
    assert rows.loc["at", "state"] == "not collected" and rows.loc["after", "state"] == "partial"


def test_a_collected_span_without_any_piece_is_not_collected(typed: Typed) -> None:
    """Days of a stated span on which the corpus holds nothing at all count as a zero."""
    rows = rows_read(typed, PIECES[:3])
    assert rows.loc["after", "state"] == "not collected"


def test_a_window_cut_short_says_how_many_days_it_has(typed: Typed) -> None:
    """Half a year of which two weeks were collected passes for half a year."""
    rows = rows_read(typed, PIECES)
    assert rows.loc["after", "said"].startswith("Collected on 16 of its 182 days. Only 1 story:")
    assert partly(next(rows.loc[["at"]].reset_index().itertuples())) == ""


def test_no_such_piece_has_no_share(typed: Typed) -> None:
    """Silence about a country looks like days nobody collected."""
    corpus = typed([("2021-02-02", "ISR", "a")], SPANS)
    occasion = Occasion("KAZ", STEP.first, "", False, (STEP,))
    row = windows_read(corpus, Filters(), occasion, outline()).iloc[0]
    assert (row["state"], row["stories"], row["enough"]) == ("collected", 0, False)
    assert row["said"] == "No such piece in these days, so there is no share."


def test_twenty_stories_are_enough(typed: Typed) -> None:
    """The least number of stories is another than the one that is told."""
    twenty = [(n, "2021-02-02", n, "a") for n in range(20)]
    row = rows_read(typed, twenty).loc["at"]
    assert row["enough"] and row["said"] == ""
    assert not rows_read(typed, twenty[:19]).loc["at", "enough"]


def test_the_whole_is_never_partly_collected(typed: Typed) -> None:
    """A page without an event says that its own corpus was collected in part."""
    rows = rows_read(typed, PIECES, windows=(Window("whole", date(2021, 1, 1), LATE.last),))
    assert rows.loc["whole", ["state", "pieces"]].tolist() == ["collected", 4]


@pytest.mark.parametrize(
    ("window", "rows"), [(STEP, [1, 2]), (WHOLE, [0, 1, 2, 3, 4]), (EARLY, [0])]
)
def test_both_ends_of_a_window_lie_in_it(window: Window, rows: list[int]) -> None:
    """A piece of the last day is lost, or one without a day lies everywhere."""
    pieces = outline(
        (0, "2021-01-31", 0),
        (1, "2021-02-01", 1),
        (2, "2021-02-14", 2),
        (3, "2021-02-15", 3),
        (4, "", 4),
    )
    assert pieces.loc[is_in(pieces, window), "row"].tolist() == rows
    coarse = pieces.assign(exact=False)
    assert is_in(coarse, window).any() == (window.name == "whole")


def test_the_first_piece_stands_for_its_story() -> None:
    """A story is told by a later copy."""
    assert first_of_each(np.array([5, 3, 5, 3, 9])).tolist() == [0, 1, 4]
    pieces = outline((0, "2021-02-01", 5), (1, "2021-02-02", 3), (2, "2021-02-03", 5))
    assert story_pieces(pieces)["row"].tolist() == [0, 1]
