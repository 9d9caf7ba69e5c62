"""A reader's own events on the charts: brought as a file, kept for this reader alone."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.plain import plain

if TYPE_CHECKING:
    from data.ingest.events_file import OwnEvents

# What this reader brought, what was wrong with it, and the number of the empty drop box.
KEPT, FAULT, BOX = "own_events_kept", "own_events_fault", "own_events_box"
ENDINGS = ["csv", "tsv", "txt", "xlsx", "xls", "ods"]
LARGEST = 1  # MB, as data.ingest.events_table has it
MOST_WITHOUT_SCROLLING, LIST_HEIGHT = 4, 220


def own_events() -> pd.DataFrame | None:
    """Return the events this reader brought, as data.questions.events.marks takes them."""
    kept: OwnEvents | None = st.session_state.get(KEPT)
    return None if kept is None or kept.events.empty else kept.events


def own_events_menu(countries: Mapping[str, str]) -> None:
    """Let a reader bring a file of events, and say what was read of it and what was not.

    countries: English names by alpha-3 code.
    """
    with st.popover("Your own events", icon=":material/star:", key="own_events"):
        st.caption(
            "A table with a column date and a column title, and if you like end_date, countries, "
            "description, source. It stays in the memory of this program until you leave, and is "
            "in no link."
        )
        box = f"own_events_{st.session_state.setdefault(BOX, 0)}"
        st.file_uploader(
            "CSV, TSV or Excel; another file takes its place"
            if st.session_state.get(KEPT)
            else "CSV, TSV or Excel",
            type=ENDINGS,
            key=box,
            on_change=_take,
            args=(box, countries),
            max_upload_size=LARGEST,
        )
        _template()
        if fault := st.session_state.get(FAULT, ""):
            st.error(plain(fault), icon=":material/error:")
        if kept := st.session_state.get(KEPT):
            _told(kept)


def _take(box: str, countries: Mapping[str, str]) -> None:
    """Read what was dropped and empty the box; a file that cannot be read changes nothing."""
    # The readers of files take a moment to import, and few readers bring any.
    from data.ingest.events_file import EventsFileError, read_events

    st.session_state.pop(FAULT, None)
    file = st.session_state[box]
    if file is None:
        return
    try:
        st.session_state[KEPT] = read_events(file.getvalue(), file.name, countries)
    except EventsFileError as error:
        st.session_state[FAULT] = str(error)
    st.session_state[BOX] += 1


def _let_go() -> None:
    for name in (KEPT, FAULT):
        st.session_state.pop(name, None)


def _template() -> None:
    def made() -> bytes:
        from data.ingest.events_file import TEMPLATE

        return TEMPLATE

    st.download_button(
        "Download an example to fill in",
        data=made,
        file_name="accord-atlas-events.csv",
        mime="text/csv",
        key="own_events_template",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _told(kept: "OwnEvents") -> None:
    """Say how many events were read and which rows were not, and offer to let them go."""
    st.markdown(in_words(kept))
    if faults := faults_in_words(kept):
        with st.container(
            height=LIST_HEIGHT if len(faults) > MOST_WITHOUT_SCROLLING else "content"
        ):
            st.caption("\n\n".join(map(plain, faults)))
    st.button("Let them go", icon=":material/close:", on_click=_let_go, key="own_events_let_go")


def in_words(kept: "OwnEvents") -> str:
    """Say what a file came to: 12 events added, 2 rows left out, 1 named twice."""
    added = len(kept.events)
    said = ["1 event added" if added == 1 else f"{added:,} events added"]
    if left_out := len(kept.faults):
        said.append("1 row left out" if left_out == 1 else f"{left_out:,} rows left out")
    if kept.duplicates:
        said.append(f"{kept.duplicates:,} named more than once and taken once")
    return ", ".join(said) + "."


def faults_in_words(kept: "OwnEvents") -> list[str]:
    """Say of each row left out where it stands, which column is wrong, and how to mend it."""
    return [
        f"Line {row.line}{', ' if row.field else ''}{row.field}: {row.reason}"
        for row in kept.faults.itertuples()
    ]
