"""Coverage over time as stacked bars: a missing bucket has no bar, a partial one is hollow."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from components.coverage_lines import Line, objects
from components.theme import Look, faint

DAY = 86_400_000  # milliseconds
# Bars leave this part of their bucket empty, so that next ones are told apart.
BETWEEN = 0.12
# Colour is never alone: the n-th layer has the n-th texture, and those beyond all colours another.
TEXTURES = ("", "/", ".", "\\", "-", "x", "|", "+", "/", ".", "\\", "")
# Too many bars for a line around each.
MOST_OUTLINED = 400


def add_bars(
    figure: go.Figure,
    line: Line,
    name: str,
    style: Mapping[str, str],
    told: Mapping[str, Any],
    look: Look,
    *,
    place: int = 0,
) -> None:
    """Draw one series as a layer of bars, each as wide as its bucket; place: its number from 0."""
    hollow = set(line.partial)
    whole = [at for at, value in enumerate(line.values) if value is not None and at not in hollow]
    # Whole bars come also where there are none: they are what the legend shows.
    pattern = {
        "shape": TEXTURES[place % len(TEXTURES)],
        "fillmode": "overlay",
        "fgcolor": look.paper,
        "fgopacity": 0.75,
        "size": 6,
        "solidity": 0.18,
    }
    edge = {"color": look.paper, "width": 1 if len(line.values) <= MOST_OUTLINED else 0}
    full = {"color": style["color"], "pattern": pattern, "line": edge}
    _add(figure, line, whole, told, full, name=name)
    if line.partial:
        outline = {"color": style["color"], "width": 1.5}
        pale = {"color": faint(style["color"], 0.15), "line": outline}
        _add(figure, line, line.partial, told, pale, name=name, showlegend=False)


def _add(
    figure: go.Figure,
    line: Line,
    places: Sequence[int],
    told: Mapping[str, Any],
    marker: Mapping[str, Any],
    **more: object,
) -> None:
    lengths = {(line.last[place] - line.first[place]).days + 1 for place in places}
    widths = [
        ((line.last[place] - line.first[place]).days + 1) * DAY * (1 - BETWEEN) for place in places
    ]
    carried = told.get("customdata")
    figure.add_bar(
        x=objects(map(line.middle, places)) if places else [None],
        y=objects(line.values[place] for place in places) if places else [None],
        width=widths[0] if len(lengths) == 1 else widths,
        customdata=None if carried is None else objects(carried[place] for place in places),
        hovertemplate=told["hovertemplate"],
        legendgroup=line.group,
        marker=marker,
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0.45}},
        **more,
    )


def stacked_top(lines: list[Line]) -> float:
    """Return the height of the highest stack."""
    stacks = zip(*(line.values for line in lines), strict=True)
    return max((sum(value or 0 for value in stack) for stack in stacks), default=0)
