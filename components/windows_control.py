"""The windows around a step, moved by the reader, and which pieces are read in them."""

import streamlit as st

from components import address, cached
from components.plain import plain
from data.filter_fields import SETTINGS
from data.filters import Filters
from data.questions.occasion import WHOLE, WINDOWS
from data.questions.read_windows import FEWEST_STORIES
from data.with_article import the_country

LABELS = ("Days before", "Days at the step", "Days after")
KEYS = ("window_before", "window_at", "window_after")
READ = {"agreement": "That speak of it", "all": "All"}


def windows_control(filters: Filters) -> None:
    """Let the reader move the windows, and choose which pieces are read."""
    windows = cached.coded(filters).occasion.windows
    said = cached.denominator(filters)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if windows and windows[0].name != WHOLE:
            days = [int(day) for day in filters.settings("windows") or WINDOWS]
            for label, key, value, limits in zip(
                LABELS, KEYS, days, SETTINGS["windows"], strict=True
            ):
                # The browser would keep a number outside the limits to itself.
                st.number_input(
                    label,
                    step=1,
                    help=f"{limits[0]} to {limits[1]}",
                    width=108,
                    **address.widget(key, value, _windows_changed),
                )
        numbers = {"agreement": said.speaking, "all": said.about}
        st.segmented_control(
            "Pieces that are read",
            list(READ),
            format_func=lambda read: f"{READ[read]} ({numbers[read]:,})",
            required=True,
            help="Of the pieces about the country, those that speak of the agreement: their file "
            "or their words name it. Or all.",
            **address.bound("within", filters.within),
        )


def _windows_changed() -> None:
    asked = [st.session_state[key] for key in KEYS]
    days = [
        least if day is None else min(max(day, least), most)
        for day, (least, most) in zip(asked, SETTINGS["windows"], strict=True)
    ]
    for label, day, taken in zip(LABELS, asked, days, strict=True):
        if day != taken:
            st.toast(f"{label}: {taken} is the nearest that can be chosen.")
    usual = days == list(WINDOWS)
    address.change(windows="" if usual else ",".join(f"{day:d}" for day in days))


def anything_read(filters: Filters) -> bool:
    """Say whether there is anything to read; where not, say why, and offer more."""
    coded, said = cached.coded(filters), cached.denominator(filters)
    if len(coded.outline):
        return True
    if not said.about:
        st.info(plain(f"There are no {said.of}: these filters choose no piece about the country."))
        return False
    st.info(plain(f"There are no {said.of} in this corpus, so there are no reasons to count."))
    pieces = "the 1 piece" if said.about == 1 else f"all {said.about:,} pieces"
    st.button(
        f"Read {pieces} about {_country(filters)}",
        icon=":material/unfold_more:",
        on_click=address.change,
        kwargs={"within": "all"},
    )
    return False


def longer_windows(filters: Filters) -> None:
    """Say that no window has enough stories, and offer the longest ones where they are not."""
    st.info(
        f"Not enough evidence: no window holds {FEWEST_STORIES} stories, so no reason is ranked "
        "or drawn.",
        icon=":material/info:",
    )
    longest = ",".join(str(most) for _, most in SETTINGS["windows"])
    if cached.coded(filters).occasion.day and filters.windows != longest:
        st.button(
            "Take the longest windows",
            icon=":material/width:",
            on_click=address.change,
            kwargs={"windows": longest},
        )


def _country(filters: Filters) -> str:
    return the_country(cached.facts().country_names[filters.subject()])
