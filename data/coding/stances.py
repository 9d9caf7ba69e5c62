"""The stance of a reason: the strongest that stands in its own half of a sentence."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from data.coding.codebook import STANCES
from data.coding.phrases import Found

# What sets one half of a sentence against the other, in the languages of the cues.
_CONTRASTS = re.compile(
    r";|\b(?:but|whereas|while|although|though|however|"
    r"mais|tandis que|alors que|cependant|"
    r"но|однако|хотя|тогда как|"
    r"ama|ancak|fakat|oysa|"
    r"لكن|ولكن|بينما|غير أن|غير ان|"
    r"אבל|אולם|בעוד)\b"
)


def stance_of(text: str, places: Sequence[int], stances: Sequence[tuple[Found, int]]) -> str:
    """Return the strongest stance in the clauses in which a reason's cues stand.

    text: a folded sentence. places: of the cues in it. stances: those found, by weight.
    """
    if not stances:
        return STANCES[0]
    borders = [found.start() for found in _CONTRASTS.finditer(text)]
    own = {bisect_right(borders, place) for place in places}
    weights = (weight for one, weight in stances if bisect_right(borders, one.start) in own)
    return STANCES[max(weights, default=0)]
