"""Dated marks across rows that have an axis each: rules from top to bottom, told at their heads."""

import plotly.graph_objects as go

from components.chart_marks import BAND_OPACITY, DAY, MARK_STYLES, leader, told
from components.mark_labels import Mark, mark_groups
from components.theme import Look

HEADS = {"step": "▼", "own": "★", "event": "◆"}
SIZES = {"step": 11, "own": 11, "event": 8}


def add_rules(
    figure: go.Figure, marks: list[Mark], first: object, last: object, look: Look
) -> None:
    """Draw a rule on each step and own event, and a pale field over each band, through all rows.

    marks: as components.chart_marks.within returns them. first, last: the ends of the time axis.
    """
    figure.update_layout(shapes=_fields(marks, look) + _rules(marks, look))
    for group in mark_groups(marks, first, last):
        kind = leader(group).kind
        figure.add_annotation(
            x=f"{leader(group).day:%Y-%m-%d}",
            xref="x",
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=-3,
            text=HEADS[kind],
            hovertext=told(group),
            showarrow=False,
            font={"size": SIZES[kind], "color": look.muted},
            captureevents=True,
        )


def _rules(marks: list[Mark], look: Look) -> list[dict]:
    # Events are many: their heads tell them, and rules of all would hide what is in the rows.
    ruled = [mark for mark in marks if mark.kind != "event" and not mark.last_day]
    days = {(f"{mark.day:%Y-%m-%d}", mark.kind) for mark in ruled}
    return [
        {
            "type": "line",
            "x0": day,
            "x1": day,
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "line": {"color": look.muted, "width": 1, "dash": MARK_STYLES[kind]["dash"]},
            "opacity": MARK_STYLES[kind]["opacity"],
        }
        for day, kind in sorted(days)
    ]


def _fields(marks: list[Mark], look: Look) -> list[dict]:
    return [
        {
            "type": "rect",
            "x0": f"{mark.day:%Y-%m-%d}",
            "x1": f"{mark.last_day + DAY:%Y-%m-%d}",
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "line": {"width": 0},
            "fillcolor": look.muted,
            "opacity": BAND_OPACITY,
        }
        for mark in marks
        if mark.last_day
    ]
