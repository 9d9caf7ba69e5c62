"""The sentences of a brief on reasons: which are given most often, and what stands against."""

import math
from collections.abc import Iterator
from dataclasses import replace
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
from data.questions.tally import (
    AGAINST,
    FOR,
    LEAST_OUTLETS,
    LEAST_STORIES,
    counted,
    from_outlets,
)
from data.with_article import listed

# How many reasons follow the first.
NEXT = 2
# How a sentence on each side begins, the motives first: what stands on the other side is no
# motive, but what is said against the step or of its worth.
HEADS = {
    "for": "Of the considerations for the step",
    "against": "As an objection or assessment",
}
KINDS = {"for": "consideration for the step", "against": "objection or assessment"}


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
    leads = [_first(here, side) for side in HEADS]
    summed = [row for row in leads if row is not None and told.enough(_claim(row))]
    if not summed:
        yield Sentence(REASONS, f"{sentence_of(told.held(window))} {_unsummed(told, here)}")
        return
    motive, objection = (_side(told, here, side) for side in HEADS)
    yield replace(motive, text=f"{sentence_of(told.held(window))} {motive.text}")
    yield objection
    yield from _not_ranked(told)
    yield speakers(told, summed[0])
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


def _first(here: pd.DataFrame, side: str) -> pd.Series | None:
    own = here[here["side"] == side]
    return None if own.empty else own.iloc[0]


def _claim(row: pd.Series) -> str:
    return claim_of("reason", row["reason"], window=row["window"])


def _unsummed(told: Told, here: pd.DataFrame) -> str:
    """Say that no reason is found often enough to be named."""
    most = told.tally(_claim(here.iloc[0]))
    stories = most.stories[FOR] if told.stances else most.any_stories
    outlets = most.outlets[FOR] if told.stances else most.any_outlets
    verb = "given" if told.stances else "found"
    found = f"{story(stories)} from {counted(outlets, 'outlet')}" if stories else "none"
    return (
        f"{NOT_ENOUGH} on reasons: the most frequent of those counted is {verb} in {found}, and at "
        f"least {LEAST_STORIES} stories from {LEAST_OUTLETS} outlets are needed."
    )


def _side(told: Told, here: pd.DataFrame, side: str) -> Sentence:
    """Say which reason of a side most stories have, or that this cannot be told, and the next."""
    own = here[here["side"] == side]
    if own.empty:
        return Sentence(REASONS, f"No counted {KINDS[side]} is found.")
    first, rest = own.iloc[0], own.iloc[1 : 1 + NEXT]
    claim = _claim(first)
    if not told.enough(claim):
        text = f"No counted {KINDS[side]} is found often enough to sum up."
        return Sentence(REASONS, text, claim)
    higher = own[own["corrected"] > first["corrected"]]
    leads = "most often found is" if higher.empty else "which leads cannot be told: as coded it is"
    text = f"{HEADS[side]}, {leads} {quoted(first['name'])}, {told.found(first, claim)}"
    if told.stances:
        text += f"; {_doubted(told, claim)}"
    if len(rest):
        others = [f"{quoted(row.name)} ({percent(row.share)})" for row in rows_of(rest)]
        text += f"; next {'come' if len(rest) > 1 else 'comes'} {listed(others)}"
    return Sentence(REASONS, f"{text}{_rival(own) or _lead(told, first)}.", claim)


def _rival(own: pd.DataFrame) -> str:
    """Name the reason that may be as frequent as the first once coding mistakes are corrected."""
    first, others = own.iloc[0], own.iloc[1:]
    others = others[others["corrected_high"] >= first["corrected_low"]]
    if others.empty:
        return ""
    rival = others.loc[others["corrected"].idxmax()]
    higher = rival["corrected"] > first["corrected"]
    return (
        f"; corrected for known mistakes of the coding, {quoted(rival['name'])} "
        f"({percent(rival['corrected'])}) {'is higher' if higher else 'may be as frequent'}"
    )


def _lead(told: Told, first: pd.Series) -> str:
    """Say whether the first of a side leads over all others, of both sides."""
    leads = leading_of(told.coded).set_index("window").loc[first["window"]]
    if leads["reason"] != first["reason"] or math.isnan(leads["lead"] + leads["lead_low"]):
        return ""
    more = "" if leads["settled"] else "no "
    return f"; its lead over all other counted reasons is {more}more than chance allows"


def _not_ranked(told: Told) -> Iterator[Sentence]:
    """Name the reasons of the codebook that are left out of the ranking."""
    every, ranked = told.coded.codebook.reasons, told.coded.counted
    left = [quoted(one.name) for one in every.values() if one.reason not in ranked]
    if left:
        text = (
            f"Not ranked, as their coding is not good enough: {listed(left)}; the ranking is among "
            f"the other {len(every) - len(left)}."
        )
        yield Sentence(REASONS, text)


def _doubted(told: Told, claim: str) -> str:
    found = told.tally(claim)
    stories, outlets = found.stories[AGAINST], found.outlets[AGAINST]
    if not stories:
        return "no story disputes or denies it"
    verb = "disputes or denies" if stories == 1 else "dispute or deny"
    return f"{story(stories)} {from_outlets(outlets, found.without[AGAINST])} {verb} it"
