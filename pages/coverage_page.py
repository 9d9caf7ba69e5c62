"""Coverage: how much was written about whom, where, and when."""

from datetime import date

import streamlit as st

from components.coverage_controls import coverage_controls, offer_most_covered
from components.coverage_map_view import coverage_map_card
from components.coverage_view import chart_audit, coverage_card, pieces_behind
from components.frame import heading
from components.marks_list import marks_list
from components.second_filter import second_filter
from components.signals_view import await_signals, signal_controls, signals_list
from components.under_chart import mix_line, peaks_line
from data.filters import Filters


def render(filters: Filters, today: date) -> None:
    """Show the chart with its controls, what stands behind it, the map, and what is marked."""
    heading("Coverage over time", filters)
    coverage_controls(filters)
    second_filter(filters)
    offer_most_covered(filters)
    drawn = coverage_card(filters, name="coverage", height=440)
    peaks_line(drawn)
    mix_line(drawn)
    with st.container(horizontal=True, vertical_alignment="center"):
        signal_controls(filters)
        chart_audit(drawn)
    await_signals(drawn)
    signals_list(drawn)

    pieces_behind(filters, words=True)

    st.subheader("Coverage by country", anchor=False)
    coverage_map_card(filters, name="coverage_map", height=430)

    st.subheader("What is marked", anchor=False)
    marks_list(filters)
