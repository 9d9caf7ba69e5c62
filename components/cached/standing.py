"""Where a country stands, what else it takes part in, and which others are like it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from components.cached.held import ENTRIES, facts
from data.filters import Filters
from data.questions import likeness_words, standing
from data.questions import lookalikes as alike
from data.questions import memberships_axis as axis


def special(filters: Filters, today: date) -> pd.DataFrame:
    """Return what is special about the country in focus, in sentences."""
    return _special(_key(filters), today)


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _special(filters: Filters, today: date) -> pd.DataFrame:
    return standing.special(facts(), filters, today)


def standing_rows(filters: Filters, claim: str, today: date) -> pd.DataFrame:
    """Return the facts behind one of these sentences."""
    return _standing_rows(_key(filters), claim, today)


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _standing_rows(filters: Filters, claim: str, today: date) -> pd.DataFrame:
    return standing.standing_rows(facts(), filters, claim, today)


def memberships_axis(filters: Filters, today: date) -> pd.DataFrame:
    """Return all that the country in focus takes part in, through time."""
    return _memberships_axis(_key(filters), today)


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _memberships_axis(filters: Filters, today: date) -> pd.DataFrame:
    return axis.memberships_axis(facts(), filters, today)


def lookalikes(filters: Filters, today: date) -> pd.DataFrame:
    """Return how alike every other country is."""
    return _lookalikes(_key(filters), today)


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _lookalikes(filters: Filters, today: date) -> pd.DataFrame:
    return alike.lookalikes(facts(), filters, today)


def lookalikes_in_words(filters: Filters, today: date) -> list[str]:
    """Return what the table of look-alikes shows, in sentences."""
    return likeness_words.likeness_words(lookalikes(filters, today), facts(), filters.agreement)


def portfolio_words(filters: Filters, today: date) -> str:
    """Say of which day the portfolios are, and what they leave out."""
    return likeness_words.portfolio_words(facts(), filters, today)


def _key(filters: Filters) -> Filters:
    """Keep what these answers hang on: pages that differ elsewhere share them."""
    kept = filters.only("agreement", "membership", "as_of", "event")
    # Not with_choice, which lets go of the day of the step with another country.
    return replace(kept, focus=filters.subject())
