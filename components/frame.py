"""What stands around every page: the style, the notes, and a sentence where something fails."""

import logging
from collections.abc import Callable
from datetime import date

import streamlit as st

from components import cached
from components.address import Reading
from data.facts import FactsError
from data.filters import FilterError, Filters

log = logging.getLogger("accord_atlas")


def style() -> None:
    """Cut Streamlit's empty space above the first line, and keep page links close together."""
    st.html(
        "<style>.stMainBlockContainer{padding-top:3.2rem;padding-bottom:2rem}"
        ".st-key-pages{gap:.25rem}</style>"
    )


def checked_facts() -> None:
    """Stop with one sentence if a facts file is wrong."""
    try:
        cached.facts()
    except FactsError as error:
        log.error("facts: %s", error)
        st.error(f"Accord Atlas cannot start: {error} Mend the file in data/files/ and reload.")
        st.stop()


def guarded(render: Callable[[Filters, date], None], reading: Reading, today: date) -> None:
    """Show a page; a mistake of ours becomes a sentence for the reader and a log entry for us."""
    notes = [*reading.notes, cached.corpus_note()]
    for note in filter(None, notes):
        st.warning(note, icon=":material/info:")
    try:
        render(reading.filters, today)
    except FilterError as error:
        st.warning(str(error), icon=":material/info:")
    except Exception:
        log.exception("page failed with the filter ?%s", reading.filters.to_address())
        st.error(
            "This view could not be made, and the fault is ours. It was written to the log with "
            "the filter. Change a filter, or reset them all on the left."
        )


def heading(title: str, filters: Filters) -> str:
    """Show a page's title with the active filters in words beneath; return those words."""
    st.title(title, anchor=False)
    words = filters.describe(cached.names())
    st.caption(words)
    return words
