"""What was recognised of files that were given, their first rows, and which column is what."""

import hashlib
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components import cached
from components.piece_rows import dated
from components.plain import plain
from data.names import language_name

if TYPE_CHECKING:
    from data.ingest.preview import FilePreview

MOST_SHOWN = 5
LONGEST_SAMPLE = 60
# The fields of data.ingest.records.FIELDS in the words of this page, the main ones first.
FIELD_WORDS = {
    "published": "Date of the piece",
    "title": "Title",
    "outlet": "Outlet",
    "url": "Address (link)",
    "summary": "Summary",
    "text": "Full text",
    "language": "Language",
    "countries": "Countries it is about",
    "outlet_country": "Country of the outlet",
    "outlet_url": "Address of the outlet",
    "kind": "Kind: news, opinion, report",
    "topics": "Topics",
    "agreement": "Agreement",
}
RECOGNISED, NONE = "\0recognised", ""


def show_files(previews: Sequence["FilePreview"]) -> None:
    """Show of each file what it is, what is to be known of it, and its first rows."""
    for place, one in enumerate(previews[:MOST_SHOWN]):
        with st.container(border=True):
            _file(one, f"first_rows_{place}")
    if rest := previews[MOST_SHOWN:]:
        shown = {"File": [one.name for one in rest], "Recognised as": [_kind(one) for one in rest]}
        st.dataframe(
            pd.DataFrame(shown), hide_index=True, key="more_files", alt="More files and their kinds"
        )


def _kind(one: "FilePreview") -> str:
    return f"not read: {one.refused}" if one.refused else one.kind


def _file(one: "FilePreview", key: str) -> None:
    if one.refused:
        st.markdown(f"**{plain(one.name)}** cannot be read as pieces")
        st.warning(plain(one.refused), icon=":material/info:")
        return
    st.markdown(f"**{plain(one.name)}**: {plain(one.kind)}")
    for note in one.notes:
        st.caption(plain(note))
    if one.first.empty:
        st.warning("None of the first rows can be read as a piece.", icon=":material/info:")
    else:
        st.dataframe(
            as_read(one.first),
            hide_index=True,
            key=key,
            alt=f"The first pieces of {one.name} as they will be read",
            column_config={
                "Title": st.column_config.TextColumn(width="large"),
                "Summary or text": st.column_config.TextColumn(width="medium"),
            },
        )
    if one.faults:
        with st.expander(f"What is missing in the first rows ({len(one.faults):,})"):
            for fault in one.faults:
                st.caption(plain(fault))


def as_read(first: pd.DataFrame) -> pd.DataFrame:
    """Return the first pieces as readers will see them: names for codes, days in words."""
    countries = cached.facts().country_names

    def named(codes: str) -> str:
        return ", ".join(countries.get(code, code) for code in codes.split(";") if code)

    rows = first.fillna({"summary": "", "text": ""})
    return pd.DataFrame(
        {
            "Date": [
                dated(day, precision)
                for day, precision in zip(rows["published_at"], rows["precision"], strict=True)
            ],
            "Title": rows["title"],
            "Outlet": rows["outlet"],
            "Outlet's country": rows["outlet_country"].map(named),
            "Language": rows["language"].map(lambda code: language_name(code) if code else ""),
            "About": rows["countries"].map(named),
            "Summary or text": rows["summary"].where(rows["summary"] != "", rows["text"]).str[:200],
            "Address": rows["url"],
        }
    )


def column_choices(previews: Sequence["FilePreview"]) -> dict[str, str]:
    """Offer another column for each field, and return what was chosen over what was recognised.

    previews: made without choices. Returns field to column, "" where a field is to stay empty.
    """
    samples: dict[str, str] = {}
    for one in previews:
        for column, sample, _ in one.columns:
            samples[column] = samples.get(column) or sample
    if not samples:
        return {}
    found = {
        field: list(dict.fromkeys(one.fields[field] for one in previews if one.fields.get(field)))
        for field in FIELD_WORDS
    }
    read = sum(bool(columns) for columns in found.values())
    chosen = {}
    with st.expander(
        f"Which column is read as what ({read} of {len(FIELD_WORDS)} found)",
        expanded=not found["published"] or not (found["title"] or found["text"]),
    ):
        st.caption("Change what was not recognised rightly; the first rows follow at once.")
        digest = hashlib.sha256("\0".join(samples).encode()).hexdigest()[:8]
        with st.grid("auto", min_column_width=230, key="columns"):
            for field in FIELD_WORDS:
                choice = _choice(field, found[field], samples, f"new_column_{field}_{digest}")
                if choice != RECOGNISED:
                    chosen[field] = choice
    return chosen


def _choice(field: str, found: list[str], samples: dict[str, str], key: str) -> str:
    """Show one field's column with a sample value; return the column, NONE or RECOGNISED."""

    def words(choice: str) -> str:
        if choice == RECOGNISED:
            return f"{' or '.join(found)} (recognised)" if found else "no column"
        return choice or "leave empty"

    with st.container():
        options = [RECOGNISED, *([NONE] if found else []), *samples]
        choice = st.selectbox(
            FIELD_WORDS[field], options, format_func=words, key=key, persist_state="session"
        )
        column = (found[0] if found else "") if choice == RECOGNISED else choice
        if column:
            _sample(samples.get(column, ""))
    return choice


def _sample(value: str) -> None:
    short = value if len(value) <= LONGEST_SAMPLE else f"{value[:LONGEST_SAMPLE]}..."
    said = f"such as: {short}" if short else "empty in the first rows"
    # As HTML, since Markdown makes a link of an address.
    st.html(f'<p class="words">{escape(said)}</p>')
