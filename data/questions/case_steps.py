"""How a country stands in an agreement, in sentences: its steps, what is missing, how fast."""

from collections.abc import Iterator

from data.days import first_day
from data.facts import KNOWN_UNTIL, Step
from data.parts import COUNTERPART
from data.questions.case import RELATIONS, Case, Said
from data.questions.status import is_notice
from data.with_article import capital, listed

NOUNS = {
    "announced": "announcement",
    "signed": "signing",
    "ratified": "ratification",
    "in_force": "entry into force",
    "member": "membership",
    RELATIONS: "relations",
}
# Once a country left, what it has not done is no news.
GONE = ("left", "suspended")


def standing(case: Case) -> Iterator[Said]:
    """Say the steps on record, and that the next one is not."""
    if not case.steps:
        said = [_lead(case)]
        if case.part != COUNTERPART:
            said = [f"{said[0]}: no step is recorded up to {case.known_words}"]
    else:
        said = [f"{_lead(case)}: {listed([step.in_words() for step in case.steps])}"]
        if missing := _missing(case):
            verb = "are" if missing == NOUNS[RELATIONS] else "is"
            said.append(f"no {missing} {verb} recorded up to {case.known_words}")
    yield Said("standing", f"{capital('; '.join(said))}.", "steps", case.steps)


def _lead(case: Case) -> str:
    if case.part:
        relation = "the counterpart in" if case.part == COUNTERPART else "a sponsor of"
        return f"{case.name} is {relation} {case.called}"
    return f"{case.name} {'and' if case.counting == RELATIONS else 'in'} {case.called}"


def _missing(case: Case) -> str:
    """Name the step that would count, or the ratification that some of the others have."""
    if case.part or case.status(case.agreement, case.country)[0] in GONE:
        return ""
    if not case.is_in(case.agreement, case.country, "strict"):
        # A date that is not settled leaves open whether the step was taken, so none is missed.
        return "" if _took(case, case.counting) else NOUNS[case.counting]
    others = {
        step.step
        for iso3 in case.first_steps
        if iso3 != case.country
        for step in case.steps_of(case.agreement, iso3)
    }
    own = {step.step for step in case.steps}
    return "ratification" if case.counting == "signed" and "ratified" in others - own else ""


def reading(case: Case) -> Iterator[Said]:
    """Say where the two readings of membership differ for the country."""
    if case.is_in(case.agreement, case.country, "strict") or not case.is_in(
        case.agreement, case.country, "broad"
    ):
        return
    settled = " on a settled day" if _took(case, case.counting) else ""
    yield Said(
        "reading",
        "It counts as in by the broad reading, and not by the strict one, which needs the step "
        f"“{case.counting.replace('_', ' ')}”{settled}.",
        "steps",
        case.steps,
    )


def _took(case: Case, word: str) -> bool:
    return any(step.step == word for step in case.steps)


def pace(case: Case) -> Iterator[Said]:
    """Say how long the announcement preceded the step that counts, beside that of the others."""
    own = _announced_and_counted(case, case.country)
    others = [
        (iso3, pair)
        for iso3 in case.first_steps
        if iso3 != case.country and all(pair := _announced_and_counted(case, iso3))
    ]
    if not own[0] or not others:
        return
    noun = NOUNS[case.counting]
    days = sorted(_days(*pair) for _, pair in others)
    beside = _days_in_words(days[0]) if days[0] == days[-1] else f"{days[0]} to {days[-1]:,} days"
    if own[1]:
        sentence = (
            f"{capital(_days_in_words(_days(*own)))} lay between announcement and {noun}; for "
            f"{_others(len(others))} {beside}."
        )
    elif case.is_in(case.agreement, case.country, "strict"):
        return
    else:
        waited = (case.known - first_day(own[0].start)).days
        sentence = (
            f"{_days_in_words(waited)} after the announcement, on {case.known_words}, no {noun} "
            f"is recorded; {_others(len(others))} that {'has' if len(others) == 1 else 'have'} "
            f"both took {beside}."
        )
    behind = [step for pair in (own, *(pair for _, pair in others)) for step in pair if step]
    yield Said("pace", capital(sentence), "steps", tuple(behind))


def _others(number: int) -> str:
    return "the one other" if number == 1 else f"the {number} others"


def _announced_and_counted(case: Case, iso3: str) -> tuple[Step | None, Step | None]:
    """Return the announcement, and the counting step that followed it; both known to the day."""
    steps = case.steps_of(case.agreement, iso3)
    exact = [step for step in steps if step.precision == "day"]
    told = next(
        (
            step
            for step in exact
            if step.step == "announced" and not is_notice(step, steps, case.counting)
        ),
        None,
    )
    if told is None or first_day(told.start) > KNOWN_UNTIL:
        return None, None
    counted = [step for step in exact if step.step == case.counting and step.start >= told.start]
    return told, counted[0] if counted else None


def _days(told: Step, counted: Step) -> int:
    return (first_day(counted.start) - first_day(told.start)).days


def _days_in_words(days: int) -> str:
    return "1 day" if days == 1 else f"{days:,} days"
