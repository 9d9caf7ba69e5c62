"""Bursts and breaks on a coverage chart: what a method found, told apart from what is counted."""

import html
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from components.coverage_lines import DAY, Line, faint
from components.theme import Look, require, series_style

BURST_COLUMNS = ("series", "first_day", "last_day", "share", "base_share", "p", "stability")
BREAK_COLUMNS = ("series", "day", "before", "after", "ratio", "low", "high", "stability")


def add_signals(
    figure: go.Figure,
    signals: Mapping[str, pd.DataFrame],
    lines: list[Line],
    names: Mapping[str, str],
    top: float,
    look: Look,
) -> None:
    """Draw bursts as fields and breaks as levels, in the colours of their lines.

    signals: bursts and breaks, as data.questions.signals returns them; either may be missing.
    top: the upper end of the axis.
    """
    for place, line in enumerate(lines):
        colour, name = series_style(place, look)["color"], names[line.series]
        if (bursts := signals.get("bursts")) is not None:
            require(bursts, *BURST_COLUMNS)
            _add_bursts(figure, bursts[bursts["series"] == line.series], name, colour, top)
        if (breaks := signals.get("breaks")) is not None:
            require(breaks, *BREAK_COLUMNS)
            _add_breaks(figure, breaks[breaks["series"] == line.series], line, name, colour)


def _add_bursts(
    figure: go.Figure, bursts: pd.DataFrame, name: str, colour: str, top: float
) -> None:
    if bursts.empty:
        return
    x: list[str | None] = []
    for first, last in zip(bursts["first_day"], bursts["last_day"], strict=True):
        end = last + DAY
        x += [f"{day:%Y-%m-%d}" for day in (first, first, end, end)] + [None]
    shared = {"legendgroup": "signal:burst", "showlegend": False}
    figure.add_scatter(
        x=x,
        y=[0, top, top, 0, None] * len(bursts),
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=faint(colour, 0.1),
        hoverinfo="skip",
        **shared,
    )
    figure.add_scatter(
        x=[_middle(row) for row in bursts.itertuples()],
        y=[top * 0.97] * len(bursts),
        mode="markers",
        name=f"Burst: {name}",
        marker={"symbol": "star-triangle-up", "size": 9, "color": colour},
        unselected={"marker": {"opacity": 1}},
        text=[_burst_said(row, name) for row in bursts.itertuples()],
        hovertemplate="%{text}<extra></extra>",
        legendgroup="signal:burst",
        showlegend=True,
        legendrank=1004,
    )


def _middle(row: tuple) -> str:
    return f"{row.first_day + (row.last_day + DAY - row.first_day) / 2:%Y-%m-%d %H:%M}"


def _burst_said(row: tuple, name: str) -> str:
    return (
        f"<b>Burst, {_days(row.first_day, row.last_day)}</b><br>{html.escape(name)}: "
        f"{row.share:.1%} against {row.base_share:.1%} in all<br>chance alone: p = {row.p:.3f}"
        f"<br>found under {row.stability:.0%} of the settings tried"
    )


def _days(first: pd.Timestamp, last: pd.Timestamp) -> str:
    if first == last:
        return f"{first.day} {first:%b %Y}"
    return f"{first.day} {first:%b %Y} to {last.day} {last:%b %Y}"


def _add_breaks(
    figure: go.Figure, breaks: pd.DataFrame, line: Line, name: str, colour: str
) -> None:
    if breaks.empty:
        return
    days = [f"{day:%Y-%m-%d}" for day in breaks["day"]]
    edges = [f"{line.first[0]:%Y-%m-%d}", *days, f"{line.last[-1] + DAY:%Y-%m-%d}"]
    levels = [breaks["before"].iloc[0], *breaks["after"]]
    segments = list(zip(edges, edges[1:], levels, strict=False))
    figure.add_scatter(
        x=[part for start, end, _ in segments for part in (start, end, None)],
        y=[part for *_, level in segments for part in (level, level, None)],
        mode="lines",
        line={"color": colour, "width": 3},
        opacity=0.45,
        name=f"Level: {name}",
        hoverinfo="skip",
        legendgroup="signal:break",
        legendrank=1005,
    )
    figure.add_scatter(
        x=days,
        y=breaks["after"].tolist(),
        mode="markers",
        marker={"symbol": "line-ns", "size": 16, "line": {"color": colour, "width": 3}},
        unselected={"marker": {"opacity": 1}},
        text=[_break_said(row, name) for row in breaks.itertuples()],
        hovertemplate="%{text}<extra></extra>",
        legendgroup="signal:break",
        showlegend=False,
    )


def _break_said(row: tuple, name: str) -> str:
    return (
        f"<b>New level from {row.day.day} {row.day:%b %Y}</b><br>{html.escape(name)}: "
        f"{row.ratio:.2g} times the level before ({row.low:.2g} to {row.high:.2g})"
        f"<br>found under {row.stability:.0%} of the penalties tried"
    )
