"""In which order countries came to an agreement, in sentences: the n-th, the first of a region."""

from collections.abc import Iterator, Sequence

from data.days import last_day
from data.facts import Step
from data.questions.case import Case, Said, apart, on

MEMBER = "member"


def order(case: Case) -> Iterator[Said]:
    """Say as which country it took its first step, and after whom."""
    own = case.first_steps.get(case.country)
    if own is None:
        yield from _so_far(case)
        return
    came = "became a member" if _only_members(case) else "took its first step"
    sentence = _place_in_order(case, own) if own.start else f"When it {came} is open"
    yield Said("order", f"{sentence}.", "joiners", tuple(case.first_steps.values()))


def _only_members(case: Case) -> bool:
    """Say whether those that took a step are members, and were so in the order of first steps.

    The order is that around the country's own first step, or around the latest one of all.
    """
    taken = list(case.first_steps.values())
    own = case.first_steps.get(case.country, taken[-1])
    before = [step for step in taken if step.surely_begun < own.earliest]
    if {step.step for step in (own, *before[-1:])} != {MEMBER}:
        return False
    return all(
        step.step == MEMBER or _joined_before(case, iso3, own)
        for iso3, step in case.first_steps.items()
    )


def _joined_before(case: Case, iso3: str, own: Step) -> bool:
    steps = case.steps_of(case.agreement, iso3)
    return any(step.step == MEMBER and step.surely_begun < own.earliest for step in steps)


def _to_take(case: Case) -> str:
    if _only_members(case):
        return f"become a member of {case.called}"
    return f"take a step towards {case.called}"


def _taken(case: Case, number: int) -> str:
    """Write what a number of countries did, after has or have."""
    if _only_members(case):
        return f"become {'members' if number > 1 else 'a member'} of {case.called}"
    return f"taken a step towards {case.called}"


def _place_in_order(case: Case, own: Step) -> str:
    before, same, unsure = _placed(case, own, list(case.first_steps))
    total = len(case.first_steps)
    if total == 1:
        return f"It is the only country that has {_taken(case, 1)}"
    first = nth(len(before) + 1)
    if unsure:
        last = nth(len(before) + len(same) + len(unsure) + 1)
        return f"It was between the {first} and the {last} of {total} countries to {_to_take(case)}"
    if same:
        after = f"after {len(before)} others" if before else "the day of the very first"
        took = "became members of" if _only_members(case) else "took their first step towards"
        return (
            f"It was one of {len(same) + 1} countries that {took} {case.called} {on(own.start)}, "
            f"{after}; {total} have by now"
        )
    return f"It was the {first} of {total} countries to {_to_take(case)}{_after(case, own, before)}"


def _after(case: Case, own: Step, before: Sequence[str]) -> str:
    latest = _latest(case, before)
    length = apart(case.first_steps[latest[0]].start, own.start) if latest else ""
    return f", {length} after {case.names(latest, most=3)}" if length else ""


def _latest(case: Case, countries: Sequence[str]) -> list[str]:
    """Return which of some countries took their first step last, of those whose day is known."""
    days = {iso3: case.first_steps[iso3].start for iso3 in countries}
    last = max(filter(None, days.values()), key=lambda start: (last_day(start), start), default="")
    return [iso3 for iso3, start in days.items() if start and start == last]


def _so_far(case: Case) -> Iterator[Said]:
    """Say who took a step, for a country that took none."""
    first = case.first_steps
    if not first:
        return
    countries = "1 country has" if len(first) == 1 else f"{len(first)} countries have"
    sentence = f"{countries} {_taken(case, len(first))}"
    if latest := _latest(case, list(first)):
        which = "the latest first step" if len(first) > 1 else "its first"
        came = "the latest was" if _only_members(case) else f"{which} was that of"
        sentence += f"; {came} {case.names(latest, most=3)}, {on(first[latest[0]].start)}"
    yield Said("order", f"{sentence}.", "joiners", tuple(first.values()))


def region(case: Case) -> Iterator[Said]:
    """Say that it was the first of its region or subregion, or who else there took a step.

    The first of all, and those that founded it together, are not first of a region beside.
    """
    own = case.first_steps.get(case.country)
    if own is None:
        yield from _neighbours(case)
        return
    if not own.start or not _placed(case, own, list(case.first_steps))[0]:
        return
    for column in ("region", "subregion"):
        place, there = _place(case, column)
        others = [iso3 for iso3 in there if iso3 in case.first_steps and iso3 != case.country]
        before, same, unsure = _placed(case, own, others)
        if before or unsure or len(there) == 1:
            continue
        sentence = f"It was the first of the {len(there)} countries of {place} to {_to_take(case)}"
        if same:
            sentence += f", on the same day as {case.names(same)}"
        elif not others:
            sentence += ", and is the only one so far"
        taken = [case.first_steps[iso3] for iso3 in (case.country, *others)]
        yield Said("region", f"{sentence}.", "joiners", tuple(taken))
        return


def _neighbours(case: Case) -> Iterator[Said]:
    place, there = _place(case, "subregion")
    others = [iso3 for iso3 in there if iso3 != case.country]
    taken = [iso3 for iso3 in case.first_steps if iso3 in others]
    if len(others) < 2 or not case.first_steps:
        return
    some = f"{len(taken)} ({case.names(taken)})" if taken else "none"
    verb = "has" if len(taken) <= 1 else "have"
    sentence = (
        f"Of the {len(others)} other countries of {place}, {some} {verb} "
        f"{_taken(case, len(taken))}."
    )
    yield Said("region", sentence, "joiners", tuple(case.first_steps[iso3] for iso3 in taken))


def _place(case: Case, column: str) -> tuple[str, list[str]]:
    """Return the country's region or subregion, and the codes of the countries there."""
    places = case.scene.places[column]
    name = places[case.country]
    return name, [iso3 for iso3, place in places.items() if place == name]


def _placed(case: Case, own: Step, others: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Return who surely took a first step before, who on the very day, and of whom it is unsure."""
    before, same, unsure = [], [], []
    for iso3 in others:
        theirs = case.first_steps[iso3]
        if iso3 == case.country or theirs.earliest > own.surely_begun:
            continue
        if theirs.surely_begun < own.earliest:
            before.append(iso3)
        elif theirs.start == own.start and own.precision == "day":
            same.append(iso3)
        else:
            unsure.append(iso3)
    return before, same, unsure


def nth(number: int) -> str:
    """Write a place in an order: 1st, 2nd, 13th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number:,}{ending or 'th'}"
