"""One row of a reader's list of events: the event it tells of, or what is wrong with it."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from data.days import first_day, in_words, last_day
from data.ingest.date_evidence import DateReading, date_reading
from data.ingest.date_shapes import THREE_NUMBERS, UnsettledError, calendar_part, cleaned
from data.ingest.dates import DateError, moment
from data.ingest.events_table import EventsTable
from data.wording import shown

LONGEST_TITLE = 200
MONTHS = 12
DATES = ("date", "end_date")
_FORMATS = {"year": "%Y", "month": "%Y-%m"}
_HOW = "Write it as 2025-11-06, 2025-11 or 2025."


class FaultError(ValueError):
    """Why a row is left out, as a sentence with the way out; field is what is wrong in it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


class EventRows:
    """Reads the rows of one file alike: its dates settle for each other which number is the day.

    cells: of all rows; a date that can be read two ways is a fault where no other one of the
    file shows which way is meant.
    """

    def __init__(
        self, table: EventsTable, countries: Mapping[str, str], cells: Iterable[Sequence[str]]
    ) -> None:
        self._table = table
        self._codes = {
            folded(said): code for code, name in countries.items() for said in (name, code)
        }
        self._names = {folded(name): name for name in countries.values()}
        values = (self._cell(row, field) for row in cells for field in DATES)
        self._reading: DateReading = date_reading(one for one in values if not _two_ways(one))

    def event(self, cells: Sequence[str] | None) -> dict[str, str]:
        """Return date, end_date, title, description, iso3s and source. Errors: FaultError."""
        if cells is None:
            raise FaultError(
                "",
                "Its quotation marks do not match. Close the one that is open, and write one "
                "that belongs to the text twice.",
            )
        if any(cells[self._table.width :]):
            raise FaultError(
                "",
                f"It has {len(cells)} cells where the first line has {self._table.width}. Put a "
                "text that holds the separator between quotation marks.",
            )
        return {
            **self._dates(cells),
            "title": self._title(cells),
            "description": self._cell(cells, "description"),
            "iso3s": ";".join(dict.fromkeys(self._countries(self._cell(cells, "countries")))),
            "source": self._cell(cells, "source"),
        }

    def _cell(self, cells: Sequence[str], field: str) -> str:
        """Return a field's text without line breaks and signs that are not seen."""
        at = self._table.places.get(field)
        if at is None or at >= len(cells):
            return ""
        seen = (" " if unicodedata.category(sign) == "Cc" else sign for sign in cells[at])
        return " ".join("".join(seen).split())

    def _dates(self, cells: Sequence[str]) -> dict[str, str]:
        date, end = (self._date(field, self._cell(cells, field)) for field in DATES)
        if not date:
            raise FaultError("date", f"There is no date. {_HOW}")
        if end and last_day(end) < first_day(date):
            raise FaultError(
                "end_date",
                f"The end, {in_words(end)}, is before the beginning, {in_words(date)}. Change "
                "one of the two, or leave the end empty.",
            )
        return {"date": date, "end_date": end}

    def _date(self, field: str, value: str) -> str:
        try:
            found, precision = moment(value, self._reading)
        except UnsettledError:
            raise FaultError(
                field, f"{shown(value)} can be read day first or month first. {_HOW}"
            ) from None
        except DateError as error:
            raise FaultError(field, f"{shown(value)} is no day: {error}. {_HOW}") from None
        return found.strftime(_FORMATS.get(precision, "%Y-%m-%d")) if found else ""

    def _title(self, cells: Sequence[str]) -> str:
        title = self._cell(cells, "title")
        if not title:
            raise FaultError("title", "There is no title. Say in a few words what happened.")
        if len(title) > LONGEST_TITLE:
            raise FaultError(
                "title",
                f"The title has {len(title):,} letters, more than {LONGEST_TITLE}. Shorten it; "
                "the rest can stand in a column description.",
            )
        return title

    def _countries(self, value: str) -> Iterable[str]:
        """Give the codes of countries told apart by ; or else by a comma."""
        whole = folded(value) in self._codes
        for name in [value] if whole else value.split(";" if ";" in value else ","):
            if code := self._codes.get(folded(name)):
                yield code
            elif name.strip():
                raise FaultError("countries", self._unknown(name))

    def _unknown(self, name: str) -> str:
        near = get_close_matches(folded(name), self._names, n=1, cutoff=0.8)
        meant = f" {self._names[near[0]]} may be meant." if near else ""
        return (
            f"{shown(name)} is no country known here.{meant} Write its English name or its code "
            "of three letters, several with ; between them."
        )


def folded(name: str) -> str:
    """Return a name as it is compared: small letters and digits, without accents."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def _two_ways(value: str) -> bool:
    """Say whether a date in three numbers, such as 3/4/2020, leaves day and month open."""
    match = THREE_NUMBERS.fullmatch(calendar_part(cleaned(value)))
    if not match:
        return False
    one, two = int(match[1]), int(match[3])
    return one != two and max(one, two) <= MONTHS
