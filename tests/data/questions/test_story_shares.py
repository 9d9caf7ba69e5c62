"""Stories that have something, by group: what is counted once, and outlets that are not known."""

import numpy as np
import pandas as pd

from data.questions.story_shares import story_shares


def pieces(*rows: tuple[str, int, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["group", "row", "outlet"])


def held(*rows: tuple[int, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["row", "item"]).astype({"row": "int64", "item": "str"})


PIECES = pieces(("one", 0, "a"), ("one", 1, "b"), ("one", 2, "a"), ("two", 3, "a"))


def test_a_story_has_an_item_once() -> None:
    """Two sentences of one story make two stories of a reason."""
    table = story_shares(
        PIECES, held((0, "x"), (0, "x"), (1, "x"), (3, "y")), ["one", "two"], [*"xyz"]
    )
    assert table.of.tolist() == [3, 1]
    assert table.having.tolist() == [[2, 0, 0], [0, 1, 0]]
    assert table.shares.share[table.place("one", "x")] == 2 / 3
    assert table.shares.share[table.place("two", "y")] == 1


def test_what_is_of_no_story_or_item_is_left_out() -> None:
    """A passage of a copy, or a reason that is gone from the codebook, breaks the count."""
    table = story_shares(PIECES, held((9, "x"), (0, "gone")), ["one", "two"], ["x"])
    assert table.having.tolist() == [[0], [0]]


def test_some_of_what_is_held_can_be_counted() -> None:
    """Stories where a reason is denied are those where it stands at all."""
    table = story_shares(PIECES, held((0, "x"), (0, "x"), (1, "x")), ["one"], ["x"])
    assert table.places.counted(np.array([False, True, False])).tolist() == [[1]]
    assert table.places.counted(np.array([False, False, False])).tolist() == [[0]]


def test_stories_of_unknown_outlets_are_not_of_one() -> None:
    """All stories without an outlet's name count as one outlet's, and give no interval."""
    unknown = pieces(*[("one", row, "") for row in range(6)])
    for outlet in (unknown["outlet"], unknown["outlet"].astype("category")):
        table = story_shares(unknown.assign(outlet=outlet), held((0, "x")), ["one"], ["x"])
        assert not np.isnan(table.shares.low).any()
    named = unknown.assign(outlet="a")
    assert np.isnan(story_shares(named, held((0, "x")), ["one"], ["x"]).shares.low).all()


def test_nothing_at_all_has_a_shape() -> None:
    """A page without pieces breaks in its intervals."""
    table = story_shares(PIECES.iloc[:0], held(), ["one", "two"], ["x", "y"])
    assert table.having.shape == (2, 2) and np.isnan(table.shares.share).all()
    assert story_shares(PIECES, held((0, "x")), [], []).having.size == 0
