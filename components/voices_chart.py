"""Who says why: a cell for each reason and camp of speakers, with the number of stories in it."""

import html
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from components.coverage_hover import isolated
from components.share_dots import broken
from components.theme import Look, base_figure, faint, require

COLUMNS = (
    *("reason", "camp", "passages", "stories", "given", "disputed", "denied", "attributed"),
    "counted",
)
ROW, AROUND = 28, 100
# Words short enough to stand over a column on a phone.
SHORT = {
    "own_government": "Own gov.",
    "counterpart": "Counterpart",
    "sponsor": "Sponsor",
    "other_government": "Other gov.",
    "opponent": "Opponents",
    "analyst": "Analysts",
    "outlet": "Outlet itself",
    "unattributed": "Nobody named",
}
APART = 0.5
STOPS = (0.0, 0.25, 0.5, 0.75, 1.0)


def voices_chart(
    frame: pd.DataFrame,
    claims: Sequence[str],
    *,
    look: Look,
    labels: Mapping[str, str],
    camps: Mapping[str, str],
    order: Sequence[str],
    apart: str,
) -> go.Figure:
    """Draw reasons by camps; the darker a cell, the more stories in which the camp says it.

    frame: COLUMNS, as data.questions.voices.who_says. claims: what a click on each row opens.
    labels: short names by reason. camps: in words, in order. order: reasons from the top. What is
    not counted has no colour. apart: the camp that is none, which stands apart without colour.
    """
    require(frame, *COLUMNS)
    columns = {camp: place + APART * (camp == apart) for place, camp in enumerate(camps)}
    rows = {reason: -place for place, reason in enumerate(order)}
    cells = frame.assign(claim=list(claims))[frame["reason"].isin(order).to_numpy()]
    figure = base_figure(look, height=AROUND + ROW * max(len(order), 1))
    spoken = cells[cells["camp"].ne(apart)]
    _colours(figure, spoken, rows, columns, look)
    _numbers(figure, cells, rows, columns, look, labels, camps)
    pale = set(order) - set(frame.loc[frame["counted"], "reason"])
    texts = [broken(labels.get(reason, reason)) for reason in order]
    figure.update_yaxes(
        tickvals=list(rows.values()),
        ticktext=[
            f'<span style="color:{look.muted}">{text}</span>' if reason in pale else text
            for reason, text in zip(order, texts, strict=True)
        ],
        range=[min(rows.values(), default=0) - 0.5, 0.5],
        showgrid=False,
        fixedrange=True,
    )
    figure.update_xaxes(
        tickvals=list(columns.values()),
        ticktext=[SHORT[camp] for camp in camps],
        tickangle=-60,
        range=[-0.5, max(columns.values()) + 0.5],
        side="top",
        showgrid=False,
        fixedrange=True,
    )
    figure.update_layout(margin={"l": 8, "r": 40, "t": 92, "b": 8}, showlegend=False)
    return figure


def _colours(
    figure: go.Figure,
    cells: pd.DataFrame,
    rows: Mapping[str, int],
    columns: Mapping[str, float],
    look: Look,
) -> None:
    coloured = cells[cells["counted"]]
    if coloured.empty:
        return
    table = coloured.pivot(index="reason", columns="camp", values="stories")
    table = table.reindex([one for one in rows if one in table.index])
    table = table[[camp for camp in columns if camp in table]]
    figure.add_heatmap(
        z=table.to_numpy(),
        x=[columns[camp] for camp in table.columns],
        y=[rows[reason] for reason in table.index],
        colorscale=[[stop, faint(look.accent, 0.75 * stop)] for stop in STOPS],
        zmin=0,
        # Numbers without colour have their place on the scale too.
        zmax=max(float(cells["stories"].max()), 1),
        xgap=2,
        ygap=2,
        showscale=False,
        hoverinfo="skip",
    )


def _numbers(
    figure: go.Figure,
    cells: pd.DataFrame,
    rows: Mapping[str, int],
    columns: Mapping[str, float],
    look: Look,
    labels: Mapping[str, str],
    camps: Mapping[str, str],
) -> None:
    """Write the number of stories into each cell; Plotly lets only points be clicked."""
    said = cells[cells["stories"] > 0]
    figure.add_scatter(
        x=said["camp"].map(columns).astype(float),
        y=said["reason"].map(rows).astype(float),
        mode="markers+text",
        text=said["stories"].astype("str"),
        textfont={
            "size": 13,
            "color": [look.ink if counted else look.muted for counted in said["counted"]],
        },
        marker={"size": 24, "symbol": "square", "color": look.paper, "opacity": 0},
        unselected={"marker": {"opacity": 0}, "textfont": {"color": look.ink}},
        selected={"marker": {"opacity": 0}},
        customdata=said["claim"],
        hovertext=[_said(row, labels, camps) for row in said.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _said(row: tuple, labels: Mapping[str, str], camps: Mapping[str, str]) -> str:
    stories = "1 story" if row.stories == 1 else f"{row.stories:,} stories"
    passages = "1 sentence" if row.passages == 1 else f"{row.passages:,} sentences"
    named = row.passages - row.given - row.disputed - row.denied
    name = isolated(html.escape(labels.get(row.reason, row.reason)))
    counted = "" if row.counted else "<br>not counted"
    return (
        f"<b>{name}</b>, {camps[row.camp].lower()}<br>"
        f"{stories}, {passages}<br>given in {row.given}, disputed in {row.disputed}, denied in "
        f"{row.denied}, only named in {named}{counted}"
    )
