"""Shares of reasons without the known mistakes of their coding, or why they are not corrected."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from data.methods.misclassification import Gold, corrected_shares
from data.questions.story_shares import StoryShares

COLUMNS = ("corrected", "corrected_low", "corrected_high", "not_corrected", "clipped")
# The language that was measured in passages enough to correct shares by.
MEASURED = "en"
UNCOUNTED = "What is not counted is not corrected."
UNMEASURED = "How much this reason's coding misses and wrongly finds was not measured in English."
BY_CHANCE = "So few passages were measured that this reason's coding may be no better than chance."
NO_STORY = "There is no share to correct."
ONE_OUTLET = "All stories are from one outlet, so that it is not known how sure the share is."


def true_shares(
    table: StoryShares, gold: Mapping[str, Gold | str], uncorrectable: str = ""
) -> dict[str, np.ndarray]:
    """Correct the shares of reasons in groups of stories, as Rogan & Gladen do.

    gold: by reason, as measured returns it. uncorrectable: why no share can be corrected.
    Returns columns, a value for each column of table.shares: corrected, corrected_low,
        corrected_high (float64, NaN where not corrected), not_corrected (a sentence why; "" where
        it is), clipped ("", below or above, where the correction would leave 0 to 1).
    """
    numbers = np.full((3, len(table.groups), len(table.items)), np.nan)
    said = np.full((2, len(table.groups), len(table.items)), "", dtype=object)
    said[0] = uncorrectable
    share, effective = (
        own.reshape(numbers.shape[1:]) for own in (table.shares.share, table.shares.effective)
    )
    for place, reason in enumerate(table.items):
        known = gold[reason]
        if isinstance(known, str):
            said[0, :, place] = uncorrectable or known
        elif not uncorrectable:
            found = corrected_shares(share[:, place], effective[:, place], known)
            numbers[:, :, place] = found.share, found.low, found.high
            why = _why(found.share, share[:, place], effective[:, place])
            said[:, :, place] = why, found.clipped
    columns = dict(zip(COLUMNS[:3], numbers.reshape(3, -1), strict=True))
    texts = (pd.array(words.ravel(), dtype="str") for words in said)
    return columns | dict(zip(COLUMNS[3:], texts, strict=True))


def _why(corrected: np.ndarray, share: np.ndarray, effective: np.ndarray) -> np.ndarray:
    unknown = [np.isnan(share), np.isnan(effective), np.isnan(corrected)]
    return np.select(unknown, [NO_STORY, ONE_OUTLET, BY_CHANCE], "").astype(object)


def measured(
    quality: pd.DataFrame, counted: Collection[str], reasons: Sequence[str]
) -> Mapping[str, Gold | str]:
    """Return by reason what the coded sample says, or in a sentence why it says nothing.

    quality: as data.coding.quality.load_quality. counted: reasons that are counted, so measured
    with the codebook in use; the others are not corrected.
    """
    english = quality["language"].eq(MEASURED) & quality["stratum"].eq("")
    own = quality[quality["layer"].eq("reason") & english]
    # The way in use stands first for each reason.
    own = own.drop_duplicates("reason").set_index("reason")
    return {reason: _gold(own, reason) if reason in counted else UNCOUNTED for reason in reasons}


def _gold(measured: pd.DataFrame, reason: str) -> Gold | str:
    if reason not in measured.index:
        return UNMEASURED
    row = measured.loc[reason]
    if row[["recall", "specificity"]].isna().any():
        return UNMEASURED
    there = int(row["positives"])
    absent = int(row["passages"]) - there
    found, rejected = round(row["recall"] * there), round(row["specificity"] * absent)
    return Gold(found, there - found, rejected, absent - rejected)
