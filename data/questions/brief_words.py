"""How a brief writes numbers, days and names, so that its sentences read as one voice."""

import math
from datetime import date

from data.wording import day_in_words

NOT_ENOUGH = "Not enough evidence"


def percent(share: float) -> str:
    """Write a share as a percentage: 21%, and below one percent 0.4%."""
    if 0 < share < 0.01:
        return f"{share:.1%}"
    return f"{share:.0%}"


def points(difference: float) -> str:
    """Write a difference of shares in percentage points, with its sign: +12, −5."""
    return f"{difference * 100:+.0f}".replace("-", "−")


def interval(low: float, high: float) -> str:
    """Write a 95% interval of a share; where there is none, say so."""
    if math.isnan(low) or math.isnan(high):
        return "no interval, as all are of one outlet"
    return f"95% interval {percent(low)} to {percent(high)}"


def from_to(first: date, last: date) -> str:
    """Write days as from 6 to 20 Nov 2025, or on 6 Nov 2025."""
    if first == last:
        return f"on {day_in_words(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"from {first.day} to {day_in_words(last)}"
    if first.year == last.year:
        return f"from {first.day} {first:%b} to {day_in_words(last)}"
    return f"from {day_in_words(first)} to {day_in_words(last)}"


def quoted(name: str) -> str:
    """Write the name of a reason within a sentence."""
    return f"“{name}”"


def in_parts(number: int, of: int, verb: str) -> str:
    """Write how many of some do something: in none, in 3, in all of them."""
    if number == 0:
        return f"{verb} in none of them"
    if number == of:
        return f"{verb} in it" if of == 1 else f"{verb} in all of them"
    return f"{verb} in {number:,} of them"
