"""Whether coverage changed at a step: what is counted where, what it is beside, when not."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from data.corpus import Corpus
from data.facts import load_facts
from data.filters import Filters
from data.methods.event_study import ALL, FEW, NONE_BEFORE, NOTHING
from data.questions.compared_steps import LOOKALIKES, PLACEBOS
from data.questions.event_study import (
    AFTER,
    BEFORE,
    BUCKETS,
    COMPARED,
    LEFT_OUT,
    LOOKALIKE,
    NO_EVENT,
    OUTSIDE,
    PLACEBO,
    Study,
    compared_days,
    event_study,
)
from data.questions.event_study_words import (
    change_sentence,
    comparison_sentences,
    measured_sentence,
    method_sentence,
    p_in_words,
    times_in_words,
)
from tests.data.questions.typed_weeks import DAYS, EVENT, FIRST, pieces
from tests.data.saved_views import held

FACTS = load_facts()
AROUND = Filters(focus="KAZ", event=EVENT)


@pytest.fixture(scope="module")
def weeks(typed: Callable[..., Corpus]) -> Corpus:
    return typed(pieces(), [("", FIRST.isoformat(), "2022-09-26")])


def study(corpus: Corpus, **changes: object) -> Study:
    return event_study(FACTS, corpus, Filters(**({"focus": "KAZ", "event": EVENT} | changes)))


def kind(found: Study, name: str) -> pd.DataFrame:
    return found.compared[found.compared["kind"] == name]


def test_a_planted_step_is_found_with_its_size(weeks: Corpus) -> None:
    """Coverage that rose fourfold is not said to have changed."""
    found = study(weeks)
    own = found.own
    assert found.fault == "" and found.plan.length == 7
    assert own["low"] < 4 < own["high"] and own["low"] > 1
    assert found.as_sure(PLACEBO) == found.as_sure(LOOKALIKE) == 0
    assert found.placebo_p == pytest.approx(1 / (1 + found.independent))
    assert found.lookalike_p == 1 / 7
    said = change_sentence(FACTS, found, "abraham-accords")
    assert said.startswith("Coverage changed, it rose: from 1 Jul 2021 on the share of pieces")
    assert f"{own['before']:,} of {own['total_before']:,} pieces before" in said
    assert "because" not in said and "cause" not in said


def test_buckets_add_up_to_the_counts_of_the_corpus(weeks: Corpus) -> None:
    """A week is counted twice, or its first day on the wrong side of the event."""
    found = study(weeks)
    rows = found.buckets
    assert rows.dtypes.astype(str).to_dict() == BUCKETS
    assert rows["side"].value_counts().to_dict() == {BEFORE: 26, LEFT_OUT: 2, AFTER: 26}
    assert rows.loc[rows["side"] == AFTER, "first_day"].iloc[0] == pd.Timestamp(EVENT)
    assert (
        rows["first_day"].iloc[1:].to_numpy() == (rows["last_day"] + pd.Timedelta(days=1)).iloc[:-1]
    ).all()
    assert ((rows["last_day"] - rows["first_day"]).dt.days == 6).all()
    for side, ends in compared_days(found).items():
        days = (ends[0][0], ends[-1][1])
        assert len(ends) == 26
        chosen = Filters(country=("KAZ",), dates=days)
        inside = rows[rows["side"] == side]
        assert inside["count"].sum() == weeks.count(chosen)["count"].iloc[0] == found.own[side]
        assert inside["total"].sum() == weeks.count(Filters(dates=days))["count"].iloc[0]


def test_days_left_out_need_not_be_whole_weeks(weeks: Corpus) -> None:
    """A reader's ten days left out are taken as one week or as two."""
    rows = study(weeks, study="20,10").buckets
    gap = rows[rows["side"] == LEFT_OUT]
    assert (gap["last_day"] - gap["first_day"]).dt.days.tolist() == [6, 2]
    assert gap["last_day"].iloc[-1] == pd.Timestamp(EVENT - timedelta(days=1))
    assert rows["side"].value_counts()[BEFORE] == rows["side"].value_counts()[AFTER] == 20
    assert LEFT_OUT not in study(weeks, study="20,0").buckets["side"].tolist()


def test_fitted_counts_have_the_sum_of_the_counts(weeks: Corpus) -> None:
    """The line drawn is not that of the ratio said."""
    found = study(weeks)
    rows = found.buckets[found.buckets["side"] != LEFT_OUT]
    after = rows[rows["side"] == AFTER]
    ratio = (after["expected"] / after["without_step"]).astype(float)
    assert np.allclose(ratio, found.own["ratio"])
    before = rows[rows["side"] == BEFORE]
    assert (before["expected"] == before["without_step"]).all()
    assert rows["expected"].sum() == pytest.approx(rows["count"].sum(), rel=0.1)


def test_placebo_windows_hold_nothing_of_the_event(weeks: Corpus) -> None:
    """The change itself is among what it is compared with, so nothing is ever sure."""
    found = study(weeks, study="13,14")
    days = kind(found, PLACEBO)["day"]
    assert found.clear and len(days) == PLACEBOS and days.is_unique
    event = pd.Timestamp(EVENT)
    end, first = days + pd.Timedelta(days=7 * 13), days - pd.Timedelta(days=14 + 7 * 13)
    assert ((end <= event - pd.Timedelta(days=14)) | (first >= event + pd.Timedelta(days=91))).all()
    assert first.min() >= pd.Timestamp(FIRST)
    assert end.max() <= pd.Timestamp(FIRST) + pd.Timedelta(days=DAYS)


def test_where_all_windows_hold_the_event_it_is_said(weeks: Corpus) -> None:
    """Days whose windows hold the change are compared with it without a word."""
    found = study(weeks, study="48,14")
    assert not found.clear and found.number(PLACEBO)
    assert (kind(found, PLACEBO)["day"] != pd.Timestamp(EVENT)).all()
    if found.placebo_p is not None:
        assert "may hold the event" in comparison_sentences(found)[0]


def test_an_answer_is_the_same_each_time(weeks: Corpus) -> None:
    """Two readers of one link see different placebo days."""
    pd.testing.assert_frame_equal(study(weeks).compared, study(weeks).compared)


def test_look_alikes_did_not_join_and_have_pieces_enough(weeks: Corpus) -> None:
    """The country itself, a member, or one with a handful of pieces is compared with."""
    found = study(weeks)
    rows = kind(found, LOOKALIKE)
    assert set(rows["iso3"]) == {"FRA", "DEU", "ITA", "ESP", "PRT", "JPN"}
    assert rows["iso3"].iloc[0] == "FRA" and (rows["day"] == pd.Timestamp(EVENT)).all()
    assert ((rows["before"] + rows["after"]) >= 10).all()
    assert rows["name"].iloc[0] == "France"


def test_members_and_parts_are_no_look_alikes() -> None:
    """Israel and the United States, or a country that signs in these weeks, are compared with."""
    found = event_study(*held(), Filters(focus="KAZ"))
    others = set(kind(found, LOOKALIKE)["iso3"])
    assert others and len(others) <= LOOKALIKES
    # Somaliland announced its step seven weeks after Kazakhstan.
    assert not others & {"KAZ", "ISR", "USA", "ARE", "BHR", "MAR", "SDN", "XSL"}


def test_kazakhstan_is_found_in_the_built_in_list() -> None:
    """The page's show-piece is refused, or told without its doubt."""
    found = event_study(*held(), Filters(focus="KAZ"))
    assert found.fault == "" and found.own["low"] > 1 and found.own["high"] > 100
    assert found.placebo_p < 0.05 and found.clear
    said = " ".join(
        [change_sentence(FACTS, found, "abraham-accords"), *comparison_sentences(found)]
    )
    assert "22 times what the weeks before lead to expect" in said
    assert "weigh as" in said
    assert "Of the 39 other days with enough pieces, coverage changed as surely around none" in said
    assert "161 more, with too few pieces to tell, count as days without such a change" in said
    left = f"left out: {found.left_out()}"
    assert found.left_out() == 12 and left in measured_sentence(found)
    assert found.known(BEFORE) + found.known(AFTER) + 12 == 52
    assert "Newey-West" in method_sentence(found)


def test_other_days_that_tell_nothing_give_no_p() -> None:
    """A country that was never spoken of before its step is ranked among 200 days of silence."""
    found = event_study(*held(), Filters(focus="XSL"))
    assert found.number(PLACEBO) and found.placebo_p is None
    assert comparison_sentences(found)[0].startswith("It cannot be tested whether this is more")


def test_a_corpus_that_begins_with_the_event_is_refused_in_numbers() -> None:
    """The Emirates' step, on the first day of the list, gets a ratio out of nothing."""
    found = event_study(*held(), Filters(focus="ARE"))
    assert found.fault == FEW and found.placebo_p is None and len(found.compared) == 1
    said = change_sentence(FACTS, found, "abraham-accords")
    assert "0 before 13 Aug 2020 (the 14 days before it are left out)" in said
    assert "8 on each side are needed" in said
    assert comparison_sentences(found) == []


def test_a_country_without_a_step_has_no_event() -> None:
    """A page of a country that joined nothing compares around a day of our choice."""
    found = event_study(*held(), Filters(focus="SAU"))
    assert found.fault == NO_EVENT and found.own is None and found.plan is None
    assert list(found.buckets) == list(BUCKETS) and list(found.compared) == list(COMPARED)
    said = change_sentence(FACTS, found, "abraham-accords")
    assert "no step of Saudi Arabia towards the Abraham Accords is known to the day" in said
    assert measured_sentence(found) == "" and comparison_sentences(found) == []


def test_a_day_outside_the_corpus_is_refused(weeks: Corpus) -> None:
    """A day before the first piece reads counts from the other end of the corpus."""
    for day in (date(1999, 1, 1), date(2030, 1, 1)):
        assert study(weeks, event=day).fault == OUTSIDE
    assert study(weeks, event=FIRST).fault == FEW


def test_a_corpus_without_dates_is_outside(typed: Callable[..., Corpus]) -> None:
    """A list of undated pieces ends in a traceback."""
    corpus = typed([("", "KAZ", "A")])
    assert event_study(FACTS, corpus, AROUND).fault == OUTSIDE


def test_nothing_on_a_side_is_bounded_not_divided(typed: Callable[..., Corpus]) -> None:
    """Coverage that began with the event is refused, or is infinitely larger."""
    rows = [row for row in pieces() if row[1] != "KAZ" or row[0] >= EVENT.isoformat()]
    found = study(typed(rows))
    assert found.fault == NONE_BEFORE and found.own["ratio"] == np.inf
    assert 1 < found.own["low"] < found.own["after"] and found.own["high"] == np.inf
    said = change_sentence(FACTS, found, "abraham-accords")
    assert said.startswith("Coverage changed, it rose: no ratio can be given")
    assert f"at least {times_in_words(found.own['low'])} times" in said
    # No other day counts anything either, so none can be compared.
    assert found.number(PLACEBO) and found.placebo_p is None


def test_nothing_at_all_and_everything_are_sentences(typed: Callable[..., Corpus]) -> None:
    """A country that is in no piece, or in all, gets a ratio."""
    weekly = [((FIRST + timedelta(days=n)).isoformat(), "KAZ") for n in range(0, DAYS, 3)]
    corpus = typed(weekly)
    found = study(corpus)
    assert found.fault == ALL and found.own["sureness"] == 0
    assert "so their share cannot change" in change_sentence(FACTS, found, "abraham-accords")
    found = study(corpus, focus="DEU")
    assert found.fault == NOTHING
    assert "none of" in change_sentence(FACTS, found, "abraham-accords")
    assert comparison_sentences(found) == []


def test_a_short_dense_corpus_is_compared_by_day(typed: Callable[..., Corpus]) -> None:
    """Sixty days of a daily country are refused, though each day could be compared."""
    days = [FIRST + timedelta(days=n) for n in range(60)]
    rng = np.random.default_rng(3)
    rows = [
        (day.isoformat(), iso3, "A")
        for day in days
        for iso3, number in (("KAZ", 2 + rng.poisson(2)), ("FRA", 20))
        for _ in range(number)
    ]
    event = days[35]
    found = study(typed(rows), event=event)
    assert found.plan.length == 1 and found.fault == ""
    assert (found.known(BEFORE), found.known(AFTER)) == (21, 25)
    assert "by day" in measured_sentence(found) and "days of the week" in method_sentence(found)
    sparse = [row for row in rows if row[1] != "KAZ" or row[0].endswith("5")]
    assert study(typed(sparse[::5]), event=event).fault == FEW


def test_uncollected_days_make_a_bucket_unknown(typed: Callable[..., Corpus]) -> None:
    """A gap in collecting is a silence of the press."""
    gap = EVENT - timedelta(days=70)
    spans = [
        ("", FIRST.isoformat(), gap.isoformat()),
        ("", (gap + timedelta(days=2)).isoformat(), "2022-09-26"),
    ]
    found = study(typed(pieces(), spans))
    unknown = found.buckets[~found.buckets["known"]]
    assert len(unknown) == found.left_out() == 1
    assert unknown["first_day"].iloc[0] <= pd.Timestamp(gap) <= unknown["last_day"].iloc[0]


def test_stories_count_copies_once(typed: Callable[..., Corpus]) -> None:
    """A text that ten papers print is ten pieces of evidence."""
    rows = pieces(story="s")
    corpus = typed([(*row[:6], f"{row[0]}{row[1]}") for row in rows])
    found = study(corpus, of="stories")
    assert found.of == "stories" and found.own["after"] < study(corpus).own["after"]
    assert "stories" in change_sentence(FACTS, found, "abraham-accords")


def test_the_choice_of_pieces_holds_and_subjects_fall_away(weeks: Corpus) -> None:
    """Search words narrow the total too, so that every share is 1."""
    narrowed = study(weeks, dates=(date(2021, 1, 1), date(2021, 12, 31)))
    assert narrowed.buckets.loc[narrowed.buckets["known"], "first_day"].min() >= pd.Timestamp(
        2021, 1, 1
    )
    assert study(weeks, country=("FRA",)).own["total_after"] == study(weeks).own["total_after"]


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (22.4, "22"),
        (1234.0, "1,234"),
        (2.0, "2.0"),
        (0.0789, "0.079"),
        (1e7, "more than 10,000"),
        (np.inf, "more than 10,000"),
        (1e-9, "less than 0.0001"),
    ],
)
def test_ratios_are_written_in_two_figures(ratio: float, said: str) -> None:
    """A ratio of a handful of pieces is given to the sixth figure."""
    assert times_in_words(ratio) == said


def test_probabilities_are_written_so_that_equal_ones_read_alike() -> None:
    """A small p reads as none, or one of 0.025 as 0.02 and the next as 0.03."""
    found = [p_in_words(p) for p in (0.0049, 0.0249, 0.0251, 0.5)]
    assert found == ["0.005", "0.025", "0.025", "0.50"]
