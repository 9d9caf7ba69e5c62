"""What the marks on a chart stand for, as a table."""

import pandas as pd
import streamlit as st

from components import cached
from components.download import download
from data.filters import Filters, day_in_words


def marks_list(filters: Filters) -> None:
    """List the marked steps and events, newest first, as a table and as a download."""
    marks = cached.marks(filters)
    if marks.empty:
        st.caption("Nothing is marked: no step or event fits, or the marks are switched off.")
        return
    rows = marks.sort_values("day", ascending=False)
    shown = pd.DataFrame(
        {
            "Day": [day_in_words(day) for day in rows["day"]],
            "Kind": rows["kind"].str.capitalize(),
            "What happened": rows["text"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        height=min(36 * len(shown) + 38, 300),
        key="marks",
        alt="Steps and events marked on the chart",
        column_config={
            "Day": st.column_config.TextColumn(width=100),
            "Kind": st.column_config.TextColumn(width=70),
            "What happened": st.column_config.TextColumn(width="large"),
        },
    )
    download(
        rows,
        name="marks",
        filters=filters,
        title="Marked steps and events",
        subtitle=cached.facts().agreement_names[filters.agreement],
        source="Source: steps and events kept by Accord Atlas, each with its own source.",
        key="download_marks",
    )
