"""Coverage over time, drawn as lines, panels, stacked bars or a heat map, with dated marks."""

import html
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.chart_marks import add_labels, add_marks, within
from components.chart_signals import add_signals, signalled
from components.coverage_axes import LOWER, UPPER, height_axis, laid_out, top_of, tops_of
from components.coverage_bars import add_bars, stacked_top
from components.coverage_gaps import (
    add_cut,
    add_gaps,
    add_own_gaps,
    add_partial,
    add_partial_key,
    add_rows,
    shared_cuts,
    shared_gaps,
)
from components.coverage_heat import add_heat, heat_height
from components.coverage_hover import Telling, days_of, series_of, shortened
from components.coverage_lines import (
    COLUMNS,
    DAY,
    MOST_BANDS,
    Line,
    add_band,
    add_line,
    lines_of,
    steps,
)
from components.coverage_panels import add_panels, panels_height
from components.mark_rules import add_rules
from components.theme import Look, base_figure, require, series_style

NARROWEST = 340
# Pixels that a heat map has less to draw in than lines have.
BESIDE_ROWS = 130
MARK_KINDS = ("step", "event", "own")
# The unit of rows stands over the labels of marks.
UNIT = 18
# A name longer than this would be cut by the edge of a phone.
LONGEST_NAME = 40


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
    require(frame, *COLUMNS, "series")
    require(marks, "day", "kind", "label", "text")
    if frame.empty:
        return _say_nothing(base_figure(look, height=height))
    lines, telling = lines_of(frame, measure), Telling(measure, every, of)
    names = {line.series: names.get(line.series, line.series) for line in lines}
    first, last = frame["period"].min(), frame["last_day"].max() + DAY
    if view == "heat" or view == "panels" and len(lines) > 1:
        tops = tops_of(lines, measure, scale)
        figure = _in_rows(lines, names, tops, telling, look, heat=view == "heat")
        shown = within(marks, first, last, mark_kinds)
        add_rules(figure, shown, first, last, look)
        # The names of the rows and the scale beside them take of the width.
        room = width_hint - BESIDE_ROWS if view == "heat" else width_hint
        add_labels(figure, shown, first, last, room, look)
        return laid_out(figure, first, last, every, upper=UPPER + UNIT)
    stacked = view == "stacked"
    top = top_of(lines, measure, intervals=not stacked)
    top = max(top, stacked_top(lines) * 1.06) if stacked else top
    figure = base_figure(look, height=height)
    _in_one(figure, lines, names, top, telling, look, stacked=stacked, signals=signals or {})
    shown = within(marks, first, last, mark_kinds)
    add_marks(figure, shown, first, last, top, look)
    add_labels(figure, shown, first, last, width_hint, look)
    return laid_out(figure, first, last, every)


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


def _in_rows(
    lines: list[Line],
    names: Mapping[str, str],
    tops: list[float],
    telling: Telling,
    look: Look,
    *,
    heat: bool,
) -> go.Figure:
    """Draw each series in a row of its own: of cells, or a panel whose axis ends at its top."""
    number = len(lines)
    height = heat_height(number) if heat else panels_height(number)
    figure = base_figure(look, height=height + UNIT)
    if heat:
        add_heat(figure, lines, names, telling, look)
    else:
        add_panels(figure, lines, _written(names), tops, telling, look)
    # No axis of values has room for a title here.
    return figure.add_annotation(
        text=telling.unit,
        x=0,
        xref="paper",
        xanchor="left",
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=6 + UNIT,
        showarrow=False,
        font={"size": 12, "color": look.muted},
    )


def _in_one(
    figure: go.Figure,
    lines: list[Line],
    names: Mapping[str, str],
    top: float,
    telling: Telling,
    look: Look,
    *,
    stacked: bool,
    signals: Mapping[str, pd.DataFrame],
) -> None:
    """Draw all series over each other or stacked, with what was not collected and signals."""
    names, signals = _written(names), {} if stacked else signals
    levels = telling.measure in ("count", "share")
    gaps = shared_gaps(lines)
    add_gaps(figure, [(*days, 0, top) for days in gaps], look)
    add_cut(figure, [(*days, 0, top) for days in shared_cuts(lines)], look)
    _add_series(figure, lines, names, telling, look, stacked=stacked)
    figure.update_yaxes(height_axis(figure, top, telling))
    drawing = figure.layout.height - UPPER - LOWER
    rows = add_rows(figure, lines, signalled(signals, levels=levels), drawing)
    add_own_gaps(figure, lines, names, rows, look)
    add_signals(figure, signals, lines, names, top, look, rows=rows, levels=levels)
    add_partial_key(figure, lines, look, "square" if stacked else "circle")
    if stacked:
        figure.update_layout(barmode="stack", legend={"traceorder": "grouped"})


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
            add_bars(figure, line, name, style, told, look, place=place)
            continue
        alone = len(lines) == 1
        if len(lines) <= MOST_BANDS:
            add_band(figure, line, style, stepped=steps(alone, telling.every))
        add_line(figure, line, name, style, told, every=telling.every, alone=alone)
        add_partial(figure, line, style, told, look)


def _written(names: Mapping[str, str]) -> dict[str, str]:
    """Write names as they stand in the figure, where Plotly reads < and & as marks."""
    return {
        series: html.escape(shortened(name, LONGEST_NAME), quote=False)
        for series, name in names.items()
    }


def _say_nothing(figure: go.Figure) -> go.Figure:
    figure.add_annotation(
        text="No dated piece to draw", x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False
    )
    return figure.update_xaxes(visible=False).update_yaxes(visible=False)
