"""The coverage map: how much is about, or published in, each country, in classes of colour."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.map_classes import MOST, Classes, count_classes, percent, share_classes
from components.map_parts import flat_steps, land, legend_entry, view
from components.theme import Look, base_figure, require
from components.world import NO_SHAPE, PLAIN_LAND, REGIONS, Region, small_in
from data.wording import NOUNS

# A share of fewer is not drawn: one piece of one would be the darkest country.
FEWEST = 10
# What is no number above 0, in the reverse order of the legend.
OUTSIDE, NOTHING, FEW, ZERO = range(4)
NO_NUMBER = {OUTSIDE, NOTHING, FEW}
WORDS = {
    "about": ("Cannot be counted here", "No share: nothing in view"),
    "published_in": ("Outside the filter", "No outlet of it here"),
}
OUTSIDE_HOVER = {
    "about": "cannot be counted where A and B both choose countries",
    "published_in": "outside the filter",
}
NOTHING_HOVER = {
    "about": "nothing is in view",
    "published_in": "no outlet of it here: nothing published there fits the dates, outlets, "
    "languages and kinds chosen",
}
NUMBERS = ("iso3", "count", "total", "share", "low", "high", "in_scope")
HOVER = "<b>%{customdata[1]}</b><br>%{text}<extra></extra>"
SQUARE, CIRCLE = 1, 0
OUTLINE = 1.8  # pixels around a chosen country
BELOW_MAP = 66  # pixels for the legend
# Which colours of six are taken by fewer classes: as far apart as they can be.
TAKEN = {0: (), 1: (3,), 2: (1, 4), 3: (0, 2, 4), 4: (0, 2, 3, 5), 5: (0, 1, 2, 3, 5)}


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of the classes: rising is away from the paper; the rest is told apart by hue."""

    outside: str
    nothing: str
    few: str
    rising: tuple[str, ...]


# Steps of lightness in one hue. Any two colours are at least 11 apart in CIELAB for any kind of
# colour vision, but for zero and the paper of what is outside (9), which has an outline.
PALETTES = {
    "light": Palette(
        "#ffffff",
        "#f1e4c9",
        "#c9ad74",
        ("#a9cdee", "#74aede", "#438ccb", "#1f6bb0", "#0b4a8f", "#062a57"),
    ),
    "dark": Palette(
        "#12161c",
        "#55472c",
        "#8f7a4c",
        ("#2a5586", "#3573b4", "#4f93d8", "#7db4ec", "#aed3f8", "#e3f1ff"),
    ),
}


def coverage_map(
    places: pd.DataFrame,
    countries: pd.DataFrame,
    *,
    where: str,
    measure: str,
    of: str,
    look: Look,
    geojson: str | dict,
    region: Region = REGIONS["world"],
    height: int = 440,
    chosen: Collection[str] = (),
) -> go.Figure:
    """Paint each country in the class of its number or share; small ones get a marker.

    places: iso3, count, total, share, low, high, in_scope, as data.questions.places has them.
    countries: iso3, name, lat, lon (degrees).
    where: about or published_in. measure: count or share. of: articles, stories or outlets.
    geojson: the address of static/world.geojson, or its content for a file that stands alone.
    chosen: the countries that the filter chooses; they get an outline.
    Returns a figure that wants membership_map.MAP_CONFIG; the points of a click go to
        membership_map.clicked_countries().
    Errors: ShapeError if a column is missing; ValueError for another measure.
    """
    require(places, *NUMBERS)
    require(countries, "iso3", "name", "lat", "lon")
    if measure not in ("count", "share"):
        raise ValueError(f"a map has no measure {measure!r}")

    classes, codes = classified(places, measure)
    rows = places[["iso3"]].assign(code=codes, text=_texts(places, where, of))
    rows = rows.merge(countries[["iso3", "name", "lat", "lon"]], on="iso3")
    colours, shapes = _colours(len(classes.labels), look), rows[~rows["iso3"].isin(NO_SHAPE)]
    outlined = shapes["iso3"].isin(chosen)
    small = rows[rows["iso3"].isin(small_in(region)) & (rows["code"] >= FEW)]

    figure = base_figure(look, height=height)
    # Plotly looks at the first trace to decide on a base map; a choropleth would ask for one.
    figure.add_trace(_markers(small, colours, look, chosen))
    few = f"Fewer than {FEWEST} {NOUNS[of][1]}"
    labels = (*WORDS[where], few, "0", *classes.labels)
    figure.add_traces([_legend_entry(code, labels, colours, look) for code in _legend_codes(codes)])
    plain = [[0, colours[OUTSIDE]], [1, colours[OUTSIDE]]]
    bare = land(PLAIN_LAND, geojson, look).update(hoverinfo="skip", colorscale=plain)
    figure.add_trace(bare.update(marker={"line": {"color": look.line}}))
    figure.add_trace(_painted(shapes[~outlined], colours, geojson, look))
    if outlined.any():
        edge = {"line": {"color": look.status["announced"], "width": OUTLINE}}
        figure.add_trace(_painted(shapes[outlined], colours, geojson, look).update(marker=edge))
    return figure.update_layout(
        geo=view(region, look),
        margin={"l": 0, "r": 0, "t": 4, "b": BELOW_MAP},
        legend=_legend(legend_title(where, measure, of)),
    )


def classified(places: pd.DataFrame, measure: str) -> tuple[Classes, np.ndarray]:
    """Return the classes of what occurs, and each row's: OUTSIDE to ZERO, then from ZERO + 1."""
    numbers = places[measure].to_numpy(dtype=float, na_value=np.nan)
    few = ~np.isnan(numbers) & few_of(places) & (measure == "share")
    known = ~np.isnan(numbers) & ~few
    classes = (count_classes if measure == "count" else share_classes)(numbers[known])
    codes = np.where(places["in_scope"].to_numpy(dtype=bool), NOTHING, OUTSIDE)
    codes[few] = FEW
    codes[known] = np.where(numbers[known] > 0, ZERO + 1 + classes.place(numbers[known]), ZERO)
    return classes, codes.astype(np.uint8)


def few_of(places: pd.DataFrame) -> np.ndarray:
    """Say which rows have a total that is too small for a share to be drawn or ranked."""
    return (places["total"].fillna(0) < FEWEST).to_numpy(dtype=bool)


def legend_title(where: str, measure: str, of: str) -> str:
    """Say what the colours stand for."""
    units = NOUNS[of][1]
    if where == "about":
        share = f"Share of the {units} in view that name the country"
        return share if measure == "share" else f"{units.capitalize()} that name the country"
    if measure == "share":
        return f"Share of the country's {units} in view"
    return "Outlets of the country" if of == "outlets" else f"{units.capitalize()} published there"


def _texts(places: pd.DataFrame, where: str, of: str) -> list[str]:
    """Return each country's hover lines: its number, what it is of, the share's interval."""
    columns = (places[name] for name in ("in_scope", "count", "total", "share", "low", "high"))
    there = "of the country" if of == "outlets" else "published there"
    end = {"about": "in view name it", "published_in": f"{there} are in view"}[where]
    said = []
    for inside, count, total, *share in zip(*columns, strict=True):
        if not inside:
            said.append(OUTSIDE_HOVER[where])
        elif pd.isna(share[0]):
            said.append(NOTHING_HOVER[where])
        else:
            value, low, high = map(percent, share)
            said.append(
                f"{count:,} of {total:,} {NOUNS[of][int(total != 1)]} {end}"
                f"<br>{value} (95% interval {low} to {high})"
            )
    return said


def _colours(classes: int, look: Look) -> list[str]:
    """Return the colours by code; the land's grey is a real zero."""
    palette = PALETTES[look.name]
    taken = TAKEN.get(classes, range(MOST))
    rest = [palette.outside, palette.nothing, palette.few, look.land]
    return [*rest, *(palette.rising[n] for n in taken)]


def _legend_codes(codes: np.ndarray) -> list[int]:
    """Return the codes that the legend names: numbers from 0 up without a gap, then the rest."""
    highest = int(codes.max(initial=0))
    present = {*codes.tolist(), *range(ZERO + 1, highest + 1)}
    return [*sorted(present - NO_NUMBER), *sorted(present & NO_NUMBER, reverse=True)]


def _legend_entry(code: int, labels: tuple[str, ...], colours: list[str], look: Look) -> Any:  # noqa: ANN401
    symbol = SQUARE if code in NO_NUMBER else CIRCLE
    return legend_entry(labels[code], look, colour=colours[code], symbol=symbol)


def _painted(
    shown: pd.DataFrame, colours: list[str], geojson: str | dict, look: Look
) -> go.Choropleth:
    return land(shown["iso3"], geojson, look).update(
        z=shown["code"].to_numpy(np.uint8),
        colorscale=flat_steps(colours),
        zmin=-0.5,
        zmax=len(colours) - 0.5,
        marker={"line": {"color": look.line, "width": 0.5}},
        **_hover(shown),
    )


def _markers(
    shown: pd.DataFrame, colours: list[str], look: Look, chosen: Collection[str]
) -> go.Scattergeo:
    """Return the markers of small countries; those of a zero are smaller."""
    above = shown["code"] != ZERO
    outlined = shown["iso3"].isin(chosen)
    edges = np.where(outlined, look.status["announced"], look.ink)
    widths = np.select([outlined, above], [OUTLINE, 0.8], 0)
    return go.Scattergeo(
        lon=shown["lon"].to_numpy(np.float32),
        lat=shown["lat"].to_numpy(np.float32),
        mode="markers",
        marker={
            "size": np.where(above, 9, 5).astype(np.uint8),
            "opacity": 1,  # Plotly fades markers of several sizes.
            "color": shown["code"].to_numpy(np.uint8),
            "colorscale": flat_steps(colours),
            "cmin": -0.5,
            "cmax": len(colours) - 0.5,
            "showscale": False,
            "line": {"color": edges.tolist(), "width": widths.tolist()},
        },
        showlegend=False,
        unselected={"marker": {"opacity": 1}},
        **_hover(shown),
    )


def _hover(shown: pd.DataFrame) -> Mapping[str, Any]:
    """Return the hover text; a click reports the customdata."""
    rows = [list(row) for row in zip(shown["iso3"], shown["name"], strict=True)]
    return {"customdata": rows, "hovertemplate": HOVER, "text": shown["text"].tolist()}


def _legend(title: str) -> dict[str, Any]:
    """Place the legend under the map; its clicks are off, they would hide nothing."""
    return {
        "y": -0.01,
        "title": {"text": title, "side": "top", "font": {"size": 12}},
        "itemclick": False,
        "itemdoubleclick": False,
        "font": {"size": 12},
    }
