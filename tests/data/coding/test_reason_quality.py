"""The table of how well reasons are coded: true of the shipped cues; what is counted by it."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from data.coding.__main__ import main, read
from data.coding.codebook import Codebook, load_codebook
from data.coding.measure.codings import FIRST, SECOND, SETTLED, Labels, Passage
from data.coding.measure.cues import by_cues
from data.coding.measure.report import report
from data.coding.measure.table import CUES, Reading, quality_table, write_table
from data.coding.measure.texts import Text
from data.coding.quality import ALL, COLUMNS, NUMBERS, WITH_COUNTRY, Bar, load_quality, verdicts

KEY = ["layer", "reason"]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


@pytest.fixture(scope="module")
def fresh(codebook: Codebook, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Return the table measured now on the passages of the list."""
    nothing = tmp_path_factory.mktemp("no-corpora")
    reading = read(nothing, (FIRST, SECOND, SETTLED), codebook)
    table = quality_table(reading, by_cues(reading.passages, codebook), {}, codebook)
    write_table(table, nothing)
    return load_quality(nothing)


def test_the_shipped_table_is_of_the_cues_that_ship(
    fresh: pd.DataFrame, codebook: Codebook
) -> None:
    """Cues, actors or the coder were changed and not measured again: python -m data.coding."""
    shipped = load_quality()
    shipped = shipped[(shipped["stratum"] == "builtin") & (shipped["coder"] == CUES)]
    assert set(shipped["coded_with"]) == {codebook.checksum}
    assert_frame_equal(
        shipped[[*KEY, "passages", "positives", *NUMBERS]].reset_index(drop=True),
        fresh.loc[fresh["language"] == "", [*KEY, "passages", "positives", *NUMBERS]].reset_index(
            drop=True
        ),
        atol=1e-4,
    )


def test_every_reason_is_measured_in_every_language(codebook: Codebook) -> None:
    """A reason has no row, or the way in use does not stand first."""
    table = load_quality()
    reasons = table[table["layer"] == "reason"]
    assert set(reasons["language"]) == {"", "en", "ar", "fr", "ru", "he", "tr"}
    by_place = reasons.groupby(["language", "stratum"], sort=False)
    assert by_place["reason"].agg(lambda found: set(found) == set(codebook.reasons)).all()
    assert (reasons.drop_duplicates(["reason", "language"])["coder"] == CUES).all()
    assert (table["positives"] <= table["passages"]).all()
    for name in ("alpha", "precision", "recall", "f1", "specificity"):
        known = table[table[name].notna()]
        assert (known[f"{name}_low"] <= known[name] + 1e-4).all()
        assert (known[name] <= known[f"{name}_high"] + 1e-4).all()


REASONS = ("trade", "iran")


def labels(*rows: tuple[str, str, str]) -> Labels:
    """Lay out a stance of trade, one of iran, and a voice for each passage."""
    stance = np.array([row[:2] for row in rows], dtype=object)
    return Labels(REASONS, stance, np.array([row[2] for row in rows], dtype=object))


def passage(number: int, language: str, stratum: str) -> Passage:
    """Return a passage without words."""
    return Passage(str(number), stratum, Text("", "", "", language, ""), 0, 0)


READ = (
    ("given", "", "government:KAZ"),
    ("given", "named", "government:KAZ"),
    ("", "denied", "none"),
    ("", "", "analyst"),
)
FOUND = (
    ("given", "", "government:UZB"),
    ("named", "named", "government:KAZ"),
    ("given", "", "none"),
    ("", "", ""),
)


@pytest.fixture
def typed(codebook: Codebook) -> pd.DataFrame:
    """Return the table of four passages, typed out, coded by cues and by a model."""
    passages = [
        passage(1, "en", "list"),
        passage(2, "en", "list"),
        passage(3, "en", "news"),
        passage(4, "ru", "press"),
    ]
    reading = Reading(passages, labels(*READ), labels(*READ), labels(*READ))
    half = np.full((4, 2), 0.5)
    return quality_table(reading, labels(*FOUND), {"model": half}, codebook)


def row(table: pd.DataFrame, **wanted: str) -> pd.Series:
    """Return the one row of a table that has the values asked for."""
    for name, value in wanted.items():
        table = table[table[name] == value]
    (found,) = (one for _, one in table.iterrows())
    return found


def test_a_table_typed_out(typed: pd.DataFrame) -> None:
    """A number stands in the row of another reason, way or language."""
    assert tuple(typed.columns) == COLUMNS
    trade = row(typed, layer="reason", reason="trade", coder=CUES, language="")
    assert (trade["passages"], trade["positives"], trade["alpha"]) == (4, 2, 1)
    assert trade["precision"] == pytest.approx(2 / 3) and trade["recall"] == 1
    assert trade["specificity"] == 0.5
    model = row(typed, layer="reason", reason="trade", coder="model", language="")
    assert (model["precision"], model["recall"], model["specificity"]) == (0.5, 0.5, 0.5)
    listed = row(typed, layer="reason", reason="iran", coder=CUES, stratum="list")
    assert (listed["language"], listed["passages"], listed["positives"]) == ("en", 2, 1)
    places = typed[["language", "stratum"]].drop_duplicates().agg(tuple, axis=1).tolist()
    assert places == [("", ""), ("en", ""), ("en", "list"), ("en", "news"), ("ru", "")]


def test_stances_are_held_against_reasons_that_were_found(typed: pd.DataFrame) -> None:
    """A stance counts as wrong where the reason itself was missed."""
    every = row(typed, layer="stance", reason=ALL, language="")
    # Trade twice and iran once are there and found; one of the three has another stance.
    assert every["passages"] == 3 and every["precision"] == pytest.approx(2 / 3)
    assert np.isnan(every["recall"])
    named = row(typed, layer="stance", reason="named", language="")
    assert (named["positives"], named["precision"], named["recall"]) == (1, 0.5, 1)


def test_voices_are_held_against_passages_with_a_reason(typed: pd.DataFrame) -> None:
    """A voice counts as wrong where no reason was found, or with the country left out of sight."""
    every = row(typed, layer="voice", reason=ALL, language="")
    assert (every["passages"], every["precision"]) == (3, 1)
    assert row(typed, layer="voice", reason=WITH_COUNTRY, language="")["precision"] == (
        pytest.approx(2 / 3)
    )


def measured(**numbers: float | str) -> pd.DataFrame:
    """Return a table of one reason, good enough but for what is given."""
    good = dict.fromkeys(NUMBERS, 0.9) | {
        "reason": "trade",
        "coder": CUES,
        "coded_with": "now",
        "passages": 100,
        "positives": 20,
        "language": "",
        "layer": "reason",
        "stratum": "",
    }
    return pd.DataFrame([good | numbers])[list(COLUMNS)]


VERDICTS = {
    "good": ({}, ""),
    "at the bar": ({"alpha": 0.67, "precision": 0.8}, ""),
    "too little agreement": ({"alpha": 0.66}, "alpha 0.66, and 0.67 is needed"),
    "not precise": ({"precision": 0.79}, "precision 0.79, and 0.80 is needed"),
    "other cues": ({"coded_with": "before"}, "changed since"),
    "too few": ({"positives": 4}, "4 of 100"),
    "never found": ({"precision": np.nan}, "in no passage"),
    "measured in one language only": ({"language": "en"}, "never measured"),
}


@pytest.mark.parametrize(("numbers", "said"), VERDICTS.values(), ids=VERDICTS)
def test_what_is_counted(numbers: dict[str, float | str], said: str) -> None:
    """A reason below the bar is counted, or one above it is not, or no word says why."""
    found = verdicts(measured(**numbers), ["trade"], "now").iloc[0]
    assert found["passes"] == (said == "")
    assert said in found["why"] and bool(found["why"]) == bool(said)


def test_the_way_in_use_decides_and_other_reasons_have_a_row() -> None:
    """A better model that is not in use lets its reason be counted, or a reason is lost."""
    table = pd.concat([measured(precision=0.5), measured(coder="model")])
    found = verdicts(table, ["iran", "trade"], "now")
    assert found["reason"].tolist() == ["iran", "trade"]
    assert found["passes"].tolist() == [False, False]
    assert found["same_codebook"].tolist() == [False, True]
    assert verdicts(table, ["trade"], "now", Bar(precision=0.4))["passes"].all()


def test_a_table_without_rows_counts_nothing(tmp_path: Path) -> None:
    """Before the first measurement reasons are counted, or the table cannot be read."""
    write_table(measured().iloc[:0], tmp_path)
    assert not verdicts(load_quality(tmp_path), ["trade"], "now")["passes"].any()


def test_the_report_says_who_coded_and_what_is_not_counted(codebook: Codebook) -> None:
    """The printed table hides that no person coded, or which reasons are left out."""
    read_as = labels(*READ)
    passages = [passage(number, "en", "list") for number in range(4)]
    reading = Reading(passages, read_as, read_as, read_as)
    found = labels(*FOUND)
    table = quality_table(reading, found, {}, codebook)
    said = "\n".join(report(table, reading, {CUES: found.present}, codebook))
    assert "not by people" in said and "Counted: none" in said
    assert (
        "  trade: Too few passages of the sample carry this reason to measure it: 2 of 4." in said
    )


def test_the_command_says_what_it_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the test corpora the command fails, or measures less and keeps silent."""
    assert main(["--quick", "--shared", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "Skipped: newsapi:fr, 75 passages" in said and "520 passages." in said


def test_the_command_names_a_sheet_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped file ends in a traceback."""
    assert main(["read", "nowhere.csv", "--coder", "me"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err


def test_the_command_writes_a_sheet_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who wants to code anew gets no sheet, or loses a filled one."""
    asked = ["--shared", str(tmp_path), "sheet", str(tmp_path / "sheet")]
    assert main(asked) == 0
    (sheet,) = (tmp_path / "sheet").glob("*.csv")
    assert len(pd.read_csv(sheet)) == 520
    assert main(asked) == 2
    assert "not written over" in capsys.readouterr().err
