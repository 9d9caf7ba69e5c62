"""Coverage over time as lines that break where nothing was collected, with dated marks."""

import html
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.chart_marks import add_labels, add_marks, within
from components.coverage_lines import (
    Line,
    add_gaps,
    add_line,
    add_partial,
    add_partial_key,
    hover,
    lines_of,
)
from components.theme import Look, base_figure, require, series_style

NOUNS = {"articles": "pieces", "stories": "stories", "outlets": "outlets"}
NARROWEST = 340
# Two short lines, so that seven fit beside each other on a phone.
TICKS = [
    {"dtickrange": [None, "M1"], "value": "%-d %b\n%Y"},
    {"dtickrange": ["M1", "M11"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]


def coverage_chart(
    frame: pd.DataFrame,
    marks: pd.DataFrame,
    *,
    names: Mapping[str, str],
    look: Look,
    measure: str = "count",
    every: str,
    of: str = "articles",
    mark_kinds: tuple[str, ...] = ("step", "event"),
    height: int = 400,
    width_hint: int = NARROWEST,
) -> go.Figure:
    """Draw one line per series, a hatch where nothing was collected, and marks on their days.

    frame: period, last_day, series, count, state, days, total, share: one row per series and
        bucket; a count of NA breaks the line, a partial bucket is a hollow point beside it.
    marks: day, kind (step or event), label, text; those outside the frame's days are left out.
    names: readable names by code; "all" is named here. measure, every, of: as in the filters.
    width_hint: the least width in pixels at which no two labels may touch; the default suits a
        phone and so any width, a picture of known width has room for more.
    Returns a figure with a trace per series, named by country, y in pieces or 0 to 1. A point's
    customdata: first day, last day, series, total, state; for days the total alone, as x is the
    day and thousands of lists would be heavy. Its legendgroup is the series.
    Errors: ShapeError if a column is missing. Reads nothing and changes neither frame.
    """
    require(frame, "period", "last_day", "series", "count", "state", "days", "total", "share")
    require(marks, "day", "kind", "label", "text")
    figure = base_figure(look, height=height)
    if frame.empty:
        return _say_nothing(figure)

    lines = lines_of(frame, measure)
    first, last = frame["period"].min(), frame["last_day"].max() + pd.Timedelta(days=1)
    top = _top(lines, measure)
    add_gaps(figure, lines[0], top, look)
    for place, line in enumerate(lines):
        name = names.get(line.series, "All countries" if line.series == "all" else line.series)
        style = series_style(place, look)
        words = hover(html.escape(name), line, measure=measure, every=every, noun=NOUNS[of])
        add_line(figure, line, name, style, words, every=every, alone=len(lines) == 1)
        add_partial(figure, line, style, words, look, every=every)
    add_partial_key(figure, lines, look)
    shown = within(marks, first, last, mark_kinds)
    add_marks(figure, shown, first, last, top, look)
    add_labels(figure, shown, first, last, width_hint, look)
    figure.update_yaxes(_height_axis(figure, top, measure=measure, every=every, noun=NOUNS[of]))
    return _laid_out(figure, first, last, every)


def selected_range(event: Mapping[str, Any]) -> tuple[date, date] | None:
    """Return the first and last day of the buckets that a click or a box chose on the chart.

    event: what st.plotly_chart returns, or its part "selection". None where no bucket is chosen:
    nothing selected, or only marks. The days are whole buckets and may reach past the filter's.
    """
    ranges = [days for point in _points(event) if (days := _bucket(point))]
    if not ranges:
        return None
    return min(first for first, _ in ranges), max(last for _, last in ranges)


def selected_series(event: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the series ("all" or alpha-3) whose points were chosen, each once, in their order."""
    points = [point for point in _points(event) if _bucket(point)]
    return tuple(dict.fromkeys(point["legendgroup"] for point in points))


def _points(event: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list((event or {}).get("selection", event or {}).get("points", []))


def _bucket(point: Mapping[str, Any]) -> tuple[date, date] | None:
    if str(point.get("legendgroup", "")).startswith("mark:"):
        return None
    held = point.get("customdata")
    if isinstance(held, list) and len(held) > 1:
        return date.fromisoformat(held[0]), date.fromisoformat(held[1])
    day = date.fromisoformat(str(point["x"])[:10])
    return day, day


def _say_nothing(figure: go.Figure) -> go.Figure:
    figure.add_annotation(
        text="No dated piece to draw", x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False
    )
    return figure.update_xaxes(visible=False).update_yaxes(visible=False)


def _top(lines: list[Line], measure: str) -> float:
    least = 1 if measure == "count" else 0.01
    return max(value or least for line in lines for value in (least, *line.values)) * 1.06


def _height_axis(
    figure: go.Figure, top: float, *, measure: str, every: str, noun: str
) -> dict[str, Any]:
    """Describe the upright axis: from zero, whole numbers of pieces or per cent of them."""
    text, form = f"{noun} a {every}", ",d"
    if measure == "share":
        text, form = f"share of {noun}, by {every}", ",.1~%"
    return {
        "title": {"text": text, "font": {"size": 12}, "standoff": 6},
        "tickformat": form,
        "dtick": 1 if measure == "count" and top <= 5.5 else None,
        "range": [-0.02 * top, top],
        "fixedrange": True,
        "zeroline": True,
        "zerolinecolor": figure.layout.yaxis.gridcolor,
    }


def _laid_out(figure: go.Figure, first: pd.Timestamp, last: pd.Timestamp, every: str) -> go.Figure:
    upper, lower = 32, 36
    days = (last - first).days
    # Ticks nearer than a year take two lines.
    below = 62 if days < 1280 and every != "year" else 50
    drawing = max(figure.layout.height - upper - lower, 100)
    # Where ticks are buckets, their names stand under the middle, as the points do.
    middle = every == "year" or (every in ("month", "quarter") and days < 740)
    return figure.update_layout(
        xaxis={
            "type": "date",
            # The dates filter zooms, and so does the address; here a finger must scroll the page.
            "fixedrange": True,
            "range": [f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"],
            "ticklabelmode": "period" if middle else "instant",
            "tickangle": 0,
            "nticks": 8 if every == "year" else 7,
            "tickformatstops": TICKS,
            "ticks": "outside",
            "tickcolor": figure.layout.xaxis.gridcolor,
            "showgrid": False,
        },
        margin={"t": upper, "b": lower},
        legend={"y": -below / drawing, "font": {"size": 12}, "tracegroupgap": 0},
        showlegend=len(figure.data) > 1,
        hovermode="closest",
        # Streamlit hears clicks only while dragging does not select; the box is a button away.
        dragmode="pan",
        clickmode="event+select",
        selectdirection="h",
        newselection={"line": {"color": figure.layout.font.color, "width": 1}},
        activeselection={"fillcolor": figure.layout.font.color, "opacity": 0.08},
    )
