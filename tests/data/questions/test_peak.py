"""Peaks of coverage: where they are, how many stories they are, and how much is one text."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from data.corpus import Corpus
from data.filters import Filters
from data.questions.coverage import coverage
from data.questions.peak import Peak, peaks

Typed = Callable[..., Corpus]
WHOLE = [("", "2025-01-01", "2025-03-31")]


def copies(day: str, number: int, story: str, country: str = "KAZ") -> list[tuple]:
    return [(day, country, f"Paper {place}", "", "en", "", story) for place in range(number)]


# February: 78 copies of one agency text and 22 stories; March: 60 stories.
AGENCY = [
    *copies("2025-01-10", 3, "agency"),
    *copies("2025-02-10", 78, "agency"),
    *(("2025-02-11", "KAZ", "Paper 1", "", "he", "", f"f{place}") for place in range(22)),
    *(("2025-03-01", "KAZ ISR", "Paper 2", "", "en", "", f"m{place}") for place in range(60)),
]


@pytest.fixture(scope="module")
def agency(typed: Typed) -> Corpus:
    return typed(AGENCY, WHOLE, title=["Accord signed"] * 81 + ["Other"] * 82)


def found(corpus: Corpus, filters: Filters) -> list[Peak]:
    return peaks(corpus, filters, coverage(corpus, filters))


def test_a_peak_is_78_in_100_one_text(agency: Corpus) -> None:
    """Copies in other months count, or single stories count as copies."""
    (peak,) = found(agency, Filters())
    expected = ("all", date(2025, 2, 1), date(2025, 2, 28), 100, 23, 78, "Accord signed")
    assert (
        *(peak.series, peak.first, peak.last),
        *(peak.pieces, peak.stories, peak.largest, peak.title),
    ) == expected
    assert (peak.one_text, peak.is_mostly_one) == (0.78, True)


def test_each_line_has_its_own_peak(agency: Corpus) -> None:
    """The text of one line stands behind the peak of another."""
    kazakh, israeli = found(agency, Filters(country=("KAZ", "ISR", "SWE")))
    assert (kazakh.series, kazakh.first.month, kazakh.largest) == ("KAZ", 2, 78)
    assert (israeli.series, israeli.first.month, israeli.largest) == ("ISR", 3, 1)
    assert not israeli.is_mostly_one
    only_a, both = found(agency, Filters(compare="versus", versus="language=he"))
    assert (only_a.series, only_a.pieces, only_a.largest) == ("a_only", 78, 78)
    assert (both.series, both.pieces, both.stories) == ("both", 22, 22)


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("articles", (date(2025, 2, 1), 100, 100, 78)),
        ("stories", (date(2025, 3, 1), 60, 60, 1)),
    ],
)
def test_a_peak_is_the_highest_of_what_is_drawn(agency: Corpus, of: str, expected: tuple) -> None:
    """A chart of stories is said to peak where its pieces do."""
    (peak,) = found(agency, Filters(of=of))
    assert (peak.first, peak.count, peak.pieces, peak.largest) == expected


def test_dates_cut_what_stands_behind_a_peak(agency: Corpus) -> None:
    """Copies outside the days asked for make the text larger than the peak."""
    (peak,) = found(agency, Filters(dates=(date(2025, 2, 11), date(2025, 2, 20))))
    assert (peak.pieces, peak.largest) == (22, 1)


@pytest.mark.parametrize("pieces", [[], [("", "KAZ", "Aa")] * 2])
def test_no_dated_piece_has_no_peak(typed: Typed, pieces: list) -> None:
    assert found(typed(pieces), Filters()) == []


def test_one_piece_is_no_peak_of_one_text(typed: Typed) -> None:
    """A single piece is said to be 100 % one text."""
    (peak,) = found(typed([("2025-01-05", "KAZ", "Aa")]), Filters())
    assert (peak.pieces, peak.largest, peak.is_mostly_one) == (1, 1, False)


def test_a_gap_and_a_line_without_a_piece_have_no_peak(agency: Corpus) -> None:
    """A peak is drawn where nothing was collected or published."""
    assert found(agency, Filters(country=("SWE",))) == []
    assert found(agency, Filters(outlet=("nobody",), compare="outlet")) == []


def test_copies_known_only_to_the_month_are_not_in_a_day(typed: Typed) -> None:
    """A text is said to be more pieces than the peak has."""
    pieces = [*copies("2025-02-01", 9, "monthly"), *copies("2025-02-01", 2, "daily")]
    corpus = typed(pieces, WHOLE, precision=["month"] * 9 + ["day"] * 2)
    (peak,) = found(corpus, Filters(every="day"))
    assert (peak.pieces, peak.largest, peak.stories) == (2, 2, 1)
    (peak,) = found(corpus, Filters(every="month"))
    assert (peak.pieces, peak.largest, peak.stories) == (11, 9, 2)


def test_a_text_without_a_title_is_named_by_its_summary(typed: Typed) -> None:
    """A peak is said to be one text, and nobody can tell which."""
    corpus = typed(copies("2025-02-01", 3, "x"), WHOLE, summary=["Talks were held."] * 3)
    assert found(corpus, Filters())[0].title == "Talks were held."


@pytest.mark.parametrize(("largest", "mostly"), [(1, False), (2, False), (3, True), (10, True)])
def test_from_three_in_ten_on_one_text_is_much_of_a_peak(largest: int, mostly: bool) -> None:
    """A peak is blamed on a text that is little of it."""
    day = date(2025, 1, 1)
    assert Peak("all", day, day, 10, 10, 8, largest, "").is_mostly_one == mostly


def test_peaks_come_in_the_order_of_the_lines(agency: Corpus) -> None:
    """The sentence on the first line is of another one."""
    frame = coverage(agency, Filters(country=("ISR", "KAZ")))
    assert pd.unique(frame["series"]).tolist() == ["ISR", "KAZ"]
    assert [peak.series for peak in peaks(agency, Filters(country=("ISR", "KAZ")), frame)] == [
        "ISR",
        "KAZ",
    ]
