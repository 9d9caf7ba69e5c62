"""What is shown: the facts, and the corpus this reader looks at."""

import logging
from collections.abc import Collection, Hashable, Mapping

import pandas as pd
import streamlit as st

from components.chosen_corpus import chosen, manifest_state
from data.corpus import Corpus, CorpusError, open_corpus
from data.corpus.home import corpora_folder
from data.facts import Facts, load_facts
from data.filters import Filters
from data.ingest.builtin import builtin_corpus_folder
from data.questions.values import allowed_values as allowed_values_of
from data.sources import load_sources
from data.tables import readable_names

log = logging.getLogger("accord_atlas")

# Answers are small frames; the bound keeps a server with many readers from growing without end.
ENTRIES = 256
# Each is mapped from its files; what it costs in memory is mostly its bitmaps.
OPEN_CORPORA = 8
# Heavy answers that a reader is taken to have; fewer than are kept, as others' push them out.
MOST_WAITED_FOR = 32


@st.cache_resource(show_spinner=False)
def facts() -> Facts:
    """Return the facts, read and checked once. Errors: FactsError."""
    return load_facts()


def corpus() -> Corpus:
    """Return the corpus this reader looks at: the one chosen, or the built-in one."""
    return _shown()[0]


def corpus_note() -> str:
    """Say why the built-in corpus is shown instead of the one asked for; "" where it is not."""
    return _shown()[1]


def is_built_in() -> bool:
    """Say whether the corpus shown is the built-in one."""
    return corpus() is built_in()


def _shown() -> tuple[Corpus, str]:
    choice = chosen()
    fault = choice.fault
    if choice.folder is not None:
        state = manifest_state(choice.folder)
        fault = _fault(str(choice.folder), state)
        if not fault:
            return _opened(str(choice.folder), state), ""
    return built_in(), f"{fault} The built-in corpus is shown instead." if fault else ""


def opened(name: str) -> Corpus | None:
    """Return a corpus of the corpora folder, whichever is shown; None where it cannot be opened."""
    folder = corpora_folder() / name
    state = manifest_state(folder)
    return None if _fault(str(folder), state) else _opened(str(folder), state)


@st.cache_resource(show_spinner=False)
def built_in() -> Corpus:
    """Return the corpus that comes with the program."""
    return open_corpus(builtin_corpus_folder())


@st.cache_resource(show_spinner=False, max_entries=OPEN_CORPORA)
def _opened(folder: str, state: tuple[int, int]) -> Corpus:
    """Return a corpus shared between readers; state changes when it is built again."""
    return open_corpus(folder)


# A fault is looked for again after a moment: the disk may be back, or the corpus mended.
@st.cache_data(show_spinner=False, max_entries=64, ttl=10)
def _fault(folder: str, state: tuple[int, int]) -> str:
    try:
        _opened(folder, state)
    except CorpusError as error:
        log.warning("corpus %s not opened: %s", folder, error)
        return str(error)
    return ""


def stamp(held: Corpus) -> str:
    """Return what tells one corpus from another in a cache key."""
    return held.manifest.checksum


def has_waited_for(kind: str, key: Hashable) -> bool:
    """Say whether this reader has waited for a heavy answer, and not for many others since."""
    return key in st.session_state.get(kind, {})


def waited_for(kind: str, key: Hashable) -> None:
    """Note that this reader has waited for a heavy answer; the oldest of many is forgotten."""
    keys = st.session_state.setdefault(kind, {})
    keys.pop(key, None)
    keys[key] = True
    while len(keys) > MOST_WAITED_FOR:
        del keys[next(iter(keys))]


def allowed_values() -> Mapping[str, Collection[str]]:
    """Return the values that exist, by filter field."""
    held = corpus()
    return _allowed_values(stamp(held), held)


@st.cache_resource(show_spinner=False, max_entries=OPEN_CORPORA)
def _allowed_values(stamp: str, _held: Corpus) -> Mapping[str, Collection[str]]:
    return allowed_values_of(facts(), _held)


@st.cache_resource(show_spinner=False, max_entries=OPEN_CORPORA)
def _names(stamp: str, _held: Corpus) -> Mapping[str, str]:
    return readable_names(facts(), _held)


def names() -> Mapping[str, str]:
    """Return readable names by code: countries, languages, kinds, topics."""
    held = corpus()
    return _names(stamp(held), held)


def in_words(filters: Filters) -> str:
    """Say which pieces are chosen, with the corpus's own days where no dates are."""
    held = corpus()
    span = (held.first_day, held.last_day) if held.first_day and held.last_day else None
    return filters.describe(names(), span)


@st.cache_data(show_spinner=False)
def sources() -> pd.DataFrame:
    """Return where the shipped files come from, with licences and limits."""
    return load_sources()
