"""Audit this number: a reader judges a random sample of the pieces behind a figure."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from components import cached
from components.piece_rows import readable_rows
from components.plain import plain
from data.export.tables import as_csv
from data.filters import Filters
from data.methods.audit import RIGHT, UNREAD, WRONG, Precision, precision

LABELS = "audit_labels"
WORDS = {UNREAD: "", RIGHT: "Right", WRONG: "Wrong"}
CODES = {word: code for code, word in WORDS.items()}


def audit_line(filters: Filters, *, key: str, every: str = "") -> None:
    """Offer to judge a sample of the pieces that filters choose, and say what was judged.

    every: the time step of a chart, on which pieces with a coarser date do not stand.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Audit this number",
            icon=":material/fact_check:",
            key=f"audit_{key}",
            help="Read up to 50 pieces drawn at random from those behind this figure, and tick "
            "whether they belong there.",
            on_click=_audit,
            args=(filters, every),
            type="tertiary",
        )
        if said := audited_in_words(filters, every):
            st.caption(said)


def audited_in_words(filters: Filters, every: str = "") -> str:
    """Say what an audit of these pieces has found; "" where nothing was judged."""
    labels = _kept(filters, every)
    if not any(labels.values()):
        return ""
    return in_words(precision(pd.Series(labels, dtype="str")))


def in_words(found: Precision) -> str:
    """Say a precision with its interval, and how much of the sample is not read."""
    if found.share is None:
        return "Nothing judged yet."
    read = found.right + found.wrong
    words = (
        f"Audited: {found.right} of {read} right, {found.share:.0%} "
        f"({found.low:.0%} to {found.high:.0%} in 95 of 100 cases)."
    )
    return words if not found.unread else f"{words} {found.unread} of the sample are not read yet."


def audit_files(filters: Filters, every: str = "") -> Mapping[str, bytes]:
    """Return the labels given so far as a file for the ZIP; nothing where none was given."""
    labels = _kept(filters, every)
    if not any(labels.values()):
        return {}
    draw = _draw(filters, every)
    sample = cached.audit_sample(filters, draw, every)
    told = sample.assign(label=sample["article_id"].map(labels).fillna(UNREAD), draw=draw)
    columns = ["article_id", "published_at", "outlet", "title", "url", "label", "draw"]
    return {"audit/labels.csv": as_csv(told[columns])}


@st.dialog("Audit this number", width="large")
def _audit(filters: Filters, every: str) -> None:
    draw, labels = _draw(filters, every), _kept(filters, every)
    sample = cached.audit_sample(filters, draw, every)
    total = int(cached.count(filters)["count"].iloc[0])
    if every:
        total -= cached.unplaced(replace(filters, every=every))
    if sample.empty:
        st.caption("No piece stands behind this figure.")
        return
    st.caption(
        plain(
            f"{len(sample):,} of {total:,} pieces, drawn at random: {cached.in_words(filters)}. "
            "Does each belong in this number? Right or wrong is yours to say; the same view draws "
            "the same sample for everybody."
        )
    )
    rows = readable_rows(sample, cached.names())[
        ["Day", "Outlet", "What it reports", "About", "Link"]
    ]
    rows.insert(0, "Belongs", sample["article_id"].map(lambda one: WORDS[labels.get(one, UNREAD)]))
    key = f"audit_rows_{_name(filters, every)}_{draw}"
    edited = st.data_editor(
        rows,
        hide_index=True,
        key=key,
        disabled=[name for name in rows.columns if name != "Belongs"],
        row_height=64,
        height=460,
        column_config={
            "Belongs": st.column_config.SelectboxColumn(options=list(CODES), width=90),
            "What it reports": st.column_config.TextColumn(width="large"),
            "Link": st.column_config.LinkColumn(display_text="open", width=60),
        },
    )
    given = [CODES.get(word or "", UNREAD) for word in edited["Belongs"]]
    if any(given) or any(labels.values()):
        _keep(filters, every, draw, dict(zip(sample["article_id"], given, strict=True)))
    st.markdown(in_words(precision(pd.Series(given, dtype="str"))))
    with st.container(horizontal=True):
        if st.button("Another sample", help="Forgets the labels of this one."):
            _keep(filters, every, draw + 1, {})
            st.rerun(scope="fragment")
        if st.button("Done", type="primary"):
            st.rerun()


def _kept(filters: Filters, every: str) -> dict[str, str]:
    return _record(filters, every)["labels"]


def _draw(filters: Filters, every: str) -> int:
    return _record(filters, every)["draw"]


def _record(filters: Filters, every: str) -> dict:
    """Return what this reader has judged of a view; most views are seen and not judged."""
    records = st.session_state.get(LABELS, {})
    return records.get(_name(filters, every), {"draw": 1, "labels": {}})


def _keep(filters: Filters, every: str, draw: int, labels: dict[str, str]) -> None:
    records = st.session_state.setdefault(LABELS, {})
    records[_name(filters, every)] = {"draw": draw, "labels": labels}


def _name(filters: Filters, every: str) -> str:
    view = filters.corpus_part().to_address()
    return f"{cached.corpus().manifest.checksum[:12]}_{every}_{view}"
