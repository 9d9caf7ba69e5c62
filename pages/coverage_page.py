"""Coverage: how much was written about whom, and when."""

from datetime import date

import streamlit as st

from components.coverage_controls import coverage_controls, offer_most_covered
from components.coverage_view import coverage_card, pieces_behind
from components.frame import heading
from components.marks_list import marks_list
from data.filters import Filters


def render(filters: Filters, today: date) -> None:
    """Show the line with its controls, the pieces behind a picked point, and what is marked."""
    heading("Coverage over time", filters)
    coverage_controls(filters)
    offer_most_covered(filters)
    coverage_card(filters, name="coverage", height=440)

    pieces_behind(filters)

    st.subheader("What is marked", anchor=False)
    marks_list(filters)
