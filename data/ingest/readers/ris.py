"""RIS, the records of reference managers and press databases, by rispy: each record is a piece."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from data.ingest.readers import reference_fields as told
from data.ingest.readers.content import Content
from data.ingest.readers.gdelt_countries import known_countries
from data.ingest.readers.lines import numbered_lines
from data.ingest.readers.whole_file import glimpse
from data.ingest.records import Faulty, Found, Source

if TYPE_CHECKING:
    from rispy import RisParser

LONGEST_RECORD = 1 << 22
_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$", re.DOTALL)
_FIRST = re.compile(r"^TY {1,2}- ?[A-Z]{2,8}\s*$", re.MULTILINE)
_WITHIN = 4096
_KINDS = {"NEWS": "news", "RPRT": "report", "GOVDOC": "official"}
_TITLES = ("TI", "T1", "CT", "BT")
_OUTLETS = ("T2", "JF", "JO", "JA", "J2", "PB")
_DAYS = ("DA", "Y1", "PY")


def recognised(content: Content) -> bool:
    """Whether a file has a RIS record's first line near its beginning."""
    return _FIRST.search(glimpse(content.head[:_WITHIN]).replace("\r", "\n")) is not None


def source(content: Content) -> Source:
    """Return RIS records as pieces; columns are the tags, and what is read of them."""
    lines = glimpse(content.head).splitlines()
    tags = dict.fromkeys(found[1] for line in lines if (found := _TAG.match(line)))
    return Source(
        name=content.name,
        kind="RIS references",
        columns=(*tags, *told.FIELDS),
        fields={field: field for field in told.FIELDS},
        rows=lambda: _rows(content),
        notes=("The outlet is the newspaper or journal, else the publisher.",),
        size=content.size,
        position=content.position,
    )


def _rows(content: Content) -> Iterator[Found | Faulty]:
    for line, record, fault in _records(content):
        parsed = {} if fault else _parsed(record)
        if fault or not parsed:
            yield Faulty(line, fault or "a record without fields", "\n".join(record))
        else:
            yield Found(line, parsed | _fields(parsed))


def _records(content: Content) -> Iterator[tuple[int, list[str], str]]:
    """Give each record's first line, its lines and its fault; what is between records is not one.

    A record ends at its ER line, or where the next begins.
    """
    start, record, fault, size = 0, [], "", 0
    for number, line, bad in numbered_lines(content):
        tag = _TAG.match(line.lstrip("\ufeff"))
        name = tag[1] if tag else ""
        if record and name == "TY":
            yield start, record, fault
            record = []
        if not record and (name in ("", "ER")):
            continue
        if not record:
            start, size = number, 0
            fault = "" if name == "TY" else "no TY line before it"
        size += len(line)
        fault = (
            fault or bad or (f"longer than {LONGEST_RECORD >> 20} MB" if _too_long(size) else "")
        )
        if not _too_long(size):
            record.append(line.lstrip("\ufeff"))
        if name == "ER":
            yield start, record, fault
            record = []
    if record:
        yield start, record, fault


def _too_long(size: int) -> bool:
    return size > LONGEST_RECORD


def _parsed(record: list[str]) -> dict[str, str]:
    """Return a record's values by tag, those of a repeated tag joined by ;."""
    ended = (
        record if _TAG.match(record[-1]) and record[-1].startswith("ER") else [*record, "ER  - "]
    )
    values = next(iter(_parser().parse_lines(iter(ended))), {})
    values |= values.pop("UK", {})
    joined = {tag: _joined(value) for tag, value in values.items() if tag}
    return joined if len(joined) > 1 else {}


@cache
def _parser() -> "RisParser":
    from rispy import RisParser
    from rispy.config import LIST_TYPE_TAGS, TAG_KEY_MAPPING

    class TagParser(RisParser):
        """rispy's parser with the tags for names, and one or two spaces before the hyphen."""

        def parse_line(self, line: str) -> tuple[str | None, str]:
            found = _TAG.match(line)
            return (found[1], (found[2] or "").strip()) if found else (None, line.strip())

    return TagParser(
        mapping={tag: tag for tag in TAG_KEY_MAPPING},
        list_tags=[*LIST_TYPE_TAGS, "UR", "KW"],
        delimiter_tags_mapping={},
    )


def _joined(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ";".join(part for part in value if part)


def _fields(values: dict[str, str]) -> dict[str, str]:
    outlet = _first(values, _OUTLETS)
    published = _published(values)
    title, summary = told.title_and_summary(
        _first(values, _TITLES), _first(values, ("AB", "N2")), values.get("N1", "")
    )
    ours = told.is_our_export(values.get("ID", ""), outlet, published[:4])
    topics, countries = told.topics_and_countries(values.get("KW", "").split(";"), ours=ours)
    place = values.get("CY", "")
    return {
        "title": title,
        "summary": summary,
        "outlet": outlet,
        "outlet_country": place if place in known_countries() else "",
        "published": published,
        "url": told.web_address([values.get("UR", "")], values.get("DO", "")),
        "language": told.language_of(values.get("LA", "")),
        "topics": topics,
        "countries": countries,
        "kind": _KINDS.get(values.get("TY", "").strip(), ""),
    }


def _first(values: dict[str, str], tags: tuple[str, ...]) -> str:
    return next((values[tag] for tag in tags if values.get(tag)), "")


def _published(values: dict[str, str]) -> str:
    """Return the finest day that a record gives as YYYY/MM/DD/, else its words for one."""
    days = []
    for tag in _DAYS:
        found = re.match(r"(\d{4})(?:[/-](\d{0,2}))?(?:[/-](\d{0,2}))?(?!\d)", values.get(tag, ""))
        days.append(told.day_of(*(part or "" for part in found.groups())) if found else "")
    worded = (
        values.get("DA", "") if not days[0] and re.search(r"\d{4}", values.get("DA", "")) else ""
    )
    finest = max(days, key=len)
    return worded if worded and len(finest) < len("YYYY-MM-DD") else finest
