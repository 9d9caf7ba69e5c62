"""Back, forward and links against widgets that still say what the last address said."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parents[2] / "app.py")


def test_what_widgets_still_say_after_going_back_is_no_change() -> None:
    """If it fails, two quick steps back land on the filters that were left."""
    app = AppTest.from_file(APP, default_timeout=120)
    app.query_params["country"] = "KAZ"
    app.run()
    app.query_params["country"] = "ARE"
    app.text_input(key="filter_q").set_value("minerals")
    app.multiselect(key="filter_country").set_value([])
    app.run()
    assert dict(app.query_params) == {"country": "ARE"}
    assert app.text_input(key="filter_q").value == ""
    assert app.multiselect(key="filter_country").value == ["ARE"]


def test_a_change_after_going_back_counts() -> None:
    """If it fails, the first change after the back button is lost."""
    app = AppTest.from_file(APP, default_timeout=120)
    app.query_params["country"] = "KAZ"
    app.run()
    app.query_params["country"] = "ARE"
    app.run()
    app.text_input(key="filter_q").set_value("minerals").run()
    assert dict(app.query_params) == {"country": "ARE", "q": "minerals"}


def _two_fields() -> None:
    """A page whose runs after the first are cut short before their end."""
    import streamlit as st

    from components import address

    reading = address.read()
    st.text_input("Search words", **address.bound("q", reading.typed_q))
    st.multiselect("Topic", ["trade"], **address.bound("topic", list(reading.filters.topic)))
    if "first" not in st.session_state:
        st.session_state["first"] = True
        address.arrived()


def test_a_second_change_before_the_browser_shows_the_first_keeps_both() -> None:
    """If it fails, of two quick changes the first is lost."""
    app = AppTest.from_function(_two_fields, default_timeout=60).run()
    app.text_input(key="filter_q").set_value("minerals").run()
    assert dict(app.query_params) == {"q": "minerals"}
    app.query_params.clear()
    app.multiselect(key="filter_topic").set_value(["trade"]).run()
    assert dict(app.query_params) == {"q": "minerals", "topic": "trade"}


def test_two_changes_in_one_run_both_count() -> None:
    """If it fails, of two changes that a busy server takes together the second is lost."""
    app = AppTest.from_function(_two_fields, default_timeout=60).run()
    app.text_input(key="filter_q").set_value("minerals")
    app.multiselect(key="filter_topic").set_value(["trade"]).run()
    assert dict(app.query_params) == {"q": "minerals", "topic": "trade"}


def test_a_change_on_a_page_that_is_still_being_made_counts() -> None:
    """If it fails, a click beside a chart that is still computed does nothing after a link."""
    app = AppTest.from_function(_two_fields, default_timeout=60).run()
    app.query_params["country"] = "ARE"
    app.run()
    app.text_input(key="filter_q").set_value("minerals").run()
    assert dict(app.query_params) == {"country": "ARE", "q": "minerals"}
