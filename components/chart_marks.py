"""Dated marks on a time axis: thin lines, pale bands, symbols that tell more, labels that fit."""

import html
import textwrap
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from components.mark_labels import Mark, labels_by_rank, mark_groups
from components.theme import Look, faint
from data.wording import day_in_words

# Events first: there are many, so they are fainter and lie under the steps.
MARK_STYLES = {
    "event": {
        "name": "Event",
        "dash": "dash",
        "symbol": "diamond",
        "size": 6,
        "opacity": 0.2,
        "rank": 1003,
    },
    "own": {
        "name": "Your event",
        "dash": "dash",
        "symbol": "star",
        "size": 10,
        "opacity": 0.5,
        "rank": 1004,
    },
    "step": {
        "name": "Step",
        "dash": "dot",
        "symbol": "triangle-down",
        "size": 10,
        "opacity": 0.8,
        "rank": 1002,
    },
}
# Of marks near each other, the first of these kinds is the one whose symbol is seen.
LEADING = ("step", "own", "event")
LINES_IN_HOVER, LETTERS_IN_HOVER = 8, 38
# Each band that can be pointed at is a trace of its own; those beyond share one.
MOST_BANDS = 40
BAND_OPACITY, BAND_DOTS, BAND_EDGE = 0.07, 0.2, 0.35
DAY = pd.Timedelta(days=1)


def within(
    marks: pd.DataFrame,
    first: pd.Timestamp,
    last: pd.Timestamp,
    kinds: tuple[str, ...] = tuple(MARK_STYLES),
) -> list[Mark]:
    """Return the marks of some kinds that touch the days from first to before last, in order.

    marks: day, kind, label, text, and for bands last_day and when; what has no day is left out.
    Where there are events a reader's own are too. A band is cut to the days; when keeps its own.
    """
    last_days = marks["last_day"].fillna(marks["day"]) if "last_day" in marks else marks["day"]
    wanted = {*kinds, *(("own",) if "event" in kinds else ())}
    inside = marks["kind"].isin(wanted) & (last_days >= first) & (marks["day"] < last)
    rows = marks.assign(last_day=last_days)[inside].sort_values("day", kind="stable")
    return [_cut(row, first, last) for row in rows.to_dict("records")]


def _cut(row: Mapping, first: pd.Timestamp, last: pd.Timestamp) -> Mark:
    day, end = row["day"], row["last_day"]
    ends = min(end, last - DAY) if end > day else None
    when = row.get("when") or day_in_words(day)
    return Mark(max(day, first), row["kind"], row["label"], row["text"], ends, when)


def add_marks(
    figure: go.Figure,
    marks: list[Mark],
    first: pd.Timestamp,
    last: pd.Timestamp,
    top: float,
    look: Look,
) -> None:
    """Draw a thin line on each marked day, a field over each band, and symbols that tell them.

    marks: as within returns them. A symbol on top tells all marks near it.
    first, last: the ends of the time axis. top: the upper end of the other.
    """
    groups = mark_groups(marks, first, last)
    for kind, style in MARK_STYLES.items():
        found = [mark for mark in marks if mark.kind == kind]
        if found:
            drawn = {**style, "color": look.muted}
            shared = {"legendgroup": f"mark:{kind}", "legendrank": style["rank"]}
            bands = [mark for mark in found if mark.last_day]
            _add_bands(figure, bands, top, drawn, {**shared, "legendrank": style["rank"] + 0.5})
            if days := [mark.day for mark in found if not mark.last_day]:
                _add_days(figure, days, top, drawn, shared)
            led = [group for group in groups if leader(group).kind == kind]
            _add_symbols(figure, led, top, drawn, shared)


def leader(group: list[Mark]) -> Mark:
    """Return the mark whose symbol stands for a group: a step is not hidden by events near it."""
    return min(group, key=lambda mark: LEADING.index(mark.kind))


def _add_bands(
    figure: go.Figure, bands: list[Mark], top: float, style: Mapping, shared: Mapping
) -> None:
    """Tint the days of each band under the lines, dotted where a gap is hatched."""
    earlier = figure.data
    apart = [[band] for band in bands[:MOST_BANDS]]
    for place, group in enumerate([*apart, *filter(None, [bands[MOST_BANDS:]])]):
        figure.add_scatter(
            x=[part for band in group for part in _corners(band)],
            y=[0, top, top, 0, 0, None] * len(group),
            mode="lines",
            line={"color": faint(style["color"], BAND_EDGE), "width": 1, "dash": style["dash"]},
            fill="toself",
            fillcolor=faint(style["color"], BAND_OPACITY),
            fillpattern={
                "shape": ".",
                "size": 8,
                "solidity": 0.12,
                "bgcolor": faint(style["color"], BAND_OPACITY),
                "fgcolor": faint(style["color"], BAND_DOTS),
            },
            name=f"{style['name']} (span)",
            showlegend=place == 0,
            text=told(group),
            hoveron="fills",
            hoverinfo="text",
            **shared,
        )
    # Traces lie in their order; with a zorder Plotly would clip the symbols that stand on the edge.
    figure.data = (*figure.data[len(earlier) :], *earlier)


def _corners(band: Mark) -> tuple[str | None, ...]:
    start, end = f"{band.day:%Y-%m-%d}", f"{band.last_day + DAY:%Y-%m-%d}"
    return start, start, end, end, start, None


def _add_days(
    figure: go.Figure, days: list[pd.Timestamp], top: float, style: Mapping, shared: Mapping
) -> None:
    different = dict.fromkeys(f"{day:%Y-%m-%d}" for day in days)
    figure.add_scatter(
        x=[part for day in different for part in (day, day, None)],
        y=[0, top, None] * len(different),
        mode="lines",
        line={"color": style["color"], "width": 1, "dash": style["dash"]},
        opacity=style["opacity"],
        hoverinfo="skip",
        showlegend=False,
        **shared,
    )


def _add_symbols(
    figure: go.Figure, groups: list[list[Mark]], top: float, style: Mapping, shared: Mapping
) -> None:
    days = [leader(group).day for group in groups]
    figure.add_scatter(
        x=[f"{day:%Y-%m-%d}" for day in days] or [None],
        y=[top] * len(days) or [None],
        mode="markers",
        cliponaxis=False,
        name=style["name"],
        marker={"symbol": style["symbol"], "size": style["size"], "color": style["color"]},
        unselected={"marker": {"opacity": 1}},
        text=[told(group) for group in groups],
        hovertemplate="%{text}<extra></extra>",
        **shared,
    )


def told(group: list[Mark]) -> str:
    """Write the marks of a group for hover, one below the other, long ones wrapped."""
    said = [
        f"<b>{html.escape(mark.when or day_in_words(mark.day))}</b> "
        + "<br>".join(textwrap.wrap(html.escape(mark.text, quote=False), LETTERS_IN_HOVER))
        for mark in group[:LINES_IN_HOVER]
    ]
    more = len(group) - len(said)
    return "<br>".join([*said, f"and {more} more"] if more > 0 else said)


def add_labels(
    figure: go.Figure,
    marks: list[Mark],
    first: pd.Timestamp,
    last: pd.Timestamp,
    width: int,
    look: Look,
) -> None:
    """Write the labels of steps, and of own events, over them where they fit into a width.

    width: in pixels.
    """
    for label in labels_by_rank(marks, first, last, width=width):
        figure.add_annotation(
            text=html.escape(label.text, quote=False),
            x=f"{label.day:%Y-%m-%d}",
            xref="x",
            xanchor=label.anchor,
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=6,
            showarrow=False,
            font={"size": 11, "color": look.muted},
        )
