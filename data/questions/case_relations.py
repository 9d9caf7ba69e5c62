"""Relations with the counterpart of an agreement, in sentences: since when, and who had them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from data.days import in_words
from data.facts import Step, counting_step
from data.questions.case import RELATIONS, Case, Said, apart, on
from data.questions.status import is_member
from data.with_article import capital

SEVERED = "relations_severed"


def relations(case: Case) -> Iterator[Said]:
    """Say since when the country has relations with the counterpart, or that it has none."""
    if not case.record or case.country in case.counterparts or case.record == case.agreement:
        return
    steps = case.steps_of(case.record, case.country)
    whom = case.names(case.counterparts)
    yield Said("relations", f"{capital(_history(case, steps, whom))}.", "relations", steps)


def _history(case: Case, steps: Sequence[Step], whom: str) -> str:
    status, behind = case.status(case.record, case.country)
    if status == "relations" and behind:
        return _since(case, steps, behind, whom)
    if status == "unsettled":
        return f"it has relations with {whom}; since when is not settled"
    if status == "left" and behind:
        begun = [step for step in steps if step.step == RELATIONS and step.start]
        first = f"begun {on(begun[0].start)}, " if begun else ""
        return f"its relations with {whom}, {first}were broken off {on(behind.start)}"
    none = f"no relations with {whom} are recorded up to {case.known_words}"
    less = "; ".join(step.in_words() for step in steps)
    return f"{none}; short of that: {less}" if less else none


def _since(case: Case, steps: Sequence[Step], behind: Step, whom: str) -> str:
    before = _before_the_step(case, behind)
    broken = [step for step in steps if step.step == SEVERED and step.start]
    if not broken:
        return f"it has had relations with {whom} since {in_words(behind.start)}{before}"
    times = "" if len(broken) == 1 else f", after {len(broken)} breaks"
    return (
        f"it broke off relations with {whom} {on(broken[-1].start)} and has had them again since "
        f"{in_words(behind.start)}{times}{before}"
    )


def _before_the_step(case: Case, behind: Step) -> str:
    """Say how long before or after the first step relations began; "" without one."""
    first = case.first_steps.get(case.country)
    if first is None or not first.start:
        return ""
    if first.start == behind.start:
        return ", the day of its first step" if first.precision == "day" else ""
    earlier, later = sorted((first.start, behind.start))
    length = apart(earlier, later)
    word = "before" if behind.start < first.start else "after"
    return f", {length} {word} its first step" if length else ""


def relations_before(case: Case) -> Iterator[Said]:
    """Say who had relations with the counterpart the day before taking its first step."""
    if not case.record or case.record == case.agreement or not case.first_steps:
        return
    had = {iso3: _had(case, iso3, step) for iso3, step in case.first_steps.items()}
    own = had.pop(case.country, None)
    if not had:
        return
    whom = case.names(case.counterparts)
    with_them = [iso3 for iso3, has in had.items() if has]
    settled = sum(has is not None for has in had.values())
    if own is None:
        sentence = _of_all(case, with_them, settled, whom)
    else:
        lead = f"The day before its first step it had {'' if own else 'no '}relations with {whom}"
        sentence = f"{lead}; {(_so_had if own else _nor_had)(case, with_them, settled)}"
    if unsettled := len(had) - settled:
        sentence += f"; for {unsettled} it is not settled"
    behind = [
        step
        for iso3, first in case.first_steps.items()
        for step in (first, *case.steps_of(case.record, iso3))
    ]
    yield Said("relations_before", f"{sentence}.", "relations", tuple(behind))


def _of_all(case: Case, with_them: Sequence[str], settled: int, whom: str) -> str:
    some = f"{len(with_them)} ({case.names(with_them)})" if with_them else "none"
    if len(with_them) == settled > 1:
        some = "all"
    other = "other " if case.country in case.first_steps else ""
    countries = f"{settled} {other}{'country' if settled == 1 else 'countries'}"
    return (
        f"Of {countries} that took a step towards {case.called}, {some} had relations with {whom} "
        "the day before its first"
    )


def _so_had(case: Case, with_them: Sequence[str], settled: int) -> str:
    others = _others(settled)
    if not with_them:
        return f"none of {others} had them the day before theirs"
    if len(with_them) == settled:
        return f"so had all of {others} the day before theirs"
    return f"so had {len(with_them)} of {others} the day before theirs ({case.names(with_them)})"


def _nor_had(case: Case, with_them: Sequence[str], settled: int) -> str:
    others = _others(settled)
    if not with_them:
        return f"nor had any of {others} the day before theirs"
    if len(with_them) == settled:
        return f"all of {others} had them the day before theirs"
    without = settled - len(with_them)
    return f"nor had {without} of {others} the day before theirs; {case.names(with_them)} had"


def _others(number: int) -> str:
    return f"the {number} others that took one" if number > 1 else "the one other that took one"


def _had(case: Case, iso3: str, first: Step) -> bool | None:
    """Say whether a country had relations the day before its first step; None: not settled."""
    if not first.start:
        return None
    steps = case.steps_of(case.record, iso3)
    days = {first.earliest, first.surely_begun}
    said = {_had_on(case, steps, day - timedelta(days=1)) for day in days}
    return said.pop() if len(said) == 1 else None


def _had_on(case: Case, steps: Sequence[Step], day: date) -> bool | None:
    counting = counting_step(case.record)
    if is_member(steps, day, counting, "strict"):
        return True
    unsure = any(step.step == counting and step.possible(day) for step in steps)
    return None if unsure else False
