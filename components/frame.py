"""What stands around every page: the style, the notes, and a sentence where something fails."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from html import escape

import streamlit as st

from components import cached
from components.address import Reading
from components.opening import warm_up
from components.plain import plain
from data.facts import FactsError
from data.filters import FilterError, Filters

CHART_MOMENT = 0.4  # seconds

log = logging.getLogger("accord_atlas")


STYLE = """<style>
.stMainBlockContainer { padding: 3rem 2.5rem 2rem }
.st-key-pages { gap: .25rem }
.words { margin: 0; opacity: .75; font-size: .93rem; overflow-wrap: anywhere }
.figure { line-height: 1.35 }
.figure strong { font-size: 1.7rem; font-weight: 600 }
.figure span { opacity: .75; font-size: .9rem }
.facts { border-collapse: collapse; width: 100% }
.facts th { text-align: left; font-weight: 400; opacity: .75; width: 11rem; vertical-align: top }
.facts th, .facts td {
  padding: .35rem .5rem .35rem 0; overflow-wrap: anywhere;
  border-bottom: 1px solid color-mix(in srgb, currentColor 16%, transparent);
}
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 4.4rem 1rem 2rem }
  .figure strong { font-size: 1.35rem }
  /* Beside a button a caption would be a column of a few words. */
  [class*="st-key-under_"] { flex-wrap: wrap !important }
  [class*="st-key-under_"] > :first-child { flex: 1 1 100% !important; min-width: 100% }
}
</style>"""


def style() -> None:
    """Cut Streamlit's empty space around the page, and set the figures at its top."""
    st.html(STYLE)


def chart_first() -> None:
    """On a reader's first run, leave the browser a moment for the chart before the filter bar.

    Building the filter bar's widgets keeps the browser's one thread from the chart that came
    before them; tests/benchmarks/first_chart.py shows what the moment is worth.
    """
    if "arrived" not in st.session_state:
        st.session_state["arrived"] = True
        time.sleep(CHART_MOMENT)
        warm_up()


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
        st.warning(plain(note), icon=":material/info:")
    with mistakes_said(reading.filters):
        render(reading.filters, today)


@contextmanager
def mistakes_said(filters: Filters) -> Iterator[None]:
    """Turn what fails inside into a sentence on the screen, and into the log with the filter."""
    try:
        yield
    except FilterError as error:
        st.warning(plain(str(error)), icon=":material/info:")
    except Exception:
        log.exception("failed with the filter ?%s", filters.to_address())
        st.error(
            "This view could not be made, and the fault is ours. It was written to the log with "
            "the filter. Change a filter, or reset them all on the left."
        )


def heading(title: str, filters: Filters, words: str = "") -> str:
    """Show a page's title with the active filters in words beneath; return those words.

    words: what stands there instead, on a page whose subject is not pieces.
    """
    st.title(title, anchor=False)
    words = words or cached.in_words(filters)
    # As HTML, since Streamlit's Markdown makes a link of every address a reader searches for.
    st.html(f'<p class="words">{escape(words)}</p>')
    return words
