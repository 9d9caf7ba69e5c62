"""What else a country belongs to, in sentences, beside what the members of an agreement do."""

from collections.abc import Iterator, Mapping, Sequence

from data.days import first_day, in_words
from data.facts import Step, counting_step
from data.parts import COUNTERPART, SPONSOR, having
from data.questions.case import RELATIONS, Case, Said
from data.questions.status import entry_step
from data.with_article import listed


class Portfolio:
    """The members of every other agreement on the day; having relations is no membership."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.members: Mapping[str, set[str]] = {
            name: members
            for name, members in case.scene.members.items()
            if name != case.agreement and counting_step(name) != RELATIONS
        }
        # The smallest first: few share them, so they tell most.
        self.order = sorted(self.members, key=lambda name: (len(self.members[name]), name))
        self.own = self.shared_by(case.country)

    def shared_by(self, *countries: str) -> list[str]:
        """Return the agreements that all of some countries are in, the smallest first."""
        return [name for name in self.order if self.members[name].issuperset(countries)]

    def titles(self, agreements: Sequence[str], joiner: str = "and") -> str:
        """List agreements within a sentence."""
        return listed([self.case.titled(name) for name in agreements], joiner)

    def steps(self, agreements: Sequence[str], *countries: str) -> tuple[Step, ...]:
        """Return the steps by which countries stand in agreements."""
        found = (self._step(name, iso3) for name in agreements for iso3 in countries)
        return tuple(step for step in found if step)

    def _step(self, name: str, iso3: str) -> Step | None:
        steps = self.case.steps_of(name, iso3)
        entry = entry_step(steps, self.case.day, counting_step(name))
        return entry or self.case.status(name, iso3)[1]


def belonging(case: Case) -> Iterator[Said]:
    """Say what else the country is in, and how that differs from what the members are in."""
    portfolio = Portfolio(case)
    yield from _memberships(case, portfolio)
    if case.others_in:
        yield from _distinct(case, portfolio)
        yield from _lacking(case, portfolio)
    yield from _shared(case, portfolio)


def _memberships(case: Case, portfolio: Portfolio) -> Iterator[Said]:
    beside = {
        name: status.replace("_", " ")
        for name in portfolio.order
        if name not in portfolio.own
        and (status := case.status(name, case.country)[0]) not in ("none", "left")
    }
    total = len(portfolio.order)
    sentence = (
        f"It is in {len(portfolio.own)} of the {total} other agreements recorded here: "
        f"{portfolio.titles(portfolio.own)}"
        if portfolio.own
        else f"It is in none of the {total} other agreements recorded here"
    )
    if beside:
        words = [f"{case.titled(name)} ({status})" for name, status in beside.items()]
        sentence += f"; short of that: {listed(words)}"
    behind = portfolio.steps([*portfolio.own, *beside], case.country)
    yield Said("memberships", f"{sentence}.", "memberships", behind)


def _distinct(case: Case, portfolio: Portfolio) -> Iterator[Said]:
    """Say what it is in and no other member is."""
    alone = [
        name for name in portfolio.own if not portfolio.members[name].intersection(case.others_in)
    ]
    if alone:
        yield Said(
            "distinct",
            f"It is in {portfolio.titles(alone)}; {_none_of(case)}.",
            "memberships",
            portfolio.steps(alone, case.country),
        )


def _none_of(case: Case) -> str:
    if len(case.others_in) == 1:
        other = "other " if case.is_in(case.agreement, case.country) else ""
        return f"{case.named(case.others_in[0])}, the only {other}member of {case.called}, is not"
    return f"none of {_members(case)} is"


def _members(case: Case) -> str:
    other = "other " if case.is_in(case.agreement, case.country) else ""
    of = "members of" if case.counting != RELATIONS else "countries with"
    return f"the {len(case.others_in)} {other}{of} {case.called}"


def _lacking(case: Case, portfolio: Portfolio) -> Iterator[Said]:
    """Say what most members are in and the country is not, apart what it could not join."""
    if len(case.others_in) < 2:
        return
    inside = {
        name: len(portfolio.members[name].intersection(case.others_in))
        for name in portfolio.order
        if name not in portfolio.own
    }
    most = sorted(
        (name for name, count in inside.items() if 2 * count > len(case.others_in)),
        key=lambda name: -inside[name],
    )
    if not most:
        return
    can = [name for name in most if case.country in case.scene.open_to[name]]
    cannot = [name for name in most if name not in can]

    def counted(names: Sequence[str]) -> str:
        return listed([f"{case.titled(name)} ({inside[name]})" for name in names])

    words = f"More than half of {_members(case)} are in {counted(can or cannot)}"
    words += ", and it is not" if can else ", which it could not join"
    if can and cannot:
        words += f"; likewise in {counted(cannot)}, which it could not join"
    behind = portfolio.steps(most, *case.others_in)
    yield Said("lacking", f"{words}.", "memberships", behind, tuple(most))


def _shared(case: Case, portfolio: Portfolio) -> Iterator[Said]:
    """Say what it shares with the counterpart and the sponsor."""
    said: dict[str, list[str]] = {}
    for part in (COUNTERPART, SPONSOR):
        for iso3 in having(case.agreement, part):
            if iso3 != case.country:
                said[iso3] = portfolio.shared_by(case.country, iso3)
    if not said or not portfolio.own:
        return
    words = [
        f"with {case.named(iso3)} {portfolio.titles(names) if names else 'none'}"
        for iso3, names in said.items()
    ]
    shared = [name for name in portfolio.own if any(name in names for names in said.values())]
    yield Said(
        "shared",
        f"Of its memberships it shares {'; '.join(words)}.",
        "memberships",
        portfolio.steps(shared, case.country, *said),
    )


def events(case: Case) -> Iterator[Said]:
    """Say how many dated events of the agreement name the country, and the latest."""
    named = [
        event
        for event in case.facts.happened.get(case.agreement, ())
        if case.country in event.iso3s.split(";") and first_day(event.date) <= case.day
    ]
    if not named:
        return
    latest = named[-1]
    count = "1 dated event" if len(named) == 1 else f"{len(named)} dated events"
    names = "names it" if len(named) == 1 else "name it; the latest"
    sentence = (
        f"{count} on record of {case.called} {names}: “{latest.title}” ({in_words(latest.date)})."
    )
    yield Said("events", sentence, "events", tuple(named))
