"""Bursts and breaks on the coverage chart: in their line's colour, told, and never over a gap."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.chart_signals import BREAK_COLUMNS, BURST_COLUMNS
from components.coverage_chart import coverage_chart
from components.coverage_hover import days_of
from components.theme import DARK, LIGHT, ShapeError

NA = pd.NA
NAMES = {"KAZ": "Kazakhstan", "ISR": "A & B"}
MARKS = pd.DataFrame(columns=["day", "kind", "label", "text", "iso3s"]).astype(
    {"day": "datetime64[us]"}
)


def frame(measure: str = "count") -> pd.DataFrame:
    """Return a year of two lines; in June nothing was collected."""
    months = pd.date_range("2025-01-01", periods=12, freq="MS")
    one = pd.DataFrame({"period": months, "last_day": months + pd.offsets.MonthEnd()})
    one = one.assign(state="collected", count=10, days=30, total=100, low=NA, high=NA)
    one = one.assign(live_outlets=NA, known_outlets=NA, value=one["count"])
    june = one["period"] == "2025-06-01"
    one.loc[june, ["state", "count", "total", "value"]] = ["not collected", NA, NA, NA]
    two = pd.concat([one.assign(series="KAZ"), one.assign(series="ISR")], ignore_index=True)
    whole = dict.fromkeys(("count", "total", "days", "live_outlets", "known_outlets"), "Int64")
    return two.astype({**whole, "value": "Float64", "low": "Float64", "high": "Float64"})


def found(columns: tuple[str, ...], *rows: tuple) -> pd.DataFrame:
    days = dict.fromkeys({"first_day", "last_day", "day"} & set(columns), "datetime64[us]")
    return pd.DataFrame(rows, columns=list(columns)).astype(days)


BURSTS = found(
    BURST_COLUMNS,
    ("KAZ", "2025-10-01", "2025-10-31", 0.4, 0.1, 0.012, 0.75),
    ("ISR", "2025-11-01", "2025-12-31", 0.0004, 0.0001, 0.03, 1.0),
)
BREAKS = found(BREAK_COLUMNS, ("KAZ", "2025-04-01", 5.0, 9.0, 1.8, 1.2, 2.4, 0.5))
SIGNALS = {"bursts": BURSTS, "breaks": BREAKS}


def draw(signals: dict[str, pd.DataFrame] | None = None, **options: object) -> go.Figure:
    given = {"names": NAMES, "look": LIGHT, "every": "month", **options}
    return coverage_chart(frame(), MARKS, signals=SIGNALS if signals is None else signals, **given)


def named(figure: go.Figure, name: str) -> go.Scatter:
    return next(trace for trace in figure.data if trace.name == name)


def labels(figure: go.Figure) -> list[str]:
    return [trace.name for trace in figure.data if trace.name]


def test_a_burst_is_a_bar_below_the_drawing_and_a_field_over_its_days() -> None:
    """If it fails, bursts are drawn on other days, or hide marks and lines."""
    figure = draw()
    bar = named(figure, "Burst: Kazakhstan")
    assert list(bar.x) == ["2025-10-01", "2025-10-16 12", "2025-11-01", None]
    assert (bar.yaxis, list(bar.y)[:3]) == ("y2", [-0.5] * 3)
    fields = [trace for trace in figure.data if trace.legendgroup == bar.legendgroup]
    assert list(fields[0].x) == ["2025-10-01", "2025-10-01", "2025-11-01", "2025-11-01", None]
    assert figure.layout.yaxis.domain[0] == figure.layout.yaxis2.domain[1] > 0


def test_bursts_of_different_lines_have_their_own_rows_colours_and_symbols() -> None:
    """If it fails, the burst of one line hides that of another, or passes for it."""
    figure = draw(look=DARK)
    first, second = (named(figure, f"Burst: {name}") for name in ("Kazakhstan", "A &amp; B"))
    assert (first.y[0], second.y[0]) == (-0.5, -1.5)
    assert [first.line.color, second.line.color] == list(DARK.series[:2])
    assert first.marker.symbol != second.marker.symbol
    assert first.legendgroup != second.legendgroup


def test_hover_on_a_burst_says_how_much_how_sure_and_how_stable() -> None:
    """If it fails, a reader cannot judge a burst."""
    bar = named(draw(), "Burst: Kazakhstan")
    assert bar.text[1] == (
        "<b>Burst, 1 Oct 2025 to 31 Oct 2025</b><br>Kazakhstan: 40% against 10% in all"
        "<br>chance alone: p = 0.012<br>found under 75% of the settings tried"
    )
    tiny = named(draw(), "Burst: A &amp; B").text[0]
    assert "A &amp; B: 0.04% against 0.01% in all" in tiny


def test_a_level_changes_at_the_break_and_stops_where_nothing_was_collected() -> None:
    """If it fails, a level bridges days that nobody collected."""
    level = named(draw(), "Level: Kazakhstan")
    assert list(level.x) == [
        *("2025-01-01", "2025-04-01", None),
        *("2025-04-01", "2025-06-01", None),
        *("2025-07-01", "2026-01-01", None),
    ]
    assert list(level.y) == [5, 5, None, 9, 9, None, 9, 9, None]
    assert "A &amp; B" not in "".join(name for name in labels(draw()) if "Level" in name)


def test_hover_on_a_break_says_the_change_and_its_interval() -> None:
    """If it fails, a reader cannot judge a break."""
    mark = named(draw(), "New level: Kazakhstan")
    assert (list(mark.x), list(mark.y), mark.yaxis) == (["2025-04-01"], [9], "y")
    assert list(mark.text) == [
        "<b>New level from 1 Apr 2025</b><br>Kazakhstan: 1.8 times the level before (1.2 to 2.4)"
        "<br>found under 50% of the penalties tried"
    ]


@pytest.mark.parametrize("measure", ["index", "per_outlet"])
def test_levels_in_pieces_are_not_drawn_on_an_axis_of_another_unit(measure: str) -> None:
    """If it fails, a level of nine pieces is drawn at nine on an index."""
    figure = draw(measure=measure)
    assert "Level: Kazakhstan" not in labels(figure)
    assert named(figure, "New level: Kazakhstan").yaxis == "y2"


@pytest.mark.parametrize(
    ("signals", "expected"),
    [
        ({}, []),
        ({"bursts": BURSTS.iloc[:0], "breaks": BREAKS.iloc[:0]}, []),
        ({"bursts": BURSTS.iloc[:1]}, ["Burst: Kazakhstan"]),
        ({"breaks": BREAKS}, ["Level: Kazakhstan", "New level: Kazakhstan"]),
    ],
)
def test_only_what_was_found_is_drawn(signals: dict, expected: list[str]) -> None:
    """If it fails, an empty or missing table breaks the chart or leaves empty rows below it."""
    figure = draw(signals)
    assert [name for name in labels(figure) if ": " in name] == expected
    assert (figure.layout.yaxis.domain is not None) is ("bursts" in signals and bool(expected))


def test_signals_are_drawn_with_lines_only() -> None:
    """If it fails, a burst of one layer is drawn on a stack of all."""
    assert not [name for name in labels(draw(view="stacked")) if ": " in name]


def test_a_click_on_a_signal_chooses_no_bucket() -> None:
    """If it fails, a click on a burst lists the pieces of its middle day."""
    drawn = [trace.legendgroup for trace in draw().data if "signal" in (trace.legendgroup or "")]
    assert drawn
    assert not any(days_of({"legendgroup": group, "x": "2025-10-01"}) for group in drawn)


@pytest.mark.parametrize(
    ("kind", "column"),
    [("bursts", "stability"), ("bursts", "p"), ("breaks", "day"), ("breaks", "low")],
)
def test_a_missing_column_of_a_signal_is_said(kind: str, column: str) -> None:
    """If it fails, a table of another shape draws wrong signals without a word."""
    with pytest.raises(ShapeError, match=f"lacks {column}"):
        draw({kind: SIGNALS[kind].drop(columns=column)})
