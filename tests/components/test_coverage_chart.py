"""The coverage figure: lines that break, marks that do not touch, clicks that name a bucket."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.coverage_chart import coverage_chart, selected_range, selected_series
from components.mark_labels import Label, Mark, joined, mark_groups, step_labels, text_width
from components.theme import DARK, LIGHT, ShapeError, titled

NA = pd.NA
NAMES = {"KAZ": "Kazakhstan", "ISR": "Israel"}
COLUMNS = {
    "period": "datetime64[us]",
    "last_day": "datetime64[us]",
    "series": "str",
    "count": "Int64",
    "state": "str",
    "days": "Int64",
    "total": "Int64",
    "share": "Float64",
}
KAZ = [
    ("2025-09-01", "2025-09-30", "KAZ", 2, "partial", 3, 4, NA),
    ("2025-10-01", "2025-10-31", "KAZ", 0, "collected", 31, 3, 0.0),
    ("2025-11-01", "2025-11-30", "KAZ", 1234, "collected", 30, 2468, 0.5),
    ("2025-12-01", "2025-12-31", "KAZ", NA, "not collected", 0, NA, NA),
    ("2026-01-01", "2026-01-31", "KAZ", 5, "collected", 31, 5, 1.0),
]


def rows(*given: tuple) -> pd.DataFrame:
    return pd.DataFrame(given, columns=list(COLUMNS)).astype(COLUMNS)


def marks(*given: tuple[str, str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(given, columns=["day", "kind", "label", "text"])
    return frame.assign(day=pd.to_datetime(frame["day"]), iso3s="")


def draw(frame: pd.DataFrame, marked: pd.DataFrame | None = None, **options: object) -> go.Figure:
    given = {"names": NAMES, "look": LIGHT, "every": "month", **options}
    return coverage_chart(frame, marks() if marked is None else marked, **given)


def named(figure: go.Figure, name: str) -> go.Scatter:
    return next(trace for trace in figure.data if trace.name == name)


def test_a_line_breaks_at_a_gap_and_leaves_partial_buckets_to_hollow_points() -> None:
    figure = draw(rows(*KAZ))
    line = named(figure, "Kazakhstan")
    assert list(line.y) == [None, 0, 1234, None, 5]
    assert not line.connectgaps
    assert list(line.x)[2] == "2025-11-16 00:00"
    assert list(line.customdata[2]) == ["2025-11-01", "2025-11-30", "KAZ", 2468, ""]
    hollow = next(
        trace
        for trace in figure.data
        if trace.marker.color == LIGHT.paper and trace.customdata is not None
    )
    assert list(hollow.y) == [2]
    assert hollow.customdata[0][4] == "<br>partial: only 3 of 30 days"


def test_the_hatch_covers_the_days_without_any_collection_once() -> None:
    both = rows(*KAZ, *[(*row[:2], "ISR", *row[3:]) for row in KAZ])
    hatch = named(draw(both), "Nothing collected")
    assert list(hatch.x) == ["2025-12-01", "2025-12-01", "2026-01-01", "2026-01-01", None]
    assert hatch.fillpattern.shape == "/"
    assert [trace.name for trace in draw(both).data if trace.name] == [
        "Nothing collected",
        "Kazakhstan",
        "Israel",
        "Only some days counted",
    ]


def test_shares_are_drawn_as_parts_of_one_and_partial_buckets_not_at_all() -> None:
    figure = draw(rows(*KAZ), measure="share")
    assert list(named(figure, "Kazakhstan").y) == [None, 0, 0.5, None, 1]
    assert figure.layout.yaxis.tickformat == ",.1~%"
    assert "Only some days counted" not in [trace.name for trace in figure.data]


@pytest.mark.parametrize(
    ("of", "measure", "title"),
    [
        ("articles", "count", "pieces a month"),
        ("outlets", "count", "outlets a month"),
        ("stories", "share", "share of stories, by month"),
    ],
)
def test_the_axis_says_what_is_counted(of: str, measure: str, title: str) -> None:
    figure = draw(rows(*KAZ), of=of, measure=measure)
    assert figure.layout.yaxis.title.text == title


def test_each_series_has_a_colour_a_dash_and_a_symbol_of_its_own() -> None:
    both = rows(*KAZ, *[(*row[:2], "ISR", *row[3:]) for row in KAZ])
    first, second = (named(draw(both, look=DARK), name) for name in NAMES.values())
    assert first.line.color == DARK.series[0]
    assert first.line.dash != second.line.dash
    assert first.marker.symbol != second.marker.symbol


def test_a_lonely_day_on_a_long_line_keeps_its_marker() -> None:
    days = pd.date_range("2024-01-01", periods=200)
    counts = [1 if place == 7 else NA for place in range(100)] + [1] * 100
    states = ["not collected" if count is NA else "collected" for count in counts]
    given = zip(days, days, ["KAZ"] * 200, counts, states, [1] * 200, counts, counts, strict=True)
    line = named(draw(rows(*given), every="day"), "Kazakhstan")
    assert [place for place, shown in enumerate(line.marker.opacity) if shown] == [7]
    assert (line.x0, line.dx, line.x) == ("2024-01-01 12:00", 86_400_000, None)


def test_six_years_of_days_for_five_countries_stay_small() -> None:
    days = pd.date_range("2020-08-13", "2026-08-12")
    one = pd.DataFrame({"period": days, "last_day": days, "state": "collected", "days": 1})
    one = one.assign(count=range(len(days)), total=range(len(days)), share=0.333)
    one["count"], one["total"] = one["count"] % 40, one["total"] % 90
    many = pd.concat([one.assign(series=code) for code in ("KAZ", "ISR", "ARE", "BHR", "MAR")])
    assert len(draw(many.astype(COLUMNS), every="day").to_json()) < 100_000


def test_marks_outside_the_range_or_of_other_kinds_are_left_out() -> None:
    given = marks(
        ("2025-11-06", "step", "Kazakhstan", "Kazakhstan: announced"),
        ("2025-11-10", "event", "Summit", "A <b>summit</b>"),
        ("2020-09-15", "step", "Bahrain", "Bahrain: signed"),
    )
    figure = draw(rows(*KAZ), given)
    assert list(named(figure, "Step").text) == ["<b>6 Nov 2025</b> Kazakhstan: announced"]
    assert list(named(figure, "Event").text) == ["<b>10 Nov 2025</b> A &lt;b&gt;summit&lt;/b&gt;"]
    assert [label.text for label in figure.layout.annotations] == ["Kazakhstan"]
    only_events = draw(rows(*KAZ), given, mark_kinds=("event",))
    assert "Step" not in [trace.name for trace in only_events.data]


def test_marks_too_near_to_point_at_tell_each_other_under_the_step() -> None:
    given = marks(
        ("2025-11-06", "step", "Kazakhstan", "Kazakhstan: announced"),
        ("2025-11-07", "event", "", "Ministry confirms"),
    )
    figure = draw(rows(*KAZ), given)
    told = "<b>6 Nov 2025</b> Kazakhstan: announced<br><b>7 Nov 2025</b> Ministry confirms"
    assert list(named(figure, "Step").text) == [told]
    assert list(named(figure, "Event").x) == [None]


def test_a_chain_of_near_marks_is_cut_into_groups() -> None:
    chain = [Mark(pd.Timestamp(2025, 1, day), "event", "", "x") for day in range(1, 21)]
    groups = mark_groups(chain, pd.Timestamp("2024-01-01"), pd.Timestamp("2026-01-01"))
    assert [len(group) for group in groups] == [9, 9, 2]


FIRST, LAST = pd.Timestamp("2020-08-01"), pd.Timestamp("2026-07-01")
STEPS = [
    Mark(pd.Timestamp(day), "step", label, "")
    for day, label in (
        ("2020-09-15", "Bahrain"),
        ("2020-09-15", "Israel"),
        ("2020-12-22", "Morocco"),
        ("2021-01-06", "Sudan"),
        ("2023-06-01", "Somewhere with a very long name indeed, and longer"),
        ("2025-11-06", "Kazakhstan"),
        ("2025-12-26", "Somaliland"),
    )
]


def test_near_labels_are_joined_and_late_ones_end_on_their_day() -> None:
    assert step_labels(STEPS[:4] + STEPS[5:], FIRST, LAST, width=340) == [
        Label(pd.Timestamp("2020-09-15"), "Bahrain, Israel +2", "left"),
        Label(pd.Timestamp("2025-12-26"), "Kazakhstan, Somaliland", "right"),
    ]


@pytest.mark.parametrize("drawn_at", [340, 390, 900, 1400])
@pytest.mark.parametrize("planned_for", [200, 340])
def test_labels_planned_for_a_width_touch_at_no_greater_one(
    planned_for: int, drawn_at: int
) -> None:
    ends = []
    for label in step_labels(STEPS, FIRST, LAST, width=planned_for):
        at = (label.day - FIRST) / (LAST - FIRST) * (drawn_at - 76)
        length = text_width(label.text)
        left = at if label.anchor == "left" else at - length
        ends.append((left, left + length))
    assert ends
    assert ends[0][0] >= 0
    assert ends[-1][1] <= drawn_at - 76
    assert all(before[1] < after[0] for before, after in zip(ends, ends[1:], strict=False))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["Israel"], "Israel"),
        (["Israel", "Israel"], "Israel"),
        (["Israel", "Bahrain", "Sudan"], "Israel, Bahrain +1"),
        (["United Arab Emirates", "Bahrain", "Sudan"], "United Arab Emirates +2"),
        (["W" * 40, "Sudan"], "W" * 13 + "… +1"),
    ],
)
def test_labels_are_cut_to_the_longest_allowed(labels: list[str], expected: str) -> None:
    assert joined(labels) == expected


def test_no_rows_give_a_figure_that_says_so() -> None:
    figure = draw(rows())
    assert not figure.data
    assert figure.layout.annotations[0].text == "No dated piece to draw"


def test_nothing_collected_anywhere_is_all_hatch() -> None:
    figure = draw(rows(KAZ[3]))
    assert list(named(figure, "Kazakhstan").y) == [None]
    assert list(figure.layout.yaxis.range) == [pytest.approx(-0.0212), pytest.approx(1.06)]


@pytest.mark.parametrize("column", ["period", "last_day", "series", "count", "state", "share"])
def test_a_missing_column_is_our_mistake_and_said_so(column: str) -> None:
    with pytest.raises(ShapeError, match=f"lacks {column}"):
        draw(rows(*KAZ).drop(columns=column))
    with pytest.raises(ShapeError, match="lacks text"):
        draw(rows(*KAZ), marks().drop(columns="text"))


def test_the_frame_is_left_as_it_was_and_a_title_can_be_added() -> None:
    frame = rows(*KAZ)
    before = frame.copy()
    figure = titled(draw(frame), title="Coverage", subtitle="All", source="Ours")
    pd.testing.assert_frame_equal(frame, before)
    assert "Coverage" in figure.layout.title.text


MONTH = {"customdata": ["2025-11-01", "2025-11-30", "KAZ", 9, ""], "legendgroup": "KAZ"}
LATER = {"customdata": ["2026-01-01", "2026-01-31", "ISR", 9, ""], "legendgroup": "ISR"}
DAY = {"x": "2025-11-06 12:00", "customdata": 14, "legendgroup": "KAZ"}
MARK = {"x": "2020-09-15", "legendgroup": "mark:step"}


@pytest.mark.parametrize(
    ("points", "days", "series"),
    [
        ([], None, ()),
        ([MARK], None, ()),
        ([MONTH], (date(2025, 11, 1), date(2025, 11, 30)), ("KAZ",)),
        ([LATER, MARK, MONTH], (date(2025, 11, 1), date(2026, 1, 31)), ("ISR", "KAZ")),
        ([DAY], (date(2025, 11, 6), date(2025, 11, 6)), ("KAZ",)),
    ],
)
def test_a_click_or_a_box_gives_whole_buckets(
    points: list, days: tuple | None, series: tuple
) -> None:
    selection = {"points": points, "box": []}
    assert selected_range(selection) == selected_range({"selection": selection}) == days
    assert selected_series(selection) == selected_series({"selection": selection}) == series


@pytest.mark.parametrize("event", [None, {}, {"selection": {}}])
def test_no_event_chooses_nothing(event: dict | None) -> None:
    assert selected_range(event) is None
