"""The sentences of a brief on coverage, whether it changed at the step, and on its limits."""

from collections.abc import Iterator

from data.corpus import Corpus
from data.facts import Facts
from data.questions.brief_parts import COVERAGE, LIMITS, Sentence
from data.questions.claims import claim_of
from data.questions.coded import CodedPieces
from data.questions.event_study import NO_EVENT, Study
from data.questions.event_study_words import change_sentence, comparison_sentences

CURATED = "curated"


def coverage(facts: Facts, study: Study, agreement: str) -> Iterator[Sentence]:
    """Say whether coverage of the country changed at its step; nothing without a step.

    agreement: its id.
    """
    if study.fault == NO_EVENT:
        return
    said = [change_sentence(facts, study, agreement), *comparison_sentences(study)[:1]]
    claim = claim_of("change") if study.own is not None else ""
    yield Sentence(COVERAGE, " ".join(said), claim)


def limits(corpus: Corpus, coded: CodedPieces | None) -> Sentence:
    """Say what the numbers are of, and what is left out of them."""
    of = "this curated list" if corpus.manifest.basis == CURATED else "this corpus"
    text = f"All numbers are of {of} of {corpus.total:,} pieces, not of all coverage"
    every = len(coded.codebook.reasons) if coded else 0
    left = every - len(coded.counted) if coded else 0
    if 0 < left < every:
        text += (
            f"; {left} of the {every} reasons of the codebook are left out, since their coding is "
            "not good enough"
        )
    return Sentence(LIMITS, f"{text}.")
