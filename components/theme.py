"""One look for every figure: colours by meaning, line styles by order, light and dark."""

import html
import re
import textwrap
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

LINE = 1.3 * 15  # pixels from line to line in a title of size 15
FONT = "Source Sans, Source Sans Pro, Helvetica, Arial, sans-serif"


class ShapeError(ValueError):
    """A frame handed to a figure builder lacks a column; a mistake of ours, never the reader's."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one Streamlit theme; they equal .streamlit/config.toml."""

    name: str
    paper: str
    panel: str
    ink: str
    muted: str
    line: str
    land: str
    shore: str
    accent: str
    status: Mapping[str, str]
    series: tuple[str, ...]


# Blues are "in", by how far; warm is "not yet"; violet and green stand beside; browns are "out".
# Statuses that stand beside each other on a map differ in lightness too; hover, list and table
# say the status in words.
LIGHT = Look(
    name="light",
    paper="#ffffff",
    panel="#f6f7f9",
    ink="#10161e",
    muted="#59636f",
    line="#dfe3e8",
    land="#e3e6ea",
    shore="#ffffff",
    accent="#1f5fa8",
    status={
        "member": "#0b4a8f",
        "in_force": "#0b4a8f",
        "relations": "#0b4a8f",
        "ratified": "#2f7fc4",
        "signed": "#b3d4f3",
        "announced": "#e69f00",
        "witness": "#b08fc7",
        "observer": "#a9dfc8",
        "partner": "#3f9575",
        "suspended": "#b3541e",
        "left": "#7a4a2b",
        "unsettled": "#c9b458",
        "none": "#e3e6ea",
    },
    series=(
        "#0072b2",
        "#d55e00",
        "#009e73",
        "#cc79a7",
        "#b07a00",
        "#2f8fc9",
        "#7a5195",
        "#4d4d4d",
    ),
)
DARK = Look(
    name="dark",
    paper="#12161c",
    panel="#1a2028",
    ink="#e6eaf0",
    muted="#a3adba",
    line="#2c3541",
    land="#2b333d",
    shore="#12161c",
    accent="#6fa8e8",
    status={
        "member": "#5aa2ee",
        "in_force": "#5aa2ee",
        "relations": "#5aa2ee",
        "ratified": "#8fc4f5",
        "signed": "#c9e2fa",
        "announced": "#e69f00",
        "witness": "#a883c4",
        "observer": "#9adcc0",
        "partner": "#2f8566",
        "suspended": "#d9773d",
        "left": "#96603d",
        "unsettled": "#8c7c2c",
        "none": "#2b333d",
    },
    series=(
        "#56b4e9",
        "#ee8a3a",
        "#2fbf94",
        "#e09cc2",
        "#f0b840",
        "#8ecdf0",
        "#b08fd0",
        "#c4c9d0",
    ),
)
LOOKS = {"light": LIGHT, "dark": DARK}

# Colour is never alone: the n-th series has the n-th of each.
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid", "dash")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "cross", "star", "pentagon")


def series_style(index: int, look: Look) -> dict[str, str]:
    """Return colour, dash and marker symbol of the n-th series; styles repeat after eight."""
    place = index % len(look.series)
    return {"color": look.series[place], "dash": DASHES[place], "symbol": SYMBOLS[place]}


def faint(colour: str, opacity: float) -> str:
    """Return a colour, given as #rrggbb, that lets what lies under it be seen."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def base_figure(look: Look, *, height: int) -> go.Figure:
    """Return an empty figure in our look: no title, thin grid, hover in the page's font."""
    figure = go.Figure()
    figure.update_layout(
        template="none",
        height=height,
        margin={"l": 44, "r": 12, "t": 12, "b": 36},
        paper_bgcolor=look.paper,
        plot_bgcolor=look.paper,
        font={"family": FONT, "size": 13, "color": look.ink},
        hoverlabel={
            "font": {"family": FONT, "size": 13, "color": look.ink},
            "bgcolor": look.panel,
            "bordercolor": look.line,
            "align": "left",
        },
        legend={"orientation": "h", "x": 0, "y": -0.16, "yanchor": "top", "title": {"text": ""}},
        xaxis={"gridcolor": look.line, "zeroline": False, "automargin": True},
        yaxis={"gridcolor": look.line, "zeroline": False, "automargin": True},
        separators=".,",
        uirevision="keep",
    )
    return figure


def titled(figure: go.Figure, *, title: str, subtitle: str, source: str) -> go.Figure:
    """Return a copy with title, subtitle and source line in it, for pictures that leave the page.

    On the page the same three stand as text around the figure, where they wrap on a phone; here
    they are wrapped to the figure's width (1,000 pixels where it has none) and the figure grows
    by their lines, so that the drawing itself keeps its size. The three are plain text.
    """
    copy = go.Figure(figure)
    width = copy.layout.width or 1000
    # Plotly's own subtitle pushes a title of two lines over the edge, so both are one text.
    heading = [_sized(line, 18) for line in _wrapped(title, width, size=18)]
    heading += [_sized(line, 13) for line in _wrapped(subtitle, width, size=13)]
    ending = _wrapped(source, width, size=12)
    margin, height = copy.layout.margin, copy.layout.height or 420
    drawing = height - (margin.t or 12) - (margin.b or 36)
    top = (margin.t or 12) + 30 + round(LINE * len(heading))
    foot = max(margin.b or 36, _legend_depth(copy, width, drawing)) + 14 + 16 * len(ending)
    copy.update_layout(
        title={
            "text": "<br>".join(heading),
            "x": 12 / width,
            "xref": "container",
            "xanchor": "left",
            "yref": "container",
            "y": 1 - 24 / (drawing + top + foot),
            "yanchor": "top",
            "font": {"size": 15},
        },
        margin={"t": top, "b": foot},
        height=drawing + top + foot,
    )
    copy.add_annotation(
        text="<br>".join(ending),
        xref="paper",
        yref="paper",
        x=0,
        y=0,
        xshift=10 - (margin.l if margin.l is not None else 80),
        yshift=8 - foot,
        xanchor="left",
        yanchor="bottom",
        align="left",
        showarrow=False,
        font={"size": 12},
    )
    return copy


def _sized(line: str, size: int) -> str:
    return f'<span style="font-size:{size}px">{line}</span>'


def _wrapped(text: str, width: float, *, size: int) -> list[str]:
    """Cut text into lines that fit; a letter is taken as half its size, a wide one as all of it."""
    wide = any(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    letters = int((width - 24) / (size * (1.0 if wide else 0.5)))
    return [html.escape(line, quote=False) for line in textwrap.wrap(text, letters)]


def _legend_depth(figure: go.Figure, width: float, drawing: float) -> float:
    """Return the most pixels that a legend lying under the drawing can take below it."""
    names = [trace.name for trace in figure.data if trace.name and trace.showlegend is not False]
    legend = figure.layout.legend
    shown = figure.layout.showlegend or (figure.layout.showlegend is None and len(names) > 1)
    if not shown or not names or legend.orientation != "h" or (legend.y or 0) >= 0:
        return 0
    lengths = [56 + 7.5 * len(re.sub(r"<[^>]+>", "", name)) for name in names]
    # Plotly makes columns of a legend unless its entries are in groups.
    in_groups = any(trace.legendgroup for trace in figure.data)
    rows = _rows(lengths if in_groups else [max(lengths)] * len(lengths), width - 60)
    return -legend.y * drawing + 22 * rows + 8


def _rows(lengths: list[float], width: float) -> int:
    """Count the rows that entries of these lengths take one after the other."""
    rows, used = 1, 0.0
    for length in lengths:
        if used and used + length > width:
            rows, used = rows + 1, 0.0
        used += length
    return rows


def require(frame: pd.DataFrame, *columns: str) -> None:
    """Raise ShapeError if a column is missing."""
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise ShapeError(f"frame lacks {', '.join(missing)}; it has {', '.join(frame.columns)}")
