"""When a piece was published: a file's date values as moments, read in one way a file."""

from datetime import datetime, timedelta

from data.filters import EARLIEST, LATEST
from data.ingest.date_evidence import DateEvidence, DateReading, date_reading
from data.ingest.date_shapes import (
    COMPACT_TIME,
    DAY_SIGN,
    LONGEST,
    MONTH_SIGN,
    PER_SECOND,
    SIGN_MONTH,
    THREE_NUMBERS,
    WITH_UNITS,
    DateError,
    UnsettledError,
    calendar_day,
    calendar_digits,
    cleaned,
    epoch_unit,
    full_year,
    is_empty,
    split_clock,
    time_of,
    whole_number,
)
from data.ingest.date_words import counted_back, day_in_words

__all__ = ["DateError", "DateEvidence", "DateReading", "date_reading", "moment"]

RELATIVE = "relative to a time that is not known; a reference time places it"
FIRST = datetime(EARLIEST.year, EARLIEST.month, EARLIEST.day)
END = datetime(LATEST.year, LATEST.month, LATEST.day) + timedelta(days=1)
EPOCH = datetime(1970, 1, 1)
WHOLE_DAY = timedelta(days=1)
# Keeps EARLIEST and LATEST, and what a zone may move, inside what datetime can hold.
YEARS = range(EARLIEST.year - 1, LATEST.year + 2)

Placed = tuple[datetime | None, str]


def moment(value: str, reading: DateReading, reference: datetime | None = None) -> Placed:
    """Return the moment a value names (naive, UTC) and its precision: time, day, month or year.

    (None, "") for a value that stands for nothing. Months and years are their first moment. A
    time with a zone is moved to UTC, one without is taken as UTC; where reading.days is true,
    midnight is the day as written. Two-digit years: 69 to 99 are 1969 to 1999, others 2000 on.
    reference: the moment (naive, UTC) that "12 hours ago" counts from.
    Errors: DateError, with the reason in a few words.
    """
    if value[4:5] == "-" and value[7:8] == "-":
        try:
            found = datetime.fromisoformat(value.strip())
        except ValueError:
            pass
        else:
            precision = "time" if len(value.strip()) > 10 else "day"
            return _within(_in_utc(found, precision, reading))
    if len(value) > LONGEST:
        raise DateError("not a date")
    text = value if value.isascii() and value.isdigit() else cleaned(value)
    if not text or is_empty(text):
        return None, ""
    return _within(_read(text, reading, reference))


def _read(text: str, reading: DateReading, reference: datetime | None) -> tuple[datetime, str]:
    if digits := whole_number(text):
        return _of_number(text, digits, reading)
    if match := COMPACT_TIME.fullmatch(text):
        text = f"{match[1]} {match[2]}:{match[3]}:{match[4] or '00'}{match[5] or ''}"
    calendar, clock = split_clock(text)
    if clock is None:
        return _of_calendar(calendar, text, reading, reference)
    day, precision = _of_calendar(calendar, text, reading, reference)
    if precision != "day":
        return day, precision
    time, ahead = time_of(clock)
    if (reading.days and not time) or ahead is None:
        return day, "day"
    return day + time - ahead, "time"


def _of_number(text: str, digits: str, reading: DateReading) -> tuple[datetime, str]:
    if found := calendar_digits(digits):
        day, precision = found
        if reading.days and precision == "time" and _at_midnight(day):
            return day, "day"
        return day, precision
    unit = epoch_unit(digits)
    if not unit:
        raise DateError("a number that is no date")
    if reading.unit not in ("", unit):
        raise DateError("a number of another size than the file's dates")
    return _since_epoch(float(text) if "." in text else int(digits), unit, reading)


def _since_epoch(number: float, unit: str, reading: DateReading) -> tuple[datetime, str]:
    try:
        found = EPOCH + timedelta(microseconds=number * 1_000_000 // PER_SECOND[unit])
    except OverflowError:
        raise DateError("a number that is no date") from None
    return found, "day" if reading.days and _at_midnight(found) else "time"


def _of_calendar(
    calendar: str, text: str, reading: DateReading, reference: datetime | None
) -> tuple[datetime, str]:
    if match := DAY_SIGN.fullmatch(calendar):
        return _year_first(int(match[1]), int(match[3]), int(match[4]))
    if match := THREE_NUMBERS.fullmatch(calendar):
        return _three_numbers(match[1], match[3], match[4], reading.order), "day"
    if match := WITH_UNITS.match(calendar):
        return _year_first(int(match[1]), int(match[2]), int(match[3] or 0))
    if match := MONTH_SIGN.fullmatch(calendar):
        return _year_first(int(match[1]), int(match[2]), 0)
    if match := SIGN_MONTH.fullmatch(calendar):
        return calendar_day(int(match[2]), int(match[1]), 1), "month"
    if found := calendar_digits(calendar) if calendar.isdigit() else None:
        return found
    return _of_words(calendar, text, reading, reference)


def _year_first(year: int, month: int, day: int) -> tuple[datetime, str]:
    # Some databases write an unknown month or day as 00.
    precision = "day" if day else "month" if month else "year"
    return calendar_day(year, month or 1, day or 1), precision


def _three_numbers(first: str, second: str, third: str, order: str) -> datetime:
    one, two = int(first), int(second)
    if order == "ymd":
        if len(third) == 4:
            raise DateError("the year is not first, as in the rest of the file")
        return calendar_day(full_year(first.zfill(2)), two, int(third))
    year = full_year(third)
    if order == "":
        if one <= 12 and two <= 12 and one != two:
            raise UnsettledError("day or month first is not settled; say --date-order")
        order = "mdy" if two > 12 else "dmy"
    day, month = (one, two) if order == "dmy" else (two, one)
    if month > 12 >= day:
        said = "day" if order == "dmy" else "month"
        raise DateError(f"there is no month {month}; the file is read {said} first")
    return calendar_day(year, month, day)


def _of_words(
    calendar: str, text: str, reading: DateReading, reference: datetime | None
) -> tuple[datetime, str]:
    if reading.wordless:
        raise DateError("not a date")
    found = day_in_words(calendar, reading.languages)
    if not isinstance(found, str):
        return found
    relative = counted_back(text, reference, reading.languages)
    if relative is None:
        raise DateError(found)
    if reference is None:
        raise DateError(RELATIVE)
    return relative


def _in_utc(found: datetime, precision: str, reading: DateReading) -> tuple[datetime, str]:
    ahead = found.utcoffset()
    if reading.days and _at_midnight(found):
        return found.replace(tzinfo=None), "day"
    if ahead is None:
        return found, precision
    if found.year not in YEARS:
        raise DateError(f"the year {found.year} is outside {EARLIEST.year} to {LATEST.year}")
    return found.replace(tzinfo=None) - ahead, precision


def _at_midnight(found: datetime) -> bool:
    return not (found.hour or found.minute or found.second or found.microsecond)


def _within(found: tuple[datetime, str]) -> tuple[datetime, str]:
    if not FIRST <= found[0] < END:
        year = found[0].year
        raise DateError(f"the year {year} is outside {EARLIEST.year} to {LATEST.year}")
    return found
