"""What every map of the world is made of: shapes, flat steps of colour, the view, its address."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from components.theme import Look
from components.world import Region


def land(codes: Iterable[str], geojson: str | dict, look: Look) -> go.Choropleth:
    """Return shapes in the colour of land.

    geojson: the address of static/world.geojson, or its content for a file that stands alone.
    """
    codes = list(codes)
    return go.Choropleth(
        geojson=geojson,
        featureidkey="id",
        locationmode="geojson-id",
        locations=codes,
        z=np.zeros(len(codes), np.uint8),
        zmin=0,
        zmax=1,
        colorscale=[[0, look.land], [1, look.land]],
        showscale=False,
        marker={"line": {"color": look.shore, "width": 0.5}},
        # A click filters; it must not fade the other countries.
        unselected={"marker": {"opacity": 1}},
    )


def flat_steps(colours: Sequence[str]) -> list[list[Any]]:
    """Return a colour scale of flat steps without blends between them.

    The n-th colour, from 0, is drawn for the number n where the scale goes from -0.5 to the
    number of colours less 0.5.
    """
    edges = np.linspace(0, 1, len(colours) + 1)
    return [
        [edge, colour]
        for colour, *pair in zip(colours, edges[:-1], edges[1:], strict=True)
        for edge in pair
    ]


def legend_entry(name: str, look: Look, *, colour: str, symbol: int = 0) -> go.Scattergeo:
    """Return a trace that draws nothing but its line in the legend."""
    return go.Scattergeo(
        lon=[None],
        lat=[None],
        mode="markers",
        name=name,
        marker={
            "color": colour,
            "symbol": symbol,
            "size": 10,
            "line": {"color": look.muted, "width": 0.5},
        },
        showlegend=True,
        hoverinfo="skip",
    )


def view(region: Region, look: Look) -> dict[str, Any]:
    """Return Plotly's geo settings for a view in our look, without a base map."""
    hidden = dict.fromkeys(("showland", "showcoastlines", "showframe", "showcountries"), False)
    return region.geo() | hidden | {"bgcolor": look.paper, "domain": {"x": [0, 1], "y": [0, 1]}}
