"""The choices of the coverage chart: step of time, what is counted and how, lines and drawing."""

from datetime import date

import streamlit as st

from components import address, cached
from components.own_events import own_events_menu
from data.filter_fields import COMPARED, EVERY, MEASURES, OF, VIEWS
from data.filters import Filters

MEASURE_WORDS = {
    "count": "Number",
    "share": "Share",
    "index": "Index",
    "per_outlet": "Per live outlet",
}
OF_WORDS = {"articles": "Pieces", "stories": "Stories", "outlets": "Outlets"}
COMPARED_WORDS = {
    "country": "Countries",
    "outlet": "Outlets",
    "published_in": "Publishing countries",
    "language": "Languages",
    "topic": "Topics",
    "press": "Own press and the world",
    "versus": "Filter A and filter B",
}
VIEW_WORDS = {
    "lines": "Lines",
    "panels": "Panels",
    "stacked": "Stacked bars",
    "heat": "Heat map",
}
MARKS = {"all": ["steps", "events"], "steps": ["steps"], "events": ["events"], "none": []}
MARK_WORDS = {"steps": "Steps of countries", "events": "Events"}


def coverage_controls(filters: Filters) -> None:
    """Show the controls in rows that wrap."""
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
            help="Share: of all pieces from the same outlets in the same step of time, with the "
            "range in which the true share lies in 95 of 100 cases. Index: 100 is the mean of "
            "all that is shown, or of days you choose. Per live outlet: divided by the outlets "
            "that were being collected.",
            **address.bound("measure", filters.measure),
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Compare",
            COMPARED,
            format_func=COMPARED_WORDS.__getitem__,
            width=230,
            help="What makes a line: each country, outlet, place, language or topic chosen on the "
            "left, or the six with most pieces where none is chosen.",
            **address.bound("compare", filters.compare),
        )
        st.selectbox(
            "Draw",
            VIEWS,
            format_func=VIEW_WORDS.__getitem__,
            width=150,
            **address.bound("view", filters.view),
        )
        st.pills(
            "Marks",
            list(MARK_WORDS),
            format_func=MARK_WORDS.__getitem__,
            selection_mode="multi",
            **address.bound("marks", MARKS[filters.marks], _marks),
        )
        own_events_menu(cached.facts().country_names)
        _more(filters)


def _more(filters: Filters) -> None:
    """Show the choices that belong to what is chosen already."""
    if filters.view == "panels":
        st.segmented_control(
            "Scale",
            ("shared", "free"),
            format_func={"shared": "Same for all", "free": "Own for each"}.__getitem__,
            required=True,
            **address.bound("scale", filters.scale),
        )
    if filters.measure == "share":
        st.toggle(
            "Hold the mix of outlets constant",
            help="Which outlets were collected changes over time, and may look like a change of "
            "attention. This gives each outlet that publishes in nearly every step a fixed "
            "weight, and says how much the mix had added.",
            **address.bound(
                "mix",
                filters.mix == "constant",
                lambda on: "constant" if on else "published",
            ),
        )
    if filters.measure == "index":
        _base(filters)


def _base(filters: Filters) -> None:
    corpus = cached.corpus()
    if not corpus.first_day or not corpus.last_day:
        return
    shown = filters.base or ()
    st.date_input(
        "100 = mean of",
        min_value=min(corpus.first_day, *shown) if shown else corpus.first_day,
        max_value=max(corpus.last_day, *shown) if shown else corpus.last_day,
        format="YYYY-MM-DD",
        help="Empty: all that is shown.",
        **address.widget("filter_base", _half_picked() or shown, _base_changed),
    )


def _half_picked() -> tuple[date, ...]:
    value = st.session_state.get("filter_base")
    return value if isinstance(value, tuple) and len(value) == 1 else ()


def _base_changed() -> None:
    value = st.session_state["filter_base"]
    if len(value) != 1:
        address.change(base=value or None)


def _marks(chosen: list[str]) -> str:
    return next(name for name, kinds in MARKS.items() if set(kinds) == set(chosen))


def offer_most_covered(filters: Filters) -> None:
    """Offer one line each for the five most covered countries while none is chosen."""
    if filters.country or filters.compare != "country":
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
