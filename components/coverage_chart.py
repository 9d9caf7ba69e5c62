"""Coverage over time, drawn as lines, panels, stacked bars or a heat map, with dated marks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.chart_marks import add_labels, add_marks, within
from components.chart_signals import add_signals
from components.coverage_bars import add_bars, stacked_top
from components.coverage_gaps import add_gaps
from components.coverage_heat import add_heat, heat_height
from components.coverage_hover import Telling, days_of, series_of
from components.coverage_lines import (
    MOST_BANDS,
    Line,
    add_band,
    add_line,
    add_partial,
    add_partial_key,
    lines_of,
)
from components.coverage_panels import add_panels, panels_height
from components.theme import Look, base_figure, require, series_style

NARROWEST = 340
MARK_KINDS = ("step", "event", "own")
LEAST_TOP = {"count": 1, "share": 0.01, "index": 100, "per_outlet": 0.1}
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
    view: str = "lines",
    scale: str = "shared",
    signals: Mapping[str, pd.DataFrame] | None = None,
    mark_kinds: tuple[str, ...] = MARK_KINDS,
    height: int = 400,
    width_hint: int = NARROWEST,
) -> go.Figure:
    """Draw each series as a line with its interval, a panel, a layer of bars or a row of cells.

    frame: as data.questions.coverage.coverage returns it; a value of NA breaks the line, with a
        hatch where nothing was collected; a partial bucket is a hollow point beside the line.
    marks: as data.questions.events.marks returns them; those outside the frame's days are left out.
    names: readable names by code. measure, every, of, view, scale: as in the filters.
    signals: bursts and breaks, as data.questions.signals returns them, drawn with lines.
    height: of lines and bars; panels and heat maps are as high as their number needs.
    width_hint: the least width in pixels at which no two labels may touch; the default suits a
        phone and so any width, a picture of known width has room for more.
    Returns a figure with a trace per series, named by names, whose points carry what days_of and
    series_of of components.coverage_hover read.
    Errors: ShapeError if a column is missing. Reads nothing and changes no frame.
    """
    require(frame, "period", "last_day", "series", "count", "state", "days", "total", "value")
    require(marks, "day", "kind", "label", "text")
    if frame.empty:
        return _say_nothing(base_figure(look, height=height))

    lines, telling = lines_of(frame, measure), Telling(measure, every, of)
    names = {line.series: names.get(line.series, line.series) for line in lines} | {
        "all": names.get("all", "All countries")
    }
    first, last = frame["period"].min(), frame["last_day"].max() + pd.Timedelta(days=1)
    if view == "heat":
        figure = base_figure(look, height=heat_height(len(lines)))
        add_heat(figure, lines, names, telling, look)
        return _laid_out(figure, first, last, every, legend=any(line.gaps() for line in lines))
    if view == "panels" and len(lines) > 1:
        figure = base_figure(look, height=panels_height(len(lines)))
        add_panels(figure, lines, names, _tops(lines, measure, scale), telling, look)
        return _laid_out(figure, first, last, every, legend=any(line.gaps() for line in lines))

    figure = base_figure(look, height=height)
    stacked = view == "stacked"
    top = _top(lines, measure)
    if stacked:
        top = max(top, stacked_top(lines) * 1.06)
    add_gaps(figure, [(*days, 0, top) for days in _shared_gaps(lines)], look)
    _add_series(figure, lines, names, telling, look, stacked=stacked)
    if signals and not stacked:
        add_signals(figure, signals, lines, names, top, look)
    add_partial_key(figure, [] if stacked else lines, look)
    shown = within(marks, first, last, mark_kinds)
    add_marks(figure, shown, first, last, top, look)
    add_labels(figure, shown, first, last, width_hint, look)
    figure.update_yaxes(_height_axis(figure, top, telling))
    if stacked:
        figure.update_layout(barmode="stack")
    return _laid_out(figure, first, last, every, legend=len(figure.data) > 1)


def selected_range(event: Mapping[str, Any]) -> tuple[date, date] | None:
    """Return the first and last day of the buckets that a click or a box chose on the chart.

    event: what st.plotly_chart returns, or its part "selection". None where no bucket is chosen:
    nothing selected, or only marks. The days are whole buckets and may reach past the filter's.
    """
    ranges = [days for point in _points(event) if (days := days_of(point))]
    if not ranges:
        return None
    return min(first for first, _ in ranges), max(last for _, last in ranges)


def selected_series(event: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the series whose points were chosen, each once, in their order."""
    points = [point for point in _points(event) if days_of(point)]
    return tuple(dict.fromkeys(series_of(point) for point in points))


def _points(event: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list((event or {}).get("selection", event or {}).get("points", []))


def _add_series(
    figure: go.Figure,
    lines: list[Line],
    names: Mapping[str, str],
    telling: Telling,
    look: Look,
    *,
    stacked: bool,
) -> None:
    for place, line in enumerate(lines):
        name, style = names[line.series], series_style(place, look)
        told = telling.told(line, name)
        if stacked:
            add_bars(figure, line, name, style, told, look)
            continue
        if len(lines) <= MOST_BANDS:
            add_band(figure, line, style)
        alone = len(lines) == 1
        add_line(figure, line, name, style, told, every=telling.every, alone=alone)
        add_partial(figure, line, style, told, look)


def _shared_gaps(lines: list[Line]) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Return the gaps of all lines at once; one line's own gap breaks that line alone."""
    gaps = [set(line.gaps()) for line in lines]
    return sorted(set.intersection(*gaps))


def _say_nothing(figure: go.Figure) -> go.Figure:
    figure.add_annotation(
        text="No dated piece to draw", x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False
    )
    return figure.update_xaxes(visible=False).update_yaxes(visible=False)


def _top(lines: list[Line], measure: str) -> float:
    """Return the upper end of the axis: over the highest value, and its interval where drawn."""
    least = LEAST_TOP[measure]
    values = [value for line in lines for value in line.values if value is not None]
    if len(lines) <= MOST_BANDS:
        values += [value for line in lines for value in line.high if value is not None]
    return max([least, *values]) * 1.06


def _tops(lines: list[Line], measure: str, scale: str) -> list[float]:
    if scale == "free":
        return [_top([line], measure) for line in lines]
    highest = max(_top([line], measure) for line in lines)
    return [highest] * len(lines)


def _height_axis(figure: go.Figure, top: float, telling: Telling) -> dict[str, Any]:
    """Describe the upright axis: from zero, whole numbers of pieces or per cent of them."""
    noun, every = telling.noun, telling.every
    text, form = {
        "count": (f"{noun} a {every}", ",d"),
        "share": (f"share of {noun}, by {every}", ",.1~%"),
        "index": (f"{noun} a {every}, index", ",~r"),
        "per_outlet": (f"{noun} a {every} per live outlet", ",~r"),
    }[telling.measure]
    return {
        "title": {"text": text, "font": {"size": 12}, "standoff": 6},
        "tickformat": form,
        "dtick": 1 if telling.measure == "count" and top <= 5.5 else None,
        "range": [-0.02 * top, top],
        "fixedrange": True,
        "zeroline": True,
        "zerolinecolor": figure.layout.yaxis.gridcolor,
    }


def _laid_out(
    figure: go.Figure, first: pd.Timestamp, last: pd.Timestamp, every: str, *, legend: bool
) -> go.Figure:
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
        showlegend=legend,
        hovermode="closest",
        # Streamlit hears clicks only while dragging does not select; the box is a button away.
        dragmode="pan",
        clickmode="event+select",
        selectdirection="h",
        newselection={"line": {"color": figure.layout.font.color, "width": 1}},
        activeselection={"fillcolor": figure.layout.font.color, "opacity": 0.08},
    )
