"""Is a figure right: which pieces behind it to read, and what reading them says."""

import hashlib
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.methods.shares import wilson

SIZE = 50
RIGHT, WRONG, UNREAD = "right", "wrong", ""


@dataclass(frozen=True, slots=True)
class Precision:
    """What a read sample says of a figure: how many of its pieces belong there.

    right, wrong, unread: pieces of the sample. share: right of those read; low and high its 95 %
    interval, all three 0 to 1 and None where nothing is read.
    """

    right: int
    wrong: int
    unread: int
    share: float | None
    low: float | None
    high: float | None


def seed_of(view: str, draw: int = 1) -> int:
    """Return the seed of a view's draw: the same on every machine, another for each draw.

    view: what names the view, as the address of its filters does. draw: from 1.
    """
    digest = hashlib.sha256(f"{draw}\n{view}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def sample_places(number: int, size: int = SIZE, *, seed: int) -> np.ndarray:
    """Draw places 0 to number - 1 without replacement, each as likely as any other, sorted.

    Returns int64, at most size of them, all where there are no more. Errors: ValueError for a
    negative number or size.
    """
    if number < 0 or size < 0:
        raise ValueError(f"cannot draw {size} of {number} pieces")
    draw = np.random.default_rng(seed)
    return np.sort(draw.choice(number, min(number, size), replace=False)).astype(np.int64)


def precision(labels: pd.Series) -> Precision:
    """Return how many of the pieces read are right, with an interval.

    labels: right, wrong or "" (not read; missing counts as that), one per piece of a sample. The
        share speaks for all pieces only where those read are no choice of their own: who stops
        early has read the earliest pieces.
    The interval is Wilson's without correction for a finite number, so it is a little too wide
    where the sample is a large part of all pieces. It says nothing of pieces that are missing.
    Errors: ValueError for another label.
    """
    said = labels.fillna(UNREAD)
    if unknown := sorted(set(said) - {RIGHT, WRONG, UNREAD}):
        raise ValueError(f"{unknown[0]!r} is no label of a piece; use {RIGHT!r}, {WRONG!r} or ''")
    right, wrong = int((said == RIGHT).sum()), int((said == WRONG).sum())
    read = right + wrong
    unread = len(said) - read
    if not read:
        return Precision(right, wrong, unread, None, None, None)
    low, high = wilson([right], [read])
    return Precision(right, wrong, unread, right / read, float(low[0]), float(high[0]))
