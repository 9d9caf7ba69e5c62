"""The latest steps and events of an agreement as a list with their sources."""

from datetime import date
from html import escape

import streamlit as st

from components import cached
from components.download import download
from data.days import in_words
from data.filters import Filters
from data.source_links import first_address
from data.tables import LATEST_ROWS


def happenings_list(filters: Filters, today: date) -> None:
    """List what happened lately, newest first; a title leads to where it was read."""
    rows = cached.happenings(filters, today, LATEST_ROWS)
    if rows.empty:
        st.caption("No dated step or event is recorded for these countries in this agreement.")
        return
    lines = "".join(
        f"<tr><td>{in_words(row.date)}</td><td>{_linked(row.title, row.source)}</td></tr>"
        for row in rows.itertuples()
    )
    st.html(
        "<style>.happenings{width:100%;border-collapse:collapse}"
        ".happenings td{padding:.35rem .5rem .35rem 0;vertical-align:top;"
        "border-bottom:1px solid color-mix(in srgb,currentColor 16%,transparent)}"
        ".happenings td:first-child{white-space:nowrap;opacity:.8;width:6.5rem}"
        ".happenings a{color:inherit}</style>"
        f'<table class="happenings"><tbody>{lines}</tbody></table>'
    )
    download(
        rows,
        name="happenings",
        filters=filters,
        title="Latest steps and events",
        subtitle=cached.facts().agreement_names[filters.agreement],
        source="Source: steps and events kept by Accord Atlas, each with its own source.",
        key="download_happenings",
    )


def _linked(title: str, source: str) -> str:
    if address := first_address(source):
        return f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(title)}</a>'
    return escape(title)
