"""Coverage over time: full calendars, real zeros, gaps, cut buckets and shares."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from data.filters import FilterError, Filters
from data.questions.calendar import buckets, days_held, live_outlets
from data.questions.coverage import coverage, most_covered, narrowed, unplaced

FREQUENCY = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q-DEC", "year": "Y-DEC"}

COLUMNS = {
    "period": "datetime64[us]",
    "last_day": "datetime64[us]",
    "series": "str",
    "count": "Int64",
    "state": "str",
    "days": "Int64",
    "total": "Int64",
    "share": "Float64",
    "live_outlets": "Int64",
    "known_outlets": "Int64",
    "pieces": "Int64",
    "stories": "Int64",
    "inflation": "Float64",
    "value": "Float64",
    "low": "Float64",
    "high": "Float64",
}


@dataclass
class TypedCorpus:
    """A corpus typed out as (day or None, countries, outlet); counts by plain pandas.

    stories: the story of each piece; without them each is its own.
    """

    pieces: list[tuple[str | None, str, str]]
    spans: list[tuple[str, str, str]] = field(default_factory=list)
    stories: list[str] = field(default_factory=list)
    manifest = SimpleNamespace(own_stories=False)

    @property
    def first_day(self) -> date | None:
        return min((date.fromisoformat(day) for day, _, _ in self.pieces if day), default=None)

    @property
    def last_day(self) -> date | None:
        return max((date.fromisoformat(day) for day, _, _ in self.pieces if day), default=None)

    def collected(self) -> pd.DataFrame:
        frame = pd.DataFrame(self.spans, columns=["outlet", "first_day", "last_day"])
        days = {name: pd.to_datetime(frame[name]) for name in ("first_day", "last_day")}
        return frame.assign(**days, basis="stated")

    def outlets(self) -> pd.DataFrame:
        names = sorted({outlet for _, _, outlet in self.pieces})
        return pd.DataFrame({"outlet": names, "outlet_country": ""})

    def count(self, filters: Filters, by: Sequence[str] = (), of: str = "articles") -> pd.DataFrame:
        rows = pd.DataFrame(self.pieces, columns=["day", "country", "outlet"])
        rows = rows.assign(piece=range(len(rows)), country=rows["country"].str.split())
        rows["story"] = self.stories or rows["piece"].astype(str)
        rows["day"] = pd.to_datetime(rows["day"]).astype("datetime64[us]")
        if filters.dates:
            rows = rows[rows["day"].between(*(pd.Timestamp(day) for day in filters.dates))]
        if filters.country:
            named = rows["country"].map(lambda codes: bool({*codes} & {*filters.country}))
            rows = rows[named.astype(bool)]
        if filters.outlet:
            rows = rows[rows["outlet"].isin(filters.outlet)]
        rows = rows.explode("country") if "country" in by else rows
        for every in set(by) & set(FREQUENCY):
            rows[every] = rows["day"].dt.to_period(FREQUENCY[every]).dt.start_time
        unit = {"articles": "piece", "stories": "story", "outlets": "outlet"}[of]
        if not by:
            return pd.DataFrame({"count": [rows[unit].nunique()]})
        grouped = rows.groupby(list(by), dropna=False)[unit].nunique()
        return grouped.rename("count").reset_index()


def table(*rows: tuple) -> pd.DataFrame:
    """Return rows up to known_outlets as the counts of pieces that are stories of their own."""
    frame = pd.DataFrame(rows, columns=list(COLUMNS)[:10]).astype(dict([*COLUMNS.items()][:10]))
    count = frame["count"]
    alike = {"pieces": count, "stories": count, "value": count, "low": pd.NA, "high": pd.NA}
    frame = frame.assign(**alike, inflation=count.where(count > 0) / count)
    return frame[list(COLUMNS)].astype(COLUMNS)


AUTUMN = TypedCorpus(
    pieces=[
        ("2025-09-10", "ISR", "A"),
        ("2025-11-06", "KAZ ISR", "A"),
        ("2025-11-06", "KAZ", "B"),
        ("2025-11-07", "ISR", "A"),
        ("2025-12-05", "KAZ", "B"),
        (None, "KAZ", "C"),
    ],
    spans=[("", "2025-09-10", "2025-12-31")],
)
NA = pd.NA


def test_every_bucket_and_series_has_a_row_and_a_silent_month_is_a_zero() -> None:
    expected = table(
        ("2025-09-01", "2025-09-30", "KAZ", 0, "partial", 21, 1, NA, NA, NA),
        ("2025-10-01", "2025-10-31", "KAZ", 0, "collected", 31, 0, NA, NA, NA),
        ("2025-11-01", "2025-11-30", "KAZ", 2, "collected", 30, 3, 2 / 3, NA, NA),
        ("2025-12-01", "2025-12-31", "KAZ", 1, "collected", 31, 1, 1.0, NA, NA),
        ("2025-09-01", "2025-09-30", "ISR", 1, "partial", 21, 1, NA, NA, NA),
        ("2025-10-01", "2025-10-31", "ISR", 0, "collected", 31, 0, NA, NA, NA),
        ("2025-11-01", "2025-11-30", "ISR", 2, "collected", 30, 3, 2 / 3, NA, NA),
        ("2025-12-01", "2025-12-31", "ISR", 0, "collected", 31, 1, 0.0, NA, NA),
    )
    assert_frame_equal(coverage(AUTUMN, Filters(country=("KAZ", "ISR"))), expected)


def test_dates_that_cut_both_ends_make_partial_buckets_there() -> None:
    filters = Filters(dates=(date(2025, 10, 31), date(2025, 12, 5)), country=("KAZ",))
    expected = table(
        ("2025-10-01", "2025-10-31", "KAZ", 0, "partial", 1, 0, NA, NA, NA),
        ("2025-11-01", "2025-11-30", "KAZ", 2, "collected", 30, 3, 2 / 3, NA, NA),
        ("2025-12-01", "2025-12-31", "KAZ", 1, "partial", 5, 1, NA, NA, NA),
    )
    assert_frame_equal(coverage(AUTUMN, filters), expected)


def test_what_was_never_collected_is_no_zero_and_a_span_may_start_within_a_bucket() -> None:
    gappy = TypedCorpus(
        pieces=[("2024-03-01", "ISR", "A"), ("2024-06-20", "ISR", "A")],
        spans=[("", "2024-03-01", "2024-03-31"), ("", "2024-05-31", "2024-06-30")],
    )
    expected = table(
        ("2024-03-01", "2024-03-31", "all", 1, "collected", 31, 1, 1.0, NA, NA),
        ("2024-04-01", "2024-04-30", "all", NA, "not collected", 0, NA, NA, NA, NA),
        ("2024-05-01", "2024-05-31", "all", 0, "partial", 1, 0, NA, NA, NA),
        ("2024-06-01", "2024-06-30", "all", 1, "collected", 30, 1, 1.0, NA, NA),
    )
    assert_frame_equal(coverage(gappy, Filters()), expected)


def test_dates_far_from_the_corpus_are_gaps_and_not_zeros() -> None:
    filters = Filters(dates=(date(1990, 1, 1), date(1990, 12, 31)), every="year")
    expected = table(
        ("1990-01-01", "1990-12-31", "all", NA, "not collected", 0, NA, NA, NA, NA),
    )
    assert_frame_equal(coverage(AUTUMN, filters), expected)


def test_a_week_over_new_year_is_one_bucket_from_monday_to_sunday() -> None:
    turn = TypedCorpus(
        pieces=[("2025-12-29", "ISR", "A"), ("2025-12-31", "ISR", "A"), ("2026-01-04", "KAZ", "A")],
        spans=[("", "2025-12-29", "2026-01-04")],
    )
    expected = table(
        ("2025-12-29", "2026-01-04", "all", 3, "collected", 7, 3, 1.0, NA, NA),
    )
    assert_frame_equal(coverage(turn, Filters(every="week")), expected)


def test_outlets_live_in_a_bucket_are_counted_once_each() -> None:
    known = TypedCorpus(
        pieces=[("2025-01-02", "ISR", "A"), ("2025-02-10", "ISR", "B")],
        spans=[
            ("A", "2025-01-01", "2025-01-10"),
            ("A", "2025-01-20", "2025-01-31"),
            ("B", "2025-01-05", "2025-02-28"),
        ],
    )
    expected = table(
        ("2025-01-01", "2025-01-31", "all", 1, "collected", 31, 1, 1.0, 2, 2),
        ("2025-02-01", "2025-02-28", "all", 1, "collected", 28, 1, 1.0, 1, 2),
    )
    assert_frame_equal(coverage(known, Filters()), expected)
    of_a = coverage(known, Filters(outlet=("A",)))
    assert of_a["state"].tolist() == ["partial", "not collected"]
    assert of_a["live_outlets"].tolist() == [1, 0]


def test_counting_outlets_counts_distinct_ones_in_numerator_and_denominator() -> None:
    frame = coverage(AUTUMN, Filters(country=("ISR",), of="outlets", every="month"))
    november = frame[frame["period"] == "2025-11-01"].iloc[0]
    assert (november["count"], november["total"], november["share"]) == (1, 2, 0.5)


@pytest.mark.parametrize("pieces", [[], [(None, "ISR", "A")]])
def test_no_dated_piece_gives_the_empty_shape(pieces: list) -> None:
    assert_frame_equal(coverage(TypedCorpus(pieces), Filters()), table())
    assert_frame_equal(coverage(TypedCorpus(pieces), Filters(country=("ISR", "KAZ"))), table())


def test_a_collection_that_says_nothing_is_taken_from_first_to_last_piece() -> None:
    unsaid = TypedCorpus(pieces=AUTUMN.pieces)
    frame = coverage(unsaid, Filters())
    assert frame["state"].tolist() == ["partial", "collected", "collected", "partial"]
    assert frame["days"].tolist() == [21, 31, 30, 5]


def test_undated_pieces_are_counted_as_unplaced() -> None:
    assert unplaced(AUTUMN, Filters()) == 1
    assert unplaced(AUTUMN, Filters(country=("ISR",), every="day")) == 0


def test_most_covered_ranks_by_count_and_equals_by_code() -> None:
    expected = pd.DataFrame({"country": ["KAZ", "ISR"], "count": [4, 3]}).astype({"country": "str"})
    assert_frame_equal(most_covered(AUTUMN, Filters()), expected, check_dtype=False)
    tied = TypedCorpus(pieces=[("2025-01-01", "MAR ARE BHR", "A")])
    assert most_covered(tied, Filters(), n=2)["country"].tolist() == ["ARE", "BHR"]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (None, (date(2025, 11, 1), date(2025, 11, 30))),
        ((date(2025, 11, 6), date(2025, 12, 31)), (date(2025, 11, 6), date(2025, 11, 30))),
        ((date(2025, 1, 1), date(2025, 11, 7)), (date(2025, 11, 1), date(2025, 11, 7))),
    ],
)
def test_the_pieces_behind_a_bucket_stay_within_the_days_asked_for(
    dates: tuple | None, expected: tuple
) -> None:
    filters = Filters(dates=dates, country=("KAZ",))
    behind = narrowed(filters, date(2025, 11, 1), date(2025, 11, 30))
    assert (behind.dates, behind.country) == (expected, ("KAZ",))


def test_too_many_buckets_are_refused_with_the_mend() -> None:
    with pytest.raises(FilterError, match="47,847 points a line.*choose a longer time step"):
        coverage(AUTUMN, Filters(dates=(date(1900, 1, 1), date(2030, 12, 31)), every="day"))
    assert len(buckets(date(1930, 1, 1), date(2030, 1, 1), "day")) == 36_526


@pytest.mark.parametrize(
    ("every", "periods", "last_days"),
    [
        ("day", ["2024-12-31", "2025-01-01"], ["2024-12-31", "2025-01-01"]),
        ("week", ["2024-12-30"], ["2025-01-05"]),
        ("month", ["2024-12-01", "2025-01-01"], ["2024-12-31", "2025-01-31"]),
        ("quarter", ["2024-10-01", "2025-01-01"], ["2024-12-31", "2025-03-31"]),
        ("year", ["2024-01-01", "2025-01-01"], ["2024-12-31", "2025-12-31"]),
    ],
)
def test_buckets_hold_the_range_whole(every: str, periods: list, last_days: list) -> None:
    found = buckets(date(2024, 12, 31), date(2025, 1, 1), every)
    assert found["period"].dt.strftime("%Y-%m-%d").tolist() == periods
    assert found["last_day"].dt.strftime("%Y-%m-%d").tolist() == last_days


def test_days_held_counts_a_day_once_however_many_spans_hold_it() -> None:
    spans = pd.DataFrame(
        {
            "first_day": pd.to_datetime(["2025-01-05", "2025-01-01", "2025-01-04", "2025-01-20"]),
            "last_day": pd.to_datetime(["2025-01-10", "2025-01-03", "2025-01-06", "2025-01-20"]),
        }
    )
    first = pd.to_datetime(["2024-01-01", "2025-01-01", "2025-01-08", "2025-01-21"]).to_numpy()
    last = pd.to_datetime(["2024-12-31", "2025-01-31", "2025-01-20", "2025-01-20"]).to_numpy()
    assert days_held(first, last, spans).tolist() == [0, 11, 4, 0]


def test_outlets_that_are_live_outside_the_calendar_do_not_count() -> None:
    calendar = buckets(date(2025, 1, 1), date(2025, 2, 1), "month")
    spans = pd.DataFrame(
        {
            "outlet": ["A", "B", "C"],
            "first_day": pd.to_datetime(["2020-01-01", "2025-02-28", "2025-03-01"]),
            "last_day": pd.to_datetime(["2024-12-31", "2026-01-01", "2026-01-01"]),
        }
    )
    assert live_outlets(calendar, spans).tolist() == [0, 1]


@pytest.mark.parametrize("every", ["day", "week", "month"])
@pytest.mark.parametrize("seed", range(5))
def test_live_outlets_are_those_with_a_span_that_meets_the_bucket(every: str, seed: int) -> None:
    """Spans that overlap, or lie out of order, make an outlet count twice or not at all."""
    drawn = np.random.default_rng(seed)
    calendar = buckets(date(2020, 1, 5), date(2020, 6, 1), every)
    first = pd.Timestamp("2019-12-01") + pd.to_timedelta(drawn.integers(0, 330, 30), unit="D")
    spans = pd.DataFrame(
        {
            "outlet": drawn.choice(list("ABC"), 30),
            "first_day": first,
            "last_day": first + pd.to_timedelta(drawn.integers(0, 60, 30), unit="D"),
        }
    )
    expected = [
        spans.loc[
            (spans["first_day"] <= bucket.last_day) & (spans["last_day"] >= bucket.period), "outlet"
        ].nunique()
        for bucket in calendar.itertuples()
    ]
    assert live_outlets(calendar, spans).tolist() == expected


@pytest.mark.parametrize("every", FREQUENCY)
@pytest.mark.parametrize("first", ["1969-12-29", "1970-01-01", "2020-02-29", "2023-01-01"])
@pytest.mark.parametrize("length", [0, 1, 6, 7, 31, 95, 800])
def test_buckets_are_those_of_pandas(every: str, first: str, length: int) -> None:
    """The calendar's arithmetic differs from pandas' own periods."""
    begin = date.fromisoformat(first)
    end = begin + timedelta(days=length)
    found = buckets(begin, end, every)
    expected = pd.period_range(pd.Period(begin, FREQUENCY[every]), pd.Period(end, FREQUENCY[every]))
    assert found["period"].tolist() == expected.start_time.tolist()
    assert found["last_day"].tolist() == expected.end_time.normalize().tolist()


def test_a_silent_stretch_of_the_whole_is_a_gap_whatever_an_outlet_spans() -> None:
    """One outlet's first and last piece bridge months in which nothing at all was collected."""
    whole = [("", "2024-01-01", "2024-01-31"), ("", "2024-06-01", "2024-06-30")]
    corpus = TypedCorpus(
        [("2024-01-10", "KAZ", "Daily"), ("2024-06-10", "KAZ", "Daily")],
        spans=[*whole, ("Daily", "2024-01-10", "2024-06-10")],
    )
    frame = coverage(corpus, Filters())
    assert frame["state"].tolist()[1:5] == ["not collected"] * 4
    assert frame["count"].isna().tolist() == [False, True, True, True, True, False]
    assert frame["known_outlets"].tolist() == [1] * 6


def test_copies_of_a_text_are_one_story_in_each_bucket_they_are_in() -> None:
    """Inflation is of the whole corpus, or of other buckets, or of the line that is not drawn."""
    copied = TypedCorpus(
        [
            ("2025-01-05", "KAZ", "A"),
            ("2025-01-05", "KAZ", "B"),
            ("2025-01-06", "KAZ ISR", "C"),
            ("2025-01-31", "ISR", "A"),
            ("2025-02-01", "KAZ", "A"),
        ],
        spans=[("", "2025-01-01", "2025-01-31"), ("", "2025-02-01", "2025-03-31")],
        stories=["one", "one", "one", "two", "one"],
    )
    asked = Filters(country=("KAZ", "ISR"), dates=(date(2025, 1, 1), date(2025, 3, 31)))
    frame = coverage(copied, replace(asked, of="outlets"))
    assert frame["count"].tolist() == [3, 1, 0, 2, 0, 0]
    assert frame["pieces"].tolist() == [3, 1, 0, 2, 0, 0]
    assert frame["stories"].tolist() == [1, 1, 0, 2, 0, 0]
    assert frame["inflation"].tolist() == [3.0, 1.0, NA, 1.0, NA, NA]
    frame = coverage(copied, replace(asked, of="stories", measure="share", country=("ISR",)))
    assert frame["count"].tolist() == [2, 0, 0] and frame["total"].tolist() == [2, 1, 0]
    assert frame["value"].tolist() == [1.0, 0.0, NA]


def test_pieces_and_stories_are_unknown_where_nothing_was_collected() -> None:
    """A silent month of an outage says no piece was published."""
    spans = [("", "2025-01-01", "2025-01-31"), ("", "2025-03-01", "2025-03-31")]
    corpus = TypedCorpus([("2025-01-05", "KAZ", "A"), ("2025-03-05", "KAZ", "A")], spans)
    frame = coverage(corpus, Filters())
    for name in ("count", "pieces", "stories", "inflation", "value", "total"):
        assert frame[name].isna().tolist() == [False, True, False], name


def test_live_outlets_are_7_of_12() -> None:
    """The part of the collection that stands behind a bucket is not said, or not of that bucket."""
    names = [f"Paper {number}" for number in range(12)]
    spans = [
        (name, "2025-01-01", "2025-02-28" if place < 7 else "2025-01-31")
        for place, name in enumerate(names)
    ]
    frame = coverage(TypedCorpus([("2025-01-05", "KAZ", name) for name in names], spans), Filters())
    assert frame["live_outlets"].tolist() == [12]
    asked = Filters(dates=(date(2025, 1, 1), date(2025, 3, 31)))
    frame = coverage(TypedCorpus([("2025-01-05", "KAZ", name) for name in names], spans), asked)
    assert frame["live_outlets"].tolist() == [12, 7, 0]
    assert frame["known_outlets"].tolist() == [12] * 3
    assert frame["state"].tolist() == ["collected", "collected", "not collected"]


@pytest.mark.parametrize("outlets", [("nobody",), ("nobody", "no one")])
@pytest.mark.parametrize("spans", [[], [("", "2025-01-01", "2025-02-28")]])
def test_outlets_that_were_never_collected_are_no_zeros(outlets: tuple, spans: list) -> None:
    """An outlet that the corpus has never heard of is said to have published nothing."""
    corpus = TypedCorpus([("2025-01-01", "KAZ", "A"), ("2025-02-28", "KAZ", "A")], spans)
    frame = coverage(corpus, Filters(outlet=outlets, compare="outlet"))
    assert frame["series"].unique().tolist() == list(outlets)
    assert frame["count"].isna().all() and (frame["state"] == "not collected").all()
    assert frame["live_outlets"].isna().all()
    known = coverage(corpus, Filters(outlet=("A", "nobody"), compare="outlet"))
    assert known["count"].tolist() == [1, 1, NA, NA]
    together = coverage(corpus, Filters(outlet=("A", "nobody")))
    assert together["count"].tolist() == [1, 1]


def test_a_named_outlet_without_a_span_is_taken_to_be_collected_with_the_whole() -> None:
    """A small outlet, of which no span can be told, is said never to have been collected."""
    spans = [("", "2025-01-01", "2025-02-28"), ("A", "2025-01-01", "2025-01-31")]
    corpus = TypedCorpus([("2025-01-05", "KAZ", "A"), ("2025-02-05", "KAZ", "small")], spans)
    frame = coverage(corpus, Filters(outlet=("A", "small"), compare="outlet"))
    assert frame["count"].tolist() == [1, NA, 0, 1]
    assert coverage(corpus, Filters(outlet=("A", "small")))["count"].tolist() == [1, 1]
    assert frame["live_outlets"].tolist() == [1, 0, NA, NA]


def test_one_piece_is_a_line_of_one_cut_bucket() -> None:
    frame = coverage(TypedCorpus([("2025-01-05", "KAZ", "A")]), Filters())
    expected = table(("2025-01-01", "2025-01-31", "all", 1, "partial", 1, 1, NA, NA, NA))
    assert_frame_equal(frame, expected)


def test_forty_countries_are_forty_lines() -> None:
    """Lines beyond those that can be told apart are dropped, or come in another order."""
    codes = tuple(f"C{number:02}" for number in range(40))
    corpus = TypedCorpus(
        [("2025-01-01", " ".join(codes), "A"), ("2025-01-31", codes[39], "A")],
        spans=[("", "2025-01-01", "2025-01-31")],
    )
    frame = coverage(corpus, Filters(country=codes, measure="share"))
    assert frame["series"].tolist() == list(codes)
    assert frame["value"].tolist() == [0.5] * 39 + [1.0]


def test_a_piece_from_a_day_that_no_span_lists_is_shown_as_partial() -> None:
    """A piece that the corpus holds is hidden behind a gap, and lines and lists disagree."""
    corpus = TypedCorpus(
        [("2025-01-10", "KAZ", "Aa"), ("2025-02-10", "KAZ", "Aa"), ("2025-03-10", "KAZ", "Aa")],
        [("", "2025-01-01", "2025-01-31"), ("", "2025-03-01", "2025-03-31")],
    )
    frame = coverage(corpus, Filters())
    assert frame["state"].tolist() == ["collected", "partial", "collected"]
    assert frame["count"].tolist() == [1, 1, 1]
    assert frame["share"].isna().tolist() == [False, True, False]
