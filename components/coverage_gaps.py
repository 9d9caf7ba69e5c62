"""The hatch over the days in which nothing was collected: a gap is not a zero."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.theme import Look

# First day, the day after the last, and the lower and upper end.
Field = tuple[pd.Timestamp, pd.Timestamp, float, float]


def add_gaps(
    figure: go.Figure,
    fields: Sequence[Field],
    look: Look,
    *,
    name: str = "Nothing collected",
    axes: Mapping[str, Any] | None = None,
    key: bool = True,
) -> None:
    """Hatch fields of days; key: with a line in the legend."""
    if not fields:
        return
    figure.add_scatter(
        x=[
            part
            for first, end, _, _ in fields
            for part in (*(f"{day:%Y-%m-%d}" for day in (first, first, end, end)), None)
        ],
        y=[part for _, _, low, high in fields for part in (low, high, high, low, None)],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=look.panel,
        fillpattern={"shape": "/", "size": 7, "solidity": 0.12, "fgcolor": look.muted},
        name=name,
        hoverinfo="skip",
        legendrank=1001,
        legendgroup="gap",
        showlegend=key,
        **(axes or {}),
    )
