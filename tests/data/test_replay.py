"""A saved view is built again: the same is called the same, and every other case has a sentence."""

import io
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.coding.codebook_error import CodebookError
from data.corpus import open_corpus
from data.export.bundle import Parts, bundle
from data.export.comparison import LONGEST_CELL, compared, plain, text_table
from data.export.saved_view import SavedViewError, read_view
from data.export.tables import as_csv
from data.filters import FilterError, Filters
from data.replay import main, replayed
from data.tables import TABLES
from tests.data.saved_views import TODAY, held, members, packed, retold, view, zipped

ROOT = Path(__file__).parents[2]
KAZ = Filters(country=("KAZ",))
FILTERS = {
    "none": Filters(),
    "a share": Filters(country=("KAZ", "ISR"), measure="share", every="quarter"),
    "stories found by words": Filters(of="stories", q="minerals OR trade"),
    "days picked": Filters(
        picked=(date(2025, 11, 1), date(2025, 11, 30)), bursts="2,1", breaks="3", as_of=TODAY
    ),
    "own press": Filters(country=("ISR",), compare="press", measure="share"),
    "nothing": Filters(country=("TUV",), q="nothingatall"),
    "evidence of a reason": Filters(focus="KAZ", claim="reason:palestinians"),
}


@pytest.mark.parametrize("figure", TABLES)
@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS)
def test_every_table_is_the_same_again(figure: str, filters: Filters) -> None:
    """A type, a missing value or a number does not survive the way through the files."""
    shown = view(figure, filters)
    try:
        content = zipped(shown)
    except FilterError:
        # Without picked days there are no words to compare; without a claim, no evidence.
        assert figure == "words" or not filters.claim and figure == "evidence"
        return
    found = replayed(read_view(io.BytesIO(content)), *held())
    assert found.same, found.in_words()
    assert found.columns >= 3


def edited(content: bytes, change: Callable[[pd.DataFrame], pd.DataFrame]) -> bytes:
    """Return the ZIP of a view whose rows were others when it was made."""
    frame = pd.read_parquet(io.BytesIO(members(content)["data/drawn.parquet"]))
    return bundle(view(filters=KAZ), change(frame), Parts())


def one_cell(frame: pd.DataFrame) -> pd.DataFrame:
    frame.loc[3, "count"] = 999
    return frame


EDITS = {
    "one cell": (one_cell, "1 row differs; first:\n  row 4: count was 999, is "),
    "a row gone": (lambda frame: frame.drop(index=5), "  row 6, only now: period 2021-01-01"),
    "a row more": (
        lambda frame: pd.concat([frame, frame.head(1).assign(series="XXX")]),
        "row 72, only in the file: period 2020-08-01",
    ),
    "many": (lambda frame: frame.assign(name="Elsewhere"), "71 rows differ; first:"),
    "another order": (lambda frame: frame.iloc[::-1], "the same rows in another order"),
    "a column gone": (lambda frame: frame.drop(columns="share"), "columns that are new: share"),
    "a column more": (lambda frame: frame.assign(luck=7), "columns that are gone: luck"),
    "columns moved": (lambda frame: frame[frame.columns[::-1]], "columns in another order"),
    "a type": (
        lambda frame: frame.astype({"pieces": "Int32"}),
        "pieces was of type Int32, is of type Int64",
    ),
}


@pytest.mark.parametrize(("change", "said"), EDITS.values(), ids=EDITS)
def test_a_difference_is_shown(
    change: Callable[[pd.DataFrame], pd.DataFrame],
    said: str,
    saved: Callable[[bytes], Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A table that is not what the corpus gives is called the same, or one cannot see how."""
    path = saved(edited(zipped(view(filters=KAZ)), change))
    assert main([str(path)]) == 1
    out = capsys.readouterr().out
    assert "different: " in out and said in out
    assert len(out.splitlines()) < 12


def test_a_fault_of_the_codebook_is_a_sentence_and_status_2(
    saved: Callable[[bytes], Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who edits the codebook reads a traceback instead of the entry that is wrong."""
    path = saved(zipped(view("reasons", Filters(focus="KAZ"))))

    def faulty() -> None:
        raise CodebookError("reasons.yaml, reasons: there is none.")

    monkeypatch.setattr("data.questions.coded.load_codebook", faulty)
    assert main([str(path)]) == 2
    assert capsys.readouterr().err == "data.replay: reasons.yaml, reasons: there is none.\n"


def test_the_command_says_the_same(saved: Callable[[bytes], Path]) -> None:
    """The command that the README names does not run."""
    done = subprocess.run(
        [sys.executable, "-m", "data.replay", str(saved(zipped(view(filters=KAZ))))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "the same: 71 rows, 17 columns\n",
        "",
    )


def test_the_day_of_the_view_is_used(
    saved: Callable[[bytes], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A map of members is compared with those of another day than it was drawn on."""
    path = saved(zipped(view("map", today=date(2020, 9, 14))))
    assert main([str(path)]) == 0
    assert capsys.readouterr().out == "the same: 204 rows, 9 columns\n"


def of_fish(fish: Path, filters: Filters) -> bytes:
    """Return the ZIP of a view of the corpus fish."""
    corpus = open_corpus(fish)
    frame = TABLES["coverage"](held()[0], corpus, filters, TODAY)
    shown = view(filters=filters, manifest=corpus.manifest, built_in=False)
    return bundle(shown, frame, Parts())


def test_the_corpus_is_found_by_its_name_in_the_link(
    fish: Path, saved: Callable[[bytes], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A view of a corpus of one's own can only be replayed by those who know its folder."""
    path = saved(of_fish(fish, Filters(corpus="fish")))
    assert main([str(path)]) == 0
    assert capsys.readouterr().out.startswith("the same: 1 row,")


def test_a_corpus_that_no_link_names_must_be_named(
    fish: Path, saved: Callable[[bytes], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The wrong corpus is taken where the file does not say which."""
    path = saved(of_fish(fish, Filters()))
    assert main([str(path)]) == 2
    assert "'Fish', lies: name it with --corpus." in capsys.readouterr().err
    assert main([str(path), "--corpus", str(fish)]) == 0
    assert main([str(path), "--corpus", "fish"]) == 0


def test_another_corpus_is_said_and_still_compared(
    fish: Path, saved: Callable[[bytes], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Numbers of another corpus are called different without the reason."""
    path = saved(zipped(view(filters=Filters(every="year"))))
    assert main([str(path), "--corpus", "fish"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("The corpus differs: the file is of 'Pieces on the Abraham Accords'")
    assert "different: " in out


def test_another_program_and_other_facts_are_said_and_still_compared(
    saved: Callable[[bytes], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A newer program's difference looks like a fault of the file."""
    path = saved(zipped(view(code="0.0.1", facts="0123")))
    assert main([str(path)]) == 0
    out = capsys.readouterr().out
    assert "The program differs: the file is of 0.0.1, this is" in out
    assert "The facts differ: the file's have checksum 0123" in out
    assert out.endswith("the same: 71 rows, 17 columns\n")


def test_events_that_a_reader_added_are_left_aside(
    saved: Callable[[bytes], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A list of marks with own events can never be the same for anybody."""
    frame = TABLES["marks"](*held(), Filters(), TODAY)
    own = frame.head(1).assign(kind="own", text="Mine")
    content = bundle(view("marks"), pd.concat([own, frame]), Parts())
    assert main([str(saved(content))]) == 0
    assert capsys.readouterr().out.startswith(
        "Rows that a reader added are not compared: 1.\nthe same: "
    )


def test_a_file_that_is_not_there_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip of the pen ends in a traceback."""
    assert main([str(tmp_path / "none.zip")]) == 2
    assert "No such file" in capsys.readouterr().err
    assert main([str(tmp_path)]) == 2
    assert "Is a directory" in capsys.readouterr().err


def test_words_of_a_stranger_cannot_steer_a_terminal() -> None:
    """A cell of a file moves the cursor, or writes over what was said."""
    assert plain("\x1b[2Jgone\r\n") == " [2Jgone  "
    assert len(plain("x" * 99)) == LONGEST_CELL
    with pytest.raises(SavedViewError) as raised:
        files = retold(members(zipped(view())), figure="\x1b[2J")
        replayed(read_view(io.BytesIO(packed(files))), *held())
    assert "\x1b" not in str(raised.value)


def test_rows_are_told_apart_by_how_often_they_stand() -> None:
    """Of two equal rows one is gone, and the tables are called the same."""
    two = text_table(as_csv(pd.DataFrame({"a": [1, 1], "b": ["x", "x"]})))
    one = text_table(as_csv(pd.DataFrame({"a": [1], "b": ["x"]})))
    assert compared(two, two, {}, {}).same
    found = compared(two, one, {}, {})
    assert found.differing == 1 and "row 2, only in the file" in found.in_words()


def test_missing_values_and_breaks_of_lines_are_read_back() -> None:
    """An empty cell, a text NA or a line break makes equal tables differ."""
    frame = pd.DataFrame({"a": ["NA", "", None], "b": ['two\nlines, "quoted"', "=1", "x\r"]})
    assert text_table(as_csv(frame)).rows == (
        ("NA", 'two\nlines, "quoted"'),
        ("", "'=1"),
        ("", "x\r"),
    )
