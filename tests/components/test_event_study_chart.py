"""The event study drawn: shares over counts, fitted lines with the step, what is left out."""

from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from components.event_study_chart import COLUMNS, study_chart
from components.theme import DARK, LIGHT, Look, ShapeError

EVENT = date(2021, 3, 15)
NA = pd.NA
ROWS = [
    ("2021-02-22", "2021-02-28", "before", True, 1, 4, 0.25, 1.2, 1.2),
    ("2021-03-01", "2021-03-07", "before", False, NA, NA, NA, NA, NA),
    ("2021-03-08", "2021-03-14", "left out", True, 2, 5, 0.4, NA, NA),
    ("2021-03-15", "2021-03-21", "after", True, 40, 80, 0.5, 36.0, 9.0),
    ("2021-03-22", "2021-03-28", "after", True, 0, 20, 0.0, 8.0, 2.0),
]


def frame() -> pd.DataFrame:
    rows = pd.DataFrame(ROWS, columns=list(COLUMNS))
    kinds = dict.fromkeys(("first_day", "last_day"), "datetime64[us]")
    kinds |= dict.fromkeys(("count", "total"), "Int64")
    kinds |= dict.fromkeys(("share", "expected", "without_step"), "Float64")
    return rows.astype(kinds)


def draw(rows: pd.DataFrame | None = None, look: Look = LIGHT) -> go.Figure:
    given = {"event": EVENT, "name": "A & B", "of": "articles", "every": "week", "look": look}
    return study_chart(frame() if rows is None else rows, **given)


def named(figure: go.Figure, name: str) -> go.Scatter:
    return next(trace for trace in figure.data if trace.name == name)


def names(figure: go.Figure) -> list[str]:
    return [trace.name for trace in figure.data if trace.name]


def test_a_dot_is_a_share_and_larger_where_more_was_published() -> None:
    """One piece of one looks as weighty as a hundred of two hundred."""
    dots = named(draw(), "Share from the day on")
    assert list(dots.y) == [0.5, 0.0] and list(dots.x)[0] == "2021-03-18 12:00"
    assert dots.marker.size[0] == 20 > dots.marker.size[1] == 10
    assert list(named(draw(), "Share before").y) == [0.25]


def test_bars_count_below_the_shares() -> None:
    """Counts are drawn on the axis of shares, or hide them."""
    figure = draw()
    bars = [trace for trace in figure.data if isinstance(trace, go.Bar)]
    assert {trace.yaxis for trace in bars} == {"y2"}
    assert sorted(value for trace in bars for value in trace.y) == [0, 1, 2, 40]
    assert figure.layout.yaxis2.domain[1] < figure.layout.yaxis.domain[0]


def test_fitted_shares_are_fitted_counts_of_totals() -> None:
    """The lines are not those of the ratio that is said, or bridge the step."""
    fitted, without = (named(draw(), name) for name in ("Fitted", "Had the level not changed"))
    assert np.allclose([value for value in fitted.y if value is not None], [0.3, 0.45, 0.4])
    assert list(fitted.y)[1] is None
    assert np.allclose([value for value in without.y if value is not None], [0.1125, 0.1])
    assert without.line.dash == "dot" and fitted.line.dash is None


def test_what_is_not_compared_is_seen_and_said() -> None:
    """A week that nobody collected looks like a week without a piece."""
    figure = draw()
    crosses = named(figure, "Week not compared")
    assert list(crosses.x) == ["2021-03-04 12:00"] and "not compared" in crosses.text[0]
    shaded = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert [(shape.x0, shape.x1) for shape in shaded] == [("2021-03-08", "2021-03-15")]
    assert "Share left out (shaded)" in names(figure)


def test_the_day_of_the_step_is_a_named_line() -> None:
    """A reader cannot see where before ends."""
    figure = draw()
    lines = [shape for shape in figure.layout.shapes if shape.type == "line"]
    assert [shape.x0 for shape in lines] == ["2021-03-15"]
    assert figure.layout.annotations[0].text == "15 Mar 2021"


def test_hover_says_counts_share_and_fit() -> None:
    """A dot does not say of how many pieces it is."""
    told = named(draw(), "Share from the day on").text[0]
    assert told == (
        "<b>15 Mar 2021 to 21 Mar 2021</b><br>40 of 80 pieces, 50.0%<br>fitted: 36.0"
        "<br>had the level not changed: 9.0"
    )
    before = named(draw(), "Share before").text[0]
    assert "had the level" not in before


def test_without_a_fit_nothing_fitted_is_in_the_legend() -> None:
    """A refused study promises a line that is not there."""
    refused = frame().assign(expected=NA, without_step=NA)
    refused = refused.astype({"expected": "Float64", "without_step": "Float64"})
    assert not {"Fitted", "Had the level not changed"} & set(names(draw(refused)))


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_sides_differ_by_more_than_colour(look: Look) -> None:
    """Before and after are told apart by a hue alone."""
    figure = draw(look=look)
    symbols = [
        named(figure, f"Share {side}").marker.symbol for side in ("before", "from the day on")
    ]
    assert symbols == ["circle-open", "circle"]
    assert figure.layout.yaxis.title.text == "share about A &amp; B"


def test_a_missing_column_is_said() -> None:
    """A table of another shape draws a wrong study without a word."""
    with pytest.raises(ShapeError, match="lacks expected"):
        draw(frame().drop(columns="expected"))
