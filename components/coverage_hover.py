"""What a point of coverage tells: which bucket, who, how many of how many, how sure."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from components.coverage_lines import LINE_GROUP, Line, objects
from data.wording import NOUNS

WHEN = {
    "day": "%{x|%-d %b %Y}",
    "week": "Week of %{customdata[0]|%-d %b %Y}",
    "month": "%{customdata[0]|%b %Y}",
    "quarter": "Q%{customdata[0]|%q %Y}",
    "year": "%{customdata[0]|%Y}",
}
VALUES = {"count": ",", "share": ".3~p", "index": ",.4~r", "per_outlet": ",.3~r"}
UNITS = {
    "count": "{noun} a {every}",
    "share": "share of {noun}, by {every}",
    "index": "{noun} a {every}, index",
    "per_outlet": "{noun} a {every} per live outlet",
}
# What is said of each place: words that are the same everywhere, or values and how to write them.
Part = str | tuple[list, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """How the points of one chart are told; the fields are those of the filters."""

    measure: str
    every: str
    of: str

    @property
    def noun(self) -> str:
        """What is counted."""
        return NOUNS[self.of][1]

    @property
    def unit(self) -> str:
        """What the axis of values counts."""
        return UNITS[self.measure].format(noun=self.noun, every=self.every)

    @property
    def ticks(self) -> str:
        """How the numbers beside an axis or a scale of values are written."""
        return {"share": ",.6~%", "count": ",d"}.get(self.measure, ",~r")

    def told(self, line: Line, name: str, value: str = "y") -> Mapping[str, Any]:
        """Return customdata and hovertemplate of a line's points.

        name: as the figure writes it. value: the coordinate that is the number drawn; "" where
        none is, and the points carry it.
        A point carries the first and the last day of its bucket and the series, and then what
        differs from point to point. Points of days, of which there are thousands, carry only the
        latter: the day is where they stand.
        """
        form = VALUES[self.measure]
        number = f"%{{{value}:{form}}}" if value else (line.values, form)
        columns = [] if self.every == "day" else _bucket_columns(line)
        words, columns = _written([number, *self._of_what(line), *_partly(line)], line, columns)
        rows = [list(row) for row in zip(*columns, strict=True)] if columns else []
        carried = {"customdata": objects(rows)} if rows else {}
        whose = isolated(name).replace("%{", "% {")
        return {
            **carried,
            "hovertemplate": f"<b>{WHEN[self.every]}</b><br>{whose}: {words}<extra></extra>",
        }

    def _of_what(self, line: Line) -> list[Part]:
        among = [f" {self.noun}"]
        if line.totals != line.counts:
            among = [" of ", (line.totals, ","), *among]
        if self.measure == "count":
            return among
        counts = ["<br>", (line.counts, ",")]
        return [
            (_intervals(line), ""),
            *counts,
            *(among if self.measure == "share" else among[-1:]),
        ]


def _bucket_columns(line: Line) -> list[list]:
    days = ([day.date().isoformat() for day in days] for days in (line.first, line.last))
    return [*days, [line.series] * len(line.values)]


def _intervals(line: Line) -> list[str]:
    known = zip(line.low, line.high, strict=True)
    return ["" if low is None else f" ({percent(low)} to {percent(high)})" for low, high in known]


def percent(share: float) -> str:
    """Write a share in per cent with the digits that tell it from others, as the number is."""
    return f"{np.format_float_positional(share * 100, 3, fractional=False, trim='-')}%"


def _partly(line: Line) -> list[Part]:
    """Say of partial buckets how many of their days they count, and which outlets were live."""
    words = [""] * len(line.values)
    for place in line.partial:
        words[place] = f"<br>partial: {_days_counted(line, place)}"
    if any(live is None for live in line.live):
        return [(words, "")]
    return [(words, ""), "<br>", (line.live, ","), " of ", (line.known, ","), " outlets live"]


def _days_counted(line: Line, place: int) -> str:
    if not line.days[place]:
        return "pieces of days not listed as collected"
    length = (line.last[place] - line.first[place]).days + 1
    return f"only {line.days[place]} of {length} days"


def _written(parts: list[Part], line: Line, columns: list[list]) -> tuple[str, list[list]]:
    """Put parts into one template; values that differ become further columns to carry."""
    words = ""
    for part in parts:
        if isinstance(part, str):
            words += part
            continue
        values, form = part
        pairs = zip(values, line.values, strict=True)
        different = {value for value, drawn in pairs if drawn is not None}
        if form in ("", ",") and len(different) <= 1:
            words += "".join(format(value, form) for value in different)
            continue
        words += f"%{{customdata[{len(columns)}]{form and ':' + form}}}"
        columns = [*columns, values]
    return words, columns


def isolated(name: str) -> str:
    """Keep a name written from the right apart, so that numbers after it stay where they are."""
    sides = {unicodedata.bidirectional(sign) for sign in name}
    return f"\u2068{name}\u2069" if sides & {"R", "AL"} else name


def shortened(name: str, length: int) -> str:
    """Cut a name that is longer than so many letters."""
    return name if len(name) <= length else f"{name[: length - 1].rstrip()}…"


def days_of(point: Mapping[str, Any]) -> tuple[date, date] | None:
    """Return the first and last day of the bucket of a chosen point; None for what is no line."""
    if not str(point.get("legendgroup", "")).startswith(LINE_GROUP):
        return None
    held = point.get("customdata")
    if _is_bucket(held):
        return date.fromisoformat(held[0]), date.fromisoformat(held[1])
    day = date.fromisoformat(str(point["x"])[:10])
    return day, day


def series_of(point: Mapping[str, Any]) -> str:
    """Return the series of a chosen point of a bucket."""
    held = point.get("customdata")
    return held[2] if _is_bucket(held) else str(point["legendgroup"]).removeprefix(LINE_GROUP)


def _is_bucket(held: object) -> bool:
    """Say whether a point carries its days; one of a line of days carries at most one word."""
    if not isinstance(held, list) or len(held) < 3:
        return False
    return isinstance(held[0], str) and isinstance(held[1], str)
