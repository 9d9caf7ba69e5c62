"""Waiting for the coding: it starts by itself, says how far it is, and why where it failed."""

import signal
import time
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.coding.codebook import CodebookError
from data.corpus.home import HOME
from data.ingest import coding_job
from data.ingest.build import build
from data.ingest.coding_job import STOPPED, coding_state

WAIT = 60


def app_of_a_page() -> None:
    """Show a page that needs the reasons; AppTest runs the text of this function."""
    import streamlit as st

    from components.coding_view import await_coding

    st.text("coded" if await_coding() else "not coded")


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Build a corpus that is not coded, for readers to choose."""
    monkeypatch.setenv(HOME, str(tmp_path / "corpora"))
    days = pd.to_datetime(["2021-01-01"] * 40_000)
    pieces = {"published_at": days, "outlet": "Fish Post", "title": "Trade ties of the accords."}
    folder = tmp_path / "corpora" / "fish"
    return build(pd.DataFrame(pieces), folder, name="Fish", licence="", basis="exhaustive")


def opened() -> AppTest:
    """Run the page for a reader of that corpus."""
    app = AppTest.from_function(app_of_a_page, default_timeout=60)
    app.query_params["corpus"] = "fish"
    app.run()
    assert not app.exception
    return app


def until(folder: Path, state: str) -> None:
    """Wait until the coding stands so."""
    end = time.monotonic() + WAIT
    while coding_state(folder).state != state and time.monotonic() < end:
        time.sleep(0.05)
    assert coding_state(folder).state == state


def test_the_page_starts_the_coding_and_goes_on_when_it_is_there(corpus: Path) -> None:
    """The reader has to know a command, or never sees the page."""
    app = opened()
    assert app.text[0].value == "not coded"
    assert "This is done once" in app.caption[0].value
    assert not app.error
    until(corpus, "done")
    app.run()
    assert app.text[0].value == "coded" and not app.caption


def test_two_readers_start_it_once(corpus: Path) -> None:
    """Every reader who opens the page starts the coding anew."""
    opened()
    first = coding_job._started[corpus]
    opened()
    assert coding_job._started[corpus] is first
    until(corpus, "done")


def test_why_it_failed_is_said_and_it_can_be_tried_again(corpus: Path) -> None:
    """A coding that was killed is tried for ever, or never again."""
    app = opened()
    coding_job._started[corpus].send_signal(signal.SIGKILL)
    coding_job._started[corpus].wait(WAIT)
    app.run()
    assert app.error[0].value == f"The reasons in this corpus are not coded. {STOPPED}"
    app.run()
    assert app.error and coding_state(corpus).state == "failed"
    app.button[0].click().run()
    assert not app.error
    until(corpus, "done")
    app.run()
    assert app.text[0].value == "coded"


def test_a_slip_in_the_codebook_is_shown(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who edits the codebook sees a traceback on the page, and not where the slip is."""

    def bad() -> str:
        raise CodebookError("reasons.yaml, line 3: *no* good.")

    monkeypatch.setattr("components.cached.coding.coding_key", bad)
    app = opened()
    assert app.text[0].value == "not coded"
    assert "reasons.yaml, line 3\\: \\*no\\* good" in app.error[0].value


def test_the_built_in_corpus_needs_no_waiting() -> None:
    """The page that the product opens with shows a bar."""
    app = AppTest.from_function(app_of_a_page, default_timeout=60).run()
    assert app.text[0].value == "coded" and not app.caption
