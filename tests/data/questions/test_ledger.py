"""A claim opens the passages for and against it, story by story, the earliest piece first."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import pytest

from data.coding.codebook import Actor
from data.corpus import Corpus
from data.facts import Facts
from data.filters import FilterError, Filters
from data.questions.event_study import event_study
from data.questions.evidence import COLUMNS, evidence
from data.questions.ledger import ROWS, rows_behind
from data.questions.reasons import reason_shares
from data.questions.snippets import LONGEST
from data.questions.tally import tally
from data.questions.voices import who_says
from tests.data.questions.typed_coded import coded
from tests.data.saved_views import TODAY, held

BEFORE, AT, AFTER = "2021-03-01", "2021-03-10", "2021-03-20"
PIECES = [
    (0, BEFORE, 1, "a", "USA"),
    (1, AT, 1, "b", "KAZ"),
    (2, AT, 2, "c", "KAZ"),
    (3, "2021-03-11", 2, "d", ""),
    (4, "2021-03-11", 3, "e", "FRA"),
    (5, AFTER, 4, "f", "FRA"),
    (6, "", 5, "g", "FRA"),
]
CODES = [
    (1, "trade", "given", "government", "KAZ"),
    (2, "trade", "named"),
    (2, "trade", "denied", "government", "USA"),
    (3, "trade", "given", "analyst"),
    (4, "trade", "disputed", "outlet"),
    (4, "iran", "given"),
    (5, "trade", "given", "government", "RUS"),
    (6, "trade", "given"),
]


def behind(claim: str, codes: Sequence[tuple] = tuple(CODES)) -> pd.DataFrame:
    facts, corpus = held()
    return rows_behind(coded(PIECES, codes), facts, corpus, Filters(focus="KAZ"), claim)


def told(frame: pd.DataFrame) -> list[tuple[str, int]]:
    return list(zip(frame["side"], frame["row"], strict=True))


def test_the_sides_stand_in_order_and_a_story_is_its_earliest_piece() -> None:
    """A copy speaks for its story, or what stands against a reason is lost."""
    frame = behind("reason:trade:at")
    assert list(frame) == list(ROWS)
    # Row 3 is a copy of row 2, so what only the copy gives is not counted.
    assert told(frame) == [("for", 1), ("against", 2), ("against", 4), ("named", 2)]
    assert frame["copies"].tolist() == [1, 2, 1, 2]
    found = tally(frame)
    assert (found.stories["for"], found.stories["against"], found.stories["named"]) == (1, 2, 0)


def test_without_a_window_all_windows_are_read_as_one() -> None:
    """A story is counted in two windows, or the piece of no day in any."""
    assert told(behind("reason:trade")) == [
        ("for", 5),
        ("against", 2),
        ("against", 4),
        ("named", 2),
    ]


@pytest.mark.parametrize(
    ("claim", "rows"),
    [
        ("says:trade:own_government", []),
        ("says:trade:sponsor", [("against", 2)]),
        ("says:trade:other_government", [("for", 5)]),
        ("says:trade:outlet", [("against", 4)]),
        ("says:trade:unattributed", [("named", 2)]),
        ("press:trade:KAZ", [("against", 2), ("named", 2)]),
        ("press:trade:FRA", [("for", 5), ("against", 4)]),
        ("reason:gaza", []),
    ],
)
def test_a_camp_and_a_press_narrow_the_passages(claim: str, rows: list[tuple[str, int]]) -> None:
    """A cell of a table opens the passages of another camp or press."""
    assert told(behind(claim)) == rows


def test_a_camp_is_told_by_the_readers_own_table() -> None:
    """A cell of a reader's own table of actors opens the passages of the shipped one."""
    facts, corpus = held()
    pieces = [(1, AT, 1, "b", "KAZ")]
    spoken = coded(pieces, [(1, "trade", "given", "government", "KAZ", "envoy")])
    own = {"envoy": Actor("envoy", "analyst", "", "The envoy", ("envoy",))}
    of_all = (spoken, facts, corpus, Filters(focus="KAZ"))
    assert told(rows_behind(*of_all, "says:trade:own_government")) == [("for", 1)]
    assert told(rows_behind(*of_all, "says:trade:own_government", own)) == []
    assert told(rows_behind(*of_all, "says:trade:analyst", own)) == [("for", 1)]


def test_a_later_piece_of_a_story_does_not_bring_it_into_another_press() -> None:
    """A story first told in the United States counts as French as well, by its copy."""
    pieces = [(0, AT, 1, "a", "USA"), (1, "2021-03-11", 1, "b", "FRA")]
    facts, corpus = held()
    of_both = coded(pieces, [(1, "trade", "given")])
    assert rows_behind(of_both, facts, corpus, Filters(), "press:trade:FRA").empty


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("reason:weather", "“weather” is no reason of the codebook"),
        ("reason:trade:whole", "“whole” is no window of this page, which has before, at, after"),
        ("topic:weather", "“weather” is no topic of these pieces"),
    ],
)
def test_a_claim_about_nothing_is_a_sentence(claim: str, said: str) -> None:
    """A link made on another page, or by hand, ends in a traceback."""
    with pytest.raises(FilterError, match=said):
        behind(claim)


@pytest.fixture(scope="module")
def built_in() -> tuple[Facts, Corpus]:
    return held()


FILTERS = Filters(focus="KAZ")


@pytest.mark.parametrize("reason", ["symbolism", "momentum", "united_states", "dilution"])
def test_the_evidence_adds_up_to_the_number_it_opens(
    reason: str, built_in: tuple[Facts, Corpus]
) -> None:
    """The page says 26 stories, and the evidence shows 25."""
    shares = reason_shares(*built_in, FILTERS)
    for row in shares[shares["reason"] == reason].itertuples():
        found = tally(evidence(*built_in, FILTERS, f"reason:{reason}:{row.window}", TODAY))
        assert (found.any_stories, found.stories["for"]) == (row.stories, row.given)


def test_a_camp_opens_as_many_stories_as_its_cell_says(built_in: tuple[Facts, Corpus]) -> None:
    """A cell of who says why opens fewer or more stories than it counts."""
    said = who_says(*built_in, FILTERS)
    for row in said[said["stories"] > 0].itertuples():
        found = evidence(*built_in, FILTERS, f"says:{row.reason}:{row.camp}", TODAY)
        assert (found["story"].nunique(), len(found)) == (row.stories, row.passages)


def test_passages_are_shown_in_their_words(built_in: tuple[Facts, Corpus]) -> None:
    """The passage that is marked is not the one that was coded, or its piece is another."""
    facts, corpus = built_in
    found = evidence(facts, corpus, FILTERS, "reason:symbolism", TODAY)
    assert list(found) == list(COLUMNS) and len(found) > 20
    for row in found.itertuples():
        piece = corpus.article(row.article_id).iloc[0]
        said = piece[row.part][row.start : row.end]
        assert said.startswith(row.snippet[row.mark_start : row.mark_end].rstrip("…"))
        assert (piece["row"], piece["outlet"], piece["url"]) == (row.row, row.outlet, row.url)
        assert len(row.snippet) <= LONGEST


@pytest.mark.parametrize(
    ("country", "claim", "rows", "source"),
    [
        ("KAZ", "special:standing", 1, "aa.com.tr"),
        ("SAU", "special:standing", 0, ""),
        ("KAZ", "special:relations", 1, "voz.us (year)"),
    ],
)
def test_a_fact_opens_its_sources(
    country: str, claim: str, rows: int, source: str, built_in: tuple[Facts, Corpus]
) -> None:
    """A sentence on record opens nothing, or an empty list where the facts are many."""
    found = evidence(*built_in, Filters(focus=country), claim, TODAY)
    assert list(found) == list(COLUMNS)
    assert found["outlet"].tolist() == [source] * rows
    assert set(found["side"]) <= {"fact"}


def test_a_fact_that_is_not_said_is_a_sentence(built_in: tuple[Facts, Corpus]) -> None:
    """A link to what is special about another country opens an empty list without a word."""
    with pytest.raises(FilterError, match="nothing that is said of this case"):
        evidence(*built_in, Filters(focus="SAU"), "special:pace", TODAY)


def test_a_change_opens_the_pieces_that_were_compared(built_in: tuple[Facts, Corpus]) -> None:
    """The pieces behind a change of coverage are of other days than those compared."""
    after = evidence(*built_in, FILTERS, "change", TODAY)
    before = evidence(*built_in, FILTERS, "change:before", TODAY)
    assert set(after["side"]) == {"context"} and (after["mark_end"] == 0).all()
    assert before["day"].max() < pd.Timestamp("2025-11-06") == after["day"].min()
    with pytest.raises(FilterError, match="no coverage was compared"):
        evidence(*built_in, Filters(focus="SAU"), "change", TODAY)


def test_a_topic_opens_its_pieces(built_in: tuple[Facts, Corpus]) -> None:
    """A topic opens pieces that do not carry it."""
    facts, corpus = built_in
    found = evidence(facts, corpus, FILTERS, "topic:russia-china:at", TODAY)
    assert len(found) > 3
    for article_id in found["article_id"]:
        assert "russia-china" in corpus.article(article_id)["topics"].iloc[0].split(";")


def test_days_that_cannot_be_compared_hold_no_evidence(built_in: tuple[Facts, Corpus]) -> None:
    """The study counts 135 pieces after the step, and 139 stand behind it."""
    filters = Filters(focus="KAZ", dates=(date(2025, 5, 3), date(2026, 1, 13)))
    found = event_study(*built_in, filters)
    assert found.left_out()
    for side in ("before", "after"):
        rows = evidence(*built_in, filters, f"change:{side}", TODAY)
        assert rows["copies"].sum() == found.own[side]
