"""Waiting until the reasons in a corpus are coded: how far that is, or why it failed."""

import streamlit as st

from components import cached
from components.job_view import duration
from components.plain import plain
from data.coding.codebook import CodebookError
from data.corpus.errors import CorpusError
from data.ingest.coding_job import CodingState
from data.ingest.errors import IngestError


def await_coding() -> bool:
    """Say whether the corpus shown is coded; where not, start it and show how far it is."""
    try:
        now = cached.how_coded()
        if now.state == "needed":
            cached.start_coding()
            now = cached.how_coded()
    except (CodebookError, CorpusError, IngestError) as error:
        _failed(str(error))
        return False
    if now.state == "failed":
        _failed(now.message)
    elif now.state != "done":
        _progress()
    return now.state == "done"


@st.fragment(run_every=1.0)
def _progress() -> None:
    now = cached.how_coded()
    if now.state not in ("running", "needed"):
        st.rerun()
    st.progress(now.share, text=_in_words(now))
    st.caption(
        "Sentence by sentence, the reasons that pieces give are looked for. This is done once for "
        "a corpus and a codebook; the other pages can be read meanwhile."
    )


def _in_words(now: CodingState) -> str:
    if not now.total:
        return "Coding the reasons in this corpus"
    said = f"Coding the reasons in this corpus: {now.done:,} of {now.total:,} pieces"
    left = now.seconds_left
    return f"{said}, about {duration(left)} left" if left is not None else said


def _failed(why: str) -> None:
    st.error(f"The reasons in this corpus are not coded. {plain(why)}", icon=":material/error:")
    st.button("Try again", key="code_again", on_click=_again)


def _again() -> None:
    try:
        cached.start_coding()
    except (CodebookError, CorpusError, IngestError):
        # The page says it again as it is drawn.
        return
