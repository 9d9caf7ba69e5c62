"""Shares as dots with their intervals: a row for each thing, a dot for each window in it."""

import html
import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.theme import Look, base_figure, require

# Pixels of a row by the number of dots in it and at the least, and above the rows.
BETWEEN, EACH, LEAST_ROW, AROUND = 11, 12, 34, 84
LONGEST = 14
SYMBOLS = {"before": "circle", "at": "square", "after": "diamond", "whole": "circle"}
COLOURS = {"before": 0, "at": 1, "after": 2, "whole": 0}
OPEN_END, CUT = "triangle-right-open", "Goes on"
LEAST, MOST = 0.1, 1.0
NOTHING = "No window holds enough stories to be drawn."
COLUMNS = ("window", "item", "label", "value", "low", "high", "coded", "few", "said", "claim")


def share_dots(
    dots: pd.DataFrame,
    *,
    look: Look,
    windows: Mapping[str, str],
    counted: Sequence[str],
    aside: Sequence[str] = (),
    heading: str = "",
) -> go.Figure:
    """Draw a row for each item, and in it a dot with its interval for each window.

    dots: COLUMNS; value, low, high: shares, NaN where there is none; coded: the share before it
    was corrected, NaN where it is not; few: of too few stories, not drawn; said: for the hover;
    claim: what a click opens. windows: names for the legend, in order. counted: items from the top;
    aside: those below a rule, drawn in grey. heading: over these. The axis holds the dots in colour
    with their intervals; of those in grey a dot that lies beyond is an open triangle at its edge,
    and an interval that does ends in an arrow. Errors: ShapeError if a column is missing.
    """
    require(dots, *COLUMNS)
    # A share of a handful of stories may be anything.
    dots = dots[~dots["few"].astype(bool)]
    if dots["value"].isna().all():
        return _nothing(look)
    rows = _rows(counted, aside)
    row = max(BETWEEN + EACH * len(windows), LEAST_ROW)
    height = AROUND + len(rows) * row + (22 if aside else 0)
    figure = base_figure(look, height=height)
    right = _right(dots, aside)
    for number, (window, name) in enumerate(windows.items()):
        own = dots[(dots["window"] == window) & dots["value"].notna()]
        offset = (number - (len(windows) - 1) / 2) / (len(windows) + 1)
        pale = own["item"].isin(aside)
        style = {"symbol": SYMBOLS[window], "color": look.series[COLOURS[window]]}
        _add(figure, own[~pale], rows, offset, right, style, name, window)
        style = {"symbol": f"{SYMBOLS[window]}-open", "color": look.muted}
        named = bool(pale.all())
        _add(figure, own[pale], rows, offset, right, style, name, window, pale=True, named=named)
        _arrows(figure, own, rows, offset, right, look)
    _coded(figure, dots, rows, windows, right, look)
    _lay_out(figure, dots, rows, right, look, len(counted), heading if aside else "")
    return figure


def _nothing(look: Look) -> go.Figure:
    """Draw a figure that says that there is nothing to draw."""
    figure = base_figure(look, height=AROUND)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    place = {"x": 0, "y": 0.5, "xref": "paper", "yref": "paper", "xanchor": "left"}
    font = {"size": 13, "color": look.muted}
    figure.add_annotation(text=NOTHING, showarrow=False, font=font, **place)
    return figure


def claim_clicked(event: Mapping) -> str:
    """Return the claim of the dot that was clicked; "" for none."""
    points = event.get("selection", {}).get("points", [])
    said = points[0].get("customdata") if points else None
    return str(said[0] if isinstance(said, list) else said or "")


def _rows(counted: Sequence[str], aside: Sequence[str]) -> dict[str, float]:
    """Return the height of each item's row; those aside stand a little lower."""
    rows = {item: -float(place) for place, item in enumerate(counted)}
    lower = len(counted) + (0.4 if counted else 0)
    return rows | {item: -(lower + place) for place, item in enumerate(aside)}


def _right(dots: pd.DataFrame, aside: Sequence[str]) -> float:
    """Return where the axis ends: beyond the highest interval of what is counted, or of all."""
    sure = dots[~dots["item"].isin(aside)]
    sure = sure if sure["value"].notna().any() else dots
    end = _most(sure[["value", "coded", "high"]])
    return float(min(MOST, max(LEAST, end)) * 1.04)


def _most(shares: pd.DataFrame) -> float:
    return float(np.nanmax([0.0, *shares.to_numpy(dtype=float, na_value=np.nan).ravel()]))


def _add(
    figure: go.Figure,
    dots: pd.DataFrame,
    rows: Mapping[str, float],
    offset: float,
    right: float,
    style: Mapping[str, str],
    name: str,
    window: str,
    *,
    pale: bool = False,
    named: bool = True,
) -> None:
    if dots.empty:
        return
    beyond = dots["value"] > right
    value = dots["value"].clip(upper=right * 0.99)
    low, high = (dots[end].where(~beyond).fillna(value) for end in ("low", "high"))
    figure.add_scatter(
        x=value,
        y=dots["item"].map(rows).astype(float) - offset,
        mode="markers",
        name=name,
        legendgroup=window,
        showlegend=named and len(dots) > 0,
        cliponaxis=False,
        marker={
            "symbol": [OPEN_END if out else style["symbol"] for out in beyond],
            "color": style["color"],
            "size": 7 if pale else 9,
            "opacity": 0.75 if pale else 1,
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": (high.clip(upper=right) - value).clip(lower=0),
            "arrayminus": (value - low).clip(lower=0),
            "color": style["color"],
            "thickness": 1 if pale else 1.6,
            "width": 0,
        },
        unselected={"marker": {"opacity": 0.75 if pale else 1}},
        customdata=dots["claim"],
        text=dots["said"],
        hovertemplate="%{text}<extra></extra>",
    )


def _arrows(
    figure: go.Figure,
    dots: pd.DataFrame,
    rows: Mapping[str, float],
    offset: float,
    right: float,
    look: Look,
) -> None:
    """Mark intervals that go on beyond the axis."""
    cut = dots[(dots["high"] > right) & (dots["value"] <= right)]
    if cut.empty:
        return
    figure.add_scatter(
        x=[right] * len(cut),
        y=cut["item"].map(rows).astype(float) - offset,
        mode="markers",
        name=CUT,
        showlegend=False,
        cliponaxis=False,
        marker={"symbol": "triangle-right", "size": 7, "color": look.muted},
        unselected={"marker": {"opacity": 1}},
        customdata=cut["claim"],
        text=cut["said"],
        hovertemplate="%{text}<extra></extra>",
    )


def _coded(
    figure: go.Figure,
    dots: pd.DataFrame,
    rows: Mapping[str, float],
    windows: Mapping[str, str],
    right: float,
    look: Look,
) -> None:
    """Mark the shares before they were corrected with a tick."""
    known = dots[dots["coded"].notna() & (dots["coded"] <= right)]
    if known.empty:
        return
    places = {window: number for number, window in enumerate(windows)}
    offset = (known["window"].map(places) - (len(windows) - 1) / 2) / (len(windows) + 1)
    figure.add_scatter(
        x=known["coded"],
        y=known["item"].map(rows).astype(float) - offset,
        mode="markers",
        name="As coded",
        marker={"symbol": "line-ns", "size": 9, "line": {"color": look.ink, "width": 1.2}},
        unselected={"marker": {"opacity": 1}},
        customdata=known["claim"],
        text=known["said"],
        hovertemplate="%{text}<extra></extra>",
    )


def _lay_out(
    figure: go.Figure,
    dots: pd.DataFrame,
    rows: Mapping[str, float],
    right: float,
    look: Look,
    counted: int,
    heading: str,
) -> None:
    labels = dots.drop_duplicates("item").set_index("item")["label"]
    texts = [broken(labels.get(item, item)) for item in rows]
    pale = [f'<span style="color:{look.muted}">{text}</span>' for text in texts[counted:]]
    figure.update_yaxes(
        tickvals=list(rows.values()),
        ticktext=[*texts[:counted], *pale],
        range=[min(rows.values(), default=0) - 0.6, 0.6],
        ticklabelstandoff=4,
        showgrid=False,
        fixedrange=True,
    )
    figure.update_xaxes(
        range=[-0.012 * right, right], tickformat=".0%", fixedrange=True, side="top", nticks=6
    )
    figure.update_layout(
        margin={"l": 8, "r": 14, "t": 58, "b": 12},
        legend={"y": 0.998, "yanchor": "top", "yref": "container", "x": 0, "xref": "paper"},
        shapes=[_rule(row, look) for row in _edges(rows)],
    )
    if heading:
        figure.add_annotation(
            text=heading,
            x=0,
            xref="paper",
            xanchor="left",
            y=-(counted - 0.32),
            yanchor="middle",
            showarrow=False,
            # Grid lines would cross the words.
            bgcolor=look.paper,
            font={"size": 12, "color": look.muted},
        )


def _edges(rows: Mapping[str, float]) -> list[float]:
    """Return the heights between rows."""
    heights = list(rows.values())
    return [(one + other) / 2 for one, other in zip(heights, heights[1:], strict=False)]


def _rule(height: float, look: Look) -> dict:
    line = {"color": look.line, "width": 1}
    place = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": height, "y1": height}
    return {**place, "line": line, "layer": "below"}


def broken(label: str) -> str:
    """Write a label in lines short enough for a phone."""
    return "<br>".join(html.escape(line) for line in textwrap.wrap(label, LONGEST))
