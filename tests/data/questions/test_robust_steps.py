"""A step under all choices: the choices there are, what each answers, and which is the page's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.coding.codebook import load_codebook
from data.corpus import Corpus
from data.facts import load_facts
from data.filters import Filters
from data.questions.event_study import event_study
from data.questions.occasion import occasion
from data.questions.robust_steps import COLUMNS, NO_TREND, SAME, STEP_CHOICES, step_choices
from data.questions.robustness import (
    FELL,
    REASON,
    ROSE,
    STEP,
    UNSETTLED,
    Robustness,
    robustness,
)
from data.questions.robustness_words import headline, holds_sentence, left_aside
from tests.data.questions.typed_weeks import DAYS, EVENT, FIRST, pieces
from tests.data.saved_views import held

FACTS = load_facts()
OWN_DAY = Filters(focus="KAZ", event=EVENT)


def choices(corpus: Corpus, filters: Filters = OWN_DAY) -> pd.DataFrame:
    return step_choices(FACTS, corpus, filters, occasion(FACTS, corpus, filters))


@pytest.fixture(scope="module")
def weeks(typed: Callable[..., Corpus]) -> Corpus:
    return typed(pieces(), [("", FIRST.isoformat(), "2022-09-26")])


def test_every_choice_is_a_row_and_one_is_the_pages_own(weeks: Corpus) -> None:
    """A choice is missing, counted twice, or the headline is another choice's."""
    rows = choices(weeks)
    assert rows.dtypes.astype(str).to_dict() == COLUMNS
    assert not rows.duplicated(list(STEP_CHOICES)).any()
    assert {name: rows[name].nunique() for name in STEP_CHOICES} == {
        "step": 1,
        "weeks": 3,
        "left_out": 2,
        "denominator": 2,
        "unit": 1,
        "trend": 2,
    }
    assert len(rows) == 24 and rows["asked"].sum() == 1
    own = rows[rows["asked"]].iloc[0]
    assert (own["weeks"], own["left_out"], own["trend"]) == (26, 14, "steady")
    assert own["denominator"] == "all pieces"


@pytest.mark.parametrize("study", ["", "20,7", "9,0"])
def test_the_own_choice_is_the_event_study(weeks: Corpus, study: str) -> None:
    """The headline under its own choices is another number than the headline."""
    filters = replace(OWN_DAY, study=study)
    rows = choices(weeks, filters)
    own, found = rows[rows["asked"]].iloc[0], event_study(FACTS, weeks, filters).own
    for name in ("ratio", "low", "high"):
        assert own[name] == pytest.approx(found[name], rel=1e-6)


def test_each_choice_is_what_the_page_would_say_with_it(weeks: Corpus) -> None:
    """A row is labelled with other weeks or days than it was computed with."""
    rows = choices(weeks)
    rows = rows[(rows["denominator"] == "all pieces") & (rows["trend"] == "steady")]
    for row in rows.itertuples():
        asked = replace(OWN_DAY, study=f"{row.weeks},{row.left_out}")
        found = event_study(FACTS, weeks, asked).own
        assert row.ratio == pytest.approx(found["ratio"], rel=1e-5)


def test_the_steps_of_a_country_are_choices_each() -> None:
    """Only the first step is tried, or steps of one day are two choices."""
    filters = Filters(focus="MAR")
    rows = step_choices(FACTS, held()[1], filters, occasion(*held(), filters))
    assert dict(rows.groupby("step")["day"].first().dt.date) == {
        "announced": date(2020, 12, 10),
        "signed, relations established": date(2020, 12, 22),
    }
    assert rows.loc[rows["asked"], "step"].tolist() == ["announced"]
    later = replace(filters, event=date(2020, 12, 22))
    rows = step_choices(FACTS, held()[1], later, occasion(*held(), later))
    assert rows["step"].nunique() == 2 and rows.loc[rows["asked"], "step"].iloc[0][:6] == "signed"


def test_weeks_beyond_the_corpus_are_no_choice_of_their_own(typed: Callable[..., Corpus]) -> None:
    """A short corpus makes the same numbers count three times."""
    days = (EVENT - pd.Timedelta(days=7 * 12 + 14), EVENT + pd.Timedelta(days=7 * 12))
    near = [row for row in pieces() if days[0].isoformat() <= row[0] < days[1].isoformat()]
    rows = choices(typed(near))
    out = rows[rows["left_out"] == 14]
    assert out.loc[out["weeks"] > 13, "fault"].eq(SAME).all()
    assert out.loc[out["weeks"] == 13, "fault"].eq("").all()
    # Twenty-six weeks were asked for; thirteen have the same buckets.
    assert rows.loc[rows["asked"], "weeks"].tolist() == [13]


def test_stories_and_live_outlets_are_choices_where_known(typed: Callable[..., Corpus]) -> None:
    """A corpus that tells copies and outlets is not tried with them."""
    rows = [(*row[:6], f"{row[0]}{row[1]}") for row in pieces(story="s")]
    last = (pd.Timestamp(FIRST) + pd.Timedelta(days=DAYS - 1)).date().isoformat()
    corpus = typed(rows, [("A", FIRST.isoformat(), last)])
    found = choices(corpus)
    assert found["unit"].unique().tolist() == ["pieces", "stories"]
    assert found["denominator"].unique().tolist() == ["all pieces", "nothing", "live outlets"]
    # One outlet, live throughout, divides every count by the same.
    pair = found[found["denominator"] != "all pieces"].set_index([*STEP_CHOICES])["ratio"]
    one, other = (pair.xs(name, level="denominator") for name in ("nothing", "live outlets"))
    assert np.allclose(one, other, rtol=1e-4)
    told = choices(corpus, replace(OWN_DAY, of="stories"))
    assert told.loc[told["asked"], "unit"].tolist() == ["stories"]


def test_where_one_side_counts_nothing_a_trend_is_no_choice(typed: Callable[..., Corpus]) -> None:
    """A bound without a trend counts twice."""
    rows = [row for row in pieces() if row[1] != "KAZ" or row[0] >= EVENT.isoformat()]
    found = choices(typed(rows))
    steady = found[found["trend"] == "steady"]
    assert np.isinf(steady["ratio"]).all() and (steady["low"] > 1).all()
    assert found.loc[found["trend"] == "none", "fault"].isin((NO_TREND, SAME)).all()


def test_a_day_outside_the_corpus_has_no_choices(weeks: Corpus) -> None:
    """A day of another century is measured in the first week."""
    filters = replace(OWN_DAY, event=date(1999, 1, 1))
    assert list(choices(weeks, filters)) == list(COLUMNS) and choices(weeks, filters).empty
    found = robustness(FACTS, weeks, filters)
    assert (found.claim, found.computed, found.held) == ("", 0, 0)
    assert "nothing could be compared" in holds_sentence(found, load_codebook())


def test_a_planted_step_holds_under_all_choices(weeks: Corpus) -> None:
    """What is true in each way of measuring does not hold."""
    found = robustness(FACTS, weeks, OWN_DAY)
    assert (found.about, found.claim, found.refused) == (STEP, ROSE, 0)
    assert found.held == found.computed == 24
    said = holds_sentence(found, load_codebook())
    assert said == "The headline, that coverage rose, holds in 24 of 24 reasonable choices."
    assert left_aside(found) == ""


@pytest.mark.parametrize(("after", "claim"), [(0.2, FELL), (2.0, UNSETTLED)])
def test_a_fall_and_no_change_are_headlines_too(
    typed: Callable[..., Corpus], after: float, claim: str
) -> None:
    """Only a rise can hold, or a change that is not settled counts as one."""
    found = robustness(FACTS, typed(pieces(after=after)), OWN_DAY)
    assert found.claim == claim
    rows = found.frame[found.frame["why"] == ""]
    same = {FELL: rows["high"] < 1, UNSETTLED: (rows["low"] <= 1) & (rows["high"] >= 1)}[claim]
    assert rows["holds"].tolist() == same.tolist() and found.held == same.sum() > 0
    assert headline(found, load_codebook()).startswith("that ")


def test_refused_choices_never_hold_and_are_counted_apart() -> None:
    """What could not be computed raises the number of choices in which the headline holds."""
    found = robustness(*held(), Filters(focus="MAR"))
    rows = found.frame
    refused = rows[rows["why"] != ""]
    assert len(refused) and refused["holds"].isna().all() and refused["estimate"].isna().all()
    assert found.computed + found.refused + found.same == len(rows)
    assert found.held <= found.computed == rows["holds"].notna().sum()
    assert "fewer than 8 weeks" in left_aside(found)


def test_without_a_headline_nothing_holds() -> None:
    """The Emirates' step, which is refused, holds in a dozen choices."""
    found = robustness(*held(), Filters(focus="ARE"))
    assert found.claim == "" and found.held == 0 and found.computed
    assert "could not be computed" in holds_sentence(found, load_codebook())


def test_without_an_event_the_leading_reason_is_the_headline() -> None:
    """A country that joined nothing has no robustness, or that of a step."""
    found = robustness(*held(), Filters(focus="SAU"))
    assert found.about == REASON and len(found.frame) == 24
    assert found.frame["asked"].sum() == 1
    assert found.computed + found.refused == 24
    assert holds_sentence(found, load_codebook()).startswith(("The headline", "There is no"))


def test_a_leading_reason_is_named() -> None:
    """The headline is given by the reason's id."""
    book = load_codebook()
    reason = next(iter(book.reasons))
    found = Robustness(REASON, reason, (), pd.DataFrame({"holds": [], "why": []}))
    assert headline(found, book) == f"that “{book.reasons[reason].name}” leads"
