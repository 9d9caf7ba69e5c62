"""Which reason leads in each window, and whether its lead is more than chance and miscoding."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.methods.cluster_bootstrap import Ends, correlations, differences, newcombe
from data.questions.coded import CodedPieces
from data.questions.live import NOT_COLLECTED

TEXTS = ("window", "reason", "name", "side", "second", "second_name", "rival", "why")
NUMBERS = (
    *("share", "low", "high", "second_share", "lead", "lead_low", "lead_high"),
    *("corrected_lead", "corrected_lead_low", "corrected_lead_high"),
)
COLUMNS = (
    *("window", "reason", "name", "side", "stories", "of", "share", "low", "high"),
    *("second", "second_name", "second_share", "lead", "lead_low", "lead_high"),
    *("rival", "corrected_lead", "corrected_lead_low", "corrected_lead_high", "settled", "why"),
)
KINDS = (
    dict.fromkeys(TEXTS, "str")
    | dict.fromkeys(NUMBERS, "float64")
    | {"stories": "Int64", "of": "Int64", "settled": "bool"}
)


def leading_of(coded: CodedPieces) -> pd.DataFrame:
    """Say which counted reason is found in most stories of each window, and its lead.

    Some reasons are missed more often than others, so a lead is settled only where it stays when
    the shares are corrected: then also over the rival, who is second by corrected shares.
    Shape: one row per window.
        window   str
        reason, name, side   str     "" where none leads
        stories, of          Int64   with it, and in the window
        share, low, high     float64  as coded
        second, second_name  str     the next one as coded; "" where there is none
        second_share         float64
        lead, lead_low, lead_high  float64  share - second_share, 95 % interval by outlet
        rival    str         of the others, the one with the highest corrected share; "" where
                             shares are not corrected
        corrected_lead, corrected_lead_low, corrected_lead_high  float64  over the rival; NaN
                             likewise
        settled  bool        no interval of the lead reaches 0
        why      str         why none leads, or why there is no lead, in a sentence; "" else
    """
    rows = [_row(coded, window) for window in coded.windows.itertuples()]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(KINDS)


def _row(coded: CodedPieces, window: tuple) -> dict[str, object]:
    table, name = coded.shares, window.window
    group = table.groups.index(name)
    empty = dict.fromkeys(TEXTS, "") | dict.fromkeys(NUMBERS, np.nan)
    row = empty | {"window": name, "stories": pd.NA, "settled": False}
    row["of"] = pd.NA if window.state == NOT_COLLECTED else table.of[group]
    ranked = _ranked(coded, window)
    if not ranked:
        return row | {"why": _nobody_leads(coded, window)}
    first, shares = coded.codebook.reasons[ranked[0]], table.shares
    place = table.place(name, first.reason)
    row |= {"reason": first.reason, "name": first.name, "side": first.side}
    row |= {"stories": table.having[group, table.items.index(first.reason)]}
    row |= {"share": shares.share[place], "low": shares.low[place], "high": shares.high[place]}
    if len(ranked) == 1:
        return row | {"why": "It is the only counted reason found."}
    return row | _lead(coded, name, ranked)


def _lead(coded: CodedPieces, window: str, ranked: Sequence[str]) -> dict[str, object]:
    """Return the lead of the first reason over the second, and over its rival when corrected."""
    table, second = coded.shares, coded.codebook.reasons[ranked[1]]
    first, next_one = (table.place(window, reason) for reason in ranked[:2])
    lead, low, high = (float(part[0]) for part in differences(table.shares, [next_one], [first]))
    row = {"second": second.reason, "second_name": second.name}
    row |= {"second_share": table.shares.share[next_one]}
    row |= {"lead": lead, "lead_low": low, "lead_high": high}
    rival, corrected = _corrected_lead(coded, window, ranked)
    row |= dict(zip(NUMBERS[-3:], corrected, strict=True)) | {"rival": rival}
    return row | {"settled": low > 0 and not corrected[1] <= 0}


def _corrected_lead(
    coded: CodedPieces, window: str, ranked: Sequence[str]
) -> tuple[str, tuple[float, float, float]]:
    """Return the rival and the lead over it; none where one of the reasons is not corrected."""
    table = coded.shares
    places = np.array([table.place(window, reason) for reason in ranked])
    ends: Ends = tuple(
        np.asarray(coded.corrected[name])[places]
        for name in ("corrected", "corrected_low", "corrected_high")
    )
    if np.isnan(ends[0]).any():
        return "", (np.nan, np.nan, np.nan)
    rival = 1 + int(ends[0][1:].argmax())
    one, other = (tuple(own[[place]] for own in ends) for place in (rival, 0))
    shared = correlations(table.shares, places[[rival]], places[[0]])
    # The coding errs for each reason apart, so that they go together less than in the draws.
    lead = newcombe(one, other, np.minimum(shared, 0))
    return ranked[rival], tuple(float(part[0]) for part in lead)


def _ranked(coded: CodedPieces, window: tuple) -> list[str]:
    """Return the counted reasons found in a window that has enough, most stories first."""
    if not window.enough:
        return []
    having = coded.shares.having[coded.shares.groups.index(window.window)]
    found = dict(zip(coded.shares.items, having, strict=True))
    counted = [reason for reason in found if reason in coded.counted and found[reason]]
    return sorted(counted, key=lambda reason: -found[reason])


def _nobody_leads(coded: CodedPieces, window: tuple) -> str:
    if not window.enough:
        return window.said
    if not coded.counted:
        return "No reason's coding was measured to be good enough to be counted."
    return "None of the counted reasons is found in these stories."
