"""How a country stands on a day: one function from dated steps to a status, one per reading."""

from collections.abc import Iterable, Sequence
from datetime import date

from data.days import first_day, last_day
from data.facts import Step

LEAVING = ("withdrawn", "relations_severed")
# Steps towards being in, nearest first; the broad reading counts any of them.
JOINING = ("member", "in_force", "acceded", "ratified", "signed", "announced")
# Status words for states that are not the counting step, the strongest first.
STANDING = {
    "member": "member",
    "in_force": "in_force",
    "acceded": "ratified",
    "ratified": "ratified",
    "signed": "signed",
    "announced": "announced",
    "witness": "witness",
    "partner": "partner",
    "observer": "observer",
}
COUNTED_AS = {"relations_established": "relations", "signed": "signed"}
STATUSES = (
    "member",
    "in_force",
    "relations",
    "ratified",
    "signed",
    "unsettled",
    "suspended",
    "announced",
    "witness",
    "partner",
    "observer",
    "left",
    "none",
)


def status_on(steps: Sequence[Step], day: date, counting: str) -> tuple[str, Step | None]:
    """Return a country's status on a day and the step behind it.

    A step dated to a year or month holds for certain from the last day it may mean; on the days
    between, a counting step reads `unsettled`. A suspended country reads so, and stays a member.
    """
    certain = [step for step in steps if step.certain(day)]
    counted = [step for step in certain if step.step == counting]
    paused = [step for step in certain if step.step == "suspended"]
    if paused:
        return "suspended", paused[-1]
    if counted:
        return _counted_status(counted[-1], certain, counting)
    gone = [step for step in certain if step.step in LEAVING]
    if not gone:
        unsure = [step for step in steps if step.step == counting and step.possible(day)]
        if unsure:
            return "unsettled", unsure[-1]
    for word, status in STANDING.items():
        for step in certain:
            if step.step == word and not _undone(step, gone):
                return status, step
    return ("left", gone[-1]) if gone else ("none", None)


def is_member(steps: Sequence[Step], day: date, counting: str, reading: str) -> bool:
    """Say whether a country is in on a day: strict by the counting step, broad by any joining."""
    if any(step.step == counting and step.certain(day) for step in steps):
        return True
    if reading == "strict":
        return False
    gone = [step for step in steps if step.step in LEAVING and step.certain(day)]
    return any(
        step.possible(day) and not _undone(step, gone) and not is_notice(step, steps, counting)
        for step in steps
        if step.step in JOINING or step.step == counting
    )


def entry_step(steps: Sequence[Step], day: date, counting: str) -> Step | None:
    """Return the counting step by which a country is in on a day, the latest if there are many."""
    counted = [step for step in steps if step.step == counting and step.certain(day)]
    return counted[-1] if counted else None


def counted_statuses(counting: str, reading: str) -> tuple[str, ...]:
    """Return the statuses that make a member in a reading, for agreements that count a step."""
    strict = {
        "signed": ("relations", "ratified", "signed"),
        "relations_established": ("relations",),
    }.get(counting, (counting,))
    broad = ("announced", "signed", "ratified", "unsettled") if reading == "broad" else ()
    return tuple(dict.fromkeys((*strict, "suspended", *broad)))


def turning_days(steps: Sequence[Step]) -> list[date]:
    """Return the days on which a status may change, in order."""
    days: set[date] = set()
    for step in steps:
        days |= {step.earliest, step.surely_begun}
        if step.end:
            days |= {first_day(step.end), last_day(step.end)}
    return sorted(days)


def _counted_status(step: Step, certain: Sequence[Step], counting: str) -> tuple[str, Step]:
    if not step.start:
        return "unsettled", step
    if counting == "signed":
        for word, status in (("relations_established", "relations"), ("ratified", "ratified")):
            for further in certain:
                if further.step == word:
                    return status, further
    return COUNTED_AS.get(counting, counting), step


def is_notice(step: Step, steps: Sequence[Step], counting: str) -> bool:
    """Say whether a member announced something: that can only be its leaving."""
    if step.step != "announced" or not step.start:
        return False
    told = first_day(step.start)
    return any(other.step == counting and other.certain(told) for other in steps)


def _undone(step: Step, gone: Iterable[Step]) -> bool:
    """Say whether a later leaving ended a step that its own row leaves open."""
    return any(left.start >= step.start for left in gone)
