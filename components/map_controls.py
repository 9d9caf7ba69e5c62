"""The day of the membership map, and the region of any map."""

from datetime import date

import streamlit as st

from components import address
from data.filter_fields import REGIONS
from data.filters import EARLIEST, LATEST, Filters

REGION_WORDS = {
    "world": "World",
    "middle-east": "Middle East and North Africa",
    "central-asia": "Central Asia",
    "europe": "Europe",
    "africa": "Africa",
    "asia-pacific": "Asia and the Pacific",
    "americas": "Americas",
}


def map_controls(filters: Filters, today: date) -> None:
    """Choose the day that map, list, table and downloads show, and the part of the world."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(
            "Day",
            min_value=EARLIEST,
            max_value=LATEST,
            format="YYYY-MM-DD",
            width=170,
            help="Map, list, table and downloads show this day. The slider under the map only "
            "looks at other days.",
            **address.bound(
                "as_of", filters.as_of or today, lambda day: None if day == today else day
            ),
        )
        region_control(filters)


def region_control(filters: Filters) -> None:
    """Choose the part of the world that a map shows."""
    st.selectbox(
        "Region",
        REGIONS,
        format_func=REGION_WORDS.__getitem__,
        width=260,
        **address.bound("region", filters.region),
    )
