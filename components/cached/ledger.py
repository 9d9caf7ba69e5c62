"""What stands behind the sentences of a country's page, and the brief that is made of them."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from components.cached.change import robustness, study
from components.cached.held import corpus, facts, has_waited_for, stamp, waited_for
from components.cached.reasons import ASKED, coded
from data.corpus import Corpus
from data.corpus.errors import NotCodedError
from data.filter_fields import SELECTIONS
from data.filters import Filters
from data.questions.brief import Known
from data.questions.brief import brief as brief_of
from data.questions.brief_parts import Brief
from data.questions.coded import CodedPieces
from data.questions.evidence import MOST_ROWS
from data.questions.evidence import evidence as evidence_of
from data.questions.ledger import Actors, sides_behind
from data.questions.robustness import Robustness
from data.questions.tally import SIDES

# What the answers depend on, beside the selections.
BRIEFED = (*ASKED, "study", "of", "membership", "as_of")
# The whole briefs that this reader has waited for.
READ = "briefs_read"


@dataclass(frozen=True, slots=True)
class Key:
    """What a cached answer depends on; answers of other corpora, codebooks or days are others."""

    stamp: str
    codebook: str
    counted: frozenset[str]
    filters: Filters
    today: date


def brief_ready(filters: Filters) -> bool:
    """Say whether this reader has waited for what takes longest in a brief.

    Other parts of a page may have computed it since the brief was shown without it.
    """
    return has_waited_for(READ, _asked(filters))


def await_brief(filters: Filters) -> None:
    """Compute what takes longest in a brief."""
    study(filters)
    _robust(filters)
    waited_for(READ, _asked(filters))


def _asked(filters: Filters) -> tuple[str, Filters]:
    return stamp(corpus()), filters.only(*SELECTIONS, *BRIEFED)


def brief(filters: Filters, today: date, *, whole: bool) -> Brief:
    """Return the brief on the country in focus; without whole, what takes longest is left out."""
    return _brief(_key(filters, today), whole, corpus(), filters)


@st.cache_resource(show_spinner=False, max_entries=64)
def _brief(key: Key, whole: bool, _held: Corpus, _filters: Filters) -> Brief:
    known = Known(
        coded=_coded(_filters),
        study=study(_filters) if whole else None,
        robust=_robust(_filters) if whole else None,
        whole=whole,
    )
    return brief_of(facts(), _held, key.filters, key.today, known)


def evidence(filters: Filters, today: date, actors: Actors = None) -> pd.DataFrame:
    """Return what stands behind the claim that is open. Errors: FilterError for none.

    actors: a table of the reader's own; what it gives is made anew, and kept for nobody else.
    """
    if actors is not None:
        return evidence_of(facts(), corpus(), filters, filters.claim, today, actors)
    return _evidence(_key(filters, today), filters.claim, corpus())


def evidence_sides(filters: Filters, found: pd.DataFrame, actors: Actors = None) -> pd.DataFrame:
    """Return side, story, row and outlet of all that stands behind the claim that is open.

    found: what evidence returned, which stops at MOST_ROWS.
    """
    # Fewer than this were not cut, whichever sides they are of.
    if len(found) < MOST_ROWS // len(SIDES):
        return found
    return sides_behind(coded(filters), facts(), corpus(), filters, filters.claim, actors)


@st.cache_data(show_spinner=False, max_entries=64)
def _evidence(key: Key, claim: str, _held: Corpus) -> pd.DataFrame:
    return evidence_of(facts(), _held, key.filters, claim, key.today)


def _robust(filters: Filters) -> Robustness | None:
    try:
        return robustness(filters)
    except NotCodedError:
        # Without a step the headline is a reason, and none is coded.
        return None


def _coded(filters: Filters) -> CodedPieces | None:
    try:
        return coded(filters)
    except NotCodedError:
        return None


def _key(filters: Filters, today: date) -> Key:
    found, kept = _coded(filters), filters.only(*SELECTIONS, *BRIEFED)
    codebook, counted = (found.codebook.key, found.counted) if found else ("", frozenset())
    return Key(stamp(corpus()), codebook, counted, kept, today)
