"""Days that are not whole: a hatch where nothing was collected, marks where only a part was."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.coverage_hover import isolated
from components.coverage_lines import DAY, Axes, Line, Stretch, objects
from components.theme import Look, series_style
from data.wording import days_in_words

# First day, the day after the last, and the lower and upper end.
Field = tuple[pd.Timestamp, pd.Timestamp, float, float]
# Of hollow points, and of fields where a part has no value.
PARTLY = "Only some days counted"
# Pixels of a row for one line's gaps and signals, and between the rows and the drawing.
ROW, OVER_ROWS = 9, 5


def add_gaps(
    figure: go.Figure,
    fields: Sequence[Field],
    look: Look,
    *,
    name: str = "Nothing collected",
    axes: Mapping[str, Any] | None = None,
    key: bool = True,
) -> None:
    """Hatch fields of days; key: with a line in the legend."""
    pattern = {"shape": "/", "size": 7, "solidity": 0.12, "fgcolor": look.muted}
    _add_fields(figure, fields, pattern, look, name=name, legendrank=1001, axes=axes, key=key)


def add_cut(
    figure: go.Figure,
    fields: Sequence[Field],
    look: Look,
    *,
    axes: Mapping[str, Any] | None = None,
    key: bool = True,
) -> None:
    """Dot fields of buckets counted in part, whose share or index nobody can tell."""
    pattern = {"shape": ".", "size": 6, "solidity": 0.14, "fgcolor": look.muted, "fgopacity": 0.7}
    _add_fields(figure, fields, pattern, look, name=PARTLY, legendrank=1000.5, axes=axes, key=key)


def _add_fields(
    figure: go.Figure,
    fields: Sequence[Field],
    pattern: Mapping[str, Any],
    look: Look,
    *,
    name: str,
    legendrank: int,
    axes: Mapping[str, Any] | None,
    key: bool,
) -> None:
    if not fields:
        return
    figure.add_scatter(
        x=[part for first, end, _, _ in fields for part in (*_corners(first, end), None)],
        y=[part for _, _, low, high in fields for part in (low, high, high, low, None)],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=look.panel,
        fillpattern=pattern,
        name=name,
        hoverinfo="skip",
        legendrank=legendrank,
        # A group of its own: Plotly would put those of one group below each other in the legend.
        legendgroup=f"gap:{name}",
        showlegend=key,
        **(axes or {}),
    )


def _corners(first: pd.Timestamp, end: pd.Timestamp) -> tuple[str, ...]:
    return tuple(f"{day:%Y-%m-%d}" for day in (first, first, end, end))


def shared_gaps(lines: list[Line]) -> list[Stretch]:
    """Return the gaps of all lines at once; one line's own gap breaks that line alone."""
    return _shared([line.gaps() for line in lines])


def shared_cuts(lines: list[Line]) -> list[Stretch]:
    """Return the partial buckets of all lines at once that have no value."""
    return _shared([line.cut() for line in lines])


def own_gaps(line: Line, shared: Sequence[Stretch]) -> list[Stretch]:
    """Return the gaps of one line that are not those of all."""
    return [stretch for stretch in line.gaps() if stretch not in shared]


def _shared(stretches: list[list[Stretch]]) -> list[Stretch]:
    return sorted(set.intersection(*map(set, stretches)))


def add_rows(
    figure: go.Figure, lines: list[Line], signalled: Collection[str], height: int
) -> dict[str, float]:
    """Make room below the drawing, a row for each line with gaps of its own or with signals.

    signalled: series that need a row for their signals. height: of the drawing, in pixels.
    Returns the middle of each row on the second upright axis.
    """
    shared = shared_gaps(lines)
    own = [line.series for line in lines if own_gaps(line, shared) or line.series in signalled]
    if not own:
        return {}
    room = (len(own) * ROW + OVER_ROWS) / max(height, 100)
    figure.update_layout(
        yaxis={"domain": [room, 1]},
        yaxis2={
            "domain": [0, room],
            "range": [-len(own), OVER_ROWS / ROW],
            "fixedrange": True,
            "visible": False,
        },
        xaxis={"anchor": "free", "position": 0},
    )
    return {series: -place - 0.5 for place, series in enumerate(own)}


def add_own_gaps(
    figure: go.Figure,
    lines: list[Line],
    names: Mapping[str, str],
    rows: Mapping[str, float],
    look: Look,
) -> None:
    """Hatch the gaps of single lines in their colours, each in its row on the second axis.

    names: as the figure writes them. rows: as add_rows returns them.
    """
    shared, key = shared_gaps(lines), True
    for place, line in enumerate(lines):
        colour, name = series_style(place, look)["color"], isolated(names[line.series])
        for first, end in own_gaps(line, shared):
            told = f"<b>{days_in_words(first, end - DAY)}</b><br>{name}: nothing collected"
            _add_own_gap(figure, (first, end), rows[line.series], colour, told, key=key)
            key = False


def _add_own_gap(
    figure: go.Figure, days: Stretch, row: float, colour: str, told: str, *, key: bool
) -> None:
    low, high = row - 0.4, row + 0.4
    figure.add_scatter(
        x=[*_corners(*days), f"{days[0]:%Y-%m-%d}"],
        y=[low, high, high, low, low],
        yaxis="y2",
        mode="lines",
        line={"width": 1, "color": colour},
        fill="toself",
        fillcolor="rgba(0,0,0,0)",
        fillpattern={"shape": "/", "size": 5, "solidity": 0.25, "fgcolor": colour},
        text=told,
        hoverinfo="text",
        hoveron="fills",
        name="Nothing collected of one line",
        legendrank=1001,
        legendgroup="gap:own",
        showlegend=key,
    )


def add_partial(
    figure: go.Figure,
    line: Line,
    style: Mapping[str, str],
    told: Mapping[str, Any],
    look: Look,
    axes: Axes | None = None,
) -> None:
    """Draw partial buckets as hollow points, led to by thin dots: no fall, only less time."""
    if not line.partial:
        return
    thin = {"color": style["color"], "dash": "dot", "width": 1}
    shared = {"legendgroup": line.group, "showlegend": False, **(axes or {})}
    x, y = _leads(line)
    figure.add_scatter(x=x, y=y, mode="lines", line=thin, hoverinfo="skip", **shared)
    figure.add_scatter(
        x=[line.middle(place) for place in line.partial],
        y=[line.values[place] for place in line.partial],
        customdata=objects(told["customdata"][place] for place in line.partial),
        hovertemplate=told["hovertemplate"],
        mode="markers",
        cliponaxis=False,
        marker={
            "symbol": style["symbol"],
            "size": 8,
            "color": look.paper,
            "line": {"color": style["color"], "width": 1.5},
        },
        unselected={"marker": {"opacity": 1}},
        **shared,
    )


def _leads(line: Line) -> tuple[list, list]:
    """Join each partial point with the points beside it."""
    partial = set(line.partial)
    ends = [(at, at + 1) for at in range(len(line.values) - 1) if partial & {at, at + 1}]
    x = [part for a, b in ends for part in (line.middle(a), line.middle(b), None)]
    y = [part for a, b in ends for part in (line.values[a], line.values[b], None)]
    return x, y


def add_partial_key(
    figure: go.Figure, lines: list[Line], look: Look, symbol: str = "circle"
) -> None:
    """Explain hollow points in the legend, once, where there are any."""
    if not any(line.partial for line in lines):
        return
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        name=PARTLY,
        marker={
            "symbol": symbol,
            "size": 8,
            "color": look.paper,
            "line": {"color": look.muted, "width": 1.5},
        },
        hoverinfo="skip",
        legendrank=1000.5,
    )
