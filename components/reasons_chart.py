"""Reasons, or topics, as shares of the stories of each window."""

import html
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from components.coverage_hover import isolated
from components.share_dots import share_dots
from components.theme import Look, require

REASON_COLUMNS = (
    *("window", "reason", "stories", "of", "share", "low", "high", "corrected", "corrected_low"),
    *("corrected_high", "clipped", "named", "given", "disputed", "denied", "stance_fault"),
    *("counted", "enough"),
)
TOPIC_COLUMNS = ("window", "topic", "name", "stories", "of", "share", "low", "high", "enough")
NOT_COUNTED = "Not counted: not coded well enough"
MOST_TOPICS = 8
# Shares that all lie below this are written with a decimal.
FINE = 0.1


def reasons_chart(
    frame: pd.DataFrame,
    claims: Sequence[str],
    *,
    look: Look,
    windows: Mapping[str, str],
    labels: Mapping[str, str],
) -> go.Figure:
    """Draw the share of each reason in each window; those not counted stand below, in grey.

    frame: REASON_COLUMNS, as data.questions.reasons.reason_shares. claims: what a click on each row
    opens. windows: names, in order. labels: short names by reason. Windows of few stories are left
    out.
    A share is the corrected one where it is corrected; a tick then marks it as coded.
    """
    require(frame, *REASON_COLUMNS)
    known = frame["corrected"].notna() & frame["enough"]
    dots = pd.DataFrame(
        {
            "window": frame["window"],
            "item": frame["reason"],
            "label": frame["reason"].map(labels),
            "value": frame["corrected"].where(known, frame["share"]),
            "low": frame["corrected_low"].where(known, frame["low"]),
            "high": frame["corrected_high"].where(known, frame["high"]),
            "coded": frame["share"].where(known),
            "few": ~frame["enough"],
            "said": [_reason_said(row, labels, windows) for row in frame.itertuples()],
            "claim": list(claims),
        }
    )
    counted, aside = ranked(frame)
    return share_dots(
        dots, look=look, windows=windows, counted=counted, aside=aside, heading=NOT_COUNTED
    )


def topics_chart(
    frame: pd.DataFrame, claims: Sequence[str], *, look: Look, windows: Mapping[str, str]
) -> go.Figure:
    """Draw the share of each of the most frequent topics in each window.

    frame: TOPIC_COLUMNS, as data.questions.reason_topics.topics_by_window, most frequent first.
    """
    require(frame, *TOPIC_COLUMNS)
    nothing = pd.Series(float("nan"), index=frame.index)
    dots = pd.DataFrame(
        {
            "window": frame["window"],
            "item": frame["topic"],
            "label": frame["name"],
            "value": frame["share"],
            "low": frame["low"],
            "high": frame["high"],
            "coded": nothing,
            "few": ~frame["enough"],
            "said": [_topic_said(row, windows) for row in frame.itertuples()],
            "claim": list(claims),
        }
    )
    first = list(dict.fromkeys(frame["topic"]))[:MOST_TOPICS]
    drawn = dots[dots["item"].isin(first)]
    return share_dots(drawn, look=look, windows=windows, counted=first)


def ranked(frame: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the counted reasons by their share in the largest window, and the others as they are.

    A window of few stories, whose shares may be anything, decides nothing.
    """
    own = frame[frame["window"] == _largest(frame)]
    share = own["corrected"].fillna(own["share"]).astype(float)
    shares = dict(zip(own["reason"], share.fillna(-1.0), strict=True))
    counted = frame.groupby("reason", sort=False)["counted"].first()
    first = sorted(counted.index[counted], key=lambda reason: -shares.get(reason, -1.0))
    return first, counted.index[~counted].tolist()


def _largest(frame: pd.DataFrame) -> str:
    """Return the window with most stories; "" where there is none."""
    of = frame.groupby("window", sort=False)["of"].first().fillna(0)
    return "" if of.empty else str(of.idxmax())


def _reason_said(row: tuple, labels: Mapping[str, str], windows: Mapping[str, str]) -> str:
    lead = _lead(labels[row.reason], windows[row.window], row)
    if not row.counted:
        return f"{lead}{_stances(row)}<br>not counted"
    if pd.isna(row.corrected):
        return lead + _stances(row)
    clipped = {"below": ", as many as are found wrongly", "above": ", cut at all"}
    ends = interval(row.corrected, row.corrected_low, row.corrected_high)
    return f"{lead}<br>corrected: {ends}{clipped.get(row.clipped, '')}{_stances(row)}"


def _topic_said(row: tuple, windows: Mapping[str, str]) -> str:
    return _lead(row.name, windows[row.window], row)


def _lead(name: str, window: str, row: tuple) -> str:
    head = f"<b>{isolated(html.escape(name))}</b>, {window.lower()}<br>"
    if pd.isna(row.share):
        return head
    of = f"{row.stories:,} of {row.of:,} stories"
    return f"{head}{of}: {interval(row.share, row.low, row.high)}"


def _stances(row: tuple) -> str:
    if pd.isna(row.stories) or not row.stories or row.stance_fault:
        return ""
    return (
        f"<br>given in {row.given}, disputed in {row.disputed}, denied in {row.denied}, "
        f"only named in {row.named}"
    )


def interval(share: float, low: float, high: float) -> str:
    """Write a share with its interval: 15% (10 to 22%); without one where it has none."""
    if pd.isna(share):
        return ""
    digits = 1 if max(share, 0 if pd.isna(high) else high) < FINE else 0
    if pd.isna(low):
        return f"{share:.{digits}%}"
    return f"{share:.{digits}%} ({100 * low:.{digits}f} to {high:.{digits}%})"
