"""Memberships on one axis: rows in their order, each status once in the legend, marks and line."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.membership_map import STATUS_LABELS
from components.memberships_axis import NAMES, memberships_axis_chart
from components.theme import DARK, LIGHT, Look, ShapeError

TODAY = date(2026, 11, 24)
DAYS = 24 * 3600 * 1000
DRAWN = pd.DataFrame(
    [
        ("Abraham Accords", "span", "announced", False, "2025-11-06", None, "since 6 Nov 2025"),
        ("Abraham Accords", "step", "announced", False, "2025-11-06", None, "6 Nov 2025"),
        ("OIC", "range", "member", False, "1995-01-01", "1995-12-31", "begun in 1995"),
        ("OIC", "span", "member", True, "1995-12-31", None, "since 1995"),
        ("NPT", "step", "signed", False, "1993-01-01", None, "1 Jan 1993"),
        ("NPT", "span", "signed", False, "1993-01-01", "1994-02-14", "1 Jan 1993 to 14 Feb 1994"),
        ("NPT", "span", "in_force", True, "1994-02-14", None, "since 14 Feb 1994"),
        ("Artemis Accords", "span", "signed", True, "2021-01-01", None, "since 1 Jan 2021"),
        ("Abraham Accords", "event", "", False, "2025-11-06", None, "6 Nov 2025"),
    ],
    columns=["name", "kind", "status", "member", "start", "end", "when"],
).astype({"start": "datetime64[s]", "end": "datetime64[s]"})


def drawn(frame: pd.DataFrame = DRAWN, look: Look = LIGHT) -> go.Figure:
    return memberships_axis_chart(frame, look=look, labels=STATUS_LABELS, today=TODAY)


def bars(figure: go.Figure, row: str) -> list[tuple[str, str, float]]:
    """Return name, first day and length in days of the bars in a row."""
    return [
        (trace.name, base, length / DAYS)
        for trace in figure.data
        if trace.type == "bar"
        for name, base, length in zip(trace.y, trace.base, trace.x, strict=True)
        if name == row
    ]


def test_rows_are_in_the_order_given_from_the_top() -> None:
    """The chosen agreement stands at the bottom."""
    axis = drawn().layout.yaxis
    assert axis.categoryarray[::-1] == ("Abraham Accords", "OIC", "NPT", "Artemis Accords")
    # Without it a phone leaves out every other name.
    assert axis.dtick == 1


def test_bars_last_as_long_as_the_status_and_open_ones_until_today() -> None:
    """A membership that still holds has no end, or ends too early."""
    found = bars(drawn(), "NPT")
    assert found == [
        ("Signed", "1993-01-01", 409),
        ("In", "1994-02-14", (pd.Timestamp(TODAY) - pd.Timestamp("1994-02-14")).days),
    ]


def test_a_range_is_thinner_and_hatched() -> None:
    """Days between which nobody knows look like days of membership."""
    figure = drawn()
    (name, base, days), _ = sorted(bars(figure, "OIC"), key=lambda bar: bar[1])
    assert (name, base, days) == ("Day not known", "1995-01-01", 364)
    trace = next(one for one in figure.data if one.name == "Day not known")
    other = next(one for one in figure.data if one.name == "In")
    assert trace.width < other.width and trace.marker.pattern.shape == "/"
    assert trace.text == ("Member, begun in 1995",)


def test_a_signature_that_makes_a_member_is_drawn_as_being_in() -> None:
    """A signatory of an agreement that counts signatures looks as one outside."""
    assert [name for name, *_ in bars(drawn(), "Artemis Accords")] == ["In"]


def test_each_name_stands_once_in_the_legend() -> None:
    """The legend of a phone is longer than the chart."""
    figure = drawn()
    named = [trace.name for trace in figure.data if trace.showlegend]
    assert len(named) == len(set(named))
    assert set(named) == {"Announced", "In", "Signed", "Day not known"}
    grouped = {trace.name: trace.legendgroup for trace in figure.data}
    assert all(name == group for name, group in grouped.items())


def test_steps_have_a_shape_and_say_their_day() -> None:
    """A step is told by its colour alone."""
    marks = {trace.text[0]: trace for trace in drawn().data if trace.type == "scatter"}
    assert {text: trace.marker.symbol for text, trace in marks.items()} == {
        "announced 6 Nov 2025": "diamond",
        "signed 1 Jan 1993": "circle",
    }


def test_the_event_is_a_line_through_all_rows() -> None:
    """The day the page compares around is not to be seen."""
    (line,) = drawn().layout.shapes
    assert (line.x0, line.yref) == ("2025-11-06", "y domain")
    assert not drawn(DRAWN[DRAWN["kind"] != "event"]).layout.shapes


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_status_has_a_short_name_and_a_colour(look: Look) -> None:
    """A status that is new breaks the figure."""
    assert set(NAMES) | {"none"} == set(STATUS_LABELS)
    assert set(NAMES) <= set(look.status)
    assert drawn(look=look).layout.paper_bgcolor == look.paper


def test_a_missing_column_is_named() -> None:
    """A frame without its columns draws an empty figure."""
    with pytest.raises(ShapeError, match="lacks when"):
        drawn(DRAWN.drop(columns="when"))
