"""The sentence on a mix of outlets held constant: its mean effect, and how much it is known of."""

import pandas as pd
import pytest

from components.under_chart import mix_in_words

NA = pd.NA
NAMES = {"KAZ": "Kazakhstan", "ISR": "Israel"}


def frame(*rows: tuple) -> pd.DataFrame:
    given = pd.DataFrame(rows, columns=["series", "total", "composition", "covered"])
    return given.astype({"total": "Int64", "composition": "Float64", "covered": "Float64"})


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [("KAZ", 100, 0.01, 0.9), ("KAZ", 300, 0.03, 0.7), ("KAZ", 5, NA, NA)],
            "adds 2 percentage points to the share on average, which is left out here. The "
            "outlets held constant have 75% of all pieces.",
        ),
        (
            [("KAZ", 100, 0.01, 1), ("ISR", 100, -0.02, 1)],
            "takes 2 percentage points from the share of Israel on average, which is left out "
            "here, the most of all lines. The outlets held constant have 100% of all pieces.",
        ),
        (
            [("KAZ", 100, 1e-17, 1)],
            "adds nothing to the share on average. The outlets held constant have 100% of all "
            "pieces.",
        ),
    ],
)
def test_the_effect_of_the_mix_is_said(rows: list[tuple], words: str) -> None:
    """If it fails, a reader is told another effect than the table has, or that of another line."""
    said = mix_in_words(frame(*rows), NAMES, "articles")
    assert said == f"The changing mix of outlets {words}"


def test_without_a_mix_held_constant_nothing_is_said() -> None:
    """If it fails, a chart without a whole month stops the page."""
    assert mix_in_words(frame(("KAZ", 5, NA, NA)), NAMES, "articles") == ""
