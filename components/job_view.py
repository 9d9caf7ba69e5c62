"""Corpora being built: how far each is, and the report of each that ended."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from components import address, cached, chosen_corpus
from components.plain import in_bytes, plain
from data.corpus import Corpus, CorpusError, open_corpus
from data.corpus.home import corpora_folder, corpus_names
from data.export.tables import as_csv
from data.filters import Filters
from data.ingest import jobs
from data.ingest.errors import IngestError
from data.names import language_name

STAGES = {
    "starting": "Starting",
    "reading": "Reading the files (1 of 3)",
    "sorting": "Sorting and merging (2 of 3)",
    "writing": "Writing the corpus (3 of 3)",
    "finishing": "Putting it in its place",
    "coding": "Coding the reasons in it",
}
MOST_REPORTS = 3
# A rate from a handful of rows says nothing.
RATE_FROM = 100
MOST_LANGUAGES = 6
FILE_COLUMNS = ("file", "kind", "read", "kept", "merged", "rejected")


def builds() -> None:
    """Show the corpora under way with their progress, and the reports of the latest that ended."""
    states = jobs.jobs()
    if under_way := tuple(one.job for one in states if one.state == "running"):
        st.subheader("Being built", anchor=False)
        _progress(under_way)
    ended = [one for one in states if one.state != "running"]
    for one in ended[:MOST_REPORTS]:
        _ended(one)


def build_line() -> None:
    """Say in the filter bar how far a build is; nothing where none is under way."""
    if jobs.running():
        _line()


@st.fragment(run_every=2.0)
def _line() -> None:
    now = jobs.running()
    for one in now:
        st.caption(f"Building {plain(one.corpus)}: {plain(in_words(one))}")
    if not now:
        st.caption("The corpus being built is finished: see the Corpus page.")


@st.fragment(run_every=1.0)
def _progress(known: tuple[str, ...]) -> None:
    now = jobs.running()
    for one in now:
        with st.container(border=True):
            st.progress(one.share, text=f"**{plain(one.corpus)}**: {plain(in_words(one))}")
            if chosen_corpus.changes_allowed():
                st.button("Cancel", key=f"cancel_{one.job}", on_click=jobs.cancel, args=(one.job,))
    if tuple(one.job for one in now) != known:
        st.rerun()


def in_words(one: jobs.JobState) -> str:
    """Say stage, rows, amount, rate and time left, as far as they are known."""
    said = [STAGES.get(one.stage, one.stage)]
    if one.rows:
        said.append(f"{one.rows:,} {'row' if one.rows == 1 else 'rows'}")
    if one.stage == "reading" and one.total:
        said.append(f"{in_bytes(one.done)} of {in_bytes(one.total)}")
    if one.rate and one.rows >= RATE_FROM:
        said.append(f"{one.rate:,.0f} rows a second")
    if one.seconds_left is not None and one.rows >= RATE_FROM:
        said.append(f"about {duration(one.seconds_left)} left in this step")
    return ", ".join(said)


def duration(seconds: float) -> str:
    """Say a span of time as people do: 40 s, 5 min, 2 h 10 min."""
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def _ended(one: jobs.JobState) -> None:
    with st.container(border=True, key=f"job_{one.job}"):
        if one.state == "done":
            _report(one)
        elif one.state == "cancelled":
            st.markdown(f"**{plain(one.corpus)}** was cancelled; nothing was changed.")
        else:
            st.markdown(f"**{plain(one.corpus)}** was not built.")
            st.error(plain(one.message), icon=":material/error:")
        with st.container(horizontal=True):
            if one.state == "done":
                _ways_on(one)
            if chosen_corpus.changes_allowed():
                st.button(
                    "Put this report away",
                    key=f"away_{one.job}",
                    on_click=_put_away,
                    args=(one.job,),
                )


def _report(one: jobs.JobState) -> None:
    st.markdown(f"**{plain(one.corpus)}** is built.")
    for line in one.report.get("lines", ()):
        st.markdown(plain(str(line)))
    if one.corpus in corpus_names() and (held := cached.opened(one.corpus)):
        for line in contents(held):
            st.markdown(plain(line))
    files = one.report.get("files", ())
    if not files:
        return
    st.dataframe(
        files_table(files),
        hide_index=True,
        key=f"files_{one.job}",
        alt="Files with the rows read, kept, merged and left out, and how each was read",
    )


def contents(held: Corpus) -> Iterator[str]:
    """Say which languages a corpus has, and how many of its outlets have no known country."""
    languages = held.count(Filters(), by=("language",)).sort_values("count", ascending=False)
    known = languages[languages["language"] != ""]
    unknown = int(languages.loc[languages["language"] == "", "count"].sum())
    parts = [
        f"{language_name(language)} {count:,}"
        for language, count in known.head(MOST_LANGUAGES).itertuples(index=False)
    ]
    if len(known) > MOST_LANGUAGES:
        more = len(known) - MOST_LANGUAGES
        parts.append(f"{more:,} more {'language' if more == 1 else 'languages'}")
    if unknown:
        parts.append(f"not known {unknown:,}")
    yield f"Pieces by language: {', '.join(parts) or 'none'}."
    outlets = held.outlets()
    if nowhere := int((outlets["outlet_country"] == "").sum()):
        yield f"{nowhere:,} of {len(outlets):,} outlets have no known country."


def files_table(files: list[Mapping[str, Any]]) -> pd.DataFrame:
    """Return a row for each file: what it is, what became of its rows, how it was read."""
    frame = pd.DataFrame([{name: one.get(name) for name in FILE_COLUMNS} for one in files])
    frame["how it was read"] = [" ".join(one.get("notes", ())) for one in files]
    return frame.rename(columns=lambda name: {"kind": "recognised as"}.get(name, name).capitalize())


def _ways_on(one: jobs.JobState) -> None:
    if one.corpus in corpus_names():
        st.button(
            "Open this corpus",
            key=f"open_{one.job}",
            on_click=address.show_corpus,
            args=(one.corpus,),
        )
    rejected = int(one.report.get("rejected") or 0)
    if rejected:
        folder = corpora_folder() / one.corpus
        st.download_button(
            f"Download the {rejected:,} rows left out"
            if rejected > 1
            else "Download the row left out",
            data=lambda: _rejects(folder),
            file_name=f"accord-atlas_{one.corpus}_rejects.csv",
            mime="text/csv",
            key=f"rejects_{one.job}",
            on_click="ignore",
        )


def _rejects(folder: Path) -> bytes:
    """Return the rows left out as CSV in which no cell runs as a formula."""
    try:
        return as_csv(open_corpus(folder).rejects())
    except CorpusError as error:
        raise IngestError(str(error)) from error


def _put_away(job: str) -> None:
    jobs.put_away(job)
