"""Coverage about a country around its step: counts, what a model expects, and without the step."""

import html
from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.theme import Look, base_figure, faint, require
from data.wording import NOUNS, day_in_words, days_in_words

HEIGHT = 380
DAY = pd.Timedelta(days=1)
COLUMNS = (
    *("first_day", "last_day", "side", "known", "count", "total", "share"),
    *("expected", "without_step"),
)
COUNTED = {"before": "before", "after": "from the day on"}


def study_chart(
    buckets: pd.DataFrame, *, event: date, name: str, of: str, every: str, look: Look
) -> go.Figure:
    """Draw a bar per bucket, the counts fitted, and those expected had the level not changed.

    buckets: COLUMNS, as data.questions.event_study has them. event: the day of the step. name: the
    country, as it stands within a sentence. of: articles or stories. every: week or day.
    Buckets that are not compared are crosses on the base line; days left out are shaded.
    Errors: ShapeError if a column is missing.
    """
    require(buckets, *COLUMNS)
    noun = NOUNS[of][1]
    figure = base_figure(look, height=HEIGHT)
    for side, colour in (("before", look.series[5]), ("after", look.series[0])):
        _add_bars(figure, buckets, side, colour, noun, look)
    _add_left_out(figure, buckets, noun, look)
    _add_steps(figure, buckets, "expected", "Fitted", {"color": look.ink, "width": 2})
    without = buckets.assign(without_step=buckets["without_step"].where(buckets["side"] == "after"))
    dashed = {"color": look.series[1], "width": 2.5, "dash": "dot"}
    _add_steps(figure, without, "without_step", "Had the level not changed", dashed)
    _add_unknown(figure, buckets, every, look)
    _add_event(figure, event, look)
    written = html.escape(name, quote=False)
    figure.update_layout(
        barmode="overlay",
        bargap=0,
        hovermode="closest",
        margin={"t": 30, "b": 92},
        legend={"y": -0.14},
        yaxis={"title": {"text": f"{noun} a {every} about {written}"}, "rangemode": "tozero"},
        showlegend=True,
    )
    return figure


def _add_bars(
    figure: go.Figure, buckets: pd.DataFrame, side: str, colour: str, noun: str, look: Look
) -> None:
    own = buckets[(buckets["side"] == side) & buckets["known"]]
    figure.add_bar(
        x=_middles(own),
        y=own["count"].astype(float),
        width=_widths(own),
        name=f"{noun.capitalize()} {COUNTED[side]}",
        marker={
            "color": colour,
            "line": {"width": 0},
            # Colour is never alone: the two sides differ in their filling too.
            "pattern": {
                "shape": "/" if side == "before" else "",
                "fgcolor": colour,
                "bgcolor": look.paper,
                "size": 5,
            },
        },
        text=_told(own, noun),
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _add_left_out(figure: go.Figure, buckets: pd.DataFrame, noun: str, look: Look) -> None:
    """Shade the days left out before the event, and draw their counts in grey."""
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
    figure.add_bar(
        x=_middles(own),
        y=own["count"].astype("Float64").fillna(0).astype(float),
        width=_widths(own),
        name="Left out (shaded)",
        marker={"color": faint(look.muted, 0.6), "line": {"width": 1, "color": look.muted}},
        text=_told(own, noun),
        textposition="none",
        hovertemplate="%{text}<br>left out<extra></extra>",
    )


def _add_steps(
    figure: go.Figure, buckets: pd.DataFrame, column: str, name: str, line: dict[str, object]
) -> None:
    """Draw fitted counts as a level over each bucket, with a gap wherever nothing is compared."""
    x: list[str | None] = []
    y: list[float | None] = []
    for row in buckets[["first_day", "last_day", column]].itertuples(index=False):
        if pd.isna(row[2]):
            x, y = [*x, None], [*y, None]
            continue
        ends = (row.first_day, row.last_day + DAY)
        x += [f"{end:%Y-%m-%d}" for end in ends]
        y += [float(row[2])] * 2
    figure.add_scatter(x=x, y=y, mode="lines", name=name, line=line, hoverinfo="skip")


def _add_unknown(figure: go.Figure, buckets: pd.DataFrame, every: str, look: Look) -> None:
    own = buckets[~buckets["known"] & (buckets["side"] != "left out")]
    if own.empty:
        return
    figure.add_scatter(
        x=_middles(own),
        y=np.zeros(len(own)),
        mode="markers",
        cliponaxis=False,
        name=f"{every.capitalize()} without anything published or collected",
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
