"""Which column of a table says what of a piece: by its name, else by what stands in it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.ingest.readers import column_names, column_values

# Of the rows at the beginning: a column with less than this is not what the table is about.
MOSTLY_EMPTY = 0.5
_SAID = {"published": "date of publication", "url": "address", "countries": "list of countries"}
# Where most pieces have none, what is found otherwise says more.
_MOST_OF = ("outlet", "countries")
# NewsAPI ends a cut text so.
CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """Which column is read as which field, what a user should know of it, which are cut short."""

    fields: Mapping[str, str]
    notes: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()


def recognised_fields(
    columns: Sequence[str], sample_rows: Sequence[Mapping[str, str]]
) -> ColumnReading:
    """Say which column is read as which field of data.ingest.records.FIELDS.

    A column is taken by its name first: the names of each field stand in column_names in the
    order in which they are preferred. A column mostly empty, or whose cells cannot be the
    field, is passed over. What no name told is guessed from the cells.
    """
    values = {name: _cells(name, sample_rows) for name in columns}
    by_key = {}
    wrapper = _wrapper(columns)
    for name in columns:
        by_key.setdefault(key(name.removeprefix(wrapper)), name)
    fields: dict[str, str] = {}
    notes: list[str] = []
    for field, names in column_names.NAMES.items():
        found = [by_key[known] for known in names if known in by_key]
        fitting = [name for name in found if _fits(field, values[name])]
        free = [name for name in fitting if name not in fields.values()]
        chosen = _filled(free, values, len(sample_rows))
        if field in _MOST_OF and chosen and 2 * len(values[chosen]) < len(sample_rows):
            notes.append(f"{chosen!r} is mostly empty and is not read as the {_said(field)}.")
        elif chosen:
            fields[field] = chosen
            notes += _why(field, chosen, free)
    _fetched_date(fields, notes, by_key, values)
    _guess(fields, notes, columns, values)
    cut = _cut(fields, notes, values)
    ordered = {field: fields[field] for field in column_names.NAMES if field in fields}
    return ColumnReading(ordered, tuple(notes), cut)


def key(name: str) -> str:
    """Return a column's name as column_names spells it: small letters and digits only."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum() or unicodedata.category(sign) == "Mn")


def known_names(cells: Sequence[str]) -> int:
    """Count the cells that are names of columns of pieces; what a head line has."""
    return sum(key(cell) in column_names.KNOWN for cell in cells)


def _wrapper(columns: Sequence[str]) -> str:
    """Return what stands before the names where an inner object says all of a piece: "_source."."""
    known: Counter[str] = Counter()
    for name in columns:
        outer, _, inner = name.rpartition(".")
        known[outer] += key(inner) in column_names.KNOWN
    (outer, number), (_, others) = (known.most_common(2) + [("", 0)] * 2)[:2]
    return f"{outer}." if outer and number > max(1, others) else ""


def _cells(name: str, rows: Sequence[Mapping[str, str]]) -> list[str]:
    return [cell for row in rows if (cell := row.get(name, "").strip())]


def _fits(field: str, cells: list[str]) -> bool:
    check = column_values.CHECKS.get(field)
    return not cells or check is None or check(cells)


def _filled(names: list[str], values: Mapping[str, list[str]], rows: int) -> str:
    """Return the first column that is not mostly empty, else the one with the most cells."""
    for name in names:
        if len(values[name]) >= MOSTLY_EMPTY * rows:
            return name
    return max(names, key=lambda name: len(values[name]), default="")


def _why(field: str, chosen: str, found: list[str]) -> list[str]:
    others = [name for name in found if name != chosen]
    if not others or field not in ("published", "title", "text"):
        return []
    return [
        f"The {_said(field)} is read from {chosen!r} (there is {', '.join(map(repr, others))} too)."
    ]


def _said(field: str) -> str:
    return _SAID.get(field, field)


def _fetched_date(
    fields: dict[str, str],
    notes: list[str],
    by_key: Mapping[str, str],
    values: Mapping[str, list[str]],
) -> None:
    """Take the day a page was fetched for the day it was published where nothing better is."""
    if "published" in fields:
        return
    for known in column_names.FETCHED:
        name = by_key.get(known, "")
        if name and values[name] and column_values.dates(values[name]):
            fields["published"] = name
            notes.append(
                f"The only dates are in {name!r}, which says when a page was fetched and not when "
                f"it was published; they are used for want of better."
            )
            return


def _guess(
    fields: dict[str, str],
    notes: list[str],
    columns: Sequence[str],
    values: Mapping[str, list[str]],
) -> None:
    for field, looks_so in column_values.GUESSES.items():
        if field in fields or (field in ("title", "text") and not _anchored(fields)):
            continue
        free = [name for name in columns if name not in fields.values() and _nameless(name)]
        chosen = next((name for name in free if values[name] and looks_so(values[name])), "")
        if chosen:
            fields[field] = chosen
            notes.append(f"The {_said(field)} is read from {chosen!r}, by what stands in it.")


def _anchored(fields: Mapping[str, str]) -> bool:
    """Say whether a table is known to be of pieces, so that words in it may be their titles."""
    return bool({"url", "published", "outlet"} & fields.keys())


def _nameless(name: str) -> bool:
    """Say whether a column's name tells nothing, or nothing that is known."""
    return key(name) not in column_names.KNOWN and key(name) not in column_names.OTHER


def _cut(
    fields: dict[str, str], notes: list[str], values: Mapping[str, list[str]]
) -> tuple[str, ...]:
    name = fields.get("text", "")
    if not name or not any(CUT.search(cell) for cell in values[name]):
        return ()
    notes.append(f"{name!r} holds only the beginning of each text; it is taken as the text.")
    return (name,)
