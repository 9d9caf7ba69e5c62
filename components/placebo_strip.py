"""How large and how sure a change of coverage is beside those on other days and elsewhere."""

import html
import math
from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.theme import Look, base_figure, faint, require
from data.wording import day_in_words

HEIGHT = 270
COLUMNS = ("kind", "name", "day", "before", "after", "ratio", "low", "high", "sureness", "as_sure")
# Powers of ten that the axis reaches to each side, at the least and at the most.
LEAST, MOST = 2, 3
GOLDEN = (math.sqrt(5) - 1) / 2


class Row(NamedTuple):
    """A row of the strip: its height, its name, and how high its dots are spread."""

    height: float
    label: str
    spread: float


ROWS = {
    "own": Row(2.0, "at its step", 0.0),
    "placebo": Row(1.0, "on other days", 0.62),
    "look-alike": Row(0.0, "other countries", 0.3),
}


def placebo_strip(compared: pd.DataFrame, *, look: Look) -> go.Figure:
    """Draw the ratios of the country, of placebo days and of look-alikes, a dot each.

    compared: COLUMNS, as data.questions.event_study has them, the country's own first. Filled are
    changes at least as sure as its own. A ratio beyond the axis, or of a side that counts nothing,
    is a triangle at its end, small and pale where it is less sure; one that cannot be given is not
    drawn.
    Errors: ShapeError if a column is missing.
    """
    require(compared, *COLUMNS)
    figure = base_figure(look, height=HEIGHT)
    own, others = compared[compared["kind"] == "own"], compared[compared["kind"] != "own"]
    reach = _reach(compared)
    figure.add_vline(x=0, line={"color": look.muted, "width": 1})
    for sure, name in ((False, "Changed less surely"), (True, "Changed as surely, or more")):
        _add_dots(figure, others[others["as_sure"] == sure], reach, name, look, sure=sure)
    _add_own(figure, own, reach, look)
    # Of a long axis only every other power has room on a phone.
    powers = range(-2, 3, 1 if reach == LEAST else 2)
    figure.update_layout(
        margin={"t": 8, "b": 112, "l": 106},
        legend={"y": -0.32},
        hovermode="closest",
        showlegend=True,
        xaxis={
            "range": [-reach - 0.25, reach + 0.25],
            "tickvals": list(powers),
            "ticktext": [_written(power) for power in powers],
            "tickangle": 0,
            "title": {
                "text": "times what the time before leads to expect",
                "font": {"size": 12},
                "standoff": 4,
            },
        },
        yaxis={
            "range": [-0.55, 2.5],
            "tickvals": [row.height for row in ROWS.values()],
            "ticktext": [row.label for row in ROWS.values()],
            "showgrid": False,
            "automargin": False,
        },
    )
    return figure


def drawn(compared: pd.DataFrame, kind: str) -> int:
    """Return how many of a kind have a ratio to be drawn."""
    return int((compared["ratio"].notna() & (compared["kind"] == kind)).sum())


def _reach(compared: pd.DataFrame) -> int:
    """Return how many powers of ten the axis has to each side."""
    ends = compared[["ratio"]].to_numpy().ravel()
    ends = np.concatenate(
        [ends, compared.loc[compared["kind"] == "own", ["low", "high"]].to_numpy().ravel()]
    )
    ends = ends[np.isfinite(ends) & (ends > 0)]
    most = np.abs(np.log10(ends)).max() if len(ends) else 0
    return int(np.clip(math.ceil(most), LEAST, MOST))


def _add_dots(
    figure: go.Figure, rows: pd.DataFrame, reach: int, name: str, look: Look, *, sure: bool
) -> None:
    rows = rows[rows["ratio"].notna()]
    colour = look.series[1] if sure else look.muted
    if rows.empty:
        return
    signs = [_sign(ratio, reach) for ratio in rows["ratio"]]
    symbols = [symbol for _, symbol in signs]
    figure.add_scatter(
        x=[None, *(place for place, _ in signs)],
        y=[None, *_heights(rows["kind"].tolist())],
        mode="markers",
        name=name,
        marker={
            # The legend shows the first, which is of no dot.
            "symbol": [symbol if sure else f"{symbol}-open" for symbol in ("circle", *symbols)],
            "color": faint(colour, 0.85),
            # A large ratio of few pieces is no larger change.
            "size": [7 if sure or symbol == "circle" else 4 for symbol in ("circle", *symbols)],
            "opacity": [
                1 if sure or symbol == "circle" else 0.45 for symbol in ("circle", *symbols)
            ],
            "line": {"width": 1.2, "color": colour},
        },
        text=["", *(_told(row) for row in rows.itertuples())],
        hovertemplate="%{text}<extra></extra>",
    )


def _add_own(figure: go.Figure, own: pd.DataFrame, reach: int, look: Look) -> None:
    """Draw the country's own ratio with its interval."""
    row = next(own.itertuples())
    height, ends = ROWS["own"].height, (row.low, row.high)
    if not np.isnan(ends).any():
        figure.add_scatter(
            x=[_sign(end, reach)[0] for end in ends],
            y=[height, height],
            mode="lines",
            line={"color": look.series[0], "width": 4},
            name="95% interval",
            hoverinfo="skip",
        )
    if np.isnan(row.ratio):
        return
    place, symbol = _sign(row.ratio, reach)
    figure.add_scatter(
        x=[place],
        y=[height],
        mode="markers",
        name=html.escape(row.name, quote=False),
        marker={
            "symbol": "diamond" if symbol == "circle" else symbol,
            "size": 13,
            "color": look.series[0],
            "line": {"width": 1.5, "color": look.ink},
        },
        text=[_told(row)],
        hovertemplate="%{text}<extra></extra>",
    )


def _sign(ratio: float, reach: int) -> tuple[float, str]:
    """Return the place of a ratio on the axis and its symbol, a triangle where it lies beyond."""
    power = -math.inf if ratio <= 0 else math.log10(ratio) if math.isfinite(ratio) else math.inf
    if abs(power) <= reach + 0.15:
        return power, "circle"
    return math.copysign(reach + 0.15, power), f"triangle-{'right' if power > 0 else 'left'}"


def _heights(kinds: list[str]) -> list[float]:
    """Spread dots of a row so that few lie on each other, the same way each time."""
    return [
        ROWS[kind].height + ROWS[kind].spread * ((place * GOLDEN) % 1 - 0.5)
        for place, kind in enumerate(kinds)
    ]


def _told(row: tuple) -> str:
    sizes = {math.inf: "from nothing", 0.0: "to nothing"}
    size = sizes.get(row.ratio, f"{row.ratio:#.3g} times")
    return (
        f"<b>{html.escape(row.name, quote=False)}, {day_in_words(row.day)}</b><br>{size}: "
        f"{row.before:,} before, {row.after:,} after"
        f"{'' if row.as_sure else '<br>less sure: a large ratio may be of few pieces'}"
    )


def _written(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"1/{10**-power:,}"
