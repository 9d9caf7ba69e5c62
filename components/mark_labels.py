"""Where the words beside marks fit: near marks joined, labels that never touch."""

import math
import unicodedata
from typing import NamedTuple

import pandas as pd

LABEL_SIZE = 11
BESIDE_THE_DRAWING = 76
BETWEEN = 10
LONGEST = 150
# Marks that begin within so many pixels share a label.
TOGETHER = 40
# Symbols nearer than this part of the time axis would lie on each other.
NEAR = 0.011


class Label(NamedTuple):
    """Words above a chart, their left or right end on a day."""

    day: pd.Timestamp
    text: str
    anchor: str


def mark_groups(marks: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> list[pd.DataFrame]:
    """Cut marks into groups too near each other to be pointed at one by one.

    marks: day, in order. first, last: the ends of the time axis. A group is no wider than the
    nearness, so that a chain of near marks does not become one.
    """
    return [group for _, group in marks.groupby(_started(marks["day"], (last - first) * NEAR))]


def step_labels(
    marks: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, *, width: int
) -> list[Label]:
    """Place labels over marks, one for several near ones, so that none touch at a width or above.

    marks: day and label, in order of day; an empty label is not placed. Where there is no room
    a label names fewer, and is left out if even one name is too long.
    width: of the whole figure in pixels. Positions spread as it grows and words do not, so what
    is apart at this width is apart at any greater one.
    """
    drawing = max(width - BESIDE_THE_DRAWING, 1)
    named = marks[marks["label"].str.strip() != ""]
    at = (named["day"] - first) / (last - first) * drawing
    placed: list[_Placed] = []
    for _, group in named.assign(at=at).groupby(_started(at, TOGETHER)):
        short, long = (_Placed(group, names, drawing) for names in (1, 2))
        if placed and not long.clear_of(placed[-1]) and not short.clear_of(placed[-1]):
            placed[-1] = placed[-1].shortened(drawing)
        fitting = [one for one in (long, short) if not placed or one.clear_of(placed[-1])]
        placed += [one for one in fitting if one.left >= 0][:1]
    return [Label(one.day, one.text, one.anchor) for one in placed]


def _started(places: pd.Series, reach: float | pd.Timedelta) -> list:
    """Return, for places in order, where the group of each begins; none is wider than the reach."""
    starts: list = []
    for place in places:
        starts.append(place if not starts or place - starts[-1] > reach else starts[-1])
    return starts


class _Placed:
    """A label for a group of marks at a trial width: right of its first or left of its last."""

    def __init__(self, group: pd.DataFrame, names: int, drawing: float) -> None:
        self.group = group
        self.text = joined(group["label"].tolist(), names)
        length = text_width(self.text)
        begins = group["at"].iloc[0] + length <= drawing
        self.anchor = "left" if begins else "right"
        self.day = group["day"].iloc[0 if begins else -1]
        self.left = group["at"].iloc[0] if begins else group["at"].iloc[-1] - length
        self.right = self.left + length

    def clear_of(self, earlier: "_Placed") -> bool:
        return self.left >= earlier.right + BETWEEN

    def shortened(self, drawing: float) -> "_Placed":
        return _Placed(self.group, 1, drawing)


def joined(labels: list[str], names: int = 2) -> str:
    """Name the first of several labels and count the rest; one that is too long is cut."""
    different = list(dict.fromkeys(labels))
    more = len(different) - names
    text = ", ".join(different[:names]) + (f" +{more}" if more > 0 else "")
    if text_width(text) <= LONGEST:
        return text
    if names > 1:
        return joined(different, names - 1)
    letters = math.floor(LONGEST / text_width(different[0]) * len(different[0])) - 3
    return f"{different[0][:letters]}…" + (f" +{more}" if more > 0 else "")


def text_width(text: str) -> float:
    """Return the pixels that text may take in a label, rather too many than too few."""
    return LABEL_SIZE * sum(_letter(sign) for sign in text)


def _letter(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if sign in "iljtfrI.,:;'|!()[] -":
        return 0.3
    return 0.85 if sign in "mwMW@%" else 0.68 if sign.isupper() else 0.54
