"""One piece open: what it reports, where and when, and its facets as ways on."""

import pandas as pd
import streamlit as st

from components import address, cached
from components.piece_rows import readable_rows
from components.plain import plain
from data.filters import Filters

FACETS = (
    ("country", "About", "countries"),
    ("published_in", "Published in", "outlet_country"),
    ("language", "Language", "language"),
    ("kind", "Kind", "kind"),
    ("topic", "Topics", "topics"),
    ("outlet", "Outlet", "outlet"),
)


def reader(filters: Filters) -> None:
    """Show the open piece, if one is, above the table; a facet narrows the filter to it."""
    if not filters.article:
        return
    piece = cached.article(filters.article)
    if piece is None:
        st.warning("The open piece is not in this corpus.", icon=":material/info:")
        return
    row = readable_rows(piece, cached.names()).iloc[0]
    with st.container(border=True, key="reader"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(f"{row['Day']} · {row['Outlet']}"), width="stretch")
            st.button(
                "Close",
                icon=":material/close:",
                on_click=address.change,
                kwargs={"article": ""},
                key="close_reader",
            )
        st.text(row["What it reports"])
        _text(piece.iloc[0])
        for name, label, column in FACETS:
            _facet(name, label, str(piece.iloc[0][column] or ""))
        if row["Link"]:
            st.link_button("Open at the publisher", row["Link"], icon=":material/open_in_new:")


def _text(piece: pd.Series) -> None:
    title, summary = piece["title"], piece["summary"]
    if title and summary and title != summary:
        st.text(summary)
    if not title and cached.is_built_in():
        st.caption("The sentence is ours; this list keeps no headlines and no full texts.")


def _facet(name: str, label: str, values: str) -> None:
    codes = [code for code in (values.split(";") if name != "outlet" else [values]) if code]
    if not codes:
        return
    names = cached.names()
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.caption(label, width=90)
        for code in codes:
            st.button(
                plain(names.get(code, code)),
                key=f"facet_{name}_{code}",
                on_click=address.change,
                kwargs={name: (code,)},
                help=f"Show only pieces with {label.lower()}: {plain(names.get(code, code))}",
                type="tertiary",
            )
