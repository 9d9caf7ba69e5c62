"""Events and marks: what a chart marks, and that an empty answer keeps its shape."""

from datetime import date

import pytest

from data.facts import Facts, load_facts
from data.filters import Filters
from data.questions.events import happenings, marks

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


def test_the_latest_come_first_and_none_lies_ahead(facts: Facts) -> None:
    rows = happenings(facts, Filters(), date(2025, 11, 10), rows=3)
    assert rows["date"].tolist() == sorted(rows["date"], reverse=True)
    assert rows["date"].max() <= "2025-11-10"
    assert "Kazakhstan: announced (Announced by the US president)" in rows["title"].tolist()


def test_an_announced_exit_says_so(facts: Facts) -> None:
    rows = happenings(facts, Filters(agreement="opec"), TODAY, rows=50)
    assert any("Announced exit" in title for title in rows["title"])


@pytest.mark.parametrize("agreement", ["abraham-accords", "nato", "gcc"])
def test_a_country_without_steps_or_events_gives_empty_tables(facts: Facts, agreement: str) -> None:
    chosen = Filters(agreement=agreement, country=("BRA",))
    assert happenings(facts, chosen, TODAY, rows=5).empty
    marked = marks(facts, chosen)
    assert list(marked.columns) == ["day", "kind", "label", "text", "iso3s"]
    assert marked.empty


@pytest.mark.parametrize(
    ("marked", "kinds"),
    [("all", {"step", "event"}), ("steps", {"step"}), ("events", {"event"}), ("none", set())],
)
def test_marks_can_be_switched_by_kind(facts: Facts, marked: str, kinds: set[str]) -> None:
    chosen = Filters(country=("KAZ",), marks=marked)
    assert set(marks(facts, chosen)["kind"]) == kinds


def test_marks_keep_to_the_dates(facts: Facts) -> None:
    chosen = Filters(dates=(date(2025, 11, 6), date(2025, 11, 6)))
    days = marks(facts, chosen)["day"].dt.date
    assert set(days) == {date(2025, 11, 6)}


def test_a_step_known_only_to_the_year_has_no_mark(facts: Facts) -> None:
    assert marks(facts, Filters(agreement="oic", country=("KAZ",))).empty
