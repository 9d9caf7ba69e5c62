"""Facts: what ships is right, and a fault in a file stops with file, line and field."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from data.days import first_day, in_words, last_day
from data.facts import FILES, Facts, FactsError, Step, load_facts


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


def test_the_shipped_tables_have_the_rows_they_claim(facts: Facts) -> None:
    sizes = {
        "agreements": len(facts.agreements),
        "memberships": len(facts.memberships),
        "events": len(facts.events),
        "countries": len(facts.countries),
    }
    assert sizes == {"agreements": 36, "memberships": 2777, "events": 70, "countries": 204}


LINE = "abraham-accords,KAZ,signed,2025-11-06,day,,note,https://example.org,known\n"


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("memberships.csv", LINE.replace("KAZ", "KZ"), "line 2779, field iso3: 'KZ' is not known"),
        ("memberships.csv", LINE.replace("2025-11-06", "2025-13-06"), "field date: '2025-13-06'"),
        ("memberships.csv", LINE.replace("2025-11-06", "6.11.2025"), "field date: '6.11.2025'"),
        ("memberships.csv", LINE.replace("day", "year"), "field precision: 'year' does not fit"),
        (
            "memberships.csv",
            LINE.replace(",,", ",2020-01-01,"),
            "field end_date: 2020-01-01 is before",
        ),
        ("memberships.csv", LINE.replace("signed", "joined"), "field step: 'joined' is not known"),
        (
            "memberships.csv",
            LINE.replace("abraham", "abram"),
            "field agreement_id: 'abram-accords'",
        ),
        ("memberships.csv", LINE * 2, "line 2780, field agreement_id: the same"),
        ("memberships.csv", "abraham-accords,KAZ\n", "line 2779: 9 fields are needed"),
        ("events.csv", "2025-11-06,abraham-accords,KAZ;XX,T,D,S\n", "field iso3s: 'XX'"),
        ("events.csv", "2025-11-06,abraham-accords,KAZ, ,D,S\n", "field title: must not be empty"),
        ("countries.csv", "kaz,KZ,K,K,Asia,Asia,K,A,,48,67\n", "field iso3: 'kaz'"),
        ("countries.csv", "QQQ,QQ,Q,Q,Asia,Asia,Q,A,,480,67\n", "field lat: 480"),
        ("agreements.csv", "nato,N,N,organisation,,,,\n", "line 38, field agreement_id: the same"),
    ],
)
def test_a_fault_names_file_line_and_field(tmp_path: Path, file: str, line: str, said: str) -> None:
    for name in ("agreements.csv", "countries.csv", "memberships.csv", "events.csv"):
        shutil.copy(FILES / name, tmp_path / name)
    with (tmp_path / file).open("a", encoding="utf-8") as opened:
        opened.write(line)
    with pytest.raises(FactsError) as error:
        load_facts(tmp_path)
    assert str(error.value).startswith(file)
    assert said in str(error.value)


def test_a_missing_file_and_a_missing_column_are_named(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="agreements.csv is missing"):
        load_facts(tmp_path)
    for name in ("agreements.csv", "countries.csv", "memberships.csv", "events.csv"):
        shutil.copy(FILES / name, tmp_path / name)
    (tmp_path / "events.csv").write_text("date,title\n", encoding="utf-8")
    with pytest.raises(FactsError, match="events.csv, line 1: the column agreement_id is missing"):
        load_facts(tmp_path)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    for name in ("agreements.csv", "countries.csv", "memberships.csv", "events.csv"):
        shutil.copy(FILES / name, tmp_path / name)
    (tmp_path / "events.csv").write_bytes("date,agreement_id,é\n".encode("utf-16"))
    with pytest.raises(FactsError, match="events.csv is not UTF-8"):
        load_facts(tmp_path)


@pytest.mark.parametrize(
    ("partial", "first", "last", "words"),
    [
        ("2025-11-06", date(2025, 11, 6), date(2025, 11, 6), "6 Nov 2025"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
        ("1994", date(1994, 1, 1), date(1994, 12, 31), "1994"),
    ],
)
def test_a_partial_date_spans_the_days_it_may_mean(
    partial: str, first: date, last: date, words: str
) -> None:
    assert (first_day(partial), last_day(partial), in_words(partial)) == (first, last, words)


@pytest.mark.parametrize("wrong", ["", "25", "2025-1", "2025-02-30", "20251106", "2025-11-06T00"])
def test_what_is_no_date_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        first_day(wrong)


def step(start: str, end: str = "") -> Step:
    return Step("nato", "KAZ", "member", start, end, "", "", "", "known")


@pytest.mark.parametrize(
    ("made", "day", "certain", "possible"),
    [
        (step("2020-09-15"), date(2020, 9, 14), False, False),
        (step("2020-09-15"), date(2020, 9, 15), True, True),
        (step("1994"), date(1994, 6, 1), False, True),
        (step("1994"), date(1994, 12, 31), True, True),
        (step("1990-01-01", "2000-05-05"), date(2000, 5, 4), True, True),
        (step("1990-01-01", "2000-05-05"), date(2000, 5, 5), False, False),
        (step("1990-01-01", "2000"), date(2000, 6, 1), False, True),
        (step(""), date(1950, 1, 1), False, True),
        (step(""), date(2026, 11, 24), True, True),
        (step("2026"), date(2026, 10, 1), True, True),
    ],
)
def test_a_state_holds_from_its_first_certain_day_to_the_day_before_its_end(
    made: Step, day: date, certain: bool, possible: bool
) -> None:
    assert (made.certain(day), made.possible(day)) == (certain, possible)
