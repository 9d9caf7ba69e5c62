"""A country and an agreement on a day: its steps, its part, and the first step of each country."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from data.days import first_day, in_words
from data.eligibility import eligible, load_rules
from data.facts import KNOWN_UNTIL, Event, Facts, Step, counting_step
from data.filters import Filters
from data.parts import COUNTERPART, having, load_parts
from data.questions.membership import members_on
from data.questions.status import JOINING, is_member, is_notice, status_on
from data.with_article import listed, the_agreement, the_country

RELATIONS = "relations_established"


@dataclass(frozen=True)
class Said:
    """A sentence that the facts say, with the facts behind it.

    claim: its id. table: what kind of rows stand behind it: steps, relations, joiners, memberships
    or events. behind: the steps and events that it was read from; none where it says that nothing
    is recorded. rules: agreements whose rule of who may join it rests on.
    """

    claim: str
    sentence: str
    table: str
    behind: tuple[Step | Event, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """An agreement on a day: what is the same whichever country is asked about.

    reading: strict or broad.
    """

    facts: Facts
    agreement: str
    day: date
    reading: str

    def steps_of(self, agreement: str, country: str) -> tuple[Step, ...]:
        """Return the steps that can have begun by the day, in order of time."""
        taken = self.facts.steps.get(agreement, {}).get(country, ())
        return tuple(self._as_known(step) for step in taken if step.earliest <= self.day)

    def _as_known(self, step: Step) -> Step:
        """Return a step without an end that the day did not know yet."""
        return replace(step, end="") if step.end and first_day(step.end) > self.day else step

    @cached_property
    def members(self) -> Mapping[str, set[str]]:
        """The members of every agreement on the day."""
        return {
            name: members_on(self.facts, name, self.day, self.reading)
            for name in self.facts.agreement_names
        }

    @cached_property
    def open_to(self) -> Mapping[str, frozenset[str]]:
        """The countries that could join each agreement."""
        return eligible(self.facts, load_rules())

    @cached_property
    def places(self) -> Mapping[str, Mapping[str, str]]:
        """The region and the subregion of every country."""
        lands = self.facts.countries
        return {
            column: dict(zip(lands["iso3"], lands[column], strict=True))
            for column in ("region", "subregion")
        }

    @cached_property
    def first_steps(self) -> Mapping[str, Step]:
        """The first step towards the agreement of each country that took one, the first first.

        The counterpart joins nobody, and is not among them.
        """
        counterparts = having(self.agreement, COUNTERPART)
        taken = {
            iso3: step
            for iso3 in self.facts.steps.get(self.agreement, {})
            if iso3 not in counterparts and (step := self._first(iso3))
        }
        return dict(sorted(taken.items(), key=lambda item: (item[1].earliest, item[0])))

    def _first(self, iso3: str) -> Step | None:
        steps, counting = self.steps_of(self.agreement, iso3), counting_step(self.agreement)
        own = [
            step
            for step in steps
            if step.step in (*JOINING, counting) and not is_notice(step, steps, counting)
        ]
        return min(own, key=lambda step: (step.earliest, step.surely_begun), default=None)


@dataclass(frozen=True)
class Case:
    """What is known of one country in an agreement on a day."""

    scene: Scene
    country: str

    @classmethod
    def of(cls, facts: Facts, filters: Filters, today: date) -> "Case":
        """Return the case that filters ask for."""
        day = filters.as_of or today
        scene = Scene(facts, filters.agreement, day, filters.membership)
        return cls(scene, filters.subject())

    @property
    def facts(self) -> Facts:
        """All facts."""
        return self.scene.facts

    @property
    def agreement(self) -> str:
        """The id of the agreement."""
        return self.scene.agreement

    @property
    def day(self) -> date:
        """The day of the case."""
        return self.scene.day

    @property
    def first_steps(self) -> Mapping[str, Step]:
        """The first steps of all countries, as the scene has them."""
        return self.scene.first_steps

    @property
    def name(self) -> str:
        """The country within a sentence."""
        return self.named(self.country)

    @property
    def called(self) -> str:
        """The agreement within a sentence."""
        return self.titled(self.agreement)

    @property
    def counting(self) -> str:
        """The step that makes a member."""
        return counting_step(self.agreement)

    @property
    def part(self) -> str:
        """Counterpart or sponsor; "" where the country is one of many."""
        return load_parts().get(self.agreement, {}).get(self.country, "")

    @property
    def known(self) -> date:
        """The last day on which the facts could have told of a step, at most the day itself."""
        return min(self.day, KNOWN_UNTIL)

    @property
    def known_words(self) -> str:
        """The same in words."""
        return in_words(self.known.isoformat())

    def named(self, iso3: str) -> str:
        """Name a country within a sentence."""
        return the_country(self.facts.country_names[iso3])

    def titled(self, agreement: str) -> str:
        """Name an agreement within a sentence."""
        return the_agreement(self.facts.agreement_names[agreement])

    def names(self, countries: Sequence[str], most: int = 12) -> str:
        """List countries within a sentence; beyond the most, as a number."""
        words = [self.named(iso3) for iso3 in countries[:most]]
        more = len(countries) - len(words)
        return listed([*words, f"{more} more"] if more else words)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The country's steps in the agreement."""
        return self.steps_of(self.agreement, self.country)

    def steps_of(self, agreement: str, country: str) -> tuple[Step, ...]:
        """Return the steps that can have begun by the day, in order of time."""
        return self.scene.steps_of(agreement, country)

    def is_in(self, agreement: str, country: str, reading: str = "") -> bool:
        """Say whether a country is in an agreement, in a reading or in the chosen one."""
        steps = self.facts.steps.get(agreement, {}).get(country, ())
        return is_member(steps, self.day, counting_step(agreement), reading or self.scene.reading)

    def status(self, agreement: str, country: str) -> tuple[str, Step | None]:
        """Return how a country stands in an agreement, and the step behind it."""
        return status_on(self.steps_of(agreement, country), self.day, counting_step(agreement))

    @cached_property
    def others_in(self) -> tuple[str, ...]:
        """The other members of the agreement, by name."""
        members = self.scene.members[self.agreement] - {self.country}
        return tuple(sorted(members, key=self.facts.country_names.__getitem__))

    @cached_property
    def counterparts(self) -> tuple[str, ...]:
        """The countries that all others join with."""
        return having(self.agreement, COUNTERPART)

    @cached_property
    def record(self) -> str:
        """The agreement that holds relations with the counterpart, "" where none does."""
        return next((name for name in same_subject(self.agreement) if _of_relations(name)), "")


def same_subject(agreement: str) -> tuple[str, ...]:
    """Return the agreements that are about relations with the same counterpart, itself too."""
    with_whom = having(agreement, COUNTERPART)
    return tuple(name for name in load_parts() if set(with_whom) & set(having(name, COUNTERPART)))


def _of_relations(agreement: str) -> bool:
    return counting_step(agreement) == RELATIONS


def on(partial: str) -> str:
    """Write a date with its preposition: on 6 Nov 2025, in 1995."""
    if not partial:
        return "on a day not settled"
    return f"{'on' if len(partial) == 10 else 'in'} {in_words(partial)}"


def apart(earlier: str, later: str) -> str:
    """Write the time between two partial dates, no finer than they are known; "" where it is none.

    Less than two years are days, less than ten are years and months, where both are known to the
    day; else whole years.
    """
    first, last = first_day(earlier), first_day(later)
    if not len(earlier) == len(later) == 10:
        years = last.year - first.year
        return f"about {years} years" if years >= 2 else ""
    months = 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day)
    if months < 24:
        days = (last - first).days
        return f"{days:,} day{'' if days == 1 else 's'}" if days else ""
    years, months = divmod(months, 12)
    if years >= 10 or not months:
        return f"{years} years"
    return f"{years} years and {months} month{'' if months == 1 else 's'}"
