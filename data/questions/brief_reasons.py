"""The sentences of a brief on reasons: which are given most often, and what stands against."""

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from data.questions.brief_contrasts import earlier, speakers
from data.questions.brief_parts import REASONS, Sentence
from data.questions.brief_told import Told, rows_of, sentence_of, story
from data.questions.brief_words import NOT_ENOUGH, from_to, percent, quoted
from data.questions.claims import claim_of
from data.questions.live import NOT_COLLECTED
from data.questions.read_windows import FEWEST_STORIES
from data.questions.reasons import leading_of, shares_of
from data.questions.tally import AGAINST, LEAST_OUTLETS, LEAST_STORIES, from_outlets
from data.with_article import listed

# How many reasons follow the first.
NEXT = 2
OTHER_SIDE = {"for": "against", "against": "for"}


def reasons(told: Told) -> Iterator[Sentence]:
    """Say which counted reasons the stories give, what stands against, who says so, and when.

    Where there is too little to say it from, that is what is said.
    """
    window = told.window
    if why := _too_little(told, window):
        yield Sentence(REASONS, f"{NOT_ENOUGH} on reasons: {why}.")
        return
    here = shares_of(told.coded)
    here = here[(here["window"] == window.window) & here["counted"] & (here["stories"] > 0)]
    here = here.sort_values("stories", ascending=False, kind="stable")
    if here.empty:
        yield Sentence(
            REASONS, sentence_of(f"{told.held(window)}; no counted reason is found in them")
        )
        return
    claim = claim_of("reason", here["reason"].iloc[0], window=window.window)
    yield Sentence(REASONS, _leading(told, window, here, claim), claim)
    if not told.enough(claim):
        return
    yield _against(told, here, claim)
    yield speakers(told, here.iloc[0])
    yield from earlier(told, window)


def _too_little(told: Told, window: Any) -> str:  # noqa: ANN401
    """Say why reasons cannot be counted; "" where they can."""
    if window is None:
        return f"{told.the_list} holds no dated piece"
    if window.state == NOT_COLLECTED:
        return f"nothing was collected {from_to(window.first_day, window.last_day)}"
    if not window.enough:
        return f"{told.held(window)}, and {FEWEST_STORIES} are needed"
    if told.coded.counted:
        return ""
    number = len(told.coded.codebook.reasons)
    return f"none of the codebook’s {number} reasons is coded well enough to be counted"


def _leading(told: Told, window: Any, here: pd.DataFrame, claim: str) -> str:  # noqa: ANN401
    """Say which reason most stories have, with its share, and which come next."""
    first, rest = here.iloc[0], here.iloc[1 : 1 + NEXT]
    text = (
        f"{sentence_of(told.held(window))} The reason most often found in them is "
        f"{quoted(first['name'])}, {told.found(first, claim)}"
    )
    if not told.enough(claim):
        of_what = "that it is given as one" if told.stances else "to sum it up"
        return (
            f"{text}. {NOT_ENOUGH} {of_what}: at least {LEAST_STORIES} stories from "
            f"{LEAST_OUTLETS} outlets are needed."
        )
    if len(rest):
        others = [f"{quoted(row.name)} ({percent(row.share)})" for row in rows_of(rest)]
        text += f"; next {'come' if len(rest) > 1 else 'comes'} {listed(others)}"
    return f"{text}{_rival(here) or _lead(told, window)}."


def _rival(here: pd.DataFrame) -> str:
    """Name the reason that may be as frequent as the first once coding mistakes are corrected."""
    first, others = here.iloc[0], here.iloc[1:]
    others = others[others["corrected_high"] >= first["corrected_low"]]
    if others.empty:
        return ""
    rival = others.loc[others["corrected"].idxmax()]
    return (
        f"; corrected for known mistakes of the coding, {quoted(rival['name'])} "
        f"({percent(rival['corrected'])}) may be as frequent"
    )


def _lead(told: Told, window: Any) -> str:  # noqa: ANN401
    leads = leading_of(told.coded).set_index("window").loc[window.window]
    if math.isnan(leads["lead"]) or math.isnan(leads["lead_low"]):
        return ""
    return f"; its lead is {'' if leads['settled'] else 'no '}more than chance allows"


def _against(told: Told, here: pd.DataFrame, claim: str) -> Sentence:
    """Say what stands against the leading reason, and the first reason of the other side."""
    first = here.iloc[0]
    side = OTHER_SIDE[first["side"]]
    opposite = here[here["side"] == side]
    doubted = f"{_doubted(told, claim)}; " if told.stances else ""
    if opposite.empty:
        text = f"{doubted}no counted consideration {side} the step is found"
        return Sentence(REASONS, sentence_of(text), claim)
    row = opposite.iloc[0]
    own = claim_of("reason", row["reason"], window=row["window"])
    if not told.enough(own):
        text = f"{doubted}no counted consideration {side} the step is found often enough to sum up"
        return Sentence(REASONS, sentence_of(text), own)
    text = (
        f"{doubted}of the considerations {side} the step, most frequent is "
        f"{quoted(row['name'])}, {told.found(row, own)}"
    )
    return Sentence(REASONS, sentence_of(text), own)


def _doubted(told: Told, claim: str) -> str:
    found = told.tally(claim)
    stories, outlets = found.stories[AGAINST], found.outlets[AGAINST]
    if not stories:
        return "no story disputes or denies it"
    verb = "disputes or denies" if stories == 1 else "dispute or deny"
    return f"{story(stories)} {from_outlets(outlets, found.without[AGAINST])} {verb} it"
