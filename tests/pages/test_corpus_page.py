"""The Corpus page without a browser: files, columns, settings, reports, corpora."""

import io
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from components import chosen_corpus, corpus_files, job_view
from components.job_view import duration, in_words
from components.new_corpus import suggested
from data.ingest import jobs
from data.ingest.build import build
from data.ingest.jobs import JobState
from data.ingest.options import Options

APP = str(Path(__file__).parents[2] / "app.py")
LIST = (
    b"what it says,when,source,url\n"
    b"Kazakhstan joins the accords,2025-11-06,Example Post,https://example.org/a\n"
    b"Israel and France talk,2025-11-08,Example Post,https://example.org/b\n"
)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[Path, ...], Options, str]]:
    """Catch what would be started."""
    caught: list[tuple[tuple[Path, ...], Options, str]] = []
    monkeypatch.setattr(jobs, "start", lambda *given: caught.append(given))
    return caught


def page(*files: tuple[str, bytes], **address: str) -> AppTest:
    """Run the Corpus page for a reader who has dropped files."""
    app = AppTest.from_file(APP, default_timeout=90)
    app._page_hash = calc_hash("corpus")
    for name, value in address.items():
        app.query_params[name] = value
    if files:
        job = jobs.draft()
        for name, content in files:
            jobs.store(job, name, io.BytesIO(content))
        app.session_state[corpus_files.DRAFT] = job
    return app.run()


def said(app: AppTest) -> str:
    parts = [*app.markdown, *app.caption, *app.warning, *app.error]
    return " ".join(part.value for part in parts).replace("\\", "").replace("**", "")


def selectbox(app: AppTest, label: str) -> object:
    return next(box for box in app.selectbox if box.label == label)


def first_rows(app: AppTest) -> pd.DataFrame:
    return next(table.value for table in app.dataframe if "About" in table.value)


def test_a_table_is_recognised_and_its_first_rows_shown() -> None:
    """A reader starts an ingest without having seen how it reads the file."""
    app = page(("list.csv", LIST))
    assert not app.exception and not app.error
    assert "list.csv: CSV table" in said(app)
    rows = first_rows(app)
    assert list(rows["Date"]) == ["6 Nov 2025", "8 Nov 2025"]
    assert "Kazakhstan" in rows["About"].iloc[0]
    assert app.text_input(key="new_name").value == "list"


def test_a_changed_column_changes_the_rows_and_the_ingest(started: list) -> None:
    """The page shows one reading and starts another."""
    app = page(("list.csv", LIST))
    box = selectbox(app, "Outlet")
    box.set_value("when").run()
    assert list(first_rows(app)["Outlet"]) == ["2025-11-06", "2025-11-08"]
    app.text_input(key="new_name").set_value("fish").run()
    app.radio(key="new_basis").set_value("curated").run()
    app.button(key="start_corpus").click().run()
    (paths, options, job) = started[0]
    assert [path.name for path in paths] == ["list.csv"]
    assert (options.corpus, options.columns, options.basis) == (
        "fish",
        {"outlet": "when"},
        "curated",
    )
    assert job
    assert "list.csv: CSV table" not in said(app)


@pytest.mark.parametrize("name", ["", "../fish", "built-in", ".fish", "a/b"])
def test_a_name_that_cannot_be_is_said_and_nothing_starts(name: str) -> None:
    """A corpus is written outside the corpora folder."""
    app = page(("list.csv", LIST))
    app.text_input(key="new_name").set_value(name).run()
    assert app.button(key="start_corpus").disabled
    assert app.error


def test_a_corpus_that_is_there_is_added_to_or_replaced(corpora: Path, started: list) -> None:
    """A corpus is replaced by a reader who meant to add to it."""
    rows = pd.DataFrame({"published_at": pd.to_datetime(["2021-03-01"]), "outlet": "A"})
    build(rows, corpora / "list", name="List", licence="", basis="exhaustive")
    app = page(("list.csv", LIST))
    assert app.radio(key="new_append").value is True
    app.radio(key="new_append").set_value(False).run()
    assert app.button(key="start_corpus").label == "Replace list"
    app.radio(key="new_append").set_value(True).run()
    app.button(key="start_corpus").click().run()
    assert started[0][1].append


def test_a_file_that_holds_no_pieces_is_refused() -> None:
    """A picture is taken for a corpus."""
    app = page(("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200)))
    assert not app.exception
    assert "picture.png cannot be read as pieces" in said(app)
    assert app.button(key="start_corpus").disabled


def test_paths_are_taken_only_where_nobody_else_reaches_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader of a shared server reads the files of its machine."""
    assert not [box for box in page().text_input if "machine" in box.label]
    monkeypatch.setattr(chosen_corpus, "is_own_machine", lambda: True)
    app = page()
    (tmp_path / "own.csv").write_bytes(LIST)
    app.text_input(key="new_path").set_value(str(tmp_path / "own.csv")).run()
    assert "own.csv: CSV table" in said(app)
    app.text_input(key="new_path").set_value(str(tmp_path / "none.csv")).run()
    assert "does not exist" in said(app)


def test_uploads_can_be_switched_off(corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers of a public server fill its disk, or delete each other's corpora."""
    rows = pd.DataFrame({"published_at": pd.to_datetime(["2021-03-01"]), "outlet": "A"})
    build(rows, corpora / "fish", name="fish", licence="", basis="exhaustive")
    monkeypatch.setenv("ACCORD_ATLAS_UPLOADS", "off")
    app = page()
    assert "switched off on this server" in said(app)
    assert not app.get("file_uploader")
    assert "Delete" not in [popover.proto.popover.label for popover in app.get("popover")]


def test_corpora_are_listed_and_a_damaged_one_says_so(corpora: Path) -> None:
    """A damaged corpus hides the others, or cannot be deleted."""
    rows = pd.DataFrame({"published_at": pd.to_datetime(["2021-03-01"]), "outlet": "A"})
    build(rows, corpora / "fish", name="Fish", licence="", basis="exhaustive")
    build(rows, corpora / "birds", name="Birds", licence="", basis="exhaustive")
    (corpora / "birds" / "manifest.toml").write_text("format = 2\n")
    app = page(corpus="fish")
    assert not app.exception
    assert "Fish (fish)" in said(app) and "1 piece · 1 Mar 2021 to 1 Mar 2021" in said(app)
    assert "damaged" in said(app)
    app.button(key="open_corpus_built-in").click().run()
    assert "corpus" not in app.query_params


def test_a_corpus_is_deleted_and_its_reader_sees_the_built_in_one(corpora: Path) -> None:
    """A deleted corpus stays on the disk, or its reader is left with an error."""
    rows = pd.DataFrame({"published_at": pd.to_datetime(["2021-03-01"]), "outlet": "A"})
    build(rows, corpora / "fish", name="Fish", licence="", basis="exhaustive")
    app = AppTest.from_file(APP, default_timeout=90)
    app._page_hash = calc_hash("corpus")
    app.query_params["corpus"] = "fish"
    app.session_state["delete_fish"] = True
    app.run()
    app.button(key="really_delete_fish").click().run()
    assert not app.exception and not app.error and not app.warning
    assert not (corpora / "fish").exists()
    assert not list(corpora.glob(".removed-*"))
    assert "corpus" not in app.query_params


REPORT = {
    "read": 9,
    "kept": 5,
    "merged": 1,
    "rejected": 3,
    "lines": ["9 read = 5 kept + 1 merged as the same address + 3 rejected.", "a *b* line"],
    "files": [
        {
            "file": "a.csv",
            "kind": "CSV table",
            "read": 9,
            "kept": 5,
            "merged": 1,
            "rejected": 3,
            "notes": ["Day first."],
        }
    ],
}


@pytest.mark.parametrize(
    ("state", "message", "report", "words"),
    [
        ("done", "", REPORT, "9 read = 5 kept"),
        ("failed", "No row of a.csv can be used.", {}, "No row of a.csv can be used."),
        ("cancelled", "", {}, "was cancelled; nothing was changed"),
    ],
)
def test_what_became_of_a_build_is_told(
    state: str, message: str, report: dict, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build ends and nobody learns how."""
    job = jobs.draft()
    ended = JobState(job=job, state=state, corpus="fish", message=message, report=report)
    monkeypatch.setattr(jobs, "jobs", lambda: [ended])
    app = page()
    assert not app.exception
    assert words in said(app)
    tables = [table.value for table in app.dataframe if "File" in table.value]
    assert any("a.csv" in set(table["File"]) for table in tables) == (state == "done")


def test_a_build_under_way_is_told_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader who leaves the Corpus page no longer knows that a build is under way."""
    job = jobs.draft()
    now = JobState(
        job=job,
        state="running",
        corpus="fish",
        stage="reading",
        rows=1200,
        done=5_000_000,
        total=20_000_000,
        rate=400.0,
        seconds_left=37.5,
    )
    monkeypatch.setattr(jobs, "jobs", lambda: [now])
    monkeypatch.setattr(jobs, "running", lambda: [now])
    app = AppTest.from_file(APP, default_timeout=90).run()
    assert (
        "Building fish: Reading the files (1 of 3), 1,200 rows, 5.0 MB of 20.0 MB, 400 rows a"
        in said(app)
    )
    app = page()
    assert any(button.label == "Cancel" for button in app.button)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 s"), (89, "89 s"), (90, "2 min"), (8_000, "2 h 13 min")]
)
def test_a_duration_is_said_as_people_do(seconds: float, words: str) -> None:
    """Time left is said in thousands of seconds."""
    assert duration(seconds) == words


def test_what_is_not_known_is_not_said() -> None:
    """A build that has just begun shows zeros as if they were measured."""
    assert in_words(JobState(job="x", state="running")) == "Starting"
    assert job_view.STAGES.keys() >= {"starting", "reading", "sorting", "writing"}


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("story list (3).csv", "story-list-3"),
        ("Ñandú.json.gz", "Ñandú"),
        ("....", "my-corpus"),
        ("built-in.csv", "my-corpus"),
    ],
)
def test_a_name_is_suggested_from_the_file(file: str, name: str) -> None:
    """The name offered is one that is then refused."""
    assert suggested(Path(file)) == name
