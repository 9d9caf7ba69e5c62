"""Coverage over time as stacked bars: a missing bucket has no bar, a partial one is shaded."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from components.coverage_lines import Line, objects
from components.theme import Look

DAY = 86_400_000  # milliseconds
# Bars leave this part of their bucket empty, so that next ones are told apart.
BETWEEN = 0.12


def add_bars(
    figure: go.Figure,
    line: Line,
    name: str,
    style: Mapping[str, str],
    told: Mapping[str, Any],
    look: Look,
) -> None:
    """Draw one series as a layer of bars, each as wide as its bucket."""
    partial = set(line.partial)
    lengths = [
        ((last - first).days + 1) * DAY for first, last in zip(line.first, line.last, strict=True)
    ]
    figure.add_bar(
        x=objects(line.middle(place) for place in range(len(line.values))),
        y=objects(line.values),
        width=[length * (1 - BETWEEN) for length in lengths],
        name=name,
        legendgroup=line.series,
        marker={
            "color": style["color"],
            "line": {"width": 0},
            "pattern": {
                "shape": ["." if place in partial else "" for place in range(len(line.values))],
                "fgcolor": look.paper,
                "size": 5,
            },
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0.45}},
        **told,
    )


def stacked_top(lines: list[Line]) -> float:
    """Return the height of the highest stack."""
    stacks = zip(*(line.values for line in lines), strict=True)
    return max((sum(value or 0 for value in stack) for stack in stacks), default=0)
