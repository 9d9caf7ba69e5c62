"""Everything one country takes part in, on one axis of time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from data.days import PRECISIONS, first_day, in_words, last_day
from data.facts import KNOWN_UNTIL, Facts, Step, counting_step
from data.filters import Filters
from data.questions.case import same_subject
from data.questions.occasion import steps_to_the_day
from data.questions.status import COUNTED_AS, LEAVING, STANDING, is_member, status_on, turning_days

SPAN, RANGE, STEP, EVENT = "span", "range", "step", "event"
# Steps that no bar of a status begins with, or whose day matters beside it.
MARKED = ("announced", "witness", "signed", "ratified", "acceded", *LEAVING)


class Drawn(NamedTuple):
    """One thing drawn in the row of an agreement: end None is still open, or a single day."""

    agreement: str
    name: str
    kind: str
    status: str
    member: bool
    start: date
    end: date | None
    when: str
    source: str


def memberships_axis(facts: Facts, filters: Filters, today: date) -> pd.DataFrame:
    """Give all that the country in focus takes part in, for one figure over time.

    Shape: one row per thing drawn, agreement by agreement: the chosen one first, then what is
    about the same, then by first day.
        agreement, name str  id and short name
        kind     str  span (a status surely held), range (days between which a status began or
                      ended, where only month or year is known, or nothing), step (its day), event
                      (the day the page compares around, in the row of the chosen agreement)
        status   str  status of a span or range; the step taken; "" for the event
        member   bool whether a span counts as in, in the chosen reading
        start    datetime64[s]
        end      datetime64[s]  NaT for what still holds, for steps and for the event
        when     str  the date in words, no finer than it is known
        source   str  where it was read; "" for the event and for spans of several sources
    Source: memberships.csv. Of a chosen day in the past, what was known of it then.
    """
    day = filters.as_of or today
    country = filters.subject()
    found = []
    for agreement, by_country in facts.steps.items():
        steps = [step for step in by_country.get(country, ()) if step.earliest <= day]
        at = agreement, facts.agreement_names[agreement]
        spans = _spans(at, steps, day, filters.membership)
        drawn = [*spans, *_ranges(at, steps, day), *_marks(at, steps)]
        found.append(sorted(drawn, key=lambda one: (one.start, one.kind)))
    near = same_subject(filters.agreement)
    found.sort(key=lambda rows: _place(rows, filters.agreement, near))
    rows = [*(row for rows in found for row in rows), *_event(facts, filters, day)]
    frame = pd.DataFrame(rows, columns=Drawn._fields)
    text = dict.fromkeys(("agreement", "name", "kind", "status", "when", "source"), "str")
    return frame.astype({**text, "start": "datetime64[s]", "end": "datetime64[s]"})


def _place(rows: Sequence[Drawn], agreement: str, near: Sequence[str]) -> tuple:
    if not rows:
        return (3,)
    own = rows[0].agreement
    group = 0 if own == agreement else 1 if own in near else 2
    return group, rows[0].start, rows[0].name


def _spans(at: tuple[str, str], steps: Sequence[Step], day: date, reading: str) -> Iterator[Drawn]:
    """Give the country's status as spans; one whose day was never settled is a range."""
    counting = counting_step(at[0])
    days = [turn for turn in turning_days(steps) if turn <= day]
    spans: list[Drawn] = []
    for place, turn in enumerate(days):
        after = days[place + 1] if place + 1 < len(days) else None
        status, behind = status_on(steps, turn, counting)
        if status == "none" or (status == "unsettled" and behind and behind.start):
            continue
        member = is_member(steps, turn, counting, reading)
        if spans and spans[-1][3:5] == (status, member) and spans[-1].end == turn:
            spans[-1] = spans[-1]._replace(end=after)
        else:
            kind, source = RANGE if status == "unsettled" else SPAN, behind.source if behind else ""
            spans.append(Drawn(*at, kind, status, member, turn, after, "", source))
    said = _rough_days(steps)
    for span in spans:
        begun, ended = (said.get(end) or _said(end) for end in (span.start, span.end))
        yield span._replace(when=f"{begun} to {ended}" if span.end else f"since {begun}")


def _rough_days(steps: Sequence[Step]) -> Mapping[date, str]:
    """Return the partial date behind each first or last day that one of these may mean."""
    words: dict[date, str] = {}
    for step in steps:
        for partial in filter(_rough, (step.start, step.end)):
            words[first_day(partial)] = words[last_day(partial)] = in_words(partial)
        if _rough(step.start):
            words[step.surely_begun] = in_words(step.start)
    exact = {end for step in steps for end in (step.start, step.end) if end and not _rough(end)}
    return {day: said for day, said in words.items() if day.isoformat() not in exact}


def _said(day: date | None) -> str:
    return in_words(day.isoformat()) if day else ""


def _ranges(at: tuple[str, str], steps: Sequence[Step], day: date) -> Iterator[Drawn]:
    """Give the days between which each status began or ended, where they are not known."""
    for step in steps:
        status = _status_of(step)
        if _rough(step.start):
            last, when = min(last_day(step.start), KNOWN_UNTIL), f"begun in {in_words(step.start)}"
            yield Drawn(*at, RANGE, status, False, step.earliest, last, when, step.source)
        if _rough(step.end) and first_day(step.end) <= day:
            first, last = first_day(step.end), last_day(step.end)
            when = f"ended in {in_words(step.end)}"
            yield Drawn(*at, RANGE, status, False, first, last, when, step.source)


def _rough(partial: str) -> bool:
    return bool(partial) and len(partial) < PRECISIONS["day"]


def _marks(at: tuple[str, str], steps: Sequence[Step]) -> Iterator[Drawn]:
    for step in steps:
        if step.step in MARKED and step.precision == "day":
            day, when = first_day(step.start), in_words(step.start)
            yield Drawn(*at, STEP, step.step, False, day, None, when, step.source)


def _event(facts: Facts, filters: Filters, known: date) -> Iterator[Drawn]:
    steps = steps_to_the_day(facts, filters.agreement, filters.subject())
    day = filters.event or (first_day(steps[0].start) if steps else None)
    if day and day <= known:
        at = filters.agreement, facts.agreement_names[filters.agreement]
        yield Drawn(*at, EVENT, "", False, day, None, _said(day), "")


def _status_of(step: Step) -> str:
    if step.step in LEAVING:
        return "left"
    if step.step == "suspended":
        return "suspended"
    return STANDING.get(step.step) or COUNTED_AS.get(step.step, step.step)
