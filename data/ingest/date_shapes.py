"""The shapes that dates come in: what a value says, before day and month are told apart."""

import re
import unicodedata
from datetime import datetime, timedelta
from functools import lru_cache

EMPTY = frozenset(
    "|-|--|–|—|?|.|0|na|n/a|n.a.|n.d.|nan|nat|null|none|nil|undefined|unknown|\\n|<na>".split("|")
)
# Longer values are texts that came into the wrong column.
LONGEST = 150
# Two-digit years as POSIX strptime reads them: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 on.
PIVOT = 69

DAY_SIGN = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
MONTH_SIGN = re.compile(r"(\d{4})[-/.](\d{1,2})")
SIGN_MONTH = re.compile(r"(\d{1,2})[-/.](\d{4})")
THREE_NUMBERS = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\.?")
# Chinese, Japanese, Korean: each number is followed by its unit.
WITH_UNITS = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*[日号號일])?")
NUMBER = re.compile(r"(\d+)(?:\.(\d*))?")
SCIENTIFIC = re.compile(r"\d\.\d+e\+?\d{1,2}", re.IGNORECASE)
COMPACT_TIME = re.compile(r"(\d{8})T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?")

_HALF = r"[ap]\.?\s?m\b\.?|ص(?:باحا|باحًا)?\b|م(?:ساء|ساءً)?\b|上午|下午|午前|午後|오전|오후"
CLOCK = re.compile(
    rf"(?:(?<=[\s,T|])|(?<=\d[日号號일])|^)(?P<before>{_HALF})?\s*"
    rf"(?P<hour>\d{{1,2}})[:h](?P<minute>\d{{2}})(?!\d)(?::(?P<second>\d{{2}})(?:[.,]\d+)?)?"
    rf"\s*(?P<after>{_HALF})?"
    rf"\s*(?P<zone>[A-Z][a-z]+/[A-Z]\w+|\(?[A-Z]{{1,5}}\)?(?![a-z]))?\s*(?P<offset>[+-]\d{{2}}(?::?\d{{2}})?(?![\d-]))?",
    re.IGNORECASE,
)
LATER = ("p", "م", "下", "午後", "오후")
# Hours from UTC by name. Names with several meanings (IST, AST) are not here: their times of day
# are not used, only their days.
ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "west": 1, "bst": 1, "cet": 1, "cest": 2,
    "eet": 2, "eest": 3, "idt": 3, "msk": 3, "trt": 3, "sast": 2, "eat": 3, "wat": 1, "gst": 4,
    "pkt": 5, "uzt": 5, "wib": 7, "ict": 7, "sgt": 8, "hkt": 8, "jst": 9, "kst": 9, "aest": 10,
    "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip
_LEAD = re.compile(r"^[^\W\d][^\d:]{2,30}:\s*")
_BEFORE_CLOCK = re.compile(
    r"(?:[\s,;|·–—]|-(?=\s*$)"
    r"|\b(?:at|à|às|a las|alle|um|kl|klo|om|în|в|о|saat|الساعة|בשעה)\b\.?)+$",
    re.IGNORECASE,
)
# "Fri 7 Nov 2025 10.15 GMT": a time with a full stop, told by the year before it.
_WITH_STOP = re.compile(r"(?<=\d{4} )(\d{1,2})\.(\d{2})(?=\s|$)")
_YEAR_WORD = re.compile(r"(?<=\d)\s*(?:г|ж|р)\.?(?=\s|,|$)")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


class DateError(ValueError):
    """A value that names no usable moment; the message says why in a few words."""


class UnsettledError(DateError):
    """A date that can be read two ways, in a file that was not read in one way till then."""


def cleaned(value: str) -> str:
    """Return a value with plain digits and spaces and without signs that are not seen."""
    text = value.strip()
    if not text.isascii():
        text = "".join(
            _plain(sign) for sign in unicodedata.normalize("NFKC", text) if not _unseen(sign)
        )
    return " ".join(text.split())


def is_empty(text: str) -> bool:
    """Whether a cleaned value stands for no date at all."""
    return text.casefold() in EMPTY or text.startswith("0000-00-00") or not text.strip("0")


def whole_number(text: str) -> str:
    """Return the digits of a value that is one number, "" for any other.

    Fractions are cut off: 20030219.0 and 1588291200.25 are numbers that passed through a float.
    """
    if text.isdigit() and text.isascii():
        return text
    if SCIENTIFIC.fullmatch(text):
        return str(int(float(text)))
    if (match := NUMBER.fullmatch(text)) and (len(match[1]) > 7 or not (match[2] or "").strip("0")):
        return match[1]
    return ""


def calendar_digits(digits: str) -> tuple[datetime, str] | None:
    """Read 2025, 202511, 20251107 and on to seconds; None where it is no day of the calendar."""
    precision = _COMPACT.get(len(digits))
    if precision is None or not digits.startswith(("19", "20", "21")):
        return None
    pairs = [int(digits[at : at + 2]) for at in range(4, len(digits), 2)]
    try:
        return datetime(int(digits[:4]), *(pairs + [1, 1][len(pairs) :])), precision
    except ValueError:
        return None


_COMPACT = {4: "year", 6: "month", 8: "day", 10: "time", 12: "time", 14: "time"}
PER_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}


def epoch_unit(digits: str) -> str:
    """Return the unit in which a number is a moment since 1970: s, ms, us, ns; "" for none."""
    size = len(digits.lstrip("0"))
    if size < 9 or size > 19:
        return ""
    return "s" if size <= 11 else "ms" if size <= 14 else "us" if size <= 16 else "ns"


@lru_cache(maxsize=1 << 14)
def calendar_part(text: str) -> str:
    """Return what is left of a value once its time of day is cut out."""
    return split_clock(text)[0]


def split_clock(text: str) -> tuple[str, "re.Match[str] | None"]:
    """Split a value into its calendar part and its time of day, where it has one."""
    bare = _YEAR_WORD.sub("", _IN_BRACKETS.sub("", text) or text)
    if ":" not in bare:
        bare = _WITH_STOP.sub(r"\1:\2", bare)
    clock = CLOCK.search(bare)
    if clock is None:
        return _LEAD.sub("", bare).strip(" ,;|"), None
    before = _BEFORE_CLOCK.sub("", bare[: clock.start()]).removesuffix("T")
    rest = f"{before} {bare[clock.end() :].strip(' ,;|-')}".strip()
    return _LEAD.sub("", rest).strip(" ,;|"), clock


def time_of(clock: "re.Match[str]") -> tuple[timedelta, timedelta | None]:
    """Return the time of day, and how far its zone is ahead of UTC (None for an unknown zone).

    Errors: DateError for a time that no day has.
    """
    hour, minute, second = (int(clock[part] or 0) for part in ("hour", "minute", "second"))
    half = (clock["before"] or clock["after"] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            raise DateError(f"no such time of day: {clock[0].strip()}")
        hour = hour % 12 + (12 if half.startswith(LATER) else 0)
    if hour > 23 or minute > 59 or second > 60:
        raise DateError(f"no such time of day: {clock[0].strip()}")
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59)), _ahead(clock)


def full_year(digits: str) -> int:
    """Return a year written in four or in two digits."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= PIVOT else 2000)


def calendar_day(year: int, month: int, day: int) -> datetime:
    """Return midnight of a day; DateError, in words, where the calendar has none such."""
    if not 1 <= month <= 12:
        raise DateError(f"there is no month {month}")
    try:
        return datetime(year, month, day)
    except ValueError:
        raise DateError(f"there is no day {year:04}-{month:02}-{day:02}") from None


def _ahead(clock: "re.Match[str]") -> timedelta | None:
    name = (clock["zone"] or "").strip("()").casefold()
    if name and name not in ZONES:
        return None
    ahead = timedelta(hours=ZONES.get(name, 0))
    if offset := (clock["offset"] or "").replace(":", ""):
        hours, minutes = int(offset[1:3]), int(offset[3:5] or 0)
        ahead = timedelta(hours=hours, minutes=minutes) * (-1 if offset[0] == "-" else 1)
    return ahead


def _plain(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cf", "Cc") and not sign.isspace()
