"""Look-alikes: over what both could join, ranked by two measures, and told where these disagree."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.facts import Facts, load_facts
from data.filters import Filters
from data.questions.likeness_words import likeness_words, portfolio_words
from data.questions.lookalikes import (
    COLUMNS,
    left_out,
    lookalikes,
    portfolio_day,
    portfolios,
)
from data.questions.membership import members_on

TODAY = date(2026, 11, 24)
EVE = date(2025, 11, 5)
ACCORDS = "abraham-accords"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


@pytest.mark.parametrize(
    ("filters", "day"),
    [
        (Filters(), EVE),
        (Filters(focus="ARE"), date(2020, 8, 12)),
        (Filters(event=date(2026, 1, 23)), date(2026, 1, 22)),
        (Filters(focus="SAU"), TODAY),
        (Filters(focus="SAU", as_of=date(2024, 3, 1)), date(2024, 3, 1)),
    ],
)
def test_portfolios_are_of_the_eve_of_the_event(facts: Facts, filters: Filters, day: date) -> None:
    """What was joined with the event counts as likeness before it."""
    assert portfolio_day(facts, filters, TODAY) == day


def test_the_chosen_agreement_and_its_subject_are_left_out(facts: Facts) -> None:
    """Countries look alike for what they are compared beside."""
    assert set(left_out(ACCORDS)) == {
        ACCORDS,
        "israel-relations",
        "negev-forum",
        "arab-peace-initiative",
    }
    assert left_out("nato") == ("nato",)
    held = portfolios(facts, ACCORDS, EVE, "strict")
    assert len(held.agreements) == 31 and not set(held.agreements) & set(left_out(ACCORDS))
    # The Board of Peace was founded in January 2026.
    assert len(portfolios(facts, ACCORDS, TODAY, "strict").agreements) == 32


@pytest.mark.parametrize("reading", ["strict", "broad"])
def test_who_is_in_is_as_on_the_membership_page(facts: Facts, reading: str) -> None:
    """A portfolio holds other members than the map."""
    held = portfolios(facts, ACCORDS, EVE, reading)
    for column, name in enumerate(held.agreements):
        inside = {held.countries[row] for row in np.flatnonzero(held.inside[:, column])}
        assert inside == members_on(facts, name, EVE, reading), name


@pytest.mark.parametrize(
    ("country", "agreement", "rung"),
    [
        ("KAZ", "oic", 3),
        ("KAZ", "brics", 1),
        ("KAZ", "eu", 0),
        ("SAU", "brics", 1),
        ("ARE", "rome-statute", 2),
        ("ARE", "artemis-accords", 3),
        ("IDN", "opec", 1),
        ("DZA", "rome-statute", 2),
    ],
)
def test_the_ladder_has_its_rungs(facts: Facts, country: str, agreement: str, rung: int) -> None:
    """A partner counts as a member, or a signatory as nobody."""
    held = portfolios(facts, ACCORDS, EVE, "strict")
    place = held.countries.index(country), held.agreements.index(agreement)
    assert held.rungs[place] == rung


def test_the_table_of_kazakhstan(facts: Facts) -> None:
    """A country is ranked over other agreements than both could join, or the order is none."""
    frame = lookalikes(facts, Filters(), TODAY)
    assert list(frame.columns) == COLUMNS
    assert len(frame) == 203 and frame["iso3"].is_unique and "KAZ" not in set(frame["iso3"])
    assert set(frame["iso3"].head(3)) == {"KGZ", "RUS", "BLR"}
    first = frame.set_index("iso3").loc["KGZ"]
    assert (first["compared"], first["both"], first["neither"]) == (17, 10, 7)
    assert (first["kappa"], first["kappa_rank"]) == (1, 1)
    ranked = frame[frame["s_rank"].notna()]
    # 20 agreements were open to Kazakhstan; a pair is ranked over two thirds of them.
    assert ranked["compared"].min() == 14 and frame["compared"].max() == 20
    assert not frame.loc[frame["compared"] < 14, "s_rank"].notna().any()
    assert frame.loc[frame["compared"] < 14, "note"].str.startswith("not ranked: ").all()
    means = ranked[["s_rank", "kappa_rank"]].astype(float).mean(axis=1)
    assert means.is_monotonic_increasing
    assert frame.iloc[len(ranked) :]["s_rank"].isna().all()


def test_who_has_joined_is_of_today_and_in_the_chosen_reading(facts: Facts) -> None:
    """A look-alike that joined later is told as one that did not."""
    rows = lookalikes(facts, Filters(focus="ARE"), TODAY).set_index("iso3")
    assert rows.loc["BHR", "joined"] and rows.loc["BHR", "status_since"] == "2020-10-18"
    assert not rows.loc["KAZ", "joined"] and rows.loc["KAZ", "status"] == "announced"
    broad = lookalikes(facts, Filters(focus="ARE", membership="broad"), TODAY).set_index("iso3")
    assert broad.loc["KAZ", "joined"]


def test_nothing_to_compare_is_no_rank(facts: Facts) -> None:
    """Somaliland, to which nearly nothing is open, is like half of the world."""
    frame = lookalikes(facts, Filters(focus="XSL"), TODAY)
    assert frame["s_rank"].isna().all() and frame["kappa_rank"].isna().all()
    assert likeness_words(frame, facts, ACCORDS) == [
        "At most 5 agreements were open to it and to another: too few to compare."
    ]


@pytest.mark.parametrize("agreement", ["abraham-accords", "israel-relations", "nato", "quad"])
def test_every_country_has_a_table(facts: Facts, agreement: str) -> None:
    """A country without steps, or in everything, breaks its page."""
    for country in list(facts.country_names)[::17]:
        frame = lookalikes(facts, Filters(focus=country, agreement=agreement), TODAY)
        assert len(frame) == 203
        assert frame["s"].dropna().between(-1, 1).all() and frame["kappa"].dropna().le(1).all()
        assert likeness_words(frame, facts, agreement)


def table(*rows: tuple[str, int, int, bool, int, int, int]) -> pd.DataFrame:
    columns = ["name", "s_rank", "kappa_rank", "joined", "compared", "both", "neither"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"s_rank": "Int64", "kappa_rank": "Int64"})


NEAR = ("Chad", 1, 1, False, 12, 4, 8)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            (NEAR, ("Mali", 2, 2, True, 12, 4, 8)),
            ["Most alike by S and by kappa: Chad and Mali.", "1 is in NATO: Mali."],
        ),
        (
            (NEAR, ("Mali", 2, 9, False, 12, 1, 10)),
            ["none is in NATO, nor of the 2 ranked.", "(2nd by S, 9th by kappa): of 12 "],
        ),
        (
            (NEAR, ("Netherlands", 9, 2, False, 12, 5, 6)),
            ["by kappa: Chad and the Netherlands.", "agrees on 11 of 12 agreements"],
        ),
        (
            (NEAR,),
            ["Chad is the only country with enough to compare; it is not in NATO."],
        ),
        (
            tuple((f"Land {n}", 1, 1, False, 12, 4, 8) for n in range(9)),
            ["Most alike by S and by kappa: 9 that tie."],
        ),
    ],
)
def test_sentences_say_what_the_table_shows(facts: Facts, rows: tuple, expected: list[str]) -> None:
    """A sentence names one of many that tie, or gives the wrong measure the higher rank."""
    words = " ".join(likeness_words(table(*rows), facts, "nato"))
    for part in expected:
        assert part in words


def test_the_first_that_joined_is_named_with_its_place(facts: Facts) -> None:
    """The reader is told that none near has joined, and not how far the first is."""
    rows = [(f"Land {n}", n, n, n == 12, 12, 4, 8) for n in range(1, 14)]
    words = " ".join(likeness_words(table(*rows), facts, "nato"))
    assert "Of the 10 most alike by the mean of both ranks, none is in NATO; the first is" in words
    assert "is Land 12, 12th of 13." in words


def test_having_relations_is_not_being_in_them(facts: Facts) -> None:
    """A country is said to be in ties with another."""
    words = likeness_words(table(NEAR, ("Mali", 2, 2, True, 12, 4, 8)), facts, "israel-relations")
    assert (
        words[1] == "Of the 2 most alike by the mean of both ranks, 1 has ties with Israel: Mali."
    )


def test_the_portfolios_say_their_day_and_what_they_leave_out(facts: Facts) -> None:
    """A number has no denominator."""
    assert portfolio_words(facts, Filters(), TODAY) == (
        "Memberships on 5 Nov 2025 in up to 32 agreements, without the Abraham Accords, ties with "
        "Israel, the Negev Forum and the Arab Peace Initiative; each pair over those that both "
        "could join. S compares how far each has come; kappa compares being in alone, and takes "
        "off what chance would give."
    )
