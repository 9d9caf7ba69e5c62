"""The lines of coverage over time: whole buckets, partial ones, and the days without any."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.theme import Look

WHEN = {
    "day": "%{x|%-d %b %Y}",
    "week": "Week of %{customdata[0]|%-d %b %Y}",
    "month": "%{customdata[0]|%b %Y}",
    "quarter": "Q%{customdata[0]|%q %Y}",
    "year": "%{customdata[0]|%Y}",
}
# A line with more points than this is drawn without its markers; a click still finds them.
MOST_MARKERS = 120
# In milliseconds, as Plotly steps along a time axis.
EVEN_STEPS = {"day": 86_400_000, "week": 7 * 86_400_000}
DAY = pd.Timedelta(days=1)


def _middle(line: pd.DataFrame, every: str) -> dict[str, Any]:
    """Give the x of each bucket, its middle; even steps need no list of their own."""
    middle = line["period"] + (line["last_day"] + DAY - line["period"]) / 2
    if every in EVEN_STEPS:
        return {"x0": f"{middle.iloc[0]:%Y-%m-%d %H:%M}", "dx": EVEN_STEPS[every]}
    return {"x": _objects(middle.dt.strftime("%Y-%m-%d %H:%M"))}


def _objects(values: Iterable) -> np.ndarray:
    """Hold mixed values in an array that Plotly takes over whole and writes as a plain list."""
    return np.array(list(values), dtype=object)


def _plain(values: pd.Series) -> np.ndarray:
    """Return numbers with None for NA, whole numbers without a point."""
    return _objects(
        None if value is pd.NA else int(value) if value == int(value) else value
        for value in values.tolist()
    )


def _carried(line: pd.DataFrame, every: str) -> np.ndarray:
    """Return what a point carries to its hover and to a click."""
    totals = _plain(line["total"].fillna(0))
    if every == "day":
        return totals
    first, last = (line[name].dt.strftime("%Y-%m-%d") for name in ("period", "last_day"))
    return _objects(zip(first, last, line["series"], totals, _states(line), strict=True))


def _states(line: pd.DataFrame) -> list[str]:
    """Say of a partial bucket how much of it counts, and nothing of a whole one."""
    lengths = (line["last_day"] - line["period"]).dt.days + 1
    return [
        f"<br>partial: only {days} of {length} days" if state == "partial" else ""
        for state, days, length in zip(line["state"], line["days"], lengths, strict=True)
    ]


def hover(name: str, line: pd.DataFrame, *, measure: str, every: str, noun: str) -> str:
    """Write the hover of one series: which bucket, who, how many of how many."""
    total = "%{customdata:,}" if every == "day" else "%{customdata[3]:,}"
    state = "" if every == "day" else "%{customdata[4]}"
    said = f"%{{y:,}} of {total} {noun}"
    if measure == "share":
        said = f"%{{y:.1%}} of {total} {noun}"
    elif line["count"].equals(line["total"]):
        said = f"%{{y:,}} {noun}"
    return f"<b>{WHEN[every]}</b><br>{name}: {said}{state}<extra></extra>"


def add_line(
    figure: go.Figure,
    line: pd.DataFrame,
    name: str,
    style: Mapping[str, str],
    hover: str,
    *,
    every: str,
    alone: bool,
) -> None:
    drawn = line["value"].where(line["state"] == "collected")
    stepped = alone and every != "day"
    figure.add_scatter(
        **_middle(line, every),
        y=_plain(drawn),
        customdata=_carried(line, every),
        name=name,
        legendgroup=line["series"].iloc[0],
        mode="lines+markers",
        line={
            "color": style["color"],
            "dash": style["dash"],
            "width": 2 if len(line) <= MOST_MARKERS else 1.3,
            "shape": "hvh" if stepped else "linear",
        },
        marker={
            "color": style["color"],
            "symbol": style["symbol"],
            "size": 4 if stepped else 6,
            "opacity": _marker_opacity(drawn),
        },
        fill="tozeroy" if stepped else None,
        fillcolor=_faint(style["color"]) if stepped else None,
        selected={"marker": {"opacity": 1, "size": 9 if len(line) <= MOST_MARKERS else 5}},
        unselected={"marker": {"opacity": 0.6 if len(line) <= MOST_MARKERS else 0}},
        hovertemplate=hover,
    )


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.1)"


def _marker_opacity(drawn: pd.Series) -> float | list[int]:
    """Hide the markers of a long line, save those of points that no line reaches."""
    if len(drawn) <= MOST_MARKERS:
        return 1
    here = drawn.notna()
    isolated = here & ~here.shift(fill_value=False) & ~here.shift(-1, fill_value=False)
    return isolated.astype(int).tolist() if isolated.any() else 0


def add_partial(
    figure: go.Figure,
    line: pd.DataFrame,
    series: str,
    style: Mapping[str, str],
    hover: str,
    look: Look,
    *,
    every: str,
) -> None:
    """Draw partial buckets as hollow points, led to by thin dots: no fall, only less time."""
    partial = line[(line["state"] == "partial") & line["value"].notna()]
    if partial.empty:
        return
    thin = {"color": style["color"], "dash": "dot", "width": 1}
    shared = {"legendgroup": series, "showlegend": False}
    x, y = _leads(line, every)
    figure.add_scatter(x=x, y=y, mode="lines", line=thin, hoverinfo="skip", **shared)
    figure.add_scatter(
        x=_middle(partial, "any")["x"],
        y=_plain(partial["value"]),
        customdata=_carried(partial, every),
        mode="markers",
        marker={
            "symbol": style["symbol"],
            "size": 8,
            "color": look.paper,
            "line": {"color": style["color"], "width": 1.5},
        },
        unselected={"marker": {"opacity": 1}},
        hovertemplate=hover,
        **shared,
    )


def _leads(line: pd.DataFrame, every: str) -> tuple[list, list]:
    """Join each partial point with the points beside it."""
    x, y = _middle(line, "any")["x"], _plain(line["value"])
    partial = (line["state"] == "partial").tolist()
    ways: tuple[list, list] = ([], [])
    for at in range(len(x) - 1):
        if partial[at] or partial[at + 1]:
            ways[0].extend([x[at], x[at + 1], None])
            ways[1].extend([y[at], y[at + 1], None])
    return ways


def add_partial_key(figure: go.Figure, frame: pd.DataFrame, look: Look) -> None:
    if not ((frame["state"] == "partial") & frame["value"].notna()).any():
        return
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        name="Only some days counted",
        marker={
            "symbol": "circle",
            "size": 8,
            "color": look.paper,
            "line": {"color": look.muted, "width": 1.5},
        },
        hoverinfo="skip",
    )


def add_gaps(figure: go.Figure, frame: pd.DataFrame, top: float, look: Look) -> None:
    """Hatch the days of buckets in which nothing was collected, next ones as one field."""
    calendar = frame[frame["series"] == frame["series"].iloc[0]]
    gaps = calendar[calendar["state"] == "not collected"]
    if gaps.empty:
        return
    run = (gaps["period"] != gaps["last_day"].shift() + DAY).cumsum()
    x: list = []
    y: list = []
    for _, gap in gaps.groupby(run):
        first, last = gap["period"].iloc[0], gap["last_day"].iloc[-1] + DAY
        x += [f"{day:%Y-%m-%d}" for day in (first, first, last, last)] + [None]
        y += [0, top, top, 0, None]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=look.panel,
        fillpattern={"shape": "/", "size": 7, "solidity": 0.12, "fgcolor": look.muted},
        name="Nothing collected",
        hoverinfo="skip",
        legendrank=1001,
    )
