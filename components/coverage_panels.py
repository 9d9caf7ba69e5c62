"""Coverage as small multiples: a panel for each series, one below the other on one time axis."""

from collections.abc import Mapping

import plotly.graph_objects as go

from components.coverage_gaps import add_cut, add_gaps, add_partial, add_partial_key
from components.coverage_hover import Telling
from components.coverage_lines import Line, add_band, add_line, steps
from components.theme import Look, series_style

# Pixels: the least height of a panel, and the height that few panels share.
LEAST_PANEL, SHARED = 92, 330
BETWEEN = 26
AROUND = 68  # above the first and below the last


def add_panels(
    figure: go.Figure,
    lines: list[Line],
    names: Mapping[str, str],
    tops: list[float],
    telling: Telling,
    look: Look,
) -> None:
    """Draw each series in a panel of its own; tops: the upper ends of their axes."""
    whole, panel = panels_height(len(lines)) - AROUND, _panel_height(len(lines))
    hatched = next((place for place, line in enumerate(lines) if line.gaps()), None)
    dotted = next((place for place, line in enumerate(lines) if line.cut()), None)
    for place, (line, top) in enumerate(zip(lines, tops, strict=True)):
        upper = 1 - (place * (panel + BETWEEN) + BETWEEN) / whole
        number = "" if place == 0 else str(place + 1)
        axes = {"xaxis": "x", "yaxis": f"y{number}"}
        lower = 0 if place == len(lines) - 1 else upper - panel / whole
        figure.layout[f"yaxis{number}"] = _axis(lower, upper, top, telling, look)
        # The panel tells whose line it is, so that its steps need no dashes.
        style = {**series_style(place, look), "dash": "solid"}
        name = names[line.series]
        told = telling.told(line, name)
        fields = [(*days, 0, top) for days in line.gaps()]
        add_gaps(figure, fields, look, axes=axes, key=place == hatched)
        fields = [(*days, 0, top) for days in line.cut()]
        add_cut(figure, fields, look, axes=axes, key=place == dotted)
        add_band(figure, line, style, axes, stepped=steps(True, telling.every))
        add_line(figure, line, name, style, told, every=telling.every, alone=True, axes=axes)
        figure.data[-1].showlegend = False
        add_partial(figure, line, style, told, look, axes)
        _entitle(figure, name, upper, look)
    add_partial_key(figure, lines, look)
    figure.update_xaxes(anchor="free", position=0)


def panels_height(lines: int) -> int:
    """Return the pixels that so many panels need."""
    return AROUND + lines * (_panel_height(lines) + BETWEEN)


def _panel_height(lines: int) -> int:
    return max(LEAST_PANEL, SHARED // lines)


def _axis(lower: float, upper: float, top: float, telling: Telling, look: Look) -> dict:
    whole = telling.measure == "count"
    return {
        "domain": [max(lower, 0), upper],
        "range": [-0.02 * top, top],
        "fixedrange": True,
        "zeroline": True,
        "zerolinecolor": look.line,
        "gridcolor": look.line,
        "nticks": 4,
        "dtick": 1 if whole and top <= 3.5 else None,
        "automargin": True,
        "tickfont": {"size": 11},
        "tickformat": telling.ticks,
    }


def _entitle(figure: go.Figure, name: str, upper: float, look: Look) -> None:
    figure.add_annotation(
        text=f"<b>{name}</b>",
        x=0,
        xref="paper",
        xanchor="left",
        y=upper,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        font={"size": 12, "color": look.ink},
    )
