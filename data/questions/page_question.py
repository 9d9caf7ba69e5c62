"""The question that a country's page asks, as its title."""

from datetime import date

from data.facts import Facts
from data.filters import Filters
from data.questions.case import Case

# Agreements that are no club: one has relations, one does not join them.
NOT_JOINED = ("israel-relations",)
LEFT = ("left", "suspended")


def page_question(facts: Facts, filters: Filters, today: date) -> str:
    """Return the question about the country in focus and the agreement chosen.

    A member joined; one that only announced it moved to join; of others it is asked whether they
    will. Of the parties that others join with, and of agreements that nobody joins, none of these
    can be asked.
    """
    case = Case.of(facts, filters, today)
    called, name = case.called, case.name
    if filters.agreement in NOT_JOINED or case.part:
        return f"{facts.country_names[case.country]} and {called}"
    status, _ = case.status(filters.agreement, case.country)
    if case.is_in(filters.agreement, case.country, "strict"):
        return f"Why did {name} join {called}?"
    if status in LEFT:
        return f"Why did {name} join {called}, and leave?"
    if case.country in case.first_steps:
        return f"Why did {name} move to join {called}?"
    return f"Will {name} join {called}?"
