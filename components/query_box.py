"""The search words: a line of text, and three boxes that say the same without any signs."""

import streamlit as st

from components import address
from components.plain import plain
from data.corpus import SearchError
from data.corpus.words import parsed
from data.filters import LONGEST_Q
from data.query_builder import box_text, boxes_to_q, entries, q_to_boxes

BOXES = {
    "every": "All of these",
    "some": "Any of these",
    "none": "None of these",
}
# The words that stood when the boxes came to too many, and how many characters they came to.
TOO_LONG = "box_too_long"
HELP = """All words must occur.

- `"critical minerals"` a phrase · `minerals OR uranium` either · `-oil` or `NOT oil` without
- `normali*` words that begin so · `"Israel Kazakhstan"~5` at most five words apart, in any order
- `title:summit` in the title · `outlet:"Al Jazeera"` · `country:Kazakhstan` or `country:KAZ`
- brackets group: `(trade OR energy) -gas`"""


def query_box(typed: str) -> None:
    """Show the search words as typed, and the boxes; each changes the other."""
    st.text_input(
        "Search words",
        placeholder='"critical minerals"',
        max_chars=LONGEST_Q,
        help=HELP,
        **address.bound("q", typed),
    )
    with st.popover("Build the search words", icon=":material/edit_note:", key="builder"):
        boxes = q_to_boxes(typed)
        if boxes is None:
            st.caption(plain(_why_no_boxes(typed)))
            return
        st.caption("A word or phrase on each line.")
        before, length = st.session_state.get(TOO_LONG, ("", 0))
        refused = length and before == typed
        if refused:
            st.warning(
                f"These come to {length:,} characters of search words, and at most {LONGEST_Q} "
                "are read: take some away. Until then the search stays as it was."
            )
        for name, label in BOXES.items():
            key = f"box_{name}"
            text = st.session_state[key] if refused else box_text(getattr(boxes, name))
            st.text_area(label, height=90, **address.widget(key, text, _built))


def _built() -> None:
    """Write what the boxes say as search words."""
    given = {name: entries(st.session_state[f"box_{name}"]) for name in BOXES}
    q = boxes_to_q(**given)
    st.session_state.pop(TOO_LONG, None)
    if len(q) > LONGEST_Q:
        st.session_state[TOO_LONG] = address.read().typed_q, len(q)
        return
    address.change(q=q)


def _why_no_boxes(typed: str) -> str:
    """Say why search words are not shown as boxes: they say more, or nothing that can be read."""
    try:
        parsed(typed)
    except SearchError as error:
        return (
            f"These search words cannot be read. {error} Mend them as text, or empty them to begin "
            "with the boxes."
        )
    return (
        "These search words say more than three boxes can hold; change them as text, or empty them "
        "to begin with the boxes."
    )
