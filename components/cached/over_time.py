"""Coverage over time and what is marked on it."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.cached.held import ENTRIES, corpus, facts, has_waited_for, names, stamp, waited_for
from components.coverage_chart import coverage_chart
from components.own_events import own_events
from components.theme import LOOKS
from data.corpus import Corpus
from data.filter_fields import CHOOSING
from data.filters import Filters
from data.questions import coverage as coverage_questions
from data.questions import denominator, lines
from data.questions import events as event_questions
from data.questions.peak import Peak
from data.questions.peak import peaks as peaks_of
from data.questions.signals import Signals, found_signals
from data.questions.usable import usable as usable_filters

if TYPE_CHECKING:
    import plotly.graph_objects as go


# What a coverage frame depends on.
ASKED = (*CHOOSING, "every", "of", "measure", "base", "compare", "mix")
# Heavy answers that a page shows without until they are there.
HEAVY = 128
# The signals that this reader has waited for.
FOUND = "signals_found"


def usable(filters: Filters) -> tuple[Filters, list[str]]:
    """Return filters whose coverage can be drawn, and a sentence for each change."""
    held = corpus()
    kept = filters.only(*ASKED, "view")
    drawn, said = _usable(stamp(held), held, kept)
    changed = {name: getattr(drawn, name) for name in (*ASKED, "view")}
    return replace(filters, **changed), said


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _usable(stamp: str, _held: Corpus, filters: Filters) -> tuple[Filters, list[str]]:
    return usable_filters(_held, filters, names())


def coverage(filters: Filters) -> pd.DataFrame:
    """Return coverage over time, one line for each value compared."""
    held = corpus()
    return _coverage(stamp(held), held, filters.only(*ASKED))


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _coverage(stamp: str, _held: Corpus, filters: Filters) -> pd.DataFrame:
    return coverage_questions.coverage(_held, filters)


def line_names(filters: Filters) -> dict[str, str]:
    """Return readable names of the lines of a chart by their codes."""
    return lines.line_names(filters, names())


def behind(filters: Filters) -> Filters:
    """Return the filters of the pieces on the lines of a chart, as usable returns its filters."""
    return lines.behind(corpus(), filters)


def line_filters(filters: Filters, code: str) -> Filters:
    """Return the filters of the pieces that a line counts."""
    return lines.line_filters(filters, code)


def measured(filters: Filters) -> str:
    """Say what the numbers of a chart are, and of what."""
    return denominator.measured(filters, names())


def second_filter(filters: Filters) -> str:
    """Name filter B of a comparison of two filters; "" in any other."""
    return denominator.second_filter(filters, names())


def weak_share(filters: Filters) -> str:
    """Say why a share of this corpus says little; "" where it says what it seems to."""
    return denominator.weak_share(corpus().manifest.basis, filters)


def peaks(filters: Filters) -> list[Peak]:
    """Return the highest bucket of each line, with the part of it that is one text."""
    held = corpus()
    return _peaks(stamp(held), held, filters.only(*ASKED))


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _peaks(stamp: str, _held: Corpus, filters: Filters) -> list[Peak]:
    return peaks_of(_held, filters, coverage(filters))


def signals_ready(filters: Filters) -> bool:
    """Say whether the bursts and breaks asked for are there, or none are asked for."""
    return not (filters.bursts or filters.breaks) or has_waited_for(FOUND, _signals_key(filters))


def signals(filters: Filters) -> Signals:
    """Find the bursts and breaks asked for; a second or so the first time, at once after."""
    key = _signals_key(filters)
    found = _signals(key, filters)
    waited_for(FOUND, key)
    return found


def _signals_key(filters: Filters) -> tuple[str, Filters]:
    return stamp(corpus()), filters.only(*ASKED, "bursts", "breaks")


@st.cache_data(show_spinner=False, max_entries=HEAVY)
def _signals(key: tuple[str, Filters], _filters: Filters) -> Signals:
    return found_signals(coverage(_filters), _filters)


def unplaced(filters: Filters) -> int:
    """Return how many chosen pieces have no date fine enough for the time step."""
    held = corpus()
    return _unplaced(stamp(held), held, replace(filters.corpus_part(), every=filters.every))


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _unplaced(stamp: str, _held: Corpus, filters: Filters) -> int:
    return coverage_questions.unplaced(_held, filters)


def coverage_figure(filters: Filters, look: str, height: int) -> "go.Figure":
    """Return the coverage chart; shared between readers, so nothing may change it.

    filters: as usable returns them. Bursts and breaks are in it once they are ready.
    """
    shown = ("agreement", "marks", "view", "scale", "bursts", "breaks")
    kept = filters.only(*ASKED, *shown)
    ready, marked = signals_ready(filters), marks(filters)
    if (marked["kind"] == "own").any():
        # A cache for all readers would keep what one of them brought after they have left.
        return _drawn(kept, marked, look, height, ready=ready)
    return _coverage_figure(stamp(corpus()), kept, marked, look, height, ready)


@st.cache_resource(show_spinner=False, max_entries=64)
def _coverage_figure(
    stamp: str, filters: Filters, marked: pd.DataFrame, look: str, height: int, ready: bool
) -> "go.Figure":
    return _drawn(filters, marked, look, height, ready=ready)


def _drawn(
    filters: Filters, marked: pd.DataFrame, look: str, height: int, *, ready: bool
) -> "go.Figure":
    return coverage_chart(
        coverage(filters),
        marked,
        names=line_names(filters),
        look=LOOKS[look],
        measure=filters.measure,
        every=filters.every,
        of=filters.of,
        view=filters.view,
        scale=filters.scale,
        signals=signals(filters).frames if ready else None,
        height=height,
    )


def narrowed(filters: Filters, first: date, last: date) -> Filters:
    """Return the filters of the pieces behind a bucket of the coverage line."""
    return coverage_questions.narrowed(filters, first, last)


def most_covered(filters: Filters) -> pd.DataFrame:
    """Return the five countries most pieces, stories or outlets are about."""
    held = corpus()
    return _most_covered(stamp(held), held, replace(filters.corpus_part(), of=filters.of))


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _most_covered(stamp: str, _held: Corpus, filters: Filters) -> pd.DataFrame:
    return coverage_questions.most_covered(_held, filters)


def happenings(filters: Filters, today: date, rows: int) -> pd.DataFrame:
    """Return the latest steps and events of the chosen agreement."""
    return event_questions.happenings(facts(), filters, today, rows=rows)


def marks(filters: Filters) -> pd.DataFrame:
    """Return what charts mark, within the dates or the corpus's own days, the reader's events too.

    It differs between readers, so nothing that is shared between them may call it.
    """
    filters = event_questions.within_days(filters, corpus())
    return event_questions.marks(facts(), filters, own_events())
