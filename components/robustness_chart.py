"""A headline under all choices: each estimate, and below it which choices it was made with."""

import html
import math
import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.theme import Look, base_figure, require

COLUMNS = ("estimate", "low", "high", "holds", "why", "asked")
# Pixels of the upper drawing, of a row of choices, and of all that stands around both.
UPPER, EACH, AROUND = 190, 17, 112
LONGEST = 18
# The axis of ratios reaches so many powers of ten to each side, at the least and at the most.
LEAST, MOST = 1, 4
WORDS = {
    "weeks": "{} weeks",
    "left_out": "{} days left out",
    "denominator": "by {}",
    "trend": "trend: {}",
}
SHORT = {
    "pieces that speak of the agreement": "speak of it",
    "all pieces about the country": "all about it",
    "without its own press": "not its own press",
    "alpha 0.67, precision 0.80": "bar 0.67, 0.80",
    "alpha 0.60, precision 0.70": "bar 0.60, 0.70",
    "alpha 0.80, precision 0.90": "bar 0.80, 0.90",
}


def robustness_chart(
    frame: pd.DataFrame, choices: Sequence[str], *, unit: str, ratio: bool, look: Look
) -> go.Figure:
    """Draw estimates in order of size with their intervals, and marks for what they chose.

    frame: COLUMNS and the choices, as data.questions.robustness has them; choices that differ
    nowhere have no rows. unit: of the estimates. ratio: whether they are ratios, on a scale of
    powers of ten around 1; else differences around 0. The headline's own is larger. Choices
    without an answer are crosses on the right.
    Errors: ShapeError if a column is missing.
    """
    require(frame, *COLUMNS, *choices)
    shown = _in_order(frame)
    rows = [(name, value) for name in choices for value in _values(frame[name])]
    figure = base_figure(look, height=UPPER + EACH * len(rows) + AROUND)
    reach = _reach(shown) if ratio else 0
    numbers = shown[["estimate", "low", "high"]]
    if ratio:
        numbers = numbers.map(lambda number: _power(number, reach))
    told = [_told(row, choices, unit) for _, row in shown.iterrows()]
    for holds, style in _styles(look).items():
        _add_estimates(figure, shown, numbers, told, holds, style)
    _add_refused(figure, shown, told, look)
    _add_choices(figure, shown, rows, told, look)
    ends = numbers.loc[shown["why"] == ""].to_numpy().ravel()
    span = (min(ends.min(initial=0.0), 0.0), max(ends.max(initial=0.0), 0.0))
    _lay_out(figure, len(shown), rows, unit, span if ratio else None, look)
    return figure


def row_words(name: str, value: object) -> str:
    """Return how a value of a choice is written beside its row."""
    words = WORDS.get(name, "{}").format(SHORT.get(str(value), value))
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def _in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the choices with an answer by size, then the others."""
    keys = frame.assign(refused=frame["why"] != "")
    return keys.sort_values(["refused", "estimate"], kind="stable", ignore_index=True)


def _values(column: pd.Series) -> list[object]:
    """Return the values of a choice in the order they come, none where only one does."""
    found = list(dict.fromkeys(column))
    return found if len(found) > 1 else []


def _styles(look: Look) -> dict[bool | None, dict[str, str]]:
    return {
        True: {"name": "Holds", "symbol": "circle", "color": look.series[0]},
        False: {"name": "Does not hold", "symbol": "square-open", "color": look.series[1]},
        None: {"name": "No headline to hold", "symbol": "diamond-open", "color": look.muted},
    }


def _reach(shown: pd.DataFrame) -> int:
    known = shown.loc[shown["why"] == "", "estimate"].to_numpy()
    known = known[np.isfinite(known) & (known > 0)]
    most = np.abs(np.log10(known)).max() if len(known) else 0.0
    return int(np.clip(math.ceil(most), LEAST, MOST))


def _power(number: float, reach: int) -> float:
    """Return a ratio as a power of ten, cut to the ends of the axis."""
    if math.isnan(number):
        return math.nan
    power = math.log10(number) if 0 < number < math.inf else math.copysign(math.inf, number - 1)
    return min(max(power, -reach), reach)


def _add_estimates(
    figure: go.Figure,
    shown: pd.DataFrame,
    numbers: pd.DataFrame,
    told: list[str],
    holds: bool | None,
    style: Mapping[str, str],
) -> None:
    judged = shown["holds"].isna() if holds is None else shown["holds"].eq(holds).fillna(False)
    places = np.flatnonzero((judged & (shown["why"] == "")).to_numpy(dtype=bool))
    if not len(places):
        return
    own = numbers.iloc[places]
    x = [at for place in places.tolist() for at in (place, place, None)]
    y = [at for ends in zip(own["low"], own["high"], strict=True) for at in (*ends, None)]
    line = {"color": style["color"], "width": 1.5}
    figure.add_scatter(
        x=x, y=y, mode="lines", line=line, opacity=0.55, hoverinfo="skip", showlegend=False
    )
    figure.add_scatter(
        x=places,
        y=own["estimate"],
        mode="markers",
        name=style["name"],
        cliponaxis=False,
        marker={
            "symbol": style["symbol"],
            "color": style["color"],
            "size": np.where(shown["asked"].to_numpy(dtype=bool)[places], 14, 7),
            "line": {"width": 1.5, "color": style["color"]},
        },
        text=[told[at] for at in places],
        hovertemplate="%{text}<extra></extra>",
    )


def _add_refused(figure: go.Figure, shown: pd.DataFrame, told: list[str], look: Look) -> None:
    """Mark the choices without an answer on the line of no change."""
    places = np.flatnonzero((shown["why"] != "").to_numpy())
    if not len(places):
        return
    figure.add_scatter(
        x=places,
        y=np.zeros(len(places)),
        mode="markers",
        name="No answer",
        marker={"symbol": "x-thin", "size": 6, "line": {"width": 1.5, "color": look.muted}},
        text=[told[at] for at in places],
        hovertemplate="%{text}<extra></extra>",
    )


def _add_choices(
    figure: go.Figure,
    shown: pd.DataFrame,
    rows: list[tuple[str, object]],
    told: list[str],
    look: Look,
) -> None:
    """Mark, in a row for each value of a choice, the estimates that were made with it."""
    places = [np.flatnonzero((shown[name] == value).to_numpy()).tolist() for name, value in rows]
    x = [at for row in places for at in row]
    figure.add_scatter(
        x=x,
        y=[-height for height, row in enumerate(places) for _ in row],
        yaxis="y2",
        mode="markers",
        marker={"symbol": "square", "size": 5, "color": look.muted},
        text=[told[at] for at in x],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _lay_out(
    figure: go.Figure,
    number: int,
    rows: list[tuple[str, object]],
    unit: str,
    span: tuple[float, float] | None,
    look: Look,
) -> None:
    """Set the axes: estimates above, a row for each value of a choice below."""
    drawing = UPPER + EACH * len(rows)
    split = EACH * len(rows) / drawing
    low, high = span or (0.0, 0.0)
    powers = range(math.floor(low), math.ceil(high) + 1)
    scale = {
        "range": [low - 0.25, high + 0.25],
        "tickvals": list(powers),
        "ticktext": [f"{10**power:,}" if power >= 0 else f"1/{10**-power:,}" for power in powers],
    }
    figure.update_layout(
        margin={"t": 10, "b": 76, "l": 126},
        legend={"y": -26 / drawing},
        hovermode="closest",
        showlegend=True,
        xaxis={
            "range": [-1, number],
            "showticklabels": False,
            "showgrid": False,
            "anchor": "y2",
        },
        yaxis={
            "domain": [min(split + 0.03, 0.95), 1],
            "title": {"text": unit, "font": {"size": 12}},
            "automargin": False,
            **(scale if span else {"tickformat": ".0%"}),
        },
        yaxis2={
            "domain": [0, max(split - 0.01, 0.02)],
            "range": [0.6 - max(len(rows), 1), 0.6],
            "tickvals": [-height for height in range(len(rows))],
            "ticktext": [html.escape(row_words(*row), quote=False) for row in rows],
            "tickfont": {"size": 11},
            "showgrid": False,
            "zeroline": False,
            "automargin": False,
        },
    )
    figure.add_shape(
        type="line",
        x0=-1,
        x1=number,
        y0=0,
        y1=0,
        line={"color": look.ink, "width": 1, "dash": "dot"},
    )


def _told(row: pd.Series, choices: Sequence[str], unit: str) -> str:
    """Say an estimate and all its choices."""
    if row["why"]:
        lead = row["why"]
    else:
        ends = (f"{row[end]:#.3g}" for end in ("estimate", "low", "high"))
        lead = "{}: {} (95% interval {} to {})".format(unit, *ends)
    words = [WORDS.get(name, "{}").format(row[name]) for name in choices]
    lines = textwrap.wrap(lead, 48) + textwrap.wrap(", ".join(words), 48)
    return "<br>".join(html.escape(line, quote=False) for line in lines)
