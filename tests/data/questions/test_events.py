"""Events and marks: what a chart marks, and that an empty answer keeps its shape."""

from datetime import date

import pandas as pd
import pytest

from data.facts import Facts, load_facts
from data.filters import Filters
from data.questions.events import happenings, marks

TODAY = date(2026, 11, 24)
SHAPE = {
    "day": "datetime64[s]",
    "last_day": "datetime64[s]",
    "kind": "str",
    "label": "str",
    "text": "str",
    "when": "str",
    "iso3s": "str",
    "source": "str",
}


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


def own(*given: tuple[str, str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(given, columns=["date", "end_date", "title", "iso3s"], dtype="str")
    return frame.assign(description="", source="https://example.org/a")


def days(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


def own_titles(facts: Facts, given: pd.DataFrame, **filters: object) -> list[str]:
    found = marks(facts, Filters(**filters), given)
    return found.loc[found["kind"] == "own", "text"].tolist()


def test_the_latest_come_first_and_none_lies_ahead(facts: Facts) -> None:
    """The list of the latest begins with the oldest, or tells what has not happened."""
    rows = happenings(facts, Filters(), date(2025, 11, 10), rows=3)
    assert rows["date"].tolist() == sorted(rows["date"], reverse=True)
    assert rows["date"].max() <= "2025-11-10"
    assert "Kazakhstan: announced (Announced by the US president)" in rows["title"].tolist()
    assert list(rows) == ["date", "kind", "title", "detail", "iso3s", "countries", "source"]


def test_an_announced_exit_says_so(facts: Facts) -> None:
    """An announced exit reads like an announced accession."""
    rows = happenings(facts, Filters(agreement="opec"), TODAY, rows=50)
    assert any("Announced exit" in title for title in rows["title"])


@pytest.mark.parametrize("agreement", ["abraham-accords", "nato", "gcc"])
def test_a_country_without_steps_or_events_gives_empty_tables(facts: Facts, agreement: str) -> None:
    """A chart without marks cannot be drawn, since its columns are missing."""
    chosen = Filters(agreement=agreement, country=("BRA",))
    assert happenings(facts, chosen, TODAY, rows=5).empty
    marked = marks(facts, chosen)
    assert marked.dtypes.astype(str).to_dict() == SHAPE
    assert marked.empty


@pytest.mark.parametrize(
    ("marked", "kinds"),
    [
        ("all", {"step", "event", "own"}),
        ("steps", {"step"}),
        ("events", {"event", "own"}),
        ("none", set()),
    ],
)
def test_marks_can_be_switched_by_kind(facts: Facts, marked: str, kinds: set[str]) -> None:
    """The switch of the marks leaves a kind on the chart, or the reader's own off it."""
    chosen = Filters(country=("KAZ",), marks=marked)
    found = marks(facts, chosen, own(("2025-12-01", "", "Mine", "")))
    assert set(found["kind"]) == kinds
    assert found.dtypes.astype(str).to_dict() == SHAPE


def test_marks_keep_to_the_dates(facts: Facts) -> None:
    """Something is marked on days that were not asked for."""
    chosen = Filters(dates=days("2025-11-06", "2025-11-06"))
    assert set(marks(facts, chosen)["day"].dt.date) == {date(2025, 11, 6)}


def test_a_step_known_to_the_year_is_listed_last_without_a_day(facts: Facts) -> None:
    """A step known to a year alone is put on its first day, or lost."""
    found = marks(facts, Filters(agreement="opec", country=("ARE", "IDN")))
    undated = found[found["day"].isna()]
    assert undated[["text", "when"]].values.tolist() == [
        ["Indonesia: member", "1962"],
        ["United Arab Emirates: member", "1967"],
    ]
    assert undated.index.tolist() == found.index.tolist()[-2:]
    assert found["day"].dropna().is_monotonic_increasing


def test_a_step_known_to_the_month_is_a_band_over_it(facts: Facts) -> None:
    """A month is drawn as its first day."""
    found = marks(facts, Filters(agreement="negev-forum", dates=days("2023-05-01", "2023-07-01")))
    row = found[found["text"] == "Morocco postpones second Negev ministerial"].iloc[0]
    assert (row["day"], row["last_day"]) == (pd.Timestamp(2023, 6, 1), pd.Timestamp(2023, 6, 30))
    assert row["when"] == "Jun 2023"


@pytest.mark.parametrize(
    ("agreement", "country", "when", "last_day"),
    [
        ("african-union", "GIN", "10 Sep 2021 to 22 Jan 2026", "2026-01-22"),
        ("arab-league", "EGY", "26 Mar 1979 to May 1989", "1989-05-31"),
        ("african-union", "MRT", "Aug 2008 to 2009", "2009-12-31"),
    ],
)
def test_a_suspension_that_was_lifted_is_a_band(
    facts: Facts, agreement: str, country: str, when: str, last_day: str
) -> None:
    """The end of a suspension is not seen on the chart."""
    found = marks(facts, Filters(agreement=agreement, country=(country,)))
    row = found[found["when"] == when].iloc[0]
    assert row["last_day"] == pd.Timestamp(last_day)
    assert "suspended" in row["text"]


def test_a_membership_is_no_band_though_it_ended(facts: Facts) -> None:
    """Decades of membership tint the whole chart."""
    found = marks(facts, Filters(agreement="eu", country=("GBR",)))
    joined = found[found["text"] == "United Kingdom: member"].iloc[0]
    assert joined["when"] == "1 Jan 1973"
    assert pd.isna(joined["last_day"])


@pytest.mark.parametrize(
    ("dates", "is_in"),
    [
        (("2025-01-01", "2025-03-09"), False),
        (("2025-01-01", "2025-03-10"), True),
        (("2025-03-20", "2025-03-21"), True),
        (("2025-04-02", "2025-05-01"), True),
        (("2025-04-03", "2025-05-01"), False),
    ],
)
def test_a_band_is_in_where_it_touches_the_dates_and_stays_whole(
    facts: Facts, dates: tuple[str, str], is_in: bool
) -> None:
    """A war that began before the first day is left out, or its dates are changed."""
    given = own(("2025-03-10", "2025-04-02", "Talks", ""))
    found = marks(facts, Filters(dates=days(*dates), country=("KAZ",)), given)
    kept = found.loc[found["kind"] == "own", "when"].tolist()
    assert kept == (["10 Mar 2025 to 2 Apr 2025"] if is_in else [])


@pytest.mark.parametrize(
    ("given", "day", "last_day", "when"),
    [
        (("2025-11-06", ""), "2025-11-06", None, "6 Nov 2025"),
        (("2025-11-06", "2025-11-06"), "2025-11-06", None, "6 Nov 2025"),
        (("2025-02", ""), "2025-02-01", "2025-02-28", "Feb 2025"),
        (("2024", "2025"), "2024-01-01", "2025-12-31", "2024 to 2025"),
        (("2025", ""), None, None, "2025"),
    ],
)
def test_own_events_are_as_fine_as_their_dates(
    facts: Facts, given: tuple[str, str], day: str | None, last_day: str | None, when: str
) -> None:
    """A month is drawn as a day, or a span of years is not drawn at all."""
    found = marks(facts, Filters(marks="events", country=("KAZ",)), own((*given, "Mine", "")))
    row = found[found["kind"] == "own"].iloc[0]
    assert (row["text"], row["label"], row["source"]) == ("Mine", "Mine", "https://example.org/a")
    assert row["when"] == when
    for name, expected in (("day", day), ("last_day", last_day)):
        assert pd.isna(row[name]) if expected is None else row[name] == pd.Timestamp(expected)


def test_own_events_obey_the_countries_and_no_agreement(facts: Facts) -> None:
    """An event of another country is marked, or one of no country is lost."""
    given = own(
        ("2025-01-01", "", "Everywhere", ""),
        ("2025-01-02", "", "Two", "KAZ;ISR"),
        ("2025-01-03", "", "Elsewhere", "MAR"),
    )
    assert own_titles(facts, given) == ["Everywhere", "Two", "Elsewhere"]
    assert own_titles(facts, given, country=("ISR",)) == ["Everywhere", "Two"]
    assert own_titles(facts, given, country=("BRA",), agreement="nato") == ["Everywhere"]
