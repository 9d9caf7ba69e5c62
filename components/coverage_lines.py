"""The lines of coverage over time: whole buckets, partial ones, and the days without any."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.theme import Look

# A line with more points than this is drawn without its markers; a click still finds them.
MOST_MARKERS = 120
# Bands of more lines than this would only hide each other; hover and table have the intervals.
MOST_BANDS = 3
# In milliseconds, as Plotly steps along a time axis.
EVEN_STEPS = {"day": 86_400_000, "week": 7 * 86_400_000}
DAY = pd.Timedelta(days=1)
COLUMNS = (
    "period",
    "last_day",
    "state",
    "days",
    "count",
    "total",
    "live_outlets",
    "known_outlets",
    "value",
    "low",
    "high",
)
# Decimals sent to the browser.
DECIMALS = {"count": 0, "share": 5, "index": 1, "per_outlet": 4}
Axes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One series as plain lists, a place for each bucket; None stands for NA."""

    series: str
    first: list[pd.Timestamp]
    last: list[pd.Timestamp]
    states: list[str]
    days: list[int]
    counts: list[int | None]
    totals: list[int | None]
    live: list[int | None]
    known: list[int | None]
    values: list[float | None]
    low: list[float | None]
    high: list[float | None]

    @property
    def whole(self) -> list[float | None]:
        """The values of the buckets collected to the last day."""
        pairs = zip(self.values, self.states, strict=True)
        return [value if state == "collected" else None for value, state in pairs]

    @property
    def partial(self) -> list[int]:
        """The places of the buckets that count only some of their days."""
        return [
            place
            for place, (value, state) in enumerate(zip(self.values, self.states, strict=True))
            if state == "partial" and value is not None
        ]

    def middle(self, place: int) -> str:
        """The middle of a bucket, where its point stands."""
        day = self.first[place] + (self.last[place] + DAY - self.first[place]) / 2
        return day.isoformat(" ", "minutes")

    def gaps(self) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
        """The stretches in which nothing was collected: first day, and the day after the last."""
        fields: list[tuple[pd.Timestamp, pd.Timestamp]] = []
        for first, last, state in zip(self.first, self.last, self.states, strict=True):
            if state != "not collected":
                continue
            if fields and fields[-1][1] == first:
                fields[-1] = (fields[-1][0], last + DAY)
            else:
                fields.append((first, last + DAY))
        return fields


def lines_of(frame: pd.DataFrame, measure: str) -> list[Line]:
    """Take a coverage frame apart into its series; measure says how finely values are told."""
    columns = frame[list(COLUMNS)].copy()
    for name in ("value", "low", "high"):
        columns[name] = columns[name].astype("Float64").round(DECIMALS[measure])
    lists = [[_plain(value) for value in columns[name].tolist()] for name in COLUMNS]
    ends = np.flatnonzero(frame["series"].ne(frame["series"].shift(-1))) + 1
    return [
        Line(frame["series"].iloc[start], *(values[start:end] for values in lists))
        for start, end in zip([0, *ends], ends, strict=False)
    ]


def _plain(value: object) -> object:
    """Return None for NA, and whole numbers without a point: they are shorter so."""
    if value is pd.NA:
        return None
    return int(value) if isinstance(value, float) and value == int(value) else value


def objects(values: Iterable) -> np.ndarray:
    """Hold mixed values in an array that Plotly takes over whole and writes as a plain list."""
    held = list(values)
    array = np.empty(len(held), dtype=object)
    array[:] = held
    return array


def add_line(
    figure: go.Figure,
    line: Line,
    name: str,
    style: Mapping[str, str],
    told: Mapping[str, Any],
    *,
    every: str,
    alone: bool,
    axes: Axes | None = None,
) -> None:
    """Draw the whole buckets of a series, in steps over a faint field where it is the only one.

    told: customdata and hovertemplate, as components.coverage_hover makes them. axes: the pair of
    axes of a panel.
    """
    places = range(len(line.values))
    even = {"x0": line.middle(0), "dx": EVEN_STEPS.get(every)}
    stepped, many = alone and every != "day", len(places) > MOST_MARKERS
    # A field below the line would go on through what was not collected.
    filled = stepped and not _has_gap(line.whole)
    figure.add_scatter(
        **(even if every in EVEN_STEPS else {"x": objects(map(line.middle, places))}),
        y=objects(line.whole),
        name=name,
        legendgroup=line.series,
        mode="lines+markers",
        line={
            "color": style["color"],
            "dash": style["dash"],
            "width": 1.3 if many else 2,
            "shape": "hvh" if stepped else "linear",
        },
        marker={
            "color": style["color"],
            "symbol": style["symbol"],
            "size": 4 if stepped else 6,
            "opacity": _isolated(line.whole) if many else 1,
        },
        fill="tozeroy" if filled else None,
        fillcolor=faint(style["color"], 0.1) if filled else None,
        selected={"marker": {"opacity": 1, "size": 5 if many else 9}},
        unselected={"marker": {"opacity": 0 if many else 0.6}},
        **told,
        **(axes or {}),
    )


def add_band(
    figure: go.Figure, line: Line, style: Mapping[str, str], axes: Axes | None = None
) -> None:
    """Draw the interval of each whole bucket as a band around the line, one field per stretch."""
    known = [
        place
        for place, (low, value) in enumerate(zip(line.low, line.whole, strict=True))
        if low is not None and value is not None
    ]
    x: list[str | None] = []
    y: list[float | None] = []
    for stretch in _stretches(known):
        middles = [line.middle(place) for place in stretch]
        x += [*middles, *reversed(middles), None]
        y += [line.low[place] for place in stretch]
        y += [line.high[place] for place in reversed(stretch)]
        y.append(None)
    if not x:
        return
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=faint(style["color"], 0.18),
        hoverinfo="skip",
        legendgroup=line.series,
        showlegend=False,
        **(axes or {}),
    )


def _stretches(places: Sequence[int]) -> list[list[int]]:
    """Cut ascending places where one is missing."""
    cuts = [at for at in range(1, len(places)) if places[at] != places[at - 1] + 1]
    return [
        list(places[start:end]) for start, end in zip([0, *cuts], [*cuts, len(places)], strict=True)
    ]


def _has_gap(values: Sequence[float | None]) -> bool:
    """Say whether something is missing between two values."""
    known = [at for at, value in enumerate(values) if value is not None]
    return bool(known) and known[-1] - known[0] + 1 > len(known)


def faint(colour: str, opacity: float) -> str:
    """Return a colour that lets what lies under it be seen."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def _isolated(values: list[float | None]) -> list[int] | int:
    """Return the opacity that hides the markers of a long line, save where no line reaches."""
    here = [False, *(value is not None for value in values), False]
    alone = [
        int(now and not before and not after)
        for before, now, after in zip(here, here[1:], here[2:], strict=False)
    ]
    return alone if any(alone) else 0


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
    shared = {"legendgroup": line.series, "showlegend": False, **(axes or {})}
    x, y = _leads(line)
    figure.add_scatter(x=x, y=y, mode="lines", line=thin, hoverinfo="skip", **shared)
    figure.add_scatter(
        x=[line.middle(place) for place in line.partial],
        y=[line.values[place] for place in line.partial],
        customdata=objects(told["customdata"][place] for place in line.partial),
        hovertemplate=told["hovertemplate"],
        mode="markers",
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


def add_partial_key(figure: go.Figure, lines: list[Line], look: Look) -> None:
    """Explain hollow points in the legend, once, where there are any."""
    if not any(line.partial for line in lines):
        return
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        name="Only some days counted",
        marker={
            "symbol": "circle",
            "size": 8,
            "color": look.paper,
            "line": {"color": look.muted, "width": 1.5},
        },
        hoverinfo="skip",
    )
