"""The reasons of a country on the screen: what a card shows is its table, and what is said."""

from datetime import date

import pytest
import streamlit as st
from pandas.testing import assert_frame_equal
from streamlit.testing.v1 import AppTest

from components import download as menu
from components.everything import Held, everything_files
from data.export.view import View
from data.tables import TABLES

TODAY = date(2026, 9, 30)
SHOWN = {"reasons", "reason_changes", "reason_quality", "topics", "voices", "reasons_by_press"}
ADDRESSES = {
    "a joiner": {"focus": "KAZ"},
    "moved windows": {"focus": "KAZ", "windows": "999,90,999", "within": "all"},
    "nothing before": {"focus": "ARE"},
    "few stories": {"focus": "SDN"},
    "no step": {"focus": "SAU"},
    "the counterpart": {"focus": "ISR"},
    "one outlet": {"focus": "KAZ", "outlet": "Zakon.kz"},
    "another agreement": {"focus": "KAZ", "agreement": "ots", "within": "all"},
}


def app_of_reasons() -> None:
    """Show reasons and voices as the page of a country does."""
    from components import address
    from components.reasons_view import reasons_view
    from components.voices_view import voices_view

    filters = address.read().filters
    about = filters.about_one(filters.subject())
    reasons_view(about)
    voices_view(about)


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[tuple[View, Held]]:
    """Collect what each card would put into its ZIP."""
    found: list[tuple[View, Held]] = []

    def noted(view: View, held: Held) -> tuple:
        found.append((view, held))
        return everything_files(view, held)

    monkeypatch.setattr(menu, "everything_files", noted)
    st.cache_data.clear()
    return found


def run(**address: str) -> AppTest:
    app = AppTest.from_function(app_of_reasons, default_timeout=120)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    return " ".join(one.value for one in (*app.info, *app.caption, *app.markdown))


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_what_a_card_shows_is_its_table(
    address: dict[str, str], offered: list[tuple[View, Held]]
) -> None:
    """A card draws other rows than the command prints, or a country breaks the page."""
    run(**address)
    assert offered
    for view, card in offered:
        assert view.figure in SHOWN
        table = TABLES[view.figure](card.facts, card.corpus, view.filters, TODAY)
        assert_frame_equal(card.frame().reset_index(drop=True), table, obj=view.figure)


def test_the_windows_of_a_joiner_can_be_moved_and_those_of_others_not() -> None:
    """A country without a step has days before nothing."""
    app = run(focus="KAZ")
    assert [one.value for one in app.number_input] == [365, 14, 180]
    app.number_input[0].set_value(700).run()
    assert not app.exception and app.number_input[0].value == 700
    assert app.query_params["windows"] == "700,14,180"
    assert not run(focus="SAU").number_input


def test_days_outside_the_limits_are_taken_as_the_nearest_and_it_is_said() -> None:
    """A window of 0 days turns the field red, and the old window stays without a word."""
    app = run(focus="KAZ")
    app.number_input[0].set_value(0).run()
    assert app.query_params["windows"] == "7,14,180" and app.number_input[0].value == 7
    assert [one.value for one in app.toast] == ["Days before: 7 is the nearest that can be chosen."]


def test_no_piece_that_speaks_of_the_agreement_is_said_and_all_are_offered() -> None:
    """A page without pieces is empty, or full of zeros."""
    app = run(focus="KAZ", agreement="ots")
    assert "There are no independent stories about Kazakhstan that speak of" in texts(app)
    assert not app.get("plotly_chart")
    app.button[0].click().run()
    assert app.query_params["within"] == "all" and app.get("plotly_chart")


def test_few_stories_are_not_enough_evidence_and_longer_windows_are_offered() -> None:
    """A reason leads on the ground of two stories."""
    app = run(focus="SDN")
    assert "Not enough evidence: no window holds 20 stories" in texts(app)
    app.button[0].click().run()
    assert app.query_params["windows"] == "999,90,999"


def test_a_country_that_no_piece_is_about_has_a_sentence() -> None:
    """A filter that leaves nothing ends in a traceback."""
    app = run(focus="TUV")
    assert "these filters choose no piece about the country" in texts(app)
    assert not app.button


def test_nothing_claims_a_cause() -> None:
    """The page says that coverage gave the reason why a state joined."""
    said = texts(run(focus="KAZ")).lower()
    assert "because" not in said and "cause" not in said
    assert "does not say why" in said
