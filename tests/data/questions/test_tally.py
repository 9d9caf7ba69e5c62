"""The tally counts stories and outlets on each side, and says where they are too few."""

import pandas as pd
import pytest

from data.questions.tally import tally


def rows(*given: tuple[str, int, str]) -> pd.DataFrame:
    return pd.DataFrame(list(given), columns=["side", "story", "outlet"])


ENOUGH = [("for", 1, "A"), ("for", 1, "A"), ("for", 2, "B"), ("for", 3, "A")]


def test_stories_and_outlets_are_counted_once() -> None:
    """Two passages of one story, or two stories of one outlet, are counted as two."""
    found = tally(rows(*ENOUGH, ("against", 4, "C"), ("named", 5, "C")))
    assert found.stories == {"for": 3, "against": 1, "named": 1, "context": 0, "fact": 0}
    assert found.outlets == {"for": 2, "against": 1, "named": 1, "context": 0, "fact": 0}
    assert found.in_words() == (
        "Given in 3 stories from 2 outlets, disputed or denied in 1 story from 1 outlet; "
        "only named in 1 story from 1 outlet."
    )


def test_a_story_that_gives_a_reason_does_not_only_name_it() -> None:
    """A story is counted as only naming what it gives as a reason in another sentence."""
    found = tally(rows(("for", 1, "A"), ("named", 1, "A"), ("against", 1, "A")))
    assert found.stories == {"for": 1, "against": 1, "named": 0, "context": 0, "fact": 0}


def test_stories_without_an_outlet_are_of_none() -> None:
    """No outlet counts as an outlet, and makes enough of one."""
    found = tally(rows(("for", 1, "A"), ("for", 2, ""), ("for", 3, ""), ("against", 4, "")))
    assert (found.outlets["for"], found.without["for"], found.any_outlets) == (1, 2, 1)
    assert not found.enough()
    assert (
        "given in 3 stories from 1 outlet and 2 without, "
        "disputed or denied in 1 story from no known outlet"
    ) in found.in_words()
    assert found.any_without == 3


@pytest.mark.parametrize(
    "given",
    [
        [("for", 1, "A"), ("for", 2, "B")],
        [("for", 1, "A"), ("for", 2, "A"), ("for", 3, "A")],
        [("against", 1, "A"), ("against", 2, "B"), ("against", 3, "C")],
    ],
    ids=["two stories", "one outlet", "none gives it"],
)
def test_too_little_is_said_to_be_too_little(given: list[tuple[str, int, str]]) -> None:
    """A reason of one outlet, or of two stories, is summed up as if it were well attested."""
    found = tally(rows(*given))
    assert not found.enough()
    assert found.in_words().startswith("Not enough evidence")
    assert "At least 3 stories from 2 outlets are needed." in found.in_words()


def test_without_passages_nothing_is_said_in_numbers() -> None:
    """No evidence reads as a number of stories."""
    assert tally(rows()).in_words() == "Not enough evidence: no passage says it."


def test_pieces_without_passages_are_counted_as_such() -> None:
    """Pieces that are merely counted read as if they gave a reason."""
    said = tally(rows(("context", 1, "A"), ("context", 2, "B"))).in_words()
    assert said == "Counted in 2 stories from 2 outlets."
