"""The sentences of a brief on coverage, whether it changed at the step, and on its limits."""

from collections.abc import Iterator

from data.corpus import Corpus
from data.facts import Facts
from data.questions.brief_parts import COVERAGE, LIMITS, Sentence
from data.questions.brief_words import quoted
from data.questions.claims import claim_of
from data.questions.coded import CodedPieces
from data.questions.event_study import NO_EVENT, Study
from data.questions.event_study_words import change_sentence, comparison_sentences
from data.questions.robustness import FELL, ROSE, STEP, UNSETTLED, Robustness
from data.questions.tally import counted
from data.with_article import listed

CURATED = "curated"
NO_STEP = "There is no step to compare around."
DOUBT = ", but in most other reasonable ways to measure it this is not settled"
SPEAKERS = {
    "government": "governments",
    "opponent": "opponents",
    "analyst": "analysts",
    "outlet": "the outlets themselves",
}
CHANGES = {
    ROSE: "coverage rose",
    FELL: "coverage fell",
    UNSETTLED: "no change of coverage is settled",
}


def coverage(
    facts: Facts, study: Study, agreement: str, found: Robustness | None
) -> Iterator[Sentence]:
    """Say whether coverage of the country changed at its step, or that there is none.

    agreement: its id. found: in which choices it changed, which is said with it where it is few.
    """
    if study.fault == NO_EVENT:
        yield Sentence(COVERAGE, NO_STEP)
        return
    change = change_sentence(facts, study, agreement)
    if found and found.claim in (ROSE, FELL) and 2 * found.held < found.computed:
        change = change.replace(": ", f"{DOUBT}: ", 1)
    said = [change, *comparison_sentences(study)[:1]]
    claim = claim_of("change") if study.own is not None else ""
    yield Sentence(COVERAGE, " ".join(said), claim)


def robust(found: Robustness, coded: CodedPieces | None) -> Iterator[Sentence]:
    """Say in how many reasonable ways to measure it the headline holds; nothing without one."""
    if not found.claim or not found.computed:
        return
    if found.about == STEP:
        headline, claim = CHANGES[found.claim], claim_of("change")
    elif found.claim == UNSETTLED:
        headline, claim = "no reason clearly leads", ""
    else:
        name = coded.codebook.reasons[found.claim].name if coded else found.claim
        headline, claim = f"{quoted(name)} leads", claim_of("reason", found.claim)
    refused = f" ({found.refused:,} more could not be computed)" if found.refused else ""
    text = (
        f"That {headline} holds in {found.held:,} of {found.computed:,} reasonable ways to measure "
        f"it{refused}."
    )
    yield Sentence(COVERAGE, text, claim)


def limits(corpus: Corpus, coded: CodedPieces | None) -> Sentence:
    """Say what the numbers are of, and what is left out of them."""
    curated = corpus.manifest.basis == CURATED
    of = "this curated list" if curated else "this corpus"
    text = f"All numbers are of {of} of {counted(corpus.total, 'piece')}, not of all coverage"
    if coded and coded.counted and (left := _left_out(coded)):
        text += f"; left out, since their coding is not good enough: {listed(left)}"
    if corpus.manifest.own_stories:
        text += (
            f". Copies of one text are not grouped in this {'list' if curated else 'corpus'}, so "
            "each piece counts as a story"
        )
    return Sentence(LIMITS, f"{text}.")


def _left_out(coded: CodedPieces) -> list[str]:
    """Return what is not counted beside the reasons that are not ranked, in words."""
    said = ["whether a reason is given or disputed"] if coded.stance_fault else []
    clear = [words for voice, words in SPEAKERS.items() if not coded.voice_faults[voice]]
    if len(clear) == len(SPEAKERS):
        return said
    return [*said, f"who speaks, but for {listed(clear)}" if clear else "who speaks"]
