"""What the evidence for a claim comes to: stories and outlets on each side, or not enough."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

FOR, AGAINST, NAMED, CONTEXT, FACT = "for", "against", "named", "context", "fact"
SIDES = (FOR, AGAINST, NAMED, CONTEXT, FACT)
SIDE_OF = {"given": FOR, "disputed": AGAINST, "denied": AGAINST, "named": NAMED}
# Fewer independent stories, or from fewer outlets, are no evidence that is summed up.
LEAST_STORIES, LEAST_OUTLETS = 3, 2
NOT_ENOUGH = "Not enough evidence"


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of independent stories, of their known outlets, and of stories without one, by side.

    A story that gives a reason and also doubts it is counted on both sides; named are the stories
    that do no more than name it. any_stories, any_outlets, any_without: of all sides together.
    """

    stories: dict[str, int]
    outlets: dict[str, int]
    without: dict[str, int]
    any_stories: int
    any_outlets: int
    any_without: int

    def enough(self, *, stances: bool = True) -> bool:
        """Say whether there are as many stories and outlets as are summed up.

        stances: of those that give the reason; without, of all that have it.
        """
        stories = self.stories[FOR] if stances else self.any_stories
        outlets = self.outlets[FOR] if stances else self.any_outlets
        return stories >= LEAST_STORIES and outlets >= LEAST_OUTLETS

    def in_words(self, *, stances: bool = True) -> str:
        """Say how the evidence stands, as a sentence.

        stances: also in how many the reason is given, and in how many doubted; where that is not
        known well enough, only how many have it.
        """
        if not any(self.stories.values()):
            return f"{NOT_ENOUGH}: no passage says it."
        if self.stories[FACT]:
            return f"{counted(self.stories[FACT], 'fact')} on record."
        if self.stories[CONTEXT]:
            return f"{self._of(CONTEXT, 'Counted')}."
        if not stances:
            return self._all()
        against = self._of(AGAINST, "disputed or denied")
        named = self._of(NAMED, "only named")
        given = self._of(FOR, "given")
        said = "; ".join((f"{given}, {against}", named))
        if not self.enough():
            return (
                f"{NOT_ENOUGH} that it is given as a reason: {said}. At least {LEAST_STORIES} "
                f"stories from {LEAST_OUTLETS} outlets are needed."
            )
        return f"{said[0].upper()}{said[1:]}."

    def _all(self) -> str:
        """Say how many stories and outlets there are of all sides."""
        number = counted(self.any_stories, "story", "stories")
        said = f"found in {number} {from_outlets(self.any_outlets, self.any_without)}"
        if self.enough(stances=False):
            return f"{said[0].upper()}{said[1:]}."
        return (
            f"{NOT_ENOUGH}: {said}. At least {LEAST_STORIES} stories from {LEAST_OUTLETS} outlets "
            "are needed."
        )

    def _of(self, side: str, verb: str) -> str:
        stories, outlets = self.stories[side], self.outlets[side]
        if not stories:
            return f"{verb} in none"
        told = counted(stories, "story", "stories")
        return f"{verb} in {told} {from_outlets(outlets, self.without[side])}"


def tally(evidence: pd.DataFrame) -> Tally:
    """Count the stories and outlets on each side.

    evidence: side, story and outlet ("" where it is not known), one row a passage.
    """
    side = evidence["side"].astype("object").to_numpy()
    story = evidence["story"].to_numpy()
    outlet = evidence["outlet"].astype("object").to_numpy()
    known = outlet != ""
    naming_only = (side == NAMED) & ~np.isin(story, story[np.isin(side, (FOR, AGAINST))])
    own = {one: naming_only if one == NAMED else side == one for one in SIDES}
    return Tally(
        {one: len(set(story[own[one]])) for one in SIDES},
        {one: len(set(outlet[own[one] & known])) for one in SIDES},
        {one: len(set(story[own[one] & ~known])) for one in SIDES},
        len(set(story)),
        len(set(outlet[known])),
        len(set(story[~known])),
    )


def from_outlets(outlets: int, without: int) -> str:
    """Write of how many outlets stories are: from 2 outlets and 1 without; from no known outlet.

    outlets: known ones. without: stories of which the outlet is not known.
    """
    if without and not outlets:
        return "from no known outlet"
    return f"from {counted(outlets, 'outlet')}{f' and {without:,} without' if without else ''}"


def counted(number: int, one: str, several: str = "") -> str:
    """Write a number with its noun: 1 story, 1,200 outlets."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"
