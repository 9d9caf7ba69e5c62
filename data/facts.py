"""The facts the product ships with: agreements, dated steps, events and countries, checked."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from data.days import first_day, in_words, last_day
from data.fact_checks import (
    STEPS,
    check_agreement,
    check_country,
    check_event,
    check_membership,
)

FILES = Path(__file__).parent / "files"

# What counts as being in under the strict reading; every other agreement counts "member".
COUNTING_STEP = {
    "abraham-accords": "signed",
    "artemis-accords": "signed",
    "arab-peace-initiative": "signed",
    "rcep": "in_force",
    "cptpp": "in_force",
    "usmca": "in_force",
    "paris-agreement": "in_force",
    "npt": "in_force",
    "rome-statute": "in_force",
    "israel-relations": "relations_established",
}
# The sources were read up to about this day; later steps may be missing.
KNOWN_UNTIL = date(2026, 9, 30)

COLUMNS = {
    "agreements.csv": (
        "agreement_id name short_name kind founded depositary_or_secretariat description url"
    ).split(),
    "countries.csv": (
        "iso3 iso2 name_en official_name_en region subregion demonym_en capital_en aliases lat lon"
    ).split(),
    "memberships.csv": (
        "agreement_id iso3 step date precision end_date note source confidence"
    ).split(),
    "events.csv": "date agreement_id iso3s title description source".split(),
}
KEYS = {
    "agreements.csv": ("agreement_id",),
    "countries.csv": ("iso3",),
    "memberships.csv": ("agreement_id", "iso3", "step", "date", "end_date"),
    "events.csv": ("date", "agreement_id", "title"),
}


class FactsError(ValueError):
    """A facts file is wrong; the message names file, line and field, and start stops."""


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step of a country; a state that lasts until `end`, or still does.

    start, end: partial dates (YYYY, YYYY-MM or YYYY-MM-DD); "" is not settled, or still open.
    founded: first day of the agreement, before which no state can have begun.
    """

    agreement_id: str
    iso3: str
    step: str
    start: str
    end: str
    precision: str
    note: str
    source: str
    confidence: str
    founded: date = date.min

    def certain(self, day: date) -> bool:
        """Say whether the state surely held on the day, whichever day its dates mean."""
        return self.surely_begun <= day and (not self.end or day < first_day(self.end))

    @property
    def surely_begun(self) -> date:
        """Return the last day on which the state can have begun.

        What the sources tell of had happened when they were read, so a step dated only "2026", or
        not dated at all, is certain from that day.
        """
        if not self.start:
            return KNOWN_UNTIL
        return max(first_day(self.start), min(last_day(self.start), KNOWN_UNTIL))

    def possible(self, day: date) -> bool:
        """Say whether the state may have held on the day."""
        return self.earliest <= day and (not self.end or day < last_day(self.end))

    @property
    def earliest(self) -> date:
        """Return the first day on which the state can have begun."""
        return first_day(self.start) if self.start else self.founded

    def in_words(self) -> str:
        """Write the step as `signed 15 Sep 2020` or `member Jan 1973 to 31 Jan 2020`."""
        words = f"{self.step.replace('_', ' ')} {in_words(self.start)}"
        return f"{words} to {in_words(self.end)}" if self.end else words


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event: date partial, iso3s the codes of the countries it concerns, by ;."""

    date: str
    title: str
    description: str
    iso3s: str
    source: str


@dataclass(frozen=True)
class Facts:
    """The facts as tables, and the steps again as objects.

    agreements, countries, memberships, events: one row as in the file of that name, all text but
    lat and lon. steps: by agreement, then by country, in order of time. happened: events by
    agreement, in order of time.
    """

    agreements: pd.DataFrame
    countries: pd.DataFrame
    memberships: pd.DataFrame
    events: pd.DataFrame
    steps: Mapping[str, Mapping[str, tuple[Step, ...]]]
    happened: Mapping[str, tuple[Event, ...]]
    country_names: Mapping[str, str]
    agreement_names: Mapping[str, str]


def load_facts(folder: Path = FILES) -> Facts:
    """Read and check the four tables. Errors: FactsError for the first fault found."""
    tables = {name: _read(folder / name) for name in COLUMNS}
    agreements = {row["agreement_id"] for _, row in tables["agreements.csv"]}
    countries = {row["iso3"] for _, row in tables["countries.csv"]}
    checks: dict[str, Callable[[dict[str, str]], None]] = {
        "agreements.csv": check_agreement,
        "countries.csv": check_country,
        "memberships.csv": lambda row: check_membership(row, agreements, countries),
        "events.csv": lambda row: check_event(row, agreements, countries),
    }
    for name, rows in tables.items():
        _check_rows(name, rows, checks[name])
    frames = {
        name: pd.DataFrame([row for _, row in rows], columns=COLUMNS[name], dtype="str")
        for name, rows in tables.items()
    }
    lands = frames["countries.csv"].astype({"lat": float, "lon": float})
    return Facts(
        agreements=frames["agreements.csv"],
        countries=lands,
        memberships=frames["memberships.csv"],
        events=frames["events.csv"].sort_values("date", kind="stable", ignore_index=True),
        steps=_steps(
            [row for _, row in tables["memberships.csv"]],
            {row["agreement_id"]: row["founded"] for _, row in tables["agreements.csv"]},
        ),
        happened=_happened([row for _, row in tables["events.csv"]]),
        country_names=dict(zip(lands["iso3"], lands["name_en"], strict=True)),
        agreement_names=dict(
            zip(
                frames["agreements.csv"]["agreement_id"],
                frames["agreements.csv"]["short_name"],
                strict=True,
            )
        ),
    )


def counting_step(agreement: str) -> str:
    """Return the step that makes a country a member under the strict reading."""
    return COUNTING_STEP.get(agreement, "member")


def _read(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            found = reader.fieldnames or []
            for column in COLUMNS[path.name]:
                if column not in found:
                    raise FactsError(
                        f"{path.name}, line 1: the column {column} is missing; "
                        f"expected {', '.join(COLUMNS[path.name])}."
                    )
            return [(reader.line_num, row) for row in reader]
    except FileNotFoundError:
        raise FactsError(f"{path.name} is missing from {path.parent.name}/.") from None
    except UnicodeDecodeError:
        raise FactsError(f"{path.name} is not UTF-8 text; save it again as UTF-8.") from None
    except csv.Error as error:
        raise FactsError(f"{path.name}, line {reader.line_num}: {error}.") from None


def _check_rows(
    name: str, rows: list[tuple[int, dict[str, str]]], check: Callable[[dict[str, str]], None]
) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for line, row in rows:
        if None in row or None in row.values():
            raise FactsError(f"{name}, line {line}: {len(COLUMNS[name])} fields are needed.")
        try:
            check(row)
        except ValueError as error:
            raise FactsError(f"{name}, line {line}, {error}.") from None
        key = tuple(row[column] for column in KEYS[name])
        if key in seen:
            raise FactsError(
                f"{name}, line {line}, field {KEYS[name][0]}: the same "
                f"{' + '.join(KEYS[name])} stands in line {seen[key]}."
            )
        seen[key] = line


def _steps(
    rows: list[dict[str, str]], founded: dict[str, str]
) -> dict[str, dict[str, tuple[Step, ...]]]:
    """Sort steps by first possible day, ties by how far the step goes."""
    found: dict[str, dict[str, list[Step]]] = {agreement: {} for agreement in founded}
    for row in rows:
        step = Step(
            row["agreement_id"],
            row["iso3"],
            row["step"],
            row["date"],
            row["end_date"],
            row["precision"],
            row["note"],
            row["source"],
            row["confidence"],
            first_day(day) if (day := founded[row["agreement_id"]]) else date.min,
        )
        found[step.agreement_id].setdefault(step.iso3, []).append(step)
    return {
        agreement: {
            iso3: tuple(sorted(steps, key=lambda s: (s.start, STEPS.index(s.step))))
            for iso3, steps in by_country.items()
        }
        for agreement, by_country in found.items()
    }


def _happened(rows: list[dict[str, str]]) -> dict[str, tuple[Event, ...]]:
    found: dict[str, list[Event]] = {}
    for row in sorted(rows, key=lambda row: row["date"]):
        event = Event(**{name: row[name] for name in Event.__slots__})
        found.setdefault(row["agreement_id"], []).append(event)
    return {agreement: tuple(events) for agreement, events in found.items()}
