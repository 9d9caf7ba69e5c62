"""The list of bursts and breaks: what is said where nothing was found, and of what they are."""

import pandas as pd
import pytest

from components.signals_view import nothing_found, sought_in
from data.filters import Filters


def frame(**lines: tuple[int, int, int]) -> pd.DataFrame:
    """Return lines of whole months: their number, and count and total of each."""
    parts = [
        pd.DataFrame({"series": [name] * months, "count": count, "total": total})
        for name, (months, count, total) in lines.items()
    ]
    return pd.concat(parts, ignore_index=True).assign(state="collected")


@pytest.mark.parametrize("name", ["bursts", "breaks"])
def test_of_lines_too_short_to_look_at_nothing_is_said_to_be_missing(name: str) -> None:
    """If it fails, "No bursts found" stands under "Only 0 of the periods can be compared"."""
    assert nothing_found(frame(KAZ=(7, 2, 9)), name, "share") == ""
    some = nothing_found(frame(KAZ=(7, 2, 9), ISR=(8, 2, 9)), name, "share")
    assert some == f"No {name} found in the lines that can be looked at with these settings."
    assert nothing_found(frame(ISR=(8, 2, 9)), name, "share") == (
        f"No {name} found with these settings."
    )


def test_buckets_that_were_not_wholly_collected_are_not_counted_as_looked_at() -> None:
    """If it fails, a line without an answer is said to have no bursts."""
    cut = frame(KAZ=(9, 2, 9)).assign(state=["collected"] * 7 + ["partial"] * 2)
    assert nothing_found(cut, "bursts", "share") == ""
    assert nothing_found(frame(KAZ=(9, 0, 0)), "bursts", "share") == ""
    assert nothing_found(frame(KAZ=(9, 0, 0)), "breaks", "count")


def test_a_share_that_is_always_all_is_said_to_have_nothing_to_find() -> None:
    """If it fails, a reader looks for a setting that finds bursts where none can be."""
    assert "100% throughout" in nothing_found(frame(all=(9, 5, 5)), "bursts", "share")
    assert "100%" not in nothing_found(frame(all=(9, 5, 5)), "breaks", "count")
    assert "100%" not in nothing_found(frame(KAZ=(9, 5, 5), ISR=(9, 4, 5)), "bursts", "share")


@pytest.mark.parametrize("measure", ["count", "index", "per_outlet"])
def test_bursts_are_of_a_share_whatever_is_drawn(measure: str) -> None:
    """If it fails, a table of shares is said to hold numbers, or shares of a constant mix."""
    drawn = Filters(measure=measure, mix="constant", country=("KAZ",))
    assert sought_in(drawn, "bursts") == Filters(measure="share", country=("KAZ",))
    assert sought_in(drawn, "breaks") == Filters(measure="count", country=("KAZ",))
    steady = Filters(measure="share", mix="constant")
    assert sought_in(steady, "bursts") == sought_in(steady, "breaks") == steady
