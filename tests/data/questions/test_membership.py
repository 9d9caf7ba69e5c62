"""Membership: the counts and days that readers will check first, and the rules behind them."""

from datetime import date, timedelta

import pandas as pd
import pytest

from data.facts import Facts, Step, load_facts
from data.filters import Filters
from data.questions.membership import (
    ladder,
    membership,
    memberships_of,
    overlap,
    spans,
    status_days,
)
from data.questions.status import is_member, status_on

TODAY = date(2026, 11, 24)
STRICT_TODAY = {
    "abraham-accords": 5,
    "arab-league": 22,
    "oic": 57,
    "gcc": 6,
    "amu": 5,
    "african-union": 55,
    "nato": 32,
    "eu": 27,
    "cis": 9,
    "csto": 6,
    "eaeu": 5,
    "sco": 10,
    "ots": 5,
    "brics": 10,
    "opec": 11,
    "opec-plus": 21,
    "oecd": 38,
    "wto": 165,
    "coe": 46,
    "osce": 57,
    "asean": 11,
    "rcep": 15,
    "cptpp": 12,
    "usmca": 3,
    "quad": 4,
    "aukus": 3,
    "i2u2": 4,
    "artemis-accords": 67,
    "paris-agreement": 193,
    "npt": 191,
    "rome-statute": 125,
    "mnna": 21,
    "negev-forum": 6,
    "arab-peace-initiative": 22,
    "board-of-peace": 27,
    "israel-relations": 165,
}


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


def members(facts: Facts, day: str, reading: str = "strict") -> set[str]:
    filters = Filters(as_of=date.fromisoformat(day), membership=reading)
    frame = membership(facts, filters, TODAY)
    return set(frame.loc[frame["member"], "iso3"])


def test_every_agreement_has_a_count(facts: Facts) -> None:
    assert set(STRICT_TODAY) == set(facts.agreement_names)


@pytest.mark.parametrize(("agreement", "count"), STRICT_TODAY.items())
def test_strict_members_today(facts: Facts, agreement: str, count: int) -> None:
    frame = membership(facts, Filters(agreement=agreement), TODAY)
    assert int(frame["member"].sum()) == count


@pytest.mark.parametrize(("agreement", "count"), STRICT_TODAY.items())
def test_the_last_map_frame_tells_the_same_as_the_table(
    facts: Facts, agreement: str, count: int
) -> None:
    frames = status_days(facts, agreement)
    last = frames[frames["day"] == frames["day"].max()]
    drawn = dict(zip(last["iso3"], last["status"], strict=True))
    table = membership(facts, Filters(agreement=agreement), TODAY)
    table = table[table["status"] != "none"]
    assert drawn == dict(zip(table["iso3"], table["status"], strict=True))


@pytest.mark.parametrize("agreement", STRICT_TODAY)
def test_the_map_tells_the_same_as_the_table_on_and_around_every_day_of_change(
    facts: Facts, agreement: str
) -> None:
    frames = status_days(facts, agreement)
    pictures = {
        day: dict(zip(rows["iso3"], rows["status"], strict=True))
        for day, rows in frames.groupby("day")
    }
    days = sorted(pictures)
    turning = {date.fromisoformat(day) for day in days[:: max(len(days) // 25, 1)] + days[-1:]}
    around = {day + timedelta(days=step) for day in turning for step in (-1, 0, 1)}
    for day in sorted(around):
        shown = [known for known in days if known <= day.isoformat()]
        drawn = pictures[shown[-1]] if shown else {}
        drawn = {iso3: status for iso3, status in drawn.items() if status != "none"}
        table = membership(facts, Filters(agreement=agreement, as_of=day), TODAY)
        table = table[table["status"] != "none"]
        assert drawn == dict(zip(table["iso3"], table["status"], strict=True)), day


def test_nobody_is_in_before_the_agreement_exists(facts: Facts) -> None:
    for agreement in STRICT_TODAY:
        early = Filters(agreement=agreement, as_of=date(1900, 1, 1), membership="broad")
        frame = membership(facts, early, TODAY)
        assert not frame["member"].any(), agreement
        assert (frame["status"] == "none").all(), agreement


@pytest.mark.parametrize("agreement", STRICT_TODAY)
def test_the_broad_reading_holds_all_of_the_strict(facts: Facts, agreement: str) -> None:
    for day in (date(1975, 6, 1), date(2000, 6, 1), TODAY):
        chosen = Filters(agreement=agreement, as_of=day)
        broad = Filters(agreement=agreement, as_of=day, membership="broad")
        strict = membership(facts, chosen, TODAY)
        wide = membership(facts, broad, TODAY)
        assert set(strict.loc[strict["member"], "iso3"]) <= set(wide.loc[wide["member"], "iso3"])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2020-09-14", set()),
        ("2020-09-15", {"ISR", "ARE", "BHR"}),
        ("2020-12-22", {"ISR", "ARE", "BHR", "MAR"}),
        ("2021-01-06", {"ISR", "ARE", "BHR", "MAR", "SDN"}),
    ],
)
def test_the_accords_grow_day_by_day(facts: Facts, day: str, expected: set[str]) -> None:
    assert members(facts, day) == expected


def test_kazakhstan_is_announced_and_counts_only_in_the_broad_reading(facts: Facts) -> None:
    frame = membership(facts, Filters(), TODAY).set_index("iso3")
    kazakhstan = frame.loc["KAZ"]
    assert (kazakhstan["status"], kazakhstan["since"], kazakhstan["member"]) == (
        "announced",
        "2025-11-06",
        False,
    )
    assert members(facts, "2026-11-24", "broad") - members(facts, "2026-11-24") == {"KAZ", "XSL"}
    assert frame.loc["USA", "status"] == "witness"
    assert not frame.loc["USA", "member"]


def test_the_table_has_one_row_per_country(facts: Facts) -> None:
    frame = membership(facts, Filters(agreement="nato"), TODAY)
    assert len(frame) == 204
    assert frame["iso3"].is_unique
    assert list(frame.columns) == [
        "iso3",
        "name",
        "status",
        "since",
        "status_since",
        "precision",
        "member",
        "source",
        "confidence",
    ]


def test_nato_grew_on_29_march_2004(facts: Facts) -> None:
    def count(day: str) -> int:
        chosen = Filters(agreement="nato", as_of=date.fromisoformat(day))
        return int(membership(facts, chosen, TODAY)["member"].sum())

    assert (count("2004-03-28"), count("2004-03-29")) == (19, 26)


def step(word: str, start: str, end: str = "") -> Step:
    return Step("x", "KAZ", word, start, end, "day", "", "", "known")


@pytest.mark.parametrize(
    ("steps", "counting", "status", "strict", "broad"),
    [
        ([], "member", "none", False, False),
        ([step("signed", "2020-01-01")], "in_force", "signed", False, True),
        ([step("announced", "2020-01-01")], "signed", "announced", False, True),
        ([step("witness", "2020-01-01")], "signed", "witness", False, False),
        ([step("observer", "2020-01-01")], "member", "observer", False, False),
        (
            [step("signed", "2020-01-01"), step("ratified", "2020-02-01")],
            "signed",
            "ratified",
            True,
            True,
        ),
        (
            [step("announced", "2020-01-01"), step("relations_established", "2020-01-01")],
            "signed",
            "announced",
            False,
            True,
        ),
        (
            [step("member", "1990-01-01"), step("suspended", "2020-01-01")],
            "member",
            "suspended",
            True,
            True,
        ),
        (
            [step("signed", "1990-01-01"), step("withdrawn", "2000-01-01")],
            "in_force",
            "left",
            False,
            False,
        ),
        (
            [
                step("member", "1990-01-01", "2000-01-01"),
                step("withdrawn", "2000-01-01", "2010-01-01"),
                step("member", "2010-01-01"),
            ],
            "member",
            "member",
            True,
            True,
        ),
        ([step("member", "")], "member", "unsettled", False, True),
        (
            [
                step("member", "1990-01-01", "2020-02-01"),
                step("announced", "2020-01-01"),
            ],
            "member",
            "announced",
            False,
            False,
        ),
        ([step("member", "2023")], "member", "unsettled", False, True),
    ],
)
def test_status_and_both_readings(
    steps: list[Step], counting: str, status: str, strict: bool, broad: bool
) -> None:
    day = date(2023, 6, 1)
    assert status_on(steps, day, counting)[0] == status
    assert is_member(steps, day, counting, "strict") is strict
    assert is_member(steps, day, counting, "broad") is broad


def test_the_ladder_of_kazakhstan_has_its_source(facts: Facts) -> None:
    rows = ladder(facts, "abraham-accords", ("KAZ",))
    assert rows[["step", "date"]].to_numpy().tolist() == [["announced", "2025-11-06"]]
    assert rows["source"].iloc[0]


def test_spans_of_the_emirates(facts: Facts) -> None:
    rows = spans(facts, Filters(), TODAY)
    emirates = rows[rows["iso3"] == "ARE"]
    assert emirates["status"].tolist() == ["announced", "relations"]
    assert emirates["end"].iloc[0] == emirates["start"].iloc[1] == pd.Timestamp("2020-09-15")


def test_other_memberships_of_kazakhstan(facts: Facts) -> None:
    rows = memberships_of(facts, "KAZ", TODAY, "strict").set_index("agreement")
    assert {"ots", "oic", "eaeu", "csto", "sco"} <= set(rows.index[rows["member"]])
    assert not rows.loc["abraham-accords", "member"]
    assert rows.loc["israel-relations", "since"] == "1992-04-10"


def test_overlap_counts_shared_members_of_the_chosen_agreement(facts: Facts) -> None:
    rows = overlap(facts, Filters(), TODAY).set_index("agreement")
    assert rows.loc["arab-league", "countries"] == "Bahrain, Morocco, Sudan, United Arab Emirates"
    assert rows.loc["arab-league", "share"] == 0.8
    assert len(rows) == 35


def test_an_agreement_without_members_that_day_has_no_share(facts: Facts) -> None:
    early = Filters(as_of=date(2019, 1, 1))
    assert overlap(facts, early, TODAY)["share"].isna().all()


def test_since_is_the_day_of_entry_and_status_since_that_of_the_latest_step(facts: Facts) -> None:
    frame = membership(facts, Filters(), TODAY).set_index("iso3")
    bahrain = frame.loc["BHR"]
    assert (bahrain["since"], bahrain["status_since"]) == ("2020-09-15", "2020-10-18")
    own = memberships_of(facts, "ISR", TODAY, "strict").set_index("agreement")
    accords = own.loc["abraham-accords"]
    assert (accords["since"], accords["status_since"]) == ("2020-09-15", "2020-10-15")


def test_a_span_that_is_still_open_has_no_end(facts: Facts) -> None:
    rows = spans(facts, Filters(), TODAY)
    assert rows.loc[rows["iso3"] == "KAZ", "end"].isna().all()
    assert rows.loc[(rows["iso3"] == "KAZ"), "start"].tolist() == [pd.Timestamp("2025-11-06")]
