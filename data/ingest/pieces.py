"""A row of a file becomes a piece: each field read, checked and said in one way."""

import csv
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from data.ingest.dates import DateError, DateReading, UnsettledError, moment
from data.ingest.errors import IngestError
from data.ingest.languages import tidy_language
from data.ingest.options import Options
from data.ingest.outlets import outlet_country, outlet_of, tidy_outlet
from data.ingest.records import FIELDS, Found, Source

COUNTRIES = Path(__file__).parents[1] / "files" / "countries.csv"
# What tells one piece without an address from another.
SAID = (
    "published",
    "outlet",
    "language",
    "kind",
    "countries",
    "summary",
    "outlet_country",
    "url",
    "agreement",
    "topics",
    "title",
    "text",
)
LONGEST_VALUE = 200
MOST_TOPICS = 500
# Parts of an address that say how a reader came to it and not what is there.
FOLLOWERS = ("fbclid", "gclid", "mc_cid", "mc_eid")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SEPARATORS = (";", "|", ",")


class Piece(NamedTuple):
    """One piece before countries, language and copies are looked for.

    published_at: naive UTC. countries: stated alpha-3 codes joined by ";"; stated says that the
    file lists countries, so that none is looked for. key: equal for rows of the same address.
    """

    article_id: str
    key: str
    published_at: datetime | None
    precision: str
    outlet: str
    outlet_country: str
    language: str
    kind: str
    title: str
    summary: str
    text: str
    url: str
    agreement: str
    source_file: str
    topics: str
    countries: str
    stated: bool


class RowError(ValueError):
    """A row that cannot be a piece; the message is the reason."""


class PieceMaker:
    """Makes pieces of one source's rows.

    dates: how its dates are read; look_again is asked once, where a date is met that its beginning
    does not explain. outlet_basis: where outlets' countries come from.
    """

    def __init__(
        self,
        source: Source,
        options: Options,
        dates: DateReading,
        look_again: Callable[[], DateReading] | None = None,
    ) -> None:
        self._source, self._options, self.dates = source, options, dates
        self._look_again = look_again
        own = {name: getattr(options, name) for name in ("outlet", "language", "kind")}
        # A field of the user's own choice that names no column is meant to be left out.
        self._columns = [(field, source.fields.get(field, "")) for field in FIELDS]
        self._given = {field: source.given.get(field) or own.get(field, "") for field in FIELDS}
        self._stated = bool(source.fields.get("countries"))
        self.outlet_basis: dict[str, str] = {}
        self.remarks: list[tuple[int, str, str]] = []

    def made(self, found: Found) -> Piece:
        """Return the row as a piece. Errors: RowError.

        What had to be left out of it is added to remarks: line, reason, value.
        """
        values, given = found.values, self._given
        row = {}
        for field, column in self._columns:
            value = values.get(column, "") if column else ""
            value = _clean(value, lines=field == "text") if value else ""
            row[field] = value or given[field]

        def left_out(reason: str, value: str) -> None:
            self.remarks.append((found.line, reason, value[:LONGEST_VALUE]))

        url = _url(row["url"], left_out)
        outlet, site = self._outlet(row, url)
        title = _without_outlet(row["title"], outlet)
        if not (title or row["summary"] or row["text"] or url):
            raise RowError("no title, summary, text or address")
        when, precision = self._moment(row["published"], left_out)
        identity = _identity(url, row | {"outlet": outlet})
        return Piece(
            identity,
            _key(url) or identity,
            when,
            precision,
            outlet,
            self._home(row["outlet_country"], outlet, site, left_out),
            _language(row["language"], left_out),
            row["kind"][:LONGEST_VALUE],
            title,
            row["summary"],
            row["text"],
            url,
            row["agreement"],
            self._source.name,
            _topics(row["topics"]),
            _codes(row["countries"], "countries", left_out) if self._stated else "",
            self._stated,
        )

    def _outlet(self, row: Mapping[str, str], url: str) -> tuple[str, str]:
        """Return the outlet's name and the host that tells its country."""
        name = tidy_outlet(row["outlet"])[:LONGEST_VALUE]
        site = url or row["outlet_url"]
        return name or outlet_of(site), _host(row["outlet_url"] or url)

    def _home(
        self, stated: str, outlet: str, host: str, left_out: Callable[[str, str], None]
    ) -> str:
        if stated and (code := _codes(stated, "outlet_country", left_out)):
            return code.split(";")[0]
        country, basis = outlet_country(outlet, host)
        if country:
            self.outlet_basis[outlet] = basis
        return country

    def _moment(
        self, published: str, left_out: Callable[[str, str], None]
    ) -> tuple[datetime | None, str]:
        try:
            try:
                return moment(published, self.dates, self._options.reference_time)
            except UnsettledError:
                if self._look_again is None:
                    raise
                self.dates, self._look_again = self._look_again(), None
                return moment(published, self.dates, self._options.reference_time)
        except DateError as error:
            left_out(f"published: {error}", published)
            return None, ""


def _clean(value: str, *, lines: bool) -> str:
    """Return a value without signs that nobody sees; on one line unless lines are kept."""
    if _UNSEEN.search(value):
        value = _UNSEEN.sub("", value)
    return value.strip() if lines else " ".join(value.split())


def _url(value: str, left_out: Callable[[str, str], None]) -> str:
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good:
        left_out("url: not an address of the web", value)
        return ""
    return value


@lru_cache(maxsize=4096)
def _host(url: str) -> str:
    try:
        return urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""


def _without_outlet(title: str, outlet: str) -> str:
    """Return a title without the outlet's name behind it, as search engines add it."""
    if outlet and title.endswith(outlet) and len(title) > len(outlet):
        head = title[: -len(outlet)].rstrip()
        if head[-1:] in ("-", "–", "—", "|") and head[:-1].rstrip():
            return head[:-1].rstrip()
    return title


def _language(value: str, left_out: Callable[[str, str], None]) -> str:
    if not value:
        return ""
    code = tidy_language(value)
    if not code:
        left_out("language: not known", value)
    return code


def _topics(value: str) -> str:
    if not value:
        return ""
    sign = next((sign for sign in _SEPARATORS if sign in value), ";")
    parts = (part.strip()[:LONGEST_VALUE] for part in value.split(sign))
    return ";".join(list(dict.fromkeys(part for part in parts if part))[:MOST_TOPICS])


def _codes(value: str, field: str, left_out: Callable[[str, str], None]) -> str:
    """Return stated countries as alpha-3 codes joined by ";"; leaves unknown ones out."""
    if not value:
        return ""
    known, codes = country_codes(), []
    sign = next((sign for sign in _SEPARATORS if sign in value), ";")
    for part in value.split(sign) if value.casefold() not in known else (value,):
        name = part.strip()
        if code := known.get(name.casefold()):
            codes.append(code)
        elif name:
            left_out(f"{field}: no country of data/files/countries.csv", name)
    return ";".join(dict.fromkeys(codes))


@cache
def country_codes() -> Mapping[str, str]:
    """Return the alpha-3 code of each alpha-3, alpha-2 and English name, all in casefold."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names: dict[str, str] = {}
    for row in rows:
        for name in (row["official_name_en"], row["name_en"], row["iso2"], row["iso3"]):
            for one in name.split(";"):
                names[one.strip().casefold()] = row["iso3"]
    names.pop("", None)
    return names


def _identity(url: str, row: Mapping[str, str]) -> str:
    """Return an id that stays the same when the file is read again, grown or reordered."""
    said = url if _is_of_a_piece(url) else "\n".join(row[name] for name in SAID)
    return _digest(said)


def _key(url: str) -> str:
    """Return what rows of one address share; "" for an address that stands for a whole site."""
    if not _is_of_a_piece(url):
        return ""
    parts = urlsplit(url)
    kept = "&".join(one for one in parts.query.split("&") if one and not _follows(one))
    # What a page shows by a script stands behind the sign for a place in it.
    route = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    return _digest(f"//{parts.netloc.lower()}{parts.path.rstrip('/')}?{kept}{route}")


def _follows(parameter: str) -> bool:
    """Say whether a parameter of an address tells how a reader came to it."""
    name = parameter.partition("=")[0]
    return name.startswith("utm_") or name in FOLLOWERS


def _is_of_a_piece(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query or parts.fragment.startswith(("/", "!")))


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def key_of(article_id: str, url: str) -> str:
    """Return the key of a piece that is in a corpus already."""
    return _key(url) or article_id


def fitting(source: Source, columns: Mapping[str, str]) -> Mapping[str, str]:
    """Return the user's choices of columns that fit a source: files need not share columns."""
    return {
        field: column for field, column in columns.items() if not column or column in source.columns
    }


def with_columns(source: Source, columns: Mapping[str, str]) -> Mapping[str, str]:
    """Return a source's fields with the user's own choice of columns laid over them.

    columns: field to column; "" leaves the field out. Errors: IngestError naming what is wrong.
    """
    for field, column in columns.items():
        if field not in FIELDS:
            raise IngestError(f"{field!r} is no field of a piece; one of {', '.join(FIELDS)}.")
        if column and column not in source.columns:
            raise IngestError(
                f"{source.name} has no column {column!r}; it has {', '.join(source.columns[:40])}."
            )
    return dict(source.fields) | dict(columns)
