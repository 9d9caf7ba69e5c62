"""The choices of the coverage chart: step of time, what is counted, as number or share, marks."""

import streamlit as st

from components import address, cached
from data.filters import EVERY, MEASURES, OF, Filters

MEASURE_WORDS = {
    "count": "Number",
    "share": "Share",
    "index": "Index",
    "per_outlet": "Per live outlet",
}
OF_WORDS = {"articles": "Pieces", "stories": "Stories", "outlets": "Outlets"}
MARKS = {"all": ["steps", "events"], "steps": ["steps"], "events": ["events"], "none": []}
MARK_WORDS = {"steps": "Steps of countries", "events": "Events"}


def coverage_controls(filters: Filters) -> None:
    """Show the controls in one row that wraps."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "Step of time",
            EVERY,
            format_func=str.capitalize,
            required=True,
            **address.bound("every", filters.every),
        )
        st.segmented_control(
            "Count",
            OF,
            format_func=OF_WORDS.__getitem__,
            required=True,
            help="Stories: copies of one text count once, where the corpus groups them. "
            "Outlets: how many different outlets wrote.",
            **address.bound("of", filters.of),
        )
        st.segmented_control(
            "Show as",
            MEASURES,
            format_func=MEASURE_WORDS.__getitem__,
            required=True,
            help="Share: of all pieces of this corpus that fit the other filters, in the same "
            "day, week, month, quarter or year.",
            **address.bound("measure", filters.measure),
        )
        st.pills(
            "Marks",
            list(MARK_WORDS),
            format_func=MARK_WORDS.__getitem__,
            selection_mode="multi",
            **address.bound("marks", MARKS[filters.marks], _marks),
        )


def _marks(chosen: list[str]) -> str:
    return next(name for name, kinds in MARKS.items() if set(kinds) == set(chosen))


def offer_most_covered(filters: Filters) -> None:
    """Offer one line each for the five most covered countries while none is chosen."""
    if filters.country:
        return
    top = tuple(cached.most_covered(filters)["country"])
    if not top:
        return
    names = ", ".join(cached.names().get(code, code) for code in top)
    st.button(
        f"Draw a line each for the most covered: {names}",
        icon=":material/stacked_line_chart:",
        on_click=address.change,
        kwargs={"country": top},
        type="tertiary",
    )
