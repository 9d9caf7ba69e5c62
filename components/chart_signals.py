"""Bursts and breaks on a coverage chart: what a method found, told apart from what is counted."""

import math
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from components.coverage_hover import isolated, percent
from components.coverage_lines import DAY, Line, Stretch
from components.theme import Look, faint, require, series_style
from data.wording import day_in_words, days_in_words

BURST_COLUMNS = ("series", "first_day", "last_day", "share", "base_share", "p", "stability")
BREAK_COLUMNS = ("series", "day", "before", "after", "ratio", "low", "high", "stability")


def add_signals(
    figure: go.Figure,
    signals: Mapping[str, pd.DataFrame],
    lines: list[Line],
    names: Mapping[str, str],
    top: float,
    look: Look,
    *,
    rows: Mapping[str, float],
    levels: bool = True,
) -> None:
    """Draw bursts as fields with a bar below the drawing and breaks as levels, in their colours.

    signals: bursts and breaks, as data.questions.signals returns them; either may be missing.
    names: as the figure writes them. top: the upper end of the axis. rows: the middle of each
    line's row below the drawing, on the second upright axis, for the lines that signalled names.
    levels: whether the axis has the unit of the levels; if not, a break is a sign in its row.
    """
    for place, line in enumerate(lines):
        style, name = series_style(place, look), names[line.series]
        row = rows.get(line.series, 0)
        if (bursts := signals.get("bursts")) is not None:
            require(bursts, *BURST_COLUMNS)
            _add_bursts(figure, bursts[bursts["series"] == line.series], name, style, top, row)
        if (breaks := signals.get("breaks")) is not None:
            require(breaks, *BREAK_COLUMNS)
            own = breaks[breaks["series"] == line.series]
            if levels:
                _add_levels(figure, own, line, name, style["color"])
            _add_breaks(figure, own, name, style["color"], None if levels else row)


def signalled(signals: Mapping[str, pd.DataFrame] | None, *, levels: bool) -> set[str]:
    """Return the series that need a row below the drawing for their bursts or breaks."""
    kinds = ("bursts",) if levels else ("bursts", "breaks")
    frames = [frame for kind in kinds if (frame := (signals or {}).get(kind)) is not None]
    return {series for frame in frames for series in frame["series"]}


def _add_bursts(
    figure: go.Figure,
    bursts: pd.DataFrame,
    name: str,
    style: Mapping[str, str],
    top: float,
    row: float,
) -> None:
    if bursts.empty:
        return
    spans = [
        (f"{first:%Y-%m-%d}", f"{last + DAY:%Y-%m-%d}")
        for first, last in zip(bursts["first_day"], bursts["last_day"], strict=True)
    ]
    figure.add_scatter(
        x=[part for first, end in spans for part in (first, first, end, end, None)],
        y=[0, top, top, 0, None] * len(spans),
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=faint(style["color"], 0.1),
        hoverinfo="skip",
        legendgroup=f"signal:burst:{name}",
        showlegend=False,
    )
    said = [_burst_said(burst, name) for burst in bursts.itertuples()]
    middles = [_middle(burst) for burst in bursts.itertuples()]
    figure.add_scatter(
        x=[
            part
            for (first, end), middle in zip(spans, middles, strict=True)
            for part in (first, middle, end, None)
        ],
        y=[row, row, row, None] * len(spans),
        yaxis="y2",
        mode="lines+markers",
        cliponaxis=False,
        name=f"Burst: {name}",
        line={"color": style["color"], "width": 5},
        marker={
            "symbol": style["symbol"],
            "size": [4, 10, 4, 4] * len(spans),
            "color": style["color"],
        },
        unselected={"marker": {"opacity": 1}},
        text=[part for words in said for part in (words, words, words, "")],
        hovertemplate="%{text}<extra></extra>",
        legendgroup=f"signal:burst:{name}",
        legendrank=1005,
    )


def _middle(row: tuple) -> str:
    return (row.first_day + (row.last_day + DAY - row.first_day) / 2).isoformat(" ", "hours")


def _burst_said(row: tuple, name: str) -> str:
    return (
        f"<b>Burst, {days_in_words(row.first_day, row.last_day)}</b><br>{isolated(name)}: "
        f"{percent(row.share)} against {percent(row.base_share)} in all"
        f"<br>chance alone: p = {row.p:.3f}"
        f"<br>found under {row.stability:.0%} of the settings tried"
    )


def _add_levels(
    figure: go.Figure, breaks: pd.DataFrame, line: Line, name: str, colour: str
) -> None:
    """Draw the level between breaks, with a gap wherever nothing was collected."""
    if breaks.empty:
        return
    edges = [line.first[0], *breaks["day"], line.last[-1] + DAY]
    levels = [float(breaks["before"].iloc[0]), *breaks["after"].astype(float)]
    parts = [
        (f"{start:%Y-%m-%d}", f"{end:%Y-%m-%d}", level)
        for first, last, level in zip(edges, edges[1:], levels, strict=False)
        for start, end in _outside(first, last, line.gaps())
    ]
    figure.add_scatter(
        x=[day for start, end, _ in parts for day in (start, end, None)],
        y=[part for *_, level in parts for part in (level, level, None)],
        mode="lines",
        line={"color": colour, "width": 4},
        opacity=0.45,
        name=f"Level: {name}",
        hoverinfo="skip",
        legendgroup=f"signal:break:{name}",
        legendrank=1006,
    )


def _outside(first: pd.Timestamp, last: pd.Timestamp, gaps: list[Stretch]) -> list[Stretch]:
    """Return the parts of a stretch of days that lie in no gap."""
    parts = []
    for start, end in gaps:
        if first < end and start < last:
            parts += [(first, start)] if first < start else []
            first = end
    return [*parts, (first, last)] if first < last else parts


def _add_breaks(
    figure: go.Figure, breaks: pd.DataFrame, name: str, colour: str, row: float | None
) -> None:
    """Mark the days of new levels, at the level or in a row below the drawing."""
    if breaks.empty:
        return
    figure.add_scatter(
        x=[f"{day:%Y-%m-%d}" for day in breaks["day"]],
        y=breaks["after"].astype(float).tolist() if row is None else [row] * len(breaks),
        yaxis="y" if row is None else "y2",
        mode="markers",
        cliponaxis=False,
        marker={
            "symbol": "line-ns",
            "size": 16 if row is None else 4,
            "line": {"color": colour, "width": 3},
        },
        name=f"New level: {name}",
        unselected={"marker": {"opacity": 1}},
        text=[_break_said(row, name) for row in breaks.itertuples()],
        hovertemplate="%{text}<extra></extra>",
        legendgroup=f"signal:break:{name}",
        legendrank=1006,
        showlegend=row is not None,
    )


def _break_said(row: tuple, name: str) -> str:
    return (
        f"<b>New level from {day_in_words(row.day)}</b><br>{isolated(name)}: "
        f"{times(row.ratio)} times the level before ({times(row.low)} to {times(row.high)})"
        f"<br>found under {row.stability:.0%} of the penalties tried"
    )


def times(ratio: float) -> str:
    """Write a ratio of levels in two figures, large ones as whole numbers, one of none in words."""
    if math.isinf(ratio):
        return "beyond any number"
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2g}"
