"""A link is a query: the table printed is the page's, and a wrong value stops with a sentence."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from data.ask import main
from data.coding.codebook_error import CodebookError

ROOT = Path(__file__).parents[2]


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    assert main(arguments) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_membership_by_options(capsys: pytest.CaptureFixture[str]) -> None:
    rows = asked(
        capsys,
        "membership",
        "--agreement",
        "nato",
        "--as-of",
        "2004-03-29",
        "--membership",
        "strict",
    )
    assert len(rows) == 204
    assert sum(row["member"] == "true" for row in rows) == 26
    assert {"iso3", "status", "since", "precision", "member", "source"} <= set(rows[0])


def test_a_link_and_its_options_print_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    link = "http://localhost:8501/coverage?country=KAZ&every=month"
    by_link = asked(capsys, link)
    by_options = asked(capsys, "coverage", "--country", "KAZ", "--every", "month")
    assert by_link == by_options
    november = next(row for row in by_link if row["period"] == "2025-11-01")
    assert november["series"] == "KAZ"
    assert int(november["count"]) > 100
    assert november["name"] == "Kazakhstan"


def test_another_table_of_a_page_is_printed_by_its_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Only the first table of a page can be asked for, or a page's country is lost on the way."""
    steps = asked(capsys, "country?focus=KAZ", "--table", "steps")
    assert {row["iso3"] for row in steps} == {"KAZ"}
    lines = asked(capsys, "country?focus=KAZ", "--table", "country_coverage")
    assert {row["series"] for row in lines} == {"KAZ"}
    assert len(asked(capsys, "membership", "--table", "overlap")) == 35


def test_an_old_link_prints_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    """A link with a name from before is refused, though the app opens it."""
    old = asked(capsys, "coverage?country=KAZ&picked_country=KAZ")
    assert old == asked(capsys, "coverage?country=KAZ&picked_line=KAZ")


def test_a_share_is_printed_with_its_denominator(capsys: pytest.CaptureFixture[str]) -> None:
    rows = asked(capsys, "coverage?country=KAZ&measure=share")
    november = next(row for row in rows if row["period"] == "2025-11-01")
    assert float(november["share"]) == pytest.approx(
        int(november["count"]) / int(november["total"]), abs=1e-6
    )


def test_coverage_adds_up_to_the_pieces(capsys: pytest.CaptureFixture[str]) -> None:
    months = asked(capsys, "coverage", "--country", "KAZ")
    pieces = asked(capsys, "articles", "--country", "KAZ")
    assert sum(int(row["count"] or 0) for row in months) == len(pieces)
    assert all("KAZ" in row["countries"].split(";") for row in pieces)


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["membership", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    kazakhstan = next(row for row in rows if row["iso3"] == "KAZ")
    assert (kazakhstan["status"], kazakhstan["since"], kazakhstan["member"]) == (
        "announced",
        "2025-11-06",
        False,
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("membership", "--agreement", "atlantis"), "“atlantis” is not known here"),
        (("coverage?country=XXX",), "“XXX” is not known here"),
        (("coverage?dates=2025-12-01&dates=2025-11-01",), "before the first"),
        (("weather",), "'weather' is no page"),
        (("coverage?contry=KAZ",), "'contry' is no name in an address"),
        (("http://[::1",), "is not a link"),
        (('articles?q="open',), "quotation mark"),
        (("coverage", "--corpus", "no/such/folder"), "no/such/folder"),
        (("coverage", "--every", "fortnight"), "“fortnight” is not one of"),
        (("coverage", "--table", "words"), "there are no words to compare"),
    ],
)
def test_a_wrong_value_is_a_sentence_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert "Traceback" not in shown.err


def test_a_fault_of_the_codebook_is_a_sentence_and_status_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who edits the codebook reads a traceback instead of the entry that is wrong."""

    def faulty() -> None:
        raise CodebookError("reasons.yaml, reasons: there is none.")

    monkeypatch.setattr("data.questions.coded.load_codebook", faulty)
    assert main(("country?focus=KAZ", "--table", "reasons")) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err == "data.ask: reasons.yaml, reasons: there is none.\n"


def test_it_runs_as_a_command_without_a_server() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "data.ask", "membership", "--as-of", "2020-09-15"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert sorted(row["iso3"] for row in rows if row["member"] == "true") == ["ARE", "BHR", "ISR"]


def test_a_link_names_its_corpus(capsys: pytest.CaptureFixture[str], fish: Path) -> None:
    """The table printed for a link is of another corpus than the one the page shows."""
    (piece,) = asked(capsys, "http://localhost:8501/articles?corpus=fish")
    assert piece["outlet"] == "Fish Post"
    assert len(asked(capsys, "articles?corpus=built-in")) == 988


@pytest.mark.parametrize("given", ["name", "path"])
def test_an_option_and_the_variable_take_a_name_or_a_path(
    given: str, capsys: pytest.CaptureFixture[str], fish: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A corpus built by name can only be asked by its path, or the reverse."""
    wanted = "fish" if given == "name" else str(fish)
    assert len(asked(capsys, "articles?corpus=built-in", "--corpus", wanted)) == 1
    monkeypatch.setenv("ACCORD_ATLAS_CORPUS", wanted)
    assert len(asked(capsys, "articles")) == 1
    assert len(asked(capsys, "articles?corpus=built-in")) == 988


def test_a_link_cannot_name_a_path(capsys: pytest.CaptureFixture[str], fish: Path) -> None:
    """A link from somebody else opens any folder of this machine."""
    assert main([f"articles?corpus={fish}"]) == 2
    assert "cannot be the name of a corpus" in capsys.readouterr().err
