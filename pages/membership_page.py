"""Membership: who belongs, since when, by which step."""

from datetime import date

import streamlit as st

from components import cached
from components.frame import heading
from components.ladder_view import agreement_note, ladder_table, overlap_table, timeline_card
from components.map_controls import map_controls
from components.membership_view import (
    READING_WORDS,
    member_list,
    members_in_words,
    membership_card,
    standing_in_words,
)
from data.filters import Filters, day_in_words


def render(filters: Filters, today: date) -> None:
    """Show the map with its day and region, the list beside it, timeline, steps and overlap."""
    agreement = cached.facts().agreement_names[filters.agreement]
    heading(
        f"{agreement}: who belongs, and since when",
        filters,
        words=standing_in_words(filters, today),
    )
    agreement_note(filters)
    map_controls(filters, today)

    frame = cached.membership(filters, today)
    left, right = st.columns([6, 5], gap="small")
    with left:
        membership_card(filters, today, name="map", height=520)
    with right:
        members = members_in_words(int(frame["member"].sum()))
        day = day_in_words(filters.as_of or today)
        st.markdown(f"**{members}** on {day}, {READING_WORDS[filters.membership]}")
        member_list(frame, height=470)

    st.subheader("Through time", anchor=False)
    timeline_card(filters, today)
    st.subheader("Every step with its source", anchor=False)
    ladder_table(filters)
    st.subheader("Members shared with other agreements", anchor=False)
    overlap_table(filters, today)
