"""Overview: who is in, how is it covered, what happened lately."""

from datetime import date

import streamlit as st

from components import cached
from components.coverage_view import chart_audit, coverage_card, overview_title, pieces_behind
from components.figures_line import figures_line
from components.frame import heading
from components.happenings_list import happenings_list
from components.membership_view import membership_card
from components.plain import plain
from data.filters import Filters, day_in_words


def render(filters: Filters, today: date) -> None:
    """Show four figures, the map beside the latest events, and the coverage line."""
    agreement = cached.facts().agreement_names[filters.agreement]
    heading(overview_title(filters, agreement), filters)
    figures_line(filters, today)

    left, right = st.columns([8, 5], gap="medium")
    with left:
        st.subheader(f"Membership on {day_in_words(filters.as_of or today)}", anchor=False)
        membership_card(filters, today, name="overview_map", height=430)
    with right:
        st.subheader("Latest steps and events", anchor=False)
        happenings_list(filters, today)

    st.subheader(f"Coverage over time: {plain(cached.corpus().manifest.name)}", anchor=False)
    chart_audit(coverage_card(filters, name="overview_coverage", height=340))
    pieces_behind(filters)
