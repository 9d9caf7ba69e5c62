"""The title of a country's page asks what can be asked of it."""

from datetime import date

import pytest

from data.facts import load_facts
from data.filters import Filters
from data.questions.page_question import page_question

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("country", "agreement", "asked"),
    [
        ("KAZ", "abraham-accords", "Why did Kazakhstan move to join the Abraham Accords?"),
        ("ARE", "abraham-accords", "Why did the United Arab Emirates join the Abraham Accords?"),
        ("SAU", "abraham-accords", "Will Saudi Arabia join the Abraham Accords?"),
        ("XSL", "abraham-accords", "Why did Somaliland move to join the Abraham Accords?"),
        ("ISR", "abraham-accords", "Israel and the Abraham Accords"),
        ("USA", "abraham-accords", "United States and the Abraham Accords"),
        ("GBR", "eu", "Why did the United Kingdom join the EU, and leave?"),
        ("KAZ", "israel-relations", "Kazakhstan and ties with Israel"),
    ],
)
def test_the_title_asks_what_can_be_asked(country: str, agreement: str, asked: str) -> None:
    """A page asks why a country joined that did not, or whether one will that is in."""
    facts = load_facts()
    assert page_question(facts, Filters(focus=country, agreement=agreement), TODAY) == asked


def test_before_its_step_a_country_may_still_join() -> None:
    """The title knows more than the day that the page is set to."""
    filters = Filters(focus="MAR", as_of=date(2020, 8, 1))
    assert page_question(load_facts(), filters, TODAY) == "Will Morocco join the Abraham Accords?"
