"""One way to show a figure: the chart, its source line, the same rows as a table, downloads."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from components.download import download
from components.everything import Extras
from components.plain import plain
from components.theme import LOOKS, Look
from data.filters import Filters

if TYPE_CHECKING:
    import plotly.graph_objects as go

PLAIN_CONFIG = {
    "displaylogo": False,
    "scrollZoom": False,
    "modeBarButtonsToRemove": ["lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
}


def reader_look() -> Look:
    """Return the colours of the theme the reader sees."""
    return LOOKS.get(st.context.theme.type or "light", LOOKS["light"])


def figure_card(
    figure: "go.Figure",
    frame: pd.DataFrame,
    *,
    name: str,
    filters: Filters,
    title: str,
    subtitle: str,
    source: str,
    alt: str,
    config: Mapping[str, Any] | None = None,
    on_select: Callable[[], None] | None = None,
    select: tuple[str, ...] = ("points",),
    geo: bool = False,
    denominator: str = "",
    extras: Extras | None = None,
) -> None:
    """Show a figure with its source line, its rows as a table and its downloads.

    frame: the rows that are drawn; the table and the downloads are this object, which
    data.tables makes under the same name from the same filters. name: short and unique on the
    page; it names widgets and files. select: what a click or a box on the chart may choose;
    on_select then runs, and finds the event under figure_key(name). denominator: what the numbers
    are, and of what; it stands over the figure, and in the source line of every file. extras: as
    download has them.
    """
    if denominator:
        st.caption(plain(denominator))
    chosen = {"on_select": on_select, "selection_mode": select} if on_select else {}
    st.plotly_chart(
        figure,
        key=figure_key(name),
        theme=None,
        config=dict(config or PLAIN_CONFIG),
        alt=alt,
        **chosen,
    )
    with st.container(
        horizontal=True,
        wrap=False,
        vertical_alignment="center",
        gap="small",
        key=f"under_{name}",
    ):
        st.caption(plain(source), width="stretch")
        download(
            frame,
            figure,
            name=name,
            filters=filters,
            title=title,
            subtitle=subtitle,
            source=f"{source} {denominator}".rstrip(),
            geo=geo,
            denominator=denominator,
            extras=extras,
            key=f"download_{name}",
        )
    rows_table(frame, name=name, label=f"{title}: the same rows")


def rows_table(frame: pd.DataFrame, *, name: str, label: str) -> None:
    """Offer the rows of a figure as a table, sent to the browser only once it is opened."""
    panel = st.expander("As a table", key=f"table_{name}", on_change="rerun")
    if panel.open:
        panel.dataframe(frame, hide_index=True, alt=label, key=f"rows_{name}")


def figure_key(name: str) -> str:
    """Return the session key under which Streamlit keeps what was selected in a figure."""
    return f"figure_{name}"
