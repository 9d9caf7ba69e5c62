"""What happened when: dated events of an agreement, the steps that charts mark, a reader's own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pandas as pd

from data.corpus import Corpus
from data.days import PRECISIONS, first_day, in_words, last_day
from data.facts import Facts, Step, counting_step
from data.filters import EARLIEST, LATEST, Filters

# Steps worth a mark on a line; ratifications and relations stand in the ladder.
MARKED = ("announced", "signed", "suspended", "withdrawn", "relations_severed")
# Of these the end is worth drawing too: the country is back. A membership is no band, since it
# would tint the whole chart.
LASTING = ("suspended", "withdrawn", "relations_severed")
LONGEST_NOTE = 70
KINDS = {
    "all": ("step", "event", "own"),
    "steps": ("step",),
    "events": ("event", "own"),
    "none": (),
}


class Happening(NamedTuple):
    """A dated step or event: date partial, countries by name, iso3s the same by code.

    end_date: partial; "" where it does not last, or its end is not known.
    """

    date: str
    kind: str
    title: str
    detail: str
    iso3s: str
    countries: str
    source: str
    end_date: str = ""

    @property
    def when(self) -> str:
        """Return the date or the span in words, no finer than it is known."""
        words = in_words(self.date)
        lasts = self.end_date not in ("", self.date)
        return f"{words} to {in_words(self.end_date)}" if lasts else words

    @property
    def drawn(self) -> tuple[date, date] | None:
        """Return the first and last day of its mark; None where it is known to a year alone."""
        if not self.end_date and len(self.date) == PRECISIONS["year"]:
            return None
        return first_day(self.date), last_day(self.end_date or self.date)

    def touches(self, first: date, last: date) -> bool:
        """Say whether it may have happened, or lasted, within these days."""
        return first_day(self.date) <= last and last_day(self.end_date or self.date) >= first


def happenings(facts: Facts, filters: Filters, today: date, *, rows: int) -> pd.DataFrame:
    """List the latest steps and events of the chosen agreement, newest first.

    Shape: at most `rows` rows: date (partial), kind (step or event), title, detail, iso3s (codes
    by ;), countries (names by comma), source; those of the chosen countries only, where some are
    chosen. Source: memberships.csv and events.csv.
    """
    past = [one for one in _all(facts, filters) if first_day(one.date) <= today]
    latest = sorted(past, key=lambda one: one.date, reverse=True)[:rows]
    frame = pd.DataFrame(latest, columns=Happening._fields, dtype="str")
    return frame.drop(columns="end_date")


def within_days(filters: Filters, corpus: Corpus) -> Filters:
    """Return filters with the days of the corpus where they have none."""
    if filters.dates is not None or not (corpus.first_day and corpus.last_day):
        return filters
    # A corpus may be older than what a filter takes; nothing is marked there.
    first, last = max(corpus.first_day, EARLIEST), min(corpus.last_day, LATEST)
    return replace(filters, dates=(first, max(first, last)))


def marks(facts: Facts, filters: Filters, own: pd.DataFrame | None = None) -> pd.DataFrame:
    """Give the steps, events and own events that a chart over time marks.

    own: the reader's events: date, end_date (partial), title, iso3s, source, as
        data.ingest.events_file reads them; one without countries concerns every view.
    Shape: one row per mark in order of day: day, last_day (datetime64; last_day is NaT for a
    single day), kind (step, event or own), label (short), text (hover), when (the date in words,
    as it is known), iso3s, source. Rows that touch the dates are in, whole.
    What lasts is a band from its first to its last possible day. So is what is known to the month,
    as a month is near enough to its day to be seen beside the line. A band over the one year that
    is known would tint a chart and place nothing: its day is NaT, it comes last and is not drawn.
    """
    first, last = filters.dates or (date.min, date.max)
    kinds = KINDS[filters.marks]
    found = [
        one
        for one in (*_all(facts, filters), *_own(own, filters))
        if one.kind in kinds and one.touches(first, last)
    ]
    found.sort(key=lambda one: (one.drawn or (date.max, date.max), one.date))
    spans = [one.drawn or (None, None) for one in found]
    words = {
        "kind": [one.kind for one in found],
        "label": [one.countries if one.kind == "step" else one.title for one in found],
        "text": [one.title for one in found],
        "when": [one.when for one in found],
        "iso3s": [one.iso3s for one in found],
        "source": [one.source for one in found],
    }
    frame = pd.DataFrame(words, dtype="str")
    frame.insert(0, "day", _days(day for day, _ in spans))
    frame.insert(1, "last_day", _days(end if end != day else None for day, end in spans))
    return frame


def _days(days: Iterable[date | None]) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(pd.to_datetime(list(days))).as_unit("s")


def _own(own: pd.DataFrame | None, filters: Filters) -> Iterable[Happening]:
    """Give the reader's events of the chosen countries, and those of no country."""
    if own is None:
        return
    chosen = set(filters.country)
    for row in own.itertuples():
        codes = set(filter(None, row.iso3s.split(";")))
        if not chosen or not codes or chosen & codes:
            yield Happening(row.date, "own", row.title, "", row.iso3s, "", row.source, row.end_date)


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
    end = step.end if step.step in LASTING else ""
    return Happening(step.start, "step", title, step.note, step.iso3, name, step.source, end)


def _cut(note: str) -> str:
    """Cut a note after its first clause, or at a word."""
    clause = note.split(";")[0]
    return clause if len(clause) <= LONGEST_NOTE else f"{clause[:LONGEST_NOTE].rsplit(' ', 1)[0]} …"
