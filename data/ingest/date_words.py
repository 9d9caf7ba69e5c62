"""Dates in words, in any language that dateparser knows: "19 de maio de 2025", "3 days ago"."""

import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from data.ingest.date_shapes import DateError, full_year

if TYPE_CHECKING:
    from dateparser.date import DateData, DateDataParser

LONGEST = 60
MOST_WORDS = 7
# dateparser knows the months as Egypt and the Gulf name them; these are the Levant's and the
# Maghreb's, written without hamza and vowel signs.
MONTHS_ELSEWHERE = {
    "كانون الثاني": "يناير",
    "كانون ثاني": "يناير",
    "شباط": "فبراير",
    "اذار": "مارس",
    "نيسان": "أبريل",
    "ايار": "مايو",
    "حزيران": "يونيو",
    "تموز": "يوليو",
    "اب": "أغسطس",
    "ايلول": "سبتمبر",
    "تشرين الاول": "أكتوبر",
    "تشرين اول": "أكتوبر",
    "تشرين الثاني": "نوفمبر",
    "تشرين ثاني": "نوفمبر",
    "كانون الاول": "ديسمبر",
    "كانون اول": "ديسمبر",
    "جانفي": "يناير",
    "فيفري": "فبراير",
    "افريل": "أبريل",
    "ماي": "مايو",
    "جوان": "يونيو",
    "جويلية": "يوليو",
    "يوليوز": "يوليو",
    "اوت": "أغسطس",
    "غشت": "أغسطس",
    "شتنبر": "سبتمبر",
    "نونبر": "نوفمبر",
    "دجنبر": "ديسمبر",
}
IN_THE_GULF = {"ابريل": "أبريل", "اغسطس": "أغسطس", "اكتوبر": "أكتوبر", "يونيه": "يونيو"}
_MONTHS = MONTHS_ELSEWHERE | IN_THE_GULF | {"يوليه": "يوليو"}
_ELSEWHERE = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))})(?!\w)"
)
_TWICE = re.compile(r"(\w+)\s*[/(]\s*\1\b\s*\)?")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
# "2025 жылғы 7 қараша": the word for year, which dateparser does not know in this place.
_YEAR_WORD = re.compile(r"(?<=\d)[\s-]*(?:жылғы|жылы|жылдын)\b")
_HAMZA = str.maketrans("أإآٱ", "اااا")
# A base long ago: an absolute date must not depend on it, a relative one is only recognised by it.
_BASE = datetime(1950, 6, 15, 12)
_FIXED = {
    "PREFER_DAY_OF_MONTH": "first",
    "PREFER_DATES_FROM": "past",
    "STRICT_PARSING": False,
    "DATE_ORDER": "DMY",
    "TIMEZONE": "UTC",
    "TO_TIMEZONE": "UTC",
    "RETURN_AS_TIMEZONE_AWARE": False,
    "NORMALIZE": True,
    "CACHE_SIZE_LIMIT": 1000,
}


@lru_cache(maxsize=1 << 16)
def day_in_words(text: str, languages: tuple[str, ...] = ()) -> tuple[datetime, str] | str:
    """Read a day or a month written in words: midnight and the precision, or why there is none.

    languages: tried first; the others follow. Nothing is filled in from today: a value without
    a year, or without a month, is refused.
    """
    try:
        _check_form(text)
        return _found(text, languages)
    except DateError as error:
        return str(error)


@lru_cache(maxsize=1 << 12)
def languages_of(text: str) -> tuple[str, ...]:
    """Return the language in which a date is written, as a tuple of one, or of none."""
    try:
        _check_form(text)
    except DateError:
        return ()
    data = _absolute((), _parts(text)).get_date_data(_known_words(text))
    return (data.locale.split("-")[0],) if data.date_obj and data.locale else ()


@lru_cache(maxsize=1 << 14)
def counted_back(
    text: str, reference: datetime | None, languages: tuple[str, ...] = ()
) -> tuple[datetime, str] | None:
    """Read "12 hours ago" or "yesterday" from a reference (naive, UTC); None if it is not such.

    Without a reference the moment returned only says that the value is relative.
    """
    if len(text) > LONGEST or len(text.split()) > MOST_WORDS or text.isdigit():
        return None
    if any(len(digits) > 3 for digits in re.findall(r"\d+", text)):
        return None
    base = reference or _BASE
    for parser in _relative_parsers(base, languages):
        data = parser.get_date_data(text)
        if data.date_obj is not None:
            return _back(data, base)
    return None


def _check_form(text: str) -> None:
    numbers = re.findall(r"\d+", text)
    if len(text) > LONGEST or len(text.split()) > MOST_WORDS:
        raise DateError("not a date")
    if not re.search(r"[^\W\d_]{2}|[年月日]", text):
        raise DateError("not a date")
    if not numbers or len(numbers) > 3:
        raise DateError("not a date")
    if not _has_year(numbers):
        raise DateError("no year")


def _has_year(numbers: list[str]) -> bool:
    return any(len(one) == 4 for one in numbers) or (
        len(numbers) == 2 and all(len(one) <= 2 for one in numbers) and len(numbers[-1]) == 2
    )


def _parts(text: str) -> tuple[str, ...]:
    return ("month", "year") if len(re.findall(r"\d+", text)) == 1 else ("day", "month", "year")


def _found(text: str, languages: tuple[str, ...]) -> tuple[datetime, str]:
    said, parts = _known_words(text), _parts(text)
    for known in dict.fromkeys((languages, ())):
        found = _absolute(known, parts).get_date_data(said).date_obj
        if found is not None:
            break
    else:
        raise DateError("no date recognised")
    numbers = re.findall(r"\d+", text)
    year = full_year(next((one for one in numbers if len(one) == 4), numbers[-1]))
    if len(parts) == 3 and found.day not in map(int, numbers):
        raise DateError("no date recognised")
    if found.year % 100 != year % 100:
        raise DateError("no date recognised")
    day = found.day if len(parts) == 3 else 1
    return datetime(year, found.month, day), "day" if len(parts) == 3 else "month"


def _known_words(text: str) -> str:
    if not _ARABIC.search(text):
        return _YEAR_WORD.sub("", text)
    plain = unicodedata.normalize("NFC", text).translate(_HAMZA)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign) and sign != "ـ")
    return _TWICE.sub(r"\1", _ELSEWHERE.sub(lambda match: _MONTHS[match[0]], plain))


@lru_cache(maxsize=64)
def _absolute(languages: tuple[str, ...], parts: tuple[str, ...]) -> "DateDataParser":
    return _parser(languages, PARSERS=["absolute-time"], REQUIRE_PARTS=list(parts))


@lru_cache(maxsize=64)
def _relative_parsers(base: datetime, languages: tuple[str, ...]) -> tuple["DateDataParser", ...]:
    return tuple(
        _parser(known, PARSERS=["relative-time"], RELATIVE_BASE=base)
        for known in dict.fromkeys((languages, ()))
    )


def _parser(languages: tuple[str, ...], **settings: object) -> "DateDataParser":
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=_known(languages) or None,
        try_previous_locales=False,
        settings=_FIXED | {"RELATIVE_BASE": _BASE} | settings,
    )


def _known(languages: tuple[str, ...]) -> list[str]:
    from dateparser.data.languages_info import language_order

    return [one for one in languages if one in language_order]


def _back(data: "DateData", base: datetime) -> tuple[datetime, str]:
    moment = data.date_obj.replace(tzinfo=None)
    if moment.time() != base.time():
        return moment, "time"
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if data.period == "year":
        return midnight.replace(month=1, day=1), "year"
    return midnight, "month" if data.period == "month" else "day"
