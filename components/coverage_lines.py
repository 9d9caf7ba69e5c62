"""The lines of coverage over time: each series as plain lists, drawn with its interval."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.theme import faint

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
# The upper end of an axis of values where all are zero.
LEAST_TOP = {"count": 1, "share": 0.01, "index": 100, "per_outlet": 0.1}
# Decimals sent to the browser; a small number has as many as three of its figures need.
DECIMALS = {"count": 0, "share": 5, "index": 1, "per_outlet": 4}
# Before the series in the groups of its traces.
LINE_GROUP = "line:"
Axes = Mapping[str, Any]
# First day, and the day after the last.
Stretch = tuple[pd.Timestamp, pd.Timestamp]


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
    def group(self) -> str:
        """What its traces are grouped under: a series may be called as a group of others is."""
        return f"{LINE_GROUP}{self.series}"

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
        """The middle of a bucket, where its point stands; always a whole hour."""
        day = self.first[place] + (self.last[place] + DAY - self.first[place]) / 2
        return day.isoformat(" ", "hours")

    def gaps(self) -> list[Stretch]:
        """The stretches in which nothing was collected."""
        return self._stretches([state == "not collected" for state in self.states])

    def cut(self) -> list[Stretch]:
        """The stretches of partial buckets whose value cannot be told."""
        pairs = zip(self.states, self.values, strict=True)
        return self._stretches([state == "partial" and value is None for state, value in pairs])

    def _stretches(self, wanted: list[bool]) -> list[Stretch]:
        places = [place for place, here in enumerate(wanted) if here]
        return [(self.first[held[0]], self.last[held[-1]] + DAY) for held in _neighbours(places)]


def lines_of(frame: pd.DataFrame, measure: str) -> list[Line]:
    """Take a coverage frame apart into its series; measure says how finely values are told."""
    columns = frame[list(COLUMNS)].copy()
    for name in ("value", "low", "high"):
        columns[name] = _rounded(columns[name], DECIMALS[measure])
    lists = [[_plain(value) for value in columns[name].tolist()] for name in COLUMNS]
    ends = np.flatnonzero(frame["series"].ne(frame["series"].shift(-1))) + 1
    return [
        Line(frame["series"].iloc[start], *(values[start:end] for values in lists))
        for start, end in zip([0, *ends], ends, strict=False)
    ]


def _rounded(numbers: pd.Series, decimals: int) -> pd.Series:
    """Round to decimals, but never a small number to zero: it would stand beside a count."""
    known = numbers.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    with np.errstate(divide="ignore"):
        first = np.floor(np.log10(np.abs(known)))
    # A whole power of ten is exact up to 22 figures, and so the quotient is the nearest number.
    ten = 10 ** np.clip(2 - first, decimals, 22)
    return pd.Series(np.round(known * ten) / ten, index=numbers.index).astype("Float64")


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


def steps(alone: bool, every: str) -> bool:
    """Say whether a line is drawn in steps: where it is the only one, and not of days."""
    return alone and every != "day"


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
    stepped, many = steps(alone, every), len(places) > MOST_MARKERS
    # A field below the line would go on through what was not collected, and hide its interval.
    filled = stepped and not _has_gap(line.whole) and not _known_interval(line)
    figure.add_scatter(
        **(even if every in EVEN_STEPS else {"x": objects(map(line.middle, places))}),
        y=objects(line.whole),
        name=name,
        legendgroup=line.group,
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
        # Of a long line Plotly's own fading keeps hidden markers hidden and lonely ones seen.
        unselected=None if many else {"marker": {"opacity": 0.6}},
        **told,
        **(axes or {}),
    )


def add_band(
    figure: go.Figure,
    line: Line,
    style: Mapping[str, str],
    axes: Axes | None = None,
    *,
    stepped: bool = False,
) -> None:
    """Draw the interval of each whole bucket as a band around the line, one field per stretch.

    stepped: in steps, as the line then is.
    """
    x: list[str | None] = []
    y: list[float | None] = []
    for held in _neighbours(_known_interval(line)):
        # A lone bucket has no neighbour to reach, so its field is as wide as the bucket.
        alone = len(held) == 1
        places, days = _edges(line, held[0]) if alone else (held, [*map(line.middle, held)])
        x += [*days, *reversed(days), None]
        y += [line.low[place] for place in places]
        y += [line.high[place] for place in reversed(places)]
        y.append(None)
    if not x:
        return
    figure.add_scatter(
        x=objects(x),
        y=objects(y),
        mode="lines",
        line={"width": 0, "shape": "hvh" if stepped else "linear"},
        fill="toself",
        fillcolor=faint(style["color"], 0.18),
        hoverinfo="skip",
        legendgroup=line.group,
        showlegend=False,
        **(axes or {}),
    )


def _known_interval(line: Line) -> list[int]:
    """Return the places of whole buckets whose interval is known."""
    pairs = enumerate(zip(line.low, line.whole, strict=True))
    return [place for place, (low, value) in pairs if low is not None and value is not None]


def _edges(line: Line, place: int) -> tuple[list[int], list[str]]:
    """Return a bucket twice, with its first day and the day after its last."""
    days = (line.first[place], line.last[place] + DAY)
    return [place, place], [f"{day:%Y-%m-%d}" for day in days]


def _neighbours(places: Sequence[int]) -> list[list[int]]:
    """Cut ascending places where one is missing."""
    cuts = [at for at in range(1, len(places)) if places[at] != places[at - 1] + 1]
    ends = zip([0, *cuts], [*cuts, len(places)], strict=True)
    return [list(places[start:end]) for start, end in ends if end > start]


def _has_gap(values: Sequence[float | None]) -> bool:
    """Say whether something is missing between two values."""
    known = [at for at, value in enumerate(values) if value is not None]
    return bool(known) and known[-1] - known[0] + 1 > len(known)


def _isolated(values: list[float | None]) -> list[int] | int:
    """Return the opacity that hides the markers of a long line, save where no line reaches."""
    here = [False, *(value is not None for value in values), False]
    alone = [
        int(now and not before and not after)
        for before, now, after in zip(here, here[1:], here[2:], strict=False)
    ]
    return alone if any(alone) else 0
