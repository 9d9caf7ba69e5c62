"""Everything on one axis of time: what is drawn, in which row, and how exactly it is dated."""

from datetime import date

import pandas as pd
import pytest

from data.facts import Facts, load_facts
from data.filters import Filters
from data.questions.memberships_axis import memberships_axis

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


def rows_of(facts: Facts, country: str, agreement: str, **filters: object) -> list[list[str]]:
    """Return kind, status, first and last day and words of the rows of one agreement."""
    frame = memberships_axis(facts, Filters(focus=country, **filters), TODAY)
    rows = frame[(frame["agreement"] == agreement) & (frame["kind"] != "event")]
    days = [rows[end].dt.strftime("%Y-%m-%d").fillna("") for end in ("start", "end")]
    return [
        list(one) for one in zip(rows["kind"], rows["status"], *days, rows["when"], strict=True)
    ]


def test_a_date_known_to_its_year_is_a_range_and_then_a_span(facts: Facts) -> None:
    """A bar begins on a day that nobody knows."""
    assert rows_of(facts, "KAZ", "oic") == [
        ["range", "member", "1995-01-01", "1995-12-31", "begun in 1995"],
        ["span", "member", "1995-12-31", "", "since 1995"],
    ]


def test_steps_are_marked_and_spans_follow_each_other(facts: Facts) -> None:
    """A step that no bar begins with is not to be seen."""
    assert rows_of(facts, "KAZ", "csto") == [
        ["span", "signed", "1992-05-15", "2003-09-18", "15 May 1992 to 18 Sep 2003"],
        ["step", "signed", "1992-05-15", "", "15 May 1992"],
        ["span", "member", "2003-09-18", "", "since 18 Sep 2003"],
    ]


def test_a_break_is_a_span_of_its_own_and_its_end_a_range(facts: Facts) -> None:
    """Relations that were broken off look unbroken."""
    assert rows_of(facts, "MAR", "israel-relations") == [
        ["range", "relations", "1994-09-01", "1994-09-30", "begun in Sep 1994"],
        ["span", "relations", "1994-09-30", "2000-10-23", "Sep 1994 to 23 Oct 2000"],
        ["span", "left", "2000-10-23", "2020-12-22", "23 Oct 2000 to 22 Dec 2020"],
        ["step", "relations_severed", "2000-10-23", "", "23 Oct 2000"],
        ["span", "relations", "2020-12-22", "", "since 22 Dec 2020"],
    ]
    assert ["range", "suspended", "1989-05-01", "1989-05-31", "ended in May 1989"] in rows_of(
        facts, "EGY", "arab-league"
    )


def test_a_day_that_was_never_settled_is_a_range_over_all_it_may_be(facts: Facts) -> None:
    """A country that is in, nobody knows since when, is missing."""
    rows = rows_of(facts, "DMA", "israel-relations")
    assert [row[:2] for row in rows][0] == ["range", "unsettled"]
    assert rows[0][2] == "1948-05-14"


def test_the_chosen_agreement_comes_first_then_its_subject_then_by_time(facts: Facts) -> None:
    """The row the page is about stands somewhere below."""
    frame = memberships_axis(facts, Filters(), TODAY)
    order = list(dict.fromkeys(frame["agreement"]))
    assert order[:4] == ["abraham-accords", "israel-relations", "cis", "osce"]
    chosen = memberships_axis(facts, Filters(agreement="eaeu"), TODAY)
    assert chosen["agreement"].iloc[0] == "eaeu"


@pytest.mark.parametrize(
    ("filters", "day"),
    [
        (Filters(), "2025-11-06"),
        (Filters(event=date(2024, 5, 1)), "2024-05-01"),
        (Filters(focus="SAU"), None),
        (Filters(as_of=date(2020, 1, 1)), None),
    ],
)
def test_the_event_is_the_day_the_page_compares_around(
    facts: Facts, filters: Filters, day: str | None
) -> None:
    """A line stands at a day that has not come, or at none that was chosen."""
    frame = memberships_axis(facts, filters, TODAY)
    events = frame[frame["kind"] == "event"]
    assert events["start"].tolist() == ([pd.Timestamp(day)] if day else [])


def test_the_past_holds_nothing_that_came_after(facts: Facts) -> None:
    """An earlier day shows what was joined later, or ends that were not known."""
    frame = memberships_axis(facts, Filters(as_of=date(2010, 1, 1)), TODAY)
    assert frame["start"].max() <= pd.Timestamp("2010-01-01")
    assert not {"abraham-accords", "eaeu"} & set(frame["agreement"])
    ots = frame[(frame["agreement"] == "ots") & (frame["kind"] == "span")]
    assert ots["status"].tolist() == ["signed"] and ots["end"].isna().all()


def test_a_signature_that_makes_a_member_counts(facts: Facts) -> None:
    """A signatory of the Artemis Accords looks as one who still has to join."""
    frame = memberships_axis(facts, Filters(focus="ARE"), TODAY).set_index("agreement")
    assert frame.loc["artemis-accords", "member"].any()
    assert not frame.loc["rome-statute", "member"].any()


def test_every_country_has_an_axis(facts: Facts) -> None:
    """A country breaks its page, or what ends before it begins is drawn."""
    for country in facts.country_names:
        frame = memberships_axis(facts, Filters(focus=country), TODAY)
        ended = frame[frame["end"].notna()]
        assert (ended["end"] >= ended["start"]).all(), country
        assert frame["when"].ne("").all(), country
        taking_part = {name for name, by in facts.steps.items() if country in by}
        assert set(frame["agreement"]) == taking_part, country
