"""Reasons in windows: what a story is, what is counted, what is greyed, and what is corrected."""

import numpy as np
import pandas as pd
import pytest

from data.methods.shares import wilson
from data.questions.occasion import Window
from data.questions.reasons import CHANGE_COLUMNS, changes_of, leading_of, shares_of
from tests.data.questions.typed_coded import coded, many, quality

BEFORE, AT, AFTER = "2021-03-01", "2021-03-10", "2021-03-20"


def row_of(frame: pd.DataFrame, **wanted: str) -> pd.Series:
    """Return the one row that has these values."""
    found = frame[np.logical_and.reduce([frame[name] == value for name, value in wanted.items()])]
    assert len(found) == 1
    return found.iloc[0]


def test_a_story_is_its_earliest_piece_in_the_window() -> None:
    """Copies of one text count once each, or a later copy speaks for the first."""
    pieces = [
        (0, BEFORE, 7, "a"),
        (1, "2021-03-02", 7, "b"),
        (2, "2021-03-03", 8, "c"),
        (3, AT, 7, "d"),
    ]
    frame = shares_of(coded(pieces, [(1, "trade"), (2, "trade"), (3, "trade")]))
    before = row_of(frame, window="before", reason="trade")
    assert (before["stories"], before["of"]) == (1, 2)
    at = row_of(frame, window="at", reason="trade")
    assert (at["stories"], at["of"], at["share"]) == (1, 1, 1.0)


def test_every_window_has_every_reason_and_the_days() -> None:
    """A reason nobody gives is missing, and looks as if it were not in the codebook."""
    frame = shares_of(coded(many(BEFORE, 20, first=0)))
    assert frame["window"].tolist() == ["before"] * 3 + ["at"] * 3 + ["after"] * 3
    assert frame["reason"].tolist() == ["trade", "iran", "gaza"] * 3
    first = frame.iloc[0]
    assert (str(first["first_day"].date()), str(first["last_day"].date())) == (
        "2021-02-08",
        "2021-03-09",
    )
    assert (first["stories"], first["share"], first["low"]) == (0, 0.0, 0.0)
    assert first["high"] == pytest.approx(wilson([0], [10])[1][0])


def test_a_piece_that_may_lie_outside_is_in_no_window_but_in_the_whole() -> None:
    """A piece of March, no day said, is put on the first of March, before the step."""
    pieces = [(0, BEFORE, 1, "a"), (1, "", 2, "b")]
    assert row_of(shares_of(coded(pieces)), window="before", reason="trade")["of"] == 1
    whole = [Window("whole", pd.Timestamp("2021-01-01").date(), pd.Timestamp("2022-01-01").date())]
    assert (
        row_of(shares_of(coded(pieces, windows=whole)), reason="trade", window="whole")["of"] == 2
    )


def test_nothing_collected_is_no_number_and_nothing_written_no_share() -> None:
    """Days that nobody collected look like days on which nobody wrote."""
    frame = shares_of(coded(many(AT, 3, first=0), states={"before": "not collected"}))
    before = row_of(frame, window="before", reason="trade")
    assert pd.isna(before[["stories", "of", "share", "low", "corrected", "given"]]).all()
    after = row_of(frame, window="after", reason="trade")
    assert (after["stories"], after["of"]) == (0, 0) and np.isnan(after["share"])


def test_stances_are_counted_by_story() -> None:
    """A story that gives a reason and doubts it counts twice, or once as only named."""
    codes = [
        (0, "trade", "given"),
        (0, "trade", "denied"),
        (1, "trade", "named"),
        (1, "trade", "named"),
        (2, "trade", "disputed"),
        (2, "iran", "given"),
    ]
    found = row_of(shares_of(coded(many(AT, 4, first=0), codes)), window="at", reason="trade")
    assert found[["stories", "named", "given", "disputed", "denied"]].tolist() == [3, 1, 1, 1, 1]


def test_what_is_not_coded_well_is_not_counted_and_says_why() -> None:
    """A reason whose coding was never measured is ranked among those that were."""
    frame = shares_of(coded(many(AT, 20, first=0), [(0, "gaza")]))
    assert frame.groupby("reason")["counted"].first().to_dict() == {
        "gaza": False,
        "iran": True,
        "trade": True,
    }
    assert "never measured" in row_of(frame, window="at", reason="gaza")["why_not"]
    assert row_of(frame, window="at", reason="trade")["why_not"] == ""


def test_fewer_than_twenty_stories_are_too_few() -> None:
    """A share of a handful stands beside one of a hundred as if it were as good."""
    frame = shares_of(coded([*many(BEFORE, 19, first=0), *many(AT, 20, first=50)]))
    assert frame.groupby("window")["enough"].first().to_dict() == {
        "after": False,
        "at": True,
        "before": False,
    }


def test_shares_are_corrected_for_the_known_mistakes() -> None:
    """The correction takes precision for sensitivity, or is of another reason."""
    codes = [(n, "trade") for n in range(30)]
    found = row_of(shares_of(coded(many(AT, 100, first=0), codes)), window="at", reason="trade")
    assert found["corrected"] == pytest.approx((0.3 + 0.98 - 1) / (0.9 + 0.98 - 1), abs=0.002)
    assert found["corrected_low"] < found["corrected"] < found["corrected_high"]
    assert (found["not_corrected"], found["clipped"]) == ("", "")


def test_no_more_found_than_would_be_found_wrongly_is_none_and_is_said() -> None:
    """Two of a hundred stories are called a reason though the coding errs as often."""
    frame = shares_of(coded(many(AT, 100, first=0), [(0, "trade"), (1, "trade")]))
    found = row_of(frame, window="at", reason="trade")
    assert (found["corrected"], found["clipped"]) == (0.0, "below")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"uncorrectable": "Stories have several sentences."}, "several sentences"),
        ({"measured": quality(iran=(0.8, 0.99))}, "not counted is not corrected"),
        ({"measured": quality(trade=(np.nan, 0.99))}, "was not measured in English"),
        ({"measured": quality(trade=(0.9, 0.9)).iloc[:1]}, "was not measured in English"),
        ({"measured": quality(trade=(0.2, 0.8))}, "no better than chance"),
        ({"measured": quality(trade=(0.9, 0.9)).assign(coded_with="else")}, "is not counted"),
    ],
)
def test_where_it_is_not_corrected_it_says_why(changes: dict, said: str) -> None:
    """A share that was not corrected passes for one that was."""
    frame = shares_of(coded(many(AT, 40, first=0), [(0, "trade")], **changes))
    found = row_of(frame, window="at", reason="trade")
    assert said in found["not_corrected"] and np.isnan(found["corrected"])


def changed() -> pd.DataFrame:
    """Return the changes where trade leaves and iran stays as it was."""
    pieces = [*many(BEFORE, 60, first=0, outlets=60), *many(AT, 60, first=100, outlets=60)]
    codes = [(n, "trade") for n in range(40)] + [(n, "trade") for n in range(100, 106)]
    codes += [(n, "iran") for n in (0, 1, 2, 100, 101, 103)]
    return changes_of(coded([*pieces, *many(AFTER, 5, first=300)], codes))


def test_changes_are_of_counted_reasons_and_windows_with_enough() -> None:
    """A change is told of a window with five stories, or of a reason that is not counted."""
    frame = changed()
    assert list(frame.columns) == list(CHANGE_COLUMNS)
    assert frame[["reason", "from_window", "to_window"]].values.tolist() == [
        ["trade", "before", "at"],
        ["iran", "before", "at"],
    ]
    assert (frame["compared"] == 2).all()


def test_a_change_settles_only_where_its_interval_says_so() -> None:
    """A change that chance makes is called one, or a plain one is not."""
    trade, iran = (row for _, row in changed().iterrows())
    assert trade["difference"] == pytest.approx(6 / 60 - 40 / 60)
    assert trade["low"] < trade["difference"] < trade["high"] < 0
    assert trade["settled"] and not iran["settled"]
    assert iran["low"] < 0 < iran["high"]


def test_without_anything_to_compare_there_are_no_changes() -> None:
    """A page without counted reasons breaks instead of saying so."""
    for found in (coded([]), coded(many(AT, 30, first=0)), coded([], measured=quality())):
        frame = changes_of(found)
        assert frame.empty and frame.dtypes.astype(str)["settled"] == "bool"


def test_the_leading_reason_is_a_counted_one_with_its_lead() -> None:
    """A reason that is not counted leads, or its lead is over itself."""
    codes = [(n, "gaza") for n in range(40)] + [(n, "trade") for n in range(30)]
    found = row_of(
        leading_of(coded(many(AT, 50, first=0, outlets=50), [*codes, (45, "iran")])), window="at"
    )
    assert (found["reason"], found["second"], found["stories"], found["of"]) == (
        "trade",
        "iran",
        30,
        50,
    )
    assert found["lead"] == pytest.approx(0.58) and found["settled"] and found["why"] == ""
    assert 0 < found["lead_low"] < 0.58 < found["lead_high"]


def test_a_lead_that_miscoding_may_make_is_not_settled() -> None:
    """A reason leads only since the other is missed more often."""
    pieces = many(AT, 100, first=0, outlets=100)
    codes = [(n, "trade") for n in range(40)] + [(n, "iran") for n in range(40, 55)]
    measured = quality(trade=(0.95, 0.99), iran=(0.35, 0.99))
    found = row_of(leading_of(coded(pieces, codes, measured=measured)), window="at")
    assert found["lead_low"] > 0 and found["reason"] == "trade" and found["rival"] == "iran"
    assert found["corrected_lead"] < 0.05 and found["corrected_lead_low"] < 0
    assert not found["settled"]
    alike = quality(trade=(0.95, 0.99), iran=(0.95, 0.99))
    found = row_of(leading_of(coded(pieces, codes, measured=alike)), window="at")
    assert found["settled"] and found["corrected_lead_low"] > 0
    raw = row_of(leading_of(coded(pieces, codes, uncorrectable="No.")), window="at")
    assert raw["settled"] and raw["rival"] == "" and np.isnan(raw["corrected_lead"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"codes": []}, "None of the counted reasons"),
        ({"codes": [(0, "trade")]}, "the only counted reason"),
        ({"codes": [(0, "trade")], "measured": quality()}, "No reason's coding"),
        ({"codes": [(0, "trade")], "pieces": many(AT, 5, first=0)}, "Too few."),
    ],
)
def test_where_nothing_leads_it_says_why(changes: dict, said: str) -> None:
    """A lead is told of one reason alone, or of too few stories."""
    given = {"pieces": many(AT, 30, first=0), **changes}
    found = row_of(leading_of(coded(**given)), window="at")
    assert said in found["why"] and np.isnan(found["lead"]) and not found["settled"]
