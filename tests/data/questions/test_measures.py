"""Measures of coverage: shares with intervals, an index, numbers for each live outlet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data.corpus import Corpus
from data.filter_fields import MEASURES
from data.filters import Filters
from data.questions.coverage import coverage

NA = pd.NA
Typed = Callable[..., Corpus]
# Pieces about KAZ, and all pieces, by month.
MONTHS = {
    "2025-01": (1, 2),
    "2025-02": (2, 8),
    "2025-03": (0, 4),
    "2025-04": (0, 0),
    "2025-05": (6, 6),
    "2025-07": (3, 3),
}
SPANS = [
    # The first month is cut, June was not collected, July is cut by the end.
    ("Aa", "2025-01-05", "2025-05-31"),
    ("Bb", "2025-03-01", "2025-05-31"),
    ("Aa", "2025-07-01", "2025-07-20"),
]


@pytest.fixture(scope="module")
def months(typed: Typed) -> Corpus:
    pieces = []
    for month, (about, every) in MONTHS.items():
        pieces += [
            (f"{month}-15", "KAZ" if place < about else "ISR", "Aa") for place in range(every)
        ]
    return typed(pieces, SPANS)


def values(corpus: Corpus, filters: Filters, column: str = "value") -> list:
    return [
        NA if pd.isna(value) else round(value, 4) for value in coverage(corpus, filters)[column]
    ]


KAZ = Filters(country=("KAZ",))


def test_numbers_are_shown_of_cut_months_too(months: Corpus) -> None:
    """A cut month is left out of plain numbers, or a gap is a zero."""
    assert values(months, KAZ) == [1, 2, 0, 0, 6, NA, 3]
    states = coverage(months, KAZ)["state"].tolist()
    assert states == ["partial", *["collected"] * 4, "not collected", "partial"]


def test_a_share_has_wilsons_interval_and_is_of_whole_months_only(months: Corpus) -> None:
    """A cut month, a gap or a silent month has a share, or the interval is another."""
    share = replace(KAZ, measure="share")
    assert values(months, share) == [NA, 0.25, 0, NA, 1, NA, NA]
    # By hand, z = 1.959964: (p + z²/2n ± z √(pq/n + z²/4n²)) / (1 + z²/n) for 2/8, 0/4 and 6/6.
    assert values(months, share, "low") == [NA, 0.0715, 0, NA, 0.6097, NA, NA]
    assert values(months, share, "high") == [NA, 0.5907, 0.4899, NA, 1, NA, NA]


def test_a_share_of_a_longer_step_is_of_its_sums(typed: Typed) -> None:
    """The share of a quarter is the mean of the shares of its months."""
    pieces = [("2025-01-01", "KAZ"), *[("2025-02-01", "ISR")] * 6, ("2025-03-31", "KAZ")]
    corpus = typed(pieces, [("", "2025-01-01", "2025-03-31")], outlet=["Aa"] * 8)
    assert values(corpus, replace(KAZ, measure="share", every="quarter")) == [0.25]


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        # The mean of 2, 0, 0 and 6 is 2; that of February alone 2; of March to May 2.
        (None, [NA, 100, 0, 0, 300, NA, NA]),
        ((date(2025, 2, 1), date(2025, 2, 28)), [NA, 100, 0, 0, 300, NA, NA]),
        ((date(2025, 5, 1), date(2025, 5, 31)), [NA, 33.3333, 0, 0, 100, NA, NA]),
        # A month that is only partly in the base, or cut, is not of it.
        ((date(2025, 1, 1), date(2025, 2, 28)), [NA, 100, 0, 0, 300, NA, NA]),
        ((date(2025, 4, 2), date(2025, 7, 31)), [NA, 33.3333, 0, 0, 100, NA, NA]),
        # Nothing to divide by: March and April are silent.
        ((date(2025, 3, 1), date(2025, 4, 30)), [NA] * 7),
    ],
)
def test_an_index_is_100_in_the_mean_of_its_base(
    months: Corpus, base: tuple, expected: list
) -> None:
    """The base takes in cut months or gaps, or they have an index."""
    assert values(months, replace(KAZ, measure="index", base=base)) == expected


def test_each_line_has_an_index_of_its_own(months: Corpus) -> None:
    """The base of one line is that of another."""
    frame = coverage(months, Filters(country=("KAZ", "ISR"), measure="index"))
    means = frame.groupby("series")["value"].mean().round(6)
    assert means.to_dict() == {"KAZ": 100, "ISR": 100}


def test_numbers_for_each_outlet_are_of_those_live_in_the_month(months: Corpus) -> None:
    """The number is divided by all outlets ever known, or a cut month has one."""
    assert values(months, replace(KAZ, measure="per_outlet")) == [NA, 2, 0, 0, 3, NA, NA]
    assert coverage(months, KAZ)["live_outlets"].tolist() == [1, 1, 2, 2, 2, 0, 1]
    own = replace(KAZ, measure="per_outlet", outlet=("Bb",))
    assert values(months, own) == [NA, NA, 0, 0, 0, NA, NA]


def test_an_outlet_without_spans_is_live_where_it_has_a_piece(typed: Typed) -> None:
    """Two outlets wrote 62 pieces, which are said to be 62 for the one outlet that was live."""
    pieces = [(f"2025-03-{day:02}", "KAZ", name) for day in range(1, 32) for name in ("Aa", "Bb")]
    whole = ("", "2025-03-01", "2025-06-30")
    spans = [("Aa", "2025-03-01", "2025-06-30"), ("Cc", "2025-06-01", "2025-06-30"), whole]
    corpus = typed([*pieces, ("2025-06-02", "KAZ", "Cc", "USA")], spans)
    march = Filters(measure="per_outlet", dates=(date(2025, 3, 1), date(2025, 3, 31)))
    for chosen in ({}, {"outlet": ("Aa", "Bb")}):
        frame = coverage(corpus, replace(march, **chosen))
        assert frame["live_outlets"].tolist() == [2]
        assert frame["known_outlets"].tolist() == [2 if chosen else 3]
        assert frame["value"].tolist() == [31]
    nameless = typed([*pieces[::2], ("2025-03-02", "KAZ", "")], spans)
    assert coverage(nameless, march)["live_outlets"].tolist() == [2]
    spring = coverage(corpus, replace(march, dates=(date(2025, 3, 1), date(2025, 4, 30))))
    assert spring["live_outlets"].tolist() == [2, 1]
    own = coverage(corpus, replace(march, outlet=("Aa", "Cc")))
    assert own[["value", "live_outlets", "known_outlets"]].iloc[0].tolist() == [31, 1, 2]
    june = replace(march, dates=None, published_in=("USA",))
    assert coverage(corpus, june)["value"].tolist() == [NA, NA, NA, 1]


@pytest.mark.parametrize("measure", MEASURES)
def test_only_shares_have_an_interval(months: Corpus, measure: str) -> None:
    """An interval of another measure is drawn around the value."""
    frame = coverage(months, replace(KAZ, measure=measure))
    assert frame["value"].notna().any()
    assert (frame["low"].notna() == (frame["value"].notna() & (measure == "share"))).all()
    assert frame[["value", "low", "high"]].dtypes.astype(str).tolist() == ["Float64"] * 3


@pytest.mark.parametrize("of", ["articles", "stories", "outlets"])
@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("mix", ["published", "constant"])
@pytest.mark.parametrize("pieces", [[], [("", "KAZ", "Aa")] * 3, [("2025-01-05", "KAZ", "Aa")]])
def test_every_measure_of_next_to_nothing_is_a_frame_of_one_shape(
    typed: Typed, pieces: list, measure: str, mix: str, of: str
) -> None:
    """No piece, none with a date or a single one break a measure."""
    corpus = typed(pieces)
    for country in ((), ("KAZ",), ("KAZ", "ISR")):
        asked = Filters(country=country, measure=measure, mix=mix, of=of)
        frame = coverage(corpus, asked)
        assert len(frame) == (max(1, len(country)) if pieces and pieces[0][0] else 0)
        assert frame.columns[13:16].tolist() == ["value", "low", "high"]
        assert frame.dtypes.astype(str)[["series", "count", "value", "low"]].tolist() == [
            "str",
            "Int64",
            "Float64",
            "Float64",
        ]
