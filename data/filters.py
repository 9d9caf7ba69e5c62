"""The reader's filters: one frozen object, made from the address and written back to it."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

EVERY = ("day", "week", "month", "quarter", "year")
MEASURES = ("count", "share")
OF = ("articles", "stories", "outlets")
READINGS = ("strict", "broad")
MARKS = ("all", "steps", "events", "none")
ORDERS = ("newest", "oldest", "outlet", "relevance")
REGIONS = (
    "world",
    "middle-east",
    "central-asia",
    "europe",
    "africa",
    "asia-pacific",
    "americas",
)

SELECTIONS = ("country", "published_in", "outlet", "language", "kind", "topic")
CHOICES = {
    "membership": READINGS,
    "every": EVERY,
    "measure": MEASURES,
    "of": OF,
    "marks": MARKS,
    "region": REGIONS,
    "order": ORDERS,
}
RANGES = ("dates", "picked")
# Single values that are checked against a list of what exists.
LISTED = ("corpus", "agreement", "focus", "picked_country")
# A new choice of pieces makes these point at something else, so they go back to their defaults.
POINTERS = ("picked", "picked_country", "page", "article")
LABELS = {
    "corpus": "Corpus",
    "agreement": "Agreement",
    "membership": "Reading of membership",
    "country": "About country",
    "dates": "Dates",
    "published_in": "Published in",
    "outlet": "Outlet",
    "language": "Language",
    "kind": "Kind",
    "topic": "Topic",
    "q": "Search words",
    "every": "Time step",
    "measure": "Measure",
    "of": "What is counted",
    "as_of": "Day of the map",
    "focus": "Country",
    "region": "Region",
    "marks": "Marks",
    "picked": "Picked days",
    "picked_country": "Picked line",
    "order": "Order",
    "page": "Page",
    "article": "Open piece",
}
LONGEST_Q = 500
# The country that started the product; its page is shown until another is chosen.
FIRST_SUBJECT = "KAZ"
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
_CORPUS = re.compile(r"\w[\w .-]{0,63}")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class FilterError(ValueError):
    """A filter value the reader gave that cannot be used; the message is shown to the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader asked for. Values within a field widen (or), fields narrow (and).

    corpus: a name in the corpora folder, never a path; "" is the one the server was started with.
    country, published_in, focus: ISO 3166-1 alpha-3 codes (with XKX and XSL).
    dates: first and last day, both included; None means no limit, undated pieces too.
    as_of: the day of the membership map; None means today.
    picked, picked_country: the days clicked or boxed on the coverage line, and whose line it was.
    page: of the table of pieces, from 1. article: the article_id open in the reader.
    Errors: FilterError when made with a value outside its range.
    """

    corpus: str = ""
    agreement: str = "abraham-accords"
    membership: str = "strict"
    country: tuple[str, ...] = ()
    dates: tuple[date, date] | None = None
    published_in: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    q: str = ""
    every: str = "month"
    measure: str = "count"
    of: str = "articles"
    as_of: date | None = None
    focus: str = ""
    region: str = "world"
    marks: str = "all"
    picked: tuple[date, date] | None = None
    picked_country: str = ""
    order: str = "newest"
    page: int = 1
    article: str = ""

    def __post_init__(self) -> None:
        for name, allowed in CHOICES.items():
            if getattr(self, name) not in allowed:
                raise FilterError(
                    f"{LABELS[name]}: {shown(getattr(self, name))} is not one of "
                    f"{', '.join(allowed)}."
                )
        if self.corpus and not _CORPUS.fullmatch(self.corpus):
            raise FilterError(f"{LABELS['corpus']}: {shown(self.corpus)} is no name of a corpus.")
        for name in SELECTIONS:
            values = getattr(self, name)
            if not isinstance(values, tuple):
                raise FilterError(f"{LABELS[name]} takes a tuple of values.")
            # One selection has one spelling, so equal questions share one cache entry.
            object.__setattr__(self, name, tuple(dict.fromkeys(values)))
        for name in RANGES:
            if (days := getattr(self, name)) is not None:
                _check_range(days, LABELS[name])
        if self.as_of is not None:
            _check_day(self.as_of, "Day of the map")
        if not 1 <= self.page <= 1_000_000:
            raise FilterError(f"Page: {self.page:,} is outside 1 to 1,000,000.")
        if len(self.q) > LONGEST_Q:
            raise FilterError(
                f"Search words: {len(self.q):,} characters; at most {LONGEST_Q} are read."
            )
        if any(unicodedata.category(sign) == "Cc" for sign in self.q):
            raise FilterError("Search words: control characters cannot be searched for.")
        object.__setattr__(self, "q", self.q.strip())

    def only(self, *names: str) -> "Filters":
        """Keep the named fields and give the others their defaults: a cache key without noise."""
        return Filters(**{name: getattr(self, name) for name in names})

    def with_choice(self, **changes: object) -> "Filters":
        """Change fields; a change of the pieces chosen also lets go of what was picked of them."""
        if any(name in ("corpus", *SELECTIONS, "dates", "q") for name in changes):
            kept = {name: Filters.__dataclass_fields__[name].default for name in POINTERS}
            changes = kept | changes
        return replace(self, **changes)

    def about_one(self, country: str) -> "Filters":
        """Choose one country and keep all else, what was picked of its line too."""
        return replace(self, country=(country,))

    def corpus_part(self) -> "Filters":
        """Keep what chooses pieces; two views that differ elsewhere share their answers."""
        return self.only(*SELECTIONS, "dates", "q")

    def subject(self) -> str:
        """Return the country of the Country page: the one in focus, else the first filtered for."""
        return self.focus or (self.country[0] if self.country else FIRST_SUBJECT)

    def to_address(self) -> str:
        """Return the query string without the question mark; defaults are left out."""
        pairs: list[tuple[str, str]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            parts = value if isinstance(value, tuple) else (value,)
            pairs += [
                (field.name, part.isoformat() if isinstance(part, date) else str(part))
                for part in parts
            ]
        return urlencode(pairs)

    def describe(
        self, names: Mapping[str, str] | None = None, span: tuple[date, date] | None = None
    ) -> str:
        """Say in words which pieces are chosen; the subtitle of every figure of coverage.

        names: readable names by code (countries, languages, topics); a code without one stays.
        span: first and last day of the corpus, said where the filter has no dates.
        """
        names = names or {}
        said = [f"about {_listed(self.country, names, 'or')}" if self.country else "all countries"]
        if days := self.dates or span:
            said.append(f"{day_in_words(days[0])} to {day_in_words(days[1])}")
        for name, lead in (
            ("published_in", "published in "),
            ("outlet", ""),
            ("language", "in "),
            ("kind", "kind: "),
            ("topic", "topic: "),
        ):
            if getattr(self, name):
                said.append(lead + _listed(getattr(self, name), names, "or"))
        if not (self.outlet or self.language or self.published_in):
            said.append("all outlets and languages")
        if self.q:
            said.append(f"matching {self.q}")
        sentence = " · ".join(said)
        return sentence[0].upper() + sentence[1:]

    def stem(self, page: str) -> str:
        """Return a file name without ending that says page and filter, at most 120 characters."""
        parts = ["accord-atlas", page, self.corpus, self.agreement, *self.country]
        if self.dates:
            parts += [day.isoformat() for day in self.dates]
        for name in ("published_in", "outlet", "language", "kind", "topic"):
            parts += getattr(self, name)
        if self.q:
            parts.append(self.q)
        if self.as_of:
            parts.append(self.as_of.isoformat())
        for name in ("membership", "every", "of", "measure"):
            if getattr(self, name) != Filters.__dataclass_fields__[name].default:
                parts.append(getattr(self, name))
        plain = (
            unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode() for part in parts
        )
        words = [re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-") for part in plain]
        return "_".join(word for word in words if word)[:120].rstrip("_-")


def from_address(
    given: Mapping[str, Iterable[str]],
    allowed: Mapping[str, Collection[str]],
) -> tuple[Filters, list[str]]:
    """Read filters from an address; what cannot be used is left out and said.

    given: values by parameter name, as urllib.parse.parse_qs returns them.
    allowed: the values that exist, by field (agreement, country, outlet, ...); a field that is
        missing here is not checked against a list.
    Returns the filters, and one sentence per value or field left out.
    """
    notes: list[str] = []
    filters = Filters()
    for name, values in given.items():
        if name not in LABELS:
            continue
        values = [value for value in values if value != ""]
        if name in SELECTIONS or name in LISTED:
            known = [v for v in values if name not in allowed or v in allowed[name]]
            for value in dict.fromkeys(values):
                if value not in known:
                    notes.append(f"{LABELS[name]}: {shown(value)} is not known here; left out.")
            values = known
        if not values:
            continue
        try:
            filters = replace(filters, **{name: _parsed(name, values)})
        except FilterError as error:
            notes.append(f"{str(error).removesuffix('.')}; left out.")
    if filters.picked and filters.dates and not _overlap(filters.picked, filters.dates):
        filters = replace(filters, picked=None, picked_country="")
        notes.append("Picked days: they lie outside the dates chosen; left out.")
    return filters, notes


def _overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def day_in_words(day: date) -> str:
    """Write a day as 6 Nov 2025."""
    return f"{day.day} {day:%b} {day.year}"


def shown(value: object) -> str:
    """Quote what the reader gave, cut short and without control characters or markup."""
    text = "".join(sign for sign in str(value) if unicodedata.category(sign) != "Cc")
    text = re.sub(r"[<>\[\]`*_$\\]", "", text).strip()
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


def _parsed(name: str, values: list[str]) -> object:
    if name in SELECTIONS:
        return tuple(values)
    label = LABELS[name]
    if name in RANGES:
        if len(values) != 2:
            raise FilterError(f"{label}: a first and a last day are needed, {len(values)} given.")
        return _day(values[0], label), _day(values[1], label)
    if name == "as_of":
        return _day(values[-1], label)
    if name == "page":
        if not re.fullmatch(r"[0-9]{1,7}", values[-1]):
            raise FilterError(f"{label}: {shown(values[-1])} is not a page number.")
        return int(values[-1])
    if name == "article" and not re.fullmatch(r"[\w.:-]{1,80}", values[-1]):
        raise FilterError(f"{label}: {shown(values[-1])} is not the name of a piece.")
    return values[-1]


def _day(text: str, label: str) -> date:
    if not _ISO_DAY.fullmatch(text):
        raise FilterError(f"{label}: {shown(text)} is not a day like 2025-11-06.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FilterError(f"{label}: {shown(text)} is not a day of the calendar.") from None


def _check_range(days: tuple[date, date], label: str) -> None:
    first, last = days
    if last < first:
        raise FilterError(
            f"{label}: the last day ({day_in_words(last)}) is before the first "
            f"({day_in_words(first)})."
        )
    for day in days:
        _check_day(day, label)


def _check_day(day: date, label: str) -> None:
    if not EARLIEST <= day <= LATEST:
        raise FilterError(
            f"{label}: {day_in_words(day)} is outside {EARLIEST.year} to {LATEST.year}."
        )


def _listed(values: Iterable[str], names: Mapping[str, str], joiner: str) -> str:
    words = [names.get(value, value) for value in values]
    if len(words) > 4:
        return f"{', '.join(words[:3])} {joiner} {len(words) - 3} more"
    return f" {joiner} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
