"""Pieces and their counts."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components.cached.held import ENTRIES, corpus, stamp
from data.corpus import Corpus
from data.filters import Filters


def options(filters: Filters) -> pd.DataFrame:
    """Return the values of every filter with the count that choosing them would give."""
    held = corpus()
    return _options(stamp(held), held, filters.corpus_part())


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _options(stamp: str, _held: Corpus, filters: Filters) -> pd.DataFrame:
    return _held.options(filters)


def count(filters: Filters, by: tuple[str, ...] = (), of: str = "articles") -> pd.DataFrame:
    """Count pieces, stories or outlets by dimensions, as Corpus.count does."""
    held = corpus()
    return _count(stamp(held), held, filters.corpus_part(), by, of)


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _count(
    stamp: str, _held: Corpus, filters: Filters, by: tuple[str, ...], of: str
) -> pd.DataFrame:
    return _held.count(filters, by, of)


def articles(filters: Filters, first: int, rows: int) -> pd.DataFrame:
    """Return some of the chosen pieces in the chosen order, as Corpus.articles does."""
    held = corpus()
    return _articles(stamp(held), held, filters.corpus_part(), filters.order, first, rows)


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _articles(
    stamp: str, _held: Corpus, filters: Filters, order: str, first: int, rows: int
) -> pd.DataFrame:
    return _held.articles(filters, order=order, first=first, rows=rows)


def exported(filters: Filters, rows: int) -> Callable[[], pd.DataFrame]:
    """Return what fetches the chosen pieces for a file; too large and too rare to be kept.

    A download is made on the click, apart from any run of the page and without its address, so
    the corpus is chosen now.
    """
    held = corpus()
    return lambda: held.articles(filters.corpus_part(), order=filters.order, first=0, rows=rows)


def article(article_id: str) -> pd.DataFrame | None:
    """Return one piece as a frame of one row, or None where the corpus does not hold it."""
    return corpus().article(article_id)
