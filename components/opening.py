"""What happens once, when the server starts, so that the first reader finds everything ready."""

import sys
from functools import cache
from threading import Thread

import streamlit as st

from data.facts import FactsError, load_facts
from data.ingest.builtin import builtin_corpus_folder
from data.ingest.errors import IngestError


def prepare() -> None:
    """Check the facts, lay out the built-in corpus, and choose our own navigation.

    Streamlit takes a folder named pages/ for its older kind of navigation until st.navigation is
    called for the first time. A link to a sub-page that came before that would be answered with
    "Page not found" over the right page.
    Errors: SystemExit with one sentence if a facts file is wrong.
    """
    try:
        load_facts()
        builtin_corpus_folder()
    except (FactsError, IngestError) as error:
        sys.exit(f"Accord Atlas cannot start: {error}")
    st.navigation([lambda: None], position="hidden")


@cache
def warm_up() -> None:
    """Load in the background, once, the statistics that intervals need.

    Importing them takes a second or more, which neither the start nor a first share should.
    """
    Thread(target=_load_statistics, name="statistics", daemon=True).start()


def _load_statistics() -> None:
    import statsmodels.stats.proportion  # noqa: F401
