"""A reader's own table of actors: whose words are whose, kept for this reader alone."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from components import cached
from components.plain import plain
from data.coding.codebook import VOICES, Actor

# What this reader changed, what was wrong with a file, and the number of the empty drop box.
KEPT, FAULT, BOX = "own_actors_kept", "own_actors_fault", "own_actors_box"
COLUMNS = ("actor", "voice", "iso3", "name_en", "forms")
EDITED = "actor_table"
LARGEST = 1  # MB


class ActorsFileError(ValueError):
    """A table of actors cannot be used; the message is shown to the reader."""


def own_actors() -> Mapping[str, Actor] | None:
    """Return the actors as this reader changed them; None where nothing is changed."""
    return st.session_state.get(KEPT)


def own_actors_menu() -> None:
    """Let a reader change for whom an actor speaks, in the page or as a file."""
    changed = own_actors()
    label = "Actors (your own table)" if changed is not None else "Actors"
    with st.popover(label, icon=":material/record_voice_over:", key="own_actors"):
        st.caption(
            "For whom each actor speaks. A change counts at once, for you alone, and is in no "
            "link. Forms of a name are read when the corpus is coded: to add one, edit "
            "data/files/actors.csv; the corpus is then coded anew."
        )
        actors = cached.codebook().actors if changed is None else changed
        _editor(table_of(actors))
        _files(actors)
        if fault := st.session_state.get(FAULT, ""):
            st.error(plain(fault), icon=":material/error:")
        if changed is not None:
            st.button("As it was", icon=":material/undo:", on_click=_let_go, key="actors_let_go")


def _editor(table: pd.DataFrame) -> None:
    # Another table is another editor: what was edited in the last one is in the table already.
    st.session_state.setdefault(BOX, 0)
    st.data_editor(
        table,
        hide_index=True,
        height=320,
        key=f"{EDITED}_{st.session_state[BOX]}",
        on_change=_edited,
        args=(table,),
        disabled=["actor", "name_en", "forms"],
        column_order=["name_en", "voice", "iso3", "forms"],
        column_config={
            "name_en": st.column_config.TextColumn("Actor", width=170, pinned=True),
            "voice": st.column_config.SelectboxColumn(
                "Speaks as", options=list(VOICES[1:]), required=True, width=110
            ),
            "iso3": st.column_config.TextColumn(
                "Country", help="ISO 3166-1 alpha-3; INT for the UN and the EU", width=80
            ),
            "forms": st.column_config.TextColumn("Found as"),
        },
    )


def _edited(table: pd.DataFrame) -> None:
    edits = st.session_state[f"{EDITED}_{st.session_state[BOX]}"]["edited_rows"]
    changed = table.astype("object")
    for row, values in edits.items():
        for column, value in values.items():
            changed.loc[int(row), column] = value or ""
    _take(changed.to_dict("records"))


def _files(actors: Mapping[str, Actor]) -> None:
    st.download_button(
        "Download (CSV)",
        data=lambda: as_file(actors),
        file_name="actors.csv",
        mime="text/csv",
        key="actors_download",
        on_click="ignore",
        icon=":material/download:",
    )
    box = f"actors_file_{st.session_state[BOX]}"
    st.file_uploader(
        "Your own actors.csv",
        type=["csv"],
        key=box,
        on_change=_dropped,
        args=(box,),
        max_upload_size=LARGEST,
    )


def _dropped(box: str) -> None:
    file = st.session_state[box]
    if file is None:
        return
    try:
        rows = read_actors(file.getvalue())
    except ActorsFileError as error:
        st.session_state[FAULT] = str(error)
        st.session_state[BOX] += 1
        return
    _take(rows)


def _take(rows: list[dict[str, str]]) -> None:
    """Keep a table of actors, or say what is wrong with it."""
    try:
        st.session_state[KEPT] = with_rows(cached.codebook().actors, rows)
        st.session_state.pop(FAULT, None)
    except ActorsFileError as error:
        st.session_state[FAULT] = str(error)
    st.session_state[BOX] += 1


def _let_go() -> None:
    for name in (KEPT, FAULT):
        st.session_state.pop(name, None)
    st.session_state[BOX] += 1


def with_rows(actors: Mapping[str, Actor], rows: list[dict[str, str]]) -> dict[str, Actor]:
    """Return actors with the voice and country that rows give them.

    Actors without a row stay as they are. Errors: ActorsFileError for one that was not coded, or
    a voice or country that is none.
    """
    changed = dict(actors)
    for row in rows:
        name, voice, iso3 = (str(row[column] or "").strip() for column in COLUMNS[:3])
        if name not in actors:
            raise ActorsFileError(
                f"{name or 'An empty actor'} is not among the actors that were looked for; only a "
                "new coding finds new ones."
            )
        if voice not in VOICES[1:]:
            raise ActorsFileError(f"{name}: {voice!r} is none of {', '.join(VOICES[1:])}.")
        iso3 = iso3.upper()
        if iso3 and not (len(iso3) == 3 and iso3.isascii() and iso3.isalpha()):
            raise ActorsFileError(f"{name}: {iso3!r} is no alpha-3 code of a country.")
        changed[name] = replace(actors[name], voice=voice, iso3=iso3)
    return changed


def read_actors(content: bytes) -> list[dict[str, str]]:
    """Read a file of actors. Errors: ActorsFileError where it is none."""
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        rows = list(reader)
    except (UnicodeDecodeError, csv.Error):
        raise ActorsFileError("The file is no CSV in UTF-8.") from None
    if missing := [name for name in COLUMNS[:3] if name not in (reader.fieldnames or ())]:
        raise ActorsFileError(f"The file has no column {missing[0]}.")
    return rows


def as_file(actors: Mapping[str, Actor]) -> bytes:
    """Return actors as a file like data/files/actors.csv."""
    return table_of(actors).to_csv(index=False, lineterminator="\n").encode()


def table_of(actors: Mapping[str, Actor]) -> pd.DataFrame:
    """Return actors as data/files/actors.csv has them: COLUMNS, all text."""
    rows = [
        (one.actor, one.voice, one.iso3, one.name, ";".join(one.forms)) for one in actors.values()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")
