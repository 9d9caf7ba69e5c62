"""The event of a country's page and the span compared around it, as the reader sets them."""

from datetime import date

import streamlit as st

from components import address, cached
from data.days import first_day
from data.filter_fields import SETTINGS
from data.filters import Filters
from data.questions.event_study import Study
from data.questions.occasion import steps_to_the_day
from data.questions.study_plan import USUAL, asked
from data.wording import day_in_words

WEEKS, LEFT_OUT = "study_weeks", "study_left_out"
OWN = "another day"


def study_controls(filters: Filters, study: Study) -> None:
    """Let the reader choose the day, the weeks on each side, and the days left out before."""
    weeks, left_out = asked(filters)
    day = study.occasion.day
    said = day_in_words(day) if day else "No day"
    label = f"{said} · {weeks} weeks a side · {left_out} days left out"
    with st.popover(label, icon=":material/tune:"):
        _steps(filters, day)
        _any_day(day)
        st.number_input(
            "Weeks on each side",
            *(int(limit) for limit in SETTINGS["study"][0]),
            step=1,
            **address.widget(WEEKS, weeks, _new_study),
        )
        st.number_input(
            "Days left out before",
            *(int(limit) for limit in SETTINGS["study"][1]),
            step=1,
            help="Days on which the step may have been expected; they belong to neither side.",
            **address.widget(LEFT_OUT, left_out, _new_study),
        )


def _any_day(day: date | None) -> None:
    first, last = cached.corpus().first_day, cached.corpus().last_day
    if first is None or last is None:
        return
    st.date_input(
        "Or any other day",
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
        # A day of an address that the corpus does not reach cannot be shown as chosen.
        **address.widget("event_own", day if day and first <= day <= last else None, _own_day),
    )


def _steps(filters: Filters, day: date | None) -> None:
    steps = steps_to_the_day(cached.facts(), filters.agreement, filters.subject())
    if not steps:
        return
    words: dict[str, list[str]] = {}
    for step in steps:
        words.setdefault(step.start, []).append(step.step.replace("_", " "))
    chosen = day.isoformat() if day and day.isoformat() in words else OWN
    st.selectbox(
        "Step",
        [*words, *([OWN] if chosen == OWN else [])],
        format_func=lambda start: _in_words(start, words),
        **address.widget("event_step", chosen, _chosen_step),
    )


def _in_words(start: str, words: dict[str, list[str]]) -> str:
    if start == OWN:
        return OWN
    return f"{', '.join(words[start])} {day_in_words(first_day(start))}"


def _chosen_step() -> None:
    start = st.session_state["event_step"]
    if start != OWN:
        _set_day(first_day(start))


def _own_day() -> None:
    if (day := st.session_state["event_own"]) is not None:
        _set_day(day)


def _set_day(day: date) -> None:
    """Write the day into the address, or nothing where it is the first step's, the usual one."""
    filters = address.read().filters
    steps = steps_to_the_day(cached.facts(), filters.agreement, filters.subject())
    usual = bool(steps) and day == first_day(steps[0].start)
    address.change(event=None if usual else day)


def _new_study() -> None:
    weeks, left_out = (int(st.session_state[key]) for key in (WEEKS, LEFT_OUT))
    address.change(study="" if (weeks, left_out) == USUAL else f"{weeks},{left_out}")
