"""What changed in the coverage of a country at its step, and whether it holds."""

import streamlit as st

from components.cached.held import corpus, facts, has_waited_for, stamp, waited_for
from data.coding.codebook import coding_key
from data.corpus import Corpus
from data.filter_fields import SELECTIONS
from data.filters import Filters
from data.questions.event_study import Study, event_study
from data.questions.robustness import Robustness
from data.questions.robustness import robustness as robustness_of

# What the answers depend on, beside the selections.
ASKED = ("dates", "q", "versus", "part", "agreement", "focus", "event", "study", "of")
READ = ("windows", "within")
# What this reader has waited for.
STUDIED, VARIED = "changes_studied", "choices_varied"


def study_ready(filters: Filters) -> bool:
    """Say whether this reader has waited for the event study."""
    return has_waited_for(STUDIED, _key(filters))


def study(filters: Filters) -> Study:
    """Return the event study of the country in focus; a tenth of a second or so the first time."""
    found = _study(_key(filters), corpus())
    waited_for(STUDIED, _key(filters))
    return found


def _key(filters: Filters) -> tuple[str, Filters]:
    # The country of the page is one, whichever way it was chosen.
    kept = filters.about_one(filters.subject()).only(*SELECTIONS, *ASKED)
    return stamp(corpus()), kept


@st.cache_data(show_spinner=False, max_entries=128)
def _study(key: tuple[str, Filters], _held: Corpus) -> Study:
    return event_study(facts(), _held, key[1])


def robustness_ready(filters: Filters) -> bool:
    """Say whether this reader has waited for the headline under all choices."""
    return has_waited_for(VARIED, _wide_key(filters))


def robustness(filters: Filters) -> Robustness:
    """Return the headline under all choices. Errors: as data.questions.robustness has them."""
    found = _robustness(_wide_key(filters), corpus())
    waited_for(VARIED, _wide_key(filters))
    return found


def _wide_key(filters: Filters) -> tuple[str, str, Filters]:
    kept = filters.about_one(filters.subject()).only(*SELECTIONS, *ASKED, *READ)
    return stamp(corpus()), coding_key(), kept


@st.cache_data(show_spinner=False, max_entries=64)
def _robustness(key: tuple[str, str, Filters], _held: Corpus) -> Robustness:
    return robustness_of(facts(), _held, key[2])
