"""The sentences of a brief on coverage, whether it changed at the step, and on its limits."""

import math
from collections.abc import Iterator

from data.corpus import Corpus
from data.methods.event_study import FEW, FEWEST
from data.questions.brief_parts import COVERAGE, LIMITS, Sentence
from data.questions.brief_words import NOT_ENOUGH, from_to, times
from data.questions.claims import claim_of
from data.questions.coded import CodedPieces
from data.questions.event_study import (
    AFTER,
    BEFORE,
    LOOKALIKE,
    NO_EVENT,
    OUTSIDE,
    PLACEBO,
    Study,
    compared_days,
)
from data.questions.tally import counted

CURATED = "curated"
CLAIM = claim_of("change")


def coverage(study: Study, country: str, the_list: str) -> Iterator[Sentence]:
    """Say whether coverage of the country changed at its step; nothing without a step.

    country: its name within a sentence. the_list: what holds the pieces.
    """
    if study.fault == NO_EVENT:
        return
    if study.fault in (OUTSIDE, FEW) or study.own is None:
        yield Sentence(COVERAGE, f"{NOT_ENOUGH} on coverage: {_too_few(study, the_list)}.")
    elif math.isnan(study.own["low"]):
        yield Sentence(COVERAGE, _one_sided(study, country, the_list), CLAIM)
    else:
        yield Sentence(COVERAGE, _changed(study, country, the_list), CLAIM)


def _too_few(study: Study, the_list: str) -> str:
    if study.fault == OUTSIDE or study.plan is None:
        return f"the step lies outside the days of {the_list}"
    unit = "days" if study.plan.length == 1 else "weeks"
    return (
        f"{study.known(BEFORE)} {unit} before the step and {study.known(AFTER)} after it can be "
        f"compared, and {FEWEST[study.plan.length]} on each side are needed"
    )


def _one_sided(study: Study, country: str, the_list: str) -> str:
    """Give the counts of both sides where there is no ratio."""
    own, days = study.own, compared_days(study)
    counts = [
        f"{from_to(*days[side])}, {own[side]:,.0f} of {own[f'total_{side}']:,.0f} pieces of "
        f"{the_list} {'is' if own[side] == 1 else 'are'} about {country}"
        for side in (BEFORE, AFTER)
    ]
    return (
        f"{NOT_ENOUGH} on how much coverage changed: {'; '.join(counts)}, too unevenly for a ratio."
    )


def _changed(study: Study, country: str, the_list: str) -> str:
    own, after = study.own, from_to(*compared_days(study)[AFTER])
    low, high = own["low"], own["high"]
    begins = "Coverage changed" if low > 1 or high < 1 else "A change of coverage is not settled"
    return (
        f"{begins}: {after}, the share of {the_list} that is about {country} was "
        f"{times(own['ratio'])} times (95% interval {times(low)} to {times(high)}) what the weeks "
        f"before lead to expect{_compared(study)}."
    )


def _compared(study: Study) -> str:
    """Say how many of the days and countries compared show as sure a change."""
    said = []
    for kind, p, nouns in (
        (PLACEBO, study.placebo_p, ("other day", "other days")),
        (LOOKALIKE, study.lookalike_p, ("similar country", "similar countries")),
    ):
        rows = study.compared[study.compared["kind"] == kind]
        if p is not None:
            sure = int(rows["as_sure"].sum())
            said.append(f"{sure or 'none'} of {counted(len(rows), *nouns)} (p = {p:.3f})")
    return f"; {' and '.join(said)} show as sure a change" if said else ""


def limits(corpus: Corpus, coded: CodedPieces | None) -> Sentence:
    """Say what the numbers are of, and what is left out of them."""
    number = corpus.total
    of = "this curated list" if corpus.manifest.basis == CURATED else "this corpus"
    text = f"All numbers are of {of} of {number:,} pieces, not of all coverage"
    every = len(coded.codebook.reasons) if coded else 0
    left = every - len(coded.counted) if coded else 0
    if 0 < left < every:
        text += (
            f"; {left} of the {every} reasons of the codebook are left out, since their coding is "
            "not good enough"
        )
    return Sentence(LIMITS, f"{text}.")
