"""The reader's filters: one frozen object, made from an address and written back to it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import parse_qs, urlencode

from data.filter_fields import (
    CHOICES,
    CHOOSING,
    DAYS,
    LABELS,
    POINTERS,
    RANGES,
    SELECTIONS,
    SETTINGS,
)
from data.wording import day_in_words, described, file_stem, shown

LONGEST_Q = 500
# The country that started the product; its page is shown until another is chosen.
FIRST_SUBJECT = "KAZ"
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
_CORPUS = re.compile(r"\w[\w .-]{0,63}")
_CLAIM = re.compile(r"[a-z_]{1,30}(:[\w-]{1,60}){0,3}")
_NUMBER = re.compile(r"\d{1,3}(\.\d{1,3})?")


class FilterError(ValueError):
    """A filter value the reader gave that cannot be used; the message is shown to the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader asked for. Values within a field widen (or), fields narrow (and).

    corpus: a name in the corpora folder, never a path; "" is the one the server was started with.
    country, published_in, focus: ISO 3166-1 alpha-3 codes (with XKX and XSL).
    dates: first and last day, both included; None means no limit, undated pieces too.
    as_of: the day of the membership map; None means today.
    versus: the selections and words of a second filter, B, as an address writes them; its dates
        are those of the first. part: which part of A and B is meant; "" means A alone.
    base: the days whose mean is 100 in an index; None means all that are shown.
    event: the day around which the Country page compares; None means the country's first step.
    windows: "before,at,after" in days, and study: "weeks,days": the weeks on each side of the event
        and the days before it that are left out; "" means the usual ones.
    within: read for reasons the pieces that speak of the agreement, or all about the country.
    claim: the sentence or number whose evidence is open, as data.questions.claims writes it.
    bursts: "ratio,cost" and breaks: "penalty", as data.methods has them; "" is off.
    picked, picked_line: the days clicked or boxed on the coverage chart, and whose line it was.
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
    versus: str = ""
    part: str = ""
    every: str = "month"
    measure: str = "count"
    of: str = "articles"
    base: tuple[date, date] | None = None
    compare: str = "country"
    view: str = "lines"
    scale: str = "shared"
    mix: str = "published"
    bursts: str = ""
    breaks: str = ""
    places: str = "about"
    as_of: date | None = None
    focus: str = ""
    event: date | None = None
    windows: str = ""
    study: str = ""
    within: str = "agreement"
    claim: str = ""
    region: str = "world"
    marks: str = "all"
    picked: tuple[date, date] | None = None
    picked_line: str = ""
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
        for name, limits in SETTINGS.items():
            _check_settings(getattr(self, name), limits, LABELS[name])
        _check_second(self.versus)
        for name in DAYS:
            if (day := getattr(self, name)) is not None:
                _check_day(day, LABELS[name])
        if self.claim and not _CLAIM.fullmatch(self.claim):
            raise FilterError(f"{LABELS['claim']}: {shown(self.claim)} is nothing with evidence.")
        if not 1 <= self.page <= 1_000_000:
            raise FilterError(f"Page: {self.page:,} is outside 1 to 1,000,000.")
        _check_words(self.q, LABELS["q"])
        object.__setattr__(self, "q", self.q.strip())

    def only(self, *names: str) -> "Filters":
        """Keep the named fields and give the others their defaults: a cache key without noise."""
        return Filters(**{name: getattr(self, name) for name in names})

    def with_choice(self, **changes: object) -> "Filters":
        """Change fields; a change of the pieces chosen also lets go of what was picked of them.

        Another country in focus, or another agreement, has another step and other evidence.
        """
        if any(name in (*CHOOSING, "compare") for name in changes):
            kept = {name: Filters.__dataclass_fields__[name].default for name in POINTERS}
            changes = kept | changes
        if any(name in ("focus", "agreement") for name in changes):
            changes = {"event": None, "claim": ""} | changes
        return replace(self, **changes)

    def about_one(self, country: str) -> "Filters":
        """Choose one country and keep all else, what was picked of its line too."""
        return replace(self, country=(country,))

    def corpus_part(self) -> "Filters":
        """Keep what chooses pieces; two views that differ elsewhere share their answers."""
        return self.only(*SELECTIONS, "dates", "q", *(("versus", "part") if self.part else ()))

    def second(self) -> "Filters":
        """Return the second filter, B: its own selections and words, the dates of this one."""
        given = parse_qs(self.versus)
        lists = {name: tuple(given[name]) for name in SELECTIONS if name in given}
        return Filters(**lists, q=given.get("q", [""])[-1], dates=self.dates)

    def with_second(self, second: "Filters") -> "Filters":
        """Return these filters with the selections and words of another as their second, B."""
        return self.with_choice(versus=second.only(*SELECTIONS, "q").to_address())

    def compared(self) -> str:
        """Return what makes a line: compare, or country where that lacks one of its two sides."""
        lacking = {"press": len(self.country) != 1, "versus": not self.versus}
        return "country" if lacking.get(self.compare) else self.compare

    def settings(self, name: str) -> tuple[float, ...]:
        """Return the numbers of a method's settings, bursts or breaks; none where it is off."""
        return tuple(float(part) for part in getattr(self, name).split(",") if part)

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
        return described(self, names or {}, span)

    def stem(self, page: str) -> str:
        """Return a file name without ending that says page and filter, at most 120 characters."""
        return file_stem(self, page)


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


def _check_settings(given: str, limits: tuple[tuple[float, float], ...], label: str) -> None:
    if not given:
        return
    parts = given.split(",")
    known = len(parts) == len(limits) and all(_NUMBER.fullmatch(part) for part in parts)
    if not known or any(
        not low <= float(part) <= high for part, (low, high) in zip(parts, limits, strict=True)
    ):
        wanted = ", ".join(f"{low:g} to {high:g}" for low, high in limits)
        raise FilterError(f"{label}: {shown(given)} is not a setting; numbers from {wanted}.")


def _check_second(versus: str) -> None:
    given = parse_qs(versus)
    if unknown := [name for name in given if name not in (*SELECTIONS, "q")]:
        raise FilterError(f"Filter B: {shown(unknown[0])} chooses no pieces.")
    if versus and not given:
        raise FilterError(f"Filter B: {shown(versus)} is no filter.")
    _check_words(given.get("q", [""])[-1], f"{LABELS['versus']}: {LABELS['q']}")


def _check_words(words: str, label: str) -> None:
    if len(words) > LONGEST_Q:
        raise FilterError(f"{label}: {len(words):,} characters; at most {LONGEST_Q} are read.")
    if any(unicodedata.category(sign) == "Cc" for sign in words):
        raise FilterError(f"{label}: control characters cannot be searched for.")
