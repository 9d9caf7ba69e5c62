"""Country: where one country stands, what else it belongs to, and how it is covered."""

from datetime import date

import streamlit as st

from components import cached
from components.country_view import country_choice, memberships_table, own_ladder
from components.coverage_view import chart_audit, coverage_card, pieces_behind
from components.frame import heading
from data.filters import Filters


def render(filters: Filters, today: date) -> None:
    """Show the ladder, the other memberships and the coverage of one country."""
    country = filters.subject()
    name = cached.facts().country_names[country]
    agreement = cached.facts().agreement_names[filters.agreement]
    about = filters.about_one(country)
    heading(f"{name} and the {agreement}", about)
    country_choice(country)
    own_ladder(about, today, country)
    st.subheader(f"Coverage of {name}", anchor=False)
    chart_audit(coverage_card(about, name="country_coverage", height=340))
    pieces_behind(about)
    st.subheader("Every agreement it takes part in", anchor=False)
    memberships_table(about, today, country)
