"""Steps, timeline and overlap of an agreement: tables and a chart with their words."""

from datetime import date

import pandas as pd
import streamlit as st

from components import cached
from components.download import download
from components.figure_card import figure_card, reader_look
from components.membership_map import STATUS_LABELS
from components.membership_view import SOURCE
from components.timeline_chart import timeline_chart
from data.days import in_words
from data.facts import counting_step
from data.filters import Filters
from data.source_links import first_address, source_name
from data.tables import MOST_BARS


def agreement_note(filters: Filters) -> None:
    """Say what the agreement is, and what counts as being in under each reading."""
    agreements = cached.facts().agreements
    row = agreements[agreements["agreement_id"] == filters.agreement].iloc[0]
    step = counting_step(filters.agreement).replace("_", " ")
    st.markdown(
        f"{row['description']} Strict: a country counts from its step “{step}”. Broad: one that "
        "announced or signed counts too, and a date known only to the year counts from its first "
        "day."
    )


def timeline_card(filters: Filters, today: date) -> None:
    """Show each country's status as bars through time, of the chosen countries or of all."""
    spans = cached.spans(filters, today)
    if filters.country:
        spans = spans[spans["iso3"].isin(filters.country)]
    if spans.empty:
        st.info("The chosen countries have no dated step in this agreement.")
        return
    first = list(dict.fromkeys(spans["iso3"]))[:MOST_BARS]
    drawn = spans[spans["iso3"].isin(first)].reset_index(drop=True)
    left_out = spans["iso3"].nunique() - len(first)
    note = (
        f" The first {MOST_BARS} to take a step; choose countries on the left for the other "
        f"{left_out}."
        if left_out
        else ""
    )
    agreement = cached.facts().agreement_names[filters.agreement]
    figure_card(
        timeline_chart(
            drawn.assign(end=drawn["end"].fillna(pd.Timestamp(today))),
            look=reader_look(),
            labels=STATUS_LABELS,
        ),
        drawn,
        name="timeline",
        filters=filters,
        title=f"{agreement}: status through time",
        subtitle=f"{len(first)} countries",
        source=SOURCE + note,
        alt=f"Bars through time for {len(first)} countries, one colour per status in {agreement}.",
    )


def ladder_table(filters: Filters) -> None:
    """Show every dated step with its source, as a table and as a download."""
    steps = cached.ladder(filters.agreement, filters.country)
    if steps.empty:
        st.info("The chosen countries have no step in this agreement.")
        return
    shown = pd.DataFrame(
        {
            "Country": steps["name"],
            "Step": steps["step"].str.replace("_", " "),
            "From": steps["date"].map(in_words),
            "To": steps["end_date"].map(lambda end: in_words(end) if end else ""),
            "Note": steps["note"],
            "Source": steps["source"].map(source_name),
            "Link": steps["source"].map(first_address),
            "Checked": steps["confidence"].map(
                {"checked": "source seen", "known": "public record"}
            ),
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        height=min(36 * len(shown) + 38, 360),
        key="ladder",
        alt="Every dated step with country, note and source",
        placeholder="",
        column_config={"Link": st.column_config.LinkColumn(display_text="open", width=60)},
    )
    download(
        steps,
        name="steps",
        filters=filters,
        title="Dated steps",
        subtitle=cached.facts().agreement_names[filters.agreement],
        source=SOURCE,
        key="download_steps",
    )


def overlap_table(filters: Filters, today: date) -> None:
    """Show with which other agreements the members are shared on the chosen day."""
    rows = cached.overlap(filters, today)
    shown = pd.DataFrame(
        {
            "Agreement": rows["name"],
            "Its members": rows["members"],
            "Shared": rows["shared"],
            "Share of ours": rows["share"].astype("float64"),
            "Shared members": rows["countries"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        height=360,
        key="overlap",
        alt="Other agreements with the members they share",
        column_config={
            "Share of ours": st.column_config.ProgressColumn(format="percent", max_value=1.0)
        },
    )
    download(
        rows,
        name="overlap",
        filters=filters,
        title="Members shared with other agreements",
        subtitle=cached.facts().agreement_names[filters.agreement],
        source=SOURCE,
        key="download_overlap",
    )
