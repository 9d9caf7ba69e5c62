"""Corpus: what is loaded, from where, and how far it may be trusted."""

from datetime import date

from components.corpus_view import bring_your_own, counts, facts_table, limits, loaded, rejected
from components.frame import heading
from data.filters import Filters


def render(filters: Filters, today: date) -> None:
    """Show what is loaded, its counts, sources, licences and limits."""
    heading("What is loaded, and how far to trust it", filters)
    loaded()
    rejected(filters)
    limits()
    counts(filters)
    facts_table(filters)
    bring_your_own()
