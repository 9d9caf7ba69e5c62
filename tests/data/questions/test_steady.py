"""Shares with the mix of outlets held constant: planted shifts of who publishes, line by line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.corpus import Corpus
from data.filters import Filters
from data.methods.composition import adjusted
from data.questions.coverage import coverage
from data.questions.lines import among, line_filters
from data.questions.live import COLLECTED

NA = pd.NA
Typed = Callable[..., Corpus]
# Aa writes about KAZ in one of ten pieces, Bb in one of two, all the time; what changes is how
# much each publishes: (Aa, Bb) by month.
SHIFT = {"2025-01": (40, 10), "2025-02": (30, 20), "2025-03": (20, 30), "2025-04": (10, 40)}
SHARE = {"Aa": 10, "Bb": 2}
STEADY = Filters(country=("KAZ",), measure="share", mix="constant")


def pieces_of(numbers: dict[str, tuple], outlets: str = "Aa Bb") -> list[tuple]:
    pieces = []
    for month, counts in numbers.items():
        for outlet, number in zip(outlets.split(), counts, strict=True):
            pieces += [
                (f"{month}-15", "ISR" if place % SHARE[outlet] else "KAZ", outlet)
                for place in range(number)
            ]
    return pieces


SPANS = [(name, "2025-01-01", "2025-04-30") for name in ("Aa", "Bb")]


@pytest.fixture(scope="module")
def shifted(typed: Typed) -> Corpus:
    return typed(pieces_of(SHIFT), SPANS)


def test_a_change_of_who_publishes_is_no_change_of_the_share(shifted: Corpus) -> None:
    """The share rises because another outlet publishes more, and is shown to rise."""
    frame = coverage(shifted, STEADY)
    assert frame["share"].round(3).tolist() == [0.18, 0.26, 0.34, 0.42]
    # Half of all pieces are Aa's, half Bb's: (1/10 + 1/2) / 2.
    assert np.allclose(frame["value"].astype(float), 0.3, atol=0.005)
    assert frame["composition"].round(2).tolist() == [-0.12, -0.04, 0.04, 0.12]
    assert frame["covered"].tolist() == [1.0] * 4
    assert ((frame["low"] < 0.3) & (frame["high"] > 0.3)).all()


def test_a_change_of_what_they_write_is_one(typed: Typed) -> None:
    """Holding the mix constant hides a rise that every outlet shows."""
    risen = [
        (f"2025-{month:02}-15", "KAZ" if place < part else "ISR", outlet)
        for month, part in ((1, 2), (2, 2), (3, 6), (4, 6))
        for outlet in ("Aa", "Bb")
        for place in range(20)
    ]
    frame = coverage(typed(risen, SPANS), STEADY)
    assert (
        frame["value"].round(4).tolist()
        == frame["share"].round(4).tolist()
        == [0.1] * 2 + [0.3] * 2
    )


@pytest.mark.parametrize("of", ["articles", "stories", "outlets"])
@pytest.mark.parametrize("every", ["week", "month", "quarter"])
@pytest.mark.parametrize("seed", range(4))
def test_the_numbers_are_those_of_the_method_over_all_outlets(
    typed: Typed, seed: int, every: str, of: str
) -> None:
    """Putting rare outlets together, or counting by places, changes the result."""
    drawn = np.random.default_rng(seed)
    names = np.array(["Aa", "Bb", "Cc", "", "rare", "rarer"])
    days = pd.Timestamp("2025-01-01") + pd.to_timedelta(drawn.integers(0, 181, 900), unit="D")
    pieces = [
        (day, country, outlet, "", "", "", f"s{story}")
        for day, country, outlet, story in zip(
            days.strftime("%Y-%m-%d"),
            drawn.choice(["KAZ", "ISR", "KAZ ISR", ""], 900),
            drawn.choice(names, 900, p=[0.4, 0.3, 0.2, 0.05, 0.04, 0.01]),
            drawn.integers(0, 500, 900),
            strict=True,
        )
    ]
    corpus = typed(pieces, [("", "2025-01-01", "2025-06-30")])
    asked = Filters(country=("KAZ", "ISR"), measure="share", mix="constant", every=every, of=of)
    frame = coverage(corpus, asked)
    for code, line in frame.groupby("series"):
        whole = line.loc[line["state"] == COLLECTED, "period"].tolist()
        expected = adjusted(naive(corpus, asked, code), buckets=whole)
        found = line[line["state"] == COLLECTED]
        for name, column in (("value", "adjusted"), ("low", "low"), ("covered", "covered")):
            wanted = expected[column].astype(float)
            assert np.allclose(found[name].astype(float), wanted, equal_nan=True), name
        rest = (found["share"] - found["value"]).astype(float)
        assert np.allclose(found["composition"].astype(float), rest)


def naive(corpus: Corpus, filters: Filters, code: str) -> pd.DataFrame:
    by = [filters.every, "outlet"]
    counts, totals = (
        corpus.count(asked.corpus_part(), by, filters.of).set_index(by)["count"]
        for asked in (line_filters(filters, code), among(filters, code))
    )
    both = pd.DataFrame({"total": totals, "count": counts.reindex(totals.index).fillna(0)})
    names = {filters.every: "bucket", "outlet": "stratum"}
    return both.reset_index().rename(columns=names)


def test_each_line_has_a_panel_of_its_own_source(typed: Typed) -> None:
    """A line that was never wholly collected breaks the others, or has a share."""
    pieces = [
        (*piece, "KAZ" if piece[2] == "Aa" else "ISR", language)
        for piece in pieces_of(SHIFT)
        for language in ("en", "he")
    ]
    spans = [*SPANS, ("Cc", "2025-04-10", "2025-04-20")]
    corpus = typed([*pieces, ("2025-04-15", "KAZ", "Cc", "USA", "en")], spans)
    asked = replace(STEADY, compare="published_in", country=(), published_in=("KAZ", "ISR", "USA"))
    frame = coverage(corpus, asked)
    assert frame.loc[frame["series"] == "USA", "value"].isna().all()
    assert frame.loc[frame["series"] == "KAZ", "value"].notna().all()
    languages = coverage(corpus, replace(STEADY, compare="language"))
    assert np.allclose(languages["value"].astype(float), 0.3, atol=0.005)


def test_cut_buckets_and_gaps_have_no_share_of_a_constant_mix(typed: Typed) -> None:
    """A cut month is in the panel's mean, or a gap has a share."""
    spans = [
        (name, first, last)
        for name in ("Aa", "Bb")
        for first, last in (
            ("2025-01-10", "2025-02-28"),
            ("2025-04-01", "2025-04-30"),
        )
    ]
    numbers = {month: counts for month, counts in SHIFT.items() if month != "2025-03"}
    frame = coverage(typed(pieces_of(numbers), spans), STEADY)
    assert frame["value"].isna().tolist() == [True, False, True, False]
    assert frame["covered"].isna().tolist() == [True, False, True, False]


def test_one_outlet_is_drawn_as_published(typed: Typed) -> None:
    """A mix of one outlet breaks the chart."""
    corpus = typed(pieces_of({month: (10,) for month in SHIFT}, "Aa"), SPANS[:1])
    days = (date(2025, 1, 1), date(2025, 4, 30))
    frame = coverage(corpus, replace(STEADY, dates=days))
    assert frame["value"].tolist() == frame["share"].tolist() == [0.1] * 4
    assert "composition" not in frame
