"""Dated marks on a time axis: thin lines, symbols that tell more on hover, labels that fit."""

import html
import textwrap
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from components.mark_labels import mark_groups, step_labels
from components.theme import Look

# Events first: there are many, so they are fainter and lie under the steps.
MARK_STYLES = {
    "event": {
        "name": "Event",
        "dash": "dash",
        "symbol": "diamond",
        "size": 6,
        "opacity": 0.2,
        "rank": 1003,
    },
    "step": {
        "name": "Step",
        "dash": "dot",
        "symbol": "triangle-down",
        "size": 10,
        "opacity": 0.8,
        "rank": 1002,
    },
}
LINES_IN_HOVER, LETTERS_IN_HOVER = 8, 38


def within(marks: pd.DataFrame, frame: pd.DataFrame, kinds: tuple[str, ...]) -> pd.DataFrame:
    inside = marks["day"].between(frame["period"].min(), frame["last_day"].max())
    return marks[inside & marks["kind"].isin(kinds)].sort_values("day", kind="stable")


def span(frame: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    return frame["period"].min(), frame["last_day"].max() + pd.Timedelta(days=1)


def add_marks(
    figure: go.Figure, marks: pd.DataFrame, frame: pd.DataFrame, top: float, look: Look
) -> None:
    """Draw a thin line on each marked day and a symbol on top that tells all marks near it."""
    groups = mark_groups(marks, *span(frame))
    for kind, style in MARK_STYLES.items():
        rows = marks[marks["kind"] == kind]
        if not rows.empty:
            shared = {"legendgroup": f"mark:{kind}", "legendrank": style["rank"]}
            _add_days(figure, rows, top, {**style, "color": look.muted}, shared)
            led = [group for group in groups if _leading(group) == kind]
            _add_symbols(figure, led, top, {**style, "color": look.muted}, shared)


def _leading(group: pd.DataFrame) -> str:
    """Return the kind whose symbol stands for a group: a step is not hidden by events near it."""
    return "step" if "step" in group["kind"].tolist() else "event"


def _add_days(
    figure: go.Figure, rows: pd.DataFrame, top: float, style: Mapping, shared: Mapping
) -> None:
    days = [f"{day:%Y-%m-%d}" for day in rows["day"].drop_duplicates()]
    figure.add_scatter(
        x=[part for day in days for part in (day, day, None)],
        y=[0, top, None] * len(days),
        mode="lines",
        line={"color": style["color"], "width": 1, "dash": style["dash"]},
        opacity=style["opacity"],
        hoverinfo="skip",
        showlegend=False,
        **shared,
    )


def _add_symbols(
    figure: go.Figure, groups: list[pd.DataFrame], top: float, style: Mapping, shared: Mapping
) -> None:
    days = [group.loc[group["kind"] == _leading(group), "day"].iloc[0] for group in groups]
    figure.add_scatter(
        x=[f"{day:%Y-%m-%d}" for day in days] or [None],
        y=[top] * len(days) or [None],
        mode="markers",
        cliponaxis=False,
        name=style["name"],
        marker={"symbol": style["symbol"], "size": style["size"], "color": style["color"]},
        unselected={"marker": {"opacity": 1}},
        text=[_told(group) for group in groups],
        hovertemplate="%{text}<extra></extra>",
        **shared,
    )


def _told(group: pd.DataFrame) -> str:
    """Write the marks of a group for hover, one below the other, long ones wrapped."""
    said = [
        f"<b>{mark.day.day} {mark.day:%b %Y}</b> "
        + "<br>".join(textwrap.wrap(html.escape(mark.text, quote=False), LETTERS_IN_HOVER))
        for mark in group.head(LINES_IN_HOVER).itertuples()
    ]
    more = len(group) - len(said)
    return "<br>".join([*said, f"and {more} more"] if more > 0 else said)


def add_labels(
    figure: go.Figure, marks: pd.DataFrame, frame: pd.DataFrame, width: int, look: Look
) -> None:
    for label in step_labels(marks[marks["kind"] == "step"], *span(frame), width=width):
        figure.add_annotation(
            text=html.escape(label.text, quote=False),
            x=f"{label.day:%Y-%m-%d}",
            xref="x",
            xanchor=label.anchor,
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=6,
            showarrow=False,
            font={"size": 11, "color": look.muted},
        )
