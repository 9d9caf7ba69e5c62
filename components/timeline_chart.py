"""Membership through time as bars: a row per country, a colour per status."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from components.theme import Look, base_figure, require

ROW = 26
PATTERNS = {"announced": "/", "signed": ".", "suspended": "x", "left": "\\", "unsettled": "-"}


def timeline_chart(
    spans: pd.DataFrame, *, look: Look, labels: Mapping[str, str], row: str = "name"
) -> go.Figure:
    """Draw one row per country (or agreement) and a bar per span of one status.

    spans: status, start, end (datetime64) and the column named by `row`, in the order of rows
    wanted from the top. labels: words by status, for legend and hover.
    Errors: ShapeError if a column is missing.
    """
    require(spans, row, "status", "start", "end")
    rows = list(dict.fromkeys(spans[row]))
    figure = base_figure(look, height=70 + ROW * max(len(rows), 2))
    for status, bars in spans.groupby("status", sort=False):
        length = (bars["end"] - bars["start"]).dt.total_seconds() * 1000
        figure.add_bar(
            x=length,
            base=bars["start"].dt.strftime("%Y-%m-%d"),
            y=bars[row],
            orientation="h",
            name=labels.get(status, status),
            marker={
                "color": look.status[status],
                "line": {"width": 0.5, "color": look.paper},
                "pattern": {
                    "shape": PATTERNS.get(status, ""),
                    "fillmode": "overlay",
                    "fgcolor": look.paper,
                    "size": 6,
                    "solidity": 0.2,
                },
            },
            customdata=[
                [f"{start.day} {start:%b %Y}", f"{end.day} {end:%b %Y}"]
                for start, end in zip(bars["start"], bars["end"], strict=True)
            ],
            hovertemplate="%{y}<br>%{customdata[0]} to %{customdata[1]}"
            f"<extra>{labels.get(status, status)}</extra>",
        )
    figure.update_layout(
        barmode="overlay",
        bargap=0.3,
        margin={"l": 8, "t": 30, "b": 28},
        legend={"y": 1.0, "yanchor": "bottom", "yref": "paper"},
    )
    figure.update_yaxes(categoryorder="array", categoryarray=rows[::-1], showgrid=False)
    figure.update_xaxes(type="date", side="bottom")
    return figure
