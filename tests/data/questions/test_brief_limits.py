"""A brief says with its numbers what they cannot tell."""

import pandas as pd
import pytest

from data.filters import Filters
from data.questions.brief_coverage import coverage
from data.questions.event_study import event_study
from data.questions.robustness import Robustness
from tests.data.questions.test_brief import of
from tests.data.saved_views import held


def test_what_is_not_joined_is_not_predicted() -> None:
    """A country without a step reads as if the numbers said whether it will join."""
    for country, name in (("SAU", "Saudi Arabia"), ("NRU", "Nauru")):
        made = of(country)
        assert made.sentences[-1].text.endswith(f"Nothing here predicts whether {name} will join.")
        assert "There is no step to compare around." in [one.text for one in made.sentences]
    for country in ("KAZ", "ISR"):
        assert "predicts" not in of(country).sentences[-1].text


def test_copies_that_are_not_grouped_are_said_to_be_stories() -> None:
    """Pieces are counted as independent stories without a word."""
    assert "each piece counts as a story" in of("KAZ").sentences[-1].text


@pytest.mark.parametrize(("held_in", "doubted"), [(4, True), (5, False)])
def test_a_change_that_few_choices_find_is_doubted_at_once(held_in: int, doubted: bool) -> None:
    """Coverage changed, says one sentence, and the next that it did not."""
    frame = pd.DataFrame({"holds": [n < held_in for n in range(9)], "why": [""] * 9})
    found = Robustness("step", "rose", (), frame)
    filters = Filters(focus="KAZ")
    (one,) = coverage(held()[0], event_study(*held(), filters), filters.agreement, found)
    words = "Coverage changed, it rose, but in most other reasonable ways to measure it this is not"
    assert one.text.startswith(words) == doubted
