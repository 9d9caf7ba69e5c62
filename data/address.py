"""Filters from an address: what can be used is read, and what cannot is left out and said."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

from data.filter_fields import DAYS, LABELS, LISTED, PARTS, RANGES, RENAMED, SELECTIONS
from data.filters import FilterError, Filters, shown

# Lines that are no values of a field: the country's own press and the rest, the parts of A and B.
LINES = {"press": ("both", "a_only"), "versus": PARTS}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


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
        name = RENAMED.get(name, name)
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
    filters = _second_checked(filters, allowed, notes)
    if filters.picked and filters.dates and not _overlap(filters.picked, filters.dates):
        filters = replace(filters, picked=None, picked_line="")
        notes.append("Picked days: they lie outside the dates chosen; left out.")
    if filters.picked_line and not _is_line(filters, allowed):
        notes.append(
            f"{LABELS['picked_line']}: {shown(filters.picked_line)} is not known here; left out."
        )
        filters = replace(filters, picked_line="")
    return filters, notes


def _second_checked(
    filters: Filters, allowed: Mapping[str, Collection[str]], notes: list[str]
) -> Filters:
    """Leave out of the second filter, B, what does not exist."""
    if not filters.versus:
        return filters
    second, left_out = from_address(parse_qs(filters.versus), allowed)
    notes += [f"{LABELS['versus']}: {note}" for note in left_out]
    kept = second.only(*SELECTIONS, "q").to_address()
    # Without B, A stays whole.
    return replace(filters, versus=kept, part=filters.part if kept else "")


def _is_line(filters: Filters, allowed: Mapping[str, Collection[str]]) -> bool:
    if filters.compared() != filters.compare:
        return False
    if filters.compare in LINES:
        return filters.picked_line in LINES[filters.compare]
    return filters.picked_line in allowed.get(filters.compare, (filters.picked_line,))


def _overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _parsed(name: str, values: list[str]) -> object:
    if name in SELECTIONS:
        return tuple(values)
    label = LABELS[name]
    if name in RANGES:
        if len(values) != 2:
            raise FilterError(f"{label}: a first and a last day are needed, {len(values)} given.")
        return _day(values[0], label), _day(values[1], label)
    if name in DAYS:
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
