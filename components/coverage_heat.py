"""Coverage as a heat map: a row for each series, a column for each bucket."""

import html
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from components.coverage_gaps import PARTLY, Field, add_cut, add_gaps
from components.coverage_hover import Telling, shortened
from components.coverage_lines import DAY, EVEN_STEPS, LEAST_TOP, Line, objects
from components.mark_labels import LABEL_SIZE, text_width
from components.theme import Look, faint

ROW_HEIGHT = 26
AROUND = 110  # pixels above and below the rows
LONGEST_NAME, TICK_SIZE = 22, 12
# Columns beyond which a gap between cells would hide the cells.
MOST_PARTED = 200
STOPS = (0.0, 0.25, 0.5, 0.75, 1.0)


def add_heat(
    figure: go.Figure, lines: list[Line], names: Mapping[str, str], telling: Telling, look: Look
) -> None:
    """Draw the cells, a hatch where nothing was collected, and points that can be chosen.

    names: readable names by code, plain. Plotly lets no cell of a heat map be chosen, so each has
    a point over it that is not seen; that of a partial bucket is seen as a hollow one.
    """
    top = len(lines) - 1
    figure.add_heatmap(
        **_columns(lines[0], telling.every),
        z=[objects(line.values) for line in reversed(lines)],
        colorscale=[[stop, faint(look.accent, 0.1 + 0.9 * stop)] for stop in STOPS],
        zmin=0,
        zmax=_highest(lines) or LEAST_TOP[telling.measure],
        hoverinfo="skip",
        xgap=0.5 if len(lines[0].first) <= MOST_PARTED else 0,
        ygap=2,
        colorbar={
            "thickness": 10,
            "len": 1,
            "outlinewidth": 0,
            "tickfont": {"size": 11},
            "nticks": 5,
            "tickformat": telling.ticks,
        },
    )
    gaps: list[Field] = []
    cuts: list[Field] = []
    for row, line in enumerate(lines):
        ends = (top - row - 0.5, top - row + 0.5)
        gaps += [(*days, *ends) for days in line.gaps()]
        cuts += [(*days, *ends) for days in line.cut()]
    add_gaps(figure, gaps, look)
    add_cut(figure, cuts, look)
    for row, line in enumerate(lines):
        name = html.escape(names[line.series], quote=False)
        _add_points(figure, line, top - row, name, telling, look.ink)
    _add_rings(figure, lines, look)
    shown = [shortened(names[line.series], LONGEST_NAME) for line in reversed(lines)]
    figure.update_yaxes(
        tickvals=list(range(len(lines))),
        ticktext=[html.escape(name, quote=False) for name in shown],
        # Given, not found by Plotly: the words below a picture start where this margin does.
        automargin=False,
        range=[-0.5, top + 0.5],
        fixedrange=True,
        tickfont={"size": TICK_SIZE},
        showgrid=False,
        zeroline=False,
    )
    figure.update_layout(margin={"l": 20 + max(map(_width, shown))})


def heat_height(lines: int) -> int:
    """Return the pixels that so many rows need."""
    return AROUND + ROW_HEIGHT * max(lines, 4)


def _columns(line: Line, every: str) -> dict[str, Any]:
    """Say where cells stand: by their edges, or shorter where all are of one width."""
    if every in EVEN_STEPS:
        return _even(line, every)
    edges = [*line.first, line.last[-1] + DAY]
    return {"x": [f"{day:%Y-%m-%d}" for day in edges]}


def _even(line: Line, every: str) -> dict[str, Any]:
    return {"x0": line.middle(0), "dx": EVEN_STEPS[every]}


def _highest(lines: list[Line]) -> float:
    return max((value for line in lines for value in line.values if value is not None), default=0)


def _add_points(
    figure: go.Figure, line: Line, row: int, name: str, telling: Telling, ink: str
) -> None:
    even = telling.every in EVEN_STEPS
    places = range(len(line.values))
    figure.add_scatter(
        **(_even(line, telling.every) if even else {"x": objects(map(line.middle, places))}),
        y=objects(row if value is not None else None for value in line.values),
        mode="markers",
        marker={"opacity": 0, "size": 14, "symbol": "square"},
        selected={"marker": {"opacity": 0.35, "color": ink}},
        unselected={"marker": {"opacity": 0}},
        showlegend=False,
        name=name,
        legendgroup=line.group,
        **telling.told(line, name, ""),
    )


def _add_rings(figure: go.Figure, lines: list[Line], look: Look) -> None:
    """Mark the cells of partial buckets, once explained in the legend."""
    top = len(lines) - 1
    spots = [(line.middle(at), top - row) for row, line in enumerate(lines) for at in line.partial]
    if not spots:
        return
    figure.add_scatter(
        x=[day for day, _ in spots],
        y=[row for _, row in spots],
        mode="markers",
        marker={
            "symbol": "circle",
            "size": 6,
            "color": look.paper,
            "line": {"color": look.muted, "width": 1.5},
        },
        unselected={"marker": {"opacity": 1}},
        cliponaxis=False,
        hoverinfo="skip",
        name=PARTLY,
        legendgroup="gap:rings",
        legendrank=1000.5,
    )


def _width(name: str) -> int:
    """Return the pixels of a name, with room for fonts that are wider than our own."""
    return round(text_width(name) * 1.12 * TICK_SIZE / LABEL_SIZE)
