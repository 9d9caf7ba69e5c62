"""Dates as files write them become moments, one way a file, and nothing is guessed."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data.filters import EARLIEST, LATEST
from data.ingest.date_evidence import ENOUGH
from data.ingest.date_shapes import calendar_digits
from data.ingest.dates import DateError, DateEvidence, DateReading, date_reading, moment

PLAIN = DateReading()
DAY_FIRST = DateReading(order="dmy")
MONTH_FIRST = DateReading(order="mdy")
YEAR_FIRST = DateReading(order="ymd")
NOON = datetime(2025, 5, 19, 12)
DAYS = st.dates(min_value=EARLIEST, max_value=LATEST)


@pytest.mark.parametrize(
    ("value", "placed", "precision"),
    [
        ("2025-11-07", "2025-11-07", "day"),
        (" 2025-11-07 ", "2025-11-07", "day"),
        ("2025-11-07T10:15:30Z", "2025-11-07T10:15:30", "time"),
        ("2025-11-07T10:15:30+03:00", "2025-11-07T07:15:30", "time"),
        ("2025-11-07T01:15:30.250+0300", "2025-11-06T22:15:30.250", "time"),
        ("2025-11-07T22:15:30-0500", "2025-11-08T03:15:30", "time"),
        ("2025-11-07 10:15:30 UTC", "2025-11-07T10:15:30", "time"),
        ("2025-11-07 10:15:30 +0300", "2025-11-07T07:15:30", "time"),
        ("2025-11-07 10:15", "2025-11-07T10:15", "time"),
        ("2025-11-7", "2025-11-07", "day"),
        ("2025/11/07 10:15:30", "2025-11-07T10:15:30", "time"),
        ("2025-11", "2025-11-01", "month"),
        ("11/2025", "2025-11-01", "month"),
        ("2025", "2025-01-01", "year"),
        ("2025-11-00", "2025-11-01", "month"),
        ("2025-00-00", "2025-01-01", "year"),
        ("20030219", "2003-02-19", "day"),
        ("20030219.0", "2003-02-19", "day"),
        ("200302", "2003-02-01", "month"),
        ("20200513T101500", "2020-05-13T10:15", "time"),
        ("20200513T101500Z", "2020-05-13T10:15", "time"),
        ("20150218230000", "2015-02-18T23:00", "time"),
        ("Wed, 31 Jan 2018 10:00:00 GMT", "2018-01-31T10:00", "time"),
        ("Wed, 31 Jan 2018 10:00:00 -0500", "2018-01-31T15:00", "time"),
        ("31 Jan 2018 10:00:00 EST", "2018-01-31T15:00", "time"),
        ("Wed Jan 31 10:00:00 +0000 2018", "2018-01-31T10:00", "time"),
        ("Wed Jan 31 2018 10:00:00 GMT+0300 (Arabian Time)", "2018-01-31T07:00", "time"),
        ("1588291200", "2020-05-01T00:00", "time"),
        ("1588291200.0", "2020-05-01T00:00", "time"),
        ("1.5882912e9", "2020-05-01T00:00", "time"),
        ("1588291200500", "2020-05-01T00:00:00.500", "time"),
        ("1588291200000000", "2020-05-01T00:00", "time"),
        ("1588291200000000000", "2020-05-01T00:00", "time"),
        ("30.10.1947", "1947-10-30", "day"),
        ("19-May-2025", "2025-05-19", "day"),
        ("19-May-25", "2025-05-19", "day"),
        ("May 19, 2025 10:31 PM", "2025-05-19T22:31", "time"),
        ("12:05 a.m., May 19, 2025", "2025-05-19T00:05", "time"),
        ("Fri 7 Nov 2025 10.15 GMT", "2025-11-07T10:15", "time"),
        ("Published: Monday 19 May 2025", "2025-05-19", "day"),
    ],
)
def test_a_form_that_files_use(value: str, placed: str, precision: str) -> None:
    assert moment(value, PLAIN) == (datetime.fromisoformat(placed), precision)


@pytest.mark.parametrize(
    "value",
    [
        "7 November 2025",
        "November 7th, 2025",
        "Nov. 7, 2025",
        "7 de novembro de 2025",
        "sexta-feira, 7 de nov. de 2025",
        "7 de noviembre de 2025",
        "vendredi 7 novembre 2025",
        "7. November 2025",
        "7 novembre 2025",
        "7 Kasım 2025",
        "7 ноября 2025 г.",
        "7 листопада 2025",
        "7 қараша 2025",
        "2025 жылғы 7 қараша",
        "7 בנובמבר 2025",
        "7 نوفمبر 2025",
        "الجمعة، 7 نوفمبر 2025",
        "7 تشرين الثاني 2025",
        "7 تشرين الثاني/نوفمبر 2025",
        "٧ نوفمبر ٢٠٢٥",
        "\u200f7 نوفمبر 2025\u200f",
        "۷ نوامبر ۲۰۲۵",
        "2025年11月7日",
        "2025년 11월 7일",
        "７ November ２０２５",
        "7 listopada 2025",
        "7 Νοεμβρίου 2025",
        "7 नवंबर 2025",
        "7 noyabr 2025",
    ],
)
def test_one_day_in_many_languages(value: str) -> None:
    assert moment(value, PLAIN) == (datetime(2025, 11, 7), "day")


@pytest.mark.parametrize(
    ("value", "placed"),
    [
        ("19 de maio de 2025 às 10h31", "2025-05-19T10:31"),
        ("٧ نوفمبر ٢٠٢٥ ١٠:٣١ م", "2025-11-07T22:31"),
        ("2025年11月7日 下午3:05", "2025-11-07T15:05"),
        ("7 Kasım 2025 Cuma 10:15", "2025-11-07T10:15"),
        ("6 ноября 2025, 10:15", "2025-11-06T10:15"),
    ],
)
def test_a_time_of_day_in_words_of_other_languages(value: str, placed: str) -> None:
    assert moment(value, PLAIN) == (datetime.fromisoformat(placed), "time")


LEVANT = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
    "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
GULF = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
    "نوفمبر", "ديسمبر",
)  # fmt: skip


@pytest.mark.parametrize("names", [LEVANT, GULF], ids=["Levant", "Gulf"])
def test_every_arabic_month(names: tuple[str, ...]) -> None:
    found = [moment(f"3 {name} 2024", PLAIN)[0] for name in names]
    assert found == [datetime(2024, month, 3) for month in range(1, 13)]


@pytest.mark.parametrize(
    "value",
    ["", "  ", "NA", "n/a", "null", "None", "NaN", "NaT", "0000-00-00", "0000-00-00 00:00:00", "-"],
)
def test_a_sign_for_nothing_is_no_date_and_no_fault(value: str) -> None:
    assert moment(value, PLAIN) == (None, "")


@pytest.mark.parametrize(
    "value",
    [
        "May", "12", "10:30", "45000", "Friday", "7 May", "1 de janeiro", "May 12", "Gaza 2025",
        "5 killed in 2025", "Peace in 2025", "World Cup 2022 final", "Talks continue in May",
        "On 7 November 2025 the president", "2025-02-30", "31.02.2025", "2025-13-01", "20251301",
        "1 May 2025 25:00", "99999999999999999999", "1899-12-31", "2101-01-01", "٣",
        "0001-01-01T00:00:00+03:00", "9999-12-31T23:59:59-05:00", "The 19 May 2025 talks of 3",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_a_reason(value: str) -> None:
    with pytest.raises(DateError, match=r"\w"):
        moment(value, DAY_FIRST)


@pytest.mark.parametrize(
    ("value", "reading", "day"),
    [
        ("03/04/2020", DAY_FIRST, date(2020, 4, 3)),
        ("03/04/2020", MONTH_FIRST, date(2020, 3, 4)),
        ("8/20/17", MONTH_FIRST, date(2017, 8, 20)),
        ("20-08-2017", DAY_FIRST, date(2017, 8, 20)),
        ("20/05/13", YEAR_FIRST, date(2020, 5, 13)),
        ("1/2/68", DAY_FIRST, date(2068, 2, 1)),
        ("1/2/69", DAY_FIRST, date(1969, 2, 1)),
        ("25/12/2020", PLAIN, date(2020, 12, 25)),
        ("05/05/2020", PLAIN, date(2020, 5, 5)),
    ],
)
def test_three_numbers_are_read_in_the_files_order(
    value: str, reading: DateReading, day: date
) -> None:
    assert moment(value, reading)[0].date() == day


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        ("8/20/2017", DAY_FIRST),
        ("20/8/2017", MONTH_FIRST),
        ("20/8/2017", YEAR_FIRST),
        ("03/04/2020", PLAIN),
    ],
)
def test_a_value_against_the_files_order_is_refused_and_never_turned(
    value: str, reading: DateReading
) -> None:
    with pytest.raises(DateError):
        moment(value, reading)


@pytest.mark.parametrize(
    ("values", "order", "words"),
    [
        (["25/12/2020", "03/04/2020"], "dmy", "Day first: 1 of 2"),
        (["12/25/2020", "03/04/2020"], "mdy", "Month first: 1 of 2"),
        (["8/20/17", "8/21/17", "13/1/17"], "mdy", "1 has to be read otherwise: no date"),
        (["98/05/13", "98/05/14"], "ymd", "Year first"),
        (["03/04/2020"], "dmy", "No date shows whether day or month comes first; read day first"),
        (["8/20/17", "20/8/17"], "dmy", "otherwise"),
        (["2020-04-03", "3 May 2020"], "", "Every date can be read in one way only"),
        (["", "NA"], "", "There are no dates"),
    ],
)
def test_order_is_the_files_own_evidence(values: list[str], order: str, words: str) -> None:
    reading = date_reading(values)
    assert reading.order == order
    assert words in reading.evidence


def test_what_the_user_says_of_the_order_decides_and_the_misfits_are_counted() -> None:
    reading = date_reading(["25/12/2020", "03/04/2020"], wanted_order="mdy")
    assert reading.order == "mdy"
    assert reading.evidence == "Month first, as asked; 1 of 2 dates has another order: no date."


def test_ambiguous_dates_ask_for_the_whole_file_until_enough_show_an_order() -> None:
    evidence = DateEvidence()
    evidence.see("03/04/2020")
    assert evidence.needs_all
    for _ in range(ENOUGH):
        evidence.see("04/25/2020")
    assert evidence.settled
    assert not evidence.needs_all
    evidence.see("25/04/2020")
    assert evidence.needs_all, "contradicting dates must bring the whole file in"


@pytest.mark.parametrize("value", ["2020-05-01T10:00:00Z", "1 May 2020", "20200501", "1588291200"])
def test_dates_of_one_reading_never_ask_for_the_whole_file(value: str) -> None:
    evidence = DateEvidence()
    evidence.see(value)
    assert evidence.settled
    assert not evidence.needs_all


def test_a_column_of_midnights_is_a_column_of_days_as_written() -> None:
    """A zone must not carry midnight into the day before."""
    values = ["2020-05-01T00:00:00+03:00", "2020-05-02T00:00:00+03:00"]
    assert moment(values[0], date_reading(values)) == (datetime(2020, 5, 1), "day")
    mixed = [*values, "2020-05-02T09:30:00+03:00"]
    assert moment(values[0], date_reading(mixed)) == (datetime(2020, 4, 30, 21), "time")


@pytest.mark.parametrize(
    "value", ["1588291200", "20200501000000", "1 May 2020 00:00", "1 May 2020 12:00 am"]
)
def test_midnights_of_other_shapes_are_days_too(value: str) -> None:
    assert moment(value, date_reading([value])) == (datetime(2020, 5, 1), "day")


def test_the_unit_of_numbers_is_the_files() -> None:
    reading = date_reading(["1588291200123", "1588291300456"])
    assert (reading.unit, reading.kind) == ("ms", "milliseconds since 1970")
    with pytest.raises(DateError, match="another size"):
        moment("1588291200", reading)


def test_the_language_of_dates_in_words_is_found() -> None:
    assert date_reading(["19 de maio de 2025", "3 de fevereiro de 2024"]).languages[0] == "pt"


@pytest.mark.parametrize(
    ("value", "placed", "precision"),
    [
        ("12 hours ago", NOON - timedelta(hours=12), "time"),
        ("20 minutes ago", NOON - timedelta(minutes=20), "time"),
        ("yesterday", datetime(2025, 5, 18), "day"),
        ("há 3 dias", datetime(2025, 5, 16), "day"),
        ("منذ ساعتين", NOON - timedelta(hours=2), "time"),
        ("3 часа назад", NOON - timedelta(hours=3), "time"),
        ("il y a 2 jours", datetime(2025, 5, 17), "day"),
        ("לפני 3 ימים", datetime(2025, 5, 16), "day"),
        ("3 months ago", datetime(2025, 2, 1), "month"),
    ],
)
def test_a_relative_date_counts_from_the_reference_or_not_at_all(
    value: str, placed: datetime, precision: str
) -> None:
    assert moment(value, PLAIN, NOON) == (placed, precision)
    with pytest.raises(DateError, match="relative"):
        moment(value, PLAIN)


def test_a_column_that_is_no_date_column_is_told_and_not_tried_word_by_word() -> None:
    """Each distinct value tried in every language would take hours on a large file."""
    reading = date_reading([f"Newspaper {chr(65 + number)}" for number in range(12)])
    assert reading.wordless
    assert reading.evidence == "No value in words is a date."
    assert not date_reading(["12 hours ago", "yesterday", "7 May 2025"] * 9).wordless
    with pytest.raises(DateError, match="not a date"):
        moment("7 May 2025", reading)


def test_a_text_in_the_wrong_column_is_refused_at_once() -> None:
    with pytest.raises(DateError, match="not a date"):
        moment(", " * 1_000_000, PLAIN)


def test_a_zone_with_several_meanings_leaves_the_day() -> None:
    assert moment("7 Nov 2025 10:15 IST", PLAIN) == (datetime(2025, 11, 7), "day")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_machines_own_zone_changes_nothing(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert moment("1588291200", PLAIN)[0] == datetime(2020, 5, 1)
        assert moment("8 mai 2019", PLAIN)[0] == datetime(2019, 5, 8)
        assert moment("13 hours ago", PLAIN, NOON)[0] == datetime(2025, 5, 18, 23)
    finally:
        monkeypatch.undo()
        time.tzset()


@given(day=DAYS, form=st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"]))
def test_every_day_comes_back_day_first(day: date, form: str) -> None:
    assert moment(day.strftime(form), DAY_FIRST)[0].date() == day


@given(day=DAYS, form=st.sampled_from(["%m/%d/%Y", "%m-%d-%Y"]))
def test_every_day_comes_back_month_first(day: date, form: str) -> None:
    assert moment(day.strftime(form), MONTH_FIRST)[0].date() == day


@given(day=DAYS, form=st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"]))
def test_every_day_comes_back_year_first(day: date, form: str) -> None:
    assert moment(day.strftime(form), PLAIN) == (datetime(day.year, day.month, day.day), "day")


@given(day=DAYS, form=st.sampled_from(["%d %B %Y", "%B %d, %Y", "%a, %d %b %Y"]))
def test_every_day_comes_back_from_english_words(day: date, form: str) -> None:
    assert moment(day.strftime(form), PLAIN) == (datetime(day.year, day.month, day.day), "day")


@given(
    placed=st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2100, 1, 1)),
    minutes=st.integers(-14 * 60, 14 * 60),
)
def test_every_zoned_moment_comes_back_in_utc(placed: datetime, minutes: int) -> None:
    zoned = placed.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=minutes)))
    assert moment(zoned.isoformat(), PLAIN) == (placed, "time")


@given(
    placed=st.datetimes(min_value=datetime(1974, 1, 1), max_value=datetime(2030, 1, 1)),
    unit=st.sampled_from([1, 1_000, 1_000_000]),
)
def test_every_number_since_1970_comes_back(placed: datetime, unit: int) -> None:
    second = placed.replace(microsecond=0)
    number = str(int(second.replace(tzinfo=UTC).timestamp()) * unit)
    # Milliseconds until 2001 have the length of 197605011400, and some are such a moment.
    assume(calendar_digits(number) is None)
    assert moment(number, PLAIN)[0] == second


@given(value=st.text(max_size=40))
def test_no_text_whatever_breaks_a_date(value: str) -> None:
    try:
        placed, precision = moment(value, DAY_FIRST)
    except DateError:
        return
    assert (placed is None) == (precision == "")


@given(values=st.lists(st.from_regex(r"[0-3]?\d/[0-3]?\d/(20)?\d\d", fullmatch=True), max_size=8))
def test_no_order_of_the_values_changes_the_reading(values: list[str]) -> None:
    assert date_reading(values) == date_reading(sorted(values, reverse=True))
