"""Bursts and breaks through the question: planted ones are found, outages make none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.corpus import Corpus
from data.filters import Filters
from data.questions.coverage import coverage
from data.questions.signals import (
    BREAK_COLUMNS,
    BREAKS,
    BURST_COLUMNS,
    BURSTS,
    Signals,
    found_signals,
)

Typed = Callable[..., Corpus]
MONDAY = pd.Timestamp("2024-01-01")
WEEKS = 60
BOTH = Filters(country=("KAZ",), every="week", measure="share", bursts=BURSTS, breaks=BREAKS)


def weekly(
    typed: Typed,
    shares: dict[int, float],
    totals: dict[int, int] | None = None,
    *,
    gap: range = range(0),
) -> Corpus:
    """Return 60 weeks of about 60 pieces, one in ten about KAZ but for the weeks of shares.

    In the weeks of gap nothing was collected.
    """
    drawn = np.random.default_rng(7)
    pieces = []
    for week in set(range(WEEKS)) - set(gap):
        total = (totals or {}).get(week, 60)
        about = round(total * shares.get(week, 0.1)) + int(drawn.integers(-1, 2))
        for place in range(total):
            day = MONDAY + pd.Timedelta(days=7 * week + place % 7)
            pieces.append((f"{day:%Y-%m-%d}", "KAZ" if place < about else "ISR", f"P{place % 5}"))
    return typed(pieces, [("", *days) for days in spans(gap)])


def spans(gap: range) -> list[tuple[str, str]]:
    if not gap:
        return [(day(0), day(WEEKS, -1))]
    return [(day(0), day(gap.start, -1)), (day(gap.stop), day(WEEKS, -1))]


def day(week: int, more: int = 0) -> str:
    return f"{MONDAY + pd.Timedelta(days=7 * week + more):%Y-%m-%d}"


def signals(corpus: Corpus, filters: Filters) -> Signals:
    return found_signals(coverage(corpus, filters), filters)


def days_of(frame: pd.DataFrame, *names: str) -> list[tuple[str, ...]]:
    return [tuple(f"{row[name]:%Y-%m-%d}" for name in names) for _, row in frame.iterrows()]


FLARE = dict.fromkeys(range(30, 33), 0.5)
RISE = dict.fromkeys(range(40, WEEKS), 0.3)


def test_a_planted_burst_is_found_on_its_days(typed: Typed) -> None:
    """A burst is missed, begins or ends in another week, or is of another line."""
    filters = replace(BOTH, country=("KAZ", "SWE"))
    found = signals(weekly(typed, FLARE), filters)
    assert days_of(found.bursts, "first_day", "last_day") == [(day(30), day(33, -1))]
    (burst,) = found.bursts.to_dict("records")
    assert (burst["series"], burst["total"]) == ("KAZ", 180)
    assert burst["share"] == pytest.approx(0.5, abs=0.02) and burst["p"] <= 0.05
    assert len(found.frames["bursts"]) == 1


def test_a_planted_break_is_found_on_its_day(typed: Typed) -> None:
    """A level that changed for good is missed, or its day is another."""
    found = signals(weekly(typed, RISE), BOTH)
    assert days_of(found.breaks, "day") == [(day(40),)]
    (change,) = found.breaks.to_dict("records")
    assert change["ratio"] == pytest.approx(3, abs=0.3)
    assert (change["series"], round(change["before"], 1), round(change["after"], 1)) == (
        "KAZ",
        0.1,
        0.3,
    )


@pytest.mark.parametrize("measure", ["share", "count"])
def test_an_outage_is_neither_burst_nor_break(typed: Typed, measure: str) -> None:
    """Weeks in which nothing was collected count as zeros."""
    found = signals(weekly(typed, {}, gap=range(20, 28)), replace(BOTH, measure=measure))
    assert found.bursts.empty and found.breaks.empty and found.said == ()


def test_a_week_of_few_pieces_is_no_burst_or_break_of_the_share(typed: Typed) -> None:
    """A holiday, on which all papers publish less, counts as a change of interest."""
    few = dict.fromkeys(range(20, 24), 10) | dict.fromkeys(range(40, 44), 200)
    found = signals(weekly(typed, {}, few), BOTH)
    assert found.frames["bursts"].empty and found.breaks.empty


def test_a_burst_does_not_reach_over_an_outage(typed: Typed) -> None:
    """Days on which nothing was collected are said to have burst."""
    shares = dict.fromkeys([*range(17, 20), *range(28, 31)], 0.5)
    found = signals(weekly(typed, shares, gap=range(20, 28)), BOTH)
    assert days_of(found.bursts, "first_day", "last_day") == [
        (day(17), day(20, -1)),
        (day(28), day(31, -1)),
    ]


def test_a_break_during_an_outage_is_at_its_end(typed: Typed) -> None:
    """A level is said to have changed in weeks of which nothing is known."""
    shares = dict.fromkeys(range(24, WEEKS), 0.3)
    found = signals(weekly(typed, shares, gap=range(20, 28)), BOTH)
    assert days_of(found.breaks, "day") == [(day(28),)]


def test_cut_weeks_at_both_ends_are_no_part_of_either(typed: Typed) -> None:
    """The first and the last week, of a few days, count as weeks."""
    shares = dict.fromkeys((9, 50), 0.9)
    corpus = weekly(typed, shares)
    asked = replace(BOTH, dates=(date.fromisoformat(day(10, -2)), date.fromisoformat(day(50, 1))))
    frame = coverage(corpus, asked)
    assert frame["state"].iloc[[0, -1]].tolist() == ["partial"] * 2
    found = found_signals(frame, asked)
    assert found.bursts.empty and found.breaks.empty


def test_a_break_of_a_count_is_one_of_the_count(typed: Typed) -> None:
    """Numbers are drawn, and the break marked on them is one of the share."""
    twice = dict.fromkeys(range(30, WEEKS), 120)
    corpus = weekly(typed, {}, twice)
    assert signals(corpus, BOTH).breaks.empty
    found = signals(corpus, replace(BOTH, measure="count"))
    assert days_of(found.breaks, "day") == [(day(30),)]


def test_each_is_found_only_where_it_is_asked_for(typed: Typed) -> None:
    """A method that is switched off is run, or leaves no empty table."""
    corpus = weekly(typed, FLARE | RISE)
    nothing = signals(corpus, replace(BOTH, bursts="", breaks=""))
    assert nothing.bursts.empty and nothing.breaks.empty and nothing.said == ()
    assert tuple(nothing.bursts.columns) == BURST_COLUMNS
    assert tuple(nothing.breaks.columns) == BREAK_COLUMNS
    only = signals(corpus, replace(BOTH, bursts=""))
    assert only.bursts.empty and len(only.breaks)


def test_too_few_weeks_are_said_once(typed: Typed) -> None:
    """A chart without marks does not say that none could be looked for, or says it per line."""
    asked = replace(BOTH, country=("KAZ", "ISR"), dates=(date(2024, 1, 1), date(2024, 1, 28)))
    found = signals(weekly(typed, {}), asked)
    assert found.bursts.empty and found.breaks.empty
    assert len(found.said) == 1 and found.said[0].startswith("2 of 2 lines have too few periods")


@pytest.mark.parametrize("pieces", [[], [("", "KAZ", "Aa")], [("2025-01-05", "KAZ", "Aa")]])
def test_next_to_nothing_has_no_signal(typed: Typed, pieces: list) -> None:
    """An empty corpus, or one piece, breaks the methods."""
    found = signals(typed(pieces), BOTH)
    assert found.bursts.empty and found.breaks.empty
    assert found.frames["bursts"].empty


def test_what_chance_makes_often_is_listed_but_not_drawn() -> None:
    """A burst that one in three null series has is drawn as a finding."""
    row = dict.fromkeys(BURST_COLUMNS, 1.0)
    listed = pd.DataFrame([row | {"q": 0.3}, row | {"q": 0.05}])
    found = Signals(listed, pd.DataFrame(columns=BREAK_COLUMNS), ())
    assert found.frames["bursts"]["q"].tolist() == [0.05]
    assert len(found.bursts) == 2


def test_the_more_lines_are_looked_at_the_surer_a_burst_must_be(typed: Typed) -> None:
    """Of many lines one bursts by chance, and is drawn as if it were the only one."""
    corpus = weekly(typed, {20: 0.6, 21: 0.6})
    alone = signals(corpus, replace(BOTH, breaks=""))
    several = signals(corpus, replace(BOTH, country=("KAZ", "BHR", "OMN"), breaks=""))
    assert alone.bursts["q"].tolist() == alone.bursts["p"].tolist()
    burst = several.bursts[several.bursts["series"] == "KAZ"].iloc[0]
    assert burst["q"] == pytest.approx(3 * burst["p"])


def test_a_shift_of_the_mix_is_no_break_of_a_constant_mix(typed: Typed) -> None:
    """Levels of the raw share stand over the flat line of a constant mix."""
    pieces = []
    for week in range(WEEKS):
        # Aa writes about KAZ in one of ten pieces, Bb in one of two; from week 30 Bb grows.
        numbers = {"Aa": 60, "Bb": 10} if week < 30 else {"Aa": 10, "Bb": 60}
        for outlet, number in numbers.items():
            part = 10 if outlet == "Aa" else 2
            pieces += [
                (day(week, place % 7), "ISR" if place % part else "KAZ", outlet)
                for place in range(number)
            ]
    corpus = typed(pieces, [("", *spans(range(0))[0])])
    raw = signals(corpus, replace(BOTH, bursts=""))
    steady = signals(corpus, replace(BOTH, bursts="", mix="constant"))
    assert raw.breaks["day"].tolist() == [MONDAY + pd.Timedelta(weeks=30)]
    assert steady.breaks.empty
