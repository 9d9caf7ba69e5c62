"""Reasons in the coverage of a country: what was coded is held, its answers are made from it."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from components.cached.held import corpus, facts, stamp
from data.coding.codebook import Actor, Codebook, coding_key, load_codebook
from data.coding.quality import QUALITY
from data.corpus import Corpus
from data.facts import FILES
from data.filter_fields import SELECTIONS
from data.filters import Filters
from data.questions.coded import CodedPieces, coded_pieces
from data.questions.reason_quality import reason_quality as quality_of
from data.questions.reason_topics import topics_of
from data.questions.reason_words import Denominator, denominator_of
from data.questions.reasons import changes_of, shares_of
from data.questions.voices import by_press, voices_of

# What the answers depend on, beside the selections.
ASKED = ("dates", "q", "versus", "part", "agreement", "focus", "event", "windows", "within")


def coded(filters: Filters) -> CodedPieces:
    """Return the coded pieces about the country in focus; not to be changed. Errors: as there."""
    held = corpus()
    return _coded(stamp(held), _codebook_state(), held, filters.only(*SELECTIONS, *ASKED))


def _codebook_state() -> tuple[str, int]:
    """Return what changes with the codebook and with how well it was measured."""
    return coding_key(), (FILES / QUALITY).stat().st_mtime_ns


# Of a million pieces some hundred thousand rows are held for a country.
@st.cache_resource(show_spinner=False, max_entries=24)
def _coded(stamp: str, codebook: tuple[str, int], _held: Corpus, filters: Filters) -> CodedPieces:
    return coded_pieces(facts(), _held, filters)


def reasons(filters: Filters) -> pd.DataFrame:
    """Return the share of each reason in each window."""
    return _reasons(*_key(filters), coded(filters))


@st.cache_data(show_spinner=False, max_entries=64)
def _reasons(
    stamp: str, codebook: tuple[str, int], filters: Filters, _coded: CodedPieces
) -> pd.DataFrame:
    return shares_of(_coded)


def reason_changes(filters: Filters) -> pd.DataFrame:
    """Return how the shares of counted reasons differ between windows."""
    return _changes(*_key(filters), coded(filters))


@st.cache_data(show_spinner=False, max_entries=64)
def _changes(
    stamp: str, codebook: tuple[str, int], filters: Filters, _coded: CodedPieces
) -> pd.DataFrame:
    return changes_of(_coded)


def topics(filters: Filters) -> pd.DataFrame:
    """Return the share of each topic that the corpus gives in each window."""
    return _topics(*_key(filters), coded(filters), corpus())


@st.cache_data(show_spinner=False, max_entries=64)
def _topics(
    stamp: str,
    codebook: tuple[str, int],
    filters: Filters,
    _coded: CodedPieces,
    _held: Corpus,
) -> pd.DataFrame:
    return topics_of(_coded, _held, filters)


def voices(filters: Filters, actors: Mapping[str, Actor] | None = None) -> pd.DataFrame:
    """Return reasons by camp of the speaker; actors: a table of the reader's own."""
    if actors is not None:
        # One reader's table: made anew, which takes a moment, and kept for nobody else.
        return voices_of(coded(filters), actors)
    return _voices(*_key(filters), coded(filters))


@st.cache_data(show_spinner=False, max_entries=64)
def _voices(
    stamp: str, codebook: tuple[str, int], filters: Filters, _coded: CodedPieces
) -> pd.DataFrame:
    return voices_of(_coded)


def reasons_by_press(filters: Filters) -> pd.DataFrame:
    """Return reasons by the country of the outlet."""
    return _press(*_key(filters), coded(filters))


@st.cache_data(show_spinner=False, max_entries=64)
def _press(
    stamp: str, codebook: tuple[str, int], filters: Filters, _coded: CodedPieces
) -> pd.DataFrame:
    return by_press(_coded, facts().country_names)


def reason_quality() -> pd.DataFrame:
    """Return how well each reason is coded."""
    return _quality(_codebook_state())


@st.cache_data(show_spinner=False, max_entries=2)
def _quality(codebook: tuple[str, int]) -> pd.DataFrame:
    return quality_of()


def codebook() -> Codebook:
    """Return the codebook in use. Errors: CodebookError."""
    return load_codebook()


def denominator(filters: Filters) -> Denominator:
    """Return of which stories the shares of reasons are, in words."""
    return denominator_of(coded(filters), facts(), filters)


def _key(filters: Filters) -> tuple[str, tuple[str, int], Filters]:
    return stamp(corpus()), _codebook_state(), filters.only(*SELECTIONS, *ASKED)
