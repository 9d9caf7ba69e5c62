"""Who belongs, since when."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.cached.held import ENTRIES, facts
from components.membership_map import membership_map
from components.theme import LOOKS
from components.world import REGIONS
from data.facts import counting_step
from data.filters import Filters
from data.questions import membership as membership_questions
from data.questions import status as status_rules
from data.questions.page_question import page_question as page_question_of

if TYPE_CHECKING:
    import plotly.graph_objects as go

WORLD = "app/static/world.geojson"


def membership(filters: Filters, today: date) -> pd.DataFrame:
    """Return how every country stands in the chosen agreement on the chosen day."""
    return _membership(filters.only("agreement", "membership", "as_of"), today)


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _membership(filters: Filters, today: date) -> pd.DataFrame:
    return membership_questions.membership(facts(), filters, today)


def counted_statuses(agreement: str, reading: str) -> tuple[str, ...]:
    """Return the statuses that make a member in a reading."""
    return status_rules.counted_statuses(counting_step(agreement), reading)


@st.cache_data(show_spinner=False, max_entries=64)
def status_days(agreement: str) -> pd.DataFrame:
    """Return the whole picture on each day on which a status changes."""
    return membership_questions.status_days(facts(), agreement)


@st.cache_data(show_spinner=False, max_entries=64)
def member_counts(reading: str, today: date) -> dict[str, int]:
    """Return how many members each agreement has today."""
    return {
        agreement: len(membership_questions.members_on(facts(), agreement, today, reading))
        for agreement in facts().agreement_names
    }


@st.cache_data(show_spinner=False, max_entries=64)
def map_countries(agreement: str) -> pd.DataFrame:
    """Return every country with its label point and its steps as hover text."""
    return membership_questions.map_countries(facts(), agreement)


@st.cache_resource(show_spinner=False, max_entries=64)
def membership_figure(
    agreement: str, day: date, look: str, region: str, height: int, counted: tuple[str, ...]
) -> "go.Figure":
    """Return the map; a figure with hundreds of frames takes Plotly a third of a second to check.

    The one object is shared between readers: nothing may change it, exports work on copies.
    """
    return membership_map(
        status_days(agreement),
        map_countries(agreement),
        day=day.isoformat(),
        look=LOOKS[look],
        geojson=WORLD,
        region=REGIONS[region],
        height=height,
        counted=counted,
    )


def ladder(agreement: str, countries: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the dated steps with their sources."""
    return membership_questions.ladder(facts(), agreement, countries)


def spans(filters: Filters, today: date) -> pd.DataFrame:
    """Return each country's status as spans of time."""
    return _spans(filters.only("agreement"), today)


@st.cache_data(show_spinner=False, max_entries=64)
def _spans(filters: Filters, today: date) -> pd.DataFrame:
    return membership_questions.spans(facts(), filters, today)


def overlap(filters: Filters, today: date) -> pd.DataFrame:
    """Return the other agreements with the members they share."""
    return _overlap(filters.only("agreement", "membership", "as_of"), today)


@st.cache_data(show_spinner=False, max_entries=64)
def _overlap(filters: Filters, today: date) -> pd.DataFrame:
    return membership_questions.overlap(facts(), filters, today)


def memberships_of(iso3: str, today: date, reading: str) -> pd.DataFrame:
    """Return every agreement a country takes part in."""
    return membership_questions.memberships_of(facts(), iso3, today, reading)


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _page_question(filters: Filters, today: date) -> str:
    return page_question_of(facts(), filters, today)


def page_question(filters: Filters, today: date) -> str:
    """Return the question about the country in focus, as the title of its page."""
    asked = filters.only("agreement", "membership", "as_of")
    return _page_question(replace(asked, focus=filters.subject()), today)
