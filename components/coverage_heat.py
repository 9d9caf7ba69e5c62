"""Coverage as a heat map: a row for each series, a column for each bucket."""

from collections.abc import Mapping

import plotly.graph_objects as go

from components.coverage_gaps import Field, add_gaps
from components.coverage_hover import Telling
from components.coverage_lines import DAY, Line, faint, objects
from components.theme import Look

ROW_HEIGHT = 26
AROUND = 110  # pixels above and below the rows
LONGEST_NAME = 22
STOPS = (0.0, 0.25, 0.5, 0.75, 1.0)


def add_heat(
    figure: go.Figure, lines: list[Line], names: Mapping[str, str], telling: Telling, look: Look
) -> None:
    """Draw the cells, a hatch where nothing was collected, and points that can be chosen.

    Plotly lets no cell of a heat map be chosen, so each has a point that is not seen over it.
    """
    top = len(lines) - 1
    first, last = lines[0].first[0], lines[0].last[-1] + DAY
    figure.add_heatmap(
        x=[*(f"{day:%Y-%m-%d}" for day in lines[0].first), f"{last:%Y-%m-%d}"],
        y=[top - row + 0.5 for row in range(len(lines) + 1)][::-1],
        z=[line.values for line in reversed(lines)],
        colorscale=[[stop, faint(look.accent, 0.06 + 0.94 * stop)] for stop in STOPS],
        zmin=0,
        hoverinfo="skip",
        xgap=0.5,
        ygap=2,
        colorbar={"thickness": 10, "len": 0.9, "outlinewidth": 0, "tickfont": {"size": 11}}
        | _ticks(telling),
    )
    fields: list[Field] = [
        (begin, end, top - row - 0.5, top - row + 0.5)
        for row, line in enumerate(lines)
        for begin, end in line.gaps()
    ]
    add_gaps(figure, fields, look)
    for row, line in enumerate(lines):
        _add_points(figure, line, top - row, names.get(line.series, line.series), telling)
    figure.update_yaxes(
        tickvals=list(range(len(lines))),
        ticktext=[_short(names.get(line.series, line.series)) for line in reversed(lines)],
        range=[-0.5, top + 0.5],
        fixedrange=True,
        showgrid=False,
        zeroline=False,
    )
    figure.update_xaxes(range=[f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"])


def heat_height(lines: int) -> int:
    """Return the pixels that so many rows need."""
    return AROUND + ROW_HEIGHT * max(lines, 4)


def _add_points(figure: go.Figure, line: Line, row: int, name: str, telling: Telling) -> None:
    figure.add_scatter(
        x=objects(map(line.middle, range(len(line.values)))),
        y=[row if value is not None else None for value in line.values],
        text=objects(line.values),
        mode="markers",
        marker={"opacity": 0, "size": 14, "symbol": "square"},
        selected={"marker": {"opacity": 0.35, "color": "#000000"}},
        unselected={"marker": {"opacity": 0}},
        showlegend=False,
        name=name,
        legendgroup=line.series,
        **telling.told(line, name, "text"),
    )


def _ticks(telling: Telling) -> dict:
    return {"tickformat": ".0%"} if telling.measure == "share" else {"tickformat": ",~r"}


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
