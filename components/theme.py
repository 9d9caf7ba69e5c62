"""One look for every figure: colours by meaning, line styles by order, light and dark."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

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
# Every pair differs in lightness too, so that a grey print and colour-blind eyes can tell them.
LIGHT = Look(
    name="light",
    paper="#ffffff",
    panel="#f6f7f9",
    ink="#1c2430",
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
        "signed": "#7fb3e3",
        "announced": "#e69f00",
        "witness": "#b08fc7",
        "observer": "#7cc2a3",
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
        "#e69f00",
        "#56b4e9",
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
        "observer": "#5fae8b",
        "partner": "#2f8566",
        "suspended": "#d9773d",
        "left": "#96603d",
        "unsettled": "#bfae5a",
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

    On the page the same three stand as text around the figure, where they wrap on a phone.
    """
    copy = go.Figure(figure)
    margin = copy.layout.margin
    copy.update_layout(
        title={
            "text": title,
            "subtitle": {"text": subtitle, "font": {"size": 13}},
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "yref": "container",
            "y": 0.97,
            "yanchor": "top",
            "font": {"size": 19},
        },
        margin={"t": (margin.t or 12) + 74, "b": (margin.b or 36) + 34},
        height=(copy.layout.height or 420) + 108,
    )
    copy.add_annotation(
        text=source,
        xref="paper",
        yref="container",
        x=0,
        y=0.005,
        xanchor="left",
        yanchor="bottom",
        showarrow=False,
        font={"size": 12},
    )
    return copy


def require(frame: pd.DataFrame, *columns: str) -> None:
    """Raise ShapeError if a column is missing."""
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise ShapeError(f"frame lacks {', '.join(missing)}; it has {', '.join(frame.columns)}")
