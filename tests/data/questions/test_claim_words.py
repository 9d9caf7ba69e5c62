"""The title over a piece of evidence says of what it is."""

import pytest

from data.filters import Filters
from data.questions.claim_words import claim_in_words
from data.questions.claims import parse_claim
from data.questions.coded import coded_pieces
from tests.data.saved_views import held


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (
            "reason:trade:at",
            "“Trade and investment” in stories about Kazakhstan, from 6 to 20 Nov 2025",
        ),
        ("reason:trade", "“Trade and investment” in stories about Kazakhstan"),
        ("says:iran:own_government", "“Iran”, as said by: its government"),
        ("press:iran:ARE", "“Iran” in the press of: the United Arab Emirates"),
        ("press:iran:rest", "“Iran” in the press of: All other countries"),
        ("topic:russia-china", "Pieces with the topic “Russia and China”"),
        ("change", "Pieces about Kazakhstan compared after the step"),
        ("change:before", "Pieces about Kazakhstan compared before the step"),
    ],
)
def test_a_claim_is_named(claim: str, words: str) -> None:
    """The evidence of a cell stands under the title of another."""
    facts, corpus = held()
    coded = coded_pieces(facts, corpus, Filters(focus="KAZ"))
    named = claim_in_words(
        parse_claim(claim), coded, facts.country_names, {"russia-china": "Russia and China"}
    )
    assert named == words
