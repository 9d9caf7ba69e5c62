"""In how many choices a headline holds, in words."""

from data.coding.codebook import Codebook
from data.questions.robustness import FELL, ROSE, STEP, UNSETTLED, Robustness

STEP_CLAIMS = {
    ROSE: "that coverage rose",
    FELL: "that coverage fell",
    UNSETTLED: "that no change of coverage can be told from chance",
}


def headline(found: Robustness, codebook: Codebook) -> str:
    """Return what the headline says, as the end of a sentence; "" without one."""
    if not found.claim:
        return ""
    if found.about == STEP:
        return STEP_CLAIMS[found.claim]
    if found.claim == UNSETTLED:
        return "that no reason leads surely"
    return f"that “{codebook.reasons[found.claim].name}” leads"


def holds_sentence(found: Robustness, codebook: Codebook) -> str:
    """Say in how many choices the headline holds, or what the choices say where there is none."""
    if not len(found.frame):
        return "There is no headline to measure in other ways: nothing could be compared."
    if claimed := headline(found, codebook):
        counts = f"{found.held} of {found.computed} reasonable choices"
        return f"The headline, {claimed}, holds in {counts}."
    if not found.computed:
        return f"There is no headline: none of {len(found.frame)} choices could be computed."
    return (
        "The headline itself could not be computed, so there is nothing to hold; "
        f"{found.computed} other choices could be."
    )


def left_aside(found: Robustness) -> str:
    """Say how many choices gave no answer of their own, and why; "" where all did."""
    why = found.frame.loc[found.frame["why"] != "", "why"].value_counts()
    if why.empty:
        return ""
    reasons = "; ".join(f"{number} ({words.rstrip('.')})" for words, number in why.items())
    return f"Not counted are choices without an answer of their own: {reasons}."
