"""What a file's dates show together: day or month first, the unit of numbers, days or moments."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.ingest.date_shapes import (
    DAY_SIGN,
    LONGEST,
    THREE_NUMBERS,
    calendar_digits,
    calendar_part,
    cleaned,
    epoch_unit,
    is_empty,
    whole_number,
)
from data.ingest.date_words import counted_back, languages_of

# So many dates that show one order, and none that shows another, settle it.
ENOUGH = 20
# So many distinct dates in words are looked at for the language they are in.
WORDED = 12
# Of the countries of the world few write the month first, so a file that shows nothing is read
# so; the report says it, and --date-order changes it.
DEFAULT_ORDER = "dmy"
ORDERS = {"dmy": "Day first", "mdy": "Month first", "ymd": "Year first"}
UNITS = {"s": "seconds", "ms": "milliseconds", "us": "microseconds", "ns": "nanoseconds"}
KINDS = {
    "iso": "ISO dates",
    "digits": "dates without signs between",
    "numbers": "dates in three numbers",
    "epoch": "numbers counted from 1970",
    "words": "dates in words",
}
_MIDNIGHT = re.compile(
    r"(?:^|[\sT])(?:0?0:00(?::00(?:\.0+)?)?(?![\d:.])|12:00(?::00)?\s*a\.?m)", re.IGNORECASE
)
_CLOCK = re.compile(r"\d:\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """How the dates of one file are read.

    order: dmy, mdy or ymd for dates in three numbers such as 3/4/2020; "" where none was met.
    unit: of numbers counted from 1970: s, ms, us, ns; "" where none was met.
    days: every time of day in the file is midnight, so midnight means the day as written.
    kind: what the dates look like, in words. evidence: one sentence or two for the report.
    languages: of the dates in words, tried first.
    wordless: no value in words that was looked at is a date, so none is tried: to try is slow.
    """

    order: str = ""
    unit: str = ""
    days: bool = False
    kind: str = ""
    evidence: str = ""
    languages: tuple[str, ...] = ()
    wordless: bool = False


class DateEvidence:
    """Looks at a file's dates one by one and says how to read them.

    languages: of the file, where it names them. wanted_order: what the user said; it decides.
    """

    def __init__(self, *, languages: Sequence[str] = (), wanted_order: str = "") -> None:
        self._languages = tuple(languages)
        self._wanted = wanted_order
        self._kinds: Counter[str] = Counter()
        self._orders: Counter[str] = Counter()
        self._units: Counter[str] = Counter()
        self._ambiguous = self._clocks = self._midnights = self._in_numbers = 0
        self._worded: dict[str, None] = {}

    def see(self, value: str) -> None:
        """Take one value of the file into account; empty ones show nothing."""
        if len(value) > LONGEST:
            return
        if value[4:5] == "-" and value[7:8] == "-":
            self._kinds["iso"] += 1
            self._see_clock(value)
        elif (text := cleaned(value)) and not is_empty(text):
            self._see(text)

    @property
    def needs_all(self) -> bool:
        """Whether dates that can be read two ways were met, so that the whole file must speak."""
        return bool(self._ambiguous) and not self.settled

    @property
    def settled(self) -> bool:
        """Whether further values would not change how the dates are read."""
        if self._wanted:
            return True
        if not self._in_numbers:
            return bool(self._kinds)
        return len(self._orders) == 1 and self._orders.total() >= ENOUGH

    def reading(self) -> DateReading:
        """Return how the dates seen so far are to be read."""
        return DateReading(
            order=self._order(),
            unit=self._units.most_common(1)[0][0] if self._units else "",
            days=bool(self._clocks) and self._clocks == self._midnights,
            kind=self._kind(),
            evidence=self._sentence(),
            languages=self._spoken(),
            wordless=self._is_wordless(),
        )

    def _see(self, text: str) -> None:
        if digits := whole_number(text):
            self._see_digits(digits)
            return
        self._see_clock(text)
        calendar = calendar_part(text) if _CLOCK.search(text) else text
        if match := THREE_NUMBERS.fullmatch(calendar):
            self._kinds["numbers"] += 1
            self._in_numbers += 1
            self._see_order(int(match[1]), int(match[3]), match[4])
        elif DAY_SIGN.fullmatch(calendar):
            self._kinds["iso"] += 1
        else:
            self._kinds["words"] += 1
            if len(self._worded) < WORDED:
                self._worded[calendar] = None

    def _see_digits(self, digits: str) -> None:
        if found := calendar_digits(digits):
            self._kinds["digits"] += 1
            if found[1] == "time":
                self._clocks += 1
                self._midnights += not (found[0].hour or found[0].minute or found[0].second)
        elif unit := epoch_unit(digits):
            self._kinds["epoch"] += 1
            self._units[unit] += 1
            self._clocks += 1
            self._midnights += int(digits) % (86_400 * 1000 ** list(UNITS).index(unit)) == 0

    def _see_clock(self, text: str) -> None:
        if _CLOCK.search(text):
            self._clocks += 1
            self._midnights += bool(_MIDNIGHT.search(text))

    def _see_order(self, first: int, second: int, third: str) -> None:
        if first > 31 and len(third) == 2:
            self._orders["ymd"] += 1
        elif first > 12 >= second:
            self._orders["dmy"] += 1
        elif second > 12 >= first:
            self._orders["mdy"] += 1
        elif first != second:
            self._ambiguous += 1

    def _order(self) -> str:
        if self._wanted:
            return self._wanted
        ranked = self._orders.most_common(2)
        if not ranked:
            return DEFAULT_ORDER if self._ambiguous else ""
        if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
            return DEFAULT_ORDER
        return ranked[0][0]

    def _kind(self) -> str:
        (kind, _), *_ = self._kinds.most_common(1) or [("", 0)]
        if kind == "epoch":
            return f"{UNITS[self._units.most_common(1)[0][0]]} since 1970"
        return KINDS.get(kind, "")

    def _spoken(self) -> tuple[str, ...]:
        found = Counter(one for text in self._worded for one in languages_of(text))
        return tuple(dict.fromkeys((*(one for one, _ in found.most_common()), *self._languages)))

    def _is_wordless(self) -> bool:
        return len(self._worded) == WORDED and not any(
            languages_of(text) or counted_back(text, None) for text in self._worded
        )

    def _sentence(self) -> str:
        said = [self._order_in_words()]
        if self._is_wordless():
            said.append("No value in words is a date.")
        if self._clocks and self._clocks == self._midnights:
            said.append("Every time of day is midnight, so the dates are read as days.")
        if len(self._units) > 1:
            said.append("Numbers of another size than most are not read as dates.")
        return " ".join(filter(None, said))

    def _order_in_words(self) -> str:
        if not self._in_numbers:
            if set(self._kinds) <= {"words"} and (not self._kinds or self._is_wordless()):
                return "" if self._kinds else "There are no dates."
            return "Every date can be read in one way only."
        order, of = self._order(), self._in_numbers
        if self._wanted:
            against = self._orders.total() - self._orders[order]
            refused = f"; {against:,} of {of:,} dates {_have(against)} another order: no date"
            return f"{ORDERS[order]}, as asked{refused if against else ''}."
        if not self._orders:
            return _without_evidence(order)
        return self._with_evidence(order, of)

    def _with_evidence(self, order: str, of: int) -> str:
        where = {"dmy": "first", "mdy": "second"}
        shown = {
            name: f"{count:,} of {of:,} dates {_have(count)} a {where[name]} number over 12"
            for name, count in ((name, self._orders[name]) for name in where)
        }
        if order == "ymd":
            return (
                f"Year first: {self._orders['ymd']:,} of {of:,} dates begin with a number over 31."
            )
        other = "mdy" if order == "dmy" else "dmy"
        against = self._orders.total() - self._orders[order]
        if not against:
            return f"{ORDERS[order]}: {shown[order]}, none a {where[other]}."
        return (
            f"{ORDERS[order]}: {shown[order]}, but {against:,} {_have(against)} to be read "
            "otherwise: no date. Say --date-order to change it."
        )


def date_reading(
    values: Iterable[str], *, languages: Sequence[str] = (), wanted_order: str = ""
) -> DateReading:
    """Return how a file's dates are to be read, by all of its values.

    values: as the file has them, one pass. languages, wanted_order: as DateEvidence takes them.
    """
    evidence = DateEvidence(languages=languages, wanted_order=wanted_order)
    for value in values:
        evidence.see(value)
    return evidence.reading()


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _without_evidence(order: str) -> str:
    if not order:
        return "Every date can be read in one way only."
    return (
        "No date shows whether day or month comes first; read day first, as most of the world "
        "writes. Say --date-order mdy to change it."
    )
