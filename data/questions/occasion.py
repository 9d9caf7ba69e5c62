"""The step of a country around which its page compares, and the windows before, at and after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from data.corpus import Corpus
from data.days import first_day, in_words
from data.facts import Facts, Step
from data.filters import EARLIEST, LATEST, Filters
from data.questions.status import JOINING

# Days before, at and after the step, unless the reader says otherwise.
WINDOWS = (365, 14, 180)
BEFORE, AT, AFTER, WHOLE = "before", "at", "after", "whole"
WINDOW_NAMES: Mapping[str, str] = {
    BEFORE: "Before",
    AT: "At the step",
    AFTER: "After",
    WHOLE: "So far",
}
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Days that are compared, both ends included; name: before, at, after or whole."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a country's page compares around.

    country: ISO 3166-1 alpha-3. day: of the event; None where the country took no step and the
    reader chose no day. said: the step in words ("announced 6 Nov 2025"), "" without one.
    own: the reader chose the day. windows: in order of time; one, whole, without a day.
    A window outside the days that may be asked for is left out, one partly outside cut.
    """

    country: str
    day: date | None
    said: str
    own: bool
    windows: tuple[Window, ...]

    def window(self, name: str) -> Window | None:
        """Return the window of a name, None where there is none."""
        return next((window for window in self.windows if window.name == name), None)


def occasion(facts: Facts, corpus: Corpus, filters: Filters) -> Occasion:
    """Return the event of the country in focus, and the windows around it.

    The event is the day that filters.event says, else the first dated step towards the agreement
    that is known to the day. A state that only witnesses or sponsors took none.
    """
    country = filters.subject()
    steps = steps_to_the_day(facts, filters.agreement, country)
    chosen = filters.event or (first_day(steps[0].start) if steps else None)
    step = next((step for step in steps if first_day(step.start) == chosen), None)
    said = step.in_words() if step else ""
    own = filters.event is not None and step is None
    if chosen and own:
        said = f"the chosen day, {in_words(chosen.isoformat())}"
    windows = _around(chosen, filters) if chosen else _whole(corpus)
    return Occasion(country, chosen, said, own, windows)


def steps_to_the_day(facts: Facts, agreement: str, country: str) -> tuple[Step, ...]:
    """Return the steps towards an agreement that are dated to the day, in order of time."""
    taken = facts.steps.get(agreement, {}).get(country, ())
    joining = (*JOINING, "relations_established")
    return tuple(step for step in taken if step.precision == "day" and step.step in joining)


def _around(day: date, filters: Filters) -> tuple[Window, ...]:
    before, at, after = (int(part) for part in filters.settings("windows") or WINDOWS)
    ends = ((BEFORE, -before, -1), (AT, 0, at), (AFTER, at + 1, at + after))
    windows = (
        Window(name, max(day + first * DAY, EARLIEST), min(day + last * DAY, LATEST))
        for name, first, last in ends
    )
    return tuple(window for window in windows if window.first <= window.last)


def _whole(corpus: Corpus) -> tuple[Window, ...]:
    if corpus.first_day is None or corpus.last_day is None:
        return ()
    return (Window(WHOLE, corpus.first_day, corpus.last_day),)
