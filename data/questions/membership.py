"""Who belongs to an agreement on a day, by which step, and since when."""

from collections.abc import Iterable
from datetime import date, timedelta
from html import escape
from urllib.parse import urlsplit

import pandas as pd

from data.facts import Facts, Step, counting_step
from data.filters import Filters
from data.questions.status import STATUSES, entry_step, is_member, status_on, turning_days


def membership(facts: Facts, filters: Filters, today: date) -> pd.DataFrame:
    """Say for every country how it stands in the agreement on the chosen day.

    Shape: one row per country of countries.csv, members first, then by status and name.
        iso3       str   ISO 3166-1 alpha-3, with XKX and XSL
        name       str
        status     str   member, in_force, relations, ratified, signed, announced, witness,
                         observer, partner, suspended, left, unsettled (in, day not settled), none
        since      str   partial date since which it is counted in by its counting step; for the
                         others that of the step behind the status; "" where none or not settled
        status_since str partial date of the step behind the status
        precision  str   day, month, year or ""
        member     bool  in the chosen reading; strict needs the counting step on a certain day,
                         broad counts announced and signed steps and uncertain days too
        source     str   where the date was read
        confidence str   checked (source seen) or known (public record)
    Source: memberships.csv. Errors: none of its own; an unknown agreement was refused before.
    """
    day = filters.as_of or today
    by_country = facts.steps.get(filters.agreement, {})
    counting = counting_step(filters.agreement)
    rows = []
    for iso3, name in facts.country_names.items():
        steps = by_country.get(iso3, ())
        status, behind = status_on(steps, day, counting)
        member = is_member(steps, day, counting, filters.membership)
        entry = entry_step(steps, day, counting) or behind
        rows.append(
            (
                iso3,
                name,
                status,
                entry.start if entry else "",
                behind.start if behind else "",
                entry.precision if entry else "",
                member,
                entry.source if entry else "",
                entry.confidence if entry else "",
            )
        )
    frame = pd.DataFrame(
        rows,
        columns="iso3 name status since status_since precision member source confidence".split(),
    )
    return frame.sort_values(
        ["member", "status", "name"],
        key=lambda column: column.map(_rank) if column.name == "status" else column,
        ascending=[False, True, True],
        ignore_index=True,
    )


def _rank(status: str) -> int:
    return STATUSES.index(status)


def ladder(facts: Facts, agreement: str, countries: Iterable[str] = ()) -> pd.DataFrame:
    """List every dated step in an agreement, oldest first, of some countries or of all.

    Shape: one row per step: iso3, name, step, date, end_date, precision, note, source, confidence;
    dates partial, as in memberships.csv.
    """
    chosen = tuple(countries)
    rows = facts.memberships[facts.memberships["agreement_id"] == agreement]
    if chosen:
        rows = rows[rows["iso3"].isin(chosen)]
    rows = rows.assign(name=rows["iso3"].map(facts.country_names))
    columns = "iso3 name step date end_date precision note source confidence".split()
    return rows.sort_values(["date", "name"], ignore_index=True)[columns]


def status_days(facts: Facts, agreement: str) -> pd.DataFrame:
    """Give the whole picture on each day on which some country's status changes.

    Shape: one row per day and country with a status: day (str, ISO), iso3, status; the first day
    is the eve of the first change and holds one row with status none.
    """
    by_country = facts.steps.get(agreement, {})
    counting = counting_step(agreement)
    changes: dict[date, dict[str, str]] = {}
    for iso3, steps in by_country.items():
        last = "none"
        for day in turning_days(steps):
            status = status_on(steps, day, counting)[0]
            if status != last:
                changes.setdefault(day, {})[iso3] = status
                last = status
    rows: list[tuple[str, str, str]] = []
    now: dict[str, str] = {}
    for day in sorted(changes):
        if not rows:
            rows.append(((day - timedelta(days=1)).isoformat(), next(iter(changes[day])), "none"))
        now |= changes[day]
        shown = [(day.isoformat(), iso3, s) for iso3, s in now.items() if s != "none"]
        # A day that leaves nobody with a status still is a picture: an empty one.
        rows += shown or [(day.isoformat(), next(iter(now)), "none")]
    return pd.DataFrame(rows, columns=["day", "iso3", "status"])


def map_countries(facts: Facts, agreement: str) -> pd.DataFrame:
    """Give every country its label point and its steps as hover text.

    Shape: one row per country: iso3, name, lat, lon (degrees), ladder (lines joined by <br>, safe
    to show; "" without steps).
    """
    by_country = facts.steps.get(agreement, {})
    texts = [
        "<br>".join(_rung(step) for step in by_country.get(iso3, ()))
        for iso3 in facts.countries["iso3"]
    ]
    columns = facts.countries[["iso3", "name_en", "lat", "lon"]]
    return columns.rename(columns={"name_en": "name"}).assign(ladder=texts)


def spans(facts: Facts, filters: Filters, today: date) -> pd.DataFrame:
    """Give each country's status as spans of time, for a timeline.

    Shape: one row per country and span: iso3, name, status, start, end (datetime64; NaT for a
    span that is still open today), ordered by first start.
    """
    counting = counting_step(filters.agreement)
    rows = []
    for iso3, steps in facts.steps.get(filters.agreement, {}).items():
        days = [day for day in turning_days(steps) if day <= today]
        for day, after in zip(days, [*days[1:], today], strict=True):
            status = status_on(steps, day, counting)[0]
            same = rows and rows[-1][0] == iso3 and rows[-1][2] == status and rows[-1][4] == day
            if same:
                rows[-1] = (*rows[-1][:4], after)
            elif status != "none" and after >= day:
                rows.append((iso3, facts.country_names[iso3], status, day, after))
    frame = pd.DataFrame(rows, columns=["iso3", "name", "status", "start", "end"])
    frame = frame.astype({"start": "datetime64[s]", "end": "datetime64[s]"})
    frame["end"] = frame["end"].mask(frame["end"] == pd.Timestamp(today))
    first = frame.groupby("iso3")["start"].transform("min")
    return (
        frame.assign(first=first)
        .sort_values(["first", "name", "start"], ignore_index=True)
        .drop(columns="first")
    )


def memberships_of(facts: Facts, iso3: str, today: date, reading: str) -> pd.DataFrame:
    """List every agreement a country takes part in on a day.

    Shape: one row per agreement with a step of the country: agreement, name, status, since and
    status_since (as in membership), member, steps (all its steps in words), source; members first.
    """
    rows = []
    for agreement, name in facts.agreement_names.items():
        steps = facts.steps[agreement].get(iso3, ())
        if not steps:
            continue
        counting = counting_step(agreement)
        status, behind = status_on(steps, today, counting)
        member = is_member(steps, today, counting, reading)
        words = "; ".join(step.in_words() for step in steps)
        entry = entry_step(steps, today, counting) or behind
        since, source = (entry.start, entry.source) if entry else ("", "")
        status_since = behind.start if behind else ""
        rows.append((agreement, name, status, since, status_since, member, words, source))
    frame = pd.DataFrame(
        rows, columns="agreement name status since status_since member steps source".split()
    )
    return frame.sort_values(["member", "name"], ascending=[False, True], ignore_index=True)


def overlap(facts: Facts, filters: Filters, today: date) -> pd.DataFrame:
    """Compare the members of the chosen agreement with those of every other on the chosen day.

    Shape: one row per other agreement: agreement, name, members (int), shared (int), share
    (float, shared / members of the chosen agreement; NA without members), countries (names of the
    shared, by comma); most shared first.
    """
    day = filters.as_of or today
    own = members_on(facts, filters.agreement, day, filters.membership)
    rows = []
    for agreement, name in facts.agreement_names.items():
        if agreement == filters.agreement:
            continue
        theirs = members_on(facts, agreement, day, filters.membership)
        names = sorted(facts.country_names[iso3] for iso3 in own & theirs)
        share = len(names) / len(own) if own else None
        rows.append((agreement, name, len(theirs), len(names), share, ", ".join(names)))
    frame = pd.DataFrame(
        rows, columns=["agreement", "name", "members", "shared", "share", "countries"]
    ).astype({"share": "Float64"})
    return frame.sort_values(["shared", "name"], ascending=[False, True], ignore_index=True)


def members_on(facts: Facts, agreement: str, day: date, reading: str) -> set[str]:
    """Return the codes of the countries that are in on a day."""
    counting = counting_step(agreement)
    return {
        iso3
        for iso3, steps in facts.steps.get(agreement, {}).items()
        if is_member(steps, day, counting, reading)
    }


def _rung(step: Step) -> str:
    """Write a step and where it was read: `signed 15 Sep 2020 (timesofisrael.com)`."""
    host = urlsplit(step.source).netloc.removeprefix("www.")
    return escape(f"{step.in_words()} ({host or 'public record'})", quote=False)
