"""When each outlet was collected: outages are found, and chance is not taken for one."""

import numpy as np
import pandas as pd
import pytest

from data.ingest.spans import LEAST_DAYS, spans_of_outlets

START = np.datetime64("2024-01-01").astype("datetime64[D]").astype(np.int32)
OUTLETS = 300


def spans(
    days: dict[str, np.ndarray | list[int]], last: dict[str, list[int]] | None = None
) -> pd.DataFrame:
    """Return the spans of outlets that publish on days from the 1st of January 2024."""
    codes = np.repeat(np.arange(len(days)), [len(one) for one in days.values()]).astype(np.int32)
    first = np.concatenate(list(days.values())).astype(np.int32) + START
    reach = first if last is None else np.concatenate(list(last.values())) + START
    return spans_of_outlets(codes, first, reach, np.array(list(days), dtype=object))


def told(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    return [
        (row.outlet, f"{row.first_day:%Y-%m-%d}", f"{row.last_day:%Y-%m-%d}")
        for row in frame.itertuples()
    ]


def at_random(pieces_a_day: float, days: int, outage: range | None = None) -> dict:
    """Return outlets that publish at random, each with the same outage."""
    draw = np.random.default_rng(7)
    found = {}
    for number in range(OUTLETS):
        pieces = draw.poisson(pieces_a_day, days)
        if outage is not None:
            pieces[outage.start : outage.stop] = 0
        found[f"Outlet {number:03}"] = np.repeat(np.arange(days), pieces)
    return found


def test_a_daily_outlet_with_an_outage_has_two_spans_whatever_the_order_of_pieces() -> None:
    days = np.r_[0:40, 60:90]
    shuffled = np.random.default_rng(1).permutation(days)
    expected = [("Daily", "2024-01-01", "2024-02-09"), ("Daily", "2024-03-01", "2024-03-30")]
    assert told(spans({"Daily": days})) == told(spans({"Daily": shuffled})) == expected


@pytest.mark.parametrize(
    "days",
    [
        pytest.param([day for day in range(400) if day % 7 < 5], id="weekends"),
        pytest.param(range(0, 700, 7), id="a weekly"),
        pytest.param(range(0, 1200, 30), id="a monthly"),
        pytest.param([*range(100), *range(106, 200)], id="a week of holidays"),
    ],
)
def test_a_rhythm_is_no_outage(days: list[int]) -> None:
    assert len(spans({"Outlet": list(days)})) == 1


def test_outages_do_not_hide_one_another() -> None:
    """Long outages among few pieces must not count as the outlet's rhythm."""
    days = [start + day for start in (0, 65, 130, 195) for day in range(5)]
    assert len(spans({"Outlet": days})) == 4


def test_an_outlet_with_few_days_has_no_span_and_others_keep_theirs() -> None:
    few = [0, 0, 0, 100, 200, 300]
    enough = range(0, LEAST_DAYS * 3, 3)
    frame = spans({"Few": few, "": list(range(50)), "Enough": list(enough)})
    assert told(frame) == [("Enough", "2024-01-01", "2024-01-28")]


def test_pieces_of_no_outlet_are_left_out() -> None:
    days = np.arange(30, dtype=np.int32) + START
    codes = np.full(30, -1, dtype=np.int32)
    assert spans_of_outlets(codes, days, days, np.array(["A"], dtype=object)).empty


def test_a_date_that_may_mean_a_month_bridges_it() -> None:
    """A piece of "February" may have come on any day of the month, so no outage is shown in it."""
    days = [*range(31), 31, 32, *range(60, 90)]
    last = [*range(31), 59, 32, *range(60, 90)]
    assert len(spans({"Outlet": days})) == 2
    assert told(spans({"Outlet": days}, {"Outlet": last})) == [
        ("Outlet", "2024-01-01", "2024-03-30")
    ]


@pytest.mark.parametrize(
    "days", [pytest.param([], id="no pieces"), pytest.param([5], id="one piece")]
)
def test_nothing_to_tell_is_an_empty_table_of_the_shape(days: list[int]) -> None:
    frame = spans({"Outlet": days})
    assert list(frame.dtypes.astype(str)) == ["str", "datetime64[us]", "datetime64[us]", "str"]
    assert frame.empty


@pytest.mark.parametrize(
    ("pieces_a_day", "days", "most"),
    [(0.05, 1000, 0.05), (0.3, 365, 0.05), (1, 1000, 0.06), (5, 365, 0.02), (30, 365, 0.02)],
)
def test_outlets_publishing_at_random_are_seldom_split(
    pieces_a_day: float, days: int, most: float
) -> None:
    counted = spans(at_random(pieces_a_day, days)).groupby("outlet").size()
    assert (counted > 1).mean() <= most


@pytest.mark.parametrize(
    ("pieces_a_day", "days", "outage"),
    [
        (0.1, 1800, range(800, 1000)),
        (0.3, 1000, range(400, 470)),
        (1, 1000, range(500, 530)),
        (5, 365, range(200, 212)),
        (30, 365, range(200, 210)),
    ],
)
def test_planted_outages_are_found_where_they_are(
    pieces_a_day: float, days: int, outage: range
) -> None:
    frame = spans(at_random(pieces_a_day, days, outage))
    middle = np.datetime64(int(START) + (outage.start + outage.stop) // 2, "D")
    inside = (frame["first_day"] <= middle) & (frame["last_day"] >= middle)
    assert inside.sum() <= 0.02 * OUTLETS
    assert frame["outlet"].nunique() == OUTLETS
