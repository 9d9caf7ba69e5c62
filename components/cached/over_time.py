"""Coverage over time and what is marked on it."""

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.cached.held import ENTRIES, corpus, facts, names, stamp
from components.coverage_chart import coverage_chart
from components.theme import LOOKS
from data.corpus import Corpus
from data.filters import EARLIEST, LATEST, SELECTIONS, Filters
from data.questions import coverage as coverage_questions
from data.questions import events as event_questions

if TYPE_CHECKING:
    import plotly.graph_objects as go


def coverage(filters: Filters) -> pd.DataFrame:
    """Return coverage over time, one line per chosen country."""
    kept = filters.only(*SELECTIONS, "dates", "q", "every", "of")
    held = corpus()
    return _coverage(stamp(held), held, kept)


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _coverage(stamp: str, _held: Corpus, filters: Filters) -> pd.DataFrame:
    return coverage_questions.coverage(_held, filters)


def unplaced(filters: Filters) -> int:
    """Return how many chosen pieces have no date fine enough for the time step."""
    held = corpus()
    return _unplaced(stamp(held), held, filters.only(*SELECTIONS, "dates", "q", "every"))


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _unplaced(stamp: str, _held: Corpus, filters: Filters) -> int:
    return coverage_questions.unplaced(_held, filters)


def coverage_figure(filters: Filters, look: str, height: int) -> "go.Figure":
    """Return the coverage line; shared between readers, so nothing may change it."""
    kept = filters.only(*SELECTIONS, "agreement", "dates", "q", "every", "of", "measure", "marks")
    return _coverage_figure(stamp(corpus()), kept, look, height)


@st.cache_resource(show_spinner=False, max_entries=64)
def _coverage_figure(stamp: str, filters: Filters, look: str, height: int) -> "go.Figure":
    return coverage_chart(
        coverage(filters),
        marks(filters),
        names=names(),
        look=LOOKS[look],
        measure=filters.measure,
        every=filters.every,
        of=filters.of,
        height=height,
    )


def narrowed(filters: Filters, first: date, last: date) -> Filters:
    """Return the filters of the pieces behind a bucket of the coverage line."""
    return coverage_questions.narrowed(filters, first, last)


def most_covered(filters: Filters) -> pd.DataFrame:
    """Return the five countries most pieces, stories or outlets are about."""
    held = corpus()
    return _most_covered(stamp(held), held, filters.only(*SELECTIONS, "dates", "q", "of"))


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _most_covered(stamp: str, _held: Corpus, filters: Filters) -> pd.DataFrame:
    return coverage_questions.most_covered(_held, filters)


def happenings(filters: Filters, today: date, rows: int) -> pd.DataFrame:
    """Return the latest steps and events of the chosen agreement."""
    return event_questions.happenings(facts(), filters, today, rows=rows)


def marks(filters: Filters) -> pd.DataFrame:
    """Return the steps and events that charts mark, within the dates or the corpus's own days."""
    held = corpus()
    if filters.dates is None and held.first_day and held.last_day:
        # A corpus may be older than what a filter takes; nothing is marked there.
        first, last = max(held.first_day, EARLIEST), min(held.last_day, LATEST)
        filters = filters.with_choice(dates=(first, max(first, last)))
    return event_questions.marks(facts(), filters)
