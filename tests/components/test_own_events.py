"""A reader's own events: what a file came to is said, kept across pages, and let go."""

from streamlit.testing.v1 import AppTest

from components import own_events as menu
from data.ingest.events_file import read_events

COUNTRIES = {"KAZ": "Kazakhstan"}
FILE = b"date,title,countries\n2025-11-06,Summit,KAZ\n2025-11-06,summit,KAZ\nsoon,x,\n,y,\n"


def app_of_the_menu() -> None:
    """Show the menu and what charts would mark; AppTest runs the text of this function."""
    import streamlit as st

    from components.own_events import own_events, own_events_menu
    from tests.components.test_own_events import COUNTRIES

    if st.toggle("show", value=True, key="show"):
        own_events_menu(COUNTRIES)
    events = own_events()
    st.text("none" if events is None else "|".join(events["title"]))


def started(*files: bytes) -> AppTest:
    """Run the app for a reader who drops these files one after the other."""
    app = AppTest.from_function(app_of_the_menu, default_timeout=30).run()
    for content in files:
        app.file_uploader[0].set_value(("mine.csv", content, "text/csv")).run()
        assert not app.exception
    return app


def test_a_file_is_kept_and_what_is_wrong_in_it_is_said() -> None:
    """The reader does not see which rows were left out."""
    app = started(FILE)
    assert app.text[0].value == "Summit"
    assert app.markdown[0].value == (
        "1 event added, 2 rows left out, 1 named more than once and taken once."
    )
    faults = app.caption[-1].value
    assert faults.startswith("Line 4, date\\: “soon” is no day")
    assert "\n\nLine 5, date\\: There is no date." in faults


def test_events_stay_where_the_menu_is_not_shown() -> None:
    """The reader's events are gone after a look at another page."""
    app = started(FILE)
    app.toggle[0].set_value(False).run()
    assert app.text[0].value == "Summit"


def test_another_file_takes_the_place_and_a_bad_one_changes_nothing() -> None:
    """Events of two files mix, or a wrong file loses those that were there."""
    app = started(FILE, b"date,title\n2024-01-01,Other\n")
    assert app.text[0].value == "Other"
    app.file_uploader[0].set_value(("bad.csv", b"where,who\nx,y\n", "text/csv")).run()
    assert app.text[0].value == "Other"
    assert app.error[0].value.startswith("bad.csv has no column of dates and none of titles")
    app.file_uploader[0].set_value(("mine.csv", FILE, "text/csv")).run()
    assert not app.error


def test_events_can_be_let_go() -> None:
    """There is no way back to the chart without them."""
    app = started(FILE)
    app.button(key="own_events_let_go").click().run()
    assert app.text[0].value == "none"
    assert not app.markdown


def test_a_file_without_a_good_row_marks_nothing() -> None:
    """An empty frame of events is handed to the charts."""
    app = started(b"date,title\nsoon,x\n")
    assert app.text[0].value == "none"
    assert app.markdown[0].value == "0 events added, 1 row left out."


def test_faults_of_a_whole_row_name_no_column() -> None:
    """A fault of the row reads as if a column without a name were wrong."""
    kept = read_events(b"date,title\n2025-01-01,a,b\n", "mine.csv", COUNTRIES)
    assert menu.faults_in_words(kept)[0].startswith("Line 2: It has 3 cells")
