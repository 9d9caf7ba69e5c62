"""Dated marks on a time axis: thin lines, symbols that tell more on hover, labels that fit."""

import html
import textwrap
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from components.mark_labels import Mark, mark_groups, step_labels
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


def within(
    marks: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, kinds: tuple[str, ...]
) -> list[Mark]:
    """Return the marks of some kinds from the first day to before the last, in order."""
    inside = marks["kind"].isin(kinds) & (marks["day"] >= first) & (marks["day"] < last)
    rows = marks[inside].sort_values("day", kind="stable")
    return [Mark(*row) for row in zip(*(rows[name] for name in Mark._fields), strict=True)]


def add_marks(
    figure: go.Figure,
    marks: list[Mark],
    first: pd.Timestamp,
    last: pd.Timestamp,
    top: float,
    look: Look,
) -> None:
    """Draw a thin line on each marked day and a symbol on top that tells all marks near it.

    first, last: the ends of the time axis. top: the upper end of the other.
    """
    groups = mark_groups(marks, first, last)
    for kind, style in MARK_STYLES.items():
        days = [mark.day for mark in marks if mark.kind == kind]
        if days:
            shared = {"legendgroup": f"mark:{kind}", "legendrank": style["rank"]}
            _add_days(figure, days, top, {**style, "color": look.muted}, shared)
            led = [group for group in groups if _leader(group).kind == kind]
            _add_symbols(figure, led, top, {**style, "color": look.muted}, shared)


def _leader(group: list[Mark]) -> Mark:
    """Return the mark whose symbol stands for a group: a step is not hidden by events near it."""
    return next((mark for mark in group if mark.kind == "step"), group[0])


def _add_days(
    figure: go.Figure, days: list[pd.Timestamp], top: float, style: Mapping, shared: Mapping
) -> None:
    different = dict.fromkeys(f"{day:%Y-%m-%d}" for day in days)
    figure.add_scatter(
        x=[part for day in different for part in (day, day, None)],
        y=[0, top, None] * len(different),
        mode="lines",
        line={"color": style["color"], "width": 1, "dash": style["dash"]},
        opacity=style["opacity"],
        hoverinfo="skip",
        showlegend=False,
        **shared,
    )


def _add_symbols(
    figure: go.Figure, groups: list[list[Mark]], top: float, style: Mapping, shared: Mapping
) -> None:
    days = [_leader(group).day for group in groups]
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


def _told(group: list[Mark]) -> str:
    """Write the marks of a group for hover, one below the other, long ones wrapped."""
    said = [
        f"<b>{mark.day.day} {mark.day:%b %Y}</b> "
        + "<br>".join(textwrap.wrap(html.escape(mark.text, quote=False), LETTERS_IN_HOVER))
        for mark in group[:LINES_IN_HOVER]
    ]
    more = len(group) - len(said)
    return "<br>".join([*said, f"and {more} more"] if more > 0 else said)


def add_labels(
    figure: go.Figure,
    marks: list[Mark],
    first: pd.Timestamp,
    last: pd.Timestamp,
    width: int,
    look: Look,
) -> None:
    """Write the steps' labels over their marks, where they fit into a width in pixels."""
    steps = [mark for mark in marks if mark.kind == "step"]
    for label in step_labels(steps, first, last, width=width):
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
