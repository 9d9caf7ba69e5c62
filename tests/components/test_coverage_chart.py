"""The coverage figure: lines that break, marks that do not touch, clicks that name a bucket."""

import re
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.coverage_chart import coverage_chart, selected_range, selected_series
from components.mark_labels import Label, Mark, joined, labels_by_rank, mark_groups, text_width
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
    "live_outlets": "Int64",
    "known_outlets": "Int64",
    "value": "Float64",
    "low": "Float64",
    "high": "Float64",
}
KAZ = [
    ("2025-09-01", "2025-09-30", "KAZ", 2, "partial", 3, 4, 7, 12, 2, NA, NA),
    ("2025-10-01", "2025-10-31", "KAZ", 0, "collected", 31, 3, 7, 12, 0, NA, NA),
    ("2025-11-01", "2025-11-30", "KAZ", 1234, "collected", 30, 2468, 9, 12, 1234, NA, NA),
    ("2025-12-01", "2025-12-31", "KAZ", NA, "not collected", 0, NA, 0, 12, NA, NA, NA),
    ("2026-01-01", "2026-01-31", "KAZ", 5, "collected", 31, 5, 12, 12, 5, NA, NA),
]
INTERVALS = [(NA, NA, NA), (0, 0, 0.56), (0.5, 0.48, 0.52), (NA, NA, NA), (1, 0.57, 1)]
SHARES = [(*row[:9], *told) for row, told in zip(KAZ, INTERVALS, strict=True)]


def rows(*given: tuple) -> pd.DataFrame:
    return pd.DataFrame(given, columns=list(COLUMNS)).astype(COLUMNS)


def marks(*given: tuple[str, str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(given, columns=["day", "kind", "label", "text"])
    return frame.assign(day=pd.to_datetime(frame["day"]), iso3s="")


def draw(frame: pd.DataFrame, marked: pd.DataFrame | None = None, **options: object) -> go.Figure:
    given = {"names": NAMES, "look": LIGHT, "every": "month", **options}
    return coverage_chart(frame, marks() if marked is None else marked, **given)


def of_israel(given: list[tuple]) -> list[tuple]:
    return [(*row[:2], "ISR", *row[3:]) for row in given]


def named(figure: go.Figure, name: str) -> go.Scatter:
    return next(trace for trace in figure.data if trace.name == name)


def hollow(figure: go.Figure) -> go.Scatter:
    return next(
        trace
        for trace in figure.data
        if trace.mode == "markers" and trace.customdata is not None and trace.marker.line.width
    )


def said(figure: go.Figure, name: str, place: int) -> str:
    """Return what hovering tells, with the values that a point carries in their places."""
    trace = named(figure, name)
    held = trace.customdata[place]
    return re.sub(
        r"%\{customdata\[(\d)\](:,)?\}",
        lambda found: format(held[int(found[1])], "," if found[2] else ""),
        trace.hovertemplate,
    )


def test_a_line_breaks_at_a_gap_and_leaves_partial_buckets_to_hollow_points() -> None:
    """If it fails, a month without collection reads as a zero, or half a month as a fall."""
    figure = draw(rows(*KAZ))
    line = named(figure, "Kazakhstan")
    assert list(line.y) == [None, 0, 1234, None, 5]
    assert not line.connectgaps
    assert list(line.x)[2] == "2025-11-16 00"
    assert list(line.customdata[2])[:3] == ["2025-11-01", "2025-11-30", "KAZ"]
    partial = hollow(figure)
    assert list(partial.y) == [2]
    assert "<br>partial: only 3 of 30 days" in partial.customdata[0]


def test_hover_says_of_how_many_pieces_and_how_many_outlets_were_live() -> None:
    """If it fails, a reader cannot tell a rise of the subject from a rise of what was collected."""
    assert said(draw(rows(*KAZ)), "Kazakhstan", 2) == (
        "<b>%{customdata[0]|%b %Y}</b><br>Kazakhstan: %{y:,} of 2,468 pieces"
        "<br>9 of 12 outlets live<extra></extra>"
    )


def test_hover_of_a_share_says_its_interval() -> None:
    """If it fails, a share of five pieces looks as sure as one of five thousand."""
    assert said(draw(rows(*SHARES), measure="share"), "Kazakhstan", 4) == (
        "<b>%{customdata[0]|%b %Y}</b><br>Kazakhstan: %{y:.3~p} (57% to 100%)"
        "<br>5 of 5 pieces<br>12 of 12 outlets live<extra></extra>"
    )


def test_a_bucket_of_unlisted_days_is_not_said_to_count_none_of_them() -> None:
    """If it fails, hover reads "partial: only 0 of 31 days" beside a number of pieces."""
    outside = ("2025-10-01", "2025-10-31", "KAZ", 4, "partial", 0, 4, 0, 12, 4, NA, NA)
    told = said(draw(rows(KAZ[2], outside)), "Kazakhstan", 1)
    assert "<br>partial: pieces of days not listed as collected<br>" in told


def test_a_share_of_millions_is_not_drawn_as_none() -> None:
    """If it fails, one piece of two million stands at 0 %, with an interval of 1e-06%."""
    one = ("2025-10-01", "2025-10-31", "KAZ", 1, "collected", 31, 2_000_000, 7, 12)
    figure = draw(rows((*one, 0.0000005, 0.0000000883, 0.00000283)), measure="share")
    assert named(figure, "Kazakhstan").y[0] == 0.0000005
    assert "(0.00000883% to 0.000283%)" in said(figure, "Kazakhstan", 0)


def test_outlets_are_not_said_of_a_corpus_that_does_not_list_them() -> None:
    """If it fails, hover shows a raw code where nobody knows the outlets."""
    figure = draw(rows(*KAZ).assign(live_outlets=NA, known_outlets=NA))
    assert "outlets" not in named(figure, "Kazakhstan").hovertemplate


@pytest.mark.parametrize("measure", ["index", "per_outlet"])
def test_other_measures_say_the_pieces_behind_them(measure: str) -> None:
    """If it fails, an index of 300 hides that it stands for three pieces."""
    figure = draw(rows(*KAZ), measure=measure)
    assert "<br>1,234 pieces" in said(figure, "Kazakhstan", 2)


def test_a_name_can_neither_mark_up_nor_fill_in_what_is_told() -> None:
    """If it fails, an outlet called <b> or %{y} breaks the hover text; Arabic swaps its numbers."""
    figure = draw(rows(*KAZ), names={"KAZ": "<b>%{y}</b> & "})
    assert "<br>&lt;b&gt;% {y}&lt;/b&gt; &amp; : " in figure.data[-2].hovertemplate
    arabic = draw(rows(*KAZ), names={"KAZ": "الشرق"})
    assert "\u2068الشرق\u2069: %{y:,}" in named(arabic, "الشرق").hovertemplate


def test_a_name_too_long_for_a_phone_is_cut() -> None:
    """If it fails, the legend runs over the edge of a phone."""
    figure = draw(rows(*KAZ), names={"KAZ": "W" * 60})
    assert named(figure, "W" * 39 + "…")


def test_the_hatch_covers_the_days_without_any_collection_once() -> None:
    """If it fails, a gap of the corpus looks like silence, or is hatched twice."""
    both = rows(*KAZ, *of_israel(KAZ))
    hatch = named(draw(both), "Nothing collected")
    assert list(hatch.x) == ["2025-12-01", "2025-12-01", "2026-01-01", "2026-01-01", None]
    assert hatch.fillpattern.shape == "/"
    assert [trace.name for trace in draw(both).data if trace.name] == [
        "Nothing collected",
        "Kazakhstan",
        "Israel",
        "Only some days counted",
    ]


def test_one_lines_own_gap_is_hatched_in_a_row_below_the_drawing() -> None:
    """If it fails, a break of one line looks like a break of all, or like nothing."""
    december = (*KAZ[3][:3], 9, "collected", 31, 9, 1, 12, 9, NA, NA)
    figure = draw(rows(*KAZ, *of_israel([*KAZ[:3], december, KAZ[4]])))
    own = named(figure, "Nothing collected of one line")
    assert own.yaxis == "y2"
    assert own.text == "<b>1 Dec 2025 to 31 Dec 2025</b><br>Kazakhstan: nothing collected"
    assert own.line.color == LIGHT.series[0]
    assert figure.layout.yaxis.domain[0] == figure.layout.yaxis2.domain[1] > 0
    assert "Nothing collected" not in [trace.name for trace in figure.data]


def test_shares_are_parts_of_one_and_partial_buckets_a_dotted_field() -> None:
    """If it fails, the first and last month of a share vanish without a word."""
    figure = draw(rows(*SHARES), measure="share")
    assert list(named(figure, "Kazakhstan").y) == [None, 0, 0.5, None, 1]
    assert figure.layout.yaxis.tickformat == ",.6~%"
    field = named(figure, "Only some days counted")
    assert list(field.x)[::2] == ["2025-09-01", "2025-10-01", None]
    assert field.fillpattern.shape == "."


def band(figure: go.Figure) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.fill == "toself" and trace.name is None]


def test_the_band_of_an_interval_stops_at_a_gap_and_steps_with_its_line() -> None:
    """If it fails, the interval is drawn over months that nobody collected, or beside its line."""
    (field,) = band(draw(rows(*SHARES), measure="share"))
    assert list(field.y) == [0, 0.48, 0.52, 0.56, None, 0.57, 0.57, 1, 1, None]
    assert list(field.x)[5:7] == ["2026-01-01", "2026-02-01"]
    assert field.line.shape == "hvh"
    two = band(draw(rows(*SHARES, *of_israel(SHARES)), measure="share"))
    assert [field.line.shape for field in two] == ["linear", "linear"]


def test_more_than_three_lines_have_no_bands() -> None:
    """If it fails, bands of many lines hide each other."""
    four = [(*row[:2], code, *row[3:]) for code in "ABCD" for row in SHARES]
    assert len(band(draw(rows(*four[:15]), measure="share"))) == 3
    assert not band(draw(rows(*four), measure="share"))


def test_the_axis_fits_shares_far_below_one_per_cent() -> None:
    """If it fails, a rare subject is a flat line at the bottom with every tick at 0 %."""
    tiny = [(*row[:9], 0.0004, 0.0001, 0.0011) for row in SHARES[1:3]]
    figure = draw(rows(*tiny), measure="share")
    assert figure.layout.yaxis.range[1] == pytest.approx(0.0011 * 1.06)
    assert "(0.01% to 0.11%)" in said(figure, "Kazakhstan", 0)


@pytest.mark.parametrize(
    ("of", "measure", "title"),
    [
        ("articles", "count", "pieces a month"),
        ("outlets", "count", "outlets a month"),
        ("stories", "share", "share of stories, by month"),
        ("articles", "index", "pieces a month, index"),
        ("articles", "per_outlet", "pieces a month per live outlet"),
    ],
)
def test_the_axis_says_what_is_counted(of: str, measure: str, title: str) -> None:
    """If it fails, a chart does not say whether it counts pieces, stories or shares."""
    figure = draw(rows(*KAZ), of=of, measure=measure)
    assert figure.layout.yaxis.title.text == title


def test_each_series_has_a_colour_a_dash_and_a_symbol_of_its_own() -> None:
    """If it fails, lines are told apart by colour alone."""
    both = rows(*KAZ, *of_israel(KAZ))
    first, second = (named(draw(both, look=DARK), name) for name in NAMES.values())
    assert first.line.color == DARK.series[0]
    assert first.line.dash != second.line.dash
    assert first.marker.symbol != second.marker.symbol


def test_a_lonely_day_on_a_long_line_keeps_its_marker() -> None:
    """If it fails, a day between two gaps is not seen at all."""
    days = pd.date_range("2024-01-01", periods=200)
    counts = [1 if place == 7 else NA for place in range(100)] + [1] * 100
    states = ["not collected" if count is NA else "collected" for count in counts]
    frame = pd.DataFrame({"period": days, "last_day": days, "series": "KAZ", "count": counts})
    frame = frame.assign(state=states, days=1, total=counts, value=counts)
    frame = frame.reindex(columns=list(COLUMNS)).astype(COLUMNS)
    line = named(draw(frame, every="day"), "Kazakhstan")
    assert [place for place, shown in enumerate(line.marker.opacity) if shown] == [7]
    assert (line.x0, line.dx, line.x) == ("2024-01-01 12", 86_400_000, None)


def test_six_years_of_days_for_five_countries_stay_small() -> None:
    """If it fails, the browser waits for a figure of days."""
    days = pd.date_range("2020-08-13", "2026-08-12")
    one = pd.DataFrame({"period": days, "last_day": days, "state": "collected", "days": 1})
    one = one.assign(count=range(len(days)), total=range(len(days)), low=NA, high=NA)
    one["count"], one["total"] = one["count"] % 40, one["total"] % 90
    one = one.assign(value=one["count"], live_outlets=one["total"] % 13, known_outlets=12)
    many = pd.concat([one.assign(series=code) for code in ("KAZ", "ISR", "ARE", "BHR", "MAR")])
    assert len(draw(many.astype(COLUMNS), every="day").to_json()) < 130_000


def test_marks_outside_the_range_or_of_other_kinds_are_left_out() -> None:
    """If it fails, marks stand where no day is, or against the reader's choice."""
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
    """If it fails, a mark under another cannot be read."""
    given = marks(
        ("2025-11-06", "step", "Kazakhstan", "Kazakhstan: announced"),
        ("2025-11-07", "event", "", "Ministry confirms"),
    )
    figure = draw(rows(*KAZ), given)
    told = "<b>6 Nov 2025</b> Kazakhstan: announced<br><b>7 Nov 2025</b> Ministry confirms"
    assert list(named(figure, "Step").text) == [told]
    assert list(named(figure, "Event").x) == [None]


def test_a_chain_of_near_marks_is_cut_into_groups() -> None:
    """If it fails, one symbol tells the events of a whole year."""
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
    """If it fails, labels of steps lie on each other or over the edge."""
    assert labels_by_rank(STEPS[:4] + STEPS[5:], FIRST, LAST, width=340) == [
        Label(pd.Timestamp("2020-09-15"), "Bahrain, Israel +2", "left"),
        Label(pd.Timestamp("2025-12-26"), "Kazakhstan, Somaliland", "right"),
    ]


@pytest.mark.parametrize("drawn_at", [340, 390, 900, 1400])
@pytest.mark.parametrize("planned_for", [200, 340])
def test_labels_planned_for_a_width_touch_at_no_greater_one(
    planned_for: int, drawn_at: int
) -> None:
    """If it fails, labels touch on some screen."""
    ends = []
    for label in labels_by_rank(STEPS, FIRST, LAST, width=planned_for):
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
    """If it fails, a long label runs over the next."""
    assert joined(labels) == expected


def test_no_rows_give_a_figure_that_says_so() -> None:
    """If it fails, a reader meets an empty frame without a word."""
    figure = draw(rows())
    assert not figure.data
    assert figure.layout.annotations[0].text == "No dated piece to draw"


def test_nothing_collected_anywhere_is_all_hatch() -> None:
    """If it fails, no collection at all is drawn as a line of zeros, or not."""
    figure = draw(rows(KAZ[3]))
    assert list(named(figure, "Kazakhstan").y) == [None]
    assert list(figure.layout.yaxis.range) == [pytest.approx(-0.0212), pytest.approx(1.06)]


@pytest.mark.parametrize("column", list(COLUMNS))
def test_a_missing_column_is_our_mistake_and_said_so(column: str) -> None:
    """If it fails, a frame of another shape draws a wrong chart without a word."""
    with pytest.raises(ShapeError, match=f"lacks {column}"):
        draw(rows(*KAZ).drop(columns=column))
    with pytest.raises(ShapeError, match="lacks text"):
        draw(rows(*KAZ), marks().drop(columns="text"))


def test_the_frame_is_left_as_it_was_and_a_title_can_be_added() -> None:
    """If it fails, drawing changes the frame that is downloaded."""
    frame = rows(*KAZ)
    before = frame.copy()
    figure = titled(draw(frame), title="Coverage", subtitle="All", source="Ours")
    pd.testing.assert_frame_equal(frame, before)
    assert "Coverage" in figure.layout.title.text


MONTH = {"customdata": ["2025-11-01", "2025-11-30", "KAZ", 9], "legendgroup": "line:KAZ"}
LATER = {"customdata": ["2026-01-01", "2026-01-31", "ISR"], "legendgroup": "line:ISR"}
DAY = {"x": "2025-11-06 12:00", "customdata": [" (1% to 2%)", 14, 99], "legendgroup": "line:KAZ"}
BARE = {"x": "2025-11-06 12:00", "legendgroup": "line:KAZ"}
MARK = {"x": "2020-09-15", "legendgroup": "mark:step"}
BURST = {"x": "2020-09-15", "legendgroup": "signal:burst:KAZ"}
# An outlet may be called as the groups of what is no line begin.
ODD = {"x": "2025-11-06 12:00", "legendgroup": "line:gapfinder.com"}
OWN_GAP = {"x": "2020-09-15", "legendgroup": "gap:own"}


@pytest.mark.parametrize(
    ("points", "days", "series"),
    [
        ([], None, ()),
        ([MARK], None, ()),
        ([BURST, OWN_GAP], None, ()),
        ([MONTH], (date(2025, 11, 1), date(2025, 11, 30)), ("KAZ",)),
        ([LATER, MARK, MONTH], (date(2025, 11, 1), date(2026, 1, 31)), ("ISR", "KAZ")),
        ([DAY], (date(2025, 11, 6), date(2025, 11, 6)), ("KAZ",)),
        ([BARE], (date(2025, 11, 6), date(2025, 11, 6)), ("KAZ",)),
        ([ODD], (date(2025, 11, 6), date(2025, 11, 6)), ("gapfinder.com",)),
    ],
)
def test_a_click_or_a_box_gives_whole_buckets(
    points: list, days: tuple | None, series: tuple
) -> None:
    """If it fails, a click lists the pieces of other days or of another line."""
    selection = {"points": points, "box": []}
    assert selected_range(selection) == selected_range({"selection": selection}) == days
    assert selected_series(selection) == selected_series({"selection": selection}) == series


@pytest.mark.parametrize("event", [None, {}, {"selection": {}}])
def test_no_event_chooses_nothing(event: dict | None) -> None:
    """If it fails, a page without a selection breaks."""
    assert selected_range(event) is None
