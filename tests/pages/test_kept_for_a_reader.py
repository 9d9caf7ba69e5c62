"""What a reader brings stays theirs, and what a session remembers of them stays small."""

import pytest
from streamlit.testing.v1 import AppTest

EVENTS = b"date,title\n2025-11-06,A private note\n"


def app_of_a_chart(events: bytes) -> None:
    """Draw the same chart twice, with a reader's events where there are any."""
    import streamlit as st

    from components import cached
    from components.own_events import KEPT
    from data.filters import Filters
    from data.ingest.events_file import read_events

    if events:
        st.session_state[KEPT] = read_events(events, "mine.csv", cached.facts().country_names)
    one, two = (cached.coverage_figure(Filters(), "light", 300) for _ in range(2))
    st.session_state["shared"] = one is two
    st.session_state["named"] = "A private" in one.to_json()


@pytest.mark.parametrize("events", [b"", EVENTS])
def test_a_chart_with_a_readers_events_is_in_no_cache_for_all(events: bytes) -> None:
    """If it fails, what a reader brought stays in the memory of the server after they have left."""
    app = AppTest.from_function(app_of_a_chart, kwargs={"events": events}, default_timeout=60).run()
    assert not app.exception
    assert app.session_state["named"] is bool(events)
    assert app.session_state["shared"] is not bool(events)


def app_of_many_answers() -> None:
    """Wait for one answer after the other."""
    import streamlit as st

    from components.cached.held import MOST_WAITED_FOR, has_waited_for, waited_for

    for number in range(3 * MOST_WAITED_FOR):
        waited_for("words_found", number)
        waited_for("words_found", 0)
    st.session_state["told"] = [
        has_waited_for("words_found", number) for number in (0, 1, 3 * MOST_WAITED_FOR - 1)
    ]
    st.session_state["small"] = len(st.session_state["words_found"]) == MOST_WAITED_FOR


def test_a_session_forgets_the_oldest_answers_that_it_waited_for() -> None:
    """If it fails, a session grows with every view, and takes answers to be there that are not."""
    app = AppTest.from_function(app_of_many_answers, default_timeout=60).run()
    assert not app.exception
    assert app.session_state["told"] == [True, False, True]
    assert app.session_state["small"]
