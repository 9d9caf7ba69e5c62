"""What the marks on a chart stand for, as a table."""

import pandas as pd
import streamlit as st

from components import cached
from components.download import download
from data.filters import Filters
from data.source_links import first_address

# Pixels for a day, and for a first and a last one.
SHORT, LONG = 100, 175
KIND_WORDS = {"step": "Step", "event": "Event", "own": "Your event"}


def marks_list(filters: Filters) -> None:
    """List what is marked, newest first, with its source, as a table and as a download."""
    marks = cached.marks(filters)
    if marks.empty:
        st.caption("Nothing is marked: no step or event fits, or the marks are switched off.")
        return
    rows = marks.sort_values("day", ascending=False, kind="stable")
    shown = pd.DataFrame(
        {
            "When": rows["when"],
            "Kind": rows["kind"].map(KIND_WORDS),
            "What happened": rows["text"],
            "Source": rows["source"].map(lambda source: first_address(source) or ""),
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        height=min(36 * len(shown) + 38, 300),
        key="marks",
        alt="Steps and events marked on the chart",
        column_config={
            "When": st.column_config.TextColumn(
                width=LONG if marks["last_day"].notna().any() else SHORT
            ),
            "Kind": st.column_config.TextColumn(width=80),
            "What happened": st.column_config.TextColumn(width="large"),
            "Source": st.column_config.LinkColumn(display_text="open", width=60),
        },
    )
    if undated := int(marks["day"].isna().sum()):
        st.caption(not_drawn(undated))
    download(
        rows,
        name="marks",
        filters=filters,
        title="Marked steps and events",
        subtitle=cached.facts().agreement_names[filters.agreement],
        source="Source: steps and events kept by Accord Atlas, each with its own source"
        + ("; your events as you brought them." if (rows["kind"] == "own").any() else "."),
        key="download_marks",
    )


def not_drawn(number: int) -> str:
    """Say how many of those listed have no place on the chart, and why."""
    rows = "1 row, the last, is" if number == 1 else f"{number:,} rows, the last, are"
    return f"{rows} known only to the year: listed here, not drawn, as no day is known."
