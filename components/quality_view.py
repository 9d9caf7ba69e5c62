"""How well the reasons are coded, shown beside them: agreement, precision, recall, definitions."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import streamlit as st

from components import cached
from components.download import download
from components.plain import plain
from components.reason_tables import short_names
from data.coding.codebook import REASONS
from data.coding.quality import READ_BY, RECODE, Bar
from data.facts import FILES
from data.filters import Filters

SOURCE = (
    "A sample of passages drawn at random. Agreement is Krippendorff's alpha between two codings, "
    f"precision and recall are those of the program. {READ_BY}"
)


def quality_panel(filters: Filters) -> None:
    """Offer how well each reason is coded, and what the codebook means by it."""
    panel = st.expander("How well are these coded?", key="reason_quality", on_change="rerun")
    if not panel.open:
        return
    with panel:
        frame, bar = cached.reason_quality(), Bar()
        st.markdown(
            f"A reason is counted where two codings of a sample agree (alpha at least {bar.alpha}) "
            f"and what the program finds is there (precision at least {bar.precision:.2f}). "
            f"{in_words(frame)}"
        )
        st.caption(
            f"{READ_BY} Code the sample yourself with `{RECODE}`. Precision is that of the sample: "
            "where fewer passages carry a reason it is lower; agreement and recall carry over "
            "better."
        )
        st.dataframe(
            quality_rows(frame, short_names()),
            hide_index=True,
            key="rows_of_quality",
            alt="Reasons with agreement, precision, recall and F1, each with its interval",
            column_config={"Reason": st.column_config.TextColumn(width=150, pinned=True)},
        )
        coded = cached.coded(filters)
        for fault in filter(None, (coded.stance_fault, *coded.voice_faults.values())):
            st.caption(plain(f"Not counted either. {fault}"))
        _definitions(frame)
        _downloads(frame, filters)


def in_words(frame: pd.DataFrame) -> str:
    """Say how many reasons are counted."""
    counted = int(frame["counted"].sum())
    if not counted:
        return f"None of the {len(frame)} is."
    return f"{counted} of the {len(frame)} are; the others are drawn in grey and never ranked."


def quality_rows(frame: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Return how well reasons are coded as readers see it, the counted first; labels: short."""
    rows = frame.sort_values("counted", ascending=False, kind="stable")
    numbers = {
        "Agreement": "alpha",
        "Precision": "precision",
        "Recall": "recall",
        "F1": "f1",
    }
    said = {
        label: [
            _number(*ends)
            for ends in zip(rows[name], rows[f"{name}_low"], rows[f"{name}_high"], strict=True)
        ]
        for label, name in numbers.items()
    }
    return pd.DataFrame(
        {
            "Reason": rows["reason"].map(labels),
            "Counted": rows["counted"].map({True: "yes", False: "no"}),
            **said,
            "Passages with it": [
                "" if pd.isna(of) else f"{held} of {of}"
                for held, of in zip(rows["positives"], rows["passages"], strict=True)
            ],
            "Why it is not counted": rows["why_not"],
        }
    )


def _number(value: float, low: float, high: float) -> str:
    if pd.isna(value):
        return "not measured"
    return f"{value:.2f}" if pd.isna(low) else f"{value:.2f} ({low:.2f} to {high:.2f})"


def _definitions(frame: pd.DataFrame) -> None:
    """Show what the codebook means by each reason, as it is written there."""
    book = cached.codebook()
    st.markdown("**What is coded**")
    st.caption(plain(f"{book.unit} {book.rule}"))
    for row in frame.itertuples():
        about = book.reasons[row.reason]
        lines = [f"**{plain(about.name)}.** {plain(about.definition)}"]
        lines += [f"- Also: {plain(one)}" for one in about.include]
        lines += [f"- Not: {plain(one)}" for one in about.exclude]
        lines += [f"- Example: *{plain(one)}*" for one in about.examples]
        st.markdown("\n".join([lines[0], "", *lines[1:]]))


def _downloads(frame: pd.DataFrame, filters: Filters) -> None:
    book = cached.codebook()
    with st.container(horizontal=True, vertical_alignment="center"):
        download(
            frame,
            name="reason_quality",
            filters=filters,
            title="How well each reason is coded",
            subtitle=f"Codebook {book.version}, checksum {book.checksum}",
            source=SOURCE,
            key="download_reason_quality",
        )
        st.download_button(
            "Codebook (YAML)",
            data=(Path(FILES) / REASONS).read_bytes,
            file_name=f"accord-atlas-codebook-{book.version}-{book.checksum}.yaml",
            mime="application/yaml",
            key="codebook",
            on_click="ignore",
            icon=":material/download:",
        )
