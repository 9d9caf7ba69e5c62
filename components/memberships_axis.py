"""Everything one country takes part in as bars through time: a row per agreement."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from components.theme import Look, base_figure, require
from components.timeline_chart import PATTERNS

ROW = 24
WIDE, THIN = 0.62, 0.3
# Short, so that a legend fits a phone; all that is in, by whatever step, is one entry.
NAMES = {
    "member": "In",
    "in_force": "In",
    "relations": "In",
    "ratified": "Ratified",
    "signed": "Signed",
    "announced": "Announced",
    "witness": "Witness",
    "observer": "Observer",
    "partner": "Partner",
    "suspended": "Suspended",
    "left": "Left",
    "unsettled": "In, day open",
}
# A step has the colour of the status that it leads to, and a shape of its own.
SYMBOLS = {
    "announced": ("diamond", "announced"),
    "witness": ("star", "witness"),
    "signed": ("circle", "signed"),
    "ratified": ("square", "ratified"),
    "acceded": ("square", "ratified"),
    "withdrawn": ("x", "left"),
    "relations_severed": ("x", "left"),
}
IN_BY_SIGNING = ("signed", "ratified")
DAY = pd.Timedelta(days=1)


def memberships_axis_chart(
    drawn: pd.DataFrame, *, look: Look, labels: Mapping[str, str], today: date
) -> go.Figure:
    """Draw a row per agreement: bars of status, hatched ranges, marks on steps, the event's line.

    drawn: name, kind, status, member, start, end (datetime64; NaT still open), when, as
    data.questions.memberships_axis returns them, in the order of rows from the top. labels: words
    by status. today: where open bars end. Errors: ShapeError if a column is missing.
    """
    require(drawn, "name", "kind", "status", "member", "start", "end", "when")
    rows = list(dict.fromkeys(drawn["name"]))
    figure = base_figure(look, height=112 + ROW * max(len(rows), 2))
    spans = drawn[drawn["kind"] == "span"]
    for (status, member), bars in spans.groupby(["status", "member"], sort=False):
        figure.add_trace(_bars(bars, status, bool(member), look, labels, today))
    ranges = drawn[drawn["kind"] == "range"]
    if len(ranges):
        figure.add_trace(_ranges(ranges, look, labels, today))
    steps = drawn[drawn["kind"] == "step"]
    for step, marks in steps.groupby("status", sort=False):
        figure.add_trace(_marks(marks, step, look))
    _name_once(figure)
    for event in drawn[drawn["kind"] == "event"].itertuples():
        figure.add_vline(
            x=f"{event.start:%Y-%m-%d}", line={"color": look.ink, "width": 1, "dash": "dot"}
        )
    figure.update_layout(
        barmode="overlay",
        margin={"l": 8, "r": 12, "t": 8, "b": 84},
        legend={"y": -34 / max(ROW * len(rows), 2 * ROW), "font": {"size": 12}},
    )
    # A category that no bar names is a row all the same, as is one with a step alone.
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=rows[::-1],
        range=[-0.6, len(rows) - 0.4],
        showgrid=False,
        tickfont={"size": 12},
        dtick=1,
    )
    figure.update_xaxes(type="date", range=_range(drawn, today), nticks=6, tickangle=0)
    return figure


def _bars(
    bars: pd.DataFrame,
    status: str,
    member: bool,
    look: Look,
    labels: Mapping[str, str],
    today: date,
) -> go.Bar:
    """Draw bars of a status; where a signature makes a member, having signed is being in."""
    drawn_as = "member" if member and status in IN_BY_SIGNING else status
    return go.Bar(
        **_extent(bars, today),
        width=WIDE,
        name=NAMES[drawn_as],
        marker={
            "color": look.status[drawn_as],
            "line": {"width": 0.5, "color": look.paper},
            "pattern": {
                "shape": PATTERNS.get(drawn_as, ""),
                "fillmode": "overlay",
                "fgcolor": look.paper,
                "size": 6,
                "solidity": 0.2,
            },
        },
        text=bars["when"],
        textposition="none",
        hovertemplate=f"%{{y}}<br>%{{text}}<extra>{labels.get(status, status)}</extra>",
    )


def _ranges(bars: pd.DataFrame, look: Look, labels: Mapping[str, str], today: date) -> go.Bar:
    """Draw the days between which a status began or ended, thinner and hatched."""
    said = [labels.get(status, status) for status in bars["status"]]
    return go.Bar(
        **_extent(bars, today),
        width=THIN,
        name="Day not known",
        marker={
            "color": look.paper,
            "line": {"width": 1, "color": look.ink},
            "pattern": {"shape": "/", "fgcolor": look.ink, "size": 4, "solidity": 0.35},
        },
        text=[f"{words}, {when}" for words, when in zip(said, bars["when"], strict=True)],
        textposition="none",
        hovertemplate="%{y}<br>%{text}<extra></extra>",
    )


def _marks(marks: pd.DataFrame, step: str, look: Look) -> go.Scatter:
    symbol, status = SYMBOLS[step]
    return go.Scatter(
        x=marks["start"].dt.strftime("%Y-%m-%d"),
        y=marks["name"],
        mode="markers",
        name=NAMES[status],
        marker={
            "symbol": symbol,
            "size": 9,
            "color": look.status[status],
            "line": {"width": 1.2, "color": look.ink},
        },
        text=[f"{step.replace('_', ' ')} {when}" for when in marks["when"]],
        hovertemplate="%{y}<br>%{text}<extra></extra>",
    )


def _name_once(figure: go.Figure) -> None:
    """Let each name stand once in the legend, for all that has it."""
    seen: set[str] = set()
    for trace in figure.data:
        trace.update(legendgroup=trace.name, showlegend=trace.name not in seen)
        seen.add(trace.name)


def _extent(bars: pd.DataFrame, today: date) -> dict[str, object]:
    """Return where bars lie; one of a single day is a day long."""
    length = (bars["end"].fillna(pd.Timestamp(today)) - bars["start"]).clip(lower=DAY)
    return {
        "base": bars["start"].dt.strftime("%Y-%m-%d"),
        "x": length.dt.total_seconds() * 1000,
        "y": bars["name"],
        "orientation": "h",
    }


def _range(drawn: pd.DataFrame, today: date) -> list[str]:
    last = pd.Timestamp(today)
    pad = max((last - drawn["start"].min()) / 30, 30 * DAY)
    return [f"{drawn['start'].min() - pad:%Y-%m-%d}", f"{last + pad:%Y-%m-%d}"]
