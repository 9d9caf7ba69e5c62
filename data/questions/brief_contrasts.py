"""The sentences of a brief on who says the leading reason, and on what was said before."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from data.questions.brief_parts import REASONS, Sentence
from data.questions.brief_told import Told, rows_of, story
from data.questions.brief_words import NOT_ENOUGH, from_to, percent, points, quoted
from data.questions.claims import claim_of
from data.questions.live import NOT_COLLECTED
from data.questions.occasion import AFTER, AT, BEFORE, WHOLE
from data.questions.reasons import changes_of
from data.questions.tally import LEAST_STORIES, counted
from data.questions.voices import UNATTRIBUTED, voices_of
from data.with_article import capital, listed

NOT_COUNTED = "not coded well enough to be counted"
DAYS_OF = {BEFORE: "before the step", AT: "at the step", AFTER: "after it"}


def speakers(told: Told, first: pd.Series) -> Sentence:
    """Say who is named as speaking of the leading reason; first: its row of shares.

    Of speakers who are not coded well enough nothing is said but that.
    """
    own = voices_of(told.coded)
    own = own[(own["reason"] == first["reason"]) & (own["camp"] != UNATTRIBUTED)]
    if not own["counted"].any():
        return Sentence(REASONS, f"{NOT_ENOUGH} on who says so: who speaks is {NOT_COUNTED}.")
    camps = own[own["counted"]]
    camps = camps.sort_values("stories", ascending=False, kind="stable")
    stories = told.tally(claim_of("reason", first["reason"])).any_stories
    windows = "" if first["window"] == WHOLE else " in all windows together"
    said = (
        f"in the {story(stories)} with {quoted(first['name'])}{windows}, {_heard(told, camps)}"
        f"{'' if own['counted'].all() else f'; other speakers are {NOT_COUNTED}'}."
    )
    if camps["stories"].sum() < LEAST_STORIES:
        return Sentence(REASONS, f"{NOT_ENOUGH} on who says so: {said}")
    return Sentence(
        REASONS, capital(said), claim_of("says", first["reason"], camps["camp"].iloc[0])
    )


def _heard(told: Told, camps: pd.DataFrame) -> str:
    """Say in how many stories each camp speaks of it; of camps that never do, where none does."""
    heard = camps[camps["stories"] > 0]
    if heard.empty and len(camps) == len(told.camps) - 1:
        return "nobody is named as speaking of it"
    rows = rows_of(camps if heard.empty else heard)
    return f"it is spoken of by {listed([_number(told, row) for row in rows])}"


def _number(told: Told, row: Any) -> str:  # noqa: ANN401
    return f"{told.camps[row.camp]} in {row.stories or 'none'}"


def earlier(told: Told, window: Any) -> Iterator[Sentence]:  # noqa: ANN401
    """Say whether reasons were as frequent in other windows; nothing where there are none.

    window: the one that is spoken of.
    """
    if window.window == WHOLE:
        return
    changes = changes_of(told.coded)
    settled = changes[changes["settled"]]
    before = next((row for row in told.coded.windows.itertuples() if row.window == BEFORE), None)
    if before and not before.enough and window.window != BEFORE:
        yield Sentence(REASONS, f"{NOT_ENOUGH} on reasons before the step: {_few(before)}.")
    if len(settled):
        largest = settled["difference"].abs().idxmax()
        yield _change(settled.loc[largest])
    elif len(changes) and before and before.enough:
        yield Sentence(
            REASONS,
            f"Of {counted(len(changes), 'difference')} of shares between windows with enough "
            "stories, none is more than chance allows.",
        )


def _few(before: Any) -> str:  # noqa: ANN401
    days = from_to(before.first_day, before.last_day)
    if before.state == NOT_COLLECTED:
        return f"nothing was collected {days}"
    if not before.stories:
        return f"{days} there is no such story"
    return f"{days} there {'is' if before.stories == 1 else 'are'} only {story(before.stories)}"


def _change(row: pd.Series) -> Sentence:
    rose = row["difference"] > 0
    text = (
        f"From the days {DAYS_OF[row['from_window']]} to those {DAYS_OF[row['to_window']]} the "
        f"share of {quoted(row['name'])} {'rose' if rose else 'fell'} from "
        f"{percent(row['before'])} to {percent(row['after'])} (95% interval of the difference "
        f"{points(row['low'])} to {points(row['high'])} points), which is more than chance allows "
        f"among {counted(row['compared'], 'comparison')}."
    )
    return Sentence(REASONS, text, claim_of("reason", row["reason"], window=row["to_window"]))
