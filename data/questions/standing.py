"""Where a country stands in an agreement and what is special about it, read from the facts."""

from collections.abc import Callable, Iterator
from datetime import date

import pandas as pd

from data.eligibility import load_rules
from data.facts import Event, Facts, Step
from data.filters import Filters
from data.questions.case import Case, Said
from data.questions.case_belonging import belonging, events
from data.questions.case_order import order, region
from data.questions.case_relations import relations, relations_before
from data.questions.case_steps import pace, reading, standing

CLAIM = "special"
# What tells the country from others comes first; what it shares with many, last.
TOLD: tuple[Callable[[Case], Iterator[Said]], ...] = (
    standing,
    relations,
    relations_before,
    order,
    region,
    pace,
    belonging,
    reading,
    events,
)
ROW_COLUMNS = "agreement iso3 name step date end_date precision note source confidence".split()


def special(facts: Facts, filters: Filters, today: date) -> pd.DataFrame:
    """Say how the country in focus stands in the agreement, and what is special about it.

    Shape: one row per sentence, the most telling first: claim (special:<id>), sentence, table
    (steps, relations, joiners, memberships or events: what stands behind it), rows (int64, how
    many). Every sentence is read from the facts as they were known on the chosen day; a step that
    is not recorded is said not to be, never that it did not happen.
    Source: memberships.csv, events.csv, agreement_parts.csv, eligibility.csv.
    """
    said = told(facts, filters, today)
    frame = pd.DataFrame(
        [(_id(one), one.sentence, one.table, len(one.behind) + len(one.rules)) for one in said],
        columns=["claim", "sentence", "table", "rows"],
    )
    return frame.astype({"claim": "str", "sentence": "str", "table": "str", "rows": "int64"})


def told(facts: Facts, filters: Filters, today: date) -> list[Said]:
    """Return the sentences with the facts behind them."""
    return told_of(Case.of(facts, filters, today))


def told_of(case: Case) -> list[Said]:
    """Return the sentences on a case."""
    return [said for tell in TOLD for said in tell(case)]


def standing_rows(facts: Facts, filters: Filters, claim: str, today: date) -> pd.DataFrame:
    """Return the facts behind a sentence.

    claim: as special gives it; one that says nothing here has no rows.
    Shape: one row per fact: agreement (short name), iso3, name, step (or event, or rule for who
    may join), date, end_date (partial), precision, note, source, confidence.
    """
    found = [one for one in told(facts, filters, today) if _id(one) == claim]
    rows = [_row(facts, fact) for one in found for fact in one.behind]
    rows += [_rule(facts, filters.subject(), name) for one in found for name in one.rules]
    return pd.DataFrame(rows, columns=ROW_COLUMNS, dtype="str")


def _id(said: Said) -> str:
    return f"{CLAIM}:{said.claim}"


def _row(facts: Facts, fact: Step | Event) -> tuple[str, ...]:
    if isinstance(fact, Event):
        codes = fact.iso3s.split(";")
        names = ", ".join(facts.country_names[iso3] for iso3 in codes)
        note = f"{fact.title}: {fact.description}"
        return ("", fact.iso3s, names, "event", fact.date, "", "", note, fact.source, "")
    return (
        facts.agreement_names[fact.agreement_id],
        fact.iso3,
        facts.country_names[fact.iso3],
        fact.step,
        fact.start,
        fact.end,
        fact.precision,
        fact.note,
        fact.source,
        fact.confidence,
    )


def _rule(facts: Facts, iso3: str, agreement: str) -> tuple[str, ...]:
    rule, name = load_rules()[agreement], facts.country_names[iso3]
    return (
        facts.agreement_names[agreement],
        iso3,
        name,
        "rule",
        "",
        "",
        "",
        rule.sentence,
        rule.source,
        "",
    )
