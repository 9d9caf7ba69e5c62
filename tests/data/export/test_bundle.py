"""The ZIP of a view: what is in it, that it is told in plain words, that it is always the same."""

import csv
import hashlib
import io
import json
import subprocess
from pathlib import Path

import pandas as pd
import pytest
import rispy
from pybtex.database import parse_string

from data.export.bundle import Parts, bundle
from data.export.tables import as_csv
from data.filters import Filters
from data.tables import TABLES, pieces
from tests.data.saved_views import TODAY, held, members, view, zipped

HARD = '50% of {A} & "B_C" اتفاقيات\nER  - \n@misc{x, title={y}}'


def full(**changes: object) -> dict[str, bytes]:
    """Return the members of a ZIP with everything in it."""
    shown = view(filters=Filters(country=("KAZ",)), **changes)
    found, _ = pieces(held()[1], shown.filters, shown.figure)
    parts = Parts(
        notes={"Title": shown.title},
        counts=True,
        full=found.head(3),
        pieces=found,
        pictures={"picture.png": b"PNG", "page.html": b"<html>"},
        extras={"audit/labels.csv": b"label\r\n"},
        left_out=["picture.svg: no browser was found."],
    )
    return members(zipped(shown, parts))


def test_a_zip_holds_what_it_names() -> None:
    """A file is missing, or lies where the README does not say."""
    assert list(full()) == [
        "README.txt",
        "data/drawn.csv",
        "data/drawn.parquet",
        "data/full.csv",
        "data/pieces.csv",
        "picture.png",
        "page.html",
        "citation.txt",
        "citation.bib",
        "citation.ris",
        "audit/labels.csv",
        "view.json",
    ]


def test_the_rows_are_those_of_the_csv_download() -> None:
    """The table in the ZIP differs from the one that the same menu gives alone."""
    frame = TABLES["coverage"](*held(), Filters(country=("KAZ",)), TODAY)
    files = full()
    assert files["data/drawn.csv"] == as_csv(frame)
    back = pd.read_parquet(io.BytesIO(files["data/drawn.parquet"]))
    pd.testing.assert_frame_equal(back, frame)


def test_the_same_view_has_the_same_bytes() -> None:
    """Two people cannot see by a checksum that they hold the same view."""
    assert zipped(view()) == zipped(view())


def test_the_readme_says_what_was_done() -> None:
    """A stranger cannot tell what the numbers are, of what, and under which terms."""
    told = full()["README.txt"].decode()
    for said in (
        "Coverage by month\n=================",
        "About Israel · all outlets",
        "http://localhost:8501/coverage?country=KAZ",
        "Pieces. A piece counts once for each country",
        "Number of pieces by month.",
        "count (whole number): number of what is counted",
        "988 curated pieces.",
        "Facts: MIT. Pieces: MIT for the list",
        held()[1].manifest.checksum,
        "988 pieces,\n  curated",
        "not a count of all coverage",
        "On 2026-11-24, with Accord Atlas",
        "Accord Atlas. Coverage by month (About Israel",
        "python -m data.replay FILE.zip",
        "picture.svg: no browser was found.",
        "page.html: the figure as a page",
    ):
        assert said in told, said


def test_the_readme_lists_checksums_that_the_usual_command_checks(tmp_path: Path) -> None:
    """A list of checksums that sha256sum cannot read is one that nobody checks."""
    files = full()
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    sums = files["README.txt"].decode().rpartition("=======\n")[2]
    assert len(sums.splitlines()) == len(files) - 1
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "-"], cwd=tmp_path, input=sums.encode(), check=False
    )
    assert done.returncode == 0


def test_words_of_a_corpus_cannot_pass_for_headings() -> None:
    """The note of a stranger's corpus adds a false licence to the README."""
    told = full(source="Pieces.\n\nLicence\n=======\nFree for all.")["README.txt"].decode()
    assert told.count("\nLicence\n=======") == 1


def test_view_json_says_the_view() -> None:
    """A program cannot tell which question was asked of which corpus."""
    files = full()
    said = json.loads(files["view.json"])
    manifest = held()[1].manifest
    assert (said["format"], said["figure"], said["page"]) == (1, "coverage", "coverage")
    assert said["filters"] == "country=KAZ" and said["settings"] == {"country": ["KAZ"]}
    assert said["today"] == "2026-11-24" and said["corpus"]["checksum"] == manifest.checksum
    assert said["columns"][0] == {"name": "period", "type": "datetime64[us]"}
    assert said["rows"] == 71
    for name, digest in said["files"].items():
        assert hashlib.sha256(files[name]).hexdigest() == digest


def test_the_pieces_are_citations_without_texts() -> None:
    """Full texts leave the reader's disk in a file meant for others."""
    rows = list(csv.DictReader(io.StringIO(full()["data/pieces.csv"].decode("utf-8-sig"))))
    assert len(rows) == 178
    assert not {"text", "source_file", "row"} & set(rows[0])


def test_no_cell_runs_as_a_formula() -> None:
    """A title that begins with = runs a command in the reader's spreadsheet."""
    frame = pd.DataFrame({"series": ["=cmd|' /C calc'!A0"], "count": [-3]})
    files = members(bundle(view(), frame, Parts(pieces=frame, full=frame)))
    for name in ("drawn", "full", "pieces"):
        assert files[f"data/{name}.csv"].decode("utf-8-sig").splitlines()[1] == (
            "'=cmd|' /C calc'!A0,-3"
        )


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../up.csv", "a/b/c.csv", "", "view.json", "data/drawn.csv", "a\\b"]
)
def test_an_extra_cannot_lie_outside_or_hide_a_file(name: str) -> None:
    """A ZIP writes outside its folder when it is unpacked, or lies about its own rows."""
    with pytest.raises(ValueError, match="no name for a further file"):
        zipped(view(), Parts(extras={name: b""}))


@pytest.mark.parametrize("title", ["Coverage by month", HARD])
def test_citations_are_read_back(title: str) -> None:
    """A reference manager refuses the citation, or takes one view for two."""
    files = full(title=title)
    one_line = f"{' '.join(title.split())} (About Israel · all outlets)"
    (record,) = rispy.loads(files["citation.ris"].decode())
    assert record["type_of_reference"] == "DATA" and record["title"] == one_line
    assert record["access_date"] == "2026/11/24/" and record["name_of_database"] == "Accord Atlas"
    assert record["urls"] == ["http://localhost:8501/coverage?country=KAZ"]
    ((key, entry),) = parse_string(files["citation.bib"].decode(), "bibtex").entries.items()
    assert key == record["id"] and entry.type == "misc"
    assert entry.fields["url"] == record["urls"][0] and entry.fields["year"] == "2026"
    assert held()[1].manifest.checksum in entry.fields["note"]
    assert files["citation.txt"].decode().count("\n") == 1


def test_a_citation_key_is_that_of_figure_filters_and_corpus() -> None:
    """Two views share a key, or one view read on two days has two."""
    keys = {
        view(figure, filters).key
        for figure in ("coverage", "coverage_map")
        for filters in (Filters(), Filters(country=("KAZ",)))
    }
    assert len(keys) == 4
    assert view(today=TODAY.replace(year=2027)).key == view().key


def test_another_corpus_is_named_in_the_citation() -> None:
    """Numbers of a corpus of one's own are cited as if they were of the built-in one."""
    checksum = held()[1].manifest.checksum
    assert checksum not in view().citation
    assert f"checksum {checksum}" in view(built_in=False).citation
