"""Precision, recall, F1 and specificity of a way to code, each with its interval."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.methods.shares import wilson

MEASURES = ("precision", "recall", "f1", "specificity")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many passages: found and there, found only, there only, neither.

    Not whole where they are a mean over several divisions of the sample.
    """

    hit: float
    extra: float
    missed: float
    rejected: float


def counts(there: np.ndarray, found: np.ndarray) -> Counts:
    """Compare what is there with what was found: bool, of one length; found may be a mean."""
    there, found = there.astype(float), found.astype(float)
    return Counts(
        float((there * found).sum()),
        float(((1 - there) * found).sum()),
        float((there * (1 - found)).sum()),
        float(((1 - there) * (1 - found)).sum()),
    )


def measures(rows: list[Counts]) -> pd.DataFrame:
    """Return the measures of each row with their 95 % intervals: x, x_low, x_high; NaN unknown.

    Intervals: Wilson's, passages being drawn one by one. That of F1 is Wilson's of
    hit / (hit + extra + missed), of which F1 is a rising function, so that it is no point where
    nothing went wrong.
    """
    frame = pd.DataFrame(rows, columns=["hit", "extra", "missed", "rejected"], dtype=float)
    union = frame["hit"] + frame["extra"] + frame["missed"]
    of = {
        "precision": (frame["hit"], frame["hit"] + frame["extra"]),
        "recall": (frame["hit"], frame["hit"] + frame["missed"]),
        "f1": (frame["hit"], union),
        "specificity": (frame["rejected"], frame["rejected"] + frame["extra"]),
    }
    found = {}
    for name, (part, whole) in of.items():
        share = part / whole.where(whole > 0)
        three = (share, *wilson(part, whole))
        if name == "f1":
            three = tuple(2 * each / (1 + each) for each in three)
        found |= dict(zip((name, f"{name}_low", f"{name}_high"), three, strict=True))
    return pd.DataFrame(found)
