"""Where the words beside marks fit: near marks joined, labels that never touch."""

import math
import unicodedata
from collections.abc import Sequence
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


class Mark(NamedTuple):
    """A dated mark: kind is step, event or own, label its short words, text its long ones.

    last_day: of a band, None for a single day. when: the date in words as it is known; "" for day.
    """

    day: pd.Timestamp
    kind: str
    label: str
    text: str
    last_day: pd.Timestamp | None = None
    when: str = ""


class Label(NamedTuple):
    """Words above a chart, their left or right end on a day."""

    day: pd.Timestamp
    text: str
    anchor: str


def mark_groups(marks: Sequence[Mark], first: pd.Timestamp, last: pd.Timestamp) -> list[list[Mark]]:
    """Cut marks in order of day into groups too near each other to be pointed at one by one.

    first, last: the ends of the time axis. A group is no wider than the nearness, so that a
    chain of near marks does not become one.
    """
    places = [(mark.day - first) / (last - first) for mark in marks]
    return _grouped(marks, places, NEAR)


def labels_by_rank(
    marks: Sequence[Mark], first: pd.Timestamp, last: pd.Timestamp, *, width: int
) -> list[Label]:
    """Place the labels of steps, and those of a reader's own events where they leave room.

    One label stands for several near marks, so that none touch at a width or above; where there
    is no room it names fewer, and is left out if even one name is too long.
    marks: in order of day; an empty label is not placed, and events of ours have none.
    width: of the whole figure in pixels. Positions spread as it grows and words do not, so what
    is apart at this width is apart at any greater one.
    """
    steps, own = (
        _placed([mark for mark in marks if mark.kind == kind], first, last, width)
        for kind in ("step", "own")
    )
    free = [one for one in own if all(one.clear_of(step) or step.clear_of(one) for step in steps)]
    return [_label(one) for one in sorted([*steps, *free], key=lambda one: one.left)]


def _label(placed: "_Placed") -> Label:
    return Label(placed.day, placed.text, placed.anchor)


def _placed(
    marks: Sequence[Mark], first: pd.Timestamp, last: pd.Timestamp, width: int
) -> list["_Placed"]:
    drawing = max(width - BESIDE_THE_DRAWING, 1)
    named = [mark for mark in marks if mark.label.strip()]
    places = [(mark.day - first) / (last - first) * drawing for mark in named]
    placed: list[_Placed] = []
    for group in _grouped(list(zip(places, named, strict=True)), places, TOGETHER):
        short, long = (_Placed(group, names, drawing) for names in (1, 2))
        if placed and not long.clear_of(placed[-1]) and not short.clear_of(placed[-1]):
            placed[-1] = placed[-1].shortened(drawing)
        fitting = [one for one in (long, short) if not placed or one.clear_of(placed[-1])]
        placed += [one for one in fitting if one.left >= 0][:1]
    return placed


def _grouped(things: Sequence, places: Sequence[float], reach: float) -> list[list]:
    """Cut things in order of place into groups, none wider than the reach."""
    groups: list[list] = []
    begun = -math.inf
    for thing, place in zip(things, places, strict=True):
        if place - begun > reach:
            groups.append([])
            begun = place
        groups[-1].append(thing)
    return groups


class _Placed:
    """A label for a group of marks at a trial width: right of its first or left of its last."""

    def __init__(self, group: list[tuple[float, Mark]], names: int, drawing: float) -> None:
        self.group = group
        self.text = joined([mark.label for _, mark in group], names)
        length = text_width(self.text)
        begins = group[0][0] + length <= drawing
        self.anchor = "left" if begins else "right"
        self.day = group[0 if begins else -1][1].day
        self.left = group[0][0] if begins else group[-1][0] - length
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
