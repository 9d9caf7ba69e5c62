"""Clicks on a map as filters: a country is taken in, and by a second click out again."""

from collections.abc import Callable

import streamlit as st

from components import address
from components.figure_card import figure_key
from components.membership_map import clicked_countries


def clicked_on_map(name: str, field: str) -> Callable[[], None]:
    """Return what a click on a country of a map does to a field of the filters.

    name: of the card. A second click on the same country comes as an empty selection, so the
    first is remembered.
    """
    last = f"clicked_{name}"

    def clicked() -> None:
        points = st.session_state[figure_key(name)].selection.points
        codes = clicked_countries(points) or st.session_state.get(last, [])
        st.session_state[last] = codes
        if codes:
            toggle_country(field, codes[0])

    return clicked


def toggle_country(field: str, iso3: str) -> None:
    """Take a country into a field of the filters, or out where it is in."""
    chosen = getattr(address.read().filters, field)
    kept = tuple(code for code in chosen if code != iso3)
    address.change(**{field: kept if iso3 in chosen else (*chosen, iso3)})
