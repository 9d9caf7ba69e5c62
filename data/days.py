"""Dates that are known to the day, the month or the year: the days they may mean, and words."""

import calendar
import re
from datetime import date
from functools import lru_cache

PRECISIONS = {"day": 10, "month": 7, "year": 4}
_SHAPE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
# Facts hold some 2,000 different dates, and a question reads each of them many times.
DATES = 8_192


@lru_cache(DATES)
def first_day(partial: str) -> date:
    """Return the first day that YYYY, YYYY-MM or YYYY-MM-DD may mean; ValueError for the rest."""
    if not _SHAPE.fullmatch(partial):
        raise ValueError(f"{partial!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (*map(int, partial.split("-")), 1, 1)[:3]
    return date(year, month, day)


@lru_cache(DATES)
def last_day(partial: str) -> date:
    """Return the last day that YYYY, YYYY-MM or YYYY-MM-DD may mean."""
    first = first_day(partial)
    if len(partial) == PRECISIONS["day"]:
        return first
    month = first.month if len(partial) == PRECISIONS["month"] else 12
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


def in_words(partial: str) -> str:
    """Write a partial date as 6 Nov 2025, Nov 2025 or 2025, never finer than it is known."""
    if not partial:
        return "date not settled"
    day = first_day(partial)
    if len(partial) == PRECISIONS["day"]:
        return f"{day.day} {day:%b} {day.year}"
    return f"{day:%b} {day.year}" if len(partial) == PRECISIONS["month"] else str(day.year)
