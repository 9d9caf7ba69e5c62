"""What a point of coverage tells: which bucket, who, how many of how many, how sure."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from components.coverage_lines import Line, objects

WHEN = {
    "day": "%{x|%-d %b %Y}",
    "week": "Week of %{customdata[0]|%-d %b %Y}",
    "month": "%{customdata[0]|%b %Y}",
    "quarter": "Q%{customdata[0]|%q %Y}",
    "year": "%{customdata[0]|%Y}",
}
NOUNS = {"articles": "pieces", "stories": "stories", "outlets": "outlets"}
VALUES = {"count": ":,", "share": ":.3~p", "index": ":,.4~r", "per_outlet": ":,.3~r"}


@dataclass(frozen=True, slots=True)
class Telling:
    """How the points of one chart are told; the fields are those of the filters."""

    measure: str
    every: str
    of: str

    @property
    def noun(self) -> str:
        """What is counted."""
        return NOUNS[self.of]

    def told(self, line: Line, name: str, value: str = "y") -> Mapping[str, Any]:
        """Return customdata and hovertemplate of a line's points.

        value: what holds the number drawn, y or z. A point carries the first and the last day of
        its bucket, the series and what is said after the number; on lines of days, of which there
        are thousands, only the latter: the day is where it stands.
        """
        said = [self._said(line, place) for place in range(len(line.values))]
        if self.every != "day":
            days = zip(line.first, line.last, strict=True)
            carried = [
                [first.date().isoformat(), last.date().isoformat(), line.series, words]
                for (first, last), words in zip(days, said, strict=True)
            ]
        else:
            carried = said
        words = "%{customdata}" if self.every == "day" else "%{customdata[3]}"
        number = f"%{{{value}{VALUES[self.measure]}}}"
        return {
            "customdata": objects(carried),
            "hovertemplate": f"<b>{WHEN[self.every]}</b><br>{html.escape(name)}: {number}{words}"
            "<extra></extra>",
        }

    def _said(self, line: Line, place: int) -> str:
        words = self._of_what(line, place)
        if line.states[place] == "partial":
            length = (line.last[place] - line.first[place]).days + 1
            words += f"<br>partial: only {line.days[place]} of {length} days"
        live, known = line.live[place], line.known[place]
        if live is not None:
            words += f"<br>{live:,} of {known:,} outlets live"
        return words

    def _of_what(self, line: Line, place: int) -> str:
        count, total = line.counts[place], line.totals[place]
        if count is None or total is None:
            return ""
        if self.measure == "share":
            low, high = line.low[place], line.high[place]
            sure = f" ({low:.1%} to {high:.1%})" if low is not None and high is not None else ""
            return f"{sure}<br>{count:,} of {total:,} {self.noun}"
        if self.measure == "count":
            return f" of {total:,} {self.noun}" if total > count else f" {self.noun}"
        return f"<br>{count:,} {self.noun}"


def days_of(point: Mapping[str, Any]) -> tuple[date, date] | None:
    """Return the first and last day of the bucket of a chosen point; None for a mark."""
    if str(point.get("legendgroup", "")).startswith(("mark:", "gap", "signal:")):
        return None
    held = point.get("customdata")
    if isinstance(held, list) and len(held) > 2:
        return date.fromisoformat(held[0]), date.fromisoformat(held[1])
    day = date.fromisoformat(str(point["x"])[:10])
    return day, day


def series_of(point: Mapping[str, Any]) -> str:
    """Return the series of a chosen point of a bucket."""
    held = point.get("customdata")
    return held[2] if isinstance(held, list) and len(held) > 2 else str(point["legendgroup"])
