"""Words and samples: what is different about some days, and pieces to audit a number by."""

from datetime import date

import pandas as pd
import streamlit as st

from components.cached.held import corpus, has_waited_for, stamp, waited_for
from data.corpus import Corpus
from data.filters import Filters
from data.methods.distinctive import TooFewWordsError
from data.questions.audit_sample import audit_sample as sample_of
from data.questions.distinct import Distinct, by_distinctiveness, distinct_words

Days = tuple[date, date]
# The words that this reader has waited for.
FOUND = "words_found"
# Pieces put into the order of their words; a list of more shows the earliest of them.
MOST_RANKED = 2_000


def words_ready(filters: Filters, days: Days) -> bool:
    """Say whether this reader has waited for the words of these days."""
    return has_waited_for(FOUND, _key(filters, days))


def different_words(filters: Filters, days: Days) -> tuple[Distinct | None, str]:
    """Return the words typical of some days, or the sentence why there are none.

    A second or so the first time, at once after.
    """
    held = corpus()
    found = _different_words(stamp(held), held, filters.corpus_part(), days)
    waited_for(FOUND, _key(filters, days))
    return found


def _key(filters: Filters, days: Days) -> tuple[str, Filters, Days]:
    return stamp(corpus()), filters.corpus_part(), days


@st.cache_data(show_spinner=False, max_entries=64)
def _different_words(
    stamp: str, _held: Corpus, filters: Filters, days: Days
) -> tuple[Distinct | None, str]:
    try:
        return distinct_words(_held, filters, days), ""
    except TooFewWordsError as error:
        return None, str(error)


def most_distinctive(chosen: Filters, context: Filters, days: Days) -> pd.DataFrame:
    """Return the pieces of some days, those with the most typical words first.

    chosen: the filters of the pieces. context: those of the days they are compared with.
    """
    held = corpus()
    return _most_distinctive(stamp(held), held, chosen.corpus_part(), context.corpus_part(), days)


@st.cache_data(show_spinner=False, max_entries=16)
def _most_distinctive(
    stamp: str, _held: Corpus, chosen: Filters, context: Filters, days: Days
) -> pd.DataFrame:
    rows = _held.articles(chosen, order="oldest", rows=MOST_RANKED)
    found, _ = _different_words(stamp, _held, context, days)
    return rows if found is None else by_distinctiveness(rows, found.words)


@st.cache_data(show_spinner=False, max_entries=64)
def _audit_sample(
    stamp: str, _held: Corpus, filters: Filters, draw: int, every: str
) -> pd.DataFrame:
    return sample_of(_held, filters, draw, every=every)


def audit_sample(filters: Filters, draw: int, every: str = "") -> pd.DataFrame:
    """Return a seeded sample of the pieces of a filter; every: as audit_sample of questions."""
    held = corpus()
    return _audit_sample(stamp(held), held, filters.corpus_part(), draw, every)
