"""Reasons as tables: numbers in words, changes in points, and quality with why it is not enough."""

import pandas as pd
import pytest

from components.quality_view import in_words, quality_rows
from components.reason_tables import change_rows, number_rows, points
from data.questions.reasons import changes_of, shares_of
from tests.data.questions.typed_coded import coded, many

NAN = float("nan")
LABELS = {"trade": "Trade", "iran": "Iran", "gaza": "Gaza"}


def test_numbers_are_of_counted_reasons_and_windows_with_stories() -> None:
    """A reason that is not counted has a row, or a window that nobody collected has a 0."""
    codes = [(row, "iran", "given") for row in range(12)] + [
        (0, "trade"),
        (0, "gaza"),
        (50, "iran"),
    ]
    found = coded([*many("2021-03-10", 24, first=0), *many("2021-03-20", 3, first=50)], codes)
    rows = number_rows(shares_of(found), LABELS)
    assert rows[["Reason", "When", "Stories"]].values.tolist() == [
        ["Iran", "At the step", "12 of 24"],
        ["Iran", "After", "1 of 3"],
        ["Trade", "At the step", "1 of 24"],
    ]
    assert rows["Share"].tolist()[1] == rows["Corrected"].tolist()[1] == "too few stories"
    first = rows.iloc[0]
    assert first["Share"].startswith("50% (") and first["Corrected"].startswith("62% (")
    assert first[["Given", "Only named"]].tolist() == [12, 0]


def test_a_row_keeps_the_place_of_its_reason() -> None:
    """A row that is chosen opens the evidence of another."""
    found = coded(many("2021-03-10", 24, first=0), [(row, "iran") for row in range(12)])
    frame = shares_of(found)
    rows = number_rows(frame, LABELS)
    assert frame.loc[rows.index[0], ["window", "reason"]].tolist() == ["at", "iran"]


def test_settled_changes_stand_first() -> None:
    """A change that is more than chance is below ones that are not."""
    pieces = [
        *many("2021-03-01", 60, first=0, outlets=60),
        *many("2021-03-10", 60, first=100, outlets=60),
    ]
    codes = [(n, "iran") for n in range(40)] + [(n, "trade") for n in (0, 1, 100)]
    rows = change_rows(changes_of(coded(pieces, codes)), LABELS)
    assert rows[["Reason", "More than chance"]].values.tolist() == [
        ["Iran", "yes"],
        ["Trade", "not settled"],
    ]
    assert rows["Shares"].tolist()[0] == "67% to 0%"
    assert rows["Difference"].tolist()[0].startswith("-67 (-")


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((0.123, -0.04, 0.3), "+12 (-4 to +30) points"),
        ((0.001, -0.004, 0.0), "0 (0 to 0) points"),
        ((-0.5, NAN, NAN), "-50 points"),
    ],
)
def test_differences_are_in_points(ends: tuple[float, float, float], said: str) -> None:
    """A difference of shares is written in per cent, or as minus nought."""
    assert points(*ends) == said


def test_quality_says_why_a_reason_is_not_counted() -> None:
    """A reader sees that a reason is grey and not why."""
    numbers = {name: 0.9 for name in ("alpha", "precision", "recall", "f1")}
    ends = {f"{name}_{end}": NAN for name in numbers for end in ("low", "high")}
    row = {**numbers, **ends, "positives": 40, "passages": 500}
    frame = pd.DataFrame(
        [
            {"reason": "gaza", "counted": False, "why_not": "Never.", **row, "alpha": NAN},
            {
                "reason": "trade",
                "counted": True,
                "why_not": "",
                **row,
                "alpha_low": 0.8,
                "alpha_high": 1,
            },
        ]
    )
    rows = quality_rows(frame, {"gaza": "Gaza", "trade": "Trade"})
    assert rows["Reason"].tolist() == ["Trade", "Gaza"]
    assert rows["Agreement"].tolist() == ["0.90 (0.80 to 1.00)", "not measured"]
    assert rows["Why it is not counted"].tolist() == ["", "Never."]
    assert rows["Passages with it"].tolist() == ["40 of 500"] * 2
    assert in_words(frame).startswith("1 of the 2 are")
    assert in_words(frame.iloc[:1]) == "None of the 1 is."
