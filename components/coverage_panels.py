"""Coverage as small multiples: a panel for each series, one below the other on one time axis."""

from collections.abc import Mapping

import plotly.graph_objects as go

from components.coverage_gaps import add_gaps
from components.coverage_hover import Telling
from components.coverage_lines import Line, add_band, add_line, add_partial
from components.theme import Look, series_style

PANEL = 92  # pixels
BETWEEN = 24
AROUND = 84  # above the first and below the last


def add_panels(
    figure: go.Figure,
    lines: list[Line],
    names: Mapping[str, str],
    tops: list[float],
    telling: Telling,
    look: Look,
) -> None:
    """Draw each series in a panel of its own; tops: the upper ends of their axes."""
    whole = panels_height(len(lines)) - AROUND
    for place, (line, top) in enumerate(zip(lines, tops, strict=True)):
        upper = 1 - (place * (PANEL + BETWEEN) + BETWEEN * 0.7) / whole
        axis = "y" if place == 0 else f"y{place + 1}"
        axes = {"xaxis": "x", "yaxis": axis}
        figure.layout[f"yaxis{'' if place == 0 else place + 1}"] = {
            "domain": [max(upper - PANEL / whole, 0), min(upper, 1)],
            "range": [-0.02 * top, top],
            "fixedrange": True,
            "zeroline": True,
            "zerolinecolor": look.line,
            "gridcolor": look.line,
            "nticks": 4,
            "automargin": True,
            "tickfont": {"size": 11},
        } | _form(telling)
        name, style = names.get(line.series, line.series), series_style(place, look)
        told = telling.told(line, name)
        add_gaps(figure, [(*days, 0, top) for days in line.gaps()], look, axes=axes, key=place == 0)
        add_band(figure, line, style, axes)
        add_line(figure, line, name, style, told, every=telling.every, alone=True, axes=axes)
        add_partial(figure, line, style, told, look, axes)
        figure.add_annotation(
            text=f"<b>{name}</b>",
            x=0,
            xref="paper",
            xanchor="left",
            y=min(upper, 1),
            yref="paper",
            yanchor="bottom",
            showarrow=False,
            font={"size": 12, "color": style["color"]},
        )
    figure.update_xaxes(anchor="free", position=0)


def panels_height(lines: int) -> int:
    """Return the pixels that so many panels need."""
    return AROUND + lines * (PANEL + BETWEEN)


def _form(telling: Telling) -> dict:
    return {"tickformat": ".1~%" if telling.measure == "share" else ",~r"}
