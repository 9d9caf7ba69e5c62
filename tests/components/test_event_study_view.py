"""The event study and its robustness on the screen: cards, sentences and the reader's settings."""

from datetime import date

import pytest
import streamlit as st
from pandas.testing import assert_frame_equal
from streamlit.testing.v1 import AppTest

from components import download as menu
from components.everything import Held, everything_files
from data.export.column_meanings import meaning, row_meaning
from data.export.view import View
from data.tables import TABLES

TODAY = date(2026, 9, 30)
SHOWN = {"event_study", "placebos", "robustness"}
ADDRESSES = {
    "a joiner": {"focus": "KAZ"},
    "an own day": {"focus": "SAU", "event": "2023-09-20"},
    "one side": {"focus": "SDN", "study": "13,0"},
    "refused": {"focus": "ARE"},
    "nothing": {"focus": "PAK", "event": "2021-10-19"},
    "filtered": {"focus": "KAZ", "language": "en", "of": "stories", "q": "trade"},
}


def app_of_change() -> None:
    """Show what changed, and whether it holds, as the page of a country does."""
    from components import address
    from components.event_study_view import event_study_view
    from components.robustness_view import robustness_view

    filters = address.read().filters
    about = filters.about_one(filters.subject())
    event_study_view(about)
    robustness_view(about)


def run(**address: str) -> AppTest:
    app = AppTest.from_function(app_of_change, default_timeout=120)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    return " ".join(one.value for one in (*app.info, *app.caption, *app.markdown))


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_what_a_card_shows_is_its_table(
    address: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card draws other rows than the command prints, or a column is not explained."""
    found: list[tuple[View, Held]] = []

    def noted(view: View, held: Held) -> tuple:
        found.append((view, held))
        return everything_files(view, held)

    monkeypatch.setattr(menu, "everything_files", noted)
    st.cache_data.clear()
    run(**address)
    assert found and {view.figure for view, _ in found} <= SHOWN
    for view, card in found:
        table = TABLES[view.figure](card.facts, card.corpus, view.filters, TODAY)
        assert_frame_equal(card.frame().reset_index(drop=True), table, obj=view.figure)
        assert row_meaning(view.figure)
        assert not [name for name in table if not meaning(view.figure, name)]


def test_a_change_is_said_with_its_doubt_and_opens_its_pieces() -> None:
    """A number stands without interval, or without the pieces behind it."""
    app = run(focus="KAZ")
    said = texts(app)
    assert "Coverage changed, it rose" in said and "95% interval" in said
    assert "placebo p" in said and "holds in" in said
    assert "a share of it says what the list holds" in said
    assert not {"because", "caused"} & set(said.lower().split())
    app.button(key="change_before").click().run()
    assert app.query_params["claim"] == "change:before"
    app.button(key="change_after").click().run()
    assert app.query_params["claim"] == "change"


def test_a_refused_study_is_a_sentence_and_offers_what_there_is() -> None:
    """A country that joined on the first day of the list breaks the page, or says nothing."""
    app = run(focus="ARE")
    assert "8 on each side are needed" in texts(app)
    assert [button.key for button in app.button if button.key.startswith("change_")] == [
        "change_after"
    ]


def test_without_an_event_a_day_is_offered() -> None:
    """A reader of a country without a step can compare nothing."""
    app = run(focus="SAU")
    assert "Any other day can be chosen" in texts(app)
    assert app.date_input(key="event_own").value is None
    app.date_input(key="event_own").set_value(date(2023, 9, 20)).run()
    assert app.query_params["event"] == "2023-09-20"
    assert "from 20 Sep 2023 on" in texts(app)


@pytest.mark.parametrize("event", ["1999-01-01", "2050-01-01"])
def test_a_day_that_the_corpus_does_not_reach_is_a_sentence(event: str) -> None:
    """A link with a day outside the corpus ends in a traceback."""
    app = run(focus="KAZ", event=event)
    assert "lies outside the days of this corpus" in texts(app)
    assert app.date_input(key="event_own").value is None


def test_the_span_is_written_into_the_address_and_the_usual_one_is_not() -> None:
    """A link shows another span than its sender saw."""
    app = run(focus="KAZ")
    app.number_input(key="study_weeks").set_value(13).run()
    assert app.query_params["study"] == "13,14"
    app.number_input(key="study_left_out").set_value(0).run()
    assert app.query_params["study"] == "13,0"
    app.number_input(key="study_weeks").set_value(26).run()
    app.number_input(key="study_left_out").set_value(14).run()
    assert "study" not in app.query_params


def test_a_step_is_chosen_by_its_name() -> None:
    """The day of a signature cannot be reached without knowing it."""
    app = run(focus="MAR")
    steps = app.selectbox(key="event_step")
    assert steps.options == [
        "announced 10 Dec 2020",
        "signed, relations established 22 Dec 2020",
    ]
    steps.select("2020-12-22").run()
    assert app.query_params["event"] == "2020-12-22"
    app.selectbox(key="event_step").select("2020-12-10").run()
    assert "event" not in app.query_params
    app.date_input(key="event_own").set_value(date(2021, 3, 1)).run()
    assert app.selectbox(key="event_step").value == "another day"
