"""A claim in an address is read back as it was written, or refused with a sentence."""

import pytest

from data.filters import FilterError, Filters
from data.questions.claims import Claim, as_part, claim_of, parse_claim


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("reason:trade", Claim("reason", ("trade",))),
        ("reason:great_powers:before", Claim("reason", ("great_powers",), "before")),
        ("says:trade:own_government", Claim("says", ("trade", "own_government"))),
        ("press:iran:KAZ", Claim("press", ("iran", "KAZ"))),
        ("topic:us-politics", Claim("topic", ("us-politics",))),
        ("topic:us-politics:at", Claim("topic", ("us-politics",), "at")),
        ("change", Claim("change", ())),
        ("change:before", Claim("change", (), "before")),
        ("special:first_in", Claim("special", ("first_in",))),
        ("special:shared:before:x", Claim("special", ("shared", "before", "x"))),
    ],
)
def test_a_claim_is_read_and_written_back(text: str, claim: Claim) -> None:
    """A link to a piece of evidence opens another one, or none."""
    assert parse_claim(text) == claim
    assert str(claim) == text
    assert Filters(claim=text).claim == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no sentence or number is chosen"),
        ("weather", "“weather” is nothing that this page claims"),
        ("reason", "does not say enough"),
        ("says:trade", "does not say enough"),
        ("says:trade:analyst:before", "says too much"),
        ("change:before:after", "says too much"),
        ("reason:trade:yesterday", "“yesterday” is no window; one of before, at, after, whole"),
        ("reason::before", "does not say enough"),
    ],
)
def test_what_is_no_claim_is_refused_with_a_sentence(text: str, said: str) -> None:
    """A wrong link ends in a traceback."""
    with pytest.raises(FilterError, match=said):
        parse_claim(text)


def test_a_topic_of_any_signs_makes_a_claim() -> None:
    """A topic of a reader's own corpus, with spaces and accents, has evidence that cannot open."""
    written = claim_of("topic", "Énergie & eau: l'avenir", window="at")
    assert written == "topic:Énergie_eau_l_avenir:at"
    assert Filters(claim=written).claim == written
    assert len(as_part("long " * 40)) == 60
