"""Making a corpus from a reader's files: files, how they are read, what it is called, start."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from components import cached, chosen_corpus
from components.corpus_files import FAULT, draft, files_given, forget
from components.file_previews import column_choices, show_files
from components.plain import plain
from data.corpus.errors import CorpusError
from data.corpus.home import checked_name, corpus_names
from data.ingest import jobs
from data.ingest.errors import IngestError
from data.ingest.options import SENSES, Options

if TYPE_CHECKING:
    from data.ingest.preview import FilePreview

NOTHING_YET = Options(corpus="-")
ORDER_WORDS = {
    "": "As each file's own dates show",
    "dmy": "Day first: 3/4/2020 is 3 April",
    "mdy": "Month first: 3/4/2020 is March 4",
    "ymd": "Year first: 20/3/4 is 4 March 2020",
}
SENSE_WORDS = {
    "demonyms": "Peoples: “Kazakhs”, “Israeli”",
    "capitals": "Capitals: “Astana said”",
    "cities": "Large cities: “in Almaty”",
}
PRESENT_WORDS = {
    True: "Add to it; pieces it has already are not added twice",
    False: "Replace it by these files alone",
}


def new_corpus() -> None:
    """Let a reader bring files, see how they are read, change that, and start."""
    st.subheader("Your own corpus", anchor=False)
    if not chosen_corpus.changes_allowed():
        st.caption("Adding and deleting corpora is switched off on this server.")
        return
    st.markdown(
        "Drop in what you have: every page then works on it. You see first how it would be read; "
        "nothing is written until you start."
    )
    paths = files_given()
    if not paths:
        return
    recognised = st.container()
    columns = _columns(paths)
    options = replace(_settings(paths), columns=columns)
    with recognised:
        previews = _previews(paths, options)
        show_files(previews)
    _start_button(paths, options, readable=any(not one.refused for one in previews))


def _columns(paths: Sequence[Path]) -> dict[str, str]:
    return column_choices(_previews(paths, NOTHING_YET, quiet=True))


def _previews(
    paths: Sequence[Path], options: Options, *, quiet: bool = False
) -> "list[FilePreview]":
    # What the first rows show does not depend on names and words for readers.
    looked_at = replace(
        options, corpus="-", name="", licence="", note="", append=False, basis="exhaustive"
    )
    try:
        return cached.preview(paths, looked_at)
    except IngestError as error:
        if not quiet:
            st.error(plain(str(error)), icon=":material/error:")
        return []


def _settings(paths: Sequence[Path]) -> Options:
    """Ask what the corpus is called and how it is read."""
    left, right = st.columns(2)
    with left:
        name = _name(paths)
    with right:
        title = st.text_input(
            "Title shown to readers", key="new_title", placeholder=name, persist_state="session"
        )
    append = _append(name)
    basis = st.radio(
        "What the files hold",
        ("exhaustive", "keyword", "curated"),
        format_func={
            "exhaustive": "Everything that these outlets, feeds or an archive published",
            "keyword": "What a search for certain words found",
            "curated": "A chosen list of pieces, not all there are",
        }.__getitem__,
        key="new_basis",
        help="Said beside every count: a chosen list says nothing of how much was published, and "
        "a share of what a search found is none of all that was published.",
        persist_state="session",
    )
    with st.expander("Licence and limits, as readers will see them"):
        licence = st.text_input(
            "Licence or terms of use",
            key="new_licence",
            placeholder="not stated",
            persist_state="session",
        )
        note = st.text_area(
            "Limits that a reader should know",
            key="new_note",
            placeholder="Only the first 1,000 results of each month; no regional press.",
            persist_state="session",
        )
    return replace(
        _reading(),
        corpus=name,
        name=title.strip(),
        append=append,
        basis=basis,
        licence=licence.strip() or "not stated",
        note=" ".join(note.split()),
    )


def _name(paths: Sequence[Path]) -> str:
    if "new_name" not in st.session_state:
        st.session_state["new_name"] = suggested(paths[0])
    name = st.text_input(
        "Name of the corpus",
        key="new_name",
        max_chars=64,
        help="Stands in links: letters, digits, spaces, dots, hyphens and underscores.",
        persist_state="session",
    ).strip()
    if fault := name_fault(name):
        st.error(plain(fault), icon=":material/error:")
    return name


def suggested(path: Path) -> str:
    """Return a name for a corpus made from a file: its own, in signs that a link can hold."""
    stem = path.name.split(".")[0] or path.name
    words = re.sub(r"[^\w-]+", "-", stem).strip("-_. ")[:64]
    return words if words and not name_fault(words) else "my-corpus"


def name_fault(name: str) -> str:
    """Say what is wrong with a name; "" where nothing is."""
    try:
        checked_name(name)
    except CorpusError as error:
        return str(error) if name else "The corpus needs a name."
    return ""


def _append(name: str) -> bool:
    """Ask what to do with a corpus of this name that is there already."""
    if name not in corpus_names():
        return False
    return st.radio(
        f"There is a corpus {plain(name)} already",
        (True, False),
        format_func=PRESENT_WORDS.__getitem__,
        key="new_append",
        persist_state="session",
    )


def _reading() -> Options:
    """Ask how dates, outlets and countries are to be read."""
    with st.expander("How dates, outlets and countries are read"):
        with st.grid("auto", min_column_width=260, key="new_reading"):
            outlet = st.text_input(
                "Outlet, where a file names none",
                key="new_outlet",
                help="Without it, the outlet is taken from the address of each piece.",
                persist_state="session",
            )
            kind = st.text_input(
                "Kind, where a file names none",
                key="new_kind",
                placeholder="news",
                persist_state="session",
            )
            language = st.text_input(
                "Language code, where a file names none",
                key="new_language",
                placeholder="en",
                max_chars=12,
                help="Without it, the language is guessed from the text, with its certainty.",
                persist_state="session",
            )
            order = st.selectbox(
                "Order of day and month",
                list(ORDER_WORDS),
                format_func=ORDER_WORDS.__getitem__,
                key="new_order",
                persist_state="session",
            )
            encoding = st.text_input(
                "Encoding of text files",
                key="new_encoding",
                placeholder="recognised",
                max_chars=30,
                help="Only where letters look wrong: cp1251 or windows-1256, say.",
                persist_state="session",
            )
            moment = st.datetime_input(
                "“12 hours ago” counts from (UTC)",
                value=None,
                key="new_moment",
                help="The moment the files were saved. Without it, such pieces stay undated.",
                persist_state="session",
            )
        senses = st.pills(
            "What counts as naming a country, besides its name",
            list(SENSE_WORDS),
            selection_mode="multi",
            default=list(SENSE_WORDS),
            format_func=SENSE_WORDS.__getitem__,
            key="new_senses",
            help="Where a file lists the countries of a piece itself, its list is used.",
            persist_state="session",
        )
        stories = st.checkbox(
            "Find copies of one text, so that stories can be counted as well as pieces",
            value=True,
            key="new_stories",
            help="News agencies' texts appear in many outlets. Copies stay; they share a story.",
            persist_state="session",
        )
    return Options(
        corpus="-",
        outlet=outlet.strip(),
        kind=kind.strip(),
        language=language.strip(),
        date_order=order,
        encoding=encoding.strip(),
        reference_time=moment,
        senses=tuple(one for one in SENSES if one == "names" or one in senses),
        stories=stories,
    )


def _start_button(paths: Sequence[Path], options: Options, *, readable: bool) -> None:
    replaces = options.corpus in corpus_names() and not options.append
    st.button(
        f"Replace {plain(options.corpus)}" if replaces else "Start",
        icon=":material/play_arrow:",
        disabled=bool(name_fault(options.corpus)) or not readable,
        on_click=_start,
        args=(tuple(paths), options),
        key="start_corpus",
    )


def _start(paths: tuple[Path, ...], options: Options) -> None:
    try:
        jobs.start(paths, options, draft())
    except IngestError as error:
        st.session_state[FAULT] = str(error)
        return
    st.toast(
        f"{plain(options.corpus)} is being built: how far it is stands at the top of this page "
        "and under the filters."
    )
    forget()
    for key in ("new_name", "new_title", "new_path"):
        st.session_state.pop(key, None)
