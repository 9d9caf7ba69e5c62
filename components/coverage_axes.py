"""The axes of a coverage chart: how high values reach, how days are written, what can be chosen."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.coverage_hover import Telling
from components.coverage_lines import LEAST_TOP, MOST_BANDS, Line

# Pixels above and below the drawing.
UPPER, LOWER = 32, 36
# Two short lines, so that seven fit beside each other on a phone.
TICKS = [
    {"dtickrange": [None, "M1"], "value": "%-d %b\n%Y"},
    {"dtickrange": ["M1", "M11"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]


def top_of(lines: list[Line], measure: str, *, intervals: bool = True) -> float:
    """Return the upper end of the axis: over the highest value, and its interval where drawn."""
    values = [value for line in lines for value in line.values if value is not None]
    if intervals and len(lines) <= MOST_BANDS:
        values += [value for line in lines for value in line.high if value is not None]
    return (max(values, default=0) or LEAST_TOP[measure]) * 1.06


def tops_of(lines: list[Line], measure: str, scale: str) -> list[float]:
    """Return the upper end of the axis of each panel; scale: shared or free."""
    if scale == "free":
        return [top_of([line], measure) for line in lines]
    highest = max(top_of([line], measure) for line in lines)
    return [highest] * len(lines)


def height_axis(figure: go.Figure, top: float, telling: Telling) -> dict[str, Any]:
    """Describe the upright axis: from zero, whole numbers of pieces or per cent of them."""
    return {
        "title": {"text": telling.unit, "font": {"size": 12}, "standoff": 6},
        "tickformat": telling.ticks,
        "dtick": 1 if telling.measure == "count" and top <= 5.5 else None,
        "range": [-0.02 * top, top],
        "fixedrange": True,
        "zeroline": True,
        "zerolinecolor": figure.layout.yaxis.gridcolor,
    }


def _needs_legend(figure: go.Figure) -> bool:
    """Say whether there is more to tell apart than one series."""
    told = [trace for trace in figure.data if trace.name and trace.showlegend is not False]
    return len(told) > 1 or any(trace.legendrank for trace in told)


def laid_out(
    figure: go.Figure, first: pd.Timestamp, last: pd.Timestamp, every: str, *, upper: int = UPPER
) -> go.Figure:
    """Write the days from first to before last below, and let points and boxes be chosen.

    upper: pixels above the drawing.
    """
    days = (last - first).days
    # Ticks nearer than a year take two lines.
    two = days < 1280 and every != "year"
    lower, below = (LOWER + 10, 62) if two else (LOWER, 50)
    drawing = max(figure.layout.height - upper - lower, 100)
    # Where ticks are buckets, their names stand under the middle, as the points do.
    middle = every == "year" or (every in ("month", "quarter") and days < 740)
    return figure.update_layout(
        xaxis={
            "type": "date",
            # The dates filter zooms, and so does the address; here a finger must scroll the page.
            "fixedrange": True,
            "range": [f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"],
            "ticklabelmode": "period" if middle else "instant",
            "tickangle": 0,
            # Beside the names of a heat map a phone has less room.
            "nticks": 5 if figure.layout.margin.l > 60 else 8 if every == "year" else 7,
            "tickformatstops": TICKS,
            "ticks": "outside",
            "tickcolor": figure.layout.xaxis.gridcolor,
            "showgrid": False,
        },
        margin={"t": upper, "b": lower},
        legend={"y": -below / drawing, "font": {"size": 12}, "tracegroupgap": 0},
        showlegend=_needs_legend(figure),
        hovermode="closest",
        # Streamlit hears clicks only while dragging does not select; the box is a button away.
        dragmode="pan",
        clickmode="event+select",
        selectdirection="h",
        newselection={"line": {"color": figure.layout.font.color, "width": 1}},
        activeselection={"fillcolor": figure.layout.font.color, "opacity": 0.08},
    )
