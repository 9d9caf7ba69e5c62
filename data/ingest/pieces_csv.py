"""Reading a list of pieces from a CSV file: every row is checked, none is dropped unsaid."""

import csv
import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from data.days import first_day
from data.filters import EARLIEST, LATEST
from data.ingest.errors import IngestError

NEEDED = ("published", "outlet", "language", "kind", "countries", "summary")
KNOWN = (*NEEDED, "outlet_country", "url", "agreement", "topics", "title", "text")
COUNTRIES = Path(__file__).parents[1] / "files" / "countries.csv"
LISTS = ("countries", "topics")
_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_UNSEEN = ("Cc", "Cs")
PRECISION_BY_LENGTH = {4: "year", 7: "month", 10: "day"}
LONGEST_CELL = 1 << 27


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave: rows for build, rows left out and why, copies merged, rows in all."""

    rows: pd.DataFrame
    rejects: pd.DataFrame
    merged: int
    read: int
    source: dict[str, str | int]


class _BadRowError(ValueError):
    """One row that cannot be a piece; the message is the reason."""


def read_pieces(path: Path | str) -> Reading:
    """Read and check a CSV of pieces, in UTF-8 with a head line.

    Columns: published (YYYY, YYYY-MM, YYYY-MM-DD or a moment in ISO 8601; without a zone UTC;
    empty for undated), outlet, language (ISO 639), kind, countries and topics (joined by ;),
    summary, and, where known, outlet_country, url, agreement, title, text. Others are ignored.
    A row equal to an earlier one is merged; one that only shares its url is rejected.
    Errors: IngestError for a file that cannot be read at all.
    """
    path = Path(path)
    content = _content(path)
    kept, rejects, merged = [], [], 0
    seen: dict[tuple[str, ...], int] = {}
    urls: dict[str, int] = {}
    for line, cells, head in _lines(content, path):
        try:
            if len(cells) != len(head):
                raise _BadRowError(f"{len(cells)} cells where the head line has {len(head)}")
            row = dict(zip(head, cells, strict=True))
            piece = _piece(row)
            key = tuple(piece.get(name, "") for name in KNOWN)
            if key in seen:
                merged += 1
                continue
            if piece["url"] and piece["url"] in urls:
                raise _BadRowError(f"url: the same as in line {urls[piece['url']]}")
        except _BadRowError as error:
            said = json.dumps(cells, ensure_ascii=False)
            rejects.append((path.name, line, str(error), said))
            continue
        seen[key] = line
        urls[piece["url"]] = line
        kept.append(piece | {"source_file": path.name})
    frame = pd.DataFrame(rejects, columns=["file", "line", "reason", "row"])
    source = {
        "file": path.name,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return Reading(_rows(kept), frame, merged, len(kept) + merged + len(rejects), source)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise IngestError(f"{path} cannot be read: {error.strerror}.") from error


def _lines(content: bytes, path: Path) -> Iterator[tuple[int, list[str], list[str]]]:
    """Give each row with the line it starts on and the head line."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise IngestError(f"{path}, line {line}: not UTF-8. Save the file as UTF-8.") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = [cell.strip() for cell in next(reader, [])]
        _check_head(head, path)
        start = reader.line_num + 1
        for cells in reader:
            if cells:
                yield start, cells, head
            start = reader.line_num + 1
    except csv.Error as error:
        raise IngestError(f"{path}, line {reader.line_num}: {error}.") from error


def _check_head(head: list[str], path: Path) -> None:
    if missing := [name for name in NEEDED if name not in head]:
        raise IngestError(f"{path} lacks the column {missing[0]}; it needs {', '.join(NEEDED)}.")
    if twice := [name for name in KNOWN if head.count(name) > 1]:
        raise IngestError(f"{path} has the column {twice[0]} twice.")


def _piece(row: dict[str, str]) -> dict[str, object]:
    """Return a row as build wants it. Errors: _BadRowError with the field and the fault."""
    text = row.get("text", "").strip()
    row = {name: " ".join(row.get(name, "").split()) for name in KNOWN} | {"text": text}
    for name, value in row.items():
        if name != "text" and any(unicodedata.category(sign) in _UNSEEN for sign in value):
            raise _BadRowError(f"{name}: a control character")
    if not row["outlet"]:
        raise _BadRowError("outlet: empty")
    if not row["summary"] and not row["title"]:
        raise _BadRowError("summary: empty, and no title either")
    if row["language"] and not _LANGUAGE.fullmatch(row["language"]):
        raise _BadRowError(f"language: {row['language']!r} is not a code like en")
    if row["outlet_country"]:
        _check_country("outlet_country", row["outlet_country"])
    for name in LISTS:
        row[name] = ";".join(part.strip() for part in row[name].split(";") if part.strip())
    for code in row["countries"].split(";") if row["countries"] else ():
        _check_country("countries", code)
    _check_url(row["url"])
    when, precision = _moment(row["published"])
    return row | {"published_at": when, "precision": precision, "article_id": _id(row)}


def _check_country(name: str, code: str) -> None:
    if code not in known_countries():
        raise _BadRowError(f"{name}: {code!r} is not a code of data/files/countries.csv")


def _check_url(url: str) -> None:
    if not url:
        return
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good:
        raise _BadRowError(f"url: {url[:80]!r} is not an address of the web")


@cache
def known_countries() -> Collection[str]:
    """Return the alpha-3 codes of data/files/countries.csv."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        return frozenset(row["iso3"] for row in csv.DictReader(file))


def _moment(published: str) -> tuple[datetime | None, str]:
    """Return the first moment a date may mean, in UTC without saying so, and its precision."""
    if not published:
        return None, ""
    try:
        if _PARTIAL.fullmatch(published):
            day = first_day(published)
            moment = datetime(day.year, day.month, day.day)
            precision = PRECISION_BY_LENGTH[len(published)]
        else:
            moment, precision = datetime.fromisoformat(published), "time"
            if "T" not in published.upper() and " " not in published:
                raise ValueError
            if moment.tzinfo:
                moment = moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise _BadRowError(f"published: {published[:40]!r} is not a date like 2025-11-06") from None
    if not EARLIEST <= moment.date() <= LATEST:
        raise _BadRowError(
            f"published: {published[:40]!r} is outside {EARLIEST.year} to {LATEST.year}"
        )
    return moment, precision


def _id(row: dict[str, str]) -> str:
    """Return an id that stays the same when the list is read again, grown or reordered."""
    said = row["url"] or "\n".join(row.get(name) or "" for name in KNOWN)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _rows(kept: list[dict[str, object]]) -> pd.DataFrame:
    names = [*KNOWN[1:], "published_at", "precision", "article_id", "source_file"]
    rows = pd.DataFrame(kept, columns=names)
    rows["published_at"] = rows["published_at"].astype("datetime64[us]")
    return rows
