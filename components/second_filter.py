"""Filter B: the second of two filters that are compared, set by widgets of its own."""

from dataclasses import replace

import streamlit as st

from components import address, cached
from components.plain import plain
from data.filter_fields import LABELS
from data.filters import LONGEST_Q, Filters
from data.wording import second_in_words

FIELDS = ("country", "published_in", "outlet", "language", "kind", "topic")
# The page would send every outlet of a large corpus to the browser on each change.
MOST_OPTIONS = 300


def second_filter(filters: Filters) -> None:
    """Show what B chooses, with widgets to change it; A is the filter on the left."""
    if filters.compare != "versus":
        return
    second = filters.second()
    words = second_in_words(filters, cached.names()) if filters.versus else "not set yet"
    with st.expander(f"Filter B: {plain(words)}", expanded=not filters.versus):
        st.caption(
            "A is the filter on the left. B chooses for itself what its pieces are about and "
            "where they come from; the dates are the same."
        )
        counted = cached.options(Filters(dates=filters.dates))
        for name in FIELDS:
            _field(name, second, counted)
        st.text_input(
            LABELS["q"],
            max_chars=LONGEST_Q,
            **address.widget("second_q", second.q, _changed, "q"),
        )


def _field(name: str, second: Filters, counted: object) -> None:
    rows = counted[counted["dimension"] == name]
    counts = dict(zip(rows["value"], rows["count"], strict=True))
    chosen, names = list(getattr(second, name)), cached.names()
    values = sorted(counts, key=lambda value: -counts[value])[:MOST_OPTIONS]
    st.multiselect(
        LABELS[name],
        values + [value for value in chosen if value not in values],
        format_func=lambda value: f"{names.get(value, value)} ({counts.get(value, 0):,})",
        placeholder="All",
        **address.widget(f"second_{name}", chosen, _changed, name),
    )


def _changed(name: str) -> None:
    filters = address.read().filters
    value = st.session_state[f"second_{name}"]
    second = replace(filters.second(), **{name: tuple(value) if name != "q" else value})
    address.write(filters.with_second(second))
