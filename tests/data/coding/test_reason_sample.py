"""The drawn passages and their codings: whole, in place, and readable by people who code anew."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from data.coding.codebook import Codebook, load_codebook
from data.coding.measure.codings import (
    CODINGS,
    FIRST,
    SECOND,
    SETTLED,
    SampleError,
    fault_of,
    find_passages,
    labels_of,
    read_codings,
    read_sample,
    stances_of,
)
from data.coding.measure.sheets import SHEET, read_sheet, write_sheet
from data.coding.measure.texts import SHARED
from data.coding.sample import COLUMNS, SIZES
from data.facts import FILES

READERS = {FIRST, SECOND, SETTLED}


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    return read_sample()


def test_the_sample_is_whole_and_holds_no_words(sample: pd.DataFrame) -> None:
    """Passages are fewer than are said, stand twice, or foreign words are shipped with them."""
    assert tuple(sample.columns) == COLUMNS
    assert sample["passage"].is_unique
    sizes = sample["stratum"].value_counts().to_dict()
    assert sizes == SIZES | {"babel:he": 18, "babel:tr": 18}
    assert ((0 <= sample["start"]) & (sample["start"] < sample["end"])).all()
    assert sample["sha256"].str.fullmatch("[0-9a-f]{16}").all()


def test_passages_of_the_list_are_those_that_were_coded(sample: pd.DataFrame) -> None:
    """A sentence of the list was changed, and its old coding is held against the new words."""
    own = sample[sample["stratum"] == "builtin"]
    found = find_passages(own)
    assert [passage.passage for passage in found] == own["passage"].tolist()
    assert all(passage.words == passage.words.strip() for passage in found)


@pytest.mark.skipif(not SHARED.exists(), reason="The test corpora are not beside the project.")
def test_passages_of_the_test_corpora_are_those_that_were_coded(sample: pd.DataFrame) -> None:
    """Places in the test corpora lead to other words than those that were coded."""
    assert len(find_passages(sample)) == len(sample)


def test_corpora_that_are_not_there_are_left_out(sample: pd.DataFrame, tmp_path: Path) -> None:
    """Without the test corpora nothing can be measured."""
    assert {passage.stratum for passage in find_passages(sample, tmp_path)} == {"builtin"}


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [("sha256", "0" * 16, "not those that were coded"), ("place", "https://no.where", "holds no")],
)
def test_a_changed_text_is_named(sample: pd.DataFrame, column: str, value: str, said: str) -> None:
    """Words that changed since they were coded are measured all the same."""
    with pytest.raises(SampleError, match=f"builtin-001.*{said}"):
        find_passages(sample.iloc[:1].assign(**{column: value}))


def test_every_passage_is_coded_by_all_readers(sample: pd.DataFrame, codebook: Codebook) -> None:
    """A shipped coding misses a passage, has one twice, or says what the codebook does not know."""
    codings = read_codings()
    assert set(codings["coder"]) == READERS
    assert not codings.duplicated(["passage", "coder"]).any()
    assert codings.groupby("coder")["passage"].agg(set).map(set(sample["passage"]).__eq__).all()
    faults = [fault_of(row.reasons, row.voice, codebook) for row in codings.itertuples()]
    assert set(faults) == {""}


def test_what_both_readings_say_is_settled_so() -> None:
    """The settled reading differs where there was nothing to settle."""
    wide = read_codings().pivot(index="passage", columns="coder", values=["reasons", "voice"])
    agreed = (wide.xs(FIRST, axis=1, level=1) == wide.xs(SECOND, axis=1, level=1)).all(axis=1)
    assert 0 < (~agreed).sum() < 200
    assert wide[agreed].xs(SETTLED, axis=1, level=1).equals(wide[agreed].xs(FIRST, axis=1, level=1))


CODED = pd.DataFrame(
    [("a", "me", "trade:given;iran:denied", "government:KAZ"), ("b", "me", "-", "none")],
    columns=["passage", "coder", "reasons", "voice"],
)


def test_codings_are_laid_out_in_the_order_asked_for() -> None:
    """A reason or a stance lands on another passage, or a voice keeps its country."""
    found = labels_of(CODED, "me", ["b", "a"], ["iran", "trade", "religion"])
    assert found.present.tolist() == [[False, False, False], [True, True, False]]
    assert found.stance[1].tolist() == ["denied", "given", ""]
    assert found.voice.tolist() == ["none", "government:KAZ"]
    assert found.speaker.tolist() == ["none", "government"]
    assert stances_of("-") == {}


@pytest.mark.parametrize(("coder", "passages"), [("you", ["a"]), ("me", ["a", "c"])])
def test_a_missing_coding_is_named(coder: str, passages: list[str]) -> None:
    """A passage that nobody read counts as one that carries nothing."""
    with pytest.raises(SampleError, match=f"{coder}: {passages[-1]}"):
        labels_of(CODED, coder, passages, ["iran"])


FAULTS = {
    "": ("trade:given;iran:named", "government:KAZ"),
    "'oil' is no reason of the codebook": ("oil:given", "none"),
    "'' is no stance": ("trade", "none"),
    "'perhaps' is no stance": ("trade:perhaps", "none"),
    "a reason stands twice": ("trade:given;trade:named", "none"),
    "'' is no voice": ("-", ""),
    "'government:Kazakhstan' is no voice": ("-", "government:Kazakhstan"),
    "'' is no reason of the codebook": ("", "none"),
}


@pytest.mark.parametrize(("said", "coded"), FAULTS.items(), ids=FAULTS)
def test_a_wrong_code_is_named(said: str, coded: tuple[str, str], codebook: Codebook) -> None:
    """A mistyped reason, stance or voice is read as something else, or as nothing."""
    assert fault_of(*coded, codebook) == said


@pytest.fixture
def sheet(sample: pd.DataFrame, tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """Yield an empty sheet of three passages and a folder with copies of the codings."""
    shutil.copy(FILES / CODINGS, tmp_path)
    yield write_sheet(find_passages(sample.iloc[:3]), tmp_path / "sheet"), tmp_path


def filled(sheet: Path, **columns: str) -> Path:
    """Fill a sheet with the same in each row, as a spreadsheet would save it."""
    pd.read_csv(sheet, dtype=str).assign(**columns).to_csv(sheet, index=False, encoding="utf-8-sig")
    return sheet


def test_a_sheet_holds_words_and_no_coding(sheet: tuple[Path, Path]) -> None:
    """Who codes anew sees what others coded, or not what is to be coded, or overwrites a sheet."""
    path, _ = sheet
    rows = pd.read_csv(path, keep_default_na=False)
    assert sorted(rows["passage"]) == ["builtin-001", "builtin-002", "builtin-003"]
    assert rows["words"].str.len().min() > 20
    assert set(rows["reasons"]) == set(rows["voice"]) == {""}
    assert path.with_name("reasons.yaml").exists() and path.name == SHEET
    with pytest.raises(SampleError, match="not written over"):
        write_sheet([], path.parent)


def test_a_filled_sheet_becomes_a_coding(sheet: tuple[Path, Path], codebook: Codebook) -> None:
    """A person's coding is lost, stands twice, or takes the place of another's."""
    path, folder = sheet
    for stance in ("named", "given"):
        filled(path, reasons=f"trade:{stance}", voice="government:KAZ")
        assert read_sheet(path, "me", codebook, folder) == 3
    codings = read_codings(folder)
    assert codings["coder"].value_counts().to_dict() == {
        **dict.fromkeys(sorted(READERS), 876),
        "me": 3,
    }
    assert set(codings.loc[codings["coder"] == "me", "reasons"]) == {"trade:given"}


def test_a_sheet_filled_in_part_is_refused(sheet: tuple[Path, Path], codebook: Codebook) -> None:
    """Rows left empty become codings of nothing."""
    path, folder = sheet
    with pytest.raises(SampleError, match="builtin-00.*no reason"):
        read_sheet(path, "me", codebook, folder)
    assert set(read_codings(folder)["coder"]) == READERS
