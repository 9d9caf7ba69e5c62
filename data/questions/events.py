"""What happened when: dated events of an agreement, and the steps that charts mark."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import pandas as pd

from data.days import PRECISIONS, first_day
from data.facts import Facts, Step, counting_step
from data.filters import Filters

# Steps worth a mark on a line; ratifications and relations stand in the ladder.
MARKED = ("announced", "signed", "suspended", "withdrawn", "relations_severed")
LONGEST_NOTE = 70
KINDS = {"all": ("step", "event"), "steps": ("step",), "events": ("event",), "none": ()}


class Happening(NamedTuple):
    """A dated step or event: date partial, countries by name, iso3s the same by code."""

    date: str
    kind: str
    title: str
    detail: str
    iso3s: str
    countries: str
    source: str


def happenings(facts: Facts, filters: Filters, today: date, *, rows: int) -> pd.DataFrame:
    """List the latest steps and events of the chosen agreement, newest first.

    Shape: at most `rows` rows: date (partial), kind (step or event), title, detail, iso3s (codes
    by ;), countries (names by comma), source; those of the chosen countries only, where some are
    chosen. Source: memberships.csv and events.csv.
    """
    past = [one for one in _all(facts, filters) if first_day(one.date) <= today]
    latest = sorted(past, key=lambda one: one.date, reverse=True)[:rows]
    return pd.DataFrame(latest, columns=Happening._fields, dtype="str")


def marks(facts: Facts, filters: Filters) -> pd.DataFrame:
    """Give the steps and events that a chart over time marks.

    Shape: one row per mark with a day, in order: day (datetime64), kind (step or event), label
    (short), text (hover), iso3s. A step or event known only to the month or year has no day and
    no mark.
    """
    first, last = filters.dates or (date.min, date.max)
    kinds = KINDS[filters.marks]
    found = sorted(
        (
            one
            for one in _all(facts, filters)
            if one.kind in kinds
            and len(one.date) == PRECISIONS["day"]
            and first.isoformat() <= one.date <= last.isoformat()
        ),
        key=lambda one: one.date,
    )
    words = {
        "kind": [one.kind for one in found],
        "label": [one.countries if one.kind == "step" else one.title for one in found],
        "text": [one.title for one in found],
        "iso3s": [one.iso3s for one in found],
    }
    days = pd.DatetimeIndex([one.date for one in found], dtype="datetime64[s]")
    frame = pd.DataFrame(words, dtype="str")
    frame.insert(0, "day", days)
    return frame


def _all(facts: Facts, filters: Filters) -> list[Happening]:
    """Return the steps worth a mark, then the events, of the chosen countries or of all."""
    chosen = set(filters.country)
    marked = (*MARKED, counting_step(filters.agreement))
    steps = [
        _as_happening(facts, step)
        for iso3, steps in facts.steps.get(filters.agreement, {}).items()
        if not chosen or iso3 in chosen
        for step in steps
        if step.start and step.step in marked
    ]
    return steps + [
        one
        for one in _events(facts, filters.agreement)
        if not chosen or chosen & set(one.iso3s.split(";"))
    ]


def _events(facts: Facts, agreement: str) -> Iterable[Happening]:
    for event in facts.happened.get(agreement, ()):
        codes = filter(None, event.iso3s.split(";"))
        names = ", ".join(facts.country_names[code] for code in codes)
        yield Happening(
            event.date,
            "event",
            event.title,
            event.description,
            event.iso3s,
            names,
            event.source,
        )


def _as_happening(facts: Facts, step: Step) -> Happening:
    name = facts.country_names[step.iso3]
    title = f"{name}: {step.step.replace('_', ' ')}"
    if step.step == "announced" and step.note:
        # What was announced may be joining or leaving; the note says which.
        title += f" ({step.note})" if len(step.note) <= LONGEST_NOTE else f" ({_cut(step.note)})"
    return Happening(step.start, "step", title, step.note, step.iso3, name, step.source)


def _cut(note: str) -> str:
    """Cut a note after its first clause, or at a word."""
    clause = note.split(";")[0]
    return clause if len(clause) <= LONGEST_NOTE else f"{clause[:LONGEST_NOTE].rsplit(' ', 1)[0]} …"
