"""The strip of ratios: the country's own, other days, other countries, and what cannot be drawn."""

import math

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.placebo_strip import COLUMNS, drawn, placebo_strip
from components.theme import LIGHT, ShapeError

NAN = math.nan
ROWS = [
    ("own", "Kazakhstan", "2025-11-06", 2, 175, 20.0, 2.0, 200.0, 8.0, True),
    ("placebo", "Kazakhstan", "2023-01-01", 1, 1, 0.5, 0.1, 4.0, 0.2, False),
    ("placebo", "Kazakhstan", "2023-02-01", 0, 3, math.inf, NAN, NAN, 1.0, False),
    ("placebo", "Kazakhstan", "2023-03-01", 3, 0, 0.0, NAN, NAN, 9.0, True),
    ("placebo", "Kazakhstan", "2023-04-01", 0, 0, NAN, NAN, NAN, 0.0, False),
    ("look-alike", "A & B", "2025-11-06", 5, 9, 1.8, 0.9, 3.0, 8.5, True),
]
LESS, MORE = "Changed less surely", "Changed as surely, or more"


def frame(rows: list[tuple] = ROWS) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"day": "datetime64[us]"})


def named(figure: go.Figure, name: str) -> go.Scatter | None:
    return next((trace for trace in figure.data if trace.name == name), None)


def dots(figure: go.Figure, name: str) -> list[tuple]:
    """Return place, height, symbol and words of each dot but the legend's."""
    trace = named(figure, name)
    return list(zip(trace.x, trace.y, trace.marker.symbol, trace.text, strict=True))[1:]


def test_a_dot_stands_at_its_ratio_in_its_row() -> None:
    """Other days stand among other countries, or a ratio is drawn in other units."""
    x, y, symbol, _ = dots(placebo_strip(frame(), look=LIGHT), LESS)[0]
    assert math.isclose(x, math.log10(0.5)) and 0.6 < y < 1.4 and symbol == "circle-open"
    x, y, symbol, _ = dots(placebo_strip(frame(), look=LIGHT), MORE)[1]
    assert math.isclose(x, math.log10(1.8)) and -0.3 < y < 0.3 and symbol == "circle"


def test_a_side_without_counts_is_a_triangle_at_the_end() -> None:
    """An endless ratio is left out, or stretches the axis."""
    figure = placebo_strip(frame(), look=LIGHT)
    reach = figure.layout.xaxis.range[1]
    right, left = dots(figure, LESS)[1], dots(figure, MORE)[0]
    assert right[2] == "triangle-right-open" and 3 < right[0] < reach
    assert left[2] == "triangle-left" and left[0] == -right[0]
    assert "from nothing: 0 before, 3 after" in right[3] and "to nothing" in left[3]


def test_a_less_sure_triangle_is_small_and_pale() -> None:
    """Three pieces after none stand larger than the change of the country."""
    marker = named(placebo_strip(frame(), look=LIGHT), LESS).marker
    assert marker.size[2] < marker.size[1] and marker.opacity[2] < marker.opacity[1]
    assert "few pieces" in dots(placebo_strip(frame(), look=LIGHT), LESS)[1][3]


def test_what_has_no_ratio_is_not_drawn_and_can_be_counted() -> None:
    """A day about which nothing is known looks like one without a change."""
    assert len(dots(placebo_strip(frame(), look=LIGHT), LESS)) == 2
    assert (drawn(frame(), "placebo"), drawn(frame(), "look-alike")) == (3, 1)


def test_the_own_ratio_has_its_interval_and_is_told_apart() -> None:
    """The country's own is one dot among many."""
    figure = placebo_strip(frame(), look=LIGHT)
    own, interval = named(figure, "Kazakhstan"), named(figure, "95% interval")
    assert own.marker.symbol == "diamond" and own.marker.size == 13
    assert [round(end, 3) for end in interval.x] == [
        round(math.log10(2), 3),
        round(math.log10(200), 3),
    ]
    assert own.text[0] == "<b>Kazakhstan, 6 Nov 2025</b><br>20.0 times: 2 before, 175 after"


def test_a_refused_or_endless_own_ratio_breaks_nothing() -> None:
    """A country without a ratio has no strip at all."""
    refused = frame([(*ROWS[0][:5], NAN, NAN, NAN, 8.0, True), *ROWS[1:]])
    assert named(placebo_strip(refused, look=LIGHT), "Kazakhstan") is None
    endless = frame([(*ROWS[0][:5], math.inf, 3.0, math.inf, 8.0, True), *ROWS[1:]])
    figure = placebo_strip(endless, look=LIGHT)
    assert named(figure, "Kazakhstan").marker.symbol == "triangle-right"
    assert named(figure, "95% interval").x[1] == named(figure, "Kazakhstan").x[0]


def test_names_are_text_and_few_ticks_fit_a_phone() -> None:
    """A name is read as markup, or tick labels lie over each other."""
    figure = placebo_strip(frame(), look=LIGHT)
    assert any("A &amp; B" in words for *_, words in dots(figure, MORE))
    assert list(figure.layout.xaxis.ticktext) == ["1/100", "1", "100"]
    near = frame([(*ROWS[0][:5], 2.0, 0.5, 8.0, 1.0, True), ROWS[1]])
    ticks = placebo_strip(near, look=LIGHT).layout.xaxis.ticktext
    assert list(ticks) == ["1/100", "1/10", "1", "10", "100"]


def test_a_missing_column_is_said() -> None:
    """A table of another shape draws a wrong strip without a word."""
    with pytest.raises(ShapeError, match="lacks as_sure"):
        placebo_strip(frame().drop(columns="as_sure"), look=LIGHT)
