"""Files for a new corpus: where they are dropped, and the list of those that came."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components import chosen_corpus
from components.plain import in_bytes, plain
from data.corpus.home import corpora_folder, shortened
from data.ingest import jobs
from data.ingest.errors import IngestError

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

MOST_LISTED = 12
# What this reader has given so far: a job's id, the number of the empty drop box, a fault.
DRAFT, BOX, FAULT = "new_draft", "new_box", "new_fault"


def files_given() -> list[Path]:
    """Show where files are dropped, list those that came, and return where they lie."""
    box = f"new_files_{st.session_state.setdefault(BOX, 0)}"
    st.file_uploader(
        "Files of any kind: tables, feeds, pages, texts, archives",
        accept_multiple_files=True,
        key=box,
        on_change=_take,
        args=(box,),
        help="CSV and TSV, Excel, JSON and JSON lines, Parquet, plain text, saved web pages, RSS "
        "and Atom feeds, Media Cloud lists, GDELT, NewsAPI, RIS and BibTeX, and .zip, .gz, .xz or "
        ".zst of any. The kind is recognised by what is in the file, not by its name.",
    )
    st.caption(
        f"They are kept in {plain(shortened(corpora_folder()))}, on the disk of the machine that "
        "runs this program, until the corpus is built, then removed; they go nowhere else. What is "
        f"larger than {st.get_option('server.maxUploadSize'):,} MB is read by the command "
        "python -m data.ingest FILE --corpus NAME."
    )
    own = _own_paths() if chosen_corpus.is_own_machine() else []
    if fault := st.session_state.get(FAULT, ""):
        st.error(plain(fault), icon=":material/error:")
    stored = jobs.stored(draft()) if draft() else []
    _list(stored)
    return [*stored, *own]


def draft() -> str:
    """Return the id of the draft that holds this reader's files, "" for none."""
    return st.session_state.get(DRAFT, "")


def forget() -> None:
    """Let go of the draft: its files belong to a job now, or were removed."""
    st.session_state.pop(DRAFT, None)
    st.session_state.pop(FAULT, None)


def _take(box: str) -> None:
    """Move what was dropped from memory to the disk, and empty the box for more."""
    st.session_state.pop(FAULT, None)
    try:
        if not draft() or not jobs.exists(draft()):
            st.session_state[DRAFT] = jobs.draft()
        for file in st.session_state[box] or ():
            jobs.store(draft(), file.name, file)
            _free(file)
    except IngestError as error:
        st.session_state[FAULT] = str(error)
    st.session_state[BOX] += 1


def _free(file: "UploadedFile") -> None:
    """Give back the memory of a file; Streamlit would keep it until the reader leaves."""
    context = get_script_run_ctx()
    if context is not None and hasattr(context.uploaded_file_mgr, "remove_file"):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def _own_paths() -> list[Path]:
    text = st.text_input(
        "Or a file or folder on this machine",
        key="new_path",
        persist_state="session",
        placeholder=str(Path.home() / "Downloads" / "pieces.csv"),
        help="Read where it lies, without a copy; best for large ones.",
    ).strip()
    if not text:
        return []
    try:
        path = Path(text.strip("\"'")).expanduser()
        if path.exists():
            return [path]
    except (OSError, RuntimeError, ValueError):
        path = Path(text[:200])
    st.error(plain(f"{path} does not exist."), icon=":material/error:")
    return []


def _list(paths: list[Path]) -> None:
    for path in paths[:MOST_LISTED]:
        with st.container(horizontal=True, vertical_alignment="center"):
            size = in_bytes(path.stat().st_size)
            st.markdown(f"{plain(path.name)} · {size}", width="stretch")
            st.button(
                f"Take {plain(path.name)} away",
                key=f"take_away_{path.name}",
                on_click=path.unlink,
                kwargs={"missing_ok": True},
                type="tertiary",
            )
    if len(paths) > MOST_LISTED:
        st.caption(f"and {len(paths) - MOST_LISTED:,} more")
    if len(paths) > 1:
        st.button("Take all away", on_click=_take_all_away, type="tertiary")


def _take_all_away() -> None:
    jobs.put_away(draft())
    forget()
    # The next files suggest a name of their own.
    st.session_state.pop("new_name", None)
