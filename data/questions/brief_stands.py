"""The first sentences of a brief: how the country stands in the agreement, and what is special."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from data.days import in_words
from data.facts import Event, Facts, Step
from data.questions.brief_parts import STANDS, Reference, Sentence
from data.questions.case import RELATIONS, Case, Said, on
from data.questions.claims import claim_of
from data.questions.status import is_notice
from data.source_links import first_address, source_name
from data.with_article import capital, listed

STANDING = "standing"
# What is told next, of a country that took a step and of one that did not; of each, the first
# that says something.
JOINED = (("relations",), ("region", "order"), ("distinct", "pace"))
NOT_JOINED = (("relations",), ("region", "order"), ("events", "order"))
# How a sentence begins with a step, and how it goes on with one; {0} and {1} are the country and
# the agreement.
BEGINS = {
    "announced": "{0} joining {1} was announced",
    "signed": "{0} signed {1}",
    "ratified": "{0} ratified {1}",
    "acceded": "{0} acceded to {1}",
    "in_force": "{1} entered into force for {0}",
    "member": "{0} became a member of {1}",
    "observer": "{0} became an observer in {1}",
    "partner": "{0} became a partner of {1}",
    "witness": "{0} witnessed the signing of {1}",
    RELATIONS: "{0} established relations under {1}",
    "suspended": "{0} was suspended from {1}",
    "withdrawn": "{0} withdrew from {1}",
    "relations_severed": "{0} broke off relations",
}
GOES_ON = {
    "announced": "the next step was announced",
    "signed": "it signed",
    "ratified": "it ratified",
    "acceded": "it acceded",
    "in_force": "it entered into force",
    "member": "it became a member",
    "observer": "it became an observer",
    "partner": "it became a partner",
    "witness": "it witnessed the signing",
    RELATIONS: "relations were established",
    "suspended": "it was suspended",
    "withdrawn": "it withdrew",
    "relations_severed": "relations were broken off",
}

LEAVING = "leaving was announced"


def stands(case: Case, said: Mapping[str, Said]) -> Iterator[Sentence]:
    """Say how the country stands, and what is most special about it.

    said: what the facts say, by claim, as data.questions.standing.told has it.
    """
    yield Sentence(STANDS, _standing(case, said[STANDING].sentence), claim_of("special", STANDING))
    order = JOINED if case.country in case.first_steps else NOT_JOINED
    for names in order:
        if name := next((name for name in names if name in said), ""):
            yield Sentence(STANDS, said[name].sentence, claim_of("special", name))


def facts_behind(facts: Facts, said: Said) -> Iterator[Reference]:
    """Yield the sources of the facts that a sentence rests on."""
    for one in said.behind:
        if isinstance(one, Event):
            what = f"{one.title}, {in_words(one.date)}"
        else:
            agreement, country = facts.agreement_names[one.agreement_id], one.iso3
            what = f"{agreement}, {facts.country_names[country]}: {one.in_words()}"
        source = source_name(one.source)
        yield Reference(f"{source} {what}", source, title=what, url=first_address(one.source) or "")


def _standing(case: Case, said: str) -> str:
    """Tell the steps as a sentence; said: the same as the list of what is special has it."""
    if case.part:
        return said
    if not case.steps:
        return f"No step of {case.name} towards {case.called} is recorded up to {case.known_words}."
    days = [list(same) for _, same in groupby(case.steps, lambda step: step.start)]
    told = [_told(case, steps) for steps in days]
    told[0] = _begun(case, days[0][0]) + told[0].removeprefix(GOES_ON[days[0][0].step])
    _, missing, what = said.rpartition("; no ")
    clauses = ", and ".join(filter(None, (", ".join(told[:-1]), told[-1])))
    return f"{capital(clauses)}{f'; no {what}' if missing else '.'}"


def _told(case: Case, steps: list[Step]) -> str:
    """Tell steps of one day."""
    verbs = [
        LEAVING if is_notice(step, case.steps, case.counting) else GOES_ON[step.step]
        for step in steps
    ]
    return f"{listed(verbs)} {on(steps[0].start)}{_until(case, steps[0])}"


def _until(case: Case, step: Step) -> str:
    """Say when a state ended, where no further step says so."""
    ended = step.end and step.end not in {other.start for other in case.steps}
    return f" (until {in_words(step.end)})" if ended else ""


def _begun(case: Case, first: Step) -> str:
    """Return how the first clause begins, with the country and the agreement."""
    if first.step == RELATIONS and case.counting == RELATIONS:
        return f"{case.name} established {case.called}"
    of = "’" if case.name.endswith("s") else "’s"
    name = f"{case.name}{of}" if first.step == "announced" else case.name
    return BEGINS[first.step].format(name, case.called)
