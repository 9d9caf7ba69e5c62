"""Coverage about a country around its step: shares, what a model expects, and the counts."""

import html
from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.theme import Look, base_figure, faint, require
from data.wording import NOUNS, day_in_words, days_in_words

HEIGHT = 470
DAY = pd.Timedelta(days=1)
# Parts of the drawing for shares above and for counts below.
ABOVE, BELOW = (0.38, 1.0), (0.0, 0.27)
LEAST_DOT, MOST_DOT = 4.0, 20.0
COLUMNS = (
    *("first_day", "last_day", "side", "known", "count", "total", "share"),
    *("expected", "without_step"),
)
SIDES = {"before": "before", "after": "from the day on", "left out": "left out (shaded)"}
SYMBOLS = {"before": "circle-open", "after": "circle", "left out": "x"}


def study_chart(
    buckets: pd.DataFrame, *, event: date, name: str, of: str, every: str, look: Look
) -> go.Figure:
    """Draw the share of each bucket as a dot, the fitted shares as lines, and counts as bars.

    buckets: COLUMNS, as data.questions.event_study has them. event: the day of the step. name: the
    country, as it stands within a sentence. of: articles or stories. every: week or day.
    Dots are larger where more was published. Buckets that are not compared are crosses on the base
    line; days left out are shaded. Errors: ShapeError if a column is missing.
    """
    require(buckets, *COLUMNS)
    noun = NOUNS[of][1]
    figure = base_figure(look, height=HEIGHT)
    colours = {"before": look.series[0], "after": look.series[0], "left out": look.muted}
    for side, colour in colours.items():
        _add_dots(figure, buckets, side, colour, noun)
        _add_bars(figure, buckets, side, colour, noun, look)
    _add_fitted(figure, buckets, "expected", "Fitted", {"color": look.ink, "width": 2})
    after = buckets.assign(without_step=buckets["without_step"].where(buckets["side"] == "after"))
    dotted = {"color": look.series[1], "width": 2.5, "dash": "dot"}
    _add_fitted(figure, after, "without_step", "Had the level not changed", dotted)
    _add_unknown(figure, buckets, every, look)
    _shade_left_out(figure, buckets, look)
    _add_event(figure, event, look)
    _lay_out(figure, f"{noun} a {every}", f"about {html.escape(name, quote=False)}")
    return figure


def _lay_out(figure: go.Figure, counted: str, about: str) -> None:
    figure.update_layout(
        barmode="overlay",
        hovermode="closest",
        margin={"t": 30, "b": 112, "l": 58},
        legend={"y": -0.1},
        showlegend=True,
        xaxis={"anchor": "y2"},
        yaxis={
            "domain": list(ABOVE),
            "title": {"text": f"share {about}", "font": {"size": 12}},
            "tickformat": ".0~%",
            "rangemode": "tozero",
        },
        yaxis2={
            "domain": list(BELOW),
            "title": {"text": counted, "font": {"size": 12}},
            "gridcolor": figure.layout.yaxis.gridcolor,
            "rangemode": "tozero",
            "zeroline": False,
            "nticks": 4,
        },
    )


def _add_dots(figure: go.Figure, buckets: pd.DataFrame, side: str, colour: str, noun: str) -> None:
    own = buckets[(buckets["side"] == side) & buckets["known"]]
    if own.empty:
        return
    most = buckets["total"].max()
    size = np.sqrt(own["total"].astype(float) / float(most)) * MOST_DOT
    figure.add_scatter(
        x=_middles(own),
        y=own["share"].astype(float),
        mode="markers",
        cliponaxis=False,
        name=f"Share {SIDES[side]}",
        marker={
            "symbol": SYMBOLS[side],
            "size": size.clip(LEAST_DOT, MOST_DOT),
            "color": faint(colour, 0.75),
            "line": {"width": 1.5, "color": colour},
        },
        text=_told(own, noun),
        hovertemplate="%{text}<extra></extra>",
    )


def _add_bars(
    figure: go.Figure, buckets: pd.DataFrame, side: str, colour: str, noun: str, look: Look
) -> None:
    own = buckets[(buckets["side"] == side) & buckets["known"]]
    figure.add_bar(
        x=_middles(own),
        y=own["count"].astype(float),
        width=_widths(own),
        yaxis="y2",
        marker={
            "color": colour if side == "after" else look.paper,
            "line": {"width": 1, "color": colour},
        },
        text=_told(own, noun),
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _shade_left_out(figure: go.Figure, buckets: pd.DataFrame, look: Look) -> None:
    own = buckets[buckets["side"] == "left out"]
    if own.empty:
        return
    figure.add_shape(
        type="rect",
        x0=f"{own['first_day'].iloc[0]:%Y-%m-%d}",
        x1=f"{own['last_day'].iloc[-1] + DAY:%Y-%m-%d}",
        y0=0,
        y1=1,
        yref="paper",
        line={"width": 0},
        fillcolor=faint(look.muted, 0.22),
        layer="below",
    )


def _add_fitted(
    figure: go.Figure, buckets: pd.DataFrame, column: str, name: str, line: dict[str, object]
) -> None:
    """Draw fitted shares, a line for each side, across buckets of which nothing is known."""
    if buckets[column].isna().all():
        return
    x: list[str | None] = []
    y: list[float | None] = []
    for side in ("before", "after"):
        own = buckets[(buckets["side"] == side) & buckets[column].notna()]
        x += [*_middles(own), None]
        y += [*(own[column] / own["total"]).astype(float).tolist(), None]
    figure.add_scatter(x=x, y=y, mode="lines", name=name, line=line, hoverinfo="skip")


def _add_unknown(figure: go.Figure, buckets: pd.DataFrame, every: str, look: Look) -> None:
    own = buckets[~buckets["known"] & (buckets["side"] != "left out")]
    if own.empty:
        return
    figure.add_scatter(
        x=_middles(own),
        y=np.zeros(len(own)),
        yaxis="y2",
        mode="markers",
        cliponaxis=False,
        name=f"{every.capitalize()} not compared",
        marker={"symbol": "x-thin", "size": 7, "line": {"width": 1.5, "color": look.muted}},
        text=[f"<b>{_days(row)}</b><br>not compared" for row in own.itertuples()],
        hovertemplate="%{text}<extra></extra>",
    )


def _add_event(figure: go.Figure, event: date, look: Look) -> None:
    figure.add_shape(
        type="line",
        x0=event.isoformat(),
        x1=event.isoformat(),
        y0=0,
        y1=1,
        yref="paper",
        line={"color": look.ink, "width": 1.5, "dash": "dash"},
    )
    figure.add_annotation(
        x=event.isoformat(),
        y=1,
        yref="paper",
        yanchor="bottom",
        text=day_in_words(event),
        showarrow=False,
        font={"size": 12, "color": look.ink},
    )


def _told(rows: pd.DataFrame, noun: str) -> list[str]:
    return [
        f"<b>{_days(row)}</b><br>{int(row.count):,} of {int(row.total):,} {noun}"
        + ("" if pd.isna(row.share) else f", {float(row.share):.1%}")
        + ("" if pd.isna(row.expected) else f"<br>fitted: {row.expected:.1f}")
        + (
            ""
            if pd.isna(row.without_step) or row.side == "before"
            else f"<br>had the level not changed: {row.without_step:.1f}"
        )
        for row in rows.assign(
            count=rows["count"].fillna(0), total=rows["total"].fillna(0)
        ).itertuples(name="Row")
    ]


def _days(row: tuple) -> str:
    return days_in_words(row.first_day, row.last_day)


def _middles(rows: pd.DataFrame) -> list[str]:
    middles = rows["first_day"] + (rows["last_day"] + DAY - rows["first_day"]) / 2
    return [f"{middle:%Y-%m-%d %H:%M}" for middle in middles]


def _widths(rows: pd.DataFrame) -> list[float]:
    """Return the width of each bar in milliseconds, a little less than its bucket."""
    return [
        0.86 * (row.last_day + DAY - row.first_day) / pd.Timedelta(milliseconds=1)
        for row in rows.itertuples()
    ]
