"""Where a country stands, in sentences: what they must say, and what none may say wrongly."""

import re
from datetime import date

import pytest

from data.facts import Facts, counting_step, load_facts
from data.filters import Filters
from data.questions.case import Case, Scene, apart
from data.questions.case_order import nth
from data.questions.standing import special, standing_rows, told_of
from data.questions.status import JOINING, is_notice

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


def said(facts: Facts, country: str, **filters: object) -> dict[str, str]:
    """Return the sentences on a country by claim, without its prefix."""
    frame = special(facts, Filters(focus=country, **filters), TODAY)
    return {
        claim.removeprefix("special:"): sentence
        for claim, sentence in zip(frame["claim"], frame["sentence"], strict=True)
    }


def test_what_is_special_about_kazakhstan(facts: Facts) -> None:
    """The page that the product was made for does not say what its facts say."""
    found = said(facts, "KAZ")
    assert found["standing"] == (
        "Kazakhstan in the Abraham Accords: announced 6 Nov 2025; no signing is recorded up to "
        "30 Sep 2026."
    )
    assert found["relations"] == (
        "It has had relations with Israel since 10 Apr 1992, 33 years before its first step."
    )
    assert found["relations_before"] == (
        "The day before its first step it had relations with Israel; none of the 5 others that "
        "took one had them the day before theirs."
    )
    assert found["order"] == (
        "It was the 5th of 6 countries to take a step towards the Abraham Accords, 4 years and 10 "
        "months after Morocco."
    )
    assert found["region"] == (
        "It was the first of the 5 countries of Central Asia to take a step towards the Abraham "
        "Accords, and is the only one so far."
    )
    assert found["pace"] == (
        "328 days after the announcement, on 30 Sep 2026, no signing is recorded; the 4 others "
        "that have both took 4 to 75 days."
    )
    for name in ("the OTS", "the OIC", "the EAEU", "the CSTO", "the SCO", "BRICS (partner)"):
        assert name in found["memberships"]
    assert found["distinct"] == (
        "It is in the EAEU, the OTS, the CSTO, the CIS, the SCO and the OSCE; none of the 5 "
        "members of the Abraham Accords is."
    )
    assert "which it could not join" in found["lacking"] and "Arab League (4)" in found["lacking"]
    assert found["reading"].endswith("not by the strict one, which needs the step “signed”.")
    assert "“Kazakhstan to join the Abraham Accords” (6 Nov 2025)" in found["events"]


@pytest.mark.parametrize(
    ("country", "claim", "words"),
    [
        ("ARE", "standing", "announced 13 Aug 2020, signed 15 Sep 2020, relations established"),
        ("ARE", "order", "It was the 1st of 6 countries"),
        ("ARE", "pace", "33 days lay between announcement and signing; for the 3 others 4 to 75"),
        ("ARE", "relations_before", "nor had 4 of the 5 others that took one the day before"),
        ("BHR", "standing", "no ratification is recorded up to 30 Sep 2026"),
        ("MAR", "relations", "It broke off relations with Israel on 23 Oct 2000 and has had them"),
        ("SDN", "relations", "No relations with Israel are recorded up to 30 Sep 2026; short of"),
        ("SDN", "region", "It was the first of the 56 countries of Africa"),
        ("XSL", "relations", "since 26 Dec 2025, the day of its first step"),
        ("XSL", "memberships", "It is in none of the 34 other agreements"),
        ("SAU", "standing", "Saudi Arabia in the Abraham Accords: no step is recorded up to"),
        ("SAU", "region", "2 (the United Arab Emirates and Bahrain) have taken a step"),
        ("IDN", "region", "Of the 10 other countries of South-Eastern Asia, none has taken"),
        ("AZE", "relations", "It has had relations with Israel since 7 Apr 1992."),
        ("AZE", "relations_before", "Of 6 countries that took a step towards the Abraham Accords"),
        ("ISR", "standing", "Israel is the counterpart in the Abraham Accords: signed 15 Sep 2020"),
        ("ISR", "order", "6 countries have taken a step towards the Abraham Accords; the latest"),
        ("USA", "standing", "The United States is a sponsor of the Abraham Accords: witness"),
        ("USA", "relations", "It has had relations with Israel since 28 Mar 1949."),
        ("VEN", "relations", "were broken off on 14 Jan 2009"),
    ],
)
def test_each_kind_of_country_has_its_sentence(
    facts: Facts, country: str, claim: str, words: str
) -> None:
    """A sentence made for one kind of country is told of another, or not at all."""
    assert words in said(facts, country)[claim]


@pytest.mark.parametrize(
    ("country", "agreement", "claim", "words"),
    [
        ("POL", "nato", "order", "one of 3 countries that became members of NATO on"),
        ("USA", "nato", "order", "on 4 Apr 1949, the day of the very first; 32 have by now"),
        ("SAU", "opec", "order", "It was one of 5 countries that "),
        ("SWE", "nato", "order", "It was the 32nd of 32 countries to become a member of NATO"),
        ("UKR", "nato", "order", "32 countries have become members of NATO; the latest was Sweden"),
        ("JPN", "mnna", "order", "It was between the 1st and the 5th of 22 countries"),
        ("DMA", "israel-relations", "order", "When it took its first step is open."),
        ("ISR", "israel-relations", "standing", "Israel is the counterpart in ties with Israel."),
        ("GBR", "eu", "standing", "member 1 Jan 1973 to 31 Jan 2020 and withdrawn 31 Jan 2020."),
        ("JOR", "negev-forum", "relations_before", "all had relations with Israel the day before"),
        ("EGY", "arab-peace-initiative", "relations_before", "it had relations with Israel; so"),
    ],
)
def test_other_agreements_have_theirs(
    facts: Facts, country: str, agreement: str, claim: str, words: str
) -> None:
    """The sentences fit the Abraham Accords alone."""
    assert words in said(facts, country, agreement=agreement)[claim]


def test_who_took_no_step_has_no_pace_and_no_reading(facts: Facts) -> None:
    """A country is said to be late for something it never announced."""
    found = said(facts, "SAU")
    assert not {"pace", "reading"} & set(found)
    assert "region" not in said(facts, "USA")


def test_the_past_knows_nothing_of_what_came_after(facts: Facts) -> None:
    """A page of an earlier day tells of later steps."""
    found = said(facts, "KAZ", as_of=date(2025, 11, 5))
    assert found["standing"].endswith("no step is recorded up to 5 Nov 2025.")
    assert found["order"].startswith("4 countries have taken a step")
    assert "before its first step" not in found["relations"]
    assert "Board of Peace" not in found["memberships"] and "events" not in found
    early = said(facts, "GBR", agreement="eu", as_of=date(1990, 1, 1))
    assert early["standing"] == "The United Kingdom in the EU: member 1 Jan 1973."


def test_the_broad_reading_has_more_members(facts: Facts) -> None:
    """The reading chosen changes nothing in the sentences."""
    assert "none of the 6 other members" in said(facts, "KAZ", membership="broad")["distinct"]
    assert "none of the 5 members" in said(facts, "KAZ")["distinct"]


@pytest.mark.parametrize("country", ["KAZ", "ARE", "SAU", "ISR", "XSL"])
def test_every_sentence_has_its_rows(facts: Facts, country: str) -> None:
    """A sentence opens other rows than it was read from, or fewer."""
    filters = Filters(focus=country)
    frame = special(facts, filters, TODAY)
    assert frame["claim"].is_unique
    for row in frame.itertuples():
        rows = standing_rows(facts, filters, row.claim, TODAY)
        assert len(rows) == row.rows
        assert rows["source"].str.len().gt(0).all(), row.claim
        if row.table == "events":
            assert rows["step"].eq("event").all()


def test_rows_are_the_facts_themselves(facts: Facts) -> None:
    """The rows behind a sentence are not those of the file."""
    rows = standing_rows(facts, Filters(focus="KAZ"), "special:relations", TODAY)
    assert rows[["agreement", "iso3", "step", "date"]].to_numpy().tolist() == [
        ["Ties with Israel", "KAZ", "relations_established", "1992-04-10"]
    ]
    lacking = standing_rows(facts, Filters(focus="KAZ"), "special:lacking", TODAY)
    rules = lacking[lacking["step"] == "rule"]
    assert "Arab League" in rules["agreement"].tolist() and rules["note"].str.len().gt(20).all()


def test_a_claim_that_nothing_says_has_no_rows(facts: Facts) -> None:
    """An old link ends in a traceback."""
    rows = standing_rows(facts, Filters(focus="KAZ"), "special:nothing", TODAY)
    assert rows.empty and "source" in rows


def first_possible(facts: Facts, agreement: str, iso3: str) -> date | None:
    """Return the first day on which a country can have taken a step towards an agreement."""
    steps, counting = facts.steps[agreement].get(iso3, ()), counting_step(agreement)
    days = [
        step.earliest
        for step in steps
        if step.step in (*JOINING, counting) and not is_notice(step, steps, counting)
    ]
    return min(days, default=None)


def test_all_countries_in_all_agreements(facts: Facts) -> None:
    """Some country in some agreement breaks its page, or is called the first and is not."""
    lands = facts.countries
    place_of = {
        column: dict(zip(lands["iso3"], lands[column], strict=True))
        for column in ("region", "subregion")
    }
    firsts = 0
    for agreement in facts.agreement_names:
        scene = Scene(facts, agreement, TODAY, "strict")
        days = {iso3: first_possible(facts, agreement, iso3) for iso3 in facts.country_names}
        for country in facts.country_names:
            found = {one.claim: one.sentence for one in told_of(Case(scene, country))}
            assert {"standing", "memberships"} <= set(found)
            for sentence in found.values():
                assert re.fullmatch(r"[A-Z0-9].*[^ .]\.", sentence), sentence
                assert not re.search(r"  | ,|None|_|\bthe the\b|because|cause", sentence), sentence
            firsts += _checked(found, country, agreement, scene, days, place_of)
    assert firsts > 50


def _checked(
    found: dict[str, str],
    country: str,
    agreement: str,
    scene: Scene,
    days: dict[str, date | None],
    place_of: dict[str, dict[str, str]],
) -> int:
    """Hold "the first" against the first possible day of every other country; count them."""
    where = (agreement, country)
    order, region = found.get("order", ""), found.get("region", "")
    known = {iso3: day for iso3, day in days.items() if day and iso3 != country}
    counterpart = set(Case(scene, country).counterparts)
    others = {iso3: day for iso3, day in known.items() if iso3 not in counterpart}
    if order.startswith("It was the 1st"):
        own = scene.first_steps[country].surely_begun
        assert all(day > own for day in others.values()), where
    if not region.startswith("It was the first"):
        return 0
    own = scene.first_steps[country].surely_begun
    place = next(
        (column, name)
        for column in ("region", "subregion")
        if f"countries of {(name := place_of[column][country])} " in region
    )
    near = {iso3: day for iso3, day in others.items() if place_of[place[0]][iso3] == place[1]}
    together = "on the same day" in region
    assert all(day > own or (together and day == own) for day in near.values()), where
    assert ("the only one so far" in region) == (not near), where
    return 1


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        ("1992-04-10", "2025-11-06", "33 years"),
        ("2020-12-10", "2025-11-06", "4 years and 10 months"),
        ("2020-12-10", "2022-12-10", "2 years"),
        ("2020-12-10", "2024-01-10", "3 years and 1 month"),
        ("2020-12-10", "2020-12-11", "1 day"),
        ("2020-12-10", "2022-12-09", "729 days"),
        ("2020-12-10", "2020-12-10", ""),
        ("1992", "2025-11-06", "about 33 years"),
        ("2025-02", "2025-11-06", ""),
    ],
)
def test_time_apart_is_no_finer_than_it_is_known(earlier: str, later: str, words: str) -> None:
    """Days are counted from a date known to its year."""
    assert apart(earlier, later) == words


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th")]
)
def test_places_are_written_as_they_are_said(number: int, words: str) -> None:
    """A country is the 11st."""
    assert nth(number) == words
