"""Whether stances and speakers are coded well enough: each fault is named, and none is passed."""

import numpy as np
import pandas as pd
import pytest

from data.coding.quality import COLUMNS
from data.questions.coded_layers import stance_fault, voice_faults

CHECKSUM = "c0ffee"


def measured(layer: str, name: str, **changes: object) -> pd.DataFrame:
    """Return a measured stance or voice that passes, and the same of one language that does not."""
    row = dict.fromkeys(COLUMNS, np.nan) | {"reason": name, "layer": layer, "language": ""}
    row |= {"coded_with": CHECKSUM, "passages": 200, "positives": 90, "stratum": ""}
    row |= {"alpha": 0.7, "precision": 0.8} | changes
    return pd.DataFrame([row, row | {"language": "en", "precision": 0.1}])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"coded_with": "else"}, "How a reason is given: the codebook or the coder was changed"),
        ({"positives": 4}, "too few passages"),
        ({"precision": np.nan}, "too few passages"),
        ({"alpha": 0.66}, "agree too little, alpha 0.66"),
        ({"alpha": np.nan}, "agree too little"),
        ({"precision": 0.68}, "right in 68% of the passages measured, and 80% are needed"),
    ],
)
def test_each_fault_is_named(changes: dict, said: str) -> None:
    """How often a reason is denied is shown as sure, though the program mostly errs."""
    fault = stance_fault(measured("stance", "all", **changes), CHECKSUM)
    assert said in fault and bool(fault) is bool(said)


def test_each_voice_is_judged_for_itself() -> None:
    """One voice that is coded well makes all others pass."""
    rows = pd.concat([measured("voice", "analyst"), measured("voice", "outlet", precision=0.5)])
    faults = voice_faults(rows, CHECKSUM)
    assert list(faults) == ["none", "government", "opponent", "analyst", "outlet"]
    assert faults["analyst"] == "" and "50%" in faults["outlet"]
    assert "never measured" in faults["government"]
    assert "never measured" in stance_fault(rows, CHECKSUM)
