"""The membership map: every country's status on a day, and a slider over the days of change."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.day_player import add_player
from components.map_parts import flat_steps, land, legend_entry, view
from components.theme import Look, base_figure, require
from components.world import NO_SHAPE, PLAIN_LAND, REGIONS, Region, small_in

STATUS_LABELS = {
    "member": "Member",
    "in_force": "In force",
    "relations": "Relations established",
    "ratified": "Signed and ratified",
    "signed": "Signed",
    "announced": "Announced, not signed",
    "witness": "Witness (not a member)",
    "observer": "Observer",
    "partner": "Partner",
    "suspended": "Suspended",
    "left": "Left, broken off or renounced",
    "unsettled": "In by now, day not settled",
    "none": "No step",
}
# Plotly's numbers of marker symbols; the rest of the statuses, all of them "in", are circles.
SYMBOLS = {
    "announced": 2,  # diamond
    "witness": 1,  # square
    "observer": 1,
    "partner": 1,
    "suspended": 4,  # x
    "left": 4,
    "unsettled": 5,  # triangle
}
# Plotly asks for a base map even where none is shown. The address is relative, so that it holds
# on every page and behind a base path.
MAP_CONFIG: Mapping[str, Any] = {
    "topojsonURL": "app/static/",
    "displaylogo": False,
    "scrollZoom": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d"],
    "toImageButtonOptions": {"format": "svg", "filename": "accord-atlas_membership"},
}
HOVER = "<b>%{customdata[1]}</b><br>%{text}%{customdata[2]}<extra></extra>"
BELOW_MAP = 134  # pixels for play, slider and legend


def membership_map(
    frames: pd.DataFrame,
    countries: pd.DataFrame,
    *,
    day: str,
    look: Look,
    geojson: str | dict,
    region: Region = REGIONS["world"],
    height: int = 520,
    counted: Collection[str] = (),
) -> go.Figure:
    """Draw who stands where on a day; slider and play button show the other days of change.

    frames: day (str, ISO), iso3, status; for each day on which something changes the whole
        picture, countries without a step left out (a row with status none may hold an empty day).
    countries: iso3, name, lat, lon (degrees), ladder (hover lines joined by <br>, safe to show).
    day: the day shown, ISO; the last picture at or before it is drawn.
    geojson: the address of static/world.geojson, or its content for a file that stands alone.
    counted: the statuses that make a member in the chosen reading; the legend says so.
    Returns a figure that wants MAP_CONFIG; the points of a click go to clicked_countries().
    Errors: ShapeError if a column is missing; ValueError for an unknown status.
    """
    require(frames, "day", "iso3", "status")
    require(countries, "iso3", "name", "lat", "lon", "ladder")

    statuses = _statuses(frames)
    pictures = _pictures(frames, statuses)
    known = countries[~countries["iso3"].isin(NO_SHAPE)]
    moving = known[known["iso3"].isin(pictures.columns)]
    still = known.drop(index=moving.index)
    marked = countries[countries["iso3"].isin(pictures.columns.intersection(small_in(region)))]

    figure = base_figure(look, height=height)
    figure.add_traces(
        [_legend_entry(status, look, status in counted) for status in (*statuses[1:], "none")]
    )
    figure.add_trace(land(PLAIN_LAND, geojson, look).update(hoverinfo="skip"))
    figure.add_trace(_still(still, geojson, look))
    figure.add_trace(_painted(moving, geojson, look, statuses))
    figure.add_trace(_markers(marked, look, statuses))

    latitudes = marked["lat"].to_numpy(np.float32)
    days = [
        _picture(shape_codes, marker_codes, latitudes, statuses)
        for shape_codes, marker_codes in zip(
            pictures[moving["iso3"]].to_numpy(np.uint8),
            pictures[marked["iso3"]].to_numpy(np.uint8),
            strict=True,
        )
    ]
    active = max(int(pictures.index.searchsorted(day, side="right")) - 1, 0)
    for trace, values in zip(figure.data[-2:], days[active], strict=True):
        trace.update(values)
    figure.update_layout(
        geo=view(region, look),
        margin={"l": 0, "r": 0, "t": 4, "b": BELOW_MAP},
        legend=_legend(height),
    )
    changing = (len(figure.data) - 2, len(figure.data) - 1)
    pictured = dict(zip(pictures.index, days, strict=True))
    return add_player(figure, pictured, traces=changing, active=active, look=look)


def clicked_countries(points: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the alpha-3 codes of the points that st.plotly_chart reports, each once."""
    given = [point.get("customdata") or () for point in points]
    return list(dict.fromkeys(str(values[0]) for values in given if values))


def _statuses(frames: pd.DataFrame) -> list[str]:
    """Return none, then the statuses that occur, in the order of the legend."""
    present = set(frames["status"]) - {"none"}
    if unknown := present - set(STATUS_LABELS):
        raise ValueError(f"no label for the status {', '.join(sorted(unknown))}")
    return ["none", *(status for status in STATUS_LABELS if status in present)]


def _pictures(frames: pd.DataFrame, statuses: list[str]) -> pd.DataFrame:
    """Return one row per day, one column per country that ever has a status; 0 is none.

    A row before the first day is all none, so that an earlier day shows an empty map.
    """
    codes = frames["status"].map({status: code for code, status in enumerate(statuses)})
    table = frames.assign(code=codes).pivot(index="day", columns="iso3", values="code")
    table = table.fillna(0).astype(np.uint8).sort_index()
    table = table.loc[:, table.any()]
    if len(table) and not table.iloc[0].any():
        return table
    eve = _eve(table.index[0]) if len(table) else ""
    return pd.concat([pd.DataFrame(0, [eve], table.columns, dtype=np.uint8), table])


def _eve(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _legend_entry(status: str, look: Look, counted: bool) -> go.Scattergeo:
    return legend_entry(
        f"{STATUS_LABELS[status]} (counts)" if counted else STATUS_LABELS[status],
        look,
        colour=look.status[status],
        symbol=SYMBOLS.get(status, 0),
    )


def _still(shown: pd.DataFrame, geojson: str | dict, look: Look) -> go.Choropleth:
    """Return the shapes that are the same on every day."""
    text = [STATUS_LABELS["none"]] * len(shown)
    return land(shown["iso3"], geojson, look).update(_hover(shown) | {"text": text})


def _painted(
    shown: pd.DataFrame, geojson: str | dict, look: Look, statuses: list[str]
) -> go.Choropleth:
    """Return the shapes whose colour changes with the day; their values come with the picture."""
    colours = {"colorscale": _steps(statuses, look), "zmin": -0.5, "zmax": len(statuses) - 0.5}
    return land(shown["iso3"], geojson, look).update(colours | _hover(shown))


def _markers(shown: pd.DataFrame, look: Look, statuses: list[str]) -> go.Scattergeo:
    """Return the markers of small countries; their values come with the picture."""
    return go.Scattergeo(
        lon=shown["lon"].tolist(),
        mode="markers",
        marker={
            "size": 9,
            "colorscale": _steps(statuses, look),
            "cmin": -0.5,
            "cmax": len(statuses) - 0.5,
            "showscale": False,
            "line": {"color": look.ink, "width": 0.8},
        },
        showlegend=False,
        unselected={"marker": {"opacity": 1}},
        **_hover(shown),
    )


def _picture(
    shape_codes: np.ndarray, marker_codes: np.ndarray, latitudes: np.ndarray, statuses: list[str]
) -> list[dict[str, Any]]:
    """Return what a day changes, for shapes and for markers; small, for it is sent once a day.

    A country without a status gets no latitude and so no marker.
    """
    labels = np.array([STATUS_LABELS[status] for status in statuses], dtype=object)
    symbols = np.array([SYMBOLS.get(status, 0) for status in statuses], dtype=np.uint8)
    return [
        {"type": "choropleth", "z": shape_codes, "text": labels[shape_codes]},
        {
            "type": "scattergeo",
            "lat": np.where(marker_codes > 0, latitudes, np.float32(np.nan)),
            "text": labels[marker_codes],
            "marker": {"color": marker_codes, "symbol": symbols[marker_codes]},
        },
    ]


def _hover(shown: pd.DataFrame) -> dict[str, Any]:
    """Return the hover text: name, status of the day, steps; a click reports the same values."""
    ladders = ["<br>" + ladder if ladder else "" for ladder in shown["ladder"]]
    rows = zip(shown["iso3"], shown["name"], ladders, strict=True)
    return {"customdata": [list(row) for row in rows], "hovertemplate": HOVER}


def _steps(statuses: list[str], look: Look) -> list[list[Any]]:
    return flat_steps([look.status[status] for status in statuses])


def _legend(height: int) -> dict[str, Any]:
    """Place the legend under the slider; its clicks are off, they would hide nothing."""
    return {
        "y": -86 / (height - BELOW_MAP - 4),
        "itemclick": False,
        "itemdoubleclick": False,
        "font": {"size": 12},
    }
