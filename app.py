"""Accord Atlas: page settings, filter bar, navigation; nothing else.

The server imports this file once, at its start; then Streamlit runs it as __main__ for every
reader and every change.
"""

from datetime import date
from functools import partial

import streamlit as st

from components import address
from components.filter_bar import filter_bar
from components.frame import chart_first, checked_facts, guarded, mistakes_said, style
from components.navigation import page_links
from components.opening import prepare
from pages import (
    articles_page,
    corpus_page,
    country_page,
    coverage_page,
    membership_page,
    overview_page,
)

PAGES = {
    "Overview": (overview_page.render, ""),
    "Membership": (membership_page.render, "membership"),
    "Coverage": (coverage_page.render, "coverage"),
    "Country": (country_page.render, "country"),
    "Articles": (articles_page.render, "articles"),
    "Corpus": (corpus_page.render, "corpus"),
}


def main() -> None:
    """Show the links between pages, the page that the address names, and the filters beside it.

    The address alone makes the filters, so the page comes first: its chart is on the screen while
    the browser still builds the many choices of the filter bar.
    """
    st.set_page_config(page_title="Accord Atlas", page_icon="static/icon.svg", layout="wide")
    style()
    checked_facts()
    today = date.today()
    reading = address.read()
    pages = [
        st.Page(
            partial(guarded, render, reading, today),
            title=title,
            url_path=path,
            default=not path,
        )
        for title, (render, path) in PAGES.items()
    ]
    chosen = st.navigation(pages, position="hidden")
    page_links(pages, reading.filters)
    chosen.run()
    chart_first()
    with mistakes_said(reading.filters):
        filter_bar(reading, today)
    address.arrived()


if __name__ == "__main__":
    main()
else:
    prepare()
    app = st.App(__file__)
