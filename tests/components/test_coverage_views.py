"""Panels, stacked bars and heat maps: the same gaps, partial buckets and clicks as on lines."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.coverage_bars import TEXTURES
from components.coverage_chart import coverage_chart, selected_range, selected_series
from components.coverage_hover import days_of
from components.theme import DARK, LIGHT, Look, ShapeError, titled

NA = pd.NA
NAMES = {"bbc": "BBC News", "cnn": "CNN & <i>friends</i>"}
MONTHS = pd.to_datetime(["2025-09-01", "2025-10-01", "2025-11-01", "2025-12-01"])
STATES = {
    "bbc": ["partial", "collected", "collected", "not collected"],
    "cnn": ["partial", "collected", "not collected", "not collected"],
}
COUNTS = {"bbc": [2, 0, 1234, NA], "cnn": [1, 10, NA, NA]}
MARKS = pd.DataFrame(columns=["day", "kind", "label", "text", "iso3s"]).astype(
    {"day": "datetime64[us]"}
)
VIEWS = ["panels", "stacked", "heat"]


def frame(*, share: bool = False, starts: pd.DatetimeIndex = MONTHS) -> pd.DataFrame:
    """Return four months of two outlets: one that stops in December, one already in November."""
    parts = []
    for series, states in STATES.items():
        part = pd.DataFrame({"period": starts, "state": states, "count": COUNTS[series]})
        last = [*(starts[1:] - pd.Timedelta(days=1)), starts[-1] + pd.Timedelta(days=30)]
        part = part.assign(series=series, last_day=last, days=3, live_outlets=1, known_outlets=1)
        known = part["state"] == "collected"
        value = (part["count"].astype("Float64") / 2000).where(known) if share else part["count"]
        limits = {"low": value * 0.5, "high": value * 1.5} if share else {"low": NA, "high": NA}
        parts.append(part.assign(total=part["count"] * 2, value=value, **limits))
    whole = dict.fromkeys(("count", "total", "days", "live_outlets", "known_outlets"), "Int64")
    real = dict.fromkeys(("value", "low", "high"), "Float64")
    return pd.concat(parts, ignore_index=True).astype({**whole, **real, "series": "str"})


def draw(view: str, given: pd.DataFrame | None = None, **options: object) -> go.Figure:
    settings = {"names": NAMES, "look": LIGHT, "every": "month", **options}
    return coverage_chart(frame() if given is None else given, MARKS, view=view, **settings)


def traces(figure: go.Figure, series: str, kind: str) -> list:
    return [
        trace
        for trace in figure.data
        if trace.legendgroup == f"line:{series}" and trace.type == kind
    ]


def hatched(figure: go.Figure) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.name == "Nothing collected"]


def test_each_panel_has_its_axis_its_name_and_its_gaps() -> None:
    """If it fails, a panel is drawn on another's axis, or an outlet's silence is not hatched."""
    figure = draw("panels")
    lines = [traces(figure, series, "scatter")[0] for series in NAMES]
    assert [line.yaxis for line in lines] == ["y", "y2"]
    assert [list(line.y) for line in lines] == [[None, 0, 1234, None], [None, 10, None, None]]
    assert {"<b>BBC News</b>", "<b>CNN &amp; &lt;i&gt;friends&lt;/i&gt;</b>"} <= {
        note.text for note in figure.layout.annotations
    }
    assert [(field.yaxis, field.x[0]) for field in hatched(figure)] == [
        ("y", "2025-12-01"),
        ("y2", "2025-11-01"),
    ]
    assert [field.showlegend for field in hatched(figure)] == [True, False]


def test_panels_lie_below_each_other_over_the_ticks_of_the_last() -> None:
    """If it fails, panels overlap, or the dates stand between them."""
    layout = draw("panels").layout
    upper, lower = layout.yaxis.domain, layout.yaxis2.domain
    assert 1 > upper[1] > upper[0] > lower[1] > lower[0] == 0
    assert (layout.xaxis.anchor, layout.xaxis.position) == ("free", 0)
    assert layout.height - layout.margin.t - layout.margin.b > 2 * 90


@pytest.mark.parametrize(("scale", "same"), [("shared", True), ("free", False)])
def test_panels_share_their_scale_unless_asked_otherwise(scale: str, same: bool) -> None:
    """If it fails, ten pieces look as many as a thousand, or the reader's choice does nothing."""
    layout = draw("panels", scale=scale).layout
    assert (layout.yaxis.range == layout.yaxis2.range) is same
    assert layout.yaxis.range[1] == pytest.approx(1234 * 1.06)


def test_panels_have_bands_that_step_with_their_lines() -> None:
    """If it fails, the interval of a panel is missing or lies beside its line."""
    figure = draw("panels", frame(share=True), measure="share")
    bands = [trace for trace in figure.data if trace.fill == "toself" and trace.name is None]
    assert [(field.yaxis, field.line.shape) for field in bands] == [("y", "hvh"), ("y2", "hvh")]


def test_bars_stand_for_whole_buckets_and_partial_ones_are_hollow() -> None:
    """If it fails, a missing month has a bar, or three days look like a whole month."""
    whole, partial = traces(draw("stacked"), "bbc", "bar")
    assert (list(whole.x), list(whole.y)) == (["2025-10-16 12", "2025-11-16 00"], [0, 1234])
    assert (list(partial.x), list(partial.y)) == (["2025-09-16 00"], [2])
    assert partial.marker.color.startswith("rgba(0,114,178")
    assert partial.marker.line.color == LIGHT.series[0] == whole.marker.color
    assert [trace.name for trace in draw("stacked").data][-1] == "Only some days counted"


def test_bars_of_next_months_do_not_overlap() -> None:
    """If it fails, months of 28 to 31 days lie on each other or leave uneven gaps."""
    starts = pd.to_datetime(["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01"])
    given = frame(starts=starts).assign(state="collected", count=1, value=1.0)
    (bars,) = traces(draw("stacked", given), "bbc", "bar")
    middles = pd.to_datetime(list(bars.x), format="%Y-%m-%d %H")
    halves = pd.to_timedelta(list(bars.width), unit="ms") / 2
    assert list((middles - halves).floor("s")) == [
        start + length * 0.06
        for start, length in zip(starts, pd.to_timedelta([31, 28, 31, 31], unit="D"), strict=True)
    ]


def test_layers_differ_by_texture_as_well_as_by_colour() -> None:
    """If it fails, layers are told apart by colour alone; the ninth has the colour of the first."""
    one = frame().query("series == 'bbc'")
    twelve = pd.concat([one.assign(series=f"outlet {place}") for place in range(12)])
    bars = [trace for trace in draw("stacked", twelve).data if trace.type == "bar" and trace.name]
    looks = [(trace.marker.color, trace.marker.pattern.shape) for trace in bars[::2]]
    assert len(set(looks)) == 12
    assert len(set(TEXTURES[:8])) == 8
    assert draw("stacked").layout.barmode == "stack"


def test_the_axis_of_stacked_bars_holds_the_whole_stack() -> None:
    """If it fails, the highest stack is cut."""
    given = frame().assign(state="collected", value=[5.0] * 8)
    assert draw("stacked", given).layout.yaxis.range[1] == pytest.approx(10 * 1.06)


def test_stacked_bars_say_which_layer_was_not_collected() -> None:
    """If it fails, a stack is lower because an outlet was not collected, and nobody can see it."""
    figure = draw("stacked")
    own = [trace for trace in figure.data if trace.name == "Nothing collected of one line"]
    assert [trace.line.color for trace in own] == list(LIGHT.series[:2])
    assert "BBC News: nothing collected" in own[0].text


def test_cells_are_blank_and_hatched_where_nothing_was_collected() -> None:
    """If it fails, a month that nobody collected is a pale cell: a zero."""
    figure = draw("heat")
    (cells,) = (trace for trace in figure.data if trace.type == "heatmap")
    assert [list(row) for row in cells.z] == [[1, 10, None, None], [2, 0, 1234, None]]
    assert (cells.zmin, cells.zmax) == (0, 1234)
    (field,) = hatched(figure)
    assert list(field.x)[::5] == ["2025-12-01", "2025-11-01"]
    assert list(field.y)[:3] == [0.5, 1.5, 1.5]
    assert list(figure.layout.yaxis.ticktext) == [
        "CNN &amp; &lt;i&gt;friends&lt;/i&gt;",
        "BBC News",
    ]


def test_partial_cells_are_ringed_and_partial_shares_dotted() -> None:
    """If it fails, a cell of three days looks like one of a whole month."""
    rings = [trace for trace in draw("heat").data if trace.name == "Only some days counted"]
    assert [(list(trace.x), list(trace.y)) for trace in rings] == [(["2025-09-16 00"] * 2, [1, 0])]
    shares = draw("heat", frame(share=True), measure="share")
    (field,) = (trace for trace in shares.data if trace.name == "Only some days counted")
    assert field.fillpattern.shape == "."


def test_cells_have_points_that_tell_and_can_be_chosen() -> None:
    """If it fails, a click on a cell does nothing, or hover shows a raw code or no number."""
    (points,) = traces(draw("heat"), "bbc", "scatter")
    assert list(points.y) == [1, 1, 1, None]
    assert points.marker.opacity == 0
    assert list(points.customdata[2])[:5] == ["2025-11-01", "2025-11-30", "bbc", 1234, 2468]
    assert "BBC News: %{customdata[3]:,} of %{customdata[4]:,} pieces" in points.hovertemplate


def test_days_of_a_heat_map_are_placed_by_their_step() -> None:
    """If it fails, a heat map of days weighs several times as much, or its cells are shifted."""
    days = pd.date_range("2025-09-01", periods=4)
    given = frame(starts=days).assign(last_day=[*days, *days])
    figure = draw("heat", given, every="day")
    assert {(trace.x0, trace.dx) for trace in figure.data if trace.dx} == {
        ("2025-09-01 12", 86_400_000)
    }
    (points,) = traces(figure, "bbc", "scatter")
    assert list(points.customdata[2])[:2] == [1234, 2468]


@pytest.mark.parametrize("view", VIEWS)
def test_a_click_chooses_a_bucket_of_a_series_in_every_view(view: str) -> None:
    """If it fails, a click lists nothing, or the pieces of other days or of another outlet."""
    figure = draw(view)
    kind = "bar" if view == "stacked" else "scatter"
    trace = next(trace for trace in traces(figure, "cnn", kind) if trace.customdata is not None)
    held = next(row for row in trace.customdata if row[0] == "2025-10-01")
    chosen = {
        "points": [{"customdata": list(held), "legendgroup": trace.legendgroup, "x": "2025-10-16"}]
    }
    assert selected_range(chosen) == (date(2025, 10, 1), date(2025, 10, 31))
    assert selected_series(chosen) == ("cnn",)
    assert figure.layout.clickmode == "event+select"


@pytest.mark.parametrize("outlet", ["gapfinder.com", "mark:up", "signal:tv", "line:news"])
def test_an_outlet_called_as_other_groups_are_can_be_clicked(outlet: str) -> None:
    """If it fails, a click on a line does nothing, for the name it happens to have."""
    days = pd.date_range("2025-10-01", periods=4)
    given = frame(starts=days).assign(last_day=[*days, *days])
    figure = draw("lines", given.replace({"series": {"cnn": outlet}}), every="day")
    groups = [trace.legendgroup for trace in figure.data if trace.name == outlet]
    chosen = {"points": [{"legendgroup": groups[0], "x": "2025-10-02 12:00"}]}
    assert selected_range(chosen) == (date(2025, 10, 2), date(2025, 10, 2))
    assert selected_series(chosen) == (outlet,)


@pytest.mark.parametrize("view", ["lines", *VIEWS])
def test_what_is_no_bucket_is_not_chosen(view: str) -> None:
    """If it fails, a box over a hatch or a ring chooses days that were not collected."""
    for trace in draw(view).data:
        if trace.legendgroup and not trace.legendgroup.startswith("line:"):
            assert days_of({"legendgroup": trace.legendgroup, "x": "2025-12-01"}) is None


@pytest.mark.parametrize("view", ["panels", "heat"])
def test_rows_say_in_words_what_is_counted(view: str) -> None:
    """If it fails, a chart without a title on its axis does not say what it counts."""
    figure = draw(view, frame(share=True), measure="share")
    assert "share of pieces, by month" in [note.text for note in figure.layout.annotations]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_view_has_the_colours_of_its_look(view: str, look: Look) -> None:
    """If it fails, a chart on a dark page has the colours of a white one."""
    drawn = draw(view, look=look).to_json().lower()
    other = DARK if look is LIGHT else LIGHT
    assert look.paper in drawn
    assert not any(colour in drawn for colour in (other.paper, other.ink, *other.series))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("column", ["value", "low", "live_outlets", "known_outlets", "days"])
def test_a_missing_column_is_said_in_every_view(view: str, column: str) -> None:
    """If it fails, a frame of another shape draws a wrong chart without a word."""
    with pytest.raises(ShapeError, match=f"lacks {column}"):
        draw(view, frame().drop(columns=column))


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_collected_is_drawn_in_every_view(view: str) -> None:
    """If it fails, a corpus that holds none of the days chosen breaks the page."""
    given = frame().assign(state="not collected", count=NA, total=NA, value=NA)
    figure = draw(view, given.astype({"count": "Int64", "value": "Float64"}))
    assert hatched(figure)


@pytest.mark.parametrize("view", ["panels", "heat"])
def test_a_picture_leaves_room_for_the_legend(view: str) -> None:
    """If it fails, the source line of a picture is written over the legend."""
    figure = draw(view)
    copy = titled(figure, title="Coverage", subtitle="All", source="Ours")
    drawing = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    row_and_source = 22 + 16
    assert copy.layout.margin.b >= -figure.layout.legend.y * drawing + row_and_source
    assert copy.layout.showlegend


@pytest.mark.parametrize(("view", "most"), [("heat", 700_000), ("panels", 90_000)])
def test_six_years_stay_small(view: str, most: int) -> None:
    """If it fails, the browser waits: twenty rows of days, or five panels of weeks."""
    step, number = ("D", 20) if view == "heat" else ("W-MON", 5)
    days = pd.date_range("2020-08-13", "2026-08-12", freq=step)
    one = frame().iloc[[1]].drop(columns="period").merge(pd.DataFrame({"period": days}), "cross")
    one = one.assign(last_day=one["period"] + pd.Timedelta(days=0 if view == "heat" else 6))
    one["count"] = one["value"] = one.index % 37
    one = one.assign(total=one["count"] + 40, live_outlets=one["count"] % 13, known_outlets=12)
    many = pd.concat([one.assign(series=f"outlet {place}") for place in range(number)])
    every = "day" if view == "heat" else "week"
    assert len(draw(view, many, every=every).to_json()) < most


def test_labels_over_a_heat_map_fit_beside_its_names_and_scale_on_a_phone() -> None:
    """Two names of countries lie on each other where the rows' names take of the width."""
    names = ["United Arab Emirates", "Kazakhstan"]
    given = pd.DataFrame({"day": pd.to_datetime(["2025-09-05", "2025-12-20"]), "label": names})
    given = given.assign(kind="step", text="")

    def labels(view: str) -> list[str]:
        figure = coverage_chart(frame(), given, names=NAMES, look=LIGHT, every="month", view=view)
        return [note.text for note in figure.layout.annotations if note.text in names]

    assert labels("panels") == names
    assert len(labels("heat")) < 2
