"""The lines of coverage over time: whole buckets, partial ones, and the days without any."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.theme import Look

WHEN = {
    "day": "%{x|%-d %b %Y}",
    "week": "Week of %{customdata[0]|%-d %b %Y}",
    "month": "%{customdata[0]|%b %Y}",
    "quarter": "Q%{customdata[0]|%q %Y}",
    "year": "%{customdata[0]|%Y}",
}
# A line with more points than this is drawn without its markers; a click still finds them.
MOST_MARKERS = 120
# In milliseconds, as Plotly steps along a time axis.
EVEN_STEPS = {"day": 86_400_000, "week": 7 * 86_400_000}
DAY = pd.Timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One series as plain lists, a place for each bucket; None stands for NA."""

    series: str
    first: list[pd.Timestamp]
    last: list[pd.Timestamp]
    states: list[str]
    days: list[int]
    totals: list[int]
    values: list[float | None]

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

    def carried(self, place: int, every: str) -> list | int:
        """What a point carries to its hover and to a click."""
        if every == "day":
            return self.totals[place]
        first, last = self.first[place], self.last[place]
        partial = f"<br>partial: only {self.days[place]} of {(last - first).days + 1} days"
        said = partial if self.states[place] == "partial" else ""
        days = first.date().isoformat(), last.date().isoformat()
        return [*days, self.series, self.totals[place], said]


def lines_of(frame: pd.DataFrame, measure: str) -> list[Line]:
    """Take a coverage frame apart into its series; measure says which column is drawn."""
    drawn = frame["count" if measure == "count" else "share"].astype("Float64").round(3)
    columns = frame.assign(drawn=drawn, total=frame["total"].fillna(0))[
        ["period", "last_day", "state", "days", "total", "drawn"]
    ]
    lists = [columns[name].tolist() for name in columns]
    lists[-1] = [_plain(value) for value in lists[-1]]
    ends = np.flatnonzero(frame["series"].ne(frame["series"].shift(-1))) + 1
    return [
        Line(frame["series"].iloc[start], *(values[start:end] for values in lists))
        for start, end in zip([0, *ends], ends, strict=False)
    ]


def _plain(value: float) -> float | None:
    """Return None for NA, and whole numbers without a point: they are shorter so."""
    return None if value is pd.NA else int(value) if value == int(value) else value


def _objects(values: Iterable) -> np.ndarray:
    """Hold mixed values in an array that Plotly takes over whole and writes as a plain list."""
    return np.array(list(values), dtype=object)


def hover(name: str, line: Line, *, measure: str, every: str, noun: str) -> str:
    """Write the hover of one series: which bucket, who, how many of how many."""
    total = "%{customdata:,}" if every == "day" else "%{customdata[3]:,}"
    state = "" if every == "day" else "%{customdata[4]}"
    said = f"%{{y:,}} of {total} {noun}"
    if measure == "share":
        said = f"%{{y:.1%}} of {total} {noun}"
    elif [value or 0 for value in line.values] == line.totals:
        said = f"%{{y:,}} {noun}"
    return f"<b>{WHEN[every]}</b><br>{name}: {said}{state}<extra></extra>"


def add_line(
    figure: go.Figure,
    line: Line,
    name: str,
    style: Mapping[str, str],
    words: str,
    *,
    every: str,
    alone: bool,
) -> None:
    """Draw the whole buckets of a series, in steps over a faint field where it is the only one."""
    places = range(len(line.values))
    even = {"x0": line.middle(0), "dx": EVEN_STEPS.get(every)}
    stepped, many = alone and every != "day", len(places) > MOST_MARKERS
    # A field below the line would go on through what was not collected.
    filled = stepped and not _has_gap(line.whole)
    figure.add_scatter(
        **(even if every in EVEN_STEPS else {"x": _objects(map(line.middle, places))}),
        y=_objects(line.whole),
        customdata=_objects(line.carried(place, every) for place in places),
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
        fillcolor=_faint(style["color"]) if filled else None,
        selected={"marker": {"opacity": 1, "size": 5 if many else 9}},
        unselected={"marker": {"opacity": 0 if many else 0.6}},
        hovertemplate=words,
    )


def _has_gap(values: Sequence[float | None]) -> bool:
    """Say whether something is missing between two values."""
    known = [at for at, value in enumerate(values) if value is not None]
    return bool(known) and known[-1] - known[0] + 1 > len(known)


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.1)"


def _isolated(values: list[float | None]) -> list[int] | int:
    """Return the opacity that hides the markers of a long line, save where no line reaches."""
    here = [False, *(value is not None for value in values), False]
    alone = [
        int(now and not before and not after)
        for before, now, after in zip(here, here[1:], here[2:], strict=False)
    ]
    return alone if any(alone) else 0


def add_partial(
    figure: go.Figure, line: Line, style: Mapping[str, str], words: str, look: Look, *, every: str
) -> None:
    """Draw partial buckets as hollow points, led to by thin dots: no fall, only less time."""
    if not line.partial:
        return
    thin = {"color": style["color"], "dash": "dot", "width": 1}
    shared = {"legendgroup": line.series, "showlegend": False}
    x, y = _leads(line)
    figure.add_scatter(x=x, y=y, mode="lines", line=thin, hoverinfo="skip", **shared)
    figure.add_scatter(
        x=[line.middle(place) for place in line.partial],
        y=[line.values[place] for place in line.partial],
        customdata=_objects(line.carried(place, every) for place in line.partial),
        mode="markers",
        marker={
            "symbol": style["symbol"],
            "size": 8,
            "color": look.paper,
            "line": {"color": style["color"], "width": 1.5},
        },
        unselected={"marker": {"opacity": 1}},
        hovertemplate=words,
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


def add_gaps(figure: go.Figure, line: Line, top: float, look: Look) -> None:
    """Hatch the days of buckets in which nothing was collected, next ones as one field."""
    fields: list[list[pd.Timestamp]] = []
    for first, last, state in zip(line.first, line.last, line.states, strict=True):
        if state != "not collected":
            continue
        if fields and fields[-1][1] == first:
            fields[-1][1] = last + DAY
        else:
            fields.append([first, last + DAY])
    if not fields:
        return
    corners = [(start, start, end, end) for start, end in fields]
    figure.add_scatter(
        x=[part for four in corners for part in (*(f"{day:%Y-%m-%d}" for day in four), None)],
        y=[0, top, top, 0, None] * len(fields),
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=look.panel,
        fillpattern={"shape": "/", "size": 7, "solidity": 0.12, "fgcolor": look.muted},
        name="Nothing collected",
        hoverinfo="skip",
        legendrank=1001,
    )
