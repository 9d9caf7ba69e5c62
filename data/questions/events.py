"""What happened when: dated events of an agreement, and the steps that charts mark."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from data.days import PRECISIONS, first_day
from data.facts import Facts, Step, counting_step
from data.filters import Filters

# Steps worth a mark on a line; ratifications and relations stand in the ladder.
MARKED = ("announced", "signed", "suspended", "withdrawn", "relations_severed")


def happenings(facts: Facts, filters: Filters, today: date, *, rows: int) -> pd.DataFrame:
    """List the latest steps and events of the chosen agreement, newest first.

    Shape: at most `rows` rows: date (partial), kind (step or event), title, detail, countries
    (names by comma), source; those of the chosen countries only, where some are chosen.
    """
    found = pd.concat(
        [events(facts, filters.agreement, filters.country), _steps_as_events(facts, filters)],
        ignore_index=True,
    )
    found = found[found["date"].map(lambda partial: first_day(partial) <= today).astype(bool)]
    return found.sort_values("date", ascending=False, kind="stable", ignore_index=True).head(rows)


def events(facts: Facts, agreement: str, countries: Iterable[str] = ()) -> pd.DataFrame:
    """List the events of an agreement, oldest first.

    Shape: date (partial), kind ("event"), title, detail, iso3s (codes by ;), countries (names by
    comma), source. Source: events.csv.
    """
    rows = facts.events[facts.events["agreement_id"] == agreement]
    chosen = set(countries)
    if chosen:
        concerned = rows["iso3s"].map(lambda codes: bool(chosen & set(codes.split(";"))))
        rows = rows[concerned.astype(bool)]
    return pd.DataFrame(
        {
            "date": rows["date"],
            "kind": "event",
            "title": rows["title"],
            "detail": rows["description"],
            "iso3s": rows["iso3s"],
            "countries": rows["iso3s"].map(lambda codes: _named(facts, codes)),
            "source": rows["source"],
        }
    ).reset_index(drop=True)


def marks(facts: Facts, filters: Filters) -> pd.DataFrame:
    """Give the steps and events that a chart over time marks.

    Shape: one row per mark with a day: day (datetime64), kind (step or event), label (short),
    text (hover), iso3s. A step or event known only to the month or year has no day and no mark.
    """
    found = pd.concat(
        [_steps_as_events(facts, filters), events(facts, filters.agreement, filters.country)],
        ignore_index=True,
    )
    wanted = {"steps": ["step"], "events": ["event"], "none": []}
    kinds = wanted.get(filters.marks, ["step", "event"])
    found = found[found["kind"].isin(kinds) & (found["date"].str.len() == PRECISIONS["day"])]
    if filters.dates:
        first, last = (day.isoformat() for day in filters.dates)
        found = found[found["date"].between(first, last)]
    frame = pd.DataFrame(
        {
            "day": pd.to_datetime(found["date"]).astype("datetime64[s]"),
            "kind": found["kind"],
            "label": found["countries"].where(found["kind"] == "step", found["title"]),
            "text": found["title"],
            "iso3s": found["iso3s"],
        }
    )
    return frame.sort_values("day", kind="stable", ignore_index=True)


def _steps_as_events(facts: Facts, filters: Filters) -> pd.DataFrame:
    rows = [
        _as_event(facts, step)
        for iso3, steps in facts.steps.get(filters.agreement, {}).items()
        if not filters.country or iso3 in filters.country
        for step in steps
        if step.start and step.step in (*MARKED, counting_step(filters.agreement))
    ]
    columns = ["date", "kind", "title", "detail", "iso3s", "countries", "source"]
    return pd.DataFrame(rows, columns=columns)


def _as_event(facts: Facts, step: Step) -> tuple[str, ...]:
    name = facts.country_names[step.iso3]
    word = step.step.replace("_", " ")
    return (step.start, "step", f"{name}: {word}", step.note, step.iso3, name, step.source)


def _named(facts: Facts, codes: str) -> str:
    return ", ".join(facts.country_names[code] for code in codes.split(";") if code)
