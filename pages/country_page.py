"""Country: why did it join, who says so, what changed, and what it is like."""

from datetime import date

from components import cached
from components.brief_view import await_brief, brief_view
from components.coding_view import await_coding
from components.country_view import (
    contents,
    country_choice,
    memberships_table,
    own_ladder,
    section,
)
from components.coverage_view import chart_audit, coverage_card, pieces_behind
from components.event_study_view import event_study_view
from components.frame import heading
from components.ledger_view import evidence_dialog
from components.lookalikes_view import lookalikes_card
from components.reasons_view import reasons_view
from components.robustness_view import robustness_view
from components.standing_view import memberships_axis_card, standing_list
from components.voices_view import voices_view
from data.filters import Filters


def render(filters: Filters, today: date) -> None:
    """Answer the question in short, then part by part, each number with its evidence."""
    about = filters.about_one(filters.subject())
    heading(cached.page_question(filters, today), about)
    country_choice(filters.subject())
    coded = await_coding()
    if coded:
        brief_view(filters, today)
    contents(coded=coded)
    section("Where it stands")
    own_ladder(about, today, filters.subject())
    standing_list(filters, today)
    memberships_axis_card(filters, today)
    if coded:
        section("Reasons")
        reasons_view(filters)
        section("Who says why")
        voices_view(filters)
    section("Coverage through time")
    chart_audit(coverage_card(about, name="country_coverage", height=340))
    pieces_behind(about)
    section("What changed")
    event_study_view(filters)
    section("How far the headline holds")
    robustness_view(filters)
    section("Look-alikes")
    lookalikes_card(filters, today)
    section("Every agreement it takes part in")
    memberships_table(about, today, filters.subject())
    if coded:
        await_brief(filters)
    evidence_dialog(filters, today)
