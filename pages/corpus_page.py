"""Corpus: what is loaded, from where, how far it may be trusted, and how to bring one's own."""

from datetime import date

from components.corpora_list import corpora_list
from components.corpus_view import counts, facts_table, left_out, limits, loaded, made_from
from components.frame import heading
from components.job_view import builds
from components.new_corpus import new_corpus
from data.filters import Filters


def render(filters: Filters, today: date) -> None:
    """Show what is loaded and its account, ways to other corpora, sources and licences."""
    heading("What is loaded, and how far to trust it", filters)
    builds()
    loaded()
    corpora_list(filters)
    new_corpus()
    made_from(filters)
    left_out(filters)
    limits()
    counts(filters)
    facts_table(filters)
