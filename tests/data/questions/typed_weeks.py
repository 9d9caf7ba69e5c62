"""A corpus of three years with a step of coverage about one country, typed out by a rule."""

from datetime import date, timedelta

import numpy as np

FIRST, EVENT, DAYS = date(2020, 1, 1), date(2021, 7, 1), 1_000
# Pieces a week about each country; Kazakhstan's from the event on four times as many.
RATES = {"FRA": 9.0, "DEU": 4.0, "ITA": 5.0, "ESP": 3.0, "PRT": 4.0, "JPN": 2.0}
BEFORE, AFTER = 2.0, 8.0


def pieces(*, after: float = AFTER, story: str = "") -> list[tuple]:
    """Return pieces (tuples as the fixture typed takes them), the same ones each time."""
    rng = np.random.default_rng(5)
    rows = []
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        rates = RATES | {"KAZ": after if day >= EVENT else BEFORE}
        for iso3, rate in rates.items():
            rows += [(day.isoformat(), iso3, "A", "", "", "", story)] * rng.poisson(rate / 7)
    return rows
